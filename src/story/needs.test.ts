import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Detector, Prepared } from '../detect/detector.ts'
import { organisation } from '../detect/test-organisation.ts'
import { parseConfig } from './config.ts'
import { investigate } from './investigate.ts'

test('a detector is asked where one of its logs and all that must be prepared for it hold something', async () => {
  const office = await organisation()
  await office.clear()
  await office.web('10.0.1.7', 'shop.herokuapp.com', [10])
  const asked: string[] = []
  const detector = (id: string, tables: string[], prepared?: Prepared[]): Detector => ({
    id,
    title: TEXT,
    explanation: TEXT,
    next_steps: { ja: [], en: [] },
    attack: [],
    references: [],
    needs: { tables, ...(prepared ? { prepared } : {}), without: TEXT },
    parameters: [],
    false_positives: [],
    run: async () => {
      asked.push(id)
      return []
    },
  })
  const detectors = [
    detector('web or dns', ['web_event', 'dns_event']),
    detector('dns', ['dns_event']),
    detector('mail', ['mail']),
    detector('web and a platform', ['web_event'], ['lists.paas']),
    detector('web and a tunnel', ['web_event'], ['lists.paas', 'lists.tunnel']),
    detector('web and a re-worked mail', ['web_event'], ['reuse']),
  ]
  await investigate(office.engine, detectors, parseConfig('', 'kyumei.yaml', detectors), {
    evidence: [{ id: 'e', path: 'e.log', sha256: 'e', bytes: 0, encoding: 'utf-8', spool: '/dev/null', modified: 0 }],
    timezone: 'Asia/Tokyo',
    lang: 'en',
    problems: [],
    version: 'test',
    onProgress: () => {},
  })
  await office.close()
  assert.deepEqual(asked, ['web or dns', 'web and a platform'])
})

const TEXT = { ja: '', en: '' }
