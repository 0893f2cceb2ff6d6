/**
 * PPAP: the archive comes in one mail, its password in the next one, perhaps in another file or read by an earlier scan. After all is
 * read, archives that stayed closed are tried with what the mails around them say.
 */
import type { Evidence } from '../evidence/evidence.ts'
import type { Engine } from '../store/engine.ts'
import type { PasswordCandidate } from './attachment-tree.ts'
import { messagesIn } from './mailbox.ts'
import { passwordsIn, ranked, SPEAKS_OF_PASSWORD } from './password.ts'
import type { Reading } from './reading.ts'
import { readFrom } from './to-read.ts'

const DAYS = 7 // before and after: a password comes minutes later, or a fixed one was told in the week
const NEIGHBOURS = 30 // mails asked for each archive, the closest first
const MAX_CLOSED = 5_000 // mails with closed archives, the newest first
const SLICE = 200 // mails a query
const TOLD = 1_000 // mails a query whose words are few
const AT_ONCE = 5_000 // attachments held before what is known of them is replaced
const TEXT = 20_000 // characters: passwords stand early

interface Closed {
  mail_id: string
  evidence_id: string
  line: number
}

export async function openLater(
  engine: Engine,
  read: Reading,
  evidence: Evidence[],
  passwords: string[],
  on: {
    progress?: (evidence: Evidence, messages: number) => void
    error: (error: unknown, evidence: Evidence) => void
  },
): Promise<void> {
  const closed = await closedMails(engine, new Set(evidence.map((one) => one.id)))
  const candidates = await neighboursOf(engine, closed)
  const byEvidence = Map.groupBy(
    closed.filter((one) => candidates.has(one.mail_id) || passwords.length > 0),
    (one) => one.evidence_id,
  )
  let opened = nothing()
  const take = async (found: Opened) => {
    opened.mails.push(...found.mails)
    opened.attachments.push(...found.attachments)
    opened.links.push(...found.links)
    if (opened.attachments.length < AT_ONCE) return
    const full = opened
    opened = nothing()
    await replace(engine, full)
  }
  for (const one of evidence) {
    const mails = byEvidence.get(one.id)
    if (!mails) continue
    try {
      await readAgain(one, mails, read, { candidates, passwords, take, error: (error) => on.error(error, one) })
      on.progress?.(one, mails.length)
    } catch (error) {
      on.error(error, one)
    }
  }
  await read.finish()
  await replace(engine, opened)
}

/** Attachments of the messages that a password opened, and the links in them, as rows. */
interface Opened {
  mails: string[]
  attachments: string[]
  links: string[]
}

const nothing = (): Opened => ({ mails: [], attachments: [], links: [] })

async function closedMails(engine: Engine, evidence: Set<string>): Promise<Closed[]> {
  const rows = await engine.query<Closed>(
    `SELECT mail.mail_id AS mail_id, mail.evidence_id AS evidence_id, mail.line AS line
     FROM mail
     WHERE mail_id IN (${CLOSED})
     ORDER BY time DESC
     LIMIT ${MAX_CLOSED}`,
  )
  return rows.filter((row) => evidence.has(row.evidence_id))
}

interface Neighbour {
  mail_id: string
  subject: string
  text: string
  time: string
  names: string[]
}

/** By mail: what the mails around it say. */
async function neighboursOf(engine: Engine, closed: Closed[]): Promise<Map<string, PasswordCandidate[]>> {
  const candidates = new Map<string, PasswordCandidate[]>()
  if (closed.length === 0) return candidates
  await engine.command(
    `CREATE OR REPLACE TABLE speaking_of_password ENGINE = MergeTree ORDER BY time AS
     WITH closed AS (SELECT time FROM mail WHERE mail_id IN (${CLOSED}))
     SELECT ${THREAD}, subject, substringUTF8(text, 1, ${TEXT}) AS told
     FROM mail
     WHERE match(concat(subject, '\\n', substringUTF8(text, 1, ${TEXT})), {speaks:String}) AND ${around('closed')}`,
    { speaks: `(?i)${SPEAKS_OF_PASSWORD}` },
  )
  for (let start = 0; start < closed.length; start += SLICE) {
    const slice = closed.slice(start, start + SLICE).map((one) => one.mail_id)
    for (const [mail, found] of await neighbours(engine, slice)) candidates.set(mail, found)
  }
  await engine.command('DROP TABLE speaking_of_password')
  return candidates
}

