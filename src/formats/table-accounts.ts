/**
 * Tables that consoles export, about accounts and computers: sign-ins (Entra ID, Google Workspace, VPN devices and others), message
 * traces, antivirus consoles, Hayabusa's timelines. The first line names the columns, in Japanese or English.
 */
import { type Format, fieldAt } from './format.ts'
import { bound } from './pick.ts'
import { isoTime, localTime } from './time.ts'

/** What a column holds, by its name without blanks, marks and case. The more telling name is taken where several could. */
const NAMES = {
  time: '日付(utc) 作成日時 サインイン日時 日時 発生日時 検出日時 検知日時 受信日時 受信済み 日付と時刻 開始日 日付 タイムスタンプ date(utc) createddatetime timestamp datetime eventtime dateandtime date/time occurred received generated generatedtime logtime detectiontime detectedtime 検出された日時 origintimestamp origin_timestamp_utc date time',
  user: 'ユーザー名 ユーザプリンシパル名 ユーザープリンシパル名 サインイン識別子 アカウント名 ユーザーid ユーザid ユーザー ユーザ 利用者 アカウント アクター 操作者 username userprincipalname user actor account accountname userid email actoremail loginname 使用者 ログオンユーザー',
  address:
    'ipアドレス 接続元ip 接続元ipアドレス クライアントip クライアントipアドレス 送信元ip 送信元ipアドレス ipaddress clientip clientipaddress sourceip srcip remoteip remoteipaddress originalclientip fromip ip from_ip',
  status:
    'ステータス 状態 結果 成否 認証結果 ログイン結果 status result outcome loginresult authenticationresult resultstatus',
  code: 'サインインエラーコード エラーコード イベントid signinerrorcode errorcode eventid',
  reason: '失敗の理由 失敗理由 エラー理由 理由 failurereason reason failuremessage',
  activity:
    'アクティビティ 操作 イベント名 イベント アクション activity operation eventname event action description 説明',
  application: 'アプリケーション アプリ application appdisplayname app applicationname',
  client: 'クライアントアプリ clientapp clientappused protocol プロトコル',
  agent: 'ユーザーエージェント ユーザエージェント useragent',
  country: '場所 国 location country countrycode region',
  device: 'デバイスid deviceid',
  session: '要求id 相関id セッションid requestid correlationid sessionid',
  asn: '自律システム番号 自律システム番号(asn) autonomoussystemnumber asn',
  sender: '送信者 送信者アドレス 差出人 差出人アドレス senderaddress sender from sender_address fromaddress mailfrom',
  recipient:
    '受信者 受信者アドレス 宛先アドレス 宛先 recipientaddress recipient recipients to recipient_status recipientaddresses',
  subject: '件名 subject messagesubject message_subject',
  messageId: 'メッセージid messageid message_id internetmessageid',
  size: 'サイズ メッセージサイズ size totalbytes total_bytes messagesize',
  host: 'コンピュータ名 コンピューター名 端末名 ホスト名 エンドポイント デバイス名 コンピュータ コンピューター エンドポイント名 computer computername hostname host endpoint endpointname device devicename machine machinename affectedhost',
  threat:
    'ウイルス名 ウイルス/不正プログラム ウイルス/不正プログラム名 不正プログラム名 不正プログラム 脅威名 脅威 マルウェア名 検出名 リスク名 セキュリティ脅威 virus/malware virusname malware malwarename threatname threat detection detectionname riskname risk virus securitythreat',
  file: '感染ファイル 感染元ファイル 感染ファイル/オブジェクト ファイルパス ファイル名 ファイル パス オブジェクト 対象 対象ファイル infectedfile/object infectedfile filepath filename file object objecturi path target infectedfileorobject',
  taken:
    '処理 処理結果 対応 処置 実行された処理 実行した処理 アクション 操作 action actiontaken actionresult takenaction actualaction result 結果 処置結果',
  process: 'プロセス プロセス名 process processname processpath',
  hash: 'ハッシュ ハッシュ値 sha256 filehash hash sha-256',
  rule: 'ruletitle rule title ルールタイトル',
  level: 'level レベル 重大度 severity 深刻度',
  channel: 'channel チャネル',
  details: 'details 詳細 extrafieldinfo',
} as const
type Column = keyof typeof NAMES

