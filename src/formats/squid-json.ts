/** Squid's access log as JSON by ECS's names: what OPNsense has Squid write, and sends by syslog. */
import type { Format } from './format.ts'
import { field, jsonStep, keys } from './json-line.ts'
import { SQUID_TAG, throughPeer } from './squid-native.ts'
import { isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const said = (path: string | string[]) => `if(${field(path)} = '-', '', ${field(path)})`
const URL = said('url.original')
const METHOD = said('http.request.method')
const CODE = `toUInt16OrZero(${field('http.response.body.status_code')})`
const RESULT = said('labels.request_status')

export const squidJson: Format = {
  id: 'squid-json',
  title: 'Squid access log as JSON (OPNsense)',
  vendor: 'Squid',
  product: 'Squid',
  source: 'https://github.com/opnsense/plugins (www/squid: squid.conf, logformat opnsense)',
  table: 'web_event',
  tag: SQUID_TAG,
  time: 'payload',
  pattern: `${keys('@timestamp', 'http', 'dataset')}\\s?"squid\\.access"`,
  step: jsonStep({
    '@timestamp': 'text',
    http: { request: { method: 'text' }, response: { bytes: 'text', body: { status_code: 'text' } } },
    source: { ip: 'text' },
    event: { duration: 'text' },
    user: { name: 'text' },
    url: { original: 'text' },
    user_agent: { original: 'text' },
    labels: { request_status: 'text', hierarchy_status: 'text' },
  }),
  columns: ({ timezone }) => ({
    time: isoTime(field(['@timestamp']), timezone),
    observer_type: "'proxy'",
    source_ip: `toIPv6OrDefault(${field('source.ip')})`,
    source_address: said('source.ip'),
    destination_port: `if(${throughPeer(field('labels.hierarchy_status'))}, 0, ${urlPort(URL, METHOD)})`,
    user_name: said('user.name'),
    network_protocol: "'http'",
    http_request_method: METHOD,
    url_domain: urlDomain(URL),
    url_original: URL,
    http_response_status_code: CODE,
    event_outcome: `multiIf(${RESULT} LIKE '%DENIED%' OR ${CODE} IN (403, 407), 'denied', ${CODE} = 0 OR ${CODE} >= 500, 'failure', 'success')`,
    event_action: RESULT,
    http_request_bytes: '-1',
    http_response_bytes: `if(${field('http.response.bytes')} = '', -1, toInt64OrZero(${field('http.response.bytes')}))`,
    event_duration_ms: `if(${field('event.duration')} = '', -1, toInt64OrZero(${field('event.duration')}))`,
    user_agent_original: said('user_agent.original'),
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        '<166>Oct  5 09:00:02 fw1.example.co.jp (squid-1)[6802]: {"@timestamp":"2026-10-05T00:00:01+0000","ecs":{"version":"1.0.0"},"service":{"name":"proxy","type":"squid"},"host":{"hostname":"192.168.10.21"},"http":{"request":{"method":"CONNECT"},"response":{"bytes":5120,"body":{"status_code":200}},"version":"1.1"},"source":{"ip":"192.168.10.21"},"event":{"duration":"414","dataset":"squid.access"},"message":"CONNECT www.Example.co.jp:443 HTTP/1.1","user":{"name":"tanaka"},"url":{"original":"www.Example.co.jp:443"},"user_agent":{"original":"Mozilla/5.0"},"labels":{"request_status":"TCP_TUNNEL","hierarchy_status":"HIER_DIRECT"}}',
        '<166>Oct  5 09:00:03 fw1.example.co.jp (squid-1)[6802]: {"@timestamp":"2026-10-05T00:00:02+0000","ecs":{"version":"1.0.0"},"service":{"name":"proxy","type":"squid"},"host":{"hostname":"192.168.10.22"},"http":{"request":{"method":"GET"},"response":{"bytes":3162,"body":{"status_code":403}},"version":"1.1"},"source":{"ip":"192.168.10.22"},"event":{"duration":"40","dataset":"squid.access"},"message":"GET http://bad.example.com/ HTTP/1.1","user":{},"url":{"original":"http://bad.example.com/"},"user_agent":{},"labels":{"request_status":"TCP_DENIED","hierarchy_status":"HIER_NONE"}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          destination_port: 443,
          http_response_bytes: 5120,
          event_duration_ms: 414,
          user_agent_original: 'Mozilla/5.0',
          event_outcome: 'success',
        },
        { source_ip: '192.168.10.22', event_outcome: 'denied', http_request_method: 'GET', user_name: '' },
      ],
    },
  ],
}
