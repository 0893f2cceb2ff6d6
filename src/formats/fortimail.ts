/** FortiMail: history (one line a recipient), what its filters found, and sign-ins to webmail, IMAP, POP3, SMTP and the console. */
import type { Format } from './format.ts'
import { pairsOf } from './pairs.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { digits, localTime } from './time.ts'

const KV = (key: string) => `step['${key}']`
const PAIR = '[a-z_]+=(?:"[^"]*"|[^" ]*) +'
/** its own header: downloaded files have no device_id, syslog has */
const HEAD = (type: string) =>
  `(?:date=\\d{4}-\\d\\d-\\d\\d[ ,]?)?(?:time=[\\d:.]+[ ,]?)?(?:device_id=\\S*[ ,]?)?log_id="?\\d{4,10}"? (?:${PAIR})?type="?(?:${type})"? `

function time(timezone: string): string {
  const parts = {
    year: digits(KV('date'), 1, 4),
    month: digits(KV('date'), 6, 2),
    day: digits(KV('date'), 9, 2),
    hour: digits(KV('time'), 1, 2),
    minute: digits(KV('time'), 4, 2),
    second: digits(KV('time'), 7, 2),
    millis: `toInt32(toUInt16OrZero(substring(concat(extract(${KV('time')}, '\\\\.(\\\\d+)'), '000'), 1, 3)))`,
  }
  return `if(${KV('date')} = '', envelope_time, ${localTime(parts, timezone)})`
}

const about = {
  vendor: 'Fortinet',
  product: 'FortiMail',
  time: 'payload' as const,
  step: pairsOf('payload', '=', ' ,'),
}
const common = (timezone: string) => ({
  time: time(timezone),
  observer_type: "'mail'",
  observer_name: firstOf('envelope_host', KV('device_id')),
})
const DISPOSITION = `lower(${KV('disposition')})`
const one = (address: string) => `arrayFilter(x -> x != '', [${address}])`

