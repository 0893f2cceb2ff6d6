/** Postfix's lines about connections (smtpd, postscreen), and those of its policy services. */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { about, CLIENT, client, line, one, QUEUE } from './postfix-line.ts'

const CONNECTIONS = [
  `(?:connect|disconnect) from ${CLIENT}`,
  `(?:${QUEUE}: )?(?:lost connection|timeout|too many errors|improper command pipelining|SSL_accept error)(?: after \\S+(?: \\(\\S+ \\S+\\))?)? from ${CLIENT}`,
  `(?:${QUEUE}: )?(?:Anonymous|Untrusted|Trusted|Verified) TLS connection (?:established|reused) from ${CLIENT}`,
  `(?:CONNECT|PREGREET|HANGUP|DNSBL|PASS OLD|PASS NEW|PASS|DISCONNECT|WHITELISTED|ALLOWLISTED|BLACKLISTED|DENYLISTED|NON-SMTP COMMAND|BARE NEWLINE|COMMAND (?:TIME|COUNT|LENGTH) LIMIT|ENFORCE|NOQUEUE)\\b[^;\\[]*\\[[0-9A-Fa-f.:]+\\]:\\d+`,
  `warning: (?:non-SMTP command from|(?:Connection|Message delivery request|Recipient address|New TLS session|AUTH command|Client connection)[a-z ]*limit exceeded: \\d+ from|numeric hostname|Illegal address syntax from) `,
  `warning: hostname \\S+ (?:does not resolve to address|verification failed)`,
]

const connection: Format = {
  ...about,
  id: 'postfix-connection',
  title: 'Postfix, connections of clients (smtpd, postscreen)',
  table: 'mail_event',
  pattern: CONNECTIONS.join('|'),
  columns: () => {
    const address = firstOf(found('\\[([0-9A-Fa-f.:]+)\\]'), found('resolve to address ([0-9A-Fa-f.:]*[0-9A-Fa-f])'))
    return line({
      ...client('(?:from |^)'),
      ...source(address),
      event_action: `multiIf(${matches('^(?:connect|CONNECT) from')}, 'connect', ${matches('^disconnect|^DISCONNECT|lost connection|HANGUP')}, 'disconnect', ${matches('TLS connection')}, 'tls', 'connection')`,
      event_outcome: `if(${matches('^(?:PREGREET|DNSBL|BLACKLISTED|DENYLISTED|NON-SMTP|BARE|COMMAND|ENFORCE|warning)')}, 'failure', 'success')`,
      event_reason: firstOf(
        // how many times the client tried to sign in, and how often it worked: auth=0/1
        found(' (auth=\\d+(?:/\\d+)?)\\b'),
        found('^(?:\\w+: )?(.*?) from '),
        found('^warning: (.*)$'),
        found('^(PREGREET|DNSBL rank \\d+|PASS \\S+|\\S+)'),
      ),
    })
  },
  required: "source_address != ''",
  ignore: [
    {
      pattern: `(?:${QUEUE}: )?(?:(?:(?:Anonymous|Untrusted|Trusted|Verified) )?TLS connection (?:established|reused) to |Used TLS for |host \\S+\\[[0-9A-Fa-f.:]+\\](?::\\d+)? (?:said|refused)|connect to \\S+\\[[0-9A-Fa-f.:]+\\]:\\d+: |lost connection with |conversation with |enabling PIX workarounds|replace: header |statistics: max |daemon started|whitelisted: |warning: read TCP map|warning: TLS library problem|setting up TLS connection |initializing the server-side TLS)`,
      reason: {
        ja: 'Postfixの補足の記録（配送の結果は別の行にある）',
        en: "Postfix's remarks: another line tells what became of the message",
      },
    },
    {
      pattern: 'postfix[A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+)+(?:\\[\\d+\\])?: ',
      reason: { ja: 'Postfixのその他の記録', en: 'other records of Postfix' },
    },
    {
      pattern: '(?:spamd(?:\\[\\d+\\])?|spampd|amavis|opendkim|opendmarc|clamd|clamav-milter)(?:\\[\\d+\\])?: ',
      reason: { ja: '迷惑メール対策ソフトの記録', en: "a spam or virus filter's own records" },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 postfix/smtpd[5]: disconnect from unknown[203.0.113.9] ehlo=1 auth=0/3 quit=1 commands=2/5',
        'Oct  5 09:00:02 mx1 postfix/smtpd[5]: lost connection after AUTH from unknown[203.0.113.9]',
        'Oct  5 09:00:03 mx1 postfix/postscreen[5]: PREGREET 14 after 0.08 from [203.0.113.9]:59415: EHLO ylmf-pc\\r\\n',
      ],
      events: [
        { source_ip: '203.0.113.9', event_action: 'disconnect', event_reason: 'auth=0/3' },
        { source_ip: '203.0.113.9', event_action: 'disconnect', event_reason: 'lost connection after AUTH' },
        { source_ip: '203.0.113.9', event_outcome: 'failure' },
      ],
    },
  ],
}

const policy: Format = {
  ...about,
  id: 'postfix-policy',
  title: 'Postfix policy services: Postgrey and policyd-spf',
  source: 'https://github.com/schweikert/postgrey, https://github.com/NethServer/python-policyd-spf (policyd-spf)',
  tag: '(?:postgrey|policyd-spf|python-policyd-spf|postfix/policyd?-spf|policy-spf)',
  table: 'mail_event',
  pattern:
    '(?:[0-9A-Za-z]+: )?action=\\w+, reason=.*client_address=|(?:(?:Action: )?prepend:? (?:Text: )?Received-SPF: |(?:Pass|Fail|Softfail|Neutral|None|Permerror|Temperror); identity=).*client-ip=',
  columns: () =>
    line({
      ...source(firstOf(found('client_address=([0-9A-Fa-f.:]+)'), found('client-ip=([0-9A-Fa-f.:]+)'))),
      source_domain: firstOf(found('client_name=([^,]*)'), found('; helo=\\[?([^;\\]]*)')),
      email_from_address: firstOf(found(', sender=([^,]*)'), found('envelope-from=<?([^;>]*)')),
      email_to_address: one(firstOf(found(', recipient=([^, ]*)'), found('receiver=<?([^;> ]*@[^;> ]*)'))),
      event_action: "'policy'",
      event_outcome: `if(${matches('action=(?:greylist|reject)|^Fail;|Received-SPF: Fail')}, 'denied', 'success')`,
      event_reason: firstOf(found('action=(\\w+)'), found('Received-SPF: (\\w+)'), found('^(\\w+); identity')),
      rule_name: `if(${matches('action=')}, 'postgrey', 'spf')`,
    }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 postgrey[9]: action=greylist, reason=new, client_name=mx.example.org, client_address=203.0.113.9/32, sender=x@evil.example, recipient=tanaka@example.co.jp',
        'Oct  5 09:00:02 mx1 policyd-spf[9]: prepend Received-SPF: Softfail (mailfrom) identity=mailfrom; client-ip=203.0.113.9; helo=mx.example.org; envelope-from=x@evil.example; receiver=<UNKNOWN>',
      ],
      events: [
        {
          source_ip: '203.0.113.9',
          email_from_address: 'x@evil.example',
          event_outcome: 'denied',
          rule_name: 'postgrey',
        },
        { source_ip: '203.0.113.9', event_reason: 'Softfail', rule_name: 'spf' },
      ],
    },
  ],
}

export const POSTFIX_CONNECTION_FORMATS: Format[] = [connection, policy]
