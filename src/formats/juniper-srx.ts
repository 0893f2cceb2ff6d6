/** Juniper SRX (Junos): sessions, screens, IDP and web filter, structured (RFC 5424 fields) and as text. */
import { literal } from './envelope.ts'
import type { Format, FormatExample } from './format.ts'
import { count, firstOf, pairsOf, transport, value } from './pairs.ts'
import { isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const ABOUT = {
  vendor: 'Juniper Networks',
  product: 'SRX Series (Junos OS)',
  source: 'https://apps.juniper.net/syslog-explorer/ (RT_FLOW, RT_UTM, RT_SCREEN, RT_IDP)',
}

type Kind = 'web' | 'flow'
const MESSAGES: Record<Kind, string> = {
  web: 'WEBFILTER_URL_[A-Z_]+',
  flow: '(?:RT_FLOW_SESSION_[A-Z_]+|APPTRACK_SESSION_[A-Z_]+|RT_SCREEN_[A-Z_]+|IDP_[A-Z_]+|SECINTEL_ACTION_LOG|AAMW_[A-Z_]+|AV_[A-Z_]+|APP[A-Z]*_[A-Z_]+)(?:_LS)?',
}
const known = (key: string) =>
  `if(step['${key}'] IN ('N/A', 'None', 'NA', 'UNKNOWN', 'unset', '0.0.0.0'), '', step['${key}'])`
const structured = (kind: Kind) => `${MESSAGES[kind]} \\[(?:junos@\\S+ )?(?:[a-z-]+="[^"]*" )*source-address="`
/** Junos writes the header's structured data as the message: it is not taken off */
const HEADER = `(?:<\\d{1,3}>)?1 \\d{4}-\\d\\d-\\d\\dT\\S+ \\S+ RT_[A-Z]+ \\S+ `
const STEP = pairsOf(`replaceRegexpOne(payload, ${literal('^[^\\[]*\\[(?:junos@\\S+ )?')}, '')`)

const common = {
  source_ip: `toIPv6OrDefault(${value('source-address')})`,
  source_address: value('source-address'),
  source_port: `toUInt16OrZero(${value('source-port')})`,
  destination_ip: `toIPv6OrDefault(${value('destination-address')})`,
  user_name: known('username'),
}
const URL = value('url')
const structuredColumns: Record<Kind, Record<string, string>> = {
  web: {
    ...common,
    observer_type: "'proxy'",
    destination_port: `toUInt16OrZero(${value('destination-port')})`,
    network_protocol: "'http'",
    url_domain: urlDomain(URL),
    url_original: `concat(${URL}, if(position(${URL}, '/') > 0 OR ${known('obj')} = '', '', ${known('obj')}))`,
    event_outcome: "if(match(payload, 'WEBFILTER_URL_(?:BLOCKED|REDIRECTED)'), 'denied', 'success')",
    event_action: value('category'),
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
  },
  flow: {
    ...common,
    observer_type: "'firewall'",
    // of an ICMP session these are identifiers
    source_port: `if(${value('protocol-id')} IN ('1', '58'), 0, ${common.source_port})`,
    destination_port: `if(${value('protocol-id')} IN ('1', '58'), 0, toUInt16OrZero(${value('destination-port')}))`,
    destination_domain: `lower(${known('http-host')})`,
    network_transport: transport(firstOf(value('protocol-id'), value('protocol-name'))),
    network_application: firstOf(known('nested-application'), known('application'), known('service-name')),
    event_action: `multiIf(match(payload, '(?:SESSION_DENY|APPFW_\\\\w*(?:DENY|DROP|REJECT))'), 'denied', match(${value('action')}, '(?i)^(?:drop|block|deny|reject|close)'), 'denied', 'allowed')`,
    event_id: firstOf(value('session-id-32'), value('session-id')),
    source_bytes: count(firstOf(value('bytes-from-client'), value('inbound-bytes'))),
    destination_bytes: count(firstOf(value('bytes-from-server'), value('outbound-bytes'))),
    event_duration_ms: `if(${value('elapsed-time')} = '', -1, toInt64OrZero(${value('elapsed-time')}) * 1000)`,
    rule_name: firstOf(known('policy-name'), known('rule-name'), known('attack-name')),
  },
}
const TABLE = { web: 'web_event', flow: 'flow_event' } as const
const TITLE = { web: 'web filter', flow: 'sessions, screens and threats' }
const REQUIRED = {
  web: "source_ip != toIPv6('::') AND url_domain != ''",
  flow: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
}

const whole = (kind: Kind): Format => ({
  ...ABOUT,
  id: `juniper-srx-${kind}`,
  title: `Juniper SRX ${TITLE[kind]}, structured`,
  table: TABLE[kind],
  envelope: 'none',
  time: 'payload',
  pattern: `${HEADER}${structured(kind)}`,
  step: STEP,
  columns: ({ timezone }) => ({
    time: isoTime(`extract(payload, ${literal('^1 (\\S+)')})`, timezone),
    ...structuredColumns[kind],
  }),
  required: REQUIRED[kind],
  examples: WHOLE[kind],
})

const cut = (kind: Kind): Format => ({
  ...ABOUT,
  id: `juniper-srx-${kind}-syslog`,
  title: `Juniper SRX ${TITLE[kind]}, structured, under another syslog header`,
  table: TABLE[kind],
  time: 'envelope',
  pattern: `(?:1 \\S+ \\S+ )?(?:RT_[A-Z]+ \\S+ |RT_[A-Z]+: )?${structured(kind)}`,
  step: STEP,
  columns: () => ({ time: 'envelope_time', ...structuredColumns[kind] }),
  required: REQUIRED[kind],
  examples: CUT[kind],
})

const WHOLE: Record<Kind, FormatExample[]> = {
  web: [
    {
      lines: [
        '<12>1 2026-10-05T09:00:01.250+09:00 srx1 RT_UTM - WEBFILTER_URL_BLOCKED [junos@2636.1.1.1.2.86 source-address="192.168.10.21" source-port="58071" destination-address="203.0.113.80" destination-port="80" category="Phishing" reason="BY_PRE_DEFINED" profile="uf" url="Bad.example.com" obj="/login.php" username="N/A" roles="N/A"]',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          url_domain: 'bad.example.com',
          url_original: 'Bad.example.com/login.php',
          event_outcome: 'denied',
          destination_port: 80,
          user_name: '',
        },
      ],
    },
  ],
  flow: [
    {
      lines: [
        '<14>1 2026-10-05T09:00:01.184+09:00 srx1 RT_FLOW - RT_FLOW_SESSION_CLOSE [junos@2636.1.1.1.2.135 reason="TCP FIN" source-address="192.168.10.21" source-port="47776" destination-address="203.0.113.9" destination-port="443" connection-tag="0" service-name="junos-https" nat-source-address="198.51.100.1" nat-source-port="19162" nat-destination-address="203.0.113.9" nat-destination-port="443" protocol-id="6" policy-name="permit_all" source-zone-name="trust" destination-zone-name="untrust" session-id-32="5" packets-from-client="6" bytes-from-client="337" packets-from-server="4" bytes-from-server="535" elapsed-time="61" application="SSL" nested-application="UNKNOWN" username="tanaka" roles="N/A" packet-incoming-interface="ge-0/0/0.0" encrypted="No"]',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.184Z',
          source_ip: '192.168.10.21',
          source_port: 47776,
          destination_port: 443,
          network_transport: 'tcp',
          network_application: 'SSL',
          event_action: 'allowed',
          event_id: '5',
          source_bytes: 337,
          destination_bytes: 535,
          event_duration_ms: 61000,
          user_name: 'tanaka',
          rule_name: 'permit_all',
        },
      ],
    },
    {
      lines: [
        '<14>1 2026-10-05T00:00:02.573Z srx1 RT_FLOW - RT_FLOW_SESSION_DENY [junos@2636.1.1.1.2.135 source-address="2001:db8::21" source-port="37233" destination-address="2001:db8:1::9" destination-port="161" service-name="None" protocol-id="17" icmp-type="0" policy-name="cleanup" source-zone-name="trust" destination-zone-name="junos-host" application="UNKNOWN" username="N/A"]',
      ],
      events: [{ source_ip: '2001:db8::21', event_action: 'denied', network_transport: 'udp', source_bytes: -1 }],
    },
  ],
}

