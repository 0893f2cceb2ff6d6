import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { digits, localTime, monthNumber } from './time.ts'

/** 1 client, 2 port, 3 kind, 4 name, 5 type, 6 what follows */
const CLIENT =
  '(?:[a-z-]+: )?(?:info: |error: |debug \\d+: )?client (?:@0x[0-9a-f]+ )?[0-9A-Fa-f.:%]+#\\d+(?: \\([^)]*\\))?: (?:view [^:]+: )?'
const KINDS = '(?:query|response|answer): \\S+ (?:IN|CH|HS|ANY|CLASS\\d+) \\S+'
const RPZ = 'rpz \\S+ \\S+ rewrite \\S+/\\S+/\\S+ via '
const GROUPS = literal(
  '^.*?client (?:@0x[0-9a-f]+ )?([0-9A-Fa-f.:]+)(?:%[^#]*)?#(\\d+)(?: \\([^)]*\\))?: (?:view [^:]+: )?(query|response|answer): (\\S+) \\S+ (\\S+)(.*)$',
)
const RPZ_GROUPS = literal(
  'client (?:@0x[0-9a-f]+ )?([0-9A-Fa-f.:]+)(?:%[^#]*)?#(\\d+).*: rpz \\S+ (\\S+) rewrite (\\S+?)/([A-Z0-9]+)/',
)
const RCODE = '(NOERROR|NXDOMAIN|SERVFAIL|REFUSED|FORMERR|NOTIMP|NODATA|YXDOMAIN|NOTAUTH)'
const ANSWERS = `extractAll(step[6], ' (?:A|AAAA) ([0-9A-Fa-f.:]+)')`
const OWN_TIME = '\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} '

const columns = {
  observer_type: "'resolver'",
  source_ip: 'toIPv6OrDefault(step[1])',
  source_address: 'step[1]',
  source_port: 'toUInt16OrZero(step[2])',
  event_type: "if(step[3] = 'query', 'query', 'both')",
  dns_question_name: "lower(trimRight(step[4], '.'))",
  dns_question_type: 'step[5]',
  dns_response_code: `if(step[3] = 'query', '', extract(step[6], ' ${RCODE}'))`,
  dns_resolved_ip: `if(step[3] = 'answer', arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${ANSWERS})), [])`,
}
const rpzColumns = {
  observer_type: "'resolver'",
  source_ip: 'toIPv6OrDefault(step[1])',
  source_address: 'step[1]',
  source_port: 'toUInt16OrZero(step[2])',
  event_type: "'answer'",
  dns_question_name: "lower(trimRight(step[4], '.'))",
  dns_question_type: 'step[5]',
  // the policy's own answer: what the client got instead
  dns_response_code: "multiIf(step[3] IN ('NXDOMAIN', 'NODATA'), step[3], step[3] = 'PASSTHRU', '', 'NOERROR')",
}

const IGNORED = [
  {
    pattern:
      '(?:[a-z-]+: )?(?:info: |error: |warning: |notice: |debug \\d+: )?(?:client \\S+ .*(?:update|transfer|AXFR|IXFR|notify|signer|denied|bad zone|connection reset|message parsing|request is not signed)|zone \\S+|view \\S+: |transfer of |network unreachable|lame server|lame-servers|success resolving|host unreachable|connection refused|DNS format error|REFUSED unexpected|validating |managed-keys|received control|reloading|loading |sizing|running|all zones|clients-per-query|rpz: |stopping|shutting|exiting|starting BIND|built with|listening on|using |automatic empty|resolver priming|checkhints|sending notifies|timed out resolving|SERVFAIL unexpected|unexpected RCODE|FORMERR resolving|broken trust chain|error \\(|no valid)',
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
      millis: digits('payload', 22, 3),
    },
    timezone,
  )

const bindFile: Format = {
  ...about,
  id: 'bind-file',
  title: "BIND 9 query and response log, written to a file with BIND's own time",
  envelope: 'none',
  time: 'payload',
  pattern: `${OWN_TIME}${CLIENT}${KINDS}`,
  step: `extractGroups(payload, ${GROUPS})`,
  columns: ({ timezone }) => ({ time: ownTime(timezone), ...columns }),
  ignore: IGNORED.map(({ pattern, reason }) => ({ pattern: `${OWN_TIME}${pattern}`, reason })),
  examples: [
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
  ],
}

const bindSyslog: Format = {
  ...about,
  id: 'bind-syslog',
  title: 'BIND 9 query and response log, in syslog or with ISO times',
  tag: 'named',
  time: 'envelope',
  pattern: `${CLIENT}${KINDS}`,
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({ time: 'envelope_time', ...columns }),
  ignore: IGNORED,
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 ns1 named[812]: client @0x7f3a8c0 192.168.10.21#53211 (gone.example.com): query: gone.example.com IN A +E(0) (192.168.1.53)',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', source_ip: '192.168.10.21', dns_question_name: 'gone.example.com' }],
    },
    {
      lines: [
        '2026-10-05T00:00:01.250Z responses: info: client @0x7f3a8c0 192.168.10.21#53211 (gone.example.com): response: gone.example.com IN A NXDOMAIN + (192.168.1.53) 0 1 0',
      ],
      events: [{ time: '2026-10-05T00:00:01.250Z', dns_response_code: 'NXDOMAIN', event_type: 'both' }],
    },
    {
      lines: [
        'Oct  5 09:00:02 ns1 named[812]: client @0x1 192.168.10.21#53211 (www.example.co.jp): answer: www.example.co.jp IN A + (192.168.1.53) -> NOERROR www.example.co.jp. 60 A 203.0.113.80',
      ],
      events: [{ dns_resolved_ip: ['203.0.113.80'], dns_response_code: 'NOERROR' }],
    },
  ],
}

const bindRpz: Format = {
  ...about,
  id: 'bind-rpz',
  title: 'BIND 9 response policy zones: what was answered instead',
  tag: 'named',
  time: 'envelope',
  pattern: `${CLIENT}${RPZ}`,
  step: `extractGroups(payload, ${RPZ_GROUPS})`,
  columns: () => ({ time: 'envelope_time', ...rpzColumns }),
  examples: [
    {
      lines: [
        'Oct  5 09:00:03 ns1 named[812]: rpz: info: client @0x1 192.168.10.21#53211 (bad.example.com): rpz QNAME NXDOMAIN rewrite bad.example.com/A/IN via bad.example.com.rpz.example',
      ],
      events: [{ dns_question_name: 'bad.example.com', dns_response_code: 'NXDOMAIN', event_type: 'answer' }],
    },
  ],
}

export const BIND_FORMATS = [bindFile, bindSyslog, bindRpz]
