/** Zscaler Internet Access, NSS feeds: web, firewall, DNS and tunnel as JSON (Zscaler's and Elastic's field names), and web as name=value. */
import { bound, boundIfLong } from './bound.ts'
import type { Format, FormatExample } from './format.ts'
import { field, jsonStep, texts } from './json-line.ts'
import { clientOf } from './named-client.ts'
import { count, firstOf, transport, value } from './pairs.ts'
import { digits, isoTime, localTime, monthNumber } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

type Feed = 'web' | 'fw' | 'dns' | 'tunnel'
const NAMES: Record<Feed, string> = {
  web: 'time datetime login user proto protocol eurl url action reason reqsize requestsize respsize responsesize cip ClientIP clientip sip serverip reqmethod requestmethod respcode status ua useragent ereferer refererURL contenttype hostname ehost location devicehostname cintip clientpublicIP ctime clienttranstime',
  fw: 'time datetime user login cdport csport sdport ssport csip cdip ssip sdip tsip action proto nwapp nwsvc rulelabel inbytes outbytes durationms devicehostname',
  dns: 'time datetime user login reqaction resaction dns_reqtype dns_req dns_resp srv_dport clt_sip srv_dip',
  tunnel:
    'time datetime user sourceip destinationip sourceport destinationport protocol tunneltype recordid txbytes rxbytes',
}
/** what is not known or doesn't apply is written as None, NA or 0.0.0.0 */
export const known = (text: string) => `if(${text} IN ('None', 'NA', 'N/A', '-', 'Unknown', '0.0.0.0'), '', ${text})`
const json = (...names: string[]) => firstOf(...names.map((name) => known(field(`event.${name}`))))

/** `Fri Dec 31 07:07:07 2021`, or year first; in the feed's zone, which is the organisation's unless changed */
export const time = (said: string, timezone: string): string =>
  boundIfLong(said, 'said', (text) => timeOf(text, timezone))

function timeOf(text: string, timezone: string): string {
  const ctime = {
    month: monthNumber(`substring(${text}, 5, 3)`),
    day: `toInt32(toUInt8OrZero(trimLeft(substring(${text}, 9, 2))))`,
    hour: digits(text, 12, 2),
    minute: digits(text, 15, 2),
    second: digits(text, 18, 2),
    year: digits(text, 21, 4),
  }
  return `if(match(${text}, '^[A-Z][a-z]{2} '), ${localTime(ctime, timezone)}, ${isoTime(text, timezone)})`
}

export function web(read: (...names: string[]) => string): Record<string, string> {
  const url = read('eurl', 'url')
  const method = `replaceRegexpOne(upper(${read('reqmethod', 'requestmethod')}), '^(?:INVALID|OTHER)$', '')`
  const status = `toUInt16OrZero(extract(${read('respcode', 'status')}, '^\\\\d+'))`
  const scheme = `multiIf(position(${url}, '://') > 0, '', match(upper(${read('proto', 'protocol')}), '^(?:HTTPS|SSL)'), 'https://', upper(${read('proto', 'protocol')}) = 'HTTP', 'http://', '')`
  const blocked = `match(lower(${read('action')}), '^(?:block|deny|drop|caution)')`
  const whole = `concat(${scheme}, ${url})`
  const client = read('cip', 'ClientIP', 'clientip', 'cintip', 'clientpublicIP')
  return {
    observer_type: "'proxy'",
    // at home the address is the home's own, which others have too
    ...clientOf(
      client,
      read('devicehostname', 'login', 'user'),
      `NOT match(${read('location')}, '(?i)^road ?warrior$')`,
    ),
    destination_ip: `toIPv6OrDefault(${read('sip', 'serverip')})`,
    destination_port: bound(whole, 'url', (url) => urlPort(url, method)),
    user_name: read('login', 'user'),
    network_protocol: `if(match(upper(${read('proto', 'protocol')}), '^(?:SSL|TLS|TUNNEL_SSL)'), 'tls', 'http')`,
    http_request_method: method,
    url_domain: bound(
      urlDomain(url),
      'domain',
      (domain) => `if(${domain} != '', ${domain}, lower(${read('hostname', 'ehost')}))`,
    ),
    url_original: whole,
    http_response_status_code: status,
    event_outcome: `multiIf(${blocked} OR ${status} IN (403, 407), 'denied', ${status} >= 500, 'failure', 'success')`,
    event_action: read('action'),
    http_request_bytes: count(read('reqsize', 'requestsize')),
    http_response_bytes: count(read('respsize', 'responsesize')),
    event_duration_ms: count(read('ctime', 'clienttranstime')),
    user_agent_original: read('ua', 'useragent'),
    http_request_referrer: read('ereferer', 'refererURL'),
    http_response_mime_type: read('contenttype'),
  }
}

