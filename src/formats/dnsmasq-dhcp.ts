import type { Format } from './format.ts'

/** DHCPv6 has a DUID in the MAC's place: the MAC is its end where it was made from one (types 1 and 3) */
const GROUPS =
  "'^(?:\\\\d+ )?DHCP(ACK|RELEASE|REPLY)\\\\([^)]*\\\\) ([0-9A-Fa-f.:]+) (?:00:0(?:1:00:01:(?:[0-9a-fA-F]{2}:){4}|3:00:01:))?([0-9a-fA-F:]{17})(?: (\\\\S+))?$'"

export const dnsmasqDhcp: Format = {
  id: 'dnsmasq-dhcp',
  title: "dnsmasq's DHCP leases in syslog",
  vendor: 'Simon Kelley',
  product: 'dnsmasq',
  source: 'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html (log-dhcp)',
  table: 'lease_event',
  tag: 'dnsmasq-dhcp',
  time: 'envelope',
  pattern:
    '(?:\\d+ )?(?:DHCP(?:ACK|RELEASE)\\([^)]*\\) [0-9.]+ [0-9a-fA-F:]{17}|DHCPREPLY\\([^)]*\\) [0-9A-Fa-f:]+ 00:0[13]:00:01:)',
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[2])',
    source_address: 'step[2]',
    event_action: "if(step[1] = 'RELEASE', 'release', 'assign')",
    source_mac: 'lower(step[3])',
    source_name: 'step[4]',
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern:
        '(?:\\d+ )?(?:DHCP(?:DISCOVER|OFFER|REQUEST|INFORM|NAK|DECLINE|SOLICIT|ADVERTISE|RENEW|REBIND|CONFIRM|REPLY)|SLAAC-CONFIRM|router |IPv6 |available DHCP|vendor class|client provides|tags:|requested options|next server|sent size|DHCP, |RTR-|not giving name|abandoning lease|no address range|read /)',
      reason: { ja: '貸出に至る途中のやり取り', en: 'steps towards a lease' },
    },
  ],
  examples: [
    {
      lines: ['Oct  5 08:31:12 router dnsmasq-dhcp[812]: DHCPACK(br0) 192.168.10.21 00:1B:44:11:3a:b7 PC-SOUMU-03'],
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
        'Oct  5 08:31:13 router dnsmasq-dhcp[812]: 77 DHCPREPLY(br0) 2001:db8::21 00:01:00:01:25:84:ae:29:00:1b:44:11:3a:b8 PC-22',
      ],
      events: [
        { source_ip: '2001:db8::21', source_mac: '00:1b:44:11:3a:b8', source_name: 'PC-22', event_action: 'assign' },
      ],
    },
    {
      lines: ['Oct  5 18:00:00 router dnsmasq-dhcp[812]: 4711 DHCPRELEASE(br0) 192.168.10.21 00:1b:44:11:3a:b7'],
      events: [{ event_action: 'release', source_name: '' }],
    },
  ],
}
