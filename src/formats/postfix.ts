/**
 * Postfix. Each program writes lines of its own about a message: smtpd who hands it in, cleanup its Message-ID, qmgr sender and size,
 * smtp, lmtp and local where it went. Each line is an event; the queue id on the same machine joins them.
 */
import type { Format } from './format.ts'
import { firstOf, found, matches } from './pick.ts'
import { POSTFIX_CONNECTION_FORMATS } from './postfix-connection.ts'
import { about, CLIENT, client, line, one, QUEUE } from './postfix-line.ts'

const sasl: Format = {
  ...about,
  id: 'postfix-sasl',
  title: 'Postfix, failed sign-ins to send (SASL)',
  table: 'auth_event',
  pattern: `warning: ${CLIENT}: SASL \\S+ authentication (?:failed|aborted)`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'mail'",
    observer_name: 'envelope_host',
    ...client('^warning: '),
    user_name: found(', sasl_username=(.*)$'),
    // the server's own trouble is no wrong password
    event_action: `if(${matches('Connection lost to authentication server|Invalid authentication mechanism|SASL \\S+ authentication aborted')}, 'attempt', 'login')`,
    event_outcome: "'failure'",
    event_reason: found(': SASL \\S+ authentication (?:failed|aborted):? ?(.*?)(?:, sasl_username=.*)?$'),
    network_protocol: "'smtp'",
    event_details: found(': SASL (\\S+) authentication'),
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 postfix/smtpd[3937]: warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=tanaka@example.co.jp',
        'Oct  5 09:00:02 mx1 postfix/submission/smtpd[3937]: warning: host.example.net[2001:db8::9]:55729: SASL PLAIN authentication failed:',
        'Oct  5 09:00:03 mx1 postfix/smtpd[3937]: warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: Connection lost to authentication server',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'mx1',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'UGFzc3dvcmQ6',
        },
        { source_ip: '2001:db8::9', source_port: 55729, source_domain: 'host.example.net', event_outcome: 'failure' },
        { event_action: 'attempt' },
      ],
    },
  ],
}

const accepted: Format = {
  ...about,
  id: 'postfix-client',
  title: 'Postfix, who hands a message in (and who signed in for it)',
  table: 'mail_event',
  pattern: `${QUEUE}: client=${CLIENT}`,
  columns: () =>
    line({
      ...client('client='),
      user_name: found(', sasl_username=([^,]*(?:,[^ ][^,]*)*)'),
      event_action: "'accept'",
      event_outcome: "'success'",
      email_from_address: found(', sasl_sender=<?([^>,]*)'),
    }),
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 postfix/submission/smtpd[812]: 4Tq1bC0x4Mz9rxR: client=pc.example.net[203.0.113.9], sasl_method=PLAIN, sasl_username=tanaka@example.co.jp',
        'Oct  5 09:00:01 mx1 postfix/smtpd[812]: 486D13F8B7: client=unknown[192.168.10.21]',
      ],
      events: [
        {
          source_ip: '203.0.113.9',
          source_domain: 'pc.example.net',
          user_name: 'tanaka@example.co.jp',
          email_local_id: '4Tq1bC0x4Mz9rxR',
          event_action: 'accept',
        },
        { source_ip: '192.168.10.21', source_domain: '', email_local_id: '486D13F8B7', user_name: '' },
      ],
    },
  ],
}

const FROM = firstOf(found('.*[;,] from=<([^>]*)>'), found(': from=<([^>]*)>'))
const TO = firstOf(found('.* to=<([^>]*)>'))
const VERDICT =
  '(?:milter-)?(?:reject|reject_warning|warn|warning|hold|discard|filter|redirect|prepend|replace|info|strip|bcc|pass|delay|ignore)'
const STAGE = '(?:CONNECT|HELO|EHLO|MAIL|RCPT|DATA|END-OF-MESSAGE|VRFY|ETRN|BDAT|STARTTLS|AUTH|UNKNOWN|XCLIENT)'

