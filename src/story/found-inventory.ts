/** An inventory that lies among the evidence instead of being named in kyumei.yaml. */
import type { Evidence } from '../evidence/evidence.ts'
import { amount } from '../i18n/text.ts'
import type { LedgerRow } from '../store/ledger.ts'
import { type Inventory, machinesIn, ownersIn } from './inventory.ts'
import { computersIn, isInventory, readTable } from './inventory-table.ts'
import type { Fact } from './logging.ts'
import { unreadFiles } from './unread-file.ts'

export interface FoundInventory extends Inventory {
  evidence_id: string
  path: string
  computers: number
}

export interface Listed {
  inventories: FoundInventory[]
  /** ids of files that name people and computers, but may be something else */
  doubtful: string[]
}

export function inventoriesAmong(logs: Evidence[], files: LedgerRow[]): Listed {
  const lists: Listed = { inventories: [], doubtful: [] }
  for (const { id, path, content } of unreadFiles(logs, files)) {
    const table = readTable(content)
    if (!table) continue
    if (isInventory(table))
      lists.inventories.push({
        evidence_id: id,
        path,
        owners: ownersIn(table),
        machines: machinesIn(table),
        computers: computersIn(table),
      })
    else lists.doubtful.push(id)
  }
  return lists
}

/** It was read, and has no events. */
export function asInventory(row: LedgerRow, found: FoundInventory[]): LedgerRow {
  return found.some((one) => one.evidence_id === row.evidence_id)
    ? { ...row, formats: ['inventory'], ignored: row.lines, unparsed: 0, samples: [] }
    : row
}

export function inventoryFacts(found: FoundInventory[]): Fact[] {
  return found.map(({ evidence_id, path, owners, computers }) => {
    const people = new Set(owners.map((owner) => owner.person)).size
    return {
      id: `inventory-${evidence_id}`,
      kind: 'assumption',
      subject: path,
      value: people,
      text:
        people > 0
          ? {
              ja: `${path}: PC台帳として使いました（端末${computers}台、利用者${people}人）。誰のPCかをログが語らないところで参照します。`,
              en: `${path}: used as the inventory (${amount(computers, 'computer')}, ${amount(people, 'person', 'people')}), where the logs don't tell whose a PC is.`,
            }
          : {
              ja: `${path}: PC台帳と見られますが（端末${computers}台）、利用者の列（メールアドレス、ユーザー名など）がなく、誰のPCかは分かりません。`,
              en: `${path}: it looks like an inventory (${amount(computers, 'computer')}), but has no column for people (mail address, user name): whose a PC is isn't known from it.`,
            },
    }
  })
}
