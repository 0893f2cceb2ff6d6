/** The benign life of one day: people who read, products that call home, meetings, look-ups, leases, a proxy that fails. */
import { connect, direct, lookUp, type SimEvent } from './event.ts'
import { ACCOUNTING, AGENTS, BREAKOUT, COPIER, type Pc, PROXY, RESOLVER, ROUTER } from './organisation.ts'
import { addressOf, Random } from './random.ts'

const HOUR = 3600

export interface Day {
  /** midnight in Japan, seconds since 1970 */
  midnight: number
  weekend: boolean
  outage: { from: number; to: number } | null
}

export function* dayOf(day: Day, people: Pc[], places: string[], seed: number): Generator<SimEvent> {
  for (const [i, pc] of people.entries()) {
    const random = new Random(seed * 7919 + i * 104729 + Math.floor(day.midnight / 86400))
    if (day.weekend && random.next() > 0.06) continue
    const start = day.midnight + random.between(8.2, 9.3) * HOUR
    const end = day.midnight + random.between(17.2, 20) * HOUR
    yield { kind: 'lease', time: day.midnight + 7 * HOUR + i, client: pc.address, mac: pc.mac, pc: pc.name }
    yield* reading(pc, start, end, places, random, day)
    yield* agents(pc, start, end, random, day)
    yield* breakout(pc, start, end, random)
  }
  yield* devices(day, seed)
}

function* reading(pc: Pc, start: number, end: number, places: string[], random: Random, day: Day): Generator<SimEvent> {
  const favourites = Array.from({ length: 12 }, () => random.pick(places))
  for (let time = start + random.heavy(120); time < end; time += random.heavy(240)) {
    const noon = time > day.midnight + 12 * HOUR && time < day.midnight + 13 * HOUR
    if (noon && random.next() < 0.6) continue
    const name = random.next() < 0.75 ? random.pick(favourites) : random.pick(places)
    const requests = random.whole(2, 12)
    for (let i = 0; i < requests; i++) {
      const target = i > 0 && random.next() < 0.3 ? 'cdn.haishin-net.com' : name
      yield* request(pc, time + i * random.between(0.05, 1.4), target, Math.round(random.heavy(9000)), random, day)
    }
  }
}

function* agents(pc: Pc, start: number, end: number, random: Random, day: Day): Generator<SimEvent> {
  for (const agent of pc.accounting ? [...AGENTS, ACCOUNTING] : AGENTS) {
    for (let time = start + random.between(5, 90); time < end; time += agent.seconds * random.between(0.98, 1.02)) {
      yield* request(pc, time, agent.name, agent.bytes, random, day)
    }
  }
}

/** Through the proxy; past it, by PAC fail-over, while the proxy is down. */
function* request(pc: Pc, time: number, name: string, bytes: number, random: Random, day: Day): Generator<SimEvent> {
  const peer = addressOf(name, random.whole(0, 1))
  if (isOut(day, time)) {
    yield lookUp(time - 0.1, pc.address, name, [peer])
    yield direct(time, pc.address, pc.name, peer, { sent: 900, received: bytes, seconds: 4 })
    return
  }
  const secure = random.next() < 0.8
  yield connect(time, pc.address, name, peer, {
    bytes,
    sent: random.whole(300, 1500),
    ms: random.whole(20, 900),
    status: random.next() < 0.97 ? 200 : 404,
    ...(secure ? {} : { method: 'GET', url: `http://${name}/${random.whole(1, 900)}/index.html`, type: 'text/html' }),
  })
}

/** Is the proxy down? */
export function isOut({ outage }: Day, time: number): boolean {
  return outage !== null && time >= outage.from && time < outage.to
}

/** Services that may go past the proxy; their names are looked up first. */
function* breakout(pc: Pc, start: number, end: number, random: Random): Generator<SimEvent> {
  for (const name of BREAKOUT) {
    for (let time = start + random.between(10, 300); time < end; time += random.between(1200, 3600)) {
      const address = addressOf(name, random.whole(0, 3))
      yield lookUp(time - 0.3, pc.address, name, [address])
      const sent = random.whole(2000, 60_000)
      yield direct(time, pc.address, pc.name, address, {
        sent,
        received: random.whole(5000, 200_000),
        seconds: random.whole(10, 900),
      })
    }
  }
  yield direct(start + 20, pc.address, pc.name, addressOf('ntp.nict.jp'), {
    port: 123,
    udp: true,
    sent: 76,
    received: 76,
  })
}

function* devices(day: Day, seed: number): Generator<SimEvent> {
  const random = new Random(seed * 31 + day.midnight)
  const branch = `honsha${seed % 97}.aa0.netvolante.jp`
  for (let time = day.midnight; time < day.midnight + 24 * HOUR; time += 600)
    yield lookUp(time + 3, ROUTER, branch, [addressOf(branch)])
  const maker = 'remote.fukugouki-hoshu.co.jp'
  for (let time = day.midnight + 700; time < day.midnight + 24 * HOUR; time += HOUR) {
    yield lookUp(time - 1, COPIER, maker, [addressOf(maker)])
    yield direct(time, COPIER, '', addressOf(maker), { sent: 1200 + random.whole(0, 300), received: 2000 })
  }
  for (let time = day.midnight; time < day.midnight + 24 * HOUR; time += random.between(200, 900)) {
    const name = `mx${random.whole(1, 9)}.torihiki-saki.co.jp`
    yield lookUp(time, PROXY, name, [addressOf(name)])
    yield lookUp(time + 1, RESOLVER, 'a.root-servers.net', [addressOf('a.root-servers.net')])
  }
}
