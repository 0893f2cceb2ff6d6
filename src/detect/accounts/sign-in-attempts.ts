/**
 * Who tries to sign in, as CTEs for detectors' queries. `tries`: one row a deciding line. `pair`: one source and one account. `actor`: one source.
 *
 * A pair is `at_home` where the account had signed in from the same network before the first failure: its owner's telephone with an old
 * password, or its owner who mistypes. A pair is `steady` where one failure follows the other in a fixed interval: a machine, not a guesser.
 */

/** The password was right, or none was tried: expired, a second factor asked for, a sign-in that the product interrupts (Entra's codes and words). */
const NO_GUESS =
  '^(?:5005[58]|5007[2469]|50097|5012[579]|50140|50144|50199|50203|1600[0-3]|6500[14]|5300\\d|70043|70044|81010|700003)$|(?i)strong ?auth|multi-?factor|SsoArtifact|FlowTokenExpired|DelegationDoesNotExist|PasswordExpired|password (?:is |has )?(?:expired|must change)|keep me signed in|conditional access|not consented|clocks differ|outside permitted hours|machine not permitted|logon type not granted'

/** networks of one access provider's customers, roughly: /16, IPv6 /32 */
const RANGE = "toString(IPv6CIDRToRange(source_ip, if(position(address(source_ip), ':') > 0, 32, 112)).1)"

export const TRIES = `
  tries AS
  (
    SELECT if(source_ip = toIPv6('::'), source_address, address(source_ip)) AS source,
      if(source_ip = toIPv6('::'), source_address, host) AS machine,
      -- a log that has a name and no address is one of the office's own computers
      toUInt8(internal = 1 OR source_ip = toIPv6('::')) AS own,
      account, ${RANGE} AS range, source_ip AS ip,
      trim(replaceRegexpAll(user_agent_original, '[0-9][0-9._]*', '')) AS client, event_outcome = 'failure' AS failed, greatest(1, event_count) AS n, time, evidence_id, line
    FROM auth
    WHERE event_action = 'login' AND event_outcome IN ('success', 'failure') AND NOT endsWith(user_name, '$')
      AND source != '' AND source != '::1' AND NOT startsWith(source, '127.')
      AND NOT (event_outcome = 'failure' AND (match(event_reason, {no_guess:String}) OR match(event_code, {no_guess:String})))
  )`

/** the first tries of a pair that are kept; later ones are beyond them */
export const TRIED_KEPT = 300

/** without another try, and the password was not found by trying: lock-outs last minutes, at most until the next day */
export const GIVEN_UP_HOURS = 72

/** parameters: accounts (Float64), tries (Float64) */
export const ATTEMPTS = `${TRIES},
  home AS (SELECT account, range, min(time) AS since FROM tries WHERE NOT failed GROUP BY account, range),
  paired AS
  (
    SELECT source, account, any(range) AS range, max(own) AS own, any(machine) AS machine, sumIf(n, failed) AS failures,
      countIf(NOT failed) AS successes, minIf(time, failed) AS failed_first, minIf(time, NOT failed) AS came_in,
      groupArraySortedIf(${TRIED_KEPT})((time, n), failed) AS tried
    FROM tries
    GROUP BY source, account
  ),
  pair AS
  (
    SELECT paired.source AS source, paired.account AS account, own, machine, failures, successes, failed_first, came_in, tried,
      toUnixTimestamp(home.since) > 0 AND home.since < if(failures > 0, failed_first, came_in) AS at_home,
      arrayFilter(gap -> gap > 0, arrayPopFront(arrayDifference(arrayMap(one -> toUnixTimestamp(one.1), tried)))) AS gaps,
      arraySort(gaps)[intDiv(length(gaps), 2) + 1] AS usual_gap,
      length(gaps) >= 10 AND usual_gap >= 30 AND arrayCount(gap -> abs(gap - usual_gap) <= usual_gap * 0.1, gaps) >= length(gaps) * 0.7 AS steady,
      -- whoever found the password needs to try no more; a device that keeps the old one goes on
      steady AND arrayCount(one -> one.1 > came_in, tried) >= 10 AS goes_on
    FROM paired
    LEFT JOIN home ON home.account = paired.account AND home.range = paired.range
  ),
  actor AS
  (
    SELECT source AS actor_source, max(own) AS own_host, any(machine) AS actor_machine, count() AS pairs, sum(successes) AS successes_of_all,
      countIf(failures > 0 AND successes = 0 AND NOT at_home) AS refused, sum(failures) AS failures_of_all,
      minIf(failed_first, failures > 0 AND NOT at_home) AS began, max(steady) AS any_steady, max(successes > 0 AND goes_on) AS any_goes_on, max(at_home) AS any_home,
      refused >= {accounts:Float64} AND refused >= pairs * 0.8 AS sprays
    FROM pair
    GROUP BY actor_source
    HAVING sum(failures) > 0
  )`

export const ATTEMPTS_PARAMETERS = { no_guess: NO_GUESS }
