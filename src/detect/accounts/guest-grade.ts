/** How strong it is that others' accounts sign in from somebody's computer, and what would explain it. */
import type { Reason, Strength } from '../grade.ts'
import type { Guest, Visited } from './computer-guests.ts'
import type { ComputerUse } from './computer-use.ts'

export interface GradedGuests {
  strength: Strength
  reasons: Reason[]
  guests: Guest[]
  /** only accounts without special rights: colleagues lend each other their computers */
  ordinary: boolean
}

/** Beside the guests themselves: what else the logs tell. */
export interface Beside {
  /** other computers at which administrators were by day */
  supported: number
  /** machines on which services were installed with the guests' sign-ins */
  services: number
  /** guests whose tickets were taken away before, so that their passwords could be guessed */
  taken: number
  /** machines that refused a guest's password before it was let in, 0 where they are few */
  refusals: number
}

export function gradeGuests(visited: Visited, beside: Beside): GradedGuests | null {
  const ordinary = visited.guests.filter(({ kind }) => kind === 'person')
  const privileged = visited.guests.filter(({ kind }) => kind !== 'person')
  const live = privileged.filter((guest) => !isRound(guest))
  if (live.length > 0) return withRights(live, ordinary, visited, beside)
  if (privileged.length > 0 && ofPrivileged(privileged, ordinary) !== 'weak')
    return { strength: 'plain', reasons: [ROUND], guests: privileged, ordinary: false }
  return withoutRights(ordinary, visited)
}

const ROUNDS = 4 // other people's computers, each on a day of its own

/** Who goes from computer to computer is the helpdesk, in working hours; a program that signs in on many was rolled out. */
const isRound = ({ use, kind, visits }: Guest) => visits >= ROUNDS && (kind === 'service' || use.nightly === 0)

function withRights(
  live: Guest[],
  ordinary: Guest[],
  visited: Visited,
  { supported, services, refusals, taken }: Beside,
): GradedGuests {
  const stolen = refusals > 0 || taken > 0
  const guests = [...live, ...ordinary.filter((one) => live.some((guest) => isNear(one, guest)))]
  return {
    strength: services >= SPREAD ? 'strong' : atLeast(stolen ? 'plain' : 'weak', ofPrivileged(live, ordinary)),
    reasons: [
      ...(services < SPREAD &&
      !stolen &&
      live.every((guest) => isByDay(guest) && (guest.visits >= 2 || supported >= SUPPORT))
        ? [VISITS]
        : []),
      ...(!stolen && live.every(({ elsewhere }) => !elsewhere) ? [ONLY_HERE] : []),
      ...(visited.ofAdministrator ? [OF_ADMINISTRATOR] : []),
      ...(isMeetingPlace(visited, guests) ? [COMING_AND_GOING] : []),
    ],
    guests,
    ordinary: false,
  }
}

const atLeast = (least: Strength, found: Strength): Strength => (found === 'weak' ? least : found)

const SPREAD = 2 // machines: support at somebody's desk concerns this computer, and installs nothing on several others
const SUPPORT = 4 // computers

export const isByDay = ({ kind, use }: Guest): boolean => kind === 'administrator' && use.nightly === 0

function ofPrivileged(privileged: Guest[], ordinary: Guest[]): Strength {
  const all = [...privileged, ...ordinary]
  const groups = privileged.map((guest) => all.filter((other) => other === guest || isNear(other, guest)))
  const beyondVisit = groups.some(
    (group) =>
      group.length > 1 &&
      group.some(
        ({ use, kind }) => kind === 'service' || (kind === 'administrator' && use.came.length > 1) || use.nightly > 0,
      ),
  )
  const lasting = privileged.some(({ use }) => use.came.length > 1 && use.nightly > 0 && machinesReached([use]) > 1)
  if (beyondVisit || lasting) return 'strong'
  const unusual = privileged.some(({ use }) => use.came.length > 1 || use.nightly > 0)
  return unusual || groups.some((group) => group.length > 1) ? 'plain' : 'weak'
}

function withoutRights(ordinary: Guest[], visited: Visited): GradedGuests | null {
  const groups = ordinary.map((guest) => ordinary.filter((other) => isNear(other, guest)))
  const [guests = []] = groups.toSorted((a, b) => b.length - a.length)
  if (guests.length < 2 || isMeetingPlace(visited, guests)) return null
  const strength = guests.length > 2 || guests.some(({ use }) => use.nightly > 0) ? 'plain' : 'weak'
  return { strength, reasons: visited.ofAdministrator ? [OF_ADMINISTRATOR] : [], guests, ordinary: true }
}

/** Logs without a machine's name may all be of one. */
export const machinesReached = (uses: ComputerUse[]): number =>
  new Set(uses.flatMap((use) => use.reached)).size + (uses.some((use) => use.unnamed.length > 0) ? 1 : 0)

const TOGETHER = 3 // days within which several guests are one event

const isNear = (a: Guest, b: Guest) => Math.abs(a.use.first - b.use.first) <= TOGETHER * 86_400

/** Several came before these, and not at the same time: a meeting room's, a counter's. */
const isMeetingPlace = ({ comings }: Visited, guests: Guest[]) =>
  comings.filter((day) => day < Math.min(...guests.map(({ use }) => use.days[0] ?? 0)) - TOGETHER).length >= 2

const ROUND: Reason = {
  effect: 'explains',
  text: {
    ja: 'このアカウントは、ほかの多くの人の端末でも日を変えて使われています。ヘルプデスクの訪問や、配布されたプログラムと見られます。',
    en: 'The account is used at many other people’s computers too, one day here, one day there: a helpdesk’s rounds, or a program that was rolled out.',
  },
}
const VISITS: Reason = {
  effect: 'weakens',
  text: {
    ja: '管理者は、ほかの人の端末も勤務時間に訪れています。対応の作業かもしれません。',
    en: 'Administrators visit other people’s computers in working hours too: it may be support.',
  },
}
const ONLY_HERE: Reason = {
  effect: 'weakens',
  text: {
    ja: 'このアカウントは、ログではほかの端末で続けて使われていません。端末の利用者自身の別のアカウントかもしれません。',
    en: 'The logs show the account in lasting use nowhere else: it may be another account of the computer’s own user.',
  },
}
const OF_ADMINISTRATOR: Reason = {
  effect: 'weakens',
  text: {
    ja: '管理者の端末です。ほかのアカウントの試験や作業に使うことがあります。',
    en: 'It is an administrator’s computer, from which other accounts are used for tests and work.',
  },
}
const COMING_AND_GOING: Reason = {
  effect: 'weakens',
  text: {
    ja: '以前からいろいろな人がサインインする端末です。',
    en: 'Various people signed in from this computer before.',
  },
}
