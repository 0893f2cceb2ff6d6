/**
 * Findings → a verdict per mail. The rule (docs/verdicts.md):
 * Signs of one aspect hang together (a program in an archive, and that the archive is encrypted, are one fact), so only the strongest of
 * each aspect counts; the aspects (who sent it, what it carries, how that is disguised, where it leads, whether it re-works a genuine
 * mail) combine as 1 − Π(1 − c). Informational findings don't count.
 * - malicious: signs of two aspects or more, together ≥ 0.8, one of them at least medium; or one that acts by itself in a way that no
 *   business needs (ACTS), graded high.
 * - suspicious: a finding of medium or more. Where only the sender is in doubt and the mail asks for nothing (no file, link, money, secret
 *   or haste), it is none: people write from private addresses.
 * - no-sign: neither. Such mails are counted, not listed.
 */
import { isSerious } from '../detect/detector.ts'
import { domainOf } from '../mail/own-side.ts'
import type { Finding, MailRow } from './findings.ts'
import { speaksOfMails } from './mail-facts.ts'
import { approachOf, asksForNothing, kindOf, type MailKind } from './mail-kind.ts'
import { type Aspect, tell, whyOf } from './mail-words.ts'
import type { MailFacts } from './told-mail.ts'
import { CONVICTS } from './verdict.ts'

const ASPECTS: Record<string, Aspect> = {
  'impersonated-sender': 'sender',
  'lookalike-domain': 'sender',
  'authentication-failure': 'sender',
  'first-contact': 'sender',
  'sent-from-elsewhere': 'sender',
  'reworked-mail': 'content',
  'phishing-lure': 'pretext',
  'same-sender': 'company',
  'executable-attachment': 'carrier',
  'encrypted-archive-executable': 'carrier',
  'archive-unreadable': 'carrier',
  'shortcut-attachment': 'carrier',
  'disk-image': 'carrier',
  'macro-document': 'carrier',
  'excel-addin': 'carrier',
  'html-smuggling': 'carrier',
  'double-extension': 'disguise',
  'bidi-filename': 'disguise',
  'disguised-icon': 'disguise',
  'download-link': 'link',
}

/** The mails that a finding accuses. A re-worked mail's original stands second and is innocent. */
export function accused(finding: Finding): string[] {
  if (!speaksOfMails(finding)) return []
  return finding.detector === 'reworked-mail' ? finding.mails.filter((_, i) => i !== 1) : finding.mails
}

export function judgeMails(findings: Finding[], mails: MailFacts[], lang: 'ja' | 'en'): MailRow[] {
  const byMail = new Map<string, Finding[]>()
  for (const finding of findings)
    for (const file of new Set(accused(finding))) byMail.set(file, [...(byMail.get(file) ?? []), finding])
  return mails
    .flatMap((mail) => {
      const own = byMail.get(mail.file) ?? []
      const judged = judge(own, mail)
      const idle =
        judged?.aspects.every((aspect) => aspect === 'sender') &&
        asksForNothing(mail) &&
        !isMadeFor(own) &&
        !isForged(own) &&
        !isAnsweredElsewhere(own, mail)
      return judged && !idle ? [{ mail, own, judged }] : []
    })
    .map((one, _, all) => toRow(one.mail, one.own, one.judged, lang, kindBeside(one, all)))
    .sort(byVerdict)
}

/** Somebody's name at a domain that was bought for it: whatever it asks for now. */
const isMadeFor = (own: Finding[]) =>
  own.some(({ detector }) => detector === 'impersonated-sender') &&
  own.some(({ detector, metrics }) => detector === 'lookalike-domain' && metrics.kind !== 'ending')

/** A domain whose letters are chosen to be read as another's is nobody's by chance, whatever it asks for now. */
const isForged = (own: Finding[]) =>
  own.some(({ detector, severity }) => detector === 'lookalike-domain' && severity === 'high')

/** One of our own addresses, disproved, and the answer goes to somebody else: the answer is what it wants. */
const isAnsweredElsewhere = (own: Finding[], { reply_to, from_address }: MailFacts) =>
  own.some(
    ({ detector, severity, metrics }) =>
      (metrics.kind === 'own-domain' && metrics.authentication === 'fail') ||
      (detector === 'impersonated-sender' && severity === 'high'),
  ) && reply_to.some((address) => domainOf(address) !== domainOf(from_address))

/** The letter before an attack, and the password after it, are a part of it. */
function kindBeside({ mail, own }: Flagged, all: Flagged[]): MailKind {
  const counting = own.filter(({ severity }) => severity !== 'informational')
  const [only] = counting
  const attack =
    only?.detector === 'same-sender' && counting.length === 1
      ? all.find(
          (other) =>
            other.mail.file !== mail.file &&
            other.mail.from_address === mail.from_address &&
            other.mail.subject === only.metrics.attack,
        )
      : undefined
  const of = attack ?? { mail, own }
  return kindOf(
    of.mail,
    of.own.filter(({ severity }) => severity !== 'informational'),
  )
}

