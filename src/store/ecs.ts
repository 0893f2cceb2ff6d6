/** Rows of the event tables as nested objects in the Elastic Common Schema's names: what `kyumei parse` prints. */
import type { EventTable } from './schema.ts'

/** Columns whose underscores are not all dots. */
const PATHS: Record<string, string> = {
  time: '@timestamp',
  observer_type: 'observer.type',
  observer_name: 'observer.name',
  user_name: 'user.name',
  user_agent_original: 'user_agent.original',
  http_request_method: 'http.request.method',
  http_request_referrer: 'http.request.referrer',
  http_request_bytes: 'http.request.bytes',
  http_response_status_code: 'http.response.status_code',
  http_response_bytes: 'http.response.bytes',
  http_response_mime_type: 'http.response.mime_type',
  event_duration_ms: 'event.duration',
  dns_question_name: 'dns.question.name',
  dns_question_type: 'dns.question.type',
  dns_response_code: 'dns.response_code',
  dns_resolved_ip: 'dns.resolved_ip',
  dns_answers_data: 'dns.answers.data',
  dns_answers_ttl: 'dns.answers.ttl',
  lease_seconds: 'kyumei.lease.seconds',
  user_target_name: 'user.target.name',
  source_geo_country_iso_code: 'source.geo.country_iso_code',
  source_as_number: 'source.as.number',
  event_details: 'kyumei.details',
  event_count: 'kyumei.count',
  email_from_address: 'email.from.address',
  email_to_address: 'email.to.address',
  email_size: 'kyumei.email.size',
  email_recipients: 'kyumei.email.recipients',
  email_attachments: 'email.attachments.file.name',
  application_name: 'kyumei.application.name',
  smtp_helo: 'kyumei.smtp.helo',
  smtp_status: 'kyumei.smtp.status',
  process_parent_executable: 'process.parent.executable',
  process_parent_command_line: 'process.parent.command_line',
  process_hash_sha256: 'process.hash.sha256',
  process_hash_md5: 'process.hash.md5',
  file_hash_sha256: 'file.hash.sha256',
  threat_name: 'threat.software.name',
}

type Nested = { [key: string]: unknown }

/** Unknown values ('' , `::`, -1, an empty list) are left out. `event.duration` is in nanoseconds, as ECS has it. */
export function toEcs(row: Record<string, unknown>, table: EventTable, format: string): Nested {
  const event: Nested = {}
  for (const [column, value] of Object.entries(row)) {
    if (isUnknown(column, value)) continue
    put(event, PATHS[column] ?? column.replace('_', '.'), ecsValue(column, value))
  }
  put(event, 'event.dataset', format)
  put(event, 'event.category', categoryOf(table, String(row.event_action ?? '')))
  return event
}

const CATEGORY: Record<EventTable, string> = {
  web_event: 'web',
  flow_event: 'network',
  dns_event: 'network',
  lease_event: 'host',
  auth_event: 'authentication',
  mail_event: 'email',
  endpoint_event: 'host',
}

/** A computer's own events are of several kinds: the action's first word tells. */
function categoryOf(table: EventTable, action: string): string {
  const kind = action.split('-')[0] ?? ''
  return table === 'endpoint_event' && ['process', 'file', 'registry', 'malware'].includes(kind)
    ? kind
    : CATEGORY[table]
}

function isUnknown(column: string, value: unknown): boolean {
  if (value === '' || value === null || value === '::' || value === -1 || value === '-1') return true
  if (Array.isArray(value)) return value.length === 0
  return (
    (value === 0 || value === '0') && /port|status_code|ttl|seconds|_pid|recipients|event_count|as_number/.test(column)
  )
}

function ecsValue(column: string, value: unknown): unknown {
  if (column === 'time') return `${String(value).replace(' ', 'T')}Z`
  if (column === 'event_duration_ms') return Number(value) * 1_000_000
  if (column.endsWith('_bytes') || column === 'email_size') return Number(value)
  if (Array.isArray(value)) return value.map((one) => plainAddress(one))
  return plainAddress(value)
}

function plainAddress(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('::ffff:') ? value.slice(7) : value
}

function put(target: Nested, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() ?? path
  let at = target
  for (const key of keys) {
    const next = at[key]
    if (typeof next === 'object' && next !== null) at = next as Nested
    else {
      const made: Nested = {}
      at[key] = made
      at = made
    }
  }
  at[last] = value
}
