import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { epochTime } from './time.ts'

/** unbound[1234:0], unbound 1234 (firewalls' consoles) or [1234:0], the level, what log-tag-queryreply adds */
const PROCESS = '(?:unbound(?:\\[\\d+(?::[0-9a-f]+)?\\]|[ \\t]+\\d+)?:?[ \\t]+|\\d+ )?(?:\\[\\d+:[0-9a-f]+\\] )?'
const HEAD = `${PROCESS}(?:info: |query: |reply: )+`
const QUESTION = '\\S+ [A-Z0-9]+ (?:IN|CH|HS|ANY|NONE|CLASS\\d+)'
/** log-queries and log-replies: client name type class [rcode seconds cached bytes], and the server asked (log-destaddr) */
const TAIL = `[0-9A-Fa-f.:]+ ${QUESTION}(?: [A-Z0-9]+ [\\d.]+ [01] \\d+(?: (?:on )?[a-z0-9]+ [0-9A-Fa-f.:]+ \\d+)?)?\\s*$`
/** log-local-actions: zone, its type, client@port, question; rpz-log: the policy, what it did, client@port, question */
const LOCAL = `(?:rpz: applied .*|\\S+ [a-z_]+) [0-9A-Fa-f.:]+@\\d+ ${QUESTION}\\s*$`
/** log-servfail: the question alone */
const FAILED = `${PROCESS}error: SERVFAIL <${QUESTION}>`
const GROUPS = literal(
  `(?:info: |query: |reply: |error: )(?:SERVFAIL <)?(?:([0-9A-Fa-f.:]*[.:][0-9A-Fa-f.:]*[0-9A-Fa-f:]) |(?:rpz: applied (?:.* )?)?\\S+ ([a-z_-]+) ([0-9A-Fa-f.:]+)@(\\d+) )?(\\S+) ([A-Z0-9]+) (?:IN|CH|HS|ANY|NONE|CLASS\\d+)(?: ([A-Z0-9]+) [\\d.]+ [01] \\d+.*|>.*)?\\s*$`,
)
/** 1 client, or 2 what was done, 3 client and 4 port; 5 name, 6 type, 7 response code */
const CLIENT = "if(step[1] != '', step[1], step[3])"
const FAILURE = "position(payload, ' error: SERVFAIL <') > 0"

const columns = {
  observer_type: "'resolver'",
  source_ip: `toIPv6OrDefault(${CLIENT})`,
  source_address: CLIENT,
  source_port: 'toUInt16OrZero(step[4])',
  event_type: `multiIf(step[7] != '', 'both', step[2] != '' OR ${FAILURE}, 'answer', 'query')`,
  dns_question_name: "if(step[5] = '.', '.', lower(trimRight(step[5], '.')))",
  dns_question_type: 'step[6]',
  // what a local zone or a policy does to the answer, where its name says so
  dns_response_code: `multiIf(${FAILURE}, 'SERVFAIL', step[7] != '', step[7], match(step[2], 'nxdomain'), 'NXDOMAIN', match(step[2], 'nodata'), 'NODATA', match(step[2], 'refuse'), 'REFUSED', '')`,
}
const about = {
  vendor: 'NLnet Labs',
  product: 'Unbound',
  source: 'https://nlnetlabs.nl/documentation/unbound/unbound.conf/ (log-queries, log-replies)',
  table: 'dns_event' as const,
  step: `extractGroups(payload, ${GROUPS})`,
  required: `dns_question_name != '' AND (source_address != '' OR ${FAILURE})`,
}
const OTHERS = `${PROCESS}(?:notice|warning|error|debug|fatal error|info): (?:start of service|service stopped|server stats|average|histogram|lower\\(secs\\)|generate keytag|validation failure|resolving|response for|reply from|query response|failed|init module|[\\[ ])`
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
  pattern: `\\[\\d{9,10}\\] (?:${HEAD}(?:${TAIL}|${LOCAL})|${FAILED})`,
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
    {
      lines: [
        '[1791158403] unbound[1234:0] info: example.com. always_nxdomain 192.168.10.21@60748 ads.example.com. A IN',
        '[1791158403] unbound[1234:0] info: rpz: applied [policy] bad.example.net. rpz-nodata 192.168.10.22@60749 bad.example.net. AAAA IN',
        '[1791158403] unbound[1234:0] error: SERVFAIL <www.example.org. A IN>: all the configured stub or forward servers failed, at zone .',
        '[1791158403] unbound[1234:0] reply: 192.168.10.21 . NS IN NOERROR 0.012345 0 61 on udp 192.0.2.53 53',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          source_port: 60748,
          dns_question_name: 'ads.example.com',
          dns_response_code: 'NXDOMAIN',
          event_type: 'answer',
        },
        { source_ip: '192.168.10.22', dns_question_name: 'bad.example.net', dns_response_code: 'NODATA' },
        { source_ip: '::', dns_question_name: 'www.example.org', dns_response_code: 'SERVFAIL' },
        { dns_question_name: '.', dns_question_type: 'NS', dns_response_code: 'NOERROR' },
      ],
    },
  ],
}

const unboundSyslog: Format = {
  ...about,
  id: 'unbound-syslog',
  title: 'Unbound with log-queries or log-replies, in syslog',
  tag: 'unbound',
  time: 'envelope',
  pattern: `${HEAD}(?:${TAIL}|${LOCAL})|${FAILED}`,
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
    {
      lines: ['Oct  5 09:00:02 unbound 1234 [1234:1] info: 192.168.10.21 www.example.co.jp. A IN NOERROR 0.01 0 61'],
      events: [{ source_ip: '192.168.10.21', dns_question_name: 'www.example.co.jp', dns_response_code: 'NOERROR' }],
    },
  ],
}

export const UNBOUND_FORMATS = [unboundFile, unboundSyslog]
