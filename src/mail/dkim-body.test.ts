import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { signaturesOfAnotherBody } from './dkim-body.ts'
import { readMessage } from './read.ts'

const hash = (body: string) => createHash('sha256').update(body).digest('base64')
const signed = (body: string, canonical: string, bh: string, more = '') => {
  const bytes = Buffer.from(
    `DKIM-Signature: v=1; a=rsa-sha256; c=${canonical}; d=example.jp; s=x;${more}\n\tbh=${bh};\n\tb=AAAA\nFrom: a@example.jp\nSubject: x\n\n${body}`,
  )
  return signaturesOfAnotherBody(bytes, readMessage(bytes).headers)
}

test('the body that was signed is told from a changed one, in both canonical forms, with LF or CRLF', () => {
  assert.deepEqual(signed('Hello  world \n\n\n', 'relaxed/relaxed', hash('Hello world\r\n')), [])
  assert.deepEqual(signed('Hello  world \r\n', 'relaxed/simple', hash('Hello  world \r\n')), [])
  assert.deepEqual(signed('', 'simple', hash('\r\n')), [])
  assert.deepEqual(signed('Hello w0rld\n', 'relaxed/relaxed', hash('Hello world\r\n')), ['example.jp'])
})

test('a signature over the beginning alone holds where more was added behind, which is what l= allows', () => {
  assert.deepEqual(signed('Hello\nfooter\n', 'simple/simple', hash('Hello\r\n'), ' l=7;'), [])
  assert.deepEqual(signed('Hell', 'simple/simple', hash('Hello\r\n'), ' l=7;'), ['example.jp'])
})

const sample = join(
  process.env.KYUMEI_SAMPLES ?? resolve(import.meta.dirname, '../../../shared/data'),
  'mail/rspamd/arcallow.eml',
)
test('a real message still has the body that its sender signed', {
  skip: !existsSync(sample) && 'the samples are absent',
}, () => {
  const bytes = readFileSync(sample)
  assert.deepEqual(signaturesOfAnotherBody(bytes, readMessage(bytes).headers), [])
})
