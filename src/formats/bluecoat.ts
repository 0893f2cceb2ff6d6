/** Broadcom (Symantec, Blue Coat) secure web gateways beyond W3C: ProxySG's name=value format for Splunk, and the cloud service's JSON. */
import { literal } from './envelope.ts'
import { type Format, fieldAt } from './format.ts'
import { field, jsonStep, texts } from './json-line.ts'
import { count, firstOf, PAIRS, value } from './pairs.ts'
import { isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

type Read = (...names: string[]) => string

/** ELFF's names mean the same in both. */
function columns(read: Read): Record<string, string> {
  const [scheme, host, port] = [read('cs-uri-scheme'), read('cs-host', 'cs-uri-host'), read('cs-uri-port')]
  const built = `concat(${scheme}, if(${scheme} = '', '', '://'), ${host}, if(${port} IN ('', '80', '443'), '', concat(':', ${port})), ${read('cs-uri-path')}, if(${read('cs-uri-query')} = '' OR startsWith(${read('cs-uri-query')}, '?'), '', '?'), ${read('cs-uri-query')})`
  const url = `if(${read('c-url', 'cs-uri', 'cs-url')} != '', ${read('c-url', 'cs-uri', 'cs-url')}, ${built})`
  const method = `replaceRegexpOne(${read('cs-method')}, '^unknown$', '')`
  const status = `toUInt16OrZero(${read('sc-status')})`
  const destination = firstOf(...['r-ip', 'r-supplier-ip', 's-supplier-ip'].map((name) => read(name)))
  return {
    observer_type: "'proxy'",
    source_ip: `toIPv6OrDefault(${read('c-ip', 'cs-ip')})`,
    source_address: read('c-ip', 'cs-ip'),
    destination_ip: `toIPv6OrDefault(${destination})`,
    destination_port: `if(toUInt16OrZero(${port}) > 0, toUInt16OrZero(${port}), ${urlPort(url, method)})`,
    user_name: read('cs-username', 'cs-userdn'),
    network_protocol: `if(${scheme} IN ('ssl', 'tcp'), 'tls', 'http')`,
    http_request_method: method,
    url_domain: `if(${urlDomain(host)} != '', ${urlDomain(host)}, ${urlDomain(url)})`,
    url_original: url,
    http_response_status_code: status,
    event_outcome: `multiIf(${read('sc-filter-result')} = 'DENIED' OR match(${read('s-action')}, '(?i)denied') OR ${status} IN (403, 407), 'denied', ${status} >= 500, 'failure', 'success')`,
    event_action: read('s-action'),
    http_request_bytes: count(read('cs-bytes')),
    http_response_bytes: count(read('sc-bytes')),
    event_duration_ms: count(read('time-taken')),
    user_agent_original: read('cs(User-Agent)', 'cs-User-Agent', 'cs-user-agent'),
    http_request_referrer: read('cs(Referer)', 'cs(referer)', 'cs-Referer', 'cs-referer'),
    http_response_mime_type: read('rs(Content-Type)', 'rs(content-type)', 'rs-Content-Type', 'rs-content-type'),
  }
}
const REQUIRED = "source_ip != toIPv6('::') AND url_domain != ''"

const pairs: Format = {
  id: 'bluecoat-pairs',
  title: 'Blue Coat ProxySG (Edge SWG) access log, name=value for Splunk',
  vendor: 'Broadcom',
  product: 'Edge Secure Web Gateway (ProxySG)',
  source: 'https://techdocs.broadcom.com (Edge SWG, access log formats)',
  table: 'web_event',
  envelope: 'none',
  time: 'payload',
  // the time is UTC (x-bluecoat-hour-utc …); a blank between it and the device's name may be lost
  pattern:
    '(?:<\\d{1,3}>)?(?:[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S+ )?\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ? ?\\S+ bluecoat - \\S+ - c-ip=',
  step: PAIRS,
  columns: () => ({
    time: isoTime(`extract(payload, ${literal('(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)')})`, "'UTC'"),
    ...columns((...names) => firstOf(...names.map(value))),
  }),
  required: REQUIRED,
  examples: [
    {
      lines: [
        '2026-10-05T00:00:01 proxy1 bluecoat - splunk_format - c-ip=192.168.10.21 rs-Content-Type="text/html"  cs-auth-groups=- cs-bytes=420 cs-categories="Phishing" cs-host=WWW.example.co.jp cs-ip=198.51.100.7 cs-method=GET cs-uri-port=443 cs-uri-scheme="https" cs-User-Agent="Mozilla/5.0 (Windows NT 10.0)" cs-username=tanaka dnslookup-time=0 duration=0 rs-status=0 s-action=TCP_NC_MISS s-ip=192.168.10.254 service.name="Explicit HTTP" sc-bytes=5120 sc-filter-result=OBSERVED sc-status=200 time-taken=105 c-url="https://www.example.co.jp/a?b=1" cs-Referer="-" r-ip=203.0.113.80',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          url_original: 'https://www.example.co.jp/a?b=1',
          destination_ip: '203.0.113.80',
          destination_port: 443,
          http_request_bytes: 420,
          http_response_bytes: 5120,
          event_duration_ms: 105,
          http_request_referrer: '',
        },
      ],
    },
    {
      lines: [
        '2026-10-05T00:00:02PROXY01.EXAMPLE.ORG bluecoat - access_log - c-ip=192.168.10.21 rs-Content-Type="-" cs-bytes=63 cs-host=c2.example.net cs-method=unknown cs-uri-port=443 cs-uri-scheme=ssl s-action=TCP_ERR_MISS sc-bytes=0 sc-filter-result=DENIED sc-status=0 time-taken=17 r-ip=-',
      ],
      events: [
        { url_domain: 'c2.example.net', event_outcome: 'denied', network_protocol: 'tls', http_request_method: '' },
      ],
    },
  ],
}

