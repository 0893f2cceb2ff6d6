/** Whose computer is whose, and which address it has, by the organisation's own word: in kyumei.yaml, or in the CSV that an asset tool exports. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { decoder, recogniseEncoding } from '../evidence/decode.ts'
import { type Described, described } from './inventory-kind.ts'
import { columns, computerColumns, hostColumns, PERSON, readTable, type Table } from './inventory-table.ts'

/** `person`: a mail address or a sign-in name, lower case; `hosts`: names, IP or MAC addresses as written there. */
export interface Owner {
  person: string
  hosts: string[]
}

/**
 * `address`: an IP address, or a network card's (00:11:22:33:44:55); `unowned`: of an inventory that names people it has none, as servers
 * and devices; `is`: where the inventory calls it a device or a scanner
 */
export interface Machine {
  name: string
  address: string
  unowned?: boolean
  is?: Described
}

export interface Inventory {
  owners: Owner[]
  machines: Machine[]
}

/** Says which file and what is missing in it; loadConfig makes it an error of kyumei.yaml. */
export class InventoryError extends Error {
  override name = 'InventoryError'
}

export function readInventory(entries: (string | Owner)[]): Inventory {
  const read = entries.map((entry) =>
    typeof entry === 'string'
      ? fromCsv(entry)
      : { owners: [{ ...entry, person: entry.person.trim().toLowerCase() }], machines: [] },
  )
  return { owners: read.flatMap((one) => one.owners), machines: read.flatMap((one) => one.machines) }
}

const MAX_BYTES = 50_000_000

function fromCsv(file: string): Inventory {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw new InventoryError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (bytes.length > MAX_BYTES) throw new InventoryError(`${file}: larger than ${MAX_BYTES / 1e6} MB`)
  const text = decoder(recogniseEncoding(bytes.subarray(0, 65_536)))
  const content = text.push(bytes) + text.end()
  const table = readTable(content)
  if (!table || columns(table.titles, PERSON).length === 0)
    throw new InventoryError(
      `${file}: no line names a column for the person (メールアドレス, ユーザー名, mail, user …) and one for the computer (コンピューター名, IPアドレス, host, ip …)`,
    )
  return { owners: ownersIn(table), machines: machinesIn(table) }
}

/** in a cell for an address or a person: given by a server, or there is none */
const NOTHING = /^(?:-*|dhcp|auto|自動(?:取得)?|動的|なし|無し?|共用|n\/?a|none|未定|不明)$/i

export function ownersIn(table: Table): Owner[] {
  const [people, hosts] = [columns(table.titles, PERSON), hostColumns(table)]
  const cells = (row: string[], of: number[]) =>
    of.map((i) => row[i]?.trim() ?? '').filter((cell) => !NOTHING.test(cell))
  return table.rows
    .flatMap((row) => cells(row, people).map((person) => ({ person: person.toLowerCase(), hosts: cells(row, hosts) })))
    .filter((owner) => owner.hosts.length > 0)
}

/** Computers with addresses or network cards of their own; of a row with several names the first. */
export function machinesIn(table: Table): Machine[] {
  const [names, cells, people] = [computerColumns(table), hostColumns(table), columns(table.titles, PERSON)]
  return table.rows.flatMap((row) => {
    const name = names.map((i) => row[i]?.trim() ?? '').find((one) => one !== '' && !NOTHING.test(one))
    if (name === undefined) return []
    const owned = people.some((i) => !NOTHING.test(row[i]?.trim() ?? ''))
    const unowned = people.length > 0 && !owned ? { unowned: true } : {}
    const is = described(
      name,
      row.filter((_, i) => !people.includes(i)).map((cell) => cell.trim()),
      owned,
    )
    return cells
      .map((i) => addressIn(row[i] ?? ''))
      .flatMap((address) => (address === '' ? [] : [{ name, address, ...unowned, ...(is ? { is } : {}) }]))
  })
}

function addressIn(cell: string): string {
  const text = cell.trim()
  if (isIP(text) !== 0) return text
  const hex = text.toLowerCase().replace(/[:.-]/g, '')
  return /^[0-9a-f]{12}$/.test(hex) && !/^0+$/.test(hex) ? (hex.match(/../g) ?? []).join(':') : ''
}

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
