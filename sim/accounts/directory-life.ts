/** The administrator's, the servers' and the services' ordinary days, and everything harmless that looks like an account made or a service's password abused. */
import { Random } from '../random.ts'
import { type AccountEvent, BROWSER, signIn } from './account-event.ts'
import { type Administration, administers, askedFor, atMachine, opened } from './directory-event.ts'
import { CONTROLLER, FILES, type Holder, type House, MACHINES, mailOf, NEW_MACHINE, type Service } from './house.ts'
import { OFFICE } from './network.ts'
import type { Employee } from './staff.ts'

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]

interface Period {
  first: number
  last: number
  seed: number
}

export function* directoryLife(
  staff: Employee[],
  house: House,
  { first, last, seed }: Period,
): Generator<AccountEvent> {
  const random = new Random(seed * 15485867 + 31)
  const days = workdays(first, last)
  for (const midnight of days) {
    // a machine's own ticket tells which address is whose
    for (const machine of [...MACHINES, ...staff.map(({ pc }) => pc)])
      yield atMachine(midnight + random.between(8, 8.2) * HOUR, `${machine.name}$`, machine, CONTROLLER.name, 'ticket')
    for (const one of staff) yield* atTheDesk(one, midnight, random)
    yield* ticketsOfDay(staff, house, midnight)
    yield* administratorsDay(house, midnight, random)
  }
  const lateOn = random.whole(0, 4)
  for (const midnight of house.late ? days.filter((_, i) => i % 5 === lateOn) : [])
    yield opened(midnight + random.between(22, 23.5) * HOUR, house.administrator, house.administrator.pc, 'rdp')
  yield* servicesLife(house, { first, last, seed }, random)
  for (const twin of TWINS) yield* twin({ staff, house, days, random })
}

/** midnights in Japan */
function workdays(first: number, last: number): number[] {
  const all = Array.from({ length: Math.floor((last - first) / DAY) }, (_, i) => first + i * DAY)
  return all.filter((midnight) => ![0, 6].includes(new Date((midnight + 9 * HOUR) * 1000).getUTCDay()))
}

function* atTheDesk(one: Employee, midnight: number, random: Random): Generator<AccountEvent> {
  const start = midnight + random.between(8.2, 9.4) * HOUR
  yield atMachine(start, one.name, one.pc, CONTROLLER.name, 'ticket')
  for (let n = random.whole(1, 3), time = start + 60; n > 0; n--, time += random.between(1, 3) * HOUR)
    yield atMachine(time, one.name, one.pc, FILES.name, 'network')
}

/** Everybody uses the services; one is so old that all its tickets are. */
function* ticketsOfDay(staff: Employee[], { services }: House, midnight: number): Generator<AccountEvent> {
  for (const [i, one] of staff.entries()) {
    const service = services[i % services.length]
    const time = midnight + 9.5 * HOUR + i * 40
    if (service) yield askedFor(time, one.name, one.pc, service.name)
    yield askedFor(time + 20, one.name, one.pc, OLD_SERVICE, 'RC4')
  }
}
const OLD_SERVICE = 'svc-kintai'

function* administratorsDay({ directory, administrator }: House, midnight: number, random: Random) {
  const start = midnight + random.between(8.8, 10) * HOUR
  yield atMachine(start - 20 * MINUTE, administrator.name, administrator.pc, CONTROLLER.name, 'ticket')
  yield opened(start, administrator, administrator.pc, 'rdp')
  for (let n = random.whole(1, 3); n > 0; n--)
    yield atMachine(
      start + random.between(0.2, 7) * HOUR,
      administrator.name,
      administrator.pc,
      random.pick(MACHINES).name,
      random.pick(['network', 'rdp'] as const),
      true,
    )
  if (directory !== 'windows') yield inCloud(directory, start + random.between(0, 3) * HOUR, administrator, OFFICE)
}

export const inCloud = (directory: House['directory'], time: number, who: Pick<Holder, 'mail'>, address: string) =>
  signIn(time, directory === 'google' ? 'google' : 'm365', who.mail, address, { agent: BROWSER })

function* servicesLife({ services }: House, { first, last }: Period, random: Random): Generator<AccountEvent> {
  const movedAt = first + (last - first) * random.between(0.4, 0.8)
  const addedAt = first + (last - first) * random.between(0.4, 0.7)
  const which = random.whole(0, 2)
  for (const [i, service] of services.entries())
    for (let midnight = first; midnight < last; midnight += DAY)
      for (const hour of service.hours) {
        const time = midnight + hour * HOUR + random.between(0, 6) * MINUTE
        const isMoved = which === i && time > movedAt
        yield* runs(isMoved ? { ...service, home: NEW_MACHINE } : service, time, random)
        // a second server beside the first shares its work
        if ((which + 1) % 3 === i && time > addedAt)
          yield* runs(
            { ...service, home: { name: `${service.home.name}2`, address: '192.168.1.51' } },
            time + 900,
            random,
          )
      }
}

