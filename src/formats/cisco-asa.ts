/** Cisco ASA and FTD: %ASA-6-302013 and its kin. One line builds a connection, another tears it down: they share the number. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { digits, isoTime, localTime, monthNumber } from './time.ts'

const SOURCE = 'https://www.cisco.com/c/en/us/td/docs/security/asa/syslog/b_syslog.html'
/** `timestamp` in the device writes the year behind the day, with or without the device's name */
const OWN_TIME = '[A-Z][a-z]{2} \\d\\d \\d{4} \\d\\d:\\d\\d:\\d\\d(?: \\S+)? ?: '
const CODE = '%(?:ASA|FTD|PIX|FWSM|NGIPS)-(?:[a-z]+-)?[0-7]-'
/** interface:address/port, with the translated pair and the user that may follow */
const END = '\\S+?[:/ ][0-9A-Za-z_.:-]+/\\d+(?: \\([^)]*\\))*(?:\\([^)]*\\))*'
const SESSIONS = `30201[35]: Built (?:in|out)bound (?:TCP|UDP) connection \\d+ for ${END} to |30201[46]: Teardown (?:TCP|UDP) connection \\d+ for ${END} to `
/** each names the sender's address before the receiver's */
const REFUSALS =
  '106(?:001|002|006|007|010|012|014|015|016|017|021|023|100): |710003: |313(?:001|004|005|008): |302020: Built '

/** 1 number, 2 kind, 3 direction, 4 protocol, 5 connection, then both ends: 6 address, 7 port, 8 user; 9 address, 10 port, 11 rest */
const SESSION = literal(
  `${CODE}(3020\\d\\d): (Built|Teardown) ?(inbound|outbound|) ?(TCP|UDP) connection (\\d+) for \\S*?:([0-9A-Fa-f.:]+|[A-Za-z0-9_.-]+)/(\\d+)(?: ?\\([^)]*\\))? ?(?:\\(([^)]*)\\))? to \\S*?:([0-9A-Fa-f.:]+|[A-Za-z0-9_.-]+)/(\\d+)(.*)$`,
)
/** all addresses of the message in their order, each with the port that may follow */
const ADDRESSES = literal(
  '[/: ]((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?:[/(](\\d+)\\b)?',
)

const time = (timezone: string) => {
  const text = `extract(payload, ${literal(`^(${OWN_TIME})`)})`
  const own = localTime(
    {
      month: monthNumber(`substring(${text}, 1, 3)`),
      day: digits(text, 5, 2),
      year: digits(text, 8, 4),
      hour: digits(text, 13, 2),
      minute: digits(text, 16, 2),
      second: digits(text, 19, 2),
    },
    timezone,
  )
  return `if(${text} != '', ${own}, envelope_time)`
}

const about = {
  vendor: 'Cisco',
  product: 'ASA, Secure Firewall (FTD)',
  source: SOURCE,
  table: 'flow_event' as const,
}
/** Built says who began: inbound from the first end, outbound from the second. Teardown doesn't: the high port is the client's. */
const SWAPPED =
  "(step[3] = 'outbound' OR (step[2] = 'Teardown' AND toUInt16OrZero(step[10]) > toUInt16OrZero(step[7])))"
const end = (first: number, second: number) => `if(${SWAPPED}, step[${second}], step[${first}])`
const BYTES = "toInt64OrZero(extract(step[11], 'bytes (\\\\d+)'))"
const DURATION = "extractGroups(step[11], 'duration (\\\\d+):(\\\\d+):(\\\\d+)')"

