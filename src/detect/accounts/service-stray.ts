/**
 * When a service's account leaves its ways: the computers from which it always came, the machines that it always reached, the hours, and that
 * nobody sits in front of a screen with it. Each that it leaves is one point, and one more where it reaches many new machines on one day, or
 * persons' computers though it only ever reached servers: 3 are plain, 4 strong. Where its ticket was taken away before, to guess its password, that is a
 * point, too, and any one beside it is plain.
 */
import type { Reason, Strength } from '../grade.ts'
import type { Service, ServiceUse } from './service-use.ts'

export type Part = 'taken' | 'source' | 'interactive' | 'target' | 'sweep' | 'persons' | 'hour'

export interface Stray {
  person: string
  computer: string
  uses: ServiceUse[]
  homes: string[]
  /** machines that it never reached before */
  fresh: string[]
  parts: Part[]
  strength: Strength
  reasons: Reason[]
}

export interface Limits {
  /** seconds: so long its ways must be known */
  history: number
  homeDays: number
  homes: number
  sweep: number
  /** computers that one person uses */
  persons: ReadonlySet<string>
  /** seconds since 1970 at which the logs end */
  end: number
  /** whose ticket somebody took away, and when */
  taken: ReadonlyMap<string, number>
}

export function straysOf(service: Service, limits: Limits): Stray[] {
  const { uses, named } = service
  const began = Math.min(...uses.map(({ first }) => first))
  const known = uses.filter(({ first }) => first < began + limits.history)
  const seated = known.some(({ interactive }) => interactive)
  if (!named && seated) return []
  const homes = homesOf(uses, began, limits)
  if (homes.length === 0 || homes.length > limits.homes) return []
  const way: Way = { ...service, began, known, seated, homes, limits }
  const strays = [...Map.groupBy(uses, ({ computer }) => computer)].flatMap(([computer, own]) =>
    judge(computer, own, way),
  )
  return strays.map((stray) => ({ ...stray, reasons: [...stray.reasons, ...rolledOut(stray, strays)] }))
}

interface Way extends Service {
  began: number
  known: ServiceUse[]
  seated: boolean
  homes: string[]
  limits: Limits
}

/** The computers from which it came on several days, from its beginning. */
function homesOf(uses: ServiceUse[], began: number, limits: Limits): string[] {
  return [...Map.groupBy(uses, ({ computer }) => computer)].flatMap(([computer, own]) =>
    daysOf(own).length >= limits.homeDays && own.some(({ first }) => first < began + limits.history) ? [computer] : [],
  )
}

const daysOf = (uses: ServiceUse[]): number[] => [...new Set(uses.flatMap(({ days }) => days))].sort((a, b) => a - b)

function judge(computer: string, own: ServiceUse[], way: Way): Stray[] {
  const { homes, limits, began, known, runs } = way
  const isHome = homes.includes(computer)
  const late = own.filter(({ first }) => first >= began + limits.history)
  if (late.length === 0 || (!isHome && late.length < own.length)) return []
  if (!isHome && tookOver(own, way)) return []
  const reached = new Set([...known.map(({ target }) => target), ...runs, ...homes, computer, ''])
  // what a service reaches on many days from then on was added to its work
  const strange = late.filter(({ target, days }) => !reached.has(target) && !(isHome && days.length >= limits.homeDays))
  const fresh = [...new Set(strange.map(({ target }) => target))].sort()
  const onOneDay = Math.max(
    0,
    ...[...Map.groupBy(strange, ({ days }) => days[0])].map(
      ([, uses]) => new Set(uses.map(({ target }) => target)).size,
    ),
  )
  const sat = late.filter(({ interactive }) => interactive)
  const source = !isHome && !late.every(({ interactive, target }) => interactive && runs.includes(target || computer))
  const sweep = onOneDay >= limits.sweep
  const interactive = sat.length > 0 && !way.seated
  if (!source && !interactive && !sweep) return []
  const ofPersons = fresh.filter((machine) => limits.persons.has(machine)).length
  const persons = !sweep && ofPersons >= PERSONS && ![...reached].some((machine) => limits.persons.has(machine))
  const told = source ? late : [...new Set([...(interactive ? sat : []), ...(sweep ? strange : [])])]
  const taken = (limits.taken.get(way.person) ?? Number.POSITIVE_INFINITY) < Math.min(...told.map(({ first }) => first))
  const parts: Part[] = [
    ...(taken ? (['taken'] as const) : []),
    ...(source ? (['source'] as const) : []),
    ...(interactive ? (['interactive'] as const) : []),
    ...(fresh.length > 0 ? (['target'] as const) : []),
    ...(sweep ? (['sweep'] as const) : []),
    ...(persons ? (['persons'] as const) : []),
    ...(isOddHour(told, way) ? (['hour'] as const) : []),
  ]
  return [
    {
      person: way.person,
      computer,
      uses: told,
      homes,
      fresh,
      parts,
      strength: parts.length >= 4 ? 'strong' : parts.length === 3 || taken ? 'plain' : 'weak',
      reasons: reasonsFor(computer, told, parts, way),
    },
  ]
}

