/** Sign-ins to VPN gateways and their consoles: FortiGate, Cisco ASA and FTD. */
import { CODE, NAME, OWN_TIME, time } from './cisco-line.ts'
import type { Format } from './format.ts'
import { pairsOf } from './pairs.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { digits, withOffset } from './time.ts'

const KV = (key: string) => `step['${key}']`
const known = (key: string) => `if(${KV(key)} IN ('N/A', '(null)', '0.0.0.0'), '', ${KV(key)})`
/** whole pairs only, so that no user name can pass for the kind of log */
const PAIRS = ' ?(?:[A-Za-z_]+=(?:"(?:[^"\\\\]|\\\\.)*"|[^" ,]*)[ ,]+)*'

function fortigateTime(timezone: string): string {
  const device = withOffset(
    {
      year: digits(KV('date'), 1, 4),
      month: digits(KV('date'), 6, 2),
      day: digits(KV('date'), 9, 2),
      hour: digits(KV('time'), 1, 2),
      minute: digits(KV('time'), 4, 2),
      second: digits(KV('time'), 7, 2),
    },
    `extract(${KV('tz')}, '^([+-]\\\\d\\\\d:?\\\\d\\\\d)$')`,
    timezone,
  )
  // eventtime is in seconds, milliseconds, microseconds or nanoseconds: its first thirteen digits are milliseconds
  const millis = `toInt64OrZero(substring(rightPad(${KV('eventtime')}, 13, '0'), 1, 13))`
  return `if(${KV('eventtime')} != '', fromUnixTimestamp64Milli(${millis}, 'UTC'), ${device})`
}

/** IPsec: `user` is what the peer called itself, before a person said who he is */
const SIGNED_IN = firstOf(known('eapuser'), known('xauthuser'))
const FAILED = `match(concat(${KV('action')}, ' ', ${KV('status')}, ' ', ${KV('result')}), '(?i)fail|deny|error|lockout')`
/** a refused person was refused here; one let in gets a tunnel, which has a line of its own */
const NEGOTIATED = `${KV('action')} = 'negotiate' AND (${SIGNED_IN} = '' OR NOT ${FAILED})`

