/** Access logs in JSON of what stands before web servers: Traefik, Caddy, Cloudflare, Google's load balancer. One mapping, each product's own names. */
import type { Format, FormatExample } from './format.ts'
import { addressOf, portOf } from './json.ts'
import { field, jsonStep, keys, type Shape, texts } from './json-line.ts'
import { firstOf } from './pairs.ts'
import { epochTime, isoTime } from './time.ts'
import { urlDomain } from './url.ts'

interface Names {
  time: string
  client: string
  port?: string
  server?: string
  user?: string
  method: string
  host: string
  path: string
  status: string
  sent?: string
  received?: string
  milliseconds?: string
  agent: string
  referrer?: string
}

const known = (text: string) => `if(${text} = '-', '', ${text})`
const counted = (text: string | undefined) => (text ? `ifNull(toInt64OrNull(${text}), -1)` : '-1')

function columns(names: Names): Record<string, string> {
  const status = `toUInt16OrZero(${names.status})`
  const client = addressOf(names.client)
  return {
    time: names.time,
    observer_type: "'server'",
    source_ip: `toIPv6OrDefault(${client})`,
    source_address: client,
    source_port: names.port ? `toUInt16OrZero(${names.port})` : portOf(names.client),
    destination_ip: `toIPv6OrDefault(${names.server ?? "''"})`,
    user_name: names.user ? known(names.user) : "''",
    network_protocol: "'http'",
    http_request_method: names.method,
    url_domain: urlDomain(names.host),
    url_original: names.path,
    http_response_status_code: status,
    event_outcome: `multiIf(${status} IN (401, 403, 407), 'denied', ${status} = 0 OR ${status} >= 500, 'failure', 'success')`,
    http_request_bytes: counted(names.sent),
    http_response_bytes: counted(names.received),
    event_duration_ms: names.milliseconds ?? '-1',
    user_agent_original: known(names.agent),
    http_request_referrer: names.referrer ? known(names.referrer) : "''",
  }
}

interface Product {
  id: string
  title: string
  vendor: string
  product: string
  source: string
  pattern: string
  shape: Shape
  names: (timezone: string) => Names
  examples: FormatExample[]
}

const format = ({ shape, names, ...product }: Product): Format => ({
  ...product,
  table: 'web_event',
  time: 'payload',
  step: jsonStep(shape),
  columns: ({ timezone }) => columns(names(timezone)),
  required: "source_ip != toIPv6('::') AND http_request_method != ''",
})

const traefik = format({
  id: 'traefik-json',
  title: 'Traefik access log, JSON',
  vendor: 'Traefik Labs',
  product: 'Traefik',
  source: 'https://doc.traefik.io/traefik/observability/access-logs/',
  pattern: keys('ClientHost', 'DownstreamStatus'),
  shape: texts(
    'ClientHost ClientPort ClientUsername DownstreamContentSize DownstreamStatus Duration RequestContentSize RequestHost RequestMethod RequestPath StartUTC time request_User-Agent request_Referer',
  ),
  names: () => ({
    time: isoTime(firstOf(field('StartUTC'), field('time')), "'UTC'"),
    client: field('ClientHost'),
    port: field('ClientPort'),
    user: field('ClientUsername'),
    method: field('RequestMethod'),
    host: field('RequestHost'),
    path: field('RequestPath'),
    status: field('DownstreamStatus'),
    sent: field('RequestContentSize'),
    received: field('DownstreamContentSize'),
    milliseconds: `intDiv(toInt64OrZero(${field('Duration')}), 1000000)`,
    agent: field(['request_User-Agent']),
    referrer: field('request_Referer'),
  }),
  examples: [
    {
      lines: [
        '{"ClientAddr":"203.0.113.77:52000","ClientHost":"203.0.113.77","ClientPort":"52000","ClientUsername":"-","DownstreamContentSize":5120,"DownstreamStatus":200,"Duration":35000000,"RequestAddr":"www.example.com","RequestContentSize":0,"RequestCount":12,"RequestHost":"www.example.com","RequestMethod":"GET","RequestPath":"/a?b=c","RequestProtocol":"HTTP/1.1","RequestScheme":"https","RouterName":"router@docker","ServiceURL":"http://10.0.0.2:80","StartLocal":"2026-10-05T09:00:01.25+09:00","StartUTC":"2026-10-05T00:00:01.25Z","entryPointName":"websecure","level":"info","msg":"","request_User-Agent":"Mozilla/5.0","time":"2026-10-05T00:00:01Z"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.77',
          source_port: 52000,
          url_domain: 'www.example.com',
          url_original: '/a?b=c',
          http_response_status_code: 200,
          http_response_bytes: 5120,
          event_duration_ms: 35,
          user_agent_original: 'Mozilla/5.0',
        },
      ],
    },
  ],
})

