import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Organisation, organisation } from '../test-organisation.ts'
import { remoteExecution } from './remote-execution.ts'

let office: Organisation
before(async () => {
  office = await organisation()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (let i = 0; i < 20; i++)
    await office.endpoint(`PC-${i}`, [10, 3000, 9000], {
      process_executable: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE',
      process_command_line: 'winword.exe /n',
      process_parent_executable: 'C:\\Windows\\explorer.exe',
    })
})

const service = (host: string, name: string, image: string, minutes = [5000]) =>
  office.endpoint(host, minutes, {
    event_action: 'service-installed',
    event_code: '7045',
    user_name: 'SYSTEM',
    file_path: name,
    process_executable: image,
  })
const signIn = (source: string, account: string, machine: string, minutes: number[], values = {}) =>
  office.auth(source, account, minutes, {
    observer_type: 'endpoint',
    observer_name: `${machine}.example.local`,
    user_domain: 'example',
    network_protocol: 'network',
    event_details: 'NTLM',
    session_id: `${machine}${minutes[0]}`,
    ...values,
  })
/** a sign-in and the event that it has administrator rights */
async function adminSignIn(source: string, account: string, machine: string, minute: number) {
  await signIn(source, account, machine, [minute])
  await signIn('::', account, machine, [minute], { event_action: 'privilege', event_details: '' })
}
const told = async () =>
  (await office.run(remoteExecution)).map((sign) => [sign.hosts[0], sign.severity, sign.destinations, sign.accounts])

test("services of attackers' tools are strong, by whatever tool; the source and its account are told from the sign-in before", async () => {
  await adminSignIn('10.0.1.7', 'kanri', 'FS01', 4999.9)
  // others use the server's shares in the same minute
  for (const other of ['10.0.1.8', '10.0.1.9']) await signIn(other, 'suzuki', 'FS01', [4999.95])
  await service('FS01.example.local', 'BTOBTO', '%COMSPEC% /Q /c echo dir ^> \\\\127.0.0.1\\C$\\__output 2^>^&1')
  await service('FS02', 'a1b2c3d', '\\\\10.0.1.9\\ADMIN$\\a1b2c3d.exe')
  await service('FS03', 'KqZw', '%systemroot%\\hTgYdWeR.exe')
  await service(
    'FS04',
    'Updater',
    'cmd.exe /b /c start /b /min powershell -nop -w hidden -encodedcommand JABzAD0ATgBlAHcALQBPAGIAagBlAGMAdAAgAEkATwAuAE0A',
  )
  await office.endpoint('PC-3', [5000], {
    process_executable: 'C:\\Windows\\System32\\cmd.exe',
    process_command_line: 'cmd.exe /Q /c whoami 1> \\\\127.0.0.1\\ADMIN$\\__1790000000.12 2>&1',
    process_parent_executable: 'C:\\Windows\\System32\\wbem\\WmiPrvSE.exe',
  })
  const signs = await told()
  assert.deepEqual(signs.map(([host, severity]) => [host, severity]).sort(), [
    ['10.0.1.7', 'high'],
    ['FS01', 'high'],
    ['FS02', 'high'],
    ['FS03', 'high'],
    ['FS04', 'high'],
    ['PC-3', 'high'],
  ])
  assert.deepEqual(signs.find(([host]) => host === 'FS01')?.slice(2), [['10.0.1.7'], ['example\\kanri']])
  assert.deepEqual(signs.find(([host]) => host === '10.0.1.7')?.[2], ['FS01'])
})

test("an administrator's routine on the same machine is not told with the attack, nor is he", async () => {
  for (const day of [0, 1, 2, 3]) {
    await adminSignIn('10.0.1.5', 'kanri', 'FS01', 60 + day * 1440)
    await service('FS01', 'PSEXESVC', '%SystemRoot%\\PSEXESVC.exe', [60 + day * 1440])
  }
  await adminSignIn('10.0.1.7', 'kanri2', 'FS01', 5000)
  await service('FS01', 'QwEr', '%systemroot%\\AbCdEfGh.exe', [5000.5])
  assert.deepEqual(await told(), [
    ['FS01', 'high', ['10.0.1.7'], ['example\\kanri2']],
    ['10.0.1.7', 'high', ['FS01'], ['example\\kanri2']],
  ])
})