const COLUMNS: Record<Feed, Record<string, string>> = {
  web: web(json),
  fw: {
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${json('csip', 'tsip', 'ssip')})`,
    source_address: json('csip', 'tsip', 'ssip'),
    source_port: `toUInt16OrZero(${json('csport')})`,
    // what the client asked for, or where the service went for it
    destination_ip: `toIPv6OrDefault(${json('cdip', 'sdip')})`,
    destination_port: `toUInt16OrZero(${json('cdport', 'sdport')})`,
    user_name: json('user', 'login'),
    source_name: json('devicehostname'),
    network_transport: transport(json('proto')),
    network_application: json('nwapp', 'nwsvc'),
    event_action: `if(match(lower(${json('action')}), 'drop|block|reset|deny'), 'denied', 'allowed')`,
    source_bytes: count(json('outbytes')),
    destination_bytes: count(json('inbytes')),
    event_duration_ms: count(json('durationms')),
    rule_name: json('rulelabel'),
  },
  dns: {
    observer_type: "'resolver'",
    source_ip: `toIPv6OrDefault(${json('clt_sip')})`,
    source_address: json('clt_sip'),
    destination_ip: `toIPv6OrDefault(${json('srv_dip')})`,
    destination_port: `toUInt16OrZero(${json('srv_dport')})`,
    event_type: "'both'",
    dns_question_name: `lower(trimRight(${json('dns_req')}, '.'))`,
    dns_question_type: `extract(${json('dns_reqtype')}, '^[A-Z0-9]+')`,
    dns_response_code: `extract(upper(${json('dns_resp')}), '^(?:NOERROR|NXDOMAIN|SERVFAIL|REFUSED|FORMERR|NOTIMP)')`,
    dns_resolved_ip: `arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), splitByRegexp('[;, ]+', ${json('dns_resp')})))`,
  },
  tunnel: {
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${json('sourceip')})`,
    source_address: json('sourceip'),
    source_port: `toUInt16OrZero(${json('sourceport')})`,
    destination_ip: `toIPv6OrDefault(${json('destinationip')})`,
    destination_port: `toUInt16OrZero(${json('destinationport')})`,
    user_name: json('user'),
    network_transport: transport(json('protocol')),
    network_application: `lower(${json('tunneltype')})`,
    // the tunnel to the service itself, reported again and again: no connection of a client
    event_action: "'other'",
    event_id: json('recordid'),
    source_bytes: count(json('txbytes')),
    destination_bytes: count(json('rxbytes')),
    event_duration_ms: '-1',
  },
}

const TABLES = { web: 'web_event', fw: 'flow_event', dns: 'dns_event', tunnel: 'flow_event' } as const
const TITLES: Record<Feed, string> = { web: 'web', fw: 'firewall', dns: 'DNS', tunnel: 'tunnel' }
export const REQUIRED: Record<Feed, string> = {
  web: "source_ip != toIPv6('::') AND url_domain != ''",
  fw: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  dns: "source_ip != toIPv6('::') AND dns_question_name != ''",
  tunnel: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
}
export const about = {
  vendor: 'Zscaler',
  product: 'Internet Access (NSS)',
  source: 'https://help.zscaler.com/zia/nss-feed-output-format-web-logs (and -firewall-, -dns-, -tunnel-logs)',
  time: 'payload' as const,
}
const sourcetype = (feed: string) => `\\s*\\{\\s*"sourcetype"\\s?:\\s?"zscalernss-${feed}"`

const feed = (kind: Feed): Format => ({
  ...about,
  id: `zscaler-${kind}`,
  title: `Zscaler NSS ${TITLES[kind]} feed, JSON`,
  table: TABLES[kind],
  pattern: sourcetype(kind),
  step: jsonStep({ event: texts(NAMES[kind]) }),
  columns: ({ timezone }) => ({ time: time(json('datetime', 'time'), timezone), ...COLUMNS[kind] }),
  required: REQUIRED[kind],
  ...(kind === 'web'
    ? {
        ignore: [
          {
            pattern: sourcetype('(?:audit|casb|alerts?|endpointdlp|emaildlp)'),
            reason: {
              ja: '管理者の操作・クラウド上のファイルの検査（通信ではない）',
              en: "administrators' actions and checks of files in clouds: no connection",
            },
          },
        ],
      }
    : {}),
  examples: EXAMPLES[kind],
})

