/**
 * ALSI InterSafe WebFilter, GatewayConnection (ISGC) and CATS: InterSafe_http.log. 1 date, 2 time, 3 protocol, 4 client, 5 group,
 * 6 account, 7 browser, 8 state, 9 server's address, 10 status, 11 server, 12 milliseconds, 13 sent, 14 received, 15 file type,
 * 16 spare, 17 reason, 18 to 21 categories, 22 URL, 23 version, 24 method, 25 referrer. The ones from 15 on vary with the product.
 */
import type { Format } from './format.ts'
import { digits, localTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const STATES = '(?:Proxied|Blocked|Allowed|BlkPost|Release|[A-Z][A-Za-z]{2,11})'
const line = (mark: string) =>
  [
    '\\d{4}/\\d\\d/\\d\\d',
    '\\d\\d:\\d\\d:\\d\\d',
    '(?:HTTPS?|FTP)',
    '[0-9A-Fa-f.:]+',
    'X',
    'X',
    'X',
    STATES,
    'X',
    '(?:\\d+|-)',
    'X',
    '(?:\\d+|-)',
    '(?:\\d+|-)',
    '(?:\\d+|-)',
    '',
  ]
    .map((part) => (part === 'X' ? `[^${mark}]*` : part))
    .join(mark)
const unless = (n: number) => `if(step[${n}] = '-', '', step[${n}])`
const count = (n: number) => `if(step[${n}] = '-', -1, toInt64OrZero(step[${n}]))`
/** the URL stands at different places in the products' logs */
const URL = "arrayFirst(x -> match(x, '^[a-z]{2,5}://'), arraySlice(step, 15))"
const METHOD = "arrayFirst(x -> match(x, '^[A-Z]{3,10}$'), arraySlice(step, 22))"
const STATUS = 'toUInt16OrZero(step[10])'
const DENIED = "startsWith(step[8], 'Bl')"
const REFERRER = "if(match(step[25], '^[a-z]{2,5}://'), step[25], '')"

export const intersafe: Format = {
  id: 'intersafe',
  title: 'InterSafe WebFilter, GatewayConnection and CATS access log',
  vendor: 'ALSI',
  product: 'InterSafe WebFilter, InterSafe GatewayConnection, InterSafe CATS',
  source: "ALSI's FAQ 5032, 5168, 5258 and 5299 (access log format)",
  table: 'web_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${line('\\t')}|${line(' ')}`,
  step: "if(match(payload, '^[^ \t]*\t'), splitByChar('\t', payload), splitByChar(' ', payload))",
  columns: ({ timezone }) => ({
    time: localTime(
      {
        year: digits('step[1]', 1, 4),
        month: digits('step[1]', 6, 2),
        day: digits('step[1]', 9, 2),
        hour: digits('step[2]', 1, 2),
        minute: digits('step[2]', 4, 2),
        second: digits('step[2]', 7, 2),
      },
      timezone,
    ),
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[4])',
    source_address: 'step[4]',
    destination_ip: 'toIPv6OrDefault(step[9])',
    destination_port: `if(${URL} != '', ${urlPort(URL, "''")}, if(step[3] = 'HTTPS', 443, 80))`,
    user_name: unless(6),
    network_protocol: "'http'",
    http_request_method: METHOD,
    url_domain: `if(${unless(11)} != '', lower(trimRight(step[11], '.')), ${urlDomain(URL)})`,
    url_original: URL,
    http_response_status_code: STATUS,
    event_outcome: `multiIf(${DENIED} OR ${STATUS} IN (403, 407), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
    event_action: 'step[8]',
    http_request_bytes: count(13),
    http_response_bytes: count(14),
    event_duration_ms: count(12),
    user_agent_original: unless(7),
    http_request_referrer: REFERRER,
    http_response_mime_type: unless(15),
  }),
  required: "source_address != '' AND url_domain != ''",
  examples: [
    {
      lines: [
        [
          '2026/10/05',
          '09:00:01',
          'HTTPS',
          '192.168.10.21',
          '総務課\\係',
          'tanaka',
          '-',
          'Allowed',
          '-',
          '200',
          'www.Example.com',
          '60471',
          '3260',
          '7490',
          'text/html',
          '-',
          'データベースマッチ',
          'ITサービス\\ウェブアプリケーション',
          '-',
          '-',
          '-',
          'https://www.example.com:443',
          'HTTP/1.1',
          'CONNECT',
          '-',
        ].join('\t'),
        '2026/10/05 09:00:02 HTTP 192.168.10.22 TESTグループ test - Blocked - 403 www.example.co.jp 0 0 0 - - データベースマッチ ITサービス\\IT ITサービス\\IT - - http://www.example.co.jp/ HTTP/1.1 GET -',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.com',
          destination_port: 443,
          http_request_method: 'CONNECT',
          http_request_bytes: 3260,
          http_response_bytes: 7490,
          event_duration_ms: 60471,
          event_outcome: 'success',
        },
        { source_ip: '192.168.10.22', event_outcome: 'denied', http_request_method: 'GET', destination_port: 80 },
      ],
    },
  ],
}
