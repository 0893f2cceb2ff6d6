import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { encode } from './charset.ts'
import { mailSet } from './mail-set.ts'
import { OTHER_ATTACKS } from './other-attacks.ts'
import { TARGETED } from './targeted.ts'
import { inMbox } from './write.ts'

const hashOf = (seed: number) =>
  createHash('sha256')
    .update(Buffer.concat(mailSet({ seed }).mails.map((one) => one.raw)))
    .digest('hex')

test('the same seed gives the same mail, another seed other', () => {
  assert.equal(hashOf(3), hashOf(3))
  assert.notEqual(hashOf(3), hashOf(4))
})

test('every trick is there, and most of the mail is harmless', () => {
  const { mails } = mailSet({ seed: 8 })
  const bad = mails.filter((one) => one.label.malicious)
  assert.ok(new Set(bad.map((one) => one.label.play)).size >= TARGETED.length + OTHER_ATTACKS.length)
  assert.ok(mails.length - bad.length > 6 * bad.length)
  for (const one of bad) assert.ok(one.label.expected.length > 0 && one.label.why !== '' && one.label.kind !== '')
  for (const one of mails.filter((mail) => mail.label.play === 'reworked-exe'))
    assert.ok(
      mails.some((mail) => mail.id === one.original),
      'the genuine mail is in the set',
    )
})

test('an organisation without attack gets none', () => {
  assert.deepEqual(
    mailSet({ seed: 8, attacks: false }).mails.filter((one) => one.label.malicious),
    [],
  )
})

test('what is encoded for Japanese mailers decodes to the same', () => {
  const text = 'お世話になっております。表示ソフト ABC (株)～①'
  for (const charset of ['iso-2022-jp', 'shift_jis', 'utf-8'] as const)
    assert.equal(new TextDecoder(charset).decode(encode(text, charset)), text)
})

test('a line that begins with From is no new message of the mbox', () => {
  const box = inMbox({ raw: Buffer.from('Subject: a\r\n\r\nFrom here\r\n'), time: 1_800_000_000 }).toString()
  assert.match(box, /^From MAILER-DAEMON \w{3} \w{3} \d\d \d\d:\d\d:\d\d \d{4}\nSubject: a\n\n>From here\n\n$/)
})
