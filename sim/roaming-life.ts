/** People on the move, on the phone, in calls, and at the month's end. */
import { connect, direct, lookUp } from './event.ts'
import { every, HOUR, type LookAlike, one, some, workday } from './office.ts'
import { SERVERS, sixOf } from './organisation.ts'
import { address6Of, addressOf } from './random.ts'

/** Phones on the guests' Wi-Fi: straight to the Internet, many addresses, encrypted DNS. */
const phones: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (let phone = 0; phone < Math.max(2, office.people.length / 20); phone++) {
    const address = `192.168.99.${20 + (phone % 200)}`
    const [start, end] = workday(office, random)
    for (let time = start; time < end; time += random.heavy(300)) {
      const nth = random.whole(0, 60)
      yield direct(time, address, '', addressOf('apps', nth), {
        udp: random.next() < 0.4,
        sent: 2000,
        received: 40_000,
      })
      if (random.next() < 0.2) yield direct(time, address, '', '1.1.1.1', { sent: 900, received: 1800 })
    }
    for (const time of every(start, end, 1700, random, 0.3))
      yield direct(time, address, '', addressOf('mtalk.google.com', phone % 4), { port: 5228, seconds: 900 })
  }
}

/** A laptop that comes back from tethering: its programs still know the addresses, and the proxy setting comes late. */
const tethering: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (const pc of some(office, 0.04, 50)) {
    const begin = office.midnight + random.between(12.8, 14) * HOUR
    for (let i = 0; i < 14; i++)
      yield direct(begin + i * random.between(4, 14), pc.address, pc.name, addressOf('warm', random.whole(0, 30)), {
        sent: 1500,
        received: 9000,
      })
  }
}

/** Calls: STUN and TURN addresses that the signalling gave. */
const calls: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (const pc of some(office, 0.15, 51)) {
    const start = office.midnight + random.between(9.5, 16) * HOUR
    for (let time = start; time < start + random.between(600, 3600); time += 60)
      yield direct(time, pc.address, pc.name, addressOf('turn', random.whole(0, 9)), {
        port: random.pick([3478, 3479, 3480, 3481, 19302]),
        udp: true,
        sent: 400_000,
        received: 500_000,
        seconds: 60,
      })
  }
}

/** Browsers with encrypted DNS, through the proxy. */
const encrypted: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (const pc of some(office, 0.05, 52))
    for (const time of every(...workday(office, random), 200, random, 0.7))
      yield connect(time, pc.address, 'mozilla.cloudflare-dns.com', '162.159.61.4', { bytes: 900, sent: 700 })
}

/** Laptops at home, by the VPN: their own PC's desktop and the file server. */
const teleworkers: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (const [i, pc] of some(office, 0.1, 53).entries()) {
    const address = `192.168.250.${100 + (i % 100)}`
    const [start, end] = workday(office, random)
    yield direct(start, address, '', pc.address, { port: 3389, sent: 4_000_000, received: 60_000_000, seconds: 20_000 })
    for (const time of every(start, end, 1800, random, 0.5))
      yield direct(time, address, '', SERVERS.files, { port: 445, sent: 60_000, received: 900_000, seconds: 60 })
    yield lookUp(start - 2, address, 'fs1.kaisha.co.jp', [SERVERS.files])
  }
}

/** From the 25th on: statements to the tax accountant, invoices to a service, each of a few PCs to a place of its own. */
const closing: LookAlike = function* (office, random) {
  const date = new Date((office.midnight + 9 * HOUR) * 1000).getUTCDate()
  if (office.weekend || date < 25) return
  for (const [i, pc] of some(office, 0.04, 54).entries()) {
    const name = `upload.kaikei${i}-jimusho.co.jp`
    const time = office.midnight + random.between(14, 17) * HOUR
    for (let page = 0; page < 5; page++)
      yield connect(time - 90 + page * 11, pc.address, name, addressOf(name), {
        method: 'GET',
        url: `http://${name}/teishutsu/${page}.html`,
        type: 'text/html',
        bytes: 30_000,
      })
    yield connect(time, pc.address, name, addressOf(name), {
      sent: random.whole(35, 90) * 1_000_000,
      bytes: 4000,
      ms: 60_000,
    })
  }
  const alone = one(office, 55)
  yield connect(office.midnight + 16.5 * HOUR, alone.address, 'ftp.nouhin-saki.co.jp', addressOf('nouhin'), {
    sent: random.whole(20, 50) * 1_000_000,
    bytes: 4000,
    ms: 60_000,
  })
}

/** Windows prefers IPv6 where the line has it: what may go past the proxy goes by it. */
const dualStack: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (const pc of some(office, 0.3, 56))
    for (let i = 0; i < 25; i++) {
      const name = `edge${random.whole(0, 60)}.officeapps.live.com`
      const time = office.midnight + random.between(9, 18) * HOUR
      yield lookUp(time - 0.3, pc.address, name, [address6Of(name)], { type: 'AAAA' })
      yield direct(time, sixOf(pc), pc.name, address6Of(name), { sent: 3000, received: 30_000 })
    }
}

export const ROAMING: LookAlike[] = [phones, tethering, calls, encrypted, teleworkers, closing, dualStack]
