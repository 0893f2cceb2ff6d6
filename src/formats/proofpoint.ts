/** Proofpoint on Demand (Email Protection): its log stream in JSON, one object a message, and its sendmail's lines inside such objects. */
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, jsonStep, keys, type Shape } from './json-line.ts'
import { firstOf, found, matches, source } from './pick.ts'

const MESSAGE: Shape = {
  ts: 'text',
  guid: 'text',
  connection: { ip: 'text', host: 'text', helo: 'text', country: 'text' },
  envelope: { from: 'text', rcpts: 'list' },
  filter: {
    qid: 'text',
    disposition: 'text',
    routeDirection: 'text',
    msgSizeBytes: 'text',
    quarantine: { folder: 'text', rule: 'text' },
  },
  msg: { normalizedHeader: { subject: 'list', 'message-id': 'list' } },
  msgParts: [{ detectedName: 'text', labeledName: 'text' }],
}
const F = (path: string | string[]) => field(path)
const DISPOSITION = `lower(${F('filter.disposition')})`
const about = {
  vendor: 'Proofpoint',
  product: 'Email Protection (on Demand)',
  source:
    'https://proofpointcommunities.my.site.com/community/s/article/Proofpoint-on-Demand-Log-API (message and maillog schema)',
  table: 'mail_event' as const,
  envelope: 'none' as const,
  time: 'payload' as const,
}

const message: Format = {
  ...about,
  id: 'proofpoint-message',
  title: 'Proofpoint on Demand, messages (JSON)',
  pattern: `${keys('connection')}.*"envelope"\\s?:.*|${keys('guid')}.*"envelope"\\s?:.*|${keys('envelope')}.*"filter"\\s?:.*"disposition"`,
  step: jsonStep(MESSAGE),
  columns: () => ({
    time: utcTime(F('ts')),
    observer_type: "'mail'",
    ...source(F('connection.ip')),
    source_domain: F('connection.host'),
    smtp_helo: F('connection.helo'),
    event_action: `multiIf(${DISPOSITION} = 'continue', 'deliver', match(${DISPOSITION}, 'quarantine'), 'quarantine', match(${DISPOSITION}, 'reject|discard'), 'reject', match(${DISPOSITION}, 'retry'), 'defer', 'queue')`,
    event_outcome: `multiIf(${DISPOSITION} = 'continue', 'success', match(${DISPOSITION}, 'quarantine|reject|discard'), 'denied', '')`,
    email_local_id: firstOf(F('filter.qid'), F('guid')),
    email_message_id: `replaceRegexpAll(${F(['msg', 'normalizedHeader', 'message-id'])}[1], '^<|>$', '')`,
    email_from_address: F('envelope.from'),
    email_to_address: F('envelope.rcpts'),
    email_recipients: `toUInt32(length(${F('envelope.rcpts')}))`,
    email_subject: `${F(['msg', 'normalizedHeader', 'subject'])}[1]`,
    email_size: `if(${F('filter.msgSizeBytes')} = '', -1, toInt64OrZero(${F('filter.msgSizeBytes')}))`,
    email_attachments: `arrayFilter(x -> x NOT IN ('', 'text.txt', 'text.html'), arrayMap(p -> tupleElement(p, 'detectedName'), ${F('msgParts')}))`,
    network_direction: `if(${F('filter.routeDirection')} IN ('inbound', 'outbound', 'internal'), ${F('filter.routeDirection')}, '')`,
    rule_name: F('filter.quarantine.rule'),
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        '{"connection":{"protocol":"smtp:smtp","ip":"203.0.113.9","host":"mail.example.net","sid":"3j6","helo":"mail.example.net","country":"us"},"filter":{"qid":"27Q0O7ss000303","disposition":"continue","msgSizeBytes":4857,"routeDirection":"inbound"},"guid":"rkuz","msg":{"normalizedHeader":{"subject":["お見積り"],"message-id":["1@mail.example.net"]}},"msgParts":[{"detectedName":"seikyu.zip"},{"detectedName":"text.txt"}],"ts":"2026-10-05T09:00:01.071953+0900","envelope":{"rcpts":["tanaka@example.co.jp"],"from":"x@mail.example.net"}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.071Z',
          source_ip: '203.0.113.9',
          event_action: 'deliver',
          event_outcome: 'success',
          email_local_id: '27Q0O7ss000303',
          email_message_id: '1@mail.example.net',
          email_from_address: 'x@mail.example.net',
          email_to_address: ['tanaka@example.co.jp'],
          email_subject: 'お見積り',
          email_size: 4857,
          email_attachments: ['seikyu.zip'],
          network_direction: 'inbound',
        },
      ],
    },
  ],
}

