/** Events that Elastic's shippers parsed already (Packetbeat, Filebeat's modules, agents): JSON by the Elastic Common Schema's names. */
import { namedCode } from './dns-code.ts'
import type { Format } from './format.ts'
import { field, jsonStep, type Shape, texts } from './json-line.ts'
import { count, firstOf, transport } from './pairs.ts'
import { source } from './pick.ts'
import { isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const about = {
  vendor: 'Elastic',
  product: 'Elastic Common Schema',
  source: 'https://www.elastic.co/docs/reference/ecs/ecs-field-reference',
  envelope: 'none' as const,
  time: 'payload' as const,
}
const START = '\\s*\\{\\s*"@timestamp"\\s?:\\s?".*'
const END: Shape = texts('ip port bytes mac domain address')
const COMMON: Shape = {
  '@timestamp': 'text',
  source: END,
  client: END,
  destination: END,
  server: END,
  user: texts('name'),
  event: { ...texts('action outcome duration module dataset id'), type: 'list' },
  network: texts('transport protocol application'),
  rule: texts('name'),
  observer: texts('name hostname'),
}
const either = (one: string, other: string) => firstOf(field(one), field(other))
const ends = {
  time: isoTime(field(['@timestamp']), "'UTC'"),
  ...source(either('source.ip', 'client.ip')),
  source_port: `toUInt16OrZero(${either('source.port', 'client.port')})`,
  destination_ip: `toIPv6OrDefault(${either('destination.ip', 'server.ip')})`,
  destination_port: `toUInt16OrZero(${either('destination.port', 'server.port')})`,
}
/** how it ended, in the words of the product or of the schema */
const DENIED = `(hasAny(${field('event.type')}, ['denied']) OR match(lower(${field('event.action')}), 'den(y|ied)|drop|block|reject|refuse'))`
const DURATION = `if(${field('event.duration')} = '', -1, intDiv(toInt64OrZero(${field('event.duration')}), 1000000))`

const ANSWERS = `arrayConcat(arrayMap(a -> tupleElement(a, 'data'), ${field('dns.answers')}), ${field('dns.resolved_ip')})`
const dns: Format = {
  ...about,
  id: 'ecs-dns',
  title: 'Look-ups by the Elastic Common Schema, JSON (Packetbeat and others)',
  table: 'dns_event',
  pattern: `${START}"dns"\\s?:\\s?\\{.*"question"\\s?:\\s?\\{`,
  step: jsonStep({
    ...COMMON,
    dns: {
      ...texts('type response_code'),
      question: texts('name type'),
      answers: [texts('data ttl')],
      resolved_ip: 'list',
    },
  }),
  columns: () => ({
    ...ends,
    observer_type: "'sensor'",
    event_type: `if(${field('dns.response_code')} = '' AND empty(${ANSWERS}), 'query', 'both')`,
    dns_question_name: `lower(trimRight(${field('dns.question.name')}, '.'))`,
    dns_question_type: field('dns.question.type'),
    dns_response_code: namedCode(field('dns.response_code')),
    dns_resolved_ip: `arrayDistinct(arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${ANSWERS})))`,
    dns_answers_data: `arrayDistinct(arrayFilter(x -> x != '' AND isNull(toIPv6OrNull(x)), ${ANSWERS}))`,
  }),
  required: "dns_question_name != '' AND source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '{"@timestamp":"2026-10-05T00:00:01.250Z","agent":{"type":"packetbeat"},"destination":{"ip":"192.168.10.53","port":53},"dns":{"answers":[{"data":"203.0.113.80","name":"www.example.co.jp","ttl":"300","type":"A"}],"question":{"name":"www.example.co.jp","type":"A"},"resolved_ip":["203.0.113.80"],"response_code":"NOERROR"},"network":{"protocol":"dns","transport":"udp"},"source":{"ip":"192.168.10.21","port":51022},"type":"dns"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          destination_ip: '192.168.10.53',
          dns_question_name: 'www.example.co.jp',
          dns_response_code: 'NOERROR',
          dns_resolved_ip: ['203.0.113.80'],
        },
      ],
    },
  ],
}

