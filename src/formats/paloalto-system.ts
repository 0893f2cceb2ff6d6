/** PAN-OS system log: who signed in to the firewall itself, and to GlobalProtect before PAN-OS 9.1 gave it a log of its own. */
import type { Format } from './format.ts'
import { head } from './paloalto.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { isoTime } from './time.ts'

const DATE = '\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d'
const PORTAL = 'globalprotect(?:portal|gateway)-(?:auth-(?:succ|fail)|logout-succ)'
const SAID =
  '(?:[Ff]ailed authentication for user |authenticated for user |User \\S+ (?:logged (?:in|out)|failed to log in) via |GlobalProtect (?:portal|gateway) user (?:authentication|logout) )'
const at = (n: number) => `trim(BOTH '"' FROM step[${n}])`
const MESSAGE = at(15)
const VPN = `startsWith(${at(9)}, 'globalprotect')`

export const paloaltoSystem: Format = {
  id: 'paloalto-system',
  title: 'Palo Alto Networks PAN-OS system log: sign-ins of administrators and of GlobalProtect before 9.1 (CSV)',
  vendor: 'Palo Alto Networks',
  product: 'PAN-OS',
  source:
    'https://docs.paloaltonetworks.com/pan-os/11-0/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/system-log-fields',
  table: 'auth_event',
  time: 'payload',
  pattern: `${head('SYSTEM')},(?:auth|general|globalprotect),[^,]*,${DATE},[^,]*,(?:auth-success|auth-fail|general|${PORTAL}),[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,"?${SAID}`,
  step: `extractAll(concat(',', payload), ',("(?:[^"]|"")*"|[^,]*)')`,
  columns: ({ timezone }) => ({
    time: isoTime(`replaceAll(step[7], '/', '-')`, timezone),
    observer_type: "'vpn'",
    observer_name: firstOf(at(23), at(3)),
    ...source(
      firstOf(
        found('(?:From|Login from): ([0-9A-Fa-f.:]*[0-9A-Fa-f])', MESSAGE),
        found(' from ([0-9A-Fa-f.:]+)', MESSAGE),
      ),
    ),
    user_name: firstOf(
      found("for user '([^']*)'", MESSAGE),
      found("for user ([^ ']\\S*?)\\. ", MESSAGE),
      found('User name: ([^,]+)', MESSAGE),
      found('^User (\\S+) (?:logged|failed)', MESSAGE),
    ),
    event_action: `if(${matches('logged out|logout', MESSAGE)}, 'logout', 'login')`,
    event_outcome: `if(${matches('(?i)^failed|authentication failed|failed to log in', MESSAGE)}, 'failure', 'success')`,
    event_reason: `trim(TRAILING '.' FROM ${found('Reason: (?:Authentication failed: )?([^,.]+)', MESSAGE)})`,
    event_code: at(9),
    network_protocol: `multiIf(${VPN}, 'vpn', ${matches(' via Web ', MESSAGE)}, 'https', ${matches(' via CLI ', MESSAGE)}, 'ssh', 'admin')`,
    source_geo_country_iso_code: found('Source region: ([A-Z]{2}),', MESSAGE),
  }),
  required: "user_name != '' OR source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '<14>Oct  5 09:00:01 PA-1 1,2026/10/05 09:00:01,007051000012345,SYSTEM,general,0,2026/10/05 09:00:01,,general,,0,0,general,informational,User admin logged in via Web from 192.168.10.21 using https,156324,0x0,0,0,0,0,,PA-1',
        "Oct  5 09:00:02 PA-1 1,2026/10/05 09:00:02,007051000012345,SYSTEM,auth,2561,2026/10/05 09:00:02,,auth-fail,STAFF,0,0,general,medium,\"failed authentication for user 'tanaka'. Reason: Invalid username/password. auth profile 'STAFF', vsys 'vsys1', server profile 'LDAP', server address '192.168.1.5', auth protocol 'PAP', From: 203.0.113.9.\",7,0x0,0,0,0,0,,PA-1,0,0,2026-10-05T09:00:02.851+09:00",
        "Oct  5 09:00:03 PA-1 1,2026/10/05 09:00:03,007051000012345,SYSTEM,auth,2561,2026/10/05 09:00:03,,auth-success,STAFF,0,0,general,informational,\"authenticated for user 'tanaka'. auth profile 'STAFF', vsys 'shared', From: 203.0.113.9.\",8,0x0,0,0,0,0,,PA-1",
        'Oct  5 09:00:04 PA-1 1,2026/10/05 09:00:04,007051000012345,SYSTEM,globalprotect,0,2026/10/05 09:00:04,,globalprotectgateway-auth-fail,GW,0,0,general,informational,"GlobalProtect gateway user authentication failed. Login from: 203.0.113.9, Source region: NL, User name: tanaka, Reason: Authentication failed: Invalid username or password, Auth type: profile.",9,0x0,0,0,0,0,,PA-1',
        'Oct  5 09:00:05 PA-1 1,2026/10/05 09:00:05,007051000012345,SYSTEM,globalprotect,0,2026/10/05 09:00:05,,globalprotectgateway-logout-succ,GW,0,0,general,informational,"GlobalProtect gateway user logout succeeded. User name: tanaka, Client OS version: Windows, Reason: client logout.",10,0x0,0,0,0,0,,PA-1',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          user_name: 'admin',
          source_ip: '192.168.10.21',
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'https',
        },
        {
          user_name: 'tanaka',
          source_ip: '203.0.113.9',
          event_outcome: 'failure',
          event_reason: 'Invalid username/password',
          observer_name: 'PA-1',
        },
        { user_name: 'tanaka', source_ip: '203.0.113.9', event_action: 'login', event_outcome: 'success' },
        {
          user_name: 'tanaka',
          source_ip: '203.0.113.9',
          event_outcome: 'failure',
          network_protocol: 'vpn',
          event_reason: 'Invalid username or password',
          source_geo_country_iso_code: 'NL',
        },
        { user_name: 'tanaka', event_action: 'logout' },
      ],
    },
  ],
}
