/** A signed mail is still signed behind the filter, and what the filter itself makes of a signature. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { authenticate, dkimSign } from 'mailauth'
import { loadLists } from '../../lists/index.ts'
import { wordDocument } from '../../mail/attachment/test-files.ts'
import { boundedQuestions } from '../../mail/dns-questions.ts'
import { testMail, testZip } from '../../mail/test-mail.ts'
import { judge } from './judge.ts'
import { crlf, mailroom } from './test-mailroom.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const KEY = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

/** The signer's DNS; nothing else is asked. */
async function dns(name: string, type: string): Promise<string[][]> {
  const records: Record<string, string> = {
    's1._domainkey.example.co.jp': `v=DKIM1; k=rsa; p=${KEY}`,
    '_dmarc.example.co.jp': 'v=DMARC1; p=reject',
    'example.co.jp': 'v=spf1 ip4:203.0.113.5 -all',
  }
  const found = type === 'TXT' ? records[name] : undefined
  if (found === undefined) throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
  return [[found]]
}

async function signed(mail: Buffer): Promise<Buffer> {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const signer = { signingDomain: 'example.co.jp', selector: 's1', privateKey: pem }
  const options = { ...signer, canonicalization: 'simple/simple', signatureData: [signer] }
  const { signatures } = await dkimSign(mail, options)
  return Buffer.concat([Buffer.from(signatures), mail])
}

const verdict = async (mail: Buffer) =>
  (await authenticate(mail, { trustReceived: false, disableBimi: true, resolver: dns })).dkim.results[0]?.status.result

const MAIL = crlf(
  testMail({
    from: '総務 <soumu@example.co.jp>',
    subject: '=?UTF-8?B?6YCj57Wh?=',
    text: '.\n..dots\n trailing  \n\n\n',
    attachments: [{ name: '議事録.docx', content: wordDocument() }],
  }),
)

test('DKIM: signed mail is the same bytes behind the filter and verifies, also under a header of doubt; a mark in the subject breaks it', async () => {
  const room = await mailroom('  notice: { enabled: false }')
  const locked = crlf(
    testMail({
      from: 'a@example.co.jp',
      attachments: [{ name: 'a.zip', content: testZip('a.txt', Buffer.from('x'), 'nobody') }],
    }),
  )
  try {
    const plain = await signed(MAIL)
    assert.equal(await verdict(plain), 'pass')
    await room.send(plain, { client: '192.168.0.9' })
    assert.deepEqual(room.next.got[0]?.content, plain)
    assert.equal(await verdict(room.next.got[0]?.content ?? Buffer.alloc(0)), 'pass')
    await room.send(await signed(locked), { client: '192.168.0.9' })
    const marked = room.next.got[1]?.content ?? Buffer.alloc(0)
    assert.match(marked.toString('latin1', 0, 40), /^X-Kyumei-Filter: doubtful/)
    assert.equal(await verdict(marked), 'pass')
  } finally {
    await room.close()
  }
  const tagging = await mailroom('  notice: { enabled: false }\n  rules: { archive-unreadable: { low: subject } }')
  try {
    await tagging.send(await signed(locked), { client: '192.168.0.9' })
    assert.notEqual(await verdict(tagging.next.got[0]?.content ?? Buffer.alloc(0)), 'pass')
  } finally {
    await tagging.close()
  }
})

test('our own domain from outside: proven by DKIM it is ours, forged it is held, and without DNS it is doubtful', async () => {
  const own = ['example.co.jp']
  const options = { own, authenticate: 'own' as const, lists: loadLists(), questions: boundedQuestions(dns) }
  const outside = {
    client: '198.51.100.7',
    helo: 'x.example',
    sender: 'x@x.example',
    recipients: ['taro@example.co.jp'],
    inside: false,
  }
  const rules = async (mail: Buffer, more: object = {}) =>
    (await judge(mail, outside, [], { ...options, ...more })).seen.map(({ rule, severity }) => `${rule} ${severity}`)
  assert.deepEqual(await rules(await signed(MAIL)), [])
  assert.deepEqual(await rules(MAIL), ['impersonated-sender high'])
  const changed = Buffer.from((await signed(MAIL)).toString('latin1').replace('..dots', '..DOTS'), 'latin1')
  assert.deepEqual(await rules(changed), ['impersonated-sender high'])
  assert.deepEqual(await rules(MAIL, { questions: null }), ['impersonated-sender medium'])
  const spf = { ...outside, client: '203.0.113.5', sender: 'soumu@example.co.jp' }
  assert.deepEqual((await judge(MAIL, spf, [], options)).seen, [])
})
