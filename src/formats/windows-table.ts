/**
 * Windows' events as a table with a column for each value, as administrators' scripts (Get-WinEvent … | Export-Csv) and log collectors
 * export them: the first line names the columns, in Japanese or by the event's own names. Sign-ins and accounts, and services and tasks.
 */
import { bound } from './bound.ts'
import type { Format } from './format.ts'
import { firstOf } from './pick.ts'
import { headerCells, rowCells } from './separated.ts'
import { about, cellAt, columnsOf, knownAs, SOURCE, TIME } from './table-columns.ts'
import { ACTIONS, chosen, LOGON_TYPES, REASONS, ticketDetails } from './windows-security.ts'
import { writtenTime } from './written-time.ts'

const NAMES = knownAs({
  time: '日時 日付と時刻 発生日時 記録日時 生成日時 タイムスタンプ timecreated systemtime timegenerated timegenerated[utc] timegenerated[localtime] timewritten eventtime datetime timestamp dateandtime time date',
  code: 'イベントid イベントコード eventid eventcode id',
  computer:
    'コンピューター コンピュータ コンピューター名 コンピュータ名 ホスト名 サーバー サーバ サーバー名 サーバ名 machinename computer computername hostname host',
  account:
    '対象ユーザー 対象ユーザ 対象ユーザー名 対象ユーザ名 対象アカウント 対象アカウント名 ターゲットユーザー名 ターゲットアカウント名 アカウント名 アカウント ユーザー名 ユーザ名 ユーザー ユーザ targetusername targetuser targetaccount accountname account username user',
  domain:
    '対象ドメイン 対象ドメイン名 アカウントドメイン ドメイン ドメイン名 targetdomainname targetdomain accountdomain userdomain domain',
  type: 'ログオンの種類 ログオン種類 ログオン種別 ログオンタイプ logontype',
  address:
    '送信元アドレス 送信元ip 送信元ipアドレス 接続元アドレス 接続元ip 接続元ipアドレス ソースネットワークアドレス クライアントアドレス クライアントip クライアントipアドレス ipアドレス ipaddress sourcenetworkaddress sourceaddress sourceip clientaddress clientip',
  port: '送信元ポート ソースポート クライアントポート ipport sourceport clientport',
  workstation:
    'ワークステーション ワークステーション名 ソースワークステーション クライアント名 workstationname workstation sourceworkstation clientname',
  package:
    '認証パッケージ 認証パッケージ名 認証方式 authenticationpackagename authenticationpackage lmpackagename packagename',
  subject:
    '操作ユーザー 操作ユーザ 操作者 実行ユーザー 実行ユーザ 実行者 サブジェクトユーザー名 サブジェクトアカウント名 サブジェクト subjectusername subjectuser subjectaccountname subject',
  status: '状態 ステータス 結果コード エラーコード 失敗コード status resultcode errorcode failurecode',
  subStatus: 'サブ状態 サブステータス substatus',
  keywords: 'キーワード 監査結果 成否 結果 keywords keyword result audit',
  service:
    'サービス名 サービス名/共有名 共有名 サービス タスク名 共有フォルダー名 共有フォルダ名 servicename sharename taskname service share',
  program: 'サービスファイル名 サービスのファイル名 実行ファイル imagepath servicefilename',
  group: 'グループ グループ名 group groupname',
  encryption: 'チケット暗号化の種類 チケット暗号化種別 暗号化の種類 ticketencryptiontype ticketencryption',
  proof: '事前認証の種類 事前認証種別 preauthtype preauthenticationtype',
  session: 'ログオンid targetlogonid subjectlogonid logonid',
})
type Name = keyof typeof NAMES

/** What only Windows' events have a column for. */
const TELLING: Name[] = ['type', 'package', 'subject', 'subStatus', 'encryption', 'proof']

const header: NonNullable<Format['header']> = {
  pattern: `(?:[^:0-9][^:]*)?(?:${TIME})[^:]*$`,
  fields: headerCells,
  step: rowCells,
  accepts: (fields) => {
    const columns = columnsOf(fields, NAMES)
    const needed: Name[] = ['time', 'code', 'computer', 'account']
    return (
      needed.every((name) => columns[name] !== undefined) &&
      TELLING.filter((name) => columns[name] !== undefined).length > 1
    )
  },
  headerless: null,
}

function reader(fields: string[], timezone: string) {
  const columns = columnsOf(fields, NAMES)
  const at = (name: Name) => {
    const index = columns[name]
    return index === undefined ? "''" : cellAt(fields, index)
  }
  const user = (text: string) => `replaceRegexpOne(${text}, '^.*\\\\\\\\', '')`
  return {
    at,
    account: user(at('account')),
    subject: user(at('subject')),
    domain: `lower(${firstOf(at('domain'), `extract(${at('account')}, '^(.*)\\\\\\\\')`)})`,
    shared: {
      time: bound(at('time'), 't', (t) =>
        writtenTime(t, /utc/i.test(fields[columns.time ?? -1] ?? '') ? "'UTC'" : timezone),
      ),
      observer_type: "'endpoint'",
      event_code: at('code'),
    },
  }
}

