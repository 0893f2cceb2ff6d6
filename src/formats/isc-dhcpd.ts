import type { Format } from './format.ts'

const NAME = "extract(payload, ' \\\\(([^()]+)\\\\) via ')"
const MAC = "lower(extract(payload, '((?:[0-9A-Fa-f]{1,2}:){5}[0-9A-Fa-f]{1,2})'))"
const ADDRESS = "extract(payload, 'DHCP(?:ACK on|RELEASE of|ACK to) ([0-9A-Fa-f.:]+)')"

export const iscDhcpd: Format = {
  id: 'isc-dhcpd',
  title: 'ISC dhcpd leases in syslog',
  vendor: 'ISC',
  product: 'dhcpd',
  source: 'https://kb.isc.org/docs/isc-dhcp-44-manual-pages-dhcpd (log messages)',
  table: 'lease_event',
  pattern:
    '(?:DHCPACK on [0-9A-Fa-f.:]+ to [0-9A-Fa-f:]+ |DHCPACK to [0-9A-Fa-f.:]+ \\([0-9A-Fa-f:]+\\)|DHCPRELEASE of [0-9A-Fa-f.:]+ from )',
  tag: 'dhcpd',
  time: 'envelope',
  step: ADDRESS,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step)',
    source_address: 'step',
    event_action: "if(position(payload, 'DHCPRELEASE') > 0, 'release', 'assign')",
    source_mac: MAC,
    source_name: NAME,
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern:
        '(?:DHCPDISCOVER|DHCPOFFER|DHCPREQUEST|DHCPINFORM|DHCPNAK|DHCPDECLINE|DHCPEXPIRE|BOOTREQUEST|BOOTREPLY|DHCPLEASEQUERY) ',
      reason: {
        ja: '貸出に至る途中のやり取り（貸出はDHCPACKで分かる）',
        en: 'steps towards a lease: the DHCPACK tells the lease',
      },
    },
    {
      pattern:
        '(?:Internet Systems|Copyright|All rights|For info|Wrote|Listening|Sending|Server starting|Config file|Database file|PID file|Added new|Removed|reuse_lease:|Abandoning|ICMP Echo|uid lease)',
      reason: { ja: 'サーバ自身の記録', en: "the server's own notes" },
    },
  ],
  examples: [
    {
      lines: ['Oct  5 08:31:12 dhcp1 dhcpd[640]: DHCPACK on 192.168.10.21 to 00:1B:44:11:3A:B7 (PC-SOUMU-03) via eth0'],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          source_name: 'PC-SOUMU-03',
          event_action: 'assign',
        },
      ],
    },
    {
      lines: [
        'Oct  5 18:02:00 dhcp1 dhcpd: DHCPRELEASE of 192.168.10.21 from 00:1b:44:11:3a:b7 (PC-SOUMU-03) via eth0 (found)',
      ],
      events: [{ source_ip: '192.168.10.21', event_action: 'release', source_name: 'PC-SOUMU-03' }],
    },
    {
      lines: ['Oct  5 08:40:00 dhcp1 dhcpd: DHCPACK on 192.168.10.30 to 00:1b:44:11:3a:c0 via eth0'],
      events: [{ source_ip: '192.168.10.30', source_name: '', event_action: 'assign' }],
    },
  ],
}
