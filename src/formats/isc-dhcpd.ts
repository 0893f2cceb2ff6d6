import type { Format } from './format.ts'

/** an answer to DHCPINFORM has the hardware address in the brackets */
const NAME =
  "replaceRegexpOne(extract(payload, ' \\(([^()]+)\\) via '), '^(?:[0-9A-Fa-f]{1,2}:){5}[0-9A-Fa-f]{1,2}$', '')"
/** of the client, else of a DUID made from a link-layer address (types 1 and 3) */
const MAC =
  "lower(if(match(payload, ' with duid '), extract(payload, ' duid 00:0(?:1:00:01:(?:[0-9A-Fa-f]{2}:){4}|3:00:01:)((?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2})'), extract(payload, '((?:[0-9A-Fa-f]{1,2}:){5}[0-9A-Fa-f]{1,2})')))"
const ADDRESS =
  "extract(payload, '(?:DHCP(?:ACK on|EXPIRE on|RELEASE of|ACK to)|BOOTREPLY (?:for|on)|Reply NA: address) ([0-9A-Fa-f.:]+)')"
const MESSAGES = [
  'DHCP(?:ACK|EXPIRE) on [0-9A-Fa-f.:]+ to [0-9A-Fa-f:]+(?: |$)',
  'DHCPACK to [0-9A-Fa-f.:]+ \\([0-9A-Fa-f:]+\\)',
  'DHCPRELEASE of [0-9A-Fa-f.:]+ from ',
  'BOOTREPLY (?:for|on) [0-9A-Fa-f.:]+ to ',
  'Reply NA: address [0-9A-Fa-f:]+ to client with duid ',
]

export const iscDhcpd: Format = {
  id: 'isc-dhcpd',
  title: 'ISC dhcpd leases in syslog (also Infoblox, pfSense, OPNsense), IPv4 and IPv6',
  vendor: 'ISC',
  product: 'dhcpd',
  source: 'https://kb.isc.org/docs/isc-dhcp-44-manual-pages-dhcpd (log messages)',
  table: 'lease_event',
  pattern: `(?:${MESSAGES.join('|')})`,
  tag: '(?:isc-)?dhcpd6?',
  time: 'envelope',
  step: ADDRESS,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step)',
    source_address: 'step',
    event_action:
      "multiIf(startsWith(payload, 'DHCPRELEASE'), 'release', startsWith(payload, 'DHCPEXPIRE'), 'expire', 'assign')",
    source_mac: MAC,
    source_name: NAME,
    lease_seconds: "toUInt32OrZero(extract(payload, ' (?:lease-duration|valid for) (\\\\d+)'))",
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern:
        '(?:DHCPDISCOVER|DHCPOFFER|DHCPREQUEST|DHCPINFORM|DHCPNAK|DHCPDECLINE|BOOTREQUEST|DHCPLEASEQUERY|Advertise |Solicit |Request message|Renew message|Rebind message|Confirm message|Information-request|Release message|Decline message|Relay-forward|Picking pool|Unable to pick)',
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
      lines: [
        'Oct  5 08:41:00 dhcp1 dhcpd[640]: DHCPACK on 192.168.10.31 to 00:1b:44:11:3a:c1 (PC-31) via eth2 relay 192.168.10.1 lease-duration 172800 (RENEW)',
        'Oct  5 08:42:00 fw dhcpd[640]: Reply NA: address 2001:db8::1f2a to client with duid 00:01:00:01:25:84:ae:29:00:1b:44:11:3a:c2 iaid = 139213791 valid for 7200 seconds',
        'Oct  5 08:43:00 dhcp1 dhcpd[640]: DHCPEXPIRE on 192.168.10.31 to 00:1b:44:11:3a:c1',
      ],
      events: [
        { source_ip: '192.168.10.31', source_name: 'PC-31', lease_seconds: 172800 },
        { source_ip: '2001:db8::1f2a', source_mac: '00:1b:44:11:3a:c2', lease_seconds: 7200, event_action: 'assign' },
        { source_ip: '192.168.10.31', event_action: 'expire' },
      ],
    },
    {
      lines: [
        'Oct  5 08:40:00 dhcp1 dhcpd: DHCPACK on 192.168.10.30 to 00:1b:44:11:3a:c0 via eth0',
        'Oct  5 08:40:01 dhcp1 dhcpd: DHCPACK to 192.168.10.32 (00:1b:44:11:3a:c3) via eth0',
      ],
      events: [
        { source_ip: '192.168.10.30', source_name: '', event_action: 'assign' },
        { source_ip: '192.168.10.32', source_name: '', source_mac: '00:1b:44:11:3a:c3' },
      ],
    },
  ],
}
