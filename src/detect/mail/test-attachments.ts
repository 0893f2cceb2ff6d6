/** Mails with real files attached, for detectors' tests: the files go through inspect() as in a scan, and detectors run on the tables. */

import { loadLists } from '../../lists/index.ts'
import { inspect } from '../../mail/inspect.ts'
import { MESSAGE } from '../../mail/messages.ts'
import { testEngine } from '../../store/test-engine.ts'
import type { Detector, Sign } from '../detector.ts'
import { buildAttached } from './attached-table.ts'

export interface SentMail {
  /** day of October 2026 */
  day?: number
  from?: string
  /** DKIM of the sender's domain passed at our server */
  dkim?: boolean
  /** sent within the organisation */
  inside?: boolean
  passwords?: string[]
  /** what its reader found broken */
  defects?: string[]
}

export interface Post {
  send(name: string, content: Uint8Array | string, mail?: SentMail): Promise<void>
  run(detector: Detector): Promise<Sign[]>
  clear(): Promise<void>
  close(): Promise<void>
}

export async function post(): Promise<Post> {
  const engine = await testEngine()
  let sent = 0
  await engine.insert('evidence', [{ evidence_id: 'e', path: 'test' }])
  return {
    async send(name, content, mail = {}) {
      const id = `m${String(++sent).padStart(3, '0')}`
      const from = mail.from ?? 'taro@torihiki.example'
      const domain = from.split('@')[1] ?? ''
      const passwords = (mail.passwords ?? []).map((text) => ({ text, source: 'm0' }))
      const items = await inspect(name, '', Buffer.from(content), { passwords, milliseconds: 20_000 })
      await engine.insert('mail', [
        {
          mail_id: id,
          content_id: id,
          file: `${id}.eml`,
          time: `2026-10-${String(mail.day ?? 20).padStart(2, '0')} 01:00:00.000`,
          from_address: from,
          from_domain: domain,
          to_address: ['hanako@shanai.example'],
          delivered_to: ['hanako@shanai.example'],
          subject: `件名${sent}`,
          origin_ip: mail.inside ? '::ffff:192.168.1.9' : '::ffff:198.51.100.20',
          auth_server: mail.dkim ? ['mx.shanai.example'] : [],
          auth_method: mail.dkim ? ['dkim'] : [],
          auth_result: mail.dkim ? ['pass'] : [],
          auth_domain: mail.dkim ? [domain] : [],
          defects: mail.defects ?? [],
          evidence_id: 'e',
          line: sent,
        },
      ])
      await engine.insert(
        'mail_attachment',
        items.map((item, i) => ({
          mail_id: id,
          item: i,
          parent: item.parent,
          depth: item.depth,
          path: item.path,
          name: item.name,
          extension: item.extension,
          type: item.type,
          bytes: item.bytes,
          sha256: item.sha256,
          encrypted: item.encrypted ? 1 : 0,
          password: item.password?.text ?? '',
          password_from: item.password?.source ?? '',
          unreadable: item.unreadable,
          traits: item.traits.map((one) => one.trait),
          details: item.traits.map((one) => one.detail),
          evidence_id: 'e',
          line: sent,
        })),
      )
    },
    async run(detector) {
      await engine.command(MESSAGE)
      await buildAttached(engine)
      return await detector.run({
        query: (sql, parameters) => engine.query(sql, parameters),
        queryOnce: (sql, parameters) => engine.query(sql, parameters),
        keep: async () => {},
        parameter: () => Number.NaN,
        roles: { internal: [], roles: [], addresses: () => [], infrastructure: [], shared: [], clients: 0 },
        lists: LISTS,
        timezone: 'Asia/Tokyo',
        convicted: async () => [],
        suspects: async () => [],
      })
    },
    async clear() {
      sent = 0
      for (const table of ['mail', 'mail_attachment']) await engine.command(`TRUNCATE TABLE ${table}`)
    },
    close: () => engine.close(),
  }
}

const LISTS = loadLists()
