/** Suricata's eve.json: HTTP, TLS, DNS (versions 1 to 3), flows, and whatever else names two ends (alerts, protocols). */
import type { Format, FormatExample } from './format.ts'
import { field, jsonStep, type Shape, texts } from './json-line.ts'
import { count, firstOf, transport } from './pairs.ts'
import { isoTime } from './time.ts'

type Kind = 'http' | 'tls' | 'dns' | 'flow' | 'other'
const COMMON = texts('timestamp flow_id event_type src_ip src_port dest_ip dest_port proto app_proto in_iface host')
const HTTP = texts(
  'hostname url http_user_agent http_content_type http_refer http_method protocol status length http_port redirect',
)
const SHAPES: Record<Kind, Shape> = {
  http: { ...COMMON, http: HTTP, alert: texts('action signature'), flow: texts('bytes_toserver') },
  tls: { ...COMMON, tls: texts('sni subject version') },
  dns: {
    ...COMMON,
    dns: {
      ...texts('type id rrname rrtype rcode rdata ttl'),
      queries: [texts('rrname rrtype')],
      query: [texts('rrname rrtype')],
      answers: [texts('rrname rrtype rdata ttl')],
      grouped: { A: 'list', AAAA: 'list', CNAME: 'list' },
    },
  },
  flow: {
    ...COMMON,
    flow: texts('bytes_toserver bytes_toclient age state start end'),
    tls: texts('sni'),
    http: texts('hostname'),
  },
  other: {
    ...COMMON,
    flow: texts('bytes_toserver bytes_toclient age start end'),
    netflow: texts('bytes age'),
    alert: texts('action signature category'),
    http: HTTP,
    tls: texts('sni'),
    dns: texts('rrname'),
  },
}
const at = field
const ends = (turned = '0') => {
  const pick = (own: string, other: string) => `if(${turned}, ${at(other)}, ${at(own)})`
  return {
    time: isoTime(at('timestamp'), "'UTC'"),
    observer_type: "'sensor'",
    source_ip: `toIPv6OrDefault(${pick('src_ip', 'dest_ip')})`,
    source_address: pick('src_ip', 'dest_ip'),
    source_port: `toUInt16OrZero(${pick('src_port', 'dest_port')})`,
    destination_ip: `toIPv6OrDefault(${pick('dest_ip', 'src_ip')})`,
    destination_port: `toUInt16OrZero(${pick('dest_port', 'src_port')})`,
  }
}

const HOST = `lower(trim(BOTH '[].' FROM replaceRegexpOne(${at('http.hostname')}, ':\\\\d+$', '')))`
const http = (): Record<string, string> => {
  const status = `toUInt16OrZero(${at('http.status')})`
  return {
    ...ends(),
    network_protocol: "'http'",
    http_request_method: at('http.http_method'),
    url_domain: HOST,
    url_original: `if(position(${at('http.url')}, '://') > 0 OR ${at('http.http_method')} = 'CONNECT', ${at('http.url')}, concat('http://', ${at('http.hostname')}, ${at('http.url')}))`,
    http_response_status_code: status,
    event_outcome: `multiIf(${at('alert.action')} = 'blocked', 'denied', ${status} >= 500, 'failure', ${status} > 0, 'success', '')`,
    event_action: at('alert.signature'),
    // an alert tells the connection's bytes so far, a request's line none
    http_request_bytes: count(at('flow.bytes_toserver')),
    http_response_bytes: count(at('http.length')),
    event_duration_ms: '-1',
    user_agent_original: at('http.http_user_agent'),
    http_request_referrer: at('http.http_refer'),
    http_response_mime_type: at('http.http_content_type'),
  }
}

const tls = {
  ...ends(),
  network_protocol: "'tls'",
  url_domain: `lower(trimRight(${at('tls.sni')}, '.'))`,
  event_outcome: "'success'",
  http_request_bytes: '-1',
  http_response_bytes: '-1',
  event_duration_ms: '-1',
}

