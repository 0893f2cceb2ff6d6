import type { Format } from './format.ts'
import { urlDomain, urlPort } from './url.ts'

const STATUS = "splitByChar('/', step[4])"
const PEER = "splitByChar('/', step[9])"
const CODE = `toUInt16OrZero(${STATUS}[2])`
const METHOD = 'step[6]'
const URL = 'step[7]'
export const squidNative: Format = {
  id: 'squid-native',
  title: 'Squid access.log, native format',
  vendor: 'Squid',
  product: 'Squid',
  source: 'https://wiki.squid-cache.org/Features/LogFormat',
  table: 'web_event',
  pattern:
    '\\d{9,11}\\.\\d{3} +-?\\d+ \\S+ [A-Z_]+/\\d{3} \\d+ [A-Za-z0-9_-]+ \\S+ \\S+ (?:[A-Z_]+/\\S+|-) \\S+(?: \\[.*)?$',
  time: 'payload',
  step: 'splitByWhitespace(substringUTF8(payload, 1, 20000))',
  columns: () => ({
    time: "fromUnixTimestamp64Milli(toInt64OrZero(replaceOne(step[1], '.', '')), 'UTC')",
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[3])',
    source_address: 'step[3]',
    destination_ip: `toIPv6OrDefault(${PEER}[2])`,
    destination_port: urlPort(URL, METHOD),
    user_name: "if(step[8] = '-', '', step[8])",
    network_protocol: "'http'",
    http_request_method: METHOD,
    url_domain: urlDomain(URL),
    url_original: URL,
    http_response_status_code: CODE,
    event_outcome: `multiIf(${STATUS}[1] LIKE '%DENIED%' OR ${CODE} IN (403, 407), 'denied', ${CODE} = 0 OR ${CODE} >= 500, 'failure', 'success')`,
    event_action: `${STATUS}[1]`,
    http_request_bytes: '-1', // the native format has no request size
    http_response_bytes: 'toInt64OrZero(step[5])',
    event_duration_ms: 'toInt64OrZero(step[2])',
    http_response_mime_type: "if(step[10] = '-', '', step[10])",
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        '1475629201.123    187 192.168.10.21 TCP_MISS/200 14823 GET http://www.example.co.jp/news/index.html?id=5 - HIER_DIRECT/203.0.113.80 text/html',
      ],
      events: [
        {
          time: '2016-10-05T01:00:01.123Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          destination_ip: '203.0.113.80',
          destination_port: 80,
          http_response_bytes: 14823,
          event_outcome: 'success',
        },
      ],
    },
    {
      lines: [
        '1475629202.004  60012 192.168.10.21 TCP_TUNNEL/200 5120 CONNECT Mail.Example.JP:443 tanaka HIER_DIRECT/203.0.113.9 -',
      ],
      events: [
        { url_domain: 'mail.example.jp', destination_port: 443, user_name: 'tanaka', http_request_method: 'CONNECT' },
      ],
    },
    {
      lines: [
        '1475629203.000      0 pc-01.example.local TCP_DENIED/407 3890 CONNECT [2001:db8::5]:8443 - HIER_NONE/- text/html',
      ],
      events: [
        {
          source_ip: '::',
          source_address: 'pc-01.example.local',
          url_domain: '2001:db8::5',
          destination_port: 8443,
          event_outcome: 'denied',
        },
      ],
    },
    {
      lines: [
        '1475629204.500   5003 192.168.10.33 TCP_MISS/503 4012 GET http://update.example.ddo.jp/a - HIER_NONE/- text/html',
      ],
      events: [
        {
          url_domain: 'update.example.ddo.jp',
          http_response_status_code: 503,
          event_outcome: 'failure',
          destination_ip: '::',
        },
      ],
    },
  ],
}
