/** What happened: each attack as a whole, told by tactic, with a picture in time, how far it went, and what nobody could see of it. */
import { html, raw } from 'hono/html'
import type { AttackStep, AttackStory, ScanResult } from '../story/findings.ts'
import { machineList } from '../story/machine-list.ts'
import { SPEAKS_OF_INSIDE } from '../story/verdict.ts'
import { phasePicture } from './pictures.ts'
import { defang, defangText, visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { localTime } from './time.ts'

const OPEN = 2 // attacks that are open at first sight
const STEPS = 12 // of a phase, before the rest is folded

export const attacksOf = ({ findings }: ScanResult): AttackStory[] =>
  findings.stories.filter((story) => story.kind === 'attack')

export function attackSection(result: ScanResult, say: Say): Html {
  return html`${attacksOf(result).map((attack, i) => oneAttack(attack, i, result, say))}`
}

function oneAttack(attack: AttackStory, index: number, result: ScanResult, say: Say): Html {
  const { timezone } = result.findings
  const certain = attack.damage.infected > 0 ? 'infected' : 'suspected'
  return html`<details class="story ${certain}" data-find${index < OPEN ? raw(' open') : ''}>
<summary><strong>${attack.hosts.slice(0, 5).map(visible).join(', ')}${attack.hosts.length > 5 ? ` … (${attack.hosts.length})` : ''}</strong> <span class="soft">${localTime(attack.first, timezone)} – ${localTime(attack.last, timezone)} · ${say('confidence')} ${attack.confidence.toFixed(2)}</span></summary>
<div><p>${withoutLinks(attack)}</p>
<div class="box path" tabindex="0">${raw(phasePicture(attack.phases, timezone, say('attacks')))}</div>
${attack.phases.map((phase) => html`<h3>${phase.name} <span class="soft">${phase.tactic}</span></h3>${steps(phase.steps, result)}`)}
<h3>${say('damage')}</h3><dl>
<dt>${say('hosts')}</dt><dd>${say('infected')} ${attack.damage.infected} · ${say('suspected')} ${attack.damage.suspected} · ${say('reached')} ${attack.damage.reached}</dd>
<dt>${say('accounts')}</dt><dd>${attack.accounts.length > 0 ? attack.accounts.slice(0, 20).map(visible).join(', ') : '–'}</dd>
<dt>${say('sentThere')}</dt><dd>${(attack.damage.bytes_sent / 1e6).toFixed(1)} MB ${attack.damage.bytes_complete ? say('atMost') : say('atLeast')}</dd></dl>
<h3>${say('gaps')}</h3><ul>${attack.gaps.map((gap) => html`<li>${defangText(gap, attack.destinations)}</li>`)}</ul></div></details>`
}

/** The attack in sentences, the places that they name broken. */
export function withoutLinks({ text, destinations }: AttackStory): string {
  return defangText(text, destinations)
}

function steps(list: AttackStep[], result: ScanResult): Html {
  const rest = list.slice(STEPS)
  const items = (some: AttackStep[]) => html`<ol class="timeline">${some.map((step) => one(step, result))}</ol>`
  return html`${items(list.slice(0, STEPS))}${rest.length > 0 ? html`<details><summary>… (${rest.length})</summary><div>${items(rest)}</div></details>` : ''}`
}

const one = (step: AttackStep, result: ScanResult): Html =>
  html`<li><time>${localTime(step.time, result.findings.timezone)}</time><div><strong>${visible(step.host)}</strong> ${step.finding ? html`<a href="#${step.finding}">${defangText(step.text)}</a>` : defangText(step.text)}${step.destination ? html` <span class="soft">${placesOf(step, result)}</span>` : ''}</div></li>`

/** A place outside by its most telling name; of machines inside each is another. */
function placesOf({ finding, destination }: AttackStep, { findings, lang }: ScanResult): string {
  const found = findings.findings.find((one) => one.id === finding)
  return found && SPEAKS_OF_INSIDE.includes(found.detector)
    ? machineList(found.destinations.map(defang), lang)
    : defang(destination)
}