const EXAMPLES: Record<Feed, FormatExample[]> = {
  web: [
    {
      lines: [
        '{ "sourcetype" : "zscalernss-web", "event" :{"time":"Mon Oct  5 09:00:01 2026","login":"tanaka@example.co.jp","proto":"HTTPS","eurl":"WWW.example.co.jp/join/?a=1","action":"Blocked","reqsize":"218","respsize":"14230","stime":"0","ctime":"12","cip":"192.168.10.21","sip":"203.0.113.80","reqmethod":"POST","respcode":"403","ua":"Mozilla/5.0 (Windows NT 10.0)","ereferer":"None","contenttype":"Other","devicehostname":"PC-01"}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka@example.co.jp',
          url_domain: 'www.example.co.jp',
          url_original: 'https://WWW.example.co.jp/join/?a=1',
          destination_port: 443,
          destination_ip: '203.0.113.80',
          event_outcome: 'denied',
          http_request_bytes: 218,
          http_response_bytes: 14230,
          http_request_referrer: '',
          http_request_method: 'POST',
        },
      ],
    },
    {
      lines: [
        '{"sourcetype":"zscalernss-web","event":{"datetime":"2026-10-05 09:00:01","reason":"Allowed","event_id":"1","protocol":"HTTP_PROXY","action":"Allowed","responsesize":"65","requestsize":"600","serverip":"203.0.113.80","requestmethod":"CONNECT","refererURL":"None","useragent":"Unknown","ClientIP":"2001:db8::21","status":"200","user":"tanaka@example.co.jp","url":"c2.example.net:443","hostname":"c2.example.net"}}',
      ],
      events: [
        { source_ip: '2001:db8::21', url_domain: 'c2.example.net', destination_port: 443, event_outcome: 'success' },
      ],
    },
  ],
  fw: [
    {
      lines: [
        '{ "sourcetype" : "zscalernss-fw", "event" :{"datetime":"Mon Oct  5 09:00:01 2026","user":"tanaka@example.co.jp","locationname":"HQ","cdport":443,"csport":55018,"sdport":443,"ssport":0,"csip":"192.168.10.21","cdip":"203.0.113.9","ssip":"0.0.0.0","sdip":"0.0.0.0","tsip":"198.51.100.1","action":"Drop","nwsvc":"HTTPS","nwapp":"http","proto":"TCP","rulelabel":"Blocked","inbytes":19052,"outbytes":1734,"durationms":486,"devicehostname":"PC-01"}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 55018,
          destination_ip: '203.0.113.9',
          destination_port: 443,
          event_action: 'denied',
          source_bytes: 1734,
          destination_bytes: 19052,
          event_duration_ms: 486,
          source_name: 'PC-01',
        },
      ],
    },
  ],
  dns: [
    {
      lines: [
        '{ "sourcetype" : "zscalernss-dns", "event" :{"datetime":"Mon Oct  5 09:00:01 2026","user":"tanaka@example.co.jp","reqaction":"REQ_ALLOW","resaction":"RES_ALLOW","dns_reqtype":"A record","dns_req":"WWW.example.co.jp","dns_resp":"203.0.113.80","srv_dport":"53","durationms":"12","clt_sip":"192.168.10.21","srv_dip":"203.0.113.53"}}',
      ],
      events: [
        {
          source_ip: '192.168.10.21',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
          dns_resolved_ip: ['203.0.113.80'],
        },
      ],
    },
  ],
  tunnel: [
    {
      lines: [
        '{ "sourcetype": "zscalernss-tunnel", "event": { "datetime": "Mon Oct 05 09:00:01 2026", "Recordtype": "Tunnel Samples", "tunneltype": "GRE", "user": "hq@example.co.jp", "sourceip": "198.51.100.1", "destinationip": "203.0.113.1", "sourceport": "4535", "event": "PHASE1_ERROR", "recordid": "71" } }',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', source_ip: '198.51.100.1', source_port: 4535, event_action: 'other' },
      ],
    },
  ],
}

const pairs = (...names: string[]) => firstOf(...names.map((name) => known(value(name))))
const splunk: Format = {
  ...about,
  id: 'zscaler-web-pairs',
  title: 'Zscaler NSS web feed, name=value',
  table: 'web_event',
  pattern: '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\s+reason=.*\\s(?:ClientIP|cip)=.*\\svendor=Zscaler',
  envelope: 'none',
  // values may hold blanks: tabs part the pairs
  step: "mapApply((k, v) -> (k, trim(BOTH '\"' FROM v)), extractKeyValuePairs(payload, '=', '\\t', '\\x01'))",
  columns: ({ timezone }) => ({ time: isoTime('substring(payload, 1, 19)', timezone), ...web(pairs) }),
  required: REQUIRED.web,
  examples: [
    {
      lines: [
        '2026-10-05 09:00:01\treason=Allowed\tevent_id=7\tprotocol=HTTPS\taction=Allowed\ttransactionsize=9000\tresponsesize=5120\trequestsize=420\turlcategory=Business Use\tserverip=203.0.113.80\trequestmethod=GET\trefererURL="None"\tuseragent="Mozilla/5.0 (Windows NT 10.0)"\tproduct=NSS\tlocation=HQ\tClientIP=192.168.10.21\tstatus=200\tuser=tanaka@example.co.jp\turl="www.example.co.jp/a?b=1"\tvendor=Zscaler\thostname=www.example.co.jp',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_original: 'https://www.example.co.jp/a?b=1',
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
          http_request_bytes: 420,
        },
      ],
    },
  ],
}

export const ZSCALER_FORMATS: Format[] = [...(['web', 'fw', 'dns', 'tunnel'] as const).map(feed), splunk]
