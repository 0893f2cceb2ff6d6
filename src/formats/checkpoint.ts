/** Check Point gateways through Log Exporter: syslog (`[action:"Accept"; …]`), RFC 5424 fields (`[sc@2620 action="Accept" …]`) and `splunk`/`generic` (`a=b|c=d`). CEF is read as CEF. */
import { literal } from './envelope.ts'
import type { Format, FormatExample } from './format.ts'
import { count, firstOf, pairsOf, transport, value } from './pairs.ts'
import { epochTime, isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

type Kind = 'web' | 'flow'
export type Form = 'colon' | 'rfc5424' | 'bar'

/** a header without a message of another program: that has `: ` behind its name */
export const HEAD = '(?:<\\d{1,3}>)?(?:[^\\[|=:]|:[^ \\[|=]|[Cc]heck ?[Pp]oint: )*'
export const STARTS: Record<Form, string> = {
  colon: `${HEAD}\\[(?:action|flags|ifdir|ifname|loguid|origin|time|version)::?"`,
  rfc5424: `${HEAD}\\[(?:sc|Fields)@[0-9.]+ [A-Za-z_]+="`,
  bar: '(?:<\\d{1,3}>)?(?:(?:[^|=\\[\\]:]|:[^ |=\\[\\]])*[^|=\\[\\]:] )?time=\\d{10}\\|[^|]*hostname=[^|]*\\|.*(?:product|origin|loguid)=',
}
const KEYS: Record<Form, Record<Kind, string>> = {
  colon: { web: '.*[ ]resource:"[^"]', flow: '.*[ \\[]src:"' },
  rfc5424: { web: '.*[ ]resource="[^"]', flow: '.*[ ]src="' },
  bar: { web: '.*\\|resource=[^|]', flow: '.*\\|src=' },
}
/** what stands before the first pair is no key */
const BODY = `replaceRegexpOne(payload, ${literal('^[^\\[]*\\[(?:(?:sc|Fields)@[0-9.]+ )?')}, '')`
export const STEPS: Record<Form, string> = {
  colon: pairsOf(BODY, ':', '; '),
  rfc5424: pairsOf(BODY),
  bar: "extractKeyValuePairs(replaceRegexpOne(payload, '^.*?time=', 'time='), '=', '|', '\\x01')",
}

/** the log's own time in seconds, else the header's (RFC 5424) */
export const TIME = `coalesce(${epochTime(value('time'))}, ${isoTime(`extract(payload, ${literal('(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d))')})`, "'UTC'")})`
const DENIED = `match(${value('action')}, '(?i)drop|reject|block|prevent|deny|quarantine')`
const USER = firstOf(value('src_user_name'), value('user'))

const common = {
  time: TIME,
  source_ip: `toIPv6OrDefault(${value('src')})`,
  source_address: value('src'),
  source_port: `toUInt16OrZero(${value('s_port')})`,
  destination_ip: `toIPv6OrDefault(${value('dst')})`,
  user_name: USER,
}
const PORT = firstOf(value('service'), value('dport'))
const SENT = firstOf(value('sent_bytes'), value('client_outbound_bytes'))
const RECEIVED = firstOf(value('received_bytes'), value('client_inbound_bytes'))

const columns: Record<Kind, Record<string, string>> = {
  web: {
    ...common,
    observer_type: "'proxy'",
    destination_port: `if(toUInt16OrZero(${PORT}) > 0, toUInt16OrZero(${PORT}), ${urlPort(value('resource'), "''")})`,
    network_protocol: `if(${value('method')} = '' AND startsWith(${value('resource')}, 'https:'), 'tls', 'http')`,
    http_request_method: value('method'),
    url_domain: urlDomain(value('resource')),
    url_original: value('resource'),
    event_outcome: `if(${DENIED}, 'denied', 'success')`,
    event_action: value('action'),
    http_request_bytes: count(SENT),
    http_response_bytes: count(RECEIVED),
    event_duration_ms: '-1',
    user_agent_original: value('user_agent'),
    http_request_referrer: value('referrer'),
    http_response_mime_type: value('content_type'),
  },
  flow: {
    ...common,
    observer_type: "'firewall'",
    destination_port: `toUInt16OrZero(${PORT})`,
    source_name: value('src_machine_name'),
    destination_domain: `lower(${firstOf(value('dst_domain_name'), value('sni'))})`,
    network_transport: transport(value('proto')),
    network_application: firstOf(value('appi_name'), value('service_id')),
    event_action: `if(${DENIED}, 'denied', 'allowed')`,
    event_id: value('loguid'),
    source_bytes: count(SENT),
    destination_bytes: count(RECEIVED),
    event_duration_ms: '-1',
    observer_name: firstOf(value('hostname'), value('origin')),
    rule_name: firstOf(value('rule_name'), value('rule')),
  },
}

const format = (kind: Kind, form: Form): Format => ({
  id: `checkpoint-${kind}${form === 'colon' ? '' : `-${form}`}`,
  title: `Check Point gateway, ${kind === 'web' ? 'URL filtering and application control' : 'connections and threats'} (Log Exporter, ${NAMES[form]})`,
  vendor: 'Check Point',
  product: 'Quantum Security Gateway',
  source: 'https://support.checkpoint.com/results/sk/sk122323 (Log Exporter) and sk144192 (fields)',
  table: kind === 'web' ? 'web_event' : 'flow_event',
  // The header's structured data is the log itself: it is not taken off.
  envelope: 'none',
  time: 'payload',
  pattern: `${STARTS[form]}${KEYS[form][kind]}`,
  step: STEPS[form],
  columns: () => columns[kind],
  required:
    kind === 'web'
      ? "source_address != '' AND url_domain != ''"
      : "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ...(kind === 'flow'
    ? {
        ignore: [
          {
            pattern: STARTS[form],
            reason: { ja: '装置自身の記録（通信ではない）', en: "the device's own events: no connection" },
          },
        ],
      }
    : {}),
  examples: EXAMPLES[form][kind],
})

