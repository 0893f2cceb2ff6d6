import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import { Random } from '../../../sim/random.ts'
import { stuffed } from './next-hop.ts'

/** As the other side reads it, in packets of any size. */
function received(wire: Buffer, packet: number): Promise<Buffer> {
  const parser = new SMTPStream()
  const stream = parser.startDataMode()
  const pieces: Buffer[] = []
  return new Promise((done) => {
    stream.on('data', (piece: Buffer) => pieces.push(piece))
    stream.on('end', () => done(Buffer.concat(pieces)))
    for (let at = 0; at < wire.length; at += packet) parser.write(wire.subarray(at, at + packet))
  })
}

test('any content of whole lines comes out on the other side as it went in, however it is cut', async () => {
  const random = new Random(11)
  const words = ['.', '..', '\r\n', '\r\n.', '\r\n..\r\n', 'a', '\r', 'あ', '\0', '.\r\n']
  for (let i = 0; i < 400; i++) {
    const text = `${Array.from({ length: random.whole(0, 12) }, () => random.pick(words)).join('')}\r\n`
    const content = Buffer.from(text)
    const cuts = [random.whole(0, content.length), random.whole(0, content.length)].sort((a, b) => a - b) as [
      number,
      number,
    ]
    const pieces = [content.subarray(0, cuts[0]), content.subarray(cuts[0], cuts[1]), content.subarray(cuts[1])]
    const wire = Buffer.concat(stuffed(pieces))
    assert.ok(wire.toString('latin1').endsWith('\r\n.\r\n'), JSON.stringify(text))
    assert.deepEqual(await received(wire, random.whole(1, 40)), content, JSON.stringify(text))
  }
})

test('content that stops in the middle of a line gets the line end that SMTP asks for; no content is no content', () => {
  assert.equal(Buffer.concat(stuffed([Buffer.from('a')])).toString(), 'a\r\n.\r\n')
  assert.equal(Buffer.concat(stuffed([Buffer.from('a\r')])).toString(), 'a\r\r\n.\r\n')
  assert.equal(Buffer.concat(stuffed([Buffer.from('a\r'), Buffer.from('\n')])).toString(), 'a\r\n.\r\n')
  assert.equal(Buffer.concat(stuffed([])).toString(), '.\r\n')
})
