/** What else was seen around the sign-ins of accounts that are looked at: acts, journeys, guesses, warnings, silences. */
import type { DetectorContext } from '../detector.ts'
import { atNight, unattended } from '../hours.ts'
import { GIVEN_UP_HOURS } from './sign-in-attempts.ts'
import { NEIGHBOURS, OF_OUTLOOK, OF_PROGRAMS, PLACED } from './sign-in-use.ts'

/** Of the uses of these accounts: what was changed from there, in how many minutes somebody would have had to travel, who stayed in the office, how often the password was guessed, of how many others too, and the provider warned, after how many days of silence it came, and on how many nights. */
export async function aroundSignIns(accounts: string[], office: string[], context: DetectorContext) {
  const rows = await context.query<{
    use: string
    changed: string[]
    minutes: string
    beside: string
    guesses: string
    tried: string
    warnings: string
    asleep: string
    nights: string
  }>(MORE, {
    accounts,
    office,
    programs: OF_PROGRAMS,
    outlook: OF_OUTLOOK,
    travel: context.parameter('travel_hours'),
    asleep: context.parameter('asleep_days'),
    zone: context.timezone,
  })
  return new Map(
    rows.map(({ use, changed, minutes, beside, guesses, tried, warnings, asleep, nights }) => [
      use,
      {
        changed,
        minutes: Number(minutes),
        beside: Number(beside),
        guesses: Number(guesses),
        tried: Number(tried),
        warnings: Number(warnings),
        asleep: Number(asleep),
        nights: Number(nights),
      },
    ]),
  )
}

const MANY_TRIES = 10 // no hand
const SITTING = 10 // minutes
const NIGHTS = 2 // once somebody may have had a reason
const LIVES_BY_DAY = 5 // days
const ONLY_NIGHTS = 3 // of an account that nothing else is known of

