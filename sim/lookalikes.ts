/**
 * Harmless everyday life that looks like an attack: what each detector must not take for one. Every organisation has some of each;
 * which hosts and how many is drawn from the seed.
 */

import { DEVICES } from './device-life.ts'
import { BROWSER, connect, direct, lookUp, type SimEvent } from './event.ts'
import { NAMES } from './name-life.ts'
import { every, HOUR, type LookAlike, type Office, one, some, workday } from './office.ts'
import { PROXY, RESOLVER, ROUTER, SERVERS } from './organisation.ts'
import { addressOf, Random } from './random.ts'
import { ROAMING } from './roaming-life.ts'

/** All of one day. */
export function* lookAlikesOf(office: Office): Generator<SimEvent> {
  for (const [i, play] of PLAYED.entries())
    yield* play(office, new Random(office.seed * 131 + i * 977 + office.day * 7))
}

/** Push messages of phones and PCs, straight to ports 5228 and 5223. */
function* push(office: Office, random: Random): Generator<SimEvent> {
  for (const pc of some(office, 0.3, 1))
    for (const time of every(office.midnight + 8 * HOUR, office.midnight + 20 * HOUR, 1700, random, 0.3))
      yield direct(time, pc.address, pc.name, addressOf('mtalk.google.com', random.whole(0, 3)), {
        port: random.pick([5228, 5223]),
        seconds: random.whole(600, 20_000),
      })
}

/** Web meetings: the name first, then relays by bare address, many of one range, through the proxy and past it. */
function* meetings(office: Office, random: Random): Generator<SimEvent> {
  if (office.weekend) return
  for (const pc of some(office, 0.15, 2)) {
    const start = office.midnight + random.whole(10, 16) * HOUR
    const end = start + random.between(0.5, 1.6) * HOUR
    const range = addressOf('zoom relay', random.whole(0, 2)).split('.').slice(0, 2).join('.')
    for (let time = start; time < end; time += 120)
      yield connect(time, pc.address, 'us06web.zoom.us', addressOf('us06web.zoom.us'))
    for (let time = start + 5; time < end; time += random.between(20, 200)) {
      const relay = `${range}.${random.whole(0, 9)}.${random.whole(1, 250)}`
      yield connect(time, pc.address, relay, relay, { bytes: 90_000, sent: 80_000, ms: 60_000 })
      yield direct(time, pc.address, pc.name, relay, {
        port: 8801,
        udp: true,
        sent: 900_000,
        received: 900_000,
        seconds: 60,
      })
    }
  }
}

/** A branch's router and a NAS that look their own names up. */
function* ownNames(office: Office, random: Random): Generator<SimEvent> {
  for (const time of every(office.midnight, office.midnight + 24 * HOUR, 900, random))
    yield lookUp(time, SERVERS.nas, `kaisha${office.seed % 89}.synology.me`, [addressOf('nas')])
}

/** A business service on a platform, used by people; a sync program on one PC since the first day. */
function* platforms(office: Office, random: Random): Generator<SimEvent> {
  if (office.weekend) return
  const [start, end] = workday(office, random)
  for (const pc of some(office, 0.25, 3))
    for (let time = start + random.heavy(900); time < end; time += random.heavy(2500))
      for (let i = 0; i < random.whole(1, 6); i++)
        yield connect(
          time + i * random.between(0.2, 3),
          pc.address,
          'kintai-saas.azurewebsites.net',
          addressOf('kintai'),
        )
  const pc = one(office, 4)
  for (let time = start + random.heavy(600); time < end; time += random.heavy(3000))
    for (let i = 0; i < random.whole(2, 7); i++)
      yield connect(
        time + i * random.between(0.2, 3),
        pc.address,
        'torihiki-mitsumori.herokuapp.com',
        addressOf('mitsumori'),
      )
}

/** What Windows and browsers ask for in vain: WPAD, search suffixes, services, three random names; an old file server; a retired name. */
function* vainLookUps(office: Office, random: Random): Generator<SimEvent> {
  if (office.weekend) return
  for (const pc of office.people) {
    const [start, end] = workday(office, random)
    for (const time of every(start, end, 3600, random, 0.2)) yield lookUp(time, pc.address, 'wpad.kaisha.co.jp', [])
    yield lookUp(start + 2, pc.address, '_ldap._tcp.dc._msdcs.kaisha.local', [])
    for (let i = 0; i < 3; i++)
      yield lookUp(start + 30 + i, pc.address, `${random.next().toString(36).slice(2, 12)}.kaisha.local`, [])
    yield lookUp(start + random.heavy(3000), pc.address, 'www.yahoo.co.jp.kaisha.local', [])
    yield lookUp(start + 1, pc.address, 'dc1.kaisha.co.jp', [SERVERS.directory])
  }
  for (const pc of some(office, 0.1, 5))
    for (const time of every(...workday(office, random), 600, random))
      yield lookUp(time, pc.address, 'oldfs.kaisha.co.jp', [])
  // a bookmark of an expired domain, asked for when the browser starts
  const pc = one(office, 6)
  yield lookUp(office.midnight + 9 * HOUR + random.between(0, 600), pc.address, 'www.kigen-gire.co.jp', [])
}

