/**
 * Tables that consoles export, about accounts and computers: the first line names the columns, in Japanese, English or German. What the
 * columns hold, and how their cells and times are read.
 */

import { bound } from './bound.ts'
import { type Format, fieldAt } from './format.ts'
import { headerCells, rowCells } from './separated.ts'
import { writtenTime } from './written-time.ts'

/** What a column holds, by its name without blanks, marks and case. The more telling name is taken where several could. */
const NAMES = {
  time: '日付(utc) 作成日時 サインイン日時 日時 発生日時 検出日時 検知日時 受信日時 受信済み 日付と時刻 開始日 日付 タイムスタンプ date(utc) createddatetime timestamp datetime eventtime dateandtime date/time occurred received generated generatedtime logtime detectiontime detectedtime timegenerated timegenerated[utc] timegenerated[localtime] 検出された日時 origintimestamp origin_timestamp_utc date time 日付 検出日 検知日 発生日 ログイン日時 操作日時 実行日時 logintime datum zeit zeitpunkt zeitstempel datumundzeit',
  /** where the date stands in a column of its own */
  clock: '時刻 時間 検出時刻 発生時刻 uhrzeit zeit heure time',
  user: 'ユーザーメールアドレス useremail actoremail ユーザー名 ユーザプリンシパル名 ユーザープリンシパル名 サインイン識別子 アカウント名 ユーザーid ユーザid ユーザー ユーザ 利用者 アカウント アクター 操作者 username userprincipalname user actor account accountname userid email メールアドレス loginname 使用者 ログオンユーザー benutzer benutzername utilisateur',
  address:
    'ipアドレス 接続元ip 接続元ipアドレス クライアントip クライアントipアドレス 送信元ip 送信元ipアドレス ipaddress clientip clientipaddress sourceip srcip remoteip remoteipaddress originalclientip fromip senderipv4 senderip ip from_ip',
  status:
    'ステータス 状態 状況 結果 成否 認証結果 ログイン結果 アクセス結果 status result outcome loginresult authenticationresult resultstatus resulttype deliveryaction',
  code: 'サインインエラーコード エラーコード イベントid signinerrorcode errorcode eventid',
  reason: '失敗の理由 エラーの理由 失敗理由 エラー理由 理由 failurereason resultdescription reason failuremessage',
  activity:
    'アクティビティ 操作 操作内容 イベント名 イベント アクション activity operation eventname operationname event eventtype action description 説明',
  application:
    'アプリケーション アプリ application appdisplayname app applicationname officeworkload サービス名 サービス servicename',
  client: 'クライアントアプリ clientapp clientappused protocol プロトコル',
  flow: '認証プロトコル authenticationprotocol',
  agent: 'ユーザーエージェント ユーザエージェント useragent ブラウザー ブラウザ browser',
  country: '場所 国 location country countrycode region',
  device: 'デバイスid deviceid',
  session: '要求id 相関id セッションid requestid correlationid sessionid',
  asn: '自律システム番号 自律システム番号(asn) autonomoussystemnumber asn',
  sender:
    '送信者 送信者アドレス 差出人 差出人アドレス senderaddress sendermailfromaddress senderfromaddress sender from sender_address fromaddress mailfrom',
  recipient:
    '受信者 受信者アドレス 宛先アドレス 宛先 recipientaddress recipient recipients to recipient_status recipientaddresses recipientemailaddress',
  subject: '件名 subject messagesubject message_subject',
  messageId: 'メッセージid messageid message_id internetmessageid',
  size: 'サイズ メッセージサイズ size totalbytes total_bytes messagesize',
  host: 'コンピュータ名 コンピューター名 端末名 ホスト名 エンドポイント デバイス名 コンピュータ コンピューター エンドポイント名 computer computername hostname host endpoint endpointname device devicename machine machinename affectedhost rechner rechnername ordinateur poste',
  threat:
    'ウイルス名 ウイルス/不正プログラム ウイルス/不正プログラム名 不正プログラム名 不正プログラム 脅威名 脅威 マルウェア名 検出名 リスク名 セキュリティ脅威 virus/malware virusname malware malwarename threatname threat detection detectionname riskname risk virus securitythreat bedrohung bedrohungsname schadsoftware menace',
  file: '感染ファイル 感染元ファイル 感染ファイル/オブジェクト ファイルパス ファイル名 ファイル パス オブジェクト 対象 対象ファイル infectedfile/object infectedfile filepath filename file object objecturi path target infectedfileorobject pfad datei dateiname dateipfad fichier chemin',
  taken:
    '処理 処理結果 対応 処置 実行された処理 実行した処理 アクション 操作 action actiontaken actionresult takenaction actualaction result 結果 処置結果 aktion maßnahme ergebnis',
  process: 'プロセス プロセス名 process processname processpath',
  hash: 'ハッシュ ハッシュ値 sha256 filehash hash sha-256',
  rule: 'ruletitle rule title ルールタイトル',
  level: 'level レベル 重大度 severity 深刻度',
  channel: 'channel チャネル',
  details: 'details 詳細 extrafieldinfo officeobjectid',
} as const
type Column = keyof typeof NAMES

