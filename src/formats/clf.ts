/** The common and combined log format (Apache httpd, NGINX, many others), and Squid's way of writing it: one mapping. */
import type { Format } from './format.ts'
import { SQUID_TAG, throughPeer } from './squid-native.ts'
import { clfTime, isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const QUOTED = '"(?:[^"\\\\]|\\\\.)*"'
/** a time in a form of one's own (%{%FT%T%z}t, $time_iso8601) is often ISO's, or has no zone */
const STAMP =
  '(?:\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?: [+-]\\d{4})?|\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?: ?(?:Z|[+-]\\d\\d:?\\d\\d))?)'
const TIME = `\\[${STAMP}\\]`
const ADDRESS = '[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+'
/** an address or a name: nothing that could be another program's `name[12]:` */
const NAME = '[0-9A-Za-z_.:*%-]*[0-9A-Za-z_.*-]'
/**
 * vhost and address, or address or name alone; proxies behind it (X-Forwarded-For) or one in brackets may follow; then ident and user
 */
const CLIENTS = `(?:${NAME} ${ADDRESS}|${NAME}(?:, ?[^ ,]+)*)(?: \\([^)]*\\))?`
const WHO = `${CLIENTS} \\S+ \\S.*?`
/** a format of one's own may leave ident and user out */
const WHOEVER = `${CLIENTS}(?: \\S+(?: \\S.*?)?)?`
/** fields of one's own between time and request, or a host's name between request and status */
const BETWEEN = '(?:(?:"[0-9A-Za-z_.:*-]*"|[^\\x00-\\x20"]+) ){0,2}'
const HOST = '(?:[^\\x00-\\x20"]*[A-Za-z][^\\x00-\\x20"]* )?'
const ANSWER = `${BETWEEN}${QUOTED} ${HOST}(?:\\d{3}|-) (?:\\d+|-)`

/** 1 vhost, 2 address, 3 address or name, 4 user, 5 time, 6 request, 7 status, 8 bytes, 9 further numbers, 10 referrer, 11 agent, 12 Squid's result, 13 how it went on, 14 where to */
const GROUPS = sqlPattern(
  `^(?:(${NAME}) (${ADDRESS})|(${NAME})(?:, ?[^ ,]+)*)(?: \\([^)]*\\))?(?: \\S+(?: (\\S.*?))?)? \\[([^\\]]+)\\] ${BETWEEN}"((?:[^"\\\\]|\\\\.)*)" ${HOST}(\\d{1,3}|-) (\\d+|-)((?: \\d+){0,4})(?: "((?:[^"\\\\]|\\\\.)*)" "((?:[^"\\\\]|\\\\.)*)")?(?: ([A-Z_]+)(?:/\\d{3})?:([A-Z_]+)(?:/(\\S+))?)?`,
)
/** a client may send blanks in its URL */
const REQUEST = sqlPattern('^([A-Za-z][A-Za-z_-]*) (.*?)(?: HTTP/[0-9.]+)?$')
/** a port may follow an IPv4 address */
const CLIENT =
  "replaceRegexpOne(if(step[2] != '', step[2], step[3]), '^((?:\\\\d{1,3}\\\\.){3}\\\\d{1,3}):\\\\d{1,5}$', '\\\\1')"
const METHOD = `extractGroups(step[6], ${REQUEST})[1]`
const TARGET = `extractGroups(step[6], ${REQUEST})[2]`
const CODE = 'toUInt16OrZero(step[7])'
const OUTCOME = `multiIf(${CODE} IN (401, 403, 407), 'denied', ${CODE} = 0 OR ${CODE} >= 500, 'failure', 'success')`
const stampTime = (text: string, timezone: string) =>
  `if(match(${text}, '^\\\\d{4}-'), ${isoTime(text, timezone)}, ${clfTime(text, timezone)})`
const unless = (text: string) => `if(${text} = '-', '', ${text})`

const read = { table: 'web_event', time: 'payload', step: `extractGroups(payload, ${GROUPS})` } as const

const common = (timezone: string) => ({
  time: stampTime('step[5]', timezone),
  source_ip: `toIPv6OrDefault(${CLIENT})`,
  source_address: CLIENT,
  user_name: unless('step[4]'),
  network_protocol: "'http'",
  http_request_method: METHOD,
  http_response_status_code: CODE,
  event_outcome: OUTCOME,
  http_request_bytes: '-1',
  // of several numbers only the definition tells which is which
  http_response_bytes: "if(match(step[9], '^ [0-9]+ '), -1, toInt64OrZero(step[8]))",
  event_duration_ms: '-1',
  http_request_referrer: unless('step[10]'),
  user_agent_original: unless('step[11]'),
})

/** A forward proxy's line: the whole URL, or the host that a tunnel leads to. */
const proxied = (timezone: string) => ({
  ...common(timezone),
  observer_type: "'proxy'",
  http_request_method: `if(${METHOD} = 'NONE', '', ${METHOD})`,
  url_original: TARGET,
  url_domain: urlDomain(TARGET),
  destination_port: urlPort(TARGET, METHOD),
  event_action: 'step[12]',
  event_outcome: `if(position(step[12], 'DENIED') > 0, 'denied', ${OUTCOME})`,
  destination_ip: `if(${throughPeer('step[13]')}, toIPv6('::'), toIPv6OrDefault(step[14]))`,
})

export const squidClf: Format = {
  id: 'squid-clf',
  title: "Squid access.log, logformat 'common' or 'combined'",
  vendor: 'Squid',
  product: 'Squid',
  source: 'http://www.squid-cache.org/Doc/config/logformat/',
  ...read,
  tag: SQUID_TAG,
  pattern: `${WHO} ${TIME} ${QUOTED} (?:\\d{1,3}|-) (?:\\d+|-)(?: \\d+){0,4}(?: ${QUOTED} ${QUOTED})? [A-Z_]+(?:/\\d{3})?:[A-Z_]+(?:[/ ].*)?$`,
  columns: ({ timezone }) => proxied(timezone),
  // the multi-pattern matcher takes a result code inside a quoted agent for one of its own
  required: "source_address != '' AND position(step[4], ' - ') = 0 AND step[12] != ''",
  examples: [
    {
      lines: [
        '192.168.10.21 - tanaka [05/Oct/2026:09:00:01 +0900] "CONNECT www.example.co.jp:443 HTTP/1.1" 200 5120 "-" "Mozilla/5.0 (Windows NT 10.0)" TCP_TUNNEL:HIER_DIRECT',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          destination_port: 443,
          http_response_bytes: 5120,
          event_action: 'TCP_TUNNEL',
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
          http_request_referrer: '',
        },
      ],
    },
    {
      lines: [
        '192.168.10.21 - y.kato [05/Oct/2026:09:00:03 +0900] "CONNECT api.example.net:443 HTTP/1.1" 200 3292 1687 14129 "-" "Agent/4.2" TCP_TUNNEL:HIER_DIRECT/203.0.113.80',
      ],
      events: [
        {
          url_domain: 'api.example.net',
          destination_port: 443,
          destination_ip: '203.0.113.80',
          http_response_bytes: -1,
          user_agent_original: 'Agent/4.2',
          user_name: 'y.kato',
          observer_type: 'proxy',
        },
      ],
    },
    {
      lines: [
        '192.168.10.21 - - [05/Oct/2026:09:00:04 +0900] "GET http://www.example.net/ HTTP/1.1" 200 520 TCP_MISS:FIRSTUP_PARENT/203.0.113.8',
      ],
      events: [{ url_domain: 'www.example.net', destination_ip: '::' }],
    },
    {
      lines: [
        '192.168.10.21 - - [05/Oct/2026:09:00:02 +0900] "GET http://blocked.example.com/a HTTP/1.1" 403 3980 TCP_DENIED:HIER_NONE',
      ],
      events: [{ event_outcome: 'denied', url_domain: 'blocked.example.com', observer_type: 'proxy' }],
    },
  ],
}

