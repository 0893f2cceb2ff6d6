/** Which logs and messages there are in what is examined: a detector with nothing to look at isn't asked, which a scan of one mail feels. */
import type { Engine } from '../store/engine.ts'

const LOGS: Record<string, string> = {
  web_event: 'SELECT line FROM web LIMIT 1',
  flow_event: 'SELECT line FROM flow LIMIT 1',
  dns_event: 'SELECT line FROM dns LIMIT 1',
  auth_event: 'SELECT line FROM auth LIMIT 1',
  mail_event: 'SELECT line FROM mailflow LIMIT 1',
  endpoint_event: 'SELECT line FROM endpoint LIMIT 1',
}
const MAILS: Record<string, string> = {
  mail: 'SELECT id FROM message LIMIT 1',
  mail_attachment: 'SELECT mail_id FROM mail_attachment WHERE mail_id IN (SELECT id FROM message) LIMIT 1',
}

/** The tables of logs, by their names in a detector's `needs`, that have rows in the examined evidence and time. */
export const presentTables = (engine: Engine): Promise<Set<string>> => withRows(engine, LOGS)

/** The same of messages, once they are built. */
export const presentMails = (engine: Engine): Promise<Set<string>> => withRows(engine, MAILS)

async function withRows(engine: Engine, tables: Record<string, string>): Promise<Set<string>> {
  const rows = await engine.query<{ name: string }>(
    Object.entries(tables)
      .map(([name, first]) => `SELECT '${name}' AS name FROM (${first})`)
      .join('\nUNION ALL\n'),
  )
  return new Set(rows.map((row) => row.name))
}
