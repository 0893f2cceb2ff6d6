/** Kea DHCP: its log, the legal log of its hook, and its file of leases. */
import type { Format } from './format.ts'

const ADDRESS = '[0-9A-Fa-f.:]+'
const about = {
  vendor: 'ISC',
  product: 'Kea DHCP',
  source:
    'https://kea.readthedocs.io/en/latest/kea-messages.html (DHCP4_LEASE_ALLOC, DHCP6_LEASE_ALLOC, …), hooks: legal log, memfile leases',
  table: 'lease_event' as const,
  required: "source_ip != toIPv6('::')",
}
/** of `hwtype=1 00:1b:…`, else of a DUID made from a link-layer address (types 1 and 3) */
const MAC =
  "lower(if(match(payload, 'hwtype=\\\\d+ [0-9A-Fa-f]{2}:'), extract(payload, 'hwtype=\\\\d+ ((?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2})'), extract(payload, '00:0(?:1:00:01:(?:[0-9A-Fa-f]{2}:){4}|3:00:01:)((?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2})')))"

const log: Format = {
  ...about,
  id: 'kea',
  title: 'Kea DHCP log: leases',
  tag: 'kea-dhcp[46]',
  time: 'envelope',
  pattern: `(?: *[A-Z]+)? *(?:\\[[^\\]]*\\] +)?DHCP[46]_(?:LEASE_(?:ALLOC|RENEW|REUSE)|RELEASE(?:_NA)?(?:_EXPIRED|_DELETED)?) [^:].*(?:lease|address) (?:for address )?${ADDRESS} (?:and iaid=\\d+ )?(?:has been|was|binding)`,
  step: `extractGroups(payload, '(?:lease|address) (?:for address )?(${ADDRESS}) (?:and iaid=\\\\d+ )?(?:has been|was|binding)(?:.*for (\\\\d+) seconds)?')`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    event_action: "if(match(payload, 'DHCP[46]_RELEASE'), 'release', 'assign')",
    source_mac: MAC,
    lease_seconds: 'toUInt32OrZero(step[2])',
  }),
  ignore: [
    {
      pattern:
        '(?: *[A-Z]+)? *(?:\\[kea-[^\\]]*\\] +)?(?:DHCP[46]|DHCPSRV|ALLOC|HOSTS|COMMAND|DHCP_DDNS|EVAL|LEASE_|HA_|LFC)[A-Z0-9_]+ ',
      reason: { ja: '貸出以外のDHCPサーバの記録', en: 'notes of the DHCP server: no lease' },
    },
  ],
  examples: [
    {
      lines: [
        '2026-10-05 08:31:12.250 INFO  [kea-dhcp4.leases/812.140211] DHCP4_LEASE_ALLOC [hwtype=1 00:1B:44:11:3a:b7], cid=[01:00:1b:44:11:3a:b7], tid=0x12ab: lease 192.168.10.21 has been allocated for 3600 seconds',
        'Oct  5 08:31:13 dhcp1 kea-dhcp6[812]: INFO  DHCP6_LEASE_ALLOC duid=[00:01:00:01:25:84:ae:29:00:1b:44:11:3a:b8], tid=0x1: lease for address 2001:db8::21 and iaid=7 has been allocated for 7200 seconds',
        'Oct  5 18:00:00 dhcp1 kea-dhcp4: INFO  [kea-dhcp4.leases.0x7f] DHCP4_RELEASE [hwtype=1 00:1b:44:11:3a:b7], cid=[no info], tid=0x3: address 192.168.10.21 was released properly.',
      ],
      events: [
        {
          time: '2026-10-04T23:31:12.250Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          event_action: 'assign',
          lease_seconds: 3600,
        },
        { source_ip: '2001:db8::21', source_mac: '00:1b:44:11:3a:b8', lease_seconds: 7200 },
        { source_ip: '192.168.10.21', event_action: 'release' },
      ],
    },
  ],
}

/** address, MAC, client id, seconds, end, subnet, two flags, name, state: 0 assigned, 1 declined, 2 expired, 3 released */
const leases: Format = {
  ...about,
  id: 'kea-leases4',
  title: 'Kea DHCP, file of leases (kea-leases4.csv)',
  envelope: 'none',
  time: 'payload',
  pattern: '(?:\\d{1,3}\\.){3}\\d{1,3},[0-9a-f:]{17},[0-9a-f:]*,\\d{1,9},\\d{10},\\d+,[01],[01],[^,]*,[0-3](?:,.*)?$',
  step: "splitByChar(',', payload)",
  columns: () => ({
    // the file has the end of the lease: it began its length before
    time: "fromUnixTimestamp64Milli((toInt64OrZero(step[5]) - if(step[10] = '0', toInt64OrZero(step[4]), 0)) * 1000, 'UTC')",
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    event_action: "multiIf(step[10] = '0', 'assign', step[10] = '3', 'release', 'expire')",
    source_mac: 'step[2]',
    source_name: "extract(step[9], '^([^.]*)')",
    lease_seconds: 'toUInt32OrZero(step[4])',
  }),
  ignore: [{ pattern: 'address,hwaddr,client_id,', reason: { ja: '見出し', en: 'header' } }],
  examples: [
    {
      lines: [
        '192.168.10.21,00:1b:44:11:3a:b7,01:00:1b:44:11:3a:b7,3600,1791162001,1,0,0,pc-soumu-03.example.local,0,,0',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          source_name: 'pc-soumu-03',
          lease_seconds: 3600,
        },
      ],
    },
  ],
}

export const KEA_FORMATS = [log, leases]
