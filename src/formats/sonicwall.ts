/** SonicOS in its own syslog form: id=firewall sn=… time="…" … src=address:port:interface:name dst=… */
import type { Format } from './format.ts'
import { PAIRS } from './pairs.ts'
import { digits, withOffset } from './time.ts'

export const KV = (key: string) => `step['${key}']`
/** address:port:interface:name, the later ones left out where unknown; IPv6 stands in a key of its own */
const address = (key: 'src' | 'dst') =>
  `if(${KV(`${key}V6`)} != '', ${KV(`${key}V6`)}, extract(${KV(key)}, '^\\\\[?((?:\\\\d{1,3}\\\\.){3}\\\\d{1,3}|[0-9A-Fa-f]{1,4}:[0-9A-Fa-f:]*:[0-9A-Fa-f:]*)\\\\]?(?::|$)'))`
const port = (key: 'src' | 'dst') =>
  `if(${KV('proto')} LIKE 'icmp%', 0, toUInt16OrZero(extract(${KV(key)}, '^(?:(?:\\\\d{1,3}\\\\.){3}\\\\d{1,3})?:(\\\\d{1,5})(?::|$)')))`
/** the resolved name that may follow the interface */
const name = (key: 'src' | 'dst') =>
  `lower(extract(${KV(key)}, '^(?:\\d{1,3}\\.){3}\\d{1,3}:\\d*:[^:]*:([0-9A-Za-z_-][0-9A-Za-z._-]*)$'))`
const BYTES = (key: string) => `if(${KV(key)} = '', -1, toInt64OrZero(${KV(key)}))`
/** some syslog servers write the device's address again before the message */
export const BEGINNING =
  ' *(?:[0-9A-Za-z_.:-]+ +)?id=\\S+ .*\\b(?:sn|fw)=.* ?time="\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?: UTC)?" '
const HEAD = `${BEGINNING}.*\\b(?:m=\\d+ |msg=")`
const USER = `if(${KV('usr')} != '', ${KV('usr')}, ${KV('user')})`
const REFUSED = `(${KV('fw_action')} IN ('drop', 'reset') OR match(${KV('msg')}, '(?i)dropped|denied|blocked|rejected|prevented'))`

export const about = {
  vendor: 'SonicWall',
  product: 'SonicOS',
  source: 'https://www.sonicwall.com/techdocs/pdf/sonicos-log-events-reference-guide.pdf',
  time: 'payload' as const,
  step: PAIRS,
}
export const common = (timezone: string) => ({
  time: withOffset(
    {
      year: digits(KV('time'), 1, 4),
      month: digits(KV('time'), 6, 2),
      day: digits(KV('time'), 9, 2),
      hour: digits(KV('time'), 12, 2),
      minute: digits(KV('time'), 15, 2),
      second: digits(KV('time'), 18, 2),
    },
    `if(endsWith(${KV('time')}, 'UTC'), 'Z', '')`,
    timezone,
  ),
  source_ip: `toIPv6OrDefault(${address('src')})`,
  source_address: address('src'),
  source_port: port('src'),
  destination_ip: `toIPv6OrDefault(${address('dst')})`,
  destination_port: port('dst'),
  // `Unknown (SSO failed)`, `Unknown (external IP)`: nobody
  user_name: `if(startsWith(${USER}, 'Unknown (') OR ${USER} = 'N/A', '', ${USER})`,
})

const web: Format = {
  ...about,
  id: 'sonicwall-web',
  title: 'SonicWall web site hits (m=97) and blocked sites',
  table: 'web_event',
  pattern: `${HEAD}.*\\bsrc(?:V6)?=\\S+ .*\\bdst(?:V6)?=\\S+ .*\\bdstname=\\S+`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'proxy'",
    network_protocol: "'http'",
    http_request_method: `multiIf(${KV('op')} = '1', 'GET', ${KV('op')} = '2', 'POST', ${KV('op')} = '3', 'HEAD', match(${KV('op')}, '^[A-Z]{3,10}$'), ${KV('op')}, '')`,
    url_domain: `lower(extract(${KV('dstname')}, '^\\\\[?([^/:\\\\]]+)'))`,
    url_original: `concat(if(position(${KV('proto')}, 'https') > 0, 'https://', 'http://'), ${KV('dstname')}, ${KV('arg')})`,
    http_response_status_code: `toUInt16OrZero(${KV('result')})`,
    event_outcome: `if(${REFUSED}, 'denied', 'success')`,
    http_request_bytes: BYTES('sent'),
    http_response_bytes: BYTES('rcvd'),
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        '<134>id=firewall sn=0017C5000001 time="2026-10-05 09:00:01" fw=203.0.113.1 pri=6 c=1024 m=97 n=4711 src=192.168.10.21:51022:X0:PC-01 dst=203.0.113.9:80:X1 proto=tcp/http op=1 sent=420 rcvd=5120 result=200 dstname=WWW.example.co.jp arg=/news/index.html code=27 Category="Information"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          http_request_method: 'GET',
          http_request_bytes: 420,
          url_original: 'http://WWW.example.co.jp/news/index.html',
        },
      ],
    },
    {
      lines: [
        'id=firewall sn=1 time="2026-10-05 09:00:02" fw=203.0.113.1 pri=6 c=1024 m=97 sess=Web n=5 src=192.168.10.21:51022:X0 dst=203.0.113.9:80:X1 proto=tcp/http op=GET rcvd=5120 result=200 dstname=www.example.com arg=/',
      ],
      events: [{ http_request_method: 'GET', http_request_bytes: -1, http_response_bytes: 5120 }],
    },
  ],
}

