/** H3C SecPath firewalls (Comware): security policies and sessions. */
import { eitherTime } from './own-time.ts'
import { count, firstOf, transport } from './pairs.ts'
import { found, matches, source } from './pick.ts'
import { digits, localTime, monthNumber } from './time.ts'

/** `SrcIPAddr(1003)=192.168.10.21;` */
const value = (name: string) => found(`[ ;]${name}\\(\\d+\\)=([^;]*)`)
const LINE =
  '%%\\d\\d(?:FILTER/6/FILTER_(?:ZONE|IPV[46]|[A-Z]+)_?[A-Z0-9_]*|SESSION/6/SESSION_IPV[46]_[A-Z]+): .*SrcIP(?:v6)?Addr\\(\\d+\\)=[0-9A-Fa-f].*DstIP(?:v6)?Addr\\(\\d+\\)=[0-9A-Fa-f]'
/** the device's header, whose year stands behind the clock: `Oct  5 09:00:01 2026 FW1 ` */
const OWN = '[A-Z][a-z]{2} [ \\d]?\\d \\d\\d:\\d\\d:\\d\\d (\\d{4}) \\S+ '
const HEAD = (n: number) =>
  `extractGroups(payload, '^([A-Z][a-z]{2}) +(\\\\d+) (\\\\d\\\\d:\\\\d\\\\d:\\\\d\\\\d) (\\\\d{4}) ')[${n}]`

const formats = eitherTime({
  id: 'h3c-secpath',
  title: 'H3C SecPath firewall: security policies and sessions',
  vendor: 'H3C',
  product: 'SecPath',
  source: 'https://www.h3c.com/en/Support/ (System Log Messages Reference: FILTER, SESSION)',
  table: 'flow_event',
  pattern: `(?:\\S+ )?${LINE}`,
  step: '1',
  columns: () => ({
    observer_type: "'firewall'",
    ...source(firstOf(value('SrcIPAddr'), value('SrcIPv6Addr'))),
    source_port: `toUInt16OrZero(${value('SrcPort')})`,
    destination_ip: `toIPv6OrDefault(${firstOf(value('DstIPAddr'), value('DstIPv6Addr'))})`,
    destination_port: `toUInt16OrZero(${value('DstPort')})`,
    source_mac: `replaceRegexpOne(lower(${value('SrcMacAddr')}), '^(..)(..)-(..)(..)-(..)(..)$', '\\\\1:\\\\2:\\\\3:\\\\4:\\\\5:\\\\6')`,
    user_name: value('UserName'),
    network_transport: transport(value('Protocol')),
    network_application: value('Application'),
    event_action: `if(${matches('Event\\(\\d+\\)=(?:Deny|Drop|Reject)')}, 'denied', 'allowed')`,
    source_bytes: count(value('InitByteCount')),
    destination_bytes: count(value('RplyByteCount')),
    event_duration_ms: '-1',
    rule_name: firstOf(value('SecurityPolicy'), value('ObjectPolicy'), value('RuleName'), value('RuleID')),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  own: {
    pattern: `(?:<\\d{1,3}>)?${OWN}${LINE}`,
    time: (timezone) =>
      localTime(
        {
          month: monthNumber(HEAD(1)),
          day: `toInt32(toUInt8OrZero(${HEAD(2)}))`,
          year: digits(HEAD(4), 1, 4),
          hour: digits(HEAD(3), 1, 2),
          minute: digits(HEAD(3), 4, 2),
          second: digits(HEAD(3), 7, 2),
        },
        timezone,
      ),
    examples: [
      {
        lines: [
          '<190>Oct  5 09:00:01 2026 FW1 %%10FILTER/6/FILTER_ZONE_IPV4_EXECUTION: -Context=1; SrcZoneName(1025)=Trust;DstZoneName(1035)=Untrust;Type(1067)=ACL;SecurityPolicy(1072)=out;RuleID(1078)=1;Protocol(1001)=TCP;Application(1002)=https;SrcIPAddr(1003)=192.168.10.21;SrcPort(1004)=51022;SrcMacAddr(1021)=0000-5e00-5301;DstIPAddr(1007)=203.0.113.9;DstPort(1008)=443;MatchCount(1069)=1;Event(1048)=Permit;',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.000Z',
            source_ip: '192.168.10.21',
            source_port: 51022,
            source_mac: '00:00:5e:00:53:01',
            destination_ip: '203.0.113.9',
            destination_port: 443,
            network_transport: 'tcp',
            network_application: 'https',
            event_action: 'allowed',
            rule_name: 'out',
          },
        ],
      },
    ],
  },
  enveloped: [
    {
      lines: [
        '2026-10-05T00:00:02.000Z 172.16.103.12 F1070 %%10FILTER/6/FILTER_ZONE_IPV4_EXECUTION: SrcZoneName(1025)=Untrust;DstZoneName(1035)=Trust;Type(1067)=ACL;SecurityPolicy(1072)=in;RuleID(1078)=2;Protocol(1001)=UDP;Application(1002)=dns;SrcIPAddr(1003)=203.0.113.9;SrcPort(1004)=40012;DstIPAddr(1007)=192.168.10.53;DstPort(1008)=53;MatchCount(1069)=1;Event(1048)=Deny;',
      ],
      events: [{ time: '2026-10-05T00:00:02.000Z', event_action: 'denied', destination_port: 53 }],
    },
  ],
})

/** the device's own header looks like syslog's with a year for a name: held against the whole line */
export const H3C_FORMATS = formats.map((format) =>
  format.time === 'payload' ? { ...format, envelope: 'none' as const } : format,
)