const URL = firstOf(field('url.full'), field('url.original'), field('url.path'))
const STATUS = `toUInt16OrZero(${field('http.response.status_code')})`
const web: Format = {
  ...about,
  id: 'ecs-web',
  title: 'Requests by the Elastic Common Schema, JSON',
  table: 'web_event',
  pattern: `${START}(?:"http"\\s?:\\s?\\{.*"url"\\s?:\\s?\\{|"url"\\s?:\\s?\\{.*"http"\\s?:\\s?\\{)`,
  step: jsonStep({
    ...COMMON,
    url: texts('full original domain path'),
    http: {
      request: { ...texts('method bytes referrer'), body: texts('bytes') },
      response: { ...texts('status_code bytes mime_type'), body: texts('bytes') },
    },
    user_agent: texts('original'),
  }),
  columns: () => ({
    ...ends,
    observer_type: `if(match(concat(${field('event.module')}, ' ', ${field('event.dataset')}), 'nginx|apache|iis|traefik|tomcat|haproxy'), 'server', 'proxy')`,
    destination_port: `if(toUInt16OrZero(${either('destination.port', 'server.port')}) > 0, toUInt16OrZero(${either('destination.port', 'server.port')}), ${urlPort(URL, field('http.request.method'))})`,
    user_name: field('user.name'),
    network_protocol: "'http'",
    http_request_method: `upper(${field('http.request.method')})`,
    url_domain: urlDomain(firstOf(field('url.domain'), `if(startsWith(${URL}, '/'), '', ${URL})`)),
    url_original: URL,
    http_response_status_code: STATUS,
    event_outcome: `multiIf(${DENIED} OR ${STATUS} IN (403, 407), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
    event_action: field('event.action'),
    http_request_bytes: count(
      firstOf(field('http.request.bytes'), field('http.request.body.bytes'), field('source.bytes')),
    ),
    http_response_bytes: count(
      firstOf(field('http.response.bytes'), field('http.response.body.bytes'), field('destination.bytes')),
    ),
    event_duration_ms: DURATION,
    user_agent_original: field('user_agent.original'),
    http_request_referrer: field('http.request.referrer'),
    http_response_mime_type: field('http.response.mime_type'),
  }),
  required: "source_ip != toIPv6('::') AND (url_domain != '' OR observer_type = 'server')",
  examples: [
    {
      lines: [
        '{"@timestamp":"2026-10-05T00:00:01.250Z","destination":{"ip":"203.0.113.80"},"event":{"action":"TCP_MISS","category":["web"],"duration":187000000,"module":"squid"},"http":{"request":{"method":"GET"},"response":{"bytes":5120,"status_code":200}},"source":{"ip":"192.168.10.21"},"url":{"domain":"www.example.co.jp","full":"http://www.example.co.jp/a"},"user":{"name":"tanaka"},"user_agent":{"original":"Mozilla/5.0"}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          destination_port: 80,
          http_response_bytes: 5120,
          event_duration_ms: 187,
          observer_type: 'proxy',
        },
      ],
    },
  ],
}

const flow: Format = {
  ...about,
  id: 'ecs-flow',
  title: 'Connections by the Elastic Common Schema, JSON (Packetbeat and others)',
  table: 'flow_event',
  pattern: `${START}(?:"destination"\\s?:\\s?\\{[^{}]*"ip"\\s?:.*"source"\\s?:\\s?\\{[^{}]*"ip"\\s?:|"source"\\s?:\\s?\\{[^{}]*"ip"\\s?:.*"destination"\\s?:\\s?\\{[^{}]*"ip"\\s?:)`,
  step: jsonStep({ ...COMMON, tls: { client: texts('server_name') } }),
  columns: () => ({
    ...ends,
    observer_type: "'sensor'",
    user_name: field('user.name'),
    source_mac: `lower(replaceAll(${field('source.mac')}, '-', ':'))`,
    source_name: field('source.domain'),
    destination_domain: `lower(${firstOf(field('tls.client.server_name'), field('destination.domain'))})`,
    network_transport: transport(field('network.transport')),
    network_application: firstOf(field('network.application'), field('network.protocol')),
    event_action: `if(${DENIED}, 'denied', 'allowed')`,
    event_id: field('event.id'),
    source_bytes: count(field('source.bytes')),
    destination_bytes: count(field('destination.bytes')),
    event_duration_ms: DURATION,
    observer_name: firstOf(field('observer.name'), field('observer.hostname')),
    rule_name: field('rule.name'),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '{"@timestamp":"2026-10-05T00:00:01.250Z","event":{"action":"network_flow","category":["network"],"duration":1500000000,"kind":"event"},"source":{"ip":"192.168.10.21","port":51022,"bytes":420},"destination":{"ip":"203.0.113.9","port":443,"bytes":5120},"network":{"transport":"tcp","bytes":5540},"type":"flow","agent":{"type":"packetbeat"}}',
        '{"@timestamp":"2026-10-05T00:00:02.250Z","destination":{"ip":"203.0.113.9","port":445},"event":{"action":"deny","category":["network"],"type":["connection","denied"]},"network":{"transport":"tcp"},"rule":{"name":"no-smb"},"source":{"ip":"192.168.10.21","mac":"00-00-5E-00-53-01","port":51023}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.9',
          destination_port: 443,
          network_transport: 'tcp',
          source_bytes: 420,
          destination_bytes: 5120,
          event_duration_ms: 1500,
          event_action: 'allowed',
        },
        { event_action: 'denied', rule_name: 'no-smb', source_mac: '00:00:5e:00:53:01' },
      ],
    },
  ],
}

export const ECS_FORMATS: Format[] = [dns, web, flow]