/** Mails of the same sender, domain or thread, or from a recipient, that speak of a password; the same sender's and the closest first. */
async function neighbours(engine: Engine, mails: string[]): Promise<Map<string, PasswordCandidate[]>> {
  const pairs = await engine.query<{ closed: string; near: string }>(
    `WITH
       locked AS (SELECT ${THREAD}, arrayConcat(to_address, cc_address) AS people FROM mail WHERE mail_id IN {mails:Array(String)}),
       speaking AS (SELECT ${THREAD}
         FROM speaking_of_password
         WHERE ${around('locked')})
     SELECT locked.mail_id AS closed, speaking.mail_id AS near
     FROM locked
     CROSS JOIN speaking
     WHERE abs(dateDiff('second', locked.time, speaking.time)) <= ${DAYS * 86_400}
       AND speaking.mail_id != locked.mail_id
       AND (speaking.from_domain = locked.from_domain
         OR has(locked.people, speaking.from_address)
         OR (locked.message_id != '' AND (speaking.in_reply_to = locked.message_id OR has(speaking.reference_ids, locked.message_id)))
         OR (speaking.message_id != '' AND has(locked.reference_ids, speaking.message_id))
         OR (speaking.subject_key = locked.subject_key AND locked.subject_key != ''))
     ORDER BY
       closed,
       speaking.from_address = locked.from_address DESC,
       abs(dateDiff('second', locked.time, speaking.time)),
       near
     LIMIT ${NEIGHBOURS} BY closed`,
    { mails },
  )
  const said = await candidatesOf(engine, [...new Set(pairs.map((pair) => pair.near))])
  const found = new Map<string, PasswordCandidate[]>()
  for (const { closed, near } of pairs) found.set(closed, [...(found.get(closed) ?? []), ...(said.get(near) ?? [])])
  for (const [mail, list] of found) found.set(mail, ranked(list))
  return found
}

const CLOSED = "SELECT mail_id FROM mail_attachment WHERE unreadable = 'password'"
const around = (mails: string) =>
  `time BETWEEN (SELECT min(time) FROM ${mails}) - INTERVAL ${DAYS} DAY AND (SELECT max(time) FROM ${mails}) + INTERVAL ${DAYS} DAY`
const THREAD = 'mail_id, from_address, from_domain, message_id, in_reply_to, reference_ids, subject_key, time'

async function candidatesOf(engine: Engine, mails: string[]): Promise<Map<string, PasswordCandidate[]>> {
  const found = new Map<string, PasswordCandidate[]>()
  for (let start = 0; start < mails.length; start += TOLD) {
    const slice = { mails: mails.slice(start, start + TOLD) }
    const rows = await engine.query<Neighbour>(
      `SELECT mail.mail_id AS mail_id, subject, told AS text, toString(time) AS time, named.names AS names
       FROM speaking_of_password AS mail
       LEFT JOIN
         (SELECT mail_id, groupArray(20)(name) AS names FROM mail_attachment WHERE parent = -1 AND mail_id IN {mails:Array(String)} GROUP BY mail_id)
         AS named ON named.mail_id = mail.mail_id
       WHERE mail.mail_id IN {mails:Array(String)}`,
      slice,
    )
    for (const row of rows) found.set(row.mail_id, passwordsIn(row))
  }
  return found
}

/** Gives those messages to be read again, with what may open them. */
async function readAgain(
  evidence: Evidence,
  mails: Closed[],
  read: Reading,
  given: {
    candidates: Map<string, PasswordCandidate[]>
    passwords: string[]
    take: (opened: Opened) => Promise<void>
    error: (error: unknown) => void
  },
): Promise<void> {
  const closed = mails.map((mail) => ({ ...mail, line: Number(mail.line) })).sort((a, b) => a.line - b.line)
  let next = 0
  for await (const raw of messagesIn(evidence)) {
    const end = raw.line + Math.max(1, raw.lines)
    const again = new Map<string, PasswordCandidate[]>()
    for (let one = closed[next]; one && one.line < end; one = closed[++next])
      again.set(one.mail_id, given.candidates.get(one.mail_id) ?? [])
    if (again.size > 0) {
      const message = { raw, evidence: readFrom(evidence), passwords: given.passwords, again }
      await read.read(message, async (answer) => {
        if ('error' in answer) given.error(answer.error)
        else {
          const { opened, rows } = answer.rows
          await given.take({ mails: opened, attachments: rows.mail_attachment, links: rows.mail_url })
        }
      })
    }
    if (next === closed.length) break
  }
}

/** A delete goes over all that is there, so it is made for many messages at once. */
async function replace(engine: Engine, { mails, attachments, links }: Opened): Promise<void> {
  if (attachments.length === 0) return
  await engine.command('DELETE FROM mail_attachment WHERE mail_id IN {ids:Array(String)}', { ids: mails })
  await engine.insert('mail_attachment', attachments)
  if (links.length === 0) return
  await engine.command(
    "DELETE FROM mail_url WHERE source IN ('attachment', 'attachment-qr') AND mail_id IN {ids:Array(String)}",
    {
      ids: mails,
    },
  )
  await engine.insert('mail_url', links)
}
