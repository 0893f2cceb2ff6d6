/** What happened on a Windows computer: processes, services, tasks, cleared logs, scripts, and Defender's detections. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { firstOf } from './pick.ts'
import { about, CODE, common, D, eventPattern, FAILED, formOf, HOST, RECORD, twice } from './windows-event.ts'

const chosen = (values: Record<string, string>) =>
  `transform(${CODE}, [${Object.keys(values).map(literal).join(', ')}], [${Object.values(values).map(literal).join(', ')}], 'other')`

const DEFENDER = {
  '1006': 'malware-detected',
  '1007': 'malware-action',
  '1008': 'malware-action',
  '1009': 'malware-restored',
  '1015': 'malware-behaviour',
  '1116': 'malware-detected',
  '1117': 'malware-action',
  '1118': 'malware-action',
  '1119': 'malware-action',
  '1120': 'malware-detected',
  '1121': 'attack-surface-rule',
  '1122': 'attack-surface-rule',
  '5001': 'protection-disabled',
  '5004': 'protection-changed',
  '5007': 'protection-changed',
  '5010': 'protection-disabled',
  '5012': 'protection-disabled',
}
const SYSTEM = {
  '4688': 'process-start',
  '4689': 'process-end',
  '4697': 'service-installed',
  '7045': 'service-installed',
  '4698': 'task-created',
  '4699': 'task-deleted',
  '4700': 'task-enabled',
  '4701': 'task-disabled',
  '4702': 'task-changed',
  '106': 'task-created',
  '140': 'task-changed',
  '141': 'task-deleted',
  '1102': 'log-cleared',
  '104': 'log-cleared',
  '4719': 'audit-policy-changed',
  '4657': 'registry-set',
  '4663': 'file-access',
  '4103': 'script-command',
  '4104': 'script-block',
}
/** numbers that other providers use for something else */
const PROVIDERS: [string, string[]][] = [
  ['Microsoft-Windows-TaskScheduler', ['106', '140', '141']],
  ['Microsoft-Windows-Eventlog', ['1102', '104']],
  ['Microsoft-Windows-PowerShell', ['4103', '4104']],
]
const OWN = Object.keys(SYSTEM).filter((id) => !PROVIDERS.some(([, ids]) => ids.includes(id)))
const DOMAIN_USER = D('User', 'Detection User', 'UserContext')
const user = (own: string) => `if(${own} = '', replaceRegexpOne(${DOMAIN_USER}, '^.*\\\\\\\\', ''), ${own})`
const domain = (own: string) => `lower(if(${own} = '', extract(${DOMAIN_USER}, '^(.*)\\\\\\\\'), ${own}))`
/** process ids are hexadecimal in the Security log */
const pid = (text: string) =>
  `if(startsWith(${text}, '0x'), reinterpretAsUInt32(reverse(unhex(leftPad(substring(${text}, 3), 8, '0')))), toUInt32OrZero(${text}))`

const system = twice(
  (carrier): Format => ({
    ...about(carrier),
    id: `windows-system-${carrier}`,
    title: `Windows: processes, services, tasks, cleared logs, scripts, ${formOf(carrier)}`,
    source:
      'https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4688 and its kin',
    table: 'endpoint_event',
    pattern: [
      eventPattern(carrier, OWN),
      ...PROVIDERS.map(([provider, ids]) => eventPattern(carrier, ids, provider)),
    ].join('|'),
    columns: ({ timezone }) => {
      const started = D('NewProcessName', 'ProcessName', 'process.executable')
      return {
        ...common(carrier, timezone),
        observer_name: firstOf(D('provider_name', 'SourceName'), D('Name')),
        host_name: HOST,
        user_name: user(D('SubjectUserName', 'AccountName', 'user.name')),
        user_domain: domain(D('SubjectDomainName', 'Domain', 'user.domain')),
        event_action: chosen(SYSTEM),
        event_outcome: `if(${FAILED}, 'failure', 'success')`,
        event_id: RECORD,
        process_executable: `if(${CODE} IN ('4697', '7045'), ${D('ServiceFileName', 'ImagePath')}, ${started})`,
        process_command_line: D('CommandLine', 'process.command_line', 'ScriptBlockText', 'Payload'),
        process_pid: pid(D('NewProcessId', 'ProcessId')),
        process_parent_executable: D('ParentProcessName', 'process.parent.executable'),
        file_path: D('ObjectName', 'TaskName', 'ServiceName', 'Path'),
        event_details: D('TaskContent', 'TaskContentNew', 'ObjectValueName', 'ContextInfo', 'StartType'),
      }
    },
    required: "host_name != ''",
    examples: [
      carrier === 'json'
        ? {
            lines: [
              '{"EventTime":"2026-10-05 09:00:01","Hostname":"PC-SOUMU-03","EventID":4688,"SourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","SubjectUserName":"tanaka","SubjectDomainName":"EXAMPLE","NewProcessId":"0x1a2c","NewProcessName":"C:\\\\Users\\\\tanaka\\\\AppData\\\\Local\\\\Temp\\\\seikyu.pdf.exe","CommandLine":"seikyu.pdf.exe","ParentProcessName":"C:\\\\Windows\\\\explorer.exe"}',
              '{"@timestamp":"2026-10-05T00:00:02Z","winlog":{"provider_name":"Service Control Manager","computer_name":"FS01","event_id":7045,"event_data":{"ServiceName":"PSEXESVC","ImagePath":"%SystemRoot%\\\\PSEXESVC.exe","AccountName":"LocalSystem"}}}',
            ],
            events: [
              {
                time: '2026-10-05T00:00:01.000Z',
                host_name: 'PC-SOUMU-03',
                user_name: 'tanaka',
                event_action: 'process-start',
                process_executable: 'C:\\Users\\tanaka\\AppData\\Local\\Temp\\seikyu.pdf.exe',
                process_parent_executable: 'C:\\Windows\\explorer.exe',
                process_pid: 6700,
              },
              {
                event_action: 'service-installed',
                process_executable: '%SystemRoot%\\PSEXESVC.exe',
                file_path: 'PSEXESVC',
              },
            ],
          }
        : {
            lines: [
              "<Event xmlns='x'><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4688</EventID><TimeCreated SystemTime='2026-10-05T00:00:01Z'/><Computer>PC-SOUMU-03</Computer></System><EventData><Data Name='SubjectUserName'>tanaka</Data><Data Name='NewProcessName'>C:\\Windows\\System32\\cmd.exe</Data><Data Name='CommandLine'>cmd /c &quot;whoami&quot;</Data></EventData></Event>",
            ],
            events: [
              { host_name: 'PC-SOUMU-03', process_command_line: 'cmd /c "whoami"', event_action: 'process-start' },
            ],
          },
    ],
  }),
)

