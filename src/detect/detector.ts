/**
 * What a detector is. A detector file explains itself as a Sigma rule does: what, why, source, needs, harmless look-alikes.
 *
 * SQL reads `contact` and `question` (src/story/contacts.ts: every contact of a client with a place outside, every name it looked up), `transfer`
 * and `daily_transfer` (src/story/transfers.ts: their bytes), `known_name` and `known_answer` (src/story/names.ts: what is known of a name),
 * `name_state` (src/story/answers.ts: names that led nowhere), and the views `web`, `flow`, `dns`, `auth`, `mailflow`, `endpoint` (src/story/views.ts): the event tables cut to --since/--until, with
 * `host` (the client's name by lease, else its address), `internal` (the client is one of ours) and `external` (destination_ip is
 * public). Addresses are IPv6 (mapped); render with `address(ip)`.
 */
import type { Text } from '../i18n/text.ts'
import type { ListId, Lists } from '../lists/index.ts'
import type { Suspected } from '../mail/leak.ts'
import type { Keep } from '../store/kept.ts'

export type Severity = 'informational' | 'low' | 'medium' | 'high' | 'critical'
export const SEVERITIES: Severity[] = ['informational', 'low', 'medium', 'high', 'critical']

/** What a person should look at; below it a sign only tells beside others. */
export const isSerious = ({ severity }: { severity: Severity }): boolean =>
  severity !== 'informational' && severity !== 'low'

export type Prepared = 'reuse' | 'name_state' | `lists.${ListId}`

export interface Parameter {
  name: string
  unit: string
  default: number
  reason: Text
}

export interface EvidenceLine {
  evidence_id: string
  line: number
}

/** What a detector says of one thing it saw, before ids, texts of lines and identities are added. */
export interface Sign {
  severity: Severity
  /** 0..1; see docs/detectors.md for what it means */
  confidence: number
  hosts: string[]
  accounts: string[]
  /** messages' files, of a sign in mail */
  mails?: string[]
  /** names and addresses of one place, most telling first */
  destinations: string[]
  first_seen: string // ISO, UTC
  last_seen: string
  count: number
  /** up to 10 citations, earliest first */
  lines: EvidenceLine[]
  /** numbers that an analyst needs to redo the judgement; parts of a score are named */
  metrics: Record<string, number | string>
  /** filled into title and explanation: {{host}}, {{destination}} … */
  words: Record<string, string | number | Text>
  /** known explanations that lowered the judgement, as sentences */
  mitigations: Text[]
}

export interface Detector {
  id: string
  title: Text
  /** may use {{words}} of the sign */
  explanation: Text
  next_steps: { ja: string[]; en: string[] }
  attack: string[]
  references: string[]
  /**
   * Event tables that it reads, any of which is enough to ask it, and what it means to have none. `prepared`: what else must hold
   * something, as without it nothing can be found: tables that a scan makes anew, or the names on a reference list (`lists.paas`)
   */
  needs: { tables: string[]; prepared?: Prepared[]; without: Text }
  parameters: Parameter[]
  false_positives: Text[]
  run(context: DetectorContext): Promise<Sign[]>
}

export interface DetectorContext {
  /** runs one SELECT; named parameters as {name:Type}; `address(ip)` is available as a SQL function */
  query<Row>(sql: string, parameters?: Record<string, unknown>): Promise<Row[]>
  /** the same of what other detectors ask in the same words: answered once a scan, so the rows are not to be changed */
  queryOnce<Row>(sql: string, parameters?: Record<string, unknown>): Promise<Row[]>
  /**
   * works a SELECT out once, as a table for the detector's next queries, whose name begins with the detector's: a WITH is worked out
   * again wherever it is named
   */
  keep: Keep
  /** value of a declared parameter, from kyumei.yaml or its default */
  parameter(name: string): number
  roles: Roles
  /** reference lists; in SQL `known_name.lists['paas']` is the entry that a name falls under, or '' */
  lists: Lists
  /** zone of the organisation's working day */
  timezone: string
  /** files of the mails in which the detectors before this one found a sign that is high */
  convicted(): Promise<string[]>
  /** of these mail addresses, those whose PC or account the detectors before this one accuse, with the reason */
  suspects(addresses: string[]): Promise<Suspected[]>
}

export interface Role {
  address: string
  role: 'proxy' | 'resolver' | 'mail-server' | 'gateway' | 'server' | 'device' | 'scanner'
  reason: Text
  configured: boolean
}

export interface Roles {
  /** CIDRs that are ours, with the reason */
  internal: { cidr: string; reason: Text }[]
  roles: Role[]
  addresses(role: Role['role']): string[]
  /** addresses that act for others whose own requests are in the logs: never an infected client because of what they do for these */
  infrastructure: string[]
  /** addresses that act for others of whom no log tells: what they contact, somebody behind them contacted */
  shared: string[]
  /** how many internal client hosts were seen at all */
  clients: number
}
