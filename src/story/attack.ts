/**
 * From single findings to what happened: hosts that share an attacker's places are one attack; its findings in the order of ATT&CK's tactics, each statement with its lines; what nobody could see; and how far it went. The rule (docs/stories.md):
 * only accused hosts have a story; a low finding joins one by a place that a serious finding of the story names, or as an upload after the
 * first of these; the story is as certain as its most certain host, never more.
 */

import { createHash } from 'node:crypto'
import { isSerious } from '../detect/detector.ts'
import type { Text } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
import { type AttackParts, attackParts, type Known, placesOf } from './attack-parts.ts'
import { blindSpots, summary } from './attack-words.ts'
import { type Damage, damageOf, noDamage } from './damage.ts'
import type { AttackStep, AttackStory, HostRow } from './findings.ts'
import { TACTICS, tacticOf } from './tactics.ts'
import { isAccused } from './verdict.ts'

export async function attackStories(engine: Engine, known: Known): Promise<AttackStory[]> {
  const stories: AttackStory[] = []
  for (const parts of attackParts(known)) stories.push(attackStory(parts, known, await damageOf(engine, parts)))
  return stories
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
