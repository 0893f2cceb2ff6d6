/** MikroTik RouterOS: what firewall rules with `log` write, DHCP leases, requests of its web proxy, and look-ups of its name server. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { transport } from './pairs.ts'
import { found, source } from './pick.ts'
import { urlDomain, urlPort } from './url.ts'

const TOPICS = '(?:[a-z]+(?:,[a-z!]+)+:? )?'
const CHAIN = '(?:input|forward|output|srcnat|dstnat|prerouting|postrouting|[A-Za-z0-9_-]+): '
/** 1 prefix and chain, 2 MAC, 3 protocol, 4 and 5 source, 6 and 7 destination */
const GROUPS = literal(
  '^(.*?): in:\\S+ out:[^,]+,.*?(?:src-mac ([0-9A-Fa-f:]+), )?proto ([A-Za-z0-9-]+)[^,]*, \\[?([0-9A-Fa-f.:]+?)\\]?(?::(\\d+))?->\\[?([0-9A-Fa-f.:]+?)\\]?(?::(\\d+))?,',
)
const about = {
  vendor: 'MikroTik',
  product: 'RouterOS',
  time: 'envelope' as const,
}

const flow: Format = {
  ...about,
  id: 'mikrotik',
  title: 'MikroTik RouterOS firewall',
  source: 'https://help.mikrotik.com/docs/spaces/ROS/pages/48660574/Filter (action=log)',
  table: 'flow_event',
  pattern: `${TOPICS}(?:[^:]* )?${CHAIN}in:\\S+ out:[^,]+, .*proto [A-Za-z0-9-]+.*, [\\[0-9A-Fa-f.:\\]]+->[\\[0-9A-Fa-f.:\\]]+, `,
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    source_ip: 'toIPv6OrDefault(step[4])',
    source_address: 'step[4]',
    source_port: 'toUInt16OrZero(step[5])',
    destination_ip: 'toIPv6OrDefault(step[6])',
    destination_port: 'toUInt16OrZero(step[7])',
    source_mac: 'lower(step[2])',
    network_transport: transport('step[3]'),
    // the router doesn't say what happens to the packet: only the rule's author can have, in the prefix
    event_action:
      "multiIf(match(step[1], '(?i)drop|deny|den(ied)|block|reject|refus|discard'), 'denied', match(step[1], '(?i)accept|allow|pass|permit'), 'allowed', 'other')",
    event_id: "concat(step[4], ':', step[5], '>', step[6], ':', step[7])",
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: `replaceRegexpOne(step[1], ${literal(`^${TOPICS}`)}, '')`,
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 rt1 firewall,info DROP-SMB forward: in:bridge1 out:ether1, connection-state:new src-mac 00:1b:44:11:3a:b7, proto TCP (SYN), 192.168.10.21:51022->203.0.113.9:445, len 52',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          source_mac: '00:1b:44:11:3a:b7',
          destination_ip: '203.0.113.9',
          destination_port: 445,
          network_transport: 'tcp',
          event_action: 'denied',
          rule_name: 'DROP-SMB forward',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 rt1 forward: in:bridge1 out:pppoe-out1, proto UDP, [2001:db8::21]:40000->[2001:db8:1::53]:53, len 60',
      ],
      events: [{ source_ip: '2001:db8::21', destination_port: 53, event_action: 'other', network_transport: 'udp' }],
    },
  ],
}

