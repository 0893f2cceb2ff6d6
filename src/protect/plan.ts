/**
 * A rescue's plan, from the findings: what to do, in the order of first advice (save what expires, unplug, search, then block and reset
 * everything at one time, notify), each with who, until when, and a check that later logs answer (follow.ts).
 */

import { createHash } from 'node:crypto'
import { isSerious } from '../detect/detector.ts'
import type { Text } from '../i18n/text.ts'
import { familyOf } from '../lists/family.ts'
import { visible } from '../report/safe-text.ts'
import type { FindingsFile, Measure, MeasureCheck } from '../story/findings.ts'
import { isAccused } from '../story/verdict.ts'
import type { Entry, Selection } from './entry.ts'
import { MEASURE_WORDS as WORDS } from './plan-words.ts'

type Kind = Measure['kind']

interface Draft {
  kind: Kind
  subject: string
  what: Text
  by: string
  check: MeasureCheck['kind']
  /** what the check asks for, where it is more than the subject */
  asked?: string[]
  findings: string[]
}

export interface PlanOptions {
  lang: 'ja' | 'en'
  /** destination of a serious finding → every host that contacted it */
  contacted: Record<string, string[]>
  selection: Selection
}

const MOST = 50 // of one kind: a plan is read by people
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Reports to the authority on personal data: within three to five days of knowing (個人情報の保護に関する法律施行規則, article 8). */
const NOTIFY_DAYS = 3

export function plan(file: FindingsFile, { lang, contacted, selection }: PlanOptions): Measure[] {
  const start = Date.parse(file.generated)
  const at = {
    now: iso(start + HOUR),
    today: iso(start + DAY),
    together: iso(start + 2 * DAY),
    notify: iso(start + NOTIFY_DAYS * DAY),
  }
  const accused = file.hosts.filter(isAccused)
  if (accused.length === 0 && selection.entries.length === 0) return []
  const drafts = [
    ...preserve(file, at.now),
    ...unplug(file, at.now, at.today),
    ...search(
      file,
      contacted,
      accused.map((row) => row.host),
      at.today,
    ),
    ...block(file, selection, at.together),
    ...reset(file, at.together),
    ...notify(file, selection.machines.domains, at.notify),
  ]
  const since = file.range.last ?? file.generated
  return drafts.map(({ kind, subject, what, by, check, asked, findings }) => ({
    id: createHash('sha256')
      .update(JSON.stringify([kind, subject]))
      .digest('hex')
      .slice(0, 12),
    kind,
    subject,
    what: what[lang],
    who: WORDS.who[kind][lang],
    by,
    check: { kind: check, subjects: asked ?? [subject], since },
    how_to_check: WORDS.checks[check](few(asked ?? [subject]))[lang],
    findings: findings.slice(0, MOST),
  }))
}

const iso = (time: number) => new Date(time).toISOString()

/** Logs that would overwrite the first sign, with the day when they do; where that has gone by, at once: something may be left. */
function preserve({ coverage, findings, generated }: FindingsFile, now: string): Draft[] {
  const signs = findings
    .filter(isSerious)
    .map((one) => one.first_seen)
    .sort()
  return coverage
    .filter((fact) => fact.kind === 'retention')
    .flatMap((fact): Draft[] => {
      const first = signs.find((sign) => fact.first && Date.parse(sign) >= Date.parse(fact.first))
      if (!first) return []
      const day = iso(Date.parse(first) + Number(fact.value) * DAY).slice(0, 10)
      const late = day <= generated.slice(0, 10)
      return [
        {
          kind: 'preserve',
          subject: fact.subject,
          what: late ? WORDS.preserveLate(fact.text, day) : WORDS.preserve(fact.text),
          by: late ? now : day,
          check: 'by-hand',
          findings: [],
        },
      ]
    })
}

function unplug({ hosts, findings }: FindingsFile, now: string, today: string): Draft[] {
  const seriousOf = (ids: string[]) =>
    findings.filter((one) => ids.includes(one.id) && isSerious(one)).map((one) => one.id)
  return hosts
    .filter(
      (row) =>
        row.verdict === 'infected' ||
        row.verdict === 'suspected' ||
        (row.stands_for_others && seriousOf(row.reasons).length > 0),
    )
    .slice(0, MOST)
    .map((row): Draft => {
      const name =
        row.addresses.length > 0 && !row.addresses.includes(row.host)
          ? `${row.host} (${row.addresses.join(', ')})`
          : row.host
      const how = row.stands_for_others ? 'behind' : row.verdict === 'infected' ? 'infected' : 'suspected'
      return {
        kind: row.stands_for_others ? 'search' : 'unplug',
        subject: row.host,
        what: WORDS.unplug[how](visible(name)),
        by: how === 'infected' ? now : today,
        check: row.stands_for_others ? 'by-hand' : 'silent-host',
        findings: seriousOf(row.reasons),
      }
    })
}

/** Who else met the same places and mails. */
function search(file: FindingsFile, contacted: Record<string, string[]>, accused: string[], by: string): Draft[] {
  const met = new Map<string, string[]>()
  for (const [place, hosts] of Object.entries(contacted))
    for (const host of hosts.filter((one) => !accused.includes(one))) met.set(host, [...(met.get(host) ?? []), place])
  const malicious = file.mails.filter((row) => row.verdict === 'malicious')
  const people = [...new Set(malicious.flatMap((row) => row.recipients))]
  const ask: Draft = {
    kind: 'search',
    subject: 'recipients',
    what: WORDS.ask(few(people, 10)),
    by,
    check: 'by-hand',
    findings: [...new Set(malicious.flatMap((row) => row.reasons))],
  }
  return [
    ...(people.length > 0 ? [ask] : []),
    ...[...met].slice(0, MOST).map(
      ([host, places]): Draft => ({
        kind: 'search',
        subject: host,
        what: WORDS.met(visible(host), few(places)),
        by,
        check: 'by-hand',
        findings: seriousAt(file, places),
      }),
    ),
  ]
}

