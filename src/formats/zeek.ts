/** Zeek's conn, dns, http and ssl logs, as TSV (columns named by `#fields`) and as JSON: one mapping for both. */
import { type Format, type FormatExample, fieldAt } from './format.ts'

const SOURCE = 'https://docs.zeek.org/en/master/logs/index.html'

type Log = 'conn' | 'dns' | 'http' | 'ssl'
/** SQL of a field of the line, '' where it is missing or unset */
type Field = (name: string) => string

const CONN_FIELDS =
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state local_orig local_resp missed_bytes history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents'.split(
    ' ',
  )

/** fields by which a header is told to be this log's */
const TELLING: Record<Log, string[]> = {
  conn: ['proto', 'conn_state', 'orig_bytes'],
  dns: ['trans_id', 'query', 'rcode_name'],
  http: ['trans_depth', 'host', 'uri'],
  ssl: ['server_name', 'cipher', 'established'],
}

/** keys by which a JSON line is told to be this log's, that no other Zeek log has (smtp has trans_depth as well) */
const TELLING_KEY: Record<Log, string> = {
  conn: 'conn_state',
  dns: 'trans_id',
  http: 'request_body_len',
  ssl: 'established',
}

const JSON_FIELDS: Record<Log, string[]> = {
  conn: ['proto', 'service', 'duration', 'orig_bytes', 'resp_bytes', 'conn_state'],
  dns: ['proto', 'query', 'qtype_name', 'rcode_name'],
  http: [
    'method',
    'host',
    'uri',
    'referrer',
    'user_agent',
    'request_body_len',
    'response_body_len',
    'status_code',
    'username',
  ],
  ssl: ['server_name', 'established'],
}
const JSON_LISTS: Record<Log, string[]> = { conn: [], dns: ['answers', 'TTLs'], http: ['resp_mime_types'], ssl: [] }
const COMMON = ['ts', 'uid', 'id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p']

function tsv(log: Log): Format {
  return {
    ...description(log, 'tsv'),
    pattern: '\\d{9,10}\\.\\d{1,6}\\t\\S+\\t[0-9a-fA-F.:]+\\t\\d+\\t[0-9a-fA-F.:]+\\t\\d+\\t',
    header: {
      pattern: '#fields\\t',
      fields: (line) => line.split('\t').slice(1),
      accepts: (fields) => TELLING[log].every((name) => fields.includes(name)),
      headerless: log === 'conn' ? CONN_FIELDS : null,
    },
    step: "splitByChar('\\t', payload)",
    columns: ({ fields }) => {
      const at = (name: string) => fieldAt(fields, name)
      const field: Field = (name) => `if(${at(name)} IN ('-', '(empty)'), '', ${at(name)})`
      return columns(
        log,
        field,
        (name) => `arrayFilter(x -> x NOT IN ('', '-', '(empty)'), splitByChar(',', ${at(name)}))`,
      )
    },
    required: "source_ip != toIPv6('::')",
    ignore: [
      {
        pattern: '#(?:separator|set_separator|empty_field|unset_field|path|open|close|types)[ \\t]',
        reason: { ja: 'Zeekの見出し', en: "Zeek's header" },
      },
    ],
    examples: EXAMPLES_TSV[log],
  }
}

function json(log: Log): Format {
  const names = [...COMMON, ...JSON_FIELDS[log]]
  const types = [
    ...names.map((name) => `\`${name}\` String`),
    ...JSON_LISTS[log].map((name) => `\`${name}\` Array(String)`),
  ]
  return {
    ...description(log, 'json'),
    pattern: `\\{.*"id\\.orig_h" ?: ?".*"${TELLING_KEY[log]}" ?:|\\{.*"${TELLING_KEY[log]}" ?: ?.*"id\\.orig_h" ?: ?"`,
    step: `JSONExtract(payload, 'Tuple(${types.join(', ')})')`,
    columns: () =>
      columns(
        log,
        (name) => (names.includes(name) ? `tupleElement(step, '${name}')` : "''"),
        (name) => `tupleElement(step, '${name}')`,
      ),
    required: "source_ip != toIPv6('::')",
    examples: EXAMPLES_JSON[log],
  }
}

function description(log: Log, form: 'tsv' | 'json') {
  return {
    id: `zeek-${log}-${form}`,
    title: `Zeek ${log}.log, ${form === 'tsv' ? 'TSV' : 'JSON'}`,
    vendor: 'Zeek',
    product: 'Zeek',
    source: SOURCE,
    table: TABLE[log],
    envelope: 'none' as const,
    time: 'payload' as const,
  }
}

const TABLE = { conn: 'flow_event', dns: 'dns_event', http: 'web_event', ssl: 'web_event' } as const

