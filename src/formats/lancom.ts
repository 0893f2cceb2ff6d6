import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { transport } from './pairs.ts'

const ADDRESS = '(?:(?:\\d{1,3}\\.){3}\\d{1,3}|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f:]+\\]?)'
/** the address's name stands in braces */
const END = `${ADDRESS}(?::\\d{1,5})?(?: \\{[^{}]*\\})?`
/** 1 address, 2 port, 3 address, 4 port, 5 protocol, 6 why */
const PARTS =
  'Dst: \\[?([0-9A-Fa-f.]+|[0-9A-Fa-f:]+?)\\]?(?::(\\d{1,5}))?(?: \\{[^{}]*\\})?, Src: \\[?([0-9A-Fa-f.]+|[0-9A-Fa-f:]+?)\\]?(?::(\\d{1,5}))?(?: \\{[^{}]*\\})? \\(([^()]+)\\): (.*)$'

export const lancom: Format = {
  id: 'lancom-firewall',
  title: 'LANCOM routers, packets that the firewall drops',
  vendor: 'LANCOM Systems',
  product: 'LCOS',
  source: 'https://www.lancom-systems.de/docs/LCOS-Refmanual/ (Firewall, SYSLOG notifications)',
  table: 'flow_event',
  time: 'envelope',
  pattern: `(?:[0-9A-Za-z_.-]+: )?PACKET_ALERT: Dst: ${END}, Src: ${END} \\([^()]+\\): `,
  step: `extractGroups(payload, ${literal(PARTS)})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    observer_name: 'envelope_host',
    source_ip: 'toIPv6OrDefault(step[3])',
    source_address: 'step[3]',
    source_port: 'toUInt16OrZero(step[4])',
    destination_ip: 'toIPv6OrDefault(step[1])',
    destination_port: 'toUInt16OrZero(step[2])',
    network_transport: transport('step[5]'),
    event_action: "'denied'",
    event_id: "concat(step[3], ':', step[4], '>', step[1], ':', step[2])",
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: 'step[6]',
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: '(?:[0-9A-Za-z_.-]+: )?PACKET_INFO:',
      reason: { ja: '直前の遮断の補足', en: 'more about the drop before it' },
    },
  ],
  examples: [
    {
      lines: [
        '<131>Oct  5 09:00:01 lancom1 PACKET_ALERT: Dst: 192.168.10.5:445 {FS01}, Src: 203.0.113.9:4353 {} (TCP): port filter',
        'Oct  5 09:00:02 lancom1 PACKET_ALERT: Dst: 203.0.113.9, Src: 192.168.10.21 {PC-21} (ICMP): packet filter',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'lancom1',
          source_ip: '203.0.113.9',
          source_port: 4353,
          destination_ip: '192.168.10.5',
          destination_port: 445,
          network_transport: 'tcp',
          event_action: 'denied',
          rule_name: 'port filter',
        },
        { source_ip: '192.168.10.21', destination_ip: '203.0.113.9', network_transport: 'icmp' },
      ],
    },
  ],
}