export const oneOf = (code: string, ...codes: string[]) => `${code} IN (${codes.map((one) => `'${one}'`).join(', ')})`
const GROUPS = ['4728', '4729', '4732', '4733', '4756', '4757']
/** done by one account to another */
export const UPON = ['4648', '4720', '4722', '4723', '4724', '4725', '4726', '4738', '4767', '4781', ...GROUPS]
const TICKETS = ['4768', '4769', '4770', '4771']
/** whose sign-in it is, whichever service asked for it */
const OWN = ['4624', '4625', '4634', '4647', '4776', '4740', '4964', ...TICKETS]

const SERVICES: Record<string, string> = {
  '7045': 'service-installed',
  '4697': 'service-installed',
  '4698': 'task-created',
  '4699': 'task-deleted',
  '4702': 'task-changed',
  '1102': 'log-cleared',
}

const security: Format = {
  ...about,
  id: 'windows-security-table',
  title: "Windows' events as a table, columns named by the first line: sign-ins and accounts",
  vendor: 'Microsoft',
  product: 'Windows',
  source: SOURCE.replace('table-columns', 'windows-table'),
  table: 'auth_event',
  header: { ...header, also: ['windows-system-table'] },
  columns: ({ fields, timezone }) => {
    const { at, account, subject, domain, shared } = reader(fields, timezone)
    const code = at('code')
    const address = `replaceRegexpOne(${at('address')}, '^::ffff:', '')`
    const status = `lower(arrayFirst(x -> x NOT IN ('', '0x0'), [${at('subStatus')}, ${at('status')}]))`
    const type = chosen(at('type'), LOGON_TYPES, "''")
    return {
      ...shared,
      observer_name: at('computer'),
      source_ip: `toIPv6OrDefault(${address})`,
      source_address: address,
      source_port: `toUInt16OrZero(${at('port')})`,
      source_domain: at('workstation'),
      destination_address: firstOf(at('service'), at('computer')),
      user_name: `multiIf(${oneOf(code, ...OWN)}, ${account}, ${oneOf(code, ...UPON)}, ${subject}, ${firstOf(subject, account)})`,
      user_domain: domain,
      user_target_name: `if(${oneOf(code, ...UPON)}, ${account}, '')`,
      event_action: chosen(code, ACTIONS, "'other'"),
      event_outcome: `if(${oneOf(code, '4625', '4771', '4825', '6273')} OR match(${at('keywords')}, '(?i)失敗|fail') OR (${oneOf(code, '4768', '4769', '4776')} AND ${status} != ''), 'failure', 'success')`,
      event_reason: bound(status, 's', (s) => `if(${s} = '', ${type}, ${chosen(s, REASONS, s)})`),
      network_protocol: `multiIf(${oneOf(code, ...TICKETS)}, 'kerberos', ${code} = '4776', 'ntlm', ${oneOf(code, '5140', '5145')}, 'smb', ${type})`,
      session_id: at('session'),
      rule_name: `if(${oneOf(code, ...GROUPS)}, ${at('group')}, '')`,
      event_details: `if(${oneOf(code, '4768', '4769')}, ${ticketDetails(at('encryption'), at('proof'))}, ${at('package')})`,
    }
  },
  required: "event_action != 'other' AND (user_name != '' OR user_target_name != '')",
  examples: [
    {
      lines: [
        '"日時","イベントID","コンピューター","対象ユーザー","ドメイン","ログオンの種類","送信元アドレス","ワークステーション","認証パッケージ","操作ユーザー","状態","サブ状態","サービス名/共有名"',
        '"2026/10/05 09:00:01","4625","FS01.example.local","tanaka","EXAMPLE","3","::ffff:192.168.10.21","PC-21","NTLM","","0xC000006D","0xC000006A",""',
        '"2026/10/05 09:00:02","4624","FS01.example.local","adm.kuroda","EXAMPLE","10","192.168.10.22","PC-22","Negotiate","SYSTEM","","",""',
        '"2026/10/05 09:00:03","4672","FS01.example.local","adm.kuroda","EXAMPLE","","","","","","","",""',
        '"2026/10/05 09:00:04","4776","DC01.example.local","tanaka","EXAMPLE","","","PC-21","MICROSOFT_AUTHENTICATION_PACKAGE_V1_0","","0x0","",""',
        '"2026/10/05 09:00:05","4769","DC01.example.local","tanaka@EXAMPLE.LOCAL","EXAMPLE.LOCAL","","192.168.10.21","","","","0x0","","FS01$"',
        '"2026/10/05 09:00:06","4720","DC01.example.local","sync","EXAMPLE","","","","","adm.kuroda","","",""',
        '"2026/10/05 09:00:07","5140","FS01.example.local","tanaka","EXAMPLE","","192.168.10.21","","","","","","\\\\*\\ADMIN$"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          observer_name: 'FS01.example.local',
          source_ip: '192.168.10.21',
          source_domain: 'PC-21',
          user_name: 'tanaka',
          user_domain: 'example',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'wrong password',
          network_protocol: 'network',
        },
        { user_name: 'adm.kuroda', event_action: 'login', event_outcome: 'success', network_protocol: 'rdp' },
        { user_name: 'adm.kuroda', event_action: 'privilege', observer_name: 'FS01.example.local' },
        {
          event_action: 'credential-check',
          event_outcome: 'success',
          network_protocol: 'ntlm',
          source_domain: 'PC-21',
        },
        { event_action: 'service-ticket', event_outcome: 'success', destination_address: 'FS01$' },
        { user_name: 'adm.kuroda', user_target_name: 'sync', event_action: 'account-create' },
        { user_name: 'tanaka', event_action: 'share-access', destination_address: '\\\\*\\ADMIN$' },
      ],
    },
    {
      lines: [
        'TimeCreated,Id,MachineName,TargetUserName,TargetDomainName,LogonType,IpAddress,WorkstationName,SubjectUserName,Status,SubStatus',
        '10/5/2026 9:00:01 AM,4624,FS01.example.local,tanaka,EXAMPLE,3,192.168.10.21,PC-21,-,-,-',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'success',
        },
      ],
    },
    {
      lines: [
        'TimeCreated,Id,MachineName,TargetUserName,TargetDomainName,LogonType,IpAddress,SubjectUserName,Status,ServiceName,TicketEncryptionType,PreAuthType',
        '2026/10/05 09:00:01,4769,DC01.example.local,tanaka@EXAMPLE.LOCAL,EXAMPLE.LOCAL,,192.168.10.21,,0x0,svc-sql,0x17,',
      ],
      events: [{ event_action: 'service-ticket', destination_address: 'svc-sql', event_details: '0x17' }],
    },
    {
      lines: [
        '"TimeCreated","EventID","Computer","TargetUserName","TargetDomainName","IpAddress","IpPort","ServiceName","TicketEncryptionType","Status","LogonType","WorkstationName"',
        '"2026/10/05 09:00:01","4768","DC01.example.local","tanaka","EXAMPLE","::ffff:192.168.10.21","58383","krbtgt","0x12","0x0","",""',
        '"2026/10/05 09:00:02","4624","FS01.example.local","tanaka","EXAMPLE","192.168.10.21","55071","","","","3",""',
      ],
      events: [
        { event_action: 'ticket', source_ip: '192.168.10.21', user_name: 'tanaka', event_details: '0x12' },
        { event_action: 'login', network_protocol: 'network', observer_name: 'FS01.example.local' },
      ],
    },
  ],
}

