/** BIND 9: what clients asked and got, as query log, response log, refusals and failures, and policy zones write it. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { digits, localTime, monthNumber } from './time.ts'

/** print-category and print-severity put these before the message */
const CATEGORY = '(?:[a-z-]+: )?(?:(?:info|error|warning|notice|critical|debug \\d+): )?'
const ADDRESS = '[0-9A-Fa-f.:]+'
/**
 * client @0x7f3a8c0 192.168.10.21#53211/key tsig.example (www.example.co.jp): view internal: — an ISO time without a host costs the line its
 * word `client`, which is taken for the host.
 */
const CLIENT = `${CATEGORY}(?:client )?(?:@0x[0-9a-f]+ )?${ADDRESS}(?:%[^# ]*)?#\\d+(?:/key \\S+)?(?: \\([^) ]*\\))?: (?:view [^: ]+: )?`
/** the same with its two groups */
const CLIENT_GROUPS = `^${CATEGORY}(?:client )?(?:@0x[0-9a-f]+ )?(${ADDRESS})(?:%[^# ]*)?#(\\d+)(?:/key \\S+)?(?: \\([^) ]*\\))?: (?:view [^: ]+: )?`
const CLASS = '(?:IN|CH|HS|ANY|NONE|CLASS\\d+)'
const OWN_TIME = '\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{3})? '
const RCODE = '(NOERROR|NXDOMAIN|SERVFAIL|REFUSED|FORMERR|NOTIMP|NODATA|YXDOMAIN|NOTAUTH)'

const name = (text: string) => `if(${text} = '.', '.', lower(trimRight(${text}, '.')))`
const addresses = (text: string) =>
  `arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), extractAll(${text}, ' (?:A|AAAA) ([0-9A-Fa-f.:]+)')))`
/** names that the answer's CNAME, PTR, MX … records lead to */
const names = (text: string) =>
  `extractAll(${text}, ' (?:CNAME|PTR|NS|DNAME|MX(?: \\\\d+)?|SRV(?: \\\\d+ \\\\d+ \\\\d+)?) ([A-Za-z0-9_.-]+)')`

const asker = {
  observer_type: "'resolver'",
  source_ip: 'toIPv6OrDefault(step[1])',
  source_address: 'step[1]',
  source_port: 'toUInt16OrZero(step[2])',
}

/** One kind of message: its pattern behind the client, the groups that follow the client's two, and what they mean. */
interface Message {
  id: string
  title: string
  pattern: string
  groups: string
  columns: Record<string, string>
}

/** 3 kind, 4 name, 5 type, 6 what follows */
const queries: Message = {
  id: '',
  title: 'query and response log',
  pattern: `(?:query|response|answer): \\S+ ${CLASS} \\S+`,
  groups: '(query|response|answer): (\\S+) \\S+ (\\S+)(.*)$',
  columns: {
    event_type: "if(step[3] = 'query', 'query', 'both')",
    dns_question_name: name('step[4]'),
    dns_question_type: 'step[5]',
    dns_response_code: `if(step[3] = 'query', '', extract(step[6], ' ${RCODE}'))`,
    dns_resolved_ip: `if(step[3] = 'answer', ${addresses('step[6]')}, [])`,
    dns_answers_data: `if(step[3] = 'answer', ${names('step[6]')}, [])`,
  },
}

/** `query failed (SERVFAIL) for www.example.com/IN/A at query.c:7125` and `query (cache) 'www.example.com/A/IN' denied` */
const refusals: Message = {
  id: '-refused',
  title: 'queries that failed or were denied',
  pattern: `query(?: failed \\([A-Za-z][A-Za-z ]*\\) for \\S+/${CLASS}/[A-Z0-9]+ at |(?: \\(cache\\))? '\\S+/[A-Z0-9]+/${CLASS}' denied)`,
  groups: `query(?: failed \\(([A-Za-z][A-Za-z ]*)\\) for (\\S+)/${CLASS}/([A-Z0-9]+) at |(?: \\(cache\\))? '(\\S+)/([A-Z0-9]+)/${CLASS}' denied)`,
  columns: {
    event_type: "'answer'",
    dns_question_name: name("if(step[4] != '', step[4], step[6])"),
    dns_question_type: "if(step[5] != '', step[5], step[7])",
    // what went wrong (`timed out`), where it is no answer's code: the client gets SERVFAIL
    dns_response_code: "multiIf(step[3] = '', 'REFUSED', match(step[3], '^[A-Z]+$'), step[3], 'SERVFAIL')",
  },
}

