import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsIn } from '../i18n/words.ts'
import type { FindingsFile, FollowedMeasure, Measure, ScanResult } from '../story/findings.ts'
import { measureSection } from './measures.ts'

const MEASURE: Measure = {
  id: 'x',
  kind: 'block',
  subject: 'c2.evil-example.com',
  what: 'c2.evil-example.com と x@evil-example.com、198.51.100.7 への通信を遮断する <script>alert(1)</script>\u202e',
  who: '情報システム担当者',
  by: '2026-10-12T00:00:00.000Z',
  check: { kind: 'no-contact', subjects: ['c2.evil-example.com'], since: '2026-10-09T00:00:00Z' },
  how_to_check: '新しいログに c2.evil-example.com への通信がない',
  findings: ['0123456789abcdef'],
}
const followed: FollowedMeasure = {
  ...MEASURE,
  state: 'open',
  seen: '3 more since',
  last: '2026-10-10T00:00:00Z',
  count: 3,
}

const page = async (findings: Partial<FindingsFile>, lang: 'ja' | 'en') =>
  String(await measureSection({ findings: { timezone: 'Asia/Tokyo', ...findings } } as ScanResult, wordsIn(lang)))

test('a measure shows what, who, until when and how to check; nothing of evidence is live', async () => {
  for (const lang of ['ja', 'en'] as const) {
    const text = await page({ measures: [MEASURE] }, lang)
    assert.match(text, /情報システム担当者/)
    assert.match(text, /2026-10-12 09:00/, "the organisation's clock")
    assert.match(text, /href="#0123456789abcdef"/)
    assert.match(text, /c2\[\.\]evil-example\[\.\]com/)
    assert.match(text, /198\[\.\]51\[\.\]100\[\.\]7/)
    assert.doesNotMatch(text, /evil-example\.com|<script|\u202e/)
  }
})

test('an earlier plan shows its state, and no link to findings of another report', async () => {
  const text = await page({ measures: [], followed: [followed] }, 'ja')
  assert.match(text, /☐ 未了/)
  assert.match(text, /3 more since/)
  assert.doesNotMatch(text, /href=/)
})
