/** NetFlow v5 and v9 and IPFIX as JSON, by the names of the fields' own documents (Logstash's codec nests them in lower case). */
import type { Format } from './format.ts'
import { field, jsonStep, texts } from './json-line.ts'
import { eitherTime } from './own-time.ts'
import { count, firstOf, transport } from './pairs.ts'
import { isoTime } from './time.ts'

const V5_V9 =
  'IPV4_SRC_ADDR IPV6_SRC_ADDR IPV4_DST_ADDR IPV6_DST_ADDR SRC_PORT L4_SRC_PORT DST_PORT L4_DST_PORT PROTO PROTOCOL IN_OCTETS IN_BYTES OUT_BYTES FIRST_SWITCHED LAST_SWITCHED'
const IPFIX =
  'sourceIPv4Address sourceIPv6Address destinationIPv4Address destinationIPv6Address sourceTransportPort destinationTransportPort protocolIdentifier octetDeltaCount reverseOctetDeltaCount flowStartMilliseconds flowEndMilliseconds flowStartSysUpTime flowEndSysUpTime'
const top = (...names: string[]) => names.map((name) => field([name]))
const nested = (...names: string[]) => names.map((name) => field(['netflow', name.toLowerCase()]))
const either = (names: string, ipfix: string[]) =>
  firstOf(...top(...names.split(' '), ...ipfix), ...nested(...names.split(' ')))

const SOURCE = either('IPV4_SRC_ADDR IPV6_SRC_ADDR', ['sourceIPv4Address', 'sourceIPv6Address'])
const DESTINATION = either('IPV4_DST_ADDR IPV6_DST_ADDR', ['destinationIPv4Address', 'destinationIPv6Address'])
const SOURCE_PORT = either('L4_SRC_PORT SRC_PORT', ['sourceTransportPort'])
const DESTINATION_PORT = either('L4_DST_PORT DST_PORT', ['destinationTransportPort'])
const span = (first: string, last: string) => `toInt64OrZero(${last}) - toInt64OrZero(${first})`
const FIRST = either('FIRST_SWITCHED', ['flowStartMilliseconds', 'flowStartSysUpTime'])
const LAST = either('LAST_SWITCHED', ['flowEndMilliseconds', 'flowEndSysUpTime'])

const ADDRESS = '"(?:IPV[46]_SRC_ADDR|ipv[46]_src_addr|sourceIPv[46]Address)"\\s?:'
const CLOCK = '"(?:@timestamp|flowStartMilliseconds)"\\s?:'

export const NETFLOW_FORMATS: Format[] = eitherTime({
  id: 'netflow-json',
  title: 'NetFlow and IPFIX records, JSON',
  vendor: 'any',
  product: 'routers, collectors',
  source: 'https://www.iana.org/assignments/ipfix/ipfix.xhtml and https://www.rfc-editor.org/rfc/rfc3954',
  table: 'flow_event',
  pattern: `\\s*\\{.*${ADDRESS}`,
  step: jsonStep({ ...texts(`@timestamp ${V5_V9} ${IPFIX}`), netflow: texts(V5_V9.toLowerCase()) }),
  columns: () => ({
    observer_type: "'sensor'",
    source_ip: `toIPv6OrDefault(${SOURCE})`,
    source_address: SOURCE,
    source_port: `toUInt16OrZero(${SOURCE_PORT})`,
    destination_ip: `toIPv6OrDefault(${DESTINATION})`,
    destination_port: `toUInt16OrZero(${DESTINATION_PORT})`,
    network_transport: transport(either('PROTOCOL PROTO', ['protocolIdentifier'])),
    event_action: "'allowed'",
    event_id: `concat(${SOURCE}, ':', ${SOURCE_PORT}, '>', ${DESTINATION}, ':', ${DESTINATION_PORT})`,
    source_bytes: count(either('IN_BYTES IN_OCTETS', ['octetDeltaCount'])),
    destination_bytes: count(either('OUT_BYTES', ['reverseOctetDeltaCount'])),
    event_duration_ms: `if(match(${FIRST}, '^\\\\d+$') AND match(${LAST}, '^\\\\d+$'), greatest(0, ${span(FIRST, LAST)}), -1)`,
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  own: {
    pattern: `\\s*\\{.*(?:${CLOCK}.*${ADDRESS}|${ADDRESS}.*${CLOCK})`,
    time: () =>
      `coalesce(if(match(${field(['flowStartMilliseconds'])}, '^\\\\d{13}$'), fromUnixTimestamp64Milli(toInt64OrZero(${field(['flowStartMilliseconds'])}), 'UTC'), NULL), ${isoTime(field(['@timestamp']), "'UTC'")})`,
    examples: [
      {
        lines: [
          '{"@timestamp":"2026-10-05T00:00:01.000Z","netflow":{"version":9,"ipv4_src_addr":"192.168.10.21","ipv4_dst_addr":"203.0.113.9","l4_src_port":38005,"l4_dst_port":443,"protocol":6,"in_bytes":760,"in_pkts":1},"host":"192.168.10.254"}',
        ],
        events: [
          { time: '2026-10-05T00:00:01.000Z', source_ip: '192.168.10.21', destination_port: 443, source_bytes: 760 },
        ],
      },
      {
        lines: [
          '{"flowStartMilliseconds":1791158401250,"flowEndMilliseconds":1791158402250,"sourceIPv6Address":"2001:db8::21","destinationIPv6Address":"2001:db8:1::9","sourceTransportPort":40000,"destinationTransportPort":443,"protocolIdentifier":17,"octetDeltaCount":6561}',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.250Z',
            source_ip: '2001:db8::21',
            network_transport: 'udp',
            event_duration_ms: 1000,
          },
        ],
      },
    ],
  },
  enveloped: [
    {
      lines: [
        'Oct  5 09:00:01 flow1 {"IPV4_SRC_ADDR":"192.168.10.21","IPV4_DST_ADDR":"203.0.113.9","IN_PACKETS":17,"IN_OCTETS":1732,"FIRST_SWITCHED":1096510,"LAST_SWITCHED":1096623,"SRC_PORT":54840,"DST_PORT":443,"PROTO":6}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_port: 54840,
          network_transport: 'tcp',
          source_bytes: 1732,
          event_duration_ms: 113,
        },
      ],
    },
  ],
})
