/** The shape of findings.json (a contract: other programs rely on it). */

import type { Severity } from '../detect/detector.ts'
import type { EvidenceFile, Problem } from '../evidence/evidence-file.ts'
import type { Text } from '../i18n/text.ts'
import type { AccountHistory } from './account.ts'
import type { MailFacts } from './told-mail.ts'
import type { VisibleHours } from './visible-hours.ts'

export interface Finding {
  id: string
  detector: string
  severity: Severity
  confidence: number
  title: string
  explanation: string
  /** the explanation in both languages (findings of 0.8 and before have none) */
  explanations?: Text
  next_steps: string[]
  hosts: string[]
  accounts: string[]
  destinations: string[]
  mails: string[]
  first_seen: string
  last_seen: string
  count: number
  attack: string[]
  evidence: { file: string; line: number; text: string }[]
  metrics: Record<string, number | string>
}

export type Verdict = 'infected' | 'suspected' | 'no-sign' | 'not-visible'

export interface HostRow {
  host: string
  addresses: string[]
  score: number
  verdict: Verdict
  reasons: string[]
  /** its address stands for clients behind it whom no log tells apart: what was found there, one of them did */
  stands_for_others?: true
  /** share of the host's active hours in which a log could answer each question, 0..1 */
  visible?: { requests: number; direct: number; lookups: number }
}

export interface DestinationRow {
  destination: string
  score: number
  hosts: string[]
  findings: string[]
}

/** A fact about what could and could not be seen. `value` is a number, a yes/no or a word; `text` says it in the report's language. */
export interface CoverageFact {
  id: string
  kind: 'source' | 'question' | 'gap' | 'retention' | 'logging' | 'assumption' | 'role' | 'allowed' | 'blind' | 'hidden'
  subject: string
  value: number | string | boolean
  text: string
  first?: string
  last?: string
  /** lines that show it */
  evidence?: { file: string; line: number; text: string }[]
  /** events an hour of a source, for pictures: [ISO hour, count] */
  hours?: [string, number][]
}

export interface FindingsFile {
  schema: 'kyumei.findings/1'
  generated: string
  timezone: string
  range: { first: string | null; last: string | null }
  findings: Finding[]
  hosts: HostRow[]
  destinations: DestinationRow[]
  coverage: CoverageFact[]
  /** attacks as a whole, the most certain first; then single mails followed to a host and a place */
  stories: (AttackStory | MailStory)[]
  /** accounts that findings name, the most abused first */
  accounts: AccountRow[]
  /** mails with signs; the rest is only counted */
  mails: MailRow[]
  mail_counts: { examined: number; malicious: number; suspicious: number; no_sign: number }
  /** by question, host or mailbox, and hour: what the logs could have told */
  visibility?: VisibleHours
  /** what to do, in order */
  measures?: Measure[]
  /** the measures of an earlier report (--plan), checked against these logs */
  followed?: FollowedMeasure[]
}

/** How later logs show that a measure worked. `by-hand`: no log tells. */
export interface MeasureCheck {
  kind: 'silent-host' | 'no-contact' | 'no-mail-from' | 'no-finding' | 'by-hand'
  /** hosts, places, senders or accounts */
  subjects: string[]
  /** what came later counts; ISO, UTC */
  since: string
}

export interface Measure {
  /** stable: of the same kind and subject */
  id: string
  kind: 'preserve' | 'unplug' | 'search' | 'block' | 'reset' | 'notify'
  subject: string
  /** what to do, whose job it is, until when, and how to see that it worked: in the report's language */
  what: string
  who: string
  /** ISO day or time; '' = when the one before is done */
  by: string
  check: MeasureCheck
  how_to_check: string
  /** ids of findings */
  findings: string[]
}

export interface FollowedMeasure extends Measure {
  state: 'done' | 'open' | 'not-visible' | 'by-hand'
  /** what the newer logs say */
  seen: string
  last: string | null
  count: number
}

export interface AccountRow {
  /** its mail address, or its name where none is known */
  account: string
  verdict: 'abused' | 'suspected' | 'weak'
  score: number
  /** ids of findings */
  reasons: string[]
  /** computers inside from which it is used, most used first */
  hosts: { host: string; verdict: Verdict }[]
  first_seen: string
  last_seen: string
  text: string
  steps: AccountStep[]
}