/** administrators name the log behind the program: `nginx-access` */
const WEB_TAG = '(?:httpd|apache2?|nginx)(?:[_-](?:access|ssl)(?:[_-][a-z]+)?)?'

/** Whoever answers requests for whole URLs and tunnels is a proxy, whatever else it writes. */
export const proxyClf: Format = {
  id: 'proxy-clf',
  title:
    "Forward proxies in the common or combined log format (Squid's 'combined', Apache mod_proxy, tinyproxy and others)",
  vendor: 'Squid, Apache and others',
  product: 'forward proxies',
  source: 'http://www.squid-cache.org/Doc/config/logformat/',
  ...read,
  tag: '(?:squid|httpd|apache2?|tinyproxy|privoxy)',
  pattern: `${WHO} ${TIME} ${BETWEEN}"(?:CONNECT [^ "/]+:\\d+|[A-Z]+ (?:https?|ftp)://[^ "]+)(?: HTTP/[0-9.]+)?" (?:\\d{1,3}|-) (?:\\d+|-)(?: .*)?$`,
  columns: ({ timezone }) => proxied(timezone),
  required: "source_address != '' AND position(step[4], ' - ') = 0",
  examples: [
    {
      lines: [
        '192.168.10.21 - tanaka [05/Oct/2026:09:00:01 +0900] "CONNECT www.example.co.jp:443 HTTP/1.1" 200 5120 "-" "Mozilla/5.0 (Windows NT 10.0)"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          destination_port: 443,
          http_response_bytes: 5120,
          observer_type: 'proxy',
          event_action: '',
        },
      ],
    },
    {
      lines: ['192.168.10.22 - - [05/Oct/2026:09:00:02 +0900] "GET http://www.example.net/a?b=1 HTTP/1.1" 503 0'],
      events: [{ url_domain: 'www.example.net', event_outcome: 'failure', observer_type: 'proxy' }],
    },
  ],
}

