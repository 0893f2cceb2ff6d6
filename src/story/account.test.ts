/** One account's history, and the timeline and search that look into the same events. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { loadLists } from '../lists/index.ts'
import { accountHistory } from './account.ts'
import { buildAccounts } from './accounts.ts'
import { search } from './search.ts'
import { buildSignInNetworks } from './sign-in-networks.ts'
import { timeline } from './timeline.ts'

let office: Organisation
before(async () => {
  office = await organisation()
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await office.auth('10.0.1.5', 'tanaka@example.co.jp', minutes(540, 600, 15))
  await office.auth('203.0.113.9', 'Tanaka@example.co.jp', [700, 701, 702], {
    event_outcome: 'failure',
    event_count: 2,
  })
  await office.auth('203.0.113.9', 'tanaka', [703], {
    user_agent_original: 'curl/8',
    source_geo_country_iso_code: 'NL',
  })
  await office.auth('10.0.1.6', 'tanaka2@example.co.jp', [600])
  await office.auth('203.0.113.9', 'tanaka@example.co.jp', [710], {
    event_action: 'mailbox-rule',
    rule_name: '.',
    event_details: 'ForwardTo=x@mail.example.net',
  })
  // one message told in three lines, as Postfix does; and another person's
  const lines = { user_name: '', email_local_id: 'Q1', email_to_address: [] as string[], email_from_address: '' }
  await office.mailServer('203.0.113.9', '', [], [720], { ...lines, user_name: 'tanaka@example.co.jp' })
  await office.mailServer('::', '', [], [720], {
    ...lines,
    event_action: 'queue',
    email_from_address: 'tanaka@example.co.jp',
  })
  await office.mailServer('::', '', ['a@partner.example', 'b@partner.example'], [721], {
    ...lines,
    event_action: 'deliver',
    email_to_address: ['a@partner.example', 'b@partner.example'],
    email_subject: 'お見積り',
  })
  await office.mailServer('10.0.1.6', 'suzuki@example.co.jp', ['c@partner.example'], [730])
  await buildAccounts(office.engine, { examined: 'evidence', own_domains: [] })
  await buildSignInNetworks(office.engine, loadLists())
})

const options = { timezone: 'Asia/Tokyo', most: 100 }

test('an account sees where it signed in, what was sent in its name and who set a rule, and nobody else', async () => {
  const history = await accountHistory(office.engine, 'tanaka@example.co.jp', options)
  assert.deepEqual(
    history.sign_ins.map((row) => [row.account, row.source, row.protocol, row.client, row.successes, row.failures]),
    [
      ['tanaka@example.co.jp', '10.0.1.5', 'imap', '', 4, 0],
      ['tanaka', '203.0.113.9', 'imap', 'curl/8', 1, 0],
      ['tanaka@example.co.jp', '203.0.113.9', 'smtp', '', 1, 0], // it signed in to send
      ['tanaka@example.co.jp', '203.0.113.9', 'imap', '', 0, 6],
    ],
  )
  assert.equal(history.sign_ins[1]?.country, 'NL')
  assert.deepEqual(
    history.sent.map((row) => [row.day, row.source, row.messages, row.recipients, row.to, row.subjects]),
    [['2026-10-05', '203.0.113.9', 1, 2, ['a@partner.example', 'b@partner.example'], ['お見積り']]],
  )
  assert.deepEqual(
    history.changes.map((row) => [row.action, row.name, row.source, row.line > 0]),
    [['mailbox-rule', '.', '203.0.113.9', true]],
  )
})

test('a name without a domain finds its address too; an unknown one finds nothing', async () => {
  assert.equal((await accountHistory(office.engine, 'TANAKA', options)).sign_ins.length, 4)
  assert.deepEqual(await accountHistory(office.engine, 'nobody', options), { sign_ins: [], sent: [], changes: [] })
})

test('timeline and search look into sign-ins, mail servers and computers', async () => {
  await office.engine.insert('endpoint_event', [
    {
      time: '2026-10-05 03:00:00.000',
      host_name: 'PC-5',
      event_action: 'process-start',
      process_command_line: 'rundll32 evil.dll',
      evidence_id: 'e',
      line: 999,
    },
  ])
  const rows = await timeline(office.engine, 'tanaka@example.co.jp', { every: true, most: 100 })
  assert.deepEqual([...new Set(rows.map((row) => row.kind))].sort(), ['mail-server', 'sign-in'])
  assert.deepEqual(
    (await timeline(office.engine, 'pc-5', { every: false, most: 10 })).map((row) => [row.kind, row.detail]),
    [['computer', 'process-start rundll32 evil.dll']],
  )
  assert.deepEqual(
    (await search(office.engine, 'mail.example.net', 5)).map((row) => row.field),
    ['event.details'],
  )
  assert.deepEqual(
    (await search(office.engine, 'evil.dll', 5)).map((row) => [row.field, row.hosts]),
    [['process.command_line', ['PC-5']]],
  )
})

test("Windows' name, the mail server's and the address are one account; a namesake of another domain is another", async () => {
  for (const name of ['tanaka', 'suzuki', 'kato']) {
    await office.auth('10.0.1.5', name, [800], { user_domain: 'example', network_protocol: 'rdp' })
    await office.auth('10.0.1.5', `${name}@example.co.jp`, [801])
  }
  await office.auth('10.0.1.5', 'tanaka', [802], { user_domain: 'partner', network_protocol: 'rdp' })
  await office.auth('88.198.4.5', 'TANAKA', [803], { session_id: 's1' })
  await buildAccounts(office.engine, { examined: 'evidence', own_domains: ['example.co.jp'] })
  await buildSignInNetworks(office.engine, loadLists())
  const histories = await Promise.all(
    ['tanaka@example.co.jp', 'EXAMPLE\\tanaka'].map((name) => accountHistory(office.engine, name, options)),
  )
  for (const { sign_ins } of histories) {
    const names = new Set(sign_ins.map((row) => row.account))
    assert.deepEqual([...names].sort(), ['example\\tanaka', 'tanaka', 'tanaka@example.co.jp'])
    const abroad = sign_ins.find((row) => row.source === '88.198.4.5')
    assert.deepEqual([abroad?.network, abroad?.country, abroad?.sessions], ['Hetzner', 'DE', 1])
  }
  assert.deepEqual(
    (await accountHistory(office.engine, 'partner\\tanaka', options)).sign_ins.map((row) => row.account),
    ['partner\\tanaka'],
  )
  const rows = await timeline(office.engine, 'tanaka@example.co.jp', { every: true, most: 100 })
  assert.ok(rows.some((row) => row.host === '88.198.4.5' && row.account === 'TANAKA'))
})

test('failures of an hour and the success that follows are two rows of a timeline, without blanks for what the log lacks', async () => {
  const rows = (await timeline(office.engine, '203.0.113.9', { every: false, most: 20 })).filter(
    (row) => row.kind === 'sign-in',
  )
  assert.deepEqual(rows.map((row) => [row.detail, row.count]).slice(0, 2), [
    ['login failure imap', 3],
    ['login success imap', 1],
  ])
})
