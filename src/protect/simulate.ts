/**
 * A dry run on the organisation's own logs, as the last scan read them: what an export would have blocked in their range, and who would have
 * noticed. Traffic of hosts that are judged infected or suspected, and mails with signs, are what it is for; all the rest is normal.
 */

import type { Engine } from '../store/engine.ts'
import type { FindingsFile } from '../story/findings.ts'
import { isAccused } from '../story/verdict.ts'
import { only, type Selection } from './entry.ts'
import type { Target } from './target.ts'

export interface Effect {
  /** the entry's value, or whose traffic a rule would stop */
  value: string
  /** all that it would have blocked */
  count: number
  /** of these, what nobody suspects */
  normal: number
  /** hosts, or recipients, that would have noticed: without those accused */
  noticed: string[]
  first: string
  last: string
}

export interface Simulation {
  what: Target['blocks']
  first: string | null
  last: string | null
  effects: Effect[]
  /** normal events in the range, and how many of them it would have blocked */
  normal: number
  blocked: number
}

/** Of normal traffic, in the range of the logs. */
export const shareOf = ({ normal, blocked }: Simulation): number => (normal === 0 ? 0 : blocked / normal)

interface Row {
  value: string
  who: string
  n: string
  first: string
  last: string
}

const TIMES = `formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first, formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last`
/** A workspace may hold mails of earlier scans; the views of logs leave theirs out already. */
const EXAMINED = 'evidence_id IN (SELECT evidence_id FROM examined)'
/** `a.b.c` → a.b.c, b.c, c: is one of them blocked? */
const ENDINGS = (name: string) =>
  `arrayMap(i -> arrayStringConcat(arraySlice(splitByChar('.', ${name}), i), '.'), range(1, length(splitByChar('.', ${name})) + 1))`

export async function simulate(
  engine: Engine,
  target: Target,
  selection: Selection,
  findings: FindingsFile,
): Promise<Simulation> {
  const accused = new Set(
    target.blocks === 'mails'
      ? findings.mails.map((row) => row.mail)
      : findings.hosts.filter(isAccused).map((row) => row.host),
  )
  const rows = await affected(engine, target, selection)
  const total = await totals(engine, target.blocks, [...accused], selection.machines.infrastructure)
  const effects = [...Map.groupBy(rows, (row) => row.value)].map(([value, group]): Effect => {
    const normal = group.filter((row) => !accused.has(row.who.split('\n')[0] ?? ''))
    return {
      value,
      count: sum(group),
      normal: sum(normal),
      noticed: [...new Set(normal.map((row) => row.who.split('\n').at(-1) ?? ''))].sort(),
      first: group.map((row) => row.first).sort()[0] ?? '',
      last:
        group
          .map((row) => row.last)
          .sort()
          .at(-1) ?? '',
    }
  })
  return {
    what: target.blocks,
    first: findings.range.first,
    last: findings.range.last,
    effects: effects.sort((a, b) => b.normal - a.normal || b.count - a.count || (a.value < b.value ? -1 : 1)),
    normal: total,
    blocked: effects.reduce((all, effect) => all + effect.normal, 0),
  }
}

const sum = (rows: Row[]) => rows.reduce((all, row) => all + Number(row.n), 0)

async function affected(
  engine: Engine,
  { blocks, kinds, refusedExtensions = [] }: Target,
  selection: Selection,
): Promise<Row[]> {
  const values = (kind: 'domain' | 'address' | 'url' | 'sender') =>
    kinds.includes(kind) ? only(selection, kind).map((entry) => entry.value) : []
  const blocked = {
    domains: values('domain'),
    addresses: values('address'),
    urls: values('url'),
    senders: values('sender'),
    extensions: refusedExtensions,
  }
  if (blocks === 'contacts') return await contacts(engine, blocked)
  if (blocks === 'lookups') return await lookups(engine, blocked, selection.machines.infrastructure)
  if (blocks === 'mails') return await mails(engine, blocked)
  if (blocks === 'direct-mail') return await direct(engine, [25], selection.machines.mail_servers)
  if (blocks === 'direct-web') return await direct(engine, [80, 443], selection.machines.proxies)
  return []
}

interface Blocked extends Record<string, string[]> {
  domains: string[]
  addresses: string[]
  urls: string[]
  senders: string[]
  /** of attachments */
  extensions: string[]
}

