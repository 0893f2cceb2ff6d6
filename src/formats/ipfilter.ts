/** IP Filter's log (ipmon on BSD and Solaris) and IIJ's SEIL routers, whose filter writes packets in the same words. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { transport } from './pairs.ts'

const ADDRESS = '(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)'
const END = `${ADDRESS}(?:,[0-9A-Za-z_-]+)?`
const ACTION = '(?:block|pass|forward|[bBpPnLS])'
/** 1 rule, 2 its name, 3 what is done, 4 address, 5 port, 6 address, 7 port, 8 protocol */
const PARTS = `@(-?\\d+:-?\\d+)(?:\\[([^\\]]*)\\])? (${ACTION}) (${ADDRESS})(?:,([0-9A-Za-z_-]+))? -> (${ADDRESS})(?:,([0-9A-Za-z_-]+))? (?:PR|AP) (\\S+)`

export const ipfilter: Format = {
  id: 'ipfilter',
  title: 'IIJ SEIL router (filter log), and IP Filter (ipmon)',
  vendor: 'IIJ and others',
  product: 'SEIL, IP Filter',
  source:
    'http://www.seil.jp/support/tech/loglist/function/filter.html, https://man.freebsd.org/cgi/man.cgi?query=ipmon&sektion=8',
  table: 'flow_event',
  tag: '(?:ipmon|filter|ipf|seil)',
  time: 'envelope',
  pattern: `(?:\\d\\d:\\d\\d:\\d\\d\\.\\d+ +)?(?:\\d+x +)?[a-z][a-z0-9.]+ @-?\\d+:-?\\d+(?:\\[[^\\]]*\\])? ${ACTION} ${END} -> ${END} (?:PR|AP) \\S+ `,
  step: `extractGroups(payload, ${literal(PARTS)})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    observer_name: 'envelope_host',
    source_ip: 'toIPv6OrDefault(step[4])',
    source_address: 'step[4]',
    source_port: 'toUInt16OrZero(step[5])',
    destination_ip: 'toIPv6OrDefault(step[6])',
    destination_port: 'toUInt16OrZero(step[7])',
    network_transport: transport('step[8]'),
    event_action:
      "multiIf(match(step[3], '^(?i:b)'), 'denied', match(step[3], '^(?i:p)') OR step[3] = 'forward', 'allowed', 'other')",
    event_id: "concat(step[4], ':', step[5], '>', step[6], ':', step[7])",
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: "if(step[2] = '', step[1], step[2])",
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '<134>Oct  5 09:00:01 seil1 filter: pppoe0 @0:12[BLOCK_IN] block 203.0.113.9,51022 -> 198.51.100.7,3389 PR tcp len 20/40 -S in',
        'Oct  5 09:00:02 seil1 lan0 @1:3[WEB] pass 192.168.10.21,51023 -> 203.0.113.80,443 PR tcp len 20/60 -S out',
        'Oct  5 09:00:03 seil1 pppoe0 @0:2[ICMP] block 203.0.113.9 -> 198.51.100.7 PR icmp type 8 code 0 len 20/84 in',
        'Oct  5 09:00:04 gw ipmon[77]: 09:00:04.123456 2x hme0 @0:5 b 203.0.113.10,4711 -> 192.168.10.5,22 PR tcp len 20 48 -S IN',
        'Oct  5 09:00:05 gw backup[77]: hme0 @0:5 b 203.0.113.10,4711 -> 192.168.10.5,22 PR tcp len 20 48 -S IN',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'seil1',
          source_ip: '203.0.113.9',
          source_port: 51022,
          destination_ip: '198.51.100.7',
          destination_port: 3389,
          network_transport: 'tcp',
          event_action: 'denied',
          rule_name: 'BLOCK_IN',
        },
        { source_ip: '192.168.10.21', destination_port: 443, event_action: 'allowed' },
        { network_transport: 'icmp', destination_port: 0, event_action: 'denied' },
        { source_ip: '203.0.113.10', destination_port: 22, event_action: 'denied', rule_name: '0:5' },
      ],
    },
  ],
}
