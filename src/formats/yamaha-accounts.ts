/**
 * YAMAHA RTX, NVR: who signed in to the router, and who came in by remote access (L2TP/IPsec, PPTP). One line names the caller's address,
 * another the user, a third says that the line is up: together they are the sign-in.
 */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { digits, localTime } from './time.ts'

const OWN_TIME = '\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d: '
const ADDRESS = '([0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)'
const SERVICE = '(TELNET|SSH|HTTP|HTTPS|SFTP|REMOTE)'
const CALLER = `\\[L2TP\\] TUNNEL\\[\\d+\\] connected from ${ADDRESS}$`
const CALL = "PP\\[ANONYMOUS\\d*\\] Call detected from user '([^']*)'"
const UP = 'PP\\[ANONYMOUS\\d*\\] PPP/IPCP up'
const ROUTER = `(?:Login (?:succeeded|failed) for|'administrator' (?:succeeded|failed) for|Logout from) ${SERVICE}: `
const plain = (pattern: string) =>
  pattern.replaceAll('([0-9.]', '(?:[0-9.]').replaceAll("([^']", "(?:[^']").replaceAll('(TEL', '(?:TEL')

/** seconds: from the tunnel to the address inside it takes a few */
const WITHIN = 60
const is = (pattern: string) => matches(`^(?:${OWN_TIME})?${pattern}`)
const said = (pattern: string) => found(`^(?:${OWN_TIME})?${pattern}`)
const INTERFACE = said('(PP\\[ANONYMOUS\\d*\\])')

const account = (id: string, ownTime: boolean): Format => ({
  id,
  title: `YAMAHA router: sign-ins and remote access (L2TP/IPsec, PPTP)${ownTime ? ', show log or file' : ', syslog'}`,
  vendor: 'YAMAHA',
  product: 'RTX, NVR',
  source:
    'https://www.rtpro.yamaha.co.jp/RT/docs/l2tp_ipsec/ and https://network.yamaha.com/setting/router_firewall/ts_router/vpn_connect',
  table: 'auth_event',
  time: ownTime ? 'payload' : 'envelope',
  envelope: ownTime ? 'none' : 'syslog',
  pattern: `${ownTime ? OWN_TIME : ''}(?:${plain(CALLER)}|${plain(CALL)}|${UP}|${plain(ROUTER)})`,
  step: "''",
  session: {
    carried: {
      user: { of: INTERFACE, told: said(CALL), within: WITHIN },
      // a tunnel's number and the interface's are not the same
      address: { of: `if(${is('(?:\\[L2TP\\]|PP\\[)')}, 'call', '')`, told: said(CALLER), within: WITHIN },
    },
  },
  columns: ({ timezone }) => ({
    time: ownTime
      ? localTime(
          {
            year: digits('payload', 1, 4),
            month: digits('payload', 6, 2),
            day: digits('payload', 9, 2),
            hour: digits('payload', 12, 2),
            minute: digits('payload', 15, 2),
            second: digits('payload', 18, 2),
          },
          timezone,
        )
      : 'envelope_time',
    observer_type: "'vpn'",
    observer_name: 'envelope_host',
    ...source(firstOf(said(CALLER), said(`${plain(ROUTER)}${ADDRESS}`), `if(${is('PP\\[')}, session_address, '')`)),
    user_name: firstOf(
      said(CALL),
      `if(${is(UP)}, session_user, '')`,
      `if(${is("'administrator' ")}, 'administrator', '')`,
    ),
    event_action: `multiIf(${is(`(?:${plain(CALLER)}|${plain(CALL)})`)}, 'connect', ${is('Logout ')}, 'logout', 'login')`,
    event_outcome: `multiIf(${is(`(?:${plain(CALLER)}|${plain(CALL)})`)}, '', ${is("(?:Login|'administrator') failed")}, 'failure', 'success')`,
    event_reason: `if(${is("(?:Login|'administrator') failed")}, 'password', '')`,
    network_protocol: `if(${is('(?:\\[L2TP\\]|PP\\[)')}, 'vpn', lower(${said(ROUTER)}))`,
    session_id: INTERFACE,
    // the address that the caller has inside
    event_details: found('Remote: ([0-9A-Fa-f.:]+)\\)'),
  }),
  required: "user_name != '' OR source_address != ''",
  ignore: [
    {
      pattern: `${ownTime ? OWN_TIME : ''}(?:PP\\[[A-Z0-9]+\\] (?:PPP/|SEND |RECV |Local |Remote |Call |Disconnected|Connect)|PPPOE\\[\\d+\\] |Configuration saved)`,
      reason: { ja: '回線の接続・切断など（サインインではない）', en: 'the line going up and down: no sign-in' },
    },
  ],
  examples: ownTime ? FILE : SYSLOG,
})

