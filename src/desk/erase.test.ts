import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileEvidence, grantBasis } from './attach.ts'
import { viewCase } from './case.ts'
import { closeDesk } from './desk.ts'
import { eraseCase } from './erase.ts'
import { verifyHistory } from './history.ts'
import { dropEdit, edits, keepEdits } from './report-text.ts'
import { searchCases } from './search.ts'
import { testCase, testDesk } from './test-desk.ts'
import { addNote, addVisit, editCase, startRescue } from './work.ts'

test('an erased case leaves no word in the file, its figures stay, and the history still proves itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-desk-'))
  try {
    const desk = testDesk(join(folder, 'desk.sqlite'))
    const number = testCase(desk)
    const other = testCase(desk, {
      organisation: '丙財団',
      kind: 'association',
      summary: '残る案件',
      person: undefined,
    })
    editCase(desk, number, { summary: '書き直した概要' })
    addNote(desk, number, '秘密のメモ')
    startRescue(desk, number, '2015-10-06', '感染が疑われる')
    addVisit(desk, number, { visited_on: '2015-10-07', went: ['佐藤'], note: '応接室にて' })
    grantBasis(desk, number, {
      basis: '同意書',
      scope: '経理部',
      granted_by: '総務部長',
      granted_on: '2015-10-06',
      expires_on: null,
    })
    fileEvidence(desk, number, [{ path: 'keiri.mbox', sha256: 'a'.repeat(64), bytes: 10, mailbox: true }], {
      giver: '山田 花子',
    })
    const certificate = eraseCase(desk, number, '保存期間の満了')
    assert.ok(certificate.erased.length >= 8)
    const view = viewCase(desk, number)
    assert.equal(view.consultation.erased_on, '2016-06-29')
    assert.deepEqual([view.organisation, view.person, view.notes, view.evidence], [null, null, [], []])
    assert.deepEqual(
      [view.consultation.organisation_kind, view.rescue?.started_at, view.visits.length],
      ['company', '2015-10-06', 1],
    )
    assert.deepEqual(verifyHistory(desk).faults, [])
    assert.ok(verifyHistory(desk).erased >= 8)
    assert.equal(searchCases(desk, ['秘密'], 10).length, 0)
    assert.equal(searchCases(desk, ['残る'], 10)[0]?.number, other)
    assert.throws(() => eraseCase(desk, number, '再度'), /was erased on/)
    closeDesk(desk)
    const bytes = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('')
    for (const word of ['山田', '甲乙工業', '議事録', '書き直した', '秘密のメモ', '応接室', '総務部長', 'keiri.mbox'])
      assert.ok(!bytes.includes(word), word)
    assert.ok(bytes.includes('残る案件'))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the contact of an erased case goes, while the organisation stays for its other cases', () => {
  const desk = testDesk()
  const [first, second] = [testCase(desk), testCase(desk, { person: { name: '別の担当' } })]
  eraseCase(desk, first, '依頼による')
  const people = desk.db
    .prepare('SELECT name FROM person')
    .all()
    .map((one) => one.name)
  assert.deepEqual(people, ['別の担当'])
  assert.equal(viewCase(desk, second).organisation?.name, '甲乙工業株式会社')
  assert.equal(desk.db.prepare("SELECT 1 FROM history_content WHERE content LIKE '%山田%'").get(), undefined)
  assert.deepEqual(verifyHistory(desk).faults, [])
})

test('content that is missing without an erasure of its own is a fault', () => {
  const desk = testDesk()
  const number = testCase(desk)
  testCase(desk, { organisation: '丙財団', summary: '残る案件' })
  eraseCase(desk, number, '依頼による')
  desk.db.exec("DROP TRIGGER content_is_kept; DELETE FROM history_content WHERE content LIKE '%残る案件%'")
  assert.deepEqual(
    verifyHistory(desk).faults.map((fault) => fault.what),
    ['missing-content'],
  )
})

test('a mailbox is taken only on a lawful basis that is in force; single mails need none', () => {
  const desk = testDesk()
  const number = testCase(desk)
  const mailbox = { path: 'all.pst', sha256: 'b'.repeat(64), bytes: 10, mailbox: true }
  const file = () => fileEvidence(desk, number, [mailbox], { giver: '山田 花子', device: 'PC-01', clock_offset: -95 })
  assert.throws(file, /on what basis/)
  fileEvidence(desk, number, [{ ...mailbox, path: 'one.eml', mailbox: false }], { giver: '山田 花子' })
  const basis = { basis: '同意書', scope: '経理部', granted_by: '総務部長', granted_on: '2015-10-06' }
  grantBasis(desk, number, { ...basis, expires_on: '2016-01-31' })
  fileEvidence(desk, number, [{ ...mailbox, mailbox: false, sha256: 'c'.repeat(64) }], { giver: 'x' })
  mailbox.sha256 = 'd'.repeat(64)
  assert.throws(file, /on what basis/)
  grantBasis(desk, number, { ...basis, expires_on: null })
  file()
  const evidence = viewCase(desk, number).evidence.at(-1)
  assert.deepEqual([evidence?.device, evidence?.clock_offset, evidence?.custody[0]?.giver], ['PC-01', -95, '山田 花子'])
})

test('a name that the lead wrote into a report is blacked there, before and after; the rest of the text stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-desk-'))
  try {
    const desk = testDesk(join(folder, 'desk.sqlite'))
    const number = testCase(desk)
    const other = testCase(desk, { organisation: '甲乙商店', person: undefined })
    const edit = (id: string, edited: string) => ({ id, generated: '相談は2件でした。', edited })
    const keep = (...texts: ReturnType<typeof edit>[]) => keepEdits(desk, 'half-year 2015H2', 'ja', texts)
    keep(edit('results.counts', '甲乙工業（株）の山田花子さんからの相談など、2件でした。'))
    keep(edit('results.counts', '相談は、甲　乙工業など2件（2015－0001ほか）。甲乙商店は別件です。'))
    keep(edit('traits.top', '甲乙工業の事例です。'), edit('traits.other', '名前のない文です。'))
    dropEdit(desk, 'half-year 2015H2', 'ja', 'traits.top')
    addNote(desk, other, '甲乙工業株式会社の件と同じ文面')
    addNote(desk, other, '取引先は甲乙ではない')
    const certificate = eraseCase(desk, number, '保存期間の満了')
    assert.equal(certificate.redacted, 2)
    assert.deepEqual(certificate.still_named, [{ record: 'note', id: 1, number: other }])
    const kept = edits(desk, 'half-year 2015H2', 'ja')
    assert.equal(kept.get('results.counts')?.edited, '相談は、■■■など2件（■■■ほか）。甲乙商店は別件です。')
    assert.equal(kept.get('traits.other')?.edited, '名前のない文です。')
    assert.deepEqual(verifyHistory(desk).faults, [])
    eraseCase(desk, other, '保存期間の満了')
    closeDesk(desk)
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
    for (const word of ['甲乙工業', '甲　乙工業', '山田花子', '2015－0001'])
      assert.ok(!bytes.some((one) => one.includes(word)), word)
    assert.ok(bytes.some((one) => one.includes('名前のない文です。')))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
