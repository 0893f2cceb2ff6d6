import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { postureReport } from '../report/case/posture.ts'
import { documentMarkdown } from '../report/document-markdown.ts'
import type { CoverageFact, Finding, FindingsFile } from '../story/findings.ts'
import { fileScan } from './attach.ts'
import { closeDesk, type Desk } from './desk.ts'
import { eraseCase } from './erase.ts'
import { parseHalf } from './fiscal.ts'
import { verifyHistory } from './history.ts'
import { compareInventory, importInventory, listItem } from './inventory.ts'
import { answer, measure, organisationOf, postureOf } from './posture.ts'
import { POSTURE_ITEMS } from './posture-items.ts'
import { recommended } from './recommended.ts'
import { testCase, testDesk } from './test-desk.ts'
import { testScan } from './test-scan.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-posture-'))
after(() => rmSync(folder, { recursive: true }))

const fact = (kind: CoverageFact['kind'], id: string, subject: string, value: CoverageFact['value']): CoverageFact => ({
  id,
  kind,
  subject,
  value,
  text: `${id} ${value}`,
})

function scanned(desk: Desk, coverage: CoverageFact[], hosts: string[] = [], detectors: string[] = []): number {
  const number = testCase(desk)
  const file: FindingsFile = {
    schema: 'kyumei.findings/1',
    generated: '2015-10-05T00:00:00Z',
    timezone: 'Asia/Tokyo',
    range: { first: null, last: null },
    findings: detectors.map(
      (detector): Finding => ({
        id: detector,
        detector,
        severity: 'high',
        confidence: 1,
        title: detector,
        explanation: '',
        next_steps: [],
        hosts: [],
        accounts: [],
        destinations: [],
        mails: [],
        first_seen: '2015-10-01T00:00:00Z',
        last_seen: '2015-10-01T00:00:00Z',
        count: 1,
        attack: [],
        evidence: [],
        metrics: {},
      }),
    ),
    hosts: hosts.map((host) => ({ host, addresses: [], score: 0, verdict: 'no-sign', reasons: [] })),
    accounts: [],
    destinations: [],
    coverage,
    stories: [],
    mails: [],
    mail_counts: { examined: 0, malicious: 0, suspicious: 0, no_sign: 0 },
  }
  fileScan(desk, number, '/nowhere', file)
  return organisationOf(desk, number).id
}

const said = (desk: Desk, organisation: number) =>
  Object.fromEntries(
    postureOf(desk, organisation).lines.flatMap(({ item, answer: one }) =>
      one ? [[item.id, `${one.answer} ${one.source}`]] : [],
    ),
  )

test('the logs answer what they show; a sign of failure is an answer, and no sign is none', () => {
  const desk = testDesk()
  const organisation = scanned(
    desk,
    [
      fact('source', 'source-flow', 'flow', 72),
      fact('source', 'source-web', 'web', 36),
      fact('role', 'role-proxy', '192.168.1.8', 'proxy'),
      fact('logging', 'logging-permitted', 'flow', false),
      fact('logging', 'logging-request-bytes', 'web', false),
      fact('retention', 'retention-web', 'web', 200),
      fact('retention', 'retention-flow', 'flow', 100),
    ],
    [],
    ['relay-abuse', 'proxy-bypass'],
  )
  measure(desk, organisation)
  assert.deepEqual(said(desk, organisation), {
    firewall: 'yes measured',
    'firewall-control': 'no measured',
    'firewall-log': 'no measured',
    proxy: 'yes measured',
    'proxy-log': 'partly measured',
    retention: 'partly measured',
    'open-relay': 'no measured',
  })
  assert.deepEqual(measure(desk, organisation), [])
  assert.deepEqual(verifyHistory(desk).faults, [])
})

test('a web server’s log alone is no proxy, and three days of logs say nothing of how long they are kept', () => {
  const desk = testDesk()
  const organisation = scanned(desk, [
    fact('source', 'source-web', 'web', 36),
    fact('retention', 'retention-web', 'web', 3),
  ])
  measure(desk, organisation)
  assert.deepEqual(said(desk, organisation), { retention: 'unknown measured' })
  answer(desk, organisation, 'retention', { answer: 'yes', evidence: '規程に6か月とある' })
  measure(desk, organisation)
  assert.deepEqual(said(desk, organisation), { retention: 'yes asked' })
})

test('the score moves with the answers, whole by yes and half by partly, weighted', () => {
  const desk = testDesk()
  const organisation = organisationOf(desk, testCase(desk)).id
  assert.equal(postureOf(desk, organisation).score, 0)
  for (const { id } of POSTURE_ITEMS) answer(desk, organisation, id, { answer: 'partly' })
  assert.equal(postureOf(desk, organisation).score, 50)
  desk.now = () => new Date('2016-07-01T00:00:00Z')
  for (const { id } of POSTURE_ITEMS) answer(desk, organisation, id, { answer: 'yes' })
  assert.deepEqual(postureOf(desk, organisation).moved, [
    { day: '2016-06-29', score: 50 },
    { day: '2016-07-01', score: 100 },
  ])
  assert.throws(() => answer(desk, organisation, 'luck', { answer: 'yes' }), /there is no item luck/)
})

test('a gap of the check-list supports a recommendation without any sign', () => {
  const desk = testDesk()
  const organisation = organisationOf(desk, testCase(desk)).id
  const titles = () => recommended(desk, parseHalf('2015H2', 4)).map((one) => `${one.recommendation.id} ${one.cases}`)
  assert.deepEqual(titles(), [])
  answer(desk, organisation, 'smtp-auth', { answer: 'no', evidence: 'POP before SMTP' })
  answer(desk, organisation, 'retention', { answer: 'yes' })
  assert.deepEqual(titles(), ['mail-server 1'])
})

