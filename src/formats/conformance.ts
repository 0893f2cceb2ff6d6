/** Compares what our formats read with what another project's parsers expect of the same lines: the fields that detectors use. */
import { toEcs } from '../store/ecs.ts'
import type { Engine } from '../store/engine.ts'
import { parseLines } from '../store/parse.ts'
import { FORMATS } from './index.ts'

export interface Sample {
  case: string
  line: string
  expected: Record<string, unknown>
}

export interface Compared {
  case: string
  /** the format that read it, or null */
  format: string | null
  /** field: ours ≠ theirs */
  deviations: string[]
}

const NO_CONNECTION =
  'a message of the device itself or a sign-in, no connection, request or look-up: ignored with this reason'

/** Products compared, by the samples' file; and per case why we read a line otherwise, or not. */
export const DEVIATIONS: Record<string, Record<string, string>> = {
  apache: { error_module: "an error log's line: ignored with this reason" },
  nginx: {
    combined_error: "an error log's line: ignored with this reason",
    json_get_failed_graylog: 'the upstream stands behind the server: the client did not contact it',
    json_get_ip: 'an address in the Host header is what the client wrote',
  },
  squid: {
    get: 'status 000 means that there was no answer: no status code, as everywhere here',
  },
  bind: {
    resolution_log_07: NO_CONNECTION,
    rpz_log_01: 'name/A/IN is name, type and class: the type is A',
    rpz_log_02: 'name/A/IN is name, type and class: the type is A',
  },
  unbound: {},
  'isc-dhcpd': { ack: 'behind "via" stands the relay, not a destination' },
  'cisco-asa-ftd': {
    test_ASA_302020_2: "an ICMP session's identifiers are no ports",
    test_ASA_305011: 'a translation, its connection has a line of its own: ignored with this reason',
    test_ASA_305012: 'a translation, its connection has a line of its own: ignored with this reason',
    test_FTD_430003_1: "the connection is read; the question inside it isn't",
    test_FTD_430003_3: 'there is no port 77777; agents are kept for requests only',
    test_FTD_750003_2: NO_CONNECTION,
    test_FTD_75006: NO_CONNECTION,
  },
  paloalto: {
    DNS_json: 'telemetry of a cloud service, not a log of the firewall: kept as unparsed',
    tcp_allow_csv: 'its dates went through a spreadsheet (9/16/19 10:00): no seconds, kept as unparsed',
    test_decryption_csv: 'a decryption log: the traffic log has the connection',
    test_event_reason1: NO_CONNECTION,
  },
  sonicwall: {},
  fortigate: {
    'LOGOUT.STANDARD': NO_CONNECTION,
    'anomaly.CEF-2': 'CEF whose beginning is cut off: kept as unparsed',
    attack_client_side: 'its dstip is a name: kept as unparsed',
    'hostname.STANDARD.1': "an application control line is read as a connection: the method isn't kept",
    'system_event.CEF.1': NO_CONNECTION,
    system_event: NO_CONNECTION,
    system_event_1: NO_CONNECTION,
    traffic_with_referrer: "FortiWeb's own key=value, without srcip: kept as unparsed",
    'tunnel_statistics.CSV': NO_CONNECTION,
  },
  cef: {},
  'sophos-fw': {
    test_plugin_waf: "the reverse proxy's size is the answer's: http.response.bytes, not the source's",
  },
  watchguard: {},
  checkpoint: {},
  'forcepoint-swg': {},
  'juniper-srx': {},
  meraki: {
    test_events_anyconnect_vpn_auth_failure:
      'the RADIUS server that checked the password is no destination of the sign-in',
  },
  'pf-filterlog': {},
  'zscaler-nss': {},
  'umbrella-dns': {
    'umbrella-dns-1': "a roaming notebook's own address is its home's, which others have too: its name stands for it",
  },
  'umbrella-proxy': {},
  'suricata-eve': { dns_answers: 'an answer goes to the client that asked: the client is the source' },
  fortiproxy: {
    dlp: 'a DLP line is read as a connection: agents are kept for requests only',
    test_forward_2: 'long sessions are logged again and again: the deltas are read, which add up to the totals',
    test_user_1: NO_CONNECTION,
  },
  'bluecoat-cloud': {},
  'bluecoat-kv': {},
  'cisco-swa': {},
  haproxy: { json: "a JSON log-format's names are the administrator's own: kept as unparsed" },
  'skyhigh-swg': {},
  netskope: {
    test_2: "cs-bytes is what the client sent, in W3C's terms (test_4 is a POST answered with 204)",
    test_4: "cs-bytes is what the client sent, in W3C's terms (a POST answered with 204)",
  },
  'squid-combined-gateway': {},
  'infoblox-dns': {},
  stormshield: {},
  'cloudflare-gateway-dns': { test_dns_device: 'port 0 is no port: not known' },
  'cloudflare-gateway-http': {},
  'solidserver-dns': {},
  'aws-vpc-flow': {},
  'gcp-vpc-flow': {},
  'netflow-json': {},
}

/** Is it about a connection, a request, a look-up or a lease: what the network detectors read? */
export function isRelevant({ expected }: Sample): boolean {
  const has = (field: string) => at(expected, field) !== undefined
  const categories = [at(expected, 'event.category')].flat()
  const other = ['authentication', 'configuration', 'session', 'iam', 'process', 'email'].some((one) =>
    categories.includes(one),
  )
  return (
    has('source.ip') &&
    !other &&
    (has('destination.ip') || has('url.domain') || has('url.path') || has('dns.question.name'))
  )
}

/** The same thing under another name, because the table is another. */
const OTHER_NAMES: Record<string, string> = {
  'source.bytes': 'http.request.bytes',
  'destination.bytes': 'http.response.bytes',
  'url.domain': 'destination.domain',
}

const FIELDS = [
  'source.ip',
  'source.port',
  'destination.ip',
  'destination.port',
  'url.domain',
  'http.request.method',
  'http.response.status_code',
  'dns.question.name',
  'dns.question.type',
  'dns.response_code',
  'source.bytes',
  'destination.bytes',
  'user_agent.original',
]

/** Samples come without the syslog header that carried them: those without a time of their own are given one. */
export async function compare(engine: Engine, samples: Sample[], tag = ''): Promise<Compared[]> {
  const lines = samples.map((sample) => sample.line.replace(/\r?\n/g, ' '))
  const options = { timezone: 'UTC', year: 2026 }
  const bare = await parseLines(engine, lines, FORMATS, options)
  const wrapped = await parseLines(
    engine,
    lines.map((line) => `Jan  5 00:00:01 host ${tag}${line}`),
    FORMATS,
    options,
  )
  return samples.map((sample, i) => {
    const parsed = bare[i] ?? wrapped[i] ?? null
    if (!parsed) return { case: sample.case, format: null, deviations: [] }
    const ours = toEcs(parsed.row, parsed.format.table, parsed.format.id)
    const deviations = FIELDS.flatMap((field) => {
      const theirs = at(sample.expected, field)
      const own = at(ours, field) ?? at(ours, OTHER_NAMES[field] ?? '')
      return theirs === undefined || same(theirs, own)
        ? []
        : [`${field}: ${JSON.stringify(own)} ≠ ${JSON.stringify(theirs)}`]
    })
    return { case: sample.case, format: parsed.format.id, deviations }
  })
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
}

function same(theirs: unknown, ours: unknown): boolean {
  const text = (value: unknown) =>
    String(value ?? '')
      .toLowerCase()
      .replace(/\.$/, '')
  return text(theirs) === text(ours)
}