const judged: Format = {
  ...about,
  id: 'postfix-verdict',
  title: 'Postfix, refusals and what restrictions or header checks did',
  table: 'mail_event',
  pattern: `${QUEUE}: ${VERDICT}: (?:${STAGE} from ${CLIENT}: |(?:header|body|mime header|nested header) .* from (?:local|${CLIENT})(?:;|$))`,
  columns: () =>
    line({
      ...client(`^${QUEUE}: ${VERDICT}: (?:${STAGE} from |(?:header|body|mime header|nested header) .* from )`),
      event_action: `multiIf(${matches(`^${QUEUE}: ${VERDICT}: ${STAGE} `)}, replaceRegexpOne(${found(`^${QUEUE}: (${VERDICT}): `)}, '^(milter-|reject_)', ''), 'header')`,
      event_outcome: `if(${matches(`^${QUEUE}: (?:milter-)?(?:reject|discard): `)}, 'denied', '')`,
      event_reason: firstOf(
        found(`^${QUEUE}: ${VERDICT}: ${STAGE} from ${CLIENT}: (.*?)(?:; from=<|; proto=|$)`),
        found(`^${QUEUE}: ${VERDICT}: (.*) from (?:local|${CLIENT})(?:;|$)`),
      ),
      smtp_status: found(`^${QUEUE}: ${VERDICT}: ${STAGE} from ${CLIENT}: \\d{3} (\\d\\.\\d+\\.\\d+)`),
      email_from_address: FROM,
      email_to_address: one(TO),
      email_subject: found('(?i)header subject: (.*) from (?:local|\\S*\\[[0-9A-Fa-f.:]+\\])'),
      email_attachments: one(found('(?i)header content-(?:disposition|type): .*name="+([^"]+)"')),
      smtp_helo: found('.* helo=<([^>]*)>'),
      user_name: found('.* sasl_username=<?([^>, ]*)'),
    }),
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 554 5.7.1 <a@other.example>: Relay access denied; from=<x@evil.example> to=<a@other.example> proto=ESMTP helo=<User>',
        'Oct  5 09:00:02 mx1 postfix/cleanup[1]: B4B613F8B7: warning: header Content-Disposition: attachment; filename="seikyu.zip" from mail.example.net[203.0.113.9]; from=<x@evil.example> to=<tanaka@example.co.jp> proto=ESMTP helo=<mail.example.net>',
        'Oct  5 09:00:03 mx1 postfix/cleanup[1]: 3D770111AF50: warning: header Subject: =?UTF-8?B?6KuL5rGC?= from unknown[203.0.113.9]; from=<x@evil.example> to=<tanaka@example.co.jp> proto=ESMTP helo=<u>',
      ],
      events: [
        {
          source_ip: '203.0.113.9',
          event_action: 'reject',
          event_outcome: 'denied',
          smtp_status: '5.7.1',
          email_from_address: 'x@evil.example',
          email_to_address: ['a@other.example'],
          smtp_helo: 'User',
          email_local_id: '',
          event_reason: '554 5.7.1 <a@other.example>: Relay access denied',
        },
        { event_action: 'header', email_attachments: ['seikyu.zip'], email_local_id: 'B4B613F8B7', event_outcome: '' },
        { email_subject: '=?UTF-8?B?6KuL5rGC?=', email_from_address: 'x@evil.example' },
      ],
    },
  ],
}

