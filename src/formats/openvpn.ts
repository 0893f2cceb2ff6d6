/** OpenVPN's server: who connects from where, and which address he has inside. */

import { bound } from './bound.ts'
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { ctime, isoTime } from './time.ts'

const STAMP =
  '(?:\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}) (?:us=\\d+ )?'
const PEER = '(?:[^\\s/]+/)?[0-9A-Fa-f.]+:[0-9A-Fa-f.:]*\\d '
const SAID =
  '(?:\\[[^\\]]*\\] Peer Connection Initiated|MULTI_sva: pool returned|MULTI: Learn: |TLS: Username/Password authentication (?:succeeded|deferred)|TLS Auth Error|VERIFY (?:OK: depth=0|ERROR)|SIGTERM\\[|SIGUSR1\\[|Connection reset|TLS Error: TLS handshake failed|PLUGIN_CALL: .*status=1|AUTH: Received control message: AUTH_FAILED|SENT CONTROL \\[[^\\]]*\\]: .AUTH_FAILED|Delayed exit|Inactivity timeout)'

/** words that no other program's log begins with behind such a time */
const REMARKS =
  'peer info: IV_|VERIFY |Control Channel: TLS|TLS: |TLS Error: |MULTI|OpenVPN \\d|library versions: OpenSSL|Initialization Sequence Completed|(?:Outgoing |Incoming )?Data Channel|UDPv[46]|TCPv[46]|TUN/TAP|IFCONFIG POOL|ifconfig_pool|net_(?:route|iface|addr)_|ROUTE_GATEWAY |Diffie-Hellman initialized|Listening for incoming TCP|Socket Buffers: |PUSH: |SENT CONTROL |Timers: ping|Could not determine IPv4/IPv6 protocol|MANAGEMENT: |Re-using SSL/TLS context|protocol options: '

/** the LDAP plug-in names the user alone */
const LDAP = '(?:LDAP user "|Incorrect password supplied for LDAP DN "|Unable to bind as )'
/** pfSense's own check of the password, whose success another line tells with the address */
const PFSENSE = "user '[^']*' could not authenticate"

const openvpn = (carrier: 'file' | 'syslog'): Format => ({
  id: `openvpn${carrier === 'file' ? '' : '-syslog'}`,
  title: `OpenVPN server${carrier === 'file' ? '' : ', in syslog'}`,
  vendor: 'OpenVPN',
  product: 'OpenVPN',
  source: 'https://github.com/OpenVPN/openvpn (src/openvpn/multi.c, ssl_verify.c)',
  table: 'auth_event',
  ...(carrier === 'file'
    ? { envelope: 'none' as const, time: 'payload' as const }
    : { envelope: 'syslog' as const, time: 'envelope' as const, tag: 'openvpn(?:\\([^)]*\\))?' }),
  pattern: `${carrier === 'file' ? STAMP : ''}(?:${PEER}${SAID}|${LDAP}|${PFSENSE})`,
  step: carrier === 'file' ? `replaceRegexpOne(payload, ${literal(`^${STAMP}`)}, '')` : 'payload',
  columns: ({ timezone }) => {
    const at = (pattern: string) => found(pattern, 'step')
    const is = (pattern: string) => matches(pattern, 'step')
    return {
      time:
        carrier === 'file'
          ? `if(${matches('^\\d{4}-')}, ${bound('substring(payload, 1, 19)', 't', (t) => isoTime(t, timezone))}, ${ctime(timezone)})`
          : 'envelope_time',
      observer_type: "'vpn'",
      observer_name: 'envelope_host',
      ...source(at('^(?:[^/\\[\\]]*/)?([0-9A-Fa-f.:]+):\\d{1,5} ')),
      source_port: `toUInt16OrZero(${at('^(?:[^/\\[\\]]*/)?[0-9A-Fa-f.:]+:(\\d{1,5}) ')})`,
      user_name: firstOf(
        at("for username '([^']*)'"),
        at('^([^/\\[\\]]*)/[0-9A-Fa-f.:]+:\\d'),
        at('^[0-9A-Fa-f.:]+:\\d+ \\[([^\\]]+)\\] Peer'),
        at('VERIFY \\w+: .*CN=([^,]*)'),
        at("^user '([^']*)' could not"),
        at('^LDAP user "([^"]*)'),
        at('LDAP DN "(?:CN=|uid=)?([^,"]*)'),
        at('^Unable to bind as (?:CN=|uid=)?([^,]*)'),
      ),
      event_action: `multiIf(${is('SIGTERM|SIGUSR1|Connection reset|Inactivity timeout|Delayed exit')}, 'logout', ${is('MULTI|VERIFY OK|deferred')}, 'session', 'login')`,
      event_outcome: `if(${is('TLS Auth Error|VERIFY ERROR|handshake failed|status=1|AUTH_FAILED|^LDAP user|^Incorrect password|^Unable to bind|could not authenticate')}, 'failure', 'success')`,
      event_reason: at('(TLS Auth Error.*|VERIFY ERROR.*|TLS handshake failed|AUTH_FAILED|SIG\\w+\\[[^\\]]*\\])'),
      network_protocol: "'vpn'",
      // the address that the user has inside
      event_details: firstOf(at('pool returned IPv4=([0-9.]+)'), at('Learn: ([0-9A-Fa-f.:]+) ->')),
    }
  },
  required: "source_address != '' OR user_name != ''",
  ignore:
    carrier === 'file'
      ? [
          {
            pattern: `${STAMP}(?:${PEER})?(?:${REMARKS})`,
            reason: { ja: 'OpenVPNの補足の記録（サインインではない）', en: "OpenVPN's remarks: no sign-in" },
          },
        ]
      : [
          {
            pattern: 'openvpn(?:\\([^)]*\\))?(?:\\[\\d+\\])?: ',
            reason: { ja: 'OpenVPNの補足の記録（サインインではない）', en: "OpenVPN's remarks: no sign-in" },
          },
        ],
  examples:
    carrier === 'file'
      ? [
          {
            lines: [
              '2026-10-05 09:00:01 203.0.113.9:59321 [tanaka] Peer Connection Initiated with [AF_INET]203.0.113.9:59321',
              'Mon Oct  5 09:00:02 2026 tanaka/203.0.113.9:59321 MULTI: Learn: 10.8.0.6 -> tanaka/203.0.113.9:59321',
              '2026-10-05 09:00:03 203.0.113.9:59321 TLS Auth Error: Auth Username/Password verification failed for peer',
            ],
            events: [
              {
                time: '2026-10-05T00:00:01.000Z',
                source_ip: '203.0.113.9',
                source_port: 59321,
                user_name: 'tanaka',
                event_action: 'login',
                event_outcome: 'success',
              },
              { time: '2026-10-05T00:00:02.000Z', user_name: 'tanaka', event_details: '10.8.0.6' },
              { event_action: 'login', event_outcome: 'failure', user_name: '' },
            ],
          },
        ]
      : [
          {
            lines: [
              "Oct  5 09:00:01 vpn1 openvpn[77]: tanaka/203.0.113.9:59321 TLS: Username/Password authentication succeeded for username 'tanaka' [CN SET]",
              "Oct  5 09:00:02 fw1 openvpn[77]: user 'suzuki' could not authenticate.",
            ],
            events: [
              { source_ip: '203.0.113.9', user_name: 'tanaka', event_action: 'login', event_outcome: 'success' },
              { user_name: 'suzuki', event_action: 'login', event_outcome: 'failure' },
            ],
          },
        ],
})

export const OPENVPN_FORMATS: Format[] = [openvpn('file'), openvpn('syslog')]