/** 3 policy, 4 name, 5 type (not written before 9.10); what is only logged, not done, says `disabled` and is no answer */
const policy: Message = {
  id: '-rpz',
  title: 'response policy zones: what was answered instead',
  pattern: 'rpz \\S+ \\S+ rewrite \\S+ via ',
  groups: `rpz \\S+ (\\S+) rewrite (\\S+?)(?:/([A-Z0-9]+)/${CLASS})? via `,
  columns: {
    event_type: "'answer'",
    dns_question_name: name('step[4]'),
    dns_question_type: 'step[5]',
    // the policy's own answer: what the client got instead
    dns_response_code:
      "multiIf(step[3] IN ('NXDOMAIN', 'NODATA'), step[3], step[3] IN ('PASSTHRU', 'DROP', 'TCP-ONLY'), '', 'NOERROR')",
  },
}

const IGNORED = [
  {
    pattern: `${CATEGORY}(?:client \\S+ .*(?:update|transfer|AXFR|IXFR|notify|signer|denied|disabled rpz|rate limit|bad zone|connection reset|message parsing|request is not signed)|zone \\S+|view \\S+: |transfer of |network unreachable|lame server|lame-servers|success resolving|host unreachable|connection refused|DNS format error|REFUSED unexpected|validating |managed-keys|received control|reloading|loading |sizing|running|all zones|clients-per-query|rpz: |stopping|shutting|exiting|starting BIND|built with|listening on|using |automatic empty|resolver priming|checkhints|sending notifies|timed out resolving|SERVFAIL unexpected|unexpected RCODE|FORMERR resolving|broken trust chain|error \\(|no valid|rate limit |(?:stop |would )?limit(?:ing)? |fetch: )`,
    reason: {
      ja: 'ゾーン転送・更新・エラーなど（問合せでも応答でもない）',
      en: 'transfers, updates, resolver errors: neither a query nor an answer',
    },
  },
]

const about = {
  vendor: 'ISC',
  product: 'BIND 9',
  source: 'https://bind9.readthedocs.io/en/latest/reference.html#logging-statement-grammar',
  table: 'dns_event' as const,
  tag: 'named(?:-[a-z0-9]+)?',
  required: "dns_question_name != '' AND source_address != ''",
}

/** named.conf with print-time yes: 05-Oct-2026 09:00:01.123 queries: info: client … */
const ownTime = (timezone: string) =>
  localTime(
    {
      day: digits('payload', 1, 2),
      month: monthNumber('substring(payload, 4, 3)'),
      year: digits('payload', 8, 4),
      hour: digits('payload', 13, 2),
      minute: digits('payload', 16, 2),
      second: digits('payload', 19, 2),
      millis: digits("if(substring(payload, 21, 1) = '.', payload, '')", 22, 3),
    },
    timezone,
  )

/** With BIND's own time, in a file or sent on as it is. */
const file = ({ id, title, pattern, groups, columns }: Message, examples: Format['examples']): Format => ({
  ...about,
  id: `bind-file${id}`,
  title: `BIND 9 ${title}, with BIND's own time`,
  time: 'payload',
  pattern: `${OWN_TIME}${CLIENT}${pattern}`,
  step: `extractGroups(replaceRegexpOne(payload, ${literal(`^${OWN_TIME}`)}, ''), ${literal(`${CLIENT_GROUPS}${groups}`)})`,
  columns: ({ timezone }) => ({ time: ownTime(timezone), ...asker, ...columns }),
  ignore: id === '' ? IGNORED.map(({ pattern, reason }) => ({ pattern: `${OWN_TIME}${pattern}`, reason })) : undefined,
  examples,
})

const syslog = ({ id, title, pattern, groups, columns }: Message, examples: Format['examples']): Format => ({
  ...about,
  id: id === '' ? 'bind-syslog' : `bind${id}`,
  title: `BIND 9 ${title}, in syslog or with ISO times`,
  time: 'envelope',
  pattern: `${CLIENT}${pattern}`,
  step: `extractGroups(payload, ${literal(`${CLIENT_GROUPS}${groups}`)})`,
  columns: () => ({ time: 'envelope_time', ...asker, ...columns }),
  ignore: id === '' ? IGNORED : undefined,
  examples,
})

const bindFile = file(queries, [
  {
    lines: [
      '05-Oct-2026 09:00:01.123 queries: info: client @0x7f3a8c0 192.168.10.21#53211 (www.example.co.jp): view internal: query: www.Example.co.jp IN A +E(0)K (192.168.1.53)',
    ],
    events: [
      {
        time: '2026-10-05T00:00:01.123Z',
        source_ip: '192.168.10.21',
        dns_question_name: 'www.example.co.jp',
        dns_question_type: 'A',
        event_type: 'query',
        dns_response_code: '',
      },
    ],
  },
  {
    lines: ['05-Oct-2026 09:00:01.200 client 192.168.10.21#53211: query: a.example.com IN AAAA +'],
    events: [{ source_ip: '192.168.10.21', dns_question_type: 'AAAA' }],
  },
  {
    lines: [
      'Oct  5 09:00:02 ns1 named[812]: 05-Oct-2026 09:00:01.123 queries: info: client @0x7f fe80::21%eth0#53211/key tsig.example (.): query: . IN NS +E(0) (fe80::53%2)',
    ],
    events: [{ time: '2026-10-05T00:00:01.123Z', source_ip: 'fe80::21', dns_question_name: '.' }],
  },
])

