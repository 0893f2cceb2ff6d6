/** W3C extended logs: `#Fields:` names the columns. A proxy's (Blue Coat ProxySG, others) and IIS's are told apart by their fields. */
import { type Format, fieldAt } from './format.ts'
import { clfTime, digits, epochTime, localTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const SOURCE = 'https://www.w3.org/TR/WD-logfile.html'

export const header = (accepts: (fields: string[]) => boolean): NonNullable<Format['header']> => ({
  pattern: '#[Ff]ields: ',
  fields: (line) =>
    line
      .replace(/^#fields:\s*/i, '')
      .trim()
      .split(/[\t ]+/),
  accepts,
  headerless: null,
})
const isProxy = (fields: string[]) =>
  fields.includes('c-ip') &&
  ['s-action', 'sc-filter-result', 'cs-host', 'cs-uri', 'x-virus-id'].some((name) => fields.includes(name)) &&
  !isIis(fields)
const isIis = (fields: string[]) =>
  fields.includes('c-ip') &&
  fields.includes('cs-uri-stem') &&
  !fields.includes('s-action') &&
  !fields.includes('cs-uri-scheme')

/** the cloud service's lines begin with the customer's number */
export const DATA =
  '(?:(?:\\d+[\\t ])?"?\\d{4}-\\d\\d-\\d\\d[\\t ]"?\\d\\d:\\d\\d:\\d\\d|\\d{9,10}(?:\\.\\d{3})?[\\t ]|"?\\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:|[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+[\\t ])'
/** parted by tabs where one follows the first value (a time may hold a blank), else by blanks outside of quotes, which may hold tabs */
export const STEP =
  'if(match(payload, \'^(?:"?\\\\d{4}-\\\\d\\\\d-\\\\d\\\\d |"?\\\\[[^\\\\]]*)?[^ \\t]*\\t\'), splitByChar(\'\\t\', payload), extractAll(payload, \'("(?:[^"]|"")*"|\\\\[[^\\\\]]*\\\\]|\\\\S+)\'))'

export const reader = (fields: string[]) => {
  const raw = (name: string) => `trim(BOTH '"' FROM ${fieldAt(fields, name)})`
  const first = (...names: string[]) => names.find((name) => fields.includes(name)) ?? names[0] ?? ''
  const at = (...names: string[]) => `if(${raw(first(...names))} = '-', '', ${raw(first(...names))})`
  const count = (...names: string[]) =>
    names.some((name) => fields.includes(name)) ? `if(${at(...names)} = '', -1, toInt64OrZero(${at(...names)}))` : '-1'
  return { at, count, has: (name: string) => fields.includes(name) }
}

/** date and time are in UTC (W3C); localtime and x-timestamp carry or imply their own zone */
export function time({ at, has }: ReturnType<typeof reader>, timezone: string): string {
  if (has('date') && has('time')) {
    return localTime(
      {
        year: digits(at('date'), 1, 4),
        month: digits(at('date'), 6, 2),
        day: digits(at('date'), 9, 2),
        hour: digits(at('time'), 1, 2),
        minute: digits(at('time'), 4, 2),
        second: digits(at('time'), 7, 2),
      },
      "'UTC'",
    )
  }
  if (has('timestamp') || has('x-timestamp-unix')) return epochTime(at('timestamp', 'x-timestamp-unix'))
  return clfTime(`trim(BOTH '[]' FROM ${at('localtime', 'gmttime', 'x-localtime')})`, timezone)
}

const NOTES = [
  {
    pattern: '#(?:Software|Version|Date|Remark|Start-Date|End-Date|GMT-Offset|Build|Rotation)\\b',
    reason: { ja: '見出し', en: 'header' },
  },
]

const proxy: Format = {
  id: 'w3c-proxy',
  title: 'W3C extended log of a web proxy (Blue Coat ProxySG and others)',
  vendor: 'Broadcom and others',
  product: 'ProxySG',
  source: `${SOURCE}, https://techdocs.broadcom.com/us/en/symantec-security-software/web-and-network-security/proxysg/ (ELFF)`,
  table: 'web_event',
  envelope: 'none',
  time: 'payload',
  pattern: DATA,
  header: header(isProxy),
  step: STEP,
  columns: ({ fields, timezone }) => {
    const field = reader(fields)
    const { at, count } = field
    const named = at('cs-host', 'cs-uri-host', 'x-cs-host', 'r-host', 'r-dns', 's-hostname')
    // without a field of its own, the host stands in the URL
    const host = `if(${named} = '', ${urlDomain(at('cs-uri'))}, ${named})`
    const method = `replaceRegexpOne(${at('cs-method', 's-operation')}, '^unknown$', '')`
    const port = `toUInt16OrZero(${at('cs-uri-port', 's-port', 'r-port')})`
    const scheme = at('cs-uri-scheme', 'cs-protocol')
    const url = field.has('cs-uri')
      ? at('cs-uri')
      : `concat(if(${scheme} IN ('', 'ssl', 'tcp'), '', concat(${scheme}, '://')), ${host}, ${at('cs-uri-path', 'cs-uri-stem')}, if(${at('cs-uri-query')} = '', '', concat('?', trimLeft(${at('cs-uri-query')}, '?'))))`
    const status = `toUInt16OrZero(${at('sc-status', 'rs-status')})`
    return {
      time: time(field, timezone),
      observer_type: "'proxy'",
      source_ip: `toIPv6OrDefault(${at('c-ip')})`,
      source_address: at('c-ip'),
      source_port: `toUInt16OrZero(${at('c-port')})`,
      destination_ip: `toIPv6OrDefault(${at('r-ip', 'r-supplier-ip', 's-supplier-ip', 'cs-ip')})`,
      destination_port: `multiIf(${port} > 0, ${port}, ${urlPort(at('cs-uri'), method)} > 0, ${urlPort(at('cs-uri'), method)}, ${scheme} = 'https' OR ${method} = 'CONNECT', 443, 80)`,
      user_name: at('cs-username', 'cs-user', 'cs-auth-user', 'cs-userdn'),
      network_protocol: `if(${scheme} IN ('ssl', 'tcp'), 'tls', 'http')`,
      http_request_method: method,
      url_domain: `lower(extract(${host}, '^\\\\[?([^\\\\]:/]+)'))`,
      url_original: url,
      http_response_status_code: status,
      event_outcome: `multiIf(${at('sc-filter-result')} IN ('DENIED', 'denied', 'BLOCKED') OR ${at('s-action')} LIKE '%DENIED%' OR ${at('action')} = 'Denied' OR ${status} IN (403, 407), 'denied', ${status} >= 500, 'failure', 'success')`,
      event_action: at('s-action', 'action', 'sc-filter-result'),
      http_request_bytes: count('cs-bytes'),
      http_response_bytes: count('sc-bytes'),
      event_duration_ms: count('time-taken'),
      user_agent_original: at('cs(User-Agent)', 'c-agent'),
      http_request_referrer: at('cs(Referer)', 'cs-referred'),
      http_response_mime_type: at('rs(Content-Type)', 'cs-mime-type', 'cs(Content-Type)'),
    }
  },
  required: "source_address != ''",
  ignore: NOTES,
  examples: [
    {
      lines: [
        '#Fields: gmttime c-ip cs-method cs-uri sc-status',
        '[05/Oct/2026:00:00:01 GMT] 192.168.10.21 GET http://www.example.com/a 200',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', source_ip: '192.168.10.21', url_domain: 'www.example.com' }],
    },
    {
      lines: [
        '#Fields: c-ip cs-username c-agent date time s-computername cs-referred r-host r-ip r-port cs-bytes sc-bytes cs-protocol s-operation cs-uri cs-mime-type sc-status action',
        [
          '192.168.10.21',
          'EXAMPLE\\tanaka',
          'Mozilla/5.0 (X)',
          '2026-10-05',
          '00:00:01',
          'TMG1',
          '-',
          'www.Example.com',
          '203.0.113.9',
          '443',
          '300',
          '5000',
          'SSL-tunnel',
          'CONNECT',
          'www.example.com:443',
          '-',
          '12202',
          'Denied',
        ].join('\t'),
        '#Fields: date time c-ip cs-method cs-uri sc-status x-virus-id',
        '2026-10-05 00:00:02 192.168.10.22 GET http://www.example.co.jp:8080/a 200 -',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          http_request_method: 'CONNECT',
          url_domain: 'www.example.com',
          destination_port: 443,
          user_agent_original: 'Mozilla/5.0 (X)',
          event_outcome: 'denied',
        },
        { source_ip: '192.168.10.22', url_domain: 'www.example.co.jp', destination_port: 8080 },
      ],
    },
    {
      lines: [
        '#Fields: date time time-taken c-ip cs-username sc-status s-action sc-bytes cs-bytes cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs(Referer) cs(User-Agent) sc-filter-result r-ip',
        '2026-10-05 00:00:01 187 192.168.10.21 tanaka 200 TCP_NC_MISS 5120 420 GET http WWW.example.co.jp 80 /news/index.html ?id=5 - "Mozilla/5.0 (Windows NT 10.0)" OBSERVED 203.0.113.80',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          url_original: 'http://WWW.example.co.jp/news/index.html?id=5',
          http_request_bytes: 420,
          http_response_bytes: 5120,
          event_duration_ms: 187,
          destination_ip: '203.0.113.80',
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
          http_request_referrer: '',
        },
      ],
    },
    {
      lines: [
        '#Fields: x-bluecoat-request-tenant-id date time x-bluecoat-appliance-name time-taken c-ip cs-userdn cs-auth-groups sc-filter-result cs-categories sc-status s-action cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs(User-Agent) sc-bytes cs-bytes r-ip',
        '33741 2026-10-05 00:00:01 "DP2-GJPTK1" 39 192.168.10.21 EXAMPLE\\tanaka "VPN users, Sales" OBSERVED "Technology/Internet" 0 TUNNELED unknown ssl c2.example.net 443 / - - 269 507 203.0.113.80',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'EXAMPLE\\tanaka',
          url_domain: 'c2.example.net',
          destination_ip: '203.0.113.80',
          destination_port: 443,
          network_protocol: 'tls',
          http_request_method: '',
          http_request_bytes: 507,
          http_response_bytes: 269,
        },
      ],
    },
  ],
}

