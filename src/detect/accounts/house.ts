/**
 * What the organisation as a whole does when its people sign in: where it is at home, by which networks they come, from which rented servers
 * they work, how it names its computers. One account's sign-ins are strange only beside that.
 */
import { isOfZone } from '../../i18n/country.ts'
import { isReading, OF_PROGRAMS, type Use } from './sign-in-use.ts'

const WEEK = 7 * 86_400 // s

export interface House {
  home: ReadonlySet<string>
  usual: Map<string, Set<string>>
  rented: Map<string, Set<string>>
  /** network → accounts that were ever used from there */
  users: Map<string, Set<string>>
  /** protocol → when anybody was first seen to use it, in s */
  since: Map<string, number>
  /** how the organisation names its computers */
  series: ReadonlySet<string>
  /** accounts whose mail a program reads */
  readers: number
}

export function houseOf(uses: Map<string, Use[]>, home: ReadonlySet<string>, { history }: { history: number }): House {
  return {
    home,
    usual: usualNetworks(uses, { history }),
    rented: rentedHere(uses),
    users: usersOf(uses),
    since: sinceByProtocol(uses),
    series: deviceSeries(uses, home),
    readers: [...uses.values()].filter((own) => own.some(isReading)).length,
  }
}

/** The country of the organisation's clock, and those that a fifth of the accounts use from their beginning. */
export function homeCountries(uses: Map<string, Use[]>, timezone: string): Set<string> {
  const accounts = new Map<string, number>()
  const codes = new Set<string>()
  for (const own of uses.values()) {
    const [first] = own
    for (const code of new Set(own.filter((use) => use.country !== '').map((use) => use.country))) codes.add(code)
    for (const code of new Set(
      own.filter((use) => first && use.kind === '' && use.first < first.first + WEEK).map((use) => use.country),
    ))
      accounts.set(code, (accounts.get(code) ?? 0) + 1)
  }
  const many = Math.max(2, uses.size * 0.2)
  return new Set([...codes].filter((code) => isOfZone(code, timezone) || (accounts.get(code) ?? 0) >= many))
}

/** Network → accounts that used it from their own beginning. */
export function usualNetworks(uses: Map<string, Use[]>, { history }: { history: number }): Map<string, Set<string>> {
  const usual = new Map<string, Set<string>>()
  for (const own of uses.values()) {
    const began = own[0]?.first ?? 0
    for (const use of own)
      if (use.first < began + history) usual.set(use.network, (usual.get(use.network) ?? new Set()).add(use.account))
  }
  return usual
}

/** Providers of rented servers → accounts that work from there: desktops in the cloud, whose addresses change. */
function rentedHere(uses: Map<string, Use[]>): Map<string, Set<string>> {
  const rented = new Map<string, Set<string>>()
  for (const use of [...uses.values()].flat())
    if (isRented(use) && use.days >= 2 && !use.protocols.every((one) => OF_PROGRAMS.includes(one)))
      rented.set(providerOf(use), (rented.get(providerOf(use)) ?? new Set()).add(use.account))
  return rented
}

function usersOf(uses: Map<string, Use[]>): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>()
  for (const { network, account } of [...uses.values()].flat())
    users.set(network, (users.get(network) ?? new Set()).add(account))
  return users
}

function sinceByProtocol(uses: Map<string, Use[]>): Map<string, number> {
  const since = new Map<string, number>()
  for (const { protocols, first } of [...uses.values()].flat())
    for (const protocol of protocols) since.set(protocol, Math.min(first, since.get(protocol) ?? first))
  return since
}

/** Names of computers that differ in their numbers only, of several people at home: what the organisation calls its own. */
function deviceSeries(uses: Map<string, Use[]>, home: ReadonlySet<string>): Set<string> {
  const owners = new Map<string, Set<string>>()
  for (const use of [...uses.values()].flat())
    if (use.inside || (use.kind === '' && home.has(use.country)))
      for (const series of use.devices.flatMap(seriesOf))
        owners.set(series, (owners.get(series) ?? new Set()).add(use.account))
  return new Set([...owners].filter(([, accounts]) => accounts.size >= NAMED_ALIKE).map(([series]) => series))
}

/** Not of names that Windows makes up itself, nor of identifiers: their letters are chance. */
export const seriesOf = (device: string): string[] =>
  /^[A-Za-z][A-Za-z-]*[A-Za-z-]\d{2,6}$/.test(device) && !/^(DESKTOP|LAPTOP|WIN)-/i.test(device)
    ? [device.replace(/\d+$/, '').toUpperCase()]
    : []
const NAMED_ALIKE = 3 // accounts

/** Inside, or a line from which several sign in; not a provider whom several have at home or in their telephones. */
export const isOffice = (use: Use, usual: Map<string, Set<string>>): boolean =>
  use.inside || (use.crowded && isOwnWayOut(use, usual))

/** Several others used it from their beginning: the organisation's own VPN or proxy exit, or staff who live there. */
export function isOwnWayOut(use: Use, usual: Map<string, Set<string>>): boolean {
  const others = new Set(usual.get(use.network))
  others.delete(use.account)
  return others.size >= KNOWN_BY
}

export const isRented = ({ kind }: Use) => kind === 'hosting' || kind === 'anonymiser'
export const providerOf = ({ owner, network }: Use) => owner || (network.split(' ')[0] ?? '')

const KNOWN_BY = 2 // other accounts that used a network from their beginning: then it is the organisation's own way out
