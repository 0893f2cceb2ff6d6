/** Cisco Secure Email Gateway (ESA, IronPort): the consolidated event log in CEF, one line a message, and the text mail log. */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { digits, localTime, monthNumber } from './time.ts'

const HEAD = 'CEF:\\d+\\|Cisco\\|[^|]*\\|[^|]*\\|ESA_CONSOLIDATED_LOG_EVENT\\|'
/** key=value where values may hold blanks: a key is what stands between a blank and `=`; marks that no text holds part the pairs */
const PAIRS = `splitByChar('\\x01', replaceRegexpAll(concat(' ', extract(payload, '^CEF:(?:[^|]*\\\\|){7}(.*)$')), ' ([A-Za-z][A-Za-z0-9_.]*)=', '\\x01\\\\1\\x02'))`
const KV = (key: string) => `trim(step['${key}'])`
const unquoted = (text: string) => `replaceRegexpOne(${text}, '^[\\'"]?<?(.*?)>?[\\'"]?$', '\\\\1')`
const about = {
  vendor: 'Cisco',
  product: 'Secure Email Gateway (ESA)',
  table: 'mail_event' as const,
}

/** Mon Apr 17 19:56:22 2026, the day with one digit or two */
function stamp(text: string, zone: string): string {
  const clock = found('(\\d\\d:\\d\\d:\\d\\d)', text)
  return localTime(
    {
      year: digits(found('(\\d{4})$', text), 1, 4),
      month: monthNumber(found('^\\w{3} (\\w{3}) ', text)),
      day: digits(found('^\\w{3} \\w{3} +(\\d{1,2}) ', text), 1, 2),
      hour: digits(clock, 1, 2),
      minute: digits(clock, 4, 2),
      second: digits(clock, 7, 2),
    },
    zone,
  )
}

const STARTED = firstOf(KV('startTime'), KV('start'), KV('endTime'), KV('end'))
const DONE = `lower(${KV('act')})`

