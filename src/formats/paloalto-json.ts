/** PAN-OS traffic, threat and URL logs as JSON, as the Strata Logging Service hands them on. */
import type { Format } from './format.ts'
import { isoTime } from './time.ts'

const about = {
  vendor: 'Palo Alto Networks',
  product: 'PAN-OS',
  source:
    'https://docs.paloaltonetworks.com/pan-os/11-0/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions',
  time: 'payload' as const,
}

const JSON_KEYS = [
  'LogType',
  'Subtype',
  'TimeGenerated',
  'SourceAddress',
  'SourcePort',
  'DestinationAddress',
  'DestinationPort',
  'SourceUser',
  'Protocol',
  'Application',
  'Action',
  'SessionID',
  'BytesSent',
  'BytesReceived',
  'SessionDuration',
  'Rule',
  'URL',
  'URLDomain',
  'HTTPMethod',
  'UserAgent',
  'Referer',
  'ReferrerURL',
  'ContentType',
]
const JS = (key: string) => `tupleElement(step, '${key}')`
const JSON_STEP = `JSONExtract(payload, 'Tuple(${JSON_KEYS.map((key) => `${key} String`).join(', ')})')`
const jsonCommon = (timezone: string) => ({
  time: isoTime(JS('TimeGenerated'), timezone),
  source_ip: `toIPv6OrDefault(${JS('SourceAddress')})`,
  source_address: JS('SourceAddress'),
  source_port: `toUInt16OrZero(${JS('SourcePort')})`,
  destination_ip: `toIPv6OrDefault(${JS('DestinationAddress')})`,
  destination_port: `toUInt16OrZero(${JS('DestinationPort')})`,
  user_name: JS('SourceUser'),
})
const jsonCount = (key: string) => `if(${JS(key)} = '', -1, toInt64OrZero(${JS(key)}))`
const JSON_DENIED = `match(lower(${JS('Action')}), 'deny|drop|reset|block')`
const jsonType = (type: string) => `\\{.*"LogType" ?: ?"${type}"`

const jsonUrl: Format = {
  ...about,
  id: 'paloalto-url-json',
  title: 'Palo Alto Networks URL log, JSON (Strata Logging Service)',
  table: 'web_event',
  envelope: 'none',
  pattern: `${jsonType('THREAT')}.*"Subtype" ?: ?"url"`,
  step: JSON_STEP,
  columns: ({ timezone }) => ({
    ...jsonCommon(timezone),
    observer_type: "'proxy'",
    network_protocol: "'http'",
    http_request_method: `if(${JS('HTTPMethod')} IN ('', 'unknown'), '', upper(${JS('HTTPMethod')}))`,
    url_domain: `lower(if(${JS('URLDomain')} != '', extract(${JS('URLDomain')}, '^([^:/]+)'), extract(${JS('URL')}, '^(?:[a-z]+://)?([^:/]+)')))`,
    url_original: JS('URL'),
    event_outcome: `if(${JSON_DENIED}, 'denied', 'success')`,
    event_action: JS('Action'),
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
    user_agent_original: JS('UserAgent'),
    http_request_referrer: `if(${JS('Referer')} != '', ${JS('Referer')}, ${JS('ReferrerURL')})`,
    http_response_mime_type: JS('ContentType'),
  }),
  required: "source_ip != toIPv6('::') AND tupleElement(step, 'LogType') = 'THREAT'",
  examples: [
    {
      lines: [
        '{"TimeReceived":"2026-10-05T00:00:02.000000Z","LogType":"THREAT","Subtype":"url","TimeGenerated":"2026-10-05T00:00:01.000000Z","SourceAddress":"192.168.10.21","DestinationAddress":"203.0.113.9","SourcePort":51022,"DestinationPort":443,"SourceUser":null,"Protocol":"tcp","Action":"Alert","URL":"www.example.co.jp/a","URLDomain":"WWW.example.co.jp"}',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', url_domain: 'www.example.co.jp', destination_port: 443, user_name: '' },
      ],
    },
  ],
}

const jsonFlow: Format = {
  ...about,
  id: 'paloalto-json',
  title: 'Palo Alto Networks traffic and threat log, JSON (Strata Logging Service)',
  table: 'flow_event',
  envelope: 'none',
  pattern: `(?:${jsonType('(?:TRAFFIC|THREAT)')}.*"SourceAddress" ?: ?"|\\{.*"SourceAddress" ?: ?".*"LogType" ?: ?"(?:TRAFFIC|THREAT)")`,
  step: JSON_STEP,
  columns: ({ timezone }) => ({
    ...jsonCommon(timezone),
    observer_type: "'firewall'",
    network_transport: `lower(${JS('Protocol')})`,
    network_application: JS('Application'),
    event_action: `if(${JSON_DENIED}, 'denied', 'allowed')`,
    event_id: JS('SessionID'),
    source_bytes: jsonCount('BytesSent'),
    destination_bytes: jsonCount('BytesReceived'),
    event_duration_ms: `if(${JS('SessionDuration')} = '', -1, toInt64OrZero(${JS('SessionDuration')}) * 1000)`,
    rule_name: JS('Rule'),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: jsonType('(?:SYSTEM|CONFIG|GLOBALPROTECT|USERID|HIPMATCH|AUTH|DECRYPTION|IPTAG|AUDIT)'),
      reason: { ja: '装置自身・認証の記録（通信ではない）', en: "the device's own events and sign-ins: no connection" },
    },
  ],
  examples: [
    {
      lines: [
        '{"LogType":"TRAFFIC","Subtype":"end","TimeGenerated":"2026-10-05T00:00:01.000000Z","SourceAddress":"192.168.10.21","DestinationAddress":"203.0.113.9","SourcePort":51022,"DestinationPort":443,"Protocol":"tcp","Action":"allow","BytesSent":2140,"BytesReceived":5120,"SessionDuration":61,"Rule":"LAN-out"}',
      ],
      events: [{ source_bytes: 2140, event_duration_ms: 61000, event_action: 'allowed', rule_name: 'LAN-out' }],
    },
  ],
}

export const PALOALTO_JSON_FORMATS = [jsonUrl, jsonFlow]