const LOGGED: Shape = {
  ts: 'text',
  sm: {
    qid: 'text',
    to: 'list',
    from: 'text',
    stat: 'text',
    dsn: 'text',
    relay: 'text',
    size: 'text',
    nrcpts: 'text',
    msgid: 'text',
  },
  pps: { agent: 'text' },
}
const TEXT = F('sm.stat')

const maillog: Format = {
  ...about,
  id: 'proofpoint-maillog',
  title: "Proofpoint on Demand, its mail server's deliveries (JSON)",
  pattern: `${keys('data')}.*"sm"\\s?:\\s?\\{|${keys('sm')}.*"pps"\\s?:`,
  step: jsonStep(LOGGED),
  columns: () => ({
    time: utcTime(F('ts')),
    observer_type: "'mail'",
    observer_name: F('pps.agent'),
    ...source(`if(${F('sm.from')} = '', '', ${found('\\[(?:IPv6:)?([0-9A-Fa-f.:]+)\\]', F('sm.relay'))})`),
    destination_ip: `toIPv6OrDefault(if(${F('sm.from')} = '', ${found('\\[(?:IPv6:)?([0-9A-Fa-f.:]+)\\]', F('sm.relay'))}, ''))`,
    event_action: `multiIf(${F('sm.from')} != '', 'queue', ${matches('^Sent', TEXT)}, 'deliver', ${matches('^Deferred|^queued', TEXT)}, 'defer', 'bounce')`,
    event_outcome: `multiIf(${F('sm.from')} != '', '', ${matches('^Sent', TEXT)}, 'success', ${matches('^Deferred|^queued', TEXT)}, '', 'failure')`,
    event_reason: TEXT,
    smtp_status: F('sm.dsn'),
    email_local_id: F('sm.qid'),
    email_message_id: `replaceRegexpAll(${F('sm.msgid')}, '^<|>$', '')`,
    email_from_address: `replaceRegexpAll(${F('sm.from')}, '^<|>$', '')`,
    email_to_address: `arrayMap(x -> replaceRegexpAll(x, '^<|>$', ''), ${F('sm.to')})`,
    email_size: `if(${F('sm.size')} = '', -1, toInt64OrZero(${F('sm.size')}))`,
    email_recipients: `toUInt32OrZero(${F('sm.nrcpts')})`,
  }),
  required: "email_local_id != ''",
  examples: [
    {
      lines: [
        '{"data":"2026-10-05T09:00:01.935763+09:00 m0169160 sendmail[22003]: 27PNO8ta032355: to=<suzuki@partner.example>, delay=00:00:00, mailer=esmtp, relay=mx.partner.example. [203.0.113.25], dsn=2.0.0, stat=Sent","sm":{"to":["<suzuki@partner.example>"],"dsn":"2.0.0","relay":"mx.partner.example. [203.0.113.25]","qid":"27PNO8ta032355","stat":"Sent"},"pps":{"agent":"m0169160.ppops.net"},"ts":"2026-10-05T09:00:01.935763+0900","type":"maillog"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.935Z',
          observer_name: 'm0169160.ppops.net',
          destination_ip: '203.0.113.25',
          event_action: 'deliver',
          event_outcome: 'success',
          email_local_id: '27PNO8ta032355',
          email_to_address: ['suzuki@partner.example'],
        },
      ],
    },
  ],
}

export const PROOFPOINT_FORMATS: Format[] = [message, maillog]
