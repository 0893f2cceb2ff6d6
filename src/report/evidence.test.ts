import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EvidenceRow } from '../evidence/evidence-file.ts'
import { wordsIn } from '../i18n/words.ts'
import type { ScanResult } from '../story/findings.ts'
import { evidenceSection } from './evidence.ts'

const file = (path: string, own: Partial<EvidenceRow> = {}): EvidenceRow => ({
  path,
  sha256: '',
  bytes: 1,
  encoding: 'utf-8',
  formats: ['squid-native'],
  timezone: 'UTC',
  lines: 10,
  parsed: 10,
  ignored: 0,
  unparsed: 0,
  events: 10,
  first: '2026-10-05T00:00:00Z',
  last: '2026-10-05T10:00:00Z',
  samples: [],
  ...own,
})

function section(files: EvidenceRow[]): string {
  const result = { evidence: { files }, problems: [], findings: { timezone: 'UTC' }, lang: 'en' }
  return String(evidenceSection(result as unknown as ScanResult, wordsIn('en')))
}

const days = [1, 2, 3, 4, 5].map((day) => file(`/case/proxy/access-${day}.log`))

test('a folder with a file a day is one row with their sums, and names each file inside', () => {
  const text = section(days)
  assert.equal(text.match(/<tr data-find>/g)?.length, 1)
  assert.match(text, /Files: 5/)
  assert.match(text, /access-3\.log/)
  assert.match(text, /<td class="n">50<\/td>/)
})

test('a file with lines that could not be read stands by itself, and first', () => {
  const damaged = file('/case/proxy/access-3b.log', { unparsed: 2, samples: [{ line: 4, text: 'xyz' }] })
  const text = section([...days, damaged])
  const [, first = '', ...more] = text.split('<tr data-find>')
  assert.match(first, /access-3b\.log/)
  assert.match(first, /4: xyz/)
  assert.equal(more.length, 1)
})

test('the folder that all files share is said once', () => {
  const text = section([file('/case/proxy/access.log'), file('/case/dns/query.log', { formats: ['bind'] })])
  assert.match(text, /Folder: \/case\//)
  assert.equal(text.match(/\/case\//g)?.length, 1)
})

test('of ten thousand mails a hundred are named', () => {
  const mails = Array.from({ length: 10_000 }, (_, i) => file(`/case/${i}.eml`, { formats: ['rfc822'] }))
  assert.ok(section(mails).length < 20_000)
})