/** an answer of version 1 and 2 goes from the server to the client, from version 3 on `response` keeps the query's direction */
const ANSWER = `(${at('dns.type')} = 'answer' AND ${at('src_port')} = '53')`
const ANSWERS = at('dns.answers')
const SINGLE = `if(${at('dns.rdata')} = '', [], [${at('dns.rdata')}])`
const DATA = `arrayConcat(arrayMap(a -> tupleElement(a, 'rdata'), ${ANSWERS}), ${SINGLE}, ${at('dns.grouped.A')}, ${at('dns.grouped.AAAA')}, ${at('dns.grouped.CNAME')})`
const TTLS = `arrayFilter(t -> t > 0, arrayMap(a -> toUInt32OrZero(tupleElement(a, 'ttl')), ${ANSWERS}))`
const of = (list: string, name: string) => `tupleElement(${at(list)}[1], '${name}')`
const dns = {
  ...ends(ANSWER),
  observer_type: "'sensor'",
  event_type: `multiIf(${at('dns.type')} IN ('query', 'request'), 'query', 'both')`,
  dns_question_name: `lower(trimRight(${firstOf(at('dns.rrname'), of('dns.queries', 'rrname'), of('dns.query', 'rrname'), of('dns.answers', 'rrname'))}, '.'))`,
  dns_question_type: firstOf(
    at('dns.rrtype'),
    of('dns.queries', 'rrtype'),
    of('dns.query', 'rrtype'),
    of('dns.answers', 'rrtype'),
  ),
  dns_response_code: at('dns.rcode'),
  dns_resolved_ip: `arrayDistinct(arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${DATA})))`,
  dns_answers_data: `arrayDistinct(arrayFilter(x -> x != '' AND isNull(toIPv6OrNull(x)), ${DATA}))`,
  dns_answers_ttl: `if(empty(${TTLS}), 0, arrayMin(${TTLS}))`,
}

const connection = (kind: 'flow' | 'other'): Record<string, string> => ({
  ...ends(),
  // a flow is written when it timed out, a minute or more after its end: as of a wrong clock
  ...(kind === 'flow' ? { time: isoTime(firstOf(at('flow.start'), at('timestamp')), "'UTC'") } : {}),
  destination_domain:
    kind === 'flow'
      ? `lower(${firstOf(at('tls.sni'), at('http.hostname'))})`
      : `lower(${firstOf(at('tls.sni'), at('http.hostname'), at('dns.rrname'))})`,
  network_transport: transport(at('proto')),
  network_application: firstOf(at('app_proto'), at('event_type')),
  event_action:
    kind === 'flow'
      ? `if(${at('flow.state')} = 'new' AND toInt64OrZero(${at('flow.bytes_toclient')}) = 0, 'other', 'allowed')`
      : `if(${at('alert.action')} = 'blocked' OR ${at('event_type')} = 'drop', 'denied', 'allowed')`,
  event_id: at('flow_id'),
  source_bytes: count(firstOf(at('flow.bytes_toserver'), ...(kind === 'other' ? [at('netflow.bytes')] : []))),
  destination_bytes: count(at('flow.bytes_toclient')),
  event_duration_ms: `if(${at('flow.age')} = '', -1, toInt64OrZero(${at('flow.age')}) * 1000)`,
  observer_name: firstOf(at('host'), at('in_iface')),
  rule_name: kind === 'flow' ? "''" : at('alert.signature'),
})

