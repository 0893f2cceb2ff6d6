/** The ingest bar: our whole ingest of a Squid log against the bare engine's INSERT … SELECT of the same columns from the same plain file. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { readEvidence } from '../src/evidence/read.ts'
import { FORMATS } from '../src/formats/index.ts'
import { recogniserOf } from '../src/formats/recogniser.ts'
import { headsOf } from '../src/store/head.ts'
import { ingestAll } from '../src/store/ingest.ts'
import { eventColumns, eventSelect } from '../src/store/select.ts'
import { lineSource, READ_SETTINGS } from '../src/store/source.ts'
import { testEngine } from '../src/store/test-engine.ts'
import { squidLog } from './squid-log.ts'

const LINES = Number(process.argv[2] ?? 1_000_000)
const RUNS = 5
const folder = mkdtempSync(join(tmpdir(), 'kyumei-bench-'))
const log = join(folder, 'access.log')
await squidLog(log, LINES)
const engine = await testEngine()
const squid = FORMATS.filter((format) => format.id === 'squid-native')
const ratios: number[] = []
for (let run = 0; run <= RUNS; run++) {
  for (const table of ['web_event', 'evidence', 'ignored_line']) await engine.command(`TRUNCATE TABLE ${table}`)
  const spool = join(folder, `spool-${run}`)
  mkdirSync(spool)
  const started = performance.now()
  const { evidence } = await readEvidence([log], { spool })
  await ingestAll(
    engine,
    evidence,
    FORMATS,
    { timezone: 'Asia/Tokyo' },
    {
      error: (error) => {
        throw error
      },
    },
  )
  const ours = performance.now() - started
  const first = evidence[0]
  if (!first) throw new Error('nothing was read')
  const source = await lineSource(engine, first)
  const [head] = await headsOf(engine, [source], recogniserOf(squid), 'Asia/Tokyo')
  const found = head?.one
  if (!found) throw new Error('nothing to select')
  const selection = { ...found, where: '1' }
  await engine.command('TRUNCATE TABLE web_event')
  const bareStart = performance.now()
  await engine.command(
    `INSERT INTO web_event (${eventColumns(selection).join(', ')}) ${eventSelect(selection, first.id)} SETTINGS ${READ_SETTINGS}`,
  )
  const bare = performance.now() - bareStart
  if (run > 0) {
    ratios.push(ours / bare)
    console.log(
      `run ${run}: ours ${(ours / 1000).toFixed(2)} s, bare engine ${(bare / 1000).toFixed(2)} s, ratio ${(ours / bare).toFixed(2)}`,
    )
  }
}
ratios.sort((a, b) => a - b)
console.log(
  `${LINES} lines, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB: median ratio ${ratios[Math.floor(RUNS / 2)]?.toFixed(2)} (bar 1.5), peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
)
await engine.close()
rmSync(folder, { recursive: true, force: true })
