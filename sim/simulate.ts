/** A simulated organisation: its logs, day by day, and the truth about it. */
import { createWriteStream, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../src/store/output.ts'
import { ACCOUNT_BEHAVIOURS, type AccountBehaviour, FIRST_ACCOUNT_BEHAVIOURS } from './accounts/account-plays.ts'
import { type AccountTruth, writeAccounts } from './accounts/write-accounts.ts'
import { type Attack, BEHAVIOURS, type Behaviour, contacts, expectedOf, infection, placesOf } from './attack.ts'
import type { ComputerBehaviour } from './computers/computer-plays.ts'
import { type ComputerTruth, writeComputers } from './computers/write-computers.ts'
import { aheadOf, type Cover, covered, hides, withoutOf } from './cover.ts'
import { connect, lookUp, type SimEvent } from './event.ts'
import { type Day, dayOf, isOut } from './life.ts'
import { headerOf, type Line, linesOf } from './lines.ts'
import { lookAlikesOf } from './lookalikes.ts'
import { mailOf } from './mail/simulated.ts'
import type { MailTruth } from './mail/write.ts'
import { type Pc, PROXY, pcs, RESOLVER, ROUTER, sites } from './organisation.ts'
import { drawn, fileOf, LOG_KINDS, type LogKind, type Products, shownBy, usual } from './products.ts'
import { addressOf, Random } from './random.ts'

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
  /** default: Squid, FortiGate, dnsmasq, ISC DHCP; any: drawn from the seed */
  products?: Products | 'any'
  /** logs that this organisation doesn't have */
  without?: LogKind[]
  /** what keeps the attack out of sight */
  cover?: Cover
  /** the organisation's mail too: below mail/, beside the logs. Default: none */
  mail?: boolean
  /** the organisation's accounts too: logs of its mail server, cloud and VPN, and who abuses which; true: drawn from the seed. Default: none */
  accounts?: true | readonly AccountBehaviour[]
  /** the computers' own events too, and what is done on which of them. Default: none */
  computers?: readonly ComputerBehaviour[]
  onProgress?: (day: number, days: number) => void
}

export interface Truth {
  seed: number
  timezone: 'Asia/Tokyo'
  hosts: { name: string; address: string }[]
  infected: {
    host: string
    address: string
    /** the address that does it, where the host has several */
    actor: string
    behaviour: Behaviour
    destinations: string[]
    first: string
    last: string
    expected_detectors: string[]
    expected_verdict: string
  }[]
  products: Products
  cover: Cover | ''
  proxy: string
  resolver: string
  gateway: string
  /** only where accounts were asked for */
  accounts?: AccountTruth[]
  /** only where computers' events were asked for */
  computers?: ComputerTruth[]
  /** only where mail was asked for */
  mails?: MailTruth[]
}

const DAY = 86_400
const PEOPLE_AT_ONCE = 300