const consolidated: Format = {
  ...about,
  id: 'cisco-esa-consolidated',
  title: 'Cisco Secure Email Gateway, consolidated event log (CEF)',
  source:
    'https://www.cisco.com/c/en/us/td/docs/security/esa/esa14-0/user_guide/b_ESA_Admin_Guide_14-0/b_ESA_Admin_Guide_12_1_chapter_0100111.html (consolidated event logs)',
  time: 'payload',
  pattern: HEAD,
  step: `mapFromArrays(arrayMap(p -> splitByChar('\\x02', p)[1], ${PAIRS}), arrayMap(p -> splitByChar('\\x02', p)[2], ${PAIRS}))`,
  columns: ({ timezone }) => ({
    time: `if(${STARTED} = '', envelope_time, ${stamp(STARTED, timezone)})`,
    observer_type: "'mail'",
    observer_name: firstOf('envelope_host', KV('dvchost'), KV('deviceExternalId')),
    ...source(firstOf(KV('sourceAddress'), KV('src'))),
    source_domain: `if(${firstOf(KV('sourceHostName'), KV('shost'))} = 'unknown', '', ${firstOf(KV('sourceHostName'), KV('shost'))})`,
    event_action: `multiIf(${DONE} = 'delivered', 'deliver', ${DONE} IN ('bounced', 'bounce'), 'bounce', ${DONE} IN ('dropped', 'rejected', 'aborted'), 'reject', ${DONE} IN ('dq', 'quarantined', 'quarantine', 'centralized quarantine'), 'quarantine', ${DONE} = '', 'queue', ${DONE})`,
    event_outcome: `multiIf(${DONE} = 'delivered', 'success', ${DONE} IN ('dropped', 'rejected', 'aborted', 'dq', 'quarantined'), 'denied', ${DONE} LIKE 'bounce%', 'failure', '')`,
    email_local_id: KV('ESAMID'),
    email_message_id: unquoted(KV('cs4')),
    email_from_address: unquoted(KV('suser')),
    email_to_address: `arrayFilter(x -> x != '', arrayMap(x -> trim(x), splitByRegexp('[;,]', ${KV('duser')})))`,
    email_subject: `replaceAll(${unquoted(KV('msg'))}, '\\\\=', '=')`,
    email_size: `if(${KV('ESAMsgSize')} = '', -1, toInt64OrZero(${KV('ESAMsgSize')}))`,
    email_attachments: `arrayDistinct(extractAll(${KV('ESAAttachmentDetails')}, '[{,] ?\\'([^\\']+)\\': ?\\\\{\\'AMP\\''))`,
    smtp_helo: KV('ESAHeloDomain'),
    network_direction: `multiIf(${KV('deviceDirection')} = '0', 'inbound', ${KV('deviceDirection')} = '1', 'outbound', '')`,
    rule_name: KV('cs1'),
    threat_name: firstOf(
      `if(${KV('ESAAVVerdict')} IN ('', 'NEGATIVE', 'NOT_EVALUATED'), '', ${KV('ESAAVVerdict')})`,
      `if(match(${KV('ESAAMPVerdict')}, '(?i)malicious'), ${KV('ESAAMPVerdict')}, '')`,
      `if(match(${KV('ESAASVerdict')}, '(?i)positive|suspect'), ${KV('ESAASVerdict')}, '')`,
    ),
  }),
  examples: [
    {
      lines: [
        "CEF:0|Cisco|C390 Email Security Appliance|14.2.1-015|ESA_CONSOLIDATED_LOG_EVENT|Consolidated Log Event|5|deviceExternalId=25-4b ESAMID=1111 ESAICID=33 ESADCID=22 ESAAVVerdict=NEGATIVE ESAAttachmentDetails={'seikyu.zip': {'AMP': {'Verdict': 'FILE UNKNOWN', 'fileHash': '01ba'}, 'BodyScanner': {}}} startTime=Mon Oct  5 09:00:01 2026 deviceDirection=0 suser=x@mail.example.net cs1Label=MailPolicy cs1=DEFAULT act=DELIVERED cs4Label=ExternalMsgID cs4='<1@mail.example.net>' ESAMsgSize=111066 duser=tanaka@example.co.jp;sato@example.co.jp ESAHeloDomain=mail.example.net sourceHostName=unknown sourceAddress=203.0.113.9 msg='\\=?utf-8?B?6KuL5rGC?\\='",
        '<22>Oct  5 09:00:02 esa1 CEF:0|Cisco|C600V Email Security Virtual Appliance|15.0.0-104|ESA_CONSOLIDATED_LOG_EVENT|Consolidated Log Event|5|ESAMID=1112 ESAAVVerdict=POSITIVE end=Mon Oct 5 09:00:02 2026 deviceDirection=0 suser=x@mail.example.net act=DROPPED duser=sato@example.co.jp src=203.0.113.9',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          source_domain: '',
          event_action: 'deliver',
          event_outcome: 'success',
          email_local_id: '1111',
          email_message_id: '1@mail.example.net',
          email_from_address: 'x@mail.example.net',
          email_to_address: ['tanaka@example.co.jp', 'sato@example.co.jp'],
          email_subject: '=?utf-8?B?6KuL5rGC?=',
          email_size: 111066,
          email_attachments: ['seikyu.zip'],
          network_direction: 'inbound',
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          observer_name: 'esa1',
          event_action: 'reject',
          event_outcome: 'denied',
          threat_name: 'POSITIVE',
        },
      ],
    },
  ],
}

const TEXT_TIME = '[A-Z][a-z]{2} [A-Z][a-z]{2} +\\d{1,2} \\d\\d:\\d\\d:\\d\\d \\d{4} '
/** as a file the line has a date of its own, by syslog it has not */
const LINE = `(?:${TEXT_TIME})?(?:Info|Warning|Debug): `
const AFTER = `^${LINE}`
const MID = found(
  `${AFTER}(?:Bounced: DCID \\d+ |Message (?:done|aborted) (?:DCID \\d+ )?|Delivery start DCID \\d+ |Start )?MID (\\d+)`,
)

