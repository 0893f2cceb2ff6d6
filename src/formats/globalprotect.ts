/** Palo Alto Networks GlobalProtect: the VPN's sign-ins as PAN-OS 9.1 and later log them (CSV, fields by their documented place). */
import type { Format } from './format.ts'
import { firstOf, source } from './pick.ts'
import { isoTime } from './time.ts'

const DATE = '\\d{4}[/-]\\d\\d[/-]\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?'
const EVENTS =
  '(?:(?:portal|gateway)-auth|gateway-connected|gateway-logout|gateway-inactivity-timeout|gateway-login-lifetime)'
const at = (n: number) => `trim(BOTH '"' FROM step[${n}])`
/** an address that the log leaves open stands as 0.0.0.0 */
const address = (n: number) => `if(${at(n)} IN ('0.0.0.0', '::'), '', ${at(n)})`

export const globalProtect: Format = {
  id: 'globalprotect',
  title: 'Palo Alto Networks GlobalProtect sign-ins (PAN-OS 9.1 and later, CSV)',
  vendor: 'Palo Alto Networks',
  product: 'PAN-OS, GlobalProtect',
  source:
    'https://docs.paloaltonetworks.com/pan-os/11-0/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/globalprotect-log-fields',
  table: 'auth_event',
  time: 'payload',
  pattern: `(?:- )?\\d*,(?:${DATE})?,[^,]*,GLOBALPROTECT,[^,]*,[^,]*,${DATE},[^,]*,${EVENTS},`,
  // a quoted field may hold commas
  step: `extractAll(concat(',', payload), ',("(?:[^"]|"")*"|[^,]*)')`,
  columns: ({ timezone }) => ({
    time: isoTime(`replaceAll(${at(7)}, '/', '-')`, timezone),
    observer_type: "'vpn'",
    observer_name: firstOf(at(34), at(3)),
    ...source(firstOf(address(16), address(17))),
    source_domain: at(15),
    user_name: at(13),
    event_action: `multiIf(endsWith(${at(9)}, '-auth'), 'login', ${at(9)} = 'gateway-connected', 'session', 'logout')`,
    event_outcome: `if(lower(${at(29)}) = 'success', 'success', 'failure')`,
    event_reason: firstOf(at(27), at(26), at(28)),
    event_code: at(9),
    device_id: at(15),
    network_protocol: "'vpn'",
    source_geo_country_iso_code: `extract(${at(14)}, '^[A-Z]{2}$')`,
    // the address that the gateway gave the user inside
    event_details: firstOf(address(18), address(19)),
  }),
  required: "user_name != '' OR source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '<14>Oct  5 09:00:01 PA-1 1,2026/10/05 09:00:01,007051000012345,GLOBALPROTECT,0,2561,2026/10/05 09:00:01,vsys1,gateway-auth,login,LDAP,,example\\tanaka,NL,PC-9,203.0.113.9,0.0.0.0,0.0.0.0,0.0.0.0,b1c2,,6.0.4,Windows,"Microsoft Windows 11 Pro , 64-bit",1,,"Authentication failed: Invalid username or password","",failure,,0,,0,GP-GW,7,0x0',
        '1,2026/10/05 09:00:02,007051000012345,GLOBALPROTECT,0,2561,2026/10/05 09:00:02,vsys1,portal-auth,login,SAML,,tanaka@example.co.jp,JP,PC-1,0.0.0.0,2001:db8::9,0.0.0.0,0.0.0.0,b1c2,,6.0.4,Windows,"Microsoft Windows 11 Pro , 64-bit",1,,,"",success,,0,,0,GP-Portal,8,0x0',
        '931201168,2026-10-05T00:00:04.000000Z,no-serial,GLOBALPROTECT,globalprotect,9.1,2026-10-05T00:00:03.000000Z,vsys1,gateway-connected,connected,,IPSec,tanaka,JP,PC-1,203.0.113.9,,10.2.2.2,,b1c2,,6.0.4,,,1,,,,success,,0,,0,GP-GW,9,true',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'example\\tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'Authentication failed: Invalid username or password',
          network_protocol: 'vpn',
          device_id: 'PC-9',
          observer_name: 'GP-GW',
        },
        { source_ip: '2001:db8::9', user_name: 'tanaka@example.co.jp', event_outcome: 'success' },
        { time: '2026-10-05T00:00:03.000Z', event_action: 'session', event_details: '10.2.2.2' },
      ],
    },
  ],
}
