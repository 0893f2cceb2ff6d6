import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { count, PAIRS, transport, value } from './pairs.ts'

/** `192.168.1.33:1234`, `[2001:db8::1]:1234`; the last colon parts the port */
const end = (key: string, n: number) =>
  `extractGroups(${value(key)}, ${literal('^\\[?([0-9A-Fa-f.:]*?)\\]?(?::(\\d+))?$')})[${n}]`

export const zyxel: Format = {
  id: 'zyxel',
  title: 'Zyxel ZyWALL and USG: traffic log and firewall events',
  vendor: 'Zyxel',
  product: 'ZyWALL, USG, ATP',
  source: "ZyWALL User's Guide, Logs, table Syslog Logs",
  table: 'flow_event',
  time: 'envelope',
  pattern: '(?:[A-Za-z0-9_-]+: )?src="[0-9A-Fa-f.:\\[\\]]+" dst="[0-9A-Fa-f.:\\[\\]]+" msg="[^"]*" note="',
  step: PAIRS,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${end('src', 1)})`,
    source_address: end('src', 1),
    source_port: `toUInt16OrZero(${end('src', 2)})`,
    destination_ip: `toIPv6OrDefault(${end('dst', 1)})`,
    destination_port: `toUInt16OrZero(${end('dst', 2)})`,
    user_name: `if(${value('user')} = 'unknown', '', ${value('user')})`,
    network_transport: transport(`if(${value('protoID')} != '', ${value('protoID')}, ${value('protoid')})`),
    network_application: value('proto'),
    event_action: `multiIf(match(concat(${value('note')}, ' ', ${value('msg')}), '(?i)block|drop|den(y|ied)|reject'), 'denied', match(concat(${value('note')}, ' ', ${value('msg')}), '(?i)forward|accept|allow|permit|traffic log'), 'allowed', 'other')`,
    event_id: `concat(${value('src')}, '>', ${value('dst')})`,
    source_bytes: count(value('sent')),
    destination_bytes: count(value('rcvd')),
    event_duration_ms: `if(${value('duration')} = '', -1, toInt64OrZero(${value('duration')}) * 1000)`,
    rule_name: value('msg'),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: '(?:[A-Za-z0-9_-]+: )?src="[^"]*" dst="[^"]*" msg="',
      reason: { ja: '装置自身の記録（通信ではない）', en: "the device's own events: no connection" },
    },
  ],
  examples: [
    {
      lines: [
        '<142>Oct  5 09:00:01 usg60 src="192.168.10.21:51022" dst="203.0.113.9:443" msg="Traffic Log" note="Traffic Log" user="unknown" devID="b8eca3000001" cat="Traffic Log" duration=61 sent=2140 rcvd=5120 dir="LAN:WAN" protoID=6 proto="https" trans="Normal"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.9',
          destination_port: 443,
          network_transport: 'tcp',
          event_action: 'allowed',
          source_bytes: 2140,
          destination_bytes: 5120,
          event_duration_ms: 61000,
          user_name: '',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 usg60 src="198.51.100.9:4000" dst="203.0.113.1:22" msg="priority:2, from WAN to ZyWALL, TCP, service SSH, DROP" note="ACCESS BLOCK" devID="b8eca3000001" cat="Firewall"',
      ],
      events: [{ event_action: 'denied', destination_port: 22, source_bytes: -1 }],
    },
  ],
}
