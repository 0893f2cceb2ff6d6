/** The plan: what to do, in order, who, until when, and how to see that it worked; and what newer logs say of an earlier plan. */
import { html } from 'hono/html'
import type { FollowedMeasure, Measure, ScanResult } from '../story/findings.ts'
import { defangText } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { localTime } from './time.ts'

export const STATE_MARKS: Record<FollowedMeasure['state'], string> = {
  done: '☑',
  open: '☐',
  'not-visible': '？',
  'by-hand': '✎',
}

export function measureSection({ findings }: ScanResult, say: Say): Html {
  const { measures = [], followed = [], timezone } = findings
  return html`${followed.length > 0 ? html`<h3>${say('followed')}</h3>${table(followed, timezone, say)}<h3>${say('measuresNow')}</h3>` : ''}${measures.length > 0 ? table(measures, timezone, say) : html`<p>${say('noMeasures')}</p>`}`
}

function table(measures: (Measure | FollowedMeasure)[], timezone: string, say: Say): Html {
  return html`<div class="box" tabindex="0"><table><thead><tr><th class="n">#</th><th>${say('measure')}</th><th>${say('who')}</th><th>${say('by')}</th><th>${say('howToCheck')}</th></tr></thead><tbody>${measures.map(
    (one, i) =>
      html`<tr data-find><td class="n">${i + 1}</td><td>${'state' in one ? html`<strong>${STATE_MARKS[one.state]} ${say(`state-${one.state}`)}</strong> ` : ''}<span class="chip">${say(`measure-${one.kind}`)}</span> ${defangText(one.what, [one.subject])} ${('state' in one ? [] : one.findings).slice(0, 5).map((id) => html`<a href="#${id}">${id.slice(0, 8)}</a> `)}</td><td class="who">${one.who}</td><td class="by">${day(one.by, timezone)}</td><td>${defangText('seen' in one ? one.seen : one.how_to_check, [one.subject])}</td></tr>`,
  )}</tbody></table></div>`
}

const day = (by: string, timezone: string) => (by.includes('T') ? localTime(by, timezone) : by)
