import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { dgaDomain } from './dga-domain.ts'
import { isTelling, surprise } from './language.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const NX = { dns_response_code: 'NXDOMAIN' }
/** letters drawn by a hash, as a generator draws them from the date */
const drawn = (n: number | string, length = 12) =>
  [...createHash('sha256').update(String(n)).digest().subarray(0, length)]
    .map((byte) => 'abcdefghijklmnopqrstuvwxyz'[byte % 26])
    .join('')
const serious = async () => {
  const signs = await office.run(dgaDomain)
  return signs.filter((sign) => sign.severity === 'medium' || sign.severity === 'high')
}

test('words and names of people are likely, letters by chance are not', () => {
  for (const name of ['yamadashoji', 'sakuragakuen', 'nagoyakotsu', 'weatherreport', 'tokyo-kensetsu', 'onlinestorage'])
    assert.ok(surprise(name) < 4.6, `${name} ${surprise(name)}`)
  const random = Array.from({ length: 200 }, (_, n) => drawn(n))
  assert.ok(random.filter((name) => surprise(name) >= 5).length > 180)
  assert.deepEqual(['kkk', 'nttxx', 'xn--wgv71a119e', '0120444444'].filter(isTelling), [])
})

test('thirty random names in half an hour, all dead, are high; ten are medium', async () => {
  await office.dns('10.0.1.7', (minute) => `${drawn(minute)}.com`, [], minutes(600, 630, 1), NX)
  await office.dns('10.0.1.8', (minute) => `${drawn(`b${minute}`)}.net`, [], minutes(600, 612, 1), NX)
  assert.deepEqual((await office.run(dgaDomain)).map((sign) => [sign.hosts[0], sign.severity]).sort(), [
    ['10.0.1.7', 'high'],
    ['10.0.1.8', 'medium'],
  ])
})

test('the name that got an answer among the dead ones is named first', async () => {
  await office.dns('10.0.1.7', (minute) => `${drawn(minute)}.com`, [], minutes(600, 615, 1), NX)
  await office.dns('10.0.1.7', `${drawn('alive')}.com`, ['203.0.113.9'], [716])
  const [sign] = await office.run(dgaDomain)
  assert.equal(sign?.destinations[0], `${drawn('alive')}.com`)
  assert.equal(sign?.severity, 'high')
})

test('what a browser asks to try its network crowds it out of nothing', async () => {
  await office.dns('10.0.1.7', (minute) => `${drawn(minute)}.com`, [], minutes(600, 615, 1), NX)
  await office.dns('10.0.1.7', (minute) => drawn(`probe${minute}`, 10), ['192.0.2.9'], minutes(600, 640, 1))
  await office.web('10.0.1.7', `${drawn('alive')}.com`, minutes(616, 900, 10))
  const [sign] = await office.run(dgaDomain)
  assert.equal(sign?.destinations[0], `${drawn('alive')}.com`)
})

test("behind a proxy the proxy's errors show it", async () => {
  const dead = { http_response_status_code: 503, event_outcome: 'failure', destination_ip: '::' }
  for (const minute of minutes(600, 620, 1)) await office.web('10.0.1.7', `${drawn(minute)}.info`, [minute], dead)
  assert.equal((await serious())[0]?.hosts[0], '10.0.1.7')
})

test('random sub-domains, Chromium, search suffixes, romaji and abbreviations accuse nobody', async () => {
  await office.dns('10.0.1.1', (minute) => `${drawn(minute)}.cdn.example.com`, [], minutes(600, 640, 1), NX)
  await office.dns('10.0.1.2', (minute) => drawn(minute, 10), [], minutes(600, 640, 1), NX)
  await office.dns('10.0.1.3', (minute) => `${drawn(minute, 10)}.kaisha.co.jp`, [], minutes(600, 640, 1), NX)
  const lapsed =
    'tanakakoumuten yamamotoseika nihonbunka hokurikusangyo smbcnikkosec nttdatakansai mufgrealty kddimatomete tokaigakki midorishokuhin'
  const names = lapsed.split(' ')
  await office.dns('10.0.1.4', (minute) => `www.${names[minute - 600]}.co.jp`, [], minutes(600, 610, 1), NX)
  await office.dns('10.0.1.5', (minute) => `xn--${drawn(minute)}.jp`, [], minutes(600, 640, 1), NX)
  await office.dns('10.0.1.6', (minute) => `${drawn(minute)}.mcafee.com`, [], minutes(600, 640, 1), NX)
  assert.deepEqual(await serious(), [])
})

