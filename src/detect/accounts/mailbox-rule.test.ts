import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { HETZNER, OCN, SAKURA } from '../test-networks.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { mailboxRule } from './mailbox-rule.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (const name of ['tanaka', 'suzuki', 'sato']) await office.auth('198.51.100.1', `${name}@example.co.jp`, [500])
})

const rule = (account: string, name: string, details: string, values = {}) =>
  office.auth('203.0.113.9', `${account}@example.co.jp`, [600], {
    event_action: 'mailbox-rule',
    event_code: 'New-InboxRule',
    rule_name: name,
    event_details: details,
    ...values,
  })
const verdicts = async () =>
  (await office.run(mailboxRule)).map((sign) => [sign.accounts[0], sign.severity, sign.destinations[0]])

test('forwarding outside is medium, high under a name like a dot; the client program writes it in its own way', async () => {
  await rule('sato', 'backup', 'Name=backup; ForwardTo=x.y@mail.example.net; Enabled=True')
  await rule('suzuki', '.', 'Name=.; RedirectTo=smtp:x@mail.example.org; StopProcessingRules=True')
  await rule(
    'tanaka',
    'Rule',
    'RuleActions=[{"ActionType":"Forward","Recipients":["z@host.example.com"]},{"ActionType":"Delete"}]',
    {
      event_code: 'UpdateInboxRules',
    },
  )
  assert.deepEqual((await verdicts()).sort(), [
    ['sato@example.co.jp', 'medium', 'x.y@mail.example.net'],
    ['suzuki@example.co.jp', 'high', 'x@mail.example.org'],
    ['tanaka@example.co.jp', 'high', 'z@host.example.com'],
  ])
})

test("mail hidden by a rule with a dot's name, by words of money, or without a condition; and Google's forwarding", async () => {
  await rule('sato', '..', 'Name=..; MoveToFolder=RSS Feeds; FromAddressContainsWords=partner.example')
  await rule('suzuki', 'a1', 'Name=a1; SubjectOrBodyContainsWords=請求;振込; DeleteMessage=True')
  await office.auth('203.0.113.9', 'tanaka@example.co.jp', [600], {
    event_action: 'mail-forwarding',
    event_code: 'email_forwarding_out_of_domain',
    event_details: 'x@mail.example.net',
  })
  assert.deepEqual((await verdicts()).sort(), [
    ['sato@example.co.jp', 'high', '203.0.113.9'],
    ['suzuki@example.co.jp', 'medium', '203.0.113.9'],
    ['tanaka@example.co.jp', 'medium', 'x@mail.example.net'],
  ])
})

test('sorting and deleting newsletters, forwarding to a colleague, and taking a rule away are nothing', async () => {
  await rule('tanaka', 'news', 'Name=news; From=news@shop.example; DeleteMessage=True')
  await rule('suzuki', '案件', 'Name=案件; SubjectContainsWords=見積; MoveToFolder=案件A')
  await rule('sato', '不在', 'Name=不在; ForwardTo=tanaka@example.co.jp')
  await rule('sato', 'old', 'Identity=old; ForwardTo=x@mail.example.net', { event_code: 'Remove-InboxRule' })
  await rule('sato', 'fail', 'Name=fail; ForwardTo=x@mail.example.net', { event_outcome: 'failure' })
  assert.deepEqual(await verdicts(), [])
})

test("an administrator's forwarding is low; what many mailboxes do is informational", async () => {
  await office.auth('198.51.100.1', 'admin@example.co.jp', [600], {
    event_action: 'mail-forwarding',
    event_code: 'Set-Mailbox',
    user_target_name: 'sato@example.co.jp',
    event_details: 'Identity=sato; ForwardingSmtpAddress=smtp:sato@next.example',
  })
  for (const name of ['tanaka', 'suzuki', 'sato'])
    await rule(name, 'archive', `Name=archive; ForwardTo=${name}@archive.example`)
  const found = (await verdicts()).map(([, severity]) => severity).sort()
  assert.deepEqual(found, ['informational', 'informational', 'informational', 'low'])
})

test('forwarding to a municipality is low, unless the rule hides what it does; a name that only looks like one is medium', async () => {
  await rule('tanaka', 'town', 'Name=town; ForwardTo=soumu@town.example.lg.jp')
  await rule('suzuki', '.', 'Name=.; ForwardTo=soumu@town.example.lg.jp; DeleteMessage=True')
  await rule('sato', 'town', 'Name=town; ForwardTo=soumu@town-example-lg.jp')
  assert.deepEqual((await verdicts()).sort(), [
    ['sato@example.co.jp', 'medium', 'soumu@town-example-lg.jp'],
    ['suzuki@example.co.jp', 'high', 'soumu@town.example.lg.jp'],
    ['tanaka@example.co.jp', 'low', 'soumu@town.example.lg.jp'],
  ])
})

test("forwarding that is set from the office's line is low; by who never was there before that day, from a rented server that several use, or under a name like a dot it is not", async () => {
  const forwards = async (account: string, source: string, name = 'home') =>
    office.auth(source, `${account}@example.co.jp`, [9_000], {
      event_action: 'mailbox-rule',
      event_code: 'New-InboxRule',
      rule_name: name,
      event_details: `Name=${name}; ForwardTo=private@${account}.example.net`,
    })
  for (const name of ['tanaka', 'suzuki', 'sato'])
    await office.auth(HETZNER, `${name}@example.co.jp`, minutes(600, 8_000, 1_440))
  await office.auth('198.51.100.1', 'ito@example.co.jp', [8_990])
  await forwards('tanaka', '198.51.100.1')
  await forwards('kato', '10.0.1.5')
  await forwards('suzuki', HETZNER)
  await forwards('sato', '198.51.100.1', '.')
  await forwards('ito', '198.51.100.1')
  assert.deepEqual((await verdicts()).map(([account, severity]) => [account, severity]).sort(), [
    ['ito@example.co.jp', 'medium'],
    ['kato@example.co.jp', 'low'],
    ['sato@example.co.jp', 'high'],
    ['suzuki@example.co.jp', 'medium'],
    ['tanaka@example.co.jp', 'low'],
  ])
})

test("a rule whose content the log doesn't tell is medium from a rented server that the account never used; not from home, an exit that several use, or its own old one", async () => {
  const made = { event_action: 'mailbox-rule', event_code: 'NewInboxRule', network_protocol: 'owa' }
  for (const name of ['tanaka', 'suzuki', 'sato', 'ito', 'kato'])
    await office.auth(OCN, `${name}@example.co.jp`, minutes(500, 9_000, 1_440))
  await office.auth(HETZNER, 'tanaka@example.co.jp', [10_000])
  await office.auth(HETZNER, 'tanaka@example.co.jp', [10_005], made)
  await office.auth(OCN, 'suzuki@example.co.jp', [10_005], made)
  await office.auth(SAKURA, 'sato@example.co.jp', [3_000, 10_000])
  await office.auth(SAKURA, 'sato@example.co.jp', [10_005], made)
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'medium', HETZNER]])
  await office.auth(HETZNER, 'tanaka@example.co.jp', [10_006], { ...made, event_code: 'RemoveInboxRule' })
  for (const name of ['ito', 'kato']) await office.auth(HETZNER, `${name}@example.co.jp`, [9_000])
  assert.deepEqual(await verdicts(), [])
})
