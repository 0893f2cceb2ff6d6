/** YAMAHA RTX, NVR and UTX routers: sessions of the dynamic filter ([INSPECT]), passed and rejected packets, DHCP. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { digits, localTime } from './time.ts'

const SOURCE = 'https://www.rtpro.yamaha.co.jp/RT/docs/relay/ (syslog)'
/** `show log` and files on a USB memory or SD card carry the router's own time; syslog carries the header's */
const OWN_TIME = '\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d: '
const INTERFACE =
  '(?:(?:LAN|WAN|ONU|BRI|PP|TUNNEL|VLAN|BRIDGE|MOBILE|NULL|LOOPBACK)[0-9/.]*(?:\\[[^\\]]*\\])?(?:/\\d+)? )'
const END = '[0-9A-Fa-f.:\\[\\]]+'
const INSPECT = `\\[INSPECT\\] +${INTERFACE.replace(/ \)$/, ')')}?\\[(?:in|out)\\]\\[[^\\]]*\\] [A-Za-z0-9-]+ ${END} > ${END}`
const PACKET = `(?:\\[[A-Z0-9]+\\] )?${INTERFACE}?(?:Rejected|Passed|Restricted) at (?:IN|OUT)\\([^)]*\\) (?:IPv6 )?filter: [A-Za-z0-9-]+ ${END} > ${END}`

/** a filter of the Ethernet: no addresses but those of the cards */
const FRAME = `${INTERFACE}(?:Rejected|Passed) at (?:IN|OUT)\\([^)]*\\) filter: [0-9A-Fa-f]{2}:[0-9A-Fa-f:]* > [0-9A-Fa-f]{2}:`

/** 1 protocol, 2 address, 3 port, 4 address, 5 port */
const ENDS = literal(
  '(?:\\]|filter:) ([A-Za-z0-9-]+) \\[?([0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:]*|(?:\\d{1,3}\\.){3}\\d{1,3})\\]?(?:[:.](\\d+))? > \\[?([0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:]*|(?:\\d{1,3}\\.){3}\\d{1,3})\\]?(?:[:.](\\d+))?',
)
const slashTime = (text: string, timezone: string) =>
  localTime(
    {
      year: digits(text, 1, 4),
      month: digits(text, 6, 2),
      day: digits(text, 9, 2),
      hour: digits(text, 12, 2),
      minute: digits(text, 15, 2),
      second: digits(text, 18, 2),
    },
    timezone,
  )
/** the session's beginning, in brackets at the end of an [INSPECT] line */
const SESSION_BEGAN = '\\(\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d\\)\\s*$'
const BEGAN = "extract(payload, '\\\\((\\\\d{4}/\\\\d\\\\d/\\\\d\\\\d \\\\d\\\\d:\\\\d\\\\d:\\\\d\\\\d)\\\\)')"

const about = { vendor: 'YAMAHA', product: 'RTX, NVR, UTX', source: SOURCE }
const PROTOCOL = 'lower(step[1])'

