/** Access logs that a web server writes as JSON. The administrator names the fields; most take NGINX's own variables, or what the tools that read such logs call them. */
import { bound } from './bound.ts'
import type { Format } from './format.ts'
import { field, jsonStep, keys, texts } from './json-line.ts'
import { firstOf } from './pairs.ts'
import { clfTime, isoTime } from './time.ts'
import { urlDomain } from './url.ts'

const STEP = jsonStep({
  ...texts(
    'time_iso8601 time_local timestamp @timestamp time remote_addr remote_user request request_method request_uri uri status',
  ),
  ...texts('response_status body_bytes_sent bytes_sent request_length request_time http_referer http_referrer'),
  ...texts('http_user_agent user_agent http_host host server_name vhost server_addr'),
  // as tools that read access logs, and Apache's administrators, name them
  ...texts('clientip client_ip remote_ip remoteIP remote_host user auth method verb httpMethod url path'),
  ...texts('response status_code bytes size agent ua userAgent referer referrer'),
})
const any = (...names: string[]) => firstOf(...names.map((name) => unless(field([name]))))
const unless = (text: string) => `if(${text} = '-', '', ${text})`

const WHEN = `trim(BOTH '[]' FROM ${any('time_iso8601', 'time_local', 'timestamp', '@timestamp', 'time')})`
const REQUEST = unless(field('request'))
const PARTS = `extractGroups(${REQUEST}, '^([A-Za-z][A-Za-z_-]*) (.*?)(?: HTTP/[0-9.]+)?$')`
const CLIENT = any('remote_addr', 'clientip', 'client_ip', 'remote_ip', 'remoteIP', 'remote_host')
/** `request` may be the path alone */
const TARGET = firstOf(
  `${PARTS}[2]`,
  any('request_uri', 'uri', 'url', 'path'),
  `if(startsWith(${REQUEST}, '/'), ${REQUEST}, '')`,
)
const STATUS = `toUInt16OrZero(${any('status', 'response_status', 'response', 'status_code')})`
const HOST = any('http_host', 'host', 'server_name', 'vhost')

