/** Flow logs of clouds: AWS VPC (text, with or without its header line, and JSON) and Google VPC (JSON). One record is one direction. */
import { type Format, fieldAt } from './format.ts'
import { field, jsonStep, keys, texts } from './json-line.ts'
import { count, firstOf, transport } from './pairs.ts'
import { epochTime, isoTime } from './time.ts'

/** SQL of a field by AWS's name */
type Read = (name: string) => string

const DEFAULT =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status'.split(
    ' ',
  )

function columns(read: Read): Record<string, string> {
  return {
    time: epochTime(read('start')),
    observer_type: "'sensor'",
    source_ip: `toIPv6OrDefault(${read('srcaddr')})`,
    source_address: read('srcaddr'),
    source_port: `toUInt16OrZero(${read('srcport')})`,
    destination_ip: `toIPv6OrDefault(${read('dstaddr')})`,
    destination_port: `toUInt16OrZero(${read('dstport')})`,
    network_transport: transport(read('protocol')),
    event_action: `if(${read('action')} = 'REJECT', 'denied', 'allowed')`,
    event_id: `concat(${read('srcaddr')}, ':', ${read('srcport')}, '>', ${read('dstaddr')}, ':', ${read('dstport')})`,
    source_bytes: count(read('bytes')),
    destination_bytes: '-1',
    event_duration_ms: `greatest(0, (toInt64OrZero(${read('end')}) - toInt64OrZero(${read('start')})) * 1000)`,
    observer_name: read('interface-id'),
  }
}

const about = {
  vendor: 'Amazon Web Services',
  product: 'VPC Flow Logs',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html',
  table: 'flow_event' as const,
  time: 'payload' as const,
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
}
const known = (text: string) => `if(${text} = '-', '', ${text})`
const ADDRESS = '[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+'

const awsDefault: Format = {
  ...about,
  id: 'aws-vpc-flow',
  title: 'AWS VPC flow logs, default fields',
  envelope: 'none',
  pattern: `\\d \\d+ \\S+ ${ADDRESS} ${ADDRESS} \\d+ \\d+ \\d+ \\d+ \\d+ \\d{10} \\d{10} (?:ACCEPT|REJECT) `,
  step: "splitByChar(' ', payload)",
  columns: () => columns((name) => known(fieldAt(DEFAULT, name))),
  ignore: [
    {
      pattern: '\\d \\S+ eni-\\S+ - - - - - - - \\d{10} \\d{10} - (?:NODATA|SKIPDATA)',
      reason: { ja: '通信の無い時間帯の記録', en: 'a time without traffic, or skipped' },
    },
  ],
  examples: [
    {
      lines: [
        '2 123456789010 eni-1235b8ca123456789 2001:db8::21 2001:db8:1::9 34892 443 6 54 8855 1791158401 1791158461 REJECT OK',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '2001:db8::21',
          destination_port: 443,
          network_transport: 'tcp',
          source_bytes: 8855,
          event_action: 'denied',
          event_duration_ms: 60000,
        },
      ],
    },
  ],
}

const awsHeaded: Format = {
  ...about,
  id: 'aws-vpc-flow-fields',
  title: 'AWS VPC flow logs, fields named by the first line',
  envelope: 'none',
  pattern: '(?:[0-9A-Za-z.:_/-]+ ){6,}[0-9A-Za-z.:_/-]+\\s*$',
  header: {
    pattern: '(?:[a-z0-9-]+ )*srcaddr (?:[a-z0-9-]+ )*dstaddr(?: [a-z0-9-]+)*\\s*$',
    fields: (line) => line.trim().split(' '),
    accepts: (fields) => ['srcaddr', 'dstaddr', 'start'].every((name) => fields.includes(name)),
    headerless: null,
  },
  step: "splitByChar(' ', payload)",
  columns: ({ fields }) => columns((name) => known(fieldAt(fields, name))),
  examples: [
    {
      lines: [
        'version vpc-id interface-id srcaddr dstaddr srcport dstport protocol bytes start end action flow-direction pkt-srcaddr',
        '5 vpc-1 eni-1 10.0.0.96 203.0.113.9 53996 443 6 2610 1791158401 1791158412 ACCEPT egress 10.0.0.96',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '10.0.0.96',
          destination_ip: '203.0.113.9',
          source_bytes: 2610,
          event_action: 'allowed',
        },
      ],
    },
  ],
}

const UNDERSCORED =
  'version account_id interface_id srcaddr dstaddr srcport dstport protocol packets bytes start end action log_status'
