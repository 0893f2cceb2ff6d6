/** What web servers' error logs tell of sign-ins: whose password was wrong, and who is no user. The access log has a bare 401 of it. */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { localTime, monthNumber, wholeNumber } from './time.ts'
import { writtenTime } from './written-time.ts'

const about = { table: 'auth_event' as const, time: 'payload' as const, step: 'payload' }
const failed = (reason: string, address: string, user: string, port = "''") => ({
  observer_type: "'server'",
  observer_name: 'envelope_host',
  ...source(address),
  source_port: `toUInt16OrZero(${port})`,
  user_name: user,
  event_action: "'login'",
  event_outcome: "'failure'",
  event_reason: reason,
  network_protocol: "'web'",
})

const STAMP = '\\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]?\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? \\d{4}\\]'
const CLIENT = '\\[client [^\\] ]+\\]'
const REFUSED =
  '(?:(?:Digest: )?user .*(?:: authentication failure for| not found:|: password mismatch)|access to .* failed, reason: user )'

const apache: Format = {
  ...about,
  id: 'apache-error',
  title: 'Apache httpd error log: refused sign-ins (Basic, Digest)',
  vendor: 'Apache',
  product: 'httpd',
  source: 'https://httpd.apache.org/docs/2.4/logs.html#errorlog, modules/aaa/mod_auth_basic.c and mod_auth_digest.c',
  tag: '(?:httpd|apache2?)',
  pattern: `${STAMP} \\[.*${CLIENT} (?:AH\\d{5}: )?${REFUSED}`,
  columns: ({ timezone }) => {
    const at = (pattern: string) => found(`^\\[[A-Z][a-z]{2} ${pattern}`)
    const day = at('[A-Z][a-z]{2} ( ?\\d{1,2}) ')
    const time = localTime(
      {
        month: monthNumber(at('([A-Z][a-z]{2}) ')),
        day: wholeNumber(`trimLeft(${day})`),
        hour: wholeNumber(at('[A-Z][a-z]{2} [ \\d]?\\d (\\d\\d):')),
        minute: wholeNumber(at('[A-Z][a-z]{2} [ \\d]?\\d \\d\\d:(\\d\\d)')),
        second: wholeNumber(at('[A-Z][a-z]{2} [ \\d]?\\d \\d\\d:\\d\\d:(\\d\\d)')),
        year: wholeNumber(at('[^\\]]* (\\d{4})\\]')),
      },
      timezone,
    )
    const said = (pattern: string) => found(`${CLIENT} (?:AH\\d{5}: )?(?:Digest: )?${pattern}`)
    const client = found('\\[client ([^\\] ]+)\\]')
    return {
      time,
      ...failed(
        `if(${matches(' not found:|reason: user .* not ')}, 'unknown user', 'wrong password')`,
        `replaceRegexpOne(replaceRegexpOne(${client}, '^((?:[0-9]+[.]){3}[0-9]+|\\\\[[^\\\\]]*\\\\]|.*:.*:.*):[0-9]+$', '\\\\1'), '^\\\\[(.*)\\\\]$', '\\\\1')`,
        firstOf(
          said("user [`']?(.*?)['`]?(?: in realm .*?)?(?:: authentication failure|: password mismatch| not found:)"),
          said("access to .*? failed, reason: user '?(.*?)'? (?:does|not|is)"),
        ),
        found('\\[client (?:[0-9]+[.]){3}[0-9]+:(\\d+)\\]'),
      ),
    }
  },
  required: "source_address != '' AND user_name != ''",
  examples: [
    {
      lines: [
        '[Mon Oct 05 09:00:01.123456 2026] [auth_basic:error] [pid 812:tid 140] [client 203.0.113.9:51022] AH01617: user tanaka: authentication failure for "/intra": Password Mismatch',
        '[Mon Oct  5 09:00:02 2026] [error] [client 203.0.113.9] user admin not found: /intra',
        "[Mon Oct 05 09:00:02.5 2026] [auth_digest:error] [pid 9] [client 2001:db8::9:51022] AH01790: user `sato' in realm `intra' not found: /",
        '[Mon Oct 05 09:00:03.123456 2026] [core:error] [pid 812] [client 203.0.113.9:51022] AH00126: Invalid URI in request GET /a',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          source_port: 51022,
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'wrong password',
        },
        { time: '2026-10-05T00:00:02.000Z', user_name: 'admin', event_reason: 'unknown user' },
        { source_ip: '2001:db8::9', user_name: 'sato', event_reason: 'unknown user' },
      ],
    },
  ],
}

const nginx: Format = {
  ...about,
  id: 'nginx-error',
  title: 'NGINX error log: refused sign-ins (Basic)',
  vendor: 'F5',
  product: 'NGINX',
  source:
    'https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html, src/http/modules/ngx_http_auth_basic_module.c',
  tag: 'nginx',
  pattern:
    '\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[(?:error|info|notice|warn)\\] \\d+#\\d+: (?:\\*\\d+ )?user "[^"]*"(?:: password mismatch| was not found in ".*"), client: ',
  columns: ({ timezone }) => ({
    time: writtenTime(found('^(\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d)'), timezone),
    ...failed(
      `if(${matches(': password mismatch, client: ')}, 'wrong password', 'unknown user')`,
      found(', client: ([^, ]+)'),
      found(': (?:\\*\\d+ )?user "([^"]*)"'),
    ),
    destination_address: found(', server: ([^, ]+)'),
  }),
  required: "source_address != ''",
  examples: [
    {
      lines: [
        '2026/10/05 09:00:01 [error] 812#0: *5 user "tanaka": password mismatch, client: 203.0.113.9, server: www.example.co.jp, request: "GET /intra/ HTTP/1.1", host: "www.example.co.jp"',
        '2026/10/05 09:00:02 [error] 812#0: *6 user "admin" was not found in "/etc/nginx/.htpasswd", client: 2001:db8::9, server: _, request: "GET / HTTP/2.0"',
        '2026/10/05 09:00:03 [error] 812#0: *7 access forbidden by rule, client: 203.0.113.9, server: _, request: "GET /.git/ HTTP/1.1"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_outcome: 'failure',
          event_reason: 'wrong password',
          destination_address: 'www.example.co.jp',
        },
        { source_ip: '2001:db8::9', user_name: 'admin', event_reason: 'unknown user' },
      ],
    },
  ],
}

export const WEB_ERROR_FORMATS: Format[] = [apache, nginx]
