/** A log of Zeek's, as TSV (columns named by `#fields`) and as JSON: one mapping for both. */
import type { EventTable } from '../store/schema.ts'
import { type Format, type FormatExample, fieldAt } from './format.ts'

/** SQL of a field of the line, '' where it is missing or unset */
export type Field = (name: string) => string

export interface ZeekLog {
  log: string
  table: EventTable
  /** fields by which a header is told to be this log's */
  telling: string[]
  /** key by which a JSON line is told to be this log's, that no other Zeek log has */
  key: string
  /** fields that the columns read, as JSON has them: plain and lists */
  fields: string[]
  lists?: string[]
  /** columns of a TSV without any header */
  headerless?: string[]
  /** its columns besides those that all logs have; `list` is SQL of an Array(String) */
  columns: (field: Field, list: Field) => Record<string, string>
  tsv: FormatExample[]
  json: FormatExample[]
}

const SOURCE = 'https://docs.zeek.org/en/master/logs/index.html'
const COMMON = ['ts', 'uid', 'id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p']
const OTHER_LOG = {
  ja: 'Zeekのその他のログ（通信・名前・認証・メール以外）',
  en: "another log of Zeek's: no connection, look-up, sign-in or mail",
}

export const zeekFormats = (one: ZeekLog): Format[] => [tsv(one), json(one)]

function tsv(one: ZeekLog): Format {
  return {
    ...description(one, 'tsv'),
    pattern: '\\d{9,10}\\.\\d{1,6}\\t\\S+\\t[0-9a-fA-F.:]+\\t\\d+\\t[0-9a-fA-F.:]+\\t\\d+\\t',
    header: {
      pattern: '#fields\\t',
      fields: (line) => line.split('\t').slice(1),
      accepts: (fields) => one.telling.every((name) => fields.includes(name)),
      headerless: one.headerless ?? null,
      // every log of Zeek's begins with its time
      others: { recognises: (fields) => fields[0] === 'ts', reason: OTHER_LOG },
    },
    step: "splitByChar('\\t', payload)",
    columns: ({ fields }) => {
      const at = (name: string) => fieldAt(fields, name)
      const field: Field = (name) => `if(${at(name)} IN ('-', '(empty)'), '', ${at(name)})`
      return columns(
        one,
        field,
        (name) => `arrayFilter(x -> x NOT IN ('', '-', '(empty)'), splitByChar(',', ${at(name)}))`,
      )
    },
    required: "source_ip != toIPv6('::')",
    ignore: [
      {
        pattern: '#(?:separator|set_separator|empty_field|unset_field|path|open|close|types)[ \\t]',
        reason: { ja: 'Zeekの見出し', en: "Zeek's header" },
      },
    ],
    examples: one.tsv,
  }
}

/** shippers put the connection's ends into an object of their own (`"id": {"orig_h": …}`), Splunk's and others' underline the points */
const ORIGINATOR = '"(?:id[._])?orig_h" ?: ?"'
const POINTED = `replaceRegexpAll(replaceRegexpOne(payload, '"id" ?: ?\\\\{([^{}]*)\\\\}', '\\\\1'), '"(?:id_)?(orig|resp)_(h|p)" ?:', '"id.\\\\1_\\\\2":')`

function json(one: ZeekLog): Format {
  const names = [...COMMON, ...one.fields]
  const types = [
    ...names.map((name) => `\`${name}\` String`),
    ...(one.lists ?? []).map((name) => `\`${name}\` Array(String)`),
  ]
  return {
    ...description(one, 'json'),
    pattern: `\\{.*${ORIGINATOR}.*"${one.key}" ?:|\\{.*"${one.key}" ?: ?.*${ORIGINATOR}`,
    step: `JSONExtract(${POINTED}, 'Tuple(${types.join(', ')})')`,
    columns: () =>
      columns(
        one,
        (name) => (names.includes(name) ? `tupleElement(step, '${name}')` : "''"),
        (name) => `tupleElement(step, '${name}')`,
      ),
    required: "source_ip != toIPv6('::')",
    ignore: [
      {
        pattern:
          '\\{(?:"_path"|"ts") ?: ?.*"(?:uid|fuid|fuids|cert_chain_fuids|note|san\\.dns|orig_h|host|peer|name)" ?:',
        reason: OTHER_LOG,
      },
    ],
    examples: one.json,
  }
}

function description({ log, table }: ZeekLog, form: 'tsv' | 'json') {
  return {
    id: `zeek-${log}-${form}`,
    title: `Zeek ${log}.log, ${form === 'tsv' ? 'TSV' : 'JSON'}`,
    vendor: 'Zeek',
    product: 'Zeek',
    source: SOURCE,
    table,
    // what ships JSON (Corelight, rsyslog) may wrap it in syslog; a table's header can't be
    ...(form === 'tsv' ? { envelope: 'none' as const } : { tag: '(?:zeek|bro|corelight)[A-Za-z0-9_-]*' }),
    time: 'payload' as const,
  }
}

function columns(one: ZeekLog, field: Field, list: Field): Record<string, string> {
  return {
    time: time(field('ts')),
    observer_type: "'sensor'",
    source_ip: `toIPv6OrDefault(${field('id.orig_h')})`,
    source_address: field('id.orig_h'),
    source_port: `toUInt16OrZero(${field('id.orig_p')})`,
    destination_ip: `toIPv6OrDefault(${field('id.resp_h')})`,
    destination_port: `toUInt16OrZero(${field('id.resp_p')})`,
    ...one.columns(field, list),
  }
}

/** Epoch seconds, or ISO with Z (LogAscii's JSON::TS_ISO8601). Milliseconds are cut from the digits: a float would round them. */
function time(text: string): string {
  const seconds = `toInt64OrZero(extract(${text}, '^(\\\\d{9,10})(?:\\\\.|$)'))`
  const millis = `toInt64OrZero(substring(concat(extract(${text}, '\\\\.(\\\\d+)'), '000'), 1, 3))`
  const at = (from: number, length: number) => `toInt32(toUInt16OrZero(substring(${text}, ${from}, ${length})))`
  const iso = `makeDateTime64(${at(1, 4)}, ${at(6, 2)}, ${at(9, 2)}, ${at(12, 2)}, ${at(15, 2)}, ${at(18, 2)}, toInt32(${millis}), 3, 'UTC')`
  return `multiIf(${seconds} > 0, fromUnixTimestamp64Milli(${seconds} * 1000 + ${millis}, 'UTC'), match(${text}, '^\\\\d{4}-\\\\d\\\\d-\\\\d\\\\dT.*Z$') AND toDayOfMonth(${iso}) = ${at(9, 2)}, ${iso}, NULL)`
}
