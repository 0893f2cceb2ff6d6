/** Computers' own events, as lines, beside the network's logs and a mail: one host, one story; and a benign week of the same. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { COMPUTER_BEHAVIOURS } from '../sim/computers/computer-plays.ts'
import { COMPUTER_FILE } from '../sim/computers/write-computers.ts'
import { simulate } from '../sim/simulate.ts'
import type { FindingsFile } from '../src/story/findings.ts'

const KYUMEI = resolve(import.meta.dirname, '../kyumei')
const folder = mkdtempSync(join(tmpdir(), 'kyumei-computers-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function scan(input: string, lang: 'ja' | 'en'): FindingsFile {
  const out = join(folder, `${input.replaceAll('/', '-')}-out`)
  const result = spawnSync(KYUMEI, ['scan', join(folder, input), '--out', out, '--lang', lang], {
    encoding: 'utf8',
    cwd: folder,
  })
  assert.equal(result.status, 0, result.stderr)
  return JSON.parse(readFileSync(join(out, 'findings.json'), 'utf8')) as FindingsFile
}
const OF_COMPUTERS = [
  'suspicious-execution',
  'autostart-entry',
  'credential-theft',
  'malware-alert',
  'remote-execution',
]

test('each behaviour is found on its computer, which is the same host as in the network’s logs; a benign week accuses nobody', async () => {
  const truth = await simulate({
    out: join(folder, 'org'),
    seed: 77,
    hosts: 20,
    days: 5,
    attack: true,
    behaviours: [],
    computers: COMPUTER_BEHAVIOURS,
  })
  const { findings, hosts } = scan('org/logs', 'ja')
  for (const one of truth.computers ?? []) {
    const host = hosts.find((row) => row.addresses.includes(one.address))
    assert.equal(host?.host, one.host)
    assert.equal(host?.verdict, one.expected_verdict, one.behaviour)
    const own = findings.filter((finding) => host?.reasons.includes(finding.id)).map((finding) => finding.detector)
    for (const detector of one.expected_detectors) assert.ok(own.includes(detector), `${one.behaviour} by ${detector}`)
  }
  const blocked = /遮断の候補: ([^<]*)/.exec(readFileSync(join(folder, 'org-logs-out/report.html'), 'utf8'))?.[1] ?? ''
  assert.deepEqual(
    hosts.filter((row) => blocked.includes(row.host)).map((row) => row.host),
    [],
    'no computer of ours is to be blocked',
  )
  await simulate({ out: join(folder, 'benign'), seed: 78, hosts: 20, days: 5, attack: false, computers: [] })
  const quiet = scan('benign/logs', 'en')
  assert.deepEqual(
    quiet.findings
      .filter(
        (finding) => OF_COMPUTERS.includes(finding.detector) && !['informational', 'low'].includes(finding.severity),
      )
      .map((finding) => [finding.detector, finding.hosts, finding.metrics]),
    [],
  )
})

const event = (time: string, id: number, computer: string, data: Record<string, string>) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385f-c22a-43e0-bf4c-06f5698ffbd9}'/><EventID>${id}</EventID><TimeCreated SystemTime='${time}'/><Computer>${computer}</Computer></System><EventData>${Object.entries(
    data,
  )
    .map(
      ([name, value]) =>
        `<Data Name='${name}'>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}</Data>`,
    )
    .join('')}</EventData></Event>`

test('a mail’s attachment that its recipient’s computer ran is the proven entry of the attack, in the report too', async () => {
  const input = join(folder, 'case')
  mkdirSync(join(input, 'mail'), { recursive: true })
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2000, 7)]).toString('base64')
  writeFileSync(
    join(input, 'mail/a.eml'),
    [
      'Received: from mx.partner-kk.example (mx.partner-kk.example [203.0.113.77]) by mx.kaisha.example; Tue, 6 Oct 2026 10:00:00 +0900',
      'From: =?UTF-8?B?55Sw5LitIOWkqumDjg==?= <tanaka@partner-kk.example>',
      'To: sato@kaisha.example',
      'Delivered-To: sato@kaisha.example',
      'Subject: =?UTF-8?B?5omT5ZCI44Gb6LOH5paZ44Gu6YCB5LuY?=',
      'Date: Tue, 6 Oct 2026 10:00:00 +0900',
      'Message-ID: <1@partner-kk.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=UTF-8',
      '',
      '佐藤様 資料をお送りします。至急ご確認ください。',
      '--b',
      "Content-Type: application/octet-stream; name*=UTF-8''%E6%89%93%E5%90%88%E3%81%9B%E8%B3%87%E6%96%99.pdf.exe",
      "Content-Disposition: attachment; filename*=UTF-8''%E6%89%93%E5%90%88%E3%81%9B%E8%B3%87%E6%96%99.pdf.exe",
      'Content-Transfer-Encoding: base64',
      '',
      ...(program.match(/.{1,76}/g) ?? []),
      '--b--',
      '',
    ].join('\r\n'),
  )
  const file = 'C:\\Users\\sato\\Downloads\\打合せ資料.pdf.exe'
  const sato = { User: 'KAISHA\\sato' }
  writeFileSync(
    join(input, 'sysmon.xml'),
    [
      event('2026-10-05T00:10:00.0Z', 1, 'PC-SATO.kaisha.local', {
        ...sato,
        Image: 'C:\\Windows\\explorer.exe',
        CommandLine: 'explorer.exe',
        ParentImage: 'C:\\Windows\\System32\\userinit.exe',
      }),
      event('2026-10-06T01:12:00.0Z', 11, 'PC-SATO.kaisha.local', {
        ...sato,
        Image: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE',
        TargetFilename: file,
      }),
      event('2026-10-06T01:13:00.0Z', 1, 'PC-SATO.kaisha.local', {
        ...sato,
        Image: file,
        CommandLine: `"${file}"`,
        ParentImage: 'C:\\Windows\\explorer.exe',
      }),
      event('2026-10-06T01:14:00.0Z', 13, 'PC-SATO.kaisha.local', {
        ...sato,
        Image: file,
        TargetObject: 'HKU\\S-1-5-21-1\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Adobe',
        Details: 'C:\\Users\\Public\\adobe.exe',
      }),
      '',
    ].join('\n'),
  )
  appendFileSync(
    join(input, 'antivirus.csv'),
    '日時,コンピュータ名,IPアドレス,ユーザー名,ウイルス/不正プログラム,感染ファイル,処理\n2026/10/06 11:00:00,pc-sato,192.168.10.21,KAISHA\\sato,BKDR_EMDIVI.A,C:\\Users\\Public\\adobe.exe,駆除できません\n',
  )
  for (const lang of ['ja', 'en'] as const) {
    const found = scan('case', lang)
    const told = found.stories.find((one) => one.kind === 'mail')
    assert.ok(told?.kind === 'mail')
    assert.deepEqual([told.host, told.recipient, told.link], ['PC-SATO', 'sato@kaisha.example', 'attachment-opened'])
    assert.deepEqual(told.steps.map((step) => step.what).slice(0, 3), ['delivered', 'saved', 'ran'])
    assert.ok(told.steps.filter((step) => step.what !== 'found').every((step) => step.evidence.length > 0))
    assert.deepEqual(
      found.hosts.map((row) => [row.host, row.verdict]),
      [['PC-SATO', 'infected']],
    )
    const attack = found.stories.find((one) => one.kind === 'attack')
    assert.ok(attack?.kind === 'attack')
    assert.deepEqual(
      attack.phases.map((phase) => phase.tactic),
      ['TA0001', 'TA0002', 'TA0003'],
    )
    assert.match(
      attack.text,
      lang === 'ja' ? /その添付がPC-SATOで開かれたことが/ : /PC-SATO's own events show its attachment opened/,
    )
    assert.match(readFileSync(join(folder, 'case-out/report.html'), 'utf8'), /PC-SATO/)
  }
})

test('lines of computers alone are a case too: hosts, findings and stories without any log of the network', async () => {
  const alone = join(folder, 'alone')
  mkdirSync(alone)
  writeFileSync(join(alone, 'winlogbeat.ndjson'), readFileSync(join(folder, 'org/logs', COMPUTER_FILE)))
  const { hosts, findings } = scan('alone', 'en')
  assert.ok(hosts.some((row) => row.verdict === 'infected'))
  assert.ok(findings.every((finding) => finding.evidence.length > 0 || finding.severity === 'informational'))
})