const NAMES =
  'date time c-ip cs-ip cs-method cs-host cs-uri-scheme cs-uri-port cs-uri-path cs-uri-query cs-uri cs-userdn cs-username cs(User-Agent) cs(Referer) cs(referer) rs(Content-Type) rs(content-type) sc-status s-action sc-filter-result cs-bytes sc-bytes r-ip r-supplier-ip s-supplier-ip time-taken'
const known = (text: string) => `if(${text} = '-', '', ${text})`
const cloud: Format = {
  id: 'bluecoat-cloud',
  title: 'Symantec Cloud Secure Web Gateway (WSS), JSON',
  vendor: 'Broadcom',
  product: 'Cloud Secure Web Gateway',
  source: 'https://techdocs.broadcom.com (Cloud SWG, near real-time log sync, field names)',
  table: 'web_event',
  time: 'payload',
  pattern: '\\s*\\{.*"(?:cs-method|cs-host|c-ip)"\\s?:.*"(?:s-action|sc-filter-result|x-bluecoat-[a-z-]+)"\\s?:',
  step: jsonStep(texts(NAMES)),
  columns: () => ({
    time: isoTime(`concat(${field('date')}, ' ', ${field('time')})`, "'UTC'"),
    ...columns((...names) =>
      firstOf(...names.filter((name) => NAMES.split(' ').includes(name)).map((name) => known(field([name])))),
    ),
  }),
  required: REQUIRED,
  examples: [
    {
      lines: [
        '{"c-ip": "192.168.10.21", "cs(referer)": "https://portal.example.co.jp/", "cs(User-Agent)": "Mozilla/5.0", "cs-bytes": 1024, "cs-host": "WWW.example.co.jp", "cs-method": "GET", "cs-uri-path": "/a", "cs-uri-port": 443, "cs-uri-query": "b=1", "cs-uri-scheme": "https", "cs-userdn": "tanaka@example.co.jp", "date": "2026-10-05", "r-ip": "203.0.113.80", "s-action": "TCP_DENIED", "sc-bytes": 2048, "sc-filter-result": "DENIED", "sc-status": 403, "time": "00:00:01"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          url_original: 'https://WWW.example.co.jp/a?b=1',
          event_outcome: 'denied',
          http_request_bytes: 1024,
          http_response_bytes: 2048,
          user_agent_original: 'Mozilla/5.0',
        },
      ],
    },
  ],
}

/** What an appliance writes unless told otherwise. By syslog, and in a file's later part, no `#Fields:` stands before the lines: these two are known without. */
const MAIN =
  'date time time-taken c-ip sc-status s-action sc-bytes cs-bytes cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs-username cs-auth-group s-supplier-name rs(Content-Type) cs(Referer) cs(User-Agent) sc-filter-result'
const REPORTER =
  'date time time-taken c-ip cs-username cs-auth-group x-exception-id sc-filter-result cs-categories cs(Referer) sc-status s-action cs-method rs(Content-Type) cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs-uri-extension cs(User-Agent) s-ip sc-bytes cs-bytes'
