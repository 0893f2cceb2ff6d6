/** HAProxy: the HTTP log and the TCP log of `option httplog` and `option tcplog`. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { digits, localTime, monthNumber } from './time.ts'
import { urlDomain } from './url.ts'

const START = ' ?\\[?[0-9A-Fa-f.:]+\\]?:\\d+ \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\] '
const CLIENT = ' ?\\[?([0-9A-Fa-f.:]+?)\\]?:(\\d+) \\[([^\\]]+)\\] (\\S+) (\\S+)'

/** 05/Oct/2026:09:00:01.250, in the machine's zone */
const time = (timezone: string) =>
  localTime(
    {
      day: digits('step[3]', 1, 2),
      month: monthNumber('substring(step[3], 4, 3)'),
      year: digits('step[3]', 8, 4),
      hour: digits('step[3]', 13, 2),
      minute: digits('step[3]', 16, 2),
      second: digits('step[3]', 19, 2),
      millis: digits('step[3]', 22, 3),
    },
    timezone,
  )

const about = {
  vendor: 'HAProxy Technologies',
  product: 'HAProxy',
  source: 'https://docs.haproxy.org/3.0/configuration.html#8.2',
  tag: 'haproxy',
  time: 'payload' as const,
}
const client = {
  source_ip: 'toIPv6OrDefault(step[1])',
  source_address: 'step[1]',
  source_port: 'toUInt16OrZero(step[2])',
}

/** 1 to 5 as above, 6 ms in all, 7 status, 8 bytes, 9 state, 10 captured headers, 11 method, 12 URL */
const HTTP = literal(
  `^${CLIENT} -?\\d+/-?\\d+/-?\\d+/-?\\d+/\\+?(-?\\d+) (-?\\d+) \\+?(\\d+) \\S+ \\S+ (\\S{4}) \\S+ \\S+ ((?:\\{[^}]*\\} )*)"(?:([A-Z<>]+)\\s+(\\S+))?`,
)
const STATUS = 'toUInt16OrZero(step[7])'
const http: Format = {
  ...about,
  id: 'haproxy-http',
  title: 'HAProxy HTTP log',
  table: 'web_event',
  pattern: `${START}\\S+ \\S+ -?\\d+(?:/-?\\d+){3}/\\+?-?\\d+ -?\\d+ \\+?\\d+ \\S+ \\S+ \\S{4} `,
  step: `extractGroups(payload, ${HTTP})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'server'",
    ...client,
    network_protocol: "'http'",
    http_request_method: "if(step[11] = '<BADREQ>', '', step[11])",
    // HTTP/2 requests are logged with scheme and host
    url_domain: urlDomain("if(position(step[12], '://') > 0, step[12], '-')"),
    url_original: 'step[12]',
    http_response_status_code: STATUS,
    // P: denied by a rule; S, C: the server or the client gave up
    event_outcome: `multiIf(startsWith(step[9], 'PR') OR ${STATUS} IN (401, 403, 407), 'denied', ${STATUS} = 0 OR ${STATUS} >= 500, 'failure', 'success')`,
    event_action: 'step[9]',
    http_request_bytes: '-1',
    http_response_bytes: 'toInt64OrZero(step[8])',
    event_duration_ms: 'toInt64OrZero(step[6])',
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `${START}\\S+: `,
      reason: { ja: '接続の失敗（要求に至らない）', en: 'connections that failed before a request' },
    },
    {
      pattern: '(?:Proxy|Server|Backend|Connect from|Stopping|Pausing|Health check|Loading|New worker) ',
      reason: { ja: '装置自身の記録', en: "the program's own notes" },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:02 lb1 haproxy[14389]: 203.0.113.77:33317 [05/Oct/2026:09:00:01.655] http-in~ static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {www.example.co.jp|Mozilla/5.0} {} "GET /index.html?id=5 HTTP/1.1"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.655Z',
          source_ip: '203.0.113.77',
          source_port: 33317,
          http_request_method: 'GET',
          url_original: '/index.html?id=5',
          http_response_status_code: 200,
          http_response_bytes: 2750,
          event_duration_ms: 109,
          observer_type: 'server',
        },
      ],
    },
    {
      lines: [
        '2001:db8::77:64772 [05/Oct/2026:09:00:02.832] fe~ be/<NOSRV> 0/-1/-1/-1/+7 403 +188 - - PR-- 2/2/0/0/+0 0/0 "POST https://mail.example.co.jp/mapi?x=1 HTTP/2.0"',
      ],
      events: [
        {
          source_ip: '2001:db8::77',
          source_port: 64772,
          url_domain: 'mail.example.co.jp',
          event_outcome: 'denied',
          http_response_bytes: 188,
        },
      ],
    },
  ],
}

/** 6 ms in all, 7 bytes, 8 state */
const TCP = literal(`^${CLIENT} -?\\d+/-?\\d+/\\+?(-?\\d+) \\+?(\\d+) (\\S{2}) `)
const tcp: Format = {
  ...about,
  id: 'haproxy-tcp',
  title: 'HAProxy TCP log',
  table: 'flow_event',
  pattern: `${START}\\S+ \\S+ -?\\d+/-?\\d+/\\+?-?\\d+ \\+?\\d+ \\S{2} \\d`,
  step: `extractGroups(payload, ${TCP})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'server'",
    ...client,
    network_transport: "'tcp'",
    event_action: "if(startsWith(step[8], 'P'), 'denied', 'allowed')",
    event_id: "concat(step[1], ':', step[2])",
    source_bytes: '-1',
    destination_bytes: 'toInt64OrZero(step[7])',
    event_duration_ms: 'toInt64OrZero(step[6])',
    observer_name: 'step[5]',
    rule_name: 'step[4]',
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'Oct  5 09:00:02 lb1 haproxy[14387]: 203.0.113.77:33313 [05/Oct/2026:09:00:01.235] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.235Z',
          source_ip: '203.0.113.77',
          destination_bytes: 212,
          event_duration_ms: 5007,
        },
      ],
    },
  ],
}

export const HAPROXY_FORMATS: Format[] = [http, tcp]
