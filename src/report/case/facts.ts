/** What is known of a case: its record in the desk, and all that its scans said. */
import { type CaseView, viewCase } from '../../desk/case.ts'
import { type Desk, rows } from '../../desk/desk.ts'
import type { Indicator } from '../../desk/rows.ts'
import type { AttackStory, CoverageFact, Finding, FindingsFile, HostRow, Measure } from '../../story/findings.ts'

export interface CaseFacts {
  view: CaseView
  /** medium and worse, the gravest first */
  findings: Finding[]
  /** accused, and those that could not be seen */
  hosts: HostRow[]
  attacks: AttackStory[]
  /** what nobody could see */
  blind: CoverageFact[]
  indicators: Indicator[]
  /** accounts that are or may be abused */
  accounts: string[]
  /** what the newest scan says is to be done, in order */
  measures: Measure[]
  /** first and last event of all the logs that were read; null where none was */
  range: { first: string | null; last: string | null }
  timezone: string
}

const GRAVITY = ['critical', 'high', 'medium']
const VERDICTS = ['infected', 'suspected', 'not-visible', 'no-sign']

export function caseFacts(desk: Desk, number: string): CaseFacts {
  const view = viewCase(desk, number)
  const scans = rows<{ findings: string }>(
    desk,
    'SELECT findings FROM scan WHERE consultation_id = ? ORDER BY id',
    view.consultation.id,
  ).map(({ findings }) => JSON.parse(findings) as FindingsFile) // checked when it was filed
  const all = new Map(scans.flatMap((scan) => scan.findings).map((finding) => [finding.id, finding]))
  // a later scan knows more of a host: its verdict counts, unless it is the weaker one
  const hosts = new Map<string, HostRow>()
  for (const host of scans.flatMap((scan) => scan.hosts)) {
    const known = hosts.get(host.host)
    if (!known || VERDICTS.indexOf(host.verdict) <= VERDICTS.indexOf(known.verdict)) hosts.set(host.host, host)
  }
  const times = scans.flatMap(({ range }) => [range.first, range.last]).filter((time) => time !== null)
  return {
    view,
    findings: [...all.values()]
      .filter((finding) => GRAVITY.includes(finding.severity))
      .sort((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) || b.confidence - a.confidence),
    hosts: [...hosts.values()].sort(
      (a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || b.score - a.score,
    ),
    attacks: scans.flatMap((scan) => scan.stories).filter((story) => story.kind === 'attack'),
    blind: scans
      .flatMap((scan) => scan.coverage)
      .filter(
        (fact) =>
          ['blind', 'hidden', 'gap'].includes(fact.kind) ||
          (fact.kind === 'logging' && fact.value === false) ||
          (fact.kind === 'question' && Number(fact.value) < 0.5),
      ),
    indicators: rows<Indicator>(
      desk,
      'SELECT * FROM indicator WHERE consultation_id = ? ORDER BY kind, value',
      view.consultation.id,
    ),
    accounts: [
      ...new Set(
        scans
          .flatMap((scan) => scan.accounts ?? []) // scans of before 0.3 have none
          .filter((one) => one.verdict !== 'weak')
          .map((one) => one.account),
      ),
    ],
    measures: scans.at(-1)?.measures ?? [],
    range: { first: times.sort()[0] ?? null, last: times.sort().at(-1) ?? null },
    timezone: scans.at(-1)?.timezone ?? desk.timezone,
  }
}

/** A countermeasure is complete for a host or account when a task that names it is done. */
export interface Scope {
  target: string
  done: boolean
  open: boolean
}

/** Every accused host and every account of the case, dealt with or not: what is left stands first. */
export function scopeOf({ view, hosts, accounts }: CaseFacts): Scope[] {
  const accused = hosts.filter((host) => ['infected', 'suspected'].includes(host.verdict)).map((host) => host.host)
  const measures = view.tasks.filter((task) => task.kind === 'countermeasure' && task.target !== '')
  const named = [...accused, ...accounts, ...measures.map((task) => task.target)]
  const targets = [...new Map(named.toReversed().map((target) => [target.toLowerCase(), target])).values()].toReversed()
  const of = (target: string) => measures.filter((task) => task.target.toLowerCase() === target.toLowerCase())
  return targets
    .map((target) => ({
      target,
      done: of(target).length > 0 && of(target).every((task) => task.done_on !== null),
      open: of(target).some((task) => task.done_on === null),
    }))
    .sort((a, b) => Number(a.done) - Number(b.done))
}