export const webServer: Format = {
  id: 'web-clf',
  title: 'Apache httpd and NGINX access logs (common, combined, with or without virtual host)',
  vendor: 'Apache, F5',
  product: 'httpd, NGINX',
  source: 'https://httpd.apache.org/docs/2.4/logs.html#accesslog',
  ...read,
  tag: WEB_TAG,
  // an access log may carry any further fields after the agent
  pattern: `${WHOEVER} ${TIME} ${ANSWER}(?: .*)?$`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'server'",
    url_domain: `if(step[1] != '', lower(extract(step[1], '^([^:]*)')), ${urlDomain(`if(position(${TARGET}, '://') > 0, ${TARGET}, '-')`)})`,
    url_original: TARGET,
    event_action: "''",
  }),
  // a request over a local socket has no client
  required: "source_address NOT IN ('', '-', 'unix:') AND position(step[4], ' - ') = 0",
  ignore: [
    {
      pattern:
        '(?:\\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? \\d{4}\\] \\[|\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[(?:error|warn|notice|info|crit|alert|emerg|debug)\\] \\d+#\\d+: )',
      reason: { ja: 'Webサーバのエラーログ（要求の記録ではない）', en: "a web server's error log: no request" },
    },
    {
      pattern: `${TIME} \\S+ (?:TLS|SSL)v[0-9.]+ [A-Z0-9_-]+ ${QUOTED} (?:\\d+|-)$`,
      reason: {
        ja: '暗号方式の記録（ssl_request_log。同じ要求がssl_access_logにある）',
        en: 'ciphers used (ssl_request_log): the same requests stand in ssl_access_log',
      },
    },
  ],
  examples: [
    {
      lines: [
        '203.0.113.77 - - [05/Oct/2026:09:00:01 +0900] "GET /kyujin/index.html?id=5 HTTP/1.1" 200 5120 "https://www.example.co.jp/" "Mozilla/5.0 \\"x\\" (iPhone)"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.77',
          http_request_method: 'GET',
          url_original: '/kyujin/index.html?id=5',
          http_response_bytes: 5120,
          observer_type: 'server',
          http_request_referrer: 'https://www.example.co.jp/',
        },
      ],
    },
    {
      lines: [
        'www.example.co.jp:443 2001:db8::77 - 山田 太郎 [05/Oct/2026:00:00:01 +0000] "POST /a HTTP/2.0" 403 - "-" "-"',
      ],
      events: [
        {
          source_ip: '2001:db8::77',
          user_name: '山田 太郎',
          url_domain: 'www.example.co.jp',
          event_outcome: 'denied',
          http_response_bytes: 0,
          user_agent_original: '',
        },
      ],
    },
    {
      lines: [
        '198.51.100.9, 10.0.0.1 - - [05/Oct/2026:09:00:02.125 +0900] 0.003 "GET /a b HTTP/1.1" www.example.co.jp 200 150 "-" "curl/8.0" "-"',
      ],
      events: [
        {
          source_ip: '198.51.100.9',
          url_original: '/a b',
          http_request_method: 'GET',
          user_agent_original: 'curl/8.0',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:01 web1 nginx-access: 203.0.113.77:51022 - - [2026-10-05T09:00:01+09:00] "GET / HTTP/1.1" 200 5120 "-" "curl/8"',
        '203.0.113.78 - - [05/Oct/2026:09:00:02] "GET / HTTP/1.1" 200 5120',
        'www.example.co.jp 203.0.113.79 [05/Oct/2026:09:00:03 +0900] "GET / HTTP/1.1" 200 5120',
        '203.0.113.80 - - [05/Oct/2026:09:00:04 +0900] "www.example.co.jp" "GET /b HTTP/1.1" 200 5120',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', source_ip: '203.0.113.77' },
        { time: '2026-10-05T00:00:02.000Z', source_ip: '203.0.113.78' },
        { source_ip: '203.0.113.79', url_domain: 'www.example.co.jp', user_name: '' },
        { source_ip: '203.0.113.80', url_original: '/b', http_request_method: 'GET' },
      ],
    },
    {
      lines: ['198.51.100.9 - - [05/Oct/2026:09:00:02 +0900] "\\x16\\x03\\x01\\x00\\xEE" 400 150 "-" "-"'],
      events: [{ source_ip: '198.51.100.9', http_request_method: '', http_response_status_code: 400 }],
    },
  ],
}

