/**
 * How a Windows event is carried: as JSON (Winlogbeat, NXLog, evtx_dump) or as XML (wevtutil, the event viewer's "Save as XML", one
 * event a line after assembly; .evtx becomes the same lines). Both become one map of names and values, which the formats of Security,
 * Sysmon and others read.
 */

import { bound } from './bound.ts'
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { firstOf } from './pick.ts'
import { isoTime } from './time.ts'

export type Carrier = 'json' | 'xml'

const MAP = "'Map(String, String)'"
const json = (...path: string[]) => `JSONExtract(payload, ${[...path.map((one) => `'${one}'`), MAP].join(', ')})`
const pairs = (pattern: string) => `extractAllGroupsHorizontal(payload, ${literal(pattern)})`
const mapOf = (found: string) => `mapFromArrays(${found}[1], arrayMap(x -> decodeXMLComponent(x), ${found}[2]))`

/** what Winlogbeat's modules have moved into ECS names: process.executable, user.name … */
const moved = (...path: string[]) => `mapApply((k, v) -> (concat('${path.join('.')}.', k), v), ${json(...path)})`

/** later maps win: the event's own data over what the collector wrote beside it */
const merged = (...maps: string[]): string => maps.reduce((all, one) => `mapUpdate(${all}, ${one})`)

const STEP: Record<Carrier, string> = {
  json: merged(
    json(),
    moved('process'),
    moved('process', 'parent'),
    moved('user'),
    moved('source'),
    moved('file'),
    moved('dns'),
    moved('dns', 'question'),
    json('winlog'),
    json('Event', 'System'),
    json('event_data'),
    json('winlog', 'event_data'),
    json('winlog', 'user_data'),
    json('Event', 'EventData'),
  ),
  xml: merged(
    mapOf(pairs('<([A-Za-z0-9]+)(?: [^<>]*[^<>/])?>([^<]*)</')),
    mapOf(pairs('<Provider [^>]*?(Name)=["\']([^"\']*)["\']')),
    mapOf(pairs('<TimeCreated [^>]*?(SystemTime)=["\']([^"\']*)["\']')),
    mapOf(pairs('<Data Name=["\']([^"\']*)["\'](?:/>|>([^<]*)</Data>)')),
  ),
}

/** the first of the event's values of these names that there is */
export const D = (...names: string[]) => firstOf(...names.map((name) => `step['${name}']`))

export const CODE = `extract(${D('event_id', 'EventID')}, '(\\\\d{1,5})')`

export const about = (carrier: Carrier) => ({
  vendor: 'Microsoft',
  product: 'Windows',
  // as NXLog and other agents name themselves or the event's provider in syslog
  tag: '(?:Microsoft-Windows-[\\w-]+|Security|nxlog|winlogbeat)',
  time: 'payload' as const,
  // '-' is nothing
  step: `mapFilter((k, v) -> v NOT IN ('-', 'null'), ${STEP[carrier]})`,
})

/** The event's own time: in UTC, but NXLog's EventTime without a zone, which is the machine's. */
export function common(carrier: Carrier, timezone: string) {
  const utc =
    carrier === 'xml'
      ? D('SystemTime')
      : firstOf(
          D('@timestamp'),
          D('UtcTime'),
          `extract(${D('TimeCreated')}, '(\\\\d{4}-\\\\d\\\\d-\\\\d\\\\dT[0-9:.]+)')`,
        )
  const own = bound(D('EventTime'), 't', (t) => isoTime(t, timezone))
  return {
    time: carrier === 'xml' ? utcTime(utc) : `if(${utc} != '', ${utcTime(utc)}, ${own})`,
    observer_type: "'endpoint'",
    event_code: CODE,
  }
}
export const HOST = D('computer_name', 'Computer', 'Hostname', 'HOSTNAME', 'ComputerName')
export const RECORD = D('record_id', 'EventRecordID', 'RecordNumber')
export const FAILED = `match(concat(${D('keywords')}, ' ', ${D('Keywords')}, ' ', ${D('EventType')}), 'Audit Failure|AUDIT_FAILURE|0x8010|-92187')`
export const IP = `replaceRegexpOne(${D('IpAddress', 'ClientAddress', 'SourceAddress', 'source.ip')}, '^::ffff:', '')`

/** A line of one of these events, of any provider or of one. */
export function eventPattern(carrier: Carrier, ids: string[], provider?: string): string {
  const list = ids.join('|')
  if (carrier === 'xml') {
    const name = provider ? `.*Name=["']${provider}` : ''
    return `<Event[ >]${name}.*<EventID(?: [^>]*)?>${ids.length > 0 ? `(?:${list})</EventID>` : ''}`
  }
  const id =
    ids.length > 0
      ? `"(?:event_id|EventID)" ?: ?(?:\\{"#text" ?: ?)?"?(?:${list})[",} ]`
      : '"(?:event_id|EventID)" ?: ?'
  return provider ? ` *\\{.*${provider}.*${id}| *\\{.*${id}.*${provider}` : ` *\\{.*${id}`
}

export const twice = (make: (carrier: Carrier) => Format): Format[] => (['json', 'xml'] as const).map(make)
export const formOf = (carrier: Carrier) =>
  carrier === 'json' ? 'JSON (Winlogbeat, NXLog, evtx_dump)' : '.evtx and XML'
