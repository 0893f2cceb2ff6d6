/** Alerts of Snort and Suricata as text: fast.log with its year, and Snort's in syslog. Read as EVE's alerts are: a connection with the rule's name. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { transport } from './pairs.ts'
import { source } from './pick.ts'
import { digits, localTime } from './time.ts'

const ALERT = '\\[\\d+:\\d+:\\d+\\] .*\\{[A-Za-z0-9-]+\\} \\[?[0-9A-Fa-f.:]+\\]?(?::\\d+)? -> [0-9A-Fa-f.:\\[]'
/** 1 what was done, 2 rule, 3 its text, 4 protocol, 5 source, 6 its port, 7 destination, 8 its port */
const GROUPS = literal(
  '(?:\\[((?i)drop|wdrop|block|reject)\\] )?(?:\\[\\*\\*\\] )?\\[(\\d+:\\d+:\\d+)\\] (.*?) ?(?:\\[\\*\\*\\] )?(?:\\[Classification: [^\\]]*\\] )?(?:\\[Priority: \\d+\\]:? )?\\{([A-Za-z0-9-]+)\\} ((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f:]*?::?[0-9A-Fa-f]*?)(?::(\\d+))? -> ((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f:]*?::?[0-9A-Fa-f]*?)(?::(\\d+))?\\s*$',
)

const about = {
  vendor: 'OISF, Cisco',
  product: 'Suricata, Snort',
  source:
    'https://docs.suricata.io/en/latest/configuration/suricata-yaml.html (fast.log), https://docs.snort.org/start/alert_logging (alert_fast, alert_syslog)',
  table: 'flow_event' as const,
  step: `extractGroups(payload, ${GROUPS})`,
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
}
const columns = {
  observer_type: "'sensor'",
  ...source('step[5]'),
  source_port: 'toUInt16OrZero(step[6])',
  destination_ip: 'toIPv6OrDefault(step[7])',
  destination_port: 'toUInt16OrZero(step[8])',
  network_transport: transport("replaceOne(step[4], 'IPv6-ICMP', 'icmp')"),
  network_application: "'alert'",
  event_action: "if(step[1] != '', 'denied', 'allowed')",
  source_bytes: '-1',
  destination_bytes: '-1',
  event_duration_ms: '-1',
  rule_name: 'step[3]',
}

/** 10/05/2026-09:00:01.250000, or 26/10/05-… with Snort's -y */
const US = '^\\\\d\\\\d/\\\\d\\\\d/\\\\d{4}-'
const stamp = (timezone: string) => {
  const parts = (year: string, month: number, day: number, clock: number) => ({
    year,
    month: digits('payload', month, 2),
    day: digits('payload', day, 2),
    hour: digits('payload', clock, 2),
    minute: digits('payload', clock + 3, 2),
    second: digits('payload', clock + 6, 2),
    millis: digits('payload', clock + 9, 3),
  })
  return `if(match(payload, '${US}'), ${localTime(parts(digits('payload', 7, 4), 1, 4, 12), timezone)}, ${localTime(parts(`(2000 + ${digits('payload', 1, 2)})`, 4, 7, 10), timezone)})`
}

const fast: Format = {
  ...about,
  id: 'suricata-fast',
  title: 'Suricata and Snort alerts, fast.log with the year',
  envelope: 'none',
  time: 'payload',
  pattern: `\\d\\d/\\d\\d/\\d\\d(?:\\d\\d)?-\\d\\d:\\d\\d:\\d\\d\\.\\d{6} +(?:\\[[A-Za-z]+\\] )?\\[\\*\\*\\] ${ALERT}`,
  columns: ({ timezone }) => ({ time: stamp(timezone), ...columns }),
  examples: [
    {
      lines: [
        '10/05/2026-09:00:01.250000  [**] [1:2027390:2] ET POLICY Example [user agent] [**] [Classification: Potential Corporate Privacy Violation] [Priority: 1] {TCP} 192.168.10.21:51022 -> 203.0.113.9:80',
        '10/05/2026-09:00:02.250000  [Drop] [**] [1:2027391:2] ET TROJAN Example [**] [Classification: A Network Trojan was detected] [Priority: 1] {UDP} 192.168.10.21:51022 -> 203.0.113.9:53',
        '26/10/05-09:00:03.250000  [**] [1:1000001:1] ICMP test [**] [Classification: Misc activity] [Priority: 3] {ICMP} 192.168.10.21 -> 203.0.113.9',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.9',
          destination_port: 80,
          network_transport: 'tcp',
          rule_name: 'ET POLICY Example [user agent]',
          event_action: 'allowed',
        },
        { event_action: 'denied', network_transport: 'udp', rule_name: 'ET TROJAN Example' },
        { time: '2026-10-05T00:00:03.250Z', network_transport: 'icmp', rule_name: 'ICMP test' },
      ],
    },
  ],
}

const syslog: Format = {
  ...about,
  id: 'snort-syslog',
  title: 'Suricata and Snort alerts, syslog',
  tag: '(?:snort|suricata)',
  time: 'envelope',
  pattern: `(?:\\[[A-Za-z]+\\] )?(?:\\[\\*\\*\\] )?${ALERT}`,
  columns: () => ({ time: 'envelope_time', ...columns }),
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 sensor snort[812]: [1:2019401:5] ET TROJAN Example [Classification: A Network Trojan was Detected] [Priority: 1] {TCP} 192.168.10.21:51022 -> 203.0.113.9:80',
        'Oct  5 09:00:02 sensor suricata[812]: [Drop] [1:2019402:5] ET SCAN Example [Classification: Misc Attack] [Priority: 2] {TCP} 2001:0db8:0000:0000:0000:0000:0000:0021:51022 -> 2001:0db8:0001:0000:0000:0000:0000:0009:443',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', source_ip: '192.168.10.21', destination_port: 80, event_action: 'allowed' },
        { source_ip: '2001:db8::21', source_port: 51022, destination_ip: '2001:db8:1::9', event_action: 'denied' },
      ],
    },
  ],
}

export const SNORT_FORMATS: Format[] = [fast, syslog]