const FILE = [
  {
    lines: [
      '2026/10/05 09:00:01: [L2TP] TUNNEL[1] connected from 203.0.113.9',
      "2026/10/05 09:00:03: PP[ANONYMOUS01] Call detected from user 'tanaka'",
      '2026/10/05 09:00:04: PP[ANONYMOUS01] PPP/IPCP up  (Local: 192.168.100.1, Remote: 192.168.100.200)',
      '2026/10/05 09:30:00: Login failed for SSH: 198.51.100.7',
    ],
    events: [
      { event_action: 'connect', source_ip: '203.0.113.9', user_name: '' },
      { event_action: 'connect', user_name: 'tanaka', event_outcome: '' },
      {
        time: '2026-10-05T00:00:04.000Z',
        event_action: 'login',
        event_outcome: 'success',
        source_ip: '203.0.113.9',
        user_name: 'tanaka',
        event_details: '192.168.100.200',
        network_protocol: 'vpn',
      },
      { event_action: 'login', event_outcome: 'failure', source_ip: '198.51.100.7', network_protocol: 'ssh' },
    ],
  },
  {
    // two callers at once: who came from where can't be told
    lines: [
      '2026/10/05 11:00:01: [L2TP] TUNNEL[1] connected from 203.0.113.9',
      '2026/10/05 11:00:02: [L2TP] TUNNEL[2] connected from 198.51.100.7',
      "2026/10/05 11:00:03: PP[ANONYMOUS01] Call detected from user 'tanaka'",
      '2026/10/05 11:00:04: PP[ANONYMOUS01] PPP/IPCP up  (Local: 192.168.100.1, Remote: 192.168.100.200)',
    ],
    events: [
      { source_ip: '203.0.113.9' },
      { source_ip: '198.51.100.7' },
      { user_name: 'tanaka', source_address: '' },
      { user_name: 'tanaka', source_address: '', event_outcome: 'success' },
    ],
  },
]

const SYSLOG = [
  {
    lines: [
      '<134>Oct  5 09:00:01 192.168.100.1 [L2TP] TUNNEL[1] connected from 203.0.113.9',
      "<134>Oct  5 09:00:03 192.168.100.1 PP[ANONYMOUS02] Call detected from user 'tanaka'",
      '<134>Oct  5 09:00:04 192.168.100.1 PP[ANONYMOUS02] PPP/IPCP up  (Local: 192.168.100.1, Remote: 192.168.100.201)',
      "<134>Oct  5 10:00:04 192.168.100.1 'administrator' succeeded for HTTP: 192.168.100.22",
    ],
    events: [
      { event_action: 'connect' },
      { user_name: 'tanaka', event_action: 'connect' },
      { source_ip: '203.0.113.9', user_name: 'tanaka', event_outcome: 'success', observer_name: '192.168.100.1' },
      {
        source_ip: '192.168.100.22',
        user_name: 'administrator',
        event_action: 'login',
        event_outcome: 'success',
        network_protocol: 'http',
      },
    ],
  },
]

export const YAMAHA_ACCOUNT_FORMATS: Format[] = [account('yamaha-auth', false), account('yamaha-auth-file', true)]