const KNOWN = Object.fromEntries(
  (Object.entries(NAMES) as [Column, string][]).map(([column, names]) => [column, names.split(' ').map(plain)]),
) as Record<Column, string[]>

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.・:"]/g, '')
}

/** Which cell (from 0) holds what. */
function columnsOf(fields: string[]): Partial<Record<Column, number>> {
  const names = fields.map(plain)
  const found: Partial<Record<Column, number>> = {}
  for (const [column, known] of Object.entries(KNOWN) as [Column, string[]][]) {
    const name = known.find((one) => names.includes(one))
    if (name !== undefined) found[column] = names.indexOf(name)
  }
  return found
}

/** The header's cells, by its own separator. */
export function cells(line: string): string[] {
  const count = (mark: string) => line.split(mark).length
  const mark = ['\t', ',', ';'].sort((a, b) => count(b) - count(a))[0] ?? ','
  return line.split(mark).map((cell) => cell.trim().replace(/^"|"$/g, ''))
}

const REACHED = /^(?:access)?url|^宛先(?:ip|ポート|ホスト)|^接続先|^送信先|^アクセス先|^dest|^dst|^serverip/

type Found = Partial<Record<Column, number>>
const TIME = '日時|日付|時刻|タイムスタンプ|開始日|受信|[Dd]ate|[Tt]ime|DATE|TIME|[Oo]ccurred|[Rr]eceived'
const header = (accepts: (columns: Found) => boolean): NonNullable<Format['header']> => ({
  // a colon stands in log lines nearly always (a time), in column names hardly ever
  pattern: `[^:]*(?:${TIME})[^:]*$`,
  fields: cells,
  accepts: (fields) => {
    const columns = columnsOf(fields)
    // a table with a place that was visited or reached is one of requests or connections
    return columns.time !== undefined && !fields.some((field) => REACHED.test(plain(field))) && accepts(columns)
  },
  headerless: null,
})

const STEP =
  "multiIf(position(payload, '\\t') > 0, splitByChar('\\t', payload), countSubstrings(payload, ',') > 1, extractAll(concat(payload, ','), '((?:\"(?:[^\"]|\"\")*\"|[^\",]*)),'), splitByChar(';', payload))"
export const DATA = '[^,;\\t]*(?:[,;\\t][^,;\\t]*){2,}'

/** SQL of what a column holds, '' where the table lacks it. */
export function reader(fields: string[]) {
  const columns = columnsOf(fields)
  const at = (column: Column) => {
    const index = columns[column]
    const raw = index === undefined ? "''" : fieldAt(fields, fields[index] ?? '')
    return `replaceAll(trim(BOTH '"' FROM trim(BOTH ' ' FROM if(${raw} = '-', '', ${raw}))), '""', '"')`
  }
  const utc = /utc/i.test(fields[columns.time ?? -1] ?? '')
  return { at, utc }
}