const session = (id: string, ownTime: boolean): Format => ({
  ...about,
  id,
  title: `Cisco ASA and FTD connections (Built, Teardown)${ownTime ? ', times with the year' : ''}`,
  time: ownTime ? 'payload' : 'envelope',
  pattern: `${ownTime ? OWN_TIME : ':? ?'}${CODE}(?:${SESSIONS})`,
  step: `extractGroups(payload, ${SESSION})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${end(6, 9)})`,
    source_address: end(6, 9),
    source_port: `toUInt16OrZero(${end(7, 10)})`,
    destination_ip: `toIPv6OrDefault(${end(9, 6)})`,
    destination_port: `toUInt16OrZero(${end(10, 7)})`,
    user_name: 'step[8]',
    network_transport: 'lower(step[4])',
    event_action: "'allowed'",
    event_id: 'step[5]',
    // the teardown names the bytes of both directions in one sum: which went out is not in this log
    source_bytes: '-1',
    destination_bytes: `if(step[2] = 'Teardown', ${BYTES}, -1)`,
    event_duration_ms: `if(step[2] = 'Teardown', 1000 * (toInt64OrZero(${DURATION}[1]) * 3600 + toInt64OrZero(${DURATION}[2]) * 60 + toInt64OrZero(${DURATION}[3])), -1)`,
  }),
  required: "source_address != ''",
  examples: ownTime
    ? [
        {
          lines: [
            'Oct 05 2026 09:00:01 fw1 : %ASA-6-302013: Built outbound TCP connection 4711 for outside:203.0.113.9/443 (203.0.113.9/443) to inside:192.168.10.21/51022 (198.51.100.1/51022)',
          ],
          events: [
            {
              time: '2026-10-05T00:00:01.000Z',
              source_ip: '192.168.10.21',
              destination_ip: '203.0.113.9',
              destination_port: 443,
              event_id: '4711',
            },
          ],
        },
      ]
    : [
        {
          lines: [
            'Oct  5 09:00:01 fw1 %ASA-6-302014: Teardown TCP connection 4711 for outside:203.0.113.9/443 to inside:192.168.10.21/51022 duration 0:10:06 bytes 4666 TCP FINs',
          ],
          events: [
            {
              time: '2026-10-05T00:00:01.000Z',
              source_ip: '192.168.10.21',
              destination_ip: '203.0.113.9',
              destination_bytes: 4666,
              event_duration_ms: 606000,
            },
          ],
        },
        {
          lines: [
            '<166>Oct  5 09:00:02 fw1 : %ASA-6-302015: Built inbound UDP connection 12 for inside:192.168.10.21/53211 (192.168.10.21/53211)(EXAMPLE\\tanaka) to dmz:192.168.1.53/53 (192.168.1.53/53)',
          ],
          events: [
            {
              source_ip: '192.168.10.21',
              destination_port: 53,
              network_transport: 'udp',
              user_name: 'EXAMPLE\\tanaka',
            },
          ],
        },
      ],
})

const ICMP = "match(payload, '(?i)\\\\bicmp\\\\b')"
/** an ICMP session names the far address first; outbound, the third (local) one is the sender's */
const OUTBOUND = "match(payload, '302020: Built outbound ')"
const at = (nth: 1 | 2, part: 1 | 2) =>
  nth === 1
    ? `if(${OUTBOUND}, step[3][${part}], step[1][${part}])`
    : `if(${OUTBOUND}, step[1][${part}], step[2][${part}])`

const refusal = (id: string, ownTime: boolean): Format => ({
  ...about,
  id,
  title: `Cisco ASA and FTD access lists and refusals${ownTime ? ', times with the year' : ''}`,
  time: ownTime ? 'payload' : 'envelope',
  pattern: `${ownTime ? OWN_TIME : ':? ?'}${CODE}(?:${REFUSALS})`,
  step: `extractAllGroupsVertical(extract(payload, ${literal(`${CODE}(.*)$`)}), ${ADDRESSES})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${at(1, 1)})`,
    source_address: at(1, 1),
    source_port: `if(${ICMP}, 0, toUInt16OrZero(${at(1, 2)}))`,
    destination_ip: `toIPv6OrDefault(${at(2, 1)})`,
    destination_port: `if(${ICMP}, 0, toUInt16OrZero(${at(2, 2)}))`,
    network_transport: "lower(extract(payload, '(?i)\\\\b(tcp|udp|icmp)\\\\b'))",
    event_action:
      "if(match(payload, '106100: access-list \\\\S+ (permitted|est-allowed)|302020: '), 'allowed', 'denied')",
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: 'extract(payload, \'access-(?:list|group) "?([^" ]+)\')',
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `(?:${OWN_TIME}|:? ?)${CODE}\\d{6}: `,
      reason: { ja: '接続以外の装置の記録', en: 'messages of the device that are no connections' },
    },
  ],
  examples: ownTime
    ? [
        {
          lines: [
            'Oct 05 2026 09:00:03: %ASA-4-106023: Deny tcp src inside:192.168.10.21/51023 dst outside:203.0.113.9/443 by access-group "inside_in" [0x0, 0x0]',
          ],
          events: [
            {
              time: '2026-10-05T00:00:03.000Z',
              source_ip: '192.168.10.21',
              destination_ip: '203.0.113.9',
              destination_port: 443,
              event_action: 'denied',
              rule_name: 'inside_in',
              network_transport: 'tcp',
            },
          ],
        },
      ]
    : [
        {
          lines: [
            'Oct  5 09:00:04 fw1 %ASA-6-106100: access-list inside_in permitted tcp inside/192.168.10.21(51024) -> outside/203.0.113.9(443) hit-cnt 1 first hit [0x1, 0x0]',
          ],
          events: [{ event_action: 'allowed', source_ip: '192.168.10.21', source_port: 51024, destination_port: 443 }],
        },
        {
          lines: [
            'Oct  5 09:00:05 fw1 %ASA-2-106006: Deny inbound UDP from 198.51.100.9/901 to 203.0.113.1/111 on interface outside',
          ],
          events: [
            { event_action: 'denied', source_ip: '198.51.100.9', destination_ip: '203.0.113.1', destination_port: 111 },
          ],
        },
      ],
})