const ANY = '(?:"[^"]*"|\\S+)'
const SHAPES: Record<string, string> = {
  date: '\\d{4}-\\d\\d-\\d\\d',
  time: '\\d\\d:\\d\\d:\\d\\d',
  'time-taken': '\\d+',
  'c-ip': '[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+',
  'sc-status': '\\d{1,3}',
  's-action': '[A-Z][A-Z_]+',
  'sc-bytes': '\\d+',
  'cs-bytes': '\\d+',
  'cs-method': '[A-Za-z_-]+',
  'cs-uri-scheme': '[a-z-]+',
  'cs-uri-port': '\\d+',
  'sc-filter-result': '(?:OBSERVED|PROXIED|DENIED|BLOCKED|-)',
}
const shape = (names: string) =>
  names
    .split(' ')
    .map((name) => SHAPES[name] ?? ANY)
    .join(' ')
const plain = (id: string, title: string, names: string, examples: Format['examples']): Format[] => {
  const read: Read = (...wanted) =>
    firstOf(
      ...wanted
        .filter((name) => names.split(' ').includes(name))
        .map((name) => known(`trim(BOTH '"' FROM ${fieldAt(names.split(' '), name)})`)),
      "''",
    )
  const bare: Format = {
    id,
    title,
    vendor: 'Broadcom',
    product: 'Edge Secure Web Gateway (ProxySG)',
    source: 'https://techdocs.broadcom.com (Edge SWG, access log formats: main, bcreportermain_v1)',
    envelope: 'none',
    table: 'web_event',
    time: 'payload',
    pattern: shape(names),
    step: `extractAll(payload, ${literal(ANY)})`,
    columns: () => ({ time: isoTime("concat(step[1], ' ', step[2])", "'UTC'"), ...columns(read) }),
    required: REQUIRED,
    examples: examples.map(({ lines, events }) => ({
      lines: lines.map((line) => line.replace(/^.* proxy1 /, '')),
      events,
    })),
  }
  return [
    bare,
    { ...bare, id: `${id}-syslog`, title: `${title}, by syslog`, envelope: 'syslog', tag: 'bluecoat', examples },
  ]
}
const main = plain('bluecoat-main', 'Blue Coat ProxySG (Edge SWG) access log `main` without its header', MAIN, [
  {
    lines: [
      '<14>Oct  5 09:00:02 proxy1 2026-10-05 00:00:01 187 192.168.10.21 200 TCP_NC_MISS 5120 420 GET https WWW.example.co.jp 443 /news/index.html ?id=5 EXAMPLE\\tanaka "VPN users" www.example.co.jp text/html;%20charset=UTF-8 - "Mozilla/5.0 (Windows NT 10.0)" OBSERVED "Technology/Internet" - 192.168.10.254',
      '<14>Oct  5 09:00:03 proxy1 2026-10-05 00:00:02 12 192.168.10.21 403 TCP_DENIED 900 300 unknown ssl c2.example.net 443 / - - - - - - - DENIED "Suspicious" - 192.168.10.254',
    ],
    events: [
      {
        time: '2026-10-05T00:00:01.000Z',
        source_ip: '192.168.10.21',
        user_name: 'EXAMPLE\\tanaka',
        url_domain: 'www.example.co.jp',
        url_original: 'https://WWW.example.co.jp/news/index.html?id=5',
        http_request_bytes: 420,
        http_response_bytes: 5120,
        http_response_status_code: 200,
        event_duration_ms: 187,
        user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
        event_outcome: 'success',
      },
      { url_domain: 'c2.example.net', network_protocol: 'tls', event_outcome: 'denied', user_name: '' },
    ],
  },
])
const reporter = plain(
  'bluecoat-reporter',
  'Blue Coat ProxySG (Edge SWG) access log `bcreportermain_v1` without its header',
  REPORTER,
  [
    {
      lines: [
        '<14>Oct  5 09:00:02 proxy1 2026-10-05 00:00:01 187 192.168.10.21 tanaka "VPN users" - OBSERVED "Technology/Internet" https://portal.example.co.jp/ 200 TCP_NC_MISS GET text/html https WWW.example.co.jp 443 /news/index.html ?id=5 html "Mozilla/5.0 (Windows NT 10.0)" 192.168.10.254 5120 420 -',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          http_request_bytes: 420,
          http_response_bytes: 5120,
          http_request_referrer: 'https://portal.example.co.jp/',
          destination_port: 443,
        },
      ],
    },
  ],
)

/** Beside the W3C formats that a header leads: these come after them. */
export const BLUECOAT_PLAIN: Format[] = [...main, ...reporter]
export const BLUECOAT_FORMATS: Format[] = [pairs, cloud]
