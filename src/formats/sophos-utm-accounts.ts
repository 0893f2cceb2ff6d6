/** Sophos UTM: who signed in to its portal, its VPNs and its web pages (the log of the program aua). */
import { eitherTime } from './own-time.ts'
import { value } from './pairs.ts'
import { about, MESSAGE, OWN, ownTime, PROGRAM } from './sophos-utm.ts'

const CHECKED = `${MESSAGE}sub="auth" name="Authentication (?:successful|failed)" srcip="`
const CALLER = value('caller')

export const SOPHOS_UTM_ACCOUNT_FORMATS = eitherTime({
  ...about,
  id: 'sophos-utm-auth',
  title: 'Sophos UTM sign-ins: portal, VPN, administrators',
  table: 'auth_event',
  pattern: `${PROGRAM}${CHECKED}`,
  columns: () => ({
    observer_type: "'vpn'",
    source_ip: `toIPv6OrDefault(${value('srcip')})`,
    source_address: value('srcip'),
    user_name: value('user'),
    event_action: "'login'",
    event_outcome: `if(endsWith(${value('name')}, 'failed'), 'failure', 'success')`,
    event_reason: value('reason'),
    event_code: value('id'),
    network_protocol: `multiIf(${CALLER} IN ('webadmin', 'sshd', 'ssh'), 'admin', ${CALLER} IN ('openvpn', 'pptp', 'l2tp', 'ipsec', 'cisco', 'sslvpn'), 'vpn', 'firewall')`,
    event_details: CALLER,
  }),
  required: "user_name != '' OR source_ip != toIPv6('::')",
  own: {
    pattern: `${OWN}${PROGRAM}${CHECKED}`,
    time: ownTime,
    examples: [
      {
        lines: [
          '2026:10:05-09:00:01 utm1 aua[2177]: id="3005" severity="warn" sys="System" sub="auth" name="Authentication failed" srcip="203.0.113.9" host="" user="tanaka" caller="portal" reason="DENIED"',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.000Z',
            source_ip: '203.0.113.9',
            user_name: 'tanaka',
            event_outcome: 'failure',
            event_reason: 'DENIED',
            network_protocol: 'firewall',
          },
        ],
      },
    ],
  },
  enveloped: [
    {
      lines: [
        'Oct  5 09:00:02 utm1 aua[2177]: id="3004" severity="info" sys="System" sub="auth" name="Authentication successful" srcip="203.0.113.9" host="" user="tanaka" caller="openvpn" engine="local"',
      ],
      events: [
        { time: '2026-10-05T00:00:02.000Z', user_name: 'tanaka', event_outcome: 'success', network_protocol: 'vpn' },
      ],
    },
  ],
})
