import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseConfig } from '../story/config.ts'
import type { MailRow } from '../story/findings.ts'
import { choose } from './choose.ts'
import { finding, findingsFile } from './test-findings.ts'

const mail = (recipients: string[]): MailRow => ({
  mail: 'a.eml',
  verdict: 'malicious',
  kind: '標的型',
  confidence: 0.9,
  reasons: [],
  why: '',
  subject: '',
  from: '',
  recipients,
  time: '2026-10-05T00:00:00Z',
  message_id: '',
  tell: '',
  next_steps: [],
})
const FILE = {
  ...findingsFile(
    ['www.our-example.jp', 'evil-example.com', '192.0.2.1', '198.51.101.7'].map((place, i) =>
      finding({ id: String(i), detector: 'direct-ip', destinations: [place] }),
    ),
  ),
  mails: [
    'a@our-example.jp',
    'b@mail.our-example.jp',
    'c@our-example.jp',
    'd@our-example.jp',
    'x@evil-example.com',
  ].map((to) => mail([to])),
  hosts: [{ host: 'mx', addresses: ['198.51.101.7'], score: 0, verdict: 'no-sign' as const, reasons: [] }],
  coverage: [
    { id: 'r', kind: 'role' as const, subject: '192.168.1.25', value: 'mail-server', text: '' },
    { id: 't', kind: 'role' as const, subject: '192.168.1.7\nreboot', value: 'proxy', text: '' },
    { id: 's', kind: 'role' as const, subject: '192.168.1.8', value: 'proxy', text: '' },
  ],
}

test('a report whose workspace is gone still knows whose organisation it is: by who got the mails, and by its hosts', async () => {
  const config = parseConfig('roles: {proxies: [192.168.1.9]}', 'kyumei.yaml', [])
  const { entries, refusals, machines } = await choose(FILE, config, null, { minConfidence: 0.6, days: 90 })
  assert.deepEqual(
    entries.map((one) => one.value),
    ['evil-example.com'],
  )
  assert.deepEqual(refusals.map((one) => one.value).sort(), ['192.0.2.1', '198.51.101.7', 'www.our-example.jp'])
  assert.deepEqual(machines.mail_servers, ['192.168.1.25'])
  assert.deepEqual(machines.proxies, ['192.168.1.8', '192.168.1.9'])
})