const awsJson: Format = {
  ...about,
  id: 'aws-vpc-flow-json',
  title: 'AWS VPC flow logs, JSON',
  pattern: keys('srcaddr', 'dstaddr', 'start'),
  step: jsonStep({ ...texts(UNDERSCORED), ...texts('account-id interface-id log-status') }),
  columns: () =>
    columns((name) =>
      known(name.includes('-') ? firstOf(field([name]), field([name.replaceAll('-', '_')])) : field([name])),
    ),
  examples: [
    {
      lines: [
        '{"version":2,"account_id":"424805057484","interface_id":"eni-0f","srcaddr":"10.0.0.96","dstaddr":"203.0.113.9","srcport":4712,"dstport":443,"protocol":17,"packets":12,"bytes":2610,"start":1791158401,"end":1791158412,"action":"ACCEPT","log_status":"OK"}',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', network_transport: 'udp', observer_name: 'eni-0f' }],
    },
  ],
}

const at = (path: string) => field(path)
const gcp: Format = {
  ...about,
  id: 'gcp-vpc-flow',
  title: 'Google Cloud VPC flow logs and firewall rules logs, JSON',
  vendor: 'Google Cloud',
  product: 'VPC Flow Logs',
  source: 'https://cloud.google.com/vpc/docs/about-flow-logs-records',
  pattern: '\\s*\\{.*"connection"\\s?:\\s*\\{[^}]*"(?:src|dest)_ip"\\s?:.*"(?:timestamp|logName)"\\s?:',
  step: jsonStep({
    timestamp: 'text',
    jsonPayload: {
      ...texts('start_time end_time bytes_sent reporter disposition'),
      connection: texts('src_ip src_port dest_ip dest_port protocol'),
      src_instance: texts('vm_name'),
      instance: texts('vm_name'),
      rule_details: texts('reference direction'),
    },
  }),
  columns: () => ({
    time: `coalesce(${isoTime(at('jsonPayload.start_time'), "'UTC'")}, ${isoTime(at('timestamp'), "'UTC'")})`,
    observer_type: "'sensor'",
    source_ip: `toIPv6OrDefault(${at('jsonPayload.connection.src_ip')})`,
    source_address: at('jsonPayload.connection.src_ip'),
    source_port: `toUInt16OrZero(${at('jsonPayload.connection.src_port')})`,
    destination_ip: `toIPv6OrDefault(${at('jsonPayload.connection.dest_ip')})`,
    destination_port: `toUInt16OrZero(${at('jsonPayload.connection.dest_port')})`,
    source_name: `if(${at('jsonPayload.rule_details.direction')} = 'EGRESS', ${at('jsonPayload.instance.vm_name')}, ${at('jsonPayload.src_instance.vm_name')})`,
    network_transport: transport(at('jsonPayload.connection.protocol')),
    event_action: `if(${at('jsonPayload.disposition')} = 'DENIED', 'denied', 'allowed')`,
    source_bytes: count(at('jsonPayload.bytes_sent')),
    rule_name: at('jsonPayload.rule_details.reference'),
    destination_bytes: '-1',
    event_duration_ms: '-1',
  }),
  examples: [
    {
      lines: [
        '{ "insertId": "17aa", "jsonPayload": { "end_time": "2026-10-05T00:00:04.424429165Z", "start_time": "2026-10-05T00:00:01.421947861Z", "bytes_sent": "33792", "reporter": "SRC", "src_instance": { "vm_name": "vm-1" }, "connection": { "protocol": 6, "dest_ip": "203.0.113.9", "src_ip": "10.0.0.3", "src_port": 41834, "dest_port": 443 } }, "resource": { "type": "gce_subnetwork" }, "timestamp": "2026-10-05T00:00:09.418604934Z", "logName": "projects/x/logs/compute.googleapis.com%2Fvpc_flows" }',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.421Z',
          source_ip: '10.0.0.3',
          source_name: 'vm-1',
          destination_port: 443,
          source_bytes: 33792,
        },
      ],
    },
    {
      lines: [
        '{"insertId":"1f","jsonPayload":{"connection":{"dest_ip":"203.0.113.9","dest_port":445,"protocol":6,"src_ip":"10.0.0.3","src_port":41834},"disposition":"DENIED","instance":{"vm_name":"vm-1"},"rule_details":{"action":"DENY","direction":"EGRESS","reference":"network:default/firewall:no-smb"}},"logName":"projects/x/logs/compute.googleapis.com%2Ffirewall","timestamp":"2026-10-05T00:00:09.418604934Z"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:09.418Z',
          source_name: 'vm-1',
          event_action: 'denied',
          rule_name: 'network:default/firewall:no-smb',
        },
      ],
    },
  ],
}

export const CLOUD_FLOW_FORMATS: Format[] = [awsDefault, awsJson, gcp, awsHeaded]
