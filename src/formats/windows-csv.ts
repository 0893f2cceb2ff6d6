/**
 * The event viewer's CSV, in Japanese and English: five named columns and the message, whose many lines the assembler joins with ⏎. The
 * Security log begins with its keywords, the other logs with the level.
 */

import type { Format } from './format.ts'
import { headerCells } from './separated.ts'
import { DATA, reader, time } from './table-columns.ts'
import { labelsOf, securityColumns } from './windows-message.ts'
import { chosen } from './windows-security.ts'

const about = {
  vendor: 'Microsoft',
  product: 'Windows',
  source:
    'the event viewer\'s "Save All Events As" (CSV), and https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/',
  envelope: 'none' as const,
  time: 'payload' as const,
  pattern: DATA,
  // the message is full of tabs
  step: `extractAll(concat(payload, ','), '((?:"(?:[^"]|"")*"|[^",]*)),')`,
}
const header = (first: RegExp): NonNullable<Format['header']> => ({
  pattern: '"?(?:Level|レベル|Keywords|キーワード)"?,"?(?:Date and Time|日付と時刻)"?,',
  fields: headerCells,
  accepts: (fields) => first.test(fields[0] ?? ''),
  headerless: null,
})

const MESSAGE = 'step[6]'
const said = labelsOf(MESSAGE)

const security: Format = {
  ...about,
  id: 'windows-security-csv',
  title: "Windows Security log, the event viewer's CSV",
  table: 'auth_event',
  header: header(/^(?:Keywords|キーワード)$/),
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    return {
      time: time(read, timezone),
      observer_type: "'endpoint'",
      ...securityColumns({ message: MESSAGE, code: read.at('code'), failed: "match(step[1], '失敗|Failure')" }),
    }
  },
  required: "event_action != 'other'",
  examples: [
    {
      lines: [
        'キーワード,日付と時刻,ソース,イベント ID,タスクのカテゴリ',
        '失敗の監査,2026/10/05 9:00:01,Microsoft-Windows-Security-Auditing,4625,ログオン,"アカウントがログオンに失敗しました。 ⏎  ⏎ サブジェクト: ⏎ セキュリティ ID:\t\tSYSTEM ⏎ アカウント名:\t\tFS01$ ⏎  ⏎ ログオン タイプ:\t\t\t3 ⏎  ⏎ ログオンを失敗したアカウント: ⏎ セキュリティ ID:\t\tNULL SID ⏎ アカウント名:\t\ttanaka ⏎ アカウント ドメイン:\t\tEXAMPLE ⏎  ⏎ エラー情報: ⏎ 状態:\t\t\t0xC000006D ⏎ サブ ステータス:\t\t0xC000006A ⏎  ⏎ ネットワーク情報: ⏎ ワークステーション名:\tKALI ⏎ ソース ネットワーク アドレス:\t203.0.113.9 ⏎ ソース ポート:\t\t51022"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          source_port: 51022,
          source_domain: 'KALI',
          user_name: 'tanaka',
          user_domain: 'example',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'wrong password',
        },
      ],
    },
    {
      lines: [
        'Keywords,Date and Time,Source,Event ID,Task Category',
        'Audit Success,10/5/2026 9:00:01 AM,Microsoft-Windows-Security-Auditing,4624,Logon,"An account was successfully logged on. ⏎  ⏎ Subject: ⏎ Account Name:\t\t- ⏎  ⏎ Logon Information: ⏎ Logon Type:\t\t10 ⏎  ⏎ New Logon: ⏎ Security ID:\t\tEXAMPLE\\tanaka ⏎ Account Name:\t\ttanaka ⏎ Account Domain:\t\tEXAMPLE ⏎  ⏎ Network Information: ⏎ Source Network Address:\t192.168.10.21 ⏎ Source Port:\t\t0"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          event_outcome: 'success',
          network_protocol: 'rdp',
        },
      ],
    },
    {
      lines: [
        'キーワード,日付と時刻,ソース,イベント ID,タスクのカテゴリ',
        '成功の監査,2026/10/05 9:00:02,Microsoft-Windows-Security-Auditing,4769,Kerberos サービス チケット操作,"Kerberos サービス チケットが要求されました。 ⏎  ⏎ アカウント情報: ⏎ アカウント名:\t\ttanaka@EXAMPLE.LOCAL ⏎ アカウント ドメイン:\t\tEXAMPLE.LOCAL ⏎  ⏎ サービス情報: ⏎ サービス名:\t\tFS01$ ⏎ サービス ID:\t\tEXAMPLE\\FS01$ ⏎  ⏎ ネットワーク情報: ⏎ クライアント アドレス:\t\t::ffff:192.168.10.21 ⏎ クライアント ポート:\t\t51023 ⏎  ⏎ 追加情報: ⏎ チケット オプション:\t\t0x40810000 ⏎ チケット暗号化の種類:\t0x17 ⏎ エラー コード:\t\t0x0"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka@EXAMPLE.LOCAL',
          destination_address: 'FS01$',
          event_action: 'service-ticket',
          event_details: '0x17',
        },
      ],
    },
    {
      lines: [
        'キーワード,日付と時刻,ソース,イベント ID,タスクのカテゴリ',
        '成功の監査,2026/10/05 9:00:03,Microsoft-Windows-Security-Auditing,4728,セキュリティ グループの管理,"セキュリティが有効なグローバル グループにメンバーが追加されました。 ⏎  ⏎ サブジェクト: ⏎ セキュリティ ID:\t\tEXAMPLE\\adm.kuroda ⏎ アカウント名:\t\tadm.kuroda ⏎ アカウント ドメイン:\t\tEXAMPLE ⏎ ログオン ID:\t\t0x9F1 ⏎  ⏎ メンバー: ⏎ セキュリティ ID:\t\tEXAMPLE\\svc-sync ⏎ アカウント名:\t\tCN=同期,OU=サービス,DC=example,DC=local ⏎  ⏎ グループ: ⏎ セキュリティ ID:\t\tEXAMPLE\\Domain Admins ⏎ グループ名:\t\tDomain Admins ⏎ グループ ドメイン:\t\tEXAMPLE"',
      ],
      events: [
        {
          user_name: 'adm.kuroda',
          user_target_name: 'EXAMPLE\\svc-sync',
          event_action: 'group-change',
          rule_name: 'Domain Admins',
        },
      ],
    },
    {
      lines: [
        'Keywords,Date and Time,Source,Event ID,Task Category',
        'Audit Success,10/5/2026 9:00:04 AM,Microsoft-Windows-Security-Auditing,4720,User Account Management,"A user account was created. ⏎  ⏎ Subject: ⏎ Security ID:\t\tEXAMPLE\\adm.kuroda ⏎ Account Name:\t\tadm.kuroda ⏎ Account Domain:\t\tEXAMPLE ⏎  ⏎ New Account: ⏎ Security ID:\t\tEXAMPLE\\svc-sync ⏎ Account Name:\t\tsvc-sync ⏎ Account Domain:\t\tEXAMPLE"',
      ],
      events: [{ user_name: 'adm.kuroda', user_target_name: 'svc-sync', event_action: 'account-create' }],
    },
  ],
}

