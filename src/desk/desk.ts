/** The desk's book: one SQLite file, several people. What it acknowledged is on the disk; what it refuses changes nothing. */

import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { localMinute } from '../i18n/clock.ts'
import { makeFolder } from '../store/output.ts'
import { asDeskError, DeskError } from './fault.ts'

export interface Desk {
  db: DatabaseSync
  path: string
  /** whose hand writes: stands in the history */
  who: string
  now: () => Date
  /** zone of the desk's own times */
  timezone: string
  /** month in which the fiscal year begins, 1..12 */
  fiscalStart: number
}

export interface DeskOptions {
  who: string
  now?: () => Date
  /** an absent file is an error, not a new desk */
  mustExist?: boolean
}

export function openDesk(path: string, { who, now = () => new Date(), mustExist }: DeskOptions): Desk {
  if (mustExist && path !== ':memory:' && !existsSync(path)) {
    throw new DeskError({
      ja: `相談台帳 ${path} がまだありません。kyumei desk intake で最初の相談を登録するか、kyumei desk import で取り込んでください。`,
      en: `there is no desk at ${path} yet: kyumei desk intake enters the first consultation, kyumei desk import takes over a table`,
    })
  }
  if (path !== ':memory:') {
    makeFolder(dirname(path), 0o700)
    closeSync(openSync(path, 'a', 0o600)) // SQLite would create it readable for everybody
  }
  const db = new DatabaseSync(path, { timeout: 10_000 })
  try {
    db.exec('PRAGMA foreign_keys = ON')
    db.exec('PRAGMA journal_mode = WAL')
    db.exec('PRAGMA synchronous = FULL') // a commit is on the disk before anybody is told of it
    db.exec('PRAGMA secure_delete = ON') // what is erased is overwritten
    db.exec('PRAGMA trusted_schema = OFF')
    migrate(db, path)
  } catch (error) {
    db.close()
    throw asDeskError(error)
  }
  const setting = settings(db)
  return {
    db,
    path,
    who,
    now,
    timezone: setting.get('timezone') ?? 'Asia/Tokyo',
    fiscalStart: Number(setting.get('fiscal_start_month') ?? 4),
  }
}

export function closeDesk(desk: Desk): void {
  desk.db.close()
}

const MIGRATIONS = join(import.meta.dirname, 'migration')

/** Each numbered file once, in order, and the number kept in the file's own header. */
function migrate(db: DatabaseSync, path: string): void {
  const files = readdirSync(MIGRATIONS)
    .filter((name) => /^\d{3}-[a-z-]+\.sql$/.test(name))
    .sort()
  const level = () => Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (level() > files.length) {
    throw new DeskError({
      ja: `${path} はより新しいkyumeiの相談台帳です。kyumeiを更新してください。`,
      en: `${path} belongs to a newer kyumei: update kyumei`,
    })
  }
  if (level() === files.length) return
  db.exec('BEGIN IMMEDIATE')
  try {
    // read again inside the lock: another process may have been faster
    for (const [i, file] of files.entries()) {
      if (i < level()) continue
      db.exec(readFileSync(join(MIGRATIONS, file), 'utf8'))
      db.exec(`PRAGMA user_version = ${i + 1}`)
    }
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

/** All or nothing; inside another transaction, part of it. */
export function transaction<Result>(desk: Desk, work: () => Result): Result {
  if (desk.db.isTransaction) return work()
  try {
    desk.db.exec('BEGIN IMMEDIATE')
    const result = work()
    desk.db.exec('COMMIT')
    return result
  } catch (error) {
    if (desk.db.isTransaction) desk.db.exec('ROLLBACK')
    throw asDeskError(error)
  }
}

/** Rows of a query whose columns the caller names by the type: the tables are STRICT and ours. */
export function rows<Shape>(desk: Desk, sql: string, ...values: SQLInputValue[]): Shape[] {
  return prepared(desk, sql)
    .all(...values)
    .map((one) => ({ ...one })) as Shape[]
}

export function row<Shape>(desk: Desk, sql: string, ...values: SQLInputValue[]): Shape | undefined {
  const found = prepared(desk, sql).get(...values)
  return found && ({ ...found } as Shape)
}

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>()

/** The desk's few statements run thousands of times in an import. */
export function prepared({ db }: Desk, sql: string): StatementSync {
  const known = statements.get(db) ?? new Map<string, StatementSync>()
  statements.set(db, known)
  const statement = known.get(sql) ?? db.prepare(sql)
  known.set(sql, statement)
  return statement
}

function settings(db: DatabaseSync): Map<string, string> {
  const all = db.prepare('SELECT name, value FROM setting').all()
  return new Map(all.map((one) => [String(one.name), String(one.value)]))
}

/** Now by the desk's clock, YYYY-MM-DDTHH:MM. */
export const nowLocal = ({ timezone, now }: Desk): string => localMinute(now(), timezone).replace(' ', 'T')

/** Today by the desk's clock, YYYY-MM-DD. */
export const today = (desk: Desk): string => nowLocal(desk).slice(0, 10)
