/** One account (or application) that somebody made, gave power, or both: what of it is an administrator's daily work, and what is not. */
import type { Text } from '../../i18n/text.ts'
import type { Suspected } from '../../mail/leak.ts'
import type { Reason, Strength } from '../grade.ts'
import { type Act, isMachine } from './account-acts.ts'
import type { Past, Place } from './actor-past.ts'
import { isAdministrator, isSameHolder, isService } from './holder.ts'

export interface Made {
  actor: string
  target: string
  acts: Act[]
  /** when it was made, as far as the logs tell, by whomever */
  created?: number
  deleted?: number
  /** its first sign-in after */
  used?: number
}

export interface Known {
  past: Map<string, Past>
  places: Map<string, Place[]>
  /** actors whom another detector accuses */
  accused: Map<string, Pick<Suspected, 'why' | 'since'>[]>
  /** names in use, by what an eye makes of them */
  names: ReadonlyMap<string, string[]>
  /** machine → its first event */
  machines: Map<string, number>
  /** seconds since 1970: when the logs of Windows, of cloud services and of servers begin */
  began: { windows: number; cloud: number; server: number }
  /** targets that each actor gave power, by day */
  bulk: Map<string, number>
  /** machines on which a machine's own account made this name, numbers aside */
  fleet: Map<string, number>
  historyDays: number
  soon: number
}

export type Part =
  | 'power'
  | 'at-once'
  | 'first'
  | 'night'
  | 'used'
  | 'deleted'
  | 'program'
  | 'hidden'
  | 'imitates'
  | 'away'
  | 'accused'

export interface JudgedMade extends Made {
  parts: Part[]
  points: number
  strength: Strength
  reasons: Reason[]
}

const DAY = 86_400
const TWO: Part[] = ['program', 'hidden', 'away', 'accused']
/** what an administrator's everyday work has too */
const EVERYDAY: Part[] = ['power', 'at-once', 'first']
const sum = (parts: Part[]) => parts.reduce((all, part) => all + (TWO.includes(part) ? 2 : 1), 0)

export function judgeMade(made: Made, known: Known): JudgedMade | null {
  const parts = partsOf(made, known)
  const points = sum(parts)
  const telling = sum(parts.filter((part) => !EVERYDAY.includes(part)))
  const powerful = parts.includes('power')
  const strength = powerful ? ofPower(points, telling, isLocal(made)) : ofCreation(telling)
  return strength && { ...made, parts, points, strength, reasons: reasonsFor(made, parts, known) }
}

/** On one machine only: a helpdesk makes people administrators of their own computers. */
const isLocal = ({ acts }: Made) => acts.every(({ local }) => local)

function ofPower(points: number, telling: number, local: boolean): Strength | null {
  if (telling >= 3 && points >= 5) return 'strong'
  if (telling >= 1 && points >= 4) return 'plain'
  return local && telling < 2 ? null : 'weak'
}

/** Accounts are made all year: only what surrounds it tells. */
const ofCreation = (telling: number): Strength | null => (telling >= 3 ? 'plain' : telling >= 2 ? 'weak' : null)

function partsOf(made: Made, known: Known): Part[] {
  const { acts, actor, target, created, deleted, used } = made
  const [act] = acts
  if (!act) return []
  const past = known.past.get(actor)
  const { day } = act
  const began = known.began[act.windows ? 'windows' : act.local ? 'server' : 'cloud']
  const hasHistory = act.at - began >= known.historyDays * DAY
  const before = past?.powerful.filter((one) => one < day).length ?? 0
  const machine = isMachine(act.actorName)
  const grant = acts.find(({ kind }) => kind === 'grant')
  const nights = past?.nights.filter((one) => one < day).length ?? 0
  const program =
    (machine || isService(act.actorName)) && (machine ? created !== undefined : hasHistory && before < HABIT)
  return [
    ...(grant ? (['power'] as const) : []),
    ...(grant && created !== undefined && Math.abs(grant.at - created) <= known.soon ? (['at-once'] as const) : []),
    ...(!machine && hasHistory && before === 0 && !isAdministrator(act.actorName) ? (['first'] as const) : []),
    ...(!machine && hasHistory && nights < HABIT && acts.some(({ unattended }) => unattended)
      ? (['night'] as const)
      : []),
    ...(created !== undefined && used !== undefined && used - (grant?.at ?? created) <= known.soon
      ? (['used'] as const)
      : []),
    ...(created !== undefined && deleted !== undefined && deleted > created && deleted - created <= GONE
      ? (['deleted'] as const)
      : []),
    ...(program && (grant || !machine) ? (['program'] as const) : []),
    ...(act.windows && created !== undefined && target.endsWith('$') ? (['hidden'] as const) : []),
    ...(created !== undefined && imitated(target, known.names) ? (['imitates'] as const) : []),
    ...(hasHistory && acts.some((one) => isAway(one, known.places.get(actor) ?? [])) ? (['away'] as const) : []),
    ...(accusation(made, known) ? (['accused'] as const) : []),
  ]
}

