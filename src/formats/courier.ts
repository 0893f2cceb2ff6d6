/** Courier's IMAP and POP3 servers. */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'

const DAEMON =
  '(?:imapd|pop3d|imapd-ssl|pop3d-ssl|imaplogin|pop3login|courierimaplogin|courierpop3login|courieresmtpd|esmtpd|courierimapd|courierpop3d)'

const courier: Format = {
  id: 'courier',
  title: 'Courier IMAP and POP3, sign-ins',
  vendor: 'Courier',
  product: 'Courier Mail Server',
  source:
    'https://www.courier-mta.org/imap/documentation.html and https://github.com/svarshavchik/courier-libs (imap/mainloop.c, imap/pop3login.c)',
  table: 'auth_event',
  tag: DAEMON,
  time: 'envelope',
  pattern:
    '(?:LOGIN|LOGIN FAILED|LOGOUT|TIMEOUT|DISCONNECTED|Disconnected|Connection), (?:user=.*, |method=\\S*, )?ip=\\[[0-9A-Fa-f.:]+\\]|error,relay=[0-9A-Fa-f.:]+,.*535 ',
  step: "''",
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'mail'",
    observer_name: 'envelope_host',
    ...source(firstOf(found('.*, ip=\\[(?:::ffff:)?([0-9A-Fa-f.:]+)\\]'), found('relay=(?:::ffff:)?([0-9A-Fa-f.:]+)'))),
    source_port: `toUInt16OrZero(${found('.*, port=\\[(\\d+)\\]')})`,
    user_name: firstOf(found(', user=(.*), ip=\\['), found('AUTH \\S+ (\\S+@\\S+)$')),
    event_action: `multiIf(${matches('^LOGIN|^error,')}, 'login', ${matches('^Connection')}, 'connect', 'logout')`,
    event_outcome: `if(${matches('^LOGIN FAILED|^error,')}, 'failure', 'success')`,
    event_reason: firstOf(found('(LOGIN FAILED|TIMEOUT)'), found('msg="([^"]*)"')),
    event_details: found('((?:headers|top|body)=\\d.*)$'),
    network_protocol: firstOf(`lower(${found(', protocol=(\\w+)')})`, `if(${matches('^error,')}, 'smtp', 'mail')`),
  }),
  required: "source_address != ''",
  ignore: [
    {
      pattern: `(?:authdaemond(?:\\.\\w+)?|authpam|couriertcpd|courierfilter|courierd|${DAEMON})(?:\\[\\d+\\])?: `,
      reason: { ja: 'Courierのその他の記録', en: 'other records of Courier' },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 imapd: LOGIN FAILED, user=tanaka@example.co.jp, ip=[::ffff:203.0.113.9], port=[4711]',
        'Oct  5 09:00:02 mx1 pop3d-ssl: LOGIN, user=tanaka, ip=[::ffff:203.0.113.9], port=[4712]',
        'Oct  5 09:00:03 mx1 pop3d: LOGOUT, user=tanaka, ip=[::ffff:203.0.113.9], port=[4712], top=0, retr=98765432, rcvd=12, sent=98770000, time=300',
        'Oct  5 09:00:04 mx1 imapd-ssl: LOGIN FAILED, method=PLAIN, ip=[::ffff:203.0.113.9]',
      ],
      events: [
        {
          source_ip: '203.0.113.9',
          source_port: 4711,
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
        },
        { event_action: 'login', event_outcome: 'success', user_name: 'tanaka' },
        { event_action: 'logout', event_details: 'top=0, retr=98765432, rcvd=12, sent=98770000, time=300' },
        { event_outcome: 'failure', user_name: '' },
      ],
    },
  ],
}

export const COURIER_FORMATS: Format[] = [courier]
