/** Sysmon: connections and look-ups go to the tables that the network detectors read, everything else to the computer's own events. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { about, CODE, common, D, eventPattern, formOf, HOST, RECORD, twice } from './windows-event.ts'

const SOURCE = 'https://learn.microsoft.com/en-us/sysinternals/downloads/sysmon'
const PROVIDER = 'Microsoft-Windows-Sysmon'
const ACTIONS: Record<string, string> = {
  '1': 'process-start',
  '2': 'file-time-changed',
  '4': 'sysmon-state',
  '5': 'process-end',
  '6': 'driver-load',
  '7': 'image-load',
  '8': 'process-remote-thread',
  '9': 'disk-raw-read',
  '10': 'process-access',
  '11': 'file-create',
  '12': 'registry-key',
  '13': 'registry-set',
  '14': 'registry-rename',
  '15': 'file-stream',
  '16': 'sysmon-configuration',
  '17': 'pipe-create',
  '18': 'pipe-connect',
  '19': 'wmi-filter',
  '20': 'wmi-consumer',
  '21': 'wmi-binding',
  '23': 'file-delete',
  '24': 'clipboard',
  '25': 'process-tampering',
  '26': 'file-delete',
  '27': 'file-blocked',
  '28': 'file-blocked',
  '29': 'file-executable',
}
const user = `replaceRegexpOne(${D('User', 'AccountName', 'user.name')}, '^.*\\\\\\\\', '')`
const hash = (kind: string) => `lower(extract(${D('Hashes', 'Hash')}, '${kind}=([0-9A-Fa-f]+)'))`

const host = twice(
  (carrier): Format => ({
    ...about(carrier),
    id: `sysmon-${carrier}`,
    title: `Sysmon: processes, files, registry and others, ${formOf(carrier)}`,
    source: SOURCE,
    table: 'endpoint_event',
    pattern: eventPattern(carrier, Object.keys(ACTIONS), PROVIDER),
    columns: ({ timezone }) => ({
      ...common(carrier, timezone),
      observer_name: "'Sysmon'",
      host_name: HOST,
      user_name: user,
      user_domain: `lower(if(extract(${D('User')}, '^(.*)\\\\\\\\') = '', ${D('Domain')}, extract(${D('User')}, '^(.*)\\\\\\\\')))`,
      event_action: `transform(${CODE}, [${Object.keys(ACTIONS).map(literal).join(', ')}], [${Object.values(ACTIONS).map(literal).join(', ')}], 'other')`,
      event_outcome: "'success'",
      event_id: RECORD,
      process_executable: D('Image', 'SourceImage', 'process.executable'),
      process_command_line: D('CommandLine', 'process.command_line'),
      process_pid: `toUInt32OrZero(${D('ProcessId', 'SourceProcessId', 'process.pid')})`,
      process_entity_id: D('ProcessGuid', 'SourceProcessGUID', 'SourceProcessGuid'),
      process_parent_executable: D('ParentImage', 'process.parent.executable'),
      process_parent_command_line: D('ParentCommandLine', 'process.parent.command_line'),
      process_hash_sha256: `if(${CODE} = '1', ${hash('SHA256')}, '')`,
      process_hash_md5: `if(${CODE} = '1', ${hash('MD5')}, '')`,
      file_path: D(
        'TargetFilename',
        'file.path',
        'TargetObject',
        'ImageLoaded',
        'PipeName',
        'TargetImage',
        'Device',
        'Destination',
      ),
      file_hash_sha256: `if(${CODE} = '1', '', ${hash('SHA256')})`,
      rule_name: D('RuleName'),
      event_details: D('Details', 'Contents', 'GrantedAccess', 'OriginalFileName', 'Description', 'Query'),
    }),
    required: "host_name != ''",
    examples: [
      carrier === 'json'
        ? {
            lines: [
              '{"@timestamp":"2026-10-05T00:00:01.250Z","winlog":{"provider_name":"Microsoft-Windows-Sysmon","computer_name":"PC-SOUMU-03","event_id":1,"event_data":{"UtcTime":"2026-10-05 00:00:01.250","Image":"C:\\\\Windows\\\\System32\\\\rundll32.exe","CommandLine":"rundll32 a.dll,Start","ParentImage":"C:\\\\Program Files\\\\Microsoft Office\\\\WINWORD.EXE","ProcessId":"4711","User":"EXAMPLE\\\\tanaka","Hashes":"MD5=0CC175B9C0F1B6A831C399E269772661,SHA256=CA978112CA1BBDCAFAC231B39A23DC4DA786EFF8147C4E72B9807785AFEE48BB"}}}',
            ],
            events: [
              {
                time: '2026-10-05T00:00:01.250Z',
                host_name: 'PC-SOUMU-03',
                user_name: 'tanaka',
                event_action: 'process-start',
                process_executable: 'C:\\Windows\\System32\\rundll32.exe',
                process_parent_executable: 'C:\\Program Files\\Microsoft Office\\WINWORD.EXE',
                process_pid: 4711,
                process_hash_md5: '0cc175b9c0f1b6a831c399e269772661',
              },
            ],
          }
        : {
            lines: [
              "<Event xmlns='x'><System><Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385f}'/><EventID>11</EventID><TimeCreated SystemTime='2026-10-05T00:00:01.2Z'/><Computer>PC-SOUMU-03</Computer></System><EventData><Data Name='Image'>C:\\Windows\\explorer.exe</Data><Data Name='TargetFilename'>C:\\Users\\tanaka\\Downloads\\請求書.exe</Data></EventData></Event>",
            ],
            events: [{ event_action: 'file-create', file_path: 'C:\\Users\\tanaka\\Downloads\\請求書.exe' }],
          },
    ],
  }),
)

const network = twice(
  (carrier): Format => ({
    ...about(carrier),
    id: `windows-network-${carrier}`,
    title: `Sysmon's connections (3) and the Windows filtering platform's (5156, 5157), ${formOf(carrier)}`,
    source: SOURCE,
    table: 'flow_event',
    pattern: `${eventPattern(carrier, ['3'], PROVIDER)}|${eventPattern(carrier, ['5156', '5157'])}`,
    columns: ({ timezone }) => {
      const { event_code: _, ...columns } = common(carrier, timezone)
      const from = D('SourceIp', 'SourceAddress')
      const to = D('DestinationIp', 'DestAddress')
      return {
        ...columns,
        source_ip: `toIPv6OrDefault(${from})`,
        source_address: from,
        source_port: `toUInt16OrZero(${D('SourcePort')})`,
        destination_ip: `toIPv6OrDefault(${to})`,
        destination_port: `toUInt16OrZero(${D('DestinationPort', 'DestPort')})`,
        user_name: user,
        source_name: `if(${D('Initiated')} = 'false', ${D('SourceHostname')}, ${HOST})`,
        destination_domain: `lower(${D('DestinationHostname')})`,
        network_transport: `multiIf(${D('Protocol')} = '6', 'tcp', ${D('Protocol')} = '17', 'udp', lower(${D('Protocol')}))`,
        network_application: D('Image', 'Application'),
        event_action: `if(${CODE} = '5157', 'denied', 'allowed')`,
        event_id: RECORD,
        source_bytes: '-1',
        destination_bytes: '-1',
        event_duration_ms: '-1',
        observer_name: HOST,
        rule_name: D('RuleName', 'FilterRTID'),
      }
    },
    required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
    examples: [
      carrier === 'json'
        ? {
            lines: [
              '{"EventTime":"2026-10-05 09:00:01","Hostname":"PC-SOUMU-03","EventID":3,"SourceName":"Microsoft-Windows-Sysmon","UtcTime":"2026-10-05 00:00:01.250","Image":"C:\\\\a.exe","User":"EXAMPLE\\\\tanaka","Protocol":"tcp","Initiated":"true","SourceIp":"192.168.10.21","SourcePort":"51022","DestinationIp":"203.0.113.9","DestinationHostname":"C2.example.net","DestinationPort":"443"}',
            ],
            events: [
              {
                time: '2026-10-05T00:00:01.250Z',
                source_ip: '192.168.10.21',
                destination_ip: '203.0.113.9',
                destination_port: 443,
                destination_domain: 'c2.example.net',
                network_application: 'C:\\a.exe',
                source_name: 'PC-SOUMU-03',
              },
            ],
          }
        : {
            lines: [
              "<Event xmlns='x'><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>5157</EventID><TimeCreated SystemTime='2026-10-05T00:00:01Z'/><Computer>PC-1</Computer></System><EventData><Data Name='Application'>\\device\\a.exe</Data><Data Name='SourceAddress'>192.168.10.21</Data><Data Name='SourcePort'>51022</Data><Data Name='DestAddress'>203.0.113.9</Data><Data Name='DestPort'>443</Data><Data Name='Protocol'>6</Data></EventData></Event>",
            ],
            events: [{ destination_ip: '203.0.113.9', event_action: 'denied', network_transport: 'tcp' }],
          },
    ],
  }),
)

const ANSWERS = `arrayConcat(splitByChar(';', ${D('QueryResults')}), extractAll(step['dns.resolved_ip'], '[0-9A-Fa-f.:]+'))`
const look = twice(
  (carrier): Format => ({
    ...about(carrier),
    id: `sysmon-dns-${carrier}`,
    title: `Sysmon's look-ups (22), ${formOf(carrier)}`,
    source: SOURCE,
    table: 'dns_event',
    pattern: eventPattern(carrier, ['22'], PROVIDER),
    columns: ({ timezone }) => {
      const { event_code: _, ...columns } = common(carrier, timezone)
      return {
        ...columns,
        source_address: HOST,
        event_type: "'both'",
        dns_question_name: `lower(trimRight(${D('QueryName', 'dns.question.name')}, '.'))`,
        dns_response_code: `multiIf(${D('QueryStatus')} = '0', 'NOERROR', ${D('QueryStatus')} = '9003', 'NXDOMAIN', ${D('QueryStatus')} = '9501', 'NODATA', ${D('QueryStatus')} = '9002', 'SERVFAIL', ${D('QueryStatus')})`,
        dns_resolved_ip: `arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${ANSWERS}))`,
        dns_answers_data: `arrayMap(x -> extract(x, '(\\\\S+)$'), arrayFilter(x -> startsWith(trim(x), 'type:'), ${ANSWERS}))`,
      }
    },
    required: "dns_question_name != ''",
    examples: [
      carrier === 'json'
        ? {
            lines: [
              '{"@timestamp":"2026-10-05T00:00:01.250Z","winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","computer_name":"PC-SOUMU-03","event_data":{"Image":"C:\\\\a.exe","QueryName":"C2.example.net","QueryResults":"type:  5 edge.example.net;::ffff:203.0.113.9;","QueryStatus":"0"},"event_id":22,"provider_name":"Microsoft-Windows-Sysmon"}}',
            ],
            events: [
              {
                source_address: 'PC-SOUMU-03',
                dns_question_name: 'c2.example.net',
                dns_resolved_ip: ['203.0.113.9'],
                dns_answers_data: ['edge.example.net'],
                dns_response_code: 'NOERROR',
              },
            ],
          }
        : {
            lines: [
              "<Event xmlns='x'><System><Provider Name='Microsoft-Windows-Sysmon'/><EventID>22</EventID><TimeCreated SystemTime='2026-10-05T00:00:01Z'/><Computer>PC-1</Computer></System><EventData><Data Name='QueryName'>gone.example</Data><Data Name='QueryStatus'>9003</Data><Data Name='QueryResults'>-</Data></EventData></Event>",
            ],
            events: [{ dns_question_name: 'gone.example', dns_response_code: 'NXDOMAIN', source_address: 'PC-1' }],
          },
    ],
  }),
)

export const SYSMON_FORMATS: Format[] = [...network, ...look, ...host]
