/** NETGEAR's home and small-office routers: a sentence a line, its time at the end. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { source } from './pick.ts'
import { digits, localTime, monthNumber } from './time.ts'

const DATE = '[A-Z][a-z]+day, [A-Z][a-z]{2}[a-z]* \\d{1,2}, ?\\d{4} \\d\\d:\\d\\d:\\d\\d'
/** 1 month, 2 day, 3 year, 4 clock */
const PARTS = `extractGroups(payload, ${literal('day, ([A-Z][a-z]{2})[a-z]* (\\d{1,2}), ?(\\d{4}) (\\d\\d:\\d\\d:\\d\\d)\\s*$')})`
const ADDRESS = '(?:\\d{1,3}\\.){3}\\d{1,3}'
const END = `,? ${DATE}\\s*$`
const found = (pattern: string) => `extract(payload, ${literal(pattern)})`
const FROM = found(` from source:? (${ADDRESS})`)

const about = {
  vendor: 'NETGEAR',
  product: 'routers',
  source: 'http://kbserver.netgear.com/kb_web_files/n101413.asp (using router logs), and what the routers write',
  time: 'payload' as const,
  step: PARTS,
}
const time = (timezone: string) =>
  localTime(
    {
      month: monthNumber('step[1]'),
      day: 'toInt32(toUInt8OrZero(step[2]))',
      year: digits('step[3]', 1, 4),
      hour: digits('step[4]', 1, 2),
      minute: digits('step[4]', 4, 2),
      second: digits('step[4]', 7, 2),
    },
    timezone,
  )

const flow: Format = {
  ...about,
  id: 'netgear-remote',
  title: 'NETGEAR routers, connections from the Internet that are let in',
  table: 'flow_event',
  pattern: `\\[LAN access from remote\\] from ${ADDRESS}:\\d+ to ${ADDRESS}:\\d+${END}`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'firewall'",
    ...source(found(`from (${ADDRESS}):`)),
    source_port: `toUInt16OrZero(${found(`from ${ADDRESS}:(\\d+)`)})`,
    destination_ip: `toIPv6OrDefault(${found(` to (${ADDRESS}):`)})`,
    destination_port: `toUInt16OrZero(${found(` to ${ADDRESS}:(\\d+)`)})`,
    event_action: "'allowed'",
    event_id: found(`from (${ADDRESS}:\\d+ to ${ADDRESS}:\\d+)`),
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  ignore: [
    {
      pattern: `\\[[A-Z][A-Za-z :,()-]+\\][^\\[\\]]*(?:\\[${ADDRESS}\\])?${END}`,
      reason: {
        ja: 'ルーター自身の記録（通信・サインイン・貸出ではない）',
        en: "the router's own notes: no connection, sign-in or lease",
      },
    },
  ],
  examples: [
    {
      lines: [
        '[LAN access from remote] from 203.0.113.9:41742 to 192.168.10.5:3389, Monday, October 05, 2026 09:00:01',
        '[LAN access from remote] from 203.0.113.9:41743 to 192.168.10.5:445 Monday, Oct 05,2026 09:00:02',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          source_port: 41742,
          destination_ip: '192.168.10.5',
          destination_port: 3389,
          event_action: 'allowed',
        },
        { time: '2026-10-05T00:00:02.000Z', destination_port: 445 },
      ],
    },
  ],
}

const signIn: Format = {
  ...about,
  id: 'netgear-auth',
  title: "NETGEAR routers, sign-ins to the router's pages",
  table: 'auth_event',
  pattern: `\\[(?:[Aa]dmin|[Rr]emote) [Ll]ogin(?: [Ff]ailure)?\\] from source:? ${ADDRESS}${END}`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'firewall'",
    ...source(FROM),
    event_action: "'login'",
    event_outcome: "if(match(payload, '^\\\\[[^\\\\]]*(?i:failure)'), 'failure', 'success')",
    event_code: found('^\\[([^\\]]*)'),
    network_protocol: "'admin'",
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '[admin login] from source 192.168.10.21, Monday, October 05, 2026 09:00:01',
        '[Admin login failure] from source 203.0.113.9, Monday, Oct 05,2026 09:00:02',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'admin',
        },
        { source_ip: '203.0.113.9', event_outcome: 'failure' },
      ],
    },
  ],
}

const lease: Format = {
  ...about,
  id: 'netgear-dhcp',
  title: 'NETGEAR routers, DHCP leases',
  table: 'lease_event',
  pattern: `\\[DHCP IP: \\(?${ADDRESS}\\)?\\] to MAC address [0-9A-Fa-f:]{17}${END}`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'dhcp'",
    ...source(found(`^\\[DHCP IP: \\(?(${ADDRESS})`)),
    event_action: "'assign'",
    source_mac: `lower(${found('to MAC address ([0-9A-Fa-f:]{17})')})`,
  }),
  required: "source_ip != toIPv6('::')",
  examples: [
    {
      lines: ['[DHCP IP: (192.168.10.21)] to MAC address 00:1B:44:11:3A:B7, Monday, Oct 05,2026 08:31:12'],
      events: [
        {
          time: '2026-10-04T23:31:12.000Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          event_action: 'assign',
        },
      ],
    },
  ],
}

const web: Format = {
  ...about,
  id: 'netgear-web',
  title: 'NETGEAR routers, sites visited and blocked',
  table: 'web_event',
  pattern: `\\[[Ss]ite (?:allowed|blocked): [^\\]]+\\] from source:? ${ADDRESS}${END}`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'firewall'",
    ...source(FROM),
    network_protocol: "'http'",
    url_domain: `lower(${found('^\\[[Ss]ite \\w+: (?:https?://)?([^\\]/:]+)')})`,
    url_original: found('^\\[[Ss]ite \\w+: ([^\\]]+)'),
    event_outcome: "if(match(payload, '^\\\\[[Ss]ite blocked'), 'denied', 'success')",
    event_action: found('^\\[[Ss]ite (\\w+)'),
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        '[site allowed: WWW.example.co.jp] from source 192.168.10.21, Monday, October 05, 2026 09:00:01',
        '[Site blocked: c2.example.net] from source 192.168.10.22, Monday, October 05, 2026 09:00:02',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          event_outcome: 'success',
        },
        { url_domain: 'c2.example.net', event_outcome: 'denied' },
      ],
    },
  ],
}

export const NETGEAR_FORMATS: Format[] = [flow, signIn, lease, web]
