/** Common Event Format: what many firewalls and gateways send to a SIEM. Any vendor's, by the names of the extension's fields. */
import type { Format } from './format.ts'
import { isoTime, localTime, monthDayYear } from './time.ts'

const HEAD =
  'CEF:\\d+\\|(?:[^|\\\\]|\\\\.)*\\|(?:[^|\\\\]|\\\\.)*\\|(?:[^|\\\\]|\\\\.)*\\|(?:[^|\\\\]|\\\\.)*\\|(?:[^|\\\\]|\\\\.)*\\|[^|]*\\|'
/** key=value where values may hold blanks: a key is what stands between a blank and `=`; marks that no text holds part the pairs */
const PAIRS = `splitByChar('\\x01', replaceRegexpAll(concat(' ', extract(payload, '^CEF:(?:(?:[^|\\\\\\\\]|\\\\\\\\.)*\\\\|){7}(.*)$')), ' ([A-Za-z][A-Za-z0-9_.]*)=', '\\x01\\\\1\\x02'))`
/** the value as it was meant: \\= and \\\\ stand for = and \\, and some products put quotes around it */
const PLAIN = `trim(BOTH '"' FROM replaceAll(replaceAll(splitByChar('\\x02', p)[2], '\\\\=', '='), '\\\\\\\\', '\\\\'))`
export const KV = (key: string) => `trim(step['${key}'])`
export const first = (...keys: string[]) =>
  `multiIf(${keys.map((key) => `${KV(key)} != '', ${KV(key)}`).join(', ')}, '')`
const STAMP = first('rt', 'start', 'end', 'deviceReceiptTime')
const EPOCH = first('FTNTFGTeventtime', 'FortinetFortiGateeventtime')

export const about = {
  vendor: 'any',
  product: 'Common Event Format',
  source:
    'https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors/pdfdoc/cef-implementation-standard/cef-implementation-standard.pdf',
  time: 'payload' as const,
  dated: '[| ](?:rt|start|end|deviceReceiptTime|FTNTFGTeventtime|FortinetFortiGateeventtime|UNIFIutcTime)=',
  step: `mapFromArrays(arrayMap(p -> splitByChar('\\x02', p)[1], ${PAIRS}), arrayMap(p -> ${PLAIN}, ${PAIRS}))`,
}

/** milliseconds since 1970, `Oct 05 2026 09:00:01` (in dtz=UTC or the file's zone), else FortiGate's eventtime, else the envelope's */
export function time(timezone: string): string {
  const parts = monthDayYear(STAMP)
  return `multiIf(match(${STAMP}, '^\\\\d{13}$'), fromUnixTimestamp64Milli(toInt64OrZero(${STAMP}), 'UTC'),
    match(${STAMP}, '^[A-Z][a-z]{2} \\\\d\\\\d \\\\d{4} ') AND (${KV('dtz')} IN ('UTC', 'GMT') OR match(${STAMP}, ' (UTC|GMT|Z)$')), ${localTime(parts, "'UTC'")},
    match(${STAMP}, '^[A-Z][a-z]{2} \\\\d\\\\d \\\\d{4} '), ${localTime(parts, timezone)},
    ${KV('UNIFIutcTime')} != '', ${isoTime(KV('UNIFIutcTime'), "'UTC'")},
    length(${EPOCH}) >= 10, fromUnixTimestamp64Milli(toInt64OrZero(substring(concat(${EPOCH}, '000'), 1, 13)), 'UTC'),
    envelope_time)`
}

const REFUSED =
  "match(lower(concat(step['act'], ' ', step['FortinetFortiGateaction'])), 'deny|denied|drop|block|reset-|^reset|reject|prevent|clear_session|discard|refuse|disallow|not allowed|^terminate ')"
