/** Which hosts, findings and mails are one attack. */
import { isSerious } from '../detect/detector.ts'
import type { Finding, HostRow, MailRow, MailStory } from './findings.ts'
import { isAccused, SPEAKS_OF_INSIDE } from './verdict.ts'

export interface Known {
  findings: Finding[]
  hosts: HostRow[]
  mails: MailRow[]
  mailStories: MailStory[]
  range: StoryRange
  /** messages examined: without any, a mail can't be ruled out as the entry */
  examined: number
  /** hosts with records of started programs; not given: not asked */
  recorded?: ReadonlySet<string>
  /** in whose days the story is told */
  timezone: string
  lang: 'ja' | 'en'
}

/** What one attack consists of, before it is told. */
export interface AttackParts {
  hosts: HostRow[]
  findings: Finding[]
  mails: MailStory[]
}

export interface StoryRange {
  first: string | null
  last: string | null
}

export function attackParts({ findings, hosts, mailStories }: Known): AttackParts[] {
  const accused = hosts.filter(isAccused)
  const serious = findings.filter(isSerious)
  const groups = linked(accused, serious)
  return groups.map((group) => {
    const names = new Set(group.map((host) => host.host))
    const own = serious.filter((finding) => finding.hosts.some((host) => names.has(host)))
    const places = new Set(placesOf(own))
    const since = own.map((finding) => finding.first_seen).sort()[0] ?? ''
    const weaker = findings.filter(
      (finding) =>
        finding.severity === 'low' &&
        finding.hosts.some((host) => names.has(host)) &&
        (finding.destinations.some((place) => places.has(place)) ||
          (finding.detector === 'upload-volume' && since !== '' && finding.first_seen >= since)),
    )
    const mails = mailStories.filter((story) => names.has(story.host))
    return { hosts: group, findings: [...own, ...weaker], mails }
  })
}

/** Places outside. */
export const placesOf = (findings: Finding[]) =>
  findings.filter((finding) => !SPEAKS_OF_INSIDE.includes(finding.detector)).flatMap((finding) => finding.destinations)

/** Hosts with a place of serious findings in common, or of which one made the other run something. A sweep touches everybody: having been probed joins nobody. */
function linked(hosts: HostRow[], serious: Finding[]): HostRow[][] {
  const groups: { hosts: HostRow[]; marks: Set<string> }[] = []
  for (const host of hosts) {
    const own = serious.filter((finding) => finding.hosts.includes(host.host))
    // what ran there from another computer: both are the attack's
    const ran = own.filter((finding) => finding.detector === 'remote-execution')
    const marks = new Set([
      ...placesOf(own),
      ...[host.host, ...ran.flatMap((finding) => finding.destinations)].map((name) => `host ${name}`),
    ])
    const joined = groups.filter((group) => [...marks].some((mark) => group.marks.has(mark)))
    const merged = {
      hosts: [...joined.flatMap((group) => group.hosts), host],
      marks: new Set([...marks, ...joined.flatMap((group) => [...group.marks])]),
    }
    for (const group of joined) groups.splice(groups.indexOf(group), 1)
    groups.push(merged)
  }
  return groups
    .map((group) => group.hosts.sort((a, b) => b.score - a.score || (a.host < b.host ? -1 : 1)))
    .sort((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0) || ((a[0]?.host ?? '') < (b[0]?.host ?? '') ? -1 : 1))
}