export interface AccountStep {
  time: string
  what: 'attacked' | 'entered' | 'spread' | 'changed' | 'took' | 'sent' | 'read'
  text: string
  /** id of a finding */
  finding: string
  evidence: { file: string; line: number; text: string }[]
}

export interface MailRow {
  /** its file, as in Finding.mails */
  mail: string
  verdict: 'malicious' | 'suspicious'
  kind: '標的型' | 'ばらまき' | 'フィッシング' | 'ビジネスメール詐欺' | '訓練メール'
  confidence: number
  /** ids of findings */
  reasons: string[]
  why: string
  subject: string
  from: string
  recipients: string[]
  time: string
  /** the mail tells no time: `time` is that of its file */
  undated?: true
  message_id: string
  /** what to tell the recipients */
  tell: string
  next_steps: string[]
  /** of a malicious mail: what its sender's other mails share, whoever gets them (findings of before 0.4 have none) */
  trace?: MailTrace
}

/** By which a mail is joined with those that other organisations got. */
export interface MailTrace {
  /** address in From: often somebody else's */
  sender: string
  /** where answers go, if not to the sender */
  reply_to: string[]
  /** address that handed the mail to the first server that can be believed; '' where none is known */
  origin: string
  /** what is attached and can do harm */
  files: { name: string; sha256: string }[]
  /** of its text (src/mail/sketch.ts); [] where it is too short */
  sketch: number[]
  /** Message-ID of the genuine mail that it re-works, '' where none is known */
  original: string
}

export interface StoryStep {
  time: string
  what: 'delivered' | 'saved' | 'opened' | 'ran' | 'contacted' | 'found'
  host: string
  destination: string
  text: string
  /** id of a finding */
  finding?: string
  evidence: { file: string; line: number; text: string }[]
}

/** One attack as a whole: hosts that share its places, told by ATT&CK's tactics. */
export interface AttackStory {
  kind: 'attack'
  id: string
  text: string
  /** of its most certain host */
  confidence: number
  hosts: string[]
  accounts: string[]
  destinations: string[]
  /** accused hosts of other attacks that its hosts probed */
  probed: string[]
  mails: string[]
  first: string
  last: string
  phases: { tactic: string; name: string; first: string; last: string; steps: AttackStep[] }[]
  /** what nobody could see of it */
  gaps: string[]
  damage: {
    infected: number
    suspected: number
    /** hosts inside that answered to a sweep */
    reached: number
    /** to its places, as far as logged */
    bytes_sent: number
    /** false where some log doesn't tell how much was sent: it may have been more */
    bytes_complete: boolean
  }
}

export interface AttackStep {
  time: string
  until: string
  host: string
  destination: string
  text: string
  /** id of a finding */
  finding?: string
  mail?: string
  evidence: { file: string; line: number; text: string }[]
}

/** From a mail to a host to the place it went to. */
export interface MailStory {
  kind: 'mail'
  id: string
  mail: string
  subject: string
  host: string
  /** whose mailbox; '' where the logs don't tell who uses the host */
  recipient: string
  destinations: string[]
  /** the mail names the place; the host was its recipient's and the place was new; or the host's own events show the attachment there */
  link: 'named-place' | 'recipient-first-contact' | 'attachment-opened'
  confidence: number
  text: string
  steps: StoryStep[]
}

/** How much one host, destination or hour of the day moved. Bytes are -1 where no log has them. */
export interface VolumeRow {
  what: string
  /** host, destination, hour or day → its value, in the order asked for */
  keys: Record<string, string>
  /** hosts that contacted a destination; destinations that a host contacted */
  others: number
  contacts: number
  sent: number
  received: number
  /** bytes both ways on the last whole day, and on the median day before it; -1 where there is none */
  last_day: number
  usual_day: number
}

export interface Volume {
  hosts: VolumeRow[]
  destinations: VolumeRow[]
  hours: VolumeRow[]
}

/** All that a report shows. */
export interface ScanResult {
  findings: FindingsFile
  evidence: EvidenceFile
  problems: Problem[]
  lang: 'ja' | 'en'
  /** host → events an hour by table, and where its findings' evidence lies: [ISO hour, events] */
  activity: Record<string, [string, number][]>
  volume: Volume
  /** destination of a serious finding → every host that contacted it */
  contacted: Record<string, string[]>
  /** what the report shows of mails with signs, by file */
  /** the own history of accounts that may be abused */
  accountHistories: Record<string, AccountHistory>
  mailViews: Record<string, { mail: MailFacts; original: MailFacts | null }>
  version: string
}