const SYSTEM_ACTIONS: Record<string, string> = {
  '7045': 'service-installed',
  '104': 'log-cleared',
  '1116': 'malware-detected',
  '1117': 'malware-action',
  '106': 'task-created',
  '140': 'task-changed',
  '141': 'task-deleted',
  '4104': 'script-block',
}

const system: Format = {
  ...about,
  id: 'windows-system-csv',
  title: "Windows' other logs (services, cleared logs, Defender, tasks, scripts), the event viewer's CSV",
  table: 'endpoint_event',
  header: header(/^(?:Level|レベル)$/),
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    const user = said('ユーザー|User|検出ユーザー')
    return {
      time: time(read, timezone),
      observer_type: "'endpoint'",
      observer_name: 'step[3]',
      user_name: `replaceRegexpOne(${user}, '^.*\\\\\\\\', '')`,
      user_domain: `lower(extract(${user}, '^(.*)\\\\\\\\'))`,
      event_action: chosen(read.at('code'), SYSTEM_ACTIONS, "'other'"),
      event_outcome: "'success'",
      event_reason: said('操作|Action'),
      event_code: read.at('code'),
      process_executable: said('サービス ファイル名|Service File Name|プロセス名|Process Name'),
      file_path: `replaceRegexpOne(${said('パス|Path|サービス名|Service Name')}, '^(?:[a-z]*file):_', '')`,
      threat_name: `if(${read.at('code')} IN ('1116', '1117'), ${said('名前|Name')}, '')`,
      event_details: `substring(${MESSAGE}, 1, 500)`,
    }
  },
  required: "event_action != 'other'",
  examples: [
    {
      lines: [
        'レベル,日付と時刻,ソース,イベント ID,タスクのカテゴリ',
        '情報,2026/10/05 9:00:01,Service Control Manager,7045,なし,"サービスがシステムにインストールされました。 ⏎  ⏎ サービス名:  PSEXESVC ⏎ サービス ファイル名:  %SystemRoot%\\PSEXESVC.exe ⏎ サービスの種類:  ユーザー モード サービス"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          event_action: 'service-installed',
          process_executable: '%SystemRoot%\\PSEXESVC.exe',
          file_path: 'PSEXESVC',
        },
      ],
    },
  ],
}

export const WINDOWS_CSV_FORMATS: Format[] = [security, system]
