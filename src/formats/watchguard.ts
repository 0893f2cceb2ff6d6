/** WatchGuard Firebox (Fireware OS): traffic, proxies and DNS, as its own syslog text and as LEEF: one mapping for both. */
import { literal } from './envelope.ts'
import type { Format, FormatExample } from './format.ts'
import { count, firstOf, PAIRS, transport } from './pairs.ts'
import { digits, isoTime, monthNumber, withOffset } from './time.ts'
import { urlDomain } from './url.ts'

type Kind = 'web' | 'dns' | 'flow'
/** SQL of a field by its LEEF name, '' where it is missing */
type Field = (name: string) => string

const ADDRESS = '[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+'
const MESSAGE_ID = '[0-9A-F]{4}-[0-9A-F]{4}'

/** serial number, behind it the cluster's name where a member writes, the device's own time, program; all but the program may be missing */
export const SYSLOG_HEAD = `(?:[A-Za-z0-9_.-]+ ){0,2}(?:\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\) )?[a-z][a-z-]*(?:\\[\\d+\\])?: msg_id="${MESSAGE_ID}" `
const CONNECTION = `[A-Z][a-z]+ .* (?:[a-z][a-z0-9-]* |[a-z0-9]+ \\d+ \\d+ )${ADDRESS} ${ADDRESS} `
/** 1 disposition, 2 protocol, 3 source, 4 destination, 5 and 6 ports (or ICMP type and code), 7 the rest */
const GROUPS = literal(
  `msg_id="${MESSAGE_ID}" ([A-Z][a-z]+) .+? ([a-z][a-z0-9-]*) (?:\\d+ \\d+ )?(${ADDRESS}) (${ADDRESS})(?: (\\d+) (\\d+))?(?: |$)(.*)`,
)
const SYSLOG_STEP = `tuple(extractGroups(payload, ${GROUPS}), ${PAIRS})`
const POLICY = literal(' \\(([^()]*)\\)$')

export const LEEF_HEAD = '(?:LEEF:)?\\d+\\.\\d+\\|WatchGuard\\|[^|]*\\|[^|]*\\|[0-9A-F]{8}\\|'
const LEEF_STEP = `extractKeyValuePairs(replaceAll(replaceRegexpOne(payload, ${literal(`^${LEEF_HEAD}`)}, ''), '#011', '\\t'), '=', '\\t', '\\x01')`

const PLACES: Record<string, number> = { disp: 1, proto: 2, src: 3, dst: 4, srcPort: 5, dstPort: 6 }
const syslogField: Field = (name) => {
  const place = PLACES[name]
  if (place !== undefined) return `tupleElement(step, 1)[${place}]`
  return name === 'policy' ? `extract(payload, ${POLICY})` : `tupleElement(step, 2)['${name}']`
}
const leefField: Field = (name) => `step['${name}']`

/** the time in brackets is UTC */
export const SYSLOG_TIME = `coalesce(${isoTime(`extract(payload, ${literal('^[^(]*\\((\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)\\)')})`, "'UTC'")}, envelope_time)`

/** devTime=Sep 23 2022 09:51:24 +0200 */
function leefTime(timezone: string): string {
  const stamp = leefField('devTime')
  const parts = {
    month: monthNumber(`substring(${stamp}, 1, 3)`),
    day: digits(stamp, 5, 2),
    year: digits(stamp, 8, 4),
    hour: digits(stamp, 13, 2),
    minute: digits(stamp, 16, 2),
    second: digits(stamp, 19, 2),
  }
  return `coalesce(${withOffset(parts, `extract(${stamp}, '([+-]\\\\d{4})$')`, timezone)}, envelope_time)`
}

