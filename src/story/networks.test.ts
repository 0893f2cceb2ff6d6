import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Engine } from '../store/engine.ts'
import { testEngine } from '../store/test-engine.ts'
import { inferNetworks } from './networks.ts'

let engine: Engine
before(async () => {
  engine = await testEngine()
})
after(async () => await engine.close())

const TABLES = ['flow_event', 'web_event', 'dns_event'] as const
async function inferred(table: (typeof TABLES)[number], rows: Record<string, unknown>[]): Promise<string[]> {
  for (const one of TABLES) await engine.command(`TRUNCATE TABLE ${one}`)
  await engine.insert(
    table,
    rows.map((row, i) => ({ time: '2026-10-05 00:00:01.000', evidence_id: 'e', line: i + 1, ...row })),
  )
  return (await inferNetworks(engine)).map((network) => network.cidr).sort()
}

const flow = (source: string, destination: string, port = 443) => ({
  source_ip: `::ffff:${source}`,
  destination_ip: `::ffff:${destination}`,
  destination_port: port,
  event_action: 'allowed',
})

test('PCs with addresses of the Internet are known by the many places that each of them contacts', async () => {
  const rows = [10, 11, 12, 13].flatMap((pc) =>
    Array.from({ length: 12 }, (_, i) => flow(`141.20.99.${pc}`, `${50 + pc + i * 3}.${i}.7.1`)),
  )
  // scanners and visitors of the web site come from many addresses of a range too, to what is ours
  const scans = [1, 2, 3, 4, 5].flatMap((scanner) =>
    Array.from({ length: 60 }, (_, i) => flow(`162.216.149.${scanner}`, `141.20.99.${i}`)),
  )
  assert.deepEqual(await inferred('flow_event', [...rows, ...scans]), ['141.20.99.0/24'])
})

test('one address with very many places is a translated one: no network of clients', async () => {
  const rows = Array.from({ length: 80 }, (_, i) => flow('198.51.100.2', `${20 + i}.1.1.1`))
  assert.deepEqual(await inferred('flow_event', rows), [])
})

test("a proxy's clients and a resolver's askers are ours; who asks for our own names is not", async () => {
  const asked = [1, 2, 3].flatMap((pc) =>
    Array.from({ length: 20 }, (_, i) => ({
      source_ip: `::ffff:141.20.98.${pc}`,
      dns_question_name: `www.site${i}.de`,
    })),
  )
  const strangers = [1, 2, 3, 4].flatMap((one) =>
    Array.from({ length: 40 }, (_, i) => ({
      source_ip: `::ffff:172.253.1.${one}`,
      dns_question_name: `host${i}.inst.uni-x.de`,
    })),
  )
  assert.deepEqual(await inferred('dns_event', [...asked, ...strangers]), ['141.20.98.0/24'])
  const requested = [1, 2, 3].flatMap((pc) =>
    Array.from({ length: 20 }, (_, i) => ({
      source_ip: `::ffff:141.20.97.${pc}`,
      url_domain: `www.site${i}.de`,
      observer_type: 'proxy',
    })),
  )
  const visitors = [1, 2, 3, 4].flatMap((one) =>
    Array.from({ length: 40 }, (_, i) => ({
      source_ip: `::ffff:66.249.66.${one}`,
      url_domain: `www${i}.inst.uni-x.de`,
      observer_type: 'proxy',
    })),
  )
  assert.deepEqual(await inferred('web_event', [...requested, ...visitors]), ['141.20.97.0/24'])
})
