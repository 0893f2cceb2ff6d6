/**
 * findings.json → what is to be blocked. A place is chosen when a serious finding names it and its findings together reach the confidence
 * asked for. Names before addresses: an address moves, and others may live at it; it is chosen only where no name is known for it. What
 * allow lists (allow.ts) speak for is never chosen, and is reported with the reason.
 */
import { isSerious } from '../detect/detector.ts'
import type { Finding, FindingsFile } from '../story/findings.ts'
import type { Judge } from './allow.ts'
import { type Entry, inOrder, type OwnMachines, type Refusal, type Selection } from './entry.ts'
import { type Kind, type Read, readHash, readValue } from './value.ts'

export interface SelectOptions {
  minConfidence: number
  /** how long an entry lasts */
  days: number
  judge: Judge
  machines: OwnMachines
  /** links of the mails with findings, from the workspace */
  links: { mail: string; url: string }[]
}

/** One high finding alone (0.65), or two medium ones on one place (0.75); a single medium one (0.5) is for a person to look at. */
export const MIN_CONFIDENCE = 0.6
/** Attackers give names up within weeks; what is blocked for longer is forgotten by everybody. */
export const DAYS = 90

/** Their destinations are targets inside, applications, or addresses of sign-ins: nothing that a user is led to. */
const NOT_PLACES = new Set([
  'internal-scan',
  'remote-execution',
  'borrowed-computer',
  'borrowed-account',
  'strayed-service',
  'kerberos-roasting',
  'leaked-mailbox',
  'mailbox-rule',
  'oauth-consent',
  'device-code',
  'stolen-session',
  'left-account',
  'new-administrator',
  'password-attack',
  'login-from-new-network',
  'relay-abuse',
  'direct-smtp',
  'mass-download',
  'mailbox-download',
  'mass-sending',
])

interface Candidate {
  kind: Kind
  value: string
  name?: string
  findings: Finding[]
}

export function select(file: FindingsFile, options: SelectOptions): Selection {
  const entries: Entry[] = []
  const refusals: Refusal[] = []
  const counting = file.findings.filter((one) => one.severity !== 'informational' && !NOT_PLACES.has(one.detector))
  const { candidates, unreadable } = candidatesOf(counting)
  const reaches = ({ findings }: Pick<Candidate, 'findings'>) =>
    findings.some(isSerious) && combined(findings) >= options.minConfidence
  const refuse = (value: string, findings: Finding[], allowed: boolean, why: Refusal['why']) =>
    refusals.push({ value, findings: ids(findings), confidence: combined(findings), allowed, why })
  for (const { value, findings, read } of unreadable)
    if (reaches({ findings }) && 'refused' in read) refuse(value, findings, false, read.refused)

  const chosen = candidates.filter(reaches)
  const names = new Set(chosen.filter((one) => one.kind === 'domain').map((one) => one.value))
  for (const one of chosen) {
    const spoken = options.judge(one.kind, one.value)
    if (spoken) refuse(one.value, one.findings, spoken.allowed, spoken.why)
    if (spoken?.service) entries.push(...linksTo(one, options, file))
    if (spoken) continue
    const known = one.kind === 'address' ? namesBeside(one, candidates) : []
    if (known.length === 0) entries.push(entryOf(one, options, file))
    else if (!known.some((name) => names.has(name))) refuse(one.value, one.findings, false, knownAs(known))
  }
  return {
    entries: unique(entries).sort(inOrder),
    refusals: refusals.sort((a, b) => b.confidence - a.confidence || (a.value < b.value ? -1 : 1)),
    machines: options.machines,
    generated: file.generated,
  }
}