export const webJson: Format = {
  id: 'web-json',
  title: "Web servers' access logs as JSON, by NGINX's names of the fields",
  vendor: 'F5',
  product: 'NGINX',
  source: 'https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format',
  table: 'web_event',
  tag: 'nginx',
  pattern: keys('remote_addr'),
  time: 'payload',
  step: STEP,
  columns: ({ timezone }) => ({
    time: bound(
      WHEN,
      'said',
      (said) => `if(match(${said}, '^\\\\d{4}-'), ${isoTime(said, timezone)}, ${clfTime(said, timezone)})`,
    ),
    observer_type: "'server'",
    source_ip: `toIPv6OrDefault(${CLIENT})`,
    source_address: CLIENT,
    destination_ip: `toIPv6OrDefault(${any('server_addr')})`,
    user_name: any('remote_user', 'user', 'auth'),
    network_protocol: "'http'",
    http_request_method: firstOf(`${PARTS}[1]`, any('request_method', 'method', 'verb', 'httpMethod')),
    url_original: TARGET,
    url_domain: bound(TARGET, 'target', (target) =>
      urlDomain(`if(position(${target}, '://') > 0, ${target}, concat('http://', ${HOST}, '/'))`),
    ),
    http_response_status_code: STATUS,
    event_outcome: bound(
      STATUS,
      'status',
      (status) =>
        `multiIf(${status} IN (401, 403, 407), 'denied', ${status} = 0 OR ${status} >= 500, 'failure', 'success')`,
    ),
    event_action: "''",
    http_request_bytes: `ifNull(toInt64OrNull(${any('request_length')}), -1)`,
    http_response_bytes: `ifNull(toInt64OrNull(${any('body_bytes_sent', 'bytes_sent', 'bytes', 'size')}), -1)`,
    event_duration_ms: `ifNull(toInt64(round(toFloat64OrNull(${any('request_time')}) * 1000)), -1)`,
    user_agent_original: any('http_user_agent', 'user_agent', 'agent', 'ua', 'userAgent'),
    http_request_referrer: any('http_referer', 'http_referrer', 'referer', 'referrer'),
  }),
  required: "source_ip != toIPv6('::') AND http_response_status_code > 0 AND http_request_method != ''",
  examples: [
    {
      lines: [
        '{"time_local":"05/Oct/2026:09:00:01 +0900","remote_addr":"203.0.113.77","remote_user":"","request":"GET /kyujin/index.html?id=5 HTTP/1.1","status":"200","body_bytes_sent":"5120","request_time":"0.250","http_referer":"-","http_user_agent":"curl/8.1","server_name":"www.example.co.jp"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.77',
          user_name: '',
          http_request_method: 'GET',
          url_original: '/kyujin/index.html?id=5',
          url_domain: 'www.example.co.jp',
          http_response_status_code: 200,
          http_response_bytes: 5120,
          event_duration_ms: 250,
          observer_type: 'server',
          http_request_referrer: '',
          user_agent_original: 'curl/8.1',
        },
      ],
    },
    {
      lines: [
        '{ "timestamp": "2026-10-05T09:00:02+09:00", "remote_addr": "203.0.113.78", "body_bytes_sent": 36, "request_time": 0.003, "response_status": 403, "request": "GET /.git/HEAD HTTP/1.1", "request_method": "GET", "host": "www.example.co.jp:8443", "http_user_agent": "-" }',
      ],
      events: [
        {
          time: '2026-10-05T00:00:02.000Z',
          event_outcome: 'denied',
          url_domain: 'www.example.co.jp',
          user_agent_original: '',
        },
      ],
    },
    {
      lines: [
        '{"@timestamp":"2026-10-05T00:00:03Z","remote_addr":"2001:db8::7","request_method":"POST","request_uri":"/wp-login.php","status":503,"bytes_sent":0}',
      ],
      events: [
        {
          source_ip: '2001:db8::7',
          http_request_method: 'POST',
          url_original: '/wp-login.php',
          event_outcome: 'failure',
        },
      ],
    },
  ],
}

const NAMED = '"(?:clientip|client_ip|remote_ip|remoteIP|remote_host)"\\s?:\\s?"[0-9A-Fa-f.:]+"'
const ANSWERED = '"(?:status|response_status|response|status_code)"\\s?:\\s?"?[1-5]\\d\\d[",}]'

/** What other products' JSON holds as well: tried after all of theirs. */
export const webJsonNamed: Format = {
  ...webJson,
  id: 'web-json-named',
  title: "Web servers' access logs as JSON, by other common names of the fields",
  vendor: 'Apache, F5 and others',
  product: 'httpd, NGINX',
  source: 'https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats',
  tag: '(?:httpd|apache2?|nginx)',
  pattern: `\\s*\\{(?:.*[{,]\\s?)?(?:${NAMED},(?:.*,)?\\s?${ANSWERED}|${ANSWERED}(?:.*,)?\\s?${NAMED})`,
  examples: [
    {
      lines: [
        '{"time":"[05/Oct/2026:09:00:01 +0900]","remoteIP":"203.0.113.77","host":"www.example.co.jp","request":"/a","query":"","method":"GET","status":"200","userAgent":"curl","referer":"-"}',
        '{"@timestamp":"2026-10-05T09:00:02+09:00","clientip":"203.0.113.78","auth":"tanaka","verb":"POST","request":"/login","response":403,"bytes":"512","agent":"curl/8"}',
        '{"@timestamp":"2026-10-05T09:00:03+09:00","level":"info","client_ip":"203.0.113.79","user":"tanaka","status":"ok"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.77',
          url_domain: 'www.example.co.jp',
          url_original: '/a',
          http_request_method: 'GET',
          http_response_status_code: 200,
          http_request_referrer: '',
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '203.0.113.78',
          user_name: 'tanaka',
          event_outcome: 'denied',
          http_response_bytes: 512,
        },
      ],
    },
  ],
}
