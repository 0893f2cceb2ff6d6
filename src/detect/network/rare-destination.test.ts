import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { rareDestination } from './rare-destination.ts'

let office: Organisation
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (let i = 1; i < 10; i++) await office.web(`10.0.1.${i}`, 'www.example.co.jp', minutes(540, 6000, 300), BROWSER)
})

const BROWSER = { user_agent_original: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0' }

test('a new place that one host alone contacts, by a script or by night, is a weak sign', async () => {
  await office.web('10.0.1.7', 'a.example.net', minutes(3000, 6000, 300), { user_agent_original: 'WinHTTP loader/1.0' })
  await office.web('10.0.1.8', 'b.example.org', [2900, 2950, 3000, 4350, 4400, 4500])
  const signs = await office.run(rareDestination)
  assert.deepEqual(signs.map((sign) => [sign.hosts[0], sign.destinations[0], sign.severity]).sort(), [
    ['10.0.1.7', 'a.example.net', 'low'],
    ['10.0.1.8', 'b.example.org', 'low'],
  ])
})

test("a person's own sites, places of two hosts, places of the first day and products are nothing", async () => {
  const office_hours = [3500, 3560, 3600, 4950, 4990, 5050]
  await office.web('10.0.1.7', 'nyusatsu.example.jp', office_hours, BROWSER)
  for (const host of ['10.0.1.1', '10.0.1.2'])
    await office.web(host, 'two.example.net', [2900, 2950, 3000, 4350, 4400, 4500])
  await office.web('10.0.1.3', 'old.example.net', [10, 2900, 2950, 3000, 4350, 4400, 4500])
  await office.web('10.0.1.4', 'update.eset.com', [2900, 2950, 3000, 4350, 4400, 4500])
  assert.deepEqual(await office.run(rareDestination), [])
})