/** 2026-10-05T09:00:01Z, 2026/10/5 9:00:01, 2026-10-05 09:00:01.250 +09:00, 10/5/2026 9:00:01 AM (month first, as the product writes it) */
export function time({ at, utc }: ReturnType<typeof reader>, zone: string): string {
  return bound(at('time'), 't', (t) => {
    const here = utc ? "'UTC'" : zone
    const parts = `extractGroups(${t}, '^(\\\\d{4})[/.年-](\\\\d{1,2})[/.月-](\\\\d{1,2})日?[T ]*(\\\\d{1,2})[:時](\\\\d{2})(?:[:分](\\\\d{2}))?')`
    const part = (n: number) => `toInt32(toUInt16OrZero(${parts}[${n}]))`
    const local = localTime(
      { year: part(1), month: part(2), day: part(3), hour: part(4), minute: part(5), second: part(6) },
      here,
    )
    const us = `extractGroups(${t}, '^(\\\\d{1,2})/(\\\\d{1,2})/(\\\\d{4}),? (\\\\d{1,2}):(\\\\d{2})(?::(\\\\d{2}))? ([AP]M)$')`
    const usPart = (n: number) => `toInt32(toUInt16OrZero(${us}[${n}]))`
    const american = localTime(
      {
        year: usPart(3),
        month: usPart(1),
        day: usPart(2),
        hour: `(${usPart(4)} % 12 + if(${us}[7] = 'PM', 12, 0))`,
        minute: usPart(5),
        second: usPart(6),
      },
      here,
    )
    const iso = isoTime(`replaceRegexpOne(replaceAll(${t}, '/', '-'), ' ([+-]\\\\d\\\\d:?\\\\d\\\\d)$', '\\\\1')`, here)
    return `multiIf(match(${t}, '^\\\\d{4}.*\\\\d(Z| ?[+-]\\\\d\\\\d:?\\\\d\\\\d)$'), ${iso}, match(${t}, ' [AP]M$'), ${american}, ${local})`
  })
}

const about = {
  vendor: 'any',
  envelope: 'none' as const,
  time: 'payload' as const,
  pattern: DATA,
  step: STEP,
}
const SOURCE = "the export's own first line; src/formats/table-accounts.ts lists the column names that are known"
const FAILED = '(?i)fail|failure|denied|invalid|error|reject|block|失敗|拒否|エラー|不成功|ng$|false'

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
  ],
}

const trace: Format = {
  ...about,
  id: 'table-mail',
  title: "Message traces and mail gateways' exports, columns named by the first line",
  product: 'mail gateways, Exchange Online',
  source: SOURCE,
  table: 'mail_event',
  header: header(
    (columns) =>
      columns.sender !== undefined &&
      columns.recipient !== undefined &&
      (columns.subject !== undefined || columns.messageId !== undefined || columns.size !== undefined),
  ),
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    const { at } = read
    return {
      time: time(read, timezone),
      observer_type: "'mail'",
      source_ip: `toIPv6OrDefault(${at('address')})`,
      source_address: at('address'),
      email_from_address: `trim(BOTH '<>' FROM ${at('sender')})`,
      email_to_address: `arrayFilter(x -> x != '', arrayMap(x -> trim(BOTH ' <>' FROM replaceRegexpOne(x, '##.*$', '')), splitByRegexp('[;,]', ${at('recipient')})))`,
      email_subject: at('subject'),
      email_message_id: `trim(BOTH '<>' FROM ${at('messageId')})`,
      email_size: `if(${at('size')} = '', -1, toInt64OrZero(replaceAll(${at('size')}, ',', '')))`,
      event_action: `multiIf(match(${at('status')}, '(?i)fail|失敗|bounce|不達'), 'bounce', match(${at('status')}, '(?i)quarantin|spam|検疫|隔離|迷惑'), 'quarantine', match(${at('status')}, '(?i)reject|block|拒否|ブロック'), 'reject', match(${at('status')}, '(?i)pending|defer|保留'), 'defer', 'deliver')`,
      event_outcome: `multiIf(match(${at('status')}, '(?i)fail|失敗|bounce|不達'), 'failure', match(${at('status')}, '(?i)quarantin|spam|検疫|隔離|reject|block|拒否|ブロック'), 'denied', 'success')`,
      event_reason: at('status'),
    }
  },
  required: "email_from_address != '' OR length(email_to_address) > 0",
  examples: [
    {
      lines: [
        '受信済み,送信者アドレス,受信者アドレス,件名,状態,メッセージ ID,送信元 IP,サイズ',
        '2026/10/05 9:00:01,x@partner.example,tanaka@example.co.jp,"請求書, 至急",配信済み,<a1@partner.example>,203.0.113.25,"158,042"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.25',
          email_from_address: 'x@partner.example',
          email_to_address: ['tanaka@example.co.jp'],
          email_subject: '請求書, 至急',
          email_size: 158042,
          event_action: 'deliver',
        },
      ],
    },
  ],
}

