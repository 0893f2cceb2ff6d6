/**
 * Guessing too slow for any count: a few failures at a time, over days, from a network strange to the account, while its owner goes on
 * signing in elsewhere; then a success from there. Whoever mistypes gets in at the same sitting, and a device with an old password sits
 * where its owner is or asks by the clock.
 */
import { localDay } from '../../i18n/clock.ts'
import type { DetectorContext } from '../detector.ts'
import { ATTEMPTS_PARAMETERS } from './sign-in-attempts.ts'
import { type Entry, isRented, PLACED_TRIES } from './strange-entry.ts'

export interface SlowGuess {
  entry: Entry
  failures: number
  sittings: number
  addresses: string[]
  first: number
  /** one failure follows the other in a fixed interval */
  steady: boolean
  lines: [string, number][]
}

interface Attempt {
  network: string
  kind: string
  country: string
  source: string
  /** seconds since 1970 */
  at: number
  failed: boolean
  n: number
  cited: [string, number]
}

const HOUR = 3600
const DAY = 86_400

export async function slowGuesses(entries: Entry[], context: DetectorContext): Promise<SlowGuess[]> {
  const accounts = [...new Set(entries.filter((entry) => entry.failures > 0).map((entry) => entry.account))]
  if (accounts.length === 0) return []
  const rows = await context.query<{
    account: string
    attempts: [string, string, string, string, number, number, number, string, number][]
  }>(ATTEMPTS_OF, { ...ATTEMPTS_PARAMETERS, accounts })
  const attempts = new Map(
    rows.map((row) => [
      row.account,
      row.attempts.map(
        ([network, kind, country, source, at, failed, n, evidence, line]): Attempt => ({
          network,
          kind,
          country,
          source,
          at: Number(at),
          failed: Number(failed) === 1,
          n: Number(n),
          cited: [evidence, Number(line)],
        }),
      ),
    ]),
  )
  return entries.flatMap((entry) => {
    const found = entry.failures > 0 ? slowGuess(entry, attempts.get(entry.account) ?? [], entries, context) : null
    return found ? [found] : []
  })
}

const ATTEMPTS_OF = `
WITH${PLACED_TRIES}
SELECT account, arrayMap(one -> (one.3, one.4, one.5, one.6, one.7, one.8, one.9, one.10, one.11),
    groupArraySorted(5000)((time, line, network, kind, country, source, toUnixTimestamp(time), failed, n, evidence_id, line))) AS attempts
FROM placed
WHERE account IN {accounts:Array(String)}
GROUP BY account`

function slowGuess(entry: Entry, all: Attempt[], entries: Entry[], context: DetectorContext): SlowGuess | null {
  // where the account got in before, the owner was
  const before = all.filter((one) => one.at < entry.came_in)
  const entered = new Set(before.filter((one) => !one.failed).map((one) => one.network))
  const strange = new Set(entries.filter((one) => one.account === entry.account).map((one) => one.network))
  const guesses = before.filter(
    (one) =>
      one.failed &&
      !entered.has(one.network) &&
      (one.network === entry.network || strange.has(one.network) || isRented(one)),
  )
  const [first] = guesses
  if (!first) return null
  const sittings = countSittings(guesses)
  const days = new Set(guesses.map((one) => dayOf(one.at, context.timezone))).size
  const elsewhere = all.filter((one) => !one.failed && !strange.has(one.network))
  const known = elsewhere.some((one) => one.at < first.at)
  const meanwhile = elsewhere.some((one) => one.at > first.at && one.at < entry.came_in + 3 * DAY)
  // a typing error just before is the owner's, whoever else tries the account
  const earlier = guesses.some((one) => one.network === entry.network && one.at < entry.came_in - 6 * HOUR)
  if (sittings < context.parameter('sittings') || days < 2 || !known || !meanwhile || !earlier) return null
  return {
    entry,
    failures: guesses.reduce((sum, one) => sum + one.n, 0),
    sittings,
    addresses: [...new Set(guesses.map((one) => one.source))],
    first: first.at,
    steady: isSteady(guesses.map((one) => one.at)),
    lines: guesses.slice(0, 7).map((one) => one.cited),
  }
}

/** Attempts that follow one another within an hour are one sitting. */
function countSittings(attempts: Attempt[]): number {
  return attempts.filter((one, i) => one.at - (attempts[i - 1]?.at ?? Number.NEGATIVE_INFINITY) > HOUR).length
}

function isSteady(times: number[]): boolean {
  const gaps = times.slice(1).map((at, i) => at - (times[i] ?? at))
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0
  return gaps.length >= 4 && gaps.filter((gap) => Math.abs(gap - usual) <= usual * 0.1).length >= gaps.length * 0.7
}

const dayOf = (at: number, timezone: string) => localDay(at * 1000, timezone)