function columns(log: Log, field: Field, list: Field): Record<string, string> {
  const count = (name: string) => `if(${field(name)} = '', -1, toInt64OrZero(${field(name)}))`
  const common = {
    time: time(field('ts')),
    observer_type: "'sensor'",
    source_ip: `toIPv6OrDefault(${field('id.orig_h')})`,
    source_address: field('id.orig_h'),
    source_port: `toUInt16OrZero(${field('id.orig_p')})`,
    destination_ip: `toIPv6OrDefault(${field('id.resp_h')})`,
    destination_port: `toUInt16OrZero(${field('id.resp_p')})`,
  }
  if (log === 'conn') {
    return {
      ...common,
      network_transport: field('proto'),
      network_application: field('service'),
      // Attempts that were never answered or were refused are no connections; a firewall's verdict isn't in this log.
      event_action: `if(${field('conn_state')} IN ('S0', 'REJ', 'RSTOS0', 'RSTRH', 'SH', 'SHR'), 'other', 'allowed')`,
      event_id: field('uid'),
      source_bytes: count('orig_bytes'),
      destination_bytes: count('resp_bytes'),
      event_duration_ms: `if(${field('duration')} = '', -1, toInt64(toFloat64OrZero(${field('duration')}) * 1000))`,
    }
  }
  if (log === 'dns') {
    const answers = list('answers')
    return {
      ...common,
      event_type: "'both'",
      dns_question_name: `lower(trimRight(${field('query')}, '.'))`,
      dns_question_type: field('qtype_name'),
      dns_response_code: `if(${field('rcode_name')} = 'NOERROR' AND empty(${answers}), 'NODATA', ${field('rcode_name')})`,
      dns_resolved_ip: `arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${answers}))`,
      dns_answers_data: `arrayFilter(x -> isNull(toIPv6OrNull(x)), ${answers})`,
      dns_answers_ttl: `toUInt32(least(4294967295, greatest(0, arrayMin(arrayPushBack(arrayMap(x -> toFloat64OrZero(x), ${list('TTLs')}), if(empty(${list('TTLs')}), 0, 4294967295))))))`,
    }
  }
  const web = { ...common, event_duration_ms: '-1', network_protocol: log === 'http' ? "'http'" : "'tls'" }
  if (log === 'ssl') {
    return {
      ...web,
      url_domain: `lower(trimRight(${field('server_name')}, '.'))`,
      event_outcome: `if(${field('established')} IN ('T', 'true'), 'success', 'failure')`,
      http_request_bytes: '-1',
      http_response_bytes: '-1',
    }
  }
  return {
    ...web,
    user_name: field('username'),
    http_request_method: field('method'),
    url_domain: `replaceRegexpOne(lower(${field('host')}), '(:\\\\d+|\\\\.)$', '')`,
    url_original: `concat('http://', ${field('host')}, ${field('uri')})`,
    http_response_status_code: `toUInt16OrZero(${field('status_code')})`,
    event_outcome: `multiIf(toUInt16OrZero(${field('status_code')}) >= 500, 'failure', toUInt16OrZero(${field('status_code')}) > 0, 'success', '')`,
    http_request_bytes: count('request_body_len'),
    http_response_bytes: count('response_body_len'),
    user_agent_original: field('user_agent'),
    http_request_referrer: field('referrer'),
    http_response_mime_type: `arrayElement(${list('resp_mime_types')}, 1)`,
  }
}

/** Epoch seconds, or ISO with Z (LogAscii's JSON::TS_ISO8601). Milliseconds are cut from the digits: a float would round them. */
function time(text: string): string {
  const seconds = `toInt64OrZero(extract(${text}, '^(\\\\d{9,10})(?:\\\\.|$)'))`
  const millis = `toInt64OrZero(substring(concat(extract(${text}, '\\\\.(\\\\d+)'), '000'), 1, 3))`
  const at = (from: number, length: number) => `toInt32(toUInt16OrZero(substring(${text}, ${from}, ${length})))`
  const iso = `makeDateTime64(${at(1, 4)}, ${at(6, 2)}, ${at(9, 2)}, ${at(12, 2)}, ${at(15, 2)}, ${at(18, 2)}, toInt32(${millis}), 3, 'UTC')`
  return `multiIf(${seconds} > 0, fromUnixTimestamp64Milli(${seconds} * 1000 + ${millis}, 'UTC'), match(${text}, '^\\\\d{4}-\\\\d\\\\d-\\\\d\\\\dT.*Z$') AND toDayOfMonth(${iso}) = ${at(9, 2)}, ${iso}, NULL)`
}

