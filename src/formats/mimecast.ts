/** Mimecast's log of mails (SIEM): JSON of its API 2.0 (receipt, process, delivery), and the receipts of API 1.0 as name=value between bars. */
import type { Format } from './format.ts'
import { field, jsonStep, keys, texts } from './json-line.ts'
import { firstOf, found, source } from './pick.ts'
import { epochTime, isoTime } from './time.ts'

const about = {
  vendor: 'Mimecast',
  product: 'Email Security',
  table: 'mail_event' as const,
  time: 'payload' as const,
}
const known = (text: string) => `if(${text} IN ('null', 'N/A'), '', ${text})`
const F = (name: string) => known(field(name))

/** the same words in both: accepted, rejected, ignored, held, bounced */
const action = (word: string, otherwise: string) =>
  `multiIf(${word} IN ('Acc', 'Allow'), 'accept', ${word} = 'Rej', 'reject', ${word} = 'Hld', 'quarantine', ${word} = 'Bnc', 'bounce', ${otherwise})`
const outcome = (word: string, otherwise: string) =>
  `multiIf(${word} IN ('Acc', 'Allow'), 'success', ${word} IN ('Rej', 'Hld'), 'denied', ${word} = 'Bnc', 'failure', ${otherwise})`
const shared = (read: (...names: string[]) => string) => ({
  observer_type: "'mail'",
  email_message_id: `trim(BOTH '<>' FROM ${read('messageId', 'MsgId')})`,
  email_from_address: `trim(BOTH '<>' FROM ${read('senderEnvelope', 'Sender')})`,
  email_to_address: `arrayFilter(x -> x != '', splitByRegexp('[,; ]+', ${read('recipients', 'Rcpt')}))`,
  email_subject: read('subject', 'Subject'),
  network_direction: `if(lower(${read('direction', 'Dir')}) IN ('inbound', 'outbound', 'internal'), lower(${read('direction', 'Dir')}), '')`,
})

const KIND = `lower(${firstOf(F('type'), F('eventType'))})`
const json: Format = {
  ...about,
  id: 'mimecast',
  title: 'Mimecast: mails received, checked and delivered (JSON)',
  source: 'https://developer.services.mimecast.com/siem-tutorial-cg (receipt, process, delivery)',
  envelope: 'none',
  pattern: `(?:${['aggregateId', 'processingId'].map((name) => keys(name)).join('|')}).*"(?:type|eventType)"\\s?:\\s?"(?:receipt|process|delivery)"|\\s*\\{.*"(?:type|eventType)"\\s?:\\s?"(?:receipt|process|delivery)".*"(?:aggregateId|processingId)"\\s?:`,
  step: jsonStep({
    ...texts(
      'timestamp type eventType action aggregateId messageId senderEnvelope recipients subject senderIp direction emailSize attachments holdReason rejectionType rejectionInfo delivered virusFound destinationIp',
    ),
  }),
  columns: () => ({
    time: epochTime(`replaceRegexpOne(${F('timestamp')}, '^(\\\\d{10})(\\\\d{3})$', '\\\\1.\\\\2')`),
    ...shared((name) => F(name)),
    ...source(F('senderIp')),
    destination_ip: `toIPv6OrDefault(${F('destinationIp')})`,
    event_action: `if(${KIND} = 'delivery', if(${F('delivered')} = 'false', 'defer', 'deliver'), ${action(F('action'), "'queue'")})`,
    event_outcome: `if(${KIND} = 'delivery', if(${F('delivered')} = 'false', '', 'success'), ${outcome(F('action'), "''")})`,
    event_reason: firstOf(F('rejectionInfo'), F('rejectionType'), F('holdReason')),
    email_local_id: F('aggregateId'),
    email_size: `if(${F('emailSize')} = '', -1, toInt64OrZero(${F('emailSize')}))`,
    email_attachments: `arrayFilter(x -> x != '', splitByRegexp(' *[,;] *', ${F('attachments')}))`,
    threat_name: F('virusFound'),
  }),
  required: "email_from_address != '' OR length(email_to_address) > 0",
  examples: [
    {
      lines: [
        '{"processingId":"p1","aggregateId":"J5JwSy0","numberAttachments":"1","subject":"お見積り","tlsVersion":"TLSv1.2","senderEnvelope":"x@mail.example.net","messageId":"<1@mail.example.net>","senderHeader":"x@mail.example.net","rejectionType":null,"eventType":"receipt","accountId":"C0A0","recipients":"tanaka@example.co.jp","action":"Acc","subType":"Acc","senderIp":"203.0.113.9","timestamp":1791158401466,"direction":"Inbound","spamScore":"0"}',
        '{"aggregateId":"J5JwSy1","processingId":"p2","accountId":"C0A0","action":"Hld","timestamp":1791158402466,"senderEnvelope":"y@mail.example.net","messageId":"<2@mail.example.net>","subject":"hi","holdReason":"Spm","totalSizeAttachments":"0","numberAttachments":"0","attachments":null,"emailSize":"3466","type":"process","subtype":"Hld","_offset":105825}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.466Z',
          source_ip: '203.0.113.9',
          event_action: 'accept',
          event_outcome: 'success',
          email_from_address: 'x@mail.example.net',
          email_to_address: ['tanaka@example.co.jp'],
          email_message_id: '1@mail.example.net',
          email_subject: 'お見積り',
          network_direction: 'inbound',
        },
        {
          event_action: 'quarantine',
          event_outcome: 'denied',
          event_reason: 'Spm',
          email_from_address: 'y@mail.example.net',
          email_size: 3466,
        },
      ],
    },
  ],
}

