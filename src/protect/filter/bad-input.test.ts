import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { program } from '../../mail/attachment/test-files.ts'
import { testMail } from '../../mail/test-mail.ts'
import { parseConfig } from '../../story/config.ts'
import { startFilter } from './filter.ts'
import { openQuarantine } from './quarantine.ts'
import { crlf, type Dialogue, dialogue, type Mailroom, mailroom } from './test-mailroom.ts'

let room: Mailroom
before(async () => {
  room = await mailroom('  notice: { enabled: false }\n  max_message_bytes: 30000000')
})
after(async () => await room.close())
beforeEach(() => {
  room.next.got.length = 0
  room.next.refuse = {}
})

const mail = crlf(testMail({ from: 'a@partner.example', text: 'こんにちは' }))
const EXE = crlf(testMail({ from: 'a@partner.example', attachments: [{ name: 'a.exe', content: program() }] }))

async function begun(recipients = ['taro@example.co.jp']): Promise<Dialogue> {
  const talk = await room.dialogue()
  await talk.say('EHLO c\r\n')
  await talk.say('MAIL FROM:<a@partner.example>\r\n')
  for (const one of recipients) await talk.say(`RCPT TO:<${one}>\r\n`)
  return talk
}

/** It still takes mail: what came before broke nothing. */
async function alive(): Promise<void> {
  room.next.refuse = {}
  room.next.got.length = 0
  assert.match(await room.send(mail), /queued/)
  assert.equal(room.next.got.length, 1)
}

test('smuggling: a mail that another server could read as two is refused, and nothing of it goes on', async () => {
  for (const end of ['\n.\n', '\n.\r\n', '\r.\r', '\r.\r\n', 'x\n']) {
    const inner = `${end}MAIL FROM:<boss@example.co.jp>\r\nRCPT TO:<taro@example.co.jp>\r\nDATA\r\nSubject: forged\r\n\r\nx\r\n`
    const talk = await begun()
    await talk.say('DATA\r\n')
    assert.match(await talk.say(`Subject: a\r\n\r\nhello${inner}.\r\n`), /^550 5\.6\.11/, JSON.stringify(end))
    assert.match(await talk.say('NOOP\r\n'), /^250/)
    talk.socket.destroy()
  }
  assert.equal(room.next.got.length, 0)
  await alive()
})

test('the end of a mail is found wherever the packets are cut, and commands behind it are commands', async () => {
  const body = 'Subject: a\r\n\r\n..\r\n...\r\nend\r\n'
  const pipeline = `MAIL FROM:<a@b.example>\r\nRCPT TO:<taro@example.co.jp>\r\nDATA\r\n${body}.\r\nRSET\r\nNOOP\r\n`
  for (const size of [1, 2, 3, 5, 7]) {
    const talk = await room.dialogue()
    talk.socket.setNoDelay(true)
    await talk.say('EHLO c\r\n')
    for (let at = 0; at < pipeline.length; at += size) {
      talk.socket.write(pipeline.slice(at, at + size))
      if (at % 10 === 0) await wait(1)
    }
    const codes = []
    for (let i = 0; i < 6; i++) codes.push((await talk.reply()).slice(0, 3))
    assert.deepEqual(codes, ['250', '250', '354', '250', '250', '250'], `${size} bytes a packet`)
    assert.equal(room.next.got.at(-1)?.content.toString(), 'Subject: a\r\n\r\n.\r\n..\r\nend\r\n')
    talk.socket.destroy()
  }
})

test('a header of 10 MB and 10,000 parts, of which a reader sees the end only past its bounds, are held as not judged, or passed whole', async () => {
  const head = `From: a@partner.example\r\nX-Long: ${'a'.repeat(10_000_000)}\r\n\r\nx\r\n`
  const many = `From: a@partner.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(10_000)}--b--\r\n`
  const open = await mailroom('  notice: { enabled: false }\n  on_failure: pass')
  try {
    for (const text of [head, many]) {
      assert.match(await room.send(text), /held/)
      assert.match(await open.send(text), /queued/)
      const got = open.next.got.at(-1)?.content.toString('latin1') ?? ''
      assert.match(got, /^X-Kyumei-Filter: not-judged; reason=(header-too-large|too-many-parts)\r\n/)
      assert.ok(got.endsWith(text))
    }
  } finally {
    await open.close()
  }
  assert.equal(room.next.got.length, 0)
})

