/** What a scan says of an attachment, the filter says: the same mails through the engine's tables and through the filter's hands. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { mailSet } from '../../../sim/mail/mail-set.ts'
import type { DetectorContext } from '../../detect/detector.ts'
import { ATTACHED_DETECTORS } from '../../detect/mail/attached-detectors.ts'
import { buildAttached } from '../../detect/mail/attached-table.ts'
import type { Evidence } from '../../evidence/evidence.ts'
import { loadLists } from '../../lists/index.ts'
import { rowsOf } from '../../mail/message-rows.ts'
import { MESSAGE } from '../../mail/messages.ts'
import type { Row } from '../../mail/rows.ts'
import { testEngine } from '../../store/test-engine.ts'
import { judge } from './judge.ts'

const OUTSIDE = {
  client: '198.51.100.7',
  helo: '',
  sender: 'a@b.example',
  recipients: ['taro@example.co.jp'],
  inside: false,
}
const LISTS = loadLists()

test('every detector of attachments says of each mail in the filter what it says in a scan that knows no earlier mail', async () => {
  const { mails } = mailSet({ seed: 43, ordinary: 20 })
  const unique = new Map(mails.map(({ raw }) => [createHash('sha256').update(raw).digest('hex').slice(0, 16), raw]))
  const engine = await testEngine()
  const tables: { mail: Row[]; mail_attachment: Row[] } = { mail: [], mail_attachment: [] }
  try {
    for (const [id, raw] of unique) {
      const whole = { bytes: raw, line: 1, lines: 1, firstLine: 1, number: 0, folder: '', cut: false }
      const rows = await rowsOf(whole, evidence(id, raw.length), [])
      // no history and no proof: each sender is a stranger from outside, as in the filter
      for (const mail of rows.mail) {
        mail.from_address = `${String(mail.mail_id)}@stranger.example`
        mail.origin_ip = '::ffff:198.51.100.7'
        for (const column of ['auth_server', 'auth_method', 'auth_result', 'auth_domain']) mail[column] = []
      }
      tables.mail.push(...rows.mail)
      tables.mail_attachment.push(...rows.mail_attachment)
    }
    await engine.insert('mail', tables.mail)
    await engine.insert('mail_attachment', tables.mail_attachment)
    await engine.command(MESSAGE)
    await buildAttached(engine)
    const scanned = new Map<string, string[]>([...unique.keys()].map((id) => [id, []]))
    for (const detector of ATTACHED_DETECTORS)
      for (const sign of await detector.run(context((sql, parameters) => engine.query(sql, parameters))))
        scanned.get(sign.lines[0]?.evidence_id ?? '')?.push(`${detector.id} ${sign.severity}`)
    let signs = 0
    const ids = new Set(ATTACHED_DETECTORS.map(({ id }) => id))
    for (const [id, raw] of unique) {
      const options = { own: [], authenticate: 'off' as const, lists: LISTS, questions: null }
      const judged = await judge(raw, OUTSIDE, [], options)
      const seen = judged.seen.flatMap(({ rule, severity }) => (ids.has(rule) ? [`${rule} ${severity}`] : []))
      assert.deepEqual(seen.sort(), scanned.get(id)?.sort(), raw.toString('latin1', 0, 500))
      signs += seen.length
    }
    assert.ok(signs > 40, `${signs} signs are too few to compare`)
  } finally {
    await engine.close()
  }
})

const context = (query: DetectorContext['query']): DetectorContext => ({
  query,
  queryOnce: query,
  keep: async () => {},
  parameter: () => Number.NaN,
  roles: { internal: [], roles: [], addresses: () => [], infrastructure: [], shared: [], clients: 0 },
  lists: LISTS,
  timezone: 'Asia/Tokyo',
  convicted: async () => [],
  suspects: async () => [],
})

const evidence = (id: string, bytes: number): Evidence => ({
  id,
  path: `${id}.eml`,
  sha256: '',
  bytes,
  encoding: '',
  spool: '',
  mail: 'rfc822',
  modified: 0,
})
