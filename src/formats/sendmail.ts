/** Sendmail (and what is built on it): `from=` who hands a message in, `to=` where it went, rule sets that refused, sign-ins. */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'

const QUEUE = '(?:[0-9A-Za-z]{8,20}: )'
const about = {
  vendor: 'Proofpoint',
  product: 'Sendmail',
  source:
    'https://www.sendmail.org/~ca/email/doc8.12/op-sh-2.html (operations guide, 2.1.3 levels and fields of the log)',
  tag: '(?:sendmail|sm-[A-Za-z]+|sendmail\\.\\w+)',
  time: 'envelope' as const,
  step: "''",
}
const common = {
  time: 'envelope_time',
  observer_type: "'mail'",
  observer_name: 'envelope_host',
}
const RELAY_NAME = `ifNull(nullIf(lower(${found('.*relay=([^ ,\\[]+)')}), 'localhost'), '')`
/** relay=name [address] (may be forged), relay=[IPv6:…] */
const relay = source(found('.*relay=[^\\[,]*\\[(?:IPv6:)?([0-9A-Fa-f.:]+)\\]'))
/** name [address]: what follows is told of this client */
const peer = source(
  found(`^${QUEUE}?(?:rejecting commands from |lost input channel from )?[^\\[=]*\\[(?:IPv6:)?([0-9A-Fa-f.:]+)\\]`),
)
const PEER = '[^\\s\\[\\]=]* ?\\[(?:IPv6:)?[0-9A-Fa-f.:]+\\](?: \\(may be forged\\))?'

const signIn: Format = {
  ...about,
  id: 'sendmail-auth',
  title: 'Sendmail, sign-ins to send',
  table: 'auth_event',
  pattern: `${QUEUE}?(?:AUTH=server, relay=|AUTH failure \\(|${PEER}: possible SMTP attack: command=AUTH)`,
  columns: () => ({
    ...common,
    source_ip: `if(${matches('possible SMTP attack')}, ${peer.source_ip}, ${relay.source_ip})`,
    source_address: `if(${matches('possible SMTP attack')}, ${peer.source_address}, ${relay.source_address})`,
    source_domain: RELAY_NAME,
    user_name: firstOf(found(', authid=([^,]*)'), found(', user=(.*), relay=')),
    // the attack's line adds up failures that need no line of their own
    event_action: "'login'",
    event_outcome: `if(${matches('AUTH=server')}, 'success', 'failure')`,
    event_reason: firstOf(
      found(', mech=([^,]*)'),
      found('AUTH failure \\([^)]*\\): ([^(]*) \\('),
      "'possible SMTP attack'",
    ),
    event_count: `toUInt32OrZero(${found('command=AUTH, count=(\\d+)')})`,
    event_id: found(`^(${QUEUE})`),
    network_protocol: "'smtp'",
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 sm-mta[3]: 695001xY005133: AUTH=server, relay=pc.example.net [203.0.113.9], authid=tanaka, mech=LOGIN, bits=0',
        'Oct  5 09:00:02 mx1 sendmail[3]: 695001xY005134: AUTH failure (LOGIN): authentication failure (-13) SASL(-13): authentication failure: checkpass failed, user=x, relay=[192.0.2.1], relay=host.example.com [203.0.113.9] (may be forged)',
        'Oct  5 09:00:03 mx1 sm-mta[3]: s1GNXHYB005133: [203.0.113.9]: possible SMTP attack: command=AUTH, count=5',
      ],
      events: [
        { source_ip: '203.0.113.9', user_name: 'tanaka', event_action: 'login', event_outcome: 'success' },
        { source_ip: '203.0.113.9', user_name: 'x, relay=[192.0.2.1]', event_outcome: 'failure' },
        { source_ip: '203.0.113.9', event_count: 5, event_outcome: 'failure' },
      ],
    },
  ],
}

