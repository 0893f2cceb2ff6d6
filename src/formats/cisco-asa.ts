/** Cisco ASA and FTD: %ASA-6-302013 and its kin. One line builds a connection, another tears it down: they share the number. */
import { ciscoFtd } from './cisco-ftd.ts'
import { ADDRESS, about, CODE, INTERFACE, NAME, NOTES, OWN_TIME, time, user } from './cisco-line.ts'
import { ciscoUrl } from './cisco-url.ts'
import { literal } from './envelope.ts'
import type { Format } from './format.ts'

const SESSIONS = `302(?:01[35]|303|305):? Built (?:(?:in|out)bound )?(?:TCP|UDP|SCTP)(?: state-bypass)? connection \\d+ (?:for|from) |302(?:01[46]|304|306):? Teardown (?:TCP|UDP|SCTP)(?: state-bypass)? connection \\d+ (?:for|from) `
/** each names the sender's address before the receiver's */
const REFUSALS =
  '(?:106(?:001|002|006|007|010|011|012|013|014|015|016|017|018|020|021|022|023|100|102|103)|110(?:002|003)|303002|305(?:005|006|013)|313(?:001|004|005|008)|338(?:00[1-8]|20[1-4])|4000\\d\\d|401004|419(?:001|002)|434002|500004|710(?:001|002|003|005)|30202[01]):? '

/**
 * 1 kind, 2 direction, 3 protocol, 4 connection, 5 for or from, then both ends: 6 address, 7 port, 8 notes; 9 address, 10 port,
 * 11 notes, 12 rest
 */
const SESSION = literal(
  `${CODE}302\\d\\d\\d:? (Built|Teardown) ?(inbound|outbound|) ?(TCP|UDP|SCTP)(?: state-bypass)? connection (\\d+) (for|from) (?:${INTERFACE})??(${ADDRESS})/(\\d+)(${NOTES})(?: [^ ()]+)? to (?:${INTERFACE})??(${ADDRESS})/(\\d+)(${NOTES})(.*)$`,
)
const END = `(?:${INTERFACE})??\\(?(${ADDRESS})\\)?(?:/(\\d+|[a-z][a-z0-9-]*))?(${NOTES})`
/**
 * 1 address, 2 port, 3 notes of the sender, 4 address, 5 port, 6 notes of the receiver (`from … to …`, `src … dst …`); 7 to 10 the
 * same two pairs of an access list (`inside/10.0.0.1(1024) -> …`), 11 notes; 12, 13, 14 far address, number and notes, 15, 16 the local ones of ICMP
 */
const REFUSAL = literal(
  `${CODE}\\d{6}:? (?:.*?(?:src|from|Shunned packet:)(?: laddr)? ${END}(?:(?: on interface \\S+)?(?: type \\d+, code \\d+,?)? (?:dst|dest|to|==>)(?: PAT address)? ${END}(?:[ ,.;].*|: .*)?| on interface .*)$|access-list .*? [^ /]+/(${ADDRESS})\\((\\d+)\\)${NOTES} -> [^ /]+/(${ADDRESS})\\((\\d+)\\)(${NOTES})|Built .*faddr (${ADDRESS})/(\\d+)(${NOTES}) gaddr \\S+ laddr (${ADDRESS})/(\\d+)|Teardown .*faddr (${ADDRESS})/(\\d+)(${NOTES}) gaddr \\S+ laddr (${ADDRESS})/(\\d+))`,
)
/**
 * Built says who began: inbound and state-bypass the first end, outbound the second. Teardown doesn't: the high port is the client's.
 */
const SWAPPED =
  "(step[5] = 'for' AND (step[2] = 'outbound' OR (step[1] = 'Teardown' AND toUInt16OrZero(step[10]) > toUInt16OrZero(step[7]))))"
const end = (first: number, second: number) => `if(${SWAPPED}, step[${second}], step[${first}])`
const BYTES = "toInt64OrZero(extract(step[12], 'bytes (\\\\d+)'))"
const DURATION = "extractGroups(step[12], 'duration (\\\\d+):(\\\\d+):(\\\\d+)')"