const FIELD = (name: string) => `trim(extract(payload, '[:,] ${name}: ([^,]*)'))`

/** FTD's connection events: SrcIP: …, DstIP: … */
const ftd: Format = {
  ...about,
  id: 'cisco-ftd',
  title: 'Cisco FTD connection events (430001–430003)',
  time: 'payload',
  pattern: `(?:${OWN_TIME})?:? ?${CODE}43000[1-5]: .*SrcIP: .*DstIP: `,
  step: "''",
  columns: ({ timezone }) => ({
    time: `if(${FIELD('FirstPacketSecond')} != '', ${isoTime(FIELD('FirstPacketSecond'), "'UTC'")}, ${time(timezone)})`,
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${FIELD('SrcIP')})`,
    source_address: FIELD('SrcIP'),
    source_port: `toUInt16OrZero(${FIELD('SrcPort')})`,
    destination_ip: `toIPv6OrDefault(${FIELD('DstIP')})`,
    destination_port: `toUInt16OrZero(${FIELD('DstPort')})`,
    user_name: `if(${FIELD('User')} IN ('Not Found', 'No Authentication Required', 'Unknown'), '', ${FIELD('User')})`,
    destination_domain: `lower(extract(${FIELD('URL')}, '^(?:[a-z]+://)?([^/:]+)'))`,
    network_transport: `lower(${FIELD('Protocol')})`,
    network_application: FIELD('ApplicationProtocol'),
    event_action: `if(match(${FIELD('AccessControlRuleAction')}, '^(Block|Interactive Block)'), 'denied', 'allowed')`,
    event_id: `concat(${FIELD('InstanceID')}, '-', ${FIELD('ConnectionID')}, '-', ${FIELD('FirstPacketSecond')})`,
    source_bytes: `if(${FIELD('InitiatorBytes')} = '', -1, toInt64OrZero(${FIELD('InitiatorBytes')}))`,
    destination_bytes: `if(${FIELD('ResponderBytes')} = '', -1, toInt64OrZero(${FIELD('ResponderBytes')}))`,
    event_duration_ms: `if(${FIELD('ConnectionDuration')} = '', -1, toInt64OrZero(${FIELD('ConnectionDuration')}) * 1000)`,
    rule_name: FIELD('AccessControlRuleName'),
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'Oct  5 09:00:06 ftd1 %FTD-1-430003: EventPriority: Low, DeviceUUID: 0, InstanceID: 5, FirstPacketSecond: 2026-10-05T00:00:01Z, ConnectionID: 35868, AccessControlRuleAction: Allow, SrcIP: 192.168.10.21, DstIP: 203.0.113.9, SrcPort: 56901, DstPort: 443, Protocol: tcp, AccessControlRuleName: LAN_OUT, User: Not Found, ApplicationProtocol: HTTPS, ConnectionDuration: 12, InitiatorPackets: 5, ResponderPackets: 6, InitiatorBytes: 740, ResponderBytes: 9000, URL: https://www.example.com',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_port: 443,
          source_bytes: 740,
          destination_domain: 'www.example.com',
          user_name: '',
          event_duration_ms: 12000,
        },
      ],
    },
  ],
}

export const CISCO_FORMATS = [
  session('cisco-asa', false),
  session('cisco-asa-year', true),
  refusal('cisco-asa-acl', false),
  refusal('cisco-asa-acl-year', true),
  ftd,
]
