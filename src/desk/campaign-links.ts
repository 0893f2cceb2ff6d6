/** What holds a campaign's cases together: each thing that two or more of them have, and who of them was attacked with what leaked from whom. No case is named: they are counted by the day they came in. */
import { type Desk, rows } from './desk.ts'
import { groups, isOwn, type ReasonKind, type Relation, relations } from './relation.ts'

export interface CampaignLinks {
  /** month in which each case came in; its place in the list is its name */
  months: string[]
  /** the things: the attacker's own first, then those that hold most together */
  things: Thing[]
  /** from the case in which it leaked to the one in which it was used */
  chains: [number, number][]
}

/** All that the same cases share of one kind. */
export interface Thing {
  kind: ReasonKind
  n: number
  /** those that may be told: none where it would name somebody, or can't be written */
  values: string[]
  cases: number[]
}

export function campaignLinks(
  desk: Desk,
  cases: { id: number; number: string; month: string }[],
  tellsVictim: (value: string) => boolean,
): CampaignLinks {
  const found = relations(
    desk,
    cases.map((one) => one.id),
  )
  const place = new Map(cases.map(({ number }, i) => [number, i]))
  const things = new Map<string, { kind: ReasonKind; value: string | null; members: Set<number> }>()
  const add = (kind: ReasonKind, key: string, value: string | null, numbers: string[]) => {
    const thing = things.get(key) ?? { kind, value, members: new Set<number>() }
    things.set(key, thing)
    for (const number of numbers) thing.members.add(place.get(number) ?? -1)
  }
  for (const { a, b, reasons } of found)
    for (const { kind, value } of reasons)
      if (kind !== 'text') add(kind, `${kind}\n${value}`, isSecret(kind) || tellsVictim(value) ? null : value, [a, b])
  // texts are alike in pairs: what hangs together is one text
  const alike = found.flatMap((one): Relation[] =>
    one.reasons.some(({ kind }) => kind === 'text') ? [{ ...one, joined: true }] : [],
  )
  for (const [i, { cases: numbers }] of groups(alike).entries()) add('text', `text\n${i}`, null, numbers)
  return {
    months: cases.map((one) => one.month),
    things: together(
      [...things.values()].map(({ members, ...thing }) => ({ ...thing, cases: [...members].sort((x, y) => x - y) })),
    ),
    chains: chainsAmong(desk, cases, place),
  }
}

function together(single: { kind: ReasonKind; value: string | null; cases: number[] }[]): Thing[] {
  return [...Map.groupBy(single, ({ kind, cases }) => `${kind} ${cases.join()}`).values()]
    .flatMap((ones): Thing[] => {
      const [first] = ones
      if (!first) return []
      const values = ones.flatMap(({ value }) => value ?? []).sort()
      return [{ kind: first.kind, n: ones.length, values, cases: first.cases }]
    })
    .sort(
      (x, y) =>
        Number(isOwn(y.kind)) - Number(isOwn(x.kind)) ||
        y.cases.length - x.cases.length ||
        (`${x.kind}${x.values[0]}` < `${y.kind}${y.values[0]}` ? -1 : 1),
    )
}

/** The Message-ID of a genuine mail names those who exchanged it. */
const isSecret = (kind: ReasonKind) => kind === 'original'

function chainsAmong(desk: Desk, cases: { id: number }[], place: Map<string, number>): [number, number][] {
  return rows<{ a: string; b: string }>(
    desk,
    `SELECT a.number AS a, b.number AS b FROM link l
     JOIN consultation a ON a.id = l.from_id JOIN consultation b ON b.id = l.to_id
     WHERE l.kind = 'chain' AND a.id IN (SELECT value FROM json_each(?1)) AND b.id IN (SELECT value FROM json_each(?1))
     ORDER BY l.id`,
    JSON.stringify(cases.map((one) => one.id)),
  ).map(({ a, b }) => [place.get(a) ?? -1, place.get(b) ?? -1])
}
