/** What the scan's workspace knows that findings.json doesn't: whose the mail domains are, who shares an address, what everybody uses. */
import type { Engine } from '../store/engine.ts'

export interface Known {
  /** registrable mail domains that are ours */
  own: string[]
  /** our hosts' addresses */
  addresses: Set<string>
  /** registrable domains with mail both ways over weeks */
  partners: string[]
  /** single addresses of long standing */
  correspondents: string[]
  /** names that many of our hosts contact, with how many */
  popular: Map<string, number>
  /** address outside → names known for it */
  names: Map<string, string[]>
  /** links of mails */
  links: { mail: string; url: string }[]
}

export const NOTHING_KNOWN: Known = {
  own: [],
  addresses: new Set(),
  partners: [],
  correspondents: [],
  popular: new Map(),
  names: new Map(),
  links: [],
}

/** Used by so large a share of the hosts, and by so many, a place is the organisation's business: a targeted attack holds few. */
const POPULAR_SHARE = 0.3
const POPULAR_HOSTS = 10
const LINKS = 20_000

/** `mails`: those whose links are wanted; `addresses`: those whose names are. */
export async function knownTo(engine: Engine, mails: string[], addresses: string[]): Promise<Known> {
  const partners = await engine.query<{ family: string; own: number; partner: number }>(
    'SELECT family, own, partner FROM partner WHERE own = 1 OR partner = 1 ORDER BY family',
  )
  const correspondents = await engine.query<{ address: string }>(
    'SELECT address FROM correspondent WHERE lasting = 1 ORDER BY address',
  )
  const popular = await engine.query<{ name: string; n: string }>(
    `WITH (SELECT uniqExact(host) FROM contact) AS clients
     SELECT name, uniqExact(host) AS n
     FROM contact
     WHERE name != ''
     GROUP BY name
     HAVING n >= greatest(${POPULAR_HOSTS}, clients * ${POPULAR_SHARE})
     ORDER BY name`,
  )
  const names = await engine.query<{ address: string; names: string[] }>(
    `SELECT address(ip) AS address, names FROM known_address WHERE address IN {addresses:Array(String)} ORDER BY address`,
    { addresses },
  )
  const hosts = await engine.query<{ address: string }>('SELECT DISTINCT address(source_ip) AS address FROM contact')
  const links = await engine.query<{ mail: string; url: string }>(
    `SELECT DISTINCT mail.file AS mail, mail_url.url AS url
     FROM mail_url
     INNER JOIN mail ON mail.mail_id = mail_url.mail_id
     WHERE mail.file IN {mails:Array(String)}
     ORDER BY mail, url
     LIMIT ${LINKS}`,
    { mails },
  )
  return {
    own: partners.filter((one) => Number(one.own) === 1).map((one) => one.family),
    addresses: new Set(hosts.map((one) => one.address)),
    partners: partners.filter((one) => Number(one.own) !== 1).map((one) => one.family),
    correspondents: correspondents.map((one) => one.address),
    popular: new Map(popular.map((one) => [one.name, Number(one.n)])),
    names: new Map(names.map((one) => [one.address, one.names])),
    links,
  }
}