const flow: Format = {
  ...about,
  id: 'sonicwall',
  title: 'SonicWall connections, drops and alerts',
  table: 'flow_event',
  pattern: `${HEAD}.*\\bsrc(?:V6)?=\\S+ .*\\bdst(?:V6)?=\\S+`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'firewall'",
    destination_domain: `if(${KV('dstname')} != '', lower(${KV('dstname')}), ${name('dst')})`,
    source_mac: `lower(${KV('srcMac')})`,
    source_name: name('src'),
    network_transport: `lower(extract(${KV('proto')}, '^([^/]*)'))`,
    network_application: `if(${KV('appName')} != '', trim(BOTH '\\'' FROM extract(payload, ' appName=(\\'[^\\']*\\'|"[^"]*"|[^ ]*)')), extract(${KV('proto')}, '/(.*)$'))`,
    event_action: `if(${REFUSED}, 'denied', 'allowed')`,
    event_id: `concat(${KV('src')}, '>', ${KV('dst')})`,
    source_bytes: `if(${KV('sent')} != '', ${BYTES('sent')}, ${BYTES('out')})`,
    destination_bytes: `if(${KV('rcvd')} != '', ${BYTES('rcvd')}, ${BYTES('in')})`,
    event_duration_ms: `if(${KV('cdur')} = '', -1, toInt64OrZero(${KV('cdur')}))`,
    rule_name: KV('rule'),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: HEAD,
      reason: { ja: '装置自身の記録（通信ではない）', en: "the device's own events: no connection" },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:02 sw  id=firewall sn=0017C5000001 time="2026-10-05 00:00:01 UTC" fw=203.0.113.1 pri=6 c=1024 m=537 msg="Connection Closed" n=9 usr="tanaka" src=192.168.10.21:51022:X0 dst=203.0.113.9:443:X1 proto=tcp/https sent=2140 rcvd=5120 cdur=61000 rule="12 (LAN->WAN)"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_port: 443,
          source_bytes: 2140,
          event_duration_ms: 61000,
          event_action: 'allowed',
          user_name: 'tanaka',
        },
      ],
    },
    {
      lines: [
        '10.0.0.1  id=firewall sn=12345678 time="2026-10-05 00:00:04 UTC" fw=203.0.113.1 pri=6 c=1024 gcat=6 m=537 msg="Connection Closed" src=:28503:WAN:PC-21 srcV6=2001:db8::21 dst=::LAN:SRV dstV6=2001:db8::9 usr="Unknown (SSO failed)" proto=tcp/dns app=5 appName=\'General DNS\'',
        'id=firewall sn=1 time="2026-10-05 00:00:05 UTC" fw=203.0.113.1 pri=5 c=0 m=1197 msg="NAT Mapping" n=4 src=192.168.10.21::X500 dst=203.0.113.9:8:X3 proto=icmp note="x" rule="17 (LAN->WAN)"',
      ],
      events: [
        {
          source_ip: '2001:db8::21',
          source_port: 28503,
          destination_ip: '2001:db8::9',
          destination_port: 0,
          user_name: '',
          network_application: 'General DNS',
        },
        { source_ip: '192.168.10.21', source_port: 0, destination_port: 0, network_transport: 'icmp' },
      ],
    },
    {
      lines: [
        'id=firewall sn=1 time="2026-10-05 09:00:03" fw=203.0.113.1 pri=1 c=64 m=36 msg="TCP packet dropped" n=3 src=198.51.100.9:4000:X1 dst=203.0.113.1:22:X1 proto=tcp/22 fw_action="drop"',
      ],
      events: [{ event_action: 'denied', destination_port: 22 }],
    },
    {
      lines: [
        'id=firewall sn=1 time="2026-10-05 09:00:04" fw=203.0.113.1 pri=6 c=1024 m=537 msg="Connection Closed" srcMac=00:1b:44:11:3a:b7 src=192.168.10.21:51022:X0:PC-SOUMU-03 dst=203.0.113.9:443:X1:WWW.example.com usr="EXAMPLE\\tanaka" proto=tcp/https sent=1 rcvd=2',
      ],
      events: [{ user_name: 'EXAMPLE\\tanaka', source_name: 'pc-soumu-03', destination_domain: 'www.example.com' }],
    },
  ],
}

export const SONICWALL_FORMATS = [web, flow]
