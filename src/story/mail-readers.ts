/** Whose computer is whose, as far as the logs tell: which hosts the owner of a mail address uses. */
import type { Engine } from '../store/engine.ts'
import { filledTables } from '../store/tables.ts'
import { hostExpression } from './identity.ts'
import { hostsNamed, type Owner } from './inventory.ts'
import { ANY_LOG, hasTraffic, type Present } from './present.ts'

/**
 * Address → hosts, most used first. Sign-ins, the proxy's user names and who starts programs tell; where they are silent the inventory of kyumei.yaml; else a host
 * that is named after the person.
 */
export async function hostsOfReaders(
  engine: Engine,
  addresses: string[],
  { hasLeases, inventory, present = ANY_LOG }: { hasLeases: boolean; inventory: Owner[]; present?: Present },
): Promise<Map<string, string[]>> {
  const wanted = addresses.map((address) => ({ address, local: localOf(address) }))
  const uses = [
    ...(present.has('web_event') ? await proxyUsers(engine) : []),
    ...(await signIns(engine, hasLeases)),
    ...(present.has('endpoint_event') ? await computerUsers(engine) : []),
  ]
  const rows = hasTraffic(present)
    ? await engine.query<{ host: string }>('SELECT DISTINCT host FROM contact ORDER BY host LIMIT 20000')
    : []
  const hosts = rows.map(({ host }) => host)
  return new Map(
    wanted.flatMap(({ address, local }) => {
      const named = ranked(uses.filter((use) => isUser(use.user, address, local)))
      const owned = inventory.filter(({ person }) => isUser(person, address, local)).flatMap((one) => one.hosts)
      const found =
        [
          named,
          owned.length > 0 ? hostsNamed(owned, hosts) : [],
          hosts.filter((host) => isNamedAfter(host, local)),
        ].find((some) => some.length > 0) ?? []
      return found.length > 0 ? [[address, found.slice(0, 3)] as const] : []
    }),
  )
}

interface Use {
  user: string
  host: string
  n: string
}

const localOf = (address: string) => address.replace(/@.*/, '').toLowerCase()

/** `sato`, `sato@example.jp`, `DOMAIN\sato`. */
const isUser = (user: string, address: string, local: string) =>
  user === address || user.replace(/^.*\\/, '').replace(/@.*/, '') === local

const SHORTEST = 4 // letters of a name that tell somebody apart within a host's name

const isNamedAfter = (host: string, local: string) =>
  local.length >= SHORTEST &&
  host
    .toLowerCase()
    .split(/[^a-z0-9.]+/)
    .includes(local)

function ranked(uses: Use[]): string[] {
  const sums = new Map<string, number>()
  for (const { host, n } of uses) sums.set(host, (sums.get(host) ?? 0) + Number(n))
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([host]) => host)
}

const proxyUsers = (engine: Engine): Promise<Use[]> =>
  engine.query<Use>(
    `SELECT lower(user_name) AS user, host, count() AS n
     FROM web
     WHERE user_name NOT IN ('', '-') AND internal = 1
     GROUP BY user, host`,
  )

/** Who starts programs on which computer. */
const computerUsers = (engine: Engine): Promise<Use[]> =>
  engine.query<Use>(
    `SELECT lower(user_name) AS user, host, count() AS n
     FROM endpoint
     WHERE event_action = 'process-start' AND user_name NOT IN ('', '-', 'SYSTEM') AND NOT endsWith(user_name, '$') AND host != ''
     GROUP BY user, host`,
  )

/** Mail clients, file servers and PCs say who signed in from which address, at whatever time; a workspace may hold no such logs. */
async function signIns(engine: Engine, hasLeases: boolean): Promise<Use[]> {
  if (!(await filledTables(engine)).has('auth_event')) return []
  return await engine.query<Use>(
    `SELECT lower(user_name) AS user, ${hostExpression(hasLeases)} AS host, count() AS n
     FROM auth_event
     WHERE user_name != '' AND event_outcome = 'success' AND source_ip != toIPv6('::')
       AND evidence_id IN (SELECT evidence_id FROM examined)
     GROUP BY user, host`,
  )
}
