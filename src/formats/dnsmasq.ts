import type { Format } from './format.ts'

/** Words of a line: the optional serial and client of log-queries=extra, then verb, name, and what follows `is` or `from`. */
const GROUPS =
  '^(?:\\\\d+ (\\\\S+)/\\\\d+ )?(query\\\\[[\\\\w=]+\\\\]|reply|cached|config|cached-stale|\\\\S+) (\\\\S+) (is|from) (.*)$'
const [CLIENT, VERB, NAME, LINK, VALUE] = ['step[1]', 'step[2]', 'step[3]', 'step[4]', 'step[5]']
const CODE = `multiIf(${LINK} = 'from', '', startsWith(${VALUE}, 'NXDOMAIN'), 'NXDOMAIN', startsWith(${VALUE}, 'NODATA'), 'NODATA', ${VALUE} IN ('SERVFAIL', 'REFUSED'), ${VALUE}, 'NOERROR')`

export const dnsmasq: Format = {
  id: 'dnsmasq',
  title: 'dnsmasq with log-queries (or log-queries=extra)',
  vendor: 'Simon Kelley',
  product: 'dnsmasq',
  source: 'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html (log-queries)',
  table: 'dns_event',
  pattern:
    '(?:\\d+ \\S+/\\d+ )?(?:query\\[[\\w=]+\\] \\S+ from \\S+|(?:reply|cached|cached-stale|config|/\\S+) \\S+ is \\S.*)$',
  tag: 'dnsmasq',
  time: 'envelope',
  step: `extractGroups(payload, '${GROUPS}')`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'resolver'",
    source_ip: `toIPv6OrDefault(if(${LINK} = 'from', ${VALUE}, ${CLIENT}))`,
    source_address: `if(${LINK} = 'from', ${VALUE}, ${CLIENT})`,
    event_type: `if(${LINK} = 'from', 'query', 'answer')`,
    dns_question_name: `lower(trimRight(${NAME}, '.'))`,
    dns_question_type: `extract(${VERB}, 'query\\\\[([\\\\w=]+)\\\\]')`,
    dns_response_code: CODE,
    dns_resolved_ip: `if(${LINK} = 'is' AND isNotNull(toIPv6OrNull(${VALUE})), [toIPv6OrDefault(${VALUE})], [])`,
    dns_answers_data: `if(${LINK} = 'is' AND isNull(toIPv6OrNull(${VALUE})) AND ${CODE} = 'NOERROR', [${VALUE}], [])`,
  }),
  required: "dns_question_name != ''",
  ignore: [
    {
      pattern:
        '(?:\\d+ \\S+/\\d+ )?(?:forwarded|validation|dnssec-query\\[\\w+\\]|dnssec-retry\\[\\w+\\]|nameserver|using|reading|read|started|cleared|compile|exiting|bad|warning:) ?',
      reason: {
        ja: '転送・起動などの記録（問合せでも応答でもない）',
        en: 'forwarding and start-up notes: neither a query nor an answer',
      },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 ns1 dnsmasq[812]: 123 192.168.10.21/53211 query[A] WWW.example.co.jp from 192.168.10.21',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
          event_type: 'query',
        },
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
