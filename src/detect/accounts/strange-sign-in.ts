/**
 * How strange is a sign-in, by the account's own history? Each part is one point, what the account changed there and a range that tried others' passwords two: 1 is weak, 2 plain, 4
 * strong. Only what came from abroad or from a network nobody sits in is looked at, and many new networks at once: in their own country
 * people move between office, home and telephone.
 *
 * abroad: a country that the account never used and that is not the organisation's · hosting: rented servers, VPN services, Tor ·
 * new protocol, new client, new device: of an account with a history (devices, where each of its sign-ins by that protocol named one, and none that is named as the organisation's own) · machine: of an account that only ever sent, from one place, as copiers do · travel: seen in two countries within less time than the way takes, both
 * times in person · second: a program abroad beside the one in the office, of an account whose programs never left the office · warned: Microsoft or Google called it risky · guessed: wrong passwords from there before the one that got in · sprayed: from that very range the passwords of several others were tried · changed: a rule, forwarding, consent or second factor from there · asleep: at night or at a weekend
 * after weeks of silence, from rented servers that nobody here uses · night: by hand, on nights only, from rented servers, of an account that never signed in so by night · nocturnal: of an account that is known from nowhere else, on nights only · countries, networks: many at once
 */

import type { Text } from '../../i18n/text.ts'
import type { Reason, Strength } from '../grade.ts'
import { everybodys, manyJourney } from './commonplace.ts'
import { readsEverybody } from './everybodys-reader.ts'
import { type House, houseOf, isOffice, isOwnWayOut, isRented, providerOf } from './house.ts'
import { isKey, isNewDevice, isOfSeries } from './new-device.ts'
import { keyOf, OF_OUTLOOK, OF_PROGRAMS, type Use } from './sign-in-use.ts'
import type { More, Part, Strange } from './strange-part.ts'
import {
  EVERYBODY_COMES_SO,
  EVERYBODY_JOURNEYS,
  EVERYBODYS,
  FROM_THE_BEGINNING,
  HOUSE_DEVICE,
  KNOWN_DEVICE,
  NO_HISTORY,
  RELAY,
  WHY,
} from './strange-sign-in-words.ts'

export interface Suspicion {
  account: string
  /** the strange uses, the strangest first */
  uses: Use[]
  points: number
  parts: Part[]
  strength: Strength
  reasons: Reason[]
  why: Text
}

interface Limits {
  /** seconds */
  history: number
  networks: number
  countries: number
}

const WEEK = 7 * 86_400

export function suspicious(
  uses: Map<string, Use[]>,
  home: ReadonlySet<string>,
  limits: Limits,
  more: More,
): Suspicion[] {
  const house = houseOf(uses, home, limits)
  const everybody = manyJourney(uses, home, more)
  const seen = [...uses.values()].map((own) => strangeUses(own, house, limits, more, everybody))
  const outside = [...uses.values()].filter((own) => own.some((use) => !use.inside)).length
  const common = everybodys(seen, outside)
  return [...uses.values()]
    .flatMap((own, i) => judge(own, seen[i] ?? [], limits, more, common) ?? [])
    .sort((a, b) => b.points - a.points || (a.account < b.account ? -1 : 1))
    .slice(0, 500)
}

/** Of an account that nobody used for a week of the logs: it may be forgotten, as of somebody who left. */
const isWakened = (use: Use, began: number, since: Map<string, number>) =>
  isRented(use) && use.protocols.every((protocol) => began - (since.get(protocol) ?? began) >= WEEK)

/** Of an account that comes up only days after the logs of that protocol began: a contractor's would have been there before. */
const isLate = (use: Use, began: number, since: Map<string, number>) =>
  began === use.first && use.protocols.every((protocol) => began - (since.get(protocol) ?? began) >= LATE)
const LATE = 3 * 86_400 // s

/** Of an account's uses, the strangest first. */
function strangeUses(own: Use[], house: House, limits: Limits, more: More, everybody: boolean): Strange[] {
  const began = own[0]?.first ?? 0
  return own
    .filter((use) => !use.inside && use.kind !== 'mail-fetch' && !isOwnWayOut(use, house.usual))
    .map((use) => ({ use, parts: partsOf(use, own, began, house, limits, more) }))
    .filter(({ parts }) => parts.length > 0)
    .map((one) => ({
      ...one,
      reasons: [
        ...reasonsFor(one, own, began, house, limits, more),
        ...(everybody && isJourney(one) ? [EVERYBODY_JOURNEYS] : []),
      ],
    }))
    .sort((a, b) => weightOf(b) - weightOf(a) || points(b.parts) - points(a.parts) || a.use.first - b.use.first)
}

