import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { minutes, type Organisation, organisation } from '../test-organisation.ts'
import { directDns } from './direct-dns.ts'

const DAY = 1440
const UDP = { network_transport: 'udp' }
const PC = '192.168.10.66'
const FAR = '203.0.113.33'

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  // the resolver asks its provider's two servers, ten days long; a gadget has a public one built in
  for (const server of ['198.51.100.1', '198.51.100.2'])
    for (const host of ['192.168.1.10', '192.168.1.11'])
      await office.flow(host, server, 53, minutes(0, 10 * DAY, 60), { ...UDP, source_bytes: 70 })
  await office.flow('192.168.10.210', '8.8.8.8', 53, minutes(5 * DAY, 10 * DAY, 30), { ...UDP, source_bytes: 150 })
})

const found = async (roles = undefined as Parameters<Organisation['run']>[1]) =>
  (await office.run(directDns, roles)).map(({ severity, hosts, destinations }) => [severity, hosts[0], destinations[0]])

describe('direct-dns', () => {
  it('says nothing of resolvers, of a server that others use, nor of public ones', async () => {
    assert.deepEqual(await found(), [])
  })

  it('says high when one PC begins to ask a server that nobody knows, with large questions', async () => {
    await office.flow(PC, FAR, 53, minutes(5 * DAY, 8 * DAY, 4), { ...UDP, source_bytes: 160 })
    assert.deepEqual(await found(), [['high', PC, FAR]])
    const [sign] = await office.run(directDns)
    assert.equal(sign?.metrics.question_bytes, 160)
  })

  it('says medium without sizes, or when it was there before', async () => {
    await office.flow(PC, FAR, 53, minutes(5 * DAY, 8 * DAY, 4), { ...UDP, source_bytes: -1, destination_bytes: -1 })
    assert.deepEqual(await found(), [['medium', PC, FAR]])
  })

  it('says low of a device with a built-in server, there from the first day', async () => {
    const device = [{ address: PC, role: 'device' as const, reason: { ja: '', en: '' }, configured: false }]
    await office.flow(PC, FAR, 53, minutes(0, 10 * DAY, 20), { ...UDP, source_bytes: 72 })
    assert.deepEqual(await found(), [['low', PC, FAR]])
    assert.deepEqual(
      (await found(device)).filter(([severity]) => severity !== 'low'),
      [],
    )
  })

  it('leaves out whoever answers others, and whoever asks many servers', async () => {
    await office.flow(PC, FAR, 53, minutes(5 * DAY, 8 * DAY, 4), { ...UDP, source_bytes: 160 })
    for (const client of ['192.168.10.21', '192.168.10.22'])
      await office.flow(client, PC, 53, minutes(0, 8 * DAY, 240), UDP)
    await office.flow('192.168.10.67', '203.0.113.90', 53, minutes(5 * DAY, 8 * DAY, 10), { ...UDP, source_bytes: 160 })
    for (let n = 0; n < 15; n++)
      await office.flow('192.168.10.67', `203.0.113.${100 + n}`, 53, [6 * DAY + n], { ...UDP, source_bytes: 90 })
    assert.deepEqual(await found(), [])
  })

  it('says nothing of a short use', async () => {
    await office.flow(PC, FAR, 53, minutes(5 * DAY, 5 * DAY + 120, 4), { ...UDP, source_bytes: 160 })
    assert.deepEqual(await found(), [])
  })
})