const flow = (id: string, ownTime: boolean): Format => ({
  ...about,
  id,
  title: `YAMAHA router: sessions and filters${ownTime ? ', show log or file' : ', syslog'}`,
  table: 'flow_event',
  time: 'payload',
  // the router sends no header of its own: a packet saved as it came has the session's beginning alone
  envelope: ownTime ? 'none' : 'both',
  ...(ownTime ? {} : { dated: SESSION_BEGAN }),
  pattern: `${ownTime ? OWN_TIME : ' ?'}(?:${INSPECT}|${PACKET})`,
  step: `extractGroups(payload, ${ENDS})`,
  columns: ({ timezone }) => {
    const logged = ownTime ? slashTime('substring(payload, 1, 19)', timezone) : 'envelope_time'
    const began = slashTime(BEGAN, timezone)
    return {
      // a session is logged when it ends: it is placed where it began
      time: `if(${BEGAN} != '', ${began}, ${logged})`,
      observer_type: "'firewall'",
      source_ip: 'toIPv6OrDefault(step[2])',
      source_address: 'step[2]',
      source_port: 'toUInt16OrZero(step[3])',
      destination_ip: 'toIPv6OrDefault(step[4])',
      destination_port: 'toUInt16OrZero(step[5])',
      network_transport: `multiIf(${PROTOCOL} IN ('udp', 'icmp', 'esp', 'gre'), ${PROTOCOL}, ${PROTOCOL} IN ('domain', 'dns', 'ntp', 'sip', 'tftp', 'netmeeting'), 'udp', 'tcp')`,
      network_application: `if(${PROTOCOL} IN ('tcp', 'udp', 'icmp'), '', ${PROTOCOL})`,
      event_action:
        "multiIf(position(payload, ' Rejected at ') > 0 OR position(payload, ' Restricted at ') > 0, 'denied', 'allowed')",
      event_id: 'concat(step[2], step[3], step[4], step[5])',
      source_bytes: '-1',
      destination_bytes: '-1',
      event_duration_ms: `if(${BEGAN} = '' OR isNull(${logged}) OR isNull(${began}), -1, greatest(0, dateDiff('millisecond', assumeNotNull(${began}), assumeNotNull(${logged}))))`,
      rule_name: "extract(payload, ' at (?:IN|OUT)\\\\(([^)]*)\\\\)')",
    }
  },
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `${ownTime ? OWN_TIME : ''}(?:\\[(?:IKE|IKEv2|L2TP|PPTP|LUA|SCHEDULE|HTTPD|SSHD|TELNETD|DDNS|NTP|SIP|OSPF|BGP|VRRP|USB|SD|ONFS|QoS|NAT|EMFS|SWITCHING-HUB|SWCTL|LINK|NETVOLANTE[- ]?DNS|v6plus)\\]|(?:Add|Delete|Remove|Update)d? IPv6 |ARP: |${FRAME}|Login |Logout |'|Configuration |${INTERFACE}(?:link|IP|PPPoE|Down|Up|PORT)|IP Tunnel|Previous EXEC|Restart |RTX|NVR|same message|last message)`,
      reason: {
        ja: 'ルータ自身の記録（VPN・設定・リンク。通信ではない）',
        en: "the router's own events (VPN, configuration, link): no connection",
      },
    },
  ],
  examples: ownTime
    ? [
        {
          lines: [
            '2026/10/05 09:01:01: [INSPECT] PP[01][out][101098] TCP 192.168.100.21:51022 > 203.0.113.9:443 (2026/10/05 09:00:01)',
          ],
          events: [
            {
              time: '2026-10-05T00:00:01.000Z',
              source_ip: '192.168.100.21',
              destination_ip: '203.0.113.9',
              destination_port: 443,
              event_duration_ms: 60000,
              event_action: 'allowed',
            },
          ],
        },
      ]
    : [
        {
          lines: [
            '<134>Oct  5 09:00:02 192.168.100.1 LAN2 Rejected at OUT(101099) filter: TCP 192.168.100.21:51023 > 203.0.113.9:445',
          ],
          events: [
            {
              time: '2026-10-05T00:00:02.000Z',
              event_action: 'denied',
              destination_port: 445,
              rule_name: '101099',
              event_duration_ms: -1,
            },
          ],
        },
        {
          lines: [
            'Oct  5 09:00:05 rtx [INSPECT] PP[01][out][101098] TCP [2001:db8:1::10:38]:55551 > [2001:db8:b7::d9]:443 (2026/10/05 09:00:03)',
          ],
          events: [
            {
              source_ip: '2001:db8:1::10:38',
              source_port: 55551,
              destination_ip: '2001:db8:b7::d9',
              destination_port: 443,
              network_transport: 'tcp',
            },
          ],
        },
        {
          // as the router sends it, without a header, and as older ones write ports
          lines: [
            '<13> [INSPECT] LAN2[out][200102] TCP 192.168.100.2:40980 > 203.0.113.9:80 (2026/10/05 09:00:01)',
            '<13> LAN2 Rejected at OUT(101099) filter: TCP 192.168.100.21:51023 > 203.0.113.9:445',
            'Oct  5 09:00:06 rtx PP[01] Rejected at IN(1013) filter: TCP 203.0.113.9.5060 > 198.51.100.1.22',
          ],
          events: [
            {
              time: '2026-10-05T00:00:01.000Z',
              source_ip: '192.168.100.2',
              destination_port: 80,
              event_duration_ms: -1,
            },
            { source_ip: '203.0.113.9', source_port: 5060, destination_ip: '198.51.100.1', destination_port: 22 },
          ],
        },
        {
          // as rsyslog writes what has no tag
          lines: ['Oct  5 09:00:03 rtx  PP[01] Passed at IN(200003) filter: UDP 198.51.100.53:53 > 203.0.113.1:40000'],
          events: [{ event_action: 'allowed', network_transport: 'udp', source_port: 53 }],
        },
        {
          lines: [
            'Oct  5 09:00:04 rtx [INSPECT] TUNNEL[1][out][101080] DOMAIN 192.168.100.21:53211 > 192.168.1.53:53 (2026/10/05 09:00:03)',
          ],
          events: [{ network_transport: 'udp', network_application: 'domain', destination_port: 53 }],
        },
      ],
})

