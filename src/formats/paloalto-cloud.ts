/**
 * Palo Alto Networks' cloud (Prisma Access, Strata Logging Service, formerly Cortex Data Lake): the traffic log as it forwards it in
 * CSV. PAN-OS' fields in PAN-OS' order, but without those kept for the future and the flags, and times as ISO.
 */
import type { Format } from './format.ts'
import { isoTime } from './time.ts'

const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z'
const at = (n: number) => `trim(BOTH '"' FROM step[${n}])`
/** at the start of a session nothing is counted yet */
const counted = (n: number, times = '') => `if(step[4] = 'start', -1, toInt64OrZero(step[${n}])${times})`

export const paloaltoCloudTraffic: Format = {
  id: 'paloalto-cloud-traffic',
  title: 'Palo Alto Networks Prisma Access and Strata Logging Service traffic log (CSV)',
  vendor: 'Palo Alto Networks',
  product: 'Prisma Access, Strata Logging Service',
  source: 'https://docs.paloaltonetworks.com/strata-logging-service/log-reference/network-logs/network-traffic-log',
  table: 'flow_event',
  time: 'payload',
  pattern: `${TIME},[^,]*,TRAFFIC,(?:start|end|drop|deny),[^,]*,${TIME},`,
  // a quoted field may hold commas
  step: `extractAll(concat(',', payload), ',("(?:[^"]|"")*"|[^,]*)')`,
  columns: ({ timezone }) => ({
    time: isoTime('step[6]', timezone),
    observer_type: "'firewall'",
    source_ip: 'toIPv6OrDefault(step[7])',
    source_address: 'step[7]',
    source_port: 'toUInt16OrZero(step[23])',
    destination_ip: 'toIPv6OrDefault(step[8])',
    destination_port: 'toUInt16OrZero(step[24])',
    user_name: at(12),
    network_transport: 'lower(step[27])',
    network_application: 'step[14]',
    event_action: "multiIf(step[28] = 'allow', 'allowed', step[28] = '', 'other', 'denied')",
    event_id: 'step[21]',
    source_bytes: counted(30),
    destination_bytes: counted(31),
    event_duration_ms: counted(34, ' * 1000'),
    rule_name: at(11),
  }),
  // another order of fields would put something else where the protocol's name stands
  required: "source_ip != toIPv6('::') AND match(step[27], '^[A-Za-z0-9-]+$') AND match(step[29], '^\\\\d+$')",
  examples: [
    {
      lines: [
        '<14>1 2026-10-05T00:00:04.177Z stream-1 logforwarder - panwlogs - 2026-10-05T00:00:03.000000Z,no-serial,TRAFFIC,end,10.2,2026-10-05T00:00:01.000000Z,192.168.10.21,203.0.113.9,198.51.100.1,203.0.113.9,"LAN, out",tanaka@example.co.jp,,ssl,vsys1,trust,untrust,tunnel.1,ethernet1/1,fwd,48211,1,51022,443,40001,443,tcp,allow,7260,2140,5120,26,2026-10-05T00:00:00.000000Z,61,business-and-economy,7,192.168.0.0-192.168.255.255,JP,12,14,tcp-fin',
        '2026-10-05T00:00:05.000000Z,no-serial,TRAFFIC,deny,10.2,2026-10-05T00:00:02.000000Z,192.168.10.21,203.0.113.10,,,deny-all,,,not-applicable,vsys1,trust,untrust,tunnel.1,,fwd,0,1,51023,445,0,0,tcp,reset-both,66,66,0,1,2026-10-05T00:00:02.000000Z,0,any',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.9',
          destination_port: 443,
          user_name: 'tanaka@example.co.jp',
          event_action: 'allowed',
          source_bytes: 2140,
          destination_bytes: 5120,
          event_duration_ms: 61000,
          rule_name: 'LAN, out',
        },
        { event_action: 'denied', destination_port: 445 },
      ],
    },
  ],
}
