import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { INIT_TEXT, parseConfig } from '../../story/config.ts'
import { DEFAULT_RULES, mailFilterSchema, RULES, ruleOf } from '../../story/mail-filter-config.ts'
import { postfixLines } from './postfix-lines.ts'

test('docs/mail-filter.md names every key and every rule with what is done by default', () => {
  const page = readFileSync(new URL('../../../docs/mail-filter.md', import.meta.url), 'utf8')
  const keys = (value: object): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? [key, ...keys(inner)] : [key],
    )
  for (const key of [...keys(mailFilterSchema.parse({})), 'dns_server', 'from'])
    assert.match(page, new RegExp(`(^|[\`.,{\\s])${key}[:\`, .]`, 'm'), key)
  for (const id of RULES) {
    const row = page.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${id}\``)) ?? ''
    const rule = DEFAULT_RULES[id]
    assert.ok(row.endsWith(`| ${rule?.high} | ${rule?.medium} | ${rule?.low} |`), `${id}: ${row}`)
  }
})

test('a rule of kyumei.yaml changes what it names and nothing else', () => {
  const { rules } = mailFilterSchema.parse({ rules: { 'disk-image': 'reject', 'macro-document': { low: 'header' } } })
  assert.deepEqual(ruleOf('disk-image', rules), { high: 'reject', medium: 'reject', low: 'pass' })
  assert.deepEqual(ruleOf('macro-document', rules), { high: 'quarantine', medium: 'header', low: 'header' })
  assert.deepEqual(ruleOf('bidi-filename', rules), DEFAULT_RULES['bidi-filename'])
})

test('what is no place, rule or action is refused with its name', () => {
  for (const [yaml, key] of [
    ['listen: 10025', 'listen'],
    ['listen: "a b:1"', 'listen'],
    ['rules: { no-such-rule: reject }', 'rules'],
    ['rules: { disk-image: explode }', 'disk-image'],
    ['allow: [{ reason: x, expires: 2027-01-01 }]', 'allow'],
    ['notice: { from: "a@b\\r\\nBcc: c@d" }', 'from'],
    ['quarantine: { folder: 5 }', 'folder'],
    ['no_such_key: 1', 'no_such_key'],
  ] as const)
    assert.throws(() => parseConfig(`mail_filter: { ${yaml} }`, 'kyumei.yaml', []), new RegExp(key), yaml)
  assert.doesNotThrow(() => parseConfig(INIT_TEXT, 'kyumei.yaml', []))
})

test('the lines for Postfix name both places and give the filter more time than it takes', () => {
  const config = mailFilterSchema.parse({ listen: '127.0.0.1:2', next_hop: '[::1]:3', judge_seconds: 40 })
  const lines = postfixLines(config)
  assert.match(lines, /^ {2}-o smtpd_proxy_filter=127\.0\.0\.1:2$/m)
  assert.match(lines, /^\[::1\]:3 inet n/m)
  assert.match(lines, /smtpd_proxy_timeout=130s/)
})
