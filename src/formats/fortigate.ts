/** FortiGate's logs as key=value, parted by blanks or commas: one reading of the pairs, one format per kind of log. */
import { namedCode } from './dns-code.ts'
import type { Format } from './format.ts'
import { pairsOf } from './pairs.ts'
import { digits, withOffset } from './time.ts'
import { urlDomain } from './url.ts'

const SOURCE = 'https://docs.fortinet.com/document/fortigate/7.4.0/fortios-log-message-reference'
/** whole pairs only, so that no URL or user agent can pass for the kind of log */
const PAIRS = ' ?(?:[A-Za-z0-9_.-]+=(?:"(?:[^"\\\\]|\\\\.)*"|[^" ,]*)[ ,]+)*'
export const kind = (type: string) => `${PAIRS}type="?${type}"?[ ,]`
/** a kind that the subtype alone tells: some exports sort the keys */
export const subkind = (type: string) => `${PAIRS}(?:sub)?type="?${type}"?[ ,]`
const KV = (key: string) => `step['${key}']`
const EPOCH = KV('eventtime')
/** eventtime is in seconds (FortiOS 6.0), milliseconds, microseconds or nanoseconds (6.2 on): told apart by its length */
const EPOCH_MS = `multiIf(length(${EPOCH}) >= 19, intDiv(toInt64OrZero(${EPOCH}), 1000000), length(${EPOCH}) = 16, intDiv(toInt64OrZero(${EPOCH}), 1000), length(${EPOCH}) = 13, toInt64OrZero(${EPOCH}), toInt64OrZero(${EPOCH}) * 1000)`
/** a key that stands twice outside of quotes: two writers' lines ran into each other */
const WHOLE = "countEqual(mapKeys(step), 'srcip') = 1"
const count = (key: string) => `if(${KV(key)} = '', -1, toInt64OrZero(${KV(key)}))`

const about = {
  vendor: 'Fortinet',
  product: 'FortiGate',
  source: SOURCE,
  time: 'payload' as const,
  step: pairsOf('payload', '=', ' ,'),
}

const common = (timezone: string) => ({
  time: `if(${EPOCH} != '', fromUnixTimestamp64Milli(${EPOCH_MS}, 'UTC'), ${deviceTime(timezone)})`,
  observer_type: "'firewall'",
  source_ip: `toIPv6OrDefault(${KV('srcip')})`,
  source_address: KV('srcip'),
  source_port: `toUInt16OrZero(${KV('srcport')})`,
  destination_ip: `toIPv6OrDefault(${KV('dstip')})`,
  destination_port: `toUInt16OrZero(${KV('dstport')})`,
})

/** `unauthuser`: seen by device detection, not signed in */
const USER = `multiIf(${KV('user')} NOT IN ('', 'N/A'), ${KV('user')}, ${KV('unauthuser')} NOT IN ('', 'N/A'), ${KV('unauthuser')}, '')`
/** FortiOS before 5.2 calls it status */
const DONE = `if(${KV('action')} != '', ${KV('action')}, ${KV('status')})`
const ACTION = `multiIf(${DONE} IN ('deny', 'blocked', 'block', 'dropped', 'drop', 'reset', 'clear_session', 'violation'), 'denied', ${DONE} IN ('accept', 'close', 'timeout', 'ip-conn', 'client-rst', 'server-rst', 'start', 'dns', 'pass', 'passthrough', 'monitored', 'detected', 'log-only'), 'allowed', 'other')`

const flow = (timezone: string) => ({
  ...common(timezone),
  user_name: USER,
  source_mac: `lower(${KV('srcmac')})`,
  source_name: KV('srcname'),
  destination_domain: `lower(${KV('hostname')})`,
  network_transport: `multiIf(${KV('proto')} = '6', 'tcp', ${KV('proto')} = '17', 'udp', ${KV('proto')} IN ('1', '58'), 'icmp', ${KV('proto')})`,
  network_application: `if(${KV('app')} != '', ${KV('app')}, ${KV('service')})`,
  event_action: ACTION,
  event_id: KV('sessionid'),
  // long sessions are logged again and again with their growing totals: the deltas add up to the truth
  source_bytes: `if(${KV('sentdelta')} != '', toInt64OrZero(${KV('sentdelta')}), ${count('sentbyte')})`,
  destination_bytes: `if(${KV('rcvddelta')} != '', toInt64OrZero(${KV('rcvddelta')}), ${count('rcvdbyte')})`,
  event_duration_ms: `if(${KV('duration')} = '', -1, toInt64OrZero(${KV('duration')}) * 1000)`,
  observer_name: KV('devname'),
  rule_name: `if(${KV('policyname')} != '', ${KV('policyname')}, ${KV('policyid')})`,
})

