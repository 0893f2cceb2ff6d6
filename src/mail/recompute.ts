/**
 * `kyumei scan --dns`: for mails of whose sender no server of ours noted anything, SPF, DKIM, DMARC and ARC are worked out again with what
 * DNS answers today. The results stand with the others in `mail`, in the name of RECOMPUTED; what a server noted when it took the mail counts more.
 */
import type { Evidence } from '../evidence/evidence.ts'
import { familyOf } from '../lists/family.ts'
import type { Lists } from '../lists/index.ts'
import type { Engine } from '../store/engine.ts'
import { type Ask, boundedQuestions } from './dns-questions.ts'
import { messagesIn, type RawMessage } from './mailbox.ts'
import type { Hop } from './message.ts'
import { ownSide, RECOMPUTED } from './own-side.ts'
import { type Claim, type Envelope, envelopeSender, type Proof, proofOf } from './proof.ts'
import { borderHop } from './rows.ts'
import { type DatedProof, settled } from './settled-proof.ts'

export interface Recomputed {
  /** mails asked about, and those of which something could be said */
  mails: number
  proven: number
  questions: number
}

export interface RecomputeOptions {
  ask: Ask
  own_domains: string[]
  auth_servers: string[]
  progress?: (mails: number) => void
  error: (error: unknown, evidence: Evidence) => void
}

const MAX_MAILS = 50_000 // the newest
const AT_ONCE = 8 // mails, held in memory
const INSERT = 5_000

interface Wanted {
  mail_id: string
  evidence_id: string
  line: number
  hops: string
  milliseconds: string
  from_domain: string
}

export async function recompute(
  engine: Engine,
  lists: Lists,
  evidence: Evidence[],
  options: RecomputeOptions,
): Promise<Recomputed> {
  const questions = boundedQuestions(options.ask)
  const own = await ownSide(engine, 'mail', lists, options)
  const byEvidence = Map.groupBy(await unproven(engine, evidence, own.servers), (row) => row.evidence_id)
  const found: { ids: string[]; proof: DatedProof }[] = []
  for (const one of evidence) {
    const rows = byEvidence.get(one.id)
    if (!rows) continue
    const byLine = Map.groupBy(rows, (row) => Number(row.line))
    try {
      await eachMessage(one, byLine, async (raw, copies) => {
        const [first] = copies as [Wanted]
        const hop = borderHop(JSON.parse(first.hops) as Hop[])
        const proof = await proofOf(raw.bytes, envelopeOf(raw, hop, one), questions)
        found.push({ ids: copies.map((copy) => copy.mail_id), proof: dated(proof, first, hop) })
        if (found.length % 100 === 0) options.progress?.(found.length)
      })
    } catch (error) {
      options.error(error, one)
    }
  }
  const claims = settled(
    found.map(({ proof }) => proof),
    Date.now(),
  )
  const rows = found.flatMap(({ ids }, i) => ids.map((id) => ({ id, claims: claims[i] ?? [] })))
  await note(
    engine,
    rows.filter((row) => row.claims.length > 0),
  )
  return {
    mails: found.length,
    proven: claims.filter((list) => list.length > 0).length,
    questions: questions.asked(),
  }
}

/** Mails from outside without a word of our servers; messages inside others were not delivered to us. */
async function unproven(engine: Engine, evidence: Evidence[], servers: string[]): Promise<Wanted[]> {
  return await engine.query<Wanted>(
    `SELECT mail_id, evidence_id, line, hops, toString(toUnixTimestamp64Milli(time)) AS milliseconds, from_domain
     FROM mail
     WHERE inside = '' AND evidence_id IN {evidence:Array(String)} AND origin_ip != toIPv6('::')
       AND NOT hasAny(auth_server, {servers:Array(String)})
     ORDER BY time DESC, mail_id
     LIMIT ${MAX_MAILS}`,
    { evidence: evidence.map((one) => one.id), servers: [...servers, RECOMPUTED] },
  )
}

async function eachMessage(
  evidence: Evidence,
  wanted: Map<number, Wanted[]>,
  work: (raw: RawMessage, copies: Wanted[]) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>()
  for await (const raw of messagesIn(evidence)) {
    const copies = wanted.get(raw.line)
    if (!copies || raw.cut) continue
    const one = work(raw, copies).finally(() => running.delete(one))
    running.add(one)
    if (running.size >= AT_ONCE) await Promise.race(running)
  }
  await Promise.all(running)
}

/** Who hands in his own mail under a password comes from anywhere: SPF speaks of servers. */
const SUBMITTED = /^(e?smtps?a|https?|mapi|local)$/i

function envelopeOf(raw: RawMessage, hop: Hop | null, evidence: Evidence): Envelope {
  const server = hop && !SUBMITTED.test(hop.protocol) ? hop : null
  return {
    ip: server?.ip ?? '',
    helo: server?.from.replace(/ \(.*$/, '') ?? '',
    sender: envelopeSender(raw.bytes),
    original: !evidence.mail?.startsWith('outlook'),
  }
}

function dated(proof: Proof, row: Wanted, hop: Hop | null): DatedProof {
  const ip = hop?.ip ?? ''
  const network = ip.split(/[.:]/).slice(0, 3).join('.')
  return { ...proof, time: Number(row.milliseconds), network, family: familyOf(row.from_domain) }
}

/** Added where the row is: a mutation reads them from a table that is made to be joined. */
async function note(engine: Engine, rows: { id: string; claims: Claim[] }[]): Promise<void> {
  if (rows.length === 0) return
  await engine.command(
    `CREATE OR REPLACE TABLE recomputed
     (mail_id String, auth_server Array(String), auth_method Array(String), auth_result Array(String), auth_domain Array(String))
     ENGINE = Join(ANY, LEFT, mail_id)`,
  )
  for (let start = 0; start < rows.length; start += INSERT) {
    await engine.insert(
      'recomputed',
      rows.slice(start, start + INSERT).map(({ id, claims }) => ({
        mail_id: id,
        auth_server: claims.map(() => RECOMPUTED),
        auth_method: claims.map(({ method }) => method),
        auth_result: claims.map(({ result }) => result),
        auth_domain: claims.map(({ domain }) => domain.slice(0, 255)),
      })),
    )
  }
  // a mutation runs behind the call, where no database is chosen
  const [place] = await engine.query<{ name: string }>("SELECT concat(currentDatabase(), '.recomputed') AS name")
  const added = ['auth_server', 'auth_method', 'auth_result', 'auth_domain'].map(
    (column) => `${column} = arrayConcat(${column}, joinGet({table:String}, '${column}', mail_id))`,
  )
  await engine.command(
    `ALTER TABLE mail UPDATE ${added.join(', ')}
     WHERE notEmpty(joinGet({table:String}, 'auth_server', mail_id))
     SETTINGS mutations_sync = 2, allow_nondeterministic_mutations = 1`,
    { table: place?.name ?? '' },
  )
  await engine.command('DROP TABLE recomputed')
}
