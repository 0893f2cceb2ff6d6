import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { EXAMPLES, findingsFile } from '../protect/test-findings.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-export-cli-'))
after(() => rmSync(folder, { recursive: true }))
const main = resolve(import.meta.dirname, 'main.ts')
const report = join(folder, 'report')
mkdirSync(report)
writeFileSync(join(report, 'findings.json'), JSON.stringify(findingsFile(EXAMPLES)))
writeFileSync(join(report, 'evidence.json'), JSON.stringify({ schema: 'kyumei.evidence/1', files: [] }))

function kyumei(...args: string[]): { code: number | null; out: string; err: string } {
  const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: {
      ...process.env,
      KYUMEI_DESK: join(folder, 'desk.sqlite'),
      KYUMEI_WHO: '佐藤',
      LANG: 'C.UTF-8',
      XDG_STATE_HOME: folder,
    },
  })
  return { code: run.status, out: run.stdout, err: run.stderr }
}

test('a report without its workspace is exported, and it is said that nothing was tried on the logs', () => {
  const made = kyumei('export', 'squid', '--from', report)
  assert.equal(made.code, 0, made.err)
  assert.match(made.out, /^acl kyumei_domain dstdomain \.c2\.evil-example\.com$/m)
  assert.match(made.err, /not tried on your logs/)
  assert.equal(kyumei('export', 'squid', '--from', report, '--simulate').code, 2)
  assert.equal(kyumei('export', 'squid', '--from', report, '--min-confidence', '0.7').out.match(/^acl/m), null)
  assert.match(
    kyumei('export', 'squid', '--from', report, '--min-confidence', '0.99').err,
    /no place reaches the confidence of 0\.99/,
  )
  assert.doesNotMatch(made.err, /no place reaches/)
})

test('one part to a file, several to a folder', () => {
  // as often as one likes: an export is repeated when the findings are others
  for (let i = 0; i < 2; i++) assert.equal(kyumei('export', 'rpz', '--from', report, '--out', 'new/zone.txt').code, 0)
  assert.match(readFileSync(join(folder, 'new/zone.txt'), 'utf8'), /c2\.evil-example\.com CNAME \./)
  assert.equal(kyumei('export', 'postfix', '--from', report, '--out', 'maps').code, 0)
  assert.match(readFileSync(join(folder, 'maps/sender_access'), 'utf8'), /c2\.evil-example\.com REJECT/)
})

test('a rule that would let nobody out is refused, and says what to name in kyumei.yaml', () => {
  for (const [target, role] of [
    ['op25b', /mail_servers/],
    ['only-proxy', /proxies/],
  ] as const) {
    const refused = kyumei('export', target, '--from', report)
    assert.equal(refused.code, 2)
    assert.match(refused.err, role)
  }
  writeFileSync(join(folder, 'roles.yaml'), 'roles: {mail_servers: [192.168.1.25]}\n')
  assert.match(kyumei('export', 'op25b', '--from', report, '--config', 'roles.yaml').out, /192\.168\.1\.25/)
})

test('taken back is what was exported, also when the place has been put on the allow list since', () => {
  const there = kyumei('export', 'cisco-asa', '--from', report).out
  writeFileSync(
    join(folder, 'allow.yaml'),
    'allow: [{destination: c2.evil-example.com, reason: a mistake, expires: 2099-01-01}]\n',
  )
  const made = [...there.matchAll(/^object network (\S+)/gm)].map(([, name]) => name).sort()
  const back = kyumei('export', 'cisco-asa', '--from', report, '--revoke', '--config', 'allow.yaml')
  assert.deepEqual([...back.out.matchAll(/^no object network (\S+)/gm)].map(([, name]) => name).sort(), made)
  assert.ok(made.includes('KYUMEI-c2.evil-example.com'))
  // the record is a file that anybody can write to: nothing of it gets past the rules for values
  const record = join(report, 'exports.json')
  const text = readFileSync(record, 'utf8')
  writeFileSync(record, text.replaceAll('c2.evil-example.com', 'x.com\\nno access-list INSIDE_IN'))
  assert.doesNotMatch(kyumei('export', 'cisco-asa', '--from', report, '--revoke').out, /^no access-list/m)
  writeFileSync(record, '{')
  const damaged = kyumei('export', 'cisco-asa', '--from', report, '--revoke', '--lang', 'ja')
  assert.equal(damaged.code, 2)
  assert.match(damaged.err, /exports\.json が読めません/)
  rmSync(record)
  assert.match(kyumei('export', 'cisco-asa', '--from', report, '--revoke').err, /no record of such an export/)
})

test('a report that somebody else may have written brings no id and no time of its own form', () => {
  const handed = join(folder, 'handed-over')
  mkdirSync(handed)
  const file = findingsFile(EXAMPLES)
  const [first, ...rest] = file.findings
  for (const [written, said] of [
    [{ ...file, findings: [{ ...first, id: '\u009b31m\nhttp_access allow all' }, ...rest] }, /letters and digits/],
    [{ ...file, generated: '9999-99-99' }, /generated/],
  ] as const) {
    writeFileSync(join(handed, 'findings.json'), JSON.stringify(written))
    const refused = kyumei('export', 'sigma', '--from', handed)
    assert.deepEqual([refused.code, refused.out], [2, ''])
    assert.match(refused.err, said)
  }
})

test("a case's newest scan is exported, even when its folder is gone", () => {
  assert.match(kyumei('export', 'csv', '--from', '2026-0001').err, /no folder of a report, and as a case/)
  const taken = kyumei(
    'desk',
    'intake',
    '--kind',
    '企業',
    '--organisation',
    '甲乙工業',
    '--channel',
    '電話',
    '--received',
    '2026-10-10 9:30',
    '--person',
    '山田 花子',
    '--summary',
    'x',
    '--json',
  )
  assert.equal(taken.code, 0, taken.err)
  const { number } = (JSON.parse(taken.out) as { consultation: { number: string } }).consultation
  assert.match(kyumei('export', 'csv', '--from', number).err, /has no scan yet/)
  const attached = kyumei('desk', 'attach', number, report)
  assert.equal(attached.code, 0, attached.err)
  rmSync(report, { recursive: true })
  const made = kyumei('export', 'csv', '--from', number)
  assert.equal(made.code, 0, made.err)
  assert.match(made.out, /c2\.evil-example\.com/)
})
