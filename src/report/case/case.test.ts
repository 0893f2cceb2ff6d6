import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSheet } from 'read-excel-file/node'
import { fileScan, planMeasures } from '../../desk/attach.ts'
import { campaignFacts, shareCampaign } from '../../desk/campaign.ts'
import type { Desk } from '../../desk/desk.ts'
import { eraseCase } from '../../desk/erase.ts'
import { verifyHistory } from '../../desk/history.ts'
import { joinCampaign, linkCases } from '../../desk/join.ts'
import { relationsOf } from '../../desk/relation.ts'
import { caseText, edits, keepEdits } from '../../desk/report-text.ts'
import { testCase, testDesk } from '../../desk/test-desk.ts'
import { testFinding as finding, testScan as scanned } from '../../desk/test-scan.ts'
import { terms } from '../../desk/vocabulary.ts'
import { addTask, finishTask } from '../../desk/work.ts'
import type { Measure } from '../../story/findings.ts'
import type { Document } from '../document.ts'
import { documentMarkdown, readDraft } from '../document-markdown.ts'
import { withEdits } from '../edited.ts'
import { campaignReport } from './campaign.ts'
import { directorPage } from './director.ts'
import { caseFacts, scopeOf } from './facts.ts'
import { letter } from './letter.ts'
import { deadline, notice } from './notice.ts'
import { timelineLines, timelineWorkbook } from './timeline.ts'

function examined(desk: Desk, findings = [finding({})]): string {
  const number = testCase(desk)
  fileScan(desk, number, '/nowhere', scanned(findings))
  return number
}

const text = (document: Document) => documentMarkdown(document)

test('the letter tells what was seen, what could not be seen, what to do by when, and the indicators, broken', () => {
  const desk = testDesk()
  const number = examined(desk, [
    finding({}),
    finding({
      id: 'f2',
      destinations: ['192.168.10.20', '[2001:db8::1]:443', '203.0.113.9'],
      first_seen: '2015-10-02T00:00:00Z',
    }),
    finding({ id: 'f3', severity: 'low', destinations: ['harmless.example.org'] }),
  ])
  addTask(desk, number, {
    title: 'パスワードを変更する',
    target: '経理部',
    due_on: '2015-10-09',
    owner: '情報システム係',
  })
  const japanese = text(letter(desk, caseFacts(desk, number), 'ja'))
  for (const part of [
    '甲乙工業株式会社　山田 花子　様',
    '感染と判断した端末は1台、感染の疑いがある端末は0台です。',
    '確認不能の端末は1台です',
    'プロキシのログに送信量がありません。',
    '| パスワードを変更する | 経理部 | 情報システム係 | 2015-10-09 |',
    '対策がまだ終わっていない端末・アカウント：PC-KEIRI-01',
    'c2\\[.\\]example\\[.\\]net',
    '2015-10-01 10:00 – 2015-10-03 14:00',
  ])
    assert.ok(japanese.includes(part), part)
  for (const none of ['harmless', '192.168.10.20 |', 'c2.example.net', '<!--'])
    assert.ok(!japanese.includes(none), none)
  const kinds = caseFacts(desk, number).indicators.map((one) => `${one.kind} ${one.value}`)
  assert.deepEqual(kinds, ['domain c2.example.net'])
  assert.match(text(letter(desk, caseFacts(desk, number), 'en')), /Hosts that we judge infected: 1; suspected: 0\./)
})

test('a case without a scan gets a letter that says so, and no word of safety', () => {
  const desk = testDesk()
  const number = testCase(desk)
  const japanese = text(letter(desk, caseFacts(desk, number), 'ja'))
  assert.match(japanese, /記録がないため、感染の有無は確認できません/)
  assert.match(japanese, /LANケーブルを抜き、無線を切り、電源は切らないでください/)
  assert.doesNotMatch(japanese, /安全です|問題ありません/)
  assert.match(
    text(directorPage(desk, caseFacts(desk, number), 'ja', null)),
    /分かりません。判断できる記録をまだ受け取っていません/,
  )
})