const mail: Format = {
  ...about,
  id: 'sendmail',
  title: 'Sendmail, messages handed in, delivered or refused',
  table: 'mail_event',
  pattern: [
    `${QUEUE}from=.*, (?:size=-?\\d+|class=)`,
    `${QUEUE}to=.*, (?:ctladdr=.*, )?(?:x?delay=|mailer=|stat=)`,
    `${QUEUE}?ruleset=\\S+, arg1=.*(?:reject=|discard|quarantine)`,
    `${QUEUE}?(?:rejecting commands from |lost input channel from )[^\\[]*\\[`,
    `${QUEUE}?${PEER} did not issue MAIL`,
    `${QUEUE}?${PEER}: (?:possible SMTP attack|(?i:expn|vrfy) .*rejected)`,
    `${QUEUE}<[^>]*>\\.\\.\\. `,
  ].join('|'),
  columns: () => ({
    ...common,
    source_ip: `if(${matches('relay=')}, if(${matches(`^${QUEUE}to=`)}, toIPv6('::'), ${relay.source_ip}), ${peer.source_ip})`,
    source_address: `if(${matches('relay=')}, if(${matches(`^${QUEUE}to=`)}, '', ${relay.source_address}), ${peer.source_address})`,
    source_domain: `if(${matches(`^${QUEUE}to=`)}, '', ${RELAY_NAME})`,
    destination_ip: `if(${matches(`^${QUEUE}to=`)}, ${relay.source_ip}, toIPv6('::'))`,
    destination_domain: `if(${matches(`^${QUEUE}to=`)}, trimRight(${RELAY_NAME}, '.'), '')`,
    email_local_id: found('^([0-9A-Za-z]{8,20}): '),
    email_from_address: firstOf(found(`^${QUEUE}from=<?([^>,]*)`), found(', ctladdr=<?([^>, ]*)')),
    email_to_address: `arrayFilter(x -> x != '', arrayMap(x -> trim(BOTH '<> ' FROM x), splitByChar(',', ${firstOf(
      found(`^${QUEUE}to=(.*?), (?:ctladdr|delay|xdelay|mailer|stat)=`),
      found('ruleset=check_rcpt, arg1=<([^>]*)>'),
      found(`^${QUEUE}<([^>]*)>\\.\\.\\. `),
    )})))`,
    email_message_id: found(', msgid=<?([^>, ]*)'),
    email_size: `if(${found(', size=(\\d+)')} = '', -1, toInt64OrZero(${found(', size=(\\d+)')}))`,
    email_recipients: `toUInt32OrZero(${found(', nrcpts=(\\d+)')})`,
    user_name: found(', auth(?:id)?=([^,]*)'),
    smtp_status: firstOf(found(', dsn=([^,]*)'), found('reject=\\d{3} (\\d\\.\\d+\\.\\d+)')),
    event_action: `multiIf(${matches(`^${QUEUE}from=`)}, 'accept', ${matches('reject=|\\.\\.\\. |rejecting commands|\\[?rejected\\]?')}, 'reject', ${matches('lost input channel|did not issue|possible SMTP attack')}, 'connection', ${matches(', stat=Sent')}, 'deliver', ${matches(', stat=(?:Deferred|queued|please)')}, 'defer', 'bounce')`,
    event_outcome: `multiIf(${matches('reject=|rejecting|rejected\\]|\\.\\.\\. ')}, 'denied', ${matches(`, stat=Sent|^${QUEUE}from=`)}, 'success', 'failure')`,
    event_reason: firstOf(
      found(', stat=(.*)$'),
      found('reject=(.*)$'),
      found(`^${QUEUE}(<[^>]*>\\.\\.\\. .*)$`),
      found('(did not issue .*|pre-greeting traffic|lost input channel|possible SMTP attack: .*)$'),
    ),
    rule_name: found('ruleset=([^,]*)'),
  }),
  ignore: [
    {
      pattern: '(?:sendmail|sm-[A-Za-z]+|sendmail\\.\\w+)\\[\\d+\\]: ',
      reason: { ja: 'Sendmailのその他の記録', en: 'other records of Sendmail' },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 mx1 sendmail[3]: 695001xY005133: from=<x@evil.example>, size=2108, class=0, nrcpts=12, msgid=<a1@evil.example>, proto=ESMTP, daemon=MTA, relay=host.evil.example [203.0.113.9]',
        'Oct  5 09:00:02 mx1 sendmail[3]: 695001xY005133: to=<a@partner.example>,<b@partner.example>, ctladdr=<tanaka@example.co.jp> (1000/1000), delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=31055, relay=mx.partner.example. [203.0.113.25], dsn=2.0.0, stat=Sent (ok 1)',
        'Oct  5 09:00:03 mx1 sm-mta[3]: s1R9r60D044307: ruleset=check_rcpt, arg1=<a@other.example>, relay=[203.0.113.9] (may be forged), reject=550 5.7.1 <a@other.example>... Relaying denied',
      ],
      events: [
        {
          source_ip: '203.0.113.9',
          source_domain: 'host.evil.example',
          email_from_address: 'x@evil.example',
          email_recipients: 12,
          email_message_id: 'a1@evil.example',
          event_action: 'accept',
        },
        {
          destination_ip: '203.0.113.25',
          destination_domain: 'mx.partner.example',
          email_to_address: ['a@partner.example', 'b@partner.example'],
          email_from_address: 'tanaka@example.co.jp',
          event_action: 'deliver',
          smtp_status: '2.0.0',
        },
        {
          source_ip: '203.0.113.9',
          event_action: 'reject',
          event_outcome: 'denied',
          email_to_address: ['a@other.example'],
        },
      ],
    },
  ],
}

export const SENDMAIL_FORMATS: Format[] = [signIn, mail]
