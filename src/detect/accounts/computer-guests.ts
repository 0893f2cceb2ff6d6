/** Accounts of others at a computer that has an owner: who came when, and what would explain it. */
import { isIP } from 'node:net'
import type { ComputerUse, ComputerUses } from './computer-use.ts'
import { isAdministrator, isSameHolder, isService } from './holder.ts'

export interface Limits {
  /** days on which a computer's owner must have been there before anybody is a guest */
  ownerDays: number
  ownerShare: number
  /** addresses and names that are no one's: proxies, servers, gateways */
  nobodys: Set<string>
}

export interface Guest {
  use: ComputerUse
  kind: 'service' | 'administrator' | 'person'
  /** signs in from other computers too: it is known where it belongs */
  elsewhere: boolean
  /** other people's computers at which it sat in working hours, one day here, one day there */
  visits: number
}

export interface Visited {
  computer: string
  owner: string
  /** whether its owner is an administrator */
  ofAdministrator: boolean
  /** the first days of all who were ever there beside its owner */
  comings: number[]
  guests: Guest[]
}

/** Computers with an owner at which accounts of others appeared, without those whose computer it became. */
export function visitedComputers(all: ComputerUses, limits: Limits): Visited[] {
  const byComputer = Map.groupBy(all.uses, (use) => use.computer)
  const byPerson = Map.groupBy(all.uses, (use) => use.person)
  const known: Known = {
    ...limits,
    programs: all.programs,
    byPerson,
    rights: privileged(all, byComputer, limits),
    visits: visitsIn(byComputer, limits, all.programs),
    busy: busyDays(all.uses),
    end: Math.max(0, ...all.uses.map((use) => use.last)),
  }
  const moving = areAddressesMoving(byPerson)
  return [...byComputer].flatMap(([computer, uses]): Visited[] => {
    if (all.servers.has(computer) || limits.nobodys.has(computer) || (moving && isIP(computer) !== 0)) return []
    const comers = uses.flatMap((use) => {
      const [day = 0] = use.days
      const owner = ownerOf(uses, known, day)
      return owner && !isOwn(use, owner) && !tookOver(use, owner, known) ? [{ use, owner }] : []
    })
    const guests = comers.flatMap(({ use }) => guestOf(use, known))
    const owner = comers.toSorted((a, b) => b.use.first - a.use.first)[0]?.owner
    if (!owner || guests.length === 0) return []
    return [
      {
        computer,
        owner: owner.person,
        ofAdministrator: uses.some((use) => isOwn(use, owner) && known.rights.has(use.person)),
        comings: uses.filter((use) => !isOwn(use, owner)).map((use) => use.days[0] ?? 0),
        guests,
      },
    ]
  })
}

/** From when a computer has an owner: days on which he was there, and his share of all who were. */
export const OWNED = { ownerDays: 3, ownerShare: 0.6 }

/** Computers that one person uses: who else comes there is told by borrowed-computer. */
export function ownedComputers({ uses, servers, programs }: ComputerUses, limits: Limits): Set<string> {
  const byComputer = Map.groupBy(uses, (use) => use.computer)
  return new Set(
    [...byComputer].flatMap(([computer, own]) =>
      !servers.has(computer) && ownerOf(own, { ...limits, programs }) ? [computer] : [],
    ),
  )
}

interface Known extends Limits {
  programs: ReadonlySet<string>
  byPerson: Map<string, ComputerUse[]>
  /** persons with an administrator's rights */
  rights: Set<string>
  /** person → visits to computers that others own */
  visits: Map<string, ComputerUse[]>
  /** days on which the organisation works */
  busy: number[]
  end: number
}

/** Whoever has the computer nearly alone, on the days before one on which somebody came. */
function ownerOf(
  uses: ComputerUse[],
  { ownerDays, ownerShare, programs }: Limits & Pick<Known, 'programs'>,
  until = Number.POSITIVE_INFINITY,
): ComputerUse | null {
  const before = uses.map((use) => ({ use, days: use.days.filter((day) => day < until).length }))
  const [most] = before.toSorted((a, b) => b.days - a.days)
  if (!most || most.days < ownerDays || isService(most.use.person) || programs.has(most.use.person)) return null
  const others = before.filter(({ use }) => !isSameHolder(use.person, most.use.person) && use !== most.use)
  const all = most.days + others.reduce((sum, { days }) => sum + days, 0)
  return most.days >= all * ownerShare ? most.use : null
}

