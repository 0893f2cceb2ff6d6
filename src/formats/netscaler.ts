/** NetScaler (Citrix ADC, Citrix Gateway): who signed in to the gateway, to what it protects and to itself (ns.log, syslog). */
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { digits, localTime } from './time.ts'

const DATE = '(?:\\d\\d/\\d\\d/\\d{4}|\\d{4}/\\d\\d/\\d\\d):\\d\\d:\\d\\d:\\d\\d'
const HEAD = ` ?${DATE} (?:GMT)? ?\\S* ?(?:\\d+-)?PPE-\\d+ : (?:default )?`
const GATEWAY =
  '(?:SSLVPN|AAATM|AAA) (?:LOGIN|LOGIN_FAILED|LOGOUT) \\d+ (?:\\d+ )?: +(?:Context .*?Session[Ii]d: ?\\d+ ?- )?User [^"]* ?- Client_ip '
const OWN =
  '(?:[A-Z]+ )?CMD_EXECUTED \\d+ (?:\\d+ )?: +User \\S+ - (?:ADM_User \\S+ - )?Remote_ip \\S+ - Command "(?:login|logout)\\b'

/**
 * MM/DD/YYYY unless the device was told otherwise (`set audit syslogParams -dateFormat`): what the relay says of the day decides
 * where both can be. GMT is written where the device was told to log in it, else it is the device's own zone.
 */
function moment(timezone: string): string {
  const stamp = found(`^ ?(${DATE})`)
  const part = (from: number, length: number) => digits(stamp, from, length)
  const clock = { hour: part(12, 2), minute: part(15, 2), second: part(18, 2) }
  const yearFirst = `substring(${stamp}, 5, 1) = '/'`
  const made = (dayFirst: boolean) =>
    localTime(
      {
        year: `if(${yearFirst}, ${part(1, 4)}, ${part(7, 4)})`,
        month: `if(${yearFirst}, ${part(6, 2)}, ${part(dayFirst ? 4 : 1, 2)})`,
        day: `if(${yearFirst}, ${part(9, 2)}, ${part(dayFirst ? 1 : 4, 2)})`,
        ...clock,
      },
      `ZONE`,
    )
  const [monthFirst, dayFirst] = [made(false), made(true)]
  // the relay's year may be a guess
  const apart = 'abs(toInt32(toDayOfYear(assumeNotNull(envelope_time))) - toInt32(toDayOfYear(x)))'
  const near = `arrayFirst(x -> isNotNull(x) AND (isNull(envelope_time) OR ${apart} < 2 OR ${apart} > 363), [${monthFirst}, ${dayFirst}])`
  const sole = `multiIf(isNull(${dayFirst}) OR ${monthFirst} = ${dayFirst}, ${monthFirst}, isNull(${monthFirst}), ${dayFirst}, NULL)`
  const read = `coalesce(${near}, ${sole})`
  const inZone = (zone: string) => read.replaceAll('ZONE', zone)
  return `if(${matches(`^ ?${DATE} GMT`)}, ${inZone("'UTC'")}, ${inZone(timezone)})`
}

