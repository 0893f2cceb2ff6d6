import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildAttached } from './attached-table.ts'
import { executableAttachment } from './executable-attachment.ts'
import { type Mailbox, mailbox, OURS } from './test-mailbox.ts'

let office: Mailbox
before(async () => {
  office = await mailbox()
  await office.clear()
})
after(async () => await office.close())

test('a patch that was asked for is weaker, with the call that it needs; unasked, unproven or in disguise it is not', async () => {
  const patch = [{ name: 'fix.exe', type: 'pe', traits: ['runs', 'executable', 'sfx'] }]
  const [ask, talk] = ['印刷すると落ちる不具合があります。', 'お見積りをお願いします。']
  const of = (name: string) => `サポート <support@${name}.example>`
  for (const [name, text] of [
    ['asked', ask],
    ['unproven', ask],
    ['hidden', ask],
    ['unasked', talk],
  ] as const) {
    await office.mail({ from: of(name), day: 1 })
    await office.mail({ from: `佐藤 花子 <sato@${OURS}>`, to: of(name), day: 10, text })
    await office.mail({
      from: of(name),
      day: 11,
      auth: name === 'unproven' ? 'none' : 'pass',
      attachments: name === 'hidden' ? [{ ...patch[0], name: 'fix.pdf', traits: ['executable'] }] : patch,
    })
  }
  await office.learn()
  await buildAttached(office.engine)
  const signs = await executableAttachment.run(await office.context(executableAttachment))
  const said = new Map(signs.map((sign) => [String(sign.words.from).replace(/.*@|\.example>/g, ''), sign]))
  assert.deepEqual([...said].map(([name, sign]) => [name, sign.severity]).sort(), [
    ['asked', 'low'],
    ['hidden', 'medium'],
    ['unasked', 'medium'],
    ['unproven', 'medium'],
  ])
  assert.match(said.get('asked')?.mitigations.at(-1)?.ja ?? '', /電話/)
})
