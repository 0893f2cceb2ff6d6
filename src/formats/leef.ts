/** Log Event Extended Format (IBM QRadar): requests and connections of any product that sends it, by the format's own names. */
import type { Format } from './format.ts'
import { count, firstOf, transport } from './pairs.ts'
import { isoTime, localTime, monthDayYear, withOffset } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const HEAD = 'LEEF:[12]\\.0\\|[^|]*\\|[^|]*\\|[^|]*\\|[^|]*\\|(?:(?:[^|=\\t]|0?x[0-9A-Fa-f]{1,4})\\|)?'
/** version 2 may name what parts the pairs, as the character or its number; a tab that went through syslog is #011; without either, `|` may stand */
const NAMED = "extract(payload, '^LEEF:2\\\\.0\\\\|(?:[^|]*\\\\|){4}([^|=\\\\t]|0?x[0-9A-Fa-f]{1,4})\\\\|')"
const MARK = `multiIf(${NAMED} = '', if(match(payload, '\\t|#011'), '\\t', '|'), match(${NAMED}, '^0?x'), char(reinterpretAsUInt16(reverse(unhex(leftPad(replaceRegexpOne(${NAMED}, '^0?x', ''), 4, '0'))))), ${NAMED})`
const BODY = `replaceAll(replaceAll(replaceRegexpOne(payload, '^${HEAD.replaceAll('\\', '\\\\')}', ''), '#011', '\\t'), ${MARK}, '\\t')`
const PAIRS = `arrayFilter(p -> position(p, '=') > 1, splitByChar('\\t', ${BODY}))`
const KV = (key: string) => `trim(step['${key}'])`
const known = (key: string) => `if(${KV(key)} IN ('-', 'N/A'), '', ${KV(key)})`

const STAMP = KV('devTime')
/** milliseconds or seconds since 1970, `Oct 05 2026 09:00:01.250 +0900`, ISO; else the header's */
function time(timezone: string): string {
  const parts = monthDayYear(STAMP)
  const named = `match(${STAMP}, '^[A-Z][a-z]{2} \\\\d\\\\d \\\\d{4} \\\\d\\\\d:')`
  return `multiIf(match(${STAMP}, '^\\\\d{13}$'), fromUnixTimestamp64Milli(toInt64OrZero(${STAMP}), 'UTC'),
    match(${STAMP}, '^\\\\d{10}$'), fromUnixTimestamp64Milli(toInt64OrZero(${STAMP}) * 1000, 'UTC'),
    ${named} AND match(${STAMP}, '(UTC|GMT|Z)$'), ${localTime(parts, "'UTC'")},
    ${named}, ${withOffset(parts, `extract(${STAMP}, '([+-]\\\\d\\\\d:?\\\\d\\\\d)$')`, timezone)},
    match(${STAMP}, '^\\\\d{4}-\\\\d\\\\d-\\\\d\\\\d[T ]'), ${isoTime(STAMP, timezone)},
    envelope_time)`
}

/** the format has no field of its own for what was done with it: the usual names, else the event's */
const DONE = `lower(concat(${firstOf(known('action'), known('act'), known('disposition'), known('disp'), known('policyAction'))}, ' ', extract(payload, '^LEEF:[^|]*\\\\|[^|]*\\\\|[^|]*\\\\|[^|]*\\\\|([^|]*)')))`
const DENIED = `match(${DONE}, 'den(y|ied)|drop|block|reject|prevent|reset|quarantine|discard|refuse|disallow|^terminate ')`
const ALLOWED = `match(${DONE}, 'allow|accept|permit|pass|monitor|close|built|teardown')`

const about = {
  vendor: 'any',
  product: 'Log Event Extended Format',
  source: 'https://www.ibm.com/docs/en/dsm?topic=leef-event-components (predefined LEEF event attributes)',
  time: 'payload' as const,
  dated: 'devTime=',
  step: `mapFromArrays(arrayMap(p -> substring(p, 1, position(p, '=') - 1), ${PAIRS}), arrayMap(p -> substring(p, position(p, '=') + 1), ${PAIRS}))`,
}
const common = (timezone: string) => ({
  time: time(timezone),
  source_ip: `toIPv6OrDefault(${KV('src')})`,
  source_address: KV('src'),
  source_port: `toUInt16OrZero(${KV('srcPort')})`,
  destination_ip: `toIPv6OrDefault(${KV('dst')})`,
  destination_port: `toUInt16OrZero(${KV('dstPort')})`,
  user_name: firstOf(known('usrName'), known('userName')),
})
const URL = firstOf(known('url'), known('URL'), known('request'))

