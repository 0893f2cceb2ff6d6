/** Web gateways (Olfeo and others) whose log imitates the common log format, with a date in figures, and a category at its end. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { digits, localTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

/** 1 client, 2 user, 3 time, 4 method, 5 URL, 6 status, 7 bytes, 8 category */
const GROUPS = literal(
  '^(\\S+) \\S+ (\\S+) \\[([^\\]]+)\\] "(\\S+) (\\S+)[^"]*" (\\d{3}|-) (\\S+)(?: \\S+ \\S+(?: (.*))?)?$',
)
const STATUS = 'toUInt16OrZero(step[6])'

/** 05/10/2026 09:00:01: the day first, unless the second figure can be no month */
function time(timezone: string): string {
  const [first, second] = [digits('step[3]', 1, 2), digits('step[3]', 4, 2)]
  const rest = {
    year: digits('step[3]', 7, 4),
    hour: digits('step[3]', 12, 2),
    minute: digits('step[3]', 15, 2),
    second: digits('step[3]', 18, 2),
  }
  return localTime(
    { ...rest, day: `if(${second} > 12, ${second}, ${first})`, month: `if(${second} > 12, ${first}, ${second})` },
    timezone,
  )
}

export const dayFirstClf: Format = {
  id: 'day-first-clf',
  title: 'Web gateways with a common log format whose date is in figures (Olfeo and others)',
  vendor: 'any',
  product: 'web gateways',
  source: 'https://httpd.apache.org/docs/2.4/logs.html#common (imitated), real lines of a gateway',
  table: 'web_event',
  time: 'payload',
  pattern:
    '[0-9A-Fa-f.:]+ \\S+ \\S+ \\[\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d\\] "[A-Z]+ [a-z]+://[^"]*" (?:\\d{3}|-) \\S+(?: \\S+ \\d+ .*)?$',
  step: `extractGroups(payload, ${GROUPS})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    destination_port: urlPort('step[5]', 'step[4]'),
    user_name: "if(step[2] = '-', '', step[2])",
    network_protocol: "'http'",
    http_request_method: 'step[4]',
    url_domain: urlDomain('step[5]'),
    url_original: 'step[5]',
    http_response_status_code: STATUS,
    event_outcome: `multiIf(${STATUS} IN (403, 407), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
    event_action: 'step[8]',
    http_request_bytes: '-1',
    http_response_bytes: "if(match(step[7], '^\\\\d+$'), toInt64OrZero(step[7]), -1)",
    event_duration_ms: '-1',
  }),
  required: "source_address != '' AND url_domain != ''",
  examples: [
    {
      lines: [
        '192.168.10.21 - tanaka [05/10/2026 09:00:01] "GET http://WWW.example.co.jp/a HTTP/1.1" 403 - - 0 Malware',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          event_outcome: 'denied',
          http_response_bytes: -1,
          event_action: 'Malware',
        },
      ],
    },
    {
      lines: ['2001:db8::21 - - [10/15/2026 09:00:01] "POST https://c2.example.net:8443 HTTP/1.1" 200 - - 12 Business'],
      events: [{ time: '2026-10-15T00:00:01.000Z', source_ip: '2001:db8::21', destination_port: 8443 }],
    },
  ],
}