export const netscaler: Format = {
  id: 'netscaler-auth',
  title: 'NetScaler (Citrix ADC and Gateway) sign-ins: gateway, AAA, administrators',
  vendor: 'Citrix',
  product: 'NetScaler ADC, NetScaler Gateway',
  source:
    'https://developer-docs.netscaler.com/projects/netscaler-syslog-message-reference/, https://support.citrix.com/s/article/CTX464125',
  table: 'auth_event',
  time: 'payload',
  pattern: `${HEAD}(?:${GATEWAY}|${OWN})`,
  step: "''",
  columns: ({ timezone }) => ({
    time: moment(timezone),
    observer_type: "'vpn'",
    observer_name: found('(\\S+) (?:\\d+-)?PPE-\\d+ : '),
    // behind another load balancer the client's own address may be missing
    ...source(
      firstOf(
        found('(?:Client_ip|Remote_ip) ([0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+)'),
        found(' - X-Forwarded-For_ip ([0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+)'),
      ),
    ),
    user_name: found('(?:: +|- )User (.*?) ?- (?:Client_ip|Remote_ip|ADM_User)'),
    event_action: `if(${matches(' LOGOUT \\d|Command "logout')}, 'logout', 'login')`,
    event_outcome: `if(${matches(' LOGIN_FAILED \\d|- Status "(?:ERROR|Failed)')}, 'failure', 'success')`,
    event_reason: found('(?:Failure_reason "|LogoutMethod "|- Status "ERROR: )([^"]+)"'),
    session_id: found('Session[Ii]d: ?(\\d+)'),
    network_protocol: `if(${matches('CMD_EXECUTED')}, 'admin', 'vpn')`,
    user_agent_original: found('(?:Browser_type "([^"]+)"|Failure_reason "[^"]*" - Browser (.+)$)'),
  }),
  // a user or a browser that names a head of its own is none of this log's
  required:
    "user_name != '' AND source_ip != toIPv6('::') AND countSubstrings(payload, 'Client_ip ') + countSubstrings(payload, 'Remote_ip ') = 1",
  ignore: [
    {
      pattern: ` ?${DATE} (?:GMT)? ?\\S* ?(?:\\d+-)?PPE-\\d+ : (?:default )?(?:CMD_EXECUTED|[A-Z_0-9]+ [A-Za-z_]+) \\d+ `,
      reason: {
        ja: 'NetScalerのその他の記録（サインインではない）',
        en: "NetScaler's other records: no sign-in",
      },
    },
  ],
  examples: [
    {
      lines: [
        '<134> 10/05/2026:00:00:01 GMT ns1 0-PPE-0 : default SSLVPN LOGIN 12345678 0 : Context tanaka@example.co.jp@203.0.113.9 - SessionId: 4711 - User tanaka@example.co.jp - Client_ip 203.0.113.9 - Nat_ip "Mapped Ip" - Vserver 198.51.100.7:443 - Browser_type "Mozilla/5.0 (Windows NT 10.0)" - SSLVPN_client_type ICA - Group(s) "N/A"',
        '<132> 10/05/2026:09:00:02  ns1 0-PPE-0 : default AAA LOGIN_FAILED 12345679 0 :  User sato - Client_ip 203.0.113.9 - Failure_reason "External authentication server denied access" - Browser python-httpx/0.27.0',
        '<134> 10/05/2026:00:00:03 GMT ns1 0-PPE-0 : default SSLVPN LOGOUT 12345680 0 : Context tanaka@203.0.113.9 - SessionId: 4711 - User tanaka - Client_ip  - X-Forwarded-For_ip 203.0.113.9 - Nat_ip "Mapped Ip" - Vserver 198.51.100.7:443 - Start_time "10/05/2026:00:00:01 GMT" - End_time "10/05/2026:00:00:03 GMT" - Duration 00:00:02  - LogoutMethod "TimedOut" - Group(s) "N/A"',
        '<134> 10/05/2026:00:00:04 GMT ns1 0-PPE-0 : default CLI CMD_EXECUTED 6870 0 :  User nsroot - ADM_User NONE - Remote_ip 192.168.10.21 - Command "login nsroot" - Status "ERROR: Invalid username or password"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'ns1',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'success',
          session_id: '4711',
          network_protocol: 'vpn',
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          user_name: 'sato',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'External authentication server denied access',
        },
        { user_name: 'tanaka', source_ip: '203.0.113.9', event_action: 'logout', event_reason: 'TimedOut' },
        {
          user_name: 'nsroot',
          source_ip: '192.168.10.21',
          event_outcome: 'failure',
          event_reason: 'Invalid username or password',
          network_protocol: 'admin',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:01 <local0.info> 192.168.10.5 05/10/2026:00:00:01 GMT ns1 0-PPE-1 : SSLVPN LOGIN 11590 0 : Context tanaka@203.0.113.9 - SessionId: 15- User tanaka - Client_ip 203.0.113.9 - Nat_ip "Mapped Ip" - Vserver 198.51.100.7:443 - Browser_type "CitrixReceiver Android VpnCapable" - SSLVPN_client_type Android - Group(s) "N/A"',
        'Oct  5 09:00:02 192.168.10.5 2026/10/05:09:00:02  ns1 0-PPE-1 : default AAA LOGIN_FAILED 11591 0 :  User sato - Client_ip 2001:db8::9 - Failure_reason "Invalid credentials passed" - Browser -',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', user_name: 'tanaka', session_id: '15', source_ip: '203.0.113.9' },
        { time: '2026-10-05T00:00:02.000Z', user_name: 'sato', source_ip: '2001:db8::9', event_outcome: 'failure' },
      ],
    },
  ],
}
