import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { directIp } from '../detect/network/direct-ip.ts'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import type { FindingsFile, HostRow } from '../story/findings.ts'
import { shareOf, simulate } from './simulate.ts'
import type { Target } from './target.ts'
import { TARGETS } from './targets/index.ts'
import { finding, findingsFile, MACHINES, selected } from './test-findings.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const target = (id: string) => TARGETS.find((one) => one.id === id) as Target
const infected: HostRow = { host: '10.0.1.7', addresses: ['10.0.1.7'], score: 0.9, verdict: 'infected', reasons: [] }
const SELECTION = selected([
  finding({ id: '1', destinations: ['c2.evil-example.com'] }),
  finding({ id: '2', detector: 'direct-ip', destinations: ['198.51.101.7'] }),
])

async function dryRun(id: string) {
  await office.context(directIp)
  return await simulate(office.engine, target(id), SELECTION, { ...findingsFile([]), hosts: [infected] })
}

test("the infected host's own traffic is what an export is for; others' would be noticed", async () => {
  await office.web('10.0.1.7', 'c2.evil-example.com', minutes(0, 1000, 10))
  await office.web('10.0.1.8', 'below.c2.evil-example.com', [500, 600])
  await office.flow('10.0.1.7', '198.51.101.7', 443, [700])
  await office.web('10.0.1.9', 'notc2.evil-example.com', minutes(0, 1000, 10))
  const run = await dryRun('squid')
  assert.deepEqual(
    run.effects.map(({ value, count, normal, noticed }) => [value, count, normal, noticed]),
    [
      ['c2.evil-example.com', 102, 2, ['10.0.1.8']],
      ['198.51.101.7', 1, 0, []],
    ],
  )
  assert.deepEqual([run.normal, run.blocked], [102, 2])
  assert.ok(Math.abs(shareOf(run) - 2 / 102) < 1e-9)
})

test('a target that holds names only is simulated by look-ups', async () => {
  await office.dns('10.0.1.8', 'c2.evil-example.com', ['198.51.101.7'], [500, 600])
  await office.dns('192.168.1.8', 'c2.evil-example.com', ['198.51.101.7'], minutes(0, 1000, 10)) // for whoever asked the proxy
  await office.dns('10.0.1.9', 'www.example.co.jp', ['203.0.113.5'], minutes(0, 1000, 10))
  const run = await dryRun('unbound')
  assert.deepEqual(
    run.effects.map(({ value, normal }) => [value, normal]),
    [['c2.evil-example.com', 2]],
  )
  assert.equal(run.normal, 102)
})

test('rules that let only some out: who sends mail or surfs past them', async () => {
  await office.flow('192.168.1.25', '203.0.113.25', 25, minutes(0, 1000, 10))
  await office.flow('192.168.1.8', '203.0.113.80', 443, minutes(0, 1000, 10))
  await office.flow('10.0.1.80', '203.0.113.25', 25, [1, 2, 3])
  await office.flow('10.0.1.81', '203.0.113.80', 443, [1, 2])
  await office.flow('10.0.1.82', '203.0.113.80', 443, [1, 2], { event_action: 'denied' })
  assert.deepEqual(MACHINES.mail_servers, ['192.168.1.25'])
  assert.deepEqual(
    (await dryRun('op25b')).effects.map(({ value, normal }) => [value, normal]),
    [['10.0.1.80', 3]],
  )
  assert.deepEqual(
    (await dryRun('only-proxy')).effects.map(({ value, normal }) => [value, normal]),
    [['10.0.1.81', 2]],
  )
})

test('no logs, no share', async () => {
  assert.equal(shareOf(await dryRun('squid')), 0)
})

test('mail: what a sender that nobody suspects would have lost, and who would have missed it', async () => {
  const mail = (file: string, from: string, mailbox: string) => ({
    mail_id: file,
    file,
    from_address: from,
    from_domain: from.replace(/.*@/, ''),
    mailbox,
    time: '2026-10-06 01:00:00.000',
    evidence_id: 'e',
  })
  await office.engine.insert('mail', [
    { ...mail('of-an-earlier-scan.eml', 'info@c2.evil-example.com', 'kato@our-example.jp'), evidence_id: 'old' },
    mail('attack.eml', 'x@mail.c2.evil-example.com', 'tanaka@our-example.jp'),
    mail('twin.eml', 'info@c2.evil-example.com', 'suzuki@our-example.jp'),
    mail('other.eml', 'x@notc2.evil-example.com', 'suzuki@our-example.jp'),
    mail('partner.eml', 'sato@partner-example.co.jp', 'tanaka@our-example.jp'),
  ])
  await office.context(directIp)
  await office.engine.insert('examined', [{ evidence_id: 'e' }])
  await office.engine.insert('mail_attachment', [
    { mail_id: 'partner.eml', item: 0, parent: -1, name: 'setup.exe', extension: 'exe' },
    { mail_id: 'partner.eml', item: 1, parent: -1, name: 'plan.pdf', extension: 'pdf' },
    { mail_id: 'twin.eml', item: 0, parent: -1, name: 'a.zip', extension: 'zip' },
    { mail_id: 'other.eml', item: 1, parent: 0, name: 'in-a-zip.exe', extension: 'exe' },
  ])
  const accused = { mail: 'attack.eml' } as FindingsFile['mails'][number]
  const run = await simulate(office.engine, target('postfix'), SELECTION, { ...findingsFile([]), mails: [accused] })
  assert.deepEqual(
    run.effects.map(({ value, count, normal, noticed }) => [value, count, normal, noticed]),
    [
      ['c2.evil-example.com', 2, 1, ['suzuki@our-example.jp']],
      ['*.exe', 1, 1, ['tanaka@our-example.jp']], // Postfix's map refuses programs of everybody
    ],
  )
  assert.deepEqual([run.normal, run.blocked], [3, 2])
  const senders = await simulate(office.engine, target('google-workspace'), SELECTION, {
    ...findingsFile([]),
    mails: [accused],
  })
  assert.deepEqual([senders.normal, senders.blocked], [3, 1])
  await office.engine.command('TRUNCATE TABLE mail')
  await office.engine.command('TRUNCATE TABLE mail_attachment')
})
