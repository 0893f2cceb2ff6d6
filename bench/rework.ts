/**
 * How long finding re-worked mails takes in a large archive, without reading it in: what each step of the preparation and the detector's
 * own queries cost, and whether the three re-worked mails are found with their originals. `node bench/rework.ts [mails]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import type { DetectorContext } from '../src/detect/detector.ts'
import { reworks } from '../src/detect/mail/rework.ts'
import { loadLists } from '../src/lists/index.ts'
import { buildCorrespondents } from '../src/mail/correspondents.ts'
import { buildReuse } from '../src/mail/reuse.ts'
import { type Engine, openEngine } from '../src/store/engine.ts'
import { createTables } from '../src/store/tables.ts'
import { archive } from './rework-archive.ts'

const MAILS = Number(process.argv[2] ?? 100_000)
const BAR = 10 // seconds of CPU for 100,000 mails
const LIKENESS = 0.5
console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${MAILS} mails`)

const workspace = mkdtempSync(join(tmpdir(), 'kyumei-rework-bench-'))
const engine = await openEngine({ workspace })
await createTables(engine)
const planted = archive(MAILS)
for (const table of ['mail', 'mail_attachment', 'mail_url'] as const) await engine.insert(table, planted[table])
await engine.insert('evidence', [{ evidence_id: 'e', path: 'archive.mbox' }])

const lists = loadLists()
let reuse = { wall: 0, cpu: 0 } // when the first statement of it began
const timed: Engine = {
  ...engine,
  command: (sql, parameters) => {
    const what = sql.replace(/\s+/g, ' ').trim().slice(0, 60)
    if (what.startsWith('CREATE OR REPLACE TABLE reuse ')) reuse = { wall: performance.now(), cpu: usage() }
    return step(`  ${what}`, () => engine.command(sql, parameters))
  },
}
const context: DetectorContext = {
  query: (sql, parameters) => engine.query(sql, parameters),
  queryOnce: (sql, parameters) => engine.query(sql, parameters),
  keep: async () => {},
  parameter: () => LIKENESS,
  roles: { shared: [], infrastructure: [] } as unknown as DetectorContext['roles'],
  lists,
  timezone: 'Asia/Tokyo',
  convicted: async () => [],
  suspects: async () => [],
}
await buildCorrespondents(timed, lists, { examined: 'evidence', own_domains: [], auth_servers: [] })
await buildReuse(timed, lists['business-phrase'])
const found = await step('  the judgement', () => reworks(context, LIKENESS))
const [wall, cpu] = [(performance.now() - reuse.wall) / 1000, usage() - reuse.cpu]
for (const [fake, original] of planted.reworked) {
  const one = found.find(({ row }) => row.file === fake)
  if (one?.row.original.file !== original)
    console.log(`missed ${fake} (from ${original}): ${one ? `${one.row.original.file} was named` : 'not seen'}`)
}
const right = found.filter(({ row }) => planted.reworked.get(row.file) === row.original.file).length
const others = found.filter(({ row }) => !planted.reworked.has(row.file)).length
console.log(
  `found ${right} of ${planted.reworked.size} re-worked mails with their originals, and ${others} others, in ${wall.toFixed(1)} s (CPU ${cpu.toFixed(1)} s; bar ${BAR} s of CPU)`,
)
await engine.close()
rmSync(workspace, { recursive: true, force: true })

function usage(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Prints what took more than a moment. */
async function step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const [wall, cpu] = [performance.now(), usage()]
  const result = await work()
  const spent = usage() - cpu
  if (spent >= 0.1)
    console.log(`${what}: ${((performance.now() - wall) / 1000).toFixed(2)} s, CPU ${spent.toFixed(2)} s`)
  return result
}
