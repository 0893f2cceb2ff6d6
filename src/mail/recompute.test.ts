import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readEvidence } from '../evidence/read.ts'
import { loadLists } from '../lists/index.ts'
import { testEngine } from '../store/test-engine.ts'
import { buildCorrespondents } from './correspondents.ts'
import type { Ask } from './dns-questions.ts'
import { ingestMails } from './ingest.ts'
import { recompute } from './recompute.ts'
import { testMail } from './test-mail.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-recompute-'))
const engine = await testEngine()
after(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})
const lists = loadLists()
const MAIL = { own_domains: ['kobogiken.co.jp'], auth_servers: ['mx.kobogiken.co.jp'] }
const fails = (error: unknown) => {
  throw error
}

const RECORDS: Record<string, string> = {
  'torihiki.co.jp': 'v=spf1 ip4:203.0.113.0/24 -all',
  '_dmarc.torihiki.co.jp': 'v=DMARC1; p=reject',
}
const names: string[] = []
const zone: Ask = async (name, type) => {
  names.push(name)
  if (type === 'TXT' && RECORDS[name] !== undefined) return [[RECORDS[name]]]
  throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
}

const FROM = 'tanaka@torihiki.co.jp'
function mail(
  id: string,
  ip: string,
  more: { day?: string; headers?: string[]; protocol?: string; from?: string } = {},
) {
  const [from, day] = [more.from ?? FROM, more.day ?? new Date().toUTCString().replace('GMT', '+0000')]
  return testMail({
    from,
    to: 'sato@kobogiken.co.jp',
    subject: id,
    date: day,
    id: `${id}@torihiki.co.jp`,
    headers: [
      `Return-Path: <${from}>`,
      `Received: from mail.torihiki.co.jp (mail.torihiki.co.jp [${ip}]) by mx.kobogiken.co.jp with ${more.protocol ?? 'ESMTP'} id 1; ${day}`,
      ...(more.headers ?? []),
    ],
    text: 'body',
  })
}

const LONG_AGO = 'Mon, 10 Oct 2016 09:30:00 +0900'
const NOTED = 'Authentication-Results: mx.kobogiken.co.jp; spf=pass smtp.mailfrom=torihiki.co.jp'
const FORGED = 'Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=torihiki.co.jp'

test('what no server of ours noted is recomputed, once; what one noted counts more', async () => {
  mkdirSync(join(folder, 'mails'))
  const mails = {
    genuine: mail('genuine', '203.0.113.5'),
    stranger: mail('stranger', '198.51.100.66'),
    forged: mail('forged', '198.51.100.67', { headers: [FORGED] }),
    noted: mail('noted', '198.51.100.68', { headers: [NOTED] }),
    old: mail('old', '198.51.100.69', { day: LONG_AGO }),
    submitted: mail('submitted', '198.51.100.70', { protocol: 'ESMTPSA' }),
    nobody: mail('nobody', '198.51.100.71', { from: 'x@moved.example.jp', day: LONG_AGO }),
  }
  for (const [name, content] of Object.entries(mails)) writeFileSync(join(folder, 'mails', `${name}.eml`), content)
  const spool = join(folder, 'spool')
  mkdirSync(spool)
  const { evidence } = await readEvidence([join(folder, 'mails')], { spool })
  await ingestMails(engine, evidence, [], { timezone: 'Asia/Tokyo', passwords: [] }, { error: fails })

  const first = await recompute(engine, lists, evidence, { ask: zone, ...MAIL, error: fails })
  assert.equal(first.mails, 6)
  assert.equal(first.proven, 3)
  assert.equal(first.questions, new Set(names).size)
  await buildCorrespondents(engine, lists, { examined: 'evidence', ...MAIL })
  const rows = await engine.query<{ subject: string; auth: string; border: string }>(
    'SELECT subject, auth, border FROM message ORDER BY subject',
  )
  assert.deepEqual(
    rows.map(({ subject, auth, border }) => [subject, auth, border]),
    [
      ['forged', 'fail', 'kyumei (recomputed)'],
      ['genuine', 'pass', 'kyumei (recomputed)'],
      ['nobody', 'unseen', ''],
      ['noted', 'pass', 'mx.kobogiken.co.jp'],
      ['old', 'unseen', ''],
      ['stranger', 'fail', 'kyumei (recomputed)'],
      ['submitted', 'unseen', ''],
    ],
  )

  const again = await recompute(engine, lists, evidence, { ask: zone, ...MAIL, error: fails })
  assert.equal(again.mails, 3)
  const [count] = await engine.query<{ n: string }>('SELECT count() AS n FROM mail WHERE length(auth_server) > 3')
  assert.equal(Number(count?.n), 0)
})

test('a sender cannot speak in the name of kyumei', async () => {
  const forged = 'Authentication-Results: kyumei (recomputed); dmarc=pass header.from=torihiki.co.jp'
  writeFileSync(
    join(folder, 'name.eml'),
    mail('name', '198.51.100.72', {
      headers: [forged, `Received-SPF: pass (kyumei (recomputed): ok) receiver="kyumei (recomputed)"`],
    }),
  )
  const spool = join(folder, 'spool-2')
  mkdirSync(spool)
  const { evidence } = await readEvidence([join(folder, 'name.eml')], { spool })
  await ingestMails(engine, evidence, [], { timezone: 'Asia/Tokyo', passwords: [] }, { error: fails })
  const [row] = await engine.query<{ said: string[] }>("SELECT auth_server AS said FROM mail WHERE subject = 'name'")
  assert.ok(row && row.said.length > 0)
  assert.ok(!row.said.includes('kyumei (recomputed)'))
})