test('no header, no body, nothing but NUL, and 1,000 parts come out as they went in', async () => {
  const parts = `From: a@partner.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(1000)}--b--\r\n`
  for (const text of ['\r\n\r\n', 'x\r\n', '\0\0\0\r\n', parts]) {
    assert.match(await room.send(text), /queued/)
    assert.equal(room.next.got.at(-1)?.content.toString('latin1'), text)
  }
})

test('a mail that is too large is refused to its end, whether announced or not', async () => {
  const talk = await begun()
  await talk.say('DATA\r\n')
  const line = `${'y'.repeat(76)}\r\n`
  assert.match(await talk.say(`Subject: a\r\n\r\n${line.repeat(450_000)}.\r\n`), /^552 5\.3\.4/)
  talk.socket.destroy()
  assert.equal(room.next.got.length, 0)
  await alive()
})

test('memory for all mails together is bounded: one too many hears 4xx, and there is room again when the others have left', async () => {
  const narrow = await mailroom('  notice: { enabled: false }\n  memory_bytes: 10000000')
  const large = `${'z'.repeat(76)}\r\n`.repeat(60_000) // 4.7 MB
  const two = [await narrow.dialogue(), await narrow.dialogue()]
  for (const talk of two) {
    for (const line of ['EHLO c', 'MAIL FROM:<a@b.example>', 'RCPT TO:<taro@example.co.jp>', 'DATA'])
      await talk.say(`${line}\r\n`)
    talk.socket.write(large) // and no end
  }
  let answer = ''
  for (let i = 0; i < 100 && !answer.startsWith('452'); i++) {
    answer = await narrow.send(large) // taken as long as the two have not arrived
    await wait(50)
  }
  assert.match(answer, /^452 4\.3\.1/)
  const before = narrow.next.got.length
  for (const talk of two) talk.socket.destroy()
  for (let i = 0; i < 100 && !answer.startsWith('250'); i++) {
    await wait(50)
    answer = await narrow.send(large)
  }
  assert.match(answer, /queued/)
  assert.equal(narrow.next.got.length, before + 1, 'what was cut off was not passed on')
  await narrow.close()
})

test('a client that leaves in the middle has sent nothing', async () => {
  const cuts = [
    '',
    'Subject: a\r\n',
    'Subject: a\r\n\r\ntext\r\n',
    'Subject: a\r\n\r\ntext\r\n.',
    'Subject: a\r\n\r\ntext\r\n.\r',
  ]
  for (const cut of cuts) {
    for (const half of [true, false]) {
      const talk = await begun()
      await talk.say('DATA\r\n')
      talk.socket.write(cut)
      await wait(30)
      if (half) talk.socket.end()
      else talk.socket.destroy()
      await wait(30)
    }
  }
  await wait(200)
  assert.equal(room.next.got.length, 0)
  await alive()
})

test('commands that can not go through a filter are not offered and not taken', async () => {
  const talk = await begun()
  const offered = await talk.say('EHLO c\r\n')
  assert.doesNotMatch(offered, /CHUNKING|STARTTLS|AUTH|XCLIENT|BINARYMIME/i)
  assert.match(offered, /XFORWARD/)
  assert.match(offered, /SIZE 30000000/)
  assert.match(offered, /8BITMIME/)
  for (const line of ['BDAT 5 LAST', 'STARTTLS', 'AUTH PLAIN x', 'VRFY a', 'XCLIENT ADDR=1.2.3.4', '', '\0', 'DATA'])
    assert.match(await talk.say(`${line}\r\n`), /^50[0-9] /, line)
  assert.match(await talk.say('MAIL FROM:<a@b.example> BODY=BINARYMIME\r\n'), /^501/)
  assert.match(await talk.say('MAIL FROM:<a@b.example>\r\n'), /^250/)
  assert.match(await talk.say('DATA\r\n'), /^554/)
  assert.match(await talk.say(`NOOP ${'x'.repeat(10_000)}\r\n`), /^500/)
  talk.socket.destroy()
  await alive()
})