/** The mail server's block lists and reverse look-ups. */
function* blockLists(office: Office, random: Random): Generator<SimEvent> {
  for (const time of every(office.midnight, office.midnight + 24 * HOUR, 240, random, 0.8)) {
    const address = `${random.whole(1, 250)}.${random.whole(1, 250)}.113.203`
    yield lookUp(time, SERVERS.mail, `${address}.zen.spamhaus.org`, random.next() < 0.3 ? ['127.0.0.2'] : [])
    yield lookUp(time + 1, SERVERS.mail, `${address}.in-addr.arpa`, [])
  }
}

/** An own DNS filter that answers 0.0.0.0 for trackers, in some organisations. */
function* filtered(office: Office, random: Random): Generator<SimEvent> {
  if (office.weekend || office.seed % 3 !== 0) return
  for (const pc of some(office, 0.5, 7)) {
    const [start, end] = workday(office, random)
    for (let time = start; time < end; time += random.heavy(1500))
      yield lookUp(time, pc.address, `t${random.whole(1, 25)}.tracker-${random.whole(1, 25)}.com`, ['0.0.0.0'])
  }
}

/** Backup of the NAS to a cloud every night; a file-transfer service by day; a large first sync on all PCs; tax returns. */
function* uploads(office: Office, random: Random): Generator<SimEvent> {
  yield lookUp(office.midnight + 1.5 * HOUR - 1, SERVERS.nas, 's3.backup-cloud.co.jp', [addressOf('backup.cloud')])
  for (let part = 0; part < 6; part++)
    yield direct(office.midnight + 1.5 * HOUR + part * 300, SERVERS.nas, '', addressOf('backup.cloud'), {
      sent: random.whole(40, 70) * 1_000_000,
      received: 90_000,
      seconds: 200,
    })
  if (office.weekend) return
  for (const pc of some(office, 0.08, 8)) {
    const time = office.midnight + random.between(10, 17) * HOUR
    for (let i = 0; i < 4; i++)
      yield connect(time - 60 + i * 9, pc.address, '52.gigafile.nu', addressOf('gigafile'), {
        sent: 1800,
        bytes: 60_000,
      })
    yield connect(time, pc.address, '52.gigafile.nu', addressOf('gigafile'), {
      sent: random.whole(20, 120) * 1_000_000,
      bytes: 9000,
      ms: 90_000,
    })
  }
  if (office.day === 2)
    for (const pc of office.people)
      yield connect(
        office.midnight + random.between(9, 18) * HOUR,
        pc.address,
        'kaisha-my.sharepoint.com',
        addressOf('sharepoint'),
        { sent: random.whole(50, 900) * 1_000_000, bytes: 90_000, ms: 900_000 },
      )
  if (office.day % 30 === 3) {
    const pc = one(office, 9)
    yield connect(office.midnight + 14 * HOUR, pc.address, 'uketsuke.e-tax.nta.go.jp', addressOf('e-tax'), {
      sent: 60_000_000,
      bytes: 9000,
      ms: 60_000,
    })
  }
}

/** Chat and push that stay connected all day through the proxy; telework by day on a few PCs. */
function* longLives(office: Office, random: Random): Generator<SimEvent> {
  if (office.weekend) return
  for (const pc of some(office, 0.4, 10))
    yield connect(
      office.midnight + 17 * HOUR + random.whole(0, 900),
      pc.address,
      'wss-primary.slack.com',
      addressOf('slack'),
      { ms: random.whole(6, 9) * HOUR * 1000, bytes: 800_000 },
    )
  for (const pc of some(office, 0.5, 11))
    yield connect(
      office.midnight + 18 * HOUR + random.whole(0, 900),
      pc.address,
      'client.wns.windows.com',
      addressOf('wns'),
      { ms: random.whole(7, 10) * HOUR * 1000 },
    )
  for (const pc of some(office, 0.02, 12))
    for (let i = 0; i < 12; i++)
      yield connect(office.midnight + (8 + i) * HOUR, pc.address, 'gw3.magicconnect.net', addressOf('magicconnect'), {
        ms: 3_500_000,
        bytes: 9_000_000,
      })
}

