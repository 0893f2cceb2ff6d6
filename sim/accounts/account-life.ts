/** What honest people and their programs do with accounts: the office's day, and everything harmless that looks like an abuse. */
import { SERVERS } from '../organisation.ts'
import { Random } from '../random.ts'
import { type AccountEvent, arrives, BROWSER, type Fetched, type Sent, signIn } from './account-event.ts'
import { ABROAD, anyIn, GMAIL, HOMES, MOBILES, OFFICE, OUTLOOK, SAKURA, SERVERS_ABROAD } from './network.ts'
import { DOMAIN, type Employee } from './staff.ts'

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]
const PARTNERS = Array.from({ length: 40 }, (_, i) => `tanto${i}@partner${i % 12}.example.jp`)

interface Period {
  first: number
  last: number
  seed: number
}

export function* accountLife(staff: Employee[], { first, last, seed }: Period): Generator<AccountEvent> {
  const random = new Random(seed * 32452867 + 7)
  for (let midnight = first; midnight < last; midnight += DAY) {
    const weekday = new Date((midnight + 9 * HOUR) * 1000).getUTCDay()
    const weekend = weekday === 0 || weekday === 6
    for (const one of staff) yield* dayOf(one, midnight, weekend, random)
    if (!weekend) yield* newsletter(midnight, random)
  }
  for (const twin of TWINS) yield* twin(staff, { first, last, seed }, random)
}

function* dayOf(one: Employee, midnight: number, weekend: boolean, random: Random): Generator<AccountEvent> {
  const remote = one.remote && random.next() < 0.3
  const [start, end] = [midnight + random.between(8.2, 9.4) * HOUR, midnight + random.between(17.2, 20) * HOUR]
  const address = remote ? one.home : one.pc.address
  if (!weekend) {
    if (remote) yield signIn(start, 'vpn', one.name, one.home)
    for (let time = start; time < end; time += random.between(3, 5) * HOUR)
      yield signIn(time, 'm365', one.mail, remote ? one.home : OFFICE, { agent: BROWSER, device: one.device })
    if (one.protocol !== 'none')
      for (let time = start; time < end; time += random.between(50, 70) * MINUTE)
        yield signIn(time, one.protocol, one.mail, address)
    for (let n = random.whole(1, 5); n > 0; n--) {
      const to = Array.from({ length: random.whole(1, 3) }, () => random.pick(PARTNERS))
      yield sent(random.between(start, end), one, address, to)
    }
    if (random.next() < 0.04) yield signIn(start - 40, 'imap', one.mail, address, { ok: false }) // mistyped
  }
  // the telephone, where IMAP is used at all
  if (one.protocol === 'imap')
    for (let n = random.whole(1, 4); n > 0; n--)
      yield signIn(
        midnight + random.between(7, 23) * HOUR,
        'imap',
        one.mail,
        random.next() < 0.6 ? one.mobile : one.home,
      )
}

const sent = (time: number, one: Employee, address: string, to: string[]): Sent => ({
  kind: 'sent',
  time,
  user: one.mail,
  from: one.mail,
  address,
  to,
  outcome: arrives,
})

/** A machine of ours writes to members every working day, always as many; some addresses are old. */
function* newsletter(midnight: number, random: Random): Generator<AccountEvent> {
  for (let part = 0; part < 8; part++)
    yield {
      kind: 'sent',
      time: midnight + 6 * HOUR + part * 60,
      user: '',
      from: `news@${DOMAIN}`,
      address: SERVERS.web,
      to: Array.from({ length: 15 }, (_, i) => `kaiin${part * 15 + i}@member${i % 9}.example.jp`),
      outcome: () => (random.next() < 0.03 ? 'bounced' : 'sent'),
    }
}

type Twin = (staff: Employee[], period: Period, random: Random) => Generator<AccountEvent>
const nth = (staff: Employee[], seed: number, salt: number) => staff[(seed * 5 + salt * 3) % staff.length] as Employee

