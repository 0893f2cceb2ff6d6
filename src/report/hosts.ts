/** The hosts: who is infected or suspected, and each one's story in time. */

import { html, raw } from 'hono/html'
import ipaddr from 'ipaddr.js'
import { isSerious } from '../detect/detector.ts'
import type { Word } from '../i18n/words.ts'
import { SOURCES } from '../story/coverage.ts'
import type { CoverageFact, DestinationRow, Finding, HostRow, ScanResult, Verdict } from '../story/findings.ts'
import { isAccused, SPEAKS_OF_INSIDE } from '../story/verdict.ts'
import { isOnlyAccounts } from './attempts.ts'
import { peopleToAsk } from './mails.ts'
import { nameList } from './name-list.ts'
import { activityPicture } from './pictures.ts'
import { defang, visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { localTime, period } from './time.ts'

export const MARKS: Record<Verdict, string> = { infected: '■', suspected: '▲', 'no-sign': '○', 'not-visible': '？' }
const PICTURES = 50 // hosts with a picture of their own: the file stays small at 2,000 hosts
const OPEN = 3 // stories that are open at first sight

export function hostSection(result: ScanResult, say: Say): Html {
  const { findings, hosts } = result.findings
  const byId = new Map(findings.map((finding) => [finding.id, finding]))
  const own = (host: HostRow) => host.reasons.flatMap((id) => byId.get(id) ?? []).filter(isNotable)
  const serious = hosts.filter((host) => isAccused(host) || (host.stands_for_others && own(host).some(isSerious)))
  const minor = hosts.filter((host) => !serious.includes(host) && own(host).length > 0)
  const rest = hosts.filter((host) => !serious.includes(host) && !minor.includes(host))
  return html`${serious.length === 0 ? html`<p>${say(nobodyAccused(result))}</p>` : serious.map((host, i) => story(host, own(host), i, result, say))}
${minor.length > 0 ? html`<details><summary>${say('minor')} (${minor.length})</summary><div>${minor.map((host) => html`<p data-find>${chip(host.verdict, say)} <strong>${visible(host.host)}</strong> ${own(host).map((finding) => html`<a href="#${finding.id}">${finding.title}</a> `)}</p>`)}</div></details>` : ''}
${otherHosts(rest, say)}`
}

/** What to say where no host is accused: nobody was, only mails were there, or nothing at all. */
export function nobodyAccused(result: ScanResult): 'noAccused' | 'onlyMails' | 'noHostLogs' | 'nothingRead' {
  const { findings, evidence } = result
  if (evidence.files.every((file) => file.parsed === 0)) return 'nothingRead'
  if (isOnlyAccounts(result)) return 'noHostLogs'
  return findings.hosts.length === 0 && findings.mail_counts.examined > 0 ? 'onlyMails' : 'noAccused'
}

/** Not visible as a whole, but the part of its traffic that a log shows has no sign. */
export const isQuiet = (host: HostRow) =>
  host.verdict === 'not-visible' &&
  !host.stands_for_others &&
  Math.max(host.visible?.requests ?? 0, host.visible?.direct ?? 0) >= BLIND

/** Informational findings explain; they accuse nobody. */
const isNotable = (finding: Finding) => finding.severity !== 'informational'

function story(host: HostRow, own: Finding[], index: number, result: ScanResult, say: Say): Html {
  const { timezone } = result.findings
  const inTime = [...own].sort((a, b) => (a.first_seen < b.first_seen ? -1 : 1))
  const serious = inTime.filter(isSerious)
  const weak = inTime.filter((finding) => !isSerious(finding))
  const steps = (list: Finding[]) =>
    html`<ol class="timeline">${list.map((finding) => step(finding, host, result, say))}</ol>`
  return html`<details class="story ${host.verdict}" data-find${index < OPEN ? raw(' open') : ''}>
<summary>${chip(host.verdict, say)} <strong>${visible(host.host)}</strong> <span class="soft">${host.addresses
    .filter((address) => address !== host.host)
    .map(visible)
    .join(', ')}</span> <span class="soft">${say('score')} ${host.score.toFixed(2)}</span></summary>
<div>${host.stands_for_others ? html`<p><strong>${say('behind')}</strong></p>` : ''}${answers(host, say)}${index < PICTURES ? raw(activityPicture(result.activity[host.host] ?? [], serious, timezone, say('activity'))) : ''}
${steps(serious)}
${weak.length > 0 ? html`<details><summary>${say('weakSigns')} ${weak.length}</summary><div>${steps(weak)}</div></details>` : ''}</div></details>`
}

const QUESTIONS = ['requests', 'direct', 'lookups'] as const
const BLIND = 0.5 // share of the active hours below which a question counts as not visible

/** What the logs could answer of this host: each question by mark and word. */
function answers({ visible: shares }: HostRow, say: Say): Html {
  if (!shares) return html``
  return html`<ul class="answers">${QUESTIONS.map((question) => html`<li>${mark(shares[question])} ${say(question)} <span class="soft">${percent(shares[question])}</span></li>`)}</ul>`
}

const mark = (share: number) => (share >= BLIND ? (share >= 0.995 ? '○' : '△') : '？')
const percent = (share: number) => `${Math.floor(share * 100)} %`

function step(finding: Finding, host: HostRow, result: ScanResult, say: Say): Html {
  const { timezone } = result.findings
  return html`<li><time>${localTime(finding.first_seen, timezone)}</time><div><a href="#${finding.id}">${finding.title}</a> <span class="chip ${finding.severity}">${say(finding.severity)}</span><br>${finding.destinations.slice(0, 3).map(defang).join(', ')}<br><span class="soft">${say('until')} ${localTime(finding.last_seen, timezone)} · ${say('times')} ${finding.count}${alsoBy(finding, host.host, result, say)}</span></div></li>`
}

/** Who else contacted the same place. */
function alsoBy(finding: Finding, host: string, result: ScanResult, say: Say): string {
  const others = new Set(finding.destinations.flatMap((place) => result.contacted[place] ?? []))
  others.delete(host)
  if (others.size === 0) return ''
  const names = [...others].slice(0, 8).map(visible).join(', ')
  return ` · ${say('alsoBy')} ${names}${others.size > 8 ? ` … (${others.size})` : ''}`
}

function otherHosts(hosts: HostRow[], say: Say): Html {
  if (hosts.length === 0) return html``
  return html`<details><summary>${say('others')} (${hosts.length})</summary><div class="box" tabindex="0"><table><thead><tr><th>${say('host')}</th><th>${say('addresses')}</th><th>${say('verdict')}</th>${QUESTIONS.map((question) => html`<th>${say(question)}</th>`)}</tr></thead><tbody>${hosts.map(
    (host) =>
      html`<tr data-find><td class="name">${visible(host.host)}</td><td>${host.addresses.map(visible).join(', ')}</td><td>${chip(host.verdict, say)}</td>${QUESTIONS.map((question) => html`<td class="n">${host.visible ? html`${mark(host.visible[question])} ${percent(host.visible[question])}` : '–'}</td>`)}</tr>`,
  )}</tbody></table></div></details>`
}

const chip = (verdict: Verdict, say: Say): Html =>
  html`<span class="chip ${verdict}">${MARKS[verdict]} ${say(verdict)}</span>`

const PLACES_SHOWN = 30 // at first sight
const PLACES = 500

export function destinationTable({ findings, contacted }: ScanResult, say: Say): Html {
  const { destinations } = findings
  if (destinations.length === 0) return html`<p>${say('noFindings')}</p>`
  const visited = findings.hosts.length > 0
  const outside = destinations.filter((row) => !isPrivate(row.destination)).slice(0, PLACES)
  const inside = destinations.filter((row) => isPrivate(row.destination)).slice(0, PLACES)
  return html`${outside.length > 0 ? table(outside.slice(0, PLACES_SHOWN)) : ''}${folded('otherPlaces', outside.slice(PLACES_SHOWN))}${folded('placesInside', inside)}`

  function folded(word: Word, rows: DestinationRow[]): Html | '' {
    return rows.length > 0
      ? html`<details><summary>${say(word)} (${rows.length})</summary>${table(rows)}</details>`
      : ''
  }

  function table(rows: DestinationRow[]): Html {
    return html`<div class="box" tabindex="0"><table><thead><tr><th>${say('destinations')}</th><th class="n">${say('score')}</th>${visited ? html`<th>${say('hosts')}</th><th>${say('alsoBy')}</th>` : ''}</tr></thead><tbody>${rows.map(
      (row) => {
        const others = (contacted[row.destination] ?? []).filter((host) => !row.hosts.includes(host))
        return html`<tr data-find><td class="name">${defang(row.destination)}</td><td class="n">${row.score.toFixed(2)}</td>${visited ? html`<td>${row.hosts.map(visible).join(', ')}</td><td>${others.slice(0, 10).map(visible).join(', ')}${others.length > 10 ? ` … (${others.length})` : ''}</td>` : ''}</tr>`
      },
    )}</tbody></table></div>`
  }
}

export function advice(result: ScanResult, say: Say): Html {
  const { findings } = result
  const serious = findings.hosts.filter(isAccused)
  const names = new Set(serious.map((host) => host.host))
  const telling = findings.findings.filter((one) => isSerious(one) && !SPEAKS_OF_INSIDE.includes(one.detector))
  const accused = new Set(telling.flatMap((finding) => finding.destinations))
  const inside = new Set(findings.hosts.flatMap((host) => [host.host, ...host.addresses]))
  const places = findings.destinations
    .filter((row) => accused.has(row.destination) && row.hosts.some((host) => names.has(host)))
    .filter((row) => !inside.has(row.destination) && !isPrivate(row.destination))
    .slice(0, 15)
  const asked = peopleToAsk(result)
  const abused = findings.accounts.filter((row) => row.verdict !== 'weak')
  return html`<ol class="first">
<li>${say('saveLogs')}${expiries(result, say)}</li>
${
  serious.length > 0
    ? html`<li>${say('unplug')}: ${nameList(
        serious.map((host) => host.host),
        say,
      )}</li>`
    : ''
}
${asked.length > 0 ? html`<li>${say('askRecipients')}: ${nameList(asked, say)}</li>` : ''}
${
  abused.length > 0
    ? html`<li>${say('askOwners')}: ${nameList(
        abused.map((row) => row.account),
        say,
      )}</li>`
    : ''
}
<li>${say('noWipe')}</li>
<li>${say('noContact')}</li>
<li>${say('together')}${places.length > 0 ? html` (${say('to')}: ${places.map((row) => defang(row.destination)).join(', ')})` : ''}</li>
</ol>`
}

/** A sweep's targets are not to be blocked. */
const isPrivate = (place: string) => ipaddr.isValid(place) && ipaddr.process(place).range() !== 'unicast'

const DAY = 86_400_000

/** When each source would overwrite the first sign, if it keeps no more than it has now. */
function expiries({ findings, lang }: ScanResult, say: Say): Html {
  const kept = findings.coverage.filter((fact) => fact.kind === 'retention')
  if (kept.length === 0) return html``
  const signs = findings.findings.filter(isSerious).map((finding) => finding.first_seen)
  signs.sort()
  const alike = Map.groupBy(kept, (fact) => `${fact.value} ${fact.first?.slice(0, 10)}`)
  return html`<ul>${[...alike.values()].map((facts) => {
    const [fact, ...others] = facts
    if (!fact) return ''
    const days = Number(fact.value)
    const first = signs.find((sign) => fact.first && Date.parse(sign) >= Date.parse(fact.first)) // it holds no earlier one
    const expires = first ? new Date(Date.parse(first) + days * DAY).toISOString() : null
    const own = logName(fact, lang)
    const names = [own, ...others.map((other) => logName(other, lang))].join(lang === 'ja' ? '、' : ', ')
    return html`<li>${visible(names + fact.text.slice(own.length))} (${period(fact.first ?? null, fact.last ?? null, findings.timezone, say)})${expires ? html` <strong>${say('overwritten')}: ${localTime(expires, findings.timezone).slice(0, 10)}</strong>` : ''}</li>`
  })}</ul>`
}

/** A log's name, with which what is said of its length begins. */
const logName = (fact: CoverageFact, lang: 'ja' | 'en') =>
  SOURCES.find((source) => source.view === fact.subject)?.[lang] ?? ''
