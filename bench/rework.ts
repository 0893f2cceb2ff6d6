/**
 * How long finding re-worked mails takes in a large archive, without reading it in: what each step of the preparation and the detector's
 * own queries cost, and whether the three re-worked mails are found with their originals. `node bench/rework.ts [mails]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import type { DetectorContext } from '../src/detect/detector.ts'
import { reworks } from '../src/detect/rework.ts'
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
const timed: Engine = {
  ...engine,
  command: (sql, parameters) =>
    step(`  ${sql.replace(/\s+/g, ' ').slice(0, 70)}`, () => engine.command(sql, parameters)),
}
const context: DetectorContext = {
  query: (sql, parameters) => engine.query(sql, parameters),
  parameter: () => LIKENESS,
  roles: { shared: [], infrastructure: [] } as unknown as DetectorContext['roles'],
  lists,
  timezone: 'Asia/Tokyo',
}
await step('what all detectors of mail share (correspondents, messages, and the first reuse)', () =>
  buildCorrespondents(engine, lists, { examined: 'evidence', own_domains: [], auth_servers: [] }),
)
await step('reuse and reworked-mail', async () => {
  await buildReuse(timed)
  const found = await step('  the judgement', () => reworks(context, LIKENESS))
  const right = found.filter((one) => planted.reworked.get(one.row.file) === one.row.original.file)
  const others = found.filter((one) => !planted.reworked.has(one.row.file))
  for (const [fake, original] of planted.reworked) {
    const one = found.find(({ row }) => row.file === fake)
    if (one?.row.original.file !== original)
      console.log(`missed ${fake} (from ${original}): ${one ? `${one.row.original.file} was named` : 'not seen'}`)
  }
  console.log(
    `found ${right.length} of ${planted.reworked.size} re-worked mails with their originals; ${others.length} others`,
  )
})
console.log(`bar: ${BAR} s of CPU`)
await engine.close()
rmSync(workspace, { recursive: true, force: true })

function usage(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

async function step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const [wall, cpu] = [performance.now(), usage()]
  const result = await work()
  console.log(`${what}: ${((performance.now() - wall) / 1000).toFixed(2)} s, CPU ${(usage() - cpu).toFixed(2)} s`)
  return result
}
