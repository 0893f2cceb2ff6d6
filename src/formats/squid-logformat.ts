/** Squid with a `logformat` of one's own: its definition, as it stands in squid.conf, becomes a format. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { SQUID_TAG, throughPeer } from './squid-native.ts'
import { type TimeForm, timeForm } from './strftime.ts'
import { clfTime, epochTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

/** What Squid's codes write; the ones not named here are read over. Longest first, so that `<st` is not read as `<s`. */
const CODES: Record<string, string> = {
  '>Hs': 'status',
  '<Hs': 'ignored',
  '>st': 'sent',
  '<st': 'received',
  '>sh': 'ignored',
  '<sh': 'ignored',
  '>ha': 'ignored',
  '>h': 'header',
  '<h': 'ignored',
  '>a': 'client',
  '>A': 'client_name',
  '>p': 'client_port',
  '<a': 'peer',
  '<A': 'ignored',
  '<p': 'peer_port',
  '>rm': 'method',
  '<rm': 'ignored',
  '>ru': 'url',
  '<ru': 'ignored',
  '>rd': 'ignored',
  ts: 'seconds',
  tu: 'millis',
  tl: 'local',
  tg: 'gmt',
  tr: 'duration',
  rm: 'method',
  ru: 'url',
  rp: 'ignored',
  rv: 'ignored',
  un: 'user',
  ul: 'user',
  ue: 'user',
  us: 'user',
  ui: 'ignored',
  Ss: 'result',
  Sh: 'hierarchy',
  mt: 'mime',
  st: 'received',
}
/** Every code that Squid 3 to 7 knows, longest first, so that `<pt` is not read as `<p` and a `t`. */
const ALL_CODES =
  '>a >A >p >la >lp la lp <a <A <p <la <lp >eui >qos <qos >nfmark <nfmark ts tu tl tg tr tS dt busy_time <pt <tt >ha >h <h >Hs <Hs Hs un ui ul ue us credentials rm ru rp rP rv rd >rm >ru >rs >rd >rP >rp >rv <rm <ru <rs <rd <rP <rp <rv st >st <st >sh <sh <sH <bs <ss Ss Sh mt ea et note sn ssl::bump_mode ssl::>sni ssl::>cert_subject ssl::>cert_issuer ssl::<cert_subject ssl::<cert_issuer ssl::<cert_errors ssl::>cert ssl::<cert ssl::>negotiated_version ssl::<negotiated_version ssl::>negotiated_cipher ssl::<negotiated_cipher ssl::>received_hello_version ssl::<received_hello_version ssl::>received_supported_version ssl::<received_supported_version err_code err_detail master_xaction request_attempts proxy_protocol::>h transport::>connection_id >handshake icap::<last_h icap::tt adapt::all_trs adapt::sum_trs adapt::<last_h err external_acl ext_user ext_tag ext_log %'
    .split(' ')
    .sort((a, b) => b.length - a.length)
const CODE = new RegExp(
  `%([-"[#'/\\\\]?)(\\d*)(?:\\.(\\d+))?(\\{[^}]*\\})?(?:http::)?(${ALL_CODES.join('|')})(\\{[^}]*\\})?`,
  'g',
)

export class LogformatError extends Error {
  override name = 'LogformatError'
}

/** `%ts.%03tu %6tr %>a %Ss/%03>Hs …` → the format of its lines. Throws LogformatError where time or client is missing. */
export function squidLogformat(definition: string, id = 'squid-custom'): Format {
  const names: string[] = []
  let [pattern, form]: [string, TimeForm | null] = ['', null]
  let at = 0
  for (const match of definition.matchAll(CODE)) {
    pattern += escaped(definition.slice(at, match.index))
    at = match.index + match[0].length
    const [, quoting = '', width = '', , before = '', code = '', after = ''] = match
    if (code === '%') {
      pattern += '%'
      continue
    }
    const next = definition[at] ?? ''
    const name = CODES[code] ?? 'ignored'
    const own = ownTime(name, before || after)
    const named = name === 'header' ? headerName(before || after) : own ? `own_${name}` : name
    names.push(named)
    form ??= own
    pattern += own ? `(${own.pattern})` : `${width && quoting !== '-' ? ' *' : ''}${captured(named, quoting, next)}`
  }
  pattern += escaped(definition.slice(at))
  if (!['seconds', 'local', 'gmt', 'own_local', 'own_gmt'].some((name) => names.includes(name)))
    throw new LogformatError('a logformat without a time (%ts, %tl or %tg) puts no event on a timeline')
  if (!names.includes('client') && !names.includes('client_name'))
    throw new LogformatError('a logformat without the client (%>a) names no host')
  if (!names.includes('url')) throw new LogformatError('a logformat without the URL (%ru) names no destination')
  return formatOf(id, names, pattern, form)
}

/** `%{%d/%m/%Y %H:%M:%S}tl`: a time in a form of one's own; null where it is Squid's. */
function ownTime(name: string, braces: string): TimeForm | null {
  if ((name !== 'local' && name !== 'gmt') || braces === '') return null
  const form = timeForm(braces.slice(1, -1))
  if (!form)
    throw new LogformatError(
      `the time ${braces} is not understood; it needs %Y, %m (or %b), %d, %H, %M and nothing but these, %S and %z`,
    )
  return form
}

