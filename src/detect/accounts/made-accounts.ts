/** Which accounts were made or given power, by whom, and all that is to be known to judge it. */
import { accountExpression } from '../account-name.ts'
import type { DetectorContext } from '../detector.ts'
import { type Act, BARE, isMachine } from './account-acts.ts'
import { pastOf, placesOf } from './actor-past.ts'
import { type JudgedMade, type Known, type Made, unified, withoutNumbers } from './made-account.ts'

/** An account's own key: of a domain or tenant, or of one machine. */
const scoped = ({ target, local, machine, windows }: Act) =>
  `${local ? machine : windows ? 'domain' : 'cloud'}\n${target}`

export async function accountsMade(acts: Act[], context: DetectorContext): Promise<Made[]> {
  const byTarget = Map.groupBy(acts, scoped)
  const born = [...byTarget].flatMap(([key, own]) =>
    own.some(({ kind }) => kind === 'create') ? [[key, own] as const] : [],
  )
  const used = await firstSignIns(
    born.flatMap(([, own]) => own),
    context,
  )
  return [...byTarget].flatMap(([key, own]): Made[] => {
    const created = own.find(({ kind }) => kind === 'create')
    const deleted = own.findLast(({ kind }) => kind === 'delete')
    const [{ target } = { target: '' }] = own
    const first = created && used.get(key)?.find((at) => at >= created.at)
    const doers = Map.groupBy(
      own.filter(({ kind }) => kind !== 'delete'),
      ({ actor }) => actor,
    )
    return [...doers].map(([actor, done]) => ({
      actor,
      target,
      acts: done,
      ...(created ? { created: created.at } : {}),
      ...(deleted ? { deleted: deleted.at } : {}),
      ...(first === undefined ? {} : { used: first }),
    }))
  })
}

const SIGN_INS = `
SELECT ${BARE('user_name', "observer_type = 'endpoint'")} AS name, observer_type = 'endpoint' AS windows, machine, groupArraySorted(50)(toUnixTimestamp(time)) AS at
FROM auth
WHERE event_outcome = 'success' AND event_action IN ('login', 'ticket') AND name IN {names:Array(String)} AND network_protocol != 'service'
GROUP BY name, windows, machine`

/** When accounts that were made in these logs signed in, by their key. */
async function firstSignIns(acts: Act[], context: DetectorContext): Promise<Map<string, number[]>> {
  const rows = await context.query<{ name: string; windows: string; machine: string; at: string[] }>(SIGN_INS, {
    names: [...new Set(acts.map(({ target }) => target))],
  })
  return new Map(
    [...Map.groupBy(acts, scoped)].map(([key, [act]]) => [
      key,
      rows
        .filter(
          (row) =>
            row.name === act?.target &&
            (Number(row.windows) === 1) === act.windows &&
            (!act.local || row.machine === act.machine),
        )
        .flatMap(({ at }) => at.map(Number))
        .sort((a, b) => a - b),
    ]),
  )
}

const BEGAN = `
SELECT observer_type, if(observer_type = 'endpoint', machine, '') AS machine, toUnixTimestamp(min(time)) AS began
FROM auth
WHERE observer_type IN ('endpoint', 'cloud', 'server')
GROUP BY observer_type, machine`

const NAMES = `
SELECT DISTINCT ${BARE('user_name', "observer_type = 'endpoint'")} AS name
FROM auth
WHERE observer_type = 'endpoint' AND event_action IN ('login', 'ticket') AND event_outcome = 'success' AND NOT endsWith(user_name, '$') AND length(user_name) >= 6
LIMIT 200000`

export async function knownOf(acts: Act[], context: DetectorContext): Promise<Known> {
  const actors = [...new Set(acts.filter(({ kind }) => kind !== 'delete').map(({ actor }) => actor))].filter(
    (one) => one !== '',
  )
  const began = await context.query<{ observer_type: string; machine: string; began: string }>(BEGAN)
  const names = await context.query<{ name: string }>(NAMES)
  const suspects = await context.suspects(actors)
  const outside = acts.filter(({ windows, source }) => !windows && source !== '').map(({ actor }) => actor)
  const first = (type: string) =>
    Math.min(...began.filter((row) => row.observer_type === type).map((row) => Number(row.began)))
  const counted = <Key>(keys: [Key, string][]) =>
    new Map(
      [...Map.groupBy(keys, ([key]) => key)].map(([key, all]) => [key, new Set(all.map(([, value]) => value)).size]),
    )
  return {
    past: await pastOf(actors, context),
    places: outside.length > 0 ? await placesOf([...new Set(outside)], context) : new Map(),
    accused: Map.groupBy(suspects, ({ account }) => account),
    names: Map.groupBy([...names.map(({ name }) => name), 'administrator'], unified),
    machines: new Map(began.filter(({ machine }) => machine !== '').map((row) => [row.machine, Number(row.began)])),
    began: { windows: first('endpoint'), cloud: first('cloud'), server: first('server') },
    bulk: counted(acts.filter(({ kind }) => kind === 'grant').map((act) => [`${act.actor}\n${act.day}`, act.target])),
    fleet: counted(
      acts
        .filter(({ kind, actorName }) => kind === 'create' && isMachine(actorName))
        .map((act) => [withoutNumbers(act.target), act.machine]),
    ),
    historyDays: context.parameter('history_days'),
    soon: context.parameter('soon_minutes') * 60,
  }
}

const ACCOUNTS = `
SELECT user_name AS name, user_domain AS domain, ${accountExpression()} AS account
FROM (SELECT tupleElement(one, 1) AS user_name, tupleElement(one, 2) AS user_domain FROM (SELECT arrayJoin(arrayZip({names:Array(String)}, {domains:Array(String)})) AS one))`

/** Targets by the names under which other findings have them. Applications have none. */
export async function accountNames(judged: JudgedMade[], context: DetectorContext): Promise<Map<Act, string>> {
  const acts = judged.flatMap((one) => one.acts.filter(({ kind }) => kind !== 'secret'))
  const domainOf = ({ windows, local, machine, domain }: Act) =>
    windows ? (local ? machine.toLowerCase() : domain) : ''
  const rows = await context.query<{ name: string; domain: string; account: string }>(ACCOUNTS, {
    names: acts.map(({ target }) => target),
    domains: acts.map(domainOf),
  })
  const known = new Map(rows.map(({ name, domain, account }) => [`${name}\n${domain}`, account]))
  return new Map(acts.map((act) => [act, known.get(`${act.target}\n${domainOf(act)}`) ?? act.target]))
}
