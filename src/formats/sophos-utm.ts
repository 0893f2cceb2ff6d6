/** Sophos UTM (Astaro) 9: packet filter, IPS, web proxy and reverse proxy, as the device's own files and in syslog. */
import type { Format } from './format.ts'
import { eitherTime } from './own-time.ts'
import { count, PAIRS, transport, value } from './pairs.ts'
import { digits, localTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

export const OWN = '\\d{4}:\\d\\d:\\d\\d-\\d\\d:\\d\\d:\\d\\d \\S+ '
export const PROGRAM = '(?:[a-z][A-Za-z0-9_-]*(?:\\[\\d+\\])?: )?'
/** an export may have cut the year and the host off the device's own time */
const CUT = '(?:[\\d:]+-\\d\\d:\\d\\d:\\d\\d \\S+ )?'
export const MESSAGE = 'id="\\d{4}" severity="[a-z]+" sys="[A-Za-z]+" '

export const about = {
  vendor: 'Sophos',
  product: 'Sophos UTM',
  source:
    'https://docs.sophos.com/nsg/sophos-utm/utm/9.7/help/en-us/Content/utm/utmAdminGuide/Logging.htm (log files, id= numbers)',
  step: PAIRS,
}

/** 2026:10:05-09:00:01 */
export const ownTime = (timezone: string) => {
  const stamp = "extract(payload, '^\\\\S+')"
  return localTime(
    {
      year: digits(stamp, 1, 4),
      month: digits(stamp, 6, 2),
      day: digits(stamp, 9, 2),
      hour: digits(stamp, 12, 2),
      minute: digits(stamp, 15, 2),
      second: digits(stamp, 18, 2),
    },
    timezone,
  )
}

const common = {
  source_ip: `toIPv6OrDefault(${value('srcip')})`,
  source_address: value('srcip'),
  source_port: `toUInt16OrZero(${value('srcport')})`,
  destination_ip: `toIPv6OrDefault(${value('dstip')})`,
}

const PACKET = `${MESSAGE}sub="(?:packetfilter|ips|afc|atp)" .*srcip="[0-9A-Fa-f.:]+" .*dstip="`
const flow = eitherTime({
  ...about,
  id: 'sophos-utm',
  title: 'Sophos UTM packet filter, IPS and application control',
  table: 'flow_event',
  pattern: `${PROGRAM}${PACKET}`,
  columns: () => ({
    ...common,
    observer_type: "'firewall'",
    destination_port: `toUInt16OrZero(${value('dstport')})`,
    source_mac: `lower(${value('srcmac')})`,
    network_transport: transport(value('proto')),
    network_application: value('app'),
    event_action: `if(match(${value('action')}, '(?i)drop|reject|block|deny'), 'denied', 'allowed')`,
    event_id: `concat(${value('srcip')}, ':', ${value('srcport')}, '>', ${value('dstip')}, ':', ${value('dstport')})`,
    // length is one packet's
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: value('fwrule'),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `(?:${OWN})?${PROGRAM}${MESSAGE}`,
      reason: { ja: '装置自身・認証・メールの記録（通信ではない）', en: "the device's own events, sign-ins and mail" },
    },
    {
      pattern: `${OWN}[A-Za-z][A-Za-z0-9_./-]*(?:\\[\\d+\\])?: `,
      reason: { ja: '装置の他のプログラムの記録', en: "notes of the device's other programs" },
    },
  ],
  own: {
    pattern: `${OWN}${PROGRAM}${PACKET}`,
    time: ownTime,
    examples: [
      {
        lines: [
          '<30>2026:10:05-09:00:01 utm1 ulogd[12511]: id="2001" severity="info" sys="SecureNet" sub="packetfilter" name="Packet dropped" action="drop" fwrule="60001" initf="eth6" outitf="eth1" srcmac="00:1b:44:11:3a:b7" dstmac="00:11:22:33:44:55" srcip="192.168.10.21" dstip="203.0.113.9" proto="6" length="88" tos="0x00" prec="0x00" ttl="127" srcport="51022" dstport="445" tcpflags="SYN"',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.000Z',
            source_ip: '192.168.10.21',
            source_mac: '00:1b:44:11:3a:b7',
            destination_port: 445,
            network_transport: 'tcp',
            event_action: 'denied',
            rule_name: '60001',
          },
        ],
      },
    ],
  },
  enveloped: [
    {
      lines: [
        'Oct  5 09:00:01 utm1 ulogd[12511]: id="2014" severity="info" sys="SecureNet" sub="packetfilter" name="DNS request" action="DNS request" fwrule="60011" initf="eth7" srcmac="00:50:56:b6:27:aa" dstmac="00:11:22:33:44:55" srcip="2001:db8::21" dstip="2001:db8::53" proto="17" length="75" tos="0x00" prec="0x00" ttl="64" srcport="34200" dstport="53"',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', source_ip: '2001:db8::21', event_action: 'allowed', source_bytes: -1 },
      ],
    },
  ],
})