function judge(own: Use[], all: Strange[], limits: Limits, more: More, common: readonly Part[]): Suspicion | null {
  const [beginning] = own
  if (!beginning) return null
  const began = beginning.first
  const restless = manyNetworks(own, began, limits)
  // what has an explanation must not explain the networks that come beside it
  const strange = restless.length > 0 && (all[0]?.reasons.length ?? 0) > 0 ? [] : all
  if (strange.length === 0 && restless.length === 0) return null
  const [worst] = strange
  const fresh = strange.filter(({ use, parts }) => use.first >= began + limits.history && parts.includes('abroad'))
  const countries = new Set(fresh.map(({ use }) => use.country)).size >= limits.countries
  const parts: Part[] = [
    ...(worst?.parts ?? []),
    ...(countries ? (['countries'] as const) : []),
    ...(restless.length > 0 ? (['networks', 'networks'] as const) : []),
  ]
  const total = points(parts)
  const found = worst ? strange.map(({ use }) => use) : restless
  const reasons = worst?.reasons ?? []
  const everywhere = parts.every((part) => common.includes(part))
  return {
    account: beginning.account,
    uses: found,
    points: total,
    parts: [...new Set(parts)],
    strength: everywhere ? 'weak' : strengthOf(total),
    reasons: everywhere && !reasons.includes(EVERYBODY_JOURNEYS) ? [...reasons, EVERYBODY_COMES_SO] : reasons,
    why: whyOf([...new Set(parts)], found, more),
  }
}

/** nothing but another country, too soon, by somebody's line */
const isJourney = ({ use, parts }: { use: Use; parts: Part[] }) =>
  use.kind === '' && parts.every((part) => part === 'abroad' || part === 'travel')

const points = (parts: Part[]) => parts.reduce((sum, part) => sum + (COUNT_TWICE.includes(part) ? 2 : 1), 0)
const COUNT_TWICE: Part[] = ['changed', 'sprayed']
const strengthOf = (total: number): Strength => (total >= 4 ? 'strong' : total >= 2 ? 'plain' : 'weak')
const weightOf = ({ parts, reasons }: { parts: Part[]; reasons: Reason[] }) =>
  ['weak', 'plain', 'strong'].indexOf(strengthOf(points(parts))) - reasons.length

function partsOf(
  use: Use,
  own: Use[],
  began: number,
  { home, usual, rented, users, series, since }: House,
  limits: Limits,
  more: More,
): Part[] {
  const others = own.filter((other) => other !== use && (other.first < use.first || use.first < began + limits.history))
  const usually = others.filter(
    (other) => other.inside || (other.kind === '' && (other.country === '' || home.has(other.country))),
  )
  const here = new Set(others.filter((other) => other.first < began + limits.history).map((other) => other.country))
  const abroad =
    use.country !== '' && !home.has(use.country) && !(here.has(use.country) && use.first >= began + limits.history)
  const hosting = isRented(use) || use.kind === 'relay'
  if (!abroad && !hosting) return []
  const { changed, minutes, beside, guesses, tried, warnings, asleep, nights } = more.get(keyOf(use)) ?? NOTHING_MORE
  const hasHistory = usually.length > 0 && use.first >= began + limits.history
  const known = new Set(others.flatMap((other) => other.protocols))
  // a VPN names no browser: each protocol's clients are held against its own
  const alike = others.filter((other) => other.protocols.some((one) => use.protocols.includes(one)))
  const clients = new Set(alike.flatMap((other) => other.clients))
  return [
    ...(abroad ? (['abroad'] as const) : []),
    ...(hosting ? (['hosting'] as const) : []),
    ...(hasHistory && use.protocols.some((one) => [...OF_PROGRAMS, ...OF_OUTLOOK].includes(one) && !known.has(one))
      ? (['protocol'] as const)
      : []),
    ...(hasHistory && clients.size > 0 && use.clients.length > 0 && !use.clients.some((one) => clients.has(one))
      ? (['client'] as const)
      : []),
    ...(hasHistory && isNewDevice(use, alike, others, series) ? (['device'] as const) : []),
    ...(abroad && minutes >= 0 ? (['travel'] as const) : []),
    ...(abroad && hasHistory && beside >= BESIDE && programsOutside(use, others, usual).length === 0
      ? (['second'] as const)
      : []),
    ...(changed.length > 0 ? (['changed'] as const) : []),
    ...(hasHistory && guesses >= GUESSED ? (['guessed'] as const) : []),
    ...(tried >= SPRAYED ? (['sprayed'] as const) : []),
    // a class that travels together is warned of one by one
    ...(warnings > 0 && (isRented(use) || (users.get(use.network)?.size ?? 0) < PARTY) ? (['warned'] as const) : []),
    ...(hasHistory && asleep > 0 && ![...(rented.get(providerOf(use)) ?? [])].some((one) => one !== use.account)
      ? (['asleep'] as const)
      : []),
    ...(hasHistory && nights > 0 ? (['night'] as const) : []),
    ...(nights > 0 && isLate(use, began, since) ? (['nocturnal'] as const) : []),
    ...(hasHistory && isMachines(others) ? (['machine'] as const) : []),
  ]
}