export const traffic: Format = {
  ...about,
  id: 'fortigate-traffic',
  title: 'FortiGate traffic log',
  table: 'flow_event',
  pattern: `${kind('traffic')}.*srcip=`,
  columns: ({ timezone }) => flow(timezone),
  required: `source_ip != toIPv6('::') AND destination_ip != toIPv6('::') AND step['type'] = 'traffic' AND ${WHOLE}`,
  examples: [
    {
      lines: [
        '<189>date=2026-10-05 time=09:00:01 devname="FGT60F-HONSHA" devid="FGT60FTK00000001" eventtime=1791158401123456789 tz="+0900" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" srcip=192.168.10.21 srcname="PC-SOUMU-03" srcport=51022 srcintf="internal" srcintfrole="lan" dstip=203.0.113.44 dstport=443 dstintf="wan1" dstintfrole="wan" sessionid=48211 proto=6 action="close" policyid=1 policyname="社内→インターネット" service="HTTPS" trandisp="snat" duration=61 sentbyte=2140 rcvdbyte=5120 sentpkt=12 rcvdpkt=14',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.123Z',
          source_ip: '192.168.10.21',
          source_name: 'PC-SOUMU-03',
          destination_ip: '203.0.113.44',
          destination_port: 443,
          network_transport: 'tcp',
          event_action: 'allowed',
          source_bytes: 2140,
          event_duration_ms: 61000,
          rule_name: '社内→インターネット',
        },
      ],
    },
    {
      lines: [
        'date=2016-01-04 time=23:59:58 devname=FG100D devid=FG100D3G00000001 logid=0000000013 type=traffic subtype=forward level=notice vd=root srcip=10.1.1.5 srcport=1030 srcintf="port1" dstip=198.51.100.7 dstport=80 dstintf="wan1" sessionid=77 proto=6 action=deny policyid=0 service="HTTP" sentbyte=0 rcvdbyte=0',
      ],
      events: [
        {
          time: '2016-01-04T14:59:58.000Z',
          source_ip: '10.1.1.5',
          event_action: 'denied',
          source_bytes: 0,
          rule_name: '0',
        },
      ],
    },
    {
      lines: [
        'date=2026-10-05,time=09:10:00,logid="0000000020",type="traffic",subtype="forward",vd="root",eventtime=1791159000,srcip=10.1.1.6,srcport=40000,dstip=192.0.2.1,dstport=443,sessionid=9,proto=6,action="accept",policyid=3,duration=7200,sentbyte=9000000,rcvdbyte=8000000,sentdelta=1000,rcvddelta=2000',
      ],
      events: [{ time: '2026-10-05T00:10:00.000Z', source_bytes: 1000, destination_bytes: 2000 }],
    },
    {
      lines: [
        'Jan  5 00:00:02 192.168.1.254 date=2016-01-05 time=00:00:01 tz="+0000" devname="FG" logid="0000000013" type="traffic" subtype="local" srcip=10.1.1.6 srcport=40000 dstip=192.0.2.1 dstport=123 proto=17 action="accept" policyid=3',
      ],
      events: [{ time: '2016-01-05T00:00:01.000Z', network_transport: 'udp', source_bytes: -1 }],
    },
  ],
}

const HOST = `lower(${KV('hostname')})`
const URL = `multiIf(position(${KV('url')}, '://') > 0, ${KV('url')}, ${KV('hostname')} = '', ${KV('url')}, concat(if(${KV('service')} = 'HTTPS', 'https://', 'http://'), ${KV('hostname')}, ${KV('url')}))`

