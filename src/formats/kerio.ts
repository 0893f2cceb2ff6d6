/** Kerio Control: connection log, and packets and URLs of the filter log. Its HTTP log is written as Apache or Squid do. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { count, transport } from './pairs.ts'
import { clfTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const STAMP = '\\[\\d\\d/[A-Z][a-z]{2}/\\d{4} \\d\\d:\\d\\d:\\d\\d\\] '
const time = (timezone: string) => clfTime(`extract(payload, ${literal('^\\[([^\\]]+)\\]')})`, timezone)
const about = {
  vendor: 'GFI (Kerio)',
  product: 'Kerio Control',
  source: 'https://manuals.gfi.com/en/kerio/control/content/logs/ (Connection log, Filter log)',
  time: 'payload' as const,
}
const address = (text: string) => `toIPv6OrDefault(trim(BOTH '[]' FROM ${text}))`
const name = (text: string) => `if(isNull(toIPv6OrNull(trim(BOTH '[]' FROM ${text}))), lower(${text}), '')`

/** 1 id, 2 rule, 3 service, 4 user, 5 protocol, 6 and 7 source, 8 and 9 destination, 10 seconds, 11 sent, 12 received */
const CONNECTION = literal(
  '\\[ID\\] (\\d+) \\[Rule\\] (.*?) (?:\\[Service\\] (.*?) )?(?:\\[User\\] (.*?) )?\\[Connection\\] (\\S+) (\\S+?)(?::(\\d+))? -?> (\\S+?)(?::(\\d+))?(?: .*?)?\\[Duration\\] (\\d+) sec \\[Bytes\\] (\\d+)/(\\d+)',
)
const connection: Format = {
  ...about,
  id: 'kerio-connection',
  title: 'Kerio Control connection log',
  table: 'flow_event',
  pattern: `${STAMP}\\[ID\\] \\d+ \\[Rule\\] .*\\[Connection\\] [A-Za-z0-9]+ \\S+ -?> `,
  step: `extractGroups(payload, ${CONNECTION})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'firewall'",
    source_ip: address('step[6]'),
    source_address: 'step[6]',
    source_port: 'toUInt16OrZero(step[7])',
    destination_ip: address('step[8]'),
    destination_port: 'toUInt16OrZero(step[9])',
    user_name: 'step[4]',
    destination_domain: name('step[8]'),
    network_transport: transport('step[5]'),
    network_application: 'step[3]',
    event_action: "'allowed'",
    event_id: 'step[1]',
    source_bytes: count('step[11]'),
    destination_bytes: count('step[12]'),
    event_duration_ms: 'toInt64OrZero(step[10]) * 1000',
    rule_name: 'step[2]',
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        '[05/Oct/2026 09:00:01] [ID] 613181 [Rule] NAT [Service] HTTPS [User] tanaka [Connection] TCP 192.168.10.21:51022 -> c2.Example.net:443 [Duration] 121 sec [Bytes] 1575/1290/2865 [Packets] 5/9/14',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_port: 443,
          destination_domain: 'c2.example.net',
          user_name: 'tanaka',
          source_bytes: 1575,
          destination_bytes: 1290,
          event_duration_ms: 121000,
        },
      ],
    },
    {
      lines: [
        '[05/Oct/2026 09:00:02] [ID] 613182 [Rule] LAN out [Connection] UDP 192.168.10.21:40000 -> 203.0.113.53:53 [Duration] 1 sec [Bytes] 60/120/180 [Packets] 1/1/2',
      ],
      events: [{ destination_ip: '203.0.113.53', destination_domain: '', rule_name: 'LAN out', user_name: '' }],
    },
  ],
}

/** 1 action, 2 rule, 3 protocol, 4 and 5 source, 6 and 7 destination */
const PACKET = literal(
  `\\] (\\S+) ['"](.*?)['"] packet .*?proto: ?([A-Za-z0-9]+), .*?(?:ip/port: ?)?([0-9A-Fa-f.:]+?)(?::(\\d+))? ->? ?([0-9A-Fa-f.:]+?)(?::(\\d+))?(?:,|$)`,
)
const packet: Format = {
  ...about,
  id: 'kerio-filter',
  title: 'Kerio Control filter log, packets',
  table: 'flow_event',
  pattern: `${STAMP}(?:PERMIT|DENY|DROP|ALLOW) ['"].*['"] packet (?:to|from) .*proto: ?[A-Za-z0-9]+, `,
  step: `extractGroups(payload, ${PACKET})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'firewall'",
    source_ip: address('step[4]'),
    source_address: 'step[4]',
    source_port: 'toUInt16OrZero(step[5])',
    destination_ip: address('step[6]'),
    destination_port: 'toUInt16OrZero(step[7])',
    network_transport: transport('step[3]'),
    event_action: "if(step[1] IN ('PERMIT', 'ALLOW'), 'allowed', 'denied')",
    event_id: "concat(step[4], ':', step[5], '>', step[6], ':', step[7])",
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: 'step[2]',
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        "[05/Oct/2026 09:00:01] DROP 'Local traffic' packet to LAN, proto:TCP, len:47, ip/port:198.51.100.4:41272 - 192.168.10.11:3663, flags: ACK PSH, seq:1099972190 ack:3795090926, win:64036, tcplen:7",
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '198.51.100.4',
          source_port: 41272,
          destination_ip: '192.168.10.11',
          destination_port: 3663,
          event_action: 'denied',
          network_transport: 'tcp',
        },
      ],
    },
  ],
}

/** 1 action, 2 rule, 3 client, 4 user, 5 method, 6 URL */
const RULE = literal(`\\] (ALLOW|DENY) URL '(.*?)' (\\S+) (?:(\\S+) )?(?:HTTPS?|FTP) ([A-Z]+) (\\S+)`)
const url: Format = {
  ...about,
  id: 'kerio-url',
  title: 'Kerio Control filter log, URLs',
  table: 'web_event',
  pattern: `${STAMP}(?:ALLOW|DENY) URL '.*' [0-9A-Fa-f.:]+ .*(?:HTTPS?|FTP) [A-Z]+ \\S+`,
  step: `extractGroups(payload, ${RULE})`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[3])',
    source_address: 'step[3]',
    destination_port: urlPort('step[6]', 'step[5]'),
    user_name: 'step[4]',
    network_protocol: "'http'",
    http_request_method: 'step[5]',
    url_domain: urlDomain('step[6]'),
    url_original: 'step[6]',
    event_outcome: "if(step[1] = 'DENY', 'denied', 'success')",
    event_action: 'step[2]',
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: ["[05/Oct/2026 09:00:01] DENY URL 'Malware' 192.168.10.21 tanaka HTTP GET http://Bad.example.com/a.zip"],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'bad.example.com',
          event_outcome: 'denied',
        },
      ],
    },
  ],
}

export const KERIO_FORMATS: Format[] = [connection, packet, url]
