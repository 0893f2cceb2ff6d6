import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { directIp } from '../detect/network/direct-ip.ts'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import type { FindingsFile, Measure, MeasureCheck } from '../story/findings.ts'
import { follow } from './follow.ts'
import { finding, findingsFile } from './test-findings.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const DAY = 1440
/** the old logs ended on the first evening; `office` counts from midnight */
const SINCE = '2026-10-05T09:00:00Z'

const measure = (kind: MeasureCheck['kind'], ...subjects: string[]): Measure => ({
  id: 'x',
  kind: 'block',
  subject: subjects[0] ?? '',
  what: '',
  who: '',
  by: '',
  check: { kind, subjects, since: SINCE },
  how_to_check: '',
  findings: [],
})

async function states(measures: Measure[], now: FindingsFile = findingsFile([])): Promise<string[]> {
  await office.context(directIp)
  return (await follow(office.engine, measures, now, 'en')).map((one) => `${one.state}: ${one.seen}`)
}
/** a week of ordinary work */
const work = () => office.web('10.0.1.2', 'www.example.co.jp', minutes(0, 7 * DAY, 30))

test('a place is done when a week of logs shows no contact, open when it goes on, not visible without newer logs', async () => {
  await office.web('10.0.1.7', 'a.c2.evil-example.com', minutes(60, 1000, 60))
  assert.match((await states([measure('no-contact', 'c2.evil-example.com')]))[0] ?? '', /^not-visible: no newer log/)
  await work()
  assert.match((await states([measure('no-contact', 'c2.evil-example.com')]))[0] ?? '', /^done: nothing in 149 hours/)
  await office.web('10.0.1.7', 'a.c2.evil-example.com', [6 * DAY])
  assert.match((await states([measure('no-contact', 'c2.evil-example.com')]))[0] ?? '', /^open: 1 more since/)
})

test('what stopped three days ago is done; an implant may sleep for as long', async () => {
  await work()
  await office.web('10.0.1.7', 'c2.evil-example.com', minutes(DAY, 2 * DAY, 60))
  assert.match((await states([measure('no-contact', 'c2.evil-example.com')]))[0] ?? '', /^done: last on 2026-10-06/)
  await office.web('10.0.1.7', 'c2.evil-example.com', [5 * DAY])
  assert.match((await states([measure('no-contact', 'c2.evil-example.com')]))[0] ?? '', /^open/)
})

test('attempts that the proxy denies: the block works, and the host that tries is named', async () => {
  await work()
  await office.web('10.0.1.7', 'c2.evil-example.com', minutes(2 * DAY, 7 * DAY, 60), { event_outcome: 'denied' })
  const [said] = await states([measure('no-contact', 'other-example.com', 'c2.evil-example.com')])
  assert.match(said ?? '', /^done: .*120 attempts were denied \(10\.0\.1\.7\)/)
})

test('an address, past the proxy', async () => {
  await work()
  assert.match((await states([measure('no-contact', '198.51.101.7')]))[0] ?? '', /^done/)
  await office.flow('10.0.1.7', '198.51.101.7', 443, [6 * DAY])
  assert.match((await states([measure('no-contact', '198.51.101.7')]))[0] ?? '', /^open/)
})

test('a host is unplugged when it is silent; its neighbour changes nothing', async () => {
  await work()
  assert.match((await states([measure('silent-host', '10.0.1.7')]))[0] ?? '', /^done/)
  await office.web('10.0.1.7', 'www.example.co.jp', [6 * DAY])
  assert.match((await states([measure('silent-host', '10.0.1.7')]))[0] ?? '', /^open/)
})

test('a day of newer logs is too early to say', async () => {
  await office.web('10.0.1.2', 'www.example.co.jp', minutes(0, 2 * DAY, 30))
  assert.match((await states([measure('no-contact', 'c2.evil-example.com')]))[0] ?? '', /^not-visible: only \d+ hours/)
})

test("mail from a sender: by the servers' logs, where refused mail is no mail", async () => {
  await office.mailServer('10.0.1.25', 'partner@example.co.jp', ['tanaka@our-example.jp'], minutes(0, 7 * DAY, 120))
  await office.mailServer('198.51.100.9', 'yamada_829@free-mail.com', ['tanaka@our-example.jp'], [3 * DAY], {
    event_outcome: 'denied',
    event_action: 'reject',
  })
  assert.match((await states([measure('no-mail-from', 'yamada_829@free-mail.com')]))[0] ?? '', /^done/)
  await office.mailServer('198.51.100.9', 'yamada_829@free-mail.com', ['tanaka@our-example.jp'], [6 * DAY])
  assert.match((await states([measure('no-mail-from', 'yamada_829@free-mail.com')]))[0] ?? '', /^open/)
})

test('an account without a new sign, where sign-ins are logged, is left to a person: a log does not tell that its password was changed', async () => {
  const reset = measure('no-finding', 'tanaka@our-example.jp')
  assert.match((await states([reset]))[0] ?? '', /^not-visible/)
  await office.auth('10.0.1.2', 'suzuki', minutes(0, 7 * DAY, 60))
  assert.match((await states([reset]))[0] ?? '', /^by-hand: no new sign in \d+ hours/)
  const again = finding({
    detector: 'password-attack',
    accounts: ['tanaka@our-example.jp'],
    last_seen: '2026-10-11T10:00:00Z',
  })
  assert.match((await states([reset], findingsFile([again])))[0] ?? '', /^open/)
})

test('what no log tells stays with people', async () => {
  await work()
  assert.deepEqual(await states([measure('by-hand', 'authorities')]), ['by-hand: a person confirms it'])
})
