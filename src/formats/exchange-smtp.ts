/**
 * Exchange Server's protocol logs of SMTP (receive connectors): who signs in to send, and who fails. A failure's line does not name the
 * account: the next one may.
 */
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { found, source } from './pick.ts'

const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z'
const END = '(?:\\[[0-9A-Fa-f:.%]+\\]|[0-9A-Fa-f.:]+):\\d{1,5}'
/** time, connector, session, number of the line, both ends */
const HEAD = `${TIME},[^,]*,[0-9A-F]{12,16},\\d+,${END},${END},`
const SIGNED_IN = '\\*,[^,]+,authenticated\\s*$'
const FAILED = '\\*,[^,]*,Inbound (?:AUTH )?[A-Za-z0-9-]* ?(?:authentication )?failed because of '
const STEP = "splitByChar(',', payload)"
const endOf = (n: number) =>
  `replaceRegexpOne(trim(BOTH '[]' FROM extract(step[${n}], '^(.*):\\\\d+$')), '%\\\\d+$', '')`
const portOf = (n: number) => `toUInt16OrZero(extract(step[${n}], ':(\\\\d+)$'))`
const NAMED = "if(step[9] = 'authenticated', step[8], '')"

export const exchangeSmtp: Format = {
  id: 'exchange-smtp-auth',
  title: 'Exchange Server, sign-ins to send (SMTP receive protocol log)',
  vendor: 'Microsoft',
  product: 'Exchange Server',
  source: 'https://learn.microsoft.com/en-us/exchange/mail-flow/connectors/protocol-logging',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${HEAD}(?:${SIGNED_IN}|${FAILED})`,
  step: STEP,
  columns: () => ({
    time: utcTime('step[1]'),
    observer_type: "'mail'",
    observer_name: "extract(step[2], '^([^\\\\\\\\]*)')",
    ...source(endOf(6)),
    source_port: portOf(6),
    destination_ip: `toIPv6OrDefault(${endOf(5)})`,
    destination_port: portOf(5),
    user_name: `replaceRegexpOne(${NAMED}, '^[^\\\\\\\\]*\\\\\\\\', '')`,
    user_domain: `lower(extract(${NAMED}, '^([^\\\\\\\\]*)\\\\\\\\'))`,
    event_action: "'login'",
    event_outcome: "if(trimRight(step[9]) = 'authenticated', 'success', 'failure')",
    event_reason: found('failed because of (\\w+)'),
    network_protocol: "'smtp'",
    session_id: 'step[3]',
  }),
  // the server's own accounts sign in to each other's connectors all day
  required: "source_ip != toIPv6('::') AND NOT endsWith(user_name, '$')",
  ignore: [
    {
      pattern: `${HEAD}(?:[<>+-],|\\*,)`,
      reason: { ja: 'SMTPのやり取り（サインインではない）', en: 'the conversation in SMTP: no sign-in' },
    },
  ],
  examples: [
    {
      lines: [
        '2026-10-05T00:00:01.644Z,EX1\\Default Frontend EX1,123453EC62278461,15,192.168.1.25:25,203.0.113.9:56026,*,,Inbound AUTH LOGIN failed because of LogonDenied',
        '2026-10-05T00:00:02.644Z,EX1\\Client Frontend EX1,08D06729BA48D0CA,12,192.168.1.25:587,203.0.113.10:56027,*,EXAMPLE\\tanaka,authenticated',
        '2026-10-05T00:00:03.000Z,EX1\\Client Frontend EX1,08D06729BA48D0CB,12,192.168.1.25:587,203.0.113.10:56027,<,MAIL FROM:<x@example.co.jp>,',
        '2026-10-05T00:00:04.000Z,EX1\\Default EX1,08D06729BA48D0CC,12,192.168.1.25:2525,192.168.1.26:56027,*,EXAMPLE\\EX2$,authenticated',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.644Z',
          observer_name: 'EX1',
          source_ip: '203.0.113.9',
          source_port: 56026,
          destination_port: 25,
          user_name: '',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'LogonDenied',
          network_protocol: 'smtp',
        },
        { source_ip: '203.0.113.10', user_name: 'tanaka', user_domain: 'example', event_outcome: 'success' },
      ],
    },
  ],
}