export const NAMES: Record<Form, string> = { colon: 'syslog', rfc5424: 'RFC 5424', bar: 'splunk and generic' }

const EXAMPLES: Record<Form, Record<Kind, FormatExample[]>> = {
  colon: {
    web: [
      {
        lines: [
          '<134>1 2026-10-05T00:00:02Z gw-1 CheckPoint 1930 - [action:"Block"; flags:"411908"; ifdir:"outbound"; loguid:"{0x1,0x0,0x1,0x1}"; origin:"192.168.10.254"; time:"1791158401"; version:"5"; appi_name:"Phishing"; dst:"203.0.113.80"; method:"GET"; product:"URL Filtering"; proto:"6"; resource:"http://Bad.example.com/a?b=1"; s_port:"51022"; service:"80"; src:"192.168.10.21"; src_user_name:"Tanaka Taro (tanaka)"]',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.000Z',
            source_ip: '192.168.10.21',
            url_domain: 'bad.example.com',
            destination_port: 80,
            event_outcome: 'denied',
            http_request_method: 'GET',
            user_name: 'Tanaka Taro (tanaka)',
          },
        ],
      },
    ],
    flow: [
      {
        lines: [
          '<134>1 2026-10-05T00:00:01Z gw-1 CheckPoint 1930 - [action:"Accept"; flags:"444676"; ifdir:"outbound"; ifname:"eth0"; logid:"0"; loguid:"{0x5e80a05a,0x0,0xbba3afa,0xd2c10858}"; origin:"192.168.10.254"; version:"5"; __policy_id_tag:"product=VPN-1 & FireWall-1[db_tag={DF903A6D};mgmt=gw-1;date=1585487925;policy_name=Standard\\]"; dst:"203.0.113.9"; inzone:"Internal"; rule_action:"Accept"; product:"VPN-1 & FireWall-1"; proto:"6"; s_port:"51022"; service:"443"; service_id:"https"; src:"192.168.10.21"; xlatesrc:"0.0.0.0"]',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.000Z',
            source_ip: '192.168.10.21',
            source_port: 51022,
            destination_ip: '203.0.113.9',
            destination_port: 443,
            network_transport: 'tcp',
            event_action: 'allowed',
            source_bytes: -1,
          },
        ],
      },
      {
        lines: [
          'Oct  5 09:00:02 192.168.10.254 syslog[action:"Drop"; flags:"2308"; ifdir:"inbound"; ifname:"eth1"; loguid:"{0x0,0x0,0x0,0x0}"; origin:"192.168.10.254"; time:"1791158401"; version:"1"; dst:"2001:db8::9"; product:"VPN-1 & FireWall-1"; proto:"17"; rule:"118"; rule_name:"Clean-up Rule"; s_port:"54377"; service:"5530"; src:"2001:db8::21"; ]',
        ],
        events: [
          { source_ip: '2001:db8::21', event_action: 'denied', destination_port: 5530, rule_name: 'Clean-up Rule' },
        ],
      },
    ],
  },
  rfc5424: {
    web: [
      {
        lines: [
          '<134>1 2026-10-05T00:00:01Z gw-1 CheckPoint 1930 - [sc@2620 action="Allow" origin="192.168.10.254" dst="203.0.113.80" method="GET" product="Application Control" proto="6" resource="https://www.example.co.jp/" s_port="51022" service="443" src="192.168.10.21"]',
        ],
        events: [{ url_domain: 'www.example.co.jp', event_outcome: 'success', destination_port: 443 }],
      },
    ],
    flow: [
      {
        lines: [
          '<134>1 2026-10-05T09:00:01+09:00 gw-1 CP-GW - Log [Fields@1.3.6.1.4.1.2620 Action="accept" inzone="External" outzone="Local" service_id="echo-request" src="203.0.113.239" dst="198.51.100.154" proto="1" xlatesrc="" user=""]',
        ],
        events: [{ time: '2026-10-05T00:00:01.000Z', source_ip: '203.0.113.239', network_transport: 'icmp' }],
      },
    ],
  },
  bar: {
    web: [
      {
        lines: [
          'time=1791158401|hostname=gw-1|severity=Low|product=URL Filtering|action=Allow|src=192.168.10.21|s_port=51022|dst=203.0.113.80|service=443|proto=6|resource=https://www.example.co.jp/a=b|user=tanaka',
        ],
        events: [
          { time: '2026-10-05T00:00:01.000Z', url_original: 'https://www.example.co.jp/a=b', user_name: 'tanaka' },
        ],
      },
    ],
    flow: [
      {
        lines: [
          'time=1791158401|hostname=gw-1|product=Firewall|action=Drop|ifdir=inbound|loguid={0x1,0x0}|origin=192.168.10.254|src=192.168.10.21|s_port=51022|dst=203.0.113.9|service=445|proto=6|rule_name=LAN out|sent_bytes=420|received_bytes=0',
        ],
        events: [{ event_action: 'denied', destination_port: 445, source_bytes: 420, rule_name: 'LAN out' }],
      },
    ],
  },
}

export const CHECKPOINT_FORMATS: Format[] = (['colon', 'rfc5424', 'bar'] as const).flatMap((form) => [
  format('web', form),
  format('flow', form),
])