const attack = {
  kind: 'attack' as const,
  id: 'a',
  text: 'x',
  confidence: 1,
  hosts: ['PC-KEIRI-01'],
  accounts: [],
  destinations: [],
  probed: [],
  mails: [],
  first: '2015-10-01T01:00:00Z',
  last: '2015-10-03T05:00:00Z',
  phases: [],
  gaps: ['入口は分かりません。'],
  damage: { infected: 1, suspected: 0, reached: 2, bytes_sent: 5_000_000, bytes_complete: true },
}

test('the director’s page tells what nobody knows in whole sentences, and the letter names no place that can be clicked', () => {
  const desk = testDesk()
  const number = testCase(desk)
  const gap = '10.20.0.9: for part of the time no log shows its look-ups. Log them.'
  const told = {
    ...attack,
    destinations: ['c2.example.net'],
    text: 'Contact of PC-1 with c2.example.net.',
    gaps: [gap],
  }
  fileScan(desk, number, '/nowhere', scanned([finding({})], { stories: [told] }))
  const facts = caseFacts(desk, number)
  assert.match(
    text(directorPage(desk, facts, 'en', null)),
    /10\.20\.0\.9: for part of the time no log shows its look-ups\./,
  )
  assert.match(text(letter(desk, facts, 'en')), /with c2\\\[\.\\\]example/)
})

test('the director’s page: a sign near the end of the records may go on, and an unmeasured upload is no upper bound', () => {
  const desk = testDesk()
  const page = text(directorPage(desk, caseFacts(desk, examined(desk)), 'ja', '2015-10-06 17:00'))
  assert.match(page, /続いていると考えてください。最後の兆候は2015-10-03 14:00/)
  assert.match(page, /2015-10-06 17:00/)
  const old = examined(desk, [
    finding({ id: 'old', last_seen: '2015-09-10T00:00:00Z', first_seen: '2015-09-09T00:00:00Z' }),
  ])
  assert.match(text(directorPage(desk, caseFacts(desk, old), 'en', null)), /may be waiting/)
  const number = testCase(desk)
  fileScan(desk, number, '/nowhere', scanned([finding({})], { stories: [attack] }))
  assert.match(
    text(directorPage(desk, caseFacts(desk, number), 'ja', null)),
    /5\.0 MBです。送信量が残らない記録があるため、これより多い可能性/,
  )
  const complete = testCase(desk)
  fileScan(desk, complete, '/nowhere', scanned([finding({})], { stories: [attack], coverage: [] }))
  assert.match(text(directorPage(desk, caseFacts(desk, complete), 'ja', null)), /5\.0 MBです。これが上限と考えられます/)
})

test('what the scan says is to be done stands in the letter, and becomes tasks once', () => {
  const desk = testDesk()
  const number = testCase(desk)
  const measure: Measure = {
    id: 'm1',
    kind: 'unplug',
    subject: 'PC-KEIRI-01',
    what: 'PC-KEIRI-01 のLANケーブルを抜く',
    who: '情報システム担当',
    by: '2015-10-06T00:00:00Z',
    check: { kind: 'silent-host', subjects: ['PC-KEIRI-01'], since: '2015-10-05T00:00:00Z' },
    how_to_check: '通信が現れないこと',
    findings: ['f1'],
  }
  const file = scanned([finding({})], {
    measures: [measure, { ...measure, id: 'm2', kind: 'search', subject: 'recipients', what: '遮断する', by: '' }],
  })
  fileScan(desk, number, '/nowhere', file)
  const page = text(letter(desk, caseFacts(desk, number), 'ja'))
  assert.match(page, /\| PC-KEIRI-01 のLANケーブルを抜く \| 情報システム担当 \| 2015-10-06 \| 通信が現れないこと \|/)
  assert.match(page, /\| 遮断する \| 情報システム担当 \| 前の項目の後 \|/)
  assert.deepEqual([planMeasures(desk, number, file), planMeasures(desk, number, file)], [2, 0])
  assert.doesNotMatch(text(letter(desk, caseFacts(desk, number), 'ja')), /この順に行ってください/)
  assert.deepEqual(
    scopeOf(caseFacts(desk, number)).map((one) => one.target),
    ['PC-KEIRI-01'],
    'a group of people is no host',
  )
  assert.deepEqual(
    caseFacts(desk, number).view.tasks.map((task) => [task.target, task.due_on]),
    [
      ['PC-KEIRI-01', '2015-10-06'],
      ['', null],
    ],
  )
})

