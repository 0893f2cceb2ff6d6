/** What honest people and their programs ask of the Exchange server, what the server asks itself, and what strangers try at every open one. */
import { SERVERS } from '../organisation.ts'
import { Random } from '../random.ts'
import type { AccountEvent } from './account-event.ts'
import { asks } from './exchange-event.ts'
import { EXCHANGE } from './exchange-lines.ts'
import { ABROAD, addressIn, anyIn, SERVERS_ABROAD } from './network.ts'
import { DOMAIN, type Employee } from './staff.ts'

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]

interface Period {
  first: number
  last: number
  seed: number
}

interface User extends Employee {
  /** as it signs in: KAISHA\sato, or the address */
  login: string
  telephone: { id: string; type: string; agent: string } | null
  /** reads at home in a browser now and then */
  browses: boolean
  mac: boolean
}

const TELEPHONES = [
  ['iPhone', 'Apple-iPhone15C2/2208.100'],
  ['iPhone', 'Apple-iPhone14C6/2107.93'],
  ['Android', 'Android-Mail/2025.09.14.808'],
  ['Outlook', 'Outlook-iOS-Android/1.0'],
] as const

const identifier = (random: Random) =>
  Array.from({ length: 26 }, () => random.pick([...'0123456789ABCDEFGHJKLMNPQRSTUV'])).join('')

export function newTelephone(random: Random): NonNullable<User['telephone']> {
  const [type, agent] = random.pick(TELEPHONES)
  return { id: identifier(random), type, agent }
}

function usersOf(staff: Employee[], random: Random): User[] {
  return staff.map((one) => ({
    ...one,
    login: random.next() < 0.7 ? `KAISHA\\${one.name}` : one.mail,
    telephone: random.next() < 0.55 ? newTelephone(random) : null,
    browses: random.next() < 0.4,
    mac: random.next() < 0.1,
  }))
}

export function* exchangeLife(staff: Employee[], { first, last, seed }: Period): Generator<AccountEvent> {
  const random = new Random(seed * 122949829 + 23)
  const users = usersOf(staff, random)
  for (let midnight = first; midnight < last; midnight += DAY) {
    const weekday = new Date((midnight + 9 * HOUR) * 1000).getUTCDay()
    for (const one of users) yield* dayOf(one, midnight, weekday === 0 || weekday === 6, random)
  }
  for (const twin of TWINS) yield* twin(users, { first, last, seed }, random)
}

const programOf = ({ mac }: User) => (mac ? 'ews' : 'mapi')
const carrierOf = ({ mobile }: Employee) => mobile.split('.').slice(0, 2).join('.')
/** The carrier gives another address at nearly every contact. */
const onTheWay = (one: Employee, random: Random) => (random.next() < 0.5 ? one.home : addressIn(carrierOf(one), random))

function* dayOf(one: User, midnight: number, weekend: boolean, random: Random): Generator<AccountEvent> {
  const [start, end] = [midnight + random.between(8.2, 9.4) * HOUR, midnight + random.between(17.2, 20) * HOUR]
  const address = one.remote && random.next() < 0.3 ? one.home : one.pc.address
  if (!weekend)
    for (let time = start; time < end; time += random.between(40, 130) * MINUTE)
      yield asks(time, programOf(one), one.login, address)
  if (one.telephone) yield* polls(one, one.telephone, midnight, random)
  if (one.browses && random.next() < 0.35)
    yield asks(midnight + random.between(18, 23) * HOUR, 'owa', one.login, one.home, {
      ok: random.next() > 0.1,
    })
}

function* polls(one: User, device: NonNullable<User['telephone']>, midnight: number, random: Random) {
  for (
    let time = midnight + random.between(6, 8) * HOUR;
    time < midnight + DAY;
    time += random.between(15, 120) * MINUTE
  )
    yield asks(time, 'activesync', one.login, onTheWay(one, random), { device, agent: device.agent })
}

type Twin = (users: User[], period: Period, random: Random) => Generator<AccountEvent>
const sometime = ({ first, last }: Period, random: Random) => first + (last - first) * random.between(0.3, 0.9)
const withTelephone = (users: User[], random: Random) => random.pick(users.filter((one) => one.telephone !== null))

