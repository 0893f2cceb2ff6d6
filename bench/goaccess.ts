/** Our scan of three million proxy lines, report included, against GoAccess's HTML report of the same file, in turns. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { measured } from './measured.ts'
import { squidLog } from './squid-log.ts'

const LINES = Number(process.argv[2] ?? 3_000_000)
const RUNS = 3
/** GoAccess 1.7's own name for it, SQUID, fails on times with milliseconds */
const SQUID = ['--no-global-config', '--log-format=%x.%^ %~%L %h %^/%s %b %m %U', '--datetime-format=%s']
if (spawnSync('goaccess', ['--version']).error) {
  console.log('GoAccess is not installed (scripts/install-components.sh installs it): nothing was measured.')
  process.exit(0)
}
const kyumei = new URL('../kyumei', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'kyumei-goaccess-'))
const log = join(folder, 'access.log')
await squidLog(log, LINES)
const ratios: number[] = []
for (let run = 1; run <= RUNS; run++) {
  const ours = await measured(kyumei, ['scan', log, '--out', join(folder, `report-${run}`), '--lang', 'en'])
  const theirs = await measured('goaccess', [log, ...SQUID, '--no-progress', '-o', join(folder, 'goaccess.html')])
  ratios.push(ours.seconds / theirs.seconds)
  console.log(
    `run ${run}: ours ${ours.seconds.toFixed(1)} s and ${ours.megabytes.toFixed(0)} MB, GoAccess ${theirs.seconds.toFixed(1)} s and ${theirs.megabytes.toFixed(0)} MB`,
  )
}
ratios.sort((a, b) => a - b)
console.log(
  `${LINES} lines, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB: median ratio ${ratios[Math.floor(RUNS / 2)]?.toFixed(2)} (bar 1: ours must be faster)`,
)
rmSync(folder, { recursive: true, force: true })