async function contacts(engine: Engine, blocked: Blocked): Promise<Row[]> {
  return await engine.query<Row>(
    `SELECT value, host AS who, count() AS n, ${TIMES}
     FROM
     (
       SELECT arrayFirst(one -> has({domains:Array(String)}, one), ${ENDINGS('name')}) AS value, host, time
       FROM contact
       WHERE name IN (SELECT name FROM (SELECT DISTINCT name FROM contact WHERE name != '') WHERE hasAny(${ENDINGS('name')}, {domains:Array(String)}))
       UNION ALL
       SELECT address(ip) AS value, host, time FROM contact WHERE ip != toIPv6('::') AND value IN {addresses:Array(String)}
       UNION ALL
       SELECT url_original AS value, host, time FROM web WHERE internal = 1 AND url_original IN {urls:Array(String)}
     )
     GROUP BY value, who
     ORDER BY value, who`,
    blocked,
  )
}

async function lookups(engine: Engine, blocked: Blocked, infrastructure: string[]): Promise<Row[]> {
  return await engine.query<Row>(
    `SELECT value, host AS who, count() AS n, ${TIMES}
     FROM
     (
       SELECT arrayFirst(one -> has({domains:Array(String)}, one), ${ENDINGS('dns_question_name')}) AS value, host, time
       FROM dns
       WHERE internal = 1 AND event_type != 'answer' AND address(source_ip) NOT IN {infrastructure:Array(String)}
         AND dns_question_name IN (SELECT name FROM (SELECT DISTINCT dns_question_name AS name FROM dns) WHERE hasAny(${ENDINGS('name')}, {domains:Array(String)}))
     )
     GROUP BY value, who
     ORDER BY value, who`,
    { ...blocked, infrastructure },
  )
}

/** `who` is the message's file and, behind a line feed, its mailbox or first recipient. A mail is refused once, first by its sender. */
async function mails(engine: Engine, blocked: Blocked): Promise<Row[]> {
  return await engine.query<Row>(
    `SELECT value, concat(file, '\\n', if(mailbox != '', mailbox, to_address[1])) AS who, count() AS n, ${TIMES}
     FROM
     (
       SELECT multiIf(
           has({senders:Array(String)}, from_address), from_address,
           hasAny(${ENDINGS('from_domain')}, {domains:Array(String)}), arrayFirst(one -> has({domains:Array(String)}, one), ${ENDINGS('from_domain')}),
           concat('*.', program)) AS value,
         file, toString(mailbox) AS mailbox, to_address, time
       FROM mail
       LEFT JOIN
       (
         SELECT mail_id, min(toString(extension)) AS program
         FROM mail_attachment
         WHERE parent = -1 AND extension IN {extensions:Array(String)}
         GROUP BY mail_id
       ) AS attached ON attached.mail_id = mail.mail_id
       WHERE inside = '' AND ${EXAMINED}
         AND (from_address IN {senders:Array(String)} OR hasAny(${ENDINGS('from_domain')}, {domains:Array(String)}) OR program != '')
     )
     GROUP BY value, who
     ORDER BY value, who`,
    blocked,
  )
}

/** What goes out past those who may. */
async function direct(engine: Engine, ports: number[], may: string[]): Promise<Row[]> {
  return await engine.query<Row>(
    `SELECT host AS value, host AS who, count() AS n, ${TIMES}
     FROM flow
     WHERE internal = 1 AND external = 1 AND event_action = 'allowed' AND destination_port IN {ports:Array(UInt16)}
       AND address(source_ip) NOT IN {may:Array(String)}
     GROUP BY host
     ORDER BY n DESC, host`,
    { ports, may },
  )
}

async function totals(
  engine: Engine,
  blocks: Target['blocks'],
  accused: string[],
  infrastructure: string[],
): Promise<number> {
  const from = {
    contacts: 'SELECT count() AS n FROM contact WHERE host NOT IN {accused:Array(String)}',
    lookups:
      "SELECT count() AS n FROM dns WHERE internal = 1 AND event_type != 'answer' AND address(source_ip) NOT IN {infrastructure:Array(String)} AND host NOT IN {accused:Array(String)}",
    mails: `SELECT count() AS n FROM mail WHERE inside = '' AND ${EXAMINED} AND file NOT IN {accused:Array(String)}`,
    'direct-mail': DIRECT,
    'direct-web': DIRECT,
    nothing: 'SELECT 0 AS n',
  }[blocks]
  const [row] = await engine.query<{ n: string }>(from, { accused, infrastructure })
  return Number(row?.n ?? 0)
}

const DIRECT =
  "SELECT count() AS n FROM flow WHERE internal = 1 AND external = 1 AND event_action = 'allowed' AND host NOT IN {accused:Array(String)}"