export async function simulate(options: SimulateOptions): Promise<Truth> {
  const random = new Random(options.seed)
  const people = pcs(options.hosts, random)
  const places = sites(random)
  const first = Date.parse(`${options.start ?? '2026-10-05'}T00:00:00+09:00`) / 1000
  const last = first + options.days * DAY
  const infections = options.attack ? infected(options, people, first, last, random) : []
  const outageDay = random.whole(0, options.days - 1)
  const outageAt = random.between(10, 15)
  const products = options.products === 'any' ? drawn(options.seed) : (options.products ?? usual(options.seed))
  const without = [...(options.without ?? []), ...withoutOf(options.cover)]
  const files = open(
    join(options.out, 'logs'),
    LOG_KINDS.filter((kind) => !without.includes(kind)),
    products,
  )
  const mail = options.mail ? mailOf(options, people, infections, first, last) : null
  const writing = { products, users: mail?.users, firewallAhead: aheadOf(options.cover) }
  let serial = 0
  const days = LOG_KINDS.every((kind) => without.includes(kind)) ? 0 : options.days // nobody would see them
  for (let day = 0; day < days; day++) {
    options.onProgress?.(day + 1, options.days)
    const midnight = first + day * DAY
    const weekday = new Date((midnight + 9 * 3600) * 1000).getUTCDay()
    const outage =
      day === outageDay ? { from: midnight + outageAt * 3600, to: midnight + outageAt * 3600 + 1200 } : null
    const weekend = weekday === 0 || weekday === 6
    const today: Day = { midnight, weekend, outage }
    const office = { midnight, weekend, day, people, seed: options.seed }
    const attacks = infections.flatMap((one) => [...contacts(one, midnight, midnight + DAY, random)])
    attacks.push(...(mail?.opened.filter((event) => event.time >= midnight && event.time < midnight + DAY) ?? []))
    if (day === options.days - 1) attacks.push(...analyst(infections, people, midnight))
    // a large organisation's day doesn't fit the memory: parts of the day, each generated anew
    const parts = Math.ceil(people.length / PEOPLE_AT_ONCE)
    for (let part = 0; part < parts; part++) {
      const [from, to] = [midnight + (DAY * part) / parts, midnight + (DAY * (part + 1)) / parts]
      const isNow = ({ time }: SimEvent) => (time >= from || part === 0) && (time < to || part === parts - 1)
      const events: SimEvent[] = attacks.filter(isNow)
      for (const event of dayOf(today, people, places, options.seed)) if (isNow(event)) events.push(event)
      for (const event of lookAlikesOf(office)) if (isNow(event)) events.push(event)
      events.sort((a, b) => a.time - b.time)
      for (const event of events) {
        if (event.kind === 'web' && isOut(today, event.time)) continue // nobody gets through, attackers neither
        for (const kept of covered(event, options.cover, infections, last))
          for (const line of linesOf(kept, ++serial, writing))
            await files.write(line, kept.time + (line.kind === 'firewall' ? writing.firewallAhead : 0))
      }
    }
  }
  await files.close(last)
  const accounts = options.accounts
    ? await writeAccounts({ ...options, people, first, last, behaviours: abuses(options) })
    : null
  const computers = options.computers
    ? await writeComputers({ ...options, people, first, last, behaviours: options.computers })
    : null
  const truth: Truth = {
    seed: options.seed,
    timezone: 'Asia/Tokyo',
    hosts: people.map(({ name, address }) => ({ name, address })),
    infected: infections.map((one) => ({
      host: one.pc.name || one.pc.address,
      address: one.pc.address,
      actor: one.actor.address,
      behaviour: one.behaviour,
      destinations: placesOf(one),
      first: new Date(one.start * 1000).toISOString(),
      last: new Date(one.end * 1000).toISOString(),
      ...expected(one, products, without, options.cover),
    })),
    products,
    cover: options.cover ?? '',
    proxy: PROXY,
    resolver: RESOLVER,
    gateway: ROUTER,
    ...(accounts ? { accounts } : {}),
    ...(computers ? { computers } : {}),
    ...(mail ? { mails: mail.truth } : {}),
  }
  writeFileSync(join(options.out, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`)
  return truth
}

function expected(one: Attack, products: Products, without: LogKind[], cover: Cover | undefined) {
  const hidden = hides(cover, one)
  const shown = new Set([...shownBy(products, without)].filter((what) => !hidden.includes(what)))
  const { detectors, verdict } = expectedOf(one.behaviour, shown)
  return { expected_detectors: detectors, expected_verdict: verdict }
}

/** Named, or a few drawn from the seed: three as ever, the same organisation as ever, and one of those that came later; none without an attack. */
function abuses({ accounts, attack, seed }: SimulateOptions): readonly AccountBehaviour[] {
  if (accounts !== true) return accounts ?? []
  const random = new Random(seed * 86028121 + 3)
  if (!attack) return []
  const three = [...FIRST_ACCOUNT_BEHAVIOURS].sort(() => random.next() - 0.5).slice(0, 3)
  const later = ACCOUNT_BEHAVIOURS.filter((behaviour) => !FIRST_ACCOUNT_BEHAVIOURS.includes(behaviour))
  return [...three, random.pick(later)]
}

function infected(
  options: SimulateOptions,
  people: ReturnType<typeof pcs>,
  first: number,
  last: number,
  random: Random,
): Attack[] {
  const count = Math.min(5, Math.max(1, Math.floor(options.hosts / 20)))
  const some = BEHAVIOURS.filter((behaviour) => behaviour !== 'spam-bot') // drawn as ever: the same seed, the same organisation
    .sort(() => random.next() - 0.5)
    .slice(0, count)
  const victims = [...people].sort(() => random.next() - 0.5)
  return (options.behaviours ?? some).flatMap((behaviour, i) => {
    const pc = victims[i]
    // what the logs no longer hold ended before they begin
    const end = options.cover === 'retention' ? Math.max(first + DAY, last - 15 * DAY) : last
    return pc ? [infection(pc, behaviour, first, end, people, random)] : []
  })
}

/** After the alert somebody of the IT desk looks at the places himself, once or twice. */
function* analyst(infections: Attack[], people: Pc[], midnight: number): Generator<SimEvent> {
  const desk = people.find((pc) => infections.every((one) => one.pc.address !== pc.address))
  if (!desk) return
  for (const [i, place] of infections.flatMap(placesOf).entries())
    for (const hour of [15, 16.3]) {
      const time = midnight + hour * 3600 + i * 40
      const asleep = infections.some((one) => one.behaviour.startsWith('sleeper') && placesOf(one).includes(place))
      if (/[a-z]/.test(place) && !place.includes(':'))
        yield lookUp(time, desk.address, place, asleep ? [] : [addressOf(place)])
      if (asleep) continue
      yield connect(time + 5, desk.address, place, addressOf(place), { status: 403, bytes: 3900 })
    }
}

/** Writers with back-pressure: memory stays flat however many lines there are. Lines come out in the order of their times. */
function open(folder: string, wanted: LogKind[], products: Products) {
  const streams = new Map(
    wanted.map((kind) => {
      const path = join(folder, fileOf(kind, products))
      makeFolder(dirname(path))
      return [kind, { stream: createWriteStream(path), waiting: [...headerOf(kind, products)], late: [] as Line[] }]
    }),
  )
  const flush = async (kind: LogKind) => {
    const one = streams.get(kind)
    if (!one || one.waiting.length === 0) return
    const text = `${one.waiting.join('\n')}\n`
    one.waiting = []
    if (!one.stream.write(text)) await new Promise<void>((resolve) => one.stream.once('drain', () => resolve()))
  }
  return {
    /** `now`: nothing that comes later is earlier */
    async write(line: Line, now: number) {
      const one = streams.get(line.kind)
      if (!one) return
      if (line.time > now + 1) {
        one.late.splice(placeFor(line.time, one.late), 0, line)
        return
      }
      while ((one.late[0]?.time ?? Infinity) <= line.time) one.waiting.push((one.late.shift() as Line).text)
      one.waiting.push(line.text)
      if (one.waiting.length >= 2000) await flush(line.kind)
    },
    /** Sessions that last beyond the end are in no log yet. */
    async close(end: number) {
      for (const kind of wanted) {
        const one = streams.get(kind)
        for (const line of one?.late ?? []) if (line.time < end) one?.waiting.push(line.text)
        await flush(kind)
        await new Promise<void>((resolve) => one?.stream.end(() => resolve()))
      }
    },
  }
}

/** Where a line of this time belongs in lines ordered by time. */
function placeFor(time: number, lines: Line[]): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.time ?? 0) <= time) low = middle + 1
    else high = middle
  }
  return low
}
