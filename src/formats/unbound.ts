import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { epochTime } from './time.ts'

/** unbound[1234:0] or [1234:0], the level, what log-tag-queryreply adds, then: client name type class [rcode seconds cached bytes] */
const HEAD = '(?:unbound(?:\\[\\d+(?::[0-9a-f]+)?\\])?:? )?(?:\\[\\d+:[0-9a-f]+\\] )?(?:info: |query: |reply: )+'
const TAIL = '[0-9A-Fa-f.:]+ \\S+ [A-Z0-9]+ (?:IN|CH|HS|ANY)(?: [A-Z]+ [\\d.]+ [01] \\d+)?\\s*$'
const GROUPS = literal(
  '(?:info: |query: |reply: )([0-9A-Fa-f.:]+) (\\S+) ([A-Z0-9]+) (?:IN|CH|HS|ANY)(?: ([A-Z]+) [\\d.]+ [01] \\d+)?\\s*$',
)

const columns = {
  observer_type: "'resolver'",
  source_ip: 'toIPv6OrDefault(step[1])',
  source_address: 'step[1]',
  event_type: "if(step[4] = '', 'query', 'both')",
  dns_question_name: "lower(trimRight(step[2], '.'))",
  dns_question_type: 'step[3]',
  dns_response_code: 'step[4]',
}
const about = {
  vendor: 'NLnet Labs',
  product: 'Unbound',
  source: 'https://nlnetlabs.nl/documentation/unbound/unbound.conf/ (log-queries, log-replies)',
  table: 'dns_event' as const,
  step: `extractGroups(payload, ${GROUPS})`,
  required: "dns_question_name != '' AND source_address != ''",
}
const OTHERS =
  '(?:unbound(?:\\[\\d+(?::[0-9a-f]+)?\\])?:? )?(?:\\[\\d+:[0-9a-f]+\\] )?(?:notice|warning|error|debug|fatal error|info): (?:start of service|service stopped|server stats|average|histogram|lower\\(secs\\)|generate keytag|validation failure|resolving|response for|reply from|query response|failed|init module|[\\[ ])'
const NOTES = {
  ja: '起動・統計などの記録（問合せでも応答でもない）',
  en: 'start-up and statistics: neither a query nor an answer',
}

const unboundFile: Format = {
  ...about,
  id: 'unbound-file',
  title: 'Unbound with log-queries or log-replies, written to its own file',
  envelope: 'none',
  time: 'payload',
  pattern: `\\[\\d{9,10}\\] ${HEAD}${TAIL}`,
  columns: () => ({ time: epochTime("extract(payload, '^\\\\[(\\\\d+)')"), ...columns }),
  ignore: [{ pattern: `\\[\\d{9,10}\\] ${OTHERS}`, reason: NOTES }],
  examples: [
    {
      lines: ['[1791158401] unbound[1234:0] info: 192.168.10.21 www.Example.co.jp. A IN NOERROR 0.012345 0 61'],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          dns_question_name: 'www.example.co.jp',
          dns_response_code: 'NOERROR',
          event_type: 'both',
        },
      ],
    },
    {
      lines: ['[1791158402] unbound[1234:1f] query: 192.168.10.21 www.example.co.jp. AAAA IN'],
      events: [{ event_type: 'query', dns_question_type: 'AAAA', dns_response_code: '' }],
    },
  ],
}

const unboundSyslog: Format = {
  ...about,
  id: 'unbound-syslog',
  title: 'Unbound with log-queries or log-replies, in syslog',
  tag: 'unbound',
  time: 'envelope',
  pattern: `${HEAD}${TAIL}`,
  columns: () => ({ time: 'envelope_time', ...columns }),
  ignore: [{ pattern: OTHERS, reason: NOTES }],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 ns1 unbound[812]: [812:0] info: 192.168.10.21 gone.example.com. A IN NXDOMAIN 0.000000 1 34',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', dns_question_name: 'gone.example.com', dns_response_code: 'NXDOMAIN' },
      ],
    },
    {
      lines: [
        '2026-10-05T09:00:01+09:00 ns1 unbound[812]: [812:1] reply: 2001:db8::21 www.example.co.jp. A IN NOERROR 0.1 0 61',
      ],
      events: [{ source_ip: '2001:db8::21', time: '2026-10-05T00:00:01.000Z' }],
    },
  ],
}

export const UNBOUND_FORMATS = [unboundFile, unboundSyslog]