interface Flagged {
  mail: MailFacts
  own: Finding[]
  judged: Judged
}

const RANK = { malicious: 0, suspicious: 1 }
export const byVerdict = (a: MailRow, b: MailRow): number =>
  RANK[a.verdict] - RANK[b.verdict] || b.confidence - a.confidence || (a.time < b.time ? -1 : 1)

interface Judged {
  verdict: MailRow['verdict']
  confidence: number
  aspects: Aspect[]
}

/**
 * Traits that together have no everyday twin in mail from outside: a shortcut that gives a command to a program of Windows, a page that
 * unpacks a program, an old flaw used. Macros that start by themselves and call out do occur in partners' tools: they convict where nothing
 * proves the sender.
 */
const ACTS: Record<string, string[][]> = {
  'shortcut-attachment': [['lnk-command']],
  'disk-image': [['lnk-command'], ['lnk-program']],
  'html-smuggling': [['html-smuggling'], ['html-clipboard']],
  'macro-document': [['equation'], ['dde']],
}
const ACTS_UNPROVEN = ['macro-autorun', 'macro-suspicious-call']

/** High: a sign that anything weakens is no more than medium (src/detect/grade.ts). */
function acts({ detector, severity, metrics }: Finding, mail: MailFacts): boolean {
  if (severity !== 'high') return false
  const traits = String(metrics.traits ?? '').split(', ')
  const all = (wanted: string[]) => wanted.every((trait) => traits.includes(trait))
  return (ACTS[detector] ?? []).some(all) || (detector === 'macro-document' && !isProven(mail) && all(ACTS_UNPROVEN))
}

/** DKIM or DMARC passed for the domain in From. A lone mail's header may be forged: then the mail stays suspicious. */
const isProven = ({ authentication, from_domain }: MailFacts) =>
  authentication.some(
    ({ method, result, domain }) =>
      /^(dkim|dmarc)$/.test(method) &&
      result === 'pass' &&
      (domain === from_domain || from_domain.endsWith(`.${domain}`)),
  )

function judge(findings: Finding[], mail: MailFacts): Judged | null {
  const counting = findings.filter((finding) => finding.severity !== 'informational')
  if (!counting.some(isSerious)) return null
  const strongest = new Map<Aspect, number>()
  for (const { detector, confidence } of counting) {
    const aspect = ASPECTS[detector] ?? 'content'
    strongest.set(aspect, Math.max(strongest.get(aspect) ?? 0, confidence))
  }
  const together = 1 - [...strongest.values()].reduce((left, confidence) => left * (1 - confidence), 1)
  const alone = counting.some((finding) => acts(finding, mail))
  const convicted = alone || (strongest.size >= 2 && together >= CONVICTS)
  return {
    verdict: convicted ? 'malicious' : 'suspicious',
    confidence: Math.round((alone ? Math.max(together, CONVICTS) : together) * 1000) / 1000,
    aspects: [...strongest.keys()],
  }
}

function toRow(
  mail: MailFacts,
  own: Finding[],
  { verdict, confidence, aspects }: Judged,
  lang: 'ja' | 'en',
  kind: MailKind,
): MailRow {
  const counting = own.filter((finding) => finding.severity !== 'informational')
  const recipients = recipientsOf(mail)
  // a training's bait convicts nobody: that it is one must be asked, not believed
  const stands = kind === '訓練メール' ? 'suspicious' : verdict
  return {
    mail: mail.file,
    verdict: stands,
    kind,
    confidence,
    reasons: counting.map((finding) => finding.id),
    why: whyOf(aspects, stands)[lang],
    subject: mail.subject,
    from: senderOf(mail),
    recipients,
    time: mail.time,
    ...(mail.undated ? { undated: true as const } : {}),
    message_id: mail.message_id,
    ...tell(kind, stands, recipients, lang, {
      reused: counting.some(({ detector }) => detector === 'reworked-mail'),
      approach: approachOf(kind, counting),
    }),
  }
}

export const senderOf = ({ from_name, from_address }: MailFacts): string =>
  from_name ? `${from_name} <${from_address}>` : from_address

/** Whose PC may have opened it: the mailbox it lies in, else where it was delivered, else the addressees. */
export function recipientsOf(mail: MailFacts): string[] {
  if (mail.mailbox !== '') return [mail.mailbox]
  return mail.delivered_to.length > 0 ? mail.delivered_to : [...new Set([...mail.to, ...mail.cc])]
}
