/**
 * The one door to the engine: ClickHouse SQL, embedded (chDB) or at a URL, through one client. Its rules: settings only inside the
 * SQL, one statement a call, no sessions, no temporary tables, values only as named parameters.
 */
import { existsSync, statSync } from 'node:fs'
import { freemem, totalmem } from 'node:os'
import { join } from 'node:path'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { type ChdbConnectionOptions, createChdbConnection } from 'chdb/connection'
import { claimWorkspace } from './claim.ts'
import { makeFolder } from './output.ts'

export interface Engine {
  kind: 'embedded' | 'server'
  query<Row>(sql: string, parameters?: Record<string, unknown>): Promise<Row[]>
  command(sql: string, parameters?: Record<string, unknown>): Promise<void>
  /** rows as objects, or as the JSON of each; sent in batches well under the embedded engine's 64 MB a call */
  insert(table: string, rows: (Record<string, unknown> | string)[]): Promise<void>
  close(): Promise<void>
}

export class EngineError extends Error {
  override name = 'EngineError'
}

/** `workspace` beside a server: what is kept there is one process's, too. */
export type EngineLocation = { workspace: string } | { url: string; workspace?: string }

const INSERT_BATCH = 5_000 // rows; at the longest line kept whole (64 KiB mean) still far below 64 MB

/** Opens the workspace's own engine, or a server. Throws EngineError with what to do when it is held by another process. */
export async function openEngine(location: EngineLocation): Promise<Engine> {
  if ('url' in location) {
    const release = location.workspace === undefined ? () => {} : claimed(location.workspace)
    try {
      return await server(location.url, release)
    } catch (error) {
      release()
      throw error
    }
  }
  const release = claimed(location.workspace)
  try {
    const options: ChdbConnectionOptions = { path: join(location.workspace, 'engine') }
    const connect = () =>
      createClient({ connection: createChdbConnection(options), json: ROWS } as Parameters<typeof createClient>[0])
    return engine('embedded', Array.from({ length: CONNECTIONS }, connect), release)
  } catch {
    release()
    throw new EngineError(
      `the engine in ${location.workspace} can't be opened: another process works in it, or it is damaged. Wait for that process to end, or name another place with --workspace.`,
    )
  }
}

/** Its folder made where it is not there; returns what gives it back. */
function claimed(workspace: string): () => void {
  if (existsSync(workspace) && !statSync(workspace).isDirectory())
    throw new EngineError(`${workspace} is a file: --workspace names a folder.`)
  makeFolder(workspace, 0o700)
  return claimWorkspace(workspace)
}

/** Of the embedded engine: what one is asked waits for what it was asked before, and small questions keep one core busy. */
const CONNECTIONS = 2

/** A row that is text is JSON already. */
const ROWS = {
  stringify: (row: unknown) => (typeof row === 'string' ? row : JSON.stringify(row)),
  parse: <Value>(text: string) => JSON.parse(text) as Value,
}

/** Half the machine's memory, at least 1 GB: the other half is the page cache's and Node's. Sorting and grouping spill at half of that. */
function memoryLimits(total = totalmem(), free = freemem()): { memory: number; spill: number } {
  const memory = Math.max(1_000_000_000, Math.min(Math.floor(total / 2), Math.max(free, Math.floor(total / 4))))
  return { memory, spill: Math.floor(memory / 2) }
}

function limitSettings(): string {
  const { memory, spill } = memoryLimits()
  return `max_memory_usage = ${memory}, max_bytes_before_external_group_by = ${spill}, max_bytes_before_external_sort = ${spill}`
}

async function server(url: string, release: () => void): Promise<Engine> {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new EngineError('--engine needs the address of a ClickHouse server, such as http://127.0.0.1:8123')
  const client = createClient({ url, request_timeout: 3_600_000, log: { level: ClickHouseLogLevel.OFF }, json: ROWS })
  const pong = await client.ping({ select: true })
  if (!pong.success) {
    await client.close()
    throw new EngineError(
      `no ClickHouse answers at ${withoutPassword(url)}: ${pong.error.message}. Check the address, or leave --engine out to use the embedded engine.`,
    )
  }
  return engine('server', [client], release)
}