const TWINS: Twin[] = [
  /** two days abroad with the usual laptop and telephone; the mail program at the desk goes on */
  function* businessTrip(staff, { first, last, seed }, random) {
    const one = nth(staff, seed, 1)
    const from = first + (last - first) * random.between(0.4, 0.6)
    const [hotel, street] = [anyIn(ABROAD.slice(4, 5), random), anyIn(ABROAD.slice(4, 5), random)]
    for (let time = from; time < Math.min(last, from + 2 * DAY); time += random.between(2, 6) * HOUR) {
      if (one.protocol === 'imap') yield signIn(time, 'imap', one.mail, random.next() < 0.5 ? hotel : street)
      else yield signIn(time, 'm365', one.mail, hotel, { agent: BROWSER, device: one.device })
    }
  },
  /** a new line at home, another provider */
  function* newHomeLine(staff, { first, last, seed }, random) {
    const one = nth(staff, seed, 2)
    const line = anyIn(HOMES, random)
    for (let time = first + (last - first) * 0.5; time < last; time += random.between(5, 12) * HOUR)
      yield signIn(time, one.protocol === 'none' ? 'm365' : one.protocol, one.mail, line, {
        agent: BROWSER,
        device: one.device,
      })
  },
  /** the telephone keeps the old password after a change */
  function* oldPassword(staff, { first, last, seed }, random) {
    const one = staff.find((other) => other.protocol === 'imap') ?? nth(staff, seed, 3)
    const from = first + (last - first) * random.between(0.5, 0.7)
    for (let time = from; time < Math.min(last, from + 9 * HOUR); time += 15 * MINUTE + random.between(0, 8))
      yield signIn(time, 'imap', one.mail, one.mobile, { ok: false })
    yield signIn(Math.min(last - 1, from + 9.2 * HOUR), 'imap', one.mail, one.mobile)
  },
  /** new Outlook and Gmail fetch the mail with the password that their users entered there */
  function* cloudClients(staff, { first, last, seed }, random) {
    for (const [salt, networks, service, begins] of [
      [4, OUTLOOK, 'imap', 0],
      [5, OUTLOOK, 'imap', 0.5],
      [6, GMAIL, 'pop3', 0.4],
    ] as const) {
      const one = nth(staff, seed, salt)
      for (let time = first + (last - first) * begins; time < last; time += random.between(20, 40) * MINUTE)
        yield signIn(time, service, one.mail, anyIn([...networks], random))
    }
  },
  /** an outside monitor tries the mail server with an account of its own */
  function* monitor(_staff, { first, last }, random) {
    for (let time = first + 60; time < last; time += 10 * MINUTE)
      yield signIn(time + random.between(0, 3), 'imap', `kanshi@${DOMAIN}`, SAKURA)
  },
  /** every open service is tried by strangers, day and night */
  function* everydayAttempts(_staff, { first, last }, random) {
    for (let time = first; time < last; time += random.between(5, 60) * MINUTE)
      yield signIn(
        time,
        'smtp',
        random.pick(['admin', 'info', 'test', 'sales', 'scan', 'root', 'user1']),
        anyIn([...SERVERS_ABROAD, ...ABROAD], random),
        { ok: false },
      )
  },
  /** an announcement to partners known from before */
  function* announcement(staff, { first, last, seed }) {
    const one = nth(staff, seed, 7)
    for (let part = 0; part < 4; part++)
      yield sent(
        first + Math.floor((last - first) / DAY / 2) * DAY + 10 * HOUR + part * 200,
        one,
        one.pc.address,
        PARTNERS.slice(part * 10, part * 10 + 10),
      )
  },
  /** newsletters go to a folder; a consent to a known mail program */
  function* tidy(staff, { first, last, seed }, random) {
    const one = nth(staff, seed, 8)
    const time = first + (last - first) * random.between(0.3, 0.9)
    yield {
      kind: 'change',
      time,
      user: one.mail,
      address: OFFICE,
      operation: 'New-InboxRule',
      parameters: [
        ['Name', 'メルマガ'],
        ['From', 'news@magazine.example.jp'],
        ['MoveToFolder', 'メルマガ'],
      ],
    }
    yield {
      kind: 'change',
      time: time + 3000,
      user: nth(staff, seed, 9).mail,
      address: OFFICE,
      operation: 'Consent to application.',
      parameters: [
        ['ConsentAction.Permissions', 'Scope: User.Read openid profile'],
        ['TargetId.ServicePrincipalNames', 'Zoom'],
      ],
    }
  },
  /** a person's own VPN service on the telephone, since always */
  function* privateVpn(staff, { first, last, seed }, random) {
    const one = nth(staff, seed, 10)
    const exit = anyIn(['185.210.219'], random)
    for (let time = first + 12 * HOUR; time < last; time += random.between(18, 30) * HOUR)
      yield signIn(time, 'm365', one.mail, exit, { agent: BROWSER, device: one.device })
  },
  /** telephones move between carriers' networks and free Wi-Fi */
  function* roaming(staff, { first, last, seed }, random) {
    const one = nth(staff, seed, 11)
    for (let time = first; time < last; time += random.between(8, 20) * HOUR)
      yield signIn(time, 'm365', one.mail, anyIn(MOBILES, random), { agent: BROWSER, device: one.device })
  },
  /** shared folders: a few files a day each, at home too; a hand-over takes hundreds, and a new PC is filled from the cloud */
  function* files(staff, { first, last, seed }) {
    const random = new Random(seed * 7368787 + 3)
    const fetch = function* (
      one: Employee,
      from: number,
      count: number,
      operation: Fetched['operation'],
      home = false,
    ) {
      for (let n = 0; n < count; n++)
        yield {
          kind: 'fetched',
          time: from + n * random.between(2, 30),
          user: one.mail,
          address: home ? one.home : OFFICE,
          operation,
          file: `${one.name}/${operation === 'FileDownloaded' ? Math.floor(from) : 'sync'}-${n}.xlsx`,
        } satisfies Fetched
    }
    for (let midnight = first; midnight < last; midnight += DAY)
      for (const one of staff)
        if (random.next() < 0.3)
          yield* fetch(
            one,
            midnight + random.between(9, 19) * HOUR,
            random.whole(1, 12),
            'FileDownloaded',
            random.next() < 0.2,
          )
    const noon = first + Math.floor((last - first) / DAY / 1.5) * DAY + 12 * HOUR
    yield* fetch(nth(staff, seed, 12), Math.min(noon, last - HOUR), random.whole(80, 400), 'FileDownloaded')
    yield* fetch(nth(staff, seed, 13), Math.min(noon, last - HOUR), random.whole(200, 900), 'FileSyncDownloadedFull')
  },
]