/** 1 time, 2 client, 3 user, 4 method, 5 target, 6 status, 7 bytes, 8 referrer, 9 agent */
const FIRST = `\\[?(${STAMP})\\]? (${ADDRESS})(?: - ([^\\x00-\\x20"]+))?(?: (?:[^\\x00-\\x20"]+|"-"))*? "([A-Z]{3,16}) ([^"]*?)(?: HTTP/[0-9.]+)?" (\\d{3}) (\\d+|-)(?: "((?:[^"\\\\]|\\\\.)*)" "((?:[^"\\\\]|\\\\.)*)")?(?: .*)?$`
/** a whole URL, or a tunnel's host: a forward proxy's log */
const FIRST_PROXIED = "(match(step[5], '^(?:https?|ftp)://') OR step[4] = 'CONNECT')"
const FIRST_CODE = 'toUInt16OrZero(step[6])'

/** A log_format or LogFormat of one's own that begins with the time. */
export const webTimeFirst: Format = {
  id: 'web-time-first',
  title: 'Apache httpd and NGINX access logs that begin with the time',
  vendor: 'Apache, F5',
  product: 'httpd, NGINX',
  source: 'https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format',
  table: 'web_event',
  time: 'payload',
  // its time and client would pass for a syslog header's
  envelope: 'none',
  pattern: FIRST.replaceAll(/\((?!\?)/g, '(?:'),
  step: `extractGroups(payload, ${sqlPattern(`^${FIRST}`)})`,
  columns: ({ timezone }) => ({
    time: stampTime('step[1]', timezone),
    observer_type: `if(${FIRST_PROXIED}, 'proxy', 'server')`,
    source_ip: 'toIPv6OrDefault(step[2])',
    source_address: 'step[2]',
    user_name: unless('step[3]'),
    network_protocol: "'http'",
    http_request_method: 'step[4]',
    destination_port: `if(${FIRST_PROXIED}, ${urlPort('step[5]', 'step[4]')}, 0)`,
    url_domain: `if(${FIRST_PROXIED}, ${urlDomain('step[5]')}, '')`,
    url_original: 'step[5]',
    http_response_status_code: FIRST_CODE,
    event_outcome: `multiIf(${FIRST_CODE} IN (401, 403, 407), 'denied', ${FIRST_CODE} >= 500, 'failure', 'success')`,
    event_action: "''",
    http_request_bytes: '-1',
    http_response_bytes: 'toInt64OrZero(step[7])',
    event_duration_ms: '-1',
    http_request_referrer: unless('step[8]'),
    user_agent_original: unless('step[9]'),
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '[05/Oct/2026:09:00:01 +0900] 203.0.113.77 - tanaka "GET /a HTTP/1.1" 200 5120 "-" "curl/8" 0.003',
        '[05/Oct/2026:09:00:01 +0900] 192.168.10.21 "CONNECT www.example.com:443 HTTP/1.1" 200 4321',
        '2026-10-05T09:00:02+09:00 2001:db8::77 www.example.co.jp "POST /b HTTP/2.0" 403 -',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.77',
          user_name: 'tanaka',
          http_request_method: 'GET',
          http_response_bytes: 5120,
          user_agent_original: 'curl/8',
        },
        { observer_type: 'proxy', url_domain: 'www.example.com', destination_port: 443 },
        { time: '2026-10-05T00:00:02.000Z', source_ip: '2001:db8::77', event_outcome: 'denied', url_original: '/b' },
      ],
    },
  ],
}

/** A pattern as a SQL string literal. */
function sqlPattern(pattern: string): string {
  return `'${pattern.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
