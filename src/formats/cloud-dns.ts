/** Look-ups that clouds' resolvers log as JSON: Amazon Route 53 Resolver, Google Cloud DNS, Azure Firewall's DNS proxy. */
import { namedCode } from './dns-code.ts'
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, jsonStep, keys, texts } from './json-line.ts'
import { source } from './pick.ts'

const about = { table: 'dns_event' as const, time: 'payload' as const }
const nameOf = (text: string) => `lower(trimRight(${text}, '.'))`
const addresses = (list: string) =>
  `arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${list}))`
const names = (list: string) =>
  `arrayMap(x -> ${nameOf('x')}, arrayFilter(x -> position(x, '.') > 0 AND isNull(toIPv6OrNull(x)), ${list}))`

const RDATA = `arrayMap(a -> tupleElement(a, 'Rdata'), ${field('answers')})`
const route53: Format = {
  ...about,
  id: 'aws-route53-resolver',
  title: 'Amazon Route 53 Resolver query log',
  vendor: 'Amazon Web Services',
  product: 'Route 53 Resolver',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html',
  pattern: keys('query_timestamp', 'query_name'),
  step: jsonStep({
    ...texts('query_timestamp query_name query_type rcode srcaddr srcport'),
    answers: [texts('Rdata Type')],
  }),
  columns: () => ({
    time: utcTime(field('query_timestamp')),
    observer_type: "'resolver'",
    ...source(field('srcaddr')),
    source_port: `toUInt16OrZero(${field('srcport')})`,
    event_type: "'both'",
    dns_question_name: nameOf(field('query_name')),
    dns_question_type: field('query_type'),
    dns_response_code: namedCode(field('rcode')),
    dns_resolved_ip: addresses(RDATA),
    dns_answers_data: names(RDATA),
  }),
  required: "source_address != '' AND dns_question_name != ''",
  examples: [
    {
      lines: [
        '{"version":"1.100000","account_id":"123456789012","region":"ap-northeast-1","vpc_id":"vpc-0a1b","query_timestamp":"2026-10-05T00:00:01Z","query_name":"www.example.com.","query_type":"A","query_class":"IN","rcode":"NOERROR","answers":[{"Rdata":"edge.example.net.","Type":"CNAME","Class":"IN"},{"Rdata":"203.0.113.80","Type":"A","Class":"IN"}],"srcaddr":"10.0.1.5","srcport":"56067","transport":"UDP","srcids":{"instance":"i-0d15"}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '10.0.1.5',
          source_port: 56067,
          dns_question_name: 'www.example.com',
          dns_response_code: 'NOERROR',
          dns_resolved_ip: ['203.0.113.80'],
          dns_answers_data: ['edge.example.net'],
        },
      ],
    },
  ],
}

/** one record a line: name, time to live, class, type, value */
const RECORDS = `splitByRegexp('\\\\n|\\\\\\\\n', ${field('jsonPayload.rdata')})`
const VALUES = `arrayMap(x -> trimRight(extract(x, '(\\\\S+)$'), '.'), ${RECORDS})`
const google: Format = {
  ...about,
  id: 'gcp-dns',
  title: 'Google Cloud DNS query log',
  vendor: 'Google Cloud',
  product: 'Cloud DNS',
  source: 'https://cloud.google.com/dns/docs/monitoring#dns-log-record-format',
  pattern: '\\s*\\{.*"jsonPayload"\\s?:\\s*\\{[^}]*"queryName"\\s?:',
  step: jsonStep({
    timestamp: 'text',
    jsonPayload: texts('queryName queryType responseCode rdata sourceIP'),
  }),
  columns: () => ({
    time: utcTime(field('timestamp')),
    observer_type: "'resolver'",
    ...source(field('jsonPayload.sourceIP')),
    event_type: "'both'",
    dns_question_name: nameOf(field('jsonPayload.queryName')),
    dns_question_type: field('jsonPayload.queryType'),
    dns_response_code: namedCode(field('jsonPayload.responseCode')),
    dns_resolved_ip: addresses(VALUES),
    dns_answers_data: names(VALUES),
  }),
  required: "source_address != '' AND dns_question_name != ''",
  examples: [
    {
      lines: [
        '{"insertId":"vwro","jsonPayload":{"authAnswer":true,"protocol":"UDP","queryName":"www.example.com.","queryType":"A","rdata":"www.example.com.\\t5\\tIN\\ta\\t203.0.113.80","responseCode":"NOERROR","sourceIP":"10.154.0.3","vmInstanceName":"1.vm-1"},"logName":"projects/p/logs/dns.googleapis.com%2Fdns_queries","resource":{"type":"dns_query"},"timestamp":"2026-10-05T00:00:01.250Z"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '10.154.0.3',
          dns_question_name: 'www.example.com',
          dns_resolved_ip: ['203.0.113.80'],
        },
      ],
    },
  ],
}

const azure: Format = {
  ...about,
  id: 'azure-firewall-dns',
  title: 'Azure Firewall, DNS proxy (structured)',
  vendor: 'Microsoft',
  product: 'Azure Firewall',
  source: 'https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/azfwdnsquery',
  pattern: '\\s*\\{.*"category"\\s?:\\s?"AZFWDnsQuery"',
  step: jsonStep({
    time: 'text',
    properties: texts('QueryName QueryType ResponseCode SourceIp SourcePort'),
  }),
  columns: () => ({
    time: utcTime(field('time')),
    observer_type: "'resolver'",
    ...source(field('properties.SourceIp')),
    source_port: `toUInt16OrZero(${field('properties.SourcePort')})`,
    event_type: "'both'",
    dns_question_name: nameOf(field('properties.QueryName')),
    dns_question_type: field('properties.QueryType'),
    dns_response_code: namedCode(field('properties.ResponseCode')),
  }),
  required: "source_address != '' AND dns_question_name != ''",
  examples: [
    {
      lines: [
        '{"category":"AZFWDnsQuery","properties":{"DnssecOkBit":false,"Protocol":"udp","QueryClass":"IN","QueryId":35817,"QueryName":"ntp.example.com.","QueryType":"A","ResponseCode":"NOERROR","ResponseFlags":"qr,aa,rd,ra","SourceIp":"10.0.0.4","SourcePort":47785},"resourceId":"/SUBSCRIPTIONS/X","time":"2026-10-05T00:00:01.8623870Z"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.862Z',
          source_ip: '10.0.0.4',
          dns_question_name: 'ntp.example.com',
          dns_response_code: 'NOERROR',
        },
      ],
    },
  ],
}

export const CLOUD_DNS_FORMATS: Format[] = [route53, google, azure]
