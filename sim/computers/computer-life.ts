/** What ordinary computers do all day, and what of it looks like an attack. */
import type { Pc } from '../organisation.ts'
import { Random } from '../random.ts'
import { type ComputerEvent, defended, runKey, saved, serviceInstalled, signedIn, started } from './computer-event.ts'

export const SYSTEM = 'C:\\Windows\\System32\\'
export const EXPLORER = 'C:\\Windows\\explorer.exe'
export const OFFICE = 'C:\\Program Files\\Microsoft Office\\root\\Office16\\'
export const POWERSHELL = `${SYSTEM}WindowsPowerShell\\v1.0\\powershell.exe`
export const SERVERS = ['SV-FILE', 'SV-AD', 'SV-MAIL', 'SV-WEB', 'SV-SHISAN', 'SV-KANSHI', 'SV-KAIKEI']
export const userOf = (pc: Pc) => pc.name.replace('PC-', '').replace('-', '').toLowerCase()
export const homeOf = (pc: Pc) => `C:\\Users\\${userOf(pc)}\\`
/** command lines of management software and of attackers look alike */
export const base64 = (random: Random) =>
  Buffer.from(Array.from({ length: 60 }, () => random.whole(32, 120))).toString('base64')

const DAY = 86_400
const HOUR = 3600

export function* computerLife(
  people: Pc[],
  { first, last, seed }: { first: number; last: number; seed: number },
): Generator<ComputerEvent> {
  const agents = base64(new Random(seed))
  for (let midnight = first; midnight < last; midnight += DAY) {
    const weekday = new Date((midnight + 9 * HOUR) * 1000).getUTCDay()
    yield* servers(people, midnight, seed)
    if (weekday === 0 || weekday === 6) continue
    for (const [i, pc] of people.entries()) yield* oneDay(pc, i, midnight, (midnight - first) / DAY, seed, agents)
  }
}

function* oneDay(
  pc: Pc,
  i: number,
  midnight: number,
  day: number,
  seed: number,
  agents: string,
): Generator<ComputerEvent> {
  const random = new Random(seed * 977 + i * 131 + day * 7)
  const [user, home] = [userOf(pc), homeOf(pc)]
  const at = (from: number, to: number) => midnight + random.between(from, to) * HOUR
  const on = at(8.3, 9.2)
  const run = (time: number, image: string, command: string, parent = EXPLORER) =>
    started(time, pc.name, user, image, command, parent)
  // the machine's own sign-in at the directory tells which address is whose
  yield* signedIn(on, 'SV-AD', `${pc.name}$`, { ...pc, name: '' }, false)
  yield run(on + 20, `${SYSTEM}wscript.exe`, 'wscript.exe \\\\SV-AD\\NETLOGON\\logon.vbs', `${SYSTEM}userinit.exe`)
  yield run(on + 90, `${OFFICE}OUTLOOK.EXE`, '"OUTLOOK.EXE"')
  yield run(
    on + 120,
    POWERSHELL,
    `powershell.exe -NonInteractive -WindowStyle Hidden -EncodedCommand ${agents}`,
    'C:\\Program Files\\Sky Product\\SKYSEA Client View\\SVC.exe',
  )
  for (let n = 0; n < 6; n++) {
    const time = at(9.5, 18)
    const name = `資料${random.whole(1, 400)}.xlsx`
    yield run(time, `${OFFICE}EXCEL.EXE`, `"EXCEL.EXE" "\\\\SV-FILE\\share\\${name}"`)
    yield run(
      time + 200,
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'chrome.exe --type=renderer',
      EXPLORER,
    )
    yield* signedIn(time, 'SV-FILE', user, pc, false)
  }
  if (day === 0) {
    yield runKey(
      on + 30,
      pc.name,
      user,
      'OneDrive',
      `"${home}AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe" /background`,
    )
    yield runKey(
      on + 31,
      pc.name,
      user,
      'com.squirrel.Teams.Teams',
      `${home}AppData\\Local\\Microsoft\\Teams\\Update.exe --processStart Teams.exe`,
    )
  }
  if (pc.accounting || i % 9 === 0)
    yield run(
      at(10, 17),
      `${SYSTEM}cmd.exe`,
      `cmd.exe /c copy \\\\SV-KAIKEI\\data\\a.csv ${home}Documents\\`,
      `${OFFICE}EXCEL.EXE`,
    )
  if (random.next() < 0.1) {
    const zip = `${home}Downloads\\driver${random.whole(1, 90)}.zip`
    yield saved(at(10, 11), pc.name, user, 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', zip)
    yield run(at(11, 12), `${home}AppData\\Local\\Temp\\Temp1_driver.zip\\setup.exe`, 'setup.exe')
  }
  if (random.next() < 0.05) {
    const time = at(9, 18)
    const [threat, path] = random.pick([
      ['PUA:Win32/Softonic', `${home}Downloads\\setup.exe`],
      ['Trojan:HTML/Phish.A', `${home}AppData\\Local\\Microsoft\\Windows\\INetCache\\IE\\a.htm`],
      ['Trojan:Win32/Wacatac.B!ml', `${home}Downloads\\invoice${random.whole(1, 90)}.exe`],
    ] as const)
    yield defended(time, pc.name, user, threat, path, 'Not Applicable')
    yield defended(time + 2, pc.name, user, threat, path, 'Quarantine')
  }
  if (i % 13 === 5) {
    // who develops: fetches tools, asks the system
    yield run(
      at(10, 18),
      POWERSHELL,
      "powershell -c iex ((New-Object Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1'))",
      `${SYSTEM}cmd.exe`,
    )
    yield run(at(10, 18), `${SYSTEM}certutil.exe`, 'certutil -hashfile a.zip SHA256', `${SYSTEM}cmd.exe`)
  }
  // a roll-out reaches every PC within two days of the first week
  if (day === 2 || (day === 3 && i % 2 === 0))
    yield serviceInstalled(
      at(12, 13),
      pc.name,
      'PDQDeployRunner-1',
      '%SystemRoot%\\AdminArsenal\\PDQDeployRunner\\service-1\\PDQDeployRunner-1.exe',
    )
}

/** Inventory signs in everywhere at night; the administrator's PsExec is of every day. */
function* servers(people: Pc[], midnight: number, seed: number): Generator<ComputerEvent> {
  const admin = people[seed % people.length] as Pc
  for (const [i, name] of SERVERS.entries()) {
    yield* signedIn(
      midnight + 2 * HOUR + i * 20,
      name,
      'svc-shisan',
      { name: 'SV-SHISAN', address: '192.168.1.45' },
      true,
    )
    if (i < 2) {
      yield* signedIn(midnight + 10 * HOUR + i * 300, name, 'kanri', admin, true)
      yield serviceInstalled(midnight + 10 * HOUR + i * 300 + 2, name, 'PSEXESVC', '%SystemRoot%\\PSEXESVC.exe')
    }
    yield started(
      midnight + 11 * HOUR + i,
      name,
      'svc-kanshi',
      POWERSHELL,
      'powershell.exe -NoProfile Get-Counter',
      `${SYSTEM}wbem\\WmiPrvSE.exe`,
    )
  }
}