const web: Format = {
  ...about,
  id: 'leef-web',
  title: 'LEEF: web requests',
  table: 'web_event',
  pattern: `${HEAD}(?:.*[\\t^|;, ]|.*#011)?src=.*(?:url|URL|request)=[^\\t]*[./]|${HEAD}(?:.*[\\t^|;, ]|.*#011)?(?:url|URL|request)=[^\\t]*[./].*src=`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'proxy'",
    destination_port: `if(toUInt16OrZero(${KV('dstPort')}) > 0, toUInt16OrZero(${KV('dstPort')}), ${urlPort(URL, "''")})`,
    network_protocol: "'http'",
    http_request_method: `upper(${firstOf(known('method'), known('requestMethod'), known('httpMethod'))})`,
    url_domain: urlDomain(URL),
    url_original: URL,
    http_response_status_code: `toUInt16OrZero(${firstOf(known('httpStatus'), known('responseCode'), known('status'))})`,
    event_outcome: `if(${DENIED}, 'denied', 'success')`,
    event_action: firstOf(known('action'), known('act'), known('disposition')),
    http_request_bytes: count(KV('srcBytes')),
    http_response_bytes: count(KV('dstBytes')),
    event_duration_ms: '-1',
    user_agent_original: firstOf(known('userAgent'), known('usrAgent')),
    http_request_referrer: firstOf(known('referrer'), known('refererURL'), known('referer')),
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        'LEEF:1.0|Example|Web Gateway|7.8|Blocked|devTime=Oct 05 2026 09:00:01.250 +0900\tsrc=192.168.10.21\tsrcPort=51022\tdst=203.0.113.9\tdstPort=443\tusrName=tanaka\turl=https://WWW.example.co.jp/a?b=c\tmethod=get\tsrcBytes=420\tdstBytes=5120\taction=Block',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          url_original: 'https://WWW.example.co.jp/a?b=c',
          http_request_method: 'GET',
          http_request_bytes: 420,
          http_response_bytes: 5120,
          event_outcome: 'denied',
        },
      ],
    },
  ],
}

const flow: Format = {
  ...about,
  id: 'leef-flow',
  title: 'LEEF: connections',
  table: 'flow_event',
  pattern: `${HEAD}(?:.*[\\t^|;, ]|.*#011)?src=[0-9A-Fa-f].*dst=[0-9A-Fa-f]|${HEAD}(?:.*[\\t^|;, ]|.*#011)?dst=[0-9A-Fa-f].*src=[0-9A-Fa-f]`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'firewall'",
    source_mac: `lower(${KV('srcMAC')})`,
    network_transport: transport(KV('proto')),
    event_action: `multiIf(${DENIED}, 'denied', ${ALLOWED}, 'allowed', 'other')`,
    event_id: KV('sessionID'),
    source_bytes: count(KV('srcBytes')),
    destination_bytes: count(KV('dstBytes')),
    event_duration_ms: '-1',
    rule_name: firstOf(known('policy'), known('rule'), known('ruleName')),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: HEAD,
      reason: { ja: '通信以外の記録', en: 'events that are no connections' },
    },
  ],
  examples: [
    {
      lines: [
        'LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|8.1.6|allow|cat=TRAFFIC|Subtype=end|devTime=Oct 05 2026 00:00:01 GMT|src=192.168.10.21|dst=203.0.113.9|usrName=example\\tanaka|srcPort=51022|dstPort=443|proto=tcp|action=allow|dstBytes=5120|srcBytes=2140',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_port: 443,
          source_bytes: 2140,
          destination_bytes: 5120,
          event_action: 'allowed',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 fw1 LEEF:1.0|Example|Firewall|1.0|deny|devTime=1791158401250#011src=192.168.10.21#011dst=203.0.113.9#011srcPort=51022#011dstPort=445#011proto=TCP#011srcBytes=60#011dstBytes=0',
        'LEEF:2.0|Example|Firewall|1.0|session|^|devTime=2026-10-05T00:00:02Z^src=192.168.10.21^dst=203.0.113.9^dstPort=443^proto=6^action=accept^srcBytes=2140^dstBytes=5120',
        'LEEF:2.0|Example|Firewall|1.0|session|x5E|devTime=Oct 05 2026 00:00:03 UTC^src=192.168.10.21^dst=203.0.113.9^dstPort=53^proto=17',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          destination_port: 445,
          event_action: 'denied',
          source_bytes: 60,
          network_transport: 'tcp',
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          event_action: 'allowed',
          source_bytes: 2140,
          destination_bytes: 5120,
        },
        { time: '2026-10-05T00:00:03.000Z', event_action: 'other', source_bytes: -1, network_transport: 'udp' },
      ],
    },
  ],
}

export const LEEF_FORMATS: Format[] = [web, flow]