const history: Format = {
  ...about,
  id: 'fortimail-history',
  title: 'FortiMail history (statistics) and what its filters found (spam, virus)',
  source: 'https://docs.fortinet.com/document/fortimail/7.0.0/log-reference/449609',
  table: 'mail_event',
  pattern: HEAD('statistics|spam|virus'),
  columns: ({ timezone }) => ({
    ...common(timezone),
    // without client_ip, client_name holds the address
    ...source(firstOf(KV('client_ip'), found('\\[?([0-9A-Fa-f.:]+)\\]?$', KV('client_name')))),
    source_domain: `if(toIPv6OrDefault(${KV('client_name')}) = toIPv6('::'), ${KV('client_name')}, '')`,
    destination_ip: `toIPv6OrDefault(${KV('dst_ip')})`,
    event_action: `multiIf(${KV('type')} != 'statistics', 'filter', match(${DISPOSITION}, 'reject|discard|defer to deny'), 'reject', match(${DISPOSITION}, 'quarantine'), 'quarantine', match(${DISPOSITION}, 'delay|greylist'), 'defer', match(${DISPOSITION}, 'accept|deliver|relay'), 'accept', 'queue')`,
    event_outcome: `multiIf(${KV('type')} != 'statistics', 'denied', match(${DISPOSITION}, 'reject|discard|quarantine'), 'denied', match(${DISPOSITION}, 'accept|deliver|relay'), 'success', '')`,
    event_reason: firstOf(KV('classifier'), KV('msg')),
    email_local_id: KV('session_id'),
    email_message_id: found('<?([^<>]*)>?', KV('message_id')),
    email_from_address: KV('from'),
    email_to_address: one(KV('to')),
    email_subject: KV('subject'),
    email_size: `if(${KV('message_length')} = '', -1, toInt64OrZero(${KV('message_length')}))`,
    email_recipients: `if(${KV('to')} = '', 0, 1)`,
    network_direction: `multiIf(${KV('direction')} = 'in', 'inbound', ${KV('direction')} = 'out', 'outbound', '')`,
    rule_name: KV('polid'),
    threat_name: firstOf(KV('virus'), `if(${KV('type')} IN ('spam', 'virus'), ${KV('msg')}, '')`),
  }),
  required: "(source_address != '' OR notEmpty(email_to_address) OR email_from_address != '')",
  examples: [
    {
      lines: [
        'date=2026-10-05 time=09:00:01.250 device_id=FE100C3909600504 log_id=0200025843 type=statistics pri=information session_id="r1PF1YTh025836" client_name="mail.example.net" client_ip="203.0.113.9" dst_ip="192.168.1.25" from="x@mail.example.net" to="tanaka@example.co.jp" polid="0:1:0" domain="example.co.jp" subject="お見積り" mailer="mta" resolved="OK" direction="in" virus="" disposition="Accept" classifier="Not Spam" message_length="199986"',
        'Oct  5 09:00:02 fml1 log_id=0200025844 type=statistics pri=information session_id="r1PF1YTh025837" client_name="203.0.113.9" dst_ip="192.168.1.25" from="y@mail.example.net" to="sato@example.co.jp" direction="unknown" virus="W32/Emotet" disposition="Reject" classifier="Virus Signature"',
        'date=2026-10-05 time=09:00:03 device_id=FE1 log_id=0300025171 type=spam subtype=default pri=information session_id="r1PF1YTh025838" client_name="x" client_ip="203.0.113.9" dst_ip="192.168.1.25" from="z@mail.example.net" to="sato@example.co.jp" subject="hi" msg="FortiGuard-AntiSpam identified spam URL"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          observer_name: 'FE100C3909600504',
          source_ip: '203.0.113.9',
          source_domain: 'mail.example.net',
          event_action: 'accept',
          event_outcome: 'success',
          email_local_id: 'r1PF1YTh025836',
          email_from_address: 'x@mail.example.net',
          email_to_address: ['tanaka@example.co.jp'],
          email_subject: 'お見積り',
          email_size: 199986,
          network_direction: 'inbound',
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          observer_name: 'fml1',
          source_ip: '203.0.113.9',
          event_action: 'reject',
          event_outcome: 'denied',
          threat_name: 'W32/Emotet',
        },
        { event_action: 'filter', event_outcome: 'denied', threat_name: 'FortiGuard-AntiSpam identified spam URL' },
      ],
    },
  ],
}

const signIn: Format = {
  ...about,
  id: 'fortimail-auth',
  title: 'FortiMail sign-ins: webmail, IMAP, POP3, SMTP, administrators',
  source: 'https://docs.fortinet.com/document/fortimail/8.0.0/log-reference/314345/subtype',
  table: 'auth_event',
  pattern: `${HEAD('k?event')}.*\\baction="?(?:login|logout|auth\\w*)"? `,
  columns: ({ timezone }) => ({
    ...common(timezone),
    ...source(
      firstOf(
        found('\\(([0-9A-Fa-f.:]+)\\)', KV('ui')),
        found('^([0-9A-Fa-f.:]+)$', KV('ui')),
        found('from (?:\\w+\\()?\\[?([0-9A-Fa-f.:]{3,}[0-9A-Fa-f])', KV('msg')),
      ),
    ),
    user_name: KV('user'),
    event_action: `if(${KV('action')} = 'logout', 'logout', 'login')`,
    event_outcome: `if(match(lower(${KV('status')}), 'fail|denied'), 'failure', 'success')`,
    event_reason: `if(${KV('reason')} = 'none', '', ${KV('reason')})`,
    network_protocol: `multiIf(${KV('subtype')} IN ('imap', 'pop3', 'smtp'), ${KV('subtype')}, 'web')`,
    event_code: KV('log_id'),
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        'date=2026-10-05 time=09:00:01 device_id=FE100C3909600504 log_id=0001001623 type=event subtype=admin pri=information user=admin ui=GUI(203.0.113.9) action=login status=success reason=none msg="User admin login successfully from GUI(203.0.113.9)"',
        'date=2026-10-05 time=09:00:02 log_id=0003007072 type=event subtype=webmail pri=information user=tanaka@example.co.jp ui=203.0.113.9 action=login status=failed reason=invalid_password msg="User tanaka@example.co.jp from 203.0.113.9 failed to log in"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'admin',
          event_action: 'login',
          event_outcome: 'success',
        },
        {
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_outcome: 'failure',
          event_reason: 'invalid_password',
        },
      ],
    },
  ],
}

