/** Hillstone firewalls: sessions in syslog, permitted with their counters at the end, or denied by a policy. */
import type { Format } from './format.ts'
import { count, transport } from './pairs.ts'
import { found, matches, source } from './pick.ts'

const ADDRESS = '[0-9A-Fa-f.:]+'
const ENDS = `SESSION: (${ADDRESS}):(\\d+)->(${ADDRESS}):(\\d+)\\(([A-Za-z0-9-]+)\\)`
const value = (name: string) => found(`[ ,]${name} ([^, ]+?)[.,]?(?: |,|$)`)
const known = (text: string) => `if(${text} IN ('-', '0000.0000.0000', '-@-'), '', ${text})`

export const hillstone: Format = {
  id: 'hillstone-session',
  title: 'Hillstone firewall, session log',
  vendor: 'Hillstone Networks',
  product: 'StoneOS',
  source: 'https://docs.hillstonenet.com/ (StoneOS Log Messages Reference, Traffic@FLOW: SESSION)',
  table: 'flow_event',
  time: 'envelope',
  pattern: `(?:\\S+ )?\\d+\\([^)]*\\) [0-9A-Fa-f]{8} Traffic@FLOW: SESSION: ${ADDRESS}:\\d+->${ADDRESS}:\\d+\\(`,
  step: `extractGroups(payload, '${ENDS.replaceAll('\\', '\\\\')}')`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    ...source('step[1]'),
    source_port: 'toUInt16OrZero(step[2])',
    destination_ip: 'toIPv6OrDefault(step[3])',
    destination_port: 'toUInt16OrZero(step[4])',
    user_name: `replaceRegexpOne(${known(value('user'))}, '@.*$', '')`,
    source_mac: `replaceRegexpOne(lower(${known(value('mac'))}), '^(..)(..)\\\\.(..)(..)\\\\.(..)(..)$', '\\\\1:\\\\2:\\\\3:\\\\4:\\\\5:\\\\6')`,
    source_name: known(value('host')),
    network_transport: transport('step[5]'),
    network_application: value('application'),
    event_action: `if(${matches('policy (?:default )?deny|session deny')}, 'denied', 'allowed')`,
    source_bytes: count(value('send bytes')),
    destination_bytes: count(value('receive bytes')),
    event_duration_ms: '-1',
    rule_name: found(', policy (\\d+)'),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: '(?:\\S+ )?\\d+\\([^)]*\\) [0-9A-Fa-f]{8} (?:Traffic|Event|Config|Network|Security)@',
      reason: { ja: '通信以外の装置の記録', en: 'messages of the device that are no connections' },
    },
  ],
  examples: [
    {
      lines: [
        '<190>Oct  5 09:00:01 2504317160000192(root) 44243629 Traffic@FLOW: SESSION: 192.168.10.21:51022->203.0.113.9:443(TCP), application HTTPS, interface ethernet0/1, vr trust-vr, policy 1, user tanaka@local, host PC-21, mac 0000.5e00.5301, send packets 10,send bytes 420,receive packets 8,receive bytes 5120,start time 2026-10-05 09:00:00,close time 2026-10-05 09:00:01,session end,TCP RST',
        'Oct  5 09:00:02 2504317160000192(root) 4424362f Traffic@FLOW: SESSION: 203.0.113.9:64141->198.51.100.1:445(TCP), interface ethernet0/1, vr trust-vr, policy 16, user -@-, host -, mac 0000.0000.0000, policy deny',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.9',
          destination_port: 443,
          network_transport: 'tcp',
          network_application: 'HTTPS',
          user_name: 'tanaka',
          source_name: 'PC-21',
          source_mac: '00:00:5e:00:53:01',
          source_bytes: 420,
          destination_bytes: 5120,
          event_action: 'allowed',
        },
        { event_action: 'denied', user_name: '', source_name: '', source_mac: '', rule_name: '16' },
      ],
    },
  ],
}
