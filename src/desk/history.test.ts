import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { recordsOf, viewCase } from './case.ts'
import { closeDesk, type Desk } from './desk.ts'
import { head, historyOf, verifyHistory } from './history.ts'
import { testCase, testDesk } from './test-desk.ts'
import { addNote, editCase, startRescue, voidCase } from './work.ts'

const faults = (desk: Desk) => verifyHistory(desk).faults.map((fault) => `${fault.record} ${fault.what}`)

test('every change says who, when, what it was and what it became, and the whole verifies', () => {
  const desk = testDesk()
  const number = testCase(desk)
  editCase(desk, number, { tlp: 'RED' })
  startRescue(desk, number, '2015-10-06')
  const story = historyOf(desk, recordsOf(desk, viewCase(desk, number).consultation))
  assert.deepEqual(
    story.map((one) => `${one.who} ${one.at} ${one.action} ${one.record}`),
    [
      '鈴木 2016-06-29T03:00:00.000Z insert consultation',
      '鈴木 2016-06-29T03:00:00.000Z update consultation',
      '鈴木 2016-06-29T03:00:00.000Z insert rescue',
    ],
  )
  assert.deepEqual([story[1]?.before?.tlp, story[1]?.after?.tlp], ['AMBER', 'RED'])
  const verified = verifyHistory(desk)
  assert.deepEqual(verified.faults, [])
  assert.equal(verified.entries, 5)
  assert.equal(verified.records, 4)
})

test('nobody changes the history through SQL, and a change behind its back is found', () => {
  const tampered = (sql: string) => {
    const desk = testDesk()
    const number = testCase(desk)
    addNote(desk, number, '最初のメモ')
    editCase(desk, number, { tlp: 'RED' })
    desk.db.exec(sql)
    return faults(desk)
  }
  assert.throws(() => tampered("UPDATE history SET who = 'x' WHERE seq = 1"), /append-only/)
  assert.throws(() => tampered('DELETE FROM history WHERE seq = 4'), /append-only/)
  assert.throws(() => tampered('DELETE FROM history_content'), /append-only/)
  assert.deepEqual(tampered("UPDATE note SET text = '別のメモ'"), ['note record-changed'])
  assert.deepEqual(tampered('DELETE FROM note'), ['note record-missing'])
  assert.deepEqual(tampered("INSERT INTO campaign (name) VALUES ('x')"), ['campaign record-unknown'])
  const raw =
    'DROP TRIGGER history_is_final; DROP TRIGGER history_is_kept; DROP TRIGGER content_is_final; DROP TRIGGER content_is_kept;'
  assert.deepEqual(tampered(`${raw} UPDATE history SET who = 'x' WHERE seq = 3`), ['consultation chain'])
  assert.ok(tampered(`${raw} DELETE FROM history WHERE seq = 4`).includes('consultation chain'))
  assert.deepEqual(tampered(`${raw} UPDATE history_content SET content = replace(content, '最初', '最後')`), [
    'note content',
    'note record-changed',
  ])
  assert.deepEqual(tampered('SELECT 1'), [])
})

test('a tail that was cut off, or a history written anew, is noticed by a head kept elsewhere', () => {
  const desk = testDesk()
  const number = testCase(desk)
  const kept = head(desk)
  addNote(desk, number, 'メモ')
  assert.deepEqual(verifyHistory(desk, kept).faults, [])
  const other = testDesk()
  testCase(other, { organisation: '別の組織' })
  assert.deepEqual(
    verifyHistory(other, kept).faults.map((fault) => fault.what),
    ['head'],
  )
  assert.deepEqual(
    verifyHistory(other, { ...kept, seq: 99 }).faults.map((fault) => fault.what),
    ['head'],
  )
})

test('of two editors of one case the second is told who was faster, and nothing is overwritten', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-desk-'))
  try {
    const path = join(folder, 'desk.sqlite')
    const [first, second] = [testDesk(path), testDesk(path, '2016-06-29T03:05:00Z', '佐藤')]
    const number = testCase(first)
    const { version } = viewCase(second, number).consultation
    editCase(first, number, { summary: '鈴木の版' }, version)
    assert.throws(
      () => editCase(second, number, { summary: '佐藤の版' }, version),
      /鈴木 changed it first, at 2016-06-29 12:00:00/,
    )
    assert.equal(viewCase(second, number).consultation.summary, '鈴木の版')
    editCase(second, number, { summary: '佐藤の版' }, version + 1)
    assert.equal(viewCase(first, number).consultation.summary, '佐藤の版')
    assert.deepEqual(faults(first), [])
    for (const desk of [first, second]) closeDesk(desk)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a voided case keeps its reason', () => {
  const desk = testDesk()
  const number = testCase(desk)
  voidCase(desk, number, '2016-01-20', '同じ案件の二重登録')
  assert.equal(viewCase(desk, number).stage, 'void')
  assert.throws(() => startRescue(desk, number, '2016-02-01'), /was voided/)
})