const lease = (id: string, ownTime: boolean): Format => ({
  ...about,
  id,
  title: `YAMAHA router: DHCP server${ownTime ? ', show log or file' : ', syslog'}`,
  table: 'lease_event',
  time: ownTime ? 'payload' : 'envelope',
  envelope: ownTime ? 'none' : 'both',
  // behind a client identifier's type, `(01)`, the address may stand with blanks
  pattern: `${ownTime ? OWN_TIME : ''}\\[DHCPD\\] .*(?:Allocates|Extends|Releases|Reserves) [0-9.]+: (?:\\([0-9]+\\) )?[0-9A-Fa-f :-]+`,
  step: "extractGroups(payload, '(Allocates|Extends|Releases|Reserves) ([0-9.]+): (?:\\\\(?0?1\\\\)? )?([0-9A-Fa-f]{2}(?:[ :-][0-9A-Fa-f]{2}){5})')",
  columns: ({ timezone }) => ({
    time: ownTime ? slashTime('substring(payload, 1, 19)', timezone) : 'envelope_time',
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[2])',
    source_address: 'step[2]',
    event_action: "if(step[1] = 'Releases', 'release', 'assign')",
    source_mac: "lower(replaceRegexpAll(step[3], '[ -]', ':'))",
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `${ownTime ? OWN_TIME : ''}\\[DHCPD\\] `,
      reason: { ja: 'DHCPサーバの記録（貸出ではない）', en: 'notes of the DHCP server: no lease' },
    },
  ],
  examples: ownTime
    ? [
        {
          lines: ['2026/10/05 08:31:12: [DHCPD] LAN1(port1) Allocates 192.168.100.22: (01) 00 a0 de 12 34 57'],
          events: [{ time: '2026-10-04T23:31:12.000Z', source_ip: '192.168.100.22', source_mac: '00:a0:de:12:34:57' }],
        },
      ]
    : [
        {
          lines: ['Oct  5 08:31:12 192.168.100.1 [DHCPD] LAN1(port2) Allocates 192.168.100.21: 00:a0:de:12:34:56'],
          events: [
            {
              time: '2026-10-04T23:31:12.000Z',
              source_ip: '192.168.100.21',
              source_mac: '00:a0:de:12:34:56',
              event_action: 'assign',
            },
          ],
        },
      ],
})

export const YAMAHA_FORMATS = [
  flow('yamaha', false),
  flow('yamaha-file', true),
  lease('yamaha-dhcp', false),
  lease('yamaha-dhcp-file', true),
]