const fortigate: Format = {
  id: 'fortigate-auth',
  title: 'FortiGate sign-ins: SSL-VPN, IPsec, administrators, users of the firewall',
  vendor: 'Fortinet',
  product: 'FortiGate',
  source: 'https://docs.fortinet.com/document/fortigate/7.4.0/fortios-log-message-reference (event: vpn, system, user)',
  table: 'auth_event',
  time: 'payload',
  pattern: `${PAIRS}type="?event"?[ ,].*\\baction="?(?:tunnel-(?:up|down)|ssl-(?:login-fail|new-con|exit-error|exit-fail|alert|web-(?:pass|deny|close|timeout))|login|logout|authentication|auth-logon|auth-logout|FSSO-logon|FSSO-logoff|negotiate|disable|lockout|admin-login-disabled)"?(?:[ ,]|$)`,
  step: pairsOf('payload', '=', ' ,'),
  columns: ({ timezone }) => {
    const address = firstOf(
      KV('remip'),
      KV('remote_ip'),
      KV('rem_ip'),
      KV('srcip'),
      `extract(${KV('ui')}, '\\\\(([0-9A-Fa-f.:]+)\\\\)')`,
    )
    return {
      time: fortigateTime(timezone),
      observer_type: "'vpn'",
      observer_name: KV('devname'),
      ...source(address),
      source_port: `toUInt16OrZero(${KV('remport')})`,
      destination_ip: `toIPv6OrDefault(${firstOf(KV('dstip'), KV('locip'))})`,
      user_name: firstOf(SIGNED_IN, known('user')),
      event_action: `multiIf(${KV('action')} IN ('tunnel-down', 'logout', 'auth-logout', 'FSSO-logoff', 'ssl-web-close', 'ssl-web-timeout'), 'logout', ${KV('action')} IN ('ssl-new-con', 'ssl-alert', 'ssl-exit-error', 'ssl-exit-fail') OR (${NEGOTIATED}), 'connect', ${KV('action')} IN ('disable', 'lockout', 'admin-login-disabled'), 'lockout', 'login')`,
      event_outcome: `if(${FAILED}, 'failure', 'success')`,
      event_reason: firstOf(`if(${KV('reason')} IN ('N/A', 'none'), '', ${KV('reason')})`, KV('msg')),
      event_code: firstOf(KV('logid'), KV('log_id')),
      event_id: KV('sn'),
      network_protocol: `multiIf(match(${KV('subtype')}, 'vpn|ipsec'), 'vpn', ${KV('subtype')} IN ('system', 'admin'), ${firstOf(`extract(lower(${KV('method')}), '^(https?|ssh|telnet|console|jsconsole)$')`, `extract(lower(${KV('ui')}), '^(https?|ssh|telnet|console|jsconsole)')`, "'web'")}, 'firewall')`,
      source_geo_country_iso_code: firstOf(KV('remcountry'), KV('srccountry')),
      session_id: firstOf(KV('tunnelid'), KV('sessionid')),
      application_name: KV('tunneltype'),
      rule_name: firstOf(KV('profile'), KV('policyid')),
      // the address that the gateway gave the user inside
      event_details: firstOf(known('tunnelip'), known('assignip'), known('dst_host')),
    }
  },
  required: "user_name != '' OR source_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'date=2026-10-05 time=09:00:01 devname="FGT60F" eventtime=1791158401123456789 tz="+0900" logid="0101039426" type="event" subtype="vpn" level="alert" vd="root" logdesc="SSL VPN login fail" action="ssl-login-fail" tunneltype="ssl-web" tunnelid=0 remip=203.0.113.9 srccountry="Netherlands" user="tanaka" group="N/A" dst_host="N/A" reason="sslvpn_login_unknown_user" msg="SSL user failed to logged in"',
        'date=2026-10-05 time=09:00:02 devname="FGT60F" eventtime=1791158402 tz="+0900" logid="0101039424" type="event" subtype="vpn" level="information" vd="root" logdesc="SSL VPN tunnel up" action="tunnel-up" tunneltype="ssl-tunnel" tunnelid=1500000001 remip=203.0.113.9 tunnelip=10.212.134.200 user="tanaka" group="vpn-users" reason="tunnel established" msg="SSL tunnel established"',
        'date=2026-10-05 time=09:00:03 devname="FGT60F" logid="0100032002" type="event" subtype="system" level="alert" vd="root" logdesc="Admin login failed" sn="0" user="admin" ui="https(203.0.113.9)" method="https" srcip=203.0.113.9 dstip=198.51.100.1 action="login" status="failed" reason="passwd_invalid" msg="Administrator admin login failed from https(203.0.113.9) because of invalid password"',
        'date=2026-10-05 time=09:00:05 devname=FG80C device_id=FG80C0000000001 log_id=0101039426 type=event subtype=sslvpn-user pri=alert vd=root action=ssl-login-fail tunnel_type=ssl-web remote_ip=203.0.113.9 user="tanaka" group="N/A" reason="sslvpn_login_permission_denied" msg="SSL user failed to logged in"',
        'date=2026-10-05 time=09:00:04 devname="FGT60F" eventtime=1791158404 tz="+0900" logid="0101039424" type="event" subtype="vpn" level="information" vd="root" logdesc="SSL VPN tunnel up" action="tunnel-up" tunneltype="ssl-web" tunnelid=1500000002 remip=203.0.113.10 user="EXAMPLE\\tanaka" group="vpn-users" dst_host="N/A" reason="login successfully" msg="SSL tunnel established"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.123Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'sslvpn_login_unknown_user',
          network_protocol: 'vpn',
        },
        {
          event_action: 'login',
          event_outcome: 'success',
          event_details: '10.212.134.200',
          time: '2026-10-05T00:00:02.000Z',
        },
        {
          time: '2026-10-05T00:00:03.000Z',
          user_name: 'admin',
          event_outcome: 'failure',
          network_protocol: 'https',
          event_reason: 'passwd_invalid',
        },
        {
          time: '2026-10-05T00:00:05.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_outcome: 'failure',
          event_code: '0101039426',
          network_protocol: 'vpn',
        },
        { user_name: 'EXAMPLE\\tanaka', event_details: '' },
      ],
    },
    {
      lines: [
        'date=2026-10-05 time=09:00:06 devname="FGT60F" eventtime=1791158406123456789 tz="+0900" logid="0101037121" type="event" subtype="vpn" level="error" vd="root" logdesc="Negotiate IPsec phase 1" action="negotiate" remip=203.0.113.9 locip=198.51.100.1 remport=500 locport=500 user="203.0.113.9" group="N/A" eapuser="tanaka" assignip=N/A vpntunnel="staff" status="failure" result="N/A"',
        'date=2026-10-05 time=09:00:07 devname="FGT60F" eventtime=1791158407123456789 tz="+0900" logid="0101037120" type="event" subtype="vpn" level="notice" vd="root" logdesc="Negotiate IPsec phase 1" action="negotiate" remip=203.0.113.9 locip=198.51.100.1 remport=500 locport=500 user="203.0.113.9" group="N/A" xauthuser="tanaka" assignip=N/A vpntunnel="staff" status="success" result="XAUTH authentication successful"',
        'date=2026-10-05 time=09:00:08 devname="FGT60F" eventtime=1791158408123456789 tz="+0900" logid="0101037124" type="event" subtype="vpn" level="error" vd="root" logdesc="IPsec phase 1 error" action="negotiate" remip=203.0.113.20 locip=198.51.100.1 remport=500 locport=500 user="N/A" group="N/A" xauthuser="N/A" assignip=N/A vpntunnel="N/A" status="negotiate_error" reason="peer SA proposal not match local policy"',
      ],
      events: [
        { user_name: 'tanaka', source_ip: '203.0.113.9', event_action: 'login', event_outcome: 'failure' },
        { user_name: 'tanaka', event_action: 'connect', event_outcome: 'success' },
        { user_name: '', event_action: 'connect', event_outcome: 'failure' },
      ],
    },
  ],
}

