import type { Format } from './format.ts'
import { epochTime, isoTime } from './time.ts'

const value = (name: string) => `extract(payload, '[ ;{]${name} ([^;]*);')`
const date = (name: string) => `replaceRegexpOne(replaceAll(${value(name)}, '/', '-'), '^[0-6] ', '')`
/** UTC, or with `db-time-format local` seconds since 1970 */
const time = (name: string) =>
  `coalesce(${isoTime(date(name), "'UTC'")}, ${epochTime(`replaceRegexpOne(${value(name)}, '^epoch ', '')`)})`

/** The server's own file of leases; records.ts puts each lease on a line. */
export const dhcpdLeases: Format = {
  id: 'isc-dhcpd-leases',
  title: 'ISC dhcpd file of leases (dhcpd.leases)',
  vendor: 'ISC',
  product: 'dhcpd',
  source: 'https://kb.isc.org/docs/isc-dhcp-44-manual-pages-dhcpdleases',
  table: 'lease_event',
  envelope: 'none',
  time: 'payload',
  pattern: 'lease [0-9.]+ \\{ starts (?:[0-6] \\d{4}/\\d\\d/\\d\\d |epoch \\d)',
  step: "extract(payload, '^lease ([0-9.]+)')",
  columns: () => ({
    time: time('starts'),
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step)',
    source_address: 'step',
    // a lease that ended since stands as free or expired, and still tells who had the address
    event_action: "if(match(payload, '; binding state (?:abandoned|reserved);'), 'expire', 'assign')",
    source_mac: `lower(${value('hardware ethernet')})`,
    // the name without its domain, as people call the PC
    source_name: `extract(${value('client-hostname')}, '^"([^".]*)')`,
    lease_seconds: `toUInt32(greatest(0, ifNull(dateDiff('second', ${time('starts')}, ${time('ends')}), 0)))`,
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: '(?:# |authoring-byte-order |server-duid |failover peer |lease [0-9.]+ \\{ (?:binding|cltt|uid|ends))',
      reason: { ja: 'ファイルの見出しや、開始時刻のない貸出', en: "the file's heading, and leases without a start" },
    },
  ],
  examples: [
    {
      lines: [
        'lease 192.168.10.21 { starts 1 2026/10/05 00:31:12; ends 1 2026/10/05 08:31:12; cltt 1 2026/10/05 00:31:12; binding state active; next binding state free; hardware ethernet 00:1B:44:11:3a:b7; uid "\\001\\000\\033D\\021:\\267"; client-hostname "PC-SOUMU-03"; }',
        'lease 192.168.10.22 { starts epoch 1791160272; # Mon Oct  5 09:31:12 2026 ends epoch 1791189072; # Mon Oct  5 17:31:12 2026 binding state free; hardware ethernet 00:1b:44:11:3a:b8; }',
        'lease 192.168.10.23 { starts 1 2026/02/30 00:31:12; binding state active; }',
      ],
      events: [
        {
          time: '2026-10-05T00:31:12.000Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          source_name: 'PC-SOUMU-03',
          event_action: 'assign',
          lease_seconds: 28800,
        },
        { time: '2026-10-05T00:31:12.000Z', source_ip: '192.168.10.22', event_action: 'assign', source_name: '' },
      ],
    },
  ],
}