/** What was done from a use's network, and from where the owner was seen shortly before or after. */
const MORE = `
WITH${PLACED},
  acts AS
  (
    SELECT use, groupUniqArray(10)(event_action) AS changed
    FROM placed
    WHERE account IN {accounts:Array(String)} AND event_outcome != 'failure' AND inside = 0
      AND event_action IN ('mailbox-rule', 'mail-forwarding', 'consent', 'mfa-change', 'mailbox-permission')
    GROUP BY use
  ),
  -- a program at home goes on fetching mail while its owner travels
  present AS
  (
    SELECT use, country, time, lagInFrame(use) OVER before AS other, lagInFrame(country) OVER before AS left, lagInFrame(time) OVER before AS left_at
    FROM signed
    WHERE account IN {accounts:Array(String)} AND country != '' AND kind = '' AND protocol NOT IN {programs:Array(String)} AND protocol NOT IN {outlook:Array(String)}
    WINDOW before AS (PARTITION BY account ORDER BY time, line ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
  ),
  jumps AS
  (
    SELECT arrayJoin([use, other]) AS use, min(dateDiff('minute', left_at, time)) AS minutes
    FROM present
    WHERE left != '' AND left != country AND dateDiff('minute', left_at, time) < {travel:Float64} * 60
    GROUP BY use
  ),
  -- hours in which a program signed in from there and one in the office too
  hourly AS (SELECT DISTINCT account, use, toStartOfHour(time) AS hour FROM signed WHERE account IN {accounts:Array(String)} AND protocol IN {programs:Array(String)}),
  accompanied AS
  (
    SELECT away.use AS use, uniqExact(away.hour) AS beside
    FROM hourly AS away
    INNER JOIN hourly AS stayed ON stayed.account = away.account AND stayed.hour = away.hour
    WHERE away.use NOT IN {office:Array(String)} AND stayed.use IN {office:Array(String)}
    GROUP BY use
  ),
  -- tries from the same network that failed before the first that got in
  entered AS (SELECT use, min(time) AS entry FROM signed WHERE account IN {accounts:Array(String)} AND inside = 0 GROUP BY use),
  refused AS
  (
    SELECT tried.use AS use, count() AS guesses
    FROM (SELECT use, time FROM placed WHERE account IN {accounts:Array(String)} AND inside = 0 AND event_outcome = 'failure') AS tried
    INNER JOIN entered ON entered.use = tried.use
    WHERE tried.time < entered.entry
    GROUP BY use
    -- three prompts of one connection are one mistake
    HAVING dateDiff('hour', max(tried.time), any(entered.entry)) <= ${GIVEN_UP_HOURS} AND (guesses >= ${MANY_TRIES} OR dateDiff('minute', min(tried.time), max(tried.time)) >= ${SITTING})
  ),
  -- other accounts whose passwords were tried in vain from the very range, before it got in, and that never got in from there: no party that travels together
  came_in AS (SELECT account, use, ${NEIGHBOURS} AS range, min(time) AS entry FROM signed WHERE account IN {accounts:Array(String)} AND inside = 0 GROUP BY account, use, range),
  tried_from AS
  (
    SELECT account, ${NEIGHBOURS} AS range, min(time) AS since
    FROM placed
    WHERE inside = 0 AND event_action = 'login' AND event_outcome = 'failure' AND range IN (SELECT range FROM came_in)
    GROUP BY account, range
  ),
  sprayed AS
  (
    -- a telephone abroad passes through many ranges, and in each somebody once tried a password
    SELECT use, max(tried_here) AS tried
    FROM
    (
      SELECT came_in.use AS use, came_in.range AS range, uniqExact(tried_from.account) AS tried_here
      FROM came_in
      INNER JOIN tried_from ON tried_from.range = came_in.range
      WHERE tried_from.since < came_in.entry AND tried_from.account != came_in.account
        AND (tried_from.account, tried_from.range) NOT IN (SELECT account, ${NEIGHBOURS} FROM signed WHERE inside = 0)
      GROUP BY use, range
    )
    GROUP BY use
  ),
  -- what Microsoft or Google itself called risky
  warned AS
  (
    SELECT use, count() AS warnings
    FROM placed
    WHERE account IN {accounts:Array(String)} AND inside = 0
      AND ((event_action = 'risk' AND lower(event_code) NOT IN ('low', 'none', 'hidden')) OR (event_action = 'login' AND (details = 'is_suspicious' OR startsWith(details, 'risk: '))))
    GROUP BY use
  ),
  -- how long the account was silent before each sign-in, and before: the longest silence, and how often at night or at a weekend
  paced AS
  (
    SELECT account, use, kind, protocol, time, line, lagInFrame(use) OVER before != '' AS follows, if(follows, dateDiff('hour', lagInFrame(time) OVER before, time), 0) AS pause,
      ${unattended('time')} AS odd
    FROM signed
    WHERE account IN {accounts:Array(String)}
    WINDOW before AS (PARTITION BY account ORDER BY time, line ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
  ),
  woken AS
  (
    SELECT use, kind, protocol, time, pause, odd, max(pause) OVER earlier AS longest, sum(odd) OVER earlier AS odd_before, count() OVER earlier AS before
    FROM paced
    WINDOW earlier AS (PARTITION BY account ORDER BY time, line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ),
  -- meanwhile others signed in that way: the log itself has no gap
  logged AS (SELECT DISTINCT network_protocol AS logged_protocol, toDate(time, {zone:String}) AS day FROM auth WHERE event_action = 'login' AND event_outcome = 'success'),
  slept AS
  (
    SELECT use, intDiv(max(pause), 24) AS asleep
    FROM (SELECT woken.* FROM woken INNER JOIN entered ON entered.use = woken.use WHERE woken.time = entered.entry) AS woke
    INNER JOIN logged ON logged_protocol = woke.protocol
    WHERE kind IN ('hosting', 'anonymiser') AND odd AND odd_before * 10 <= before AND pause >= {asleep:Float64} * 24 AND pause >= longest * 2
      AND day < toDate(woke.time, {zone:String}) AND day >= toDate(woke.time, {zone:String}) - toUInt16({asleep:Float64})
    GROUP BY use
    HAVING uniqExact(day) * 3 >= {asleep:Float64}
  ),
  -- what a person does, not a program, from midnight to five
  kept AS
  (
    SELECT account, protocol, use, any(kind) AS kept_kind, uniqExactIf(toDate(time, {zone:String}), toHour(time, {zone:String}) < 5) AS kept_nights, countIf(toHour(time, {zone:String}) >= 5) = 0 AS only_by_night
    FROM signed
    WHERE account IN {accounts:Array(String)} AND protocol NOT IN {programs:Array(String)} AND protocol NOT IN {outlook:Array(String)}
    GROUP BY account, protocol, use
  ),
  -- from rented servers by night only, of an account that lives by day and never signed in so by night from where it is by day
  nocturnal AS
  (
    SELECT account, protocol, sumIf(kept_nights, only_by_night AND kept_kind IN ('hosting', 'anonymiser')) AS strange_nights, sum(kept_nights) - strange_nights AS other_nights
    FROM kept
    GROUP BY account, protocol
    HAVING strange_nights >= ${NIGHTS} AND other_nights = 0
      AND account IN (SELECT account FROM signed WHERE toHour(time, {zone:String}) >= 5 GROUP BY account HAVING uniqExact(toDate(time, {zone:String})) >= ${LIVES_BY_DAY})
  ),
  -- never by day and never from anywhere else
  owls AS
  (
    SELECT account, uniqExact(toDate(time - INTERVAL 12 HOUR, {zone:String})) AS owl_nights
    FROM signed
    WHERE account IN {accounts:Array(String)}
    GROUP BY account
    HAVING countIf(inside OR kind NOT IN ('hosting', 'anonymiser') OR NOT (${atNight('time')}) OR protocol IN {programs:Array(String)} OR protocol IN {outlook:Array(String)}) = 0 AND owl_nights >= ${ONLY_NIGHTS}
  )
SELECT use, arrayDistinct(arrayFlatten(groupArray(changed))) AS changed, max(minutes) AS minutes, max(beside) AS beside, max(guesses) AS guesses, max(tried) AS tried, max(warnings) AS warnings, max(asleep) AS asleep, max(nights) AS nights
FROM
(
  SELECT use, changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(0) AS asleep, toUInt64(0) AS nights FROM acts
  UNION ALL
  SELECT use, [] AS changed, minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(0) AS asleep, toUInt64(0) AS nights FROM jumps
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(0) AS asleep, toUInt64(0) AS nights FROM accompanied
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(0) AS asleep, toUInt64(0) AS nights FROM refused
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, tried, toUInt64(0) AS warnings, toInt64(0) AS asleep, toUInt64(0) AS nights FROM sprayed
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(asleep) AS asleep, toUInt64(0) AS nights FROM slept
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, warnings, toInt64(0) AS asleep, toUInt64(0) AS nights FROM warned
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(0) AS asleep, toUInt64(strange_nights) AS nights
  FROM kept INNER JOIN nocturnal ON nocturnal.account = kept.account AND nocturnal.protocol = kept.protocol
  WHERE only_by_night AND kept_kind IN ('hosting', 'anonymiser')
  UNION ALL
  SELECT DISTINCT use, [] AS changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(0) AS asleep, toUInt64(owl_nights) AS nights
  FROM signed INNER JOIN owls ON owls.account = signed.account
)
GROUP BY use`
