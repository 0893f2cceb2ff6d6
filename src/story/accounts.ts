/**
 * One person's names in several logs as one account: `tanaka` on the mail server, `tanaka@example.co.jp` in the cloud, `EXAMPLE\tanaka` on
 * Windows and the VPN. The mail address stands for all of them. Names join within the organisation only, and only where one reading is
 * possible: `tanaka` stays alone where two of its domains have a tanaka, and addresses of different domains are never the same account.
 */
import { KEY_DOMAIN, KEY_NAME, NO_DOMAIN } from '../detect/account-name.ts'
import type { Engine } from '../store/engine.ts'
import { makeAnew } from '../store/tables.ts'

interface Name {
  /** lower case, without domain */
  name: string
  /** lower case: Windows' domain, '' where the log has none */
  domain: string
}

/** What a log without domains calls so is a machine's own, and nobody's mailbox. */
const OF_THE_MACHINE = new Set(
  'root admin administrator guest system nobody test user backup support postmaster daemon operator anonymous krbtgt default'.split(
    ' ',
  ),
)
/** Users of a Windows domain whose names are mailboxes of one mail domain, and their share, from which on both are one organisation. */
const SAME_USERS = 3
const SAME_SHARE = 0.5

/** Creates the dictionary `account_of`, empty: the views need it to be there. `filled`: whether names will come into it. */
export async function createAccounts(engine: Engine, filled = true): Promise<void> {
  await makeAnew(
    engine,
    'CREATE OR REPLACE TABLE account_name (name String, domain String, account String) ENGINE = MergeTree ORDER BY (domain, name)',
    filled,
  )
  await engine.command(DICTIONARY)
}

const DICTIONARY = `CREATE OR REPLACE DICTIONARY account_of (name String, domain String, account String)
  PRIMARY KEY name, domain SOURCE(CLICKHOUSE(TABLE 'account_name')) LAYOUT(COMPLEX_KEY_HASHED()) LIFETIME(0)`

/** Fills it from the names in the evidence examined. */
export async function buildAccounts(
  engine: Engine,
  { examined, own_domains }: { examined: string; own_domains: string[] },
): Promise<void> {
  const names = await engine.query<Name>(
    `SELECT DISTINCT ${KEY_NAME} AS name, ${KEY_DOMAIN} AS domain
     FROM (SELECT user_name, user_domain, evidence_id FROM auth_event UNION ALL SELECT user_name, '', evidence_id FROM mail_event)
     WHERE user_name != '' AND NOT endsWith(user_name, '$') AND evidence_id IN (SELECT evidence_id FROM ${examined})
     ORDER BY domain, name
     LIMIT ${MOST}`,
  )
  if (names.length === 0) return
  const domains =
    own_domains.length > 0
      ? own_domains.map((domain) => domain.toLowerCase())
      : (await engine.query<{ domain: string }>(LEARNED.replaceAll('{examined}', examined))).map((row) => row.domain)
  const mailboxes = await engine.query<{ address: string }>(MAILBOXES.replaceAll('{examined}', examined), { domains })
  const joined = joinNames(names, domains, new Set(mailboxes.map((row) => row.address)))
  await engine.insert('account_name', joined)
  await engine.command(DICTIONARY)
}

const MOST = 500_000

/** Domains in which at least two accounts sign in, or whose addresses at least two users who signed in by the same name write from. */
const LEARNED = `
WITH
  named AS (SELECT observer_name, email_local_id, lower(user_name) AS name FROM mail_event WHERE user_name != '' AND email_local_id != '' AND position(user_name, '@') = 0 AND evidence_id IN (SELECT evidence_id FROM {examined})),
  wrote AS (SELECT observer_name, email_local_id, lower(email_from_address) AS sender FROM mail_event WHERE position(email_from_address, '@') > 0 AND email_local_id != '' AND evidence_id IN (SELECT evidence_id FROM {examined}))
SELECT domain FROM
(
  SELECT lower(splitByChar('@', user_name)[2]) AS domain, uniqExact(lower(user_name)) AS accounts, max(accounts) OVER () AS most
  FROM (SELECT user_name FROM auth_event WHERE event_outcome = 'success' AND event_action = 'login' AND evidence_id IN (SELECT evidence_id FROM {examined})
    UNION ALL SELECT user_name FROM mail_event WHERE event_action = 'accept' AND evidence_id IN (SELECT evidence_id FROM {examined}))
  WHERE position(user_name, '@') > 0
  GROUP BY domain
  HAVING accounts >= 2
)
WHERE accounts * 5 >= most -- guests of partners are fewer
UNION DISTINCT
SELECT splitByChar('@', sender)[2] AS domain
FROM named
INNER JOIN wrote USING (observer_name, email_local_id)
WHERE splitByChar('@', sender)[1] = name
GROUP BY domain
HAVING uniqExact(name) >= 2`