/** The client's address and name stand in its connection's line alone: what follows on the connection names it (ICID) and no address. */
const CLIENT = found('New SMTP ICID \\d+ interface .* address ([0-9A-Fa-f.:]+)')
const CLIENT_NAME = `ifNull(nullIf(${found('reverse dns host (\\S+)')}, 'unknown'), '')`
const CONNECTION = found(`${AFTER}(?:New SMTP |MID \\d+ |SMTP Auth: \\()ICID (\\d+)`)

/** The message's own lines. */
const text: Format = {
  ...about,
  id: 'cisco-esa-text',
  title: 'Cisco Secure Email Gateway, text mail log (mail_logs): sender, recipients, delivery, connections',
  source: 'https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance/118232-technote-esa-00.html',
  tag: '[A-Za-z0-9_.-]*mail_?logs[A-Za-z0-9_.-]*',
  time: 'payload',
  pattern: `${LINE}(?:MID \\d+ (?:ICID \\d+ (?:From:|RID \\d+ To:)|Subject |Message-ID |ready \\d+ bytes|interim AV verdict|quarantined to)|Bounced: DCID \\d+ MID \\d+|Message (?:done|aborted) (?:DCID \\d+ )?MID \\d+|New SMTP ICID \\d+ interface .* address )`,
  step: "''",
  session: {
    carried: { client: { of: CONNECTION, told: CLIENT }, name: { of: CONNECTION, told: CLIENT_NAME } },
  },
  columns: ({ timezone }) => ({
    time: `if(${matches(`^${TEXT_TIME}`)}, ${stamp(found(`^(${TEXT_TIME.trimEnd()})`), timezone)}, envelope_time)`,
    observer_type: "'mail'",
    observer_name: 'envelope_host',
    ...source('session_client'),
    source_domain: 'session_name',
    event_action: `multiIf(${matches('New SMTP ICID')}, 'connect', ${matches('From: <|RID \\d+ To:|Subject |Message-ID |ready \\d+')}, 'queue', ${matches('Bounced: ')}, 'bounce', ${matches('Message done')}, 'deliver', ${matches('quarantined')}, 'quarantine', ${matches('aborted')}, 'reject', 'scan')`,
    event_outcome: `multiIf(${matches('Message done')}, 'success', ${matches('Bounced: ')}, 'failure', ${matches('quarantined|aborted')}, 'denied', '')`,
    event_reason: found('Bounced: .* - (.*)$'),
    smtp_status: found('Bounced: .* - (\\d\\.\\d+\\.\\d+) '),
    email_local_id: MID,
    email_message_id: found("Message-ID '?<?([^>']*)"),
    email_from_address: firstOf(found('ICID \\d+ From: <([^>]*)>'), found('ready \\d+ bytes from <([^>]*)>')),
    email_to_address: `arrayFilter(x -> x != '', [${found('RID \\d+ To: <([^>]*)>')}])`,
    email_subject: found('MID \\d+ Subject ["\'](.*)["\']$'),
    email_size: `if(${matches('ready \\d+ bytes')}, toInt64OrZero(${found('ready (\\d+) bytes')}), -1)`,
    threat_name: `if(${matches('AV verdict .*(?:VIRAL|POSITIVE|malware)')}, ${found('AV verdict (?:using \\S+ )?(.*)$')}, '')`,
  }),
  ignore: [
    {
      pattern: `${LINE}(?:MID \\d+ |ICID \\d+ |DCID \\d+ |Start MID|New SMTP DCID|Delivery start|Message finished|Delayed: |Status: |SDR: |SPF: |LDAP: |TLS |DCID: )|mail_?logs: `,
      reason: {
        ja: 'メールゲートウェイの途中経過（送信者・宛先・配送は別の行にある）',
        en: "the gateway's own steps: sender, recipients and delivery stand in other lines",
      },
    },
  ],
  examples: [
    {
      lines: [
        'Mon Oct  5 09:00:01 2026 Info: New SMTP ICID 5 interface Management (192.168.1.25) address 203.0.113.9 reverse dns host mail.example.net verified yes',
        'Mon Oct  5 09:00:02 2026 Info: MID 6 ICID 5 From: <x@mail.example.net>',
        'Mon Oct  5 09:00:02 2026 Info: MID 6 ICID 5 RID 0 To: <tanaka@example.co.jp>',
        "Oct  5 09:00:03 esa1 mail_logs: Info: MID 6 Subject 'お見積り'",
        'Oct  5 09:00:04 esa1 mail_logs: Info: Message done DCID 8 MID 6 to RID [0]',
        "Mon Oct  5 09:00:05 2026 Info: Bounced: DCID 3 MID 7 to RID 0 - 5.1.0 - Unknown address error ('550', ['<x@host.example.org>... user unknown'])",
      ],
      events: [
        { source_ip: '203.0.113.9', source_domain: 'mail.example.net', event_action: 'connect' },
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '203.0.113.9',
          source_domain: 'mail.example.net',
          event_action: 'queue',
          email_local_id: '6',
          email_from_address: 'x@mail.example.net',
        },
        { email_to_address: ['tanaka@example.co.jp'], email_local_id: '6', source_ip: '203.0.113.9' },
        { observer_name: 'esa1', email_subject: 'お見積り', source_address: '' },
        { event_action: 'deliver', event_outcome: 'success', email_local_id: '6' },
        { event_action: 'bounce', event_outcome: 'failure', email_local_id: '7', smtp_status: '5.1.0' },
      ],
    },
  ],
}