/** of clients that UniFi knows it tells only in names of its own */
const SOURCE = first('src', 'UNIFIsrcClientIp')
const common = (timezone: string) => ({
  time: time(timezone),
  source_ip: `toIPv6OrDefault(${SOURCE})`,
  source_address: SOURCE,
  source_port: `toUInt16OrZero(${KV('spt')})`,
  destination_ip: `toIPv6OrDefault(${first('dst', 'UNIFIdstDeviceIp')})`,
  destination_port: `toUInt16OrZero(${KV('dpt')})`,
  user_name: first('suser', 'duser'),
})
const count = (key: string) => `if(${KV(key)} = '', -1, toInt64OrZero(${KV(key)}))`
const URL = KV('request')

const web: Format = {
  ...about,
  id: 'cef-web',
  title: 'CEF: web requests',
  table: 'web_event',
  pattern: `${HEAD}.*\\bsrc=\\S+.*[ ]request=\\S+|${HEAD}.*[ ]request=\\S+.*\\bsrc=\\S+`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'proxy'",
    network_protocol: "'http'",
    http_request_method: `upper(${KV('requestMethod')})`,
    url_domain: `lower(if(match(${URL}, '^/'), ${first('dhost', 'destinationDnsDomain')}, extract(${URL}, '^(?:[A-Za-z]+://)?(?:[^@/]*@)?\\\\[?([^/:\\\\]?#]+)')))`,
    url_original: URL,
    http_response_status_code: `toUInt16OrZero(${first('cn1', 'outcome')})`,
    event_outcome: `if(${REFUSED}, 'denied', 'success')`,
    event_action: KV('act'),
    http_request_bytes: count('out'),
    http_response_bytes: count('in'),
    event_duration_ms: '-1',
    user_agent_original: KV('requestClientApplication'),
    http_request_referrer: KV('requestContext'),
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        '<14>Oct  5 09:00:02 gw CEF:0|Example|Proxy|1.0|100|Web request|3|rt=1791158401250 src=192.168.10.21 spt=51022 dst=203.0.113.9 dpt=443 suser=tanaka requestMethod=get request=https://WWW.example.co.jp/a?b\\=c act=allowed out=420 in=5120 requestClientApplication=Mozilla/5.0 (Windows NT 10.0)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          http_request_method: 'GET',
          http_request_bytes: 420,
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
        },
      ],
    },
  ],
}