export const webfilter: Format = {
  ...about,
  id: 'fortigate-webfilter',
  title: 'FortiGate web filter log',
  table: 'web_event',
  pattern: subkind('webfilter'),
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'proxy'",
    user_name: USER,
    network_protocol: "'http'",
    http_request_method: `if(${KV('httpmethod')} != '', ${KV('httpmethod')}, '')`,
    url_domain: `if(${HOST} != '', extract(${HOST}, '^\\\\[?([^\\\\]:]+)'), if(position(${KV('url')}, '://') > 0, ${urlDomain(KV('url'))}, ''))`,
    url_original: URL,
    event_outcome: `if(${DONE} IN ('blocked', 'block', 'deny'), 'denied', 'success')`,
    event_action: DONE,
    http_request_bytes: count('sentbyte'),
    http_response_bytes: count('rcvdbyte'),
    event_duration_ms: '-1',
    user_agent_original: KV('agent'),
    http_request_referrer: KV('referralurl'),
  }),
  required: `source_ip != toIPv6('::') AND url_domain != '' AND step['type'] IN ('utm', 'webfilter') AND ${WHOLE}`,
  examples: [
    {
      lines: [
        'logver=700140601 itime=1791158402 devid="FGT1" eventtime=1791158402 subtype="webfilter" action="passthrough" srcip=192.168.10.21 srcport=51030 dstip=203.0.113.44 dstport=443 service="HTTPS" url="https://www.example.co.jp/a" unauthuser="tanaka" type="utm"',
      ],
      events: [{ url_domain: 'www.example.co.jp', user_name: 'tanaka', time: '2026-10-05T00:00:02.000Z' }],
    },
    {
      lines: [
        'date=2026-10-05 time=09:00:02 devname="FGT" logid="0317013312" type="utm" subtype="webfilter" eventtype="ftgd_allow" level="notice" vd="root" eventtime=1791158402 policyid=1 sessionid=48299 user="EXAMPLE\\tanaka" srcip=192.168.10.21 srcport=51030 dstip=203.0.113.44 dstport=443 proto=6 service="HTTPS" hostname="WWW.example.co.jp" action="passthrough" reqtype="direct" url="https://www.example.co.jp/" sentbyte=517 rcvdbyte=0 direction="outgoing" agent="C:\\\\temp \\"x\\" \\n" msg="URL belongs to an allowed category"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:02.000Z',
          user_name: 'EXAMPLE\\tanaka',
          user_agent_original: 'C:\\temp "x" \\n',
          url_domain: 'www.example.co.jp',
          destination_port: 443,
          event_outcome: 'success',
          http_request_bytes: 517,
        },
      ],
    },
    {
      lines: [
        'date=2016-01-04 time=10:00:00 logid=0316013056 type=utm subtype=webfilter eventtype=ftgd_blk level=warning vd="root" policyid=1 sessionid=1 srcip=10.1.1.5 srcport=1030 dstip=198.51.100.7 dstport=80 service="HTTP" hostname="blocked.example.com" action=blocked url="/a?b=c" sentbyte=100 rcvdbyte=0 msg="URL belongs to a denied category"',
      ],
      events: [{ event_outcome: 'denied', url_original: 'http://blocked.example.com/a?b=c' }],
    },
  ],
}

const ANSWERS = `arrayMap(x -> trim(x), splitByChar(',', ${KV('ipaddr')}))`

const dns: Format = {
  ...about,
  id: 'fortigate-dns',
  title: 'FortiGate DNS filter log',
  table: 'dns_event',
  pattern: subkind('dns'),
  columns: ({ timezone }) => ({
    ...common(timezone),
    event_type: `if(position(concat(${KV('eventtype')}, ${KV('subtype')}), 'response') > 0, 'both', 'query')`,
    dns_question_name: `lower(trim(BOTH '.[]' FROM ${KV('qname')}))`,
    dns_question_type: KV('qtype'),
    dns_response_code: namedCode(KV('rcode')),
    dns_resolved_ip: `arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${ANSWERS}))`,
  }),
  required: `source_ip != toIPv6('::') AND dns_question_name != '' AND ${WHOLE}`,
  examples: [
    {
      lines: [
        'date=2026-10-05 time=09:00:03 logid="1501054802" type="utm" subtype="dns" eventtype="dns-response" level="notice" vd="root" eventtime=1791158403 policyid=1 sessionid=13355 srcip=192.168.10.21 srcport=54186 dstip=203.0.113.53 dstport=53 proto=17 profile="default" xid=9 qname="cdn.example.com" qtype="A" qtypeval=1 qclass="IN" ipaddr="203.0.113.80, 203.0.113.81" msg="Domain is monitored" action="pass"',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          dns_question_name: 'cdn.example.com',
          dns_resolved_ip: ['203.0.113.80', '203.0.113.81'],
          event_type: 'both',
        },
      ],
    },
    {
      lines: [
        'date=2026-10-05 time=09:00:04 logid="1501054802" type="utm" subtype="dns" eventtype="dns-response" level="notice" vd="root" eventtime=1791158404 policyid=1 sessionid=13356 srcip=192.168.10.21 srcport=54187 dstip=203.0.113.53 dstport=53 proto=17 profile="default" xid=10 qname="gone.example.com" qtype="A" qtypeval=1 qclass="IN" rcode=3 msg="Domain is monitored" action="pass"',
      ],
      events: [{ dns_question_name: 'gone.example.com', dns_response_code: 'NXDOMAIN', event_type: 'both' }],
    },
  ],
}