test('the next hop refuses one recipient: the sender hears of it, the others get the mail', async () => {
  room.next.refuse = { recipient: ['gone@example.co.jp', 550] }
  const talk = await begun([])
  assert.match(await talk.say('RCPT TO:<gone@example.co.jp>\r\n'), /^550 4\.2\.0 not now/)
  assert.match(await talk.say('RCPT TO:<taro@example.co.jp>\r\n'), /^250/)
  await talk.say('DATA\r\n')
  assert.match(await talk.say(Buffer.concat([mail, Buffer.from('.\r\n')])), /^250/)
  assert.deepEqual(
    room.next.got.map(({ recipients }) => recipients),
    [['taro@example.co.jp']],
  )
  talk.socket.destroy()
})

test('the next hop says 4xx or 5xx to the message, or dies: the sender hears it and no 250', async () => {
  for (const code of [451, 452, 550, 554]) {
    room.next.refuse = { message: code }
    assert.match(await room.send(mail), new RegExp(`^${code} `))
    assert.match(await room.send(EXE), /held/, 'what is held needs no next hop to take it')
  }
  room.next.refuse = { die: true }
  assert.match(await room.send(mail), /^4[25]1 4\.3\.0/)
  await alive()
})

test('no next hop at all: 421, and no mail is taken', async () => {
  const lonely = await mailroom('  notice: { enabled: false }')
  await lonely.next.close()
  const said = await new Promise<string>((done) => {
    const socket = connect(lonely.port, '127.0.0.1')
    socket.once('data', (chunk: Buffer) => done(chunk.toString()))
  })
  assert.match(said, /^421 4\.3\.0/)
  await lonely.close()
})

test('a quarantine that can not be written answers 4xx, and other mail goes on', async () => {
  const small = await mailroom('  notice: { enabled: false }')
  const folder = join(small.folder, 'held')
  try {
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file where the folder was')
    assert.match(await small.send(EXE), /^452 4\.3\.1/)
    assert.match(await small.send(mail), /queued/)
  } finally {
    await small.close()
  }
})

test('a thread that takes too long is ended, and its mail is held, passed or put off as the configuration says', async () => {
  for (const [rule, answer] of [
    ['quarantine', /held/],
    ['pass', /queued/],
    ['defer', /^451/],
  ] as const) {
    const slow = await mailroom(
      `  notice: { enabled: false }\n  judge_seconds: 1\n  worker_memory_megabytes: 64\n  max_message_bytes: 80000000\n  on_failure: ${rule}`,
    )
    try {
      // more than a second anywhere, and more than the thread's memory
      const part = '--b\r\nContent-Disposition: attachment; filename=a.zip\r\n\r\nPK\x03\x04\r\n'
      const heavy = `From: a@partner.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${Array.from({ length: 800 }, () => `${part}${'{\\rtf1{\\object\\objdata '.repeat(3000)}\r\n`).join('')}--b--\r\n`
      const said = await slow.send(heavy)
      if (slow.log.some(({ event }) => event === 'not-judged')) assert.match(said, answer, rule)
      else assert.fail('the mail was judged in time: it is not heavy enough')
      assert.match(await slow.send(mail), /queued/, 'the next mail has a thread again')
      if (rule === 'pass')
        assert.match(slow.next.got[0]?.content.toString('latin1') ?? '', /^X-Kyumei-Filter: not-judged; reason=/)
      if (rule === 'quarantine')
        assert.ok(readdirSync(join(slow.folder, 'held')).some((name) => name.endsWith('.held')))
    } finally {
      await slow.close()
    }
    assert.equal(existsSync(slow.folder), false)
  }
})

test('only those named may connect, no more than allowed at once, and who is silent is sent away', async () => {
  const strict = await mailroom('  notice: { enabled: false }\n  clients: [10.0.0.0/8]')
  await assert.rejects(strict.dialogue(), /^Error: 554 5\.7\.1/)
  await strict.close()
  const small = await mailroom('  notice: { enabled: false }\n  max_connections: 1\n  idle_seconds: 5')
  const first = await small.dialogue()
  await assert.rejects(small.dialogue(), /^Error: 421 4\.3\.2/)
  assert.match(await first.reply(), /^421 4\.4\.2/)
  await wait(100)
  assert.match(await small.send(mail), /queued/)
  await small.close()
})