test('names that many hosts ask for, and names that an own filter blocks, accuse nobody', async () => {
  for (let i = 1; i <= 6; i++)
    await office.dns(`10.0.2.${i}`, (minute) => `${drawn(minute)}.com`, [], minutes(600, 620, 1), NX)
  await office.dns('10.0.1.7', (minute) => `${drawn(`f${minute}`)}.com`, ['0.0.0.0'], minutes(600, 640, 1))
  assert.deepEqual(await serious(), [])
})

test('dozens of dead names that look like words are a weak sign only', async () => {
  const words = ['green', 'house', 'river', 'paper', 'cloud', 'light', 'table', 'stone']
  const name = (minute: number) => `${words[minute % 8]}${words[Math.floor(minute / 8) % 8]}.net`
  await office.dns('10.0.1.7', name, [], minutes(600, 650, 1), NX)
  assert.deepEqual(
    (await office.run(dgaDomain)).map((sign) => sign.severity),
    ['low'],
  )
})

test('in a log of questions alone, bursts of random names that nobody else asks for are medium; a reader, a mail server and names that other logs know are nothing', async () => {
  const asked = { event_type: 'query', dns_response_code: '' }
  await office.dns(
    '10.0.1.7',
    (minute) => `${drawn(minute)}.ru`,
    [],
    [...minutes(600, 630, 1), ...minutes(750, 780, 1)],
    asked,
  )
  for (const host of ['10.0.1.1', '10.0.1.2'])
    await office.dns(host, (minute) => `${drawn(`shared${minute}`)}.com`, [], minutes(600, 640, 1), asked)
  const words = ['yamada', 'sakura', 'midori', 'nihon', 'green', 'paper', 'travel', 'market']
  const site = (minute: number) => `www.${words[minute % 8]}${words[Math.floor(minute / 8) % 8]}.com`
  await office.dns('10.0.1.3', site, [], minutes(600, 650, 1), asked)
  const sender = (minute: number) =>
    minute % 3 === 0 ? `${drawn(`spam${minute}`)}.net` : site(minute).replace('www.', 'mail-')
  await office.dns('10.0.1.4', sender, [], minutes(600, 640, 1), asked)
  await office.dns('10.0.1.5', (minute) => `${drawn(`used${minute}`)}.org`, [], minutes(600, 640, 1), asked)
  for (const minute of minutes(600, 640, 1)) await office.web('10.0.1.5', `${drawn(`used${minute}`)}.org`, [minute])
  assert.deepEqual(
    (await office.run(dgaDomain)).map((sign) => [sign.hosts[0], sign.severity]),
    [['10.0.1.7', 'medium']],
  )
})

test('in a log of questions alone, a dozen random names in one hour are medium where they come on three days; on two days, or of names that people made, they are not', async () => {
  const asked = { event_type: 'query', dns_response_code: '' }
  const mornings = (days: number[]) => days.flatMap((day) => minutes(day * 1440 + 540, day * 1440 + 552, 1))
  await office.dns('10.0.1.7', (minute) => `${drawn(minute)}.biz`, [], mornings([0, 1, 3]), asked)
  await office.dns('10.0.1.8', (minute) => `${drawn(`two${minute}`)}.top`, [], mornings([0, 1]), asked)
  const words = ['yamada', 'sakura', 'midori', 'nihon', 'green', 'paper', 'travel', 'market']
  const site = (minute: number) => `www.${words[minute % 8]}${words[Math.floor(minute / 8) % 8]}.com`
  await office.dns('10.0.1.3', site, [], mornings([0, 1, 3]), asked)
  assert.deepEqual(
    (await office.run(dgaDomain)).map((sign) => [sign.hosts[0], sign.severity]),
    [['10.0.1.7', 'medium']],
  )
})