const CISCO_CODES =
  '(?:109005|109006|113004|113005|113006|113008|113012|113014|113015|113019|113021|113039|315011|605004|605005|611101|611102|611103|713228|716001|716002|716038|716039|716059|721016|721018|722022|722023|722033|722037|722051|722055|725002|734001|746012|746013|751025)'
const ADDRESS = firstOf(
  found(
    '(?:IP =|IP|IPv[46]|from|[Aa]ddr(?:ess)?:?) ?<?((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)>?',
  ),
  found('user IP = ((?:\\d{1,3}\\.){3}\\d{1,3})'),
)
/** IKEv2 puts the port behind the address with another colon: of an IPv6 address it can't be told apart */
const IKE_PEER = found('Remote:((?:\\d{1,3}\\.){3}\\d{1,3}):\\d')
const USER = firstOf(
  found('DAP: User ([^,]+), Addr '),
  found('[Uu]ser [<"\']([^<>"\']*)[>"\']'),
  found(
    '(?:[Uu]ser(?:name)? ?= ?|Username: ?|Uname: |(?:Group \\S+|client|for|failed\\.) [Uu]ser )([^,<>"\':]*?)(?:,| ?:| IP | did NOT | IKEv2 | disconnected | terminated |$)',
  ),
)
const cisco = (ownTime: boolean): Format => ({
  id: `cisco-auth${ownTime ? '-year' : ''}`,
  title: `Cisco ASA and FTD sign-ins: AnyConnect, WebVPN, AAA, administrators${ownTime ? ', times with the year' : ''}`,
  vendor: 'Cisco',
  product: 'ASA, Secure Firewall (FTD)',
  source: 'https://www.cisco.com/c/en/us/td/docs/security/asa/syslog/b_syslog.html',
  table: 'auth_event',
  time: ownTime ? 'payload' : 'envelope',
  pattern: `${ownTime ? OWN_TIME : NAME}${CODE}${CISCO_CODES}: `,
  step: "''",
  columns: ({ timezone }) => {
    const code = found(`${CODE}(\\d{6})`)
    const one = (...codes: string[]) => `${code} IN (${codes.map((c) => `'${c}'`).join(', ')})`
    return {
      time: time(timezone),
      observer_type: "'vpn'",
      observer_name: 'envelope_host',
      ...source(`if(${one('751025')}, ${IKE_PEER}, ${ADDRESS})`),
      source_port: `toUInt16OrZero(${found('from [0-9A-Fa-f.:]+/(\\d+)')})`,
      destination_address: firstOf(
        found('Group(?: =|:)? ?<([^>]+)>'),
        found('(?:Group(?: =|:)?|, group =) ?([^<,> ]+)'),
        found(' to (?:[^ :/]+:)?([0-9A-Fa-f.:]+)/'),
      ),
      // an unknown user's name is hidden unless the device is told otherwise
      user_name: `trimRight(if(${USER} = '*****', '', ${USER}))`,
      event_action: `multiIf(${one('113019', '315011', '716002', '722023', '722037', '611103', '746013')}, 'logout', ${one('721016', '721018', '722055', '734001', '113039', '725002', '722033', '716059')} OR ${matches(': AAA user (?:authorization|accounting) Successful')}, 'session', 'login')`,
      event_outcome: `if(${one('113005', '113006', '113015', '113021', '113014', '605004', '611102', '716039')} OR ${matches('(?i)rejected|denied|failed|REJECT')}, 'failure', 'success')`,
      event_reason: firstOf(
        `trim(${found('(?i)reason ?= ?([^:,]*)')})`,
        found('Reason: (.*)$'),
        found('Authentication: (rejected|successful)'),
      ),
      event_code: code,
      network_protocol: `if(${one('315011', '605004', '605005', '611101', '611102', '611103')}, 'admin', 'vpn')`,
      session_id: found('Session: (\\S+)'),
      event_details: firstOf(
        found('(?:IPv4 Address|Assigned(?: private IP address)?|assigned to session)[ <=]*([0-9A-Fa-f.:]+)'),
        found('(Duration: .*)$'),
      ),
    }
  },
  required: "user_name != '' OR source_ip != toIPv6('::')",
  examples: ownTime
    ? [
        {
          lines: [
            'Oct 05 2026 09:00:01 fw1 : %ASA-6-113005: AAA user authentication Rejected : reason = AAA failure : server = 10.1.1.5 : user = tanaka : user IP = 203.0.113.9',
          ],
          events: [
            {
              time: '2026-10-05T00:00:01.000Z',
              source_ip: '203.0.113.9',
              user_name: 'tanaka',
              event_action: 'login',
              event_outcome: 'failure',
              event_reason: 'AAA failure',
            },
          ],
        },
        {
          lines: [
            '<166>2026-10-05T00:00:06Z: %ASA-6-113008: AAA transaction status ACCEPT : user = tanaka',
            '<165>Oct  5 2026 09:00:08: %ASA-5-751025: Local:198.51.100.1:4500 Remote:203.0.113.9:53256 Username:tanaka IKEv2 Group:Staff IPv4 Address=10.8.0.7 IPv6 address=:: assigned to session',
          ],
          events: [
            { time: '2026-10-05T00:00:06.000Z', user_name: 'tanaka', event_action: 'login', event_outcome: 'success' },
            { source_ip: '203.0.113.9', user_name: 'tanaka', destination_address: 'Staff', event_details: '10.8.0.7' },
          ],
        },
      ]
    : [
        {
          lines: [
            'Oct  5 09:00:01 fw1 %ASA-6-716038: Group <VPN> User <tanaka> IP <203.0.113.9> Authentication: successful, Session Type: WebVPN.',
            'Oct  5 09:00:02 fw1 %ASA-4-722051: Group <VPN> User <tanaka> IP <203.0.113.9> IPv4 Address <10.8.0.7> IPv6 address <::> assigned to session',
            'Oct  5 09:00:03 fw1 %ASA-4-113019: Group = VPN, Username = tanaka, IP = 203.0.113.9, Session disconnected. Session Type: AnyConnect-Parent, Duration: 1h:05m:10s, Bytes xmt: 1, Bytes rcv: 2, Reason: User Requested',
            'Oct  5 09:00:05 fw1 %ASA-6-734001: DAP: User tanaka, Addr 203.0.113.9, Connection AnyConnect: The following DAP records were selected for this connection: DfltAccessPolicy',
            'Oct  5 09:00:04 fw1 %ASA-6-605004: Login denied from 203.0.113.9/51022 to outside:198.51.100.1/ssh for user "admin"',
          ],
          events: [
            { source_ip: '203.0.113.9', user_name: 'tanaka', event_action: 'login', event_outcome: 'success' },
            { user_name: 'tanaka', event_details: '10.8.0.7' },
            { event_action: 'logout', user_name: 'tanaka', source_ip: '203.0.113.9' },
            { user_name: 'tanaka', event_action: 'session', source_ip: '203.0.113.9' },
            { user_name: 'admin', event_outcome: 'failure', source_port: 51022, source_ip: '203.0.113.9' },
          ],
        },
        {
          lines: [
            '<166>2026-10-05T00:00:07.120Z fw1 : %ASA-auth-6-605004: Login denied from 203.0.113.9/51215 to dmz-1000:198.51.100.1/https for user "*****"',
            'Oct  5 09:00:06 fw1: %ASA-6-113005: AAA user authentication Rejected: reason = Invalid password: server = 10.1.1.5 : user = tanaka: user IP = 203.0.113.9',
            'Oct  5 09:00:07 fw1: Oct  5 09:00:07 JST: %ASA-auth-6-113004: AAA user accounting Successful : server = 10.1.1.5 : user = tanaka',
            'Oct  5 09:00:08.250: %ASA-6-716001: Group Staff User tanaka IP 203.0.113.9 WebVPN session started.',
            'Oct  5 09:00:09 fw1: %ASA-6-721016: (WebVPN-Primary) WebVPN session for client user tanaka, IPv4 203.0.113.9 has been created.',
            "Oct  5 09:00:10 fw1: %ASA-6-109006: Authentication failed for user 'tanaka' from 192.168.10.21/51022 to 203.0.113.9/80 on interface inside",
            'Oct  5 09:00:11 fw1: %ASA-6-315011: SSH session from 192.168.10.21 on interface inside for user "tanaka" terminated normally',
            'Oct  5 09:00:12 fw1: %ASA-6-716039: Authentication: rejected, group = Staff user = tanaka , Session Type: WebVPN',
            'Oct  5 09:00:13 fw1: %ASA-6-713228: Group = Staff, Username = tanaka, IP = 203.0.113.9, Assigned private IP address 10.8.0.7 to remote user',
          ],
          events: [
            {
              time: '2026-10-05T00:00:07.120Z',
              user_name: '',
              source_ip: '203.0.113.9',
              source_port: 51215,
              destination_address: '198.51.100.1',
              event_outcome: 'failure',
            },
            { user_name: 'tanaka', source_ip: '203.0.113.9', event_action: 'login', event_outcome: 'failure' },
            { user_name: 'tanaka', event_action: 'session' },
            {
              time: '2026-10-05T00:00:08.250Z',
              user_name: 'tanaka',
              destination_address: 'Staff',
              event_action: 'login',
              event_outcome: 'success',
            },
            { user_name: 'tanaka', source_ip: '203.0.113.9', event_action: 'session' },
            { user_name: 'tanaka', source_ip: '192.168.10.21', event_action: 'login', event_outcome: 'failure' },
            { user_name: 'tanaka', event_action: 'logout', network_protocol: 'admin' },
            { user_name: 'tanaka', destination_address: 'Staff', event_outcome: 'failure' },
            { user_name: 'tanaka', source_ip: '203.0.113.9', event_details: '10.8.0.7' },
          ],
        },
      ],
})

/** They stand before the formats of FortiGate and Cisco that ignore a device's own events. */
export const VPN_FORMATS: Format[] = [fortigate, cisco(false), cisco(true)]
