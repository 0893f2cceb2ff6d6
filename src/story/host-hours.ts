/**
 * What could be seen, by host or mailbox and hour, for findings.json and the report's picture: accused hosts one by one, then the rest in
 * groups that the same devices show, those not visible first.
 */

import type { Coverage } from './coverage.ts'
import type { HostRow } from './findings.ts'
import { type MailboxPattern, SIGN_INS } from './mailbox-visibility.ts'
import { isAccused } from './verdict.ts'
import { type HostVisibility, type Pattern, QUESTION_TEXTS, QUESTIONS, type Run, SHOWN_BY } from './visibility.ts'
import type { State, VisibleAnswers, VisibleHours, VisibleRow } from './visible-hours.ts'
import { isoOf } from './whole-hour.ts'

const ALONE = 50 // accused hosts with a row of their own
const RUNS = 200 // of a row and question

const LIMITS = {
  requests: {
    ja: 'プロキシ経由のC2通信・持ち出し（beacon、rare-destination、upload-volume など）は判断できません。',
    en: 'C2 and uploads through the proxy (beacon, rare-destination, upload-volume …) can’t be told.',
  },
  direct: {
    ja: 'プロキシを通らない通信、組織内の探索、持ち出し（proxy-bypass、internal-scan、upload-volume など）は判断できません。',
    en: 'connections past the proxy, sweeps inside and uploads (proxy-bypass, internal-scan, upload-volume …) can’t be told.',
  },
  lookups: {
    ja: '休眠中の名前、自動生成された名前、DNSによる通信（dns-beacon、dga-domain、dns-tunnel など）は判断できません。',
    en: 'names that sleep, machine-made names and traffic inside look-ups (dns-beacon, dga-domain, dns-tunnel …) can’t be told.',
  },
}

export function visibleHours(coverage: Coverage, hosts: HostRow[], lang: 'ja' | 'en'): VisibleHours | undefined {
  const { seen, mailboxes } = coverage
  if (seen.hosts.length === 0 && mailboxes.length === 0) return undefined
  const spans = [
    ...(seen.hosts.length > 0 ? [seen.span] : []),
    ...mailboxes.flatMap((one) => one.runs.map((run): [number, number] => [run.from, run.to])),
  ]
  return {
    first: isoOf(Math.min(...spans.map(([from]) => from))),
    last: isoOf(Math.max(...spans.map(([, to]) => to))),
    questions: [
      ...QUESTIONS.map((question) => ({
        question,
        name: QUESTION_TEXTS[question][lang],
        limits: LIMITS[question][lang],
        to_see: SHOWN_BY[question][lang],
      })),
      {
        question: 'sign-ins',
        name: SIGN_INS.name[lang],
        limits: SIGN_INS.limits[lang],
        to_see: SIGN_INS.to_see[lang],
      },
    ],
    hosts: hostGroups(seen.hosts, hosts).map((group) => hostRow(group, seen.patterns[group[0]?.pattern ?? 0])),
    mailboxes: mailboxes.map(mailboxRow).sort((a, b) => share(b, 'blind') - share(a, 'blind')),
  }
}

/** Accused ones alone; the others by verdict and pattern. */
function hostGroups(seen: HostVisibility[], hosts: HostRow[]): [HostVisibility, ...HostVisibility[]][] {
  const byName = new Map(seen.map((one) => [one.host, one]))
  const alone = hosts
    .filter(isAccused)
    .flatMap((row) => byName.get(row.host) ?? [])
    .slice(0, ALONE)
  const single = new Set(alone)
  const verdicts = new Map(hosts.map((row) => [row.host, row.verdict]))
  const rest = seen.filter((one) => !single.has(one))
  const groups = [...Map.groupBy(rest, (one) => `${verdicts.get(one.host) ?? 'not-visible'} ${one.pattern}`)]
  const rank = (key: string) => (key.startsWith('not-visible') ? 0 : 1)
  return [
    ...alone.map((one): [HostVisibility] => [one]),
    ...groups
      .sort(([a, some], [b, others]) => rank(a) - rank(b) || others.length - some.length)
      .map(([, group]) => group as [HostVisibility, ...HostVisibility[]]),
  ]
}

function hostRow(group: HostVisibility[], pattern: Pattern | undefined): VisibleRow {
  const sum = (of: (host: HostVisibility) => number) => group.reduce((total, host) => total + of(host), 0)
  return {
    of: group.map((one) => one.host),
    answers: QUESTIONS.map((question): VisibleAnswers => {
      const [active, seen, partly] = [
        sum((host) => host.active),
        sum((host) => host.seen[question]),
        sum((host) => host.partly[question]),
      ]
      return {
        question,
        hours: { seen: seen - partly, partly, blind: active - seen },
        runs: told(pattern?.[question] ?? []),
      }
    }),
  }
}

function mailboxRow({ mailboxes, runs }: MailboxPattern): VisibleRow {
  const hours = (state: State) =>
    runs.filter((run) => run.state === state).reduce((sum, run) => sum + run.to - run.from, 0) * mailboxes.length
  return {
    of: mailboxes,
    answers: [
      {
        question: 'sign-ins',
        hours: { seen: hours('seen'), partly: hours('partly'), blind: hours('blind') },
        runs: told(runs),
      },
    ],
  }
}

const share = ({ answers }: VisibleRow, state: State) => {
  const hours = answers[0]?.hours
  return hours ? hours[state] / Math.max(1, hours.seen + hours.partly + hours.blind) : 0
}

/** Runs with the same answer for the same reason are one. */
function told(runs: Run[]): VisibleAnswers['runs'] {
  const joined: Run[] = []
  for (const run of runs) {
    const before = joined.at(-1)
    if (
      before?.to === run.from &&
      before.state === run.state &&
      before.why === run.why &&
      String(before.sources) === String(run.sources)
    )
      joined[joined.length - 1] = { ...before, to: run.to }
    else joined.push(run)
  }
  return joined.slice(0, RUNS).map((run) => ({ ...run, from: isoOf(run.from), to: isoOf(run.to) }))
}
