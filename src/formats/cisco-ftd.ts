/** Cisco Secure Firewall Threat Defense: its own connection events, key: value. */
import { about, CODE, NAME, OWN_TIME, time } from './cisco-line.ts'
import type { Format } from './format.ts'
import { isoTime } from './time.ts'

const FIELD = (name: string) => `trim(extract(payload, '[:,] ${name}: ([^,]*)'))`

/** FTD's connection events: SrcIP: …, DstIP: … */
export const ciscoFtd: Format = {
  ...about,
  id: 'cisco-ftd',
  title: 'Cisco FTD connection events (430001–430003)',
  time: 'payload',
  pattern: `(?:${OWN_TIME}|${NAME})${CODE}43000[1-5]: .*SrcIP: .*DstIP: `,
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
    // 430001 tells what the intrusion rule did, 430004 and 430005 what was done with the file
    event_action: `if(match(${FIELD('AccessControlRuleAction')}, '^(Block|Interactive Block)') OR ${FIELD('InlineResult')} IN ('Blocked', 'Dropped', 'Block') OR match(${FIELD('FileAction')}, 'Block'), 'denied', 'allowed')`,
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
    {
      lines: [
        '<13>2026-10-05T00:00:06Z ftd1 %FTD-1-430001: DeviceUUID: 1, InstanceID: 1, FirstPacketSecond: 2026-10-05T00:00:05Z, ConnectionID: 5, SrcIP: 203.0.113.9, DstIP: 192.168.1.80, SrcPort: 51022, DstPort: 80, Protocol: tcp, IngressInterface: outside, Priority: 1, Message: SERVER-APACHE x, ACPolicy: P, InlineResult: Blocked',
        '<13>2026-10-05T00:00:07Z ftd1 %FTD-1-430005: DeviceUUID: 1, InstanceID: 1, FirstPacketSecond: 2026-10-05T00:00:06Z, ConnectionID: 6, SrcIP: 192.168.10.21, DstIP: 203.0.113.9, SrcPort: 51023, DstPort: 80, Protocol: tcp, FileDirection: Download, FileAction: Malware Block, FileName: a.exe, URI: http://bad.example.com/a.exe',
        '<13>2026-10-05T00:00:08Z ftd1 %FTD-1-430001: DeviceUUID: 1, InstanceID: 1, FirstPacketSecond: 2026-10-05T00:00:07Z, ConnectionID: 7, SrcIP: 203.0.113.9, DstIP: 192.168.1.80, SrcPort: 51024, DstPort: 80, Protocol: tcp, IngressInterface: outside, Priority: 1, Message: Block x, ACPolicy: P',
      ],
      events: [{ event_action: 'denied' }, { event_action: 'denied' }, { event_action: 'allowed' }],
    },
  ],
}