export const utm: Format = {
  ...about,
  id: 'fortigate-utm',
  title: 'FortiGate security logs of a connection (application control, IPS, antivirus, anomaly …)',
  table: 'flow_event',
  pattern: `${kind('(?:utm|app-ctrl|ips|virus|anomaly|dlp|emailfilter|ssl|ssh|waf|voip|cifs|icap)')}.*srcip=`,
  columns: ({ timezone }) => ({
    ...flow(timezone),
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: `source_ip != toIPv6('::') AND destination_ip != toIPv6('::') AND ${WHOLE}`,
  examples: [
    {
      lines: [
        'date=2026-10-05 time=09:00:04 logid="1059028704" type="utm" subtype="app-ctrl" eventtype="signature" level="information" vd="root" eventtime=1791158404 srcip=192.168.10.21 dstip=203.0.113.90 srcport=50000 dstport=443 proto=6 service="HTTPS" policyid=1 sessionid=7 app="TeamViewer" action="pass" hostname="router.example.com" url="/"',
      ],
      events: [
        {
          network_application: 'TeamViewer',
          destination_domain: 'router.example.com',
          event_action: 'allowed',
          source_bytes: -1,
        },
      ],
    },
  ],
}

const lease: Format = {
  ...about,
  id: 'fortigate-dhcp',
  title: 'FortiGate DHCP server, from its event log',
  table: 'lease_event',
  pattern: `${kind('event')}.*dhcp_msg="?(?:Ack|Release)"?`,
  columns: ({ timezone }) => ({
    time: common(timezone).time,
    observer_type: "'dhcp'",
    source_ip: `toIPv6OrDefault(${KV('ip')})`,
    source_address: KV('ip'),
    event_action: `if(${KV('dhcp_msg')} = 'Release', 'release', 'assign')`,
    source_mac: `lower(${KV('mac')})`,
    source_name: `if(${KV('hostname')} = 'N/A', '', ${KV('hostname')})`,
    lease_seconds: `toUInt32OrZero(${KV('lease')})`,
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `${kind('(?:event|appevent|compliance-check)')}`,
      reason: {
        ja: '装置自身の記録（設定変更・VPN・システム。通信ではない）',
        en: "the device's own events (configuration, VPN, system): no connection",
      },
    },
  ],
  examples: [
    {
      lines: [
        'date=2026-10-05 time=08:31:12 devname="FGT" logid="0100026001" type="event" subtype="system" level="information" vd="root" eventtime=1791156672 tz="+0900" logdesc="DHCP Ack log" interface="internal" dhcp_msg="Ack" mac="00:1B:44:11:3A:B7" ip=192.168.10.21 lease=604800 hostname="PC-SOUMU-03" msg="DHCP server sends a DHCPACK"',
      ],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '192.168.10.21',
          source_name: 'PC-SOUMU-03',
          source_mac: '00:1b:44:11:3a:b7',
          lease_seconds: 604800,
        },
      ],
    },
  ],
}

/** date, time and tz ("+0900"), or the file's zone where the device doesn't tell */
function deviceTime(timezone: string): string {
  const [date, clock] = [KV('date'), KV('time')]
  return withOffset(
    {
      year: digits(date, 1, 4),
      month: digits(date, 6, 2),
      day: digits(date, 9, 2),
      hour: digits(clock, 1, 2),
      minute: digits(clock, 4, 2),
      second: digits(clock, 7, 2),
    },
    `extract(${KV('tz')}, '^([+-]\\\\d\\\\d:?\\\\d\\\\d)$')`,
    timezone,
  )
}

export const FORTIGATE_FORMATS = [traffic, webfilter, dns, utm, lease]
