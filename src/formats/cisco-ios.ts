/** Cisco IOS and IOS XE routers: packets that an access list logs, and sign-ins to the router. */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'

/** sequence number and the device's own time, without a year: the header's is taken */
const HEAD =
  '(?:\\d+: )?(?:[0-9A-Za-z_.-]+: )?(?:\\d+: )?(?:[*.]?[A-Z][a-z]{2} [ \\d]\\d (?:\\d{4} )?\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?: [A-Z]+)?: )?'
const ADDRESS = '((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)'
/** IOS XE's forwarding engine names the module and itself before the list, and the card that the packet came by */
const LISTED = '(?:SEC|FMANFP)-6-IP(?:V6)?ACCESSLOG(?:P|DP|NP|S|RP)|IPV6(?:_ACL)?-6-ACCESSLOG(?:P|DP|NP)'
const PACKET = `%(?:${LISTED}): +(?:\\S+: fman_fp_image: +)?list (\\S+) (permitted|denied) ([A-Za-z0-9]+) (?:[0-9A-F]{2}(?:-[0-9A-F]{2}){5} )?${ADDRESS}(?:\\((\\d+)\\))?(?: \\([^)]*\\))?(?: [A-Z][A-Za-z]+[0-9][0-9/.]*)? ?(?:->|to) ${ADDRESS}(?:\\((\\d+)(?:/\\d+)?\\))?`
const plain = (pattern: string) =>
  pattern
    .replaceAll('((?:', '(?:(?:')
    .replaceAll('(\\S+)', '\\S+')
    .replaceAll('(permitted', '(?:permitted')
    .replaceAll('([A-Za-z', '(?:[A-Za-z')
    .replaceAll('(\\d+)', '\\d+')

const about = {
  vendor: 'Cisco',
  product: 'IOS, IOS XE',
  time: 'envelope' as const,
}

const packets: Format = {
  ...about,
  id: 'cisco-ios-acl',
  title: 'Cisco IOS access lists with `log`',
  source: 'https://www.cisco.com/c/en/us/about/security-center/access-control-list-logging.html',
  table: 'flow_event',
  pattern: `${HEAD}${plain(PACKET)}`,
  // 1 list, 2 what was done, 3 protocol, 4 source, 5 port, 6 destination, 7 port
  step: `extractGroups(payload, '${PACKET.replaceAll('\\', '\\\\')}')`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    ...source('step[4]'),
    source_port: 'toUInt16OrZero(step[5])',
    destination_ip: 'toIPv6OrDefault(step[6])',
    destination_port: `if(step[3] LIKE 'icmp%', 0, toUInt16OrZero(step[7]))`,
    network_transport:
      "multiIf(step[3] IN ('6', 'tcp'), 'tcp', step[3] IN ('17', 'udp'), 'udp', step[3] LIKE 'icmp%' OR step[3] = '1', 'icmp', lower(step[3]))",
    event_action: "if(step[2] = 'denied', 'denied', 'allowed')",
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    observer_name: 'envelope_host',
    rule_name: 'step[1]',
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '<190>Oct  5 09:00:01 rtr1 123: Oct  5 09:00:01.250 JST: %SEC-6-IPACCESSLOGP: list 101 denied tcp 192.168.10.21(51022) (GigabitEthernet0/0 0011.2233.4455) -> 203.0.113.9(445), 1 packet',
        '<190>Oct  5 09:00:02 rtr1 124: *Oct  5 09:00:02.250: %SEC-6-IPACCESSLOGDP: list OUT permitted icmp 192.168.10.21 -> 203.0.113.9 (8/0), 5 packets',
        '<190>Oct  5 09:00:03 rtr1 125: Oct  5 2026 09:00:03: %IPV6_ACL-6-ACCESSLOGP: list V6/20 denied udp 2001:db8::21(1025) -> 2001:db8:1::9(53), 1 packet',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.9',
          destination_port: 445,
          network_transport: 'tcp',
          event_action: 'denied',
          rule_name: '101',
          source_bytes: -1,
        },
        { event_action: 'allowed', network_transport: 'icmp', destination_port: 0 },
        { source_ip: '2001:db8::21', destination_port: 53, network_transport: 'udp' },
      ],
    },
    {
      lines: [
        '<190>Oct  5 09:00:01 rtr2 126: Oct  5 09:00:01.020: %FMANFP-6-IPACCESSLOGP: R0/0: fman_fp_image: list WAN_IN denied tcp 203.0.113.9(59144) -> 192.168.10.21(1103), 1 packet',
        '<190>Oct  5 09:00:02 192.168.10.254 rtr2: 127: Oct  5 09:00:02.020 JST: %FMANFP-6-IPACCESSLOGDP:  F0: fman_fp_image:  list WAN_IN permitted icmp 00-00-5E-00-53-23 203.0.113.9 TenGigabitEthernet0/1/1-> 192.168.10.21 (8/0), 2 packets',
        'Oct  5 09:00:03 rtr3 128: Oct  5 09:00:03.020: %IPV6-6-ACCESSLOGP: list V6-IN/10 permitted tcp 2001:db8::21(1027) -> 2001:db8:1::9(22), 9 packets',
      ],
      events: [
        {
          source_ip: '203.0.113.9',
          source_port: 59144,
          destination_ip: '192.168.10.21',
          destination_port: 1103,
          event_action: 'denied',
          rule_name: 'WAN_IN',
        },
        { source_ip: '203.0.113.9', destination_ip: '192.168.10.21', network_transport: 'icmp' },
        { source_ip: '2001:db8::21', destination_port: 22, event_action: 'allowed' },
      ],
    },
  ],
}