test('a command that comes a byte a second, and answers that nobody reads, hold no place for longer than a silence does', {
  timeout: 60_000,
}, async () => {
  const small = await mailroom('  notice: { enabled: false }\n  max_connections: 2\n  idle_seconds: 5')
  const slow = await small.dialogue()
  const drip = setInterval(() => slow.socket.write('N'), 500)
  const deaf = connect(small.port, '127.0.0.1')
  deaf.on('error', () => {})
  deaf.once('data', () => {
    deaf.pause()
    const flood = 'EHLO c\r\n'.repeat(10_000)
    const more = () => {
      while (!deaf.destroyed && deaf.writableLength < 1_000_000) deaf.write(flood)
    }
    deaf.on('drain', more)
    more()
  })
  assert.match(await slow.reply(), /^421 4\.4\.2/)
  clearInterval(drip)
  for (let i = 0; i < 200; i++) {
    const [one, other] = [await small.dialogue().catch(() => null), await small.dialogue().catch(() => null)]
    one?.socket.destroy()
    other?.socket.destroy()
    if (one && other) break
    assert.notEqual(i, 199, 'the deaf client keeps its place')
    await wait(100)
  }
  deaf.destroy()
  await wait(100)
  assert.match(await small.send(mail), /queued/)
  await small.close()
})

test('who takes his time between lines of a mail is waited for, and plain text behind STARTTLS is plain text', async () => {
  const small = await mailroom('  notice: { enabled: false }\n  idle_seconds: 5')
  const talk = await small.dialogue()
  await talk.say('EHLO c\r\n')
  assert.match(await talk.say('STARTTLS\r\nMAIL FROM:<a@partner.example>\r\n'), /^502/)
  assert.match(await talk.reply(), /^250/)
  await talk.say('RCPT TO:<taro@example.co.jp>\r\n')
  await talk.say('DATA\r\n')
  for (let i = 0; i < 4; i++) {
    talk.socket.write(i === 0 ? 'Subject: slow\r\n\r\n' : 'x\r\n')
    await wait(2000)
  }
  assert.match(await talk.say('.\r\n'), /queued/)
  talk.socket.destroy()
  await small.close()
})

test('clients that are turned away cost nothing: those that break it off, talk on or never leave', {
  timeout: 60_000,
}, async () => {
  const small = await mailroom('  notice: { enabled: false }\n  max_connections: 1')
  const first = await small.dialogue()
  const early = Array.from({ length: 100 }, (_, i) => {
    const client = connect(small.port, '127.0.0.1')
    client.on('error', () => {})
    client.once('connect', () => {
      client.write('EHLO c\r\n')
      if (i % 2 === 0) client.resetAndDestroy()
      else client.resume()
    })
    return client
  })
  await wait(1000)
  first.socket.destroy()
  await wait(100)
  assert.match(await small.send(mail), /queued/)
  await small.close() // waits until the last one is gone
  for (const client of early) client.destroy()
})

test('where no next hop is, a client that spoke first and left leaves its place to others', async () => {
  const lonely = await mailroom('  notice: { enabled: false }\n  max_connections: 1')
  await lonely.next.close()
  for (let i = 0; i < 3; i++) {
    const said = await new Promise<string>((done) => {
      const socket = connect(lonely.port, '127.0.0.1')
      socket.once('data', (chunk: Buffer) => done(chunk.toString()))
      socket.end('EHLO c\r\n')
    })
    assert.match(said, /^421 4\.3\.0/)
    await wait(200)
  }
  await lonely.close()
})

