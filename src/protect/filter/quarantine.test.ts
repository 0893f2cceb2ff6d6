import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { Held } from './held-file.ts'
import { openQuarantine, type Quarantine } from './quarantine.ts'
import type { QuarantineLimits } from './quarantine-folder.ts'

let folder = ''
let limits: QuarantineLimits
let quarantine: Quarantine
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kyumei-held-'))
  limits = {
    folder: join(folder, 'held'),
    key_file: join(folder, 'key'),
    keep_days: 30,
    max_bytes: 100_000,
    max_mails: 3,
  }
  quarantine = openQuarantine(limits, true)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const about = (subject = 's'): Omit<Held, 'id'> => ({
  at: '2026-11-25T00:00:00.000Z',
  sender: 'a@partner.example',
  recipients: ['taro@example.co.jp'],
  client: '198.51.100.7',
  mail_parameters: 'BODY=8BITMIME',
  recipient_parameters: [''],
  from_name: '',
  from_address: 'a@partner.example',
  subject,
  date: '',
  message_id: '',
  attachments: [],
  bytes: 100,
  because: [],
  failed: '',
  inside: false,
  waits: null,
})
const mail = (text: string) => [Buffer.from(`Subject: ${text}\r\n`), Buffer.from(`\r\n${text}\r\n`)]
const whole = (text: string) => Buffer.concat(mail(text))
const files = () => readdirSync(limits.folder).filter((name) => name !== 'audit.log')
const events = () =>
  [...readFileSync(join(limits.folder, 'audit.log'), 'utf8').matchAll(/"event":"([\w-]+)"/g)].map(([, event]) => event)

test('what is held comes out as it went in, also for a program that starts anew', () => {
  const { id, again } = quarantine.hold(about('件名'), mail('本文'))
  assert.equal(again, false)
  const other = openQuarantine(limits)
  assert.deepEqual(other.read(id), { held: { ...about('件名'), id }, message: whole('本文') })
  assert.deepEqual(
    other.list().map((one) => [one.id, one.held?.subject, one.damaged]),
    [[id, '件名', false]],
  )
  assert.deepEqual(other.hold(about('件名'), mail('本文')), { id, again: true })
})

test('a changed byte, a cut file, a file under another name, another key: told as damaged, never as a mail', () => {
  const { id } = quarantine.hold(about(), mail('x'))
  const path = join(limits.folder, `${id}.held`)
  const bytes = readFileSync(path)
  for (const at of [0, 9, 20, 60, bytes.length - 20, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    writeFileSync(path, changed)
    assert.throws(() => quarantine.read(id), `byte ${at}`)
  }
  writeFileSync(path, bytes.subarray(0, 50))
  assert.deepEqual(
    quarantine.list().map(({ damaged }) => damaged),
    [true],
  )
  writeFileSync(path, bytes)
  renameSync(path, join(limits.folder, '0123456789abcdef.held'))
  assert.throws(() => quarantine.read('0123456789abcdef'))
  renameSync(join(limits.folder, '0123456789abcdef.held'), path)
  writeFileSync(join(folder, 'key2'), 'ab'.repeat(32), { mode: 0o600 })
  const otherKey = openQuarantine({ ...limits, key_file: join(folder, 'key2') })
  assert.throws(() => otherKey.read(id))
  assert.equal(quarantine.read(id).held.id, id)
})

test('a key that others can read, or that is none, is refused', () => {
  chmodSync(limits.key_file, 0o640)
  assert.throws(() => openQuarantine(limits), /chmod 600/)
  chmodSync(limits.key_file, 0o600)
  writeFileSync(limits.key_file, 'short')
  assert.throws(() => openQuarantine(limits), /holds no key/)
})

test('a lost key is told, never replaced by a new one; who only looks makes neither folder nor key', () => {
  quarantine.hold(about(), mail('x'))
  rmSync(limits.key_file)
  for (const create of [true, false]) assert.throws(() => openQuarantine(limits, create), /is missing/)
  assert.equal(existsSync(limits.key_file), false)
  const nowhere = { ...limits, folder: join(folder, 'none') }
  assert.throws(() => openQuarantine(nowhere), /no quarantine yet/)
  assert.equal(existsSync(nowhere.folder), false)
})

test('release: out once delivered, back where the next hop refuses, and what was interrupted is told', async () => {
  const { id } = quarantine.hold(about(), mail('x'))
  await assert.rejects(
    quarantine.release(id, 'root', () => Promise.reject(new Error('450 later'))),
    /450 later/,
  )
  assert.deepEqual(files(), [`${id}.held`])
  const seen: Buffer[] = []
  await quarantine.release(id, 'root', async (_, message) => {
    assert.deepEqual(files(), [`${id}.going`], 'nobody else can take it now')
    assert.equal(quarantine.list()[0]?.interrupted, true)
    await assert.rejects(
      quarantine.release(id, 'another', async () => '250'),
      /is being released/,
    )
    seen.push(message)
    return '250 Ok'
  })
  assert.deepEqual(seen, [whole('x')])
  assert.deepEqual(files(), [])
  assert.deepEqual(events(), ['held', 'releasing', 'release-failed', 'releasing', 'released'])
  await assert.rejects(
    quarantine.release(id, 'root', async () => '250'),
    /is not held/,
  )
})

test('names from outside reach no other file', async () => {
  writeFileSync(join(folder, 'precious.held'), 'x')
  for (const id of ['../precious', '../../etc/passwd', '', 'ABCDEF0123456789', '0123456789abcdef/..']) {
    assert.throws(() => quarantine.read(id), /no id of a held mail/)
    assert.throws(() => quarantine.remove(id, 'root'), /no id of a held mail/)
    await assert.rejects(
      quarantine.release(id, 'root', async () => '250'),
      /no id of a held mail/,
    )
  }
  assert.ok(existsSync(join(folder, 'precious.held')))
})

test('bounded: in mails, in bytes and in days; what leaves makes room', () => {
  const ids = ['a', 'b', 'c'].map((text) => quarantine.hold(about(text), mail(text)).id)
  assert.throws(() => quarantine.hold(about('d'), mail('d')), { name: 'QuarantineFull' })
  quarantine.remove(ids[0] ?? '', 'root')
  quarantine.hold(about('d'), mail('d'))
  quarantine.remove(ids[1] ?? '', 'root')
  assert.throws(() => quarantine.hold({ ...about('e'), bytes: 100_001 }, mail('e')), { name: 'QuarantineFull' })
  const old = new Date(Date.now() - 31 * 86_400_000)
  utimesSync(join(limits.folder, `${ids[2]}.held`), old, old)
  quarantine.setNotified(ids[2] ?? '')
  assert.equal(quarantine.expire(Date.now()), 1)
  assert.equal(files().length, 1)
  assert.ok(events().includes('expired'))
})

test('a release that was interrupted expires, too, a day later: one that is under way is not taken away', () => {
  const { id } = quarantine.hold(about('x'), mail('x'))
  const going = join(limits.folder, `${id}.going`)
  renameSync(join(limits.folder, `${id}.held`), going)
  const aged = (days: number) => {
    const at = new Date(Date.now() - days * 86_400_000)
    utimesSync(going, at, at)
    return quarantine.expire(Date.now())
  }
  assert.equal(aged(30.5), 0)
  assert.equal(aged(31.5), 1)
  assert.deepEqual(files(), [])
})
