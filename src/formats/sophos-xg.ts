/** Sophos Firewall (SFOS, formerly XG and Cyberoam): key=value in the device's older and its newer (Central) spelling. */
import type { Format } from './format.ts'
import { count, firstOf, PAIR, PAIRS, transport, value } from './pairs.ts'
import { digits, isoTime, withOffset } from './time.ts'
import { urlDomain } from './url.ts'

const SOURCE =
  'https://docs.sophos.com/nsg/sophos-firewall/latest/Help/en-us/webhelp/onlinehelp/SyslogGuide/ (Syslog guide)'
const HEAD = `(?:device(?:_name)?="[^"]*" )?(?:date=\\S+ time=\\S+ timezone="[^"]*" |timestamp="[^"]+" device_model=")(?:[^"= ]*" )?`
export const of = (types: string) => `${HEAD}(?:${PAIR})*log_type="(?:${types})" `

export const about = {
  vendor: 'Sophos',
  product: 'Sophos Firewall',
  source: SOURCE,
  time: 'payload' as const,
  step: PAIRS,
}

/** abbreviations that stand for one offset where these devices are sold; any other means the file's zone */
const ZONES = {
  UTC: '+0000',
  GMT: '+0000',
  WET: '+0000',
  JST: '+0900',
  KST: '+0900',
  IST: '+0530',
  SGT: '+0800',
  CET: '+0100',
  CEST: '+0200',
  BST: '+0100',
  EET: '+0200',
  EEST: '+0300',
  EST: '-0500',
  EDT: '-0400',
  CDT: '-0500',
  MDT: '-0600',
  PST: '-0800',
  PDT: '-0700',
  AEST: '+1000',
  AEDT: '+1100',
}

/** date, time and timezone ("CEST", "+11"), or timestamp="2021-11-15T18:28:48-0600" */
function time(timezone: string): string {
  const [date, clock, zone] = [value('date'), value('time'), value('timezone')]
  const list = (texts: string[]) => `[${texts.map((text) => `'${text}'`).join(', ')}]`
  const offset = `multiIf(match(${zone}, '^[+-]\\\\d\\\\d$'), concat(${zone}, '00'), match(${zone}, '^[+-]\\\\d\\\\d:?\\\\d\\\\d$'), ${zone}, transform(${zone}, ${list(Object.keys(ZONES))}, ${list(Object.values(ZONES))}, ''))`
  const parts = {
    year: digits(date, 1, 4),
    month: digits(date, 6, 2),
    day: digits(date, 9, 2),
    hour: digits(clock, 1, 2),
    minute: digits(clock, 4, 2),
    second: digits(clock, 7, 2),
  }
  return `if(${value('date')} != '', ${withOffset(parts, offset, timezone)}, ${isoTime(value('timestamp'), timezone)})`
}

const SOURCE_ADDRESS = firstOf(value('src_ip'), value('sourceip'))
const DESTINATION = firstOf(value('dst_ip'), value('destinationip'))
const DENIED = `match(concat(${value('log_subtype')}, ' ', ${value('status')}), '(?i)den(y|ied)|drop|block|reject|violation')`

export const common = (timezone: string) => ({
  time: time(timezone),
  source_ip: `toIPv6OrDefault(${SOURCE_ADDRESS})`,
  source_address: SOURCE_ADDRESS,
  source_port: `toUInt16OrZero(${value('src_port')})`,
  destination_ip: `toIPv6OrDefault(${DESTINATION})`,
  destination_port: `toUInt16OrZero(${value('dst_port')})`,
  user_name: firstOf(value('user_name'), value('user')),
})