const INNER = `${KV('msg')}`
/** What the mail program says of a delivery, in FortiMail's event. */
const delivery: Format = {
  ...about,
  id: 'fortimail-delivery',
  title: 'FortiMail deliveries (event smtp)',
  source: 'https://docs.fortinet.com/document/fortimail/8.0.0/log-reference/443599',
  table: 'mail_event',
  pattern: `${HEAD('event')}.*\\bmsg="(?:to|from)=<`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    ...source(`if(startsWith(${INNER}, 'from='), ${found('relay=[^,]*\\[(?:IPv6:)?([0-9A-Fa-f.:]+)\\]', INNER)}, '')`),
    destination_ip: `toIPv6OrDefault(if(startsWith(${INNER}, 'to='), ${found('relay=[^,]*\\[(?:IPv6:)?([0-9A-Fa-f.:]+)\\]', INNER)}, ''))`,
    destination_domain: `if(startsWith(${INNER}, 'to='), trim(BOTH '.' FROM ${found('relay=([^ ,\\[]+)', INNER)}), '')`,
    event_action: `multiIf(startsWith(${INNER}, 'from='), 'queue', ${matches('stat=Sent', INNER)}, 'deliver', ${matches('stat=(?:Deferred|queued)', INNER)}, 'defer', 'bounce')`,
    event_outcome: `multiIf(startsWith(${INNER}, 'from='), '', ${matches('stat=Sent', INNER)}, 'success', ${matches('stat=(?:Deferred|queued)', INNER)}, '', 'failure')`,
    event_reason: found('stat=(.*)$', INNER),
    smtp_status: found('dsn=([\\d.]+)', INNER),
    email_local_id: KV('session_id'),
    email_from_address: found('^from=<([^>]*)>', INNER),
    email_to_address: one(found('^to=<([^>]*)>', INNER)),
    email_size: `if(${matches('size=\\d+', INNER)}, toInt64OrZero(${found('size=(\\d+)', INNER)}), -1)`,
    email_recipients: `toUInt32OrZero(${found('nrcpts=(\\d+)', INNER)})`,
  }),
  ignore: [
    {
      pattern: HEAD('k?event|encrypt|system'),
      reason: { ja: 'FortiMailのその他の記録', en: 'other records of FortiMail' },
    },
  ],
  examples: [
    {
      lines: [
        'date=2026-10-05 time=09:00:01.615 device_id=FE1 log_id=0003007072 type=event subtype=smtp pri=information user=mail ui=mail action=NONE status=N/A session_id="13KGXMHI007058-13KGXMHK007058" msg="to=<suzuki@partner.example>, delay=00:00:06, xdelay=00:00:06, mailer=esmtp, pri=165917, relay=mx.partner.example. [203.0.113.25], dsn=2.0.0, stat=Sent (Ok: queued as 4T9pxY2qZtz2XPBPX)"',
        'date=2026-10-05 time=09:00:02 device_id=FE1 log_id=0003007073 type=event subtype=smtp pri=information user=mail ui=mail action=NONE status=N/A session_id="13KGXMHI007059" msg="from=<tanaka@example.co.jp>, size=4096, class=0, nrcpts=2, msgid=<1@example.co.jp>, proto=ESMTP, daemon=SMTP_MTA, relay=pc.example.net [203.0.113.9]"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.615Z',
          destination_ip: '203.0.113.25',
          destination_domain: 'mx.partner.example',
          event_action: 'deliver',
          event_outcome: 'success',
          smtp_status: '2.0.0',
          email_to_address: ['suzuki@partner.example'],
        },
        {
          source_ip: '203.0.113.9',
          event_action: 'queue',
          email_from_address: 'tanaka@example.co.jp',
          email_size: 4096,
          email_recipients: 2,
        },
      ],
    },
  ],
}

export const FORTIMAIL_FORMATS: Format[] = [history, signIn, delivery]
