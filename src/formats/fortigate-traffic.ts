import type { Format } from './format.ts'
import { digits, withOffset } from './time.ts'

const KV = (key: string) => `step['${key}']`
const EPOCH = KV('eventtime')
/** eventtime is in seconds (FortiOS 6.0), milliseconds, microseconds or nanoseconds (6.2 on): told apart by its length */
const EPOCH_MS = `multiIf(length(${EPOCH}) >= 19, intDiv(toInt64OrZero(${EPOCH}), 1000000), length(${EPOCH}) = 16, intDiv(toInt64OrZero(${EPOCH}), 1000), length(${EPOCH}) = 13, toInt64OrZero(${EPOCH}), toInt64OrZero(${EPOCH}) * 1000)`

export const fortigateTraffic: Format = {
  id: 'fortigate-traffic',
  title: 'FortiGate traffic log (key=value)',
  vendor: 'Fortinet',
  product: 'FortiGate',
  source: 'https://docs.fortinet.com/document/fortigate/7.4.0/fortios-log-message-reference',
  table: 'flow_event',
  pattern:
    '(?:logver=\\d+ )?(?:timestamp=\\d+ )?(?:tz="[^"]*" )?(?:date=\\d{4}-\\d\\d-\\d\\d )?time="?\\d\\d:\\d\\d:\\d\\d"? (?:.* )?type="?traffic"? .*srcip=',
  time: 'payload',
  step: "extractKeyValuePairsWithEscaping(payload, '=', ' ', '\"')",
  columns: ({ timezone }) => ({
    time: `if(${EPOCH} != '', fromUnixTimestamp64Milli(${EPOCH_MS}, 'UTC'), ${deviceTime(timezone)})`,
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${KV('srcip')})`,
    source_address: KV('srcip'),
    source_port: `toUInt16OrZero(${KV('srcport')})`,
    destination_ip: `toIPv6OrDefault(${KV('dstip')})`,
    destination_port: `toUInt16OrZero(${KV('dstport')})`,
    user_name: KV('user'),
    source_mac: `lower(${KV('srcmac')})`,
    source_name: KV('srcname'),
    destination_domain: `lower(${KV('hostname')})`,
    network_transport: `multiIf(${KV('proto')} = '6', 'tcp', ${KV('proto')} = '17', 'udp', ${KV('proto')} IN ('1', '58'), 'icmp', ${KV('proto')})`,
    network_application: `if(${KV('app')} != '', ${KV('app')}, ${KV('service')})`,
    event_action: `multiIf(${KV('action')} IN ('deny', 'blocked', 'block', 'dropped'), 'denied', ${KV('action')} IN ('accept', 'close', 'timeout', 'ip-conn', 'client-rst', 'server-rst', 'start', 'pass'), 'allowed', 'other')`,
    event_id: KV('sessionid'),
    source_bytes: `if(${KV('sentbyte')} = '', -1, toInt64OrZero(${KV('sentbyte')}))`,
    destination_bytes: `if(${KV('rcvdbyte')} = '', -1, toInt64OrZero(${KV('rcvdbyte')}))`,
    event_duration_ms: `if(${KV('duration')} = '', -1, toInt64OrZero(${KV('duration')}) * 1000)`,
    observer_name: KV('devname'),
    rule_name: `if(${KV('policyname')} != '', ${KV('policyname')}, ${KV('policyid')})`,
  }),
  required: "source_ip != toIPv6('::')",
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
        'Jan  5 00:00:02 192.168.1.254 date=2016-01-05 time=00:00:01 tz="+0000" devname="FG" logid="0000000013" type="traffic" subtype="local" srcip=10.1.1.6 srcport=40000 dstip=192.0.2.1 dstport=123 proto=17 action="accept" policyid=3',
      ],
      events: [{ time: '2016-01-05T00:00:01.000Z', network_transport: 'udp', source_bytes: -1 }],
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
