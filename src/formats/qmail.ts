/** qmail (netqmail, indimail): what qmail-send tells of mails and deliveries, by multilog (TAI64N) or syslog; vpopmail's sign-ins. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { firstOf, found, source } from './pick.ts'
import { epochTime } from './time.ts'

const TAI = '@40000000[0-9a-f]{16}'
const STAMP = `(?:${TAI}|\\d{10}\\.\\d+)`
const hexadecimal = (from: number) => `toInt64(reinterpretAsUInt32(reverse(unhex(substring(payload, ${from}, 8)))))`
/** seconds since 1970 and ten, and nanoseconds, in hexadecimal */
const TAI_TIME = `fromUnixTimestamp64Milli((${hexadecimal(10)} - 10) * 1000 + intDiv(${hexadecimal(18)}, 1000000), 'UTC')`

const SAID =
  '(?:info msg \\d+: bytes \\d+ from <|starting delivery \\d+: msg \\d+ to (?:local|remote) |delivery \\d+: (?:success|failure|deferral): )'
const MESSAGE = found('^(?:info|starting delivery \\d+:) msg (\\d+)', 'step')
const DELIVERY = found('^(?:starting )?delivery (\\d+): ', 'step')
const RECIPIENT = found('^starting delivery \\d+: msg \\d+ to (?:local|remote) (\\S+)', 'step')
/** a mailbox of a virtual domain is named `example.com-user@example.com` */
const WHOM = firstOf(RECIPIENT, 'session_recipient')
const MAILBOX = `replaceRegexpOne(${WHOM}, concat('^', regexpQuoteMeta(extract(${WHOM}, '@([^@]+)$')), '-'), '')`
const RESULT = found('^delivery \\d+: (success|failure|deferral): ', 'step')

const queue: Format = {
  id: 'qmail',
  title: 'qmail: mails taken and delivered (qmail-send)',
  vendor: 'qmail',
  product: 'qmail, netqmail, indimail',
  source: 'https://cr.yp.to/qmail.html (qmail-log.5) and https://cr.yp.to/daemontools/tai64n.html',
  table: 'mail_event',
  tag: 'qmail',
  time: 'payload',
  dated: `(?:^|: )${STAMP} `,
  pattern: `(?:${STAMP} )?${SAID}`,
  step: `replaceRegexpOne(payload, ${literal(`^${STAMP} `)}, '')`,
  session: {
    carried: {
      recipient: { of: DELIVERY, told: RECIPIENT },
      message: { of: DELIVERY, told: `if(startsWith(step, 'starting'), ${MESSAGE}, '')` },
    },
  },
  columns: () => ({
    time: `multiIf(startsWith(payload, '@'), ${TAI_TIME}, match(payload, '^\\\\d{10}\\\\.'), ${epochTime(found('^(\\d{10}\\.\\d+) '))}, envelope_time)`,
    observer_type: "'mail'",
    observer_name: 'envelope_host',
    event_action: `multiIf(${RESULT} = '', 'queue', ${RESULT} = 'success', 'deliver', ${RESULT} = 'deferral', 'defer', 'bounce')`,
    event_outcome: `multiIf(${RESULT} = 'success', 'success', ${RESULT} = 'failure', 'failure', '')`,
    event_reason: found('^delivery \\d+: [a-z]+: (.*)$', 'step'),
    destination_ip: `toIPv6OrDefault(${found('^delivery \\d+: [a-z]+: ([0-9A-Fa-f.:]+)_', 'step')})`,
    email_local_id: firstOf(MESSAGE, 'session_message'),
    email_from_address: found('^info msg \\d+: bytes \\d+ from <(.*)> qp \\d+ uid \\d+', 'step'),
    email_to_address: `if(startsWith(step, 'info') OR ${WHOM} = '', [], [${MAILBOX}])`,
    email_size: `if(startsWith(step, 'info'), toInt64OrZero(${found('^info msg \\d+: bytes (\\d+)', 'step')}), -1)`,
  }),
  required: "email_local_id != ''",
  ignore: [
    {
      pattern: `(?:qmail: )?(?:${STAMP} )?(?:new msg \\d+|end msg \\d+|bounce msg \\d+ qp \\d+|triple bounce|status: (?:local|exiting|qmail)|local: |remote: )`,
      reason: { ja: 'qmailの経過の記録', en: "qmail's notes on its progress" },
    },
  ],
  examples: [
    {
      lines: [
        '@400000006ac2e88b0ee6b280 info msg 78833: bytes 190 from <x@partner.example> qp 13750 uid 64011',
        '@400000006ac2e88b0ee6b280 starting delivery 1: msg 78833 to local example.co.jp-tanaka@example.co.jp',
        '@400000006ac2e88c00000000 delivery 1: success: did_1+0+0/',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          event_action: 'queue',
          email_local_id: '78833',
          email_from_address: 'x@partner.example',
          email_size: 190,
        },
        { event_action: 'queue', event_outcome: '', email_to_address: ['tanaka@example.co.jp'] },
        {
          time: '2026-10-05T00:00:02.000Z',
          event_action: 'deliver',
          event_outcome: 'success',
          email_local_id: '78833',
          email_to_address: ['tanaka@example.co.jp'],
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:01 mx1 qmail: 1791158401.622077 info msg 78834: bytes 420 from <> qp 13751 uid 0',
        'Oct  5 09:00:01 mx1 qmail: 1791158401.622856 starting delivery 2: msg 78834 to remote sato@mail.example.net',
        'Oct  5 09:00:01 mx1 qmail: 1791158402.684768 delivery 2: failure: 203.0.113.9_does_not_like_recipient./Remote_host_said:_550_no/',
      ],
      events: [
        { time: '2026-10-05T00:00:01.622Z', email_from_address: '', observer_name: 'mx1', email_size: 420 },
        { event_action: 'queue', email_local_id: '78834', email_to_address: ['sato@mail.example.net'] },
        {
          event_action: 'bounce',
          event_outcome: 'failure',
          email_to_address: ['sato@mail.example.net'],
          destination_ip: '203.0.113.9',
        },
      ],
    },
  ],
}