test('a next hop that refuses to see a mail forgets its envelope before the next one', async () => {
  let envelope = false
  const strict = createServer((hop) => {
    hop.write('220 strict\r\n')
    hop.on('error', () => {})
    hop.on('data', (lines: Buffer) => {
      for (const line of lines.toString().split('\r\n').slice(0, -1)) {
        const nested = line.startsWith('MAIL') && envelope
        if (line.startsWith('MAIL')) envelope = true
        if (line.startsWith('RSET')) envelope = false
        hop.write(nested ? '503 nested MAIL\r\n' : line.startsWith('DATA') ? '451 4.7.1 Not now\r\n' : '250 Ok\r\n')
      }
    })
  })
  await new Promise<void>((done) => strict.listen(0, '127.0.0.1', done))
  const { port } = strict.address() as AddressInfo
  const config = parseConfig(
    `mail_filter: { listen: '127.0.0.1:0', next_hop: '127.0.0.1:${port}', authenticate: off, workers: 1, notice: { enabled: false }, quarantine: { folder: ${room.folder}/q3, key_file: ${room.folder}/k3 } }`,
    'test',
    [],
  )
  const filter = await startFilter(config, () => {})
  const talk = await dialogue(filter.port)
  await talk.say('EHLO c\r\n')
  for (let i = 0; i < 2; i++) {
    assert.match(await talk.say('MAIL FROM:<a@partner.example>\r\n'), /^250/)
    await talk.say('RCPT TO:<taro@example.co.jp>\r\n')
    assert.match(await talk.say('DATA\r\n'), /^354/)
    assert.match(await talk.say(Buffer.concat([mail, Buffer.from('.\r\n')])), /^451 4\.7\.1/)
  }
  talk.socket.destroy()
  await filter.close()
  strict.close()
})

test('a filter that is told to end finishes what is under way, and the rest hears 421', async () => {
  const ending = await mailroom('  notice: { enabled: false }')
  const idle = await ending.dialogue()
  const busy = await ending.dialogue()
  for (const line of ['EHLO c', 'MAIL FROM:<a@partner.example>', 'RCPT TO:<taro@example.co.jp>', 'DATA'])
    await busy.say(`${line}\r\n`)
  const closed = ending.close()
  assert.match(await idle.reply(), /^421 4\.3\.2/)
  assert.match(await busy.say(Buffer.concat([EXE, Buffer.from('.\r\n')])), /^250 2\.0\.0 Ok: held/)
  assert.match(await busy.reply(), /^421 4\.3\.2/)
  await closed
})

test('a client that leaves while its mail is judged has not sent it', async () => {
  const talk = await begun()
  await talk.say('DATA\r\n')
  talk.socket.write(Buffer.concat([mail, Buffer.from('.\r\n')]))
  talk.socket.resetAndDestroy()
  await wait(500)
  assert.equal(room.next.got.length, 0)
  await alive()
})

test('a port that is taken is an error, and the program ends', async () => {
  const config = parseConfig(
    `mail_filter: { listen: '127.0.0.1:${room.port}', quarantine: { folder: ${room.folder}/q2, key_file: ${room.folder}/k2 } }`,
    'test',
    [],
  )
  await assert.rejects(
    startFilter(config, () => {}),
    /EADDRINUSE/,
  )
})

test('addresses and parameters reach the next hop as the client wrote them: UTF-8, quoted, DSN; what is no path is refused', async () => {
  const talk = await room.dialogue()
  await talk.say('EHLO c\r\n')
  assert.match(await talk.say('MAIL FROM:<利用者@例え.example> SMTPUTF8 BODY=8BITMIME RET=HDRS\r\n'), /^250/)
  assert.match(await talk.say('RCPT TO:<taro@xn--r8jz45g.example> NOTIFY=NEVER\r\n'), /^250/)
  assert.match(await talk.say('RCPT TO:taro@example.co.jp\r\n'), /^501/)
  assert.match(await talk.say('RCPT TO:<taro@example.co.jp\r\n'), /^501/)
  await talk.say('DATA\r\n')
  assert.match(await talk.say(Buffer.concat([EXE, Buffer.from('.\r\n')])), /held/)
  const [held] = openQuarantine({
    folder: join(room.folder, 'held'),
    key_file: join(room.folder, 'key'),
    keep_days: 1,
    max_bytes: 1e9,
    max_mails: 1e6,
  })
    .list()
    .flatMap((one) => (one.held?.sender.startsWith('利用者') ? [one.held] : []))
  assert.deepEqual(
    [held?.sender, held?.mail_parameters, held?.recipients, held?.recipient_parameters],
    ['利用者@例え.example', 'SMTPUTF8 BODY=8BITMIME RET=HDRS', ['taro@xn--r8jz45g.example'], ['NOTIFY=NEVER']],
  )
  talk.socket.destroy()
})
