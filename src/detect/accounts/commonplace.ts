import { keyOf, type Use } from './sign-in-use.ts'
import type { More, Part, Strange } from './strange-part.ts'

const DAY = 86_400 // s
const WEEK = 7 * DAY

/** what says no more than from where; of many places in few days only where most do so */
const FOLLOWS: Partial<Record<Part, { from: readonly Part[]; share: number }>> = {
  abroad: { from: ['abroad'], share: 0.1 },
  hosting: { from: ['hosting'], share: 0.1 },
  travel: { from: ['abroad'], share: 0.1 },
  countries: { from: ['abroad'], share: 0.5 },
  networks: { from: ['abroad', 'hosting'], share: 0.5 },
}

/** Parts that set nobody apart here. */
export function everybodys(seen: Strange[][], outside: number): Part[] {
  return (Object.keys(FOLLOWS) as Part[]).filter((part) =>
    FOLLOWS[part]?.from.some((one) => isEverybodys(one, seen, outside, FOLLOWS[part]?.share)),
  )
}

function isEverybodys(part: Part, seen: Strange[][], outside: number, share?: number): boolean {
  const spans = seen
    .map((strange) => strange.filter(({ parts }) => parts.includes(part)).map(({ use }) => use.first))
    .filter((own) => own.length > 0)
    .map((own) => ({ from: Math.min(...own), to: Math.max(...own) }))
  return isCommonplace(spans, outside, share)
}

/**
 * A tenth (or another share) of the accounts that come from outside, and not all in one week: it is how people come here, or the addresses are not
 * what registers say.
 */
export function isCommonplace(accounts: { from: number; to: number }[], outside: number, share = 0.1): boolean {
  const together = [...new Set(accounts.map(({ from }) => from - (from % DAY)))].map(
    (day) => accounts.filter(({ from, to }) => from >= day && to < day + WEEK).length,
  )
  return accounts.length - Math.max(0, ...together) >= Math.max(SEVERAL, outside * share)
}

/** A tenth of the accounts “travel” faster than anybody can: the countries of the addresses are wrong, or the carriers' ways out lie abroad. */
export function manyJourney(uses: Map<string, Use[]>, home: ReadonlySet<string>, more: More): boolean {
  const journeys = (use: Use) =>
    use.kind === '' && use.country !== '' && !home.has(use.country) && (more.get(keyOf(use))?.minutes ?? -1) >= 0
  const accounts = [...uses.values()].filter((own) => own.some(journeys)).length
  return accounts >= SEVERAL && accounts * 10 >= uses.size
}

const SEVERAL = 5 // accounts
