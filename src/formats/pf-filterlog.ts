/** pf's filterlog of pfSense and OPNsense: comma-separated, the columns depend on the IP version and the protocol. */
import type { Format } from './format.ts'
import { transport } from './pairs.ts'

/** rule, sub rule, anchor, tracker or label, interface, reason, action, direction, version */
const HEAD = '\\d*,[^,]*,[^,]*,[^,]*,[^,]*,[a-z_-]+,(?:pass|block|reject|match|nat|rdr|scrub|binat)?,(?:in|out|inout)?,'
const IS_V6 = "step[9] = '6'"
const at = (v4: number, v6: number) => `if(${IS_V6}, step[${v6}], step[${v4}])`
const PROTOCOL = at(17, 13)
const HAS_PORTS = `lower(${PROTOCOL}) IN ('tcp', 'udp', 'sctp')`
const SOURCE = at(19, 16)

export const pfFilterlog: Format = {
  id: 'pf-filterlog',
  title: 'pfSense and OPNsense firewall (pf filterlog)',
  vendor: 'Netgate, Deciso',
  product: 'pfSense, OPNsense',
  source: 'https://docs.netgate.com/pfsense/en/latest/monitoring/logs/raw-filter-format.html',
  table: 'flow_event',
  tag: 'filterlog',
  time: 'envelope',
  pattern: `${HEAD}(?:4,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,\\d+,[^,]*,\\d*,[0-9.]+,[0-9.]+,|6,[^,]*,[^,]*,[^,]*,[^,]*,\\d+,\\d*,[0-9A-Fa-f:.]+,[0-9A-Fa-f:.]+,)`,
  step: "splitByChar(',', concat(payload, ','))",
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${SOURCE})`,
    source_address: SOURCE,
    source_port: `if(${HAS_PORTS}, toUInt16OrZero(${at(21, 18)}), 0)`,
    destination_ip: `toIPv6OrDefault(${at(20, 17)})`,
    destination_port: `if(${HAS_PORTS}, toUInt16OrZero(${at(22, 19)}), 0)`,
    network_transport: transport(PROTOCOL),
    event_action:
      "multiIf(step[7] IN ('block', 'reject'), 'denied', step[7] IN ('pass', 'rdr', 'nat'), 'allowed', 'other')",
    event_id: `concat(${SOURCE}, ':', ${at(21, 18)}, '>', ${at(20, 17)}, ':', ${at(22, 19)})`,
    // the length is one packet's
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: 'step[4]',
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `${HEAD}(?:[0-35789]|,)`,
      reason: { ja: 'IP以外のパケット', en: 'packets other than IP' },
    },
  ],
  examples: [
    {
      lines: [
        '<134>1 2026-10-05T09:00:01.250000+09:00 fw1.example.co.jp filterlog 44013 - - 5,,,1000000103,igb1,match,block,in,4,0x0,,127,26567,0,DF,6,tcp,60,192.168.10.21,203.0.113.9,40234,445,0,S,3917296601,,64240,,mss',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          source_port: 40234,
          destination_ip: '203.0.113.9',
          destination_port: 445,
          network_transport: 'tcp',
          event_action: 'denied',
          rule_name: '1000000103',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 fw1 filterlog[44013]: 123,,,41cbdd1cea144179a26efd069e1ee54f,vtnet9,match,pass,out,6,0x00,0x1234,64,UDP,17,52,2001:db8::21,2001:db8:1::53,12345,53,52',
      ],
      events: [
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '2001:db8::21',
          destination_ip: '2001:db8:1::53',
          destination_port: 53,
          network_transport: 'udp',
          event_action: 'allowed',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:03 fw1 filterlog: 8,,,1000000103,igb5,match,block,in,4,0x0,,250,31401,0,none,1,icmp,92,192.168.10.21,203.0.113.9,request,540,55972',
      ],
      events: [{ network_transport: 'icmp', destination_port: 0, source_port: 0 }],
    },
  ],
}
