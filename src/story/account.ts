/**
 * One account's own history, for its owner to read: where it signed in from, what was sent in its name, its rules and consents. The
 * account is found by any of its names (accounts.ts: tanaka, tanaka@example.co.jp, EXAMPLE\tanaka).
 */

import { accountExpression } from '../detect/account-name.ts'
import type { Engine } from '../store/engine.ts'
import { SchemaMismatch } from '../store/tables.ts'

interface Seen {
  /** ISO, UTC */
  first: string
  last: string
  evidence_id: string
  line: number
}

/** Sign-ins from one source with one client. */
export interface SignIns extends Seen {
  account: string
  source: string
  /** the source's name, or the host behind the address */
  host: string
  protocol: string
  client: string
  country: string
  /** whose network the source is in; '' inside or where it is not known */
  network: string
  /** distinct sessions, where the log numbers them */
  sessions: number
  successes: number
  failures: number
}

/** What was sent in its name on one day from one source. */
export interface Sent extends Seen {
  /** in the zone asked for */
  day: string
  source: string
  messages: number
  recipients: number
  /** some of them */
  to: string[]
  subjects: string[]
}

/** A rule, forwarding, consent, permission or other change of or by the account. */
export interface Change extends Seen {
  action: string
  outcome: string
  by: string
  target: string
  name: string
  details: string
  source: string
  count: number
}

export interface AccountHistory {
  sign_ins: SignIns[]
  sent: Sent[]
  changes: Change[]
}

const CITED = `formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first, formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last,
  argMin(evidence_id, (time, evidence_id, line)) AS an_evidence, argMin(line, (time, evidence_id, line)) AS a_line`
const SOURCE = "if(source_ip = toIPv6('::'), source_address, address(source_ip))"
/** A name without domain is also every address and every Windows account of that name. */
const isAccount = (column: string) =>
  `(${column} = {account:String} OR (NOT {whole:Bool} AND (startsWith(${column}, concat({account:String}, '@')) OR endsWith(${column}, concat('\\\\', {account:String})))))`

/** What isn't about who holds the account: each has a table of its own, or is a mailbox's daily life. */
const DAILY = ['login', 'attempt', 'connect', 'session', 'logout', 'ticket', 'mail-access', 'mail-send', 'mail-delete']

/** The account that a name stands for, as the scan joined names; the name itself where it joined none. */
export async function accountOf(engine: Engine, name: string): Promise<string> {
  const joined = await engine.query(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name IN ('account_name', 'sign_in_network')",
  )
  if (joined.length < 2)
    throw new SchemaMismatch('this workspace was scanned by an older version of kyumei: run kyumei scan again')
  const [row] = await engine.query<{ account: string }>(
    `SELECT ${accountExpression("''")} AS account FROM (SELECT {name:String} AS user_name)`,
    { name },
  )
  return row?.account ?? name.toLowerCase()
}

export async function accountHistory(
  engine: Engine,
  name: string,
  options: { timezone: string; most: number },
): Promise<AccountHistory> {
  const account = await accountOf(engine, name)
  const parameters = {
    account,
    whole: /[@\\]/.test(account),
    zone: options.timezone,
    most: options.most,
    daily: DAILY,
  }
  const rows = async <Row extends Seen>(sql: string) =>
    (await engine.query<Record<string, unknown>>(sql, parameters)).map(({ an_evidence, a_line, ...row }) => ({
      ...row,
      evidence_id: String(an_evidence),
      line: Number(a_line),
    })) as unknown as Row[]
  return {
    sign_ins: (await rows<SignIns>(SIGN_INS)).map((row) => ({
      ...row,
      successes: Number(row.successes),
      failures: Number(row.failures),
      sessions: Number(row.sessions),
    })),
    sent: (await rows<Sent>(SENT)).map((row) => ({
      ...row,
      messages: Number(row.messages),
      recipients: Number(row.recipients),
    })),
    changes: (await rows<Change>(CHANGES)).map((row) => ({ ...row, count: Number(row.count) })),
  }
}

