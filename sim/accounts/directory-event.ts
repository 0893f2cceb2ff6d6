/** What Windows servers and the directory tell of accounts, before it becomes lines. Times are seconds since 1970. */
import { CONTROLLER, type Directory, type Holder, type Machine, mailOf } from './house.ts'

/** A sign-in, as the machine writes it that was signed in to. */
export interface AtMachine {
  kind: 'machine'
  time: number
  user: string
  /** '' where the machine itself starts a service */
  address: string
  machine: string
  how: 'network' | 'rdp' | 'console' | 'service' | 'ticket'
  session: string
  /** with an administrator's rights */
  powerful: boolean
  /** whose ticket was asked for, where it is no computer's, and how that is encrypted */
  asked?: { service: string; cipher: 'AES' | 'RC4' }
}

export interface Administration {
  kind: 'administration'
  time: number
  directory: Directory
  act: 'create' | 'delete' | 'department' | 'power'
  user: string
  address: string
  session: string
  target: string
}

const sessionOf = (user: string, time: number) =>
  `0x${[...user].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xfffff, Math.floor(time) % 0xffff).toString(16)}`

export const atMachine = (
  time: number,
  user: string,
  from: Machine | null,
  machine: string,
  how: AtMachine['how'],
  powerful = false,
): AtMachine => ({
  kind: 'machine',
  time,
  user,
  address: from?.address ?? '',
  machine,
  how,
  session: sessionOf(user, time),
  powerful,
})

/** A ticket for a service that runs under an account. */
export const askedFor = (
  time: number,
  user: string,
  from: Machine,
  service: string,
  cipher: 'AES' | 'RC4' = 'AES',
): AtMachine => ({ ...atMachine(time, user, from, CONTROLLER.name, 'ticket'), asked: { service, cipher } })

/** One sitting of whoever administers: its sign-in is the caller's, its acts follow at the given minutes. */
export const administers = (
  directory: Directory,
  who: Holder,
  began: number,
  address: string,
  acts: [minutes: number, act: Administration['act'], target: string][],
): Administration[] =>
  acts.map(([minutes, act, target]) => ({
    kind: 'administration',
    time: began + minutes * 60,
    directory,
    act,
    user: directory === 'windows' ? who.name : who.mail,
    address,
    session: sessionOf(who.name, began),
    target: directory === 'windows' ? target : mailOf(target),
  }))

export const opened = (time: number, who: Holder, from: Machine, how: 'network' | 'rdp') =>
  atMachine(time, who.name, from, CONTROLLER.name, how, true)
