/**
 * Tables that consoles export, about requests and connections: what their columns hold, by their names in Japanese and other languages, and
 * how their cells and times are read.
 */
import { bound } from './bound.ts'
import { type Format, fieldAt } from './format.ts'
import { headerCells, rowCells } from './separated.ts'
import { writtenTime } from './written-time.ts'

/** What a column holds, by its name without blanks, marks and case. The first that is there is taken. */
const NAMES = {
  time: 'アクセス日時 日時 発生日時 受信日時 記録日時 開始日時 日付時刻 タイムスタンプ datetime timestamp eventtime logtime accesstime receivetime generatedtime generatetime starttime dateandtime date/time timegenerated timegenerated[utc] timegenerated[localtime]',
  date: '日付 年月日 date datum',
  clock: '時刻 時間 time uhrzeit zeit heure',
  client:
    'クライアントip クライアントipアドレス クライアントアドレス 送信元ip 送信元ipアドレス 送信元アドレス 接続元ip 接続元ipアドレス 端末ip 端末ipアドレス 利用者ip クライアント 送信元 接続元 clientip clientipaddress clientaddress srcip srcipaddress sourceip sourceipaddress sourceaddress srcaddr userip client source src quellip quelladresse quelle adressesource ipsource localip',
  device:
    '端末名 コンピュータ名 コンピューター名 デバイス名 pc名 機器名 クライアント名 devicename devicehostname computername machinename clienthostname clientname',
  user: 'ユーザー名 ユーザ名 ユーザーid ユーザid ユーザー ユーザ 利用者 利用者名 アカウント username userid user account benutzer benutzername utilisateur sourceuser sourceusername srcuser suser',
  url: 'url urlfull urloriginal アクセスurl アクセス先url 要求url リクエストurl 接続先url requesturl accessurl uri requesturi',
  host: '接続先ホスト 接続先ホスト名 宛先ホスト 宛先ホスト名 アクセス先ホスト ホスト ドメイン ドメイン名 fqdn host hostname domain domainname desthost destinationhost destinationhostname urldomain remoteurl',
  server:
    '宛先ip 宛先ipアドレス 宛先アドレス 接続先ip 接続先ipアドレス 送信先ip 送信先ipアドレス サーバip サーバーip 宛先 接続先 送信先 destinationip destinationipaddress destinationaddress destip dstip dstaddr serverip destination dest dst zielip zieladresse ziel adressedestination ipdestination remoteip',
  port: '宛先ポート 宛先ポート番号 接続先ポート 接続先ポート番号 送信先ポート サーバポート destinationport destport dstport serverport dport port ポート zielport portdestination remoteport service サービス',
  clientPort:
    '送信元ポート 送信元ポート番号 接続元ポート sourceport srcport clientport sport quellport portsource localport',
  method: 'メソッド リクエストメソッド method httpmethod requestmethod httprequestmethod',
  status:
    'ステータスコード httpステータス httpステータスコード 応答コード ステータス statuscode httpstatus httpstatuscode httpresponsestatuscode responsecode status',
  action:
    '規制結果 フィルタ結果 フィルタリング結果 アクション 動作 処理 判定 結果 規制 filterresult filteraction policyaction action deviceaction eventaction actiontype disposition result aktion',
  sent: '送信バイト数 送信バイト 送信サイズ 送信量 上りバイト数 アップロードサイズ リクエストサイズ sentbytes bytessent requestsize requestbytes bytesout sent sourcebytes httprequestbytes httprequestbodybytes',
  received:
    '受信バイト数 受信バイト 受信サイズ 受信量 下りバイト数 ダウンロードサイズ レスポンスサイズ サイズ receivedbytes bytesreceived responsesize responsebytes bytesin received destinationbytes httpresponsebytes httpresponsebodybytes bytes size',
  agent: 'ユーザーエージェント ユーザエージェント useragent useragentoriginal ua',
  referrer: 'リファラ リファラー referer referrer httprequestreferrer',
  mime: 'コンテンツタイプ contenttype mimetype httpresponsemimetype',
  protocol: 'プロトコル networktransport transport protocol proto',
} as const

export type Column = keyof typeof NAMES

const SYNONYMS = new Map(
  (Object.entries(NAMES) as [Column, string][]).flatMap(([column, names]) =>
    names.split(' ').map((name, rank) => [name, { column, rank }] as const),
  ),
)

const TIME = '日時|[Dd]atum|[Zz]eit|[Hh]eure|日付|時刻|タイムスタンプ|年月日|[Dd]ate|[Tt]ime|DATE|TIME'

export const header = (accepts: (columns: Columns, fields: string[]) => boolean): NonNullable<Format['header']> => ({
  // a colon stands in log lines nearly always (a time), in column names hardly ever
  pattern: `(?:[^:0-9][^:]*)?(?:${TIME})[^:]*$`,
  fields: headerCells,
  step: rowCells,
  accepts: (fields) => {
    const columns = columnsOf(fields)
    const timed = columns.time !== undefined || columns.date !== undefined || columns.clock !== undefined
    return timed && accepts(columns, fields)
  },
  headerless: null,
})

export type Columns = Partial<Record<Column, number>>

/** of every line that Splunk holds: the file it came from and the machine that sent it */
const SPLUNKS_OWN = ['source', 'host']

/** Which cell (from 0) holds what; of several that could, the more telling name. */
function columnsOf(fields: string[]): Columns {
  const found: Partial<Record<Column, { at: number; rank: number }>> = {}
  const searched = fields.some((field) => /^(?:sourcetype|splunk_server|_raw)$/.test(field))
  fields.forEach((field, at) => {
    const name = field
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_\-.()・:@]/g, '')
    const known = SYNONYMS.get(name)
    if (!known || (searched && SPLUNKS_OWN.includes(name))) return
    const other = found[known.column]
    if (!other || known.rank < other.rank) found[known.column] = { at, rank: known.rank }
  })
  return Object.fromEntries(Object.entries(found).map(([column, { at }]) => [column, at]))
}

export function reader(fields: string[]) {
  const columns = columnsOf(fields)
  const has = (column: Column) => columns[column] !== undefined
  const at = (column: Column) => {
    const index = columns[column]
    const name = index === undefined ? '' : (fields[index] ?? '')
    const raw = `replaceAll(trim(BOTH '"' FROM trim(BOTH ' ' FROM ${index === undefined ? "''" : fieldAt(fields, name)})), '""', '"')`
    return `if(${raw} = '-', '', ${raw})`
  }
  const bytes = (column: Column) =>
    has(column) ? `if(${at(column)} = '', -1, toInt64OrZero(replaceAll(${at(column)}, ',', '')))` : '-1'
  const utc = /utc/i.test(fields[columns.time ?? -1] ?? '')
  return { at, has, bytes, utc }
}

/** In one cell, or as date and clock in two; a table that has only a clock by name has the whole time there. */
export function time({ at, has, utc }: ReturnType<typeof reader>, zone: string): string {
  const text = has('time')
    ? at('time')
    : has('date') && has('clock')
      ? `concat(${at('date')}, ' ', ${at('clock')})`
      : at(has('date') ? 'date' : 'clock')
  return bound(text, 't', (t) => writtenTime(t, utc ? "'UTC'" : zone))
}
