import assert from 'node:assert/strict'
import { test } from 'node:test'
import { likeness, SKETCH, sketchOf } from './sketch.ts'

const ORDER = `株式会社例示 営業部 佐藤です。先日お打合せいただいた横浜第二工場の生産ライン更新について、見積書の第三版を添付いたします。
搬入経路の確認のため、来週火曜日の午前に現地を拝見したく、ご都合をお知らせください。設備の停止は土曜日の夜間を想定しております。
なお、前回ご指摘のあった冷却水配管の口径につきましては、設計部門にて見直し、図面を差し替えました。`
const OTHER = `人事課の田中です。来年度の健康診断の日程が決まりましたので、対象の方は社内ポータルから希望日を登録してください。
会場は本館三階の会議室です。前日の夜九時以降は食事を控え、問診票は当日までに記入しておいてください。
都合の悪い方は、四月二十日までに人事課の内線へご連絡ください。予備日も用意しております。`

test('a text with another name, date and greeting is the same text; another text is another', () => {
  const changed = `いつもお世話になっております。\n${ORDER.replace('佐藤', '鈴木').replace('来週火曜日', '今週金曜日')}\n添付のパスワードは別途お送りします。`
  assert.ok(likeness(sketchOf(ORDER), sketchOf(changed)) > 0.6)
  assert.ok(likeness(sketchOf(ORDER), sketchOf(ORDER.normalize('NFKC').replaceAll('。', '｡'))) > 0.95)
  assert.equal(likeness(sketchOf(ORDER), sketchOf(OTHER)), 0)
})

test('what every letter says joins none, and a short note has no sketch', () => {
  const forms = [
    '平素より格別のご高配を賜り厚く御礼申し上げます',
    '添付ファイルをご確認くださいますようお願い申し上げます',
  ]
  assert.deepEqual(sketchOf(forms.join('\n')), [])
  assert.deepEqual(sketchOf('資料を送ります。ご確認ください。'), [])
  const share = likeness(sketchOf(`${forms.join('\n')}\n${ORDER}`), sketchOf(`${forms.join('\n')}\n${OTHER}`))
  assert.ok(share < 0.05, String(share))
})

test('a sketch is bounded, says nothing that could be read, and takes any text', () => {
  const long = Array.from({ length: 5_000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('')
  assert.equal(sketchOf(long).length, SKETCH)
  assert.deepEqual(sketchOf('\ud800'.repeat(500)), [])
  assert.deepEqual(sketchOf(''), [])
  assert.equal(likeness([], sketchOf(ORDER)), 0)
})
