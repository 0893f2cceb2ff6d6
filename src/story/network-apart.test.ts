import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Sign } from '../detect/detector.ts'
import { beacon } from '../detect/network/beacon.ts'
import { minutes, type Organisation, organisation } from '../detect/test-organisation.ts'
import { hostsApart, ofApart } from './network-apart.ts'

const PAGE = ['a.example', 'b.example', 'c.example', 'd.example']
const FLOWS = new Set(['flow_event'])

let office: Organisation
before(async () => {
  office = await organisation(40)
})
after(async () => await office.close())
beforeEach(async () => {
  await office.clear()
  for (let i = 1; i <= 12; i++) {
    // people with accounts and file servers, guests, and cameras
    await lives(`10.0.1.${i}`)
    await office.flow(`10.0.1.${i}`, '10.0.0.5', 445, [540, 700])
    await office.auth(`10.0.1.${i}`, `user${i}`, [530])
    await lives(`10.0.7.${i}`)
    await office.flow(`10.0.6.${i}`, '203.0.113.60', 443, minutes(0, 1440, 60))
  }
})

async function lives(host: string) {
  for (const name of PAGE) await office.dns(host, name, ['203.0.113.80'], [600])
  await office.flow(host, '203.0.113.80', 443, [600, 601])
}

/** of the detectors' tables, too */
const apart = async () => {
  await office.context(beacon)
  return await hostsApart(office.engine, FLOWS)
}

test('a network where many browse, nobody contacts anything inside and no account is used is apart; an office and cameras are not', async () => {
  const hosts = await apart()
  assert.equal(hosts.size, 12)
  assert.ok([...hosts].every((host) => host.startsWith('10.0.7.')))
})

test('one guest that tries something inside, or an account used there, and it is no longer apart; names and addresses of the network are nothing', async () => {
  await office.flow('10.0.7.3', '10.0.0.53', 53, [600], { network_transport: 'udp' })
  assert.equal((await apart()).size, 12)
  await office.flow('10.0.7.3', '10.0.0.5', 445, [900], { event_action: 'denied', destination_bytes: 0 })
  assert.equal((await apart()).size, 0)
})

test('where the logs show nobody inside, or no accounts, nothing can be told', async () => {
  await office.clear()
  for (let i = 1; i <= 12; i++) {
    await lives(`10.0.1.${i}`)
    await lives(`10.0.7.${i}`)
  }
  assert.equal((await apart()).size, 0)
})

test('what is said of such hosts alone is one step weaker, and says why', () => {
  const sign = { hosts: ['10.0.7.1'], severity: 'high', confidence: 0.65, mitigations: [] } as unknown as Sign
  const weaker = ofApart(sign, new Set(['10.0.7.1']))
  assert.deepEqual([weaker.severity, weaker.confidence, weaker.mitigations.length], ['medium', 0.5, 1])
  assert.equal(ofApart({ ...sign, hosts: ['10.0.7.1', '10.0.1.1'] }, new Set(['10.0.7.1'])).severity, 'high')
})
