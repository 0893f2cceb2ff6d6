/** SQL of what accounts sent, by day and by hour: how many strangers it reached, who was known, what came back, from which network. */

import { mostOften, SEEN_COLUMNS, type SeenRow } from '../row.ts'
import { isOwn, MESSAGES } from './messages-sent.ts'

export interface Sent extends SeenRow {
  sources: string[]
  recipients: string
  known: string
  /** domains of the other recipients that the organisation was in touch with, one for each */
  known_domains: string[]
  messages: string
  night: string
  undelivered: string
  /** recipients outside whom it did not reach */
  lost: string
  /** recipients outside for whom the server handed it on */
  handed_on: string
  /** notices of failure that came back to the account within two days */
  returned: string
  new_network: number
  /** all from machines inside that the account used before: its own, or the server's where nobody came to this mailbox from outside */
  at_desk: number
  /** most of the recipients stood in letters to many */
  to_lists: number
}

export const OWN_MAIL = `
  own_mail AS
  (
    SELECT *, at AS time, toString(toDate(at, {zone:String})) AS day, if(signed_in != '', signed_in, sender) AS account,
      arrayFilter(one -> NOT ${isOwn('one')}, recipients) AS strangers, greatest(length(strangers), if(empty(recipients), told, 0)) AS reached
    FROM message
    WHERE (signed_in != '' OR from_inside = 1 OR outbound = 1) AND account != ''
      -- what a filter hands back to the server counts where it came in
      AND NOT startsWith(address(origin), '127.') AND address(origin) != '::1'
  )`

export const ACCOUNTS = `
WITH${MESSAGES},${OWN_MAIL},
  daily AS
  (
    SELECT account, day, toUInt32(greatest(length(groupUniqArrayArray(5000)(strangers)), max(reached))) AS reached_that_day, toUInt32(count()) AS sent_that_day,
      toUInt32(countIf(bounced = 1 OR (deferred = 1 AND empty(delivered_outside)))) AS undelivered_that_day
    FROM own_mail
    GROUP BY account, day
  )
SELECT account, arraySort(groupArray(1000)((day, reached_that_day, sent_that_day, undelivered_that_day))) AS days
FROM daily
GROUP BY account
HAVING max(reached_that_day) >= {recipients:Float64} OR max(undelivered_that_day) >= {undelivered:Float64}
ORDER BY max(reached_that_day) DESC, account
LIMIT 50`

const FEW = 3 // accounts that write from somebody's own machine
const TELLS = 3 // accounts that come to their mailboxes from outside: the log tells of such sign-ins
const A_LIST = 20 // recipients of a letter
const MOST = 0.8 // of the recipients

const localPart = (account: string) => `lower(splitByChar('@', splitByChar('\\\\', ${account})[-1])[1])`

/** From its own machine, or by the server's hand while nobody came to this mailbox from outside. A server's later lines of a message name no machine. */
const AT_DESK = `(from_inside = 1 AND if(has(own_machines, origin), has(machines_before, origin),
    (has(machines_before, origin) OR address(origin) IN {servers:Array(String)}) AND length(came_from_outside) >= ${TELLS} AND NOT has(came_from_outside, ${localPart('{account:String}')})))`

/** Known: who wrote to us, or was written to, before. */
const within = (that: string, before: string) => `
WITH${MESSAGES},${OWN_MAIL},
  that_day AS (SELECT * FROM own_mail WHERE account = {account:String} AND ${that}),
  (SELECT min(at) FROM that_day) AS began,
  (SELECT groupUniqArray(200000)(one) FROM
    (
      SELECT sender AS one FROM message WHERE at < began - INTERVAL 1 HOUR
      UNION DISTINCT
      SELECT arrayJoin(recipients) AS one FROM message WHERE at < began - INTERVAL 1 HOUR
    )) AS acquainted,
  (SELECT groupUniqArray(10000)(network) FROM own_mail WHERE account = {account:String} AND ${before}) AS networks_before,
  (SELECT groupUniqArray(1000)(origin) FROM own_mail WHERE account = {account:String} AND from_inside = 1 AND ${before}) AS machines_before,
  (SELECT groupUniqArray(10000)(origin) FROM (SELECT origin FROM own_mail WHERE from_inside = 1 AND address(origin) NOT IN {servers:Array(String)} GROUP BY origin HAVING uniqExact(account) <= ${FEW})) AS own_machines,
  (SELECT groupUniqArray(10000)(${localPart('auth.account')}) FROM auth
    WHERE internal = 0 AND source_ip != toIPv6('::') AND event_action = 'login' AND event_outcome = 'success' AND network_protocol NOT IN ('', 'vpn', 'rdp')
      AND auth.time BETWEEN began - INTERVAL 1 DAY AND began + INTERVAL 1 DAY) AS came_from_outside,
  (SELECT count() FROM message WHERE at BETWEEN began AND began + INTERVAL 2 DAY AND match(sender, '^(?:|<>|(?:mailer-daemon|postmaster)@.*)$')
      AND arrayExists(one -> splitByChar('@', one)[1] = ${localPart('{account:String}')}, recipients)) AS notices,
  arrayDistinct(arrayMap(one -> splitByChar('@', one)[2], acquainted)) AS familiar
SELECT '' AS host, arrayFilter(one -> one != '::', ${mostOften('address(origin)', 10)}) AS sources,
  length(groupUniqArrayArray(5000)(strangers)) AS recipients, length(arrayFilter(one -> has(acquainted, one), groupUniqArrayArray(5000)(strangers))) AS known,
  arrayMap(one -> splitByChar('@', one)[2], arrayFilter(one -> NOT has(acquainted, one) AND has(familiar, splitByChar('@', one)[2]), groupUniqArrayArray(5000)(strangers))) AS known_domains,
  count() AS messages, countIf(toHour(toTimeZone(at, {zone:String})) NOT BETWEEN 6 AND 21) / count() AS night, countIf(bounced = 1 OR (deferred = 1 AND empty(delivered_outside))) AS undelivered,
  sum(length(arrayFilter(one -> (bounced = 1 OR deferred = 1) AND NOT has(delivered_outside, one), strangers))) AS lost,
  length(arrayIntersect(groupUniqArrayArray(5000)(strangers), groupUniqArrayArray(5000)(that_day.handed_on))) AS handed_on, any(notices) AS returned,
  toUInt8(countIf(origin != toIPv6('::') AND NOT ${AT_DESK}) = 0
    AND sumIf(reached, ${AT_DESK}) >= ${MOST} * length(groupUniqArrayArray(5000)(strangers))) AS at_desk,
  toUInt8(sumIf(reached, reached >= ${A_LIST}) >= ${MOST} * sum(reached)) AS to_lists,
  -- the owner's own mails of that day must not hide where most of the recipients were written to from
  toUInt8(sumIf(reached, from_inside = 0 AND origin != toIPv6('::') AND NOT has(networks_before, network)) * 2 > sum(reached)) AS new_network,${SEEN_COLUMNS}
FROM that_day
HAVING count() > 0`

export const DAY = within('day = {day:String}', 'day < {day:String}')
export const HOUR = within(
  'toUnixTimestamp(at) >= {from:UInt32} AND toUnixTimestamp(at) < {from:UInt32} + 3600',
  'toUnixTimestamp(at) < {from:UInt32}',
)
