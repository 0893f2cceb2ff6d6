/** Kerio Connect's mail log: mails received and sent. */
import type { Format } from './format.ts'
import { firstOf, found, source } from './pick.ts'
import { clfTime } from './time.ts'

const STAMP = '\\[\\d\\d/[A-Z][a-z]{2}/\\d{4} \\d\\d:\\d\\d:\\d\\d\\]'
/** the subject, where a sender may write other parts, stands behind those that are asked for */
const part = (name: string) =>
  found(`^[^<]*?(?:[A-Za-z-]+: (?:<[^>]*>|[^,<]*), )*?${name}: (<[^>]*>|[^,]*)(?:, |$)`, 'step')
const address = (name: string) => `trim(BOTH '<>' FROM ${part(name)})`
const RECEIVED = "match(payload, '^[^ ]+ [^ ]+ Recv: ')"
const RESULT = part('Result')

export const kerioConnect: Format = {
  id: 'kerio-connect',
  title: 'Kerio Connect, mails received and sent (mail log)',
  vendor: 'GFI',
  product: 'Kerio Connect',
  source:
    'https://manuals.gfi.com/en/kerio/connect/content/server-administration/server-monitoring/managing-logs-in-kerio-connect-1117.html (mail log)',
  table: 'mail_event',
  time: 'payload',
  pattern: `${STAMP} (?:Recv: Queue-ID: [^,]+, Service: |Sent: Queue-ID: [^,]+, Recipient: )`,
  step: "replaceRegexpOne(payload, ', Subject: .*$', '')",
  columns: ({ timezone }) => ({
    // a blank stands where other logs have a colon
    time: clfTime(found('^\\[([^\\]]+)\\]'), timezone),
    observer_type: "'mail'",
    ...source(`if(${part('Sender-Host')} IN ('0.0.0.0', '127.0.0.1'), '', ${part('Sender-Host')})`),
    destination_ip: `toIPv6OrDefault(${part('Remote-Host')})`,
    event_action: `multiIf(${RECEIVED}, 'queue', ${RESULT} = 'delivered', 'deliver', ${RESULT} = 'failed', 'bounce', 'defer')`,
    event_outcome: `multiIf(${RESULT} = 'delivered', 'success', ${RESULT} = 'failed', 'failure', '')`,
    event_reason: RESULT,
    smtp_status: `trimRight(${part('Status')})`,
    email_local_id: part('Queue-ID'),
    email_message_id: found(', Msg-Id: <([^>]*)>$'),
    email_from_address: address('From'),
    email_to_address: `arrayFilter(x -> x != '', [${firstOf(address('To'), address('Recipient'))}])`,
    email_subject: found(', Subject: (.*?)(?:, Msg-Id: <[^>]*>)?$'),
    email_size: `if(${part('Size')} = '', -1, toInt64OrZero(${part('Size')}))`,
    user_name: part('User'),
  }),
  required: "email_local_id != ''",
  examples: [
    {
      lines: [
        '[05/Oct/2026 09:00:01] Recv: Queue-ID: 63073369-00000003, Service: SMTP, From: <x@partner.example>, To: <tanaka@example.co.jp>, Size: 3687, Sender-Host: 203.0.113.25, SSL: yes, Subject: Fwd: hi, Sender-Host: 127.0.0.1, User: x, Msg-Id: <a1@partner.example>',
        '[05/Oct/2026 09:00:02] Recv: Queue-ID: 6305ef2b-00000003, Service: Kerio Connect Client, From: <tanaka@example.co.jp>, To: <sato@example.co.jp>, Size: 958, Sender-Host: 0.0.0.0, User: tanaka@example.co.jp, SSL: yes, Subject: memo, Msg-Id: <3475915060-20326@example.co.jp>',
        '[05/Oct/2026 09:00:03] Sent: Queue-ID: 63073369-00000003, Recipient: <tanaka@example.co.jp>, Result: delivered, Status: 2.0.0 , Remote-Host: 192.0.2.25, Msg-Id: <a1@partner.example>',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.25',
          event_action: 'queue',
          email_local_id: '63073369-00000003',
          email_message_id: 'a1@partner.example',
          email_from_address: 'x@partner.example',
          email_to_address: ['tanaka@example.co.jp'],
          email_size: 3687,
          user_name: '',
        },
        { source_address: '', user_name: 'tanaka@example.co.jp', email_subject: 'memo' },
        {
          event_action: 'deliver',
          event_outcome: 'success',
          smtp_status: '2.0.0',
          email_to_address: ['tanaka@example.co.jp'],
          destination_ip: '192.0.2.25',
        },
      ],
    },
  ],
}
