/** Dead names that a host asks for in turn: none of them keeps a pace, all of them together do. */
import type { DetectorContext } from '../detector.ts'
import { type Rhythm, type RhythmOptions, rhythms } from './rhythm.ts'

/** `rhythm` is that of all `names`; the one that is asked for most comes first. */
export interface Turn {
  rhythm: Rhythm
  names: string[]
}

/** `lookUps`: a SELECT as `rhythms` takes it, of dead names; `told`: those that keep a pace of their own. */
export async function inTurn(
  context: DetectorContext,
  lookUps: string,
  options: RhythmOptions,
  told: Rhythm[],
): Promise<Turn[]> {
  const asked = await context.query<{ host: string; name: string; n: string }>(ASKED(lookUps), options.parameters)
  const hosts = Map.groupBy(asked, ({ name }) => name)
  const paced = new Set(told.map(({ host, destination }) => `${host} ${destination}`))
  const own = asked.filter(({ host, name }) => (hosts.get(name)?.length ?? 0) <= FEW && !paced.has(`${host} ${name}`))
  const byHost = new Map(
    [...Map.groupBy(own, ({ host }) => host)].filter(([, names]) => names.length >= 2 && names.length <= MANY),
  )
  if (byHost.size === 0) return []
  const pairs = [...byHost.values()].flat()
  const parameters = {
    ...options.parameters,
    turn_hosts: pairs.map(({ host }) => host),
    turn_names: pairs.map(({ name }) => name),
  }
  const found = await rhythms(context, TOGETHER(lookUps), { ...options, parameters })
  return found.map((rhythm) => ({
    rhythm,
    names: (byHost.get(rhythm.host) ?? []).sort((a, b) => Number(b.n) - Number(a.n)).map(({ name }) => name),
  }))
}

const FEW = 2 // hosts that ask for a name
const MANY = 10 // names: more are no list of servers, but generated, or a person's
const OFTEN = 4 // look-ups of each

const ASKED = (lookUps: string) => `
SELECT host, destination AS name, count() AS n
FROM (${lookUps})
GROUP BY host, name
HAVING n >= ${OFTEN}
LIMIT 100000`

const TOGETHER = (lookUps: string) => `
    SELECT host, 'in turn' AS place, 'in turn' AS destination, concat('in turn ', host) AS family, time, via, ip, bytes, evidence_id, line
    FROM (${lookUps}) AS dead
    WHERE (dead.host, dead.destination) IN
      (SELECT tupleElement(pair, 1), tupleElement(pair, 2) FROM (SELECT arrayJoin(arrayZip({turn_hosts:Array(String)}, {turn_names:Array(String)})) AS pair))`
