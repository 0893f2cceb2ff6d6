/** hMailServer's log: sign-ins to send and to read mail. The server's answer tells what came of it, a line before it the account. */

import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { firstOf, found, source } from './pick.ts'
import { isoTime } from './time.ts'

const HEAD =
  '"(?:SMTPD|POP3D|IMAPD)"\\t\\d+\\t\\d+\\t"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}"\\t"[0-9A-Fa-f.:]+"\\t"'
const AT = (n: number) => `trim(BOTH '"' FROM step[${n}])`
const TEXT = AT(6)
const ANSWERS =
  'SENT: (?:235 |535 |\\+OK Mailbox locked|-ERR Invalid user name|[^ ]+ OK LOGIN |[^ ]+ (?:NO|BAD) Invalid user name)'
/** of POP3 and IMAP as it is, of SMTP in base64: the word alone after the server asked for a name */
const NAMES = 'RECEIVED: (?:USER \\S+|[^ ]+ (?i:LOGIN) \\S+|[A-Za-z0-9+/]{8,}=*"$)'
const NAMED = firstOf(
  found('^RECEIVED: USER (\\S+)', TEXT),
  `trim(BOTH '"' FROM ${found('^RECEIVED: [^ ]+ (?i:LOGIN) (\\S+)', TEXT)})`,
  `tryBase64Decode(${found('^RECEIVED: ([A-Za-z0-9+/]{8,}=*)$', TEXT)})`,
)

export const hmailserver: Format = {
  id: 'hmailserver-auth',
  title: 'hMailServer, sign-ins (SMTP, POP3, IMAP)',
  vendor: 'hMailServer',
  product: 'hMailServer',
  source:
    'https://www.hmailserver.com/documentation/v5.6/?page=reference_logging, https://github.com/hmailserver/hmailserver',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${HEAD}(?:${ANSWERS}|${NAMES})`,
  step: "splitByChar('\\t', payload)",
  columns: ({ timezone }) => ({
    time: isoTime(AT(4), timezone),
    observer_type: "'mail'",
    ...source(AT(5)),
    user_name: 'session_user',
    event_action: `if(startsWith(${TEXT}, 'SENT: '), 'login', 'attempt')`,
    event_outcome: `multiIf(NOT startsWith(${TEXT}, 'SENT: '), '', match(${TEXT}, ${literal('^SENT: (?:535 |-ERR |[^ ]+ (?:NO|BAD) )')}), 'failure', 'success')`,
    event_reason: `if(match(${TEXT}, ${literal('^SENT: (?:535 |-ERR |[^ ]+ (?:NO|BAD) )')}), 'password', '')`,
    network_protocol: `transform(${AT(1)}, ['SMTPD', 'POP3D', 'IMAPD'], ['smtp', 'pop3', 'imap'], '')`,
    session_id: 'step[3]',
  }),
  session: { carried: { user: { of: `concat(${AT(1)}, ' ', step[3])`, told: NAMED } } },
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern:
        '"(?:SMTPD|SMTPC|POP3D|POP3C|IMAPD|TCPIP|DEBUG|APPLICATION|ERROR|EVENT|BACKUP)"\\t\\d+\\t(?:\\d+\\t)?"\\d{4}-\\d\\d-\\d\\d ',
      reason: {
        ja: 'メールのやり取りとサーバ自身の記録（サインインではない）',
        en: "the conversation and the server's own notes: no sign-in",
      },
    },
  ],
  examples: [
    {
      lines: [
        '"SMTPD"\t1234\t12\t"2026-10-05 09:00:01.250"\t"203.0.113.9"\t"RECEIVED: AUTH LOGIN"',
        '"SMTPD"\t1234\t12\t"2026-10-05 09:00:01.350"\t"203.0.113.9"\t"SENT: 334 VXNlcm5hbWU6"',
        '"SMTPD"\t1236\t12\t"2026-10-05 09:00:01.450"\t"203.0.113.9"\t"RECEIVED: dGFuYWthQGV4YW1wbGUuY28uanA="',
        '"SMTPD"\t1234\t12\t"2026-10-05 09:00:02.000"\t"203.0.113.9"\t"SENT: 535 Authentication failed. Restarting authentication process."',
        '"POP3D"\t1234\t13\t"2026-10-05 09:00:03.000"\t"203.0.113.10"\t"RECEIVED: USER sato@example.co.jp"',
        '"POP3D"\t1234\t13\t"2026-10-05 09:00:04.000"\t"203.0.113.10"\t"SENT: +OK Mailbox locked and ready"',
      ],
      events: [
        { event_action: 'attempt', event_outcome: '', user_name: 'tanaka@example.co.jp' },
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
          network_protocol: 'smtp',
        },
        { event_action: 'attempt', user_name: 'sato@example.co.jp' },
        { user_name: 'sato@example.co.jp', event_action: 'login', event_outcome: 'success', network_protocol: 'pop3' },
      ],
    },
  ],
}
