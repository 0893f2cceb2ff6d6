/**
 * Findings → hosts and destinations. The rule (docs/verdicts.md):
 * Per host, findings that share a destination belong together. In such a group the confidences of *different* detectors combine as
 * 1 − Π(1 − c): independent signs on one place count more than any of them. What was seen on the host itself (a sweep of hosts inside, what
 * its own events tell) has no place outside: it counts with every group. Informational findings don't count.
 * - infected: two detectors or more in one group, together ≥ 0.8, one of them at least medium.
 * - suspected: a finding of medium or more.
 * - no-sign: neither, and logs that would have shown an infection cover most of the hours in which the host was active (visibility.ts).
 * - not-visible: neither, and no log would have shown it; and always an address that stands for clients whom no log tells apart (shared.ts):
 *   what was found there, somebody behind it did.
 */
import { isSerious } from '../detect/detector.ts'
import type { DestinationRow, Finding, HostRow, Verdict } from './findings.ts'

export const CONVICTS = 0.8

export interface SeenHost {
  host: string
  addresses: string[]
  /** would a log have shown its connections to the outside? */
  covered: boolean
  /** share of its active hours in which each question could be answered, 0..1 */
  visible?: HostRow['visible']
}

export type Judged = Pick<Finding, 'id' | 'detector' | 'severity' | 'confidence' | 'hosts' | 'destinations' | 'metrics'>

export const isAccused = ({ verdict }: { verdict: Verdict }): boolean =>
  verdict === 'infected' || verdict === 'suspected'

export function hostRows(findings: Judged[], seen: SeenHost[], shared: string[] = []): HostRow[] {
  const byName = new Map(seen.map((one) => [one.host, one]))
  const names = new Set([...byName.keys(), ...findings.flatMap((finding) => finding.hosts)])
  const byHost = new Map<string, Judged[]>()
  for (const finding of findings)
    for (const host of finding.hosts) byHost.set(host, [...(byHost.get(host) ?? []), finding])
  return [...names]
    .map((host): HostRow => {
      const own = byHost.get(host) ?? []
      const { score, verdict } = judge(own, byName.get(host)?.covered ?? false)
      const stands = shared.includes(host)
      return {
        host,
        addresses: byName.get(host)?.addresses ?? [],
        score,
        verdict: stands ? 'not-visible' : verdict,
        reasons: own.map((finding) => finding.id),
        ...(stands ? { stands_for_others: true } : {}),
        ...(byName.get(host)?.visible ? { visible: byName.get(host)?.visible } : {}),
      }
    })
    .sort((a, b) => b.score - a.score || (a.host < b.host ? -1 : 1))
}

export function destinationRows(findings: Finding[]): DestinationRow[] {
  const rows = new Map<string, { findings: Finding[] }>()
  for (const finding of findings) {
    if (finding.severity === 'informational') continue
    for (const destination of finding.destinations) {
      const row = rows.get(destination) ?? { findings: [] }
      row.findings.push(finding)
      rows.set(destination, row)
    }
  }
  return [...rows]
    .map(([destination, row]) => ({
      destination,
      score: round(combined(row.findings)),
      hosts: [...new Set(row.findings.flatMap((finding) => finding.hosts))].sort(),
      findings: row.findings.map((finding) => finding.id),
    }))
    .sort((a, b) => b.score - a.score || (a.destination < b.destination ? -1 : 1))
}

function judge(findings: Judged[], covered: boolean): { score: number; verdict: Verdict } {
  const counting = findings.filter((finding) => finding.severity !== 'informational')
  const groups = groupsOf(counting).map(withoutRepeats)
  const score = Math.max(0, ...groups.map(combined))
  const convicted = groups.some(
    (group) =>
      new Set(group.map((one) => one.detector)).size >= 2 && combined(group) >= CONVICTS && group.some(isSerious),
  )
  const verdict = convicted ? 'infected' : counting.some(isSerious) ? 'suspected' : covered ? 'no-sign' : 'not-visible'
  return { score: round(score), verdict }
}

/** Their destinations are hosts inside, no places of the attacker. */
export const SPEAKS_OF_INSIDE = [
  'internal-scan',
  'remote-execution',
  'borrowed-computer',
  'borrowed-account',
  'strayed-service',
  'kerberos-roasting',
]
/** What was seen on the host itself, by its own events, or of it inside. */
const OF_THE_HOST = [
  ...SPEAKS_OF_INSIDE,
  'suspicious-execution',
  'autostart-entry',
  'credential-theft',
  'malware-alert',
  'new-administrator',
]

/**
 * What a sign has already counted is no second sign of the same place: a tunnel's or remote tool's program keeps its line open, and a well-known
 * service is told by the pace at which one host alone has begun to use it. A device goes where it goes without the proxy, and what is sent out
 * once a night has the pace of a night.
 */
const COUNTED: { by: string; counts: (one: Judged) => boolean }[] = [
  { by: 'tunnel-service', counts: ({ detector }) => ['beacon', 'long-connection'].includes(detector) },
  { by: 'trusted-service', counts: ({ detector }) => ['beacon', 'rare-destination'].includes(detector) },
  { by: 'edge-device', counts: ({ detector, severity }) => detector === 'proxy-bypass' && severity === 'low' },
  {
    by: 'upload-volume',
    counts: ({ detector, metrics }) => detector === 'beacon' && Number(metrics.interval_seconds) >= HALF_A_DAY,
  },
]
const HALF_A_DAY = 43_200 // s

function withoutRepeats(group: Judged[]): Judged[] {
  const counted = COUNTED.flatMap(({ by, counts }) =>
    group.filter((one) => one.detector === by).map((one) => ({ counts, places: new Set(one.destinations) })),
  )
  if (counted.length === 0) return group
  const isRepeat = (one: Judged) =>
    counted.some(({ counts, places }) => counts(one) && one.destinations.some((place) => places.has(place)))
  return group.filter((one) => !isRepeat(one))
}

/** Groups of findings that are connected by shared destinations, each with the signs of the host itself. */
function groupsOf(findings: Judged[]): Judged[][] {
  const own = findings.filter((finding) => OF_THE_HOST.includes(finding.detector))
  const groups = linked(findings.filter((finding) => !own.includes(finding)))
  return own.length === 0 ? groups : [...groups, []].map((group) => [...group, ...own])
}

function linked(findings: Judged[]): Judged[][] {
  const groups: { destinations: Set<string>; findings: Judged[] }[] = []
  for (const finding of findings) {
    const joined = groups.filter((group) =>
      finding.destinations.some((destination) => group.destinations.has(destination)),
    )
    const merged = {
      destinations: new Set([...finding.destinations, ...joined.flatMap((group) => [...group.destinations])]),
      findings: [...joined.flatMap((group) => group.findings), finding],
    }
    for (const group of joined) groups.splice(groups.indexOf(group), 1)
    groups.push(merged)
  }
  return groups.map((group) => group.findings)
}

/** The strongest finding of each detector, combined as independent signs. */
function combined(findings: Judged[]): number {
  const best = new Map<string, number>()
  for (const { detector, confidence } of findings) best.set(detector, Math.max(best.get(detector) ?? 0, confidence))
  return 1 - [...best.values()].reduce((left, confidence) => left * (1 - confidence), 1)
}

const round = (value: number) => Math.round(value * 1000) / 1000