const SIGN_IN = '%SEC_LOGIN-[0-7]-(?:LOGIN_SUCCESS|LOGIN_FAILED|QUIET_MODE_ON): '
const signIns: Format = {
  ...about,
  id: 'cisco-ios-auth',
  title: 'Cisco IOS sign-ins to the router (login on-success log, on-failure log)',
  source:
    'https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/sec_usr_cfg/configuration/15-mt/sec-usr-cfg-15-mt-book/sec-login-enhance.html',
  table: 'auth_event',
  pattern: `${HEAD}${SIGN_IN}`,
  step: "''",
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'vpn'",
    observer_name: 'envelope_host',
    ...source(found(`\\[Source: ${ADDRESS}\\]`)),
    user_name: found(`${SIGN_IN}.*?\\[user: ([^\\]]*)\\]`),
    event_action: `if(${matches('QUIET_MODE_ON: ')}, 'lockout', 'login')`,
    event_outcome: `if(${matches('LOGIN_SUCCESS: ')}, 'success', 'failure')`,
    event_reason: firstOf(found('\\[Reason: ([^\\]]*)\\]')),
    network_protocol: `multiIf(${matches('\\[localport: 22\\]')}, 'ssh', ${matches('\\[localport: 23\\]')}, 'telnet', ${matches('\\[localport: (?:80|443)\\]')}, 'http', 'admin')`,
  }),
  required: "user_name != '' OR source_address != ''",
  ignore: [
    {
      pattern: `${HEAD}%(?:SYS|LINK|LINEPROTO|DHCPD?|CDP|OSPF|BGP|DUAL|NTP|SNMP|SSH|PARSER|CRYPTO|IKEV2|DIALER|HSRP|STANDBY|SPANTREE|ILPOWER|SEC_LOGIN|AAA|DOT1X|AUTHMGR|MAB|EPM|C4K[A-Z_]*|PM|STORM_CONTROL|SW_MATM|PLATFORM[A-Z_]*|IOSXE[A-Z_-]*|IP|IPV6[A-Z_]*|TRACKING|VLAN[A-Z_]*|ENVMON|ENVIRONMENT|STACKMGR|HA_EM|CFGLOG_LOGGEDCMD|PKI|SMART_LIC)-(?:[A-Z0-9_]+-)?[0-7]-[A-Z0-9_]+:`,
      reason: {
        ja: 'ルーター自身の記録（通信・サインインではない）',
        en: "the router's own messages: no connection, no sign-in",
      },
    },
  ],
  examples: [
    {
      lines: [
        '<188>Oct  5 09:00:01 rtr1 126: Oct  5 09:00:01.250 JST: %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: admin] [Source: 203.0.113.9] [localport: 22] [Reason: Login Authentication Failed] at 09:00:01 JST Mon Oct 5 2026',
        '<189>Oct  5 09:00:02 rtr1 127: Oct  5 09:00:02.250 JST: %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: admin] [Source: 192.168.10.5] [localport: 22] at 09:00:02 JST Mon Oct 5 2026',
      ],
      events: [
        {
          source_ip: '203.0.113.9',
          user_name: 'admin',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'Login Authentication Failed',
          network_protocol: 'ssh',
        },
        { source_ip: '192.168.10.5', event_outcome: 'success', observer_name: 'rtr1' },
      ],
    },
  ],
}

export const CISCO_IOS_FORMATS: Format[] = [packets, signIns]
