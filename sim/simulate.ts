/** A simulated organisation: its logs, day by day, and the truth about it. */
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BEHAVIOURS, type Behaviour, contacts, type Infection, infection, placesOf, playOf } from './attack.ts'
import type { SimEvent } from './event.ts'
import { type Day, dayOf, isOut } from './life.ts'
import { LOG_FILES, type LogFile, linesOf, type ProxyLog } from './lines.ts'
import { lookAlikesOf } from './lookalikes.ts'
import { mailOf } from './mail/simulated.ts'
import type { MailTruth } from './mail/write.ts'
import { PROXY, pcs, RESOLVER, ROUTER, sites } from './organisation.ts'
import { Random } from './random.ts'

export interface SimulateOptions {
  out: string
  seed: number
  hosts: number
  days: number
  attack: boolean
  /** first day, YYYY-MM-DD in Japan; default Monday 5 October 2026 */
  start?: string
  /** one victim each; default: drawn from the seed, one for every 20 PCs, at most five */
  behaviours?: Behaviour[]
  /** default: drawn from the seed */
  proxyLog?: ProxyLog
  /** logs that this organisation doesn't have */
  without?: LogFile[]
  /** the organisation's mail too: below mail/, beside the logs. Default: none */
  mail?: boolean
  onProgress?: (day: number, days: number) => void
}

export interface Truth {
  seed: number
  timezone: 'Asia/Tokyo'
  hosts: { name: string; address: string }[]
  infected: {
    host: string
    address: string
    behaviour: Behaviour
    destinations: string[]
    first: string
    last: string
    expected_detectors: string[]
    expected_verdict: string
  }[]
  proxy: string
  resolver: string
  gateway: string
  /** only where mail was asked for */
  mails?: MailTruth[]
}

const DAY = 86_400

export async function simulate(options: SimulateOptions): Promise<Truth> {
  const random = new Random(options.seed)
  const people = pcs(options.hosts, random)
  const places = sites(random)
  const first = Date.parse(`${options.start ?? '2026-10-05'}T00:00:00+09:00`) / 1000
  const last = first + options.days * DAY
  const infections = options.attack ? infected(options, people, first, last, random) : []
  const outageDay = random.whole(0, options.days - 1)
  const outageAt = random.between(10, 15)
  const proxyLog = options.proxyLog ?? (options.seed % 2 === 0 ? 'full' : 'native')
  const files = open(
    join(options.out, 'logs'),
    LOG_FILES.filter((file) => !options.without?.includes(file)),
  )
  const mail = options.mail ? mailOf(options, people, infections, first, last) : null
  let serial = 0
  for (let day = 0; day < options.days; day++) {
    options.onProgress?.(day + 1, options.days)
    const midnight = first + day * DAY
    const weekday = new Date((midnight + 9 * 3600) * 1000).getUTCDay()
    const outage =
      day === outageDay ? { from: midnight + outageAt * 3600, to: midnight + outageAt * 3600 + 1200 } : null
    const weekend = weekday === 0 || weekday === 6
    const today: Day = { midnight, weekend, outage }
    const events: SimEvent[] = [
      ...dayOf(today, people, places, options.seed),
      ...lookAlikesOf({ midnight, weekend, day, people, seed: options.seed }),
    ]
    for (const one of infections) events.push(...contacts(one, midnight, midnight + DAY, random))
    events.push(...(mail?.opened.filter((event) => event.time >= midnight && event.time < midnight + DAY) ?? []))
    events.sort((a, b) => a.time - b.time)
    for (const event of events) {
      if (event.kind === 'web' && isOut(today, event.time)) continue // nobody gets through, attackers neither
      for (const [file, line] of linesOf(event, ++serial, proxyLog, mail?.users)) await files.write(file, line)
    }
  }
  await files.close()
  const truth: Truth = {
    seed: options.seed,
    timezone: 'Asia/Tokyo',
    hosts: people.map(({ name, address }) => ({ name, address })),
    infected: infections.map((one) => ({
      host: one.pc.name || one.pc.address,
      address: one.pc.address,
      behaviour: one.behaviour,
      destinations: placesOf(one),
      first: new Date(one.start * 1000).toISOString(),
      last: new Date(one.end * 1000).toISOString(),
      expected_detectors: [...playOf(one.behaviour).expected],
      expected_verdict: playOf(one.behaviour).verdict,
    })),
    proxy: PROXY,
    resolver: RESOLVER,
    gateway: ROUTER,
    ...(mail ? { mails: mail.truth } : {}),
  }
  writeFileSync(join(options.out, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`)
  return truth
}

function infected(
  options: SimulateOptions,
  people: ReturnType<typeof pcs>,
  first: number,
  last: number,
  random: Random,
): Infection[] {
  const count = Math.min(5, Math.max(1, Math.floor(options.hosts / 20)))
  const drawn = [...BEHAVIOURS].sort(() => random.next() - 0.5).slice(0, count)
  const victims = [...people].sort(() => random.next() - 0.5)
  return (options.behaviours ?? drawn).flatMap((behaviour, i) => {
    const pc = victims[i]
    return pc ? [infection(pc, behaviour, first, last, people, random)] : []
  })
}

/** Writers with back-pressure: memory stays flat however many lines there are. */
function open(folder: string, wanted: LogFile[]) {
  const streams = new Map(
    wanted.map((file) => {
      const path = join(folder, file)
      mkdirSync(dirname(path), { recursive: true })
      return [file, { stream: createWriteStream(path), waiting: [] as string[] }]
    }),
  )
  const flush = async (file: LogFile) => {
    const one = streams.get(file)
    if (!one || one.waiting.length === 0) return
    const text = `${one.waiting.join('\n')}\n`
    one.waiting = []
    if (!one.stream.write(text)) await new Promise<void>((resolve) => one.stream.once('drain', () => resolve()))
  }
  return {
    async write(file: LogFile, line: string) {
      const one = streams.get(file)
      if (one && one.waiting.push(line) >= 2000) await flush(file)
    },
    async close() {
      for (const file of wanted) {
        await flush(file)
        await new Promise<void>((resolve) => streams.get(file)?.stream.end(() => resolve()))
      }
    },
  }
}
