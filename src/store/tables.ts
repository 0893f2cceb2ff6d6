/** Creates a workspace's tables and checks that an older or newer workspace is not mistaken for ours. */
import type { Engine } from './engine.ts'
import { MAIL_TABLES } from './mail-schema.ts'
import { COLUMNS, EVENT_TABLES, SCHEMA_VERSION, SORTED_BY } from './schema.ts'

export class SchemaMismatch extends Error {
  override name = 'SchemaMismatch'
}

const MERGE_TREE = 'ENGINE = MergeTree'

export async function createTables(engine: Engine): Promise<void> {
  await engine.command(`CREATE TABLE IF NOT EXISTS schema_version (version UInt32) ${MERGE_TREE} ORDER BY version`)
  const found = await engine.query<{ version: number }>(
    'SELECT max(version) AS version, count() AS n FROM schema_version HAVING n > 0',
  )
  const version = found[0]?.version
  if (version === SCHEMA_VERSION) return await engine.command(ADDRESS)
  if (version !== undefined) {
    throw new SchemaMismatch(
      `this workspace was written by another version of kyumei (schema ${version}, this one reads ${SCHEMA_VERSION}). ` +
        'Scan the evidence again into a new workspace with --out or --workspace.',
    )
  }
  const tables = [...EVENT_TABLES.map(eventTable), ...Object.keys(MAIL_TABLES).map(mailTable), ...BOOKKEEPING]
  await Promise.all(tables.map((sql) => engine.command(sql)))
  await engine.insert('schema_version', [{ version: SCHEMA_VERSION }])
}

/**
 * Makes a table that each scan makes anew. One into which nothing will come, or few rows that nobody asks for later, is kept in memory:
 * empty, too, a table on disk is half a dozen files and folders.
 */
export async function makeAnew(engine: Engine, sql: string, onDisk: boolean): Promise<void> {
  await engine.command(onDisk ? sql : sql.replace(/ENGINE = MergeTree\s+ORDER BY .*$/s, 'ENGINE = Memory'))
}

/** Tables of the workspace that have rows, and how many: asking an empty one costs as much as asking a small one. */
export async function filledTables(engine: Engine): Promise<Map<string, number>> {
  const rows = await engine.query<{ name: string; n: string }>(
    'SELECT name, total_rows AS n FROM system.tables WHERE database = currentDatabase() AND total_rows > 0',
  )
  return new Map(rows.map(({ name, n }) => [name, Number(n)]))
}

function eventTable(table: (typeof EVENT_TABLES)[number]): string {
  const columns = Object.entries(COLUMNS[table]).map(([name, type]) => `${name} ${type}`)
  return `
    CREATE TABLE IF NOT EXISTS ${table}
    (
      ${columns.join(',\n      ')},
      evidence_id LowCardinality(String),
      line UInt32 CODEC(Delta, ZSTD(1))
    )
    ${MERGE_TREE}
    ORDER BY (${SORTED_BY[table]})`
}

function mailTable(table: string): string {
  const { columns, order } = MAIL_TABLES[table] ?? { columns: {}, order: 'tuple()' }
  return `
    CREATE TABLE IF NOT EXISTS ${table}
    (
      ${Object.entries(columns)
        .map(([name, type]) => `${name} ${type}`)
        .join(',\n      ')},
      evidence_id LowCardinality(String),
      line UInt32
    )
    ${MERGE_TREE}
    ORDER BY (${order})`
}

/** An address as text, mapped ones as IPv4; written out once for all rows of a block that have it. */
const ADDRESS = `CREATE OR REPLACE FUNCTION address AS (ip) -> CAST(
  if(toLowCardinality(ip) BETWEEN toIPv6('::ffff:0.0.0.0') AND toIPv6('::ffff:255.255.255.255'),
    substring(IPv6NumToString(toLowCardinality(ip)), 8), IPv6NumToString(toLowCardinality(ip))), 'String')`

const BOOKKEEPING = [
  // An evidence counts only once its row stands here: what a crash left behind has none, and is deleted at the next start.
  `CREATE TABLE IF NOT EXISTS evidence
   (
     evidence_id String, path String, sha256 String, bytes UInt64, encoding String, formats Array(String), timezone String,
     lines UInt64, parsed UInt64, ignored UInt64, unparsed UInt64, events UInt64,
     first Nullable(DateTime64(3, 'UTC')), last Nullable(DateTime64(3, 'UTC')), year Int32, year_from String
   ) ${MERGE_TREE} ORDER BY evidence_id`,
  // Lines that no format could read: whole, so that nothing is lost and everything can be searched.
  `CREATE TABLE IF NOT EXISTS unparsed_line
   (evidence_id LowCardinality(String), line UInt32 CODEC(Delta, ZSTD(1)), text String CODEC(ZSTD(3)), reason LowCardinality(String))
   ${MERGE_TREE} ORDER BY (evidence_id, line)`,
  `CREATE TABLE IF NOT EXISTS ignored_line
   (evidence_id LowCardinality(String), format LowCardinality(String), reason LowCardinality(String), lines UInt64)
   ${MERGE_TREE} ORDER BY evidence_id`,
  ADDRESS,
]
