import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { dnsTunnel } from './dns-tunnel.ts'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => await office.clear())

const secret = (n: number | string, length: number) =>
  createHash('sha256').update(String(n)).digest('hex').slice(0, length)
const ask = (
  host: string,
  count: number,
  nameOf: (n: number) => string,
  values: Record<string, unknown> = {},
  addresses: string[] = [],
) => office.dns(host, (minute) => nameOf((minute - 600) / 2), addresses, minutes(600, 600 + 2 * count, 2), values)
const serious = async () => {
  const signs = await office.run(dnsTunnel)
  return signs.filter((sign) => sign.severity === 'medium' || sign.severity === 'high')
}

test('hundreds of names asked once, answered with text, are high', async () => {
  await ask('10.0.1.7', 90, (n) => `${secret(n, 40)}.${n}.t.example.com`, {
    dns_question_type: 'TXT',
    dns_answers_data: ['aGVsbG8gd29ybGQ='],
  })
  const [sign] = await office.run(dnsTunnel)
  assert.deepEqual([sign?.hosts, sign?.destinations, sign?.severity], [['10.0.1.7'], ['example.com'], 'high'])
})

test('a tunnel in A and AAAA look-ups, each asked twice, is seen too; below a rented name it is told by that name', async () => {
  await ask('10.0.1.7', 60, (n) => `${secret(n, 24)}.example.net`, { dns_question_type: 'A' }, ['203.0.113.9'])
  await ask('10.0.1.7', 60, (n) => `${secret(n, 24)}.example.net`, { dns_question_type: 'AAAA' })
  await ask('10.0.1.8', 60, (n) => `${secret(n, 30)}.warui.duckdns.org`, { dns_question_type: 'A' }, ['203.0.113.9'])
  assert.deepEqual((await serious()).map((sign) => sign.destinations[0]).sort(), ['example.net', 'warui.duckdns.org'])
})

test("a security product's queries on every PC, and of a known vendor on one, accuse nobody", async () => {
  for (let i = 1; i <= 8; i++) await ask(`10.0.2.${i}`, 40, (n) => `${secret(`${i}${n}`, 32)}.shinrai.example.org`)
  await ask('10.0.1.7', 60, (n) => `${secret(n, 40)}.p.01.s.sophosxl.net`, { dns_question_type: 'TXT' })
  assert.deepEqual(await serious(), [])
})

test('block lists, reverse look-ups, SPF and DKIM names, own suffixes and CDN names that come again stay quiet', async () => {
  await ask('10.0.1.1', 60, (n) => `${n}.113.0.203.zen.example.org`, {}, ['127.0.0.2'])
  await ask('10.0.1.2', 60, (n) => `${n}.113.0.203.in-addr.arpa`)
  await ask('10.0.1.3', 60, (n) => `${secret(n, 16)}._domainkey.mail${n}.example.org`, { dns_question_type: 'TXT' })
  await ask('10.0.1.4', 60, (n) => `${n}.0.0.127.sender.example.com._spf.example.org`, { dns_question_type: 'TXT' })
  await ask('10.0.1.5', 60, (n) => `www.torihiki-saki-${secret(n, 12)}.com.kaisha.co.jp`)
  await office.dns('10.0.1.5', 'fs.kaisha.co.jp', ['192.168.1.5'], minutes(600, 660, 10))
  const cdn = (minute: number) => `r${secret(minute % 700, 30)}.cdn.example.com`
  await office.dns('10.0.1.6', cdn, ['203.0.113.9'], [...minutes(600, 660, 1), ...minutes(1300, 1360, 1)])
  assert.deepEqual(await serious(), [])
})

test('a hash block list asked by a host that is no mail server is weaker than a tunnel', async () => {
  await ask('10.0.1.7', 60, (n) => `${secret(n, 40)}.ebl.example.org`, {}, ['127.0.0.2'])
  const [sign] = await office.run(dnsTunnel)
  assert.match(sign?.mitigations.map((text) => text.en).join() ?? '', /block list/)
})

test('what a mail server or a resolver looks up, it looks up for others', async () => {
  await ask('10.0.0.25', 60, (n) => `${secret(n, 40)}.example.com`, { dns_question_type: 'TXT' })
  const role = { address: '10.0.0.25', role: 'mail-server' as const, reason: { ja: '', en: '' }, configured: true }
  assert.deepEqual(await office.run(dnsTunnel, [role]), [])
})

test('short codes that wait for orders, hundreds over days, some asked as text, are a tunnel; a statistic of as many short names with addresses is none', async () => {
  const asked = (host: string, below: string, types: string[]) =>
    Promise.all(
      types.map((type, i) =>
        office.dns(
          host,
          (minute) => `${secret(minute, 14)}.${below}`,
          type === 'A' ? ['203.0.113.9'] : [],
          minutes(600 + i, 600 + 6000, 24),
          { dns_question_type: type },
        ),
      ),
    )
  await asked('10.0.1.7', 'example.com', ['A', 'TXT'])
  await asked('10.0.1.8', 'example.org', ['A', 'AAAA'])
  assert.deepEqual(
    (await serious()).map((sign) => [sign.hosts[0], sign.destinations[0]]),
    [['10.0.1.7', 'example.com']],
  )
})

test('answers with private addresses do not make a tunnel look like our own domain', async () => {
  for (let n = 0; n < 90; n++)
    await office.dns('10.0.1.7', `${secret(n, 40)}.t.example.com`, [`10.${n}.7.9`], [600 + n * 2], {
      dns_question_type: 'TXT',
    })
  assert.deepEqual(
    (await serious()).map((sign) => sign.destinations[0]),
    ['example.com'],
  )
})