const isOwn = (use: ComputerUse, owner: ComputerUse) =>
  use.person === owner.person || isSameHolder(use.person, owner.person)

function visitsIn(
  byComputer: Map<string, ComputerUse[]>,
  limits: Limits,
  programs: ReadonlySet<string>,
): Map<string, ComputerUse[]> {
  const visits = [...byComputer.values()].flatMap((uses) => {
    const owner = ownerOf(uses, { ...limits, programs })
    return owner ? uses.filter((use) => !isOwn(use, owner)) : []
  })
  return Map.groupBy(visits, (use) => use.person)
}

/** The computer changed hands, or came in place of the guest's old one, which nobody uses since. */
function tookOver(use: ComputerUse, owner: ComputerUse, { byPerson, busy, end }: Known): boolean {
  const [first = 0] = use.days
  const after = use.attended.filter((day) => day > first).length
  const left = owner.last < use.first && busy.filter((day) => day > first).length >= HANDED
  if (left && after >= HANDED) return true
  const homes = homesOf(use, byPerson)
  const silent = homes.length > 0 && homes.every((home) => (home.days.at(-1) ?? 0) <= first)
  return silent && after >= HANDED && end - use.first > HANDED * 86_400
}

const HANDED = 2 // working days after

/** A person belongs where he is on several days. */
const homesOf = (use: ComputerUse, byPerson: Map<string, ComputerUse[]>) =>
  (byPerson.get(use.person) ?? []).filter((one) => one.computer !== use.computer && one.days.length >= HOME)

const HOME = 3 // days

function guestOf(use: ComputerUse, known: Known): Guest[] {
  const { person, computer } = use
  const kind =
    isService(person) || known.programs.has(person) ? 'service' : known.rights.has(person) ? 'administrator' : 'person'
  // of an ordinary person only what happens while his own computer stays in use
  if (kind === 'person' && !homesOf(use, known.byPerson).some((home) => home.last > use.first)) return []
  const others = (known.visits.get(person) ?? []).filter(
    // programs are rolled out at any hour, people come in working hours
    (one) => one.computer !== computer && (kind === 'service' || one.nightly === 0),
  )
  const days = new Set(others.map((one) => one.days[0]))
  return [
    {
      use,
      kind,
      elsewhere: (known.byPerson.get(person) ?? []).some((one) => one.computer !== computer && one.days.length >= 2),
      visits: kind === 'service' ? others.length : Math.min(others.length, days.size),
    },
  ]
}

/** 4672 on one's own computer tells only that its users are its administrators; where a third of all have it, it tells nothing. */
function privileged(
  { uses, rights }: ComputerUses,
  byComputer: Map<string, ComputerUse[]>,
  limits: Limits,
): Set<string> {
  const persons = new Set(uses.map((use) => use.person))
  const told = [...rights].flatMap(([person, machines]) =>
    machines.some((machine) => {
      const there = byComputer.get(machine)?.find((use) => use.person === person)
      return !there || there.days.length < limits.ownerDays
    })
      ? [person]
      : [],
  )
  const few = told.length <= Math.max(3, persons.size * FEW) ? told : []
  return new Set([...few, ...[...persons].filter((person) => isAdministrator(person) || isService(person))])
}

const FEW = 0.3

function busyDays(uses: ComputerUse[]): number[] {
  const persons = new Map<number, number>()
  for (const day of uses.flatMap((use) => use.attended)) persons.set(day, (persons.get(day) ?? 0) + 1)
  const counts = [...persons.values()].sort((a, b) => a - b)
  const usual = counts[Math.floor(counts.length / 2)] ?? 0
  return [...persons].filter(([, n]) => n >= usual / 2).map(([day]) => day)
}

/** Without leases an address is no computer where people move between addresses. */
function areAddressesMoving(byPerson: Map<string, ComputerUse[]>): boolean {
  const shares = [...byPerson.values()].flatMap((uses) => {
    const own = uses.filter((use) => isIP(use.computer) !== 0)
    const days = new Set(own.flatMap((use) => use.days)).size
    return days >= HOME ? [Math.max(...own.map((use) => use.days.length)) / days] : []
  })
  const median = shares.sort((a, b) => a - b)[Math.floor(shares.length / 2)]
  return median !== undefined && median < STAYS
}

const STAYS = 0.8 // of a person's days at one address
