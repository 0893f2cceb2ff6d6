/** What an organisation says it has, beside what its logs show: hosts that nobody listed, servers without an owner, a second way to the Internet. */
import type { FindingsFile } from '../story/findings.ts'
import { type Desk, row, rows, transaction } from './desk.ts'
import { asDeskError, DeskError } from './fault.ts'
import type { Refusal } from './import.ts'
import { insert, update } from './record.ts'
import { INVENTORY_KINDS, type InventoryItem } from './rows.ts'
import { readTable } from './table.ts'

export function inventoryOf(desk: Desk, organisation: number): InventoryItem[] {
  return rows<InventoryItem>(
    desk,
    'SELECT * FROM inventory_item WHERE organisation_id = ? ORDER BY kind, name',
    organisation,
  )
}

export type GivenItem = Pick<InventoryItem, 'kind' | 'name'> &
  Partial<Pick<InventoryItem, 'address' | 'place' | 'owner' | 'note'>>

/** One that is listed already is brought up to date. */
export function listItem(desk: Desk, organisation: number, given: GivenItem): void {
  transaction(desk, () => {
    const known = row<InventoryItem>(
      desk,
      'SELECT * FROM inventory_item WHERE organisation_id = ? AND kind = ? AND name = ?',
      organisation,
      given.kind,
      given.name,
    )
    if (known) update(desk, 'inventory_item', known.id, given)
    else insert(desk, 'inventory_item', { organisation_id: organisation, ...given })
  })
}

const KINDS: Record<string, InventoryItem['kind']> = {
  インターネット接続: 'internet',
  回線: 'internet',
  設置場所: 'place',
  拠点: 'place',
  プロキシ: 'proxy',
  ファイアウォール: 'firewall',
  サーバ: 'server',
  サーバー: 'server',
  メール: 'mail',
  メールサーバ: 'mail',
  ウェブ: 'web',
  ウェブサーバ: 'web',
  端末: 'pc',
  パソコン: 'pc',
  機器: 'device',
  複合機: 'device',
}
const HEADINGS: Record<keyof Omit<GivenItem, 'kind'> | 'kind', string[]> = {
  kind: ['種類', '種別', 'kind'],
  name: ['名前', '名称', 'ホスト名', '端末名', 'name', 'host'],
  address: ['アドレス', 'ipアドレス', 'address', 'ip'],
  place: ['設置場所', '場所', 'place'],
  owner: ['担当者', '管理者', '所有者', 'owner'],
  note: ['備考', 'note'],
}

export function kindOf(text: string): InventoryItem['kind'] | null {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  return INVENTORY_KINDS.find((kind) => kind === plain) ?? KINDS[plain] ?? null
}

/** A CSV or XLSX with a heading; all rows or none. */
export async function importInventory(
  desk: Desk,
  organisation: number,
  path: string,
): Promise<{ rows: number; refused: Refusal[] }> {
  const at = new Map<string, number>()
  const items: GivenItem[] = []
  const refused: Refusal[] = []
  for await (const { line, cells, formulas } of readTable(path)) {
    if (at.size === 0) {
      const known = cells.map((cell) => cell.normalize('NFKC').trim().toLowerCase())
      for (const [field, names] of Object.entries(HEADINGS)) {
        const index = known.findIndex((heading) => names.includes(heading))
        if (index >= 0) at.set(field, index)
      }
      if (at.has('kind') && at.has('name')) continue
      throw new DeskError({
        ja: `${path} の1行目に「種類」と「名前」の列が必要です（ほかに アドレス、設置場所、担当者、備考）。`,
        en: `the first row of ${path} must name the columns kind and name (also address, place, owner, note)`,
      })
    }
    const cell = (field: string) => cells[at.get(field) ?? -1] ?? ''
    const kind = kindOf(cell('kind'))
    if (formulas.length > 0) refused.push({ line, reasons: [{ ja: '数式のセルがあります', en: 'there is a formula' }] })
    else if (!kind)
      refused.push({
        line,
        reasons: [{ ja: `種類「${cell('kind')}」は使えません`, en: `unknown kind ${JSON.stringify(cell('kind'))}` }],
      })
    else if (cell('name') === '') refused.push({ line, reasons: [{ ja: '名前が空です', en: 'the name is empty' }] })
    else
      items.push({
        kind,
        name: cell('name'),
        address: cell('address'),
        place: cell('place'),
        owner: cell('owner'),
        note: cell('note'),
      })
  }
  if (refused.length === 0) {
    try {
      transaction(desk, () => {
        for (const item of items) listItem(desk, organisation, item)
      })
    } catch (error) {
      throw asDeskError(error)
    }
  }
  return { rows: items.length + refused.length, refused }
}

export interface Compared {
  /** hosts that the logs show and nobody listed */
  unlisted: { host: string; addresses: string[]; role: string }[]
  /** servers and mail servers that the logs show, listed without an owner */
  ownerless: string[]
  /** listed, and in no log */
  unseen: string[]
  /** ways to the Internet that the logs show; null where fewer are listed */
  exits: { seen: string[]; listed: number }
}

export function compareInventory(desk: Desk, organisation: number): Compared {
  const items = inventoryOf(desk, organisation)
  const scans = rows<{ findings: string }>(
    desk,
    'SELECT s.findings FROM scan s JOIN consultation c ON c.id = s.consultation_id WHERE c.organisation_id = ?',
    organisation,
  ).map((one) => JSON.parse(one.findings) as FindingsFile)
  const hosts = new Map(scans.flatMap((scan) => scan.hosts).map((host) => [host.host, host]))
  const roles = new Map(
    scans
      .flatMap((scan) => scan.coverage)
      .flatMap((fact) => (fact.kind === 'role' ? [[fact.subject, String(fact.value)] as const] : [])),
  )
  const names = new Map(
    items.flatMap((item) =>
      [item.name, item.address].filter((one) => one !== '').map((one) => [one.toLowerCase(), item]),
    ),
  )
  const listed = (host: string, addresses: string[]) =>
    [host, ...addresses].map((one) => names.get(one.toLowerCase())).find((one) => one)
  const all = [
    ...[...hosts.values()].map((host) => ({ host: host.host, addresses: host.addresses })),
    ...[...roles.keys()]
      .filter((subject) => !hosts.has(subject) && ![...hosts.values()].some((host) => host.addresses.includes(subject)))
      .map((host) => ({ host, addresses: [] })),
  ]
  const seen = new Set(all.flatMap(({ host, addresses }) => [host, ...addresses]).map((one) => one.toLowerCase()))
  const roleOf = ({ host, addresses }: { host: string; addresses: string[] }) =>
    [host, ...addresses].map((one) => roles.get(one)).find((one) => one !== undefined) ?? ''
  const exits = [...roles].filter(([, role]) => role === 'gateway').map(([subject]) => subject)
  return {
    unlisted: all.filter((one) => !listed(one.host, one.addresses)).map((one) => ({ ...one, role: roleOf(one) })),
    ownerless: all
      .filter((one) => ['server', 'mail-server', 'proxy'].includes(roleOf(one)))
      .flatMap((one) => {
        const item = listed(one.host, one.addresses)
        if (item?.owner !== '') return []
        return [item.name === one.host ? one.host : `${item.name} (${one.host})`]
      }),
    unseen: items
      .filter((item) => item.address !== '' || item.kind === 'pc' || item.kind === 'server')
      .filter((item) => ![item.name, item.address].some((one) => seen.has(one.toLowerCase())))
      .map((item) => item.name),
    exits: { seen: exits, listed: items.filter((item) => item.kind === 'internet').length },
  }
}