const TWINS: Twin[] = [
  /** the password was changed; telephone and Outlook at home go on with the old one for hours */
  function* oldPassword(users, period, random) {
    for (const one of users.filter((user) => user.telephone).slice(0, random.whole(1, 3))) {
      const device = one.telephone as NonNullable<User['telephone']>
      const [start, hours] = [sometime(period, random), random.between(1, 14)]
      const addresses = [addressIn(carrierOf(one), random), one.home, addressIn(carrierOf(one), random)]
      for (let time = start; time < start + hours * HOUR; time += random.between(3, 25) * MINUTE)
        yield asks(time, 'activesync', one.login, random.pick(addresses), { device, agent: device.agent, ok: false })
      yield asks(start + hours * HOUR + 60, 'activesync', one.login, one.home, { device, agent: device.agent })
    }
  },
  /** told at the desk by a notice of absence; telephone and notebook come along */
  function* businessTrip(users, period, random) {
    const one = random.pick(users)
    const country = random.pick(ABROAD)
    const [hotel, start] = [addressIn(country, random), sometime(period, random)]
    const range = hotel.split('.').slice(0, 3).join('.')
    const end = Math.min(period.last, start + random.between(1, 4) * DAY)
    yield asks(start - DAY, 'owa', one.login, one.pc.address, { act: 'absence' })
    for (let time = start; time < end; time += random.between(1, 5) * HOUR)
      if (one.telephone && random.next() < 0.7)
        yield asks(time, 'activesync', one.login, addressIn(range, random), {
          device: one.telephone,
          agent: one.telephone.agent,
        })
      else yield asks(time, programOf(one), one.login, hotel)
  },
  /** replaced in the shop, first seen at home */
  function* newDevice(users, period, random) {
    const one = withTelephone(users, random) ?? random.pick(users)
    const device = newTelephone(random)
    for (let time = sometime(period, random); time < period.last; time += random.between(20, 200) * MINUTE)
      yield asks(time, 'activesync', one.login, onTheWay(one, random), { device, agent: device.agent })
  },
  /** newsletters into a folder, at the desk or at home */
  function* tidy(users, period, random) {
    for (let n = random.whole(1, 4); n > 0; n--) {
      const one = random.pick(users)
      const [address, act] = [random.pick([one.home, one.pc.address]), random.pick(['rule', 'old-rule'] as const)]
      yield asks(sometime(period, random), 'owa', one.login, address, { act })
    }
  },
  /** the server's own probes, some with a password that was just renewed; a monitor and a balancer beside it */
  function* probes(_users, { first, last }, random) {
    const boxes = Array.from({ length: 4 }, () => `HealthMailbox${identifier(random).toLowerCase()}@${DOMAIN}`)
    for (let time = first; time < last; time += random.between(8, 14) * MINUTE) {
      const agent = random.pick([
        'AMProbe/Local/ClientAccess',
        'MSEXCHMON; ACTIVEMONITORING; OwaSelfTest',
        'EWSSelfTest',
      ])
      const service = random.pick(['owa', 'ews', 'activesync', 'mapi'] as const)
      const address = random.pick(['127.0.0.1', '::1', EXCHANGE, '192.168.1.27'])
      yield asks(time, service, random.pick(boxes), address, { agent, ok: random.next() > 0.03 })
      yield asks(time + 20, 'owa', '', SERVERS.monitor, { agent: 'check_http/v2.4.5 (monitoring-plugins 2.4.5)' })
    }
  },
  /** every server that is open is tried by strangers, by names that every house has, and looked at */
  function* everydayAttempts(_users, { first, last }, random) {
    for (let time = first; time < last; time += random.between(10, 90) * MINUTE) {
      const address = anyIn([...SERVERS_ABROAD, ...ABROAD], random)
      const user = random.next() < 0.5 ? '' : random.pick(['administrator', 'admin', 'test', 'info', 'scan', 'backup'])
      yield asks(time, random.pick(['owa', 'autodiscover', 'ews'] as const), user, address, {
        ok: user === '',
        agent: random.pick(['Mozilla/5.0 zgrab/0.x', 'python-requests/2.32.3', '-', 'Mozilla/5.0 (compatible)']),
      })
    }
  },
]
