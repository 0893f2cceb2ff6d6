import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileScan } from './attach.ts'
import { campaignFacts, shareCampaign } from './campaign.ts'
import { viewCase } from './case.ts'
import { inCommon, sharedHashes } from './compare.ts'
import { verifyHistory } from './history.ts'
import { joinCampaign, joinGroup, leaveCampaign, linkCases } from './join.ts'
import { testCase, testDesk } from './test-desk.ts'
import { testExamined, testFinding, testScan } from './test-scan.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-campaign-'))
after(() => rmSync(folder, { recursive: true }))

const KEY = Buffer.alloc(32, 7)
const C2 = { destinations: ['c2.example.net'] }
const campaignsOf = (desk: ReturnType<typeof testDesk>, number: string) =>
  viewCase(desk, number).campaigns.map(({ name, reason }) => `${name} ${reason}`.trim())

test('a new case goes into the campaign with which it has a thing of the attacker in common, with the reason', () => {
  const desk = testDesk()
  const [first, second] = [testExamined(desk, C2), testExamined(desk, C2)]
  assert.deepEqual(joinGroup(desk, first, '例示作戦'), [first, second])
  const third = testExamined(desk, C2)
  assert.deepEqual(campaignsOf(desk, third), [`例示作戦 auto: place c2.example.net (${third} – ${first})`])
  const other = testExamined(desk, { destinations: ['other.example.net'] })
  assert.deepEqual(campaignsOf(desk, other), [])
  assert.throws(() => joinGroup(desk, other, '例示作戦'), /no case was found/)
  assert.deepEqual(verifyHistory(desk).faults, [])
})

test('who was taken out of a campaign is not put into it again; between two campaigns somebody must look', () => {
  const desk = testDesk()
  const first = testExamined(desk, C2)
  joinCampaign(desk, first, '例示作戦')
  const second = testExamined(desk, C2)
  leaveCampaign(desk, second, '例示作戦', '別の攻撃者と判明')
  fileScan(desk, second, '/nowhere', testScan([testFinding({ id: 'f2', ...C2 })]))
  assert.deepEqual(campaignsOf(desk, second), [])
  assert.throws(() => leaveCampaign(desk, second, '例示作戦', ''), /not in the campaign/)
  joinCampaign(desk, testExamined(desk, { destinations: ['d.example.net'] }), '別作戦')
  const between = testExamined(desk, { destinations: ['c2.example.net', 'd.example.net'] })
  assert.deepEqual(campaignsOf(desk, between), [])
})

test('no victim is named: not its own domain as a sender, not its name in a subject, not whom it writes with', () => {
  const desk = testDesk()
  const given = {
    subject: '【丙丁商事】お見積りの件',
    trace: {
      sender: 'suzuki@heitei.example.com',
      original: '<1@mail.partner.example.jp>',
      files: [{ name: 'a.exe', sha256: 'a'.repeat(64) }],
    },
    destinations: ['c2.example.net', 'vpn.kootsu.example.jp', 'api.box.com'],
  }
  const victims = [
    { organisation: '丙丁商事株式会社', person: { name: '鈴木', mail: 'suzuki@heitei.example.com' } },
    { organisation: '甲乙工業株式会社' },
  ]
  const numbers = [
    testExamined(desk, { ...given, intake: victims[0] }),
    testExamined(desk, { ...given, intake: victims[1], recipients: ['hanako@kootsu.example.jp'] }),
  ]
  for (const number of numbers) joinCampaign(desk, number, '例示作戦')
  linkCases(desk, numbers[0] ?? '', numbers[1] ?? '', 'chain', '漏れた見積りが使われた')
  const facts = campaignFacts(desk, '例示作戦')
  assert.deepEqual(
    facts.shared.map(({ kind, value }) => `${kind} ${value}`),
    ['domain c2.example.net', `sha256 ${'a'.repeat(64)}`],
  )
  const links = JSON.stringify(facts.links)
  for (const secret of ['丙丁', 'heitei', 'kootsu', 'partner.example.jp', ...numbers])
    assert.ok(!links.includes(secret), secret)
  assert.deepEqual(facts.links.chains, [[0, 1]])
  assert.ok(facts.links.things.some(({ kind, values }) => kind === 'original' && values.length === 0))
})

