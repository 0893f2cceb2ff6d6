/** Exim's main log: `<=` a message comes in, `=>` and `->` it is delivered, `**` it bounces, `==` it waits; refusals and sign-ins. */

import { bound } from './bound.ts'
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { isoTime } from './time.ts'

const ID = '(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4})'
const STAMP = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,3})?(?: [+-]\\d{4})?'
const PID = '(?:\\[\\d+\\] )?'

/** its own file begins with the time; syslog's header stands before it, or in its place */
type Carrier = 'file' | 'syslog'
const HEAD: Record<Carrier, string> = {
  file: `${STAMP} ${PID}`,
  syslog: `exim4?\\[\\d+\\]: (?:${STAMP} )?${PID}`,
}
const about = (carrier: Carrier) => ({
  vendor: 'Exim',
  product: 'Exim',
  source: 'https://www.exim.org/exim-html-current/doc/html/spec_html/ch-log_files.html',
  envelope: carrier === 'file' ? ('none' as const) : ('syslog' as const),
  time: carrier === 'file' ? ('payload' as const) : ('envelope' as const),
  step: "''",
})

function when(carrier: Carrier, timezone: string): string {
  const own = found(`^(?:exim4?\\[\\d+\\]: )?(${STAMP})`)
  const time = bound(`replaceRegexpOne(${own}, ' ([+-]\\\\d{4})$', '\\\\1')`, 't', (t) => isoTime(t, timezone))
  return carrier === 'file' ? time : `if(${own} = '', envelope_time, ${time})`
}
const common = (carrier: Carrier, timezone: string) => ({
  time: when(carrier, timezone),
  observer_type: "'mail'",
  observer_name: 'envelope_host',
})
/** H=name (helo) [address]:port, where the helo may be an address of its sender's choice: ([192.0.2.1]) */
const BEFORE = 'H=(?:[^ (\\[]\\S* )?(?:\\(.*?\\) )?'
const HOST = `${BEFORE}\\[([0-9A-Fa-f.:]+)\\]`

const signIn = (carrier: Carrier): Format => ({
  ...about(carrier),
  id: `exim-auth${carrier === 'file' ? '' : '-syslog'}`,
  title: `Exim, failed sign-ins to send${carrier === 'file' ? '' : ', in syslog'}`,
  table: 'auth_event',
  pattern: `${HEAD[carrier]}\\S+ authenticator failed for `,
  columns: ({ timezone }) => ({
    ...common(carrier, timezone),
    ...source(
      firstOf(
        found('.* \\[([0-9A-Fa-f.:]+)\\](?::\\d+)?(?: I=\\[\\S+)?(?: U=\\S+)?: \\d{3} '),
        found('authenticator failed for .* \\[([0-9A-Fa-f.:]+)\\](?::\\d+)?:'),
      ),
    ),
    source_port: `toUInt16OrZero(${found('\\]:(\\d+)(?: I=\\S+)?(?: U=\\S+)?: \\d{3} ')})`,
    user_name: found('\\(set_id=(.*)\\)$'),
    event_action: "'login'",
    event_outcome: "'failure'",
    event_reason: found(': (\\d{3} [^(]*?) *(?:\\(set_id|$)'),
    network_protocol: "'smtp'",
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        carrier === 'file'
          ? '2026-10-05 09:00:01 fixed_login authenticator failed for (ylmf-pc) [203.0.113.9]:55729: 535 Incorrect authentication data (set_id=tanaka@example.co.jp)'
          : 'Oct  5 09:00:01 mx1 exim[812]: 2026-10-05 09:00:01 plain authenticator failed for ([192.168.1.5]) [203.0.113.9]: 535 Incorrect authentication data (set_id=tanaka@example.co.jp)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
        },
      ],
    },
    {
      lines: [
        `${carrier === 'file' ? '' : 'Oct  5 09:00:02 mx1 exim[812]: '}2026-10-05 09:00:02 login authenticator failed for mail.example.com (User) [203.0.113.9]:51022 I=[198.51.100.1]:587: 535 Incorrect authentication data (set_id=tanaka)`,
      ],
      events: [{ source_ip: '203.0.113.9', source_port: 51022, user_name: 'tanaka' }],
    },
  ],
})