const flow: Format = {
  ...about,
  id: 'cef-flow',
  title: 'CEF: connections',
  table: 'flow_event',
  pattern: `${HEAD}.*\\bsrc=\\S+.*\\bdst=\\S+|${HEAD}.*\\bdst=\\S+.*\\bsrc=\\S+|${HEAD}.* UNIFIsrcClientIp=`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'firewall'",
    source_mac: `lower(${first('smac', 'UNIFIsrcClientMac')})`,
    source_name: first('shost', 'UNIFIsrcClientHostname', 'UNIFIsrcClientAlias'),
    destination_domain: `lower(${first('dhost', 'UNIFIdstDomain')})`,
    network_transport: `multiIf(${KV('proto')} = '6', 'tcp', ${KV('proto')} = '17', 'udp', ${KV('proto')} IN ('1', '58'), 'icmp', lower(extract(${KV('proto')}, '^([^/]*)')))`,
    network_application: KV('app'),
    event_action: `if(${REFUSED}, 'denied', 'allowed')`,
    event_id: KV('externalId'),
    // Palo Alto writes what the source sent as `in`, everybody else as `out`
    source_bytes: `if(position(payload, '|Palo Alto Networks|') > 0, ${count('in')}, ${count('out')})`,
    destination_bytes: `if(position(payload, '|Palo Alto Networks|') > 0, ${count('out')}, ${count('in')})`,
    event_duration_ms: '-1',
    rule_name: `multiIf(${KV('cs1Label')} = 'Rule', ${KV('cs1')}, ${KV('cs5Label')} = 'Policy Id', ${KV('cs5')}, ${first('FTNTFGTpolicyid', 'FortinetFortiGatepolicyid', 'UNIFIfirewallPolicy', 'UNIFIpolicyName')})`,
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: HEAD,
      reason: { ja: '通信以外の記録', en: 'events that are no connections' },
    },
  ],
  examples: [
    {
      lines: [
        'CEF:0|Fortinet|Fortigate|v7.4.9|00013|traffic:forward close|3|deviceExternalId=FGT1 FTNTFGTeventtime=1791158401031974938 FTNTFGTtz=+0900 cat=traffic:forward src=192.168.10.21 shost=PC-01 spt=64746 dst=203.0.113.9 dpt=443 externalId=1234 proto=6 act=close FTNTFGTpolicyid=8 app=HTTPS out=2140 in=5120',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.031Z',
          source_ip: '192.168.10.21',
          source_name: 'PC-01',
          destination_port: 443,
          network_transport: 'tcp',
          source_bytes: 2140,
          event_action: 'allowed',
          rule_name: '8',
        },
      ],
    },
    {
      lines: [
        'CEF:0|Palo Alto Networks|LF|2.0|TRAFFIC|deny|3|dtz=UTC rt=Oct 05 2026 00:00:01 src=192.168.10.21 dst=203.0.113.9 spt=1 dpt=445 proto=tcp act=deny cs1=interzone default cs1Label=Rule',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', event_action: 'denied', rule_name: 'interzone default' }],
    },
    {
      lines: [
        'CEF:0|Palo Alto Networks|PAN-OS|10.1.0|end|TRAFFIC|1|rt=Oct 05 2026 00:00:01 GMT src=192.168.10.21 dst=203.0.113.9 suser=example\\\\tanaka spt=51022 dpt=443 proto=tcp act=allow',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', user_name: 'example\\tanaka' }],
    },
    {
      // Forcepoint NGFW's word for it, and UniFi's, which leaves the time to the header
      lines: [
        'CEF:0|FORCEPOINT|Firewall|6.6.1|70019|Connection_Discarded|0|rt=Oct 05 2026 09:00:01 src=192.168.10.21 dst=203.0.113.9 proto=6 spt=51022 dpt=445 act=Discard deviceFacility=Packet Filtering',
        'Oct  5 09:00:02 UDM CEF:0|Ubiquiti|UniFi Network|9.3.29|201|Threat Detected and Blocked|4|proto=UDP src=192.168.10.22 spt=51022 dst=203.0.113.9 dpt=53 UNIFIhost=UDM act=blocked msg=A network intrusion attempt was blocked.',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', event_action: 'denied' },
        { time: '2026-10-05T00:00:02.000Z', source_ip: '192.168.10.22', event_action: 'denied' },
      ],
    },
    {
      // UniFi of version 10: a client that it knows, with the flow's own time, and its own address
      lines: [
        'Oct  5 09:10:00 gw CEF:0|Ubiquiti|UniFi Network|10.6.106|203|Blocked by Firewall|4|UNIFIcategory=Security UNIFIhost=Express 7 proto=TCP spt=48742 dpt=25 act=blocked app=SMTP UNIFIrisk=low UNIFIpolicyName=LAN - Drop UNIFIdirection=outgoing dst=203.0.113.9 UNIFIsrcClientAlias=Backup Server UNIFIsrcClientIp=192.168.10.9 UNIFIsrcClientMac=00:00:5E:00:53:02 UNIFIdstDomain=mx.example.net UNIFIutcTime=2026-10-05T00:00:01.307Z msg=Backup Server was blocked.',
        'Oct  5 09:10:00 gw CEF:0|Ubiquiti|UniFi Network|10.6.106|203|Blocked by Firewall|4|proto=UDP spt=5353 dpt=55006 act=blocked UNIFIdstDeviceIp=192.168.1.1 UNIFIsrcClientIp=192.168.10.21 msg=x',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.307Z',
          source_ip: '192.168.10.9',
          source_name: 'Backup Server',
          source_mac: '00:00:5e:00:53:02',
          destination_ip: '203.0.113.9',
          destination_domain: 'mx.example.net',
          destination_port: 25,
          network_transport: 'tcp',
          event_action: 'denied',
          rule_name: 'LAN - Drop',
        },
        { time: '2026-10-05T00:10:00.000Z', source_ip: '192.168.10.21', destination_ip: '192.168.1.1' },
      ],
    },
  ],
}

export const CEF_FORMATS = [web, flow]
