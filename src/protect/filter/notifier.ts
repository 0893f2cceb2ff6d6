/**
 * Notices of held mails, sent after the sender has his answer, one after the other. What could not be sent is tried again; a held mail whose notice
 * was not sent when the program ended is told of at the next start.
 */
import type { Config } from '../../story/config.ts'
import { deliver } from './deliver.ts'
import type { Held } from './held-file.ts'
import { isOwn } from './judge.ts'
import { NextHopError } from './next-hop.ts'
import { noticeOf } from './notice.ts'
import type { Log, Notifier } from './parts.ts'
import type { Quarantine } from './quarantine.ts'

interface Office {
  config: Config
  own: string[]
  quarantine: Quarantine
  log: Log
}

const AGAIN_MILLISECONDS = 300_000
const HOUR = 3_600_000

export function notifier({ config, own, quarantine, log }: Office): Notifier {
  const { notice, next_hop } = config.mail_filter
  const from = notice.from ?? (config.mail.own_domains[0] ? `postmaster@${config.mail.own_domains[0]}` : '')
  const silent = !notice.enabled || from === ''
  if (notice.enabled && from === '')
    log({ event: 'no-notices', why: 'mail.own_domains and mail_filter.notice.from are empty' })
  const budget = hourly(notice.per_hour)
  const options = {
    from,
    contact: notice.contact,
    language: notice.language,
    timezone: config.timezone ?? 'Asia/Tokyo',
  }
  let work: Promise<void> = Promise.resolve()
  let closed = false
  /** readers who were told of a mail of which others were not yet */
  const told = new Set<string>()

  async function send(id: string): Promise<void> {
    if (closed || quarantine.isNotified(id)) return
    const { held } = quarantine.read(id)
    for (const to of readersOf(held, own, notice.also)) {
      if (told.has(`${id} ${to}`)) continue
      if (!budget(to)) {
        log({ event: 'notice-left-out', id, to })
        continue
      }
      const content = await noticeOf(held, to, options)
      const mail = { sender: '', mail_parameters: '', recipients: [to], recipient_parameters: [''], content }
      await deliver(next_hop, mail).catch((error) => {
        if (!(error instanceof NextHopError && error.permanent)) throw error
        log({ event: 'notice-refused', id, to, error: error.message })
      })
      told.add(`${id} ${to}`)
    }
    quarantine.setNotified(id)
    told.clear() // they are sent one mail after the other
  }
  const tell = (id: string) => {
    if (silent) return
    work = work.then(() => send(id)).catch((error) => log({ event: 'notice-failed', id, error: String(error) }))
  }
  const catchUp = () => {
    if (silent) return
    for (const id of quarantine.unnotified()) tell(id)
  }
  const timer = setInterval(catchUp, AGAIN_MILLISECONDS)
  return {
    tell,
    catchUp,
    async close() {
      closed = true
      clearInterval(timer)
      await work
    },
  }
}

/** Of our own only: a notice to somebody outside would be mail that nobody asked for. What one of ours sent is told to him. */
function readersOf(held: Held, own: string[], also: string[]): string[] {
  const sender = held.inside && held.sender !== '' ? [held.sender] : []
  const ours = [...held.recipients, ...sender].filter((address) => isOwn(address.toLowerCase(), own))
  return [...new Set([...ours, ...also])]
}

/** So many an hour for each reader: a flood of held mails must not become a flood of notices. */
function hourly(most: number) {
  const sent = new Map<string, number[]>()
  return (reader: string): boolean => {
    const since = Date.now() - HOUR
    const times = (sent.get(reader) ?? []).filter((at) => at > since)
    if (times.length >= most) return false
    if (sent.size > 10_000) sent.clear()
    sent.set(reader, [...times, Date.now()])
    return true
  }
}
