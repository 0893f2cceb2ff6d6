/** What attackers do with the directory and with services' passwords, with parameters drawn from the seed. */
import type { Random } from '../random.ts'
import type { AccountEvent } from './account-event.ts'
import { type Administration, administers, askedFor, atMachine, opened } from './directory-event.ts'
import { inCloud } from './directory-life.ts'
import { CONTROLLER, FILES, type Holder, type House, MACHINES, type Machine, mailOf, type Service } from './house.ts'
import { anyIn, HOMES, SERVERS_ABROAD } from './network.ts'
import type { Abuse, Play } from './play.ts'

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]

const midnightOf = (time: number) => Math.floor((time + 9 * HOUR) / DAY) * DAY - 9 * HOUR
const doer = ({ house, victim }: Abuse): Holder => (house.stolen ? house.administrator : victim)
const abusedService = ({ house, start }: Abuse) => house.services[Math.floor(start) % house.services.length] as Service

/** Names that nobody asks about: like a service in use, like a desk, like nothing. */
function newName({ services }: House, random: Random): string {
  const known = random.pick(services).name
  const alike = known.includes('-') ? known.replace('-', '_') : `${known.slice(0, 3)}-${known.slice(3)}`
  return random.pick([alike, 'svc-update', 'helpdesk', 'support01', 'test2', 'sysadm'])
}

/** An account of his own, with an administrator's rights: mostly at night, mostly both at once, mostly used at once. */
function* ownAdministrator(one: Abuse): Generator<AccountEvent> {
  const { house, victim, staff, start, random } = one
  const who = doer(one)
  const began =
    midnightOf(start) + (random.next() < 0.7 ? random.between(22, 26) : DAY / HOUR + random.between(9, 17)) * HOUR
  const rightsAfter = random.next() < 0.8 ? random.between(0.5, 15) : random.between(70, 300)
  const usedAfter = random.next() < 0.7 ? random.between(3, 40) : random.between(120, 600)
  const name = newName(house, random)
  const acts: [number, Administration['act'], string][] = [
    [2, 'create', name],
    [2 + rightsAfter, 'power', name],
    ...(random.next() < 0.2 ? [[rightsAfter + usedAfter + 60, 'delete', name] as [number, 'delete', string]] : []),
  ]
  const usedAt = began + (2 + rightsAfter + usedAfter) * MINUTE
  if (house.directory === 'windows') {
    const from = random.next() < 0.5 ? victim.pc : random.pick(staff).pc
    yield opened(began, who, from, random.pick(['network', 'rdp'] as const))
    yield* administers(house.directory, who, began, from.address, acts)
    for (const machine of [CONTROLLER, FILES]) yield atMachine(usedAt, name, from, machine.name, 'network', true)
    return
  }
  const address = anyIn(random.next() < 0.6 ? SERVERS_ABROAD : HOMES, random)
  yield inCloud(house.directory, began, who, address)
  yield* administers(house.directory, who, began, address, acts)
  yield inCloud(house.directory, usedAt, { mail: mailOf(name) }, address)
}

/** A service's password from its server, used on another server: over the network or at its screen, on a few machines or many. */
function* servicesPassword(one: Abuse): Generator<AccountEvent> {
  const { staff, start, random } = one
  const { name, home, reaches } = abusedService(one)
  const from = random.pick(
    MACHINES.filter((machine) => machine !== home && machine !== CONTROLLER && !reaches.includes(machine)),
  )
  const others: Machine[] = [
    ...MACHINES.filter((machine) => machine !== from),
    ...staff.slice(0, 4).map(({ pc }) => pc),
  ]
  const targets = others.sort(() => random.next() - 0.5).slice(0, random.whole(2, 9))
  const seated = random.next() < 0.4
  const hour = random.next() < 0.6 ? random.between(22, 29) : random.between(10, 17)
  let time = midnightOf(start) + hour * HOUR
  yield atMachine(time - 5, name, from, CONTROLLER.name, 'ticket')
  for (const [i, target] of targets.entries()) {
    yield atMachine(time, name, from, target.name, seated && i === 0 ? 'rdp' : 'network', random.next() < 0.5)
    time += random.between(0.5, 20) * MINUTE
  }
}

/** Tickets of all services' accounts, to guess their passwords elsewhere: at once, or spread over some minutes. */
function* servicesTickets({ house, victim, start, random }: Abuse): Generator<AccountEvent> {
  const began = midnightOf(start) + random.between(9, 23) * HOUR
  const pause = random.pick([0.5, 20, 120])
  const names = [...house.services.map(({ name }) => name), 'svc-sql', 'svc-print', 'svc-scan'].slice(
    0,
    random.whole(4, 6),
  )
  for (const [i, name] of names.entries())
    yield askedFor(began + i * pause * random.between(0.5, 1.5), victim.name, victim.pc, name, 'RC4')
}

export const DIRECTORY_PLAYS = {
  'account-roasting': {
    expected: ['kerberos-roasting'],
    verdict: 'suspected',
    play: servicesTickets,
  },
  'account-administrator': {
    expected: ['new-administrator'],
    verdict: 'suspected',
    quiet: 7,
    whose: (one) => ({ account: doer(one).mail, host: doer(one).pc.name }),
    play: ownAdministrator,
  },
  'account-service': {
    expected: ['strayed-service'],
    verdict: 'suspected',
    quiet: 7,
    whose: (one) => ({ account: mailOf(abusedService(one).name), host: abusedService(one).home.name }),
    play: servicesPassword,
  },
} as const satisfies Record<string, Play>
