/** Access logs of Amazon's load balancers (Application and Classic) and of S3. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { count } from './pairs.ts'
import { clfTime, isoTime } from './time.ts'
import { urlDomain } from './url.ts'

const END = '(?:\\[?[0-9A-Fa-f.:]+\\]?:\\d+|-)'
const NUMBER = '-?[0-9.]+'
/** 1 time, 2 client, 3 its port, 4 server, 5-7 seconds, 8 status, 9 received, 10 sent, 11 method, 12 URL, 13 agent */
const GROUPS = literal(
  `^(?:[a-z0-9]+ )?(\\S+) \\S+ \\[?([0-9A-Fa-f.:]+?)\\]?:(\\d+) (?:\\[?([0-9A-Fa-f.:]+?)\\]?:\\d+|-) (${NUMBER}) (${NUMBER}) (${NUMBER}) (\\d+|-) (?:\\d+|-) (\\d+) (\\d+) "(\\S+) (.*?) (?:HTTP/[0-9.]+|- )" "((?:[^"\\\\]|\\\\.)*)"`,
)
const STATUS = 'toUInt16OrZero(step[8])'
const SECONDS = 'arrayMap(x -> toFloat64OrZero(x), [step[5], step[6], step[7]])'
const outcome = (status: string) =>
  `multiIf(${status} IN (401, 403, 407), 'denied', ${status} = 0 OR ${status} >= 500, 'failure', 'success')`
const known = (text: string) => `if(${text} = '-', '', ${text})`

const loadBalancer: Format = {
  id: 'aws-elb',
  title: 'Elastic Load Balancing access log (Application and Classic)',
  vendor: 'Amazon Web Services',
  product: 'Elastic Load Balancing',
  source:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html, https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html',
  table: 'web_event',
  envelope: 'none',
  time: 'payload',
  pattern: `(?:(?:https?|h2|grpcs|wss?) )?\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z \\S+ ${END} ${END} ${NUMBER} ${NUMBER} ${NUMBER} (?:\\d+|-) (?:\\d+|-) \\d+ \\d+ "`,
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    time: isoTime('step[1]', "'UTC'"),
    observer_type: "'server'",
    source_ip: 'toIPv6OrDefault(step[2])',
    source_address: 'step[2]',
    source_port: 'toUInt16OrZero(step[3])',
    destination_ip: 'toIPv6OrDefault(step[4])',
    network_protocol: "'http'",
    http_request_method: known('step[11]'),
    url_domain: urlDomain('step[12]'),
    url_original: 'step[12]',
    http_response_status_code: STATUS,
    event_outcome: outcome(STATUS),
    http_request_bytes: 'toInt64OrZero(step[9])',
    http_response_bytes: 'toInt64OrZero(step[10])',
    event_duration_ms: `if(arrayMin(${SECONDS}) < 0, -1, toInt64(round(arraySum(${SECONDS}) * 1000)))`,
    user_agent_original: known('step[13]'),
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'https 2026-10-05T00:00:01.250000Z app/my-loadbalancer/50dc6c495c0c9188 203.0.113.77:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 420 5120 "GET https://www.example.com:443/a?b=c HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:x "Root=1-58337281" "www.example.com" "arn:aws:y" 1 2026-10-05T00:00:01.000000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1',
        'h2 2026-10-05T00:00:02.250000Z app/my-loadbalancer/50dc6c495c0c9188 203.0.113.78:2818 - -1 -1 -1 403 - 34 366 "POST https://www.example.com:443/login HTTP/2.0" "-" ECDHE TLSv1.2 - "Root=1-5" "www.example.com" "session-reused" 0 2026-10-05T00:00:02.000000Z "waf" "-" "-" "-" "-" "-" "-"',
        '2026-10-05T00:00:03.250777Z my-loadbalancer 203.0.113.79:2819 10.0.0.1:80 0.000086 0.001048 0.001337 200 200 0 57 "GET https://www.example.com:443/ HTTP/1.1" "curl/7.38.0" DHE-RSA-AES128-SHA TLSv1.2',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.77',
          source_port: 2817,
          destination_ip: '10.0.0.1',
          http_request_method: 'GET',
          url_domain: 'www.example.com',
          http_response_status_code: 200,
          http_request_bytes: 420,
          http_response_bytes: 5120,
          event_duration_ms: 171,
          user_agent_original: 'curl/7.46.0',
        },
        { event_outcome: 'denied', event_duration_ms: -1, user_agent_original: '' },
        { source_ip: '203.0.113.79', http_response_bytes: 57 },
      ],
    },
  ],
}

/** 1 bucket, 2 time, 3 client, 4 requester, 5 operation, 6 key, 7 method, 8 target, 9 status, 10 bytes sent, 11 milliseconds, 12 referrer, 13 agent */
const S3 = literal(
  '^[0-9a-f]{64} (\\S+) \\[([^\\]]+)\\] (\\S+) (\\S+) \\S+ (\\S+) (\\S+) "(\\S+) (\\S+)[^"]*" (\\d+|-) \\S+ (\\d+|-) \\S+ (\\d+|-) \\S+ "([^"]*)" "([^"]*)"',
)
const S3_STATUS = 'toUInt16OrZero(step[9])'
const s3: Format = {
  id: 'aws-s3-access',
  title: 'Amazon S3 server access log',
  vendor: 'Amazon Web Services',
  product: 'S3',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html',
  table: 'web_event',
  envelope: 'none',
  time: 'payload',
  pattern:
    '[0-9a-f]{32}[0-9a-f]{32} \\S+ \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\] \\S+ \\S+ [0-9A-Z]+ [A-Z0-9.]+(?:_[A-Z0-9_.]+)? \\S+ "',
  step: `extractGroups(payload, ${S3})`,
  columns: ({ timezone }) => ({
    time: clfTime('step[2]', timezone),
    observer_type: "'server'",
    source_ip: 'toIPv6OrDefault(step[3])',
    source_address: 'step[3]',
    user_name: `replaceRegexpOne(${known('step[4]')}, '^arn:aws[^:]*:(?:iam|sts)::', '')`,
    network_protocol: "'http'",
    http_request_method: 'step[7]',
    url_domain: "concat(lower(step[1]), '.s3.amazonaws.com')",
    url_original: 'step[8]',
    http_response_status_code: S3_STATUS,
    event_outcome: outcome(S3_STATUS),
    event_action: 'step[5]',
    http_request_bytes: '-1',
    http_response_bytes: count('step[10]'),
    event_duration_ms: count('step[11]'),
    user_agent_original: known('step[13]'),
    http_request_referrer: known('step[12]'),
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-s3-demo-bucket1 [05/Oct/2026:00:00:38 +0000] 203.0.113.77 arn:aws:iam::111122223333:user/tanaka 3E57427F3EXAMPLE REST.GET.OBJECT photos/a.jpg "GET /photos/a.jpg HTTP/1.1" 200 - 5120 5120 7 5 "-" "S3Console/0.4" - s9lzHYrFp76Z= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSv1.2 - -',
      ],
      events: [
        {
          time: '2026-10-05T00:00:38.000Z',
          source_ip: '203.0.113.77',
          user_name: '111122223333:user/tanaka',
          event_action: 'REST.GET.OBJECT',
          url_original: '/photos/a.jpg',
          http_response_bytes: 5120,
          event_duration_ms: 7,
        },
      ],
    },
  ],
}

export const AWS_ACCESS_FORMATS: Format[] = [loadBalancer, s3]
