/** What the tables hold of the messages that findings speak of, and how widely each was sent. */

import { UNDATED } from '../mail/rows.ts'
import type { Engine } from '../store/engine.ts'
import type { Finding } from './findings.ts'
import type { MailFacts, MailItem, MailLink } from './told-mail.ts'

const TEXT = 20_000 // characters kept of a message for judging and showing
const MAILS = 2000 // messages that are judged; more flagged ones than that are a flood, told as a number

/** The signs that speak of single messages. A leak's candidates are people, not mails. */
export const speaksOfMails = (finding: Finding) => finding.mails.length > 0 && finding.detector !== 'leaked-mailbox'

export async function mailCount(engine: Engine): Promise<number> {
  const rows = await engine.query<{ n: string }>(`SELECT count() AS n FROM mail WHERE inside = '' AND ${EXAMINED}`)
  return Number(rows[0]?.n ?? 0)
}

const EXAMINED = 'evidence_id IN (SELECT evidence_id FROM examined)'
/** The mailbox a message lies in, as well as it can be told. */
const BOX =
  "multiIf(mailbox != '', mailbox, notEmpty(delivered_to), delivered_to[1], notEmpty(to_address), to_address[1], '')"

type Row = Omit<
  MailFacts,
  'hops' | 'authentication' | 'headers' | 'items' | 'links' | 'reach' | 'file_reach' | 'mailboxes' | 'references'
> & {
  reference_ids: string[]
  hops: string
  headers: string
  auth_server: string[]
  auth_method: string[]
  auth_result: string[]
  auth_domain: string[]
}

export async function mailFacts(engine: Engine, wanted: string[]): Promise<MailFacts[]> {
  const files = [...new Set(wanted)].slice(0, MAILS)
  if (files.length === 0) return []
  const rows = await engine.query<Row>(
    `SELECT mail_id, content_id, file, mailbox, formatDateTime(mail.time, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS time, message_id, reference_ids, from_name,
       from_address, from_domain, reply_to, return_path, to_address AS to, cc_address AS cc, delivered_to, subject, subject_key,
       substringUTF8(text, 1, ${TEXT}) AS text, hops, auth_server, auth_method, auth_result, auth_domain, dkim_domains, list_id, mailer, headers,
       has(defects, '${UNDATED}') AS undated, evidence_id, line
     FROM mail
     WHERE ${EXAMINED} AND file IN {files:Array(String)}
     ORDER BY time, mail_id`,
    { files },
  )
  const ids = rows.map((row) => row.mail_id)
  const [items, links, reach, spread, boxes] = [
    await itemsOf(engine, ids),
    await linksOf(engine, ids),
    await reachOf(engine, ids),
    await spreadOf(engine, ids),
    await engine.query<{ n: string }>(`SELECT uniqExact(${BOX}) AS n FROM mail WHERE ${EXAMINED}`),
  ]
  return rows.map(({ auth_server, auth_method, auth_result, auth_domain, hops, headers, reference_ids, ...row }) => ({
    ...row,
    line: Number(row.line),
    undated: Number(row.undated) === 1,
    references: reference_ids,
    hops: json<MailFacts['hops']>(hops, []),
    headers: json<[string, string][]>(headers, []),
    authentication: auth_method.map((method, i) => ({
      server: auth_server[i] ?? '',
      method,
      result: auth_result[i] ?? '',
      domain: auth_domain[i] ?? '',
    })),
    items: items.get(row.mail_id) ?? [],
    links: links.get(row.mail_id) ?? [],
    reach: reach.get(row.mail_id) ?? 1,
    file_reach: spread.get(row.mail_id) ?? 0,
    mailboxes: Number(boxes[0]?.n ?? 0),
  }))
}

function json<T>(text: string, none: T): T {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? (value as T) : none
  } catch {
    return none // cut to its column's bound
  }
}

async function itemsOf(engine: Engine, ids: string[]): Promise<Map<string, MailItem[]>> {
  type ItemRow = Omit<MailItem, 'traits' | 'encrypted'> & {
    mail_id: string
    encrypted: number
    traits: string[]
    details: string[]
  }
  const rows = await engine.query<ItemRow>(
    `SELECT mail_id, item, parent, depth, path, name, type, bytes, sha256, encrypted, password, password_from, unreadable, traits, details
     FROM mail_attachment
     WHERE mail_id IN {ids:Array(String)} AND ${EXAMINED}
     ORDER BY mail_id, item
     LIMIT 200 BY mail_id`,
    { ids },
  )
  const items = rows.map(({ traits, details, ...row }) => ({
    ...row,
    item: Number(row.item),
    parent: Number(row.parent),
    depth: Number(row.depth),
    bytes: Number(row.bytes),
    encrypted: row.encrypted === 1,
    traits: traits.map((trait, i) => ({ trait, detail: details[i] ?? '' })),
  }))
  return Map.groupBy(items, (row) => row.mail_id)
}

async function linksOf(engine: Engine, ids: string[]): Promise<Map<string, MailLink[]>> {
  const rows = await engine.query<MailLink & { mail_id: string }>(
    `SELECT DISTINCT mail_id, url, url_domain, shown, source
     FROM mail_url
     WHERE mail_id IN {ids:Array(String)} AND ${EXAMINED}
     ORDER BY mail_id, url
     LIMIT 100 BY mail_id`,
    { ids },
  )
  return Map.groupBy(rows, (row) => row.mail_id)
}

/** How many mailboxes got a mail of the same sender domain and subject within a day of it. */
async function reachOf(engine: Engine, ids: string[]): Promise<Map<string, number>> {
  const rows = await engine.query<{ id: string; n: string }>(
    `WITH one AS (SELECT mail_id AS id, from_domain, subject_key, mail.time AS at FROM mail WHERE mail_id IN {ids:Array(String)} AND ${EXAMINED})
     SELECT id, uniqExact(${BOX}) AS n
     FROM mail
     INNER JOIN one USING (from_domain, subject_key)
     WHERE ${EXAMINED} AND abs(dateDiff('hour', mail.time, at)) <= 24
     GROUP BY id`,
    { ids },
  )
  return new Map(rows.map((row) => [row.id, Number(row.n)]))
}

/** How many mailboxes got the same file. */
async function spreadOf(engine: Engine, ids: string[]): Promise<Map<string, number>> {
  const rows = await engine.query<{ mail_id: string; n: string }>(
    `WITH
       own AS (SELECT DISTINCT mail_id, sha256 FROM mail_attachment WHERE mail_id IN {ids:Array(String)} AND sha256 != '' AND ${EXAMINED}),
       spread AS
       (
         SELECT sha256, uniqExact(${BOX}) AS n
         FROM mail_attachment
         INNER JOIN mail ON mail.mail_id = mail_attachment.mail_id
         WHERE sha256 IN (SELECT sha256 FROM own) AND mail.evidence_id IN (SELECT evidence_id FROM examined)
         GROUP BY sha256
       )
     SELECT mail_id, max(spread.n) AS n
     FROM own
     INNER JOIN spread USING (sha256)
     GROUP BY mail_id`,
    { ids },
  )
  return new Map(rows.map((row) => [row.mail_id, Number(row.n)]))
}
