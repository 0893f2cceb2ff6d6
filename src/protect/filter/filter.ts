/** `kyumei mail-filter`: listens, has each mail judged, and does what the rules say; expiry and notices go on beside. */
import { setMaxListeners } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { familyOf } from '../../lists/family.ts'
import type { Config } from '../../story/config.ts'
import { within } from './decision.ts'
import { handle } from './handling.ts'
import { judgePool } from './judge-pool.ts'
import { hostAndPort } from './next-hop.ts'
import { notifier } from './notifier.ts'
import type { Log, Parts } from './parts.ts'
import { passwordMemory } from './password-memory.ts'
import { openQuarantine } from './quarantine.ts'
import { serve } from './session.ts'
import { waitingMails } from './waiting.ts'

export interface MailFilter {
  port: number
  /** takes no more, lets those under way end */
  close(): Promise<void>
}

const EXPIRE_MILLISECONDS = 3_600_000
const CLOSE_MILLISECONDS = 60_000

export async function startFilter(config: Config, log: Log): Promise<MailFilter> {
  const filter = config.mail_filter
  const own = config.mail.own_domains.map((domain) => familyOf(domain.toLowerCase()))
  const quarantine = openQuarantine(filter.quarantine, true)
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
    if (refusal !== '') return turnAway(client, refusal)
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
  const stop = async () => {
    clearInterval(timer)
    await parts.waiting.close()
    await parts.notices.close()
    await parts.pool.close()
  }
  const port = await listen(server, filter.listen).catch(async (error) => {
    await stop() // else its threads would keep the program
    throw error
  })
  server.on('error', (error) => log({ event: 'not-accepted', error: error.message })) // as where no file handle is left
  parts.notices.catchUp()
  return {
    port,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      const late = setTimeout(() => {
        for (const client of clients) client.destroy()
      }, CLOSE_MILLISECONDS)
      closing.abort()
      await closed
      clearTimeout(late)
      await stop()
    },
  }
}

function listen(server: Server, place: string): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen({ ...hostAndPort(place) }, () => {
      server.off('error', failed)
      const address = server.address()
      done(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

function refused(client: Socket, open: number, filter: Config['mail_filter']): string {
  if (!within(client.remoteAddress ?? '', filter.clients)) return '554 5.7.1 Not for you'
  return open >= filter.max_connections ? '421 4.3.2 Too many connections; try again later' : ''
}

const TURNED_AWAY_MILLISECONDS = 5_000

/** Whoever breaks it off, talks on or never leaves costs no more than this. */
function turnAway(client: Socket, refusal: string): void {
  const late = setTimeout(() => client.destroy(), TURNED_AWAY_MILLISECONDS)
  client.on('error', () => client.destroy())
  client.on('close', () => clearTimeout(late))
  client.resume()
  client.end(`${refusal}\r\n`)
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
