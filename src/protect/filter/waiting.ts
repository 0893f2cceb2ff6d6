/**
 * PPAP the usual way round: the archive first, its password minutes later. A mail that is held only because its archive did not open is judged again
 * when a mail of its conversation tells a password; where nothing is found, it goes on to its recipients.
 */
import { decide } from './decision.ts'
import { deliver } from './deliver.ts'
import { envelopeOf } from './envelope.ts'
import type { Judged } from './judge.ts'
import { markHeader } from './mark.ts'
import type { Parts, Waiting } from './parts.ts'
import { type Conversation, concerns } from './password-memory.ts'

/** The newest ones; each is a few hundred bytes. */
const MOST = 10_000

export function waitingMails(parts: Omit<Parts, 'waiting'>): Waiting {
  const { quarantine, log } = parts
  const waiting = new Map<string, { conversation: Conversation; readers: string[] }>()
  let work: Promise<void> = Promise.resolve()
  let closed = false
  const add: Waiting['add'] = (id, { waits, recipients }) => {
    if (waits === null) return
    waiting.set(id, { conversation: waits, readers: recipients.map((one) => one.toLowerCase()) })
    const [oldest] = waiting.keys()
    if (waiting.size > MOST && oldest !== undefined) waiting.delete(oldest)
  }
  for (const { id, held } of quarantine.list().reverse()) if (held) add(id, held)
  return {
    add,
    told(mail) {
      const concerned = [...waiting].filter(([, one]) => concerns(mail, one.conversation, one.readers))
      for (const [id] of concerned) {
        work = work
          .then(async () => {
            if (!closed && waiting.has(id) && (await settled(id, parts))) waiting.delete(id)
          })
          .catch((error) => {
            if (error instanceof Error && error.name === 'UsageError') waiting.delete(id) // somebody took it out
            log({ event: 'not-judged-again', id, error: String(error) })
          })
      }
    },
    async close() {
      closed = true
      await work
    },
  }
}

/** false: no password opened it yet. */
async function settled(id: string, parts: Omit<Parts, 'waiting'>): Promise<boolean> {
  const { config, memory, pool, quarantine, log } = parts
  const { held, message } = quarantine.read(id)
  if (held.waits === null) return true
  const envelope = envelopeOf({ ...held, client: { address: held.client, helo: '' } }, config)
  const known = memory.recall(held.waits, held.recipients, Date.now())
  const outcome = await pool.judge({ bytes: message, envelope, known })
  if ('failed' in outcome || outcome.judged.locked) return false
  const judged: Judged = outcome.judged
  const decision = decide(judged, envelope, config.mail_filter, new Date().toISOString().slice(0, 10))
  if (decision.action === 'quarantine' || decision.action === 'reject') {
    quarantine.amend(id, { ...held, because: decision.because, waits: null })
    log({ event: 'judged-again', id, rules: decision.because.map(({ rule }) => rule) })
    return true
  }
  const head = decision.because.length > 0 ? markHeader(decision.because) : Buffer.alloc(0)
  await quarantine.release(id, 'password', (about, content) =>
    deliver(config.mail_filter.next_hop, { ...about, content: Buffer.concat([head, content]) }),
  )
  log({ event: 'released', id, by: 'password' })
  return true
}