const RELAY = '[, ]relay=([^,]*)'
const delivered: Format = {
  ...about,
  id: 'postfix-delivery',
  title: 'Postfix, where a message went (smtp, lmtp, local, pipe, virtual, error)',
  table: 'mail_event',
  pattern: `${QUEUE}: to=[^ ]*, (?:orig_to=[^ ]*, )?relay=.*, (?:conn_use=\\d+, )?delay=.*status=[a-z]+`,
  columns: () =>
    line({
      email_to_address: one(found(': to=<?([^ >]*)>?, ')),
      destination_domain: `ifNull(nullIf(lower(extract(${found(RELAY)}, '^([^\\\\[:]+)')), 'none'), '')`,
      destination_ip: `toIPv6OrDefault(extract(${found(RELAY)}, '\\\\[([0-9A-Fa-f.:]+)\\\\]'))`,
      destination_port: `toUInt16OrZero(extract(${found(RELAY)}, ':(\\\\d+)$'))`,
      smtp_status: found('[, ]dsn=([^,]*)'),
      event_action: `multiIf(${matches(' status=sent')}, 'deliver', ${matches(' status=deferred')}, 'defer', ${matches(' status=bounced')}, 'bounce', ${matches(' status=expired')}, 'expire', 'verify')`,
      event_outcome: `if(${matches(' status=(?:sent|deliverable)')}, 'success', 'failure')`,
      event_reason: found(' status=[a-z-]+ \\((.*)\\)'),
    }),
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 postfix/smtp[5]: CA9311112C08: to=<suzuki@partner.example>, relay=mx.partner.example[203.0.113.25]:25, delay=8.4, delays=7.6/0/0.31/0.47, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4TwNdH5zwCz7fxV)',
        'Oct  5 09:00:02 mx1 postfix/error[5]: 2298F5F619: to=<a@b.example>, relay=none, delay=89758, delays=89758/0.02/0/0, dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to b.example[203.0.113.26]:25: Connection timed out)',
      ],
      events: [
        {
          email_to_address: ['suzuki@partner.example'],
          destination_ip: '203.0.113.25',
          destination_port: 25,
          destination_domain: 'mx.partner.example',
          smtp_status: '2.0.0',
          event_action: 'deliver',
          event_outcome: 'success',
        },
        { event_action: 'defer', event_outcome: 'failure', destination_domain: '', smtp_status: '4.4.1' },
      ],
    },
  ],
}

const queued: Format = {
  ...about,
  id: 'postfix-queue',
  title: 'Postfix, a message in the queue (sender, size, Message-ID, removed)',
  table: 'mail_event',
  pattern: `${QUEUE}: (?:from=<[^>]*>, (?:size=\\d+|status=)|(?:resent-)?message-id=|uid=\\d+ from=|removed|sender (?:non-)?delivery (?:status )?notification|sender delay notification|postmaster non-delivery)`,
  columns: () =>
    line({
      email_from_address: found(' from=<([^>]*)>'),
      email_message_id: found('message-id=<?([^>]*)>?'),
      email_size: `if(${found(', size=(\\d+)')} = '', -1, toInt64OrZero(${found(', size=(\\d+)')}))`,
      email_recipients: `toUInt32OrZero(${found(', nrcpt=(\\d+)')})`,
      event_action: `multiIf(${matches('message-id=')}, 'message-id', ${matches(': removed')}, 'remove', ${matches(': uid=')}, 'submit', ${matches('status=expired|status=force-expired')}, 'expire', ${matches('notification')}, 'notify', 'queue')`,
      event_outcome: `if(${matches('status=(?:force-)?expired')}, 'failure', 'success')`,
      event_reason: firstOf(
        found('(?:size=\\d+, nrcpt=\\d+ \\()([^)]*)'),
        found('status=(.*)$'),
        found('notification: (\\S+)'),
      ),
    }),
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 postfix/qmgr[5]: 89BE920002: from=<tanaka@example.co.jp>, size=152518, nrcpt=48 (queue active)',
        'Oct  5 09:00:01 mx1 postfix/cleanup[5]: 89BE920002: message-id=<CA+Os9Jhu@mail.example.com>',
        'Oct  5 09:00:02 mx1 postfix/qmgr[5]: 89BE920002: removed',
      ],
      events: [
        { email_from_address: 'tanaka@example.co.jp', email_size: 152518, email_recipients: 48, event_action: 'queue' },
        { email_message_id: 'CA+Os9Jhu@mail.example.com', event_action: 'message-id', email_size: -1 },
        { event_action: 'remove', email_local_id: '89BE920002' },
      ],
    },
  ],
}

export const POSTFIX_FORMATS: Format[] = [sasl, accepted, judged, delivered, queued, ...POSTFIX_CONNECTION_FORMATS]
