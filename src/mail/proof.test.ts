import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { type DKIMSignOptions, dkimSign } from 'mailauth'
import { type Ask, boundedQuestions } from './dns-questions.ts'
import { type Envelope, proofOf } from './proof.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const KEY = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
const RECORDS: Record<string, string> = {
  'torihiki.co.jp': 'v=spf1 ip4:203.0.113.0/24 -all',
  '_dmarc.torihiki.co.jp': 'v=DMARC1; p=reject',
  'k1._domainkey.torihiki.co.jp': `v=DKIM1; k=rsa; p=${KEY}`,
}
const BODY = '見積書をお送りします。\r\nご確認ください。\r\n'
const MAIL = [
  'Return-Path: <tanaka@torihiki.co.jp>',
  'From: Tanaka <tanaka@torihiki.co.jp>',
  'To: sato@kobogiken.co.jp',
  'Subject: mitsumori',
  'Date: Thu, 01 Oct 2026 09:00:00 +0900',
  'Message-ID: <1@torihiki.co.jp>',
  '',
  BODY,
].join('\r\n')
const OURS: Envelope = {
  ip: '203.0.113.5',
  helo: 'mail.torihiki.co.jp',
  sender: 'tanaka@torihiki.co.jp',
  original: true,
}

/** Answers from a zone that is given; what it does not hold does not exist. */
const zone =
  (records: Record<string, string>): Ask =>
  async (name, type) => {
    const text = records[name.toLowerCase()]
    if (type === 'TXT' && text !== undefined) return [[text]]
    throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
  }
const proven = async (mail: string | Buffer, envelope: Envelope, ask: Ask) => {
  const { claims, lost_key } = await proofOf(Buffer.from(mail), envelope, boundedQuestions(ask))
  return { said: claims.map(({ method, result, domain }) => `${method}=${result} ${domain}`), lost_key }
}
const signed = async (selector = 'k1') => {
  const key = {
    signingDomain: 'torihiki.co.jp',
    selector,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
  const { signatures } = await dkimSign(MAIL, { signatureData: [key] } as unknown as DKIMSignOptions)
  return signatures + MAIL
}

test('a mail from the server that the sender’s domain names, signed, passes all', async () => {
  const { said } = await proven(await signed(), OURS, zone(RECORDS))
  assert.deepEqual(said, ['spf=pass torihiki.co.jp', 'dkim=pass torihiki.co.jp', 'dmarc=pass torihiki.co.jp'])
  const lf = (await signed()).replaceAll('\r\n', '\n')
  assert.deepEqual((await proven(lf, OURS, zone(RECORDS))).said, said)
})

test('the same from a stranger’s address fails SPF and DMARC', async () => {
  const { said, lost_key } = await proven(MAIL, { ...OURS, ip: '198.51.100.66', helo: 'pc' }, zone(RECORDS))
  assert.deepEqual(said, ['spf=fail torihiki.co.jp', 'dmarc=fail torihiki.co.jp'])
  assert.equal(lost_key, false)
})

test('a body that was changed breaks the signature; SPF still proves the sender', async () => {
  const changed = (await signed()).replace('見積書', '請求書')
  assert.deepEqual((await proven(changed, OURS, zone(RECORDS))).said, [
    'spf=pass torihiki.co.jp',
    'dkim=fail torihiki.co.jp',
    'dmarc=pass torihiki.co.jp',
  ])
  // out of a store that does not keep the mail as it was, nothing is said of signatures
  const stored = await proven(changed, { ...OURS, original: false }, zone(RECORDS))
  assert.deepEqual(stored.said, ['spf=pass torihiki.co.jp', 'dmarc=pass torihiki.co.jp'])
})

test('a key that is gone is told apart, and is no failure of the signature', async () => {
  const { said, lost_key } = await proven(await signed('old'), { ...OURS, ip: '198.51.100.66' }, zone(RECORDS))
  assert.equal(lost_key, true)
  assert.ok(said.every((one) => !one.startsWith('dkim')))
})

test('without an answer from DNS nothing is claimed, and soon nothing is asked', async () => {
  let asked = 0
  const silent: Ask = async () => {
    asked++
    throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
  }
  const questions = boundedQuestions(silent)
  for (let i = 0; i < 30; i++) {
    const mail = MAIL.replaceAll('torihiki', `torihiki${i}`)
    const envelope = { ...OURS, sender: `tanaka@torihiki${i}.co.jp` }
    assert.deepEqual((await proofOf(Buffer.from(mail), envelope, questions)).claims, [])
  }
  assert.ok(asked >= 20 && asked <= 40, `${asked}`)
})

test('one answer that is missing leaves what is proven and takes back what is not', async () => {
  const half: Ask = async (name, type) => {
    if (name.startsWith('_dmarc')) throw Object.assign(new Error(name), { code: 'ETIMEOUT' })
    return await zone(RECORDS)(name, type)
  }
  assert.deepEqual((await proven(await signed(), OURS, half)).said, [
    'spf=pass torihiki.co.jp',
    'dkim=pass torihiki.co.jp',
  ])
  assert.deepEqual((await proven(MAIL, { ...OURS, ip: '198.51.100.66' }, half)).said, [])
})

test('a question is asked once for all mails, and one mail has only so many', async () => {
  const names: string[] = []
  const questions = boundedQuestions(async (name, type) => {
    names.push(`${type} ${name}`)
    return await zone(RECORDS)(name, type)
  })
  for (let i = 0; i < 3; i++) await proofOf(Buffer.from(MAIL), OURS, questions)
  assert.equal(new Set(names).size, names.length)
  assert.equal(questions.asked(), names.length)
  const mail = questions.forMail()
  const many = await Promise.allSettled(Array.from({ length: 200 }, (_, i) => mail.ask(`n${i}.example.jp`, 'A')))
  assert.equal(many.length, 200)
  assert.ok(names.length < 80)
  assert.equal(mail.incomplete(), true)
})

test('an unknown envelope is no SPF, and a mail of many signatures is not worked on', async () => {
  assert.deepEqual((await proven(MAIL, { ...OURS, sender: null }, zone(RECORDS))).said, [])
  const one = (await signed()).slice(0, (await signed()).indexOf('Return-Path'))
  assert.deepEqual((await proven(one.repeat(11) + MAIL, OURS, zone(RECORDS))).said, [])
})