const COLUMNS: Record<Kind, Record<string, string>> = {
  http: http(),
  tls,
  dns,
  flow: connection('flow'),
  other: connection('other'),
}
const START = '\\s*\\{\\s*"timestamp"\\s?:\\s?"\\d{4}-[0-9T:.+-]*Z?",.*'
const PATTERNS: Record<Kind, string> = {
  // sensors that log alerts alone have the request in them
  http: `${START}"event_type"\\s?:\\s?(?:"http"|"alert",.*"http"\\s?:\\s?\\{[^}]*"hostname"\\s?:)`,
  tls: `${START}"event_type"\\s?:\\s?"tls".*"sni"\\s?:`,
  dns: `${START}"event_type"\\s?:\\s?"dns"`,
  flow: `${START}"event_type"\\s?:\\s?"flow"`,
  other: `${START}"src_ip"\\s?:.*"dest_ip"\\s?:`,
}
const TABLES = {
  http: 'web_event',
  tls: 'web_event',
  dns: 'dns_event',
  flow: 'flow_event',
  other: 'flow_event',
} as const
const TITLES: Record<Kind, string> = {
  http: 'HTTP requests and alerts of requests',
  tls: 'TLS',
  dns: 'DNS',
  flow: 'flows',
  other: 'alerts and other events of a connection',
}
const REQUIRED: Record<Kind, string> = {
  http: "source_ip != toIPv6('::') AND url_domain != ''",
  tls: "source_ip != toIPv6('::') AND url_domain != ''",
  dns: "source_ip != toIPv6('::') AND dns_question_name != ''",
  flow: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  other: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
}

const eve = (kind: Kind): Format => ({
  id: `suricata-${kind}`,
  title: `Suricata eve.json, ${TITLES[kind]}`,
  vendor: 'OISF',
  product: 'Suricata',
  source: 'https://docs.suricata.io/en/latest/output/eve/eve-json-format.html',
  table: TABLES[kind],
  time: 'payload',
  tag: 'suricata',
  pattern: PATTERNS[kind],
  step: jsonStep(SHAPES[kind]),
  columns: () => COLUMNS[kind],
  required: REQUIRED[kind],
  ...(kind === 'other'
    ? {
        ignore: [
          {
            pattern: `${START}"event_type"\\s?:\\s?"(?:stats|engine|arp|dhcp|tls)"`,
            reason: {
              ja: '統計・装置自身の記録、名前の無いTLS（通信は flow の行にある）',
              en: 'statistics, the engine itself, TLS without a name (the flow has the connection)',
            },
          },
        ],
      }
    : {}),
  examples: EXAMPLES[kind],
})

