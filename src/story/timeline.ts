/**
 * Everything that the last scan's events tell of one host, account, address or name, in time. A host has millions of events: contacts
 * of one place that follow each other within an hour are one row, with their number, unless every event is asked for.
 */
import type { Engine } from '../store/engine.ts'
import { accountOf } from './account.ts'

export interface TimelineRow {
  /** ISO, UTC */
  time: string
  last: string
  count: number
  /** what kind of record tells it: web, connection, look-up, lease, mail … */
  kind: string
  host: string
  account: string
  destination: string
  detail: string
  evidence_id: string
  line: number
}

export interface TimelineOptions {
  since?: string
  until?: string
  /** one row an event */
  every: boolean
  most: number
}

interface Source {
  kind: string
  from: string
  host: string
  account: string
  destination: string
  detail: string
  /** what keeps two acts of one hour apart: a success is not told as one more failure */
  apart?: string
  /** is `who` on this row? beside host and account equal to it */
  matches: string
}

const below = (name: string) => `(${name} = {who:String} OR endsWith(${name}, concat('.', {who:String})))`
const at = (ip: string) => `(address(${ip}) = {who:String} AND ${ip} != toIPv6('::'))`

/** Columns of each source in the words of a timeline. `matches` says where else the name asked for may stand. */
const SOURCES: Source[] = [
  {
    kind: 'web',
    from: 'web',
    host: 'host',
    account: 'user_name',
    destination: "if(url_domain != '', url_domain, address(destination_ip))",
    detail: "concat(http_request_method, ' ', toString(http_response_status_code), ' ', user_agent_original)",
    matches: `${below('url_domain')} OR ${at('source_ip')} OR ${at('destination_ip')}`,
  },
  {
    kind: 'connection',
    from: 'flow',
    host: 'host',
    account: 'user_name',
    destination: "concat(address(destination_ip), ':', toString(destination_port))",
    detail: "concat(event_action, ' ', network_transport)",
    matches: `${at('source_ip')} OR ${at('destination_ip')} OR ${below('destination_domain')}`,
  },
  {
    kind: 'look-up',
    from: 'dns',
    host: 'host',
    account: "''",
    destination: 'dns_question_name',
    detail:
      "concat(dns_question_type, ' ', dns_response_code, ' ', arrayStringConcat(arrayMap(ip -> address(ip), arraySlice(arraySort(dns_resolved_ip), 1, 3)), ' '))",
    matches: `${below('dns_question_name')} OR ${at('source_ip')} OR has(arrayMap(ip -> address(ip), dns_resolved_ip), {who:String})`,
  },
  {
    kind: 'lease',
    from: 'lease_event',
    host: "if(source_name != '', source_name, source_mac)",
    account: "''",
    destination: 'address(source_ip)',
    detail: "concat(event_action, ' ', source_mac)",
    matches: `${at('source_ip')} OR lower(source_mac) = lower({who:String})`,
  },
  {
    kind: 'sign-in',
    from: 'auth',
    host: "if(source_ip = toIPv6('::'), source_address, host)",
    account: 'user_name',
    destination:
      "if(user_target_name != '', user_target_name, if(destination_address != '', destination_address, observer_name))",
    apart: "concat(event_action, ' ', event_outcome)",
    detail:
      "concat(event_action, ' ', event_outcome, ' ', network_protocol, ' ', event_reason, ' ', rule_name, ' ', event_details)",
    matches: `account = {joined:String} OR ${at('source_ip')} OR ${at('destination_ip')} OR lower(user_target_name) = lower({who:String}) OR lower(source_domain) = lower({who:String}) OR lower(observer_name) = lower({who:String})`,
  },
  {
    kind: 'mail-server',
    from: 'mailflow',
    host: "if(source_ip = toIPv6('::'), source_domain, host)",
    account: "if(user_name != '', user_name, email_from_address)",
    destination: "arrayStringConcat(arraySlice(email_to_address, 1, 5), ' ')",
    detail: "concat(event_action, ' ', event_outcome, ' ', email_subject, ' ', event_reason)",
    matches: `account = {joined:String} OR ${at('source_ip')} OR ${at('destination_ip')} OR lower(email_from_address) = lower({who:String}) OR has(arrayMap(one -> lower(one), email_to_address), lower({who:String})) OR ${below('source_domain')} OR ${below('destination_domain')}`,
  },
  {
    kind: 'computer',
    from: 'endpoint',
    host: 'host',
    account: 'user_name',
    destination: "if(file_path != '', file_path, process_executable)",
    detail: "concat(event_action, ' ', threat_name, ' ', process_command_line)",
    matches: `lower(host_name) = lower({who:String}) OR ${at('source_ip')} OR ${at('destination_ip')} OR process_hash_sha256 = lower({who:String}) OR file_hash_sha256 = lower({who:String}) OR lower(threat_name) = lower({who:String})`,
  },
  {
    kind: 'mail',
    from: 'mail',
    host: "''",
    account: 'from_address',
    destination: "arrayStringConcat(arraySlice(arrayConcat(to_address, cc_address), 1, 5), ' ')",
    detail: 'subject',
    matches:
      'has(arrayConcat(to_address, cc_address, bcc_address, delivered_to, reply_to, [return_path, mailbox]), lower({who:String})) OR from_domain = lower({who:String}) OR file = {who:String}',
  },
]