const lease: Format = {
  ...about,
  id: 'mikrotik-dhcp',
  title: 'MikroTik RouterOS DHCP server',
  source: 'https://help.mikrotik.com/docs/spaces/ROS/pages/24805500/DHCP (log topic dhcp)',
  table: 'lease_event',
  pattern: `${TOPICS}[A-Za-z0-9_-]+ (?:assigned|deassigned) [0-9.]+ (?:to|for|from) (?:[0-9A-F]{2}:){5}[0-9A-F]{2}`,
  step: `extractGroups(payload, ${literal('(assigned|deassigned) ([0-9.]+) (?:to|for|from) ([0-9A-F:]+)(?: (\\S+))?')})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'dhcp'",
    source_ip: 'toIPv6OrDefault(step[2])',
    source_address: 'step[2]',
    event_action: "if(step[1] = 'assigned', 'assign', 'release')",
    source_mac: 'lower(step[3])',
    source_name: 'step[4]',
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: ['Oct  5 08:31:12 rt1 dhcp,info dhcp1 assigned 192.168.10.21 for 00:1B:44:11:3A:B7 PC-SOUMU-03'],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          source_name: 'PC-SOUMU-03',
        },
      ],
    },
  ],
}

/** 1 client, 2 method, 3 URL, 4 what the access list did, 5 cache */
const REQUEST = literal('([0-9A-Fa-f.:]+) ([A-Z-]+) (\\S+) +action=(\\w+) cache=(\\S+)$')

const web: Format = {
  ...about,
  id: 'mikrotik-web-proxy',
  title: 'MikroTik RouterOS web proxy',
  source: 'https://help.mikrotik.com/docs/spaces/ROS/pages/132350000/Proxy (log topics web-proxy,account)',
  table: 'web_event',
  pattern: 'web-proxy,account(?:,[a-z]+)*:? (?:[^: ]+: )?[0-9A-Fa-f.:]+ [A-Z-]+ \\S+ +action=\\w+ cache=\\S+$',
  step: `extractGroups(payload, ${REQUEST})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'proxy'",
    ...source('step[1]'),
    destination_port: urlPort('step[3]', 'step[2]'),
    network_protocol: "'http'",
    http_request_method: 'step[2]',
    url_domain: urlDomain('step[3]'),
    url_original: 'step[3]',
    event_outcome: "if(step[4] = 'allow', 'success', 'denied')",
    event_action: 'step[5]',
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 rt1 web-proxy,account 192.168.10.21 GET http://www.example.co.jp/a?b=action=deny  action=allow cache=MISS',
        'Oct  5 09:00:02 rt1 web-proxy,account proxylog: 192.168.10.22 CONNECT c2.example.net:443  action=deny cache=NONE',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          http_request_method: 'GET',
          url_domain: 'www.example.co.jp',
          destination_port: 80,
          event_outcome: 'success',
          event_action: 'MISS',
        },
        { source_ip: '192.168.10.22', url_domain: 'c2.example.net', destination_port: 443, event_outcome: 'denied' },
      ],
    },
  ],
}

const NUMBER = found('(?:query from [^ ]+|done query): #(\\d+) ')
const ASKER = found('query from ([0-9A-Fa-f.:]+): #')
const ASKED = found('query from [^ ]+: #\\d+ (\\S+) ')
const KIND = found('query from [^ ]+: #\\d+ \\S+ ([A-Z0-9]+)')
const ANSWER = found('done query: #\\d+ (?:\\S+ )?([0-9A-Fa-f.:]+)$')

const dns: Format = {
  ...about,
  id: 'mikrotik-dns',
  title: 'MikroTik RouterOS name server',
  source:
    'https://help.mikrotik.com/docs/spaces/ROS/pages/37748767/DNS (log topic dns), and lines that public collectors test with',
  table: 'dns_event',
  pattern:
    '(?:dns(?:,[a-z!]+)*:? )?(?:dns )?(?:query from [0-9A-Fa-f.:]+: #\\d+ \\S+\\. [A-Z0-9]+|done query: #\\d+ \\S+ [0-9A-Fa-f.:]+$)',
  step: '1',
  // the answer names no client: the question with its number did
  session: {
    carried: {
      client: { of: NUMBER, told: ASKER },
      name: { of: NUMBER, told: ASKED },
      kind: { of: NUMBER, told: KIND },
    },
  },
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'resolver'",
    ...source(`if(${ASKER} != '', ${ASKER}, session_client)`),
    event_type: `if(${ASKER} != '', 'query', 'answer')`,
    dns_question_name: `lower(trimRight(if(${ASKED} != '', ${ASKED}, session_name), '.'))`,
    dns_question_type: `if(${KIND} != '', ${KIND}, session_kind)`,
    dns_response_code: `if(${ASKER} != '', '', 'NOERROR')`,
    dns_resolved_ip: `arrayFilter(x -> x != toIPv6('::'), [toIPv6OrDefault(${ANSWER})])`,
  }),
  required: "source_ip != toIPv6('::') AND dns_question_name != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 rt1 dns,info dns query from 192.168.10.21: #22433118 WWW.example.co.jp. A',
        'Oct  5 09:00:01 rt1 dns query from 192.168.10.22: #22433119 gone.example.net. AAAA',
        'Oct  5 09:00:02 rt1 dns,info dns done query: #22433118 www.example.co.jp 203.0.113.80',
        'Oct  5 09:00:03 rt1 dns done query: #9 other.example.net 203.0.113.81',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          event_type: 'query',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
        },
        { source_ip: '192.168.10.22', dns_question_type: 'AAAA' },
        {
          source_ip: '192.168.10.21',
          event_type: 'answer',
          dns_question_name: 'www.example.co.jp',
          dns_response_code: 'NOERROR',
          dns_resolved_ip: ['203.0.113.80'],
        },
      ],
    },
  ],
}

export const MIKROTIK_FORMATS: Format[] = [flow, lease, web, dns]
