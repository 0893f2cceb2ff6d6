/** Whose computer is whose by the organisation's own word: people and hosts in kyumei.yaml, or in the CSV that an asset tool exports. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import ipaddr from 'ipaddr.js'
import { decoder, recogniseEncoding } from '../evidence/decode.ts'

/** `person`: a mail address or a sign-in name, lower case; `hosts`: names, IP or MAC addresses as written there. */
export interface Owner {
  person: string
  hosts: string[]
}

/** Says which file and what is missing in it; loadConfig makes it an error of kyumei.yaml. */
export class InventoryError extends Error {
  override name = 'InventoryError'
}

export function readInventory(entries: (string | Owner)[]): Owner[] {
  return entries.flatMap((entry) =>
    typeof entry === 'string' ? fromCsv(entry) : [{ ...entry, person: entry.person.trim().toLowerCase() }],
  )
}

const MAX_BYTES = 50_000_000

function fromCsv(file: string): Owner[] {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw new InventoryError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (bytes.length > MAX_BYTES) throw new InventoryError(`${file}: larger than ${MAX_BYTES / 1e6} MB`)
  const text = decoder(recogniseEncoding(bytes.subarray(0, 65_536)))
  const content = text.push(bytes) + text.end()
  const rows = parse(content, {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    delimiter: content.slice(0, 2_000).includes('\t') ? '\t' : ',',
  }) as string[][]
  const head = rows.findIndex((row) => columns(row, PERSON).length > 0 && columns(row, HOST).length > 0)
  const titles = rows[head]
  if (!titles || head > 20)
    throw new InventoryError(
      `${file}: no line names a column for the person (メールアドレス, ユーザー名, mail, user …) and one for the computer (コンピューター名, IPアドレス, host, ip …)`,
    )
  const [people, hosts] = [columns(titles, PERSON), columns(titles, HOST)]
  const cells = (row: string[], of: number[]) => of.map((i) => row[i]?.trim() ?? '').filter((cell) => cell !== '')
  return rows
    .slice(head + 1)
    .flatMap((row) => cells(row, people).map((person) => ({ person: person.toLowerCase(), hosts: cells(row, hosts) })))
    .filter((owner) => owner.hosts.length > 0)
}

const columns = (row: string[], pattern: RegExp) =>
  row.flatMap((title, i) =>
    pattern.test(
      title
        .normalize('NFKC')
        .replace(/[\s_-]+/g, '')
        .toLowerCase(),
    )
      ? [i]
      : [],
  )

/** As asset tools and offices' own sheets call them; normalised, without blanks. */
const PERSON =
  /^(e?mail(address)?|メール(アドレス)?|upn|userprincipalname|(最終)?(ログオン|ログイン)?(ユーザー?|利用者|アカウント)(名|id)?|(lastlogon|primary|assigned)?user(name|id)?|owner|loginname|accountname|samaccountname)$/
const HOST =
  /^(pc|host|computer|device|machine|client|asset)?(name)?$|^hostname$|^(pc|ホスト|端末|機器|デバイス|マシン|クライアント|コンピューター?)(名|id)?$|^ip(v4)?(address|アドレス)?$|^mac(address|アドレス)?$/

/** The hosts of the logs that an entry means: by name with or without its domain, by address, by network card. */
export function hostsNamed(entries: string[], seen: string[]): string[] {
  const wanted = new Set(entries.map(key))
  return seen.filter((host) => [host, ...cardOf(host)].some((one) => wanted.has(key(one))))
}

/** 「PC-01 (00:11:22:33:44:55)」: two cards of one name stand so in the logs' leases. */
function cardOf(host: string): string[] {
  const both = /^(.+) \(([0-9a-f:.-]{12,17})\)$/i.exec(host)
  return both ? [both[1] ?? '', both[2] ?? ''] : []
}

function key(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  if (ipaddr.isValid(plain)) return ipaddr.parse(plain).toString()
  const hex = plain.replace(/[:.-]/g, '')
  if (/^[0-9a-f]{12}$/.test(hex)) return hex
  return plain.split('.')[0] ?? plain
}