const signIn: Format = {
  ...about,
  id: 'table-signin',
  title: 'Sign-ins, columns named by the first line (Entra ID, Google Workspace, VPN devices and others)',
  product: 'Entra ID and others',
  source: SOURCE,
  table: 'auth_event',
  header: header(
    (columns) =>
      columns.user !== undefined &&
      columns.address !== undefined &&
      (columns.status !== undefined || columns.code !== undefined || columns.activity !== undefined),
  ),
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    const { at } = read
    const told = `concat(${at('status')}, ' ', ${at('activity')})`
    return {
      time: time(read, timezone),
      observer_type: "'cloud'",
      source_ip: `toIPv6OrDefault(${at('address')})`,
      source_address: at('address'),
      user_name: at('user'),
      event_action: `multiIf(match(${at('activity')}, '(?i)log ?out|sign ?out|log ?off|ログアウト|サインアウト|ログオフ|切断'), 'logout', match(${at('activity')}, '(?i)inbox ?rule|受信トレイ ?ルール'), 'mailbox-rule', match(${at('activity')}, '(?i)consent|同意'), 'consent', match(${at('activity')}, '(?i)password|パスワード') AND NOT match(${at('activity')}, '(?i)log ?in|sign|ログイン|サインイン|認証'), 'password-change', ${at('activity')} = '' OR match(${at('activity')}, '(?i)log ?in|log ?on|sign-? ?in|login|ログイン|ログオン|サインイン|認証|接続|connect|auth'), 'login', ${at('activity')})`,
      event_outcome: `multiIf(match(${told}, '(?i)interrupt|中断'), '', match(${told}, '${FAILED}'), 'failure', 'success')`,
      event_reason: at('reason'),
      event_code: at('code'),
      event_id: at('session'),
      network_protocol: `multiIf(match(${at('client')}, '(?i)imap'), 'imap', match(${at('client')}, '(?i)pop'), 'pop3', match(${at('client')}, '(?i)smtp'), 'smtp', 'web')`,
      source_geo_country_iso_code: `extract(${at('country')}, '([A-Z]{2})$')`,
      source_as_number: `toUInt32OrZero(${at('asn')})`,
      user_agent_original: at('agent'),
      session_id: at('session'),
      device_id: at('device'),
      application_name: at('application'),
      event_details: `if(${at('details')} = '', ${at('client')}, ${at('details')})`,
    }
  },
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '日付 (UTC),要求 ID,ユーザー エージェント,ユーザー,ユーザー名,アプリケーション,IP アドレス,場所,状態,サインイン エラー コード,失敗の理由,クライアント アプリ',
        '2026-10-05T00:00:01Z,r1,BAV2ROPC,田中 太郎,tanaka@example.co.jp,Office 365 Exchange Online,203.0.113.9,"Amsterdam, Noord-Holland, NL",失敗,50126,Error validating credentials,IMAP4',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
          event_code: '50126',
          network_protocol: 'imap',
          source_geo_country_iso_code: 'NL',
        },
      ],
    },
    {
      lines: [
        'Date,Event Name,Actor,IP Address,Description',
        '2026-10-05T09:00:01+09:00,Successful login,tanaka@example.co.jp,203.0.113.9,tanaka logged in',
      ],
      events: [{ event_action: 'login', event_outcome: 'success', user_name: 'tanaka@example.co.jp' }],
    },
  ],
}

export const TABLE_ACCOUNT_FORMATS: Format[] = [hayabusa, antivirus, trace, signIn]
