import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { dynamicDns } from '../detect/network/dynamic-dns.ts'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { loadLists } from '../lists/index.ts'
import { buildCorrespondents } from '../mail/correspondents.ts'
import { mailboxFacts, mailboxVisibility } from './mailbox-visibility.ts'

let office: Organisation
before(async () => {
  office = await organisation()
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

async function look() {
  await office.context(dynamicDns)
  await buildCorrespondents(office.engine, loadLists(), { examined: 'evidence', own_domains: [], auth_servers: [] })
  return await mailboxVisibility(office.engine, 'Asia/Tokyo')
}
const told = (patterns: Awaited<ReturnType<typeof look>>) =>
  patterns.map(({ mailboxes, runs }) => [mailboxes, runs.map((run) => `${run.state} ${run.why}`)])

test('who reads is seen by the log of reading; a log of sending alone shows a part', async () => {
  await office.auth('10.0.1.5', 'tanaka@example.co.jp', minutes(0, 600, 30))
  await office.auth('10.0.1.6', 'sato@example.co.jp', minutes(0, 600, 30), { network_protocol: 'smtp' })
  const patterns = await look()
  assert.deepEqual(told(patterns), [
    [['sato@example.co.jp'], ['partly only-sending']],
    [['tanaka@example.co.jp'], ['seen seen']],
  ])
  assert.match(mailboxFacts(patterns)[0]?.text.en ?? '', /2 mailboxes visible in 20 of 20 hours .*10 of them in part/)
})

test('Exchange’s sign-ins show its mailboxes by every way in', async () => {
  for (const network_protocol of ['owa', 'ews', 'mapi', 'activesync'])
    await office.auth('10.0.1.5', `${network_protocol}@example.co.jp`, minutes(0, 600, 30), { network_protocol })
  assert.deepEqual(
    told(await look()).flatMap(([, runs]) => runs),
    ['seen seen', 'seen seen'],
  )
})

test('a log without clients’ addresses, or of failures alone, shows nothing of who came from outside', async () => {
  await office.auth('127.0.0.1', 'tanaka@example.co.jp', minutes(0, 300, 10))
  assert.deepEqual(told(await look()), [[['tanaka@example.co.jp'], ['blind hidden']]])
  assert.equal(mailboxFacts(await look())[0]?.value, 0)
})

test('signing in to machines and the VPN is no mailbox', async () => {
  await office.auth('10.0.1.5', 'tanaka', minutes(0, 300, 10), { network_protocol: 'ssh' })
  await office.auth('203.0.113.5', 'tanaka', minutes(0, 300, 10), { network_protocol: 'vpn' })
  assert.deepEqual(mailboxFacts(await look()), [])
})
