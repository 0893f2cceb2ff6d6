import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountHistory } from '../story/account.ts'
import { accountPage } from './account-history.ts'

const HOSTILE = '<img src=x onerror=alert(1)>"\u202eexe.txt http://evil.example.net/'
const cited = { first: '2026-10-05T00:00:00Z', last: '2026-10-06T00:00:00Z', evidence_id: 'e', line: 1 }
const history: AccountHistory = {
  sign_ins: [
    {
      ...cited,
      account: 'tanaka',
      source: '88.198.4.5',
      host: HOSTILE,
      protocol: 'imap',
      client: HOSTILE,
      country: 'DE',
      network: 'Hetzner',
      sessions: 0,
      successes: 3,
      failures: 1,
    },
  ],
  sent: [
    { ...cited, day: '2026-10-05', source: '::1', messages: 1, recipients: 2, to: [HOSTILE], subjects: [HOSTILE] },
  ],
  changes: [],
}

for (const [lang, country, none] of [
  ['ja', 'ドイツ', '記録なし'],
  ['en', 'Germany', 'no events'],
] as const)
  test(`an owner's page (${lang}) says where from, and nothing in it can run, load or be clicked`, () => {
    const page = accountPage(HOSTILE, history, { timezone: 'Asia/Tokyo', lang, more: false })
    assert.ok(page.includes(`Hetzner · ${country}`))
    assert.ok(page.includes('88[.]198[.]4[.]5'))
    assert.ok(page.includes('2026-10-05 09:00 – 2026-10-06 09:00'))
    assert.ok(page.includes(none), 'no changes')
    assert.ok(!/<img|<script|<a |href=|\u202e/.test(page))
    assert.ok(page.includes("default-src 'none'"))
  })
