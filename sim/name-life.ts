/** Names that look made by a machine, or lead nowhere, and are neither an attacker's. */
import { connect, direct, lookUp } from './event.ts'
import { every, HOUR, type LookAlike, one, some, workday } from './office.ts'
import { SERVERS } from './organisation.ts'
import { addressOf, type Random } from './random.ts'

const hex = (random: Random, length: number) =>
  Array.from({ length }, () => random.pick([...'0123456789abcdef'])).join('')

/** Reputation asked by name: by every PC of one product, by a single PC of another. */
const reputation: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (const pc of some(office, 0.5, 30)) {
    const [start, end] = workday(office, random)
    for (let time = start; time < end; time += random.heavy(900))
      yield lookUp(time, pc.address, `${hex(random, 26)}.${hex(random, 8)}.avqs.mcafee.com`, ['127.0.0.1'])
  }
  const alone = one(office, 31)
  const [start, end] = workday(office, random)
  for (let time = start; time < end; time += random.heavy(400))
    yield lookUp(time, alone.address, `${hex(random, 40)}.w.06.s.sophosxl.net`, [], {
      type: 'TXT',
      data: ['w 1 86400'],
    })
}

/** The mail server's policy look-ups: SPF with macros, DKIM keys, a list of hashes. */
const policies: LookAlike = function* (office, random) {
  for (const time of every(office.midnight, office.midnight + 24 * HOUR, 300, random, 0.9)) {
    const partner = `torihiki${random.whole(1, 60)}.co.jp`
    const txt = { type: 'TXT', data: ['v=spf1 -all'] }
    yield lookUp(time, SERVERS.mail, `${random.whole(1, 250)}.0.113.203.i.sender.${partner}._spf.${partner}`, [], txt)
    yield lookUp(time + 1, SERVERS.mail, `${hex(random, 24)}._domainkey.${partner}`, [], {
      type: 'TXT',
      data: ['p=MIIB'],
    })
    yield lookUp(
      time + 2,
      SERVERS.mail,
      `${hex(random, 40)}.hashbl.example.net`,
      random.next() < 0.2 ? ['127.0.0.2'] : [],
    )
  }
}

/** Hash labels of clouds and CDNs, which come again; Chromium's three random names of one label. */
const hashes: LookAlike = function* (office, random) {
  if (office.weekend) return
  for (const pc of some(office, 0.3, 32)) {
    const [start, end] = workday(office, random)
    for (let time = start; time < end; time += random.heavy(1200)) {
      const nth = random.whole(1, 200)
      const name = `r${nth}---sn-${((nth * 2654435761) >>> 0).toString(36)}x${((nth * 40503) >>> 0).toString(36)}.haishin-douga.com`
      yield connect(time, pc.address, name, addressOf(name))
    }
    for (let i = 0; i < 3; i++) {
      const letters = Array.from({ length: random.whole(7, 15) }, () => random.pick([...'abcdefghijklmnopqrstuvwxyz']))
      yield lookUp(start + 30 + i, pc.address, letters.join(''), [])
    }
  }
}

/** Old bookmarks, abbreviations and Japanese domains that lapsed: a link checker asks for all of them in an hour. */
const lapsed: LookAlike = function* (office, random) {
  if (office.day % 7 !== 2) return
  const pc = one(office, 33)
  const words = ['kougyou', 'shoji', 'denki', 'unyu', 'kensetsu', 'sangyo', 'giken', 'bussan', 'kanko', 'shokai']
  const first = ['nakano', 'asahi', 'nttx', 'kkk', 'sanwa', 'xn--fiq', 'daito', 'tokai', 'mssj', 'hokuto']
  for (let i = 0; i < 12; i++) {
    const name = `www.${first[random.whole(0, 9)]}-${words[random.whole(0, 9)]}.${random.pick(['co.jp', 'or.jp', 'com'])}`
    yield lookUp(office.midnight + 11 * HOUR + i * 120, pc.address, name, [])
  }
}

/** A printer's and a program's question for an IPv6 address that there is none of; HTTPS records before the address. */
const newTypes: LookAlike = function* (office, random) {
  if (office.weekend) return
  const pc = one(office, 34)
  for (const time of every(...workday(office, random), 600, random))
    yield lookUp(time, pc.address, 'v4only.gyomu-soft.co.jp', [], { type: 'AAAA', exists: true })
  for (const user of some(office, 0.2, 35))
    for (const time of every(...workday(office, random), 2400, random, 0.4)) {
      const name = 'teams.microsoft.com'
      const address = addressOf(name, random.whole(0, 3))
      yield lookUp(time, user.address, name, [], {
        type: 'HTTPS',
        exists: true,
        data: [`1 . alpn=h3 ipv4hint=${address}`],
      })
      yield direct(time + 0.2, user.address, user.name, address, { udp: true, sent: 9000, received: 40_000 })
    }
}

/** Monitoring asks for the names of all addresses, and a proxy log reader for those outside. */
const reverse: LookAlike = function* (office, random) {
  for (const time of every(office.midnight, office.midnight + 24 * HOUR, 900, random))
    for (let i = 0; i < 8; i++)
      yield lookUp(
        time + i * 0.3,
        SERVERS.monitor,
        `${random.whole(1, 250)}.${random.whole(1, 250)}.113.203.in-addr.arpa`,
        [],
      )
}

/** The provider answers the names on its list of child abuse with one page. */
const blockPage: LookAlike = function* (office, random) {
  if (office.weekend || random.next() < 0.6) return
  const pc = one(office, 36)
  yield lookUp(office.midnight + 15 * HOUR, pc.address, `gazou${random.whole(1, 9)}.keijiban-site.net`, ['210.130.0.9'])
}

export const NAMES: LookAlike[] = [reputation, policies, hashes, lapsed, newTypes, reverse, blockPage]
