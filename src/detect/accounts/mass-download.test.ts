import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { DOCOMO, HETZNER, KDDI, OCN, PORTUGAL } from '../test-networks.ts'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { massDownload } from './mass-download.ts'

const OFFICE = DOCOMO
const DAY = 1440

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (const account of ['tanaka', 'suzuki', 'sato'])
    await office.auth(OFFICE, mail(account), minutes(540, 20 * DAY, DAY), { observer_type: 'cloud' })
})

const mail = (account: string) => `${account}@example.co.jp`

/** as many files as said, one a few seconds after the other */
async function fetched(from: string, account: string, day: number, files: number, values = {}) {
  for (let file = 0; file < files; file++)
    await office.auth(from, mail(account), [day * DAY + 840 + file / 20], {
      observer_type: 'cloud',
      event_action: 'FileDownloaded',
      event_code: 'FileDownloaded',
      user_target_name: `https://example.sharepoint.com/sites/soumu/${day}/${file}.docx`,
      ...values,
    })
}

const verdicts = async () =>
  (await office.run(massDownload)).map((sign) => [sign.accounts[0], sign.severity, sign.metrics.files])

test('from rented servers or another country it is high, from a new network medium, from the usual place low', async () => {
  await fetched(HETZNER, 'tanaka', 12, 90)
  await fetched(PORTUGAL, 'suzuki', 13, 80)
  await fetched(OCN, 'sato', 14, 70)
  await fetched(OFFICE, 'sato', 16, 300)
  assert.deepEqual(await verdicts(), [
    [mail('tanaka'), 'high', 90],
    [mail('suzuki'), 'high', 80],
    [mail('sato'), 'medium', 70],
    [mail('sato'), 'low', 300],
  ])
})

test('an account that nobody used for a week and that comes up by night to take files is medium; by day it is low', async () => {
  await fetched(KDDI, 'left', 12.6, 90)
  await fetched(KDDI, 'new', 15, 80)
  assert.deepEqual(await verdicts(), [
    [mail('left'), 'medium', 90],
    [mail('new'), 'low', 80],
  ])
})

test('whoever came from rented servers days before is no less new; who always worked there is', async () => {
  await office.auth(HETZNER, mail('tanaka'), [8 * DAY], { observer_type: 'cloud' })
  await office.auth(HETZNER, mail('suzuki'), minutes(0, 20 * DAY, DAY), { observer_type: 'cloud' })
  await fetched(HETZNER, 'tanaka', 12, 90)
  await fetched(HETZNER, 'suzuki', 13, 80)
  assert.deepEqual(await verdicts(), [
    [mail('tanaka'), 'high', 90],
    [mail('suzuki'), 'low', 80],
  ])
})

test('of Google Workspace as of Microsoft', async () => {
  const drive = { event_action: 'download', event_code: 'download', destination_address: 'drive', user_target_name: '' }
  for (let file = 0; file < 60; file++)
    await fetched(HETZNER, 'tanaka', 12, 1, { ...drive, event_details: `議事録 ${file} (private)` })
  assert.deepEqual(await verdicts(), [[mail('tanaka'), 'high', 60]])
})

test('few files, one file again and again, what synchronises and what failed is nothing', async () => {
  await fetched(HETZNER, 'tanaka', 12, 20)
  await fetched(HETZNER, 'suzuki', 12, 90, { user_target_name: 'https://example.sharepoint.com/a.docx' })
  await fetched(OCN, 'sato', 12, 90, { event_code: 'FileSyncDownloadedFull' })
  await fetched(OCN, 'sato', 13, 90, { event_outcome: 'failure' })
  assert.deepEqual(await verdicts(), [])
})

test('who fetches as many files every day, as a backup does, is left alone', async () => {
  for (let day = 1; day < 15; day++) await fetched(OFFICE, 'tanaka', day, 60 + day)
  assert.deepEqual(await verdicts(), [[mail('tanaka'), 'low', 61]])
})

test('a place that the account has used for a day or more is its own; without a history nothing is new', async () => {
  await office.auth(KDDI, mail('tanaka'), [10 * DAY], { observer_type: 'cloud' })
  await fetched(KDDI, 'tanaka', 12, 90)
  await fetched(OCN, 'nakai', 12, 90)
  assert.deepEqual(await verdicts(), [
    [mail('nakai'), 'low', 90],
    [mail('tanaka'), 'low', 90],
  ])
})

test('many people on one day are a migration, and a provider whom others here use is one step weaker', async () => {
  const movers = ['a', 'b', 'c', 'd', 'e']
  for (const account of movers) {
    await office.auth(OFFICE, mail(account), minutes(540, 10 * DAY, DAY), { observer_type: 'cloud' })
    await fetched(HETZNER, account, 12, 60)
  }
  assert.deepEqual(new Set((await verdicts()).map(([, severity]) => severity)), new Set(['medium']))
})
