/** WatchGuard Firebox: who signed in by VPN, to the firewall and to its management, as its own syslog text. */
import type { Format } from './format.ts'
import { found, matches, source } from './pick.ts'
import { about, SYSLOG_HEAD, SYSLOG_TIME } from './watchguard.ts'

const ADDRESS = '[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*[0-9A-Fa-f]'
const CHECKED = `Authentication of .*(?:user|client) \\[[^\\]]+\\] (?:from ${ADDRESS} was (?:accepted|rejected)|failed)`
const SESSION = `[A-Za-z0-9 -]*[Uu]ser \\S+ from ${ADDRESS} (?:log in attempt was rejected|logged (?:in|out))`

export const watchguardAccounts: Format = {
  ...about,
  id: 'watchguard-auth',
  title: 'WatchGuard Firebox sign-ins: VPN, users of the firewall, administrators, syslog',
  table: 'auth_event',
  time: 'envelope',
  pattern: `${SYSLOG_HEAD}(?:${CHECKED}|${SESSION})`,
  step: "''",
  columns: () => ({
    time: SYSLOG_TIME,
    observer_type: "'vpn'",
    observer_name: 'envelope_host',
    ...source(found(` from (${ADDRESS})`)),
    // tanaka@Firebox-DB: behind the name stands who checked it
    user_name: found('(?:[Uu]ser|client) \\[?([^\\]@ ]+)'),
    // the check of a password and the session after it are two lines: the one with the check is the sign-in
    event_action: `multiIf(${matches(' logged out')}, 'logout', ${matches('SSL ?VPN user \\S+ from \\S+ logged in')}, 'session', 'login')`,
    event_outcome: `if(${matches(' was rejected|\\] failed')}, 'failure', 'success')`,
    event_reason: found('(?:rejected,|rejected -|failed\\.) (.*)$'),
    event_code: found('msg_id="([^"]*)"'),
    network_protocol: `multiIf(${matches('(?:Management|WSM) [Uu]ser')}, 'admin', ${matches('(?i)vpn')}, 'vpn', 'firewall')`,
    event_details: found('virtual IP (?:address )?is ([0-9A-Fa-f.:]+)'),
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '<142>Oct  5 09:00:02 Firebox-HQ FVE6035FD3AE3 (2026-10-05T00:00:01) admd[2370]: msg_id="1100-0005" Authentication of SSLVPN user [tanaka@Firebox-DB] from 203.0.113.9 was rejected, password is incorrect',
        '<142>Oct  5 09:00:03 Firebox-HQ FVE6035FD3AE3 (2026-10-05T00:00:02) admd[2370]: msg_id="1100-0004" Authentication of SSLVPN user [tanaka@RADIUS] from 203.0.113.9 was accepted',
        '<142>Oct  5 09:00:04 Firebox-HQ FVE6035FD3AE3 (2026-10-05T00:00:03) sessiond[2412]: msg_id="3E00-0002" SSL VPN user tanaka@RADIUS from 203.0.113.9 logged in assigned virtual IP is 10.8.0.7',
        '<142>Oct  5 09:00:05 Firebox-HQ FVE6035FD3AE3 (2026-10-05T00:00:04) sessiond[2412]: msg_id="3E00-0003" Management user admin from 203.0.113.9 log in attempt was rejected.',
        '<142>Oct  5 09:00:06 Firebox-HQ FVE6035FD3AE3 (2026-10-05T00:00:05) sessiond[2412]: msg_id="3E00-0004" Management user admin from 192.168.10.21 logged out',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'password is incorrect',
          network_protocol: 'vpn',
        },
        { user_name: 'tanaka', event_outcome: 'success' },
        { user_name: 'tanaka', event_action: 'session', event_details: '10.8.0.7' },
        { user_name: 'admin', event_outcome: 'failure', network_protocol: 'admin' },
        { user_name: 'admin', event_action: 'logout', source_ip: '192.168.10.21' },
      ],
    },
  ],
}
