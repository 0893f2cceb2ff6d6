/** Sign-ins in Common Event Format: FortiGate's, GlobalProtect's, and any product's whose event is called one and tells what came of it. */
import { about, first, KV, time } from './cef.ts'
import type { Format } from './format.ts'
import { firstOf, found, source } from './pick.ts'

const FIELD = '(?:[^|\\\\]|\\\\.)*'
const head = (vendor: string, name: string) =>
  `CEF:\\d+\\|${vendor}\\|${FIELD}\\|${FIELD}\\|${FIELD}\\|${name}\\|[^|]*\\|`
const FORTINET = `${head('Fortinet', '(?:event:(?:system|vpn|user)|system event)\\b[^|]*')}(?:.* )?act=(?:login|logout|authentication|auth-log(?:on|out)|tunnel-(?:up|down)|ssl-login-fail)(?: |$)`
const GLOBALPROTECT = `${head('Palo Alto Networks', 'globalprotect')}(?:.* )?PanOSEventIDValue=(?:(?:gateway|portal)-auth|gateway-(?:connected|logout))(?: |$)`
/** the event's whole name is that of a sign-in: a signature or a web page about one is none */
const WORDS =
  '(?:(?:[Uu]ser|[Aa]dmin(?:istrator)?|[Aa]ccount|VPN|SSL[ -]?VPN|[Rr]emote|[Ww]eb|[Cc]onsole|[Ss]uccessful|[Ff]ailed|[Ii]nvalid) )*(?:[Ll]og-?(?:[Ii]n|[Oo]n|[Oo]ut|[Oo]ff)|[Ll]ogged (?:in|on|out)|[Ss]ign-?(?:[Ii]n|[Oo]ut)|[Aa]uthentication)(?: (?:[Ff]ailed|[Ff]ailure|[Ss]uccess(?:ful)?|[Ss]ucceeded|[Dd]enied|[Aa]ttempt|[Ee]vent))?'
const KNOWN = '(?:.* )?(?:src=\\S+ (?:.* )?[sd]user=\\S|[sd]user=\\S.* src=\\S)'
const GENERIC = `${head(FIELD, WORDS)}${KNOWN}`

const HEADER = (n: number) => found(`^CEF:(?:${FIELD}\\|){${n}}(${FIELD})\\|`)
const ACT = KV('act')
const EVENT = firstOf(KV('PanOSEventIDValue'), ACT)
/** what the product says of it, least of all its free text, which holds names */
const SAID = `lower(concat(${HEADER(5)}, ' ', ${ACT}, ' ', ${first('outcome', 'status', 'PanOSEventStatus', 'categoryOutcome')}))`
const OUTCOME = `multiIf(match(${SAID}, 'fail|den(y|ied)|reject|invalid|unsuccess|disabled'), 'failure', match(${SAID}, 'success|succeed|accept|granted|tunnel-up|logged (in|on)|gateway-connected'), 'success', '')`
const known = (...keys: string[]) =>
  firstOf(...keys.map((key) => `if(${KV(key)} IN ('N/A', '-', 'unknown', '0.0.0.0'), '', ${KV(key)})`))

export const cefAccounts: Format = {
  ...about,
  id: 'cef-auth',
  title: 'CEF: sign-ins (FortiGate, GlobalProtect, and events that are called one)',
  table: 'auth_event',
  pattern: `${FORTINET}|${GLOBALPROTECT}|${GENERIC}`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'vpn'",
    observer_name: known('dvchost', 'PanOSDeviceName', 'deviceExternalId', 'dvc'),
    ...source(
      firstOf(
        known('FTNTFGTremip', 'FortinetFortiGateremip', 'PanOSPublicIPv4', 'src'),
        found('\\(([0-9A-Fa-f.:]+)\\)', KV('sproc')),
      ),
    ),
    source_port: `toUInt16OrZero(${KV('spt')})`,
    destination_ip: `toIPv6OrDefault(${KV('dst')})`,
    destination_port: `toUInt16OrZero(${KV('dpt')})`,
    user_name: `replaceAll(${known('PanOSSourceUserName', 'duser', 'suser')}, '\\\\\\\\', '\\\\')`,
    event_action: `multiIf(match(lower(concat(${HEADER(5)}, ' ', ${EVENT})), 'log-?(out|off)|logged out|sign-?out|tunnel-down'), 'logout', ${EVENT} = 'gateway-connected', 'session', 'login')`,
    event_outcome: OUTCOME,
    event_reason: known('reason', 'PanOSConnectionError', 'PanOSDescription'),
    event_code: HEADER(4),
    network_protocol: `multiIf(match(lower(concat(${HEADER(5)}, ' ', ${KV('cat')})), 'vpn|globalprotect'), 'vpn', ${KV('cat')} = 'event:system' OR startsWith(${HEADER(5)}, 'system'), 'admin', 'web')`,
    event_details: known('FTNTFGTtunnelip', 'PanOSPrivateIPv4'),
  }),
  required: `(user_name != '' OR source_ip != toIPv6('::')) AND (event_outcome != '' OR event_action = 'logout')`,
  examples: [
    {
      lines: [
        'CEF:0|Fortinet|Fortigate|v6.0.3|43008|event:user authentication success|3|deviceExternalId=FGT1 FTNTFGTlogid=0102043008 cat=event:user FTNTFGTsubtype=user FTNTFGTeventtime=1791158401 FTNTFGTlogdesc=Authentication success src=192.168.10.21 dst=203.0.113.55 FTNTFGTpolicyid=1 duser=tanaka FTNTFGTauthproto=HTTPS(192.168.10.21) act=authentication outcome=success reason=N/A msg=User tanaka succeeded in authentication',
        'CEF:0|Fortinet|Fortigate|v7.0.1|39426|event:vpn ssl-login-fail|7|deviceExternalId=FGT1 FTNTFGTeventtime=1791158402 cat=event:vpn FTNTFGTsubtype=vpn act=ssl-login-fail FTNTFGTtunneltype=ssl-web FTNTFGTremip=203.0.113.9 duser=tanaka reason=sslvpn_login_permission_denied msg=SSL user failed to logged in',
        'CEF:0|Palo Alto Networks|LF|2.0|GLOBALPROTECT|globalprotect|3|dtz=UTC rt=Oct 05 2026 00:00:03 PanOSEventIDValue=gateway-auth PanOSStage=login PanOSSourceUserName=example\\\\tanaka PanOSPublicIPv4=203.0.113.9 PanOSPrivateIPv4=0.0.0.0 PanOSConnectionError=Authentication failed PanOSEventStatus=failure PanOSDeviceName=PA-1',
        'CEF:0|Example|Appliance|1.0|100|User login failed|5|rt=1791158404000 src=203.0.113.9 suser=tanaka msg=wrong password',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'success',
          event_code: '43008',
        },
        { source_ip: '203.0.113.9', user_name: 'tanaka', event_outcome: 'failure', network_protocol: 'vpn' },
        { user_name: 'example\\tanaka', source_ip: '203.0.113.9', event_outcome: 'failure', observer_name: 'PA-1' },
        { user_name: 'tanaka', event_action: 'login', event_outcome: 'failure' },
      ],
    },
  ],
}