function captured(name: string, quoting: string, next: string): string {
  if (quoting === '"' || next === '"') return '((?:[^"\\\\]|\\\\.)*)'
  if ((quoting === '[' && /header|ignored/.test(name) && next !== ' ') || next === ']') return '([^\\]]*)'
  if (name === 'seconds') return '(\\d{9,11})'
  if (name === 'millis' || name === 'status' || name === 'client_port') return '(\\d+|-)'
  if (['duration', 'sent', 'received'].includes(name)) return '(-?\\d+|-)'
  if (name === 'local' || name === 'gmt') return '(\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})'
  if (name === 'hierarchy' || name === 'result') return '([A-Z_]+|-)'
  // up to the mark that parts the fields
  return /[|,;\t]/.test(next) ? `([^${next}]*)` : '(\\S*)'
}

function headerName(braces: string): string {
  const header = braces.replace(/[{}]/g, '').toLowerCase()
  return header === 'user-agent'
    ? 'agent'
    : header === 'referer'
      ? 'referrer'
      : header === 'x-forwarded-for'
        ? 'forwarded'
        : 'ignored'
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/ +/g, ' +')
}

function formatOf(id: string, names: string[], pattern: string, form: TimeForm | null): Format {
  const at = (name: string) => (names.includes(name) ? `step[${names.indexOf(name) + 1}]` : "''")
  const text = (name: string) => `if(${at(name)} = '-', '', ${at(name)})`
  const count = (name: string) =>
    names.includes(name) ? `if(${at(name)} IN ('', '-'), -1, toInt64OrZero(${at(name)}))` : '-1'
  const client = at(names.includes('client') ? 'client' : 'client_name')
  const own = names.includes('own_gmt') ? 'own_gmt' : 'own_local'
  const [url, method, result, status] = [at('url'), at('method'), at('result'), `toUInt16OrZero(${at('status')})`]
  return {
    id,
    title: `Squid access.log with a logformat of its own${id === 'squid-custom' ? ' (named in kyumei.yaml)' : ''}`,
    vendor: 'Squid',
    product: 'Squid',
    source: 'http://www.squid-cache.org/Doc/config/logformat/',
    table: 'web_event',
    tag: SQUID_TAG,
    // a time of one's own at the start may look like a log server's
    ...(form !== null && names[0] === own ? { envelope: 'none' as const } : {}),
    pattern: `${pattern.replaceAll(/\((?!\?)/g, '(?:')}\\s*$`,
    time: 'payload',
    step: `extractGroups(payload, ${literal(`^${pattern}\\s*$`)})`,
    columns: ({ timezone }) => ({
      time: names.includes('seconds')
        ? epochTime(names.includes('millis') ? `concat(${at('seconds')}, '.', ${at('millis')})` : at('seconds'))
        : form
          ? form.sql(at(own), own === 'own_gmt' ? "'UTC'" : timezone)
          : clfTime(names.includes('local') ? at('local') : at('gmt'), timezone),
      observer_type: "'proxy'",
      source_ip: `toIPv6OrDefault(${client})`,
      source_address: `if(${client} = '-', '', ${client})`,
      source_port: `toUInt16OrZero(${at('client_port')})`,
      destination_ip: names.includes('hierarchy')
        ? `if(${throughPeer(at('hierarchy'))}, toIPv6('::'), toIPv6OrDefault(${at('peer')}))`
        : `toIPv6OrDefault(${at('peer')})`,
      destination_port: urlPort(url, method),
      user_name: text('user'),
      network_protocol: "'http'",
      http_request_method: `if(${method} IN ('-', 'NONE'), '', ${method})`,
      url_domain: urlDomain(url),
      url_original: url,
      http_response_status_code: status,
      event_outcome: `multiIf(position(${result}, 'DENIED') > 0 OR ${status} IN (403, 407), 'denied', ${status} = 0 OR ${status} >= 500, 'failure', 'success')`,
      event_action: result,
      http_request_bytes: count('sent'),
      http_response_bytes: count('received'),
      event_duration_ms: count('duration'),
      user_agent_original: text('agent'),
      http_request_referrer: text('referrer'),
      http_response_mime_type: text('mime'),
    }),
    required: "source_address != ''",
    examples: [],
  }
}

/** What the report recommends where a proxy's log lacks request sizes and agents: Squid's native line and three fields more. */
export const RECOMMENDED =
  '%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %un %Sh/%<a %mt %>st "%{User-Agent}>h" "%{Referer}>h"'

export const squidRecommended: Format = {
  ...squidLogformat(RECOMMENDED, 'squid-recommended'),
  title: 'Squid access.log, native and request size, agent and referrer (the logformat that kyumei recommends)',
  examples: [
    {
      lines: [
        '1791158401.123    187 192.168.10.21 TCP_TUNNEL/200 14823 CONNECT www.example.co.jp:443 tanaka HIER_DIRECT/203.0.113.80 - 52000 "Mozilla/5.0 (Windows NT 10.0; \\"x\\")" "-"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.123Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          destination_ip: '203.0.113.80',
          destination_port: 443,
          http_request_bytes: 52000,
          http_response_bytes: 14823,
          user_name: 'tanaka',
          http_request_referrer: '',
        },
      ],
    },
  ],
}
