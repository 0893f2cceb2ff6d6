/**
 * What was exported from a report, kept beside it: to take back exactly that. Chosen anew it could be less: whoever takes a block back has
 * often just put the place on an allow list.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../store/output.ts'
import { type Entry, inOrder, only, type Selection } from './entry.ts'
import type { Target } from './target.ts'
import { placeOf, readHash, readValue } from './value.ts'

/** Beside findings.json. */
export const EXPORTS = 'exports.json'

const entry = z.object({
  kind: z.enum(['url', 'domain', 'address', 'sender', 'file']),
  value: z.string(),
  name: z.string().optional(),
  reason: z.string(),
  findings: z.array(z.string()),
  detectors: z.array(z.string()),
  confidence: z.number(),
  first_seen: z.iso.datetime(),
  last_seen: z.iso.datetime(),
  expires: z.iso.date(),
  attack: z.array(z.string()),
  count: z.number(),
})
const machines = z.object({
  domains: z.array(z.string()),
  networks: z.array(z.union([z.cidrv4(), z.cidrv6()])),
  mail_servers: z.array(z.union([z.ipv4(), z.ipv6()])),
  proxies: z.array(z.union([z.ipv4(), z.ipv6()])),
  infrastructure: z.array(z.string()),
})
const shape = z.object({
  schema: z.literal('kyumei.exports/1'),
  targets: z.record(z.string(), z.object({ entries: z.array(entry), machines })),
})

/** Together with what the target got from this report before. */
export function remember(dir: string, target: Target, selection: Selection): void {
  const before = read(dir)
  const known = before.targets[target.id]?.entries ?? []
  const all = new Map([...known, ...only(selection, ...target.kinds)].map((one) => [keyOf(one), one]))
  before.targets[target.id] = { entries: [...all.values()], machines: selection.machines }
  replaceFile(join(dir, EXPORTS), `${JSON.stringify(before, null, 2)}\n`, 0o600)
}

/** The selection as it was exported; null where this report was not exported to the target. */
export function exported(dir: string, target: Target, selection: Selection): Selection | null {
  const kept = read(dir).targets[target.id]
  if (!kept) return null
  return { ...selection, entries: kept.entries.map(asEntry).filter(isExact).sort(inOrder), machines: kept.machines }
}

function read(dir: string): z.infer<typeof shape> {
  const path = join(dir, EXPORTS)
  if (!existsSync(path)) return { schema: 'kyumei.exports/1', targets: {} }
  return shape.parse(JSON.parse(readFileSync(path, 'utf8')))
}

const asEntry = ({ name, ...rest }: z.infer<typeof entry>): Entry => (name === undefined ? rest : { ...rest, name })

/** A file that anybody may have edited says nothing that a finding couldn't: its values are read as those of the evidence are. */
function isExact({ kind, value }: Entry): boolean {
  const again = kind === 'file' ? readHash(value) : readValue(value)
  return 'kind' in again && again.kind === kind && again.value === value && placeOf(kind, value) !== ''
}

const keyOf = ({ kind, value }: { kind: string; value: string }) => `${kind} ${value}`
