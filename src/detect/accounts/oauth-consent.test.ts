import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { oauthConsent } from './oauth-consent.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await office.auth('198.51.100.1', 'suzuki@example.co.jp', minutes(0, 14_000, 1440), { observer_type: 'cloud' })
})

const consent = (account: string, application: string, scopes: string, minute = 9000, values = {}) =>
  office.auth('203.0.113.9', `${account}@example.co.jp`, [minute], {
    observer_type: 'cloud',
    event_action: 'consent',
    application_name: application,
    event_details: scopes,
    ...values,
  })
const verdicts = async () =>
  (await office.run(oauthConsent)).map((sign) => [sign.accounts[0], sign.destinations[0], sign.severity])

test('an unknown application that may read all mail is medium, of Microsoft as of Google', async () => {
  await consent(
    'tanaka',
    'Mail Upgrade',
    'ConsentAction.Permissions=[] => [[Scope: Mail.Read offline_access User.Read]]',
  )
  await consent('sato', 'Sync Tool', 'https://mail.google.com/ openid', 9500)
  assert.deepEqual(await verdicts(), [
    ['tanaka@example.co.jp', 'Mail Upgrade', 'medium'],
    ['sato@example.co.jp', 'Sync Tool', 'medium'],
  ])
})

test('sign-in, calendar and single files are everyday; so is a consent that failed', async () => {
  await consent('tanaka', 'Meeting', 'User.Read Calendars.ReadWrite openid profile email')
  await consent('sato', 'Forms', 'https://www.googleapis.com/auth/drive.file')
  await consent('sato', 'Mail Upgrade', 'Mail.Read', 9000, { event_outcome: 'failure' })
  assert.deepEqual(await verdicts(), [])
})

test("a telephone's name and the logs' first days weaken; what many people use is informational", async () => {
  await consent('tanaka', 'Apple Internet Accounts', 'EWS.AccessAsUser.All offline_access')
  await consent('sato', 'CRM', 'Mail.Send', 300)
  for (const name of ['a', 'b', 'c']) await consent(name, 'Approved archive', 'Mail.ReadWrite')
  assert.deepEqual((await verdicts()).map(([, application, severity]) => [application, severity]).sort(), [
    ['Apple Internet Accounts', 'low'],
    ['Approved archive', 'informational'],
    ['CRM', 'low'],
  ])
})

test('an application that the log names by its id alone is named, and a common mail program weakens', async () => {
  await consent('tanaka', '9e5f94bc-e8a4-4e73-b8be-63364c29d753', 'IMAP.AccessAsUser.All SMTP.Send')
  assert.deepEqual(await verdicts(), [['tanaka@example.co.jp', 'Mozilla Thunderbird', 'low']])
})

test("a known program's name may bear a version or a platform; with another word it is another application", async () => {
  for (const name of ['Thunderbird 128.3', 'Outlook for iOS and Android', 'eM Client (Windows)', 'Windows Mail'])
    await consent('tanaka', name, 'Mail.ReadWrite')
  for (const name of ['eM Client Plus', 'Outlook Viewer', 'Microsoft Office 365 Document Share', 'Gmail-Sync'])
    await consent('sato', name, 'Mail.ReadWrite')
  const found = await verdicts()
  assert.deepEqual(
    Map.groupBy(found, ([account, , severity]) => `${account} ${severity}`)
      .entries()
      .map(([key, all]) => `${key} ${all.length}`)
      .toArray()
      .sort(),
    ['sato@example.co.jp medium 4', 'tanaka@example.co.jp low 4'],
  )
})

test('an early consent is no less where the log shows applications at work, and this one not before', async () => {
  const atWork = (application: string, from: number) =>
    office.auth('203.0.113.20', 'suzuki@example.co.jp', minutes(from, 14_000, 300), {
      observer_type: 'cloud',
      event_action: 'activity',
      application_name: application,
    })
  for (const application of ['Backup', 'Calendar', 'CRM', 'Old reader']) await atWork(application, 60)
  await consent('tanaka', 'Grade Helper', 'https://mail.google.com/', 2000)
  await atWork('Grade Helper', 2100)
  await consent('sato', 'Old reader', 'https://mail.google.com/', 2000)
  await consent('abe', 'First hour', 'https://mail.google.com/', 600)
  assert.deepEqual(await verdicts(), [
    ['abe@example.co.jp', 'First hour', 'low'],
    ['tanaka@example.co.jp', 'Grade Helper', 'medium'],
    ['sato@example.co.jp', 'Old reader', 'low'],
  ])
})

test('an application that the logs know by an id is told by the name that stands beside it', async () => {
  const id = '147734d6-2cc5-91e3-b475-06b7c645d830'
  const scopes = 'Scope: Mail.Read Mail.Send'
  await consent('tanaka', '', scopes, 9000, { user_target_name: id, rule_name: 'DocuSign eSignature' })
  await consent('sato', '', scopes, 9500, { user_target_name: 'f0e1d2c3', rule_name: 'Samsung Email' })
  assert.deepEqual(await verdicts(), [
    ['tanaka@example.co.jp', 'DocuSign eSignature', 'medium'],
    ['sato@example.co.jp', 'Samsung Email', 'low'],
  ])
})

test('an application that does nothing afterwards, where the log goes on to show others at work, is low; one at work, and one that the log could not show, are medium', async () => {
  const atWork = (application: string, from: number, to = 20_000) =>
    Promise.all(
      ['suzuki', 'ito', 'kato'].map((name) =>
        office.auth('203.0.113.20', `${name}@example.co.jp`, minutes(from, to, 600), {
          observer_type: 'cloud',
          event_action: 'activity',
          application_name: application,
        }),
      ),
    )
  const verdictOf = async () => (await verdicts()).map(([, application, severity]) => [application, severity])
  await consent('tanaka', 'Mail Tracker', 'https://mail.google.com/')
  await consent('sato', 'Mail Upgrade', 'https://mail.google.com/')
  await atWork('Telephone', 5000, 10_000)
  assert.deepEqual(await verdictOf(), [
    ['Mail Tracker', 'medium'],
    ['Mail Upgrade', 'medium'],
  ])
  await atWork('147734d6-2cc5-91e3-b475-06b7c645d830', 5000)
  assert.deepEqual((await verdictOf())[0], ['Mail Tracker', 'medium'])
  await atWork('Telephone', 10_000)
  await atWork('Mail Upgrade', 9200)
  assert.deepEqual(await verdictOf(), [
    ['Mail Tracker', 'low'],
    ['Mail Upgrade', 'medium'],
  ])
})
