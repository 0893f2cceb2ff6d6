/**
 * Which cases belong together, and why. One reason that is the attacker's own joins two cases: his file, the place that his program calls,
 * where his answers go, a mail that re-works the same genuine one, the same text. What somebody else may own, or what others may choose
 * alike (the sender that is shown, the subject, an attachment's name, a server's address) joins them only together with another of these,
 * one of them a sender or a server. Places that everybody uses (mail services, drives, CDN) are no reason at all.
 */
import { loadLists } from '../lists/index.ts'
import { find, readList } from '../lists/list.ts'
import { likeness } from '../mail/sketch.ts'
import { findCase } from './case.ts'
import { type Desk, rows } from './desk.ts'

const REASON_KINDS = [
  'file',
  'place',
  'reply-to',
  'original',
  'text',
  'sender',
  'origin',
  'address',
  'subject',
  'file-name',
] as const
export type ReasonKind = (typeof REASON_KINDS)[number]

export interface Reason {
  kind: ReasonKind
  /** of a text: its likeness in per cent */
  value: string
}

export interface Relation {
  /** numbers of two cases */
  a: string
  b: string
  reasons: Reason[]
  /** the reasons are enough to say that one attacker did both */
  joined: boolean
}

const OWN: ReasonKind[] = ['file', 'place', 'reply-to', 'original', 'text']
/** Nobody but the attacker has it: one such reason is enough. */
export const isOwn = (kind: ReasonKind): boolean => OWN.includes(kind)
const INFRASTRUCTURE: ReasonKind[] = ['sender', 'origin', 'address']
/** From this share on two texts are one, with names and dates changed. */
const ALIKE = 0.5
/** A server, a sender, a subject that so many cases have is no attacker's. */
const EVERYBODYS = 10
/** Cases of one value that are compared each with each; of more, each with the first. */
const EACH_WITH_EACH = 30

/** Of one case with all others, the strongest first. */
export function relationsOf(desk: Desk, number: string): Relation[] {
  const { id } = findCase(desk, number)
  return relate(desk, held(desk, ONE, id))
    .filter(({ a, b }) => a === number || b === number)
    .map((one) => (one.a === number ? one : { ...one, a: one.b, b: one.a }))
    .sort(strongest)
}

/** Among some cases, or among all. */
export function relations(desk: Desk, cases?: number[]): Relation[] {
  const found = cases === undefined ? held(desk, ALL) : held(desk, SOME, JSON.stringify(cases))
  return relate(desk, found).sort(strongest)
}

const strongest = (x: Relation, y: Relation) =>
  Number(y.joined) - Number(x.joined) || y.reasons.length - x.reasons.length || (x.a + x.b < y.a + y.b ? -1 : 1)

interface Held {
  case_id: number
  number: string
  kind: ReasonKind | 'gram'
  value: string
}

/** What cases hold. The senders among the indicators are left to mail_trace, which has their addresses. */
const INDICATORS = `SELECT i.consultation_id AS case_id,
    CASE i.kind WHEN 'domain' THEN 'place' WHEN 'url' THEN 'place' WHEN 'sha256' THEN 'file' ELSE i.kind END AS kind, i.value`
const ALL = `${INDICATORS} FROM indicator i WHERE i.kind <> 'mail'
  UNION SELECT consultation_id, kind, value FROM mail_trace`
const SOME = `${INDICATORS} FROM json_each(?1) wanted JOIN indicator i ON i.consultation_id = wanted.value WHERE i.kind <> 'mail'
  UNION SELECT t.consultation_id, t.kind, t.value FROM json_each(?1) wanted JOIN mail_trace t ON t.consultation_id = wanted.value`
/** By the indexes on the values: a case is shown more often than all are compared. */
const ONE = `${INDICATORS} FROM indicator mine JOIN indicator i ON i.kind = mine.kind AND i.value = mine.value
    WHERE mine.consultation_id = ?1 AND i.kind <> 'mail'
  UNION SELECT t.consultation_id, t.kind, t.value FROM mail_trace mine JOIN mail_trace t ON t.kind = mine.kind AND t.value = mine.value
    WHERE mine.consultation_id = ?1`

/** Voided cases are no cases. */
function held(desk: Desk, sql: typeof ALL | typeof SOME | typeof ONE, ...values: (string | number)[]): Held[] {
  return rows<Held>(
    desk,
    `SELECT h.case_id, c.number, h.kind, h.value FROM (${sql}) h JOIN consultation c ON c.id = h.case_id
     WHERE c.void_on IS NULL ORDER BY h.kind, h.value, c.received_at, c.number`,
    ...values,
  )
}