const ENDS = ' ([^ ]*):([0-9A-Fa-f.]*[.:][0-9A-Fa-f.:]+)$'

const accounts: Format = {
  id: 'vpopmail',
  title: 'vpopmail (qmail), sign-ins that failed',
  vendor: 'Inter7',
  product: 'vpopmail',
  source:
    'https://sourceforge.net/projects/vpopmail/ (vchkpw.c: password fail, vpopmail user not found, null password given)',
  table: 'auth_event',
  tag: 'vpopmail',
  time: 'envelope',
  pattern:
    'vchkpw-[a-z0-9]+: (?:password fail|vpopmail user not found|null password given) (?:.* )?[^ ]*:[0-9A-Fa-f.]*[.:][0-9A-Fa-f.:]+$',
  step: `extractGroups(payload, ${literal(ENDS)})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'mail'",
    observer_name: 'envelope_host',
    // the password stands before the name and may look like one: what stands last is the program's own
    ...source('step[2]'),
    user_name: "trimRight(step[1], '@')",
    event_action: "'login'",
    event_outcome: "'failure'",
    event_reason: found('^vchkpw-[a-z0-9]+: (password fail|vpopmail user not found|null password given)'),
    network_protocol: `multiIf(match(payload, '^vchkpw-(?:smtp|submission)'), 'smtp', match(payload, '^vchkpw-pop3'), 'pop3', match(payload, '^vchkpw-imap'), 'imap', 'mail')`,
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: 'vpopmail(?:\\[\\d+\\])?: ',
      reason: { ja: 'vpopmailのその他の記録', en: 'other records of vpopmail' },
    },
  ],
  examples: [
    {
      lines: [
        "Oct  5 09:00:01 www vpopmail[65827]: vchkpw-smtp: password fail (pass: 'x sato@example.co.jp:127.0.0.1') tanaka@example.co.jp:203.0.113.9",
        'Oct  5 09:00:02 www vpopmail[937]: vchkpw-pop3: vpopmail user not found admin@example.co.jp:203.0.113.9',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_outcome: 'failure',
          event_reason: 'password fail',
          network_protocol: 'smtp',
        },
        { user_name: 'admin@example.co.jp', event_reason: 'vpopmail user not found', network_protocol: 'pop3' },
      ],
    },
  ],
}

export const QMAIL_FORMATS: Format[] = [queue, accounts]