const session = (id: string, ownTime: boolean): Format => ({
  ...about,
  id,
  title: `Cisco ASA and FTD connections (Built, Teardown)${ownTime ? ', times with the year' : ''}`,
  time: ownTime ? 'payload' : 'envelope',
  pattern: `${ownTime ? OWN_TIME : NAME}${CODE}(?:${SESSIONS})`,
  step: `extractGroups(payload, ${SESSION})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${end(6, 9)})`,
    source_address: end(6, 9),
    source_port: `toUInt16OrZero(${end(7, 10)})`,
    destination_ip: `toIPv6OrDefault(${end(9, 6)})`,
    destination_port: `toUInt16OrZero(${end(10, 7)})`,
    // of the end that began, else whom the line's end names
    user_name: `if(${user(end(8, 11))} != '', ${user(end(8, 11))}, extract(step[12], ' \\\\(([^()/]+)\\\\)\\\\s*$'))`,
    network_transport: 'lower(step[3])',
    event_action: "'allowed'",
    event_id: 'step[4]',
    // the teardown names the bytes of both directions in one sum: which went out is not in this log
    source_bytes: '-1',
    destination_bytes: `if(step[1] = 'Teardown', ${BYTES}, -1)`,
    event_duration_ms: `if(step[1] = 'Teardown', 1000 * (toInt64OrZero(${DURATION}[1]) * 3600 + toInt64OrZero(${DURATION}[2]) * 60 + toInt64OrZero(${DURATION}[3])), -1)`,
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
        {
          lines: [
            'Oct  5 09:00:01 fw1 Oct 05 2025 00:00:01: %ASA-6-302013: Built outbound TCP connection 4712 for outside:203.0.113.9/443 (203.0.113.9/443) to inside:192.168.10.21/51023 (198.51.100.1/51023)',
          ],
          events: [{ time: '2025-10-05T00:00:01.000Z', source_ip: '192.168.10.21', source_port: 51023 }],
        },
        {
          lines: [
            '<166>:Oct  5 2026 00:00:01 UTC: %ASA-session-6-302014: Teardown TCP connection 4711 for outside:203.0.113.9/50120(LOCAL\\taro yamada, 12:staff) to dmz:2001:db8::9/443 duration 0:02:05 bytes 9610 TCP FINs from outside (taro yamada)',
            '<166>2026-10-05T00:00:02Z: %ASA-6-302304: Teardown TCP state-bypass connection 8 from inside:192.168.10.21/443 to dmz:mail-srv/50001 duration 1:00:02 bytes 245 Connection timeout',
          ],
          events: [
            {
              time: '2026-10-05T00:00:01.000Z',
              source_ip: '203.0.113.9',
              destination_ip: '2001:db8::9',
              user_name: 'taro yamada',
              destination_bytes: 9610,
            },
            { time: '2026-10-05T00:00:02.000Z', source_ip: '192.168.10.21', source_port: 443, destination_ip: '::' },
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
        {
          lines: [
            'Oct  5 09:00:03 fw1: %FTD-6-302013: Built outbound TCP connection 13 for outside:ns10/53 (ns10/53) to inside:pc-21/48347 (198.51.100.1/48347)(LOCAL\\suzuki)',
          ],
          events: [{ source_address: 'pc-21', source_port: 48347, destination_port: 53, user_name: 'suzuki' }],
        },
      ],
})

const ICMP = "match(payload, '(?i)\\\\bicmp(?:v6|6)?\\\\b')"
/** an ICMP session names the far address first; the sender is the side that holds the session's number */
const FAR = "if(step[12] != '', step[12], step[17])"
const LOCAL = "if(step[15] != '', step[15], step[20])"
const OUTBOUND = "(match(payload, ': Built outbound ') OR (step[18] = '0' AND step[21] NOT IN ('', '0')))"
const sender = (part: 0 | 1) => `concat(step[${1 + part}], step[${7 + part}])`
const receiver = (part: 0 | 1) => `concat(step[${4 + part}], step[${9 + part}])`
const SENDER = `if(${FAR} = '', ${sender(0)}, if(${OUTBOUND}, ${LOCAL}, ${FAR}))`
const RECEIVER = `if(${FAR} = '', ${receiver(0)}, if(${OUTBOUND}, ${FAR}, ${LOCAL}))`
/** a list's name may hold any word: it is taken out before the protocol is looked for */
const PROTOCOL =
  "lower(extract(replaceRegexpOne(payload, 'access-list \\\\S+ ', ''), '(?i)\\\\b(?:protocol )?(tcp|udp|icmp|sctp|gre|esp|igmp|(?:\\\\d+)(?: src ))'))"

const refusal = (id: string, ownTime: boolean): Format => ({
  ...about,
  id,
  title: `Cisco ASA and FTD access lists, refusals, ICMP and botnet filter${ownTime ? ', times with the year' : ''}`,
  time: ownTime ? 'payload' : 'envelope',
  pattern: `${ownTime ? OWN_TIME : NAME}${CODE}${REFUSALS}`,
  step: `extractGroups(payload, ${REFUSAL})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${SENDER})`,
    source_address: SENDER,
    source_port: `if(${ICMP}, 0, toUInt16OrZero(${sender(1)}))`,
    destination_ip: `toIPv6OrDefault(${RECEIVER})`,
    destination_port: `if(${ICMP}, 0, toUInt16OrZero(${receiver(1)}))`,
    // 303002 names who signed in to the FTP server
    user_name: `if(match(payload, '-303002:'), extract(payload, ', user ([^ ]+) '), ${user('concat(step[3], step[14], step[19])')})`,
    // 338xxx: the name or address on the botnet filter's list
    destination_domain:
      "lower(extract(payload, 'resolved from (?:dynamic|local) list: ([A-Za-z0-9_.-]*[A-Za-z][A-Za-z0-9_-]*)(?:,|$)'))",
    network_transport: `replaceOne(${PROTOCOL}, ' src ', '')`,
    event_action:
      "multiIf(match(payload, '-4000\\\\d\\\\d: '), 'other', match(payload, '106\\\\d\\\\d\\\\d: access-list \\\\S+ (permitted|est-allowed)|303002: |30202[01]: |338\\\\d\\\\d\\\\d: Dynamic [Ff]ilter (?:permitted|monitored)|710002: '), 'allowed', 'denied')",
    event_id: `if(${FAR} = '', '', concat(${FAR}, '/', step[13], step[18], '-', ${LOCAL}, '/', step[16], step[21]))`,
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: 'extract(payload, \'access-(?:list|group) "?([^" ]+)\')',
  }),
  required: "source_address != ''",
  ignore: [
    {
      pattern: `(?:${OWN_TIME}|${NAME})${CODE}\\d{6}:? `,
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
        {
          lines: [
            'Oct 05 2026 09:00:04: %ASA-4-338002: Dynamic Filter permitted black listed TCP traffic from inside:192.168.10.21/6798 (198.51.100.1/7890) to outside:203.0.113.129/80 (203.0.113.129/80), destination 203.0.113.129 resolved from dynamic list: bad.example.com',
            'Oct 05 2026 09:00:05: %ASA-3-313001: Denied ICMP type=3, code=3 from 203.0.113.5 on interface outside',
          ],
          events: [
            {
              source_ip: '192.168.10.21',
              destination_ip: '203.0.113.129',
              destination_domain: 'bad.example.com',
              event_action: 'allowed',
            },
            { source_ip: '203.0.113.5', destination_ip: '::', network_transport: 'icmp', event_action: 'denied' },
          ],
        },
      ]
    : [
        {
          lines: [
            'Oct  5 09:00:01 fw1 %ASA-4-401004: Shunned packet: 203.0.113.9 ==> 198.51.100.1 on interface outside',
            'Oct  5 09:00:02 fw1 %ASA-4-400013: IDS:2003 ICMP redirect from 203.0.113.9 to 198.51.100.1 on interface outside',
            'Oct  5 09:00:03 fw1 %ASA-6-303002: FTP connection from inside:192.168.10.21/1030 to outside:203.0.113.9/21, user anonymous Retrieved file /pub/x.zip',
          ],
          events: [
            { source_ip: '203.0.113.9', destination_ip: '198.51.100.1', event_action: 'denied' },
            { source_ip: '203.0.113.9', event_action: 'other', network_transport: 'icmp' },
            { source_ip: '192.168.10.21', destination_port: 21, user_name: 'anonymous', event_action: 'allowed' },
          ],
        },
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
        {
          lines: [
            'Oct  5 09:00:06 fw1: %ASA-6-302020: Built outbound ICMP connection for faddr 203.0.113.9/0 gaddr 198.51.100.1/2 laddr 192.168.10.21/2 type 8 code 0',
            'Oct  5 09:00:08 fw1: %ASA-6-302021: Teardown ICMP connection for faddr 203.0.113.9/0 gaddr 198.51.100.1/2 laddr 192.168.10.21/2 type 8 code 0',
            'Oct  5 09:00:09 fw1: %ASA-4-106023: Deny udp src inside:pc-21/64593(EXAMPLE\\tanaka) dst outside:2001:db8::9/2511 by access-group "in-tcp" [0x0, 0x0]',
          ],
          events: [
            {
              source_ip: '192.168.10.21',
              destination_ip: '203.0.113.9',
              network_transport: 'icmp',
              event_action: 'allowed',
            },
            { source_ip: '192.168.10.21', destination_ip: '203.0.113.9', event_id: '203.0.113.9/0-192.168.10.21/2' },
            {
              source_address: 'pc-21',
              user_name: 'EXAMPLE\\tanaka',
              destination_ip: '2001:db8::9',
              network_transport: 'udp',
              rule_name: 'in-tcp',
            },
          ],
        },
      ],
})

export const CISCO_FORMATS = [
  ciscoUrl('cisco-asa-url', false),
  ciscoUrl('cisco-asa-url-year', true),
  session('cisco-asa', false),
  session('cisco-asa-year', true),
  refusal('cisco-asa-acl', false),
  refusal('cisco-asa-acl-year', true),
  ciscoFtd,
]