function* runs({ name, home, reaches }: Service, time: number, random: Random): Generator<AccountEvent> {
  yield atMachine(time, name, null, home.name, 'service')
  yield atMachine(time + 1, name, home, CONTROLLER.name, 'ticket')
  for (const machine of reaches)
    yield atMachine(time + random.between(2, 200), name, home, machine.name, 'network', name.includes('back'))
}

interface Scene {
  staff: Employee[]
  house: House
  days: number[]
  random: Random
}

/** The administrator sits down, in the domain or in the cloud, and does it. */
export function* administration(
  { directory, administrator }: House,
  began: number,
  acts: Parameters<typeof administers>[4],
): Generator<AccountEvent> {
  if (directory === 'windows') yield opened(began, administrator, administrator.pc, 'rdp')
  else yield inCloud(directory, began, administrator, OFFICE)
  yield* administers(directory, administrator, began, OFFICE, acts)
}

const firstUse = ({ directory }: House, time: number, name: string, pc: Holder['pc']): AccountEvent =>
  directory === 'windows'
    ? atMachine(time, name, pc, FILES.name, 'network')
    : inCloud(directory, time, { mail: mailOf(name) }, OFFICE)

const officeHour = (days: number[], random: Random, [from, to] = [0, 1]) =>
  (days[Math.floor(days.length * random.between(from ?? 0, to ?? 1))] ?? days[0] ?? 0) + random.between(9.5, 17) * HOUR

const TWINS: ((scene: Scene) => Generator<AccountEvent>)[] = [
  /** new staff: all on one morning, into their department's group; they come days later */
  function* newStaff({ house, days, random }) {
    const began = officeHour(days, random)
    const names = Array.from({ length: random.whole(2, 20) }, (_, i) => `shinnyu${random.whole(10, 99)}${i}`)
    yield* administration(
      house,
      began,
      names.flatMap((name, i): [number, Administration['act'], string][] => [
        [i + 0.2, 'create', name],
        [i + 0.6, 'department', name],
      ]),
    )
    for (const [i, name] of names.entries())
      yield firstUse(house, began + 3 * DAY + i * 300, name, { name: '', address: `192.168.30.${10 + i}` })
  },
  /** a colleague becomes an administrator, in working hours, and uses it on that day */
  function* colleague({ staff, house, days, random }) {
    const other = random.pick(staff)
    const began = officeHour(days, random)
    const name = `adm.${other.name}`
    const isNew = random.next() < 0.5
    yield* administration(house, began, [
      ...(isNew ? [[1, 'create', name] as [number, 'create', string]] : []),
      [random.between(2, 20), 'power', name],
    ])
    yield firstUse(house, began + random.between(0.5, 5) * HOUR, name, other.pc)
  },
  /** a maker's engineer gets an account for a day's work */
  function* engineer({ house, days, random }) {
    const began = officeHour(days, random)
    const name = random.pick(['hoshu01', 'vendor-tmp', 'sagyou'])
    yield* administration(house, began, [
      [1, 'create', name],
      [random.between(5, 9) * 60, 'delete', name],
    ])
    yield firstUse(house, began + random.between(10, 90) * MINUTE, name, { name: '', address: '192.168.1.200' })
  },
  /** an account for the service of a new system, which runs from the next day on */
  function* newSystem({ house, days, random }) {
    const began = officeHour(days, random, [0.2, 0.7])
    const name = random.pick(['svc-kintai', 'svc-nippou'])
    yield* administration(house, began, [[2, 'create', name]])
    for (const midnight of days.filter((day) => day > began))
      yield* runs(
        { name, home: { name: 'SV-KINTAI', address: '192.168.1.52' }, reaches: [FILES], hours: [] },
        midnight + 6 * HOUR,
        random,
      )
  },
  /** on a Saturday a system is exchanged: rights for its account, by whoever sits there all day */
  function* exchange({ house, days, random }) {
    const friday = days.find((day) => new Date((day + 9 * HOUR) * 1000).getUTCDay() === 5)
    if (friday === undefined || random.next() < 0.5) return
    const began = friday + DAY + random.between(10, 12) * HOUR
    for (let n = 0; n < 5; n++)
      yield atMachine(
        began + n * 50 * MINUTE,
        house.administrator.name,
        house.administrator.pc,
        random.pick(MACHINES).name,
        'rdp',
        true,
      )
    yield* administration(house, began, [
      [20, 'create', 'svc-idou'],
      [25, 'power', 'svc-idou'],
    ])
  },
  /** the service's maintenance in person, on its own server */
  function* maintenance({ house, days, random }) {
    const service = house.services[1] as Service
    yield atMachine(officeHour(days, random), service.name, service.home, service.home.name, 'console')
    yield atMachine(
      officeHour(days, random),
      house.administrator.name,
      house.administrator.pc,
      service.home.name,
      'rdp',
      true,
    )
  },
]
