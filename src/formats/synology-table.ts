/** What the Log Center of Synology DSM exports as CSV: connections and file transfers. */
import { bound } from './bound.ts'
import { type Format, fieldAt } from './format.ts'
import { source } from './pick.ts'
import { headerCells, rowCells } from './separated.ts'
import { about, told, UNTOLD } from './synology.ts'
import { writtenTime } from './written-time.ts'

/** The console's language names the columns; what happened stays in the system's, which is English unless it was changed. */
const NAMES: Record<string, string> = {
  レベル: 'level',
  種類: 'level',
  ログ: 'log',
  時刻: 'time',
  時間: 'time',
  日時: 'time',
  ユーザー: 'user',
  ユーザ: 'user',
  イベント: 'event',
  ipアドレス: 'ip address',
  'ip アドレス': 'ip address',
  ファイル名: 'file name',
}
const exported = (names: string[], not: string): NonNullable<Format['header']> => ({
  pattern: '"?(?:Level|Type|Log|レベル|種類|ログ)"?[,\\t]"?(?:Log|Time|ログ|時刻|時間|日時)"?[,\\t]',
  fields: (line) => headerCells(line).map((cell) => NAMES[cell.toLowerCase()] ?? cell.toLowerCase()),
  step: rowCells,
  accepts: (fields) => names.every((name) => fields.includes(name)) && !fields.includes(not),
  headerless: null,
})
const cell = (fields: string[], name: string) => `trim(BOTH '"' FROM ${fieldAt(fields, name)})`

const table = {
  ...about,
  envelope: 'none' as const,
  time: 'payload' as const,
  pattern: '[^,\\t]*[,\\t][^,\\t]*[,\\t][^,\\t]*[,\\t]',
  step: rowCells(','),
}

const connectionTable: Format = {
  ...table,
  id: 'synology-connection-csv',
  title: 'Synology DSM connection log, CSV from the Log Center',
  header: exported(['log', 'time', 'user', 'event'], 'file name'),
  columns: ({ fields, timezone }) => ({
    time: bound(cell(fields, 'time'), 't', (t) => writtenTime(t, timezone)),
    ...told(cell(fields, 'event')),
  }),
  required: "source_address != ''",
  ignore: [
    {
      pattern: '(?:Connection|System|File [Tt]ransfer|接続|システム|ファイル転送)$',
      reason: { ja: '見出し', en: 'header' },
    },
    {
      pattern:
        '"?(?:Info|Warning|Error|Warn)"?[,\\t]"?(?:System|Account|Drive|Backup|General|Package|Storage)"?[,\\t]"?\\d{4}/\\d\\d/\\d\\d ',
      reason: UNTOLD,
    },
  ],
  examples: [
    {
      lines: [
        'Connection',
        'Level,Log,Time,User,Event',
        'Warning,Connection,2026/10/05 09:00:01,admin,User [admin] from [203.0.113.9] failed to sign in to [DSM] via [password] due to authorization failure.',
        'Info,Connection,2026/10/05 09:00:02,tanaka,User [tanaka] from [PC-21(192.168.10.21)] via [CIFS(SMB3)] accessed shared folder [営業].',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'admin',
          event_action: 'login',
          event_outcome: 'failure',
        },
        { source_ip: '192.168.10.21', event_action: 'share-access', event_details: '営業' },
      ],
    },
  ],
}

const transferTable: Format = {
  ...table,
  id: 'synology-transfer-csv',
  title: 'Synology DSM file transfer log, CSV from the Log Center',
  header: exported(['log', 'time', 'ip address', 'user', 'event', 'file name'], 'level'),
  columns: ({ fields, timezone }) => {
    const at = (name: string) => cell(fields, name)
    return {
      time: bound(at('time'), 't', (t) => writtenTime(t, timezone)),
      observer_type: "'server'",
      ...source(at('ip address')),
      user_name: at('user'),
      event_action: `concat('file-', replaceAll(lower(${at('event')}), ' ', '-'))`,
      event_outcome: "'success'",
      event_details: at('file name'),
      network_protocol: `multiIf(${at('log')} IN ('SMB', 'Windows File Service', 'WinFileService'), 'smb', ${at('log')} IN ('File Station', 'FileStation'), 'web', lower(${at('log')}))`,
    }
  },
  required: "user_name != ''",
  examples: [
    {
      lines: [
        'Log,Time,IP address,User,Event,File/Folder,File size,File name',
        'SMB,2026/10/05 09:00:01,192.168.10.21,tanaka,delete,File,24.23 KB,"/営業/見積, 最終.xlsx"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          event_action: 'file-delete',
          event_details: '/営業/見積, 最終.xlsx',
          network_protocol: 'smb',
        },
      ],
    },
  ],
}

export const SYNOLOGY_TABLES: Format[] = [transferTable, connectionTable]