const EXAMPLES: Record<Kind, FormatExample[]> = {
  http: [
    {
      lines: [
        '{"timestamp":"2026-10-05T09:00:01.250123+0900","flow_id":1,"in_iface":"eth0","event_type":"http","src_ip":"192.168.10.21","src_port":51022,"dest_ip":"203.0.113.80","dest_port":8080,"proto":"TCP","tx_id":0,"http":{"hostname":"WWW.example.co.jp","http_port":8080,"url":"/a?b=1","http_user_agent":"curl/8.0","http_content_type":"text/html","http_method":"GET","protocol":"HTTP/1.1","status":200,"length":5120}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          url_original: 'http://WWW.example.co.jp/a?b=1',
          destination_port: 8080,
          http_response_bytes: 5120,
          http_response_status_code: 200,
          user_agent_original: 'curl/8.0',
        },
      ],
    },
    {
      lines: [
        '{"timestamp":"2026-10-05T00:00:01.000000+0000","flow_id":6,"pcap_cnt":3444,"event_type":"alert","src_ip":"192.168.10.21","src_port":49778,"dest_ip":"203.0.113.102","dest_port":8082,"proto":"TCP","http":{"hostname":"203.0.113.102","http_port":8082,"url":"/90","http_method":"POST","status":200,"length":3},"app_proto":"http","flow":{"bytes_toserver":5427,"bytes_toclient":502},"alert":{"action":"blocked","signature":"ET MALWARE x"}}',
      ],
      events: [
        {
          url_domain: '203.0.113.102',
          event_outcome: 'denied',
          event_action: 'ET MALWARE x',
          http_request_bytes: 5427,
        },
      ],
    },
  ],
  tls: [
    {
      lines: [
        '{"timestamp":"2026-10-05T00:00:01.000000+0000","flow_id":2,"event_type":"tls","src_ip":"2001:db8::21","src_port":51022,"dest_ip":"2001:db8:1::9","dest_port":443,"proto":"TCP","tls":{"subject":"CN=c2.example.net","issuerdn":"CN=x","sni":"C2.example.net","version":"TLS 1.2"}}',
      ],
      events: [{ source_ip: '2001:db8::21', url_domain: 'c2.example.net', network_protocol: 'tls' }],
    },
  ],
  dns: [
    {
      lines: [
        '{"timestamp":"2026-10-05T00:00:01.000000+0000","flow_id":3,"event_type":"dns","src_ip":"192.168.10.53","src_port":53,"dest_ip":"192.168.10.21","dest_port":46414,"proto":"UDP","dns":{"version":2,"type":"answer","id":38236,"flags":"8180","qr":true,"rrname":"www.Example.com","rrtype":"A","rcode":"NOERROR","answers":[{"rrname":"www.example.com","rrtype":"CNAME","ttl":60,"rdata":"edge.example.net"},{"rrname":"edge.example.net","rrtype":"A","ttl":10,"rdata":"203.0.113.80"}],"grouped":{"A":["203.0.113.80"],"CNAME":["edge.example.net"]}}}',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          destination_ip: '192.168.10.53',
          destination_port: 53,
          event_type: 'both',
          dns_question_name: 'www.example.com',
          dns_response_code: 'NOERROR',
          dns_resolved_ip: ['203.0.113.80'],
          dns_answers_ttl: 10,
        },
      ],
    },
    {
      lines: [
        '{"timestamp":"2026-10-05T00:00:02.000000+0000","flow_id":4,"event_type":"dns","src_ip":"192.168.10.21","src_port":46414,"dest_ip":"192.168.10.53","dest_port":53,"proto":"UDP","dns":{"version":3,"type":"request","tx_id":0,"id":1,"queries":[{"rrname":"gone.example.com","rrtype":"AAAA"}]}}',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          event_type: 'query',
          dns_question_name: 'gone.example.com',
          dns_question_type: 'AAAA',
        },
      ],
    },
  ],
  flow: [
    {
      lines: [
        '{"timestamp": "2026-10-05T00:02:03.000000+0000", "flow_id": 5, "in_iface": "ens3", "event_type": "flow", "src_ip": "192.168.10.21", "src_port": 51022, "dest_ip": "203.0.113.9", "dest_port": 443, "proto": "TCP", "app_proto": "tls", "flow": {"pkts_toserver": 12, "pkts_toclient": 10, "bytes_toserver": 2140, "bytes_toclient": 5120, "start": "2026-10-05T00:00:01.000000+0000", "end": "2026-10-05T00:01:02.000000+0000", "age": 61, "state": "closed", "reason": "timeout", "alerted": false}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_port: 443,
          source_bytes: 2140,
          destination_bytes: 5120,
          event_duration_ms: 61000,
          event_action: 'allowed',
          event_id: '5',
          network_application: 'tls',
        },
      ],
    },
  ],
  other: [
    {
      lines: [
        '{"timestamp":"2026-10-05T00:00:01.000000+0000","flow_id":6,"event_type":"alert","src_ip":"192.168.10.21","src_port":49778,"dest_ip":"203.0.113.102","dest_port":8082,"proto":"TCP","alert":{"action":"blocked","gid":1,"signature_id":2100494,"rev":12,"signature":"ET MALWARE x","category":"A Network Trojan was detected","severity":1},"app_proto":"http","flow":{"pkts_toserver":8,"pkts_toclient":7,"bytes_toserver":5427,"bytes_toclient":502,"start":"2026-10-05T00:00:00.708763+0000"}}',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          destination_port: 8082,
          event_action: 'denied',
          rule_name: 'ET MALWARE x',
          source_bytes: 5427,
        },
      ],
    },
  ],
}

export const SURICATA_FORMATS: Format[] = (['http', 'tls', 'dns', 'flow', 'other'] as const).map(eve)