const few = (all: string[], most = 5) =>
  `${all.slice(0, most).map(visible).join(', ')}${all.length > most ? ` … (${all.length})` : ''}`

const seriousAt = ({ findings }: FindingsFile, places: string[]) =>
  findings
    .filter((one) => isSerious(one) && one.destinations.some((place) => places.includes(place)))
    .map((one) => one.id)

/** Places that somebody went to, one by one; those that only mails name, and senders, together. */
function block(file: FindingsFile, { entries }: Selection, by: string): Draft[] {
  const visited = new Set(file.destinations.filter((row) => row.hosts.length > 0).map((row) => row.destination))
  const places = entries.filter((entry) => entry.kind !== 'file' && entry.kind !== 'sender')
  const [met, named] = [
    places.filter(({ value }) => visited.has(value)),
    places.filter(({ value }) => !visited.has(value)),
  ]
  const group = (subject: string, check: MeasureCheck['kind'], all: Entry[], what: Text): Draft[] =>
    all.length === 0
      ? []
      : [
          {
            kind: 'block',
            subject,
            what,
            by,
            check,
            asked: all.map(({ value }) => value),
            findings: all.flatMap((entry) => entry.findings),
          },
        ]
  const senders = entries.filter((entry) => entry.kind === 'sender')
  return [
    ...met
      .sort((a, b) => b.confidence - a.confidence || (a.value < b.value ? -1 : 1))
      .slice(0, MOST)
      .flatMap((entry) => group(entry.value, 'no-contact', [entry], WORDS.blockPlace(entry.value))),
    ...group('places named in mails', 'no-contact', named, WORDS.blockNamed(few(named.map(({ value }) => value)))),
    ...group('senders', 'no-mail-from', senders, WORDS.blockSenders(few(senders.map(({ value }) => value)))),
  ]
}

const OF_ACCOUNTS = new Set([
  'password-attack',
  'login-from-new-network',
  'borrowed-computer',
  'borrowed-account',
  'strayed-service',
  'kerberos-roasting',
  'mailbox-rule',
  'oauth-consent',
  'device-code',
  'stolen-session',
  'left-account',
  'new-administrator',
  'mass-download',
  'mailbox-download',
  'mass-sending',
  'relay-abuse',
])

/** Accounts that findings accuse, and whoever used an infected host. */
function reset(file: FindingsFile, by: string): Draft[] {
  const accused = file.findings.filter((one) => OF_ACCOUNTS.has(one.detector) && isSerious(one))
  const accounts = new Map<string, string[]>()
  for (const { accounts: names, id } of accused)
    for (const name of names.slice(0, 5)) accounts.set(name, [...(accounts.get(name) ?? []), id])
  const infected = file.hosts.filter((row) => row.verdict === 'infected' && !row.stands_for_others)
  return [
    ...[...accounts].map(
      ([name, findings]): Draft => ({
        kind: 'reset',
        subject: name,
        what: WORDS.resetAccount(visible(name)),
        by,
        check: 'no-finding',
        findings,
      }),
    ),
    ...infected.map((row): Draft => {
      const own = file.stories.filter((story) => story.kind === 'mail').filter((story) => story.host === row.host)
      const mails = new Set(own.map((story) => story.mail))
      const people = own.map((story) => story.recipient).filter((name) => name !== '')
      const readers = file.mails.filter((mail) => mails.has(mail.mail)).flatMap((mail) => mail.recipients)
      const users = [...new Set(people.length > 0 ? people : readers)].slice(0, 5).map(visible)
      return {
        kind: 'reset',
        subject: row.host,
        what: WORDS.resetUsers(visible(row.host), users),
        by,
        check: 'no-finding',
        findings: row.reasons.slice(0, 5),
      }
    }),
  ].slice(0, MOST)
}

/** Organisations whose name or mails were used, by telephone; and the offices that help. */
function notify({ findings, mails, hosts }: FindingsFile, own: string[], by: string): Draft[] {
  const used = new Map<string, { names: Set<string>; ids: string[] }>()
  for (const one of findings.filter(isSerious)) {
    const name = String((one.metrics.kind === 'known-name' ? one.metrics.imitated : one.metrics.looks_like) ?? '')
    const family = familyOf(name.replace(/.*@/, '').toLowerCase())
    if (name === '' || !['impersonated-sender', 'lookalike-domain'].includes(one.detector) || own.includes(family))
      continue
    const row = used.get(family) ?? { names: new Set<string>(), ids: [] }
    row.names.add(name)
    row.ids.push(one.id)
    used.set(family, row)
  }
  const attacked = mails.some((row) => row.kind === '標的型') || hosts.some((row) => row.verdict === 'infected')
  const offices: Draft = {
    kind: 'notify',
    subject: 'authorities',
    what: WORDS.authorities,
    by,
    check: 'by-hand',
    findings: [],
  }
  return [
    ...[...used].slice(0, MOST).map(
      ([family, { names, ids }]): Draft => ({
        kind: 'notify',
        subject: family,
        what: WORDS.partner(few([...names].filter((name) => name !== family).sort()) || visible(family)),
        by,
        check: 'by-hand',
        findings: ids,
      }),
    ),
    ...(attacked ? [offices] : []),
  ]
}
