import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { passwordsIn } from '../../mail/password.ts'
import { phishingLure } from './phishing-lure.ts'
import { LETTERS, mailOf } from './test-languages.ts'
import { type Mailbox, mailbox, OURS } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
  await office.clear()
})
after(async () => await office.close())

const ofPassword = LETTERS.filter(({ kind }) => kind === 'zip')
const ofOthers = LETTERS.filter(({ kind }) => kind !== 'zip')

test('each lure is heard in each of twenty languages by a pretext that has a name; honest letters on the same subjects are left alone', async () => {
  const files = new Map<string, string>()
  for (const [number, letter] of ofOthers.entries())
    files.set(
      await office.mail(mailOf(letter, number)),
      `${letter.language} ${letter.lure ? 'lure' : 'plain'} ${letter.kind}`,
    )
  const heard = (await office.judge(phishingLure)).flatMap(({ mails = [], metrics }) =>
    mails.map((file) => ({ letter: files.get(file) ?? '', kinds: String(metrics.kind).split(', ') })),
  )
  const named = (kind: string) => !kind.startsWith('worded-') || /^worded-(?:malware|scam)$/.test(kind)
  assert.deepEqual(
    heard
      .filter(({ kinds }) => kinds.some(named))
      .map(({ letter }) => letter)
      .sort(),
    [...files.values()].filter((letter) => letter.includes(' lure ')).sort(),
  )
  assert.deepEqual(
    heard.filter(({ letter }) => letter.includes(' plain ')),
    [],
  )
})

test("the office's own people say what phishers say, and are not judged by it", async () => {
  await office.clear()
  for (const [number, letter] of ofOthers.filter(({ kind }) => kind === 'full' || kind === 'password').entries())
    await office.mail({ ...mailOf(letter, number), from: `${letter.name} <it@${OURS}>`, auth: undefined })
  assert.deepEqual(await office.judge(phishingLure), [])
})

test("an archive's password is found behind the word of each language", () => {
  for (const { language, subject, text } of ofPassword) {
    const found = passwordsIn({ mail_id: 'a', subject, text, names: [], time: '2026-10-01T00:00:00Z' })
    assert.equal(found[0]?.text, 'rk7712', language)
  }
})
