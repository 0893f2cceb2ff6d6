/** Routers, copiers, cameras and signs, told from clients by how they live. */
import type { Engine } from '../store/engine.ts'
import { PROXY_USERS } from './proxies.ts'

/** places of the web that an appliance contacts a day: more are read by a person, on a phone that another router gave its address */
const FEW_PLACES = 20
/** in all, below which nobody reads the web there, whenever it is switched on */
const FIXED_PLACES = 10
/** hours of the clock, of 24, at which it was heard: a phone goes home with its owner */
const AROUND_THE_CLOCK = 18

/** days of logs, from which it can be told who is seldom there */
const ENOUGH_DAYS = 5
/** hosts of a network, from which it can be told how they come and go */
const NEIGHBOURS = 5
/** what administrators call a rule or a zone for visitors */
const FOR_GUESTS = '(?i)guest|visitor|byod|来客|来訪|ゲスト'

/**
 * Where clients go through a proxy, what never does, has a fixed address, and works around the clock or knows a few places only is no client:
 * router, copier, NAS, camera. Who is there on few days only, in a network whose hosts come and go or through the guests' rule, is a visitor.
 */
export async function devices(engine: Engine) {
  return await engine.query<{ address: string; n: string; of: string }>(
    `WITH
       proxied AS (SELECT source_ip FROM web WHERE internal = 1 AND observer_type = 'proxy' GROUP BY source_ip),
       (SELECT count() FROM proxied) AS users,
       present AS (SELECT source_ip, tupleElement(IPv6CIDRToRange(source_ip, 120), 1) AS net, uniqExact(toDate(seen_hour.hour)) AS days FROM seen_hour WHERE internal = 1 GROUP BY source_ip),
       (SELECT uniqExact(toDate(seen_hour.hour)) FROM seen_hour) AS all_days,
       coming_and_going AS (SELECT net FROM present GROUP BY net HAVING count() >= ${NEIGHBOURS} AND quantileExact(0.5)(days) * 2 < all_days),
       seldom AS (SELECT source_ip, net FROM present WHERE all_days >= ${ENOUGH_DAYS} AND days * 2 < all_days),
       guest AS
       (
         SELECT source_ip
         FROM flow
         WHERE internal = 1 AND external = 1 AND event_action = 'allowed'
         GROUP BY source_ip
         HAVING countIf(match(rule_name, '${FOR_GUESTS}')) = count()
       )
     SELECT address(source_ip) AS address, sum(contacts) AS n, users AS of
     FROM
     (
       SELECT source_ip, toDate(time) AS day, count() AS contacts, groupUniqArrayIf(destination_ip, destination_port IN (80, 443)) AS all_places,
         length(all_places) AS places, groupUniqArray(toHour(time)) AS all_hours
       FROM flow
       WHERE internal = 1 AND external = 1 AND event_action = 'allowed'
         AND source_ip NOT IN (SELECT source_ip FROM proxied)
         AND source_ip NOT IN (SELECT source_ip FROM lease_event)
         AND position(address(source_ip), ':') = 0 -- a PC's IPv6 address is neither leased nor the proxy's client
       GROUP BY source_ip, day
     )
     WHERE source_ip NOT IN (SELECT source_ip FROM seldom WHERE net IN (SELECT net FROM coming_and_going) OR source_ip IN (SELECT source_ip FROM guest))
     GROUP BY source_ip
     HAVING users >= {many:UInt32} AND avg(places) <= ${FEW_PLACES}
       AND (uniqExactArray(all_hours) >= ${AROUND_THE_CLOCK} OR uniqExactArray(all_places) <= ${FIXED_PLACES})
     ORDER BY n DESC
     LIMIT 50`,
    { many: PROXY_USERS },
  )
}
