/** Huawei USG (HiSecEngine) firewalls: what policies permitted and denied, and sessions that ended. */
import type { Format } from './format.ts'
import { count, firstOf, transport } from './pairs.ts'
import { found, matches, source } from './pick.ts'
import { digits, epochTime, localTime, monthNumber, wholeNumber } from './time.ts'

/** the device's own header, where nobody wrote another: `Oct 05 2026 09:00:01+09:00 USG6000 ` */
const HEAD = '(?:[A-Z][a-z]{2} [ \\d]\\d \\d{4} \\d\\d:\\d\\d:\\d\\d(?:[+-]\\d\\d:\\d\\d)?(?: DST)? \\S+ )?'
const value = (...names: string[]) =>
  firstOf(...names.map((name) => found(`[ :,;]${name}=([^,;]*?)\\.?(?:[,;]|\\.?\\s*$)`)))

/** `time=2026/10/5 09:00:01` and `time=Oct 5 2026 09:00:01` are of the device's zone, the header often of UTC */
const SAID = `extractGroups(payload, '[ ,;]time=(?:(\\\\d{4})/(\\\\d{1,2})/(\\\\d{1,2})|([A-Z][a-z]{2}) +(\\\\d{1,2}) (\\\\d{4})) (\\\\d\\\\d:\\\\d\\\\d:\\\\d\\\\d)')`
const said = (n: number, other: number) => wholeNumber(`if(${SAID}[${n}] != '', ${SAID}[${n}], ${SAID}[${other}])`)
const inMessage = (timezone: string) =>
  localTime(
    {
      year: said(1, 6),
      month: `if(${SAID}[4] != '', ${monthNumber(`${SAID}[4]`)}, ${wholeNumber(`${SAID}[2]`)})`,
      day: said(3, 5),
      hour: digits(`${SAID}[7]`, 1, 2),
      minute: digits(`${SAID}[7]`, 4, 2),
      second: digits(`${SAID}[7]`, 7, 2),
    },
    timezone,
  )

export const huaweiUsg: Format = {
  id: 'huawei-usg',
  title: 'Huawei USG firewall: policies and sessions',
  vendor: 'Huawei',
  product: 'USG, HiSecEngine',
  source:
    'https://support.huawei.com/enterprise/en/doc/ (Log Reference, POLICY/6/POLICYPERMIT, SECLOG/6/SESSION_TEARDOWN)',
  table: 'flow_event',
  time: 'payload',
  dated: '[ ,;](?:time=\\d|BeginTime=\\d|time=[A-Z])',
  pattern: `${HEAD}%%\\d\\d(?:POLICY/6/POLICY(?:PERMIT|DENY)|SECLOG/6/SESSION_TEARDOWN)\\([a-z]\\)(?:\\[\\d+\\])?:.*[sS]ource-?(?:ip|IP)=`,
  step: '1',
  columns: ({ timezone }) => {
    const began = `extract(payload, '[ ,:]BeginTime=(\\\\d{10})')`
    const ended = `extract(payload, '[ ,]EndTime=(\\\\d{10})')`
    return {
      time: `multiIf(${began} != '', ${epochTime(began)}, ${SAID}[7] != '', ${inMessage(timezone)}, envelope_time)`,
      observer_type: "'firewall'",
      ...source(value('source-ip', 'SourceIP')),
      source_port: `toUInt16OrZero(${value('source-port', 'SourcePort')})`,
      destination_ip: `toIPv6OrDefault(${value('destination-ip', 'DestinationIP')})`,
      destination_port: `toUInt16OrZero(${value('destination-port', 'DestinationPort')})`,
      user_name: value('user-name', 'UserName'),
      network_transport: transport(value('protocol', 'Protocol')),
      network_application: value('application-name', 'Application'),
      event_action: `if(${matches('POLICY/6/POLICYDENY')}, 'denied', 'allowed')`,
      source_bytes: count(value('SendBytes')),
      destination_bytes: count(value('RcvBytes')),
      event_duration_ms: `if(${began} = '' OR ${ended} = '', -1, greatest(0, (toInt64OrZero(${ended}) - toInt64OrZero(${began})) * 1000))`,
      observer_name: 'envelope_host',
      rule_name: value('rule-name', 'PolicyName'),
    }
  },
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `${HEAD}(?:\\S+ )?%%\\d\\d[A-Z0-9_]+/\\d/[A-Za-z0-9_]+`,
      reason: { ja: '通信以外の装置の記録', en: 'messages of the device that are no connections' },
    },
  ],
  examples: [
    {
      lines: [
        '<190>Oct 05 2026 00:00:01 USG6000 %%01POLICY/6/POLICYPERMIT(l):vsys=public, protocol=6, source-ip=192.168.10.21, source-port=51022, destination-ip=203.0.113.9, destination-port=443, time=2026/10/5 09:00:01, source-zone=trust, destination-zone=untrust, application-name=, rule-name=permit_all.',
        'Oct  5 09:00:02 USG6000 %%01POLICY/6/POLICYDENY(l)[12]:CID=0x814f041e;vsys=public, protocol=17, source-ip=203.0.113.9, source-port=49198, destination-ip=198.51.100.1, destination-port=161, time=Oct 5 2026 09:00:02, source-zone=untrust, destination-zone=local, application-name=, rule-name=Deny-To-Firewall.',
        '<190>2026-10-05 09:00:36 USG-01 %%01SECLOG/6/SESSION_TEARDOWN(l):IPVer=4,Protocol=udp,SourceIP=192.168.10.21,DestinationIP=203.0.113.53,SourcePort=52451,DestinationPort=53,SourceNatIP=198.51.100.1,SourceNatPort=3711,BeginTime=1791158401,EndTime=1791158436,SendPkts=1,SendBytes=74,RcvPkts=1,RcvBytes=120,SourceVpnID=0,DestinationVpnID=0,SourceZone=trust,DestinationZone=untrust,PolicyName=Permit_all,UserName=tanaka,CloseReason=aged-out.',
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
          rule_name: 'permit_all',
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          event_action: 'denied',
          rule_name: 'Deny-To-Firewall',
          network_transport: 'udp',
        },
        {
          time: '2026-10-05T00:00:01.000Z',
          source_bytes: 74,
          destination_bytes: 120,
          event_duration_ms: 35000,
          user_name: 'tanaka',
        },
      ],
    },
  ],
}
