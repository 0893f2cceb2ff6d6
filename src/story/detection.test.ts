import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Detector, DetectorContext, Sign } from '../detect/detector.ts'
import { loadLists } from '../lists/index.ts'
import { testEngine } from '../store/test-engine.ts'
import { loadConfig } from './config.ts'
import { runDetectors } from './detection.ts'
import { createViews } from './views.ts'

const roles = { internal: [], roles: [], addresses: () => [], infrastructure: [], shared: [], clients: 0 }

const accusing = (account: string): Sign => ({
  hosts: [],
  accounts: [account],
  destinations: [],
  severity: 'high',
  confidence: 0.9,
  mitigations: [],
  first_seen: '2026-10-05T00:00:00Z',
  last_seen: '2026-10-06T00:00:00Z',
  count: 1,
  lines: [],
  metrics: {},
  words: {},
})

const detector = (id: string, run: (context: DetectorContext) => Promise<Sign[]>): Detector => ({
  id,
  title: { ja: id, en: id },
  explanation: { ja: '', en: '' },
  next_steps: { ja: [], en: [] },
  attack: [],
  references: [],
  needs: { tables: [], without: { ja: '', en: '' } },
  parameters: [],
  false_positives: [],
  run,
})

test('of detectors asked at once each hears whom all before it accuse, and their signs keep the order of the detectors', async () => {
  const engine = await testEngine()
  try {
    await createViews(engine, { networks: [], hasLeases: false })
    const second = Promise.withResolvers<void>()
    const heard: string[] = []
    const detectors = [
      detector('slow', async () => {
        await second.promise // one after the other they would wait for each other for ever
        return [accusing('sato@example.jp')]
      }),
      detector('asking', async (context) => {
        second.resolve()
        heard.push(...(await context.suspects(['sato@example.jp'])).map(({ account }) => account))
        return [accusing('ito@example.jp')]
      }),
    ]
    const { kept } = await runDetectors(
      engine,
      detectors,
      loadConfig(null, []),
      { roles, lists: loadLists(), hasLeases: false, present: new Set() },
      { timezone: 'Asia/Tokyo', atOnce: 2, onDisk: false, onProgress: () => {} },
    )
    assert.deepEqual(heard, ['sato@example.jp'])
    assert.deepEqual(
      kept.map((one) => one.detector.id),
      ['slow', 'asking'],
    )
  } finally {
    await engine.close()
  }
})

test('who needs re-used mails is asked when they are known, and not where there are none; the others are asked meanwhile', async () => {
  const engine = await testEngine()
  try {
    await createViews(engine, { networks: [], hasLeases: false })
    for (const any of [true, false]) {
      const reuse = Promise.withResolvers<boolean>()
      const asked: string[] = []
      const tells = (id: string, then = () => {}) =>
        detector(id, async () => {
          asked.push(id)
          then()
          return [accusing(`${id}@example.jp`)]
        })
      const waiting = tells('waiting')
      waiting.needs.prepared = ['reuse']
      const { kept } = await runDetectors(
        engine,
        [waiting, tells('other', () => reuse.resolve(any))],
        loadConfig(null, []),
        { roles, lists: loadLists(), hasLeases: false, present: new Set() },
        { timezone: 'Asia/Tokyo', atOnce: 2, onDisk: false, reuse: reuse.promise, onProgress: () => {} },
      )
      assert.deepEqual(asked, any ? ['other', 'waiting'] : ['other'])
      assert.deepEqual(
        kept.map((one) => one.detector.id),
        any ? ['waiting', 'other'] : ['other'],
      )
    }
  } finally {
    await engine.close()
  }
})