test('the inventory beside the logs: unlisted hosts, servers without an owner, a second exit, what was never seen', async () => {
  const desk = testDesk()
  const organisation = scanned(
    desk,
    [
      fact('role', 'role-server', '192.168.1.10', 'server'),
      fact('role', 'role-gateway-1', '192.168.1.1', 'gateway'),
      fact('role', 'role-gateway-2', '192.168.9.1', 'gateway'),
    ],
    ['PC-01', 'PC-02', '192.168.1.10'],
  )
  const table = join(folder, 'inventory.csv')
  writeFileSync(
    table,
    '種類,名前,アドレス,担当者\nサーバ,fs01,192.168.1.10,\n端末,pc-01,,\n端末,PC-OLD,,\n回線,フレッツ,,総務\nファイアウォール,fw,192.168.1.1,総務\n',
  )
  assert.deepEqual(await importInventory(desk, organisation, table), { rows: 5, refused: [] })
  const compared = compareInventory(desk, organisation)
  assert.deepEqual(
    compared.unlisted.map((one) => `${one.host} ${one.role}`),
    ['PC-02 ', '192.168.9.1 gateway'],
  )
  assert.deepEqual([compared.ownerless, compared.unseen], [['fs01 (192.168.1.10)'], ['PC-OLD']])
  assert.deepEqual(compared.exits, { seen: ['192.168.1.1', '192.168.9.1'], listed: 1 })
  listItem(desk, organisation, { kind: 'server', name: 'fs01', owner: '鈴木' })
  assert.deepEqual(compareInventory(desk, organisation).ownerless, [])
  const page = documentMarkdown(
    postureReport('甲乙工業', { posture: postureOf(desk, organisation), compared }, 'ja', '2016-06-29'),
  )
  assert.match(page, /インターネットへの出口が2か所見えます（一覧では1か所）/)
  writeFileSync(table, '種類,名前\n端末,=A1\nおもちゃ,x\n端末,\n')
  assert.deepEqual(
    (await importInventory(desk, organisation, table)).refused.map((one) => `${one.line} ${one.reasons[0]?.en}`),
    ['2 there is a formula', '3 unknown kind "おもちゃ"', '4 the name is empty'],
  )
})

test('the erasure of an organisation’s last case takes its inventory and check-list along', () => {
  const desk = testDesk()
  const number = testCase(desk)
  const organisation = organisationOf(desk, number).id
  listItem(desk, organisation, { kind: 'pc', name: 'PC-HIMITSU' })
  answer(desk, organisation, 'owner', { answer: 'yes', evidence: '秘密の人' })
  eraseCase(desk, number, '依頼による')
  assert.deepEqual(verifyHistory(desk).faults, [])
  assert.equal(desk.db.prepare('SELECT count(*) AS n FROM inventory_item').get()?.n, 0)
  assert.equal(
    desk.db
      .prepare("SELECT count(*) AS n FROM history_content WHERE content LIKE '%HIMITSU%' OR content LIKE '%秘密の人%'")
      .get()?.n,
    0,
  )
})

test('a desk of the first migration is brought up to date when it is opened, its history intact', () => {
  const path = join(folder, 'old.sqlite')
  const db = new DatabaseSync(path)
  db.exec(readFileSync(resolve(import.meta.dirname, 'migration/001-desk.sql'), 'utf8'))
  db.exec('PRAGMA user_version = 1')
  db.close()
  const desk = testDesk(path)
  const number = testCase(desk)
  answer(desk, organisationOf(desk, number).id, 'owner', { answer: 'yes' })
  assert.deepEqual(verifyHistory(desk).faults, [])
  desk.db.exec('PRAGMA user_version = 99')
  closeDesk(desk)
  assert.throws(() => testDesk(path), /newer kyumei/)
})

test('the next step is that of the product which the organisation has: by its logs, by its list; else the item’s own', () => {
  const desk = testDesk()
  const number = testCase(desk)
  const { id } = organisationOf(desk, number)
  const nextOf = (item: string) => postureOf(desk, id).lines.find((line) => line.item.id === item)?.next
  assert.match(nextOf('firewall-log')?.ja ?? '', /許可ポリシーごとにログを有効にする/)
  listItem(desk, id, { kind: 'firewall', name: '本社FW', note: 'FortiGate 60F' })
  assert.match(nextOf('firewall-log')?.en ?? '', /^FortiGate: set logtraffic all/)
  assert.match(nextOf('smtp-auth')?.ja ?? '', /^(?!Postfix)/)
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-posture-'))
  try {
    const files = [
      { path: 'maillog', formats: ['postfix'] },
      { path: 'yamaha.log', formats: ['yamaha'] },
    ]
    writeFileSync(join(folder, 'evidence.json'), JSON.stringify({ schema: 'kyumei.evidence/1', files }))
    fileScan(desk, number, folder, testScan([]))
    assert.match(nextOf('smtp-auth')?.ja ?? '', /^Postfix：/)
    assert.match(nextOf('firewall-log')?.ja ?? '', /^FortiGate：.*。YAMAHA RTX：.*pass-log/)
    writeFileSync(join(folder, 'evidence.json'), '{"files": "broken"}')
    assert.match(nextOf('firewall-log')?.ja ?? '', /^FortiGate：[^。]*$/)
  } finally {
    rmSync(folder, { recursive: true })
  }
  answer(desk, id, 'firewall-log', { answer: 'no', next_step: '保守業者に依頼する' })
  assert.deepEqual(nextOf('firewall-log'), { ja: '保守業者に依頼する', en: '保守業者に依頼する' })
})
