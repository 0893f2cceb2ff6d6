import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { about, LEEF_HEAD, SYSLOG_HEAD, SYSLOG_TIME } from './watchguard.ts'

const LEASE = 'DHCP(?:ACK on|RELEASE of) [0-9A-Fa-f.:]+ '
export const watchguardDhcp: Format = {
  ...about,
  id: 'watchguard-dhcp',
  title: 'WatchGuard Firebox DHCP server',
  table: 'lease_event',
  time: 'envelope',
  pattern: `(?:${SYSLOG_HEAD}${LEASE}|${LEEF_HEAD}.*msg=${LEASE})`,
  step: `extractGroups(payload, ${literal('DHCP(ACK on|RELEASE of) ([0-9A-Fa-f.:]+) (?:to|from) ([0-9A-Fa-f:]+)(?: \\(([^)]*)\\))?')})`,
  columns: () => ({
    time: SYSLOG_TIME,
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[2])',
    source_address: 'step[2]',
    event_action: "if(step[1] = 'ACK on', 'assign', 'release')",
    source_mac: 'lower(step[3])',
    source_name: 'step[4]',
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `(?:${SYSLOG_HEAD}|${LEEF_HEAD})`,
      reason: { ja: '装置自身・認証の記録（通信ではない）', en: "the device's own events and sign-ins: no connection" },
    },
  ],
  examples: [
    {
      lines: [
        '<142>Oct  5 08:31:13 Firebox-HQ FVE6035FD3AE3 (2026-10-04T23:31:12) dhcpd[812]: msg_id="1600-0066" DHCPACK on 192.168.10.21 to 00:1B:44:11:3A:B7 (PC-SOUMU-03) via eth1',
      ],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          source_name: 'PC-SOUMU-03',
        },
      ],
    },
    {
      lines: [
        'Oct  5 08:31:13 Firebox-HQ LEEF:1.0|WatchGuard|XTM|12.8.2.B666661|16000066|serial=0\tmsg=DHCPACK on 192.168.10.22 to 00:1b:44:11:3a:b8 via vlan2',
      ],
      events: [{ time: '2026-10-04T23:31:13.000Z', source_ip: '192.168.10.22', source_name: '' }],
    },
  ],
}