const bindSyslog = syslog(queries, [
  {
    lines: [
      'Oct  5 09:00:01 ns1 named[812]: client @0x7f3a8c0 192.168.10.21#53211 (gone.example.com): query: gone.example.com IN A +E(0) (192.168.1.53)',
    ],
    events: [{ time: '2026-10-05T00:00:01.000Z', source_ip: '192.168.10.21', dns_question_name: 'gone.example.com' }],
  },
  {
    lines: [
      '2026-10-05T00:00:01.250Z responses: info: client @0x7f3a8c0 192.168.10.21#53211 (gone.example.com): response: gone.example.com IN A NXDOMAIN + (192.168.1.53) 0 1 0',
      '2026-10-05T00:00:01.250Z client @0x7f3a8c0 192.168.10.22#53211 (gone.example.com): query: gone.example.com IN A + (192.168.1.53)',
    ],
    events: [
      { time: '2026-10-05T00:00:01.250Z', dns_response_code: 'NXDOMAIN', event_type: 'both' },
      { source_ip: '192.168.10.22', event_type: 'query' },
    ],
  },
  {
    lines: [
      'Oct  5 09:00:02 ns1 named[812]: client @0x1 192.168.10.21#53211 (www.example.co.jp): answer: www.example.co.jp IN A + (192.168.1.53) -> NOERROR www.example.co.jp. 60 A 203.0.113.80',
    ],
    events: [{ dns_resolved_ip: ['203.0.113.80'], dns_response_code: 'NOERROR' }],
  },
])

const REFUSED_EXAMPLES = {
  file: [
    {
      lines: [
        '05-Oct-2026 09:00:01.123 query-errors: info: client @0x7f 192.168.10.21#53211 (bad.example.com): view internal: query failed (SERVFAIL) for bad.example.com/IN/AAAA at ../../../lib/ns/query.c:5505',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.123Z',
          dns_question_name: 'bad.example.com',
          dns_question_type: 'AAAA',
          dns_response_code: 'SERVFAIL',
          event_type: 'answer',
        },
      ],
    },
    {
      lines: [
        '05-Oct-2026 09:00:02.123 query-errors: debug 1: client @0x7f 192.168.10.21#53212 (slow.example.com): query failed (timed out) for slow.example.com/IN/A at query.c:7700',
      ],
      events: [{ dns_question_name: 'slow.example.com', dns_response_code: 'SERVFAIL' }],
    },
  ],
  syslog: [
    {
      lines: [
        "Oct  5 09:00:01 ns1 named[812]: client 198.51.100.89#9334 (www.example.net): view external: query (cache) 'www.example.net/A/IN' denied (allow-query-cache did not match)",
      ],
      events: [{ source_ip: '198.51.100.89', dns_question_name: 'www.example.net', dns_response_code: 'REFUSED' }],
    },
  ],
}

const RPZ_EXAMPLES = {
  file: [
    {
      lines: [
        '05-Oct-2026 09:00:01.123 rpz: info: client @0x1 192.168.10.21#53211 (bad.example.com): rpz QNAME Local-Data rewrite bad.example.com/A/IN via bad.example.com.rpz.example',
        '05-Oct-2026 09:00:02.123 client 192.168.10.21#53211: view v: rpz QNAME NODATA rewrite bad.example.com via bad.example.com.rpz.example',
      ],
      events: [
        { time: '2026-10-05T00:00:01.123Z', dns_response_code: 'NOERROR', dns_question_type: 'A' },
        { dns_question_name: 'bad.example.com', dns_response_code: 'NODATA', dns_question_type: '' },
      ],
    },
  ],
  syslog: [
    {
      lines: [
        'Oct  5 09:00:03 ns1 named[812]: rpz: info: client @0x1 192.168.10.21#53211 (bad.example.com): rpz QNAME NXDOMAIN rewrite bad.example.com/A/IN via bad.example.com.rpz.example',
      ],
      events: [{ dns_question_name: 'bad.example.com', dns_response_code: 'NXDOMAIN', event_type: 'answer' }],
    },
  ],
}

export const BIND_FORMATS = [
  bindFile,
  bindSyslog,
  file(refusals, REFUSED_EXAMPLES.file),
  syslog(refusals, REFUSED_EXAMPLES.syslog),
  file(policy, RPZ_EXAMPLES.file),
  syslog(policy, RPZ_EXAMPLES.syslog),
]
