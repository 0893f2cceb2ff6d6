/** Cisco Meraki MX and MR: flows, URLs, DHCP leases and sign-ins to the VPN in syslog. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { transport, value } from './pairs.ts'
import { found, matches, source } from './pick.ts'
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

/** exports hide parts of it: 00:18:0A:XX:XX:XX would be one computer for all of a maker */
const wholeMac = (mac: string) => `if(match(${mac}, '^[0-9A-Fa-f:]+$'), lower(${mac}), '')`

const KINDS = '(?:flows|ip_flow_start|ip_flow_end|(?:[a-z0-9_]+_)?firewall)'
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
    source_mac: wholeMac(value('mac')),
    network_transport: transport(value('protocol')),
    // `flows deny src=…`, or the rule that matched: `pattern: deny (dst …)`, of inbound rules `pattern: 1 all` (1 denies, 0 allows)
    event_action: `if(match(payload, ${literal(`^${HEAD}[a-z0-9_]+ (?:deny|block|drop)|pattern: (?:deny|1|Group Policy Deny)(?: |$)| decision=(?:block|den)`)}), 'denied', 'allowed')`,
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
    {
      lines: [
        '1791158402.285901262 MX67 l7_firewall src=192.168.10.21 dst=203.0.113.9 protocol=tcp sport=59526 dport=443 decision=blocked',
      ],
      events: [{ source_port: 59526, destination_port: 443, event_action: 'denied' }],
    },
    {
      lines: [
        '1791158403.886213117 MX60 flows src=203.0.113.9 dst=198.51.100.1 protocol=udp sport=13943 dport=16329 pattern: 1 all',
        '1791158404.886213117 MX60 firewall src=203.0.113.9 dst=198.51.100.1 protocol=tcp sport=13943 dport=443 pattern: 0 all',
      ],
      events: [{ event_action: 'denied' }, { event_action: 'allowed' }],
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
    source_mac: wholeMac('step[2]'),
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
    {
      lines: [
        '1791156672.148681168 MX84 events dhcp lease of ip 192.168.10.22 from server mac E0:CB:BC:0F:XX:XX for client mac 00:1B:44:XX:XX:XX from router 192.168.10.1 on subnet 255.255.255.0 with dns 192.168.10.1, 192.168.10.2',
      ],
      events: [{ source_ip: '192.168.10.22', source_mac: '' }],
    },
  ],
}

const JOINED = "(?:client_vpn|anyconnect_vpn)_(?:connect|disconnect) user id '[^']+' "
const REFUSED = "type=anyconnect_vpn_auth_failure msg= ?'"
/**
 * Who was let in is told twice: by the server that checked the password, mostly without a name, and as connected. The
 * latter is the sign-in. Of a refused one the name is never told.
 */
const vpn: Format = {
  ...about,
  id: 'meraki-vpn-auth',
  title: 'Cisco Meraki sign-ins to the VPN',
  table: 'auth_event',
  pattern: `${HEAD}events (?:${JOINED}|${REFUSED})`,
  step: "''",
  columns: () => ({
    time: TIME,
    observer_type: "'vpn'",
    observer_name: found('^(?:1 )?\\S+ (\\S+)'),
    ...source(found('(?:connected from |Peer IP=)([0-9A-Fa-f.:]+)')),
    source_port: `toUInt16OrZero(${found('Peer port[=[](\\d+)')})`,
    user_name: found("user id '([^']+)'"),
    // a tunnel that comes back, be it from another network, asks for no password
    event_action: `multiIf(${matches('_disconnect ')}, 'logout', ${matches(' reconnected from ')}, 'session', 'login')`,
    event_outcome: `if(${matches('_auth_failure ')}, 'failure', 'success')`,
    event_reason: found("_auth_failure .*[:-] (.+?)\\.? *'"),
    network_protocol: "'vpn'",
    event_details: found(' local ip ([0-9A-Fa-f.:]+)'),
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        "<134>1 1791158401.669153546 MX84 events client_vpn_connect user id 'tanaka@example.co.jp' local ip 192.168.10.145 connected from 203.0.113.9",
        "1791158402.416656563 MX84 events anyconnect_vpn_connect user id 'tanaka' local ip 192.168.10.146 reconnected from 203.0.113.10",
        "1791158403.416656563 MX84 events anyconnect_vpn_disconnect user id 'tanaka' local ip 192.168.10.146 connected from 203.0.113.9",
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.669Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'success',
          event_details: '192.168.10.145',
          observer_name: 'MX84',
        },
        { source_ip: '203.0.113.10', user_name: 'tanaka', event_action: 'session' },
        { event_action: 'logout' },
      ],
    },
    {
      lines: [
        "1791158404.124589040 MX84 events type=anyconnect_vpn_auth_failure msg= 'Peer IP=203.0.113.9Peer port[8748] AAA[8]: AAA authenticate failed retval=7 - Authentication failure '",
        "1791158405.226844514 MX84 events type=anyconnect_vpn_auth_failure msg= 'RADIUS[373] Server IP=192.168.10.5 Server port=1812 Peer IP=203.0.113.9 Peer port=56735: Authentication request rejected. '",
      ],
      events: [
        {
          source_ip: '203.0.113.9',
          source_port: 8748,
          user_name: '',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'Authentication failure',
        },
        { source_ip: '203.0.113.9', event_outcome: 'failure', event_reason: 'Authentication request rejected' },
      ],
    },
  ],
}