const STATUS = `toUInt16OrZero(${firstOf(value('status_code'), value('http_status'), value('httpresponsecode'))})`
const web: Format = {
  ...about,
  id: 'sophos-xg-web',
  title: 'Sophos Firewall web filter and web antivirus log',
  table: 'web_event',
  pattern: `${of('Content Filtering|Anti-Virus|Sandbox|Sandstorm|ATP')}log_component="(?:HTTPS?|Web)" .*[ ]url=`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'proxy'",
    network_protocol: "'http'",
    http_request_method: `upper(${firstOf(value('http_method'), value('method'))})`,
    url_domain: `if(${urlDomain(value('url'))} != '', ${urlDomain(value('url'))}, lower(${firstOf(value('domain'), value('domainname'))}))`,
    url_original: value('url'),
    http_response_status_code: STATUS,
    event_outcome: `multiIf(${DENIED} OR ${value('log_subtype')} = 'Virus' OR ${STATUS} IN (403, 407), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
    event_action: value('log_subtype'),
    http_request_bytes: count(firstOf(value('sent_bytes'), value('bytes_sent'))),
    http_response_bytes: count(firstOf(value('recv_bytes'), value('bytes_received'))),
    event_duration_ms: '-1',
    user_agent_original: firstOf(value('user_agent'), value('http_user_agent')),
    http_request_referrer: firstOf(value('referer'), value('http_referer'), value('referrer')),
    http_response_mime_type: firstOf(value('contenttype'), value('content_type')),
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        '<30>device="SFW" date=2026-10-05 time=09:00:01 timezone="JST" device_name="XG115" device_id=S1100000000 log_id=050901616001 log_type="Content Filtering" log_component="HTTP" log_subtype="Allowed" status="" priority=Information fw_rule_id=2 user_name="EXAMPLE\\tanaka" user_gp="Open Group" iap=13 category="Information Technology" category_type="Acceptable" url="https://WWW.example.co.jp:8443/a?b=1" contenttype="text/html" override_token="" httpresponsecode="" src_ip=192.168.10.21 dst_ip=203.0.113.80 protocol="TCP" src_port=51022 dst_port=8443 sent_bytes=980 recv_bytes=295 domain=www.example.co.jp exceptions="" activityname="" reason="" user_agent="Mozilla/5.0 (Windows NT 10.0)" status_code="304" transactionid="" referer="https://portal.example.co.jp/"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'EXAMPLE\\tanaka',
          url_domain: 'www.example.co.jp',
          destination_port: 8443,
          http_response_status_code: 304,
          http_request_bytes: 980,
          http_response_bytes: 295,
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
          event_outcome: 'success',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 fw1 device_name="SFW" timestamp="2026-10-05T09:00:01+0900" device_model="XGS116" device_serial_id="X1160000" log_id=050902616002 log_type="Content Filtering" log_component="HTTP" log_subtype="Denied" log_version=1 severity="Information" fw_rule_id="12" web_policy_id=12 http_category="Hacking" http_category_type="Objectionable" url="http://blocked.example.com/x" src_ip="192.168.10.22" dst_ip="2001:db8::9" protocol="TCP" src_port=39118 dst_port=80 bytes_sent=77 bytes_received=0 domain="blocked.example.com" http_user_agent="curl/8.0" http_status="403"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          destination_ip: '2001:db8::9',
          url_domain: 'blocked.example.com',
          event_outcome: 'denied',
          http_response_bytes: 0,
        },
      ],
    },
  ],
}

const flow: Format = {
  ...about,
  id: 'sophos-xg',
  title: 'Sophos Firewall traffic, IPS, advanced threat and application log',
  table: 'flow_event',
  pattern: `${of('Firewall|ATP|IDP|IPS|Content Filtering|SSL|Heartbeat')}.*(?:src_ip|sourceip)="?[0-9A-Fa-f.:]+"? .*(?:dst_ip|destinationip)="?[0-9A-Fa-f]`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'firewall'",
    source_mac: `if(${value('src_mac')} = '00:00:00:00:00:00', '', lower(${value('src_mac')}))`,
    destination_domain: `lower(${firstOf(value('domain'), value('sni'))})`,
    network_transport: transport(value('protocol')),
    network_application: firstOf(value('application'), value('application_name'), value('app_name')),
    event_action: `if(${DENIED}, 'denied', 'allowed')`,
    event_id: firstOf(value('connid'), value('con_id')),
    source_bytes: count(firstOf(value('sent_bytes'), value('bytes_sent'))),
    destination_bytes: count(firstOf(value('recv_bytes'), value('bytes_received'))),
    event_duration_ms: `if(${value('duration')} = '', -1, toInt64OrZero(${value('duration')}) * 1000)`,
    observer_name: value('device_name'),
    rule_name: firstOf(value('fw_rule_name'), value('fw_rule_id')),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'device="SFW" date=2026-10-05 time=09:00:01 timezone="+09" device_name="XG115" device_id=S1100000000 log_id=010101600001 log_type="Firewall" log_component="Firewall Rule" log_subtype="Allowed" status="Allow" priority=Information duration=61 fw_rule_id=22 policy_type=1 user_name="-" user_gp="" iap=0 ips_policy_id=0 appfilter_policy_id=0 application="" application_risk=0 application_technology="" application_category="" in_interface="PortA" out_interface="PortB" src_mac=00:1B:44:11:3A:B7 src_ip=192.168.10.21 src_country_code=R1 dst_ip=203.0.113.9 dst_country_code=JPN protocol="TCP" src_port=51022 dst_port=443 sent_pkts=6  recv_pkts=5 sent_bytes=459 recv_bytes=606 tran_src_ip=198.51.100.1 tran_src_port=0 tran_dst_ip="" tran_dst_port=0 connevent="Stop" connid="1617925280" message="" app_is_cloud=0',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          destination_port: 443,
          event_action: 'allowed',
          source_bytes: 459,
          destination_bytes: 606,
          event_duration_ms: 61000,
          user_name: '',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 fw1 device_name="SFW" timestamp="2026-10-05T09:00:02+0900" device_model="XGS116" device_serial_id="X1160000" log_id="010102600002" log_type="Firewall" log_component="Firewall Rule" log_subtype="Denied" log_version=1 severity="Information" fw_rule_id="12" nat_rule_id="0" fw_rule_type="USER" ether_type="IPv4 (0x0800)" in_interface="Port1" src_mac="00:26:37:ee:47:20" src_ip="192.168.10.22" src_country="R1" dst_ip="203.0.113.9" dst_country="USA" protocol="UDP" src_port=61709 dst_port=443 hb_status="No Heartbeat"',
      ],
      events: [{ event_action: 'denied', network_transport: 'udp', source_bytes: -1 }],
    },
    {
      lines: [
        '<30>device="SFW" date=2026-10-05 time=09:00:03 timezone="JST" device_name="XG" device_id=C4 log_id=086304418010 log_type="ATP" log_component="Firewall" log_subtype="Drop" priority=Warning user_name="jsmith" protocol="TCP" src_port=22623 dst_port=80 sourceip=192.168.10.21 destinationip=198.51.100.47 url=198.51.100.47 threatname=C2/Generic-A eventid=C366ACFB eventtype="Standard"',
      ],
      events: [{ source_ip: '192.168.10.21', destination_ip: '198.51.100.47', event_action: 'denied' }],
    },
  ],
}

