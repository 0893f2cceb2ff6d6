import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { testEngine } from '../store/test-engine.ts'
import { hostExpression } from '../story/identity.ts'
import { internalCondition, internalNetworks } from '../story/networks.ts'
import { clientOf, isNamed } from './named-client.ts'

let engine: Engine
before(async () => {
  engine = await testEngine()
})
after(async () => await engine.close())

interface Client {
  ip: string
  host: string
  named: number
  ours: number
}

/** a client as a format reads it, and as detectors see it */
async function client(address: string, name: string, tells: string): Promise<Client> {
  const of = clientOf('{address:String}', '{name:String}', tells)
  const [row] = await engine.query<Client>(
    `WITH ${of.source_ip} AS source_ip, ${of.source_address} AS source_address, now64(3, 'UTC') AS time
     SELECT toString(source_ip) AS ip, ${hostExpression(false)} AS host, toUInt8(${isNamed('source_ip')}) AS named,
       toUInt8(${internalCondition('source_ip', internalNetworks([]))}) AS ours`,
    { address, name },
  )
  assert.ok(row)
  return row
}

test('two notebooks that two homes gave one address are two hosts, each the same in every log', async () => {
  const [one, other, again] = [
    await client('192.168.1.5', 'PC-01', '0'),
    await client('192.168.1.5', 'PC-02', '0'),
    await client('', 'pc-01', '1'),
  ]
  assert.notEqual(one.ip, other.ip)
  assert.equal(one.ip, again.ip)
  assert.deepEqual([one.host, other.host, one.named, one.ours], ['PC-01', 'PC-02', 1, 1])
})

test('an address that tells clients apart stays; neither address nor name is nobody', async () => {
  const office = await client('192.168.1.5', 'PC-01', '1')
  assert.deepEqual([office.host, office.named, office.ours], ['192.168.1.5', 0, 1])
  const nobody = await client('', '', '1')
  assert.deepEqual([nobody.ip, nobody.named, nobody.ours], ['::', 0, 0])
  assert.equal((await client('fd00::1', 'PC-01', '1')).named, 0)
})
