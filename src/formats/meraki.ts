/** Cisco Meraki MX and MR: flows, URLs and DHCP leases in syslog. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { transport, value } from './pairs.ts'
import { epochTime } from './time.ts'
import { urlDomain } from './url.ts'

/** `1 1647478988.289402144 MX84 ` and before it, from relays, a syslog header */
const HEAD = '(?:1 )?\\d{9,10}\\.\\d+ \\S+ '
const about = {
  vendor: 'Cisco',
  product: 'Meraki MX, MR',
  source:
    'https://documentation.meraki.com/General_Administration/Monitoring_and_Reporting/Syslog_Event_Types_and_Log_Samples',
  time: 'payload' as const,
}
const TIME = epochTime("extract(payload, '^(?:1 )?(\\\\d{9,10}\\\\.\\\\d+) ')")

const KINDS = '(?:flows|ip_flow_start|ip_flow_end|(?:[a-z_]+_)?firewall)'
const flow: Format = {
  ...about,
  id: 'meraki-flow',
  title: 'Cisco Meraki flows and firewall',
  table: 'flow_event',
  pattern: `${HEAD}${KINDS} (?:[a-z]+ )?src=[0-9A-Fa-f.:]+ dst=[0-9A-Fa-f.:]+ `,
  step: "extractKeyValuePairs(payload, '=', ' ', '\\x01')",
  columns: () => ({
    time: TIME,
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${value('src')})`,
    source_address: value('src'),
    source_port: `toUInt16OrZero(${value('sport')})`,
    destination_ip: `toIPv6OrDefault(${value('dst')})`,
    destination_port: `toUInt16OrZero(${value('dport')})`,
    // exports hide parts of it: 00:18:0A:XX:XX:XX
    source_mac: `if(match(${value('mac')}, '^[0-9A-Fa-f:]+$'), lower(${value('mac')}), '')`,
    network_transport: transport(value('protocol')),
    // `flows deny src=…`, or the rule that matched: `pattern: deny (dst …)`, `pattern: 0 all` (0 denies, 1 allows)
    event_action: `if(match(payload, ${literal(`^${HEAD}[a-z_]+ (?:deny|block|drop)|pattern: (?:deny|0|Group Policy Deny)(?: |$)`)}), 'denied', 'allowed')`,
    event_id: `concat(${value('src')}, ':', ${value('sport')}, '>', ${value('dst')}, ':', ${value('dport')})`,
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    observer_name: `extract(payload, ${literal('^(?:1 )?\\S+ (\\S+)')})`,
    rule_name: "extract(payload, ' pattern: (.*)$')",
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `${HEAD}(?:events|security_event|ids-alerts|airmarshal_events|urls|${KINDS}) `,
      reason: {
        ja: '無線・VPN・装置の出来事（通信ではない）',
        en: 'wireless, VPN and device events: no connection',
      },
    },
  ],
  examples: [
    {
      lines: [
        '<134>1 1791158401.289402144 MX84 flows allow src=192.168.10.21 dst=203.0.113.9 mac=00:1B:44:11:3A:B7 protocol=tcp sport=51022 dport=443',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.289Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          destination_port: 443,
          network_transport: 'tcp',
          event_action: 'allowed',
          observer_name: 'MX84',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 192.168.10.254 1 1791158401.429996761 MX84 flows src=192.168.10.21 dst=203.0.113.9 mac=00:1B:44:11:3A:B7 protocol=udp sport=64138 dport=3289 pattern: deny (src 192.168.0.0/16)',
      ],
      events: [{ time: '2026-10-05T00:00:01.429Z', event_action: 'denied', rule_name: 'deny (src 192.168.0.0/16)' }],
    },
    {
      lines: ['1791158401.496990921 AP1 flows allow src=fe80::1021 dst=ff02::1:ffb6:a227 protocol=icmp6 type=135'],
      events: [{ source_ip: 'fe80::1021', network_transport: 'icmp', destination_port: 0 }],
    },
    {
      lines: [
        '1791158401.262063982 MX84 ip_flow_start src=192.168.10.21 dst=203.0.113.9 protocol=tcp sport=64365 dport=443 translated_src_ip=198.51.100.1 translated_port=64365',
      ],
      events: [{ source_port: 64365, event_action: 'allowed' }],
    },
  ],
}

/** 1 and 2 source, 3 and 4 destination, 5 mac, 6 agent, 7 method, 8 URL; the last colon parts the port, of IPv6 as well */
const REQUEST = literal(
  "urls src=\\[?([0-9A-Fa-f.:]+?)\\]?:(\\d+) dst=\\[?([0-9A-Fa-f.:]+?)\\]?:(\\d+) (?:mac=(\\S+) )?(?:agent='([^']*)' )?(?:.* )?request: (\\S+) (\\S+)",
)
const web: Format = {
  ...about,
  id: 'meraki-urls',
  title: 'Cisco Meraki URLs',
  table: 'web_event',
  pattern: `${HEAD}urls src=\\S+:\\d+ dst=\\S+:\\d+ .*request: \\S+ \\S+`,
  step: `extractGroups(payload, ${REQUEST})`,
  columns: () => ({
    time: TIME,
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    source_port: 'toUInt16OrZero(step[2])',
    destination_ip: 'toIPv6OrDefault(step[3])',
    destination_port: 'toUInt16OrZero(step[4])',
    // of HTTPS the device knows the name alone
    network_protocol: "if(step[7] = 'UNKNOWN' AND startsWith(step[8], 'https:'), 'tls', 'http')",
    http_request_method: "if(step[7] = 'UNKNOWN', '', step[7])",
    url_domain: urlDomain('step[8]'),
    url_original: 'step[8]',
    event_outcome: "'success'",
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
    user_agent_original: 'step[6]',
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        "<134>1 1791158401.676404537 MX84 urls src=192.168.10.21:56424 dst=203.0.113.80:443 mac=00:1B:44:11:3A:B7 agent='Mozilla/5.0 (Windows NT 10.0)' request: GET https://WWW.example.co.jp/a?b=1",
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.676Z',
          source_ip: '192.168.10.21',
          source_port: 56424,
          destination_ip: '203.0.113.80',
          url_domain: 'www.example.co.jp',
          http_request_method: 'GET',
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
        },
      ],
    },
    {
      lines: [
        '1791158401.773622789 MX84 urls src=2001:db8::21:64194 dst=2001:db8:1::9:443 mac=AA:BB:CC:DD:EE:FF request: UNKNOWN https://c2.example.net/...',
      ],
      events: [
        {
          source_ip: '2001:db8::21',
          source_port: 64194,
          destination_ip: '2001:db8:1::9',
          network_protocol: 'tls',
          http_request_method: '',
          url_domain: 'c2.example.net',
        },
      ],
    },
  ],
}

const lease: Format = {
  ...about,
  id: 'meraki-dhcp',
  title: 'Cisco Meraki DHCP leases',
  table: 'lease_event',
  pattern: `${HEAD}events dhcp (?:lease of ip|release for mac) `,
  step: `extractGroups(payload, ${literal("dhcp lease of ip (\\S+) from .*?for client mac (\\S+)(?:.*hostname '?([^' ]+))?")})`,
  columns: () => ({
    time: TIME,
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    event_action: "'assign'",
    source_mac: 'lower(step[2])',
    source_name: 'step[3]',
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '<134>1 1791156672.148681168 MX84 events dhcp lease of ip 192.168.10.21 from mx mac 68:3A:1E:42:60:59 for client mac 00:1B:44:11:3A:B7 from router 192.168.10.1 on subnet 255.255.255.0 with dns 192.168.10.1',
      ],
      events: [{ time: '2026-10-04T23:31:12.148Z', source_ip: '192.168.10.21', source_mac: '00:1b:44:11:3a:b7' }],
    },
  ],
}

export const MERAKI_FORMATS: Format[] = [flow, web, lease]