/** Addresses of these domains that sign in, write or get mail. */
const MAILBOXES = `
SELECT DISTINCT address
FROM
(
  SELECT lower(user_name) AS address FROM auth_event WHERE event_outcome != 'failure' AND evidence_id IN (SELECT evidence_id FROM {examined})
  UNION ALL
  SELECT lower(user_name) FROM mail_event WHERE evidence_id IN (SELECT evidence_id FROM {examined})
  UNION ALL
  SELECT lower(email_from_address) FROM mail_event WHERE event_action NOT IN ('reject', 'bounce') AND evidence_id IN (SELECT evidence_id FROM {examined})
  UNION ALL
  SELECT lower(arrayJoin(email_to_address)) FROM mail_event WHERE event_action = 'deliver' AND event_outcome != 'failure' AND evidence_id IN (SELECT evidence_id FROM {examined})
)
WHERE splitByChar('@', address)[2] IN {domains:Array(String)}
LIMIT ${MOST}`

/** The names that stand for another, with the account they are. */
export function joinNames(
  names: Name[],
  domains: string[],
  mailboxes: ReadonlySet<string>,
): { name: string; domain: string; account: string }[] {
  const written = new Set(names.map(({ domain }) => domain))
  // Kerberos' events name EXAMPLE's users by EXAMPLE.LOCAL
  const short = (domain: string) => {
    const first = domain.split('.')[0] ?? ''
    return written.has(first) && !NO_DOMAIN.has(first) ? first : domain
  }
  const windows = new Map(
    [
      ...Map.groupBy(
        names.filter(({ name, domain }) => domain !== '' && !NO_DOMAIN.has(domain) && !name.includes('@')),
        ({ domain }) => short(domain),
      ),
    ].map(([domain, users]) => [domain, [...new Map(users.map((one) => [one.name, one])).values()]]),
  )
  const mailDomain = new Map(
    [...windows].map(([domain, users]) => [domain, mailDomainOf(domain, users, domains, mailboxes)]),
  )
  const account = ({ name, domain }: Name): string | null => {
    if (name.includes('@') || name === '') return null
    if (domain !== '' && !NO_DOMAIN.has(domain)) {
      const mail = mailDomain.get(short(domain))
      if (mail) return `${name}@${mail}`
      return short(domain) === domain ? null : `${short(domain)}\\${name}`
    }
    if (OF_THE_MACHINE.has(name)) return null
    const addresses = domains.map((one) => `${name}@${one}`).filter((one) => mailboxes.has(one))
    if (addresses.length > 0) return addresses.length === 1 ? (addresses[0] ?? null) : null
    const inside = [...windows].filter(([, users]) => users.length >= 2 && users.some((one) => one.name === name))
    const [only] = inside
    if (!only || inside.length > 1) return null
    return account({ name, domain: only[0] }) ?? `${only[0]}\\${name}`
  }
  return names.flatMap((one) => {
    const found = account(one)
    return found ? [{ ...one, account: found }] : []
  })
}

/** EXAMPLE is example.co.jp; any other name is the domain in which most of its users have a mailbox of the same name. */
function mailDomainOf(domain: string, users: Name[], domains: string[], mailboxes: ReadonlySet<string>): string | null {
  const named = domains.filter((one) => one === domain || one.split('.')[0] === domain)
  if (named.length === 1) return named[0] ?? null
  const shared = domains
    .map((one) => ({ one, n: users.filter(({ name }) => mailboxes.has(`${name}@${one}`)).length }))
    .filter(({ n }) => n >= SAME_USERS && n >= users.length * SAME_SHARE)
  return shared.length === 1 ? (shared[0]?.one ?? null) : null
}
