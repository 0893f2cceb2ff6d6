import type { Format } from './format.ts'
import { transport } from './pairs.ts'
import { isoTime } from './time.ts'

const at = (n: number) => `if(step[${n}] = '-', '', step[${n}])`

/** pfirewall.log; its `#` lines are told by the W3C formats' header. */
export const windowsFirewall: Format = {
  id: 'windows-firewall',
  title: 'Windows Defender Firewall (pfirewall.log)',
  vendor: 'Microsoft',
  product: 'Windows Firewall',
  source:
    'https://learn.microsoft.com/en-us/windows/security/operating-system-security/network-security/windows-firewall/configure-logging',
  table: 'flow_event',
  envelope: 'none',
  // local time, as `#Time Format: Local` says
  time: 'payload',
  pattern:
    '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d (?:ALLOW|DROP|OPEN|OPEN-INBOUND|CLOSE) [A-Z0-9]+ [0-9A-Fa-f.:%]+ [0-9A-Fa-f.:%]+ (?:\\d+|-) (?:\\d+|-) ',
  step: "splitByChar(' ', payload)",
  columns: ({ timezone }) => ({
    time: isoTime("concat(step[1], ' ', step[2])", timezone),
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(replaceRegexpOne(${at(5)}, '%.*$', ''))`,
    source_address: at(5),
    source_port: `toUInt16OrZero(${at(7)})`,
    destination_ip: `toIPv6OrDefault(replaceRegexpOne(${at(6)}, '%.*$', ''))`,
    destination_port: `toUInt16OrZero(${at(8)})`,
    network_transport: transport(at(4)),
    event_action: "multiIf(step[3] = 'DROP', 'denied', step[3] = 'CLOSE', 'other', 'allowed')",
    event_id: `concat(${at(5)}, ':', ${at(7)}, '>', ${at(6)}, ':', ${at(8)})`,
    // the size is one packet's
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [{ pattern: '#Time Format: ', reason: { ja: 'W3C形式の見出し', en: "W3C's header" } }],
  examples: [
    {
      lines: ['2026-10-05 09:00:01 DROP TCP 192.168.10.21 203.0.113.9 51022 445 52 S 1234 0 64240 - - - SEND'],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.9',
          destination_port: 445,
          network_transport: 'tcp',
          event_action: 'denied',
          source_bytes: -1,
        },
      ],
    },
    {
      lines: ['2026-10-05 09:00:02 ALLOW ICMP fe80::1%4 ff02::16 - - 0 - - - - 143 0 - SEND 1234'],
      events: [
        { source_ip: 'fe80::1', destination_ip: 'ff02::16', network_transport: 'icmp', event_action: 'allowed' },
      ],
    },
  ],
}
