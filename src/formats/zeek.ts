/** Zeek's conn, dns, http and ssl logs: connections, look-ups and requests as a sensor saw them. */
import type { FormatExample } from './format.ts'
import { ZEEK_ACCOUNT_LOGS } from './zeek-accounts.ts'
import { type Field, type ZeekLog, zeekFormats } from './zeek-log.ts'

const CONN_FIELDS =
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state local_orig local_resp missed_bytes history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents'.split(
    ' ',
  )

type Log = 'conn' | 'dns' | 'http' | 'ssl'
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
        // no colon, and `date` and `time` in the name, which stand in tables' first lines
        '1475629202.000000\tCd2\t10.0.0.5\t53002\t10.0.0.53\t53\tudp\t78\t0.01\tupdate.timeserver.example.net\t1\tC_INTERNET\t1\tA\t3\tNXDOMAIN\tF\tF\tT\tT\t0\t-\t-\tF',
      ],
      events: [
        {
          dns_question_name: 'www.example.com',
          dns_resolved_ip: ['203.0.113.9'],
          dns_answers_data: ['edge.example.net'],
          dns_answers_ttl: 60,
          dns_response_code: 'NOERROR',
        },
        { dns_question_name: 'update.timeserver.example.net', dns_response_code: 'NXDOMAIN' },
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
    {
      lines: [
        '<134>Oct  5 09:00:02 sensor1 zeek_conn: {"ts":1475629201.5,"uid":"Cj9","id.orig_h":"10.0.0.6","id.orig_p":49152,"id.resp_h":"203.0.113.9","id.resp_p":443,"proto":"tcp","conn_state":"SF"}',
      ],
      events: [{ time: '2016-10-05T01:00:01.500Z', source_ip: '10.0.0.6' }],
    },
    {
      lines: [
        '{"ts":1475629201.5,"uid":"Cj7","id":{"orig_h":"10.0.0.7","orig_p":49152,"resp_h":"203.0.113.9","resp_p":443},"proto":"tcp","orig_bytes":10,"conn_state":"SF"}',
        '{"ts":1475629201.5,"uid":"Cj8","id_orig_h":"10.0.0.8","id_orig_p":49153,"id_resp_h":"203.0.113.9","id_resp_p":443,"proto":"tcp","conn_state":"SF"}',
      ],
      events: [
        {
          source_ip: '10.0.0.7',
          source_port: 49152,
          destination_ip: '203.0.113.9',
          destination_port: 443,
          source_bytes: 10,
        },
        { source_ip: '10.0.0.8', source_port: 49153, destination_ip: '203.0.113.9', destination_port: 443 },
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

const count = (field: Field, name: string) => `if(${field(name)} = '', -1, toInt64OrZero(${field(name)}))`

const conn: ZeekLog = {
  log: 'conn',
  table: 'flow_event',
  telling: ['proto', 'conn_state', 'orig_bytes'],
  key: 'conn_state',
  fields: ['proto', 'service', 'duration', 'orig_bytes', 'resp_bytes', 'conn_state'],
  headerless: CONN_FIELDS,
  columns: (field) => ({
    network_transport: field('proto'),
    network_application: field('service'),
    // Attempts that were never answered or were refused are no connections; a firewall's verdict isn't in this log.
    event_action: `if(${field('conn_state')} IN ('S0', 'REJ', 'RSTOS0', 'RSTRH', 'SH', 'SHR'), 'other', 'allowed')`,
    event_id: field('uid'),
    source_bytes: count(field, 'orig_bytes'),
    destination_bytes: count(field, 'resp_bytes'),
    event_duration_ms: `if(${field('duration')} = '', -1, toInt64(toFloat64OrZero(${field('duration')}) * 1000))`,
  }),
  tsv: EXAMPLES_TSV.conn,
  json: EXAMPLES_JSON.conn,
}

const dns: ZeekLog = {
  log: 'dns',
  table: 'dns_event',
  telling: ['trans_id', 'query', 'rcode_name'],
  key: 'trans_id',
  fields: ['proto', 'query', 'qtype_name', 'rcode_name'],
  lists: ['answers', 'TTLs'],
  columns: (field, list) => {
    const answers = list('answers')
    return {
      event_type: "'both'",
      dns_question_name: `lower(trimRight(${field('query')}, '.'))`,
      dns_question_type: field('qtype_name'),
      dns_response_code: `if(${field('rcode_name')} = 'NOERROR' AND empty(${answers}), 'NODATA', ${field('rcode_name')})`,
      dns_resolved_ip: `arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${answers}))`,
      dns_answers_data: `arrayFilter(x -> isNull(toIPv6OrNull(x)), ${answers})`,
      dns_answers_ttl: `toUInt32(least(4294967295, greatest(0, arrayMin(arrayPushBack(arrayMap(x -> toFloat64OrZero(x), ${list('TTLs')}), if(empty(${list('TTLs')}), 0, 4294967295))))))`,
    }
  },
  tsv: EXAMPLES_TSV.dns,
  json: EXAMPLES_JSON.dns,
}

const http: ZeekLog = {
  log: 'http',
  table: 'web_event',
  telling: ['trans_depth', 'host', 'uri'],
  key: 'request_body_len', // smtp has trans_depth as well
  fields: [
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
  lists: ['resp_mime_types'],
  columns: (field, list) => ({
    event_duration_ms: '-1',
    network_protocol: "'http'",
    user_name: field('username'),
    http_request_method: field('method'),
    url_domain: `replaceRegexpOne(lower(${field('host')}), '(:\\\\d+|\\\\.)$', '')`,
    url_original: `concat('http://', ${field('host')}, ${field('uri')})`,
    http_response_status_code: `toUInt16OrZero(${field('status_code')})`,
    event_outcome: `multiIf(toUInt16OrZero(${field('status_code')}) >= 500, 'failure', toUInt16OrZero(${field('status_code')}) > 0, 'success', '')`,
    http_request_bytes: count(field, 'request_body_len'),
    http_response_bytes: count(field, 'response_body_len'),
    user_agent_original: field('user_agent'),
    http_request_referrer: field('referrer'),
    http_response_mime_type: `arrayElement(${list('resp_mime_types')}, 1)`,
  }),
  tsv: EXAMPLES_TSV.http,
  json: EXAMPLES_JSON.http,
}

const ssl: ZeekLog = {
  log: 'ssl',
  table: 'web_event',
  telling: ['server_name', 'cipher', 'established'],
  key: 'established',
  fields: ['server_name', 'established'],
  columns: (field) => ({
    event_duration_ms: '-1',
    network_protocol: "'tls'",
    url_domain: `lower(trimRight(${field('server_name')}, '.'))`,
    event_outcome: `if(${field('established')} IN ('T', 'true'), 'success', 'failure')`,
    http_request_bytes: '-1',
    http_response_bytes: '-1',
  }),
  tsv: EXAMPLES_TSV.ssl,
  json: EXAMPLES_JSON.ssl,
}

export const ZEEK_FORMATS = [dns, http, ssl, conn, ...ZEEK_ACCOUNT_LOGS].flatMap(zeekFormats)