const caddy = format({
  id: 'caddy-json',
  title: 'Caddy access log, JSON',
  vendor: 'Caddy',
  product: 'Caddy',
  source: 'https://caddyserver.com/docs/caddyfile/directives/log',
  pattern: '\\s*\\{.*"msg"\\s?:\\s?"handled request".*"request"\\s?:\\s?\\{',
  shape: {
    ...texts('ts duration size status user_id bytes_read'),
    request: {
      ...texts('remote_ip client_ip remote_port remote_addr method host uri'),
      headers: { 'User-Agent': 'list', Referer: 'list' },
    },
  },
  names: (timezone) => ({
    time: `if(match(${field('ts')}, '^\\\\d{10}'), ${epochTime(field('ts'))}, ${isoTime(`replaceAll(${field('ts')}, '/', '-')`, timezone)})`,
    client: firstOf(field('request.client_ip'), field('request.remote_ip'), field('request.remote_addr')),
    port: firstOf(field('request.remote_port'), `extract(${field('request.remote_addr')}, ':(\\\\d+)$')`),
    user: field('user_id'),
    method: field('request.method'),
    host: field('request.host'),
    path: field('request.uri'),
    status: field('status'),
    sent: field('bytes_read'),
    received: field('size'),
    milliseconds: `toInt64(round(toFloat64OrZero(${field('duration')}) * 1000))`,
    agent: `${field(['request', 'headers', 'User-Agent'])}[1]`,
    referrer: `${field(['request', 'headers', 'Referer'])}[1]`,
  }),
  examples: [
    {
      lines: [
        '{"level":"info","ts":1791158401.25,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"203.0.113.77","remote_port":"52000","client_ip":"203.0.113.77","proto":"HTTP/2.0","method":"POST","host":"www.example.com:8443","uri":"/login","headers":{"User-Agent":["Mozilla/5.0"],"Referer":["https://www.example.com/"]},"tls":{"resumed":false}},"bytes_read":120,"user_id":"","duration":0.035,"size":5120,"status":401,"resp_headers":{}}',
        '{"level":"info","ts":"2026/10/05 00:00:02.000","logger":"http.log.access","msg":"handled request","request":{"remote_addr":"203.0.113.78:52001","proto":"HTTP/1.1","method":"GET","host":"www.example.com","uri":"/","headers":{}},"duration":0.001,"size":12,"status":200}',
      ],
      timezone: 'UTC',
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.77',
          http_request_method: 'POST',
          url_domain: 'www.example.com',
          event_outcome: 'denied',
          http_request_bytes: 120,
          http_response_bytes: 5120,
          user_agent_original: 'Mozilla/5.0',
        },
        { time: '2026-10-05T00:00:02.000Z', source_ip: '203.0.113.78', source_port: 52001 },
      ],
    },
  ],
})

