/**
 * Log lines that collectors and search tools hand on inside records of their own: JSON (journald, Docker, Fluentd, Filebeat, Logstash,
 * Vector, Loki, GELF, Splunk, Elasticsearch, cloud consoles) and CSV (Splunk's `_raw`, Graylog, Kibana, Grafana, CloudWatch). In the spool
 * each is the line that the program wrote. Where the collector took its header off, it stands before the line again, made of what the record
 * tells about time, machine and program.
 */
import { flowsIn } from './azure-flow.ts'
import { cellsOf } from './cells.ts'

/** What a record tells about the line in it. */
interface Wrapped {
  text: string
  time: string
  host: string
  program: string
  pid: string
}

type Json = Record<string, unknown>

/** The lines in a record's text, or null where it holds none. */
export function linesIn(record: string): string[] | null {
  const [, when = '', json = record] = /^(\d{4}-\d\d-\d\d[T ]\S+)\t\S+\t(\{.*)$/s.exec(record) ?? []
  const listed = LOGCLI.exec(record)
  if (listed) {
    const [, time = '', labels = '', text = ''] = listed
    return [lineOf(about({ ...labelsOf(labels), ts: time }, text))]
  }
  if (!json.startsWith('{')) return null
  const parsed = jsonOf(json)
  if (!parsed) return null
  const flows = flowsIn(parsed)
  if (flows) return flows
  const event = windowsEvent(parsed)
  if (event) return [event]
  const found = wrappedIn(when === '' ? parsed : { time: when, ...parsed })
  if (found.length > 0) return found.map(lineOf)
  const document = objectOf(parsed._source)
  return document ? [JSON.stringify(document)] : null
}

/** What Loki's logcli prints: time, labels, line. */
const LOGCLI = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*) +\{((?:[A-Za-z_]\w*="(?:[^"\\]|\\.)*"(?:, ?)?)*)\} +(\S.*)$/s

const labelsOf = (text: string): Json =>
  Object.fromEntries([...text.matchAll(/([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [name, value]))

function jsonOf(text: string): Json | null {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return null
  }
}

const objectOf = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null

/** Elasticsearch's hit, Splunk's result, CloudWatch's and Loki's bundles hold what matters one step deeper. */
function wrappedIn(record: Json): Wrapped[] {
  const inner = objectOf(record._source) ?? objectOf(record.result)
  if (inner) return wrappedIn(inner)
  if (Array.isArray(record.logEvents)) return record.logEvents.flatMap((one) => wrappedIn({ ingestionTime: 0, ...one }))
  if (Array.isArray(record.values) && objectOf(record.stream)) {
    return record.values.flatMap((one) =>
      Array.isArray(one) && typeof one[1] === 'string'
        ? [about({ ...objectOf(record.stream), ts: one[0] }, one[1])]
        : [],
    )
  }
  const text = textIn(record)
  return text === null || text.trim() === '' ? [] : [about(record, text)]
}

/** An event of Windows in Wazuh's alert, whose names begin in lower case there, as Winlogbeat has it. */
function windowsEvent(record: Json): string | null {
  const win = objectOf(objectOf(record.data)?.win)
  const [system, data] = [objectOf(win?.system), objectOf(win?.eventdata)]
  if (!system || !data || typeof system.systemTime !== 'string') return null
  return JSON.stringify({
    '@timestamp': system.systemTime,
    winlog: {
      event_id: system.eventID,
      channel: system.channel,
      provider_name: system.providerName,
      computer_name: system.computer,
      record_id: system.eventRecordID,
      event_data: Object.fromEntries(
        Object.entries(data).map(([name, value]) => [name.slice(0, 1).toUpperCase() + name.slice(1), value]),
      ),
    },
  })
}

/** Windows' events and what a web server or a sensor says in JSON itself have a message too, which is not the whole. */
const WHOLE = ['winlog', 'event_data', 'EventData', 'EventID', 'event_id', 'EventCode', 'remote_addr', 'event_type']
const COLLECTED =
  '@timestamp @version source_type ident appname app_name program programname syslogtag agent beat fileset input syslog ingestionTime logStreamName kubernetes container_name _p gl2_source_input'.split(
    ' ',
  )

function textIn(record: Json): string | null {
  const has = (...names: string[]) => names.some((name) => record[name] !== undefined)
  const textOf = (name: string) => (typeof record[name] === 'string' ? record[name] : null)
  const original = at(record, 'event.original') ?? textOf('_raw') ?? textOf('rawmsg') ?? textOf('@message')
  if (original !== null) return original
  const whole = textOf('full_log') // Wazuh's, but for Windows' events
  if (whole !== null && has('decoder', 'predecoder')) return whole.startsWith('{"win"') ? null : whole
  if (has(...WHOLE)) return null
  if (has('__REALTIME_TIMESTAMP')) return textOf('MESSAGE')
  if (has('stream', 'kubernetes', 'container_name', '_p')) {
    const log = textOf('log')
    if (log !== null) return log
  }
  if (objectOf(record.labels) && textOf('line') !== null) return textOf('line')
  if (has('short_message') && has('version')) return textOf('full_message') ?? textOf('short_message')
  if (has('syslogtag', 'programname')) return textOf('msg') ?? textOf('message')
  if (has('sourcetype') && textOf('event') !== null) return textOf('event') // Splunk's collector
  if (has('SyslogMessage')) return textOf('SyslogMessage')
  if (has('textPayload') && has('logName', 'resource')) return textOf('textPayload')
  return has(...COLLECTED) ? textOf('message') : null
}

const TIMES =
  '__REALTIME_TIMESTAMP _SOURCE_REALTIME_TIMESTAMP @timestamp timereported timestamp _time date eventTime TimeGenerated TimeGenerated_UTC ts time Time Timestamp'.split(
    ' ',
  )
const HOSTS =
  '_HOSTNAME host.name host.hostname hostname HostName host_name Computer host logsource source.host agent.hostname'.split(
    ' ',
  )
const PROGRAMS =
  'SYSLOG_IDENTIFIER ident appname app_name programname program process.name process.program syslog.appname log.syslog.appname application_name _application_name ProcessName _COMM'.split(
    ' ',
  )
const PIDS = '_PID pid procid process.pid process.id log.syslog.procid ProcessID _pid'.split(' ')

const HOST = /^[0-9A-Za-z_.:%-]*[0-9A-Za-z_.%-]$/

function about(record: Json, text: string): Wrapped {
  const first = (names: string[], fits: (value: string) => boolean) =>
    names.map((name) => at(record, name) ?? '').find((value) => value !== '' && fits(value)) ?? ''
  const source = record.gl2_source_input === undefined ? '' : (at(record, 'source') ?? '') // Graylog's machine
  return {
    text,
    time: first(TIMES, (value) => isoOf(value) !== ''),
    host: first(HOSTS, (value) => HOST.test(value)) || (HOST.test(source) ? source : ''),
    program: first(PROGRAMS, (value) => /^[\w./-]{1,64}$/.test(value)),
    pid: first(PIDS, (value) => /^\d{1,10}$/.test(value)),
  }
}

/** The text or number of a path, whether its names stand as one key or one in the other. */
function at(record: Json, path: string): string | null {
  let value: unknown = record[path]
  if (value === undefined && path.includes('.')) {
    value = path.split('.').reduce<unknown>((inner, key) => objectOf(inner)?.[key], record)
  }
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : null
}

/** A line that has its header, or is of no syslog at all (JSON, CSV, a time or an address first), stays as it is. */
const HEADER = /^(?:<\d{1,3}>(?:1 )?)?(?:[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)/
const OWN_START = /^(?:[\d"{#]|\[\d|<(?!\d))/

function lineOf({ text, time, host, program, pid }: Wrapped): string {
  const line = text
    .trim()
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .join(' ')
  const when = isoOf(time)
  if (when === '' || HEADER.test(line) || (program === '' && OWN_START.test(line)) || line.startsWith('{')) return line
  const said = line.startsWith(`${program}[`) || line.startsWith(`${program}: `)
  const tag = program === '' || said ? '' : `${program}${pid === '' ? '' : `[${pid}]`}: `
  const named = host === '' || line.startsWith(`${host} `)
  return `${when} ${named ? '' : `${host} `}${tag}${line.replace(/^<\d{1,3}>/, '')}`
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** ISO, since 1970 in seconds to nanoseconds, and Kibana's `Oct 5, 2026 @ 09:00:01.250`; '' where it is no whole time. */
function isoOf(text: string): string {
  if (/^\d{10}(?:\.\d+)?$|^\d{13,19}(?:\.\d+)?$/.test(text)) {
    const digits = text.split('.')[0] ?? ''
    const millis = digits.length === 10 ? Math.round(Number(text) * 1000) : Number(digits.slice(0, 13))
    return new Date(millis).toISOString()
  }
  const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?) ?(Z|UTC|[+-]\d\d:?\d\d)?/.exec(text)
  if (iso) return `${iso[1]}T${iso[2]}${iso[3] === 'UTC' ? 'Z' : (iso[3] ?? '')}`
  const [, month = '', day = '', year, clock] =
    /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}) @ (\d\d:\d\d:\d\d(?:\.\d+)?)$/.exec(text) ?? []
  const number = MONTHS.indexOf(month) + 1
  return number === 0 ? '' : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}T${clock}`
}

/** Reads the lines out of a table's rows, once its first line showed that one of its columns holds them; else null. */
export function tableOfLines(heading: string): ((row: string) => string) | null {
  const names = cellsOf(heading)
  const plain = names.map((name) => name.trim().toLowerCase())
  const raw = ['_raw', 'event.original', '@message', 'syslogmessage'].find((name) => plain.includes(name))
  const times = ['@timestamp', 'timestamp', '_time', 'timegenerated', 'timegenerated [utc]', 'time']
  const timed = times.some((name) => plain.includes(name))
  const column = raw ?? (timed && !plain.some((name) => OTHERS.test(name)) ? textColumn(plain) : undefined)
  if (column === undefined) return null
  const index = plain.indexOf(column)
  // Graylog's `source` is the machine; Splunk's is the file
  const renamed = names.map((name) => (name === 'source' && !plain.includes('sourcetype') ? 'hostname' : name.trim()))
  const [date, clock] = [plain.indexOf('date'), plain.indexOf('time')]
  return (row) => {
    const cells = cellsOf(row)
    const text = cells[index] ?? ''
    if (text.trim() === '' || text === '-') return row
    const record = Object.fromEntries([...plain, ...renamed].map((name, i) => [name, cells[i % names.length] ?? '']))
    return lineOf(about(date < 0 || clock < 0 ? record : { ...record, time: `${cells[date]} ${cells[clock]}` }, text))
  }
}

const textColumn = (plain: string[]) =>
  plain.includes('message') ? 'message' : plain.includes('line') && plain.includes('labels') ? 'line' : undefined
/** a table of Windows' events, of mails or detections has a message or subject of its own */
const OTHERS =
  /^(?:event ?id|eventcode|providername|provider|machinename|winlog\..*|logname|task.*|sender.*|recipient.*|subject|threat.*)$/
