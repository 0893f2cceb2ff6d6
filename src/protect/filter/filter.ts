/** `kyumei mail-filter`: listens, has each mail judged, and does what the rules say; expiry and notices go on beside. */
import { setMaxListeners } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { familyOf } from '../../lists/family.ts'
import type { Config } from '../../story/config.ts'
import { decide, within } from './decision.ts'
import type { Handed, Handling } from './dialogue.ts'
import { conversationOf } from './head.ts'
import type { Held } from './held-file.ts'
import type { Envelope, Judged, MailFacts, Seen } from './judge.ts'
import { type JudgePool, judgePool, type Outcome } from './judge-pool.ts'
import { failedHeader, markHeader, withSubjectTag } from './mark.ts'
import { hostAndPort } from './next-hop.ts'
import { type Notifier, notifier } from './notifier.ts'
import { type PasswordMemory, passwordMemory } from './password-memory.ts'
import { openQuarantine, type Quarantine } from './quarantine.ts'
import { serve } from './session.ts'
import { type Waiting, waitingMails } from './waiting.ts'

export interface MailFilter {
  port: number
  /** takes no more, lets those under way end */
  close(): Promise<void>
}

export type Log = (event: Record<string, unknown>) => void

export interface Parts {
  config: Config
  own: string[]
  pool: JudgePool
  memory: PasswordMemory
  quarantine: Quarantine
  notices: Notifier
  waiting: Waiting
  log: Log
}

const EXPIRE_MILLISECONDS = 3_600_000
const CLOSE_MILLISECONDS = 60_000

export async function startFilter(config: Config, log: Log): Promise<MailFilter> {
  const filter = config.mail_filter
  const own = config.mail.own_domains.map((domain) => familyOf(domain.toLowerCase()))
  const quarantine = openQuarantine(filter.quarantine)
  const setup = { own, authenticate: filter.authenticate, lists: config.lists }
  const judging = {
    config,
    own,
    pool: judgePool(filter.dns_server ? { ...setup, dns_server: filter.dns_server } : setup, filter),
    memory: passwordMemory(filter.passwords),
    quarantine,
    notices: notifier({ config, own, quarantine, log }),
    log,
  }
  const parts: Parts = { ...judging, waiting: waitingMails(judging) }
  const room = memoryRoom(filter.memory_bytes)
  const clients = new Set<Socket>()
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const server = createServer((client) => {
    const refusal = refused(client, clients.size, filter)
    if (refusal !== '') return void client.end(`${refusal}\r\n`)
    clients.add(client)
    client.on('close', () => clients.delete(client))
    void serve(client, {
      ...filter,
      memory: room,
      log,
      closing: closing.signal,
      handle: (message) => handle(message, parts),
    })
  })
  const expire = () => {
    try {
      const count = quarantine.expire(Date.now())
      if (count > 0) log({ event: 'expired', count })
    } catch (error) {
      log({ event: 'expiry-failed', error: String(error) })
    }
  }
  expire()
  const timer = setInterval(expire, EXPIRE_MILLISECONDS)
  const port = await listen(server, filter.listen)
  parts.notices.catchUp()
  return {
    port,
    async close() {
      clearInterval(timer)
      const closed = new Promise<void>((done) => server.close(() => done()))
      const late = setTimeout(() => {
        for (const client of clients) client.destroy()
      }, CLOSE_MILLISECONDS)
      closing.abort()
      await closed
      clearTimeout(late)
      await parts.waiting.close()
      await parts.notices.close()
      await parts.pool.close()
    },
  }
}

