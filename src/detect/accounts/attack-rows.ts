/** Who attacks passwords, as rows: addresses that got in or are the organisation's own, and all others together. */
import { mostOften, SEEN_COLUMNS, type SeenRow } from '../row.ts'
import { ATTEMPTS, GIVEN_UP_HOURS, TRIED_KEPT } from './sign-in-attempts.ts'

export interface Row extends SeenRow {
  source: string
  own: number
  /** accounts that got in after what looks like guessing, most likely first */
  entered: string[]
  /** how the first of them was found: guessed | sprayed | stuffed */
  way: string
  refused: string
  accounts: string
  failures: string
  successes: string
  days: string
  steady: number
  /** in the same interval after the success as before it */
  goes_on: number
  home: number
  /** lines of the first successes */
  inside: [string, number][]
}

export interface Noise extends SeenRow {
  sources: string[]
  addresses: string
  accounts: string
  existing: string
  failures: string
  days: string
}

/** How an account that had not been at home there came in, '' where nothing speaks of an attack. */
const ENTERED = `
  nameless AS (SELECT source AS nameless_source, tried AS nameless_tried FROM pair WHERE account = ''),
  aimed AS (SELECT account AS aim, uniqExact(source) AS aiming FROM pair WHERE own = 0 AND successes = 0 AND NOT at_home AND account != '' GROUP BY aim),
  entered AS
  (
    SELECT source AS entered_from, account AS entered_account,
      -- some servers don't log whose sign-in failed
      arraySort(arrayFilter(one -> one.1 < came_in, arrayConcat(tried, nameless_tried))) AS tried_before,
      arraySum(one -> one.2, tried_before) AS before,
      -- whoever guesses goes on until it fits; who has forgotten it is given a new one, and comes back on another day
      arrayMax(arrayDifference(arrayMap(one -> toUnixTimestamp(one.1), tried_before))) AS longest_pause,
      dateDiff('second', tried_before[-1].1, came_in) <= greatest(longest_pause, ${GIVEN_UP_HOURS} * 3600) AS to_the_end,
      multiIf(
        before >= {tries:Float64} AND (to_the_end OR length(tried) >= ${TRIED_KEPT}), 'guessed',
        sprays AND came_in > began, 'sprayed',
        own = 0 AND refused > 0 AND refused + 1 >= pairs AND came_in > began AND aiming >= {sources:Float64}, 'stuffed',
        '') AS way
    FROM pair
    INNER JOIN actor ON actor_source = source
    LEFT JOIN nameless ON nameless_source = source
    LEFT JOIN aimed ON aim = account
    WHERE successes > 0 AND NOT at_home AND account != '' AND way != ''
  )`

export const ATTACKERS = `
WITH${ATTEMPTS},${ENTERED},
  opened AS
  (
    SELECT entered_from, groupArray(50)(entered_account) AS opened_accounts, groupArray(1)(way)[1] AS first_way
    FROM (SELECT * FROM entered ORDER BY before DESC, entered_account)
    GROUP BY entered_from
  ),
  attacker AS
  (
    SELECT actor_source, actor_machine, own_host, refused, pairs, failures_of_all, successes_of_all, any_steady, any_goes_on, any_home, opened_accounts, first_way
    FROM actor
    LEFT JOIN opened ON entered_from = actor_source
    WHERE first_way != '' OR (own_host = 1 AND (sprays OR (failures_of_all >= {tries:Float64} * 5 AND refused > 0)))
    ORDER BY length(opened_accounts) DESC, failures_of_all DESC, actor_source
    LIMIT 500
  )
SELECT source, any(actor_machine) AS host, any(own_host) AS own, any(opened_accounts) AS entered, any(first_way) AS way,
  any(attacker.refused) AS refused, any(pairs) AS accounts, any(failures_of_all) AS failures, any(successes_of_all) AS successes,
  any(any_steady) AS steady, any(any_goes_on) AS goes_on, any(any_home) AS home, uniqExact(toDate(time, {zone:String})) AS days,${SEEN_COLUMNS},
  arrayMap(cited -> (cited.2, cited.3), groupArraySortedIf(3)((time, evidence_id, line), NOT failed AND has(opened_accounts, account))) AS inside
FROM tries
INNER JOIN attacker ON actor_source = source
WHERE failed OR has(opened_accounts, account)
GROUP BY source
ORDER BY length(entered) DESC, failures DESC, source`

/** Addresses outside that only failed; tries that a spray by one program made (`sprays`) are told with it. A device of an account that exists, which asks in a fixed interval, is none of them. */
export const NOISE = `
WITH${ATTEMPTS},
  existing AS (SELECT DISTINCT account FROM tries WHERE NOT failed),
  stale AS (SELECT source FROM pair WHERE at_home OR (steady AND account IN (SELECT account FROM existing))),
  outsider AS (SELECT actor_source FROM actor WHERE own_host = 0 AND successes_of_all = 0 AND NOT (pairs <= 2 AND actor_source IN (SELECT source FROM stale)))
SELECT '' AS host, ${mostOften('source', 10, 'toUInt64(n)')} AS sources, uniqExact(source) AS addresses, uniqExact(account) AS accounts,
  uniqExactIf(account, account IN (SELECT account FROM existing)) AS existing, sum(n) AS failures,
  uniqExact(toDate(time, {zone:String})) AS days,${SEEN_COLUMNS}
FROM tries
WHERE failed AND source IN (SELECT actor_source FROM outsider) AND NOT has({sprays:Array(String)}, client)
HAVING failures >= {tries:Float64} OR addresses >= {sources:Float64}`