function columns(kind: Kind, field: Field): Record<string, string> {
  const denied = `match(${field('disp')}, '(?i)den(y|ied)|drop|block|strip')`
  const port = (name: string) => `if(${field('proto')} IN ('icmp', 'icmpv6'), 0, toUInt16OrZero(${field(name)}))`
  const common = {
    source_ip: `toIPv6OrDefault(${field('src')})`,
    source_address: field('src'),
    source_port: port('srcPort'),
    destination_ip: `toIPv6OrDefault(${field('dst')})`,
    destination_port: port('dstPort'),
  }
  const user = firstOf(field('src_user'), field('usrName'), field('authenticated_user'))
  if (kind === 'dns') {
    return {
      ...common,
      observer_type: "'firewall'",
      event_type: "'query'",
      dns_question_name: `lower(trimRight(${field('question')}, '.'))`,
      dns_question_type: `upper(${field('query_type')})`,
    }
  }
  if (kind === 'web') {
    const domain = firstOf(field('dstname'), field('host'), field('sni'), field('cn'))
    const tls = `(${field('op')} = '' AND (${field('sni')} != '' OR ${field('dstPort')} = '443'))`
    const path = firstOf(field('arg'), field('path'))
    return {
      ...common,
      observer_type: "'proxy'",
      user_name: user,
      network_protocol: `if(${tls}, 'tls', 'http')`,
      http_request_method: field('op'),
      url_domain: urlDomain(domain),
      url_original: `concat(if(${field('dstPort')} = '443', 'https://', 'http://'), ${domain}, ${path})`,
      event_outcome: `if(${denied}, 'denied', 'success')`,
      event_action: firstOf(field('msg'), field('disp')),
      http_request_bytes: count(field('sent_bytes')),
      http_response_bytes: count(field('rcvd_bytes')),
      event_duration_ms: `if(${field('elapsed_time')} = '', -1, toInt64(toFloat64OrZero(extract(${field('elapsed_time')}, '^[0-9.]+')) * 1000))`,
      http_response_mime_type: field('content_type'),
    }
  }
  return {
    ...common,
    observer_type: "'firewall'",
    user_name: user,
    network_transport: transport(field('proto')),
    network_application: field('app_name'),
    event_action: `if(${denied}, 'denied', 'allowed')`,
    event_id: `concat(${field('src')}, ':', ${field('srcPort')}, '>', ${field('dst')}, ':', ${field('dstPort')})`,
    source_bytes: count(field('sent_bytes')),
    destination_bytes: count(field('rcvd_bytes')),
    event_duration_ms: `if(${field('duration')} = '', -1, toInt64OrZero(${field('duration')}) * 1000)`,
    rule_name: field('policy'),
  }
}

const TABLES = { web: 'web_event', dns: 'dns_event', flow: 'flow_event' } as const
const REQUIRED: Record<Kind, string> = {
  web: "source_ip != toIPv6('::') AND url_domain != ''",
  dns: "source_ip != toIPv6('::') AND dns_question_name != ''",
  flow: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
}
const TITLES: Record<Kind, string> = { web: 'HTTP and HTTPS proxy', dns: 'DNS proxy', flow: 'traffic' }

export const about = {
  vendor: 'WatchGuard',
  product: 'Firebox (Fireware OS)',
  source: 'https://www.watchguard.com/help/docs/fireware/12/en-US/log_catalog/Log-Catalog_v12_10.pdf',
}

const SYSLOG_KEYS: Record<Kind, string> = {
  web: '.* (?:dstname|sni|host)="',
  dns: '.*question="',
  flow: '',
}
const LEEF_KEYS: Record<Kind, string> = {
  web: '.*(?:\\t|#011)src=.*(?:\\t|#011)(?:dstname|sni|host)=',
  dns: '.*(?:\\t|#011)src=.*(?:\\t|#011)question=',
  flow: '.*(?:\\t|#011)src=.*(?:\\t|#011)dst=',
}

const syslog = (kind: Kind): Format => ({
  ...about,
  id: `watchguard-${kind}`,
  title: `WatchGuard Firebox ${TITLES[kind]}, syslog`,
  table: TABLES[kind],
  time: 'envelope',
  pattern: `${SYSLOG_HEAD}${CONNECTION}${SYSLOG_KEYS[kind]}`,
  step: SYSLOG_STEP,
  columns: () => ({ time: SYSLOG_TIME, ...columns(kind, syslogField) }),
  required: REQUIRED[kind],
  examples: SYSLOG_EXAMPLES[kind],
})

