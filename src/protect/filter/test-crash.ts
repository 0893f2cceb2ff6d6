/** Mails through a real Postfix and the filter while both are killed in the middle, by senders that try again as mail servers do. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openQuarantine } from './quarantine.ts'
import { dialogue, sink, wire } from './test-mailroom.ts'
import { freePort, listening, type Postfix, postfix } from './test-postfix.ts'

export interface Traffic {
  /** stands in the mail as X-Test-Id */
  id: string
  content: Buffer
  held: boolean
}

export interface Account {
  delivered: Map<string, number>
  held: Map<string, number>
  /** answers other than 250 that a sender heard, connections lost included */
  retries: number
  /** refused for good, by a milter: ours holds instead */
  refused: number
  seconds: number
  milliseconds: number[]
}

const AT_ONCE = 8
/** With their pauses two minutes. Counted, not timed: a machine that was put to sleep loses no mail either. */
const TRIES = 600
const KYUMEI = resolve(import.meta.dirname, '../../../kyumei')

/** Postfix with the filter, or with another product's milter, and what it hands on. */
export interface Mailroom {
  mta: Postfix
  next: Awaited<ReturnType<typeof sink>>
  quarantine: { folder: string; key_file: string }
  /** of the filter that runs now; null with a milter */
  pid(): number | null
  /** kill -9, and a new one */
  killFilter(): Promise<void>
  stop(): Promise<void>
}

export async function mailroom(milter?: string): Promise<Mailroom> {
  const next = await sink()
  const [port, behind] = [await freePort(), await freePort()]
  const mta = await postfix({ filter: port, behind, sink: next.port, ...(milter === undefined ? {} : { milter }) })
  const quarantine = { folder: join(mta.folder, 'held'), key_file: join(mta.folder, 'key') }
  mkdirSync(quarantine.folder, { mode: 0o700 })
  const config = join(mta.folder, 'kyumei.yaml')
  writeFileSync(config, yaml(port, behind, quarantine))
  let filter = milter === undefined ? await started(config, port) : null
  await mta.start()
  return {
    mta,
    next,
    quarantine,
    pid: () => filter?.pid ?? null,
    async killFilter() {
      filter?.kill('SIGKILL')
      filter = await started(config, port)
    },
    async stop() {
      filter?.kill('SIGKILL')
      await mta.stop()
      await next.close()
    },
  }
}

export type Sent = Pick<Account, 'retries' | 'refused' | 'seconds' | 'milliseconds'>

/** Eight senders at once, each trying again until its mail is taken. `refusable`: 5xx is an answer, too. */
export async function sendAll(
  port: number,
  traffic: Traffic[],
  { refusable = false, taken }: { refusable?: boolean; taken?: () => void } = {},
): Promise<Sent> {
  const sent: Sent = { retries: 0, refused: 0, seconds: 0, milliseconds: [] }
  const begun = performance.now()
  const queue = [...traffic]
  const sender = async () => {
    for (let mail = queue.shift(); mail; mail = queue.shift()) {
      const from = performance.now()
      let tries = 0
      for (let reply = await tried(port, mail); !reply.startsWith('250'); reply = await tried(port, mail)) {
        if (refusable && reply.startsWith('5')) {
          sent.refused++
          break
        }
        sent.retries++
        if (++tries > TRIES) throw new Error(`${mail.id} is not taken: ${reply}`)
        await wait(200)
      }
      sent.milliseconds.push(performance.now() - from)
      taken?.()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
  sent.seconds = (performance.now() - begun) / 1000
  return sent
}

/** `crashes`: after this share of the mails, this one is killed. */
export async function accountFor(
  traffic: Traffic[],
  crashes: { after: number; what: 'filter' | 'postfix' }[],
): Promise<Account> {
  const room = await mailroom()
  const { mta, next, quarantine } = room
  let count = 0
  const due = [...crashes].sort((a, b) => a.after - b.after)
  const crash = async () => {
    while (due[0] && count >= due[0].after * traffic.length) {
      const { what } = due.shift() as (typeof crashes)[number]
      if (what === 'filter') await room.killFilter()
      else {
        await mta.kill()
        await mta.start()
      }
    }
  }
  let crashing = Promise.resolve()
  try {
    const sent = await sendAll(mta.port, traffic, {
      taken() {
        count++
        crashing = crashing.then(crash)
      },
    })
    await crashing
    for (let i = 0; i < 600 && mta.queued() > 0; i++) await wait(100)
    const account: Account = { ...sent, delivered: new Map(), held: new Map() }
    const add = (into: Map<string, number>, content: Buffer) => {
      const id = /^X-Test-Id: (\S+)/m.exec(content.toString('latin1'))?.[1] ?? '?'
      into.set(id, (into.get(id) ?? 0) + 1)
    }
    for (const { content } of next.got) add(account.delivered, content)
    const held = openQuarantine({ ...quarantine, keep_days: 30, max_bytes: 1e12, max_mails: 1e6 })
    for (const { id } of held.list()) add(account.held, held.read(id).message)
    return account
  } finally {
    await room.stop()
  }
}

const yaml = (port: number, behind: number, quarantine: { folder: string; key_file: string }) => `mail:
  own_domains: [example.co.jp]
mail_filter:
  listen: 127.0.0.1:${port}
  next_hop: 127.0.0.1:${behind}
  authenticate: off
  notice: { enabled: false }
  rules: { impersonated-sender: pass }
  quarantine: { folder: ${quarantine.folder}, key_file: ${quarantine.key_file} }
`

async function started(config: string, port: number): Promise<ChildProcess> {
  const child = spawn(KYUMEI, ['mail-filter', '--config', config], { stdio: 'ignore' })
  await listening(port)
  return child
}

/** The last reply; 250 was heard for the whole mail. */
async function tried(port: number, mail: Traffic): Promise<string> {
  let talk: Awaited<ReturnType<typeof dialogue>> | null = null
  try {
    talk = await dialogue(port)
    const lines = ['EHLO client.example', 'MAIL FROM:<a@partner.example>', 'RCPT TO:<taro@example.co.jp>']
    for (const line of lines) {
      const reply = await talk.say(`${line}\r\n`)
      if (!reply.startsWith('250')) return reply
    }
    const ready = await talk.say('DATA\r\n')
    if (!ready.startsWith('354')) return ready
    return await talk.say(Buffer.concat([wire(mail.content), Buffer.from('.\r\n')]))
  } catch (error) {
    return String(error)
  } finally {
    talk?.socket.destroy()
  }
}

/** Each mail once and where it belongs; a mail that was sent again because a crash took its answer away may have come twice. */
export function problems(traffic: Traffic[], { delivered, held }: Account, doubtful: number): string[] {
  const wrong: string[] = []
  let doubles = 0
  for (const { id, held: belongs } of traffic) {
    const [out, kept] = [delivered.get(id) ?? 0, held.get(id) ?? 0]
    if (belongs && out > 0) wrong.push(`${id} was let through`)
    if (belongs && kept !== 1) wrong.push(`${id} is held ${kept} times`)
    if (!belongs && kept > 0) wrong.push(`${id} is held`)
    if (!belongs && out === 0) wrong.push(`${id} is lost`)
    if (out > 1) doubles += out - 1
  }
  if (doubles > doubtful) wrong.push(`${doubles} came twice`)
  return wrong
}

export const DOUBTFUL_A_CRASH = AT_ONCE
