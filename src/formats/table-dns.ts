/** Tables of look-ups that consoles and search tools export, columns named by the first line. */

import { bound } from './bound.ts'
import { namedCode } from './dns-code.ts'
import type { Format } from './format.ts'
import { firstOf, source } from './pick.ts'
import { headerCells, rowCells } from './separated.ts'
import { about, cellAt, columnsOf, knownAs, TIME } from './table-columns.ts'
import { writtenTime } from './written-time.ts'

const NAMES = {
  time: '日時 タイムスタンプ timestamp @timestamp datetime eventtime querytime _time timegenerated timegenerated[utc] timegenerated[localtime] date/time time date',
  client:
    'クライアントip クライアント 送信元ip 送信元 clientip clientipaddress clientaddress srcip sourceip sourceaddress src client source',
  name: 'クエリ名 問い合わせ名 queryname qname dnsquestionname question query domain domainname ドメイン名 ドメイン name',
  type: 'クエリタイプ レコードタイプ querytype qtype recordtype dnsquestiontype querytypename type',
  code: 'rcode replycode responsecode dnsresponsecode rcodename 応答コード resultcode',
  answer: 'answer answers dnsanswersdata dnsresolvedip resolvedip rdata ipaddresses',
  reply: 'replytype',
} as const
type Column = keyof typeof NAMES
const KNOWN = knownAs<Column>(NAMES)
/** what no table of look-ups has, but one of requests or connections */
const REQUEST = /^(?:access|request)?(?:url|uri)|urlfull|httpmethod|useragent|^dst_?port$|^dest(?:ination)?[ _]?port$/i
/** columns that no other table has; Pi-hole's `type` is told by how it was answered */
const TELLING = [...KNOWN.type.slice(0, -1), ...KNOWN.code.slice(0, 2), ...KNOWN.reply]

/** Pi-hole's numbers */
const TYPES = [
  'A',
  'AAAA',
  'ANY',
  'SRV',
  'SOA',
  'PTR',
  'TXT',
  'NAPTR',
  'MX',
  'DS',
  'RRSIG',
  'DNSKEY',
  'NS',
  '',
  'SVCB',
  'HTTPS',
]
const REPLIES = ['NODATA', 'NXDOMAIN', 'NOERROR', 'NOERROR', 'NOERROR', 'NOERROR', 'SERVFAIL', 'REFUSED', 'NOTIMP']
const numbered = (text: string, names: string[]) =>
  `if(match(${text}, '^[0-9]+$'), [${names.map((name) => `'${name}'`).join(', ')}][toUInt8OrZero(${text})], upper(${text}))`

export const tableDns: Format = {
  ...about,
  id: 'table-dns',
  title: 'Exported table of look-ups, columns named by its first line (Pi-hole, Technitium, Splunk and others)',
  product: 'name servers',
  source: "the export's own first line; src/formats/table-dns.ts lists the column names that are known",
  table: 'dns_event',
  header: {
    pattern: `(?:[^:0-9][^:]*)?(?:${TIME})[^:]*$`,
    fields: headerCells,
    step: rowCells,
    accepts: (fields) => {
      const found = columnsOf(fields, KNOWN)
      const plain = fields.map((field) => field.toLowerCase().replace(/[\s_.-]/g, ''))
      return (
        found.time !== undefined &&
        found.client !== undefined &&
        found.name !== undefined &&
        !fields.some((field) => REQUEST.test(field)) &&
        plain.some((name) => TELLING.includes(name))
      )
    },
    headerless: null,
  },
  columns: ({ fields, timezone }) => {
    const found = columnsOf(fields, KNOWN)
    const at = (column: Column) => (found[column] === undefined ? "''" : cellAt(fields, found[column]))
    const zone = /utc/i.test(fields[found.time ?? -1] ?? '') ? "'UTC'" : timezone
    const answers = `arrayMap(x -> trimRight(trim(x), '.'), splitByRegexp('[;, |]+', ${at('answer')}))`
    const addresses = `arrayDistinct(arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${answers}))`
    return {
      time: bound(at('time'), 't', (t) => writtenTime(t, zone)),
      observer_type: "'resolver'",
      ...source(at('client')),
      event_type: `if(${firstOf(at('code'), at('reply'), at('answer'))} = '', 'query', 'both')`,
      dns_question_name: `lower(trimRight(${at('name')}, '.'))`,
      dns_question_type: numbered(at('type'), TYPES),
      dns_response_code: `if(${at('code')} != '', ${namedCode(at('code'))}, ${numbered(at('reply'), REPLIES)})`,
      dns_resolved_ip: `arrayMap(x -> toIPv6OrDefault(x), ${addresses})`,
      dns_answers_data: `arrayDistinct(arrayFilter(x -> position(x, '.') > 0 AND isNull(toIPv6OrNull(x)), ${answers}))`,
    }
  },
  required: "source_address != '' AND dns_question_name != ''",
  examples: [
    {
      // Pi-hole's long-term database
      lines: [
        'id,timestamp,type,status,domain,client,forward,additional_info,reply_type,reply_time,dnssec,list_id,ede',
        '1,1791158401,1,2,www.example.co.jp,192.168.10.21,8.8.8.8#53,,4,0.01,5,,',
        '2,1791158402.5,2,2,gone.example.net,192.168.10.22,8.8.8.8#53,,2,0.0,5,,',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
          dns_response_code: 'NOERROR',
        },
        { time: '2026-10-05T00:00:02.500Z', dns_question_type: 'AAAA', dns_response_code: 'NXDOMAIN' },
      ],
    },
    {
      // Technitium's query logs
      lines: [
        'RowNumber,Timestamp,ClientIpAddress,Protocol,ResponseType,ResponseRtt,Rcode,Qname,Qtype,Qclass,Answer',
        '1,2026-10-05 09:00:01,192.168.10.21,Udp,Recursive,12.5,NoError,WWW.example.co.jp,A,IN,"edge.example.net, 203.0.113.80"',
      ],
      events: [
        {
          dns_question_name: 'www.example.co.jp',
          dns_response_code: 'NOERROR',
          dns_resolved_ip: ['203.0.113.80'],
          dns_answers_data: ['edge.example.net'],
        },
      ],
    },
    {
      lines: [
        '"_time",src,query,record_type,reply_code,answer',
        '"2026-10-05T09:00:01.250+0900","192.168.10.21",www.example.co.jp,A,NoError,203.0.113.80',
      ],
      events: [{ time: '2026-10-05T00:00:01.250Z', source_ip: '192.168.10.21', event_type: 'both' }],
    },
    {
      // Microsoft Sentinel, DnsEvents
      lines: [
        'TimeGenerated [UTC],Computer,SubType,ClientIP,Name,QueryType,IPAddresses,Result,ResultCode',
        '"10/5/2026, 12:00:01.250 AM",DC01,LookupQuery,192.168.10.21,WWW.example.co.jp,A,"203.0.113.80, 203.0.113.81",Success,0',
        '"10/5/2026, 12:00:02.250 AM",DC01,LookupQuery,192.168.10.21,gone.example.net,A,,NXDomain,3',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
          dns_response_code: 'NOERROR',
          dns_resolved_ip: ['203.0.113.80', '203.0.113.81'],
        },
        { dns_question_name: 'gone.example.net', dns_response_code: 'NXDOMAIN' },
      ],
    },
  ],
}