const leef = (kind: Kind): Format => ({
  ...about,
  id: `watchguard-leef-${kind}`,
  title: `WatchGuard Firebox ${TITLES[kind]}, LEEF`,
  table: TABLES[kind],
  time: 'envelope',
  pattern: `${LEEF_HEAD}${LEEF_KEYS[kind]}`,
  step: LEEF_STEP,
  columns: ({ timezone }) => ({ time: leefTime(timezone), ...columns(kind, leefField) }),
  required: REQUIRED[kind],
  examples: LEEF_EXAMPLES[kind],
})

const SYSLOG_EXAMPLES: Record<Kind, FormatExample[]> = {
  web: [
    {
      lines: [
        '<142>Oct  5 09:00:02 Firebox-HQ FVE6035FD3AE3 (2026-10-05T00:00:01) http-proxy[2021]: msg_id="1AFF-0024" Allow 1-Trusted 0-External tcp 192.168.10.21 203.0.113.80 51022 80 msg="HTTP request" proxy_act="HTTP-Client.1" op="GET" dstname="WWW.example.co.jp" arg="/news/index.html" sent_bytes="339" rcvd_bytes="5120" elapsed_time="5.037750 sec(s)" src_user="tanaka@example.co.jp" (HTTP-proxy-00)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.80',
          destination_port: 80,
          user_name: 'tanaka@example.co.jp',
          http_request_method: 'GET',
          url_domain: 'www.example.co.jp',
          url_original: 'http://WWW.example.co.jp/news/index.html',
          http_request_bytes: 339,
          http_response_bytes: 5120,
          event_duration_ms: 5037,
          event_outcome: 'success',
        },
      ],
    },
    {
      lines: [
        '<142>Oct  5 09:00:03 Firebox-HQ FVE6035FD3AE3 https-proxy[2022]: msg_id="2CFF-0000" Deny 1-Trusted 0-External tcp 192.168.10.21 203.0.113.81 51023 443 msg="ProxyDeny: HTTPS Request categories" proxy_act="HTTPS-Client.1" cats="Phishing" sni="c2.example.net" (HTTPS-proxy-00)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:03.000Z',
          url_domain: 'c2.example.net',
          network_protocol: 'tls',
          event_outcome: 'denied',
        },
      ],
    },
  ],
  dns: [
    {
      lines: [
        '<142>Oct  5 09:00:02 Firebox-HQ FVE6035FD3AE3 (2026-10-05T00:00:01) dns-proxy[2023]: msg_id="1DFF-000F" Allow 1-Trusted 0-External udp 192.168.10.21 203.0.113.53 52818 53 msg="DNS request" proxy_act="DNS-Outgoing" query_type="A" question="WWW.example.co.jp" (DNS-proxy-00)',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
          event_type: 'query',
        },
      ],
    },
  ],
  flow: [
    {
      lines: [
        '<142>Oct  5 09:00:02 Firebox-HQ FVE6035FD3AE3 (2026-10-05T00:00:01) firewall: msg_id="3000-0151" Allow 1-Trusted 0-External tcp 192.168.10.21 203.0.113.9 53018 443 app_id="63" app_cat_id="18" app_ctl_disp="2" duration="80" sent_bytes="652" rcvd_bytes="423" (LAN out)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.9',
          destination_port: 443,
          network_transport: 'tcp',
          event_action: 'allowed',
          source_bytes: 652,
          destination_bytes: 423,
          event_duration_ms: 80000,
          rule_name: 'LAN out',
        },
      ],
    },
    {
      lines: [
        '2026-10-05T09:00:03.484998+09:00 Firebox-HQ-A FVE6035FD3AE3 Firebox-HQ firewall: msg_id="3000-0151" Allow Servers External tcp 192.168.20.20 203.0.113.66 59933 22 src_ip_nat="198.51.100.14" src_port_nat="17842" duration="100" sent_pkts="172161" rcvd_pkts="1222" sent_bytes="206589955" rcvd_bytes="1464385"  (Servers-Out-00)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:03.484Z',
          source_ip: '192.168.20.20',
          destination_port: 22,
          source_bytes: 206589955,
          rule_name: 'Servers-Out-00',
        },
      ],
    },
    {
      lines: [
        '<142>Oct  5 09:00:03 Firebox-HQ FVE6035FD3AE3 (2026-10-05T00:00:02) firewall[10]: msg_id="3000-0173" Deny 0-External Firebox 52 tcp 20 127 2001:db8::44 2001:db8:1::1 62443 22 offset 8 S 832026162 win 8192 blocked sites (Internal Policy)',
      ],
      events: [
        {
          source_ip: '2001:db8::44',
          destination_port: 22,
          event_action: 'denied',
          source_bytes: -1,
          source_port: 62443,
        },
      ],
    },
    {
      lines: [
        '<142>Oct  5 09:00:03 Firebox-HQ FVE6035FD3AE3 (2026-10-05T00:00:02) firewall[10]: msg_id="3000-0148" Allow 1-Trusted 0-External 60 icmp 20 127 192.168.10.21 203.0.113.9 8 0 (Ping-00)',
      ],
      events: [{ destination_ip: '203.0.113.9', network_transport: 'icmp', destination_port: 0 }],
    },
  ],
}