test('countermeasures are complete when every accused host has one that is done', () => {
  const desk = testDesk()
  const number = examined(desk)
  const scope = () =>
    scopeOf(caseFacts(desk, number)).map((one) => `${one.target} ${one.done ? 'done' : one.open ? 'open' : 'none'}`)
  assert.deepEqual(scope(), ['PC-KEIRI-01 none'])
  const task = addTask(desk, number, { kind: 'countermeasure', title: '切り離す', target: 'pc-keiri-01' })
  assert.deepEqual(scope(), ['PC-KEIRI-01 open'])
  finishTask(desk, task, { done_on: '2015-10-06' })
  assert.match(text(letter(desk, caseFacts(desk, number), 'ja')), /お願いした1件の対応は、すべて完了の記録があります/)
  assert.deepEqual(scope(), ['PC-KEIRI-01 done'])
})

test('notices: deadlines counted from the day of knowing; what nobody knows is left to fill in', () => {
  assert.deepEqual(
    [deadline('2016-02-27', 3), deadline('2016-01-31', 30), deadline('2015-10-05', 60)],
    ['2016-03-01', '2016-03-01', '2015-12-04'],
  )
  const desk = testDesk()
  const facts = caseFacts(desk, examined(desk))
  const draft = text(notice(desk, facts, 'ja', { to: 'commission', known: '2015-10-05' }))
  assert.match(draft, /2015-10-08～2015-10-10.*60日以内（2015-12-04）/)
  assert.match(draft, /本人の数 \| （記入してください）/)
  for (const to of ['police', 'partners', 'staff'] as const) {
    assert.ok(text(notice(desk, facts, 'ja', { to, known: '2015-10-05' })).includes('【案】'))
    assert.doesNotMatch(
      text(notice(desk, facts, 'en', { to, known: '2015-10-05' })).replace('甲乙工業株式会社', ''),
      /[\u3040-\u30ff]/,
    )
  }
  assert.doesNotMatch(
    text(notice(desk, facts, 'ja', { to: 'partners', known: '2015-10-05' })),
    /PC-KEIRI-01|c2\.example/,
  )
})