const HEAD = '#fields\t'
const EXAMPLES_TSV: Record<Log, FormatExample[]> = {
  conn: [
    {
      lines: [
        `${HEAD}${CONN_FIELDS.join('\t')}`,
        '#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring',
        '1475629201.123456\tCabc1\t10.0.0.5\t49152\t203.0.113.9\t443\ttcp\tssl\t1.500000\t517\t4096\tSF\tT\tF\t0\tShADadFf\t8\t900\t9\t4500\t(empty)',
      ],
      events: [
        {
          time: '2016-10-05T01:00:01.123Z',
          source_ip: '10.0.0.5',
          destination_ip: '203.0.113.9',
          destination_port: 443,
          source_bytes: 517,
          event_duration_ms: 1500,
          event_action: 'allowed',
        },
      ],
    },
    {
      lines: [
        '1475629202.000001\tCabc2\t10.0.0.5\t49153\t203.0.113.9\t80\ttcp\t-\t-\t-\t-\tS0\tT\tF\t0\tS\t1\t52\t0\t0\t(empty)',
      ],
      events: [{ event_action: 'other', source_bytes: -1, event_id: 'Cabc2' }],
    },
  ],
  dns: [
    {
      lines: [
        `${HEAD}ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttrans_id\trtt\tquery\tqclass\tqclass_name\tqtype\tqtype_name\trcode\trcode_name\tAA\tTC\tRD\tRA\tZ\tanswers\tTTLs\trejected`,
        '1475629201.000000\tCd1\t10.0.0.5\t53001\t10.0.0.53\t53\tudp\t77\t0.01\tWWW.Example.com\t1\tC_INTERNET\t1\tA\t0\tNOERROR\tF\tF\tT\tT\t0\tedge.example.net,203.0.113.9\t300.000000,60.000000\tF',
      ],
      events: [
        {
          dns_question_name: 'www.example.com',
          dns_resolved_ip: ['203.0.113.9'],
          dns_answers_data: ['edge.example.net'],
          dns_answers_ttl: 60,
          dns_response_code: 'NOERROR',
        },
      ],
    },
  ],
  http: [
    {
      lines: [
        `${HEAD}ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\ttrans_depth\tmethod\thost\turi\treferrer\tversion\tuser_agent\trequest_body_len\tresponse_body_len\tstatus_code\tstatus_msg`,
        '1475629201.000000\tCh1\t10.0.0.5\t49152\t203.0.113.9\t80\t1\tGET\tWWW.example.com:80\t/a?b=c\t-\t1.1\tMozilla/5.0\t0\t512\t200\tOK',
      ],
      events: [
        {
          url_domain: 'www.example.com',
          url_original: 'http://WWW.example.com:80/a?b=c',
          http_response_bytes: 512,
          http_request_bytes: 0,
        },
      ],
    },
  ],
  ssl: [
    {
      lines: [
        `${HEAD}ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tversion\tcipher\tcurve\tserver_name\tresumed\tlast_alert\tnext_protocol\testablished`,
        '1475629201.000000\tCs1\t10.0.0.5\t49152\t203.0.113.9\t443\tTLSv12\tTLS_X\tx25519\tmail.example.jp\tF\t-\th2\tT',
      ],
      events: [{ url_domain: 'mail.example.jp', network_protocol: 'tls', event_outcome: 'success' }],
    },
  ],
}

const EXAMPLES_JSON: Record<Log, FormatExample[]> = {
  conn: [
    {
      lines: [
        '{"ts":1475629201.5,"uid":"Cj1","id.orig_h":"10.0.0.5","id.orig_p":49152,"id.resp_h":"2001:db8::9","id.resp_p":443,"proto":"tcp","duration":0.25,"orig_bytes":10,"resp_bytes":20,"conn_state":"SF"}',
      ],
      events: [
        { time: '2016-10-05T01:00:01.500Z', destination_ip: '2001:db8::9', source_bytes: 10, event_duration_ms: 250 },
      ],
    },
  ],
  dns: [
    {
      lines: [
        '{"ts":"2016-10-05T01:00:01.250000Z","uid":"Cj2","id.orig_h":"10.0.0.5","id.orig_p":53001,"id.resp_h":"10.0.0.53","id.resp_p":53,"proto":"udp","trans_id":5,"query":"gone.example.com","qtype_name":"A","rcode_name":"NXDOMAIN"}',
      ],
      events: [{ time: '2016-10-05T01:00:01.250Z', dns_response_code: 'NXDOMAIN', dns_resolved_ip: [] }],
    },
  ],
  http: [
    {
      lines: [
        '{"ts": 1475629201.0, "uid": "Cj3", "id.orig_h": "10.0.0.5", "id.orig_p": 49152, "id.resp_h": "203.0.113.9", "id.resp_p": 80, "trans_depth": 1, "method": "POST", "host": "example.jp", "uri": "/p", "request_body_len": 900, "response_body_len": 5, "status_code": 200}',
      ],
      events: [{ url_domain: 'example.jp', http_request_method: 'POST', http_request_bytes: 900 }],
    },
  ],
  ssl: [
    {
      lines: [
        '{"ts":1475629201.0,"uid":"Cj4","id.orig_h":"10.0.0.5","id.orig_p":49152,"id.resp_h":"203.0.113.9","id.resp_p":443,"version":"TLSv12","server_name":"c2.example.net","established":true}',
      ],
      events: [{ url_domain: 'c2.example.net', event_outcome: 'success' }],
    },
  ],
}

export const ZEEK_FORMATS: Format[] = (['dns', 'http', 'ssl', 'conn'] as const).flatMap((log) => [tsv(log), json(log)])