const LEASED = firstOf(value('ipaddress'), value('ip_address'), value('reported_ip'))
const lease: Format = {
  ...about,
  id: 'sophos-xg-dhcp',
  title: 'Sophos Firewall DHCP server, from its event log',
  table: 'lease_event',
  pattern: `${of('Event')}log_component="DHCP Server" .*(?:ipaddress|ip_address|reported_ip)="?[0-9A-Fa-f.:]+`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'dhcp'",
    source_ip: `toIPv6OrDefault(${LEASED})`,
    source_address: LEASED,
    event_action: `multiIf(${value('status')} = 'Release', 'release', ${value('status')} = 'Expire', 'expire', 'assign')`,
    source_mac: `lower(${firstOf(value('client_physical_address'), value('src_mac'))})`,
    source_name: firstOf(value('client_host_name'), value('reported_host')),
    lease_seconds: `toUInt32OrZero(${value('lease_time')})`,
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: of('[A-Za-z &-]+'),
      reason: {
        ja: '装置自身・認証・メール検査の記録（通信ではない）',
        en: "the device's own events, sign-ins and mail checks: no connection",
      },
    },
  ],
  examples: [
    {
      lines: [
        '<30>device="SFW" date=2026-10-05 time=08:31:12 timezone="JST" device_name="XG" device_id=1 log_id=063411660020 log_type="Event" log_component="DHCP Server" log_subtype="System" status="Renew" priority=Information ipaddress="192.168.10.21" client_physical_address="00:1B:44:11:3A:B7" client_host_name="PC-SOUMU-03" message="Lease IP 192.168.10.21 renewed" raw_data="192.168.10.21"',
      ],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '192.168.10.21',
          source_name: 'PC-SOUMU-03',
          source_mac: '00:1b:44:11:3a:b7',
          event_action: 'assign',
        },
      ],
    },
    {
      lines: [
        'Oct  5 08:31:13 fw1 device_name="SFW" timestamp="2026-10-05T08:31:13+0900" device_model="XGS116" device_serial_id="X1" log_id=063411660020 log_type="Event" log_component="DHCP Server" log_subtype="System" log_version=1 status="Renew" severity="Information" reported_ip="192.168.10.22" src_mac="00:1b:44:11:3a:b8" reported_host="PC-SOUMU-04" message="Lease IP 192.168.10.22 renewed for MAC 00:1b:44:11:3a:b8" lease_time="86400"',
      ],
      events: [
        {
          time: '2026-10-04T23:31:13.000Z',
          source_ip: '192.168.10.22',
          source_name: 'PC-SOUMU-04',
          source_mac: '00:1b:44:11:3a:b8',
          lease_seconds: 86400,
        },
      ],
    },
  ],
}

export const SOPHOS_XG_FORMATS = [web, flow, lease]
