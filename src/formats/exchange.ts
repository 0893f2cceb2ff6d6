/** Exchange Server: message tracking, and the protocol logs of IMAP4 and POP3 (`#Fields:` with commas). */
import { type Format, fieldAt } from './format.ts'
import { utcTime } from './json.ts'
import { firstOf } from './pick.ts'

const header = (accepts: (fields: string[]) => boolean): NonNullable<Format['header']> => ({
  pattern: '#[Ff]ields: ',
  fields: (line) =>
    line
      .replace(/^#fields:\s*/i, '')
      .trim()
      .split(','),
  accepts,
  headerless: null,
})
const DATA = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z?,'
const STEP = 'extractAll(concat(payload, \',\'), \'((?:"(?:[^"]|"")*"|[^",]*)),\')'
const reader = (fields: string[]) => (name: string) =>
  `replaceAll(replaceRegexpOne(${fieldAt(fields, name)}, '^"(.*)"$', '\\\\1'), '""', '"')`

const tracking: Format = {
  id: 'exchange-tracking',
  title: 'Exchange Server message tracking log',
  vendor: 'Microsoft',
  product: 'Exchange Server',
  source: 'https://learn.microsoft.com/en-us/exchange/mail-flow/transport-logs/message-tracking',
  table: 'mail_event',
  envelope: 'none',
  time: 'payload',
  pattern: DATA,
  header: header((fields) => fields.includes('event-id') && fields.includes('recipient-address')),
  step: STEP,
  columns: ({ fields }) => {
    const at = reader(fields)
    // another server's address stands in client-ip: who really handed it in is in original-client-ip
    const address = firstOf(at('original-client-ip'), at('client-ip'))
    return {
      time: utcTime(at('date-time')),
      observer_type: "'mail'",
      observer_name: at('server-hostname'),
      source_ip: `toIPv6OrDefault(${address})`,
      source_address: address,
      source_domain: at('client-hostname'),
      destination_ip: `toIPv6OrDefault(${at('server-ip')})`,
      destination_domain: at('connector-id'),
      event_action: `transform(${at('event-id')}, ['RECEIVE', 'SUBMIT', 'SEND', 'SENDEXTERNAL', 'DELIVER', 'FAIL', 'DSN', 'DEFER', 'EXPAND', 'REDIRECT', 'TRANSFER', 'RESUBMIT', 'AGENTINFO', 'BADMAIL', 'POISONMESSAGE'], ['accept', 'submit', 'deliver', 'deliver', 'deliver', 'bounce', 'notify', 'defer', 'expand', 'forward', 'transfer', 'resubmit', 'agent', 'reject', 'reject'], lower(${at('event-id')}))`,
      event_outcome: `if(${at('event-id')} IN ('FAIL', 'DEFER', 'BADMAIL', 'POISONMESSAGE', 'SUBMITFAIL', 'SUBMITDEFER'), 'failure', 'success')`,
      event_reason: firstOf(at('recipient-status'), at('source-context')),
      email_local_id: at('internal-message-id'),
      email_message_id: `trim(BOTH '<>' FROM ${at('message-id')})`,
      email_from_address: at('sender-address'),
      email_to_address: `arrayFilter(x -> x != '', splitByChar(';', ${at('recipient-address')}))`,
      email_subject: at('message-subject'),
      email_size: `if(${at('total-bytes')} = '', -1, toInt64OrZero(${at('total-bytes')}))`,
      email_recipients: `toUInt32OrZero(${at('recipient-count')})`,
      network_direction: `multiIf(${at('directionality')} = 'Incoming', 'inbound', ${at('directionality')} = 'Originating', 'outbound', '')`,
      smtp_status: `extract(${at('recipient-status')}, '\\\\b([245]\\\\.\\\\d{1,3}\\\\.\\\\d{1,3})\\\\b')`,
      rule_name: at('source'),
    }
  },
  ignore: [
    {
      pattern: '#(?:Log-type|Software|Version|Date): ',
      reason: { ja: '見出し', en: 'header' },
    },
  ],
  examples: [
    {
      lines: [
        '#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info,directionality,tenant-id,original-client-ip,original-server-ip,custom-data',
        '2026-10-05T00:00:01.250Z,192.168.1.25,MX1,192.168.1.30,EX1,08D5;2026,EX1\\Default EX1,SMTP,RECEIVE,4711,<a1@partner.example>,n1,tanaka@example.co.jp;suzuki@example.co.jp,,158042,2,,,"請求書, ""至急""",x@partner.example,x@partner.example,,Incoming,,203.0.113.25,192.168.1.30,S:A=B',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          observer_name: 'EX1',
          source_ip: '203.0.113.25',
          event_action: 'accept',
          email_from_address: 'x@partner.example',
          email_to_address: ['tanaka@example.co.jp', 'suzuki@example.co.jp'],
          email_subject: '請求書, "至急"',
          email_size: 158042,
          email_message_id: 'a1@partner.example',
          network_direction: 'inbound',
        },
      ],
    },
  ],
}

