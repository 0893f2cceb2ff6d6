/**
 * From single findings to what happened: hosts that share an attacker's places are one attack; its findings in the order of ATT&CK's tactics, each statement with its lines; what nobody could see; and how far it went. The rule (docs/stories.md):
 * only accused hosts have a story; a low finding joins one by a place that a serious finding of the story names, or as an upload after the
 * first of these; the story is as certain as its most certain host, never more.
 */

import { createHash } from 'node:crypto'
import { isSerious } from '../detect/detector.ts'
import type { Text } from '../i18n/text.ts'
import type { AttackStep, AttackStory, Finding, HostRow, MailRow, MailStory } from '../report/findings.ts'
import type { Engine } from '../store/engine.ts'
import { blindSpots, type StoryRange, summary } from './attack-words.ts'
import { type Damage, damageOf, noDamage } from './damage.ts'
import { TACTICS, tacticOf } from './tactics.ts'
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

export async function attackStories(engine: Engine, known: Known): Promise<AttackStory[]> {
  const stories: AttackStory[] = []
  for (const parts of attackParts(known)) stories.push(attackStory(parts, known, await damageOf(engine, parts)))
  return stories
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

export function attackStory(parts: AttackParts, known: Known, damage: Damage = noDamage): AttackStory {
  const { lang } = known
  const steps = stepsOf(parts, known)
  const phases = TACTICS.flatMap(({ id, name }) => {
    const own = steps.filter((step) => step.tactic === id).sort((a, b) => (a.time < b.time ? -1 : 1))
    const [first] = own
    if (!first) return []
    return [
      {
        tactic: id,
        name: name[lang],
        first: first.time,
        last: latest(own),
        steps: own.map(({ tactic: _, ...step }) => step),
      },
    ]
  })
  const times = steps.map((step) => step.time).sort()
  const story: Omit<AttackStory, 'text' | 'gaps'> = {
    kind: 'attack',
    id: createHash('sha256')
      .update(JSON.stringify(parts.findings.map((finding) => finding.id).sort()))
      .digest('hex')
      .slice(0, 16),
    confidence: Math.max(0, ...parts.hosts.map((host) => host.score)),
    hosts: parts.hosts.map((host) => host.host),
    accounts: [...new Set(parts.findings.flatMap((finding) => finding.accounts))],
    destinations: [...new Set(placesOf(parts.findings.filter(isSerious)))],
    probed: probedBy(parts, known.hosts),
    mails: [...new Set(parts.mails.map((story) => story.mail))],
    first: times[0] ?? '',
    last: latest(steps),
    phases,
    damage: { ...damage, infected: count(parts, 'infected'), suspected: count(parts, 'suspected') },
  }
  return { ...story, text: summary(story, known), gaps: blindSpots(story, parts.hosts, known) }
}

const placesOf = (findings: Finding[]) =>
  findings.filter((finding) => !SPEAKS_OF_INSIDE.includes(finding.detector)).flatMap((finding) => finding.destinations)

/** Accused hosts of other stories that this one's hosts probed: where it may have come from or gone to. */
function probedBy(parts: AttackParts, hosts: HostRow[]): string[] {
  const probed = new Set(
    parts.findings.filter((finding) => finding.detector === 'internal-scan').flatMap((finding) => finding.destinations),
  )
  return hosts
    .filter((host) => isAccused(host) && !parts.hosts.includes(host))
    .filter((host) => [host.host, ...host.addresses].some((name) => probed.has(name)))
    .map((host) => host.host)
}

const count = (parts: AttackParts, verdict: HostRow['verdict']) =>
  parts.hosts.filter((host) => host.verdict === verdict).length
const latest = (steps: AttackStep[]) =>
  steps
    .map((step) => step.until)
    .sort()
    .at(-1) ?? ''

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

const SHOWN_LINES = 3

function stepsOf(parts: AttackParts, { mails, lang }: Known): (AttackStep & { tactic: string })[] {
  const names = new Set(parts.hosts.map((host) => host.host))
  const entries = parts.mails.flatMap((story) => {
    const row = mails.find((one) => one.mail === story.mail)
    const delivered = story.steps.find((step) => step.what === 'delivered')
    if (!row || !delivered) return []
    return [
      {
        tactic: 'TA0001',
        time: delivered.time,
        until: delivered.time,
        host: story.host,
        destination: story.destinations[0] ?? '',
        text: MAIL[lang](story.subject, story.recipient),
        mail: story.mail,
        evidence: delivered.evidence.slice(0, SHOWN_LINES),
      },
      ...story.steps
        .filter((step) => step.what === 'opened' || step.what === 'ran')
        .map((step) => ({
          tactic: 'TA0002',
          time: step.time,
          until: step.time,
          host: story.host,
          destination: '',
          text: step.text,
          mail: story.mail,
          evidence: step.evidence.slice(0, SHOWN_LINES),
        })),
    ]
  })
  const found = parts.findings.map((finding) => ({
    tactic: tacticOf(finding.detector),
    time: finding.first_seen,
    until: finding.last_seen,
    host: finding.hosts.find((host) => names.has(host)) ?? finding.hosts[0] ?? '',
    destination: finding.destinations[0] ?? '',
    text: finding.title,
    finding: finding.id,
    evidence: finding.evidence.slice(0, SHOWN_LINES),
  }))
  // one mail in several mailboxes is told once
  const once = new Map(entries.map((step) => [`${step.time} ${step.host} ${step.text}`, step]))
  return [...once.values(), ...found]
}

const MAIL: Record<keyof Text, (subject: string, recipient: string) => string> = {
  ja: (subject, recipient) => `攻撃メール「${subject}」が${recipient || '宛先の一人'}に届いた`,
  en: (subject, recipient) =>
    `The attacker's mail “${subject}” was delivered to ${recipient || 'one of its recipients'}`,
}
