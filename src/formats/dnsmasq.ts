import { literal } from './envelope.ts'
import type { Format } from './format.ts'

/** who answers: dnsmasq's own words, and those of Pi-hole's dnsmasq (FTL) */
const SOURCES =
  '(?:reply|cached|cached-stale|config|DHCP|/\\S+|(?:gravity|regex|exactly|CNAME) [A-Za-z ()]*(?:blocked|denied)|(?:exactly )?blacklisted|special domain|Apple iCloud Private Relay domain|Rate-limiting)'
/** 1 client and 2 its port (log-queries=extra), 3 type, 4 name and 5 who asks; or 6 name and 7 what it is */
const GROUPS = literal(
  `^(?:\\d+ (\\S+)/(\\d+) )?(?:(?:query|auth)\\[(\\S+?)\\] (\\S+) from ([0-9A-Fa-f.:]+)|${SOURCES} (\\S+) is (.*))$`,
)
const [CLIENT, PORT, TYPE, ASKED, ASKER, ANSWERED, VALUE] = [1, 2, 3, 4, 5, 6, 7].map((n) => `step[${n}]`) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
]
const NAME = `if(${ASKED} != '', ${ASKED}, ${ANSWERED})`
const FROM = `if(${ASKER} != '', ${ASKER}, ${CLIENT})`
const CODE = `multiIf(${ASKED} != '', '', startsWith(${VALUE}, 'NXDOMAIN'), 'NXDOMAIN', startsWith(${VALUE}, 'NODATA'), 'NODATA', match(${VALUE}, '^(?:SERVFAIL|REFUSED|NOTIMP|FORMERR)'), extract(${VALUE}, '^[A-Z]+'), 'NOERROR')`

export const dnsmasq: Format = {
  id: 'dnsmasq',
  title: 'dnsmasq with log-queries (or log-queries=extra)',
  vendor: 'Simon Kelley',
  product: 'dnsmasq',
  source: 'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html (log-queries)',
  table: 'dns_event',
  pattern: `(?:\\d+ \\S+/\\d+ )?(?:(?:query|auth)\\[[A-Za-z0-9=]+\\] \\S+ from [0-9A-Fa-f.:]+|${SOURCES} \\S+ is \\S.*)$`,
  tag: 'dnsmasq',
  time: 'envelope',
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'resolver'",
    source_ip: `toIPv6OrDefault(${FROM})`,
    source_address: FROM,
    source_port: `toUInt16OrZero(${PORT})`,
    event_type: `if(${ASKED} != '', 'query', 'answer')`,
    dns_question_name: `if(${NAME} = '.', '.', lower(trimRight(${NAME}, '.')))`,
    // a type that dnsmasq has no name for is written as type=65
    dns_question_type: `multiIf(${TYPE} = 'type=65', 'HTTPS', ${TYPE} = 'type=64', 'SVCB', replaceOne(${TYPE}, 'type=', 'TYPE'))`,
    dns_response_code: CODE,
    dns_resolved_ip: `if(isNotNull(toIPv6OrNull(${VALUE})), [toIPv6OrDefault(${VALUE})], [])`,
    dns_answers_data: `if(${VALUE} != '' AND isNull(toIPv6OrNull(${VALUE})) AND ${CODE} = 'NOERROR', [${VALUE}], [])`,
  }),
  // `reply error is SERVFAIL` names no question
  required: "dns_question_name NOT IN ('', 'error')",
  ignore: [
    {
      pattern:
        '(?:\\d+ \\S+/\\d+ )?(?:forwarded|validation|reply error is|DNSSEC|reducing|ignoring|possible|Maximum|failed|locally|no servers|overflow|config error|dnssec-query\\[\\w+\\]|dnssec-retry\\[\\w+\\]|nameserver|using|reading|read|started|cleared|compile|exiting|bad|warning:) ?',
      reason: {
        ja: '転送・起動などの記録（問合せでも応答でもない）',
        en: 'forwarding and start-up notes: neither a query nor an answer',
      },
    },
  ],
  examples: [
    {
      lines: [
        'Mon Oct  5 09:00:01 2026 daemon.info dnsmasq[1]: 12 192.168.10.21/55123 query[A] www.example.co.jp from 192.168.10.21',
        'Oct  5 09:00:02 router daemon.info dnsmasq[1]: query[AAAA] www.example.co.jp from 192.168.10.22',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 55123,
          dns_question_name: 'www.example.co.jp',
        },
        { time: '2026-10-05T00:00:02.000Z', source_ip: '192.168.10.22', dns_question_type: 'AAAA' },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:01 ns1 dnsmasq[812]: 123 192.168.10.21/53211 query[A] WWW.example.co.jp from 192.168.10.21',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 53211,
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
          event_type: 'query',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:01 ns1 dnsmasq[812]: query[type=65] www.example.com from 2001:db8::21',
        'Oct  5 09:00:01 ns1 dnsmasq[812]: query[NS] . from 192.168.10.21',
        'Oct  5 09:00:01 ns1 dnsmasq[812]: DHCP pc1.lan is 192.168.10.21',
        'Oct  5 09:00:01 ns1 dnsmasq[812]: gravity blocked ads.example.com is 0.0.0.0',
        'Oct  5 09:00:01 ns1 dnsmasq[812]: cached www.example.com is NODATA-IPv6',
        'Oct  5 09:00:01 ns1 dnsmasq[812]: 5 192.168.10.21/53211 reply error is REFUSED (EDE: not ready)',
      ],
      events: [
        { source_ip: '2001:db8::21', dns_question_type: 'HTTPS' },
        { dns_question_name: '.', dns_question_type: 'NS' },
        { dns_question_name: 'pc1.lan', dns_resolved_ip: ['192.168.10.21'] },
        { dns_question_name: 'ads.example.com', dns_resolved_ip: ['0.0.0.0'] },
        { dns_response_code: 'NODATA', dns_answers_data: [] },
      ],
    },
    {
      lines: ['Oct  5 09:00:01 ns1 dnsmasq[812]: 123 192.168.10.21/53211 reply www.example.co.jp is 203.0.113.80'],
      events: [
        {
          source_ip: '192.168.10.21',
          dns_resolved_ip: ['203.0.113.80'],
          dns_response_code: 'NOERROR',
          event_type: 'answer',
        },
      ],
    },
    {
      lines: ['Oct  5 09:00:02 dnsmasq[812]: reply cdn.example.com is <CNAME>'],
      events: [{ source_ip: '::', dns_answers_data: ['<CNAME>'], dns_resolved_ip: [] }],
    },
    {
      lines: ['<30>Oct  5 09:00:02 ns1 dnsmasq[812]: cached gone.example.com is NXDOMAIN'],
      events: [{ dns_response_code: 'NXDOMAIN', dns_question_name: 'gone.example.com' }],
    },
  ],
}