test('what may be told goes by the strictest marking; of stricter cases nothing is told', () => {
  const desk = testDesk()
  const cases = (['GREEN', 'CLEAR', 'AMBER', 'RED'] as const).map((tlp, i) =>
    testExamined(desk, {
      destinations: ['c2.example.net', ...(i < 2 ? ['open.example.net'] : ['inner.example.net'])],
      intake: { tlp },
    }),
  )
  for (const number of cases) joinCampaign(desk, number, '例示作戦')
  const amber = campaignFacts(desk, '例示作戦')
  assert.deepEqual([amber.tlp, amber.cases, amber.withheld], ['AMBER', 3, 1])
  assert.deepEqual(
    amber.shared.map(({ value, tlp, n }) => [value, tlp, n]),
    [
      ['c2.example.net', 'AMBER', 3],
      ['open.example.net', 'GREEN', 2],
    ],
  )
  const green = campaignFacts(desk, '例示作戦', 'GREEN')
  assert.deepEqual([green.tlp, green.cases, green.withheld], ['GREEN', 2, 2])
  assert.deepEqual(green.links.months.length, 2)
  assert.equal(shareCampaign(green, null).tlp, 'GREEN')
})

test('two desks with one key find what they have in common, and nothing else can be read', () => {
  const [mine, theirs] = [testDesk(), testDesk()]
  testExamined(mine, { destinations: ['c2.example.net', 'mine.example.net', 'http://gate.example.net/a.php'] })
  testExamined(mine, { destinations: ['secret.example.net'], intake: { tlp: 'RED' } })
  const number = testExamined(theirs, {
    destinations: ['C2.example.net', 'http://gate.example.net/a.php', 'secret.example.net', 'api.box.com'],
  })
  const file = join(folder, 'hashes.json')
  const shared = JSON.stringify(sharedHashes(mine, KEY))
  writeFileSync(file, shared)
  for (const plain of ['example', 'a.php', '2015-0001']) assert.ok(!shared.includes(plain), plain)
  assert.deepEqual(
    inCommon(theirs, file, KEY).map(({ value, numbers }) => [value, numbers]),
    [
      ['c2.example.net', [number]],
      ['http://gate.example.net/a.php', [number]],
    ],
  )
  assert.deepEqual(inCommon(theirs, file, Buffer.alloc(32, 8)), [], 'another key finds nothing')
  assert.throws(() => inCommon(theirs, file, null), /--key/)
  writeFileSync(file, '{"schema":"other"}')
  assert.throws(() => inCommon(theirs, file, KEY), /no file of desk export/)
})

test('whose name the attacker uses is no indicator, his own look-alike of it is; neither is the site of a company that phishing poses as', () => {
  const desk = testDesk()
  const number = testCase(desk)
  const destinations = ['partner.example.jp', 'partner-hd.example.com', 'www.amazon.co.jp', 'x@gmail.com']
  const notify = {
    id: 'n',
    kind: 'notify' as const,
    subject: 'partner.example.jp',
    what: '',
    who: '',
    by: '',
    check: { kind: 'by-hand' as const, subjects: [], since: '' },
    how_to_check: '',
    findings: [],
  }
  fileScan(desk, number, '/nowhere', testScan([testFinding({ destinations })], { measures: [notify] }))
  const kept = desk.db.prepare('SELECT kind, value FROM indicator ORDER BY kind, value').all()
  assert.deepEqual(
    kept.map(({ kind, value }) => `${kind} ${value}`),
    ['domain partner-hd.example.com', 'mail x@gmail.com'],
  )
})
