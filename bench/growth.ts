/** The growth bar: ten times the lines in at most eleven times the time and 1.5 times the memory; a whole scan, report included. */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { measured } from './measured.ts'
import { squidLog } from './squid-log.ts'

const SMALL = Number(process.argv[2] ?? 1_000_000)
const kyumei = new URL('../kyumei', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'kyumei-growth-'))
const runs = []
for (const lines of [SMALL, SMALL * 10]) {
  const log = join(folder, `${lines}.log`)
  await squidLog(log, lines)
  const run = await measured(kyumei, ['scan', log, '--out', join(folder, `report-${lines}`), '--lang', 'en'])
  console.log(`${lines} lines: ${run.seconds.toFixed(1)} s, peak memory ${run.megabytes.toFixed(0)} MB`)
  runs.push(run)
}
const [small, large] = runs
if (small && large) {
  console.log(
    `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB: ten times the lines take ${(large.seconds / small.seconds).toFixed(2)} times the time (bar 11) and ${(large.megabytes / small.megabytes).toFixed(2)} times the memory (bar 1.5)`,
  )
}
rmSync(folder, { recursive: true, force: true })
