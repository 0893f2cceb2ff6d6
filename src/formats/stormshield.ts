/** Stormshield Network Security: connections, filter, alarms and the web proxy (WELF, key=value). */
import type { Format } from './format.ts'
import { count, firstOf, PAIR, PAIRS, transport, value } from './pairs.ts'
import { isoTime } from './time.ts'
import { urlDomain } from './url.ts'

const HEAD = '(?:id=firewall )?time="\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d" fw="[^"]*" tz=[+-]\\d{4} '
const about = {
  vendor: 'Stormshield',
  product: 'Network Security (SNS)',
  source: 'https://documentation.stormshield.eu/SNS/v4/en/Content/Description_of_Audit_logs/Introduction.htm',
  time: 'payload' as const,
  step: PAIRS,
}
const DENIED = `${value('action')} IN ('block', 'deny', 'reset', 'drop')`
const common = {
  time: isoTime(`concat(${value('time')}, ${value('tz')})`, "'UTC'"),
  source_ip: `toIPv6OrDefault(${value('src')})`,
  source_address: value('src'),
  source_port: `toUInt16OrZero(${value('srcport')})`,
  destination_ip: `toIPv6OrDefault(${value('dst')})`,
  destination_port: `toUInt16OrZero(${value('dstport')})`,
  user_name: value('user'),
}

/** of the web proxy: the command, and the path as `arg` */
const URL = `concat('http', if(${value('dstport')} = '443' OR ${value('proto')} IN ('ssl', 'https'), 's', ''), '://', ${value('dstname')}, ${value('arg')})`
const web: Format = {
  ...about,
  id: 'stormshield-web',
  title: 'Stormshield web and SSL proxy',
  table: 'web_event',
  pattern: `${HEAD}(?:${PAIR})*proto="?(?:http|https|ssl)"? .*src=.*dstname=.*logtype="?(?:web|ssl|plugin)"?`,
  columns: () => ({
    ...common,
    observer_type: "'proxy'",
    network_protocol: `if(${value('op')} = '', 'tls', 'http')`,
    http_request_method: value('op'),
    url_domain: urlDomain(firstOf(value('dstname'), value('cnruletype'))),
    url_original: URL,
    http_response_status_code: `toUInt16OrZero(${value('result')})`,
    event_outcome: `multiIf(${DENIED} OR ${value('result')} IN ('403', '407'), 'denied', 'success')`,
    event_action: value('action'),
    http_request_bytes: count(value('sent')),
    http_response_bytes: count(value('rcvd')),
    event_duration_ms: `if(${value('duration')} = '', -1, toInt64(toFloat64OrZero(${value('duration')}) * 1000))`,
    user_agent_original: value('clientappid'),
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        'id=firewall time="2026-10-05 09:00:01" fw="SN310" tz=+0900 startime="2026-10-05 09:00:01" pri=5 proto=http confid=01 src=192.168.10.21 srcport=51022 srcportname=ephemeral_fw_tcp dst=203.0.113.80 dstport=80 dstportname=http srcmac=00:1b:44:11:3a:b7 dstname=WWW.example.co.jp modsrc=192.168.10.21 user="tanaka" ruleid=7 action=block op=GET result=403 arg="/a?b=1" sent=420 rcvd=5120 duration=0.25 msg="Blocked url" cat_site="phishing" logtype="web"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          url_original: 'http://WWW.example.co.jp/a?b=1',
          http_request_method: 'GET',
          event_outcome: 'denied',
          http_request_bytes: 420,
          event_duration_ms: 250,
          user_name: 'tanaka',
        },
      ],
    },
  ],
}

const flow: Format = {
  ...about,
  id: 'stormshield',
  title: 'Stormshield connections, filter, alarms, VPN',
  table: 'flow_event',
  pattern: `${HEAD}(?:${PAIR})*src=[0-9A-Fa-f.:]+ .*[ ]dst=[0-9A-Fa-f.:]+ `,
  columns: () => ({
    ...common,
    observer_type: "'firewall'",
    source_mac: `lower(${value('srcmac')})`,
    source_name: value('srcname'),
    destination_domain: `replaceRegexpOne(lower(${value('dstname')}), '^host_.*$', '')`,
    network_transport: transport(value('ipproto')),
    network_application: firstOf(value('appname'), value('proto'), value('dstportname')),
    event_action: `multiIf(${DENIED}, 'denied', ${value('logtype')} = 'vpn', 'other', 'allowed')`,
    event_id: `concat(${value('src')}, ':', ${value('srcport')}, '>', ${value('dst')}, ':', ${value('dstport')})`,
    source_bytes: count(value('sent')),
    destination_bytes: count(value('rcvd')),
    event_duration_ms: `if(${value('duration')} = '', -1, toInt64(toFloat64OrZero(${value('duration')}) * 1000))`,
    observer_name: value('fw'),
    rule_name: firstOf(value('rulename'), value('ruleid'), value('msg')),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: '(?:id=firewall )?time="?\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"? fw=\\S+ tz=[+-]\\d{4} startime=',
      reason: { ja: '装置自身・認証の記録（通信ではない）', en: "the device's own events and sign-ins: no connection" },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:02 sns1 id=firewall time="2026-10-05 09:00:01" fw="SN310" tz=+0900 startime="2026-10-05 08:59:00" pri=5 confid=01 slotlevel=2 ruleid=51 srcif="Ethernet0" srcifname="in" ipproto=tcp dstif="Ethernet1" dstifname="out" proto=ssl src=192.168.10.21 srcport=51022 srcportname=ephemeral_fw_tcp srcname=PC-01 srcmac=00:1b:44:11:3a:b7 dst=203.0.113.9 dstport=443 dstportname=https dstname=c2.example.net ipv=4 sent=2140 rcvd=5120 duration=61.01 action=pass logtype="connection"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_name: 'PC-01',
          destination_port: 443,
          destination_domain: 'c2.example.net',
          network_transport: 'tcp',
          event_action: 'allowed',
          source_bytes: 2140,
          destination_bytes: 5120,
          event_duration_ms: 61010,
        },
      ],
    },
    {
      lines: [
        'time="2026-10-05 01:00:01" fw="SN310" tz=+0100 startime="2026-10-05 01:00:01" pri=4 confid=00 srcif="Ethernet4" srcifname="wan" ipproto=udp proto=unknown src=2001:db8::44 srcport=1234 dst=2001:db8:1::1 dstport=5678 dstname=host_2001 ipv=6 action=block msg="Invalid packet" class=protocol alarmid=98 logtype="alarm"',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', event_action: 'denied', source_bytes: -1, destination_domain: '' }],
    },
  ],
}

export const STORMSHIELD_FORMATS: Format[] = [web, flow]
