/**
 * One mail, judged while its sender waits: read as a scan reads it (src/mail/message-rows.ts), judged by the detectors' own code. What a scan knows
 * from an archive of earlier mails is not known here, so nothing is explained by a sender's history: never milder than a scan.
 */
import { randomBytes } from 'node:crypto'
import type { Detector, Sign } from '../../detect/detector.ts'
import { BOUNDS } from '../../detect/mail/archive-unreadable.ts'
import { signsOf } from '../../detect/mail/attached-detector.ts'
import { ATTACHED_DETECTORS } from '../../detect/mail/attached-detectors.ts'
import { attachedInHand } from '../../detect/mail/attached-in-hand.ts'
import type { Evidence } from '../../evidence/evidence.ts'
import { filled, type Text } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import type { Lists } from '../../lists/index.ts'
import type { PasswordCandidate } from '../../mail/attachment-tree.ts'
import type { Questions } from '../../mail/dns-questions.ts'
import { rowsOf } from '../../mail/message-rows.ts'
import { passwordsIn, SPEAKS_OF_PASSWORD } from '../../mail/password.ts'
import { TOO_LONG } from '../../mail/read.ts'
import type { MailRows, Row } from '../../mail/rows.ts'
import { senderSigns } from './sender.ts'
import { NOT_ASKED, standingOf } from './standing.ts'

/** What the SMTP dialogue tells of a mail. */
export interface Envelope {
  /** the client's address as Postfix saw it; '' where it is not known */
  client: string
  helo: string
  sender: string
  recipients: string[]
  /** the client is one of ours */
  inside: boolean
}

export interface JudgeOptions {
  /** registrable domains that are ours */
  own: string[]
  authenticate: 'own' | 'all' | 'off'
  lists: Lists
  questions: Questions | null
}

export interface Seen {
  rule: string
  severity: Sign['severity']
  title: Text
  explanation: Text
}

/** Of a mail, what others may need: whom it is from, what hangs on it, which thread it is of. */
export interface MailFacts {
  from_name: string
  from_address: string
  from_domain: string
  subject: string
  date: string
  message_id: string
  thread: string[]
  subject_key: string
  people: string[]
  attachments: string[]
  /** DKIM proves the domain in From */
  genuine: boolean
}

export interface Judged {
  seen: Seen[]
  facts: MailFacts
  /** words in it that may open another mail's archive */
  passwords: PasswordCandidate[]
  /** an archive that no known password opened */
  locked: boolean
  /** a bound at which the reader left something out (`too-many-parts` …): of the rest nothing is known; '' = all of it was read */
  cut: string
}

export async function judge(
  bytes: Buffer,
  envelope: Envelope,
  known: PasswordCandidate[],
  options: JudgeOptions,
): Promise<Judged> {
  const raw = { bytes, line: 1, lines: 1, firstLine: 1, number: 0, folder: '', cut: false }
  const rows = await rowsOf(raw, evidence(bytes.length), [], () => known)
  const [mail] = rows.mail
  if (!mail) throw new Error('no message')
  const own = isOwn(String(mail.from_address), options.own)
  const asked = options.questions !== null && (options.authenticate === 'all' || (own && !envelope.inside))
  const standing = asked && options.questions ? await standingOf(bytes, mail, envelope, options.questions) : NOT_ASKED
  const inside = own && (envelope.inside || standing.auth === 'pass')
  return {
    seen: [
      ...attachmentSigns(rows, envelope, { genuine: standing.genuine, inside: envelope.inside && own }),
      ...(inside
        ? []
        : senderSigns(rows, mail, {
            sender: envelope.sender,
            standing,
            own,
            families: options.own,
            lists: options.lists,
          })
      ).map(({ detector, sign }) => seen(detector, sign)),
    ],
    facts: factsOf(rows, mail, standing.genuine),
    passwords: passwordsOf(rows, mail),
    locked: rows.mail_attachment.some((row) => row.unreadable === 'password'),
    cut: rows.mail.map(leftOut).find((defect) => defect !== '') ?? '',
  }
}

/** Long plain text is a list or a log that somebody pasted: it is delivered. In HTML much may be hidden before what counts. */
function leftOut(mail: Row): string {
  const bounds = (mail.defects as string[]).filter((defect) => defect in BOUNDS)
  return bounds.find((defect) => defect !== TOO_LONG || mail.html === 1) ?? ''
}

/** Rows need an evidence; this one is never stored. A new name each time: what is cited by it is nowhere else. */
const evidence = (bytes: number): Evidence => ({
  id: randomBytes(8).toString('hex'),
  path: 'mail',
  sha256: '',
  bytes,
  encoding: '',
  spool: '',
  mail: 'rfc822',
  modified: Date.now(),
})

export const isOwn = (address: string, own: string[]): boolean =>
  address.includes('@') && own.includes(familyOf(address.slice(address.lastIndexOf('@') + 1)))

function attachmentSigns(rows: MailRows, envelope: Envelope, standing: { genuine: boolean; inside: boolean }): Seen[] {
  return rows.mail.flatMap((mail, i) => {
    const outer = i === 0 // what is attached as a message has no standing of its own
    const attached = attachedInHand(mail, rows.mail_attachment, {
      readers: envelope.recipients.map((one) => one.toLowerCase()),
      genuine: outer && standing.genuine,
      inside: outer && standing.inside,
      days_before: 0,
      habits: new Map(),
      asked: false,
    })
    return signsOf(attached, ATTACHED_DETECTORS).map(({ detector, sign }) => seen(detector, sign))
  })
}

function seen(detector: Detector, sign: Sign): Seen {
  const all = [filled(detector.explanation, sign.words), ...sign.mitigations]
  return {
    rule: detector.id,
    severity: sign.severity,
    title: detector.title,
    explanation: { ja: all.map(({ ja }) => ja).join(''), en: all.map(({ en }) => en).join(' ') },
  }
}

function factsOf(rows: MailRows, mail: Row, genuine: boolean): MailFacts {
  const text = (column: string) => String(mail[column] ?? '')
  const list = (column: string) => (mail[column] as string[]) ?? []
  return {
    from_name: text('from_name'),
    from_address: text('from_address'),
    from_domain: text('from_domain'),
    subject: text('subject').slice(0, 1000),
    date: text('time').slice(0, 19),
    message_id: text('message_id'),
    thread: [...new Set([text('in_reply_to'), ...list('reference_ids')])].filter((id) => id !== '').slice(-50),
    subject_key: text('subject_key').slice(0, 300),
    people: [...list('to_address'), ...list('cc_address')].slice(0, 100),
    attachments: rows.mail_attachment
      .filter((row) => row.parent === -1 && row.name !== '')
      .slice(0, 50)
      .map((row) => String(row.name)),
    genuine,
  }
}

const SPEAKS = new RegExp(SPEAKS_OF_PASSWORD, 'iu')
const TEXT = 20_000 // characters: passwords stand early

function passwordsOf(rows: MailRows, mail: Row): PasswordCandidate[] {
  const subject = String(mail.subject)
  const text = String(mail.text).slice(0, TEXT)
  if (!SPEAKS.test(`${subject}\n${text}`)) return []
  const names = rows.mail_attachment.filter((row) => row.parent === -1).map((row) => String(row.name))
  return passwordsIn({
    mail_id: String(mail.message_id),
    subject,
    text,
    names: names.slice(0, 20),
    time: String(mail.time),
  })
}
