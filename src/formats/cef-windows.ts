/** Windows' Security log in Common Event Format, as ArcSight's connectors and others that follow them write it. */
import { about, first, KV, time } from './cef.ts'
import type { Format } from './format.ts'
import { firstOf, found } from './pick.ts'
import { ACTIONS, chosen, LOGON_TYPES, REASONS } from './windows-security.ts'
import { oneOf, UPON } from './windows-table.ts'

const HEAD = 'CEF:\\d+\\|Microsoft\\|(?:Microsoft )?Windows\\|[^|]*\\|(?:Microsoft-Windows-Security-Auditing|Security):'
const CODE = found(`^${HEAD}(\\d+)\\|`)
const TYPE = `if(${KV('cn1Label')} = 'LogonType', ${KV('cn1')}, '')`
const STATUS = `lower(if(${KV('cs4Label')} LIKE '%Error Code%', ${KV('cs4')}, ''))`
const FAILED = `match(lower(concat(${KV('categoryOutcome')}, ' ', ${KV('outcome')})), 'fail')`
const known = (...keys: string[]) => firstOf(...keys.map((key) => `if(${KV(key)} = '-', '', ${KV(key)})`))
const UPON_ANOTHER = oneOf(CODE, ...UPON)
const HOST = known('dvchost', 'dhost', 'dvc')

export const cefWindows: Format = {
  ...about,
  id: 'cef-windows-security',
  title: 'CEF: Windows Security log, sign-ins and accounts',
  vendor: 'Microsoft',
  product: 'Windows',
  source:
    'https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors/ (Windows Event Log, security event mappings), https://learn.microsoft.com/en-us/advanced-threat-analytics/configure-event-collection',
  table: 'auth_event',
  pattern: `${HEAD}(?:${Object.keys(ACTIONS).join('|')})\\|`,
  columns: ({ timezone }) => ({
    time: time(timezone),
    observer_type: "'endpoint'",
    observer_name: HOST,
    source_ip: `toIPv6OrDefault(replaceRegexpOne(${known('src')}, '^::ffff:', ''))`,
    source_address: `replaceRegexpOne(${known('src')}, '^::ffff:', '')`,
    source_port: `toUInt16OrZero(${KV('spt')})`,
    source_domain: known('shost'),
    destination_address: firstOf(known('destinationServiceName'), known('dhost')),
    user_name: `if(${UPON_ANOTHER}, ${known('suser')}, ${known('duser', 'suser')})`,
    user_domain: `lower(if(${UPON_ANOTHER}, ${known('sntdom')}, ${known('dntdom', 'sntdom')}))`,
    user_target_name: `if(${UPON_ANOTHER}, ${known('duser')}, '')`,
    event_action: chosen(CODE, ACTIONS, "'other'"),
    event_outcome: `if(${oneOf(CODE, '4625', '4771')} OR ${FAILED} OR (${oneOf(CODE, '4768', '4769', '4776')} AND ${STATUS} NOT IN ('', '0x0')), 'failure', 'success')`,
    event_reason: `if(${STATUS} IN ('', '0x0'), if(${KV('reason')} = '', ${chosen(TYPE, LOGON_TYPES, "''")}, ${first('reason')}), ${chosen(STATUS, REASONS, STATUS)})`,
    event_code: CODE,
    event_id: KV('eventId'),
    network_protocol: `multiIf(${oneOf(CODE, '4768', '4769', '4770', '4771')}, 'kerberos', ${oneOf(CODE, '4776')}, 'ntlm', ${oneOf(CODE, '5140', '5145')}, 'smb', ${chosen(TYPE, LOGON_TYPES, "''")})`,
    session_id: known('duid', 'suid'),
    application_name: known('sproc', 'dproc'),
  }),
  required: "observer_name != '' AND user_name != ''",
  examples: [
    {
      lines: [
        'CEF:0|Microsoft|Microsoft Windows||Microsoft-Windows-Security-Auditing:4776|The domain controller attempted to validate the credentials for an account.|Low| externalId=4776 cat=Security rt=1791158401000 shost=PC-22 dhost=DC01.example.local duser=sato cs2=Security cs3=Microsoft-Windows-Security-Auditing cs4=0xC000006A cs3Label=EventSource cs4Label=Reason or Error Code',
        'Oct  5 09:00:03 arc1 CEF:0|Microsoft|Microsoft Windows||Microsoft-Windows-Security-Auditing:4624|An account was successfully logged on.|Low| eventId=71 externalId=4624 categoryOutcome=/Success rt=1791158402250 src=192.168.10.21 spt=51022 shost=PC-21 dst=192.168.10.5 duser=tanaka dntdom=EXAMPLE dhost=FS01.example.local dvchost=FS01 cn1=3 cn1Label=LogonType',
        'CEF:0|Microsoft|Microsoft Windows||Microsoft-Windows-Security-Auditing:4720|A user account was created.|Medium| externalId=4720 rt=1791158403000 suser=adm.kuroda sntdom=EXAMPLE duser=svc-sync dntdom=EXAMPLE dvchost=DC01',
        'CEF:0|Microsoft|Microsoft Windows||Microsoft-Windows-Security-Auditing:4688|A new process has been created.|Low| externalId=4688 rt=1791158404000 suser=tanaka dvchost=DC01',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'DC01.example.local',
          user_name: 'sato',
          source_domain: 'PC-22',
          event_action: 'credential-check',
          event_outcome: 'failure',
          event_reason: 'wrong password',
          network_protocol: 'ntlm',
        },
        {
          time: '2026-10-05T00:00:02.250Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          user_domain: 'example',
          event_action: 'login',
          event_outcome: 'success',
          network_protocol: 'network',
        },
        { user_name: 'adm.kuroda', user_target_name: 'svc-sync', event_action: 'account-create' },
      ],
    },
  ],
}