const CUT: Record<Kind, FormatExample[]> = {
  web: [
    {
      lines: [
        'Oct  5 09:00:01 srx1 RT_UTM: WEBFILTER_URL_PERMITTED [junos@2636.1.1.1.2.86 source-address="192.168.10.21" source-port="58071" destination-address="203.0.113.80" destination-port="443" category="N/A" reason="BY_OTHER" profile="uf" url="www.example.co.jp" obj="/" username="tanaka" roles="N/A"]',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', url_domain: 'www.example.co.jp', event_outcome: 'success' }],
    },
  ],
  flow: [
    {
      lines: [
        'Oct  5 09:00:01 srx1 RT_SCREEN_ICMP [attack-name="Address sweep!" source-address="192.168.10.21" destination-address="192.168.10.1" source-zone-name="trust" interface-name="reth1.603" action="alarm-without-drop"]',
      ],
      events: [{ source_ip: '192.168.10.21', destination_ip: '192.168.10.1', event_action: 'allowed' }],
    },
  ],
}

const ADDRESS = '[0-9A-Fa-f.:]+'
/** 1 created, closed or denied, 2 to 5 the ends, 6 what follows */
const SESSION = literal(`: session (created|closed|denied)(?: [^/]*:)? (${ADDRESS})/(\\d+)->(${ADDRESS})/(\\d+) (.*)$`)
/** 1 protocol, 2 policy, 3 session id, 4 and 5 bytes, 6 seconds */
const CLOSED = literal(
  `->${ADDRESS}/\\d+ .*? (\\d{1,3}) (\\S+) \\S+ \\S+ (\\d+)(?: \\d+\\((\\d+)\\) \\d+\\((\\d+)\\) (\\d+))?(?: |$)`,
)
/** 1 protocol, 2 policy */
const REFUSED = literal(' (\\d{1,3})\\(\\d+\\) (\\S+) ')
const [HEAD, TAIL, DENIAL] = [1, 2, 3].map((n) => (place: number) => `tupleElement(step, ${n})[${place}]`) as [
  (place: number) => string,
  (place: number) => string,
  (place: number) => string,
]
const PROTOCOL = firstOf(DENIAL(1), TAIL(1))

const text: Format = {
  ...ABOUT,
  id: 'juniper-srx-text',
  title: 'Juniper SRX sessions, unstructured',
  table: 'flow_event',
  tag: 'RT_FLOW',
  time: 'envelope',
  pattern: `RT_FLOW_SESSION_(?:CREATE|CLOSE|DENY)(?:_LS)?: session (?:created|closed|denied).* ${ADDRESS}/\\d+->${ADDRESS}/\\d+ `,
  step: `tuple(extractGroups(payload, ${SESSION}), extractGroups(extractGroups(payload, ${SESSION})[6], ${CLOSED}), if(position(payload, ': session denied') > 0, extractGroups(payload, ${REFUSED}), []))`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${HEAD(2)})`,
    source_address: HEAD(2),
    source_port: `if(${PROTOCOL} IN ('1', '58'), 0, toUInt16OrZero(${HEAD(3)}))`,
    destination_ip: `toIPv6OrDefault(${HEAD(4)})`,
    destination_port: `if(${PROTOCOL} IN ('1', '58'), 0, toUInt16OrZero(${HEAD(5)}))`,
    network_transport: transport(PROTOCOL),
    network_application: `replaceRegexpOne(extract(${HEAD(6)}, '^(?:0x[0-9a-f]+ )?(\\\\S+)'), '^(?:N/A|None)$', '')`,
    event_action: `if(${HEAD(1)} = 'denied', 'denied', 'allowed')`,
    event_id: TAIL(3),
    source_bytes: count(TAIL(4)),
    destination_bytes: count(TAIL(5)),
    event_duration_ms: `if(${TAIL(6)} = '', -1, toInt64OrZero(${TAIL(6)}) * 1000)`,
    rule_name: firstOf(DENIAL(2), TAIL(2)),
  }),
  required: REQUIRED.flow,
  ignore: [
    {
      pattern:
        '(?:<\\d{1,3}>)?(?:1 \\S+ \\S+ )?(?:[a-z]+(?:\\[\\d+\\])?: |[a-z]+ \\d+ )?(?:UI|SNMPD|RPD|CHASSISD|LICENSE|KMD|JSRPD|PFE)_[A-Z0-9_]+(?:: | \\[junos@)',
      reason: { ja: '装置自身・操作の記録（通信ではない）', en: "the device's own events and operators' commands" },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 srx1 RT_FLOW: RT_FLOW_SESSION_CLOSE: session closed TCP CLIENT RST: 192.168.10.21/37769->203.0.113.9/25 0x0 junos-smtp 198.51.100.1/37769->203.0.113.9/25 0x0 source rule nat1 N/A N/A 6 LAN_to_WAN trust untrust 154619140403 60(52906) 47(26103) 3 UNKNOWN UNKNOWN N/A(N/A) reth2.1010 UNKNOWN',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 37769,
          destination_ip: '203.0.113.9',
          destination_port: 25,
          network_transport: 'tcp',
          network_application: 'junos-smtp',
          event_id: '154619140403',
          source_bytes: 52906,
          destination_bytes: 26103,
          event_duration_ms: 3000,
          rule_name: 'LAN_to_WAN',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 srx1 RT_FLOW: RT_FLOW_SESSION_CREATE: session created 192.168.10.21/51022->203.0.113.9/443 junos-https 198.51.100.1/1024->203.0.113.9/443 nat1 None 6 LAN_to_WAN trust untrust 5021 N/A(N/A) ge-0/0/1.0',
      ],
      events: [{ event_id: '5021', rule_name: 'LAN_to_WAN', source_bytes: -1, event_action: 'allowed' }],
    },
    {
      lines: [
        'Oct  5 09:00:03 srx1 RT_FLOW: RT_FLOW_SESSION_DENY: session denied 2001:db8::21/51022->2001:db8:1::9/445 0x0 junos-smb 6(0) cleanup trust untrust UNKNOWN UNKNOWN N/A(N/A) ge-0/0/1.0',
      ],
      events: [{ source_ip: '2001:db8::21', event_action: 'denied', rule_name: 'cleanup', network_transport: 'tcp' }],
    },
  ],
}

/** 1 to 4 the ends, 5 URL, 6 path */
const FILTERED = literal(
  `ACTION="[^"]*" (${ADDRESS})\\((\\d+)\\)->(${ADDRESS})\\((\\d+)\\) .*URL=(\\S*)(?: OBJ=(\\S*))?`,
)
const webText: Format = {
  ...ABOUT,
  id: 'juniper-srx-web-text',
  title: 'Juniper SRX web filter, unstructured',
  table: 'web_event',
  tag: 'RT_UTM',
  time: 'envelope',
  pattern: `WEBFILTER_URL_[A-Z]+: WebFilter: ACTION="[^"]*" ${ADDRESS}\\(\\d+\\)->${ADDRESS}\\(\\d+\\) .*URL=`,
  step: `extractGroups(payload, ${FILTERED})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    source_port: 'toUInt16OrZero(step[2])',
    destination_ip: 'toIPv6OrDefault(step[3])',
    destination_port: `if(toUInt16OrZero(step[4]) > 0, toUInt16OrZero(step[4]), ${urlPort('step[5]', "''")})`,
    user_name: "replaceRegexpOne(extract(payload, 'USERNAME=(\\\\S*)'), '^N/A$', '')",
    network_protocol: "'http'",
    url_domain: urlDomain('step[5]'),
    url_original: "concat(step[5], if(step[6] = 'N/A', '', step[6]))",
    event_outcome: structuredColumns.web.event_outcome ?? '',
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: REQUIRED.web,
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 srx1 RT_UTM: WEBFILTER_URL_BLOCKED: WebFilter: ACTION="URL Blocked" 192.168.10.21(58974)->203.0.113.66(80) CATEGORY="N/A" REASON="BY_OTHER" PROFILE="uf" URL=www.example.co.jp OBJ=/css/a.css USERNAME=N/A ROLES=N/A',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          url_original: 'www.example.co.jp/css/a.css',
          destination_port: 80,
          event_outcome: 'denied',
        },
      ],
    },
  ],
}

export const JUNIPER_FORMATS: Format[] = [whole('web'), whole('flow'), text, webText, cut('web'), cut('flow')]