/** A person reads mail too, and goes home; what only sends, day by day from one or two lines, stands there: a copier, a server's alerts. */
function isMachines(others: Use[]): boolean {
  const sum = (of: (use: Use) => number) => others.reduce((total, use) => total + of(use), 0)
  return (
    others.length <= 2 &&
    others.every(({ protocols }) => protocols.every((one) => SENDING.includes(one))) &&
    Math.max(...others.map(({ days }) => days)) >= STANDING &&
    sum(({ sign_ins }) => sign_ins) >= OFTEN
  )
}
const SENDING = ['smtp', 'submission']
const STANDING = 5 // days
const OFTEN = 10 // sign-ins

const NOTHING_MORE = { changed: [], minutes: -1, beside: 0, guesses: 0, tried: 0, warnings: 0, asleep: 0, nights: 0 }
const PARTY = 3 // accounts
const GUESSED = 3 // tries that failed: a person mistypes once or twice, and a program has its password kept
const SPRAYED = 3 // other accounts
const BESIDE = 3 // hours in which both programs signed in: a notebook that travels can't be in the office too

/** A telephone or a notebook that was used at home or on the way may travel; it keeps its protocol. */
const programsOutside = (use: Use, others: Use[], usual: Map<string, Set<string>>) =>
  others.filter(
    (other) =>
      !isOffice(other, usual) &&
      other.protocols.some((one) => OF_PROGRAMS.includes(one) && use.protocols.includes(one)),
  )

/**
 * New networks in a week, many more than the account ever had: relays through strangers' homes, which no country tells apart. Fewer are enough
 * where nearly all are fleeting: a person stays where he is, at home or in a hotel, and comes back; a relay is left at once. Fewer still
 * where he would have moved on while people sleep.
 */
function manyNetworks(own: Use[], began: number, limits: Limits): Use[] {
  const fresh = own.filter((use) => !use.inside && use.kind !== 'mail-fetch' && use.first >= began + limits.history)
  const before = countNetworks(own.filter((use) => !use.inside && !fresh.includes(use)))
  for (const from of fresh) {
    const week = fresh.filter((use) => use.first >= from.first && use.first < from.first + WEEK)
    const networks = countNetworks(week)
    if (networks >= limits.networks && networks >= before * 3) return week
    const lines = week.filter(isAccessLine)
    const fleeting = lines.filter((use) => use.fleeting)
    if (fleeting.length < lines.length * NEARLY_ALL || fleeting.length <= before) continue
    const atNight = fleeting.filter(({ asleep }) => asleep > 0).length
    if (fleeting.length >= limits.networks || (fleeting.length >= limits.networks - FEWER && atNight >= 2))
      return fleeting
  }
  return []
}

const countNetworks = (uses: Use[]) => new Set(uses.map(({ network }) => network)).size
/** of a provider that is known: else one telephone's addresses are many networks */
const isAccessLine = ({ kind, network }: Use) => kind === '' && network.startsWith('AS')

const NEARLY_ALL = 0.8
const FEWER = 3 // networks

function reasonsFor(
  { use, parts }: { use: Use; parts: Part[] },
  own: Use[],
  began: number,
  house: House,
  limits: Limits,
  more: More,
): Reason[] {
  const { series, since } = house
  const { guesses, tried } = more.get(keyOf(use)) ?? NOTHING_MORE
  const devices = new Set(own.filter((other) => other.first < use.first).flatMap((other) => other.devices))
  const wakened = parts.includes('abroad') && isWakened(use, began, since)
  const early = use.first < began + limits.history && !wakened
  const alone = own.every((other) => other === use)
  return [
    ...(use.kind === 'gateway' || use.kind === 'relay' ? [RELAY] : []),
    ...(use.devices.some((one) => devices.has(one) && !isKey(one))
      ? [KNOWN_DEVICE]
      : use.devices.length > 0 && use.devices.every((one) => isOfSeries(one, series))
        ? [HOUSE_DEVICE]
        : []),
    ...(early && !alone ? [FROM_THE_BEGINNING] : []),
    ...(alone && !(parts.includes('nocturnal') && parts.includes('abroad')) ? [NO_HISTORY] : []),
    ...(readsEverybody(use, house, guesses + tried) ? [EVERYBODYS] : []),
  ]
}

function whyOf(parts: Part[], uses: Use[], more: More): Text {
  const minutes = Math.min(...uses.map((use) => more.get(keyOf(use))?.minutes ?? -1).filter((one) => one >= 0))
  const most = (of: 'asleep' | 'nights') => Math.max(0, ...uses.map((use) => more.get(keyOf(use))?.[of] ?? 0))
  const told: Partial<Record<Part, number>> = {
    travel: minutes,
    asleep: most('asleep'),
    night: most('nights'),
    nocturnal: most('nights'),
  }
  const texts = parts.map((part) => WHY[part](told[part] ?? 0))
  return { ja: texts.map((one) => one.ja).join(''), en: texts.map((one) => one.en).join(' ') }
}
