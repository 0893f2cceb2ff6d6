import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { head } from './paloalto.ts'
import { isoTime } from './time.ts'

const DATE = '\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d'

export const paloaltoDhcp: Format = {
  id: 'paloalto-dhcp',
  title: 'Palo Alto Networks PAN-OS system log: leases of its DHCP server (CSV)',
  vendor: 'Palo Alto Networks',
  product: 'PAN-OS',
  source:
    'https://docs.paloaltonetworks.com/pan-os/11-0/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/system-log-fields',
  table: 'lease_event',
  time: 'payload',
  pattern: `${head('SYSTEM')},dhcp,.*DHCP lease [a-z]+ ip [0-9A-Fa-f.:]+ --> mac `,
  step: `extractGroups(payload, ${literal(`,SYSTEM,dhcp,[^,]*,(${DATE}),.*?DHCP lease (\\w+) ip ([0-9A-Fa-f.:]+) --> mac ([0-9A-Fa-f:.-]+)(?: - hostname ([^\\s,"]+))?`)})`,
  columns: ({ timezone }) => ({
    time: isoTime(`replaceAll(step[1], '/', '-')`, timezone),
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[3])',
    source_address: 'step[3]',
    event_action: "multiIf(step[2] = 'released', 'release', step[2] IN ('expired', 'ended'), 'expire', 'assign')",
    source_mac: 'lower(step[4])',
    // a client that tells none stands in brackets
    source_name: "if(startsWith(step[5], '['), '', step[5])",
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'Oct  5 08:31:12 PA-1 1,2026/10/05 08:31:12,007051000012345,SYSTEM,dhcp,2562,2026/10/05 08:31:12,,lease-start,,0,0,general,informational,"DHCP lease started ip 192.168.10.21 --> mac 00:1b:44:11:3a:b7 - hostname PC-SOUMU-03, interface ethernet1/2",11,0x0,0,0,0,0,,PA-1',
        '1,2026/10/05 08:32:12,007051000012345,SYSTEM,dhcp,0,2026/10/05 08:32:12,,lease-start,,0,0,general,informational,DHCP lease started ip 192.168.10.22 --> mac 00:1b:44:11:3a:b8 - hostname [Unavailable],12,0x0,0,0,0,0,,PA-1',
      ],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          source_name: 'PC-SOUMU-03',
          event_action: 'assign',
        },
        { source_ip: '192.168.10.22', source_name: '' },
      ],
    },
  ],
}