function candidatesOf(findings: Finding[]) {
  const candidates = new Map<string, Candidate>()
  const unreadable = new Map<string, { value: string; findings: Finding[]; read: Read }>()
  const add = (kind: Kind, value: string, finding: Finding, name?: string) => {
    const key = `${kind} ${value}`
    const one = candidates.get(key) ?? { kind, value, findings: [], ...(name ? { name } : {}) }
    if (!one.findings.includes(finding)) one.findings.push(finding)
    candidates.set(key, one)
  }
  for (const finding of findings) {
    for (const text of finding.destinations) {
      const read = readValue(text)
      if ('kind' in read) add(read.kind, read.value, finding)
      else {
        const one = unreadable.get(text) ?? { value: text, findings: [], read }
        one.findings.push(finding)
        unreadable.set(text, one)
      }
    }
    const read = readHash(String(finding.metrics.sha256 ?? ''))
    if ('kind' in read) add(read.kind, read.value, finding, lastName(String(finding.metrics.attachment ?? '')))
  }
  return { candidates: [...candidates.values()], unreadable: [...unreadable.values()] }
}

/** `請求書.zip!/請求書.pdf.lnk` → the file itself */
const lastName = (path: string) => path.split('!/').at(-1)?.split(/[\\/]/).at(-1) ?? ''

/** Names that stand for the same place in a finding of its own. */
function namesBeside(address: Candidate, candidates: Candidate[]): string[] {
  const own = new Set(address.findings)
  return candidates
    .filter((one) => one.kind === 'domain' && one.findings.some((finding) => own.has(finding)))
    .map((one) => one.value)
}

const knownAs = (names: string[]) => ({
  ja: `名前で知られている宛先（${names.slice(0, 3).join('、')}）：名前のほうを確認する`,
  en: `known by name (${names.slice(0, 3).join(', ')}): decide about the name`,
})

/** The exact links of these findings' mails that lead to a service which as a whole must stay open. */
function linksTo(place: Candidate, options: SelectOptions, file: FindingsFile): Entry[] {
  const mails = new Set(place.findings.flatMap((finding) => finding.mails))
  return options.links
    .filter(({ mail }) => mails.has(mail))
    .flatMap(({ mail, url }) => {
      const read = readValue(url)
      if (!('kind' in read) || read.kind !== 'url' || options.judge('url', read.value)) return []
      const host = new URL(read.value).hostname
      if (host !== place.value && !host.endsWith(`.${place.value}`)) return []
      return [entryOf({ ...read, findings: place.findings.filter((one) => one.mails.includes(mail)) }, options, file)]
    })
}

function entryOf({ kind, value, name, findings }: Candidate, options: SelectOptions, file: FindingsFile): Entry {
  const strongest = [...findings].sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
  const first = findings
    .map((one) => one.first_seen)
    .filter(isTime)
    .sort()
  const last = findings
    .map((one) => one.last_seen)
    .filter(isTime)
    .sort()
  return {
    kind,
    value,
    ...(name ? { name } : {}),
    reason: [...new Set(strongest.map((one) => one.title))].slice(0, 3).join(' / '),
    findings: ids(strongest),
    detectors: [...new Set(strongest.map((one) => one.detector))],
    confidence: combined(findings),
    first_seen: first[0] ?? file.generated,
    last_seen: last.at(-1) ?? file.generated,
    expires: new Date(Date.parse(file.generated) + options.days * 86_400_000).toISOString().slice(0, 10),
    attack: [...new Set(strongest.flatMap((one) => one.attack))].sort(),
    count: findings.reduce((sum, one) => Math.max(sum, one.count), 0),
  }
}

/** A mail without a date has none; one that claims a year of five digits has none that other programs could read. */
const isTime = (text: string) => /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text))

function unique(entries: Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [`${entry.kind} ${entry.value}`, entry])).values()]
}

const ids = (findings: Finding[]) => [...new Set(findings.map((one) => one.id))]

/** As verdicts do: the strongest finding of each detector, together 1 − Π(1 − c). */
function combined(findings: Finding[]): number {
  const best = new Map<string, number>()
  for (const { detector, confidence } of findings) best.set(detector, Math.max(best.get(detector) ?? 0, confidence))
  return Math.round((1 - [...best.values()].reduce((left, one) => left * (1 - one), 1)) * 1000) / 1000
}