/** an address and its port; the last colon parts it, of IPv6 as well */
const END = '\\[?([0-9A-Fa-f.:]+?)\\]?(?::(\\d+))?'
/** 1 and 2 the sender's address and port, 3 and 4 the receiver's: older devices name one of them only */
const ENDS = literal(` src=${END}(?: +dst=${END})? `)
const ALERTED = '(?:ids_alerted|ids-alerts|security_filtering_file_scanned) (?:.* )?src='

const security: Format = {
  ...about,
  id: 'meraki-security',
  title: 'Cisco Meraki intrusion alerts and files that its malware protection looked at',
  table: 'flow_event',
  pattern: `${HEAD}(?:security_event )?${ALERTED}[0-9A-Fa-f.:\\[]`,
  step: `extractGroups(concat(payload, ' '), ${ENDS})`,
  columns: () => ({
    time: TIME,
    observer_type: "'firewall'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    source_port: 'toUInt16OrZero(step[2])',
    destination_ip: 'toIPv6OrDefault(step[3])',
    destination_port: 'toUInt16OrZero(step[4])',
    source_mac: wholeMac(found(' mac=(\\S+)')),
    destination_domain: urlDomain(found(' url=(\\S+)')),
    network_transport: "extract(payload, ' protocol=([a-z]+)')",
    event_action: `multiIf(${matches(' decision=block| action=(?:block|rst|drop)')}, 'denied', ${matches(' (?:decision|action)=allow')}, 'allowed', 'other')`,
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    observer_name: `extract(payload, ${literal('^(?:1 )?\\S+ (\\S+)')})`,
    rule_name: `if(${found(' signature=(\\S+)')} != '', trim(concat(${found(' signature=(\\S+)')}, ' ', ${found(' message: (.*)$')})), ${found(" name='([^']*)'")})`,
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '<134>1 1791158401.774247467 MX84 security_event ids_alerted signature=1:28423:1 priority=1 timestamp=1791158401.647461 dhost=00:1B:44:11:3A:B7 direction=ingress protocol=tcp/ip src=203.0.113.9:80 dst=192.168.10.21:53023 decision=blocked action=rst message: EXPLOIT-KIT x src=192.0.2.1:5 dst=192.0.2.2:1',
        '1791158402.514782056 MX84 ids-alerts signature=129:4:1 priority=3 timestamp=1791158402.512569 direction=ingress protocol=tcp/ip src=203.0.113.10:80',
        "<134>1 1791158403.514782056 MX84 security_event security_filtering_file_scanned url=http://www.Example.com/a.exe src=192.168.10.21:53150 dst=203.0.113.11:80 mac=00:1B:44:11:3A:B7 name='EICAR test' sha256=abc disposition=malicious action=block",
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.774Z',
          source_ip: '203.0.113.9',
          source_port: 80,
          destination_ip: '192.168.10.21',
          destination_port: 53023,
          network_transport: 'tcp',
          event_action: 'denied',
        },
        { source_ip: '203.0.113.10', destination_ip: '::', event_action: 'other', rule_name: '129:4:1' },
        {
          source_ip: '192.168.10.21',
          destination_domain: 'www.example.com',
          event_action: 'denied',
          rule_name: 'EICAR test',
        },
      ],
    },
  ],
}

export const MERAKI_FORMATS: Format[] = [security, flow, web, lease, vpn]