const URL = value('url')
const STATUS = `toUInt16OrZero(${value('statuscode')})`
const PROXY = `${MESSAGE}sub="http" .*srcip="[0-9A-Fa-f.:]+" .*[ ]url="`
const web = eitherTime({
  ...about,
  id: 'sophos-utm-web',
  title: 'Sophos UTM web filter',
  table: 'web_event',
  pattern: `${PROGRAM}${PROXY}`,
  columns: () => ({
    ...common,
    observer_type: "'proxy'",
    destination_port: urlPort(URL, value('method')),
    user_name: value('user'),
    network_protocol: "'http'",
    http_request_method: value('method'),
    url_domain: urlDomain(URL),
    url_original: URL,
    http_response_status_code: STATUS,
    event_outcome: `multiIf(${value('action')} IN ('block', 'warn') OR ${STATUS} IN (403, 407), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
    event_action: value('action'),
    http_request_bytes: '-1',
    http_response_bytes: count(value('size')),
    // microseconds
    event_duration_ms: `if(${value('fullreqtime')} = '', -1, intDiv(toInt64OrZero(${value('fullreqtime')}), 1000))`,
    user_agent_original: value('ua'),
    http_request_referrer: value('referer'),
    http_response_mime_type: value('content-type'),
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  own: {
    pattern: `${OWN}${PROGRAM}${PROXY}`,
    time: ownTime,
    examples: [
      {
        lines: [
          '2026:10:05-09:00:01 utm1 httpproxy[6267]: id="0001" severity="info" sys="SecureWeb" sub="http" name="http access" action="pass" method="GET" srcip="192.168.10.21" dstip="203.0.113.80" user="tanaka" group="" ad_domain="EXAMPLE" statuscode="200" cached="0" profile="REF_1" filteraction="REF_2" size="5120" request="0x7fad" url="https://WWW.example.co.jp/a?b=1" referer="https://portal.example.co.jp/" error="" authtime="0" dnstime="5" aptptime="0" cattime="200" avscantime="0" fullreqtime="32181" device="0" auth="0" ua="Mozilla/5.0 (Windows NT 10.0)" exceptions="" category="178" reputation="trusted" content-type="text/html"',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.000Z',
            source_ip: '192.168.10.21',
            user_name: 'tanaka',
            url_domain: 'www.example.co.jp',
            destination_port: 443,
            http_response_bytes: 5120,
            event_duration_ms: 32,
            http_response_mime_type: 'text/html',
          },
        ],
      },
    ],
  },
  enveloped: [
    {
      lines: [
        'Oct  5 09:00:02 utm1 httpproxy[6267]: id="0060" severity="info" sys="SecureWeb" sub="http" name="web request blocked, forbidden category detected" action="block" method="CONNECT" srcip="192.168.10.21" dstip="" user="" statuscode="403" size="4764" request="0x7f" url="https://blocked.example.com/" ua=""',
      ],
      events: [{ time: '2026-10-05T00:00:02.000Z', event_outcome: 'denied', url_domain: 'blocked.example.com' }],
    },
  ],
})

const SERVER = 'id="0299" .*srcip="[0-9A-Fa-f.:]+" localip="[0-9A-Fa-f.:]+" .*method="[A-Z]+" .*server="'
const reverse = eitherTime({
  ...about,
  id: 'sophos-utm-waf',
  title: 'Sophos UTM web server protection (reverse proxy)',
  table: 'web_event',
  pattern: `${CUT}${PROGRAM}${SERVER}`,
  columns: () => ({
    source_ip: common.source_ip,
    source_address: common.source_address,
    observer_type: "'server'",
    destination_ip: `toIPv6OrDefault(${value('localip')})`,
    destination_port: `toUInt16OrZero(${value('port')})`,
    user_name: value('user'),
    network_protocol: "'http'",
    http_request_method: value('method'),
    url_domain: `lower(${value('server')})`,
    url_original: `concat(${URL}, ${value('query')})`,
    http_response_status_code: STATUS,
    event_outcome: `multiIf(${STATUS} IN (401, 403, 407), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
    event_action: value('reason'),
    http_request_bytes: '-1',
    http_response_bytes: count(value('size')),
    event_duration_ms: `if(${value('time')} = '', -1, intDiv(toInt64OrZero(${value('time')}), 1000))`,
    http_request_referrer: value('referer'),
    user_agent_original: value('ua'),
  }),
  required: "source_ip != toIPv6('::')",
  own: {
    pattern: `${OWN}${PROGRAM}${SERVER}`,
    time: ownTime,
    examples: [
      {
        lines: [
          '2026:10:05-09:00:01 utm1 httpd: id="0299" srcip="198.51.100.77" localip="192.168.1.5" size="112" user="-" host="198.51.100.77" method="POST" statuscode="200" reason="-" extra="-" exceptions="-" time="18059" url="/mapi/emsmdb/" server="mail.example.co.jp" port="443" query="?MailboxId=1" referer="-" cookie="-" set-cookie="-"',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.000Z',
            source_ip: '198.51.100.77',
            url_domain: 'mail.example.co.jp',
            url_original: '/mapi/emsmdb/?MailboxId=1',
            http_response_bytes: 112,
            observer_type: 'server',
          },
        ],
      },
    ],
  },
  enveloped: [
    {
      lines: [
        'Oct  5 09:00:01 utm1 httpd: id="0299" srcip="198.51.100.77" localip="192.168.1.5" size="112" user="-" host="198.51.100.77" method="GET" statuscode="403" reason="url hardening" extra="-" exceptions="-" time="18059" url="/admin" server="www.example.co.jp" port="443" query="" referer="-"',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', event_outcome: 'denied', url_original: '/admin' }],
    },
  ],
})

export const SOPHOS_UTM_FORMATS: Format[] = [...web, ...reverse, ...flow]