const PERSONS = 2 // computers: one may be the administrator's own

/** It moved here, or its cluster did for days: where it was before, it is silent meanwhile. */
function tookOver(own: ServiceUse[], { uses, homes }: Way): boolean {
  const days = daysOf(own)
  const [from, to] = [days[0] ?? 0, days.at(-1) ?? 0]
  const meanwhile = uses.filter(({ computer }) => homes.includes(computer)).flatMap((use) => use.days)
  return days.length >= 2 && !meanwhile.some((day) => day > from && day <= to)
}

const HALF = 12 // hours of the day: what works round the clock has no odd ones

/** At hours far from all at which it works. */
function isOddHour(told: ServiceUse[], { known }: Way): boolean {
  const usual = new Set(known.flatMap(({ hours }) => hours))
  const near = (hour: number) => [23, 0, 1].some((by) => usual.has((hour + by) % 24))
  return usual.size <= HALF && told.every(({ hours }) => hours.every((hour) => !near(hour)))
}

function reasonsFor(computer: string, told: ServiceUse[], parts: Part[], { uses, homes, limits }: Way): Reason[] {
  const first = Math.min(...told.map((use) => use.first))
  const silent = uses.every((use) => use.computer === computer || use.last <= first)
  const lasting = !parts.includes('interactive') && !parts.includes('sweep') && daysOf(told).length >= LASTING
  return [
    ...(!homes.includes(computer) && silent && limits.end - first < 3 * 86_400 ? [PERHAPS_MOVED] : []),
    ...(lasting ? [LASTS] : []),
    ...(!parts.includes('source') && !parts.includes('interactive') ? [AT_HOME] : []),
  ]
}

const LASTING = 4 // days
const ROLLED_OUT = 4 // computers

/** A program that is being installed on several computers, each of which reaches the one server. */
function rolledOut(stray: Stray, all: Stray[]): Reason[] {
  const isAgent = ({ parts, fresh }: Stray) =>
    parts.includes('source') && !parts.includes('interactive') && fresh.length <= 1
  return isAgent(stray) && all.filter(isAgent).length >= ROLLED_OUT ? [ROLL_OUT] : []
}

const PERHAPS_MOVED: Reason = {
  effect: 'weakens',
  text: {
    ja: '元のコンピュータからはその後使われていません。サービスの移転かもしれません（ログの終わりの近くで、まだ分かりません）。',
    en: 'It was not used from its old computer since: the service may have moved (too near the end of the logs to tell).',
  },
}
const LASTS: Reason = {
  effect: 'weakens',
  text: {
    ja: '何日も同じように続いています。増設されたサーバかもしれません。',
    en: 'It goes on day after day, as on a server that was added.',
  },
}
const AT_HOME: Reason = {
  effect: 'weakens',
  text: {
    ja: 'いつものコンピュータからです。サービスの対象が広げられたのかもしれません。',
    en: 'It comes from its usual computer: its work may have been widened.',
  },
}
const ROLL_OUT: Reason = {
  effect: 'explains',
  text: {
    ja: '同じ時期に、ほかの多くのコンピュータでも使われ始めています。配布されたプログラムと見られます。',
    en: 'It came into use on several other computers as well: a program that is being rolled out.',
  },
}