const cloudflare = format({
  id: 'cloudflare-http-requests',
  title: 'Cloudflare HTTP requests and firewall events, Logpush',
  vendor: 'Cloudflare',
  product: 'Cloudflare',
  source: 'https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/',
  pattern: keys('ClientIP', 'ClientRequestHost'),
  shape: texts(
    'EdgeStartTimestamp Datetime ClientIP ClientSrcPort OriginIP ClientRequestMethod ClientRequestHost ClientRequestURI ClientRequestPath ClientRequestQuery EdgeResponseStatus ClientRequestBytes EdgeResponseBytes ClientRequestUserAgent ClientRequestReferer',
  ),
  names: () => ({
    time: cloudflareTime(firstOf(field('EdgeStartTimestamp'), field('Datetime'))),
    client: field('ClientIP'),
    port: field('ClientSrcPort'),
    server: field('OriginIP'),
    method: field('ClientRequestMethod'),
    host: field('ClientRequestHost'),
    path: firstOf(field('ClientRequestURI'), `concat(${field('ClientRequestPath')}, ${field('ClientRequestQuery')})`),
    status: field('EdgeResponseStatus'),
    sent: field('ClientRequestBytes'),
    received: field('EdgeResponseBytes'),
    agent: field('ClientRequestUserAgent'),
    referrer: field('ClientRequestReferer'),
  }),
  examples: [
    {
      lines: [
        '{"CacheCacheStatus":"miss","ClientASN":64500,"ClientCountry":"jp","ClientIP":"203.0.113.77","ClientRequestBytes":580,"ClientRequestHost":"www.example.com","ClientRequestMethod":"POST","ClientRequestPath":"/checkout","ClientRequestProtocol":"HTTP/1.1","ClientRequestReferer":"https://www.example.com/s","ClientRequestURI":"/checkout?q=2","ClientRequestUserAgent":"Mozilla/5.0","ClientSrcPort":52000,"EdgeEndTimestamp":"2026-10-05T00:00:02Z","EdgeResponseBytes":9803,"EdgeResponseStatus":200,"EdgeStartTimestamp":"2026-10-05T00:00:01Z","OriginIP":"198.51.100.8","RayID":"713d"}',
        '{"Action":"block","ClientASN":64500,"ClientIP":"203.0.113.78","ClientRequestHost":"www.example.com","ClientRequestMethod":"GET","ClientRequestPath":"/abc","ClientRequestQuery":"?x=1","ClientRequestUserAgent":"Mozilla/5.0","Datetime":"2026-10-05T00:00:03Z","EdgeResponseStatus":403,"Kind":"firewall","RayID":"713e"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.77',
          url_domain: 'www.example.com',
          url_original: '/checkout?q=2',
          http_request_bytes: 580,
          http_response_bytes: 9803,
        },
        { time: '2026-10-05T00:00:03.000Z', url_original: '/abc?x=1', event_outcome: 'denied' },
      ],
    },
  ],
})

function cloudflareTime(text: string): string {
  return `if(match(${text}, '^\\\\d{10,19}$'), ${epochTime(`replaceRegexpOne(${text}, '^(\\\\d{10})(\\\\d+)$', '\\\\1.\\\\2')`)}, ${isoTime(text, "'UTC'")})`
}

const google = format({
  id: 'gcp-load-balancer',
  title: 'Google Cloud load balancer, requests',
  vendor: 'Google Cloud',
  product: 'Cloud Load Balancing',
  source: 'https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring',
  pattern: keys('httpRequest', 'timestamp'),
  shape: {
    timestamp: 'text',
    httpRequest: texts(
      'latency referer remoteIp requestMethod requestSize requestUrl responseSize serverIp status userAgent',
    ),
  },
  names: () => ({
    time: isoTime(field('timestamp'), "'UTC'"),
    client: field('httpRequest.remoteIp'),
    server: field('httpRequest.serverIp'),
    method: field('httpRequest.requestMethod'),
    host: field('httpRequest.requestUrl'),
    path: field('httpRequest.requestUrl'),
    status: field('httpRequest.status'),
    sent: field('httpRequest.requestSize'),
    received: field('httpRequest.responseSize'),
    milliseconds: `toInt64(round(toFloat64OrZero(trimRight(${field('httpRequest.latency')}, 's')) * 1000))`,
    agent: field('httpRequest.userAgent'),
    referrer: field('httpRequest.referer'),
  }),
  examples: [
    {
      lines: [
        '{"httpRequest":{"latency":"0.05s","remoteIp":"203.0.113.77","requestMethod":"GET","requestSize":"460","requestUrl":"https://www.example.com/a","responseSize":"5120","serverIp":"10.0.0.2","status":200,"userAgent":"Mozilla/5.0"},"insertId":"1","jsonPayload":{"statusDetails":"response_sent_by_backend"},"logName":"projects/p/logs/requests","resource":{"type":"http_load_balancer"},"timestamp":"2026-10-05T00:00:01.250Z"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.77',
          url_domain: 'www.example.com',
          http_request_bytes: 460,
          http_response_bytes: 5120,
          event_duration_ms: 50,
        },
      ],
    },
  ],
})

export const EDGE_JSON_FORMATS: Format[] = [traefik, caddy, cloudflare, google]