test('the timeline as a workbook: text cells in time order, nothing for a spreadsheet to calculate', async () => {
  const desk = testDesk()
  const facts = caseFacts(
    desk,
    examined(desk, [
      finding({ id: 'late', first_seen: '2015-10-02T00:00:00Z', title: '=HYPERLINK("http://evil")' }),
      finding({}),
    ]),
  )
  assert.deepEqual(
    timelineLines(facts).map((line) => line.time),
    ['2015-10-01 10:00', '2015-10-02 09:00'],
  )
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-timeline-'))
  try {
    writeFileSync(join(folder, 't.xlsx'), await timelineWorkbook(facts, 'ja'))
    const sheet = await readSheet(join(folder, 't.xlsx'))
    assert.equal(sheet[2]?.[1], '=HYPERLINK("hxxp://evil")')
    assert.equal(sheet[2]?.[4], '=cmd.log:12')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a campaign’s volume names no victim, and keeps to what two cases share', () => {
  const desk = testDesk()
  const [first, second, third] = [examined(desk), examined(desk), testCase(desk, { tlp: 'RED' })]
  fileScan(desk, second, '/nowhere', scanned([finding({ id: 'own', destinations: ['only-here.example.net'] })]))
  for (const number of [first, second, third]) joinCampaign(desk, number, '議事録メール')
  linkCases(desk, first, second, 'chain', '同じ文面')
  assert.deepEqual(
    relationsOf(desk, first).map(({ b, reasons }) => [b, reasons]),
    [[second, [{ kind: 'place', value: 'c2.example.net' }]]],
  )
  const facts = campaignFacts(desk, '議事録メール')
  assert.deepEqual([facts.cases, facts.chains, facts.shared.map((one) => one.value)], [2, 1, ['c2.example.net']])
  const volume = text(campaignReport(facts, terms(desk, 'industry'), 'ja', '2016-06-29'))
  for (const word of ['甲乙', '山田', 'PC-KEIRI', 'only-here', first]) assert.ok(!volume.includes(word), word)
  for (const part of [
    '図1 事例のつながり: 同じ通信先 c2\\[.\\]example\\[.\\]net: 事例1、事例2',
    '| 同じ通信先 |',
    '| TLP:AMBER | 受け取った組織と',
  ])
    assert.ok(volume.includes(part), part)
  const english = campaignReport(facts, terms(desk, 'industry'), 'en', '2016-06-29')
  const picture = english.blocks.find((block) => block.kind === 'picture')
  assert.ok(picture?.kind === 'picture' && /<svg[\s\S]*Case&#160;1[\s\S]*Same place contacted/.test(picture.svg))
  assert.doesNotMatch(picture.svg, /script|href/)
  const key = Buffer.alloc(32, 1)
  const [mine, theirs] = [shareCampaign(facts, key), shareCampaign(facts, Buffer.alloc(32, 2))]
  assert.deepEqual(mine, shareCampaign(facts, key))
  assert.notDeepEqual(mine.indicators, theirs.indicators)
  assert.ok(!JSON.stringify(mine).includes('c2.example'))
  assert.throws(() => campaignFacts(desk, 'なし'), /there are 議事録メール/)
})

test('the letter recommends what the case’s own signs and gaps support, worded for this case where somebody did', () => {
  const desk = testDesk()
  const number = examined(desk, [
    finding({ detector: 'reworked-mail' }),
    finding({ id: 'f2', detector: 'macro-document' }),
  ])
  const plain = letter(desk, caseFacts(desk, number), 'ja')
  const advised = plain.blocks.flatMap((block) =>
    block.kind === 'paragraph' && block.id.startsWith('advice.') ? [block.id] : [],
  )
  assert.deepEqual(advised, ['advice.intro', 'advice.reworked-mail', 'advice.macro'])
  const { generated } = withEdits(plain.blocks, new Map())
  const draft = documentMarkdown(plain, generated).replace(
    /(-->\n実際に.*)差出人のメールアドレスと添付ファイルの拡張子を確かめ/,
    '$1経理部では、差出人のアドレスと添付の拡張子を必ず確かめ',
  )
  const { edited } = readDraft(draft)
  assert.deepEqual(
    edited.map((one) => one.id),
    ['advice.reworked-mail'],
    'and a list after a paragraph is no part of it',
  )
  keepEdits(desk, caseText(number), 'ja', edited)
  const worded = withEdits(plain.blocks, edits(desk, caseText(number), 'ja')).blocks
  assert.match(text({ ...plain, blocks: worded }), /経理部では、差出人のアドレスと添付の拡張子を必ず確かめ/)
  const other = examined(desk, [finding({ detector: 'reworked-mail' })])
  assert.equal(edits(desk, caseText(other), 'ja').size, 0, 'another case keeps the desk’s words')
  eraseCase(desk, number, '保存期間の満了')
  assert.equal(edits(desk, caseText(number), 'ja').size, 0)
  assert.deepEqual(verifyHistory(desk).faults, [])
  const quiet = testCase(desk, { attack_kind: 'none' })
  assert.doesNotMatch(text(letter(desk, caseFacts(desk, quiet), 'ja')), /今後に向けた対策/)
})