const FIELDS = 'dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context,puid'.split(
  ',',
)
const protocol: Format = {
  id: 'exchange-imap-pop',
  title: "Exchange Server's IMAP4 and POP3 protocol logs",
  vendor: 'Microsoft',
  product: 'Exchange Server',
  source: 'https://learn.microsoft.com/en-us/exchange/clients/pop3-and-imap4/configure-protocol-logging',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${DATA}[0-9A-Fa-f]{16},\\d+,`,
  header: {
    ...header((fields) => fields.includes('cIp') && fields.includes('command') && fields.includes('user')),
    headerless: FIELDS,
  },
  step: STEP,
  columns: ({ fields }) => {
    const at = reader(fields)
    const client = at('cIp')
    const port = `extract(${at('sIp')}, ':(\\\\d+)$')`
    return {
      time: utcTime(at('dateTime')),
      observer_type: "'mail'",
      source_ip: `toIPv6OrDefault(replaceRegexpOne(replaceRegexpOne(${client}, ':\\\\d+$', ''), '^\\\\[(.*)\\\\]$', '\\\\1'))`,
      source_address: `replaceRegexpOne(${client}, ':\\\\d+$', '')`,
      source_port: `toUInt16OrZero(extract(${client}, ':(\\\\d+)$'))`,
      destination_ip: `toIPv6OrDefault(replaceRegexpOne(${at('sIp')}, ':\\\\d+$', ''))`,
      destination_port: `toUInt16OrZero(${port})`,
      user_name: at('user'),
      event_action: `multiIf(lower(${at('command')}) IN ('login', 'authenticate', 'auth', 'pass'), 'login', lower(${at('command')}) IN ('opensession', 'closesession', 'logout', 'quit'), 'session', 'command')`,
      event_outcome: `if(match(${at('context')}, '(?i)NO |-ERR|AuthFailed|LogonDenied|ErrMsg'), 'failure', 'success')`,
      event_reason: `extract(${at('context')}, 'ErrMsg=([^;,]*)')`,
      event_details: at('command'),
      session_id: at('sessionId'),
      network_protocol: `multiIf(${port} IN ('143', '993'), 'imap', ${port} IN ('110', '995'), 'pop3', 'mail')`,
    }
  },
  required: "source_address != ''",
  examples: [
    {
      lines: [
        `#Fields: ${FIELDS.join(',')}`,
        '2026-10-05T00:00:01.530Z,000000000000000E,2,192.168.1.30:143,203.0.113.9:35070,tanaka,168,31,31,authenticate,PLAIN,"R=""2 NO AUTHENTICATE failed."";Msg=""AuthFailed:LogonDenied,User: tanaka"";ErrMsg=AuthFailed:LogonDenied",',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.530Z',
          source_ip: '203.0.113.9',
          source_port: 35070,
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          network_protocol: 'imap',
        },
      ],
    },
  ],
}

export const EXCHANGE_FORMATS: Format[] = [tracking, protocol]
