import type { Format } from './format.ts'
import { epochTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const STATUS = "splitByChar('/', step[4])"
const PEER = "splitByChar('/', step[9])"
const CODE = `toUInt16OrZero(${STATUS}[2])`
/** `%>a:%>p` where an administrator wants the port */
const CLIENT = "replaceRegexpOne(step[3], '^((?:\\\\d{1,3}\\\\.){3}\\\\d{1,3}):\\\\d+$', '\\\\1')"
const METHOD = 'step[6]'
const URL = 'step[7]'
/** what follows the time; a number where the method stands is another logformat's second size */
export const AFTER_TIME =
  ' +-?\\d+ \\S+ [A-Z_]+/(?:\\d{1,3}|-) (?:\\d+|-) (?:[A-Za-z][A-Za-z0-9_-]*|-) \\S+ \\S+ (?:[A-Z_]+/\\S*|-) \\S+'
const NATIVE = `\\d{10}(?:\\.\\d{3,6})?${AFTER_TIME}`

/** as syslog names it: `squid[812]:`, and its workers `(squid-1):` */
export const SQUID_TAG = '\\(?squid(?:-\\d+)?\\)?'

/** Another proxy carried the request: its address stands where the server's would, and says nothing of where the contact went. */
export const throughPeer = (hierarchy: string) => `match(${hierarchy}, 'PARENT|SIBLING|CARP')`

export const about = {
  vendor: 'Squid',
  product: 'Squid',
  source: 'https://wiki.squid-cache.org/Features/LogFormat',
  table: 'web_event' as const,
  tag: SQUID_TAG,
  time: 'payload' as const,
  step: 'splitByWhitespace(substringUTF8(payload, 1, 20000))',
  // Squid's own fetches (certificates, adverts to peers) have no client
  required: "source_address != '' OR url_domain != ''",
}

export const columns = {
  // ten digits of seconds, the decimals cut or filled to three
  time: "fromUnixTimestamp64Milli(toInt64OrZero(substring(rightPad(replaceOne(step[1], '.', ''), 13, '0'), 1, 13)), 'UTC')",
  observer_type: "'proxy'",
  source_ip: `toIPv6OrDefault(${CLIENT})`,
  source_address: `if(${CLIENT} = '-', '', ${CLIENT})`,
  source_port: "toUInt16OrZero(extract(step[3], '^(?:\\\\d{1,3}\\\\.){3}\\\\d{1,3}:(\\\\d+)$'))",
  destination_ip: `if(${throughPeer(`${PEER}[1]`)}, toIPv6('::'), toIPv6OrDefault(replaceRegexpOne(${PEER}[2], '^((?:\\\\d{1,3}\\\\.){3}\\\\d{1,3}):\\\\d+$', '\\\\1')))`,
  destination_port: urlPort(URL, METHOD),
  user_name: "if(step[8] = '-', '', step[8])",
  network_protocol: "'http'",
  // a connection without a request: `-`, and `NONE` before Squid 5
  http_request_method: `if(${METHOD} IN ('-', 'NONE'), '', ${METHOD})`,
  url_domain: urlDomain(URL),
  url_original: URL,
  http_response_status_code: CODE,
  event_outcome: `multiIf(${STATUS}[1] LIKE '%DENIED%' OR ${CODE} IN (403, 407), 'denied', ${CODE} = 0 OR ${CODE} >= 500, 'failure', 'success')`,
  event_action: `${STATUS}[1]`,
  http_request_bytes: '-1', // the native format has no request size
  http_response_bytes: 'toInt64OrZero(step[5])',
  event_duration_ms: 'toInt64OrZero(step[2])',
  http_response_mime_type: "if(step[10] = '-', '', trimRight(step[10], ';'))",
}

/** what a quoted text behind the native fields is: an address is the referrer, `product/version` the agent */
const QUOTED = (what: string) => `extract(payload, ' "(${what}(?:[^"\\\\\\\\]|\\\\\\\\.)*)"')`

/** Administrators add header fields at the end; which, only squid.conf says: but an agent and a referrer tell themselves. */
const squidExtended: Format = {
  ...about,
  id: 'squid-extended',
  title: 'Squid access.log, native format with quoted fields added at the end',
  pattern: `${NATIVE};?(?: [^" ]+)* "(?:[^"\\\\]|\\\\.)*"(?: .*)?$`,
  columns: () => ({
    ...columns,
    user_agent_original: QUOTED('[A-Za-z][A-Za-z0-9_.!-]*/[0-9]'),
    http_request_referrer: QUOTED('https?://'),
  }),
  examples: [
    {
      lines: [
        '1475629201.123    187 192.168.10.21 TCP_MISS/200 14823 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.80 text/html "http://ref.example.com/" "Mozilla/5.0 (X11; \\"x\\")" 42',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          user_agent_original: 'Mozilla/5.0 (X11; \\"x\\")',
          http_request_referrer: 'http://ref.example.com/',
          http_response_mime_type: 'text/html',
        },
      ],
    },
  ],
}