/** Inside: file servers for all, an asset server that visits every PC, monitoring, a finder of copiers, a share that is gone. */
function* inside(office: Office, random: Random): Generator<SimEvent> {
  for (const [i, pc] of office.people.entries())
    yield direct(office.midnight + 10 * HOUR + i * 3, SERVERS.asset, '', pc.address, {
      port: 445,
      sent: 4000,
      received: office.weekend ? 0 : 9000,
      denied: office.weekend && random.next() < 0.9,
    })
  for (const server of Object.values(SERVERS))
    for (const time of every(office.midnight, office.midnight + 24 * HOUR, 1800, random))
      yield direct(time, SERVERS.monitor, '', server, { port: 10050 })
  if (office.weekend) return
  for (const pc of office.people) {
    const [start, end] = workday(office, random)
    for (let time = start; time < end; time += random.heavy(4000))
      yield direct(time, pc.address, pc.name, random.pick([SERVERS.files, SERVERS.directory]), {
        port: 445,
        sent: 20_000,
        received: 90_000,
      })
  }
  const finder = one(office, 13)
  if (office.day % 4 === 1)
    for (let i = 1; i < 120; i++)
      yield direct(office.midnight + 11 * HOUR + i / 5, finder.address, finder.name, `192.168.1.${i}`, {
        port: 9100,
        sent: 60,
        received: 0,
        denied: true,
      })
  const lost = one(office, 14)
  for (const time of every(...workday(office, random), 300, random))
    yield direct(time, lost.address, lost.name, '192.168.1.99', { port: 445, sent: 60, received: 0, denied: true })
}

/** Devices: the gateway's and servers' updates, mail, a copier's and a UPS's maker. */
function* devices(office: Office, random: Random): Generator<SimEvent> {
  for (const time of every(office.midnight, office.midnight + 24 * HOUR, 3600, random)) {
    const name = 'update.fortiguard.net'
    yield lookUp(time - 1, ROUTER, name, [addressOf(name)])
    yield direct(time, ROUTER, '', addressOf(name))
  }
  for (const time of every(office.midnight, office.midnight + 24 * HOUR, 6 * HOUR, random)) {
    yield lookUp(time - 1, SERVERS.web, 'deb.debian.org', [addressOf('deb.debian.org')])
    yield direct(time, SERVERS.web, '', addressOf('deb.debian.org'), { port: 80, received: 900_000 })
  }
  for (let i = 0; i < 30; i++)
    yield direct(
      office.midnight + random.between(0, 24) * HOUR,
      addressOf('visitor', random.whole(0, 400)),
      '',
      SERVERS.web,
      { received: 40_000 },
    )
  for (let i = 0; i < 40; i++) {
    const time = office.midnight + random.between(7, 21) * HOUR
    yield direct(time, SERVERS.mail, '', addressOf('partner mx', random.whole(0, 60)), { port: 25 })
    yield direct(time + 30, addressOf('partner mx', random.whole(0, 60)), '', SERVERS.mail, { port: 25 })
  }
  for (const time of every(office.midnight, office.midnight + 24 * HOUR, 3600, random))
    for (const client of [PROXY, RESOLVER, SERVERS.nas])
      yield direct(time, client, '', addressOf('ntp.nict.jp'), { port: 123, udp: true, sent: 76, received: 76 })
}

/** Remote support that the supplier uses on many PCs; somebody who reads a tool's page. */
function* remoteSupport(office: Office, random: Random): Generator<SimEvent> {
  if (office.weekend) return
  for (const pc of some(office, 0.3, 15))
    for (const time of every(...workday(office, random), 1800, random, 0.1))
      yield connect(time, pc.address, 'router7.teamviewer.com', addressOf('teamviewer'))
  if (office.day === 1)
    yield connect(office.midnight + 13 * HOUR, one(office, 16).address, 'anydesk.com', addressOf('anydesk'))
}

/** Residents of trusted services, with all the names that these use; a developer's scripts. */
function* trusted(office: Office, random: Random): Generator<SimEvent> {
  if (office.weekend) return
  for (const pc of some(office, 0.3, 17))
    for (const name of ['slack.com', 'edgeapi.slack.com', 'files.slack.com'])
      for (const time of every(...workday(office, random), 600, random, 0.1))
        yield connect(time, pc.address, name, addressOf(name), { agent: BROWSER })
  const pc = one(office, 18)
  for (const name of ['client.dropbox.com', 'bolt.dropbox.com', 'www.dropbox.com', 'd.dropbox.com'])
    for (const time of every(...workday(office, random), 300, random, 0.05))
      yield connect(time, pc.address, name, addressOf(name))
  const developer = one(office, 19)
  for (let time = office.midnight + 10 * HOUR; time < office.midnight + 18 * HOUR; time += random.heavy(2400)) {
    yield connect(time, developer.address, 'github.com', addressOf('github'), { agent: 'git/2.47.1.windows.1' })
    yield connect(time + 2, developer.address, 'api.github.com', addressOf('github-api'), { agent: BROWSER })
  }
}

const PLAYED: LookAlike[] = [
  push,
  meetings,
  ownNames,
  platforms,
  vainLookUps,
  blockLists,
  filtered,
  uploads,
  longLives,
  inside,
  devices,
  remoteSupport,
  trusted,
  ...NAMES,
  ...DEVICES,
  ...ROAMING,
]