const SIGN = ` (<=|=>|->|>>|\\*>|\\*\\*|==) `
const mail = (carrier: Carrier): Format => ({
  ...about(carrier),
  id: `exim${carrier === 'file' ? '' : '-syslog'}`,
  title: `Exim's main log: messages in, out and refused${carrier === 'file' ? '' : ', in syslog'}`,
  table: 'mail_event',
  pattern: `${HEAD[carrier]}(?:${ID}(?: <=| =>| ->| >>| \\*>| \\*\\*| ==| Completed)|(?:${ID} )?(?:[A-Z]=\\S+ )*(?:SMTP call |SMTP connection )?(?:F=.* )?H=.*(?:rejected|sender verify (?:fail|defer)|synchronization error|dropped)|(?:${ID} )?F=\\S* H=.*rejected)`,
  columns: ({ timezone }) => {
    const sign = found(`${ID}${SIGN}`)
    const party = found(`${ID} (?:<=|=>|->|>>|\\*>|\\*\\*|==) (.*?)(?: [A-Z][A-Z0-9]*=|: |$)`)
    const address = `trim(BOTH '<>' FROM replaceRegexpOne(replaceRegexpOne(${party}, '^.* <([^>]*)>( .*)?$', '\\\\1'), ' .*$', ''))`
    const peer = found(`${HOST}`)
    const incoming = `${sign} IN ('<=', '')`
    return {
      ...common(carrier, timezone),
      source_ip: `if(${incoming}, toIPv6OrDefault(${peer}), toIPv6('::'))`,
      source_address: `if(${incoming}, ${peer}, '')`,
      source_port: `if(${incoming}, toUInt16OrZero(${found(`${BEFORE}\\[[0-9A-Fa-f.:]+\\]:(\\d+)`)}), 0)`,
      source_domain: `if(${incoming}, lower(${found('H=([^ \\[(]+) ')}), '')`,
      smtp_helo: `if(${incoming}, ${found('H=[^(\\[]*\\(([^)]*)\\)')}, '')`,
      destination_ip: `if(${incoming}, toIPv6('::'), toIPv6OrDefault(${peer}))`,
      destination_domain: `if(${incoming}, '', lower(${found('H=([^ \\[(]+) ')}))`,
      email_local_id: found(`^(?:exim4?\\[\\d+\\]: )?(?:${STAMP} )?${PID}(${ID}) `),
      email_from_address: firstOf(
        `if(${sign} = '<=' AND ${address} != '', ${address}, '')`,
        found(' F=<?([^> ]*)>?'),
        found('sender verify (?:fail|defer) for <([^>]*)>'),
      ),
      email_to_address: `arrayFilter(x -> x != '', [if(${sign} IN ('', '<='), ${firstOf(found('rejected RCPT <?([^>: ]*)'), found(' for (\\S+@\\S+)$'))}, ${address})])`,
      email_message_id: found(' id=(\\S+)'),
      email_subject: `if(${sign} = '<=', ${found(' T="((?:[^"\\\\]|\\\\.)*)"')}, '')`,
      email_size: `if(${sign} = '<=' AND ${found(' S=(\\d+)')} != '', toInt64OrZero(${found(' S=(\\d+)')}), -1)`,
      user_name: `if(${sign} = '<=', ${found(' A=[^ :]+:(\\S+)')}, '')`,
      event_action: `multiIf(${sign} = '<=', 'accept', ${sign} IN ('=>', '->', '>>', '*>'), 'deliver', ${sign} = '**', 'bounce', ${sign} = '==', 'defer', ${matches(' Completed')}, 'remove', 'reject')`,
      event_outcome: `multiIf(${sign} IN ('**', '=='), 'failure', ${sign} = '' AND NOT ${matches(' Completed')}, 'denied', 'success')`,
      event_reason: firstOf(
        found(' C="([^"]*)"'),
        found('((?:temporarily )?rejected .*|sender verify .*)$'),
        `if(${sign} IN ('**', '=='), ${found(`${ID} (?:\\*\\*|==) .*?: (.*)$`)}, '')`,
      ),
    }
  },
  ignore:
    carrier === 'file'
      ? [
          {
            pattern: `${STAMP} ${PID}(?:${ID} (?:SA: |Message |Spool |removed|frozen|Unfrozen|retry time|H=\\S+ \\[[^\\]]*\\]:? (?:SMTP|Connection|Remote|No|TLS))|exim \\S+ daemon started|Start queue run|End queue run|no host name found|no IP address found|unexpected disconnection|TLS error|SMTP (?:call|connection|protocol|command)|cwd=/)`,
            reason: { ja: 'Eximのその他の記録', en: 'other records of Exim' },
          },
        ]
      : [
          {
            pattern: 'exim4?\\[\\d+\\]: ',
            reason: { ja: 'Eximのその他の記録', en: 'other records of Exim' },
          },
        ],
  examples:
    carrier === 'file'
      ? [
          {
            lines: [
              '2026-10-05 09:00:01 1TwPXk-0006kV-2Q <= tanaka@example.co.jp H=(pc-tanaka) [203.0.113.9]:55729 I=[198.51.100.25]:587 P=esmtpsa X=TLS1.3:TLS_AES_256_GCM_SHA384:256 A=plain:tanaka@example.co.jp S=152518 id=a1@example.co.jp T="Re: =?UTF-8?B?6KuL5rGC?= \\"x\\"" for a@partner.example',
              '2026-10-05 09:00:02 1TwPXk-0006kV-2Q => a@partner.example R=dnslookup T=remote_smtp H=mx.partner.example [203.0.113.25] X=TLS1.2 C="250 2.0.0 Ok: queued as 1"',
              '2026-10-05 09:00:03 +0900 [77] 1TwPXk-0006kV-2Q ** b@partner.example R=dnslookup T=remote_smtp H=mx.partner.example [203.0.113.25]: SMTP error from remote mail server after RCPT TO:<b@partner.example>: 550 no such user',
              '2026-10-05 09:00:04 H=([198.51.100.66]) [203.0.113.9] F=<x@evil.example> rejected RCPT <a@other.example>: relay not permitted',
            ],
            events: [
              {
                time: '2026-10-05T00:00:01.000Z',
                source_ip: '203.0.113.9',
                source_port: 55729,
                smtp_helo: 'pc-tanaka',
                user_name: 'tanaka@example.co.jp',
                email_from_address: 'tanaka@example.co.jp',
                email_to_address: ['a@partner.example'],
                email_size: 152518,
                email_message_id: 'a1@example.co.jp',
                event_action: 'accept',
              },
              {
                email_to_address: ['a@partner.example'],
                destination_ip: '203.0.113.25',
                event_action: 'deliver',
                event_outcome: 'success',
                email_local_id: '1TwPXk-0006kV-2Q',
              },
              { time: '2026-10-05T00:00:03.000Z', event_action: 'bounce', event_outcome: 'failure' },
              {
                source_ip: '203.0.113.9',
                email_from_address: 'x@evil.example',
                email_to_address: ['a@other.example'],
                event_action: 'reject',
                event_outcome: 'denied',
              },
            ],
          },
        ]
      : [
          {
            lines: [
              'Oct  5 09:00:01 mx1 exim[812]: 1TwPXk-0006kV-2Q <= <> R=1TwPXj-0006kV-1P U=Debian-exim P=local S=1500',
            ],
            events: [
              { event_action: 'accept', email_local_id: '1TwPXk-0006kV-2Q', email_from_address: '', email_size: 1500 },
            ],
          },
        ],
})

export const EXIM_FORMATS: Format[] = [signIn('file'), signIn('syslog'), mail('file'), mail('syslog')]
