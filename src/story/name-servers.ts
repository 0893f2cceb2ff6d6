/** Name servers, told by what they ask for. */
import type { Engine } from '../store/engine.ts'

/** share of all names that nobody asks for but who asks for others */
const FOR_OTHERS = 0.25
/** … and of its own names, those that somebody else asked for */
const HANDED_ON = 0.7
const SAMPLE = 8 // every eighth name
const ENOUGH_NAMES = 40
const SERVERS = 4 // name servers of one organisation, at most
const OWN_PLACES = 100 // on the web, that it went to itself: then it asks for its own sake (a relay for strangers has everybody's names)
const MORE_THAN_OTHERS = 2 // times as many names as the one after them: people's PCs also share names, each somewhat fewer than the last

/** Where port 53 inside is in no log: at the border a name server asks for what its clients asked it for. */
export async function resolversByNames(engine: Engine, clients: number) {
  return await engine.query<{ address: string; n: string; of: string }>(
    `WITH
       asked AS
       (
         SELECT source_ip, name
         FROM looked_up
         WHERE internal = 1 AND name != '' AND cityHash64(name) % ${SAMPLE} = 0
       ),
       names AS (SELECT name FROM asked GROUP BY name HAVING count() >= 2),
       (SELECT count() FROM names) AS total,
       askers AS (SELECT source_ip, countIf(name IN (SELECT name FROM names)) AS n, count() AS own FROM asked GROUP BY source_ip),
       (SELECT (count(), arrayReverseSort(groupArray(n))[${SERVERS + 1}]) FROM askers) AS all
     SELECT address(source_ip) AS address, n, total AS of
     FROM askers
     WHERE all.1 >= ${clients} AND total >= ${ENOUGH_NAMES} AND n >= total * ${FOR_OTHERS} AND n >= own * ${HANDED_ON} AND n >= all.2 * ${MORE_THAN_OTHERS}
       AND source_ip NOT IN
       (
         SELECT source_ip
         FROM flow
         WHERE internal = 1 AND external = 1 AND event_action = 'allowed' AND destination_port IN (80, 443)
         GROUP BY source_ip
         HAVING uniqExact(destination_ip) >= ${OWN_PLACES}
       )
     ORDER BY n DESC
     LIMIT ${SERVERS}`,
  )
}