function relate(desk: Desk, found: Held[]): Relation[] {
  const isEverybodys = everybodys()
  const pairs = new Map<string, { a: Held; b: Held; reasons: Map<string, Reason>; texts: boolean }>()
  for (const group of Map.groupBy(found, (one) => `${one.kind}\n${one.value}`).values()) {
    const [first] = group
    if (!first || group.length < 2 || (first.kind === 'place' && isEverybodys(first.value))) continue
    if (first.kind !== 'gram' && !OWN.includes(first.kind) && group.length > EVERYBODYS) continue
    for (const [i, a] of group.entries())
      for (const b of i === 0 || group.length <= EACH_WITH_EACH ? group.slice(i + 1) : []) {
        const [low, high] = a.case_id < b.case_id ? [a, b] : [b, a]
        const key = `${low.case_id} ${high.case_id}`
        const pair = pairs.get(key) ?? { a: low, b: high, reasons: new Map(), texts: false }
        pairs.set(key, pair)
        if (first.kind === 'gram') pair.texts = true
        else pair.reasons.set(`${first.kind}\n${first.value}`, { kind: first.kind, value: first.value })
      }
  }
  const sketches = sketchReader(desk)
  return [...pairs.values()].flatMap(({ a, b, reasons, texts }) => {
    const alike = texts ? bestLikeness(sketches(a.case_id), sketches(b.case_id)) : 0
    const all = [
      ...(alike >= ALIKE ? [{ kind: 'text' as const, value: String(Math.round(alike * 100)) }] : []),
      ...reasons.values(),
    ].sort((x, y) => REASON_KINDS.indexOf(x.kind) - REASON_KINDS.indexOf(y.kind))
    return all.length === 0 ? [] : [{ a: a.number, b: b.number, reasons: all, joined: isEnough(all) }]
  })
}

function isEnough(reasons: Reason[]): boolean {
  if (reasons.some(({ kind }) => OWN.includes(kind))) return true
  const kinds = new Set(reasons.map(({ kind }) => kind))
  return kinds.size >= 2 && INFRASTRUCTURE.some((kind) => kinds.has(kind))
}

function sketchReader(desk: Desk): (consultation: number) => number[][] {
  const known = new Map<number, number[][]>()
  return (consultation) => {
    const sketches =
      known.get(consultation) ??
      rows<{ sketch: string }>(desk, 'SELECT sketch FROM mail_sketch WHERE consultation_id = ?', consultation).map(
        ({ sketch }) => JSON.parse(sketch) as number[],
      )
    known.set(consultation, sketches)
    return sketches
  }
}

const bestLikeness = (a: number[][], b: number[][]) =>
  Math.max(0, ...a.flatMap((one) => b.map((other) => likeness(one, other))))

/** A name of a service that everybody uses, or of a company that phishing poses as, says nothing; a folder of its own on it, or an address of a free mailer, does. */
export function everybodys(): (place: string) => boolean {
  const lists = loadLists()
  const brands = readList('brand', { ja: '', en: '' }, [new URL('../lists/brand.txt', import.meta.url)])
  const all = [
    brands,
    lists.trusted,
    lists.vendor,
    lists.meeting,
    lists['mail-service'],
    lists.shortener,
    lists.freemail,
  ]
  return (value) => {
    const [, name = value, path = ''] = /^[a-z]+:\/\/([^/?#:]+)(?::\d+)?(.*)$/i.exec(value) ?? []
    return path.length <= 1 && all.some((list) => find(list, name) !== null)
  }
}

/** Cases that joined relations hold together, two or more; the largest first. */
export interface Group {
  cases: string[]
  relations: Relation[]
}

export function groups(found: Relation[]): Group[] {
  const joined = found.filter((one) => one.joined)
  const leader = new Map<string, string>()
  const leaderOf = (number: string): string => {
    const above = leader.get(number)
    if (above === undefined || above === number) return number
    const top = leaderOf(above)
    leader.set(number, top)
    return top
  }
  for (const { a, b } of joined) leader.set(leaderOf(a), leaderOf(b))
  return [...Map.groupBy(joined, ({ a }) => leaderOf(a)).values()]
    .map((own) => ({ cases: [...new Set(own.flatMap(({ a, b }) => [a, b]))].sort(), relations: own }))
    .sort((x, y) => y.cases.length - x.cases.length || (x.cases.join() < y.cases.join() ? -1 : 1))
}
