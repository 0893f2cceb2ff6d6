/** Which logs and messages there are in what is examined: a detector with nothing to look at isn't asked, which a scan of one mail feels. */
import type { Engine } from '../store/engine.ts'
import { filledTables } from '../store/tables.ts'

/** Tables, by their names in a detector's `needs`. */
export type Present = Pick<ReadonlySet<string>, 'has'>

const LOGS: Record<string, string> = {
  web_event: 'SELECT line FROM web LIMIT 1',
  flow_event: 'SELECT line FROM flow LIMIT 1',
  dns_event: 'SELECT line FROM dns LIMIT 1',
  auth_event: 'SELECT line FROM auth LIMIT 1',
  mail_event: 'SELECT line FROM mailflow LIMIT 1',
  endpoint_event: 'SELECT line FROM endpoint LIMIT 1',
}
const PREPARED: Record<string, string> = {
  mail: 'SELECT id FROM message LIMIT 1',
  mail_attachment: 'SELECT mail_id FROM mail_attachment WHERE mail_id IN (SELECT id FROM message) LIMIT 1',
  name_state: 'SELECT name FROM name_state LIMIT 1',
}

/** For who doesn't know: every kind of log may be there. */
export const ANY_LOG: Present = new Set(Object.keys(LOGS))

/** A log of what hosts contacted or looked up. */
export const hasTraffic = (present: Present) => ['web_event', 'flow_event', 'dns_event'].some((log) => present.has(log))

/** The tables of logs that have rows in the examined evidence and time; `filled`: those that have rows at all. */
export async function presentTables(engine: Engine, filled?: Present): Promise<Set<string>> {
  const rows = filled ?? (await filledTables(engine))
  // a message handed in by a signed-in sender is a sign-in, too (views.ts)
  const may = (table: string) => rows.has(table) || (table === 'auth_event' && rows.has('mail_event'))
  return await withRows(engine, Object.fromEntries(Object.entries(LOGS).filter(([table]) => may(table))))
}

/** The same of messages, and of what a detector may need besides, once they are built. */
export const presentPrepared = (engine: Engine): Promise<Set<string>> => withRows(engine, PREPARED)

async function withRows(engine: Engine, tables: Record<string, string>): Promise<Set<string>> {
  if (Object.keys(tables).length === 0) return new Set()
  const rows = await engine.query<{ name: string }>(
    Object.entries(tables)
      .map(([name, first]) => `SELECT '${name}' AS name FROM (${first})`)
      .join('\nUNION ALL\n'),
  )
  return new Set(rows.map((row) => row.name))
}