function listen(server: Server, place: string): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen({ ...hostAndPort(place) }, () => {
      const address = server.address()
      done(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

function refused(client: Socket, open: number, filter: Config['mail_filter']): string {
  if (!within(client.remoteAddress ?? '', filter.clients)) return '554 5.7.1 Not for you'
  return open >= filter.max_connections ? '421 4.3.2 Too many connections; try again later' : ''
}

/** Bytes of all messages that are held in memory at once. */
function memoryRoom(most: number) {
  let used = 0
  return {
    take(bytes: number): boolean {
      if (used + bytes > most) return false
      used += bytes
      return true
    },
    give(bytes: number): void {
      used -= bytes
    },
  }
}

async function handle(message: Handed, parts: Parts): Promise<Handling> {
  const { config, pool, memory } = parts
  const envelope = envelopeOf(message, config)
  const known = memory.recall(conversationOf(message.content), message.recipients, Date.now())
  const outcome = await pool.judge({ bytes: message.content, envelope, known })
  if ('failed' in outcome) return notJudged(message, envelope, outcome, parts)
  const { judged } = outcome
  memory.remember(judged.facts, message.recipients, judged.passwords, Date.now())
  if (judged.passwords.length > 0) parts.waiting.told(judged.facts)
  const decision = decide(judged, envelope, config.mail_filter, new Date().toISOString().slice(0, 10))
  for (const { rule, reason } of decision.allowed) parts.log({ event: 'allowed', rule, reason })
  switch (decision.action) {
    case 'pass':
      return { pass: [message.content], log: 'passed' }
    case 'header':
      return { pass: [markHeader(decision.because), message.content], log: 'header' }
    case 'subject':
      return {
        pass: [markHeader(decision.because), ...withSubjectTag(message.content, config.mail_filter.subject_tag)],
        log: 'subject',
      }
    case 'reject':
      parts.quarantine.audit('rejected', about(message, decision.because))
      return { answer: `554 5.7.1 Refused by content: ${rulesOf(decision.because)}`, log: 'rejected' }
    case 'quarantine':
      return hold(message, envelope, { judged, because: decision.because, failed: '' }, parts)
  }
}

/** A gateway in front hides the real client: nothing it hands over is from inside for sure, and SPF can't be asked. */
export function envelopeOf(
  { client, sender, recipients }: Pick<Handed, 'client' | 'sender' | 'recipients'>,
  config: Config,
): Envelope {
  const gateway = within(client.address, config.mail_filter.gateways)
  return {
    client: gateway ? '' : client.address,
    helo: client.helo,
    sender,
    recipients,
    inside: !gateway && within(client.address, [...OUR_RANGES, ...config.networks.internal]),
  }
}

const OUR_RANGES = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '::1', 'fc00::/7', 'fe80::/10']

type Failed = Extract<Outcome, { failed: string }>

function notJudged(message: Handed, envelope: Envelope, outcome: Failed, parts: Parts): Handling {
  parts.log({ event: 'not-judged', why: outcome.failed, detail: outcome.detail })
  // no thread was free: the sender tries again, whatever the rule for failures is
  if (outcome.failed === 'busy') return { answer: '451 4.3.2 Busy; try again later', log: 'deferred' }
  switch (parts.config.mail_filter.on_failure) {
    case 'pass':
      return { pass: [failedHeader(outcome.failed), message.content], log: 'passed-not-judged' }
    case 'defer':
      return { answer: '451 4.3.0 Could not be examined; try again later', log: 'deferred' }
    case 'quarantine':
      return hold(message, envelope, { judged: null, because: [], failed: outcome.failed }, parts)
  }
}

interface Holding {
  judged: Judged | null
  because: Seen[]
  failed: string
}

function hold(message: Handed, envelope: Envelope, holding: Holding, parts: Parts): Handling {
  try {
    const held = heldOf(message, envelope, holding)
    const { id, again } = parts.quarantine.hold(held, [message.content])
    parts.notices.tell(id)
    parts.waiting.add(id, held)
    return { answer: `250 2.0.0 Ok: held as ${id}`, log: again ? 'held-again' : 'held' }
  } catch (error) {
    parts.log({ event: 'quarantine-failed', error: error instanceof Error ? error.message : String(error) })
    return { answer: '452 4.3.1 Could not be stored; try again later', log: 'deferred' }
  }
}

function heldOf(message: Handed, envelope: Envelope, { judged, because, failed }: Holding): Omit<Held, 'id'> {
  const facts = judged?.facts
  const short = (text = '') => text.slice(0, 1000)
  return {
    at: new Date().toISOString(),
    sender: message.sender,
    recipients: message.recipients,
    client: message.client.address,
    mail_parameters: message.mail_parameters,
    recipient_parameters: message.recipient_parameters,
    from_name: short(facts?.from_name),
    from_address: short(facts?.from_address ?? message.sender),
    subject: short(facts?.subject),
    date: facts?.date ?? '',
    message_id: short(facts?.message_id),
    attachments: (facts?.attachments ?? []).map((name) => short(name)),
    bytes: message.content.length,
    because: because.slice(0, 20).map((one) => ({ ...one, explanation: cut(one.explanation) })),
    failed,
    inside: envelope.inside,
    waits:
      facts && judged.locked && because.every(({ rule }) => rule === 'archive-unreadable') ? conversation(facts) : null,
  }
}

const conversation = ({ from_address, from_domain, message_id, thread, subject_key }: MailFacts): Held['waits'] => ({
  from_address,
  from_domain,
  message_id,
  thread,
  subject_key,
})

const cut = (text: Seen['explanation']) => ({ ja: text.ja.slice(0, 5000), en: text.en.slice(0, 5000) })

const rulesOf = (because: Seen[]) => [...new Set(because.map(({ rule }) => rule))].slice(0, 5).join(', ')

const about = (message: Handed, because: Seen[]) => ({
  sender: message.sender,
  recipients: message.recipients.slice(0, 100),
  client: message.client.address,
  rules: because.map(({ rule }) => rule),
})
