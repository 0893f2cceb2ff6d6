import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FindingsFile } from '../story/findings.ts'
import { plan } from './plan.ts'
import { finding, findingsFile, selected } from './test-findings.ts'

const FINDINGS = [
  finding({ id: '1', destinations: ['c2.evil-example.com'], accounts: [] }),
  finding({ id: '2', detector: 'download-link', hosts: [], destinations: ['only-in-mail-example.com'] }),
  finding({
    id: '3',
    detector: 'impersonated-sender',
    hosts: [],
    destinations: ['yamada_829@free-mail.com'],
    metrics: { kind: 'known-name', imitated: 'yamada@partner-example.co.jp' },
  }),
  finding({
    id: '4',
    detector: 'impersonated-sender',
    hosts: [],
    destinations: ['x@free-mail.com'],
    metrics: { kind: 'known-name', imitated: 'boss@our-example.jp' },
  }),
  finding({ id: '5', detector: 'password-attack', hosts: [], accounts: ['tanaka@our-example.jp'] }),
  finding({
    id: '6',
    detector: 'password-attack',
    severity: 'low',
    confidence: 0.2,
    hosts: [],
    accounts: ['suzuki@our-example.jp'],
  }),
]
const FILE: FindingsFile = {
  ...findingsFile(FINDINGS),
  hosts: [
    { host: 'PC-KEIRI-01', addresses: ['192.168.10.21'], score: 0.98, verdict: 'infected', reasons: ['1'] },
    { host: 'PC-SOUMU-02', addresses: ['192.168.10.31'], score: 0.1, verdict: 'no-sign', reasons: [] },
  ],
  destinations: [{ destination: 'c2.evil-example.com', score: 0.65, hosts: ['PC-KEIRI-01'], findings: ['1'] }],
  coverage: [
    {
      id: 'retention-web',
      kind: 'retention',
      subject: 'web',
      value: 30,
      text: 'プロキシのログ: 30日分',
      first: '2026-09-10T00:00:00Z',
      last: '2026-10-09T00:00:00Z',
    },
  ],
}
const options = { contacted: { 'c2.evil-example.com': ['PC-KEIRI-01', 'PC-SOUMU-02'] }, selection: selected(FINDINGS) }

test('a plan goes from saving logs over unplugging to telling others, each with who, until when and how to check', () => {
  const measures = plan(FILE, { lang: 'ja', ...options })
  assert.deepEqual(
    measures.map((one) => [one.kind, one.check.kind, one.check.subjects[0]]),
    [
      ['preserve', 'by-hand', 'web'],
      ['unplug', 'silent-host', 'PC-KEIRI-01'],
      ['search', 'by-hand', 'PC-SOUMU-02'],
      ['block', 'no-contact', 'c2.evil-example.com'],
      ['block', 'no-contact', 'only-in-mail-example.com'],
      ['block', 'no-mail-from', 'x@free-mail.com'],
      ['reset', 'no-finding', 'tanaka@our-example.jp'],
      ['reset', 'no-finding', 'PC-KEIRI-01'],
      ['notify', 'by-hand', 'partner-example.co.jp'],
      ['notify', 'by-hand', 'authorities'],
    ],
  )
  for (const one of measures) assert.ok(one.what !== '' && one.who !== '' && one.by !== '' && one.how_to_check !== '')
  assert.equal(measures[0]?.by, '2026-11-04', 'thirty days after the first sign, its record is overwritten')
  assert.match(measures[1]?.what ?? '', /LANケーブルを抜き、無線を切る。電源は切らない/)
  assert.equal(measures[3]?.check.since, FILE.range.last)
})

test('logs that have overwritten the first sign by now are saved at once, not by a day that has gone by', () => {
  const [late] = plan({ ...FILE, generated: '2026-12-01T00:00:00.000Z' }, { lang: 'ja', ...options })
  assert.equal(late?.by, '2026-12-01T01:00:00.000Z')
  assert.match(late?.what ?? '', /2026-11-04ごろに上書きされたおそれ/)
})

test('both languages have the same measures with the same ids', () => {
  const [ja, en] = (['ja', 'en'] as const).map((lang) => plan(FILE, { lang, ...options }))
  assert.deepEqual(
    ja?.map((one) => one.id),
    en?.map((one) => one.id),
  )
  assert.ok(en?.every((one) => !/[ぁ-んァ-ン一-龠]/.test(one.what.replaceAll('プロキシのログ: 30日分', ''))))
})

test('where nothing serious was found there is no plan', () => {
  const quiet = { ...FILE, findings: [], hosts: FILE.hosts.slice(1) }
  assert.deepEqual(plan(quiet, { lang: 'ja', contacted: {}, selection: selected([]) }), [])
})
