/** Which mail domains are ours, and whose Authentication-Results we may believe: configured, else inferred from the archive. */
import { familyOf } from '../lists/family.ts'
import type { Lists } from '../lists/index.ts'
import { find } from '../lists/list.ts'
import type { Engine } from '../store/engine.ts'

/** Who says what kyumei worked out itself (recompute.ts): no server can be called so, its name has a space. */
export const RECOMPUTED = 'kyumei (recomputed)'

export interface OwnSide {
  /** registrable domains */
  families: string[]
  /** the name after the @ that most of our addresses have, '' where none is known */
  domain: string
  /** addresses of ours on domains that aren't (an office that uses its provider's mail) */
  addresses: string[]
  /** authserv-ids (RFC 8601) that our servers write, the one at the border first; '' is a server that names itself not. RECOMPUTED is not among them */
  servers: string[]
}

/** `mails`: the table or view of the messages examined. */
export async function ownSide(
  engine: Engine,
  mails: string,
  lists: Lists,
  configured: { own_domains: string[]; auth_servers: string[] },
): Promise<OwnSide> {
  const holders = await counted(engine, `arrayConcat(delivered_to, [mailbox])`, mails)
  const readers = holders.length > 0 ? holders : await writtenTo(engine, mails)
  const families = configured.own_domains.map((domain) => familyOf(domain.toLowerCase()))
  if (families.length === 0) families.push(...most(readers, lists))
  const own = new Set(families)
  const addresses = holders.filter(({ address }) => !own.has(familyOf(domainOf(address)))).slice(0, MAILBOXES)
  return {
    families,
    domain: domainOf(readers.find(({ address }) => own.has(familyOf(domainOf(address))))?.address ?? ''),
    addresses: addresses.filter(({ n }) => n >= LAID_IN).map(({ address }) => address),
    servers: configured.auth_servers.length > 0 ? configured.auth_servers : await authServers(engine, mails, families),
  }
}

/** A mailbox that many messages were laid into is one that was handed in. */
const LAID_IN = 5
const MAILBOXES = 50
/** A domain is ours when so large a share of all messages was for it. */
const SHARE = 0.2

interface Counted {
  address: string
  n: number
}

/** Of what came in, where that can be told: what was sent names the partner whom we write to most. */
async function writtenTo(engine: Engine, mails: string): Promise<Counted[]> {
  const named = 'arrayConcat(to_address, cc_address)'
  const received = await counted(engine, named, mails, "hops != '[]'")
  return received.length > 0 ? received : await counted(engine, named, mails)
}

async function counted(engine: Engine, addresses: string, mails: string, which = '1'): Promise<Counted[]> {
  const rows = await engine.query<{ address: string; n: string }>(
    `SELECT address, uniqExact(mail_id) AS n
     FROM ${mails}
     ARRAY JOIN arrayDistinct(${addresses}) AS address
     WHERE position(address, '@') > 1 AND ${which}
     GROUP BY address
     ORDER BY n DESC, address
     LIMIT 20000`,
  )
  return rows.map(({ address, n }) => ({ address, n: Number(n) }))
}

function most(readers: Counted[], lists: Lists): string[] {
  const shares = new Map<string, number>()
  for (const { address, n } of readers) {
    const domain = domainOf(address)
    if (find(lists.freemail, domain)) continue
    shares.set(familyOf(domain), (shares.get(familyOf(domain)) ?? 0) + n)
  }
  const total = readers.reduce((sum, { n }) => sum + n, 0)
  const ranked = [...shares].sort((a, b) => b[1] - a[1])
  const first = ranked[0]
  return first === undefined
    ? []
    : ranked.filter(([, n]) => n >= Math.max(first[1] * SHARE, total * 0.1)).map(([family]) => family)
}

/**
 * The sender may have written Authentication-Results, too. Ours stand on top, and in mails from everybody; among ours the border's stands
 * lowest, written first: what inner servers say of a message that our own gateway passed on, or changed, says nothing of its sender.
 */
async function authServers(engine: Engine, mails: string, families: string[]): Promise<string[]> {
  const rows = await engine.query<{
    server: string
    top: string
    n: string
    senders: string
    depth: number
    total: string
  }>(
    `WITH noted AS
       (
         SELECT from_domain, arrayDistinct(arrayFilter((server, method) -> NOT startsWith(method, 'arc-') AND server != {recomputed:String}, auth_server, auth_method)) AS servers
         FROM ${mails}
         WHERE notEmpty(servers)
       )
     SELECT server, countIf(place = 1) AS top, count() AS n, uniqExact(from_domain) AS senders, avg(place) AS depth,
       (SELECT count() FROM noted) AS total
     FROM (SELECT from_domain, server, place FROM noted ARRAY JOIN servers AS server, arrayEnumerate(servers) AS place)
     GROUP BY server`,
    { recomputed: RECOMPUTED },
  )
  const ours = rows
    .filter(({ top, n, senders, total }) => {
      const all = Number(total)
      return Number(top) >= Math.max(2, all * SHARE) || (Number(n) >= all * SHARE && Number(senders) >= 5)
    })
    .sort((a, b) => b.depth - a.depth || Number(b.n) - Number(a.n))
    .map(({ server }) => server)
  if (ours.length > 0) return ours
  return rows
    .filter(({ server, top }) => Number(top) > 0 && families.includes(familyOf(server)))
    .map(({ server }) => server)
}

export const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)
