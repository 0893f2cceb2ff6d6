import assert from 'node:assert/strict'
import { test } from 'node:test'
import { viewCase } from './case.ts'
import { listCases } from './list.ts'
import { searchCases } from './search.ts'
import { testCase, testDesk } from './test-desk.ts'
import {
  addNote,
  addTask,
  addVisit,
  closeCase,
  editCase,
  finishTask,
  intake,
  nameCaller,
  reopenCase,
  startRescue,
  voidCase,
} from './work.ts'

test('a case goes from the consultation to rescue, visits, tasks, closing and reopening, and tells all of it', () => {
  const desk = testDesk()
  const number = testCase(desk)
  assert.equal(number, '2015-0001')
  startRescue(desk, number, '2015-10-05T15:00', '感染の疑い')
  addVisit(desk, number, { visited_on: '2015-10-08', went: ['佐藤', '鈴木'] })
  addVisit(desk, number, { visited_on: '2015-10-15', went: ['佐藤'] })
  const task = addTask(desk, number, { kind: 'countermeasure', title: 'LANから切り離す', target: 'PC-KEIRI-01' })
  finishTask(desk, task, { done_on: '2015-10-08', proof: '写真あり' })
  addNote(desk, number, 'プロキシのログは3か月分ある')
  closeCase(desk, number, '2015-11-02', '対策完了')
  assert.equal(viewCase(desk, number).stage, 'closed')
  assert.throws(() => addVisit(desk, number, { visited_on: '2015-11-05', went: [] }), /is closed/)
  reopenCase(desk, number, '2015-11-04', '再び通信あり')
  const view = viewCase(desk, number)
  assert.equal(view.stage, 'rescue')
  assert.equal(view.organisation?.name, '甲乙工業株式会社')
  assert.deepEqual(
    view.visits.map((visit) => JSON.parse(visit.went)),
    [['佐藤', '鈴木'], ['佐藤']],
  )
  assert.equal(view.tasks[0]?.proof, '写真あり')
  assert.equal(view.closures[0]?.reopen_reason, '再び通信あり')
})

test('the next number runs in its fiscal year, beside numbers of the desk’s old books', () => {
  const desk = testDesk()
  assert.equal(testCase(desk, { received_at: '2016-03-31' }), '2015-0001')
  assert.equal(testCase(desk, { received_at: '2016-04-01', recorded_on: '2016-04-01' }), '2016-0001')
  testCase(desk, { number: '2015-0040' })
  testCase(desk, { number: '2015-旧帳簿3' })
  assert.equal(testCase(desk), '2015-0041')
})

test('what can’t be is refused with the reason in both languages, and nothing is written', () => {
  const desk = testDesk()
  const number = testCase(desk)
  const refused = (work: () => unknown, en: RegExp, ja: RegExp) =>
    assert.throws(
      work,
      (error: Error & { text?: { ja: string } }) => en.test(error.message) && ja.test(error.text?.ja ?? ''),
    )
  refused(() => testCase(desk, { received_at: '2015-02-30' }), /does not take this value/, /受け付けない値/)
  refused(() => testCase(desk, { received_at: '2027-01-01' }), /in the future/, /未来の日付/)
  refused(() => testCase(desk, { kind: 'club' }), /does not take/, /受け付けない/)
  refused(() => startRescue(desk, number, '2015-10-05T09:00'), /before its consultation/, /より前/)
  refused(() => addVisit(desk, number, { visited_on: '2015-10-06', went: [] }), /no rescue yet/, /移行していません/)
  startRescue(desk, number, '2015-10-06')
  refused(() => startRescue(desk, number, '2015-10-07'), /a rescue already/, /すでにレスキュー/)
  refused(() => addVisit(desk, number, { visited_on: '2015-10-05', went: [] }), /visit is before/, /より前/)
  refused(() => editCase(desk, number, { received_at: '2015-10-09' }), /after its rescue/, /後になります/)
  refused(() => closeCase(desk, number, '2015-10-04', ''), /closed before/, /より前/)
  refused(() => voidCase(desk, '2015-9999', '2016-01-01', '重複'), /no case 2015-9999/, /ありません/)
  assert.equal(viewCase(desk, number).visits.length, 0)
  assert.equal(listCases(desk, { top: 10 }).length, 1)
})

test('a rescue on the very day of a consultation without a time is no contradiction', () => {
  const desk = testDesk()
  const number = testCase(desk, { received_at: '2015-10-05' })
  startRescue(desk, number, '2015-10-05T08:00')
  addVisit(desk, number, { visited_on: '2015-10-05', went: ['佐藤'] })
  assert.equal(viewCase(desk, number).visits.length, 1)
})

test('a later change of the organisation’s kind changes no case that came before it', () => {
  const desk = testDesk()
  const first = testCase(desk, { kind: 'company' })
  const second = intake(desk, {
    organisation: '甲乙工業株式会社',
    kind: 'public',
    channel: 'fax',
    received_at: '2016-01-05',
  }).number
  assert.deepEqual(
    [first, second].map((one) => viewCase(desk, one).consultation.organisation_kind),
    ['company', 'public'],
  )
})

test('a caller who gave no name at first is named later', () => {
  const desk = testDesk()
  const number = testCase(desk, { organisation: undefined, person: undefined })
  assert.equal(viewCase(desk, number).organisation, null)
  assert.throws(() => nameCaller(desk, number, { person: { name: '山田' } }), /need --organisation/)
  nameCaller(desk, number, { organisation: '甲乙工業', person: { name: '山田' } })
  const { organisation, person } = viewCase(desk, number)
  assert.deepEqual([organisation?.name, organisation?.kind, person?.name], ['甲乙工業', 'company', '山田'])
  assert.equal(searchCases(desk, ['甲乙'], 10).length, 1)
})

test('search finds half and full width alike, in every part of a case, and only where all words are', () => {
  const desk = testDesk()
  const number = testCase(desk)
  testCase(desk, { organisation: '丙財団', kind: 'association', summary: '電話で相談' })
  addNote(desk, number, 'ﾌﾟﾛｷｼの記録に EVIL.example への通信')
  assert.deepEqual(
    searchCases(desk, ['プロキシ', 'evil.EXAMPLE'], 10).map((hit) => hit.number),
    [number],
  )
  assert.match(searchCases(desk, ['evil.example'], 10)[0]?.excerpt ?? '', /プロキシの記録に evil\.example/)
  assert.equal(searchCases(desk, ['相談', '議事録'], 10).length, 0)
  assert.equal(searchCases(desk, ["' OR 1=1 --"], 10).length, 0)
})