/** fe80::21%4: the number of the network card says nothing elsewhere */
export const unzoned = (address: string) => `splitByChar('%', ${address})[1]`

export const iis: Format = {
  id: 'w3c-iis',
  title: 'IIS, W3C extended log',
  vendor: 'Microsoft',
  product: 'IIS',
  source: 'https://learn.microsoft.com/en-us/windows/win32/http/w3c-logging',
  table: 'web_event',
  envelope: 'none',
  time: 'payload',
  pattern: DATA,
  header: { ...header(isIis), also: ['exchange-iis', 'iis-ftp'] },
  step: STEP,
  columns: ({ fields, timezone }) => {
    const field = reader(fields)
    const { at, count } = field
    const status = `toUInt16OrZero(${at('sc-status')})`
    return {
      time: time(field, timezone),
      observer_type: "'server'",
      source_ip: `toIPv6OrDefault(${unzoned(at('c-ip'))})`,
      source_address: at('c-ip'),
      destination_ip: `toIPv6OrDefault(${unzoned(at('s-ip'))})`,
      destination_port: `toUInt16OrZero(${at('s-port')})`,
      user_name: at('cs-username'),
      network_protocol: "'http'",
      http_request_method: at('cs-method'),
      url_domain: `lower(extract(${at('cs-host')}, '^([^:]*)'))`,
      url_original: `concat(${at('cs-uri-stem')}, if(${at('cs-uri-query')} = '', '', concat('?', ${at('cs-uri-query')})))`,
      http_response_status_code: status,
      event_outcome: `multiIf(${status} IN (401, 403, 407), 'denied', ${status} >= 500, 'failure', 'success')`,
      http_request_bytes: count('cs-bytes'),
      http_response_bytes: count('sc-bytes'),
      event_duration_ms: count('time-taken'),
      user_agent_original: `replaceAll(${at('cs(User-Agent)')}, '+', ' ')`,
      http_request_referrer: at('cs(Referer)'),
    }
  },
  // IIS writes its SMTP and FTP services' commands in the same way
  required:
    "source_address != '' AND NOT match(http_request_method, '^(?:EHLO|HELO|MAIL|RCPT|DATA|BDAT|QUIT|RSET|NOOP|STARTTLS|AUTH|TURN|ETRN|VRFY|XEXCH50|OutboundConnection|USER|PASS|PASV|EPSV|PORT|EPRT|STOR|RETR|LIST|NLST|CWD|PWD|TYPE|FEAT|SYST|ControlChannel|DataChannel|[^A-Za-z])')",
  examples: [
    {
      lines: [
        '#Fields: date time c-ip cs-username s-sitename s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status',
        '2026-10-05 00:00:01 192.168.10.21 - SMTPSVC1 192.168.1.20 25 EHLO - +pc-21 250',
        '2026-10-05 00:00:02 192.168.10.21 - W3SVC1 192.168.1.20 80 GET /a b=c 200',
        '2026-10-05 00:00:03 fe80::21%4 - W3SVC1 fe80::20%4 80 GET / - 200',
      ],
      events: [
        { http_request_method: 'GET', url_original: '/a?b=c' },
        { source_ip: 'fe80::21', destination_ip: 'fe80::20' },
      ],
    },
    {
      lines: [
        '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
        '2026-10-05 00:00:01 192.168.1.20 GET /kinmu/default.aspx - 443 EXAMPLE\\tanaka 192.168.10.21 Mozilla/5.0+(Windows+NT+10.0) - 401 1 2148074254 15',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '192.168.1.20',
          event_outcome: 'denied',
          url_original: '/kinmu/default.aspx',
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
          http_request_bytes: -1,
        },
      ],
    },
  ],
}

