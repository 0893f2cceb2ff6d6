import { literal } from './envelope.ts'
import type { Format } from './format.ts'

/** 1 address, 2 what happened, 3 name, 4 MAC, 5 start, 6 end */
const GROUPS = literal('r-l-e:([^,]*),([^,]*),([^,]*),([^,]*),(\\d*),(\\d*)')

export const infobloxLease: Format = {
  id: 'infoblox-lease',
  title: 'Infoblox NIOS lease events (r-l-e)',
  vendor: 'Infoblox',
  product: 'NIOS',
  source: 'https://docs.infoblox.com/space/nios90 (DHCP lease history in syslog)',
  table: 'lease_event',
  tag: 'dhcpd',
  time: 'envelope',
  pattern: 'r-l-e:[0-9A-Fa-f.:]+,[A-Za-z]+,[^,]*,[0-9A-Fa-f:]*,\\d*,\\d*,',
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    event_action:
      "multiIf(step[2] IN ('Freed', 'Released', 'Abandoned'), 'release', step[2] = 'Expired', 'expire', 'assign')",
    source_mac: 'lower(step[4])',
    source_name: 'step[3]',
    lease_seconds: 'greatest(0, toInt64OrZero(step[6]) - toInt64OrZero(step[5]))',
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: '(?:Option 82: |RELEASE on |Dynamic and static leases present|Failed to|failover peer )',
      reason: { ja: '貸出に至る途中のやり取り', en: 'steps towards a lease' },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 08:31:12 dhcp1 dhcpd[640]: r-l-e:192.168.10.21,Issued,PC-SOUMU-03,00:1b:44:11:3a:b7,1791156672,1791329472,,$',
      ],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '192.168.10.21',
          source_name: 'PC-SOUMU-03',
          source_mac: '00:1b:44:11:3a:b7',
          lease_seconds: 172800,
          event_action: 'assign',
        },
      ],
    },
  ],
}