const SIGN_INS = `
SELECT lower(if(user_domain = '' OR position(user_name, '@') > 0, user_name, concat(user_domain, '\\\\', user_name))) AS account, ${SOURCE} AS source, any(if(source_domain != '', source_domain, host)) AS host, network_protocol AS protocol,
  if(user_agent_original != '', user_agent_original, application_name) AS client, if(source_geo_country_iso_code != '', source_geo_country_iso_code, whose.country) AS country,
  if(whose.owner != '', whose.owner, whose.as_name) AS network, uniqExactIf(session_id, session_id != '') AS sessions,
  sumIf(greatest(1, event_count), event_outcome = 'success') AS successes, sumIf(greatest(1, event_count), event_outcome = 'failure') AS failures,
  ${CITED}
FROM auth
LEFT JOIN sign_in_network AS whose ON whose.ip = auth.source_ip
WHERE event_action = 'login' AND ${isAccount('auth.account')}
GROUP BY account, source, protocol, client, country, network
ORDER BY successes = 0, successes + failures DESC, source, protocol, client
LIMIT {most:UInt32}`

/** Servers tell client, sender, recipients and subject of a message in lines of their own: the queue id of the machine joins them. */
const SENT = `
WITH
  own AS
  (
    SELECT DISTINCT observer_name AS server, email_local_id AS id
    FROM mailflow
    WHERE email_local_id != '' AND (${isAccount('mailflow.account')} OR ${isAccount('lower(email_from_address)')})
  ),
  message AS
  (
    SELECT if(email_local_id = '', concat(evidence_id, ':', toString(line)), concat(observer_name, ' ', email_local_id)) AS id,
      min(time) AS at, argMinIf(${SOURCE}, time, ${SOURCE} NOT IN ('', '::')) AS origin, groupUniqArrayArray(200)(email_to_address) AS recipients_named, max(email_recipients) AS told,
      max(email_subject) AS subject, argMin(evidence_id, (time, evidence_id, line)) AS at_evidence, argMin(line, (time, evidence_id, line)) AS at_line
    FROM mailflow
    WHERE event_action NOT IN ('connect', 'disconnect', 'reject')
      AND ((email_local_id != '' AND (observer_name, email_local_id) IN own)
        OR (email_local_id = '' AND (${isAccount('mailflow.account')} OR ${isAccount('lower(email_from_address)')})))
    GROUP BY id
  )
SELECT toString(toDate(at, {zone:String})) AS day, origin AS source, count() AS messages,
  sum(greatest(told, length(recipients_named))) AS recipients, arraySlice(arraySort(groupUniqArrayArray(200)(recipients_named)), 1, 5) AS to,
  arrayFilter(one -> one != '', arraySlice(arraySort(groupUniqArray(50)(subject)), 1, 6)) AS subjects,
  formatDateTime(min(at), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first, formatDateTime(max(at), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last,
  argMin(at_evidence, (at, at_evidence, at_line)) AS an_evidence, argMin(at_line, (at, at_evidence, at_line)) AS a_line
FROM message
GROUP BY day, source
ORDER BY day, source
LIMIT {most:UInt32}`

const CHANGES = `
SELECT event_action AS action, event_outcome AS outcome, lower(user_name) AS by, user_target_name AS target,
  if(rule_name != '', rule_name, application_name) AS name, event_details AS details, ${SOURCE} AS source, count() AS count, ${CITED}
FROM auth
WHERE event_action NOT IN {daily:Array(String)} AND NOT startsWith(event_action, 'file-') AND (${isAccount('auth.account')} OR ${isAccount('lower(user_target_name)')})
GROUP BY action, outcome, by, target, name, details, source
ORDER BY first, action, name
LIMIT {most:UInt32}`
