import { about, CODE, NAME, OWN_TIME, time } from './cisco-line.ts'
import { literal } from './envelope.ts'
import type { Format } from './format.ts'

const LEASE = '60410[34]:? DHCP daemon interface '

/** A card's number, or a client's that begins with the kind of its network: 0100.1b44.113a.b7 */
const MAC = `lower(right(replaceAll(step[2], '.', ''), 12))`

const leases = (id: string, ownTime: boolean): Format => ({
  ...about,
  id,
  title: `Cisco ASA and FTD: leases of the DHCP server${ownTime ? ', times with the year' : ''}`,
  table: 'lease_event',
  time: ownTime ? 'payload' : 'envelope',
  pattern: `${ownTime ? OWN_TIME : NAME}${CODE}${LEASE}`,
  step: `extractGroups(payload, ${literal(`60410[34]:? DHCP daemon interface [^:]*: +address (granted|released) ([0-9A-Fa-f.]+) \\(([0-9A-Fa-f.:]+)\\)`)})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[3])',
    source_address: 'step[3]',
    event_action: "if(step[1] = 'granted', 'assign', 'release')",
    source_mac: `if(length(${MAC}) = 12, arrayStringConcat(extractAll(${MAC}, '..'), ':'), '')`,
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: ownTime
        ? [
            'Oct 05 2026 08:31:12 fw1 : %ASA-6-604103: DHCP daemon interface inside: address granted 0100.1b44.113a.b7 (192.168.10.21)',
            'Oct 05 2026 08:31:13 fw1 : %ASA-6-604104: DHCP daemon interface inside: address released 001b.4411.3ab8 (192.168.10.22)',
          ]
        : [
            'Oct  5 08:31:12 fw1 %ASA-6-604103: DHCP daemon interface inside: address granted 0100.1b44.113a.b7 (192.168.10.21)',
            '<166>Oct  5 08:31:13 fw1 : %FTD-6-604104: DHCP daemon interface inside: address released 001b.4411.3ab8 (192.168.10.22)',
          ],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          event_action: 'assign',
        },
        { source_ip: '192.168.10.22', source_mac: '00:1b:44:11:3a:b8', event_action: 'release' },
      ],
    },
  ],
})

export const CISCO_DHCP_FORMATS = [leases('cisco-asa-dhcp', false), leases('cisco-asa-dhcp-year', true)]
