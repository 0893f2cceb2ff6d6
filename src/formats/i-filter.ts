/** Digital Arts i-FILTER Ver.9, Ver.10 and D-SPA Ver.4: access log in its default format, and the log of what was blocked. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { clfTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const TIME = '\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}'
const about = {
  vendor: 'Digital Arts',
  product: 'i-FILTER, D-SPA',
  source: "Digital Arts' support site, FAQ 4301 (access log, default format) and 2800 (block log)",
  table: 'web_event' as const,
  // begins with a time and a number, which would pass for a syslog header and a host
  envelope: 'none' as const,
  time: 'payload' as const,
  required: "source_address != ''",
}

/** Texts are written as a form's values: `text%2Fhtml%3B+charset%3Dutf-8`. */
const decoded = (n: number) => `if(step[${n}] = '-', '', decodeURLFormComponent(step[${n}]))`

/** 1 destination, 2 client (of X-Forwarded-For where taken), 3 user, 4 time, 5 status, 6 sent to the client, 7 action, 8 method, 9 URL, 10 referrer, 11 agent, 12 content type */
const ACCESS = literal(
  `^[A-Z][a-z]{2} [ \\d]\\d [\\d:]{8} \\d+ [0-9A-Za-z.]+/\\d+/\\S* \\S+ (\\S+) \\S+ (\\S+) \\S+ (\\S+) \\[(${TIME})\\] (\\d+|-) (?:-?\\d+|-) (-?\\d+|-) (\\S+) .*?"(\\S+) (\\S+)(?: HTTP/[0-9.]+)?" (\\S+) (\\S+) (\\S+)`,
)
const STATUS = 'toUInt16OrZero(step[5])'

const access: Format = {
  ...about,
  id: 'i-filter',
  title: 'i-FILTER Ver.9, Ver.10 and D-SPA Ver.4 access log, default format',
  pattern: `[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d+ [0-9A-Za-z.]+/\\d+/\\S* \\S+ \\S+ [0-9A-Fa-f.:]+ [0-9A-Fa-f.:]+ \\S+ \\S+ \\[${TIME}\\] (?:\\d+|-) (?:-?\\d+|-) (?:-?\\d+|-) \\S+ [^"]*"\\S+ \\S+(?: HTTP/[0-9.]+)?" \\S+ \\S+ \\S+`,
  step: `extractGroups(payload, ${ACCESS})`,
  columns: ({ timezone }) => ({
    time: clfTime('step[4]', timezone),
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[2])',
    source_address: 'step[2]',
    destination_ip: "toIPv6OrDefault(extract(step[1], '^((?:\\\\d{1,3}\\\\.){3}\\\\d{1,3})'))",
    destination_port: urlPort('step[9]', 'step[8]'),
    user_name: decoded(3),
    network_protocol: "'http'",
    http_request_method: 'step[8]',
    url_domain: urlDomain('step[9]'),
    url_original: 'step[9]',
    http_response_status_code: STATUS,
    event_outcome: `multiIf(startsWith(step[7], 'block') OR ${STATUS} IN (403, 407), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
    event_action: "if(step[7] = '-', '', step[7])",
    // its place is known only for what the client was sent
    http_request_bytes: '-1',
    http_response_bytes: "if(step[6] = '-', -1, toInt64OrZero(step[6]))",
    event_duration_ms: '-1',
    // quoted where there is one
    http_request_referrer: "if(step[10] = '-', '', trim(BOTH '\"' FROM step[10]))",
    user_agent_original: decoded(11),
    http_response_mime_type: decoded(12),
  }),
  examples: [
    {
      lines: [
        'Oct  5 09:00:02 4872 1000/01/ - 203.0.113.80:443 192.168.10.254 192.168.10.21 - tanaka [05/Oct/2026:09:00:01 +0900] 503 0 1207 block 63 87 87/127/151 -1 0 1518 0 group01 - 0 - "GET https://www.Example.com/sw.js HTTP/1.1" - Mozilla%2F5.0+%28Windows+NT+10.0%29 text%2Fhtml%3B+charset%3Dutf-8 A667FEFF',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.80',
          destination_port: 443,
          user_name: 'tanaka',
          url_domain: 'www.example.com',
          http_request_method: 'GET',
          http_response_status_code: 503,
          http_response_bytes: 1207,
          event_outcome: 'denied',
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
          http_request_referrer: '',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:03 4873 10.43R02/01/ - 203.0.113.80:443 192.168.10.21 192.168.10.21 PC-21 tanaka [05/Oct/2026:09:00:02 +0900] 200 0 5120 proxy - - - -1 0 31 0 %E8%81%B7%E5%93%A1 - 0 - "POST https://www.example.com/a?b=c HTTP/1.1" "https://www.example.com/" Chrome - A667FEFF',
      ],
      events: [
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '192.168.10.21',
          http_request_method: 'POST',
          http_response_status_code: 200,
          http_response_bytes: 5120,
          event_outcome: 'success',
          http_request_referrer: 'https://www.example.com/',
        },
      ],
    },
  ],
}

/** process, client, user, group, its number, time, URL, action, then numbers of categories and reasons */
const blocked: Format = {
  ...about,
  id: 'i-filter-block',
  title: 'i-FILTER Ver.9 and Ver.10 block log',
  pattern: `\\d+ [0-9A-Fa-f.:]+ \\S+ \\S+ -?\\d+ \\[?${TIME}\\]? [a-z]+://\\S+ [a-z_-]+ -?\\d+ -?\\d+ `,
  step: `extractGroups(payload, ${literal(`^\\d+ (\\S+) (\\S+) \\S+ -?\\d+ \\[?(${TIME})\\]? (\\S+) (\\S+) `)})`,
  columns: ({ timezone }) => ({
    time: clfTime('step[3]', timezone),
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    destination_port: urlPort('step[4]', "''"),
    user_name: decoded(2),
    network_protocol: "'http'",
    url_domain: urlDomain('step[4]'),
    url_original: 'step[4]',
    event_outcome: "if(startsWith(step[5], 'block'), 'denied', 'success')",
    event_action: 'step[5]',
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
  }),
  examples: [
    {
      lines: [
        '4582 192.168.10.21 tanaka group 7 05/Oct/2026:09:00:01 +0900 http://www.example.com/ block 43 3 99 28 0 -1 0 EICAR-Test-File',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.com',
          event_outcome: 'denied',
        },
      ],
    },
  ],
}

export const I_FILTER_FORMATS = [access, blocked]
