/** The filter between two services of a real Postfix, with swaks and with senders that try again. */
import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { mailSet } from '../sim/mail/mail-set.ts'
import { program, wordDocument } from '../src/mail/attachment/test-files.ts'
import { readMessage } from '../src/mail/read.ts'
import { testMail, testZip } from '../src/mail/test-mail.ts'
import { startFilter } from '../src/protect/filter/filter.ts'
import { accountFor, DOUBTFUL_A_CRASH, problems, type Traffic } from '../src/protect/filter/test-crash.ts'
import { crlf, sink } from '../src/protect/filter/test-mailroom.ts'
import { absent, freePort, postfix } from '../src/protect/filter/test-postfix.ts'
import { parseConfig } from '../src/story/config.ts'

const skip = absent() || false
const swaks = spawnSync('swaks', ['--version']).error ? 'swaks is not installed (scripts/install-components.sh)' : skip
/** Not the synchronous way: the filter and the sink live in this process. */
const output = (command: string, args: string[]): Promise<string> =>
  new Promise((done) => execFile(command, args, { encoding: 'utf8' }, (_, stdout) => done(stdout)))
const KYUMEI = resolve(import.meta.dirname, '../kyumei')
const EXE = program()

test('swaks through Postfix: passed as it was, marked, refused, held; list, show, release and delete; the recipient is told', {
  skip: swaks,
}, async () => {
  const next = await sink()
  const [port, behind] = [await freePort(), await freePort()]
  const mta = await postfix({ filter: port, behind, sink: next.port })
  const yaml = `mail: { own_domains: [example.co.jp] }
mail_filter:
  listen: 127.0.0.1:${port}
  next_hop: 127.0.0.1:${behind}
  authenticate: off
  rules: { disk-image: reject, bidi-filename: reject }
  notice: { contact: 情報システム係 内線123 }
  quarantine: { folder: ${mta.folder}/held, key_file: ${mta.folder}/key }
`
  const config = join(mta.folder, 'kyumei.yaml')
  writeFileSync(config, yaml)
  const filter = await startFilter(parseConfig(yaml, config, []), () => {})
  await mta.start()
  const run = (...args: string[]) => output(KYUMEI, ['mail-filter', ...args, '--config', config])
  const send = (mail: Buffer): Promise<string> => {
    const file = join(mta.folder, 'mail')
    writeFileSync(file, mail)
    const args = ['--server', `127.0.0.1:${mta.port}`, '--helo', 'client.example', '--from', 'a@partner.example']
    return output('swaks', [...args, '--to', 'taro@example.co.jp', '--data', `@${file}`])
  }
  const arrived = async (count: number) => {
    for (let i = 0; i < 200 && next.got.length < count; i++) await wait(50)
    return next.got.splice(0).map(({ content, recipients }) => ({ recipients, text: content.toString('latin1') }))
  }
  try {
    const good = crlf(
      testMail({
        from: 'a@partner.example',
        subject: 'plain',
        text: '.\n..\n本文',
        attachments: [{ name: '議事録.ver2.docx', content: wordDocument() }],
      }),
    )
    assert.match(await send(good), /250 2\.0\.0 Ok: queued/)
    const [passed] = await arrived(1)
    // both services of Postfix write a Received field on top; below these nothing is changed
    assert.equal(withoutReceived(passed?.text ?? ''), `${good.toString('latin1')}\r\n`)

    const locked = crlf(
      testMail({
        from: 'a@partner.example',
        attachments: [{ name: 'a.zip', content: testZip('a.txt', Buffer.from('x'), 'nobody-knows') }],
      }),
    )
    assert.match(await send(locked), /250 2\.0\.0 Ok: queued/)
    assert.match(withoutReceived((await arrived(1))[0]?.text ?? ''), /^X-Kyumei-Filter: doubtful;/)

    const turned = crlf(
      testMail({ from: 'a@partner.example', attachments: [{ name: '見積\u202Efdp.exe', content: EXE }] }),
    )
    assert.match(await send(turned), /554 5\.7\.1 Refused by content: bidi-filename/)

    const bad = crlf(
      testMail({
        from: '田中 <a@partner.example>',
        subject: '見積書',
        text: 'http://evil.example/x を参照',
        attachments: [{ name: '見積書.pdf.exe', content: EXE }],
      }),
    )
    const held = /250 2\.0\.0 Ok: held as ([0-9a-f]{16})/.exec(await send(bad))?.[1] ?? ''
    assert.notEqual(held, '')
    const [notice] = await arrived(1)
    assert.deepEqual(notice?.recipients, ['taro@example.co.jp'])
    const told = readMessage(Buffer.from(notice?.text ?? '', 'latin1')).text
    for (const word of [
      held,
      '見積書.pdf.exe',
      '情報システム係 内線123',
      'A mail to you has dangerous traits',
      '差出人: 田中 <a@partner[.]example>',
    ])
      assert.ok(told.includes(word), `${word} in ${told}`)

    assert.match(
      await run('list', '--lang', 'ja'),
      new RegExp(`^${held}\\t.*a@partner\\[\\.\\]example\\ttaro@example.co.jp\\t見積書\\t.*double-extension`),
    )
    const shown = await run('show', held, '--lang', 'ja')
    assert.match(shown, /文書に見せかけた二重拡張子/)
    assert.match(shown, /hxxp:\/\/evil\[\.\]example\/x を参照/)
    assert.doesNotMatch(shown, /http:\/\//)
    await run('release', held)
    assert.equal(withoutReceived((await arrived(1))[0]?.text ?? ''), `${bad.toString('latin1')}\r\n`)
    assert.equal(await run('list'), '')

    assert.match(await send(bad), /held as/)
    await run('delete', held)
    assert.deepEqual(
      readdirSync(join(mta.folder, 'held')).filter((name) => !/^audit/.test(name)),
      [],
    )
    const events = (await run('audit'))
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event)
    for (const event of ['rejected', 'held', 'notified', 'shown', 'releasing', 'released', 'deleted'])
      assert.ok(events.includes(event), event)
  } finally {
    await filter.close()
    await mta.stop()
    await next.close()
  }
})

