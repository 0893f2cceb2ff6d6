/** Where a word stands in all that was read: names, accounts, addresses, requests, mails, and the lines that nobody could read. */
import type { Engine } from '../store/engine.ts'

export interface SearchRow {
  /** which column of which records has it */
  field: string
  value: string
  count: number
  first: string | null
  last: string | null
  hosts: string[]
  evidence_id: string
  line: number
}

interface Field {
  field: string
  from: string
  value: string
  host: string
  time: string
}

const FIELDS: Field[] = [
  { field: 'url.domain', from: 'web', value: 'url_domain', host: 'host', time: 'time' },
  { field: 'url.original', from: 'web', value: 'url_original', host: 'host', time: 'time' },
  { field: 'user_agent.original', from: 'web', value: 'user_agent_original', host: 'host', time: 'time' },
  { field: 'user.name', from: 'web', value: 'user_name', host: 'host', time: 'time' },
  { field: 'user.name', from: 'flow', value: 'user_name', host: 'host', time: 'time' },
  { field: 'source.ip', from: 'web', value: 'address(source_ip)', host: 'host', time: 'time' },
  { field: 'source.ip', from: 'flow', value: 'address(source_ip)', host: 'host', time: 'time' },
  { field: 'destination.ip', from: 'web', value: 'address(destination_ip)', host: 'host', time: 'time' },
  { field: 'destination.ip', from: 'flow', value: 'address(destination_ip)', host: 'host', time: 'time' },
  { field: 'destination.domain', from: 'flow', value: 'destination_domain', host: 'host', time: 'time' },
  { field: 'dns.question.name', from: 'dns', value: 'dns_question_name', host: 'host', time: 'time' },
  {
    field: 'dns.answers',
    from: 'dns ARRAY JOIN dns_resolved_ip AS answer',
    value: 'address(answer)',
    host: 'host',
    time: 'time',
  },
  { field: 'source.name', from: 'lease_event', value: 'source_name', host: 'address(source_ip)', time: 'time' },
  { field: 'source.mac', from: 'lease_event', value: 'source_mac', host: 'address(source_ip)', time: 'time' },
  { field: 'user.name', from: 'auth', value: 'user_name', host: 'host', time: 'time' },
  { field: 'source.ip', from: 'auth', value: 'address(source_ip)', host: 'host', time: 'time' },
  { field: 'user.target.name', from: 'auth', value: 'user_target_name', host: 'host', time: 'time' },
  { field: 'user_agent.original', from: 'auth', value: 'user_agent_original', host: 'host', time: 'time' },
  { field: 'rule.name', from: 'auth', value: 'rule_name', host: 'host', time: 'time' },
  { field: 'event.details', from: 'auth', value: 'event_details', host: 'host', time: 'time' },
  { field: 'user.name', from: 'mailflow', value: 'user_name', host: 'host', time: 'time' },
  { field: 'source.ip', from: 'mailflow', value: 'address(source_ip)', host: 'host', time: 'time' },
  { field: 'email.from', from: 'mailflow', value: 'email_from_address', host: 'host', time: 'time' },
  { field: 'email.subject', from: 'mailflow', value: 'email_subject', host: 'host', time: 'time' },
  { field: 'email.message_id', from: 'mailflow', value: 'email_message_id', host: 'host', time: 'time' },
  { field: 'host.name', from: 'endpoint', value: 'host_name', host: 'host', time: 'time' },
  { field: 'user.name', from: 'endpoint', value: 'user_name', host: 'host', time: 'time' },
  { field: 'process.command_line', from: 'endpoint', value: 'process_command_line', host: 'host', time: 'time' },
  { field: 'process.executable', from: 'endpoint', value: 'process_executable', host: 'host', time: 'time' },
  { field: 'file.path', from: 'endpoint', value: 'file_path', host: 'host', time: 'time' },
  { field: 'threat.name', from: 'endpoint', value: 'threat_name', host: 'host', time: 'time' },
  { field: 'file.hash.sha256', from: 'endpoint', value: 'file_hash_sha256', host: 'host', time: 'time' },
  { field: 'process.hash.sha256', from: 'endpoint', value: 'process_hash_sha256', host: 'host', time: 'time' },
  {
    field: 'email.to',
    from: 'mailflow ARRAY JOIN email_to_address AS recipient',
    value: 'recipient',
    host: 'host',
    time: 'time',
  },
  {
    field: 'mail.from',
    from: 'mail',
    value: "concat(from_name, ' <', from_address, '>')",
    host: 'mailbox',
    time: 'time',
  },
  {
    field: 'mail.to',
    from: 'mail ARRAY JOIN arrayConcat(to_address, cc_address) AS recipient',
    value: 'recipient',
    host: 'mailbox',
    time: 'time',
  },
  { field: 'mail.subject', from: 'mail', value: 'subject', host: 'mailbox', time: 'time' },
  { field: 'mail.text', from: 'mail', value: 'text', host: 'mailbox', time: 'time' },
  { field: 'mail.attachment', from: 'mail_attachment', value: 'path', host: "''", time: 'NULL' },
  { field: 'mail.attachment.sha256', from: 'mail_attachment', value: 'sha256', host: "''", time: 'NULL' },
  { field: 'mail.url', from: 'mail_url', value: 'url', host: "''", time: 'NULL' },
  { field: 'unparsed line', from: 'unparsed_line', value: 'text', host: "''", time: 'NULL' },
]

/** The word anywhere in a value, upper and lower case alike; the most frequent values of each field first. */
export async function search(engine: Engine, word: string, most: number): Promise<SearchRow[]> {
  const found: SearchRow[] = []
  for (const { field, from, value, host, time } of FIELDS) {
    const rows = await engine.query<Omit<SearchRow, 'field' | 'count' | 'line'> & { n: string; line: string }>(
      `SELECT around AS value, count() AS n,
         if(isNull(min(at)), NULL, formatDateTime(assumeNotNull(min(at)), '%Y-%m-%dT%H:%i:%SZ', 'UTC')) AS first,
         if(isNull(max(at)), NULL, formatDateTime(assumeNotNull(max(at)), '%Y-%m-%dT%H:%i:%SZ', 'UTC')) AS last,
         arraySort(groupUniqArray(5)(a_host)) AS hosts,
         argMin(an_evidence, (at, an_evidence, a_line)) AS evidence_id, argMin(a_line, (at, an_evidence, a_line)) AS line
       FROM
       (
         SELECT ${time === 'NULL' ? "CAST(NULL, 'Nullable(DateTime64(3))')" : `toNullable(${time})`} AS at,
           ${host} AS a_host, ${value} AS text_value, evidence_id AS an_evidence, line AS a_line,
           positionCaseInsensitiveUTF8(text_value, {word:String}) AS place,
           -- long texts are cut to what stands around the word
           if(lengthUTF8(text_value) <= 300, text_value, substringUTF8(text_value, greatest(1, toInt64(place) - 80), 240)) AS around
         FROM ${from}
         WHERE place > 0
       )
       GROUP BY value
       ORDER BY n DESC, value
       LIMIT {most:UInt32}`,
      { word, most },
    )
    found.push(...rows.map(({ n, line, ...row }) => ({ ...row, field, count: Number(n), line: Number(line) })))
  }
  return found
}