const squidPlain: Format = {
  ...about,
  id: 'squid-native',
  title: 'Squid access.log, native format',
  // log_mime_hdrs adds the headers in brackets; a logformat of one's own adds what it likes
  pattern: `${NATIVE};?(?: [^"]*| \\[.*)?$`,
  columns: () => columns,
  ignore: [
    {
      pattern: '\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d(?: kid\\d+)?\\| ',
      reason: { ja: 'Squid自身の記録（cache.log）', en: "Squid's own notes (cache.log)" },
    },
    {
      pattern: '[0-9A-Fa-f.:]+ \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\] "[^"]*"$',
      reason: { ja: 'エージェントだけの記録（接続先が無い）', en: 'agents only (useragent.log): no destination' },
    },
  ],
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
        '1475629202.250    187 192.168.10.21:51022 TCP_MISS/200 14823 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.80:80 text/html',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          source_address: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.80',
        },
      ],
    },
    {
      lines: [
        '1475629202.500    187 192.168.10.21 TCP_TUNNEL/200 14823 CONNECT www.example.co.jp:443 - FIRSTUP_PARENT/10.0.0.8 -',
      ],
      events: [{ url_domain: 'www.example.co.jp', destination_ip: '::', event_outcome: 'success' }],
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
    {
      lines: [
        'Oct  5 09:00:01 proxy (squid-1)[812]: 1475629205.123456     90 192.168.10.33 TCP_REFRESH_MODIFIED/200 812 GET http://www.example.com/ - HIER_DIRECT/203.0.113.80 text/html; charset=utf-8',
        '<134>1 2016-10-05T10:00:05+09:00 proxy squid 812 - - 1475629206.000      0 - TCP_MISS/200 812 GET http://ca.example.com/ca.crt - HIER_DIRECT/203.0.113.80 -',
        '1475629207.004      0 192.168.10.33 NONE_NONE/000 0 - error:transaction-end-before-headers - HIER_NONE/- -',
      ],
      events: [
        { time: '2016-10-05T01:00:05.123Z', source_ip: '192.168.10.33', http_response_mime_type: 'text/html' },
        { source_ip: '::', source_address: '', url_domain: 'ca.example.com' },
        { source_ip: '192.168.10.33', url_domain: '', http_request_method: '', http_response_status_code: 0 },
      ],
    },
  ],
}

/** logformat referrer: time, client, the page that led to it, the URL; no method, no answer */
const squidReferrer: Format = {
  ...about,
  id: 'squid-referrer',
  title: "Squid, logformat 'referrer' (referer.log)",
  pattern: '\\d{9,11}\\.\\d{3} [0-9A-Za-z.:_-]+ (?:https?://\\S+|-) (?:[a-z]+://\\S+|\\S+:\\d+)$',
  columns: () => ({
    time: epochTime('step[1]'),
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[2])',
    source_address: 'step[2]',
    destination_port: urlPort('step[4]', "''"),
    network_protocol: "'http'",
    url_domain: urlDomain('step[4]'),
    url_original: 'step[4]',
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
    http_request_referrer: "if(step[3] = '-', '', step[3])",
  }),
  examples: [
    {
      lines: ['1475629201.123 192.168.10.21 http://portal.example.co.jp/a http://www.example.com/b?c=d'],
      events: [
        {
          time: '2016-10-05T01:00:01.123Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.com',
          http_request_referrer: 'http://portal.example.co.jp/a',
          http_response_bytes: -1,
        },
      ],
    },
  ],
}

export const SQUID_NATIVE_FORMATS = [squidPlain, squidExtended, squidReferrer]