function engine(kind: Engine['kind'], clients: ClickHouseClient[], release: () => void): Engine {
  const limits = limitSettings()
  const idlest = leastBusy(clients)
  return {
    kind,
    async query<Row>(sql: string, parameters: Record<string, unknown> = {}) {
      const query = withSettings(sql, limits)
      try {
        const result = await idlest((client) =>
          client.query({ query, query_params: parameters, format: 'JSONEachRow' }),
        )
        return (await result.json<Row>()) as Row[]
      } catch (error) {
        throw inShort(error)
      }
    },
    async command(sql, parameters = {}) {
      const unforced = kind === 'embedded' && DEFINES_TABLE.test(sql)
      const query = HEAVY.test(sql) ? withSettings(sql, limits) : unforced ? withSettings(sql, UNFORCED) : sql
      try {
        await idlest((client) => client.command({ query, query_params: parameters }))
      } catch (error) {
        throw inShort(error)
      }
    },
    async insert(table, rows) {
      for (let start = 0; start < rows.length; start += INSERT_BATCH) {
        const values = rows.slice(start, start + INSERT_BATCH)
        await idlest((client) => client.insert({ table, values, format: 'JSONEachRow' }))
      }
    },
    async close() {
      for (const client of clients) await client.close()
      release()
    },
  }
}

/** Gives work to the client that has least of it. */
function leastBusy(clients: ClickHouseClient[]) {
  const lanes = clients.map((client) => ({ client, running: 0 }))
  return async <Result>(work: (client: ClickHouseClient) => Promise<Result>): Promise<Result> => {
    const lane = lanes.reduce((a, b) => (b.running < a.running ? b : a))
    lane.running++
    try {
      return await work(lane.client)
    } finally {
      lane.running--
    }
  }
}

/**
 * A table's definition waits for the disk (2 to 4 ms) only on a server: the workspace's rows do not either, and what a power cut takes is
 * read again from the evidence. Not where a SELECT fills it: the settings at its end are the SELECT's.
 */
const UNFORCED = 'fsync_metadata = 0'
const DEFINES_TABLE = /^\s*CREATE (?:OR REPLACE )?TABLE\b(?![\s\S]*\bAS\s+(?:SELECT|WITH|\())/

/**
 * The same engine for tables of few rows: to compile a question for the machine, and to divide it among threads, takes longer than to answer it.
 */
export function ofFewRows(engine: Engine): Engine {
  return {
    ...engine,
    query: (sql, parameters) => engine.query(withSettings(sql, AT_ONCE), parameters),
    command: (sql, parameters) => engine.command(HEAVY.test(sql) ? withSettings(sql, AT_ONCE) : sql, parameters),
  }
}

const AT_ONCE =
  'max_threads = 1, compile_expressions = 0, compile_aggregate_expressions = 0, compile_sort_description = 0, compile_regular_expressions = 0'

/** Statements that may go over many rows. */
const HEAVY = /^\s*(INSERT\b|WITH\b|SELECT\b|CREATE OR REPLACE TABLE \w+ ENGINE = [\w ,()]+ AS\s)/i

/** Adds settings to a statement, beside the SETTINGS that it may have at its end. */
function withSettings(sql: string, settings: string): string {
  const own = /\bSETTINGS\s+[\w\s=.,'-]+$/i.test(sql.trimEnd())
  return `${sql.trimEnd()}${own ? ', ' : '\nSETTINGS '}${settings}`
}

/** The engine repeats the whole statement in its message: the beginning tells what is wrong. */
function inShort(error: unknown): Error {
  const text = error instanceof Error ? error.message : String(error)
  return new Error(text.split(/ In scope |\n/)[0]?.slice(0, 400) ?? text)
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//')
}
