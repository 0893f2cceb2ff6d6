/** Sophos Firewall: who signed in to the firewall, its VPNs and its web pages. */
import type { Format } from './format.ts'
import { firstOf, value } from './pairs.ts'
import { matches } from './pick.ts'
import { about, common, of } from './sophos-xg.ts'

const CHECKED = 'log_component="[^"]*" log_subtype="Authentication" '
/** of what administrators do, only their coming and going */
const CONSOLE =
  'log_component="[^"]*" log_subtype="Admin" .*message="User [^" ]+ (?:logged (?:in|out)|failed to log ?in)[ "]'
const MESSAGE = value('message')
const COMPONENT = value('log_component')

export const sophosXgAccounts: Format = {
  ...about,
  id: 'sophos-xg-auth',
  title: 'Sophos Firewall sign-ins: VPN, users of the firewall, administrators',
  table: 'auth_event',
  pattern: `${of('Event')}(?:${CHECKED}|${CONSOLE})`,
  columns: ({ timezone }) => {
    const { time, source_ip, source_address, user_name } = common(timezone)
    return {
      time,
      source_ip,
      source_address,
      user_name,
      observer_type: "'vpn'",
      observer_name: value('device_name'),
      event_action: `if(${matches('logged out', MESSAGE)}, 'logout', 'login')`,
      event_outcome: `if(${matches('(?i)fail|deny|denied', value('status'))} OR ${matches('failed to log ?in', MESSAGE)}, 'failure', 'success')`,
      event_reason: firstOf(value('reason'), MESSAGE),
      event_code: value('log_id'),
      network_protocol: `multiIf(${value('log_subtype')} = 'Admin', 'admin', position(${COMPONENT}, 'VPN') > 0, 'vpn', 'firewall')`,
    }
  },
  required: "user_name != '' OR source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '<30>device="SFW" date=2026-10-05 time=09:00:01 timezone="JST" device_name="XG115" device_id=S1 log_id=063110617710 log_type="Event" log_component="SSL VPN Authentication" log_subtype="Authentication" status="Successful" priority=Information user_name="tanaka" usergroupname="" auth_client="N/A" auth_mechanism="Local" reason="" src_ip=203.0.113.9 message="User tanaka authenticated successfully to login to SSLVPN through Local authentication mechanism" name="" src_mac=',
        '<30>device="SFW" date=2026-10-05 time=09:00:02 timezone="JST" device_name="XG115" device_id=S1 log_id=062910617702 log_type="Event" log_component="Firewall Authentication" log_subtype="Authentication" status="Failed" priority=Notice user_name="suzuki" usergroupname="" auth_client="Web Client" auth_mechanism="N/A" reason="wrong credentials" src_ip=192.168.10.21 message="User suzuki failed to login to Firewall through N/A authentication mechanism because of wrong credentials" name="" src_mac=',
        'Oct  5 09:00:03 fw1 device_name="SFW" timestamp="2026-10-05T09:00:03+0900" device_model="XGS116" device_serial_id="X1" log_id=062009617502 log_type="Event" log_component="GUI" log_subtype="Admin" log_version=1 status="Failed" severity="Notice" user_name="admin" src_ip="203.0.113.9" message="User admin failed to login to Web Admin Console because of wrong credentials"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          user_name: 'tanaka',
          source_ip: '203.0.113.9',
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'vpn',
        },
        {
          user_name: 'suzuki',
          source_ip: '192.168.10.21',
          event_outcome: 'failure',
          event_reason: 'wrong credentials',
          network_protocol: 'firewall',
        },
        { user_name: 'admin', source_ip: '203.0.113.9', event_outcome: 'failure', network_protocol: 'admin' },
      ],
    },
  ],
}