/** Who or what spoke against the actor before the account was made. */
export const accusation = ({ actor, acts }: Made, { accused }: Known): Text | undefined =>
  accused.get(actor)?.find(({ since }) => Date.parse(since) / 1000 <= (acts.at(-1)?.at ?? 0))?.why

const HABIT = 2 // days
const GONE = 3 * DAY

/** From rented servers or another country, where the actor was never before. */
function isAway(act: Act, places: Place[]): boolean {
  const place = places.find(({ addresses }) => addresses.includes(act.source))
  if (!place || act.at - place.first > 2 * DAY) return false
  const earlier = places.filter(({ first }) => first < act.at - 2 * DAY)
  const abroad = place.country !== '' && earlier.length > 0 && !earlier.some(({ country }) => country === place.country)
  return abroad || ['hosting', 'anonymiser'].includes(place.kind)
}

/** svc_backup beside svc-backup, adminlstrator beside administrator: one sign apart, and no number that counts on. */
function imitated(name: string, names: ReadonlyMap<string, string[]>): boolean {
  if (name.length < LONG || name.includes('@')) return false
  return (names.get(unified(name)) ?? []).some((other) => other !== name && !isNumbered(name, other))
}

const LONG = 6
const squeezed = (name: string) => name.replace(/[^a-z0-9$]/g, '')
/** what an eye reads alike is alike */
export const unified = (name: string) =>
  squeezed(name).replace(/0/g, 'o').replace(/[1i]/g, 'l').replace(/5/g, 's').replace(/rn/g, 'm').replace(/\$/g, '')
const isNumbered = (a: string, b: string) => {
  const letters = (name: string) => squeezed(name).replace(/\d+/g, '')
  return /\d/.test(a) && /\d/.test(b) && letters(a) === letters(b) && squeezed(a) !== squeezed(b)
}

function reasonsFor(made: Made, parts: Part[], known: Known): Reason[] {
  const { acts, actor, target } = made
  const [act] = acts
  if (!act || parts.includes('accused')) return []
  const attended = !acts.some(({ unattended }) => unattended)
  const granted = known.bulk.get(`${actor}\n${act.day}`) ?? 0
  const days = new Set([...known.bulk].flatMap(([key, n]) => (key.startsWith(`${actor}\n`) && n > 0 ? [key] : []))).size
  const began = known.machines.get(act.machine)
  return [
    ...(attended && granted >= MANY ? [IN_BULK] : []),
    ...(days > HABIT && parts.includes('power') ? [HABITUAL] : []),
    ...(isMachine(act.actorName) && (known.fleet.get(withoutNumbers(target)) ?? 0) >= FLEET ? [ON_MANY] : []),
    ...(isMachine(act.actorName) && began !== undefined && act.at - began < DAY ? [NEW_MACHINE] : []),
    ...(attended && !isMachine(act.actorName) && isSameHolder(withoutDomain(act.actorName), withoutDomain(target))
      ? [OWN_SECOND]
      : []),
  ]
}

const withoutDomain = (name: string) => name.replace(/@.*/, '')

const MANY = 8 // accounts on one day
const FLEET = 3 // machines
export const withoutNumbers = (name: string): string => name.replace(/\d+/g, '')

const IN_BULK: Reason = {
  effect: 'explains',
  text: {
    ja: '同じ日に勤務時間内で多数のアカウントに権限が与えられています。移行や組織変更の作業と見られます（攻撃者が作るのは普通、数個です）。',
    en: 'Many accounts were given rights on that day, in working hours: a migration or a reorganisation (an attacker makes a few).',
  },
}
const HABITUAL: Reason = {
  effect: 'weakens',
  text: {
    ja: 'このアカウントは、ほかの日にも管理者の権限を与えています。',
    en: 'The account gives administrators’ rights on other days too.',
  },
}
const ON_MANY: Reason = {
  effect: 'explains',
  text: {
    ja: '多くの端末で、端末自身が同じ名前の管理者を作っています。LAPSや管理ソフトの働きと見られます。',
    en: 'On many machines the machine itself makes an administrator of this name: LAPS, or management software.',
  },
}
const NEW_MACHINE: Reason = {
  effect: 'explains',
  text: {
    ja: 'この端末のログはその日に始まっています。新しい端末の設定と見られます。',
    en: 'The machine’s own logs begin on that day: a new computer that is being set up.',
  },
}
const OWN_SECOND: Reason = {
  effect: 'weakens',
  text: {
    ja: '名前から、作った本人の別のアカウントと見られます。',
    en: 'By its name it is another account of whoever made it.',
  },
}
