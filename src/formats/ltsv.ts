/** Labeled Tab-separated Values: access logs of Apache, NGINX and others whose fields carry their names, in the order the administrator liked. */
import type { Format } from './format.ts'
import { count, firstOf } from './pairs.ts'
import { clfTime, epochTime, isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const LABEL = '[0-9A-Za-z_.-]+'
const FIELDS = `(?:${LABEL}:[^\\t]*\\t)*`
const KV = (label: string) => `step['${label}']`
const known = (label: string) => `if(${KV(label)} = '-', '', ${KV(label)})`
const CLIENT = firstOf(known('host'), known('remote_addr'), known('remote_host'), known('client'))
const REQUEST = "extractGroups(step['req'], '^([A-Za-z]+) (.*?)(?: HTTP/[0-9.]+)?$')"
const TARGET = `multiIf(${known('uri')} != '', ${KV('uri')}, ${known('request_uri')} != '', ${KV('request_uri')}, ${REQUEST}[2])`
/** a whole URL, or a tunnel's host: a forward proxy's log */
const METHOD = `upper(${firstOf(known('method'), known('request_method'), `${REQUEST}[1]`)})`
const PROXIED = `(match(${TARGET}, '^(?:https?|ftp)://') OR ${METHOD} = 'CONNECT')`
const STATUS = `toUInt16OrZero(${KV('status')})`
/** `vhost` may carry the port */
const HOST = `lower(extract(${firstOf(known('vhost'), known('server_name'), known('http_host'))}, '^([^:]*)'))`
const STAMP = `trim(BOTH '[]' FROM ${firstOf(known('time'), known('time_local'), known('time_iso8601'), known('timestamp'))})`

/** seconds, or parts of one with a point */
const milliseconds = `multiIf(match(${KV('reqtime')}, '^[0-9.]+$'), toInt64(toFloat64OrZero(${KV('reqtime')}) * 1000), match(${KV('request_time')}, '^[0-9.]+$'), toInt64(toFloat64OrZero(${KV('request_time')}) * 1000), match(${KV('reqtime_microsec')}, '^[0-9]+$'), intDiv(toInt64OrZero(${KV('reqtime_microsec')}), 1000), -1)`

export const ltsv: Format = {
  id: 'web-ltsv',
  title: 'Access logs in Labeled Tab-separated Values (LTSV)',
  vendor: 'Apache, F5 and others',
  product: 'httpd, NGINX',
  source: 'http://ltsv.org/ (labels for web servers’ logs)',
  table: 'web_event',
  tag: '(?:httpd|apache2?|nginx)',
  time: 'payload',
  pattern: `${FIELDS}(?:time|time_local|time_iso8601|timestamp):[^\\t]+\\t${FIELDS}(?:host|remote_addr|remote_host|client):[^\\t]+\\t${FIELDS}(?:req|uri|request_uri):|${FIELDS}(?:host|remote_addr|remote_host|client):[^\\t]+\\t${FIELDS}(?:time|time_local|time_iso8601|timestamp):[^\\t]+\\t${FIELDS}(?:req|uri|request_uri):`,
  step: "mapFromArrays(arrayMap(x -> substring(x, 1, position(x, ':') - 1), splitByChar('\\t', payload)), arrayMap(x -> substring(x, position(x, ':') + 1), splitByChar('\\t', payload)))",
  columns: ({ timezone }) => ({
    time: `multiIf(match(${STAMP}, '^\\\\d{9,11}(?:\\\\.|$)'), ${epochTime(STAMP)}, match(${STAMP}, '^\\\\d{4}-'), ${isoTime(STAMP, timezone)}, ${clfTime(STAMP, timezone)})`,
    observer_type: `if(${PROXIED}, 'proxy', 'server')`,
    source_ip: `toIPv6OrDefault(${CLIENT})`,
    source_address: CLIENT,
    user_name: firstOf(known('user'), known('remote_user')),
    network_protocol: "'http'",
    destination_port: `if(${PROXIED}, ${urlPort(TARGET, METHOD)}, 0)`,
    http_request_method: METHOD,
    url_domain: `if(${PROXIED}, ${urlDomain(TARGET)}, ${HOST})`,
    url_original: TARGET,
    http_response_status_code: STATUS,
    event_outcome: `multiIf(${STATUS} IN (401, 403, 407), 'denied', ${STATUS} = 0 OR ${STATUS} >= 500, 'failure', 'success')`,
    event_action: "''",
    http_request_bytes: count(KV('reqsize')),
    http_response_bytes: `multiIf(${KV('size')} = '-', 0, ${KV('size')} != '', ${count(KV('size'))}, ${count(firstOf(KV('body_bytes_sent'), KV('bytes')))})`,
    event_duration_ms: milliseconds,
    user_agent_original: firstOf(known('ua'), known('user_agent'), known('http_user_agent')),
    http_request_referrer: firstOf(known('referer'), known('http_referer')),
  }),
  // the status of an access log: other programs name fields in this way, too; one that stands twice is of two lines that ran into each other
  required:
    "source_address != '' AND url_original != '' AND http_response_status_code > 0 AND arrayAll(k -> countEqual(mapKeys(step), k) < 2, ['host', 'remote_addr', 'time', 'status'])",
  examples: [
    {
      lines: [
        'time:05/Oct/2026:09:00:01 +0900\thost:203.0.113.77\tforwardedfor:-\treq:GET /a?b=c HTTP/1.1\tstatus:200\tsize:5120\treferer:https://www.example.co.jp/\tua:Mozilla/5.0 (x: y)\treqtime:0.125\tvhost:WWW.example.co.jp:443',
        'Oct  5 09:00:02 web1 nginx: remote_addr:2001:db8::77\ttime_local:[05/Oct/2026:09:00:02 +0900]\tuser:tanaka\tmethod:POST\turi:/login\tstatus:403\tsize:-\tua:-',
        'time:[05/Oct/2026:09:00:02 +0900]\thost:192.168.10.21\tuser:-\tmethod:CONNECT\turi:www.example.com:443\tstatus:200\tsize:4321',
        'time:2026-10-05T00:00:03+00:00\thost:203.0.113.78\treq:GET /\tstatus:500\treqtime_microsec:2500',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.77',
          observer_type: 'server',
          url_domain: 'www.example.co.jp',
          url_original: '/a?b=c',
          http_request_method: 'GET',
          http_response_status_code: 200,
          http_response_bytes: 5120,
          event_duration_ms: 125,
          user_agent_original: 'Mozilla/5.0 (x: y)',
        },
        {
          source_ip: '2001:db8::77',
          user_name: 'tanaka',
          http_request_method: 'POST',
          event_outcome: 'denied',
          http_response_bytes: 0,
          user_agent_original: '',
        },
        { observer_type: 'proxy', url_domain: 'www.example.com', destination_port: 443, user_name: '' },
        { time: '2026-10-05T00:00:03.000Z', url_original: '/', event_duration_ms: 2, http_response_bytes: -1 },
      ],
    },
    // a program's own fields, and two lines in one: no request
    {
      lines: [
        'time:2026-10-05T09:00:03+09:00\thost:203.0.113.78\turi:/a\tlevel:info',
        'host:203.0.113.78\ttime:05/Oct/2026:09:00:03 +0900\treq:GET /a HTTP/1.1\tstatus:200\tua:host:203.0.113.79\thost:203.0.113.80',
      ],
      events: [],
    },
  ],
}