export async function timeline(engine: Engine, who: string, options: TimelineOptions): Promise<TimelineRow[]> {
  const parts: TimelineRow[] = []
  const joined = await accountOf(engine, who)
  for (const source of SOURCES) parts.push(...(await fromSource(engine, source, { who, joined }, options)))
  return parts.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)).slice(0, options.most)
}

async function fromSource(
  engine: Engine,
  source: Source,
  /** as asked for, and the account that it is a name of */
  asked: { who: string; joined: string },
  { since, until, every, most }: TimelineOptions,
): Promise<TimelineRow[]> {
  const bounds = [
    since ? "time >= parseDateTime64BestEffort({since:String}, 3, 'UTC')" : '1',
    until ? "time < parseDateTime64BestEffort({until:String}, 3, 'UTC')" : '1',
  ]
  const bucket = every ? 'an_evidence, a_line' : 'toStartOfHour(at)'
  const rows = await engine.query<Omit<TimelineRow, 'kind' | 'count' | 'line'> & { n: string; line: string }>(
    `SELECT formatDateTime(min(at), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS time, formatDateTime(max(at), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last,
       count() AS n, a_host AS host, an_account AS account, a_destination AS destination,
       argMin(a_detail, (at, an_evidence, a_line)) AS detail, argMin(an_evidence, (at, an_evidence, a_line)) AS evidence_id, argMin(a_line, (at, an_evidence, a_line)) AS line
     FROM
     (
       SELECT time AS at, ${source.host} AS a_host, ${source.account} AS an_account, ${source.destination} AS a_destination,
         ${source.detail} AS a_detail, ${source.apart ?? "''"} AS an_act, evidence_id AS an_evidence, line AS a_line
       FROM ${source.from}
       WHERE (lower(a_host) = lower({who:String}) OR lower(an_account) = lower({who:String}) OR ${source.matches})
         AND ${bounds.join(' AND ')}
     )
     GROUP BY a_host, an_account, a_destination, an_act, ${bucket}
     ORDER BY time, host, destination
     LIMIT {most:UInt32}`,
    { ...asked, since: since ?? '', until: until ?? '', most },
  )
  return rows.map(({ n, line, detail, ...row }) => ({
    ...row,
    detail: detail.replaceAll(/ {2,}/g, ' ').trim(), // parts that a log lacks
    kind: source.kind,
    count: Number(n),
    line: Number(line),
  }))
}
