/** Windows sign-ins, accounts and shares: the Security log and remote desktop's own, as JSON and XML. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { firstOf } from './pick.ts'
import { about, CODE, common, D, eventPattern, FAILED, formOf, HOST, IP, RECORD, twice } from './windows-event.ts'

const SOURCE =
  'https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/ (event 4624 and its kin)'

/** event → what it is for an account */
export const ACTIONS: Record<string, string> = {
  '4624': 'login',
  '4625': 'login',
  '4634': 'logout',
  '4647': 'logout',
  '4648': 'explicit-credentials',
  '4672': 'privilege',
  '4768': 'ticket',
  '4769': 'service-ticket',
  '4770': 'service-ticket',
  '4771': 'login',
  '4776': 'credential-check',
  '4720': 'account-create',
  '4722': 'account-change',
  '4723': 'password-change',
  '4724': 'password-change',
  '4725': 'account-change',
  '4726': 'account-delete',
  '4738': 'account-change',
  '4740': 'account-lockout',
  '4767': 'account-change',
  '4781': 'account-change',
  '4728': 'group-change',
  '4729': 'group-change',
  '4732': 'group-change',
  '4733': 'group-change',
  '4756': 'group-change',
  '4757': 'group-change',
  '4778': 'session',
  '4779': 'session',
  '4800': 'lock',
  '4801': 'unlock',
  '4825': 'login',
  '4964': 'privilege',
  '5140': 'share-access',
  '5145': 'share-access',
  '5379': 'credentials-read',
  '5381': 'credentials-read',
  '6272': 'login',
  '6273': 'login',
}
const ids = Object.keys(ACTIONS)
const oneOf = (...codes: string[]) => `${CODE} IN (${codes.map((code) => `'${code}'`).join(', ')})`
export const chosen = (from: string, values: Record<string, string>, other: string) =>
  `transform(${from}, [${Object.keys(values).map(literal).join(', ')}], [${Object.values(values).map(literal).join(', ')}], ${other})`

export const LOGON_TYPES = {
  '2': 'console',
  '3': 'network',
  '4': 'batch',
  '5': 'service',
  '7': 'unlock',
  '8': 'network',
  '9': 'runas',
  '10': 'rdp',
  '11': 'console',
  '12': 'rdp',
}
/** NTSTATUS and Kerberos codes that tell why */
export const REASONS = {
  '0xc000006a': 'wrong password',
  '0xc0000064': 'unknown user',
  '0xc000006d': 'wrong user or password',
  '0xc0000072': 'account disabled',
  '0xc0000234': 'account locked out',
  '0xc0000071': 'password expired',
  '0xc0000193': 'account expired',
  '0xc000006f': 'outside permitted hours',
  '0xc0000070': 'machine not permitted',
  '0xc000015b': 'logon type not granted',
  '0xc0000224': 'password must change',
  '0x18': 'wrong password',
  '0x6': 'unknown user',
  '0x12': 'account disabled or locked out',
  '0x17': 'password expired',
  '0x25': 'clocks differ',
}
const STATUS = `lower(if(${D('SubStatus')} IN ('', '0x0'), ${D('Status', 'ResultCode', 'FailureCode')}, ${D('SubStatus')}))`
/** whose sign-in it is; for acts upon an account it is the one who acts */
const OWN = oneOf('4624', '4625', '4634', '4647', '4768', '4769', '4770', '4771', '4776', '4740', '4964')
const USER = `if(${OWN}, ${D('TargetUserName', 'AccountName')}, ${D('SubjectUserName', 'AccountName', 'TargetUserName')})`
const DOMAIN = `if(${OWN}, ${D('TargetDomainName', 'TargetDomain')}, ${D('SubjectDomainName', 'AccountDomain', 'Domain')})`

/** How a ticket is encrypted, and whether its asker had to prove who he is: 0x12, or 0x17; PreAuthType=0. */
export const ticketDetails = (encryption: string, proof: string) =>
  `concat(lower(${encryption}), if(${proof} IN ('', '-'), '', concat('; PreAuthType=', ${proof})))`