const KNOWN = knownAs(NAMES)

/** Names parted by blanks, as they are compared. */
export function knownAs<Name extends string>(names: Record<Name, string>): Record<Name, string[]> {
  return Object.fromEntries(
    (Object.entries(names) as [Name, string][]).map(([column, known]) => [column, known.split(' ').map(plain)]),
  ) as Record<Name, string[]>
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.・:"]/g, '')
}

/** Which cell (from 0) holds what. */
export function columnsOf<Name extends string>(
  fields: string[],
  names: Record<Name, string[]>,
): Partial<Record<Name, number>> {
  const plains = fields.map(plain)
  const found: Partial<Record<Name, number>> = {}
  for (const [column, known] of Object.entries(names) as [Name, string[]][]) {
    const name = known.find((one) => plains.includes(one))
    if (name !== undefined) found[column] = plains.indexOf(name)
  }
  return found
}

const REACHED = /^(?:access)?url|^宛先(?:ip|ポート|ホスト)|^接続先|^送信先|^アクセス先|^dest|^dst|^serverip/

export type Found = Partial<Record<Column, number>>
export const TIME =
  '日時|[Dd]atum|[Zz]eit|日付|時刻|タイムスタンプ|開始日|受信|[Dd]ate|[Tt]ime|DATE|TIME|[Oo]ccurred|[Rr]eceived'
export const header = (accepts: (columns: Found) => boolean): NonNullable<Format['header']> => ({
  // a colon stands in log lines nearly always (a time), in column names hardly ever
  pattern: `(?:[^:0-9][^:]*)?(?:${TIME})[^:]*$`,
  fields: headerCells,
  step: rowCells,
  accepts: (fields) => {
    const columns = columnsOf(fields, KNOWN)
    // a table with a place that was visited or reached is one of requests or connections
    return columns.time !== undefined && !fields.some((field) => REACHED.test(plain(field))) && accepts(columns)
  },
  headerless: null,
})

export const DATA = '[^,;\\t]*(?:[,;\\t][^,;\\t]*){2,}'

/** SQL of what a column holds, '' where the table lacks it. */
export function reader(fields: string[]) {
  const columns = columnsOf(fields, KNOWN)
  const at = (column: Column) => {
    const index = columns[column]
    return index === undefined ? "''" : cellAt(fields, index)
  }
  const utc = /utc/i.test(fields[columns.time ?? -1] ?? '')
  const apart = columns.clock !== undefined && columns.clock !== columns.time
  return { at, utc, apart }
}

/** SQL of a cell (from 0), without its quotes; '-' is nothing. */
export function cellAt(fields: string[], index: number): string {
  const raw = fieldAt(fields, fields[index] ?? '')
  return `replaceAll(trim(BOTH '"' FROM trim(BOTH ' ' FROM if(${raw} = '-', '', ${raw}))), '""', '"')`
}

/** Date and clock in a cell or in two. */
export function time({ at, utc, apart }: ReturnType<typeof reader>, zone: string): string {
  const written = apart
    ? `if(match(${at('time')}, '\\\\d:\\\\d\\\\d'), ${at('time')}, concat(${at('time')}, ' ', ${at('clock')}))`
    : at('time')
  return bound(written, 't', (t) => writtenTime(t, utc ? "'UTC'" : zone))
}

/** what all of these formats share */
export const about = {
  vendor: 'any',
  envelope: 'none' as const,
  time: 'payload' as const,
  pattern: DATA,
  step: rowCells(','),
}
export const SOURCE = "the export's own first line; src/formats/table-columns.ts lists the column names that are known"
