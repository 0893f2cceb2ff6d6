/** SonicOS: who signed in to the firewall, to its SSL-VPN and its other VPNs, by the number of the message. */
import type { Format } from './format.ts'
import { firstOf, matches } from './pick.ts'
import { about, BEGINNING, common, KV } from './sonicwall.ts'

const LET_IN = '29|31|139|199|23[5678]|31[89]|1080'
const REFUSED = '30|32|33|35|140|200|24[36]|31[12]|344|745|749|98[67]|1035'
const LOCKED = '329|583'
const LOGGED_OUT = '24|26[1-5]'
const is = (codes: string) => matches(`^(?:${codes})$`, KV('m'))

export const sonicwallAccounts: Format = {
  ...about,
  id: 'sonicwall-auth',
  title: 'SonicWall sign-ins: administrators, SSL-VPN and other VPNs, users of the firewall',
  table: 'auth_event',
  pattern: `${BEGINNING}.*\\bm=(?:${LET_IN}|${REFUSED}|${LOCKED}|${LOGGED_OUT}) `,
  columns: ({ timezone }) => {
    const { time, source_ip, source_address, source_port, destination_ip, user_name } = common(timezone)
    return {
      time,
      source_ip,
      source_address,
      source_port,
      destination_ip,
      user_name,
      observer_type: "'vpn'",
      observer_name: KV('sn'),
      event_action: `multiIf(${is(LOGGED_OUT)}, 'logout', ${is(LOCKED)}, 'lockout', 'login')`,
      event_outcome: `if(${is(`${REFUSED}|${LOCKED}`)}, 'failure', 'success')`,
      event_reason: firstOf(KV('note'), KV('msg')),
      event_code: KV('m'),
      network_protocol: `multiIf(${is('29|30|35|199|200|23[56]|26[12]')}, 'admin', ${is('139|140|237|31[1289]|344|1080')}, 'vpn', 'firewall')`,
    }
  },
  required: "user_name != '' OR source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'id=firewall sn=0017C5000001 time="2026-10-05 00:00:01 UTC" fw=198.51.100.1 pri=6 c=32 gcat=3 m=1080 msg="SSL VPN zone remote user login allowed" n=4 src=203.0.113.9:51022:X1 dst=198.51.100.1:443:X0 usr="tanaka"',
        'Oct  5 09:00:02 sw id=firewall sn=0017C5000001 time="2026-10-05 09:00:02" fw=198.51.100.1 pri=1 c=32 m=30 msg="Administrator login denied due to bad credentials" n=7 usr="admin" src=203.0.113.9:36701:X1 dst=198.51.100.1:443:X1',
        '<134>  id=firewall sn=0017C5000001 time="2026-10-05 00:00:03 UTC" fw=198.51.100.1 pri=6 c=16 gcat=3 m=33 msg="User login denied due to bad credentials" n=8 src=203.0.113.9:36702:X1 dst=198.51.100.1:443:X1 usr="guest" note="Unknown user" fw_action="NA"',
        'id=firewall sn=0017C5000001 time="2026-10-05 00:00:04 UTC" fw=198.51.100.1 pri=6 c=16 m=263 msg="User logged out" n=9 usr="tanaka" src=203.0.113.9:0:X1 dst=198.51.100.1:443:X1',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          source_port: 51022,
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'vpn',
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          user_name: 'admin',
          event_outcome: 'failure',
          network_protocol: 'admin',
        },
        { user_name: 'guest', event_outcome: 'failure', event_reason: 'Unknown user' },
        { user_name: 'tanaka', event_action: 'logout' },
      ],
    },
  ],
}