const GROUPS = oneOf('4728', '4729', '4732', '4733', '4756', '4757')

const security = twice(
  (carrier): Format => ({
    ...about(carrier),
    id: `windows-security-${carrier}`,
    title: `Windows Security log: sign-ins, accounts, shares, ${formOf(carrier)}`,
    source: SOURCE,
    table: 'auth_event',
    pattern: eventPattern(carrier, ids),
    columns: ({ timezone }) => ({
      ...common(carrier, timezone),
      observer_name: HOST,
      source_ip: `toIPv6OrDefault(${IP})`,
      source_address: IP,
      source_port: `toUInt16OrZero(${D('IpPort', 'SourcePort', 'source.port')})`,
      source_domain: D('WorkstationName', 'Workstation', 'ClientName', 'ClientMachineName', 'CallingStationID'),
      destination_address: firstOf(D('TargetServerName', 'ShareName', 'ServiceName'), HOST),
      user_name: firstOf(USER, D('TargetUserName', 'user.name')),
      user_domain: `lower(${DOMAIN})`,
      // a local group's member is often told by its SID alone
      user_target_name: `multiIf(${OWN}, '', ${GROUPS}, ${D('MemberName', 'MemberSid')}, ${D('TargetUserName', 'TargetSid')})`,
      event_action: chosen(CODE, ACTIONS, "'other'"),
      event_outcome: `if(${oneOf('4625', '4771', '4825', '6273')} OR ${FAILED} OR (${oneOf('4768', '4769', '4776')} AND ${STATUS} NOT IN ('', '0x0')), 'failure', 'success')`,
      event_reason: `if(${STATUS} IN ('', '0x0'), ${chosen(D('LogonType'), LOGON_TYPES, "''")}, ${chosen(STATUS, REASONS, STATUS)})`,
      event_id: RECORD,
      network_protocol: `multiIf(${oneOf('4768', '4769', '4770', '4771')}, 'kerberos', ${oneOf('4776')}, 'ntlm', ${oneOf('5140', '5145')}, 'smb', ${oneOf('4778', '4779', '4825')}, 'rdp', ${oneOf('6272', '6273')}, 'radius', ${chosen(D('LogonType'), LOGON_TYPES, "''")})`,
      session_id: D('TargetLogonId', 'SubjectLogonId', 'LogonID'),
      application_name: firstOf(D('ProcessName'), D('LogonProcessName')),
      rule_name: `if(${oneOf('4672')} OR ${GROUPS}, ${firstOf(D('PrivilegeList'), D('TargetUserName'))}, '')`,
      // groups are called otherwise in every language; their SIDs aren't
      event_details: `multiIf(${GROUPS} OR ${oneOf('4720', '4726')}, concat('MemberSid=', ${D('MemberSid')}, '; TargetSid=', ${D('TargetSid')}), ${oneOf('4768', '4769')}, ${ticketDetails(D('TicketEncryptionType'), D('PreAuthType'))}, ${firstOf(D('RelativeTargetName'), D('AuthenticationPackageName'), D('TicketEncryptionType'))})`,
    }),
    required: "observer_name != ''",
    ignore:
      carrier === 'json'
        ? [
            {
              pattern:
                ' *\\{.*"(?:event_id|EventID)" ?: ?(?:.*"(?:Channel|channel|ProviderGuid|SourceModuleType)" ?: ?)|\\{.*"(?:Channel|channel|ProviderGuid)" ?: ?.*"(?:event_id|EventID)" ?: ?',
              reason: {
                ja: 'サインイン・プロセス・ファイル・検知以外のWindowsの記録',
                en: 'events of Windows that tell of no sign-in, process, file or detection',
              },
            },
          ]
        : [
            {
              pattern: '<Event[ >].*<EventID(?: [^>]*)?>\\d',
              reason: {
                ja: 'サインイン・プロセス・ファイル・検知以外のWindowsの記録',
                en: 'events of Windows that tell of no sign-in, process, file or detection',
              },
            },
            {
              pattern: '<\\?xml [^>]*>$|(?:<\\?xml [^>]*>)?</?Events>$',
              reason: { ja: 'XMLの外枠', en: 'the frame around the events' },
            },
          ],
    examples: [
      carrier === 'json'
        ? {
            lines: [
              '{"@timestamp":"2026-10-05T00:00:01.250Z","event":{"code":4625},"winlog":{"channel":"Security","computer_name":"PC-SOUMU-03.example.co.jp","event_data":{"IpAddress":"203.0.113.9","IpPort":"51022","LogonType":"10","Status":"0xc000006d","SubStatus":"0xc000006a","SubjectUserName":"PC-SOUMU-03$","TargetDomainName":"EXAMPLE","TargetUserName":"tanaka","WorkstationName":"KALI"},"event_id":4625,"keywords":["Audit Failure"],"provider_name":"Microsoft-Windows-Security-Auditing","record_id":77}}',
              '{"EventTime":"2026-10-05 09:00:02","Hostname":"DC01","EventType":"AUDIT_SUCCESS","EventID":4768,"SourceName":"Microsoft-Windows-Security-Auditing","RecordNumber":78,"Channel":"Security","TargetUserName":"tanaka","TargetDomainName":"EXAMPLE","Status":"0x0","TicketEncryptionType":"0x17","PreAuthType":"0","IpAddress":"::ffff:192.168.10.21","IpPort":"51023"}',
              '{"@timestamp":"2026-10-05T00:00:03Z","winlog":{"channel":"Security","computer_name":"FS01","event_data":{"MemberName":"-","MemberSid":"S-1-5-21-1-2-3-1105","SubjectUserName":"adm.kuroda","SubjectDomainName":"EXAMPLE","SubjectLogonId":"0x9f1","TargetUserName":"Administrators","TargetDomainName":"Builtin","TargetSid":"S-1-5-32-544"},"event_id":4732,"provider_name":"Microsoft-Windows-Security-Auditing","record_id":79}}',
              '<14>Oct  5 09:00:04 DC01 Microsoft-Windows-Security-Auditing[632]: {"EventTime":"2026-10-05 09:00:04","Hostname":"DC01","EventType":"AUDIT_FAILURE","EventID":4625,"SourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","TargetUserName":"sato","TargetDomainName":"EXAMPLE","LogonType":"3","IpAddress":"203.0.113.10","IpPort":"51024"}',
              // another program's message
              'Oct  5 09:00:05 app1 myapp[632]: {"EventTime":"2026-10-05 09:00:05","EventID":4624,"Channel":"Security","TargetUserName":"sato","IpAddress":"203.0.113.10"}',
            ],
            events: [
              {
                time: '2026-10-05T00:00:01.250Z',
                observer_name: 'PC-SOUMU-03.example.co.jp',
                source_ip: '203.0.113.9',
                source_port: 51022,
                source_domain: 'KALI',
                user_name: 'tanaka',
                user_domain: 'example',
                event_action: 'login',
                event_outcome: 'failure',
                event_reason: 'wrong password',
                network_protocol: 'rdp',
                event_code: '4625',
              },
              {
                time: '2026-10-05T00:00:02.000Z',
                source_ip: '192.168.10.21',
                event_action: 'ticket',
                event_outcome: 'success',
                network_protocol: 'kerberos',
                event_details: '0x17; PreAuthType=0',
              },
              {
                user_name: 'adm.kuroda',
                user_target_name: 'S-1-5-21-1-2-3-1105',
                event_action: 'group-change',
                rule_name: 'Administrators',
                event_details: 'MemberSid=S-1-5-21-1-2-3-1105; TargetSid=S-1-5-32-544',
                session_id: '0x9f1',
              },
              {
                time: '2026-10-05T00:00:04.000Z',
                observer_name: 'DC01',
                source_ip: '203.0.113.10',
                user_name: 'sato',
                event_outcome: 'failure',
              },
            ],
          }
        : {
            lines: [
              "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625}'/><EventID>4624</EventID><Version>2</Version><Keywords>0x8020000000000000</Keywords><TimeCreated SystemTime='2026-10-05T00:00:01.2501234Z'/><EventRecordID>77</EventRecordID><Channel>Security</Channel><Computer>FS01.example.co.jp</Computer></System><EventData><Data Name='SubjectUserName'>-</Data><Data Name='TargetUserName'>tanaka</Data><Data Name='TargetDomainName'>EXAMPLE</Data><Data Name='LogonType'>3</Data><Data Name='IpAddress'>192.168.10.21</Data><Data Name='IpPort'>51022</Data></EventData></Event>",
            ],
            events: [
              {
                time: '2026-10-05T00:00:01.250Z',
                observer_name: 'FS01.example.co.jp',
                source_ip: '192.168.10.21',
                user_name: 'tanaka',
                event_action: 'login',
                event_outcome: 'success',
                network_protocol: 'network',
                event_id: '77',
              },
            ],
          },
    ],
  }),
)

