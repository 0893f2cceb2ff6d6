/** The logs of a simulated organisation's computers as the event viewer saves them (.evtx), against its XML export of the same events. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { COMPUTER_BEHAVIOURS } from '../sim/computers/computer-plays.ts'
import { COMPUTER_FILE, writeComputers } from '../sim/computers/write-computers.ts'
import { pcs } from '../sim/organisation.ts'
import { Random } from '../sim/random.ts'
import type { EvidenceFile } from '../src/evidence/evidence-file.ts'
import { readEvidence } from '../src/evidence/read.ts'
import { evtxOf } from '../src/evidence/test-evtx.ts'
import type { FindingsFile } from '../src/story/findings.ts'
import { missing, run } from './real-tool.ts'

const KYUMEI = resolve(import.meta.dirname, '../kyumei')
const folder = mkdtempSync(join(tmpdir(), 'kyumei-evtx-e2e-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function scan(name: string): { findings: FindingsFile; evidence: EvidenceFile } {
  const out = join(folder, `${name}-out`)
  const result = spawnSync(KYUMEI, ['scan', name, '--out', out, '--lang', 'en'], { encoding: 'utf8', cwd: folder })
  assert.equal(result.status, 0, result.stderr)
  const read = (file: string) => JSON.parse(readFileSync(join(out, file), 'utf8'))
  return { findings: read('findings.json'), evidence: read('evidence.json') }
}

interface Carried {
  '@timestamp': string
  winlog: {
    channel: string
    computer_name: string
    event_id: number
    provider_name: string
    event_data: Record<string, string>
  }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const xml = ({ '@timestamp': time, winlog }: Carried, record: number) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${winlog.provider_name}' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/><EventID>${winlog.event_id}</EventID><Version>0</Version><Level>4</Level><Task>0</Task><Opcode>0</Opcode><Keywords>0x8020000000000000</Keywords><TimeCreated SystemTime='${time.replace('Z', '1234Z')}'/><EventRecordID>${record}</EventRecordID><Correlation/><Execution ProcessID='912' ThreadID='7592'/><Channel>${winlog.channel}</Channel><Computer>${winlog.computer_name}</Computer><Security/></System><EventData>${Object.entries(
    winlog.event_data,
  )
    .map(([name, value]) => `<Data Name='${name}'>${escaped(value)}</Data>`)
    .join('')}</EventData></Event>`

/** Somebody outside guesses passwords of a file server's remote desktop until one fits; a colleague mistypes hers once. */
function signIns(day: string): Carried[] {
  const one = (second: number, event_id: number, user: string, address: string): Carried => ({
    '@timestamp': new Date(Date.parse(`${day}T18:00:00.250Z`) + second * 1000).toISOString(),
    winlog: {
      channel: 'Security',
      provider_name: 'Microsoft-Windows-Security-Auditing',
      computer_name: 'FS01.kaisha.local',
      event_id,
      event_data: {
        SubjectUserSid: 'S-1-5-18',
        TargetUserName: user,
        TargetDomainName: 'KAISHA',
        ...(event_id === 4625 ? { Status: '0xc000006d', SubStatus: '0xc000006a' } : { TargetLogonId: '0x3e7a' }),
        LogonType: '10',
        IpAddress: address,
        IpPort: '51022',
      },
    },
  })
  return [
    one(-7200, 4625, 'suzuki', '192.168.10.21'),
    one(-7190, 4624, 'suzuki', '192.168.10.21'),
    ...Array.from({ length: 80 }, (_, i) => one(i * 5, 4625, i % 2 ? 'administrator' : 'sato', '203.0.113.9')),
    one(401, 4624, 'sato', '203.0.113.9'),
  ]
}