const LEEF_EXAMPLES: Record<Kind, FormatExample[]> = {
  web: [
    {
      lines: [
        '<142>Oct  5 09:00:02 Firebox-HQ LEEF:1.0|WatchGuard|XTM|12.8.2.B666661|1AFF0024|serial=0\tpolicy=HTTPS-LAN-00\tdisp=Allow\tin_if=LAN\tout_if=WAN2\tgeo_dst=USA\tsrc=192.168.10.21\tsrcPort=52804\tdst=203.0.113.80\tdstPort=443\tproto=tcp\tproxy_act=HTTP-Client-LAN\top=GET\tdstname=www.example.co.jp\targ=/favicon.ico\tsent_bytes=604\trcvd_bytes=0\telapsed_time=0.001407 sec(s)\tmsg=HTTP request',
      ],
      events: [
        {
          time: '2026-10-05T00:00:02.000Z',
          url_original: 'https://www.example.co.jp/favicon.ico',
          http_request_bytes: 604,
          http_response_bytes: 0,
          network_protocol: 'http',
        },
      ],
    },
  ],
  dns: [
    {
      lines: [
        'Oct  5 09:00:02 Firebox-HQ 1.0|WatchGuard|XTM|12.10.1.B689694|1DFF000F|host_name=M2#011serial=A#011policy=DNS-proxy-00#011disp=Allow#011in_if=LAN - 10 Gbits#011out_if=WAN#011src=192.168.10.21#011srcPort=52818#011dst=203.0.113.53#011dstPort=53#011proto=udp#011query_type=A#011question=example.org#011msg=DNS request',
      ],
      events: [{ source_ip: '192.168.10.21', dns_question_name: 'example.org', destination_port: 53 }],
    },
  ],
  flow: [
    {
      lines: [
        'Oct  5 09:00:02 Firebox-HQ LEEF:1.0|WatchGuard|XTM|12.8.2.B666661|30000151|sys_name=HQ\tdevTimeFormat=MMM dd yyyy HH:mm:ss Z\tdevTime=Oct 05 2026 02:00:01 +0200\tpolicy=Any From Firebox-00\tdisp=Deny\tin_if=LAN\tout_if=WAN\tsrc=192.168.10.21\tsrcPort=46416\tdst=203.0.113.9\tdstPort=443\tproto=tcp\tsrc_user=tanaka\tduration=38\tsent_bytes=69\trcvd_bytes=185',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          destination_port: 443,
          event_action: 'denied',
          rule_name: 'Any From Firebox-00',
          user_name: 'tanaka',
          source_bytes: 69,
          event_duration_ms: 38000,
        },
      ],
    },
  ],
}

export const WATCHGUARD_FORMATS: Format[] = (['web', 'dns', 'flow'] as const).flatMap((kind) => [
  syslog(kind),
  leef(kind),
])
