/**
 * Allied Telesis AR and AT-x devices (AlliedWare Plus): connections that begin and end, and, as `show log` and files keep them, the packets of
 * the firewall's rules (sent by syslog, those are the kernel's own: netfilter).
 */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { netfilter } from './netfilter.ts'
import { count, transport } from './pairs.ts'
import { found } from './pick.ts'
import { digits, localTime, monthNumber } from './time.ts'

const OWN_TIME = '\\d{4} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d (?:[a-z]+[0-7]?\\.[a-z]+ )?(?:[0-9A-Za-z_.-]+ )?'
const PROGRAM = '(?:[A-Za-z][A-Za-z0-9_-]*(?:\\[\\d+\\])?: )?'
const ADDRESS = '[0-9A-Fa-f.:]+'
const CONNECTION = `(?:NEW|END) proto=\\S+ orig_src=${ADDRESS} orig_dst=${ADDRESS} `
const ownTime = (timezone: string) =>
  localTime(
    {
      year: digits('payload', 1, 4),
      month: monthNumber('substring(payload, 6, 3)'),
      day: 'toInt32(toUInt8OrZero(trimLeft(substring(payload, 10, 2))))',
      hour: digits('payload', 13, 2),
      minute: digits('payload', 16, 2),
      second: digits('payload', 19, 2),
    },
    timezone,
  )
const HOST = found('^\\d{4} [A-Z][a-z]{2} [ \\d]\\d [\\d:]{8} (?:[a-z]+[0-7]?\\.[a-z]+ )?([0-9A-Za-z_.-]+) [A-Za-z]')

const about = {
  vendor: 'Allied Telesis',
  product: 'AR, AT-x (AlliedWare Plus)',
  source:
    'https://www.alliedtelesis.com/en/documents/advanced-network-protection-feature-overview-and-configuration-guide (firewall and connection log messages)',
  table: 'flow_event' as const,
}

const KV = (key: string) => `step['${key}']`
const connection = (own: boolean): Format => ({
  ...about,
  id: `allied-telesis-connection${own ? '-file' : ''}`,
  title: `Allied Telesis AlliedWare Plus, connections of the firewall${own ? ', show log or file' : ', syslog'}`,
  envelope: own ? 'none' : 'both',
  time: own ? 'payload' : 'envelope',
  pattern: `${own ? OWN_TIME : ''}${PROGRAM}${CONNECTION}`,
  step: "extractKeyValuePairs(payload, '=', ' ')",
  columns: ({ timezone }) => ({
    time: own ? ownTime(timezone) : 'envelope_time',
    observer_type: "'firewall'",
    observer_name: own ? HOST : 'envelope_host',
    source_ip: `toIPv6OrDefault(${KV('orig_src')})`,
    source_address: KV('orig_src'),
    source_port: `toUInt16OrZero(${KV('orig_sport')})`,
    destination_ip: `toIPv6OrDefault(${KV('orig_dst')})`,
    destination_port: `toUInt16OrZero(${KV('orig_dport')})`,
    network_transport: transport(KV('proto')),
    event_action: "'allowed'",
    event_id: `concat(${KV('orig_src')}, ':', ${KV('orig_sport')}, '>', ${KV('orig_dst')}, ':', ${KV('orig_dport')})`,
    source_bytes: count(KV('orig_bytes')),
    destination_bytes: count(KV('reply_bytes')),
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: own
    ? [
        {
          lines: [
            '2026 Oct  5 09:00:01 local5.info awplus firewall[812]: END proto=tcp orig_src=192.168.10.21 orig_dst=203.0.113.9 orig_sport=51022 orig_dport=443 orig_pkts=12 orig_bytes=2140 reply_src=203.0.113.9 reply_dst=198.51.100.7 reply_sport=443 reply_dport=51022 reply_pkts=9 reply_bytes=5120',
          ],
          events: [
            {
              time: '2026-10-05T00:00:01.000Z',
              observer_name: 'awplus',
              source_ip: '192.168.10.21',
              destination_port: 443,
              source_bytes: 2140,
              destination_bytes: 5120,
              event_action: 'allowed',
            },
          ],
        },
      ]
    : [
        {
          lines: [
            'Oct  5 09:00:01 awplus NEW proto=udp orig_src=192.168.10.21 orig_dst=203.0.113.53 orig_sport=51022 orig_dport=53 reply_src=203.0.113.53 reply_dst=198.51.100.7 reply_sport=53 reply_dport=51022',
            'Oct  5 09:00:02 web1 backup[7]: saved NEW proto=udp orig_src=192.168.10.21 orig_dst=203.0.113.53 orig_sport=1 orig_dport=2',
          ],
          events: [
            {
              time: '2026-10-05T00:00:01.000Z',
              source_ip: '192.168.10.21',
              destination_ip: '203.0.113.53',
              network_transport: 'udp',
              source_bytes: -1,
            },
          ],
        },
      ],
})

/** the kernel's line without what stands before it */
const PACKET = literal(`^${OWN_TIME}kernel: `)
const rules: Format = {
  ...netfilter,
  ...about,
  id: 'allied-telesis-firewall-file',
  title: "Allied Telesis AlliedWare Plus, packets of the firewall's rules, show log or file",
  tag: undefined,
  envelope: 'none',
  time: 'payload',
  pattern: `${OWN_TIME}kernel: Firewall(?: rule \\d+)?: [A-Z]+ IN=\\S* OUT=\\S* .*SRC=${ADDRESS} DST=${ADDRESS} .*PROTO=\\S+`,
  step: `replaceRegexpOne(replaceRegexpOne(payload, ${PACKET}, ''), ' \\\\[SRC=.*$', '')`,
  columns: (context) => ({
    ...netfilter.columns(context),
    time: ownTime(context.timezone),
    observer_name: HOST,
    event_action:
      "multiIf(match(step, '^Firewall[^:]*: (?:DENY|DROP|REJECT) '), 'denied', match(step, '^Firewall[^:]*: PERMIT '), 'allowed', 'other')",
    rule_name: "extract(step, '^(Firewall[^:]*): ')",
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '2026 Oct  5 09:00:01 kern.info awplus kernel: Firewall rule 20: DENY IN=eth1 OUT=vlan1 MAC=00:0c:29:aa:bb:cc:00:1b:44:11:3a:b7:08:00 SRC=203.0.113.9 DST=192.168.10.5 LEN=60 TOS=0x00 PREC=0x00 TTL=50 ID=1 PROTO=TCP SPT=51022 DPT=445 WINDOW=1024 SYN URGP=0 MARK=0x1053',
        '2026 Oct  5 09:00:02 kern.info awplus kernel: Firewall rule 30: PERMIT IN=vlan1 OUT=eth1 SRC=192.168.10.21 DST=203.0.113.80 LEN=60 PROTO=UDP SPT=51023 DPT=443 MARK=0x0',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'awplus',
          source_ip: '203.0.113.9',
          source_mac: '00:1b:44:11:3a:b7',
          destination_port: 445,
          network_transport: 'tcp',
          event_action: 'denied',
          rule_name: 'Firewall rule 20',
        },
        { source_ip: '192.168.10.21', event_action: 'allowed', network_transport: 'udp' },
      ],
    },
  ],
}

export const ALLIED_TELESIS_FORMATS: Format[] = [connection(true), connection(false), rules]