/** Remote desktop on the machine that is connected to: 21 logon, 23 logoff, 24 disconnect, 25 reconnect; 1149 user authenticated. */
const remoteDesktop = twice(
  (carrier): Format => ({
    ...about(carrier),
    id: `windows-rdp-${carrier}`,
    title: `Windows remote desktop services' own logs, ${formOf(carrier)}`,
    source:
      'https://learn.microsoft.com/en-us/windows-server/remote/remote-desktop-services/ (LocalSessionManager and RemoteConnectionManager, operational)',
    table: 'auth_event',
    pattern: eventPattern(carrier, ['21', '22', '23', '24', '25', '1149'], 'Microsoft-Windows-TerminalServices-'),
    columns: ({ timezone }) => {
      const user = D('User', 'Param1', 'AccountName')
      const address = `if(${D('Address', 'Param3')} IN ('LOCAL', 'ローカル'), '', ${D('Address', 'Param3')})`
      return {
        ...common(carrier, timezone),
        observer_name: HOST,
        source_ip: `toIPv6OrDefault(${address})`,
        source_address: address,
        destination_address: HOST,
        user_name: `replaceRegexpOne(${user}, '^.*\\\\\\\\', '')`,
        user_domain: `lower(${firstOf(D('Param2'), `extract(${user}, '^(.*)\\\\\\\\')`)})`,
        event_action: `multiIf(${CODE} IN ('21', '25'), 'login', ${CODE} IN ('23', '24'), 'logout', ${CODE} = '1149', 'attempt', 'session')`,
        event_outcome: "'success'",
        event_id: RECORD,
        network_protocol: "'rdp'",
        session_id: D('SessionID'),
      }
    },
    required: "user_name != ''",
    examples: [
      carrier === 'json'
        ? {
            lines: [
              '{"@timestamp":"2026-10-05T00:00:01.250Z","winlog":{"provider_name":"Microsoft-Windows-TerminalServices-LocalSessionManager","computer_name":"FS01","event_id":"21","user_data":{"User":"EXAMPLE\\\\tanaka","SessionID":"3","Address":"192.168.10.21"}}}',
            ],
            events: [
              {
                source_ip: '192.168.10.21',
                user_name: 'tanaka',
                user_domain: 'example',
                event_action: 'login',
                network_protocol: 'rdp',
              },
            ],
          }
        : {
            lines: [
              "<Event xmlns='x'><System><Provider Name='Microsoft-Windows-TerminalServices-RemoteConnectionManager'/><EventID>1149</EventID><TimeCreated SystemTime='2026-10-05T00:00:01Z'/><Computer>FS01</Computer></System><UserData><EventXML xmlns='Event_NS'><Param1>tanaka</Param1><Param2>EXAMPLE</Param2><Param3>192.168.10.21</Param3></EventXML></UserData></Event>",
            ],
            events: [{ source_ip: '192.168.10.21', user_name: 'tanaka', event_action: 'attempt' }],
          },
    ],
  }),
)

export const WINDOWS_SECURITY_FORMATS: Format[] = [...remoteDesktop, ...security]
