/** Small proxies: tinyproxy (by syslog, and its own file, which the ingest gives a syslog header) and 3proxy with the format of its sample. */
import type { Format } from './format.ts'
import { count } from './pairs.ts'
import { found, source } from './pick.ts'
import { epochTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const CLIENT = found('^Connect \\(file descriptor \\d+\\): (?:[^ ]+ \\[)?([0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+)')
const DESCRIPTOR = found('^(?:Connect|Request) \\(file descriptor (\\d+)\\): ')
const METHOD = found('^Request \\(file descriptor \\d+\\): ([A-Z]+) ')
const URL = found('^Request \\(file descriptor \\d+\\): [A-Z]+ (\\S+)')

const tinyproxy: Format = {
  id: 'tinyproxy',
  title: 'tinyproxy, requests',
  vendor: 'tinyproxy',
  product: 'tinyproxy',
  source:
    'https://github.com/tinyproxy/tinyproxy (src/reqs.c: "Connect (file descriptor %d)", "Request (file descriptor %d)")',
  table: 'web_event',
  tag: 'tinyproxy',
  time: 'envelope',
  pattern:
    '(?:Connect \\(file descriptor \\d+\\): [^ ]+|Request \\(file descriptor \\d+\\): [A-Z]+ \\S+(?: HTTP/[0-9.]+)?$)',
  step: '1',
  // the request names no client: the connection with its descriptor did, shortly before
  session: { carried: { client: { of: DESCRIPTOR, told: CLIENT } } },
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'proxy'",
    ...source('session_client'),
    destination_port: urlPort(URL, METHOD),
    network_protocol: "'http'",
    http_request_method: METHOD,
    url_domain: urlDomain(URL),
    url_original: URL,
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  ignore: [
    {
      pattern:
        'tinyproxy(?:\\[\\d+\\])?: (?:No (?:upstream )?proxy for|opensock: |Established connection|Closed connection|Not sending client headers|Proxying refused|Setting the various|Starting main loop|read_request_line)',
      reason: {
        ja: 'tinyproxyの経過の記録',
        en: "tinyproxy's notes on its progress",
      },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 px1 tinyproxy[812]: Connect (file descriptor 7): pc21.example.local [192.168.10.21]',
        'Oct  5 09:00:01.123 tinyproxy[812]: Connect (file descriptor 8): 192.168.10.22',
        'Oct  5 09:00:02 px1 tinyproxy[812]: Request (file descriptor 7): GET http://www.example.co.jp/a HTTP/1.1',
        'Oct  5 09:00:02.250 tinyproxy[812]: Request (file descriptor 8): CONNECT c2.example.net:443 HTTP/1.1',
        'Oct  5 09:00:02.251 tinyproxy[812]: Established connection to host "c2.example.net" using file descriptor 9.',
      ],
      events: [
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '192.168.10.21',
          http_request_method: 'GET',
          url_domain: 'www.example.co.jp',
          destination_port: 80,
        },
        {
          time: '2026-10-05T00:00:02.250Z',
          source_ip: '192.168.10.22',
          url_domain: 'c2.example.net',
          destination_port: 443,
        },
      ],
    },
  ],
}

/** 1 time, 2 error, 3 user, 4 and 5 client, 6 and 7 server, 8 sent, 9 received, 10 method, 11 URL; blanks within may be written `_` */
const GROUPS =
  "'^(\\\\d{10}\\\\.\\\\d+) (?:\\\\[[^\\\\]]*\\\\] +)?(?i:proxy)\\\\.\\\\d+ (\\\\d+) (\\\\S+) ([0-9A-Fa-f.:]+):(\\\\d+) ([0-9A-Fa-f.:]+):(\\\\d+) (\\\\d+) (\\\\d+) \\\\d+ ([A-Z]+)[_ ](\\\\S+?)(?:[_ ]HTTP/[0-9.]+)?$'"
const at = (n: number) => `step[${n}]`

const threeProxy: Format = {
  id: '3proxy',
  title: '3proxy, HTTP proxy (the logformat of its sample configuration)',
  vendor: '3proxy',
  product: '3proxy',
  source:
    'https://3proxy.org/doc/man5/3proxy.cfg.5.html (logformat) and https://3proxy.org/doc/html/howtoe.html (error codes)',
  table: 'web_event',
  time: 'payload',
  pattern:
    '\\d{10}\\.\\d+ (?:\\[[^\\]]*\\] +)?(?i:proxy)\\.\\d+ \\d+ \\S+ [0-9A-Fa-f.:]+:\\d+ [0-9A-Fa-f.:]+:\\d+ \\d+ \\d+ \\d+ [A-Z]+[_ ]\\S+(?:[_ ]HTTP/[0-9.]+)?$',
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    time: epochTime(at(1)),
    observer_type: "'proxy'",
    ...source(at(4)),
    source_port: `toUInt16OrZero(${at(5)})`,
    destination_ip: `toIPv6OrDefault(if(${at(6)} = '0.0.0.0', '', ${at(6)}))`,
    destination_port: `if(${at(7)} != '0', toUInt16OrZero(${at(7)}), ${urlPort(at(11), at(10))})`,
    user_name: `if(${at(3)} = '-', '', ${at(3)})`,
    network_protocol: "'http'",
    http_request_method: at(10),
    url_domain: urlDomain(at(11)),
    url_original: at(11),
    // 1 to 9: the access list or the sign-in refused
    event_outcome: `multiIf(match(${at(2)}, '^0+$'), 'success', match(${at(2)}, '^0*[1-9]$'), 'denied', 'failure')`,
    event_action: at(2),
    http_request_bytes: count(at(8)),
    http_response_bytes: count(at(9)),
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        '1791158401.250 PROXY.3128 00000 tanaka 192.168.10.21:51022 203.0.113.80:443 420 5120 0 CONNECT_www.example.co.jp:443_HTTP/1.1',
        '1791158402.250 [05/Oct/2026:09:00:02 +0900]  PROXY.3128 00005 - 192.168.10.22:51023 0.0.0.0:0 0 0 0 GET http://www.example.com/a_b HTTP/1.1',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.80',
          destination_port: 443,
          user_name: 'tanaka',
          http_request_method: 'CONNECT',
          url_domain: 'www.example.co.jp',
          http_request_bytes: 420,
          http_response_bytes: 5120,
          event_outcome: 'success',
        },
        {
          source_ip: '192.168.10.22',
          destination_port: 80,
          user_name: '',
          url_original: 'http://www.example.com/a_b',
          event_outcome: 'denied',
        },
      ],
    },
  ],
}

export const SMALL_PROXY_FORMATS: Format[] = [tinyproxy, threeProxy]
