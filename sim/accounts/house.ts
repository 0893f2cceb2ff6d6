/** Where the organisation's accounts are made and by whom, its Windows servers, and the programs with accounts of their own: drawn from the seed. */
import { SERVERS } from '../organisation.ts'
import { Random } from '../random.ts'
import { DOMAIN, type Employee } from './staff.ts'

/** whose records tell of accounts and roles: the domain's, Microsoft 365's unified log, Entra ID's own, or Google Workspace's */
export type Directory = 'windows' | 'm365' | 'entra' | 'google'

export interface Machine {
  name: string
  address: string
}

export interface Holder {
  name: string
  mail: string
  pc: Machine
}

export interface Service {
  name: string
  home: Machine
  reaches: Machine[]
  /** of the day, at which it works */
  hours: number[]
}

export interface House {
  directory: Directory
  administrator: Holder
  /** whoever abuses has the administrator's password; else somebody's whose account was never one */
  stolen: boolean
  /** the administrator works late once a week */
  late: boolean
  /** its mail is on a server of its own, too, that logs what Outlook and telephones ask */
  exchange: boolean
  services: Service[]
}

export const CONTROLLER: Machine = { name: 'SV-AD', address: SERVERS.directory }
export const FILES: Machine = { name: 'SV-FILE', address: SERVERS.files }
export const MACHINES: Machine[] = [
  FILES,
  CONTROLLER,
  { name: 'SV-WEB', address: SERVERS.web },
  { name: 'SV-SHISAN', address: SERVERS.asset },
  { name: 'SV-KANSHI', address: SERVERS.monitor },
  { name: 'SV-BACKUP', address: '192.168.1.47' },
  { name: 'SV-KAIKEI', address: '192.168.1.48' },
  { name: 'SV-GROUPWARE', address: '192.168.1.49' },
]
/** bought while the logs run */
export const NEW_MACHINE: Machine = { name: 'SV-BACKUP2', address: '192.168.1.50' }

const machine = (name: string) => MACHINES.find((one) => one.name === name) as Machine
const NIGHTLY = [22, 1, 2, 3]
const DAYTIME = [8, 10, 12, 14, 16, 18]
const ROUND_THE_CLOCK = [0, 3, 6, 9, 12, 15, 18, 21]

export function houseOf(staff: Employee[], seed: number): House {
  const random = new Random(seed * 15486869 + 29)
  const it = random.pick(staff)
  const name = random.pick([`adm.${it.name}`, `${it.name}-adm`, `admin-${it.name}`])
  return {
    directory: random.pick(['windows', 'windows', 'm365', 'entra', 'google'] as const),
    administrator: { name, mail: mailOf(name), pc: it.pc },
    stolen: random.next() < 0.5,
    late: random.next() < 0.3,
    exchange: new Random(seed * 179424673 + 41).next() < 0.35,
    services: [
      {
        name: random.pick(['svc-backup', 'backupexec', 'svc_arc']),
        home: machine('SV-BACKUP'),
        reaches: [FILES, machine('SV-KAIKEI'), machine('SV-GROUPWARE')].slice(0, random.whole(2, 3)),
        hours: [random.pick(NIGHTLY)],
      },
      {
        name: random.pick(['svc-kaikei', 'sqlagent', 'yayoi-svc']),
        home: machine('SV-KAIKEI'),
        reaches: [FILES],
        hours: DAYTIME,
      },
      // its name tells nothing, only that it runs as a service
      {
        name: random.pick(['renkei', 'kanshi02', 'groupsync']),
        home: machine('SV-GROUPWARE'),
        reaches: [CONTROLLER, machine('SV-WEB')],
        hours: ROUND_THE_CLOCK,
      },
    ],
  }
}

export const mailOf = (name: string) => `${name}@${DOMAIN}`