/** A subject may hold bars: of what stands before it the first counts, of what stands behind it the last. */
const BEFORE = ['IP', 'Dir', 'MsgId']
const bar = (name: string) =>
  name === 'Subject'
    ? found('\\|Subject=(.*?)\\|headerFrom=')
    : found(`${BEFORE.includes(name) ? '' : '.*'}\\|${name}=([^|]*)`)
const B = (_json: string, name = '') => bar(name)

const receipt: Format = {
  ...about,
  id: 'mimecast-receipt',
  title: 'Mimecast: mails received, name=value between bars',
  source: 'https://integrations.mimecast.com/documentation/tutorials/understanding-siem-logs/ (receipt)',
  pattern:
    'datetime=\\d{4}-\\d\\d-\\d\\dT[0-9:+-]+\\|aCode=[^|]*\\|acc=[^|]*\\|.*\\|?IP=[0-9A-Fa-f.:]+\\|.*Sender=.*\\|Act=[A-Z][a-z]+(?:\\||$)',
  step: '1',
  columns: () => ({
    time: isoTime(found('^datetime=([^|]*)'), "'UTC'"),
    ...shared(B),
    ...source(bar('IP')),
    event_action: action(bar('Act'), "'queue'"),
    event_outcome: outcome(bar('Act'), "''"),
    event_reason: firstOf(bar('RejInfo'), bar('RejType')),
    email_local_id: found('\\|aCode=([^|]*)'),
    email_size: '-1',
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'datetime=2026-10-05T09:00:01+0900|aCode=7O7I7Mv|acc=C0A0|SpamLimit=0|IP=203.0.113.9|Dir=Inbound|MsgId=<1@mail.example.net>|Subject=お見積り |IP=127.0.0.1|Sender=y@mail.example.net|Act=Rej| の件|headerFrom=x@mail.example.net|Sender=x@mail.example.net|Rcpt=tanaka@example.co.jp|SpamInfo=[]|Act=Acc|TlsVer=TLSv1|Cphr=TLS_ECDHE_RSA|SpamScore=1',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          event_action: 'accept',
          email_from_address: 'x@mail.example.net',
          email_to_address: ['tanaka@example.co.jp'],
          email_message_id: '1@mail.example.net',
          email_subject: 'お見積り |IP=127.0.0.1|Sender=y@mail.example.net|Act=Rej| の件',
          network_direction: 'inbound',
        },
      ],
    },
  ],
}

export const MIMECAST_FORMATS: Format[] = [json, receipt]
