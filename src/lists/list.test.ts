import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { LIST_IDS, loadLists } from './index.ts'
import { find, findIn, ListError, parseList } from './list.ts'

const lists = loadLists()

test('a name falls under the longest entry of which it is a part, label by label', () => {
  assert.equal(find(lists['dynamic-dns'], 'honsha.aa0.netvolante.jp')?.entry, 'aa0.netvolante.jp')
  assert.equal(find(lists['dynamic-dns'], 'mydns.jp')?.entry, 'mydns.jp')
  assert.equal(find(lists['dynamic-dns'], 'notmydns.jp'), null)
  assert.equal(find(lists['dynamic-dns'], 'ABC.DuckDNS.org')?.kind, 'any')
})

test('a name of a million labels is looked up as one that a server could answer', { timeout: 20_000 }, () => {
  for (const name of ['a.'.repeat(1_000_000), 'a'.repeat(1_000_000), `${'a'.repeat(300)}.${'b'.repeat(230)}.`]) {
    assert.equal(find(lists['dynamic-dns'], `${name}x.mydns.jp`)?.entry, 'mydns.jp')
    assert.equal(findIn(lists, LIST_IDS)(`${name}notmydns.jp`).length, 0)
  }
})

test('what all lists hold of a name is what each holds of it', () => {
  const held = findIn(lists, LIST_IDS)
  for (const name of [
    'honsha.aa0.netvolante.jp',
    'ABC.DuckDNS.org',
    'www.github.io',
    'files.slack.com',
    'jp',
    'x.',
    '',
  ]) {
    const each = LIST_IDS.flatMap((id) => find(lists[id], name)?.entry ?? [])
    assert.deepEqual(
      held(name).map(([, { entry }]) => entry),
      each,
      name,
    )
  }
  assert.deepEqual(
    held('honsha.aa0.netvolante.jp').map(([id, { entry }]) => [id, entry]),
    [['dynamic-dns', 'aa0.netvolante.jp']],
  )
})

test("Japan's own dynamic DNS services are there", () => {
  for (const name of ['netvolante.jp', 'iobb.net', 'mydns.jp', 'ddo.jp', 'ieserver.net', 'dip.jp'])
    assert.ok(find(lists['dynamic-dns'], `x.${name}`), name)
})

test('rental hosting is no platform, and a tenant of an office service is no vendor', () => {
  for (const name of ['torihiki.sakura.ne.jp', 'kaisha.xsrv.jp', 'www.lolipop.jp'])
    assert.equal(find(lists.paas, name), null, name)
  assert.equal(find(lists.vendor, 'kogeki-my.sharepoint.com'), null)
})

test("the countries' names of mail for everybody are free; a firm's beside them is not", () => {
  for (const name of ['outlook.fr', 'hotmail.it', 'yahoo.com.br', 'live.co.uk', 'yahoo.de'])
    assert.equal(find(lists.freemail, name)?.kind, 'free', name)
  for (const name of ['orange-business.com', 'yahooinc.com', 'outlook-service.fr', 'co.uk'])
    assert.equal(find(lists.freemail, name), null, name)
})

test('every entry has a kind and an owner, and stands once', () => {
  for (const id of LIST_IDS) {
    const text = readFileSync(new URL(`${id}.txt`, import.meta.url), 'utf8')
    const entries = parseList(text, id)
    assert.deepEqual(
      entries.filter((one) => one.kind === '' || one.owner === '').map((one) => one.entry),
      [],
      id,
    )
    assert.equal(new Set(entries.map((one) => one.entry)).size, entries.length, `${id}: an entry stands twice`)
  }
})

test('a domain stands once among the names that are claimed and among brands: a second line would hide the first', () => {
  for (const id of ['claimed', 'brand']) {
    const entries = parseList(readFileSync(new URL(`${id}.txt`, import.meta.url), 'utf8'), id).map((one) => one.entry)
    assert.deepEqual(
      entries.filter((entry, at) => entries.indexOf(entry) !== at),
      [],
      id,
    )
  }
})

test("a reader's file adds to a list: text or a MISP warning list; a broken one is an error that names it", (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-lists-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const [misp, broken] = [join(folder, 'misp.json'), join(folder, 'broken.json')]
  writeFileSync(misp, JSON.stringify({ name: 'x', list: ['.example-ddns.test', '198.51.100.9'] }))
  writeFileSync(broken, '{"list": 5}')
  const more = loadLists({ 'dynamic-dns': [misp] })['dynamic-dns']
  assert.equal(find(more, 'c2.example-ddns.test')?.entry, 'example-ddns.test')
  assert.ok(more.networks.some((network) => network.entry === '198.51.100.9/32'))
  assert.throws(() => loadLists({ paas: [broken] }), ListError)
  assert.throws(() => loadLists({ paas: [join(folder, 'none')] }), /none/)
})

const SAMPLE = resolve(
  process.env.KYUMEI_SAMPLES ?? resolve(import.meta.dirname, '../../../shared/data'),
  'lists/dynamic-dns.json',
)

test('with a warning list of dynamic DNS names added, nine of ten of its names are known', (t) => {
  if (!existsSync(SAMPLE)) return t.skip('the samples are not here (KYUMEI_SAMPLES names their folder)')
  const names = (JSON.parse(readFileSync(SAMPLE, 'utf8')) as { list: string[] }).list.map((name) =>
    name.replace(/^\./, ''),
  )
  const share = (list: typeof lists) =>
    names.filter((name) => find(list['dynamic-dns'], `x.${name}`)).length / names.length
  t.diagnostic(`our own list knows ${(share(lists) * 100).toFixed(1)} % of ${names.length}`)
  assert.ok(share(loadLists({ 'dynamic-dns': [SAMPLE] })) >= 0.9)
})
