/** A table of computers and people, by its column names: what an asset tool or an office's own sheet exports as CSV. */
import { isIP } from 'node:net'
import { parse } from 'csv-parse/sync'

export interface Table {
  titles: string[]
  rows: string[][]
}

const TITLES_WITHIN = 20 // lines: a title, a date and notes stand above the column names

/** null where no line names a column that a person's or an address's may be and one that a computer's may be, or where it is no CSV. */
export function readTable(content: string): Table | null {
  const rows = rowsOf(content)
  const head = headOf(rows, isHead)
  const titles = rows[head]?.cells
  return titles ? { titles, rows: rows.slice(head + 1).map(({ cells }) => cells) } : null
}

/** The row of the column names, -1 where none is. */
export const headOf = (rows: NumberedRow[], isHead: (titles: string[]) => boolean): number =>
  rows.slice(0, TITLES_WITHIN + 1).findIndex(({ cells }) => isHead(cells))

export interface NumberedRow {
  cells: string[]
  /** of the file; of a row of several lines the last */
  line: number
}

export function rowsOf(content: string): NumberedRow[] {
  try {
    const rows = parse(content, {
      info: true,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      delimiter: delimiterOf(content.slice(0, 2_000)),
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return rows.map(({ record, info }) => ({ cells: record, line: info.lines }))
  } catch {
    return [] // quotes that never end: no table
  }
}

/** Where commas are decimal points, tables are parted by semicolons. */
function delimiterOf(start: string): string {
  if (start.includes('\t')) return '\t'
  return start.split(';').length > start.split(',').length ? ';' : ','
}

const isHead = (row: string[]) =>
  (columns(row, PERSON).length > 0 && columns(row, HOST).length > 0) ||
  (columns(row, COMPUTER).length > 0 && columns(row, ADDRESS).length > 0)

export const columns = (row: string[], pattern: RegExp): number[] =>
  row.flatMap((title, i) => (pattern.test(plain(title)) ? [i] : []))

const plain = (title: string) =>
  title
    .normalize('NFKC')
    .replace(/[\s_-]+/g, '')
    .toLowerCase()

/** As asset tools and offices' own sheets call them; normalised, without blanks. Japanese and English, then other languages. */
export const PERSON =
  /^(e?mail(address)?|メール(アドレス)?|upn|userprincipalname|(最終)?(ログオン|ログイン)?(ユーザー?|利用者|使用者|所有者|アカウント)(名|id)?|(lastlogon|primary|assigned)?user(name|id)?|owner|loginname|accountname|samaccountname)$|^(usuario|usuário|utilisateur|benutzer(name)?|anwender|utente|gebruiker|użytkownik|uživatel|användare|bruger|correo(electrónico)?|courriel|사용자|用户(名)?|使用人)$/
const COMPUTER =
  /^(pc|host|computer|device|machine)(name)?$|^(pc|ホスト|端末|機器|デバイス|マシン|クライアント|コンピューター?)(名|id)?$|^(nombre(de)?|nom(de|du|d['’])?l?['’]?|nome(do|del)?|name(des)?)?(equipo|ordenador|computador(a)?|poste|ordinateur|machine|hôte|rechner(s|name)?|computers?|geräte?(s|name)?|hostname?|dispositivo|equipamento|komputer|počítač|dator)$|^(컴퓨터|호스트)(이름|명)?$|^(计算机|主机|设备)名?$/
const ADDRESS =
  /^ip(v4)?(address|アドレス|adresse|cím)?$|^mac(address|アドレス|adresse)?$|^(dirección|direccion|endereço|adresse|indirizzo|adres|주소)(ip|mac)$|^ip地址$/
export const HOST = new RegExp(`${COMPUTER.source}|${ADDRESS.source}|^(client|asset)(name)?$|^name$`)

/** Names of whatever an office counts: of computers only where the cells are such names, each beside an address of its own. */
const ANYTHING =
  /^(名称|名前|機器名称|品名|資産名称?|設備名称?|管理(番号|no|id|名)|資産(番号|no|id)|機器(番号|no)|整理番号|ラベル|name|label|tag|asset(tag|number|no|id|name)?|inventory(number|no))$/
const COMPUTER_NAME = /^(?=.*[a-z])[a-z0-9][a-z0-9_.-]{1,62}$/i

/** The columns that name the computer. */
export function computerColumns({ titles, rows }: Table): number[] {
  const named = columns(titles, COMPUTER)
  const addresses = columns(titles, ADDRESS)
  if (named.length > 0 || addresses.length === 0) return named
  const mostly = rows.length * MOSTLY_NAMES
  // an address that a server gives out leaves its cell empty; the card's own stays
  const own = rows.flatMap((row) =>
    addresses
      .map((i) => row[i]?.trim() ?? '')
      .filter((one) => isIP(one) !== 0 || MAC.test(one))
      .slice(0, 1),
  )
  if (rows.length === 0 || new Set(own).size < mostly) return []
  return columns(titles, ANYTHING).filter((i) => {
    const names = new Set(rows.map((row) => row[i]?.trim() ?? '').filter((name) => COMPUTER_NAME.test(name)))
    return names.size >= mostly
  })
}

const MAC = /^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i
const MOSTLY_NAMES = 0.8 // of the rows: some devices are called by what they are

/** The columns that tell which computer it is: its names, its addresses. */
export const hostColumns = (table: Table): number[] => [
  ...new Set([...columns(table.titles, HOST), ...computerColumns(table)].sort((a, b) => a - b)),
]

/** What only a record of something that happened has a column for. */
const OF_EVENTS =
  /^(日付|年月日|時間|date|datum)$|(日時|時刻|タイムスタンプ)$|^(event|log|access|received?|generated|occurred|start|end)?(date)?(and)?time(stamp|utc|local|generated)?$|^(url|uri|アクセス(先)?url|アクション|動作|action|メソッド|method|プロトコル|protocol|イベント(名|id)?|event(name|id|type)?|件名|subject|message|メッセージ|結果|result|severity|重大度)$|^(宛先|送信元|送信先|接続先|接続元|src|dst|source|destination|dest|remote)|(ポート|port)(番号|number)?$|(バイト数?|bytes)$|^lease(expires|expiration|obtained|starts?|ends?)$/
/** … but not where it tells since when a computer is there, or when somebody last sat at it. */
const OF_THE_COMPUTER =
  /^(最終|前回|購入|導入|登録|更新|作成|設置|リース|保証|サポート|棚卸|廃棄|返却|last|purchase|create|update|register|install|warranty|support)/

export const tellsOfEvents = (titles: string[]): boolean =>
  titles.map(plain).some((title) => OF_EVENTS.test(title) && !OF_THE_COMPUTER.test(title))

/** It names each computer with an address or a person, and tells of nothing that happened: no log. */
export function isInventory({ titles, rows }: Table): boolean {
  const [computer] = computerColumns({ titles, rows })
  if (computer === undefined || columns(titles, PERSON).length + columns(titles, ADDRESS).length === 0) return false
  if (tellsOfEvents(titles)) return false
  const named = rows.map((row) => row[computer]?.trim() ?? '').filter((name) => name !== '')
  return named.length > 0 && new Set(named).size >= named.length * MOSTLY_ONCE
}

const MOSTLY_ONCE = 0.5 // of the rows: a computer has several people or network cards; a log has it in every second line

export const computersIn = (table: Table): number =>
  new Set(computerColumns(table).flatMap((i) => table.rows.map((row) => row[i]?.trim() ?? '').filter(Boolean))).size