const system: Format = {
  ...about,
  id: 'windows-system-table',
  title: "Windows' events as a table, columns named by the first line: services, tasks, cleared logs",
  vendor: 'Microsoft',
  product: 'Windows',
  source: SOURCE.replace('table-columns', 'windows-table'),
  table: 'endpoint_event',
  header,
  columns: ({ fields, timezone }) => {
    const { at, account, subject, domain, shared } = reader(fields, timezone)
    return {
      ...shared,
      observer_name: `if(${at('code')} = '7045', 'Service Control Manager', 'Microsoft-Windows-Security-Auditing')`,
      host_name: at('computer'),
      user_name: firstOf(subject, account),
      user_domain: `if(${subject} IN ('', ${account}), ${domain}, '')`,
      event_action: chosen(at('code'), SERVICES, "'other'"),
      event_outcome: "'success'",
      process_executable: at('program'),
      file_path: at('service'),
    }
  },
  required: "event_action != 'other' AND host_name != ''",
  examples: [
    {
      lines: [
        '"日時","イベントID","コンピューター","対象ユーザー","ドメイン","ログオンの種類","送信元アドレス","操作ユーザー","状態","サービス名/共有名","サービス ファイル名"',
        '"2026/10/05 09:00:01","7045","FS01.example.local","SYSTEM","NT AUTHORITY","","","adm.kuroda","","PSEXESVC","%SystemRoot%\\PSEXESVC.exe"',
        '"2026/10/05 09:00:02","4698","FS01.example.local","adm.kuroda","EXAMPLE","","","adm.kuroda","","\\Backup",""',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          host_name: 'FS01.example.local',
          user_name: 'adm.kuroda',
          event_action: 'service-installed',
          file_path: 'PSEXESVC',
          process_executable: '%SystemRoot%\\PSEXESVC.exe',
        },
        { event_action: 'task-created', file_path: '\\Backup', user_name: 'adm.kuroda' },
      ],
    },
  ],
}

export const WINDOWS_TABLE_FORMATS: Format[] = [security, system]
