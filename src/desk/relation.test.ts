import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sketchOf } from '../mail/sketch.ts'
import { eraseCase } from './erase.ts'
import { groups, relations, relationsOf } from './relation.ts'
import { testDesk } from './test-desk.ts'
import { testExamined as examined, type Given } from './test-scan.ts'
import { voidCase } from './work.ts'

const ORDER = `株式会社例示 営業部 佐藤です。先日お打合せいただいた横浜第二工場の生産ライン更新について、見積書の第三版を添付いたします。
搬入経路の確認のため、来週火曜日の午前に現地を拝見したく、ご都合をお知らせください。設備の停止は土曜日の夜間を想定しております。
なお、前回ご指摘のあった冷却水配管の口径につきましては、設計部門にて見直し、図面を差し替えました。`
const NOTICE = `総務課です。庁舎の電気設備点検に伴い、次の日曜日の午前九時から午後五時まで全館停電となります。各課の責任者は退庁前に機器の
電源を切り、点検後に異常がないことを確かめてください。冷蔵庫の中身は前日までに片付け、来訪の予定がある場合は日を改めるよう先方へ連絡してください。`

function related(a: Given, b: Given): { joined: boolean; reasons: string[] } | null {
  const desk = testDesk()
  const [first] = [examined(desk, a), examined(desk, b)]
  const [found] = relationsOf(desk, first)
  return found ? { joined: found.joined, reasons: found.reasons.map(({ kind, value }) => `${kind} ${value}`) } : null
}

test('one thing of the attacker’s own joins two cases', () => {
  const file = { name: '見積.exe', sha256: 'a'.repeat(64) }
  assert.deepEqual(related({ trace: { files: [file] } }, { trace: { files: [{ ...file, name: '議事録.scr' }] } }), {
    joined: true,
    reasons: [`file ${'a'.repeat(64)}`],
  })
  assert.equal(related({ destinations: ['c2.example.net'] }, { destinations: ['c2.example.net'] })?.joined, true)
  assert.equal(
    related({ trace: { reply_to: ['x@example.org'] } }, { trace: { reply_to: ['x@example.org'] } })?.joined,
    true,
  )
  assert.deepEqual(
    related({ trace: { original: '<1@partner.example.jp>' } }, { trace: { original: '<1@partner.example.jp>' } }),
    {
      joined: true,
      reasons: ['original <1@partner.example.jp>'],
    },
  )
})

test('the same text with other names and dates joins, another text does not', () => {
  const changed = ORDER.replace('佐藤', '鈴木').replace('来週火曜日', '今週金曜日').replace('第三版', '最終版')
  const alike = related({ trace: { sketch: sketchOf(ORDER) } }, { trace: { sketch: sketchOf(changed) } })
  assert.equal(alike?.joined, true)
  assert.match(alike?.reasons[0] ?? '', /^text [6-9]\d$/)
  assert.equal(related({ trace: { sketch: sketchOf(ORDER) } }, { trace: { sketch: sketchOf(NOTICE) } }), null)
})

test('what others may own or choose alike joins only together with a sender or a server', () => {
  const bill = { subject: '請求書の送付', trace: { files: [{ name: '請求書.zip', sha256: 'b'.repeat(64) }] } }
  const other = { subject: '請求書の送付', trace: { files: [{ name: '請求書.zip', sha256: 'c'.repeat(64) }] } }
  assert.equal(related(bill, other)?.joined, false)
  const server = { trace: { origin: '198.51.100.7' } }
  assert.deepEqual(related(server, server), { joined: false, reasons: ['origin 198.51.100.7'] })
  const sent = { subject: '取材のお願い', trace: { sender: 'press@example.org', origin: '198.51.100.7' } }
  assert.equal(related(sent, sent)?.joined, true)
})

test('a service that everybody uses is no reason; a folder of the attacker’s on it is', () => {
  for (const place of ['api.box.com', 'graph.microsoft.com', 'https://drive.google.com/'])
    assert.equal(related({ destinations: [place] }, { destinations: [place] }), null, place)
  const folder = 'https://drive.google.com/uc?id=1AbCdEf'
  assert.equal(related({ destinations: [folder] }, { destinations: [folder] })?.joined, true)
})

test('a newsletter that two organisations suspected joins nobody', () => {
  const one: Given = {
    verdict: 'suspicious',
    subject: '展示会のご案内',
    trace: { sketch: sketchOf(NOTICE), sender: 'news@example.com' },
  }
  assert.equal(related(one, one), null)
})

test('a server that many cases have joins none of them, a file does', () => {
  const desk = testDesk()
  for (let i = 0; i < 12; i++) examined(desk, { trace: { origin: '198.51.100.9', sender: 'noreply@example.com' } })
  assert.deepEqual(relations(desk), [])
  for (let i = 0; i < 40; i++) examined(desk, { trace: { files: [{ name: 'x.exe', sha256: 'd'.repeat(64) }] } })
  const [group, ...more] = groups(relations(desk))
  assert.equal(group?.cases.length, 40)
  assert.deepEqual(more, [])
})

test('cases hang together over others; voided and erased ones are out of it', () => {
  const desk = testDesk()
  const places = [
    ['a.example.net'],
    ['a.example.net', 'b.example.net'],
    ['b.example.net'],
    ['z.example.net'],
    ['z.example.net'],
  ]
  const numbers = places.map((destinations) => examined(desk, { destinations, trace: { sketch: sketchOf(ORDER) } }))
  assert.equal(groups(relations(desk))[0]?.cases.length, 5, 'one text')
  const plain = testDesk()
  const others = places.map((destinations) => examined(plain, { destinations }))
  assert.deepEqual(
    groups(relations(plain)).map((one) => one.cases),
    [others.slice(0, 3), others.slice(3)],
  )
  voidCase(plain, others[1] ?? '', '2016-01-01', '重複')
  assert.deepEqual(
    groups(relations(plain)).map((one) => one.cases),
    [others.slice(3)],
  )
  eraseCase(desk, numbers[0] ?? '', '期限')
  assert.equal(desk.db.prepare('SELECT count(*) AS n FROM mail_trace WHERE consultation_id = 1').get()?.n, 0)
  assert.equal(desk.db.prepare('SELECT count(*) AS n FROM mail_sketch WHERE consultation_id = 1').get()?.n, 0)
  assert.equal(groups(relations(desk))[0]?.cases.length, 4)
})