test('scanned as .evtx the logs accuse as their XML export does, line by line, and what no detector uses is ignored', async () => {
  const first = Date.parse('2026-10-05T00:00:00+09:00') / 1000
  await writeComputers({
    out: join(folder, 'org'),
    seed: 91,
    people: pcs(12, new Random(91)),
    first,
    last: first + 4 * 86_400,
    behaviours: COMPUTER_BEHAVIOURS,
  })
  const lines = readFileSync(join(folder, 'org/logs', COMPUTER_FILE), 'utf8')
    .split('\n')
    .slice(0, -1)
  const events = lines.map((line) => JSON.parse(line) as Carried)
  const day = events.at(-1)?.['@timestamp'].slice(0, 10) ?? ''
  const unused: Carried = {
    '@timestamp': `${day}T00:00:01.000Z`,
    winlog: {
      channel: 'System',
      provider_name: 'Service Control Manager',
      computer_name: 'FS01.kaisha.local',
      event_id: 7036,
      event_data: { param1: 'Windows Update', param2: '停止' },
    },
  }
  const channels = Map.groupBy([...events, ...signIns(day), unused], ({ winlog }) => winlog.channel)
  assert.ok(channels.size >= 4)
  for (const kind of ['evtx', 'xml']) mkdirSync(join(folder, kind))
  for (const [channel, of] of channels) {
    const exported = of.map((event, i) => xml(event, i + 1))
    const name = channel.replaceAll('/', '%4')
    writeFileSync(join(folder, 'evtx', `${name}.evtx`), evtxOf(exported))
    writeFileSync(
      join(folder, 'xml', `${name}.xml`),
      `<?xml version="1.0" encoding="utf-8" standalone="yes"?><Events>${exported.join('')}</Events>`,
    )
  }
  const [saved, exported] = [scan('evtx'), scan('xml')]

  const withoutFile = (path: string) => path.replace(/^.*\/(.*)\.\w+$/, '$1')
  const comparable = ({ findings, hosts }: FindingsFile) => ({
    findings: findings
      .map(({ id: _, evidence, ...finding }) => ({
        ...finding,
        evidence: evidence.map((line) => ({ ...line, file: withoutFile(line.file) })),
      }))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    hosts: hosts
      .map(({ reasons, ...host }) => ({ ...host, reasons: reasons.length }))
      .sort((a, b) => (a.host < b.host ? -1 : 1)),
  })
  assert.deepEqual(comparable(saved.findings), comparable(exported.findings))

  const accusers = new Set(saved.findings.findings.map((finding) => finding.detector))
  for (const detector of ['password-attack', 'suspicious-execution', 'autostart-entry', 'malware-alert'])
    assert.ok(accusers.has(detector), detector)
  const guessed = saved.findings.findings.find((finding) => finding.detector === 'password-attack')
  assert.ok(['high', 'critical'].includes(guessed?.severity ?? ''))
  assert.ok(guessed?.accounts.some((account) => /sato/.test(account)))

  for (const file of saved.evidence.files) {
    assert.equal(file.lines, file.parsed + file.ignored + file.unparsed, file.path)
    assert.deepEqual([file.unparsed, file.encoding], [0, 'utf-8'], file.path)
    const twin = exported.evidence.files.find((one) => one.path === file.path.replaceAll('evtx', 'xml'))
    assert.deepEqual([file.parsed, file.events, file.formats], [twin?.parsed, twin?.events, twin?.formats])
  }
  const system = saved.evidence.files.find((file) => file.path.endsWith('System.evtx'))
  assert.equal(system?.ignored, 1)
  const verified = spawnSync(KYUMEI, ['verify', join(folder, 'evtx-out')], { encoding: 'utf8', cwd: folder })
  assert.equal(verified.status, 0, verified.stdout)
})

test('evtxexport reads the same events out of the same file', { skip: missing('evtxexport') }, async () => {
  const timed = signIns('2026-10-05').map((event, i) => xml(event, i + 1))
  const file = evtxOf([
    ...Array.from({ length: 4 }, () => timed).flat(),
    xml(
      {
        '@timestamp': '2026-10-05T00:00:01.250Z',
        winlog: {
          channel: 'Microsoft-Windows-Sysmon/Operational',
          provider_name: 'Microsoft-Windows-Sysmon',
          computer_name: 'PC-SOUMU-03',
          event_id: 3,
          event_data: {
            User: 'KAISHA\\総務 <3> & co',
            Initiated: 'true',
            SourceIp: '192.168.10.21',
            ProcessGuid: '{189ccb3f-d3de-0002-c0cb-9c18ded3db01}',
            ProcessId: '0x7ff612340000',
            At: '2026-10-05T01:02:03.4567890Z',
          },
        },
      },
      1,
    ),
  ])
  const place = join(folder, 'oracle')
  mkdirSync(place)
  writeFileSync(join(place, 'a.evtx'), file)
  const { text } = run('evtxexport', ['-f', 'xml', join(place, 'a.evtx')])
  // it fills up hexadecimal numbers and times, and writes identifiers in capitals
  const alike = (event: string) =>
    event
      .replace(/>\s+</g, '><')
      .replaceAll('"', "'")
      .replace(/\b0x0*([0-9a-f])/g, '0x$1')
      .replace(/(\.\d{7})00Z/g, '$1Z')
      .replace(/\{[0-9A-Fa-f-]{36}\}/g, (guid) => guid.toLowerCase())
  const theirs = alike(text).match(/<Event .*?<\/Event>/gs) ?? []
  const { evidence } = await readEvidence([join(place, 'a.evtx')], { spool: place })
  const ours = readFileSync(evidence[0]?.spool ?? '', 'utf8')
    .split('\n')
    .slice(0, -1)
  assert.ok(ours.length > 300)
  assert.deepEqual(ours.map(alike), theirs)
})