test("PsExec by nobody before is medium, also on many machines at once; an administrator's of weeks is low", async () => {
  await service('FS09', 'PSEXESVC', '%SystemRoot%\\PSEXESVC.exe')
  assert.deepEqual(
    (await told()).map(([host, severity]) => [host, severity]),
    [['FS09', 'medium']],
  )
  for (let i = 0; i < 8; i++) await service(`PC-${i}`, 'PSEXESVC', '%SystemRoot%\\PSEXESVC.exe', [5100 + i])
  assert.equal((await told()).filter(([, severity]) => severity === 'medium').length, 9)
  await service('FS10', 'PSEXESVC', '%SystemRoot%\\PSEXESVC.exe', [60, 1500, 3000])
  assert.deepEqual(
    (await told()).filter(([, severity]) => severity === 'medium'),
    [],
  )
})

test('distribution, agents, drivers, monitoring by WMI and policy tasks are no spread', async () => {
  for (let i = 0; i < 20; i++) {
    const host = `PC-${i}`
    await service(
      host,
      'PDQDeployRunner-1',
      '%SystemRoot%\\AdminArsenal\\PDQDeployRunner\\service-1\\PDQDeployRunner-1.exe',
      [4000 + i],
    )
    await service(host, 'SKYSEA Agent', 'C:\\Program Files\\Sky Product\\SKYSEA Client View\\SVC.exe', [4100 + i])
    await service(host, 'VendorFix', 'C:\\Windows\\Temp\\vfix\\vfix.exe', [4200 + i])
    await office.endpoint(host, [4300 + i], {
      event_action: 'task-created',
      file_path: '\\Inventory',
      event_details: '<Exec><Command>\\\\DC01\\NETLOGON\\inventory.exe</Command></Exec>',
    })
    await office.endpoint(host, [20 + i, 1500 + i, 9000 + i], {
      process_executable: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      process_command_line: 'powershell.exe -NoProfile Get-Service',
      process_parent_executable: 'C:\\Windows\\System32\\wbem\\WmiPrvSE.exe',
    })
  }
  await service('PC-1', 'cpuz149', 'C:\\Users\\tanaka\\AppData\\Local\\Temp\\cpuz149_x64.sys')
  await service('PC-2', 'Sysmon64', 'C:\\Windows\\Sysmon64.exe')
  await service('PC-3', 'Acronis', 'C:\\Program Files\\Acronis\\agent.exe')
  assert.deepEqual(
    (await office.run(remoteExecution)).filter((sign) => sign.severity !== 'informational').map((sign) => sign.metrics),
    [],
  )
})

test("an account's first sign-ins as administrator to many machines are medium; those of every day, of few, or without rights are none", async () => {
  for (let i = 0; i < 8; i++) {
    await adminSignIn('10.0.1.7', 'kanri', `SV${i}`, 8000 + i)
    // inventory that has done so since the logs begin
    for (const day of [0, 1, 2, 3, 4, 5]) await adminSignIn('10.0.0.9', 'inventory', `SV${i}`, 100 + day * 1440 + i)
    // an ordinary user of many shares
    await signIn('10.0.1.8', 'suzuki', `SV${i}`, [8100 + i])
    if (i < 3) await adminSignIn('10.0.1.9', 'helpdesk', `SV${i}`, 8200 + i)
  }
  assert.deepEqual(
    (await told())
      .filter(([, severity]) => severity !== 'informational')
      .map(([host, severity, destinations, accounts]) => [host, severity, (destinations as string[]).length, accounts]),
    [['10.0.1.7', 'medium', 8, ['example\\kanri']]],
  )
})
