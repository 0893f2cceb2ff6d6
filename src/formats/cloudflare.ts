/** Cloudflare Zero Trust Gateway through Logpush: DNS, HTTP and network sessions as JSON. */
import { namedCode } from './dns-code.ts'
import type { Format, FormatExample } from './format.ts'
import { field, jsonStep, keys, type Shape, texts } from './json-line.ts'
import { count, transport } from './pairs.ts'
import { isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

type Kind = 'dns' | 'http' | 'network'
const at = field
const DENIED = (name: string) => `match(lower(${at(name)}), 'block|deny|quarantin|isolate')`
/** RFC 3339, or nanoseconds since 1970, as the push was configured */
const time = (name: string) =>
  `multiIf(match(${at(name)}, '^\\\\d{19}$'), fromUnixTimestamp64Milli(intDiv(toInt64OrZero(${at(name)}), 1000000), 'UTC'), match(${at(name)}, '^\\\\d{10}$'), fromUnixTimestamp64Milli(toInt64OrZero(${at(name)}) * 1000, 'UTC'), ${isoTime(at(name), "'UTC'")})`

const SHAPES: Record<Kind, Shape> = {
  dns: {
    ...texts(
      'Datetime Email DeviceName SrcIP SrcPort DstIP DstPort Protocol QueryName QueryTypeName RCode ResolverDecision PolicyName',
    ),
    ResolvedIPs: 'list',
    RData: [texts('type data')],
  },
  http: texts(
    'Datetime Email DeviceName SourceIP SourceInternalIP SourcePort DestinationIP DestinationPort HTTPMethod HTTPHost URL HTTPStatusCode Action Referer UserAgent HTTPVersion PolicyName ClientRequestPath RequestBodyBytes ResponseBodyBytes',
  ),
  network: texts(
    'Datetime Email DeviceName SourceIP SourceInternalIP SourcePort DestinationIP DestinationPort Transport Protocol SNI Action PolicyName SessionID BytesSent BytesReceived OriginIP OriginPort SessionStartTime SessionEndTime',
  ),
}
const CLIENT = `if(${at('SourceInternalIP')} != '', ${at('SourceInternalIP')}, ${at('SourceIP')})`
const ends = {
  source_ip: `toIPv6OrDefault(${CLIENT})`,
  source_address: CLIENT,
  source_port: `toUInt16OrZero(${at('SourcePort')})`,
  destination_ip: `toIPv6OrDefault(${at('DestinationIP')})`,
}
const STATUS = `toUInt16OrZero(${at('HTTPStatusCode')})`

const COLUMNS: Record<Kind, Record<string, string>> = {
  dns: {
    time: time('Datetime'),
    observer_type: "'resolver'",
    source_ip: `toIPv6OrDefault(${at('SrcIP')})`,
    source_address: at('SrcIP'),
    source_port: `toUInt16OrZero(${at('SrcPort')})`,
    destination_ip: `toIPv6OrDefault(${at('DstIP')})`,
    destination_port: `toUInt16OrZero(${at('DstPort')})`,
    event_type: "'both'",
    dns_question_name: `lower(trimRight(${at('QueryName')}, '.'))`,
    dns_question_type: at('QueryTypeName'),
    dns_response_code: namedCode(at('RCode')),
    dns_resolved_ip: `arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${at('ResolvedIPs')}))`,
  },
  http: {
    time: time('Datetime'),
    observer_type: "'proxy'",
    ...ends,
    destination_port: `if(toUInt16OrZero(${at('DestinationPort')}) > 0, toUInt16OrZero(${at('DestinationPort')}), ${urlPort(at('URL'), at('HTTPMethod'))})`,
    user_name: at('Email'),
    network_protocol: "'http'",
    http_request_method: at('HTTPMethod'),
    url_domain: `if(${at('HTTPHost')} != '', ${urlDomain(at('HTTPHost'))}, ${urlDomain(at('URL'))})`,
    url_original: at('URL'),
    http_response_status_code: STATUS,
    event_outcome: `multiIf(${DENIED('Action')} OR ${STATUS} IN (403, 407), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
    event_action: at('Action'),
    http_request_bytes: count(at('RequestBodyBytes')),
    http_response_bytes: count(at('ResponseBodyBytes')),
    event_duration_ms: '-1',
    user_agent_original: at('UserAgent'),
    http_request_referrer: at('Referer'),
  },
  network: {
    time: time('Datetime'),
    observer_type: "'firewall'",
    ...ends,
    destination_port: `toUInt16OrZero(${at('DestinationPort')})`,
    user_name: at('Email'),
    source_name: at('DeviceName'),
    destination_domain: `lower(${at('SNI')})`,
    network_transport: transport(at('Transport')),
    network_application: at('Protocol'),
    event_action: `if(${DENIED('Action')}, 'denied', 'allowed')`,
    event_id: at('SessionID'),
    source_bytes: count(at('BytesSent')),
    destination_bytes: count(at('BytesReceived')),
    event_duration_ms: '-1',
    rule_name: at('PolicyName'),
  },
}
const PATTERNS: Record<Kind, string> = {
  dns: keys('Datetime', 'QueryName'),
  http: `\\s*\\{.*"(?:HTTPHost|HTTPMethod)"\\s?:.*"(?:SourceIP|URL|UserAgent)"\\s?:`,
  network: keys('Datetime', 'DestinationIP', 'SourceIP'),
}
const TABLES = { dns: 'dns_event', http: 'web_event', network: 'flow_event' } as const
const REQUIRED: Record<Kind, string> = {
  dns: "source_ip != toIPv6('::') AND dns_question_name != ''",
  http: "source_ip != toIPv6('::') AND url_domain != ''",
  network: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
}

const gateway = (kind: Kind): Format => ({
  id: `cloudflare-gateway-${kind}`,
  title: `Cloudflare Gateway ${{ dns: 'DNS', http: 'HTTP', network: 'network' }[kind]} log (Logpush JSON)`,
  vendor: 'Cloudflare',
  product: 'Zero Trust Gateway',
  source: `https://developers.cloudflare.com/logs/reference/log-fields/account/gateway_${kind}/`,
  table: TABLES[kind],
  time: 'payload',
  pattern: PATTERNS[kind],
  step: jsonStep(SHAPES[kind]),
  columns: () => COLUMNS[kind],
  required: REQUIRED[kind],
  ...(kind === 'dns'
    ? {
        ignore: [
          {
            pattern: keys('Action', 'Allowed', 'AppDomain'),
            reason: { ja: 'Accessへのサインイン（通信ではない）', en: 'sign-ins to Access: no connection' },
          },
        ],
      }
    : {}),
  examples: EXAMPLES[kind],
})

const EXAMPLES: Record<Kind, FormatExample[]> = {
  dns: [
    {
      lines: [
        '{"ColoCode":"NRT","Datetime":"2026-10-05T00:00:01Z","DeviceName":"PC-01","DstIP":"162.159.36.1","DstPort":443,"Email":"tanaka@example.co.jp","Location":"HQ","Protocol":"https","QueryName":"WWW.example.co.jp","QueryType":1,"QueryTypeName":"A","RCode":3,"RData":[{"type":"1","data":"AA=="}],"ResolvedIPs":["203.0.113.80","2001:db8::80"],"ResolverDecision":"allowedOnNoPolicyMatch","SrcIP":"198.51.100.1","SrcPort":0}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '198.51.100.1',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
          dns_response_code: 'NXDOMAIN',
          dns_resolved_ip: ['203.0.113.80', '2001:db8::80'],
        },
      ],
    },
  ],
  http: [
    {
      lines: [
        '{"AccountID":"a","Action":"block","Datetime":"2026-10-05T00:00:01Z","DestinationIP":"203.0.113.80","DestinationPort":443,"DeviceName":"PC-01","Email":"tanaka@example.co.jp","HTTPHost":"WWW.example.co.jp","HTTPMethod":"GET","HTTPStatusCode":403,"HTTPVersion":"HTTP/2","PolicyName":"x","Referer":"","RequestID":"r","SourceIP":"198.51.100.1","SourceInternalIP":"192.168.10.21","SourcePort":51022,"URL":"https://www.example.co.jp/a?b=1","UserAgent":"Mozilla/5.0"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          event_outcome: 'denied',
          destination_port: 443,
          user_agent_original: 'Mozilla/5.0',
          http_request_bytes: -1,
        },
      ],
    },
  ],
  network: [
    {
      lines: [
        '{"AccountID":"a","Action":"allow","Datetime":1791158401000000000,"DestinationIP":"203.0.113.9","DestinationPort":22,"DeviceName":"PC-01","Email":"tanaka@example.co.jp","OverrideIP":"","PolicyName":"","SNI":"","SessionID":"s1","SourceIP":"198.51.100.1","SourceInternalIP":"","SourcePort":51022,"Transport":"tcp"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '198.51.100.1',
          destination_port: 22,
          network_transport: 'tcp',
          event_action: 'allowed',
          source_name: 'PC-01',
        },
      ],
    },
  ],
}

export const CLOUDFLARE_FORMATS: Format[] = (['dns', 'http', 'network'] as const).map(gateway)
