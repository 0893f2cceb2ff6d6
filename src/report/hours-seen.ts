/** Host by host and hour by hour: what the logs could have told of each question, as pictures and numbers, with the reasons. */
import { html, raw } from 'hono/html'
import type { ScanResult } from '../story/findings.ts'
import type { AskedAbout, VisibleHours, VisibleRow, VisibleRun, Why } from '../story/visible-hours.ts'
import { visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { seenPicture } from './seen-picture.ts'
import { localTime } from './time.ts'

const DRAWN = 30 // rows of a picture
const ROWS = 100 // rows of a table
const NAMES = 12 // hosts named in one row
const OPEN = 0.02 // of the hours not seen in full, from which a question is open at first sight
const RUNS = 6 // reasons told in one row

export function hoursSeenSection(result: ScanResult, say: Say): Html {
  const { visibility } = result.findings
  if (!visibility) return html``
  return html`<h3>${say('hoursSeen')}</h3><p class="soft">${say('hoursSeenHelp')}</p>
${visibility.questions.map((question) => oneQuestion(question, visibility, result, say))}`
}

function oneQuestion(
  { question, name, limits, to_see }: VisibleHours['questions'][number],
  seen: VisibleHours,
  result: ScanResult,
  say: Say,
): Html {
  const rows = (question === 'sign-ins' ? seen.mailboxes : seen.hosts).flatMap((row) => {
    const answers = row.answers.find((one) => one.question === question)
    return answers ? [{ row, answers }] : []
  })
  if (rows.length === 0) return html``
  const total = (state: 'seen' | 'partly' | 'blind') => rows.reduce((sum, { answers }) => sum + answers.hours[state], 0)
  const [all, blind] = [total('seen') + total('partly') + total('blind'), total('blind') + total('partly')]
  const lanes = rows.slice(0, DRAWN).map(({ row, answers }) => ({
    label: label(row),
    runs: answers.runs,
    active: row.of.length === 1 ? (result.activity[row.of[0] ?? ''] ?? []).map(([hour]) => hour) : [],
  }))
  return html`<details data-find${blind > all * OPEN ? raw(' open') : ''}><summary><strong>${name}</strong> <span class="soft">${(['seen', 'partly', 'blind'] as const).map((state) => html` ${say(`state-${state}`)} ${percent(total(state), all)}`)}</span></summary>
<div>${blind > 0 ? html`<p>${say('limits')}: ${limits}<br>${say('toSee')}: ${to_see}</p>` : ''}
<div class="box path" tabindex="0">${raw(seenPicture(lanes, result.findings.timezone, `${say('hoursSeen')}: ${name}`))}</div>
${rows.length > DRAWN ? html`<p class="soft">${say('notDrawn')}: ${rows.length - DRAWN}</p>` : ''}
<details><summary>${say('hoursTable')}</summary><div class="box" tabindex="0"><table><thead><tr><th>${say(question === 'sign-ins' ? 'mailbox' : 'host')}</th><th class="n">${say('state-seen')}</th><th class="n">${say('state-partly')}</th><th class="n">${say('state-blind')}</th><th>${say('why')}</th></tr></thead><tbody>${rows
    .slice(0, ROWS)
    .map(
      ({ row, answers }) =>
        html`<tr data-find><td class="name">${names(row)}</td>${(['seen', 'partly', 'blind'] as const).map((state) => html`<td class="n">${answers.hours[state].toLocaleString('en')} h</td>`)}<td class="why">${reasons(question, answers.runs, result, say)}</td></tr>`,
    )}</tbody></table></div></details></div></details>`
}

/** Why it couldn't be told, and when. */
function reasons(question: AskedAbout, runs: VisibleRun[], { findings }: ScanResult, say: Say): Html {
  const limited = runs.filter((run) => run.state !== 'seen')
  const words = (run: VisibleRun) =>
    say(run.why === 'no-log' && question === 'sign-ins' ? 'why-no-log-mailbox' : (`why-${run.why}` as `why-${Why}`))
  const named = (run: VisibleRun) => run.sources.filter((name) => name !== '').slice(0, 3)
  return html`<ul>${limited.slice(0, RUNS).map((run) => html`<li>${localTime(run.from, findings.timezone)} – ${localTime(run.to, findings.timezone)}: ${words(run)}${named(run).length > 0 ? ` (${named(run).map(visible).join(', ')})` : ''}</li>`)}${limited.length > RUNS ? html`<li>… (${limited.length})</li>` : ''}</ul>`
}

const LABEL = 20 // characters beside the picture

function label({ of }: VisibleRow): string {
  const first = visible(of[0] ?? '')
  const others = of.length > 1 ? ` +${of.length - 1}` : ''
  const room = LABEL - others.length
  return `${first.length > room ? `${first.slice(0, room - 1)}…` : first}${others}`
}

const names = ({ of }: VisibleRow) =>
  `${of.slice(0, NAMES).map(visible).join(', ')}${of.length > NAMES ? ` … (${of.length})` : ''}`

const percent = (part: number, all: number) => `${all === 0 ? 0 : Math.round((part / all) * 100)} %`
