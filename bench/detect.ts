/** The detection bar: all detectors over an ingested month of an organisation take no longer than its ingest. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { simulate } from '../sim/simulate.ts'
import { DETECTORS } from '../src/detect/index.ts'
import { readEvidence } from '../src/evidence/read.ts'
import { FORMATS } from '../src/formats/index.ts'
import { ingestAll } from '../src/store/ingest.ts'
import { testEngine } from '../src/store/test-engine.ts'
import { parseConfig } from '../src/story/config.ts'
import { investigate } from '../src/story/investigate.ts'

const [hosts, days] = [Number(process.argv[2] ?? 60), Number(process.argv[3] ?? 30)]
const folder = mkdtempSync(join(tmpdir(), 'kyumei-detect-'))
const spool = join(folder, 'spool')
mkdirSync(spool)
await simulate({ out: folder, seed: 4242, hosts, days, attack: true })
const engine = await testEngine()
const [started, before] = [performance.now(), process.cpuUsage()]
const { evidence } = await readEvidence([join(folder, 'logs')], { spool })
const ingested = await ingestAll(
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
const ingest = performance.now() - started
const ingestCpu = seconds(process.cpuUsage(before))
const times: [string, number][] = []
const detecting = process.cpuUsage()
let begun = performance.now()
let name = 'preparation'
const next = (what: string) => {
  times.push([name, performance.now() - begun])
  begun = performance.now()
  name = what
}
await investigate(engine, DETECTORS, parseConfig('', 'kyumei.yaml', DETECTORS), {
  evidence,
  timezone: 'Asia/Tokyo',
  lang: 'en',
  problems: [],
  version: 'bench',
  onProgress: next,
})
next('')
const cpu = seconds(process.cpuUsage(detecting))
const total = times.reduce((sum, [, ms]) => sum + ms, 0)
for (const [what, ms] of times) console.log(`${what} ${(ms / 1000).toFixed(2)} s`)
const lines = ingested.reduce((sum, one) => sum + one.row.lines, 0)
console.log(
  `${hosts} hosts, ${days} days, ${lines} lines, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB: ingest ${(ingest / 1000).toFixed(1)} s; preparation, all detectors and summaries ${(total / 1000).toFixed(1)} s, ratio ${(total / ingest).toFixed(2)} (bar 1); CPU ${cpu.toFixed(1)} s against ${ingestCpu.toFixed(1)} s, ratio ${(cpu / ingestCpu).toFixed(2)}`,
)
await engine.close()
rmSync(folder, { recursive: true, force: true })

function seconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6
}
