/**
 * Two desks find what they have in common without telling each other what they have: each hands out keyed hashes of its indicators, and
 * looks up the other's among its own. Both need the same key. Of a case that may not be told (TLP:RED, AMBER+STRICT) no hash goes out.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { keyedHash } from './campaign.ts'
import { type Desk, rows } from './desk.ts'
import { DeskError } from './fault.ts'
import { everybodys } from './relation.ts'
import type { Tlp } from './rows.ts'
import { upTo } from './tlp.ts'
import { victimTeller } from './victims.ts'

export interface SharedHashes {
  schema: 'kyumei.hashes/1'
  tlp: Tlp
  /** month in which a case with it first came in */
  indicators: { kind: string; hmac: string; first: string }[]
}

interface Own {
  case_id: number
  number: string
  month: string
  kind: string
  value: string
}

/** Places, addresses, files, senders and subjects; what would name a victim stays at home even as a hash, as the other has the key. */
export function sharedHashes(desk: Desk, key: Buffer, most: Tlp = 'AMBER'): SharedHashes {
  const own = indicators(desk, upTo(most))
  const tellsVictim = victimTeller(desk, [...new Set(own.map((one) => one.case_id))])
  const found = new Map<string, SharedHashes['indicators'][number]>()
  for (const { kind, value, month } of own) {
    const hmac = keyedHash(key, kind, value)
    const known = found.get(hmac)
    if (known || tellsVictim(value)) continue
    found.set(hmac, { kind, hmac, first: month })
  }
  // in the order of the hashes: that of the cases would tell which belong together
  return {
    schema: 'kyumei.hashes/1',
    tlp: most,
    indicators: [...found.values()].sort((a, b) => (a.hmac < b.hmac ? -1 : 1)),
  }
}

export interface InCommon {
  kind: string
  value: string
  /** own cases that have it */
  numbers: string[]
}

const shape = z.object({
  schema: z.enum(['kyumei.hashes/1', 'kyumei.campaign/1']),
  indicators: z
    .array(z.object({ kind: z.string(), hmac: z.string().optional(), value: z.string().optional() }))
    .max(2_000_000),
})

/** What the other desk's file has that cases here have, too. */
export function inCommon(desk: Desk, path: string, key: Buffer | null): InCommon[] {
  const { indicators: theirs } = readShared(path)
  if (key === null && theirs.some((one) => one.hmac !== undefined)) {
    throw new DeskError({
      ja: `${path} は鍵付きハッシュです。相手と共有している鍵を --key で指定してください。`,
      en: `${path} holds keyed hashes: name the key that you share with --key`,
    })
  }
  const wanted = new Set(theirs.map((one) => one.hmac ?? plain(one.kind, one.value ?? '')))
  const found = new Map<string, InCommon>()
  for (const { kind, value, number } of indicators(desk, upTo('RED'))) {
    if (!wanted.has(plain(kind, value)) && !(key && wanted.has(keyedHash(key, kind, value)))) continue
    const known = found.get(plain(kind, value)) ?? { kind, value, numbers: [] }
    found.set(plain(kind, value), known)
    known.numbers.push(number)
  }
  return [...found.values()].sort((a, b) => b.numbers.length - a.numbers.length || (a.value < b.value ? -1 : 1))
}

const plain = (kind: string, value: string) => `${kind}\n${value.normalize('NFKC').trim().toLowerCase()}`

function readShared(path: string): z.infer<typeof shape> {
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const what = error instanceof z.ZodError ? error.issues[0]?.message : error instanceof Error ? error.message : ''
    throw new DeskError({
      ja: `${path} は desk export --hashes や report campaign --json が書いたファイルではありません（${what}）。`,
      en: `${path} is no file of desk export --hashes or report campaign --json (${what})`,
    })
  }
}

function indicators(desk: Desk, marked: Tlp[]): Own[] {
  const isEverybodys = everybodys()
  return rows<Own>(
    desk,
    `SELECT c.id AS case_id, c.number, substr(c.received_at, 1, 7) AS month, i.kind, i.value
     FROM (
       SELECT consultation_id, kind, value FROM indicator
       UNION SELECT consultation_id, CASE kind WHEN 'file' THEN 'sha256' WHEN 'origin' THEN 'address' ELSE 'mail' END, value
       FROM mail_trace WHERE kind IN ('file', 'origin', 'reply-to')) i
     JOIN consultation c ON c.id = i.consultation_id
     WHERE c.void_on IS NULL AND c.tlp IN (SELECT value FROM json_each(?))
     ORDER BY c.received_at, c.number, i.kind, i.value`,
    JSON.stringify(marked),
  ).filter(({ kind, value }) => !(['domain', 'url'].includes(kind) && isEverybodys(value)))
}