/** Who signed in to send: the line names the connection, whose own line names the address. */
const signIn: Format = {
  ...about,
  id: 'cisco-esa-auth',
  title: 'Cisco Secure Email Gateway, sign-ins to send (text mail log)',
  source: 'https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance/118570-qa-esa-00.html',
  table: 'auth_event',
  tag: '[A-Za-z0-9_.-]*mail_?logs[A-Za-z0-9_.-]*',
  time: 'payload',
  pattern: `${LINE}SMTP Auth: \\(ICID \\d+\\) (?:succeeded|failed) for user: `,
  step: "''",
  session: { carried: { client: { of: CONNECTION, told: CLIENT } }, alongside: ['cisco-esa-text'] },
  columns: ({ timezone }) => ({
    time: `if(${matches(`^${TEXT_TIME}`)}, ${stamp(found(`^(${TEXT_TIME.trimEnd()})`), timezone)}, envelope_time)`,
    observer_type: "'mail'",
    observer_name: 'envelope_host',
    ...source('session_client'),
    user_name: found('for user: (.*?) using AUTH'),
    event_action: "'login'",
    event_outcome: `if(${matches('succeeded for user')}, 'success', 'failure')`,
    event_details: found('AUTH mechanism: (\\S+)'),
    session_id: found('\\(ICID (\\d+)\\)'),
    network_protocol: "'smtp'",
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        'Mon Oct  5 09:00:01 2026 Info: SMTP Auth: (ICID 450) succeeded for user: tanaka using AUTH mechanism: PLAIN with profile: IncomingAuthentication',
        'Oct  5 09:00:02 esa1 mail_logs: Info: SMTP Auth: (ICID 451) failed for user: tanaka using AUTH mechanism: LOGIN with profile: IncomingAuthentication',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          user_name: 'tanaka',
          event_outcome: 'success',
          session_id: '450',
        },
        { event_outcome: 'failure', observer_name: 'esa1' },
      ],
    },
  ],
}

export const CISCO_ESA_FORMATS: Format[] = [consolidated, signIn, text]