const defender = twice(
  (carrier): Format => ({
    ...about(carrier),
    id: `windows-defender-${carrier}`,
    title: `Microsoft Defender Antivirus, ${formOf(carrier)}`,
    source: 'https://learn.microsoft.com/en-us/defender-endpoint/troubleshoot-microsoft-defender-antivirus',
    table: 'endpoint_event',
    pattern: eventPattern(carrier, Object.keys(DEFENDER), 'Microsoft-Windows-Windows Defender'),
    columns: ({ timezone }) => {
      const path = D('Path', 'Threat resource path')
      return {
        ...common(carrier, timezone),
        observer_name: "'Microsoft Defender'",
        host_name: HOST,
        user_name: `replaceRegexpOne(${D('Detection User', 'User', 'AccountName')}, '^.*\\\\\\\\', '')`,
        user_domain: `lower(extract(${D('Detection User', 'User')}, '^(.*)\\\\\\\\'))`,
        event_action: chosen(DEFENDER),
        event_outcome: `if(${D('Error Code')} IN ('', '0x00000000', '0x0'), 'success', 'failure')`,
        event_reason: D('Action Name'),
        event_id: RECORD,
        process_executable: D('Process Name'),
        // several are parted by '; ': file:_C:\… ; webfile:_C:\…|https://…
        file_path: `replaceRegexpOne(splitByString('; ', ${path})[1], '^(?:[a-z]*file|containerfile|process|regkey):_', '')`,
        threat_name: D('Threat Name'),
        rule_level: D('Severity Name'),
        event_details: firstOf(D('Category Name'), D('New Value')),
      }
    },
    required: "host_name != ''",
    examples: [
      carrier === 'json'
        ? {
            lines: [
              '{"EventTime":"2026-10-05 09:00:01","Hostname":"PC-SOUMU-03","EventID":1116,"SourceName":"Microsoft-Windows-Windows Defender","Channel":"Microsoft-Windows-Windows Defender/Operational","Threat Name":"Trojan:Win32/Emdivi.A","Severity Name":"Severe","Path":"file:_C:\\\\Users\\\\tanaka\\\\Desktop\\\\seikyu.exe","Detection User":"EXAMPLE\\\\tanaka","Process Name":"C:\\\\Windows\\\\explorer.exe","Action Name":"Not Applicable"}',
            ],
            events: [
              {
                host_name: 'PC-SOUMU-03',
                event_action: 'malware-detected',
                threat_name: 'Trojan:Win32/Emdivi.A',
                file_path: 'C:\\Users\\tanaka\\Desktop\\seikyu.exe',
                user_name: 'tanaka',
                user_domain: 'example',
              },
            ],
          }
        : {
            lines: [
              "<Event xmlns='x'><System><Provider Name='Microsoft-Windows-Windows Defender'/><EventID>1117</EventID><TimeCreated SystemTime='2026-10-05T00:00:01Z'/><Computer>PC-SOUMU-03</Computer></System><EventData><Data Name='Threat Name'>Trojan:Win32/X</Data><Data Name='Action Name'>Quarantine</Data><Data Name='Error Code'>0x00000000</Data></EventData></Event>",
            ],
            events: [{ event_action: 'malware-action', event_reason: 'Quarantine', event_outcome: 'success' }],
          },
    ],
  }),
)

export const WINDOWS_ENDPOINT_FORMATS: Format[] = [...defender, ...system]
