import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from './test-organisation.ts'
import { trustedService } from './trusted-service.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  await office.web('10.0.9.9', 'www.example.co.jp', [1, 9000])
})

const BROWSER = {
  user_agent_original: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
}
const SCRIPT = { user_agent_original: 'python-requests/2.31.0' }

test('a script that polls a chat API day and night, new and alone, is high', async () => {
  await office.web('10.0.1.7', 'api.telegram.org', minutes(5000, 8000, 10), SCRIPT)
  const [sign] = await office.run(trustedService)
  assert.equal(sign?.severity, 'high')
  assert.match(JSON.stringify(sign?.words.traits), /script/)
})

test('without an agent in the log, rhythm, API and first use still make it medium', async () => {
  await office.web('10.0.1.7', 'content.dropboxapi.com', minutes(3420, 3960, 10))
  assert.equal((await office.run(trustedService))[0]?.severity, 'medium')
})

test("the service's own client, with its many names, stays low; many hosts' is informational", async () => {
  for (const name of ['slack.com', 'wss-primary.slack.com', 'files.slack.com', 'edgeapi.slack.com'])
    await office.web('10.0.1.7', name, minutes(3420, 3960, 10), BROWSER)
  for (let i = 10; i < 20; i++) await office.web(`10.0.1.${i}`, 'graph.microsoft.com', minutes(3420, 3960, 10))
  const signs = await office.run(trustedService)
  assert.ok(
    signs.every((sign) => sign.severity === 'low' || sign.severity === 'informational'),
    JSON.stringify(signs),
  )
})

test('a person who reads and uploads is nothing', async () => {
  const visits = [3420, 3421, 3424, 3460, 3470, 3481, 3482, 3590, 3600, 3607, 3700, 3720]
  await office.web('10.0.1.7', 'drive.google.com', visits, { ...BROWSER, http_request_bytes: 900_000 })
  assert.deepEqual(await office.run(trustedService), [])
})