/** What Postfix itself puts on top. (swaks ends every mail with an empty line of its own.) */
const withoutReceived = (text: string) => text.replace(/^(?:Received:.*\r\n(?:[ \t].*\r\n)*)+/, '')

const SAMPLES = resolve(process.env.KYUMEI_SAMPLES ?? resolve(import.meta.dirname, '../../shared/data'), 'mail/rspamd')

/** A few hundred: the simulated organisation's mail, real broken ones where they are at hand, and what must be held. */
function traffic(): Traffic[] {
  const ordinary = mailSet({ seed: 41, ordinary: 90, attacks: false }).mails.slice(0, 200)
  const samples = existsSync(SAMPLES)
    ? readdirSync(SAMPLES)
        .filter((name) => name.endsWith('.eml'))
        .slice(0, 60)
    : []
  const raw = [
    ...ordinary.map(({ raw }) => raw),
    ...samples.map((name) => readFileSync(join(SAMPLES, name))),
    ...Array.from({ length: 60 }, (_, i) =>
      testMail({ from: `a${i}@partner.example`, attachments: [{ name: `請求書${i}.pdf.exe`, content: EXE }] }),
    ),
  ]
  return raw.map((one, i) => {
    const id = `t${i}`
    const content = crlf(Buffer.concat([Buffer.from(`X-Test-Id: ${id}\n`), one, Buffer.from('\n')]))
    return { id, content, held: i >= raw.length - 60 }
  })
}

test('kill -9 of the filter and of Postfix in mid-stream: every mail is accounted for, none lost, none twice in the quarantine', {
  skip,
}, async (t) => {
  const all = traffic()
  // which of the ordinary ones are held is for the rules to say: without a crash first
  const mixed = all.map((mail, i) => all[(i * 97) % all.length] ?? mail)
  assert.equal(new Set(mixed).size, all.length)
  const account = await accountFor(mixed, [
    { after: 0.2, what: 'filter' },
    { after: 0.45, what: 'postfix' },
    { after: 0.7, what: 'filter' },
  ])
  for (const mail of mixed) if (account.held.has(mail.id)) mail.held = true
  assert.deepEqual(problems(mixed, account, 3 * DOUBTFUL_A_CRASH), [])
  assert.ok(account.retries > 0, 'nobody noticed the crashes: they came too late to prove anything')
  const planted = mixed.filter(({ id }) => Number(id.slice(1)) >= all.length - 60)
  assert.ok(planted.every(({ id }) => account.held.get(id) === 1))
  t.diagnostic(
    `${all.length} mails in ${account.seconds.toFixed(1)} s, ${account.retries} tries in vain, ${account.held.size} held`,
  )
})
