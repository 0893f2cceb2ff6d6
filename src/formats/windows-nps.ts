/** Windows Network Policy Server (NPS, IAS) and RRAS: RADIUS requests and answers, the database-compatible log. */
import type { Format } from './format.ts'
import { firstOf, source } from './pick.ts'
import { digits, localTime } from './time.ts'

const at = (n: number) => `trim(BOTH '"' FROM step[${n}])`
const QUOTED = '"[^"]*"'
const CELL = '(?:"[^"]*"|[^",]*)'
/** an address; a wireless client's number is none */
const CALLER = `if(isNotNull(toIPv6OrNull(${at(9)})), ${at(9)}, '')`
const PACKET = at(5)

export const windowsNps: Format = {
  id: 'windows-nps',
  title: 'Windows NPS and RRAS (RADIUS, database-compatible log): sign-ins to VPN, wireless LAN and devices',
  vendor: 'Microsoft',
  product: 'Network Policy Server, RRAS',
  source:
    'https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2008-R2-and-2008/cc771748(v=ws.10) (Interpret NPS Database Format Log Files)',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${QUOTED},"(?:IAS|RAS|NPS)",\\d\\d/\\d\\d/\\d{4},\\d\\d:\\d\\d:\\d\\d,(?:[1-5]|11),(?:${CELL},){20}`,
  step: `extractAll(concat(payload, ','), '(${CELL.replaceAll('\\', '\\\\')}),')`,
  // the answer names neither the caller nor always the user; what the server calls the exchange (Class) stands in both
  session: {
    carried: {
      caller: { of: at(27), told: CALLER },
      user: { of: at(27), told: firstOf(at(6), at(7)) },
    },
  },
  columns: ({ timezone }) => ({
    time: localTime(
      {
        month: digits('step[3]', 1, 2),
        day: digits('step[3]', 4, 2),
        year: digits('step[3]', 7, 4),
        hour: digits('step[4]', 1, 2),
        minute: digits('step[4]', 4, 2),
        second: digits('step[4]', 7, 2),
      },
      timezone,
    ),
    observer_type: "'vpn'",
    observer_name: at(1),
    ...source(firstOf(CALLER, 'session_caller')),
    destination_address: firstOf(at(17), at(16), at(13)),
    user_name: firstOf(at(6), at(7), 'session_user'),
    event_action: `multiIf(${PACKET} IN ('2', '3'), 'login', ${PACKET} = '4' AND ${at(32)} = '2', 'logout', ${PACKET} = '4', 'session', 'connect')`,
    event_outcome: `multiIf(${PACKET} = '2', 'success', ${PACKET} = '3', 'failure', '')`,
    // 16: unknown user or wrong password; the others are policies, expired accounts and the like
    event_reason: `multiIf(${PACKET} != '3', '', ${at(26)} = '16', 'password', ${at(26)} IN ('', '0'), '', concat('reason ', ${at(26)}))`,
    event_code: PACKET,
    network_protocol: `multiIf(${at(20)} = '19', 'wireless', ${at(20)} = '5', 'vpn', 'radius')`,
    device_id: `if(${CALLER} = '', ${at(9)}, '')`,
    rule_name: at(25),
    // the address that the user has inside
    event_details: at(11),
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '"NPS01","IAS",10/05/2026,09:00:01,1,"EXAMPLE\\tanaka","example.co.jp/Users/tanaka","198.51.100.1","203.0.113.9",,,"VPN01","192.168.10.4",9,311,"192.168.10.4","VPN01",,,5,,1,2,4,"VPN policy",0,"311 1 192.168.10.2 10/01/2026 00:00:00 169",,,,,,,,',
        '"NPS01","IAS",10/05/2026,09:00:01,3,"EXAMPLE\\tanaka","example.co.jp/Users/tanaka",,,,,,,,311,"192.168.10.4","VPN01",,,,,,,4,"VPN policy",16,"311 1 192.168.10.2 10/01/2026 00:00:00 169",,,,,,,,',
        '"VPN01","RAS",10/05/2026,09:00:05,4,"tanaka",,"192.168.10.4","203.0.113.9",,"192.168.10.52","VPN01","192.168.10.4",9,,"192.168.10.4","VPN01",1791158405,,5,,1,2,,,0,"311 1 192.168.10.2 10/01/2026 00:00:00 170",,1800,,,1,,,,"168"',
        '"NPS01","IAS",10/05/2026,09:00:06,1,"sato",,"00-11-22-33-44-55:staff","AA-BB-CC-DD-EE-FF",,,"AP1","192.168.10.7",0,9,"192.168.10.7","AP1",,,19,"CONNECT 54Mbps",,,5,"WLAN",0,"311 1 192.168.10.2 10/01/2026 00:00:00 171",,,,,,,,',
      ],
      events: [
        { event_action: 'connect', source_ip: '203.0.113.9', event_outcome: '' },
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'EXAMPLE\\tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'password',
        },
        { event_action: 'session', user_name: 'tanaka', event_details: '192.168.10.52', source_ip: '203.0.113.9' },
        { event_action: 'connect', source_address: '', device_id: 'AA-BB-CC-DD-EE-FF', network_protocol: 'wireless' },
      ],
    },
  ],
}
