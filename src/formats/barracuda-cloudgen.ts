/** Barracuda CloudGen (NextGen) Firewall: its activity log, with or without the fields' names. */
import type { Format } from './format.ts'
import { count, transport } from './pairs.ts'
import { found, source } from './pick.ts'

/** the fields stand in one order, whether named (`srcIP=…`) or not */
const ORDER =
  'type proto srcIF srcIP srcPort srcMAC dstIP dstPort dstService dstIF rule info srcNAT dstNAT duration count receivedBytes sentBytes receivedPackets sentPackets user protocol application target'.split(
    ' ',
  )
const value = (name: string) => `step[${ORDER.indexOf(name) + 1}]`

export const barracudaCloudgen: Format = {
  id: 'barracuda-cloudgen',
  title: 'Barracuda CloudGen Firewall, activity log',
  vendor: 'Barracuda Networks',
  product: 'CloudGen Firewall',
  source:
    'https://campus.barracuda.com/product/cloudgenfirewall/doc/ (Available Log Files and Structure, Firewall Activity)',
  table: 'flow_event',
  time: 'envelope',
  pattern:
    '(?:\\S+/)?box_Firewall_Activity: +\\S+ +(?:\\S+ )?[A-Za-z]+: (?:type=)?(?:FWD|LIN|LOUT|LB|IP[A-Z]*)\\|(?:proto=)?[A-Za-z0-9-]+\\|',
  step: "arrayMap(x -> replaceRegexpOne(x, '^[A-Za-z]+=', ''), splitByChar('|', extract(payload, '[A-Za-z]+: ((?:type=)?[A-Z]+\\\\|.*)$')))",
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    ...source(value('srcIP')),
    source_port: `toUInt16OrZero(${value('srcPort')})`,
    source_mac: `lower(${value('srcMAC')})`,
    destination_ip: `toIPv6OrDefault(${value('dstIP')})`,
    destination_port: `toUInt16OrZero(${value('dstPort')})`,
    user_name: value('user'),
    network_transport: transport(value('proto')),
    network_application: value('application'),
    event_action: `multiIf(match(${found(' ([A-Za-z]+): (?:type=)?[A-Z]+\\|')}, 'Block|Deny|Drop'), 'denied', match(${found(' ([A-Za-z]+): (?:type=)?[A-Z]+\\|')}, 'Fail'), 'other', 'allowed')`,
    source_bytes: count(value('sentBytes')),
    destination_bytes: count(value('receivedBytes')),
    event_duration_ms: count(value('duration')),
    rule_name: value('rule'),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '<14>Oct  5 09:00:01 HQ-FW HQ-FW/box_Firewall_Activity:  Info     HQ-FW Remove: type=FWD|proto=UDP|srcIF=eth1|srcIP=192.168.10.21|srcPort=35119|srcMAC=00:00:5e:00:53:01|dstIP=203.0.113.53|dstPort=53|dstService=domain|dstIF=eth0|rule=InternetAccess|info=Balanced Session Idle Timeout|srcNAT=198.51.100.1|dstNAT=203.0.113.53|duration=21132|count=1|receivedBytes=130|sentBytes=62|receivedPackets=1|sentPackets=1|user=tanaka|protocol=DNS|application=DNS Base|target=|content=|urlcat=',
        'Oct  5 09:00:02 HQ-FW/box_Firewall_Activity:  Security HQ-FW Block: FWD|TCP|eth0|203.0.113.9|51022|00:00:5e:00:53:02|198.51.100.1|23||eth1|BLOCKALL|Block by Rule|0.0.0.0|0.0.0.0|0|1|0|0|0|0|',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 35119,
          destination_ip: '203.0.113.53',
          destination_port: 53,
          network_transport: 'udp',
          user_name: 'tanaka',
          source_bytes: 62,
          destination_bytes: 130,
          event_duration_ms: 21132,
          event_action: 'allowed',
        },
        { source_ip: '203.0.113.9', destination_port: 23, event_action: 'denied', rule_name: 'BLOCKALL' },
      ],
    },
  ],
}
