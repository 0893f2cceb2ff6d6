/**
 * Look-ups that no connection follows, where the log holds no answers: what else is looked up by the host is contacted at once, and this name,
 * over days, never. It leads nowhere.
 */
import type { DetectorContext } from '../detector.ts'
import { BEGAN } from './asked-name.ts'
import { lookingUp, RARE_LOOK_UPS } from './rare-names.ts'

const ONE_CALL = 60 // s: retries, A and AAAA
const FOLLOWED = 10 // s from a look-up to the connection that was made for it
const LOGGED = 1800 // s: in so long the log of connections shows others of the host
const LOOK_UPS = 12 // … in one streak: by chance one or two are not followed
const DAYS = 3
const OTHERS = 0.7 // of the host's look-ups of all names are followed: else connections are not in the log, or not at once

/** `streak` (host, name, first and last in s, n), for WITH. */
const STREAKS = `looked AS
  (
    SELECT host, place AS name, toUnixTimestamp(time) AS at
    FROM (${RARE_LOOK_UPS})
    WHERE place NOT IN (SELECT name FROM known_answer WHERE notEmpty(ips))
    GROUP BY host, name, at
  ),
  call AS
  (
    SELECT host, name, at
    FROM (SELECT *, lagInFrame(at) OVER (PARTITION BY host, name ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS before FROM looked)
    WHERE at - before > ${ONE_CALL}
  ),
  met AS
  (
    SELECT DISTINCT host, ${BEGAN} AS began
    FROM contact
    WHERE via = 'flow' AND host IN (SELECT host FROM call)
  ),
  follows AS
  (
    SELECT asked.host AS host, asked.at AS at
    FROM (SELECT DISTINCT host, at, arrayJoin([intDiv(at, ${FOLLOWED}), intDiv(at, ${FOLLOWED}) + 1]) AS slot FROM call) AS asked
    INNER JOIN (SELECT *, intDiv(began, ${FOLLOWED}) AS slot FROM met) AS met ON met.host = asked.host AND met.slot = asked.slot
    WHERE met.began BETWEEN asked.at AND asked.at + ${FOLLOWED}
    GROUP BY host, at
  ),
  streak AS
  (
    SELECT host, name, arraySort(piece -> -length(piece), arraySplit(one -> one.2, moments))[1] AS longest, arrayMap(one -> one.1, arrayFilter(one -> one.2 = 0, longest)) AS dry,
      dry[1] AS first, dry[-1] AS last, length(dry) AS n
    FROM
    (
      SELECT host, name, arraySort(groupArray((at, toUInt8((host, at) IN (SELECT host, at FROM follows))))) AS moments
      FROM call
      WHERE (host, intDiv(at, ${LOGGED})) IN (SELECT host, intDiv(began, ${LOGGED}) FROM met)
      GROUP BY host, name
    )
    WHERE n >= ${LOOK_UPS} AND last - first >= ${DAYS} * 86400
  )`

/** The look-ups until a streak ends, as a rhythm is told from: those before it tell whether it is new. */
export const UNFOLLOWED = `
    WITH ${STREAKS}
    SELECT asked.host AS host, place, destination, family, time, via, ip, bytes, evidence_id, line
    FROM (${RARE_LOOK_UPS}) AS asked
    INNER JOIN streak ON streak.host = asked.host AND streak.name = asked.place
    WHERE toUnixTimestamp(asked.time) <= streak.last`

export const lookers = (context: DetectorContext) => ({ infrastructure: lookingUp(context.roles) })

/** Of these hosts, those whose look-ups are followed as a rule. */
export async function followedElsewhere({ query }: DetectorContext, hosts: string[]): Promise<ReadonlySet<string>> {
  if (hosts.length === 0) return new Set()
  const rows = await query<{ host: string }>(FOLLOWING, { hosts })
  return new Set(rows.map(({ host }) => host))
}

const FOLLOWING = `
WITH
  asked AS (SELECT DISTINCT host, toUnixTimestamp(time) AS at FROM question WHERE host IN {hosts:Array(String)}),
  met AS
  (
    SELECT DISTINCT host, ${BEGAN} AS began
    FROM contact
    WHERE via = 'flow' AND host IN {hosts:Array(String)}
  ),
  follows AS
  (
    SELECT slotted.host AS host, uniqExact(slotted.at) AS n
    FROM (SELECT *, arrayJoin([intDiv(at, ${FOLLOWED}), intDiv(at, ${FOLLOWED}) + 1]) AS slot FROM asked) AS slotted
    INNER JOIN (SELECT *, intDiv(began, ${FOLLOWED}) AS slot FROM met) AS met ON met.host = slotted.host AND met.slot = slotted.slot
    WHERE met.began BETWEEN slotted.at AND slotted.at + ${FOLLOWED}
    GROUP BY host
  )
SELECT asked.host AS host
FROM asked
LEFT JOIN follows ON follows.host = asked.host
GROUP BY host
HAVING any(follows.n) >= ${OTHERS} * count()`