/** IIS's own format from before W3C: client, user, date, time, service, server, address, ms, bytes in, bytes out, status, … */
const iisNative: Format = {
  id: 'iis-native',
  title: 'IIS log file format (comma-separated, fixed columns)',
  vendor: 'Microsoft',
  product: 'IIS',
  source: 'https://learn.microsoft.com/en-us/windows/win32/http/iis-logging',
  table: 'web_event',
  envelope: 'none',
  time: 'payload',
  pattern: '[0-9A-Fa-f.:]+, [^,]*, \\d{1,2}/\\d{1,2}/\\d{2,4}, \\d{1,2}:\\d\\d:\\d\\d, W3SVC\\d+, ',
  step: "splitByString(', ', payload)",
  columns: ({ timezone }) => {
    const date = (part: number) => `toInt32(toUInt16OrZero(splitByChar('/', step[3])[${part}]))`
    const clock = "leftPad(step[4], 8, '0')"
    return {
      time: localTime(
        {
          month: date(1),
          day: date(2),
          year: `if(${date(3)} < 100, 2000 + ${date(3)}, ${date(3)})`,
          hour: digits(clock, 1, 2),
          minute: digits(clock, 4, 2),
          second: digits(clock, 7, 2),
        },
        timezone,
      ),
      observer_type: "'server'",
      source_ip: 'toIPv6OrDefault(step[1])',
      source_address: 'step[1]',
      destination_ip: 'toIPv6OrDefault(step[7])',
      user_name: "if(step[2] = '-', '', step[2])",
      network_protocol: "'http'",
      http_request_method: 'step[13]',
      url_original: "replaceRegexpOne(step[14], ',$', '')",
      http_response_status_code: 'toUInt16OrZero(step[11])',
      event_outcome:
        "multiIf(step[11] IN ('401', '403'), 'denied', toUInt16OrZero(step[11]) >= 500, 'failure', 'success')",
      http_request_bytes: 'toInt64OrZero(step[9])',
      http_response_bytes: 'toInt64OrZero(step[10])',
      event_duration_ms: 'toInt64OrZero(step[8])',
    }
  },
  required: "source_address != ''",
  examples: [
    {
      lines: [
        '192.168.10.21, -, 10/05/2026, 9:00:01, W3SVC1, WEB01, 192.168.1.20, 15, 420, 5120, 200, 0, GET, /index.html, -,',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          http_request_bytes: 420,
          http_response_bytes: 5120,
        },
      ],
    },
  ],
}

export const W3C_FORMATS = [iisNative, proxy, iis]
