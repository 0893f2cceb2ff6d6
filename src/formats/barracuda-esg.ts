/** Barracuda Email Security Gateway (Spam & Virus Firewall), mail syslog: what was received (RECV), checked (SCAN) and handed on (SEND). */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { epochTime } from './time.ts'

const HEAD = '^(?:\\S+\\[)?[0-9A-Fa-f.:]+\\]? \\S+ \\d+ \\d+ '
/** sender, recipient, action and reason stand one after the other in both, behind other fields in SCAN */
const envelope = (n: number) => found(`${HEAD}(?:RECV|SCAN \\S+) ${'\\S+ '.repeat(n)}(\\S+)`)
const CHECKED = matches(`${HEAD}SCAN `)
const ACTION = firstOf(
  found(`${HEAD}RECV \\S+ \\S+ (\\d+) \\d+(?: |$)`),
  found(`${HEAD}SCAN \\S+ \\S+ \\S+ \\S+ (\\d+) \\d+ `),
)
const SENT = found(`${HEAD}SEND \\S+ (\\d+) `)
const named = (text: string) => `if(${text} = '-', '', ${text})`

export const barracudaEsg: Format = {
  id: 'barracuda-esg',
  title: 'Barracuda Email Security Gateway, mails',
  vendor: 'Barracuda',
  product: 'Email Security Gateway (Spam & Virus Firewall)',
  source:
    'https://documentation.campus.barracuda.com/wiki/display/BSFv51/How+to+Parse+the+Barracuda+Email+Security+Gateway+Syslog',
  table: 'mail_event',
  tag: '(?:inbound/pass[12]|scan|outbound/smtp)',
  time: 'payload',
  dated: ' \\d{10} \\d{10} (?:RECV|SCAN) ',
  pattern:
    '(?:\\S+\\[)?[0-9A-Fa-f.:]+\\]? \\d{10}-\\S+ \\d+ \\d+ (?:RECV \\S+ \\S+ \\d+ \\d+(?: |$)|SCAN \\S+ \\S+ \\S+ \\S+ \\d+ \\d+ .*SUBJ:|SEND \\S+ \\d+ \\S+ )',
  step: '1',
  columns: () => ({
    time: `if(${SENT} != '', envelope_time, ${epochTime(found(`${HEAD.replace('\\d+ \\d+ ', '(\\d+) \\d+ ')}`))})`,
    observer_type: "'mail'",
    observer_name: 'envelope_host',
    // of what is handed on no client is told, but an address in its place
    ...source(`if(${SENT} != '', '', ${found('^(?:\\S+\\[)?([0-9A-Fa-f.:]+)\\]? ')})`),
    source_domain: `if(${found('^(\\S+)\\[')} = 'unknown', '', ${found('^(\\S+)\\[')})`,
    event_action: `multiIf(${SENT} = '1', 'deliver', ${SENT} IN ('2', '4'), 'bounce', ${SENT} != '' OR ${ACTION} = '5', 'defer', ${ACTION} IN ('1', '2'), 'reject', ${ACTION} IN ('3', '6'), 'quarantine', 'accept')`,
    event_outcome: `multiIf(${SENT} = '1', 'success', ${SENT} IN ('2', '4'), 'failure', ${SENT} != '' OR ${ACTION} = '5', '', ${ACTION} IN ('1', '2', '3', '6'), 'denied', 'success')`,
    event_reason: firstOf(
      found(`${HEAD}SEND \\S+ \\d+ \\S+ (.*)$`),
      found(`${HEAD}RECV \\S+ \\S+ \\d+ (\\d+.*)$`),
      found(`${HEAD}SCAN \\S+ \\S+ \\S+ \\S+ \\d+ (\\d+ .*?)(?: SZ:\\d+)? SUBJ:`),
    ),
    email_local_id: found('^(?:\\S+\\[)?[0-9A-Fa-f.:]+\\]? (\\S+)'),
    email_from_address: `if(${SENT} != '', '', ${named(envelope(0))})`,
    email_to_address: `arrayFilter(x -> x != '' AND ${SENT} = '', [${named(envelope(1))}])`,
    email_subject: `if(${CHECKED}, ${found(' SUBJ:(.*)$')}, '')`,
    email_size: `if(${CHECKED} AND match(payload, ' SZ:\\\\d+ SUBJ:'), toInt64OrZero(${found(' SZ:(\\d+) SUBJ:')}), -1)`,
    threat_name: found(`${HEAD}SCAN \\S+ \\S+ \\S+ \\S+ \\d+ 1 (\\S+) `),
  }),
  required: "email_local_id != '' AND (source_ip != toIPv6('::') OR source_address = '')",
  examples: [
    {
      lines: [
        'Oct  5 09:00:05 esg1 inbound/pass1[7564]: mail.example.net[203.0.113.9] 1791158401-035a5b0b8d1-1pAbcd 1791158401 1791158402 RECV x@mail.example.net tanaka@example.co.jp 2 8 no such user',
        'Oct  5 09:00:05 esg1 scan[9390]: unknown[203.0.113.10] 1791158402-4739a8be0001-R6OEVB 1791158402 1791158403 SCAN - y@mail.example.net tanaka@example.co.jp - 2 1 W32/Agent SZ:34602 SUBJ:請求書 SUBJ:x SCAN y',
        'Oct  5 09:00:06 esg1 outbound/smtp[812]: 127.0.0.1 1791158402-4739a8be0001-R6OEVC 0 0 SEND - 1 6BE2D1C4 250 2.0.0 Ok: queued',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          source_domain: 'mail.example.net',
          event_action: 'reject',
          event_outcome: 'denied',
          event_reason: '8 no such user',
          email_from_address: 'x@mail.example.net',
          email_to_address: ['tanaka@example.co.jp'],
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '203.0.113.10',
          source_domain: '',
          event_action: 'reject',
          threat_name: 'W32/Agent',
          email_size: 34602,
          email_subject: '請求書 SUBJ:x SCAN y',
        },
        {
          time: '2026-10-05T00:00:06.000Z',
          source_address: '',
          event_action: 'deliver',
          event_outcome: 'success',
          email_local_id: '1791158402-4739a8be0001-R6OEVC',
          event_reason: '250 2.0.0 Ok: queued',
        },
      ],
    },
  ],
}
