/** Tables about computers that consoles export: antivirus consoles' detections, Hayabusa's timelines. */
import type { Format } from './format.ts'
import { about, header, reader, SOURCE, time } from './table-columns.ts'

const hayabusa: Format = {
  ...about,
  id: 'table-hayabusa',
  title: "Hayabusa's timeline (CSV)",
  product: 'Hayabusa',
  source: 'https://github.com/Yamato-Security/hayabusa (README, output profiles)',
  table: 'endpoint_event',
  header: header((columns) => columns.rule !== undefined && columns.level !== undefined && columns.host !== undefined),
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    return {
      time: time(read, timezone),
      observer_type: "'endpoint'",
      observer_name: "'Hayabusa'",
      host_name: read.at('host'),
      user_name: `extract(${read.at('details')}, '(?:User|TgtUser|SrcUser): ([^¦]*?) *(?:¦|$)')`,
      event_action: "'rule-match'",
      event_code: read.at('code'),
      process_command_line: `extract(${read.at('details')}, 'Cmdline: ([^¦]*?) *(?:¦|$)')`,
      process_executable: `extract(${read.at('details')}, '(?:Proc|Path): ([^¦]*?) *(?:¦|$)')`,
      rule_name: read.at('rule'),
      rule_level: read.at('level'),
      event_details: read.at('details'),
    }
  },
  required: "host_name != '' AND rule_name != ''",
  examples: [
    {
      lines: [
        '"Timestamp","RuleTitle","Level","Computer","Channel","EventID","RecordID","Details","ExtraFieldInfo"',
        '"2026-10-05 09:00:01.250 +09:00","Suspicious Service Installed","high","FS01","Sys",7045,77,"Svc: PSEXESVC ¦ Path: %SystemRoot%\\PSEXESVC.exe ¦ Acct: LocalSystem",""',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          host_name: 'FS01',
          rule_name: 'Suspicious Service Installed',
          rule_level: 'high',
          event_code: '7045',
          process_executable: '%SystemRoot%\\PSEXESVC.exe',
        },
      ],
    },
  ],
}

const antivirus: Format = {
  ...about,
  id: 'table-antivirus',
  title:
    "Antivirus consoles' detections, columns named by the first line (Apex One, ESET, Symantec, Defender and others)",
  product: 'antivirus consoles',
  source: SOURCE,
  table: 'endpoint_event',
  header: header(
    (columns) => columns.threat !== undefined && (columns.host !== undefined || columns.file !== undefined),
  ),
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    return {
      time: time(read, timezone),
      observer_type: "'endpoint'",
      observer_name: "'antivirus'",
      source_ip: `toIPv6OrDefault(${read.at('address')})`,
      source_address: read.at('address'),
      host_name: read.at('host'),
      user_name: `replaceRegexpOne(${read.at('user')}, '^.*\\\\\\\\', '')`,
      user_domain: `lower(extract(${read.at('user')}, '^(.*)\\\\\\\\'))`,
      event_action: "'malware-detected'",
      event_outcome: `if(match(${read.at('taken')}, '(?i)fail|unable|not |失敗|できません|放置|pass'), 'failure', 'success')`,
      event_reason: read.at('taken'),
      process_executable: read.at('process'),
      file_path: read.at('file'),
      file_hash_sha256: `lower(extract(${read.at('hash')}, '^([0-9A-Fa-f]{64})$'))`,
      threat_name: read.at('threat'),
      rule_level: read.at('level'),
      event_details: read.at('details'),
    }
  },
  required: "threat_name != '' AND (host_name != '' OR file_path != '')",
  examples: [
    {
      lines: [
        '日時,コンピュータ名,IPアドレス,ユーザー名,ウイルス/不正プログラム,感染ファイル,処理',
        '2026/10/05 09:00:01,PC-SOUMU-03,192.168.10.21,EXAMPLE\\tanaka,TROJ_EMDIVI.A,C:\\Users\\tanaka\\Desktop\\請求書.exe,隔離',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          host_name: 'PC-SOUMU-03',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          user_domain: 'example',
          threat_name: 'TROJ_EMDIVI.A',
          file_path: 'C:\\Users\\tanaka\\Desktop\\請求書.exe',
          event_reason: '隔離',
          event_action: 'malware-detected',
        },
      ],
    },
    {
      lines: [
        'Datum;Uhrzeit;Computer;Benutzer;Bedrohung;Pfad;Aktion',
        '5.10.2026;09:00:01;MG-PC003;mueller;PUA/Softonic;C:\\Users\\mueller\\setup.exe;Bereinigt',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          host_name: 'MG-PC003',
          threat_name: 'PUA/Softonic',
          file_path: 'C:\\Users\\mueller\\setup.exe',
          event_reason: 'Bereinigt',
        },
      ],
    },
    {
      lines: [
        '日付,時刻,端末名,ウイルス名,ファイル名,処理',
        '2026/10/05,9:00:01,PC-SOUMU-03,TROJ_EMDIVI.A,C:\\a.exe,隔離',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', host_name: 'PC-SOUMU-03', threat_name: 'TROJ_EMDIVI.A' }],
    },
  ],
}

export const TABLE_COMPUTER_FORMATS: Format[] = [hayabusa, antivirus]
