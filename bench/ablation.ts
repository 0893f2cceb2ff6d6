/**
 * What each source of logs is worth: organisations with every behaviour, a victim each, scanned with all logs and then without the proxy's,
 * the firewall's, the name server's, the leases. How many victims are still accused, convicted, called "not visible", and, worst, "no sign".
 *
 * Below it, by behaviour: who is still found without which log; ■ infected, ▲ suspected, ？ not visible, ○ no sign, one mark a seed.
 *
 *   node bench/ablation.ts [--seeds 3] [--first 1000] [--without nothing,dns]
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { BEHAVIOURS, type Behaviour } from '../sim/attack.ts'
import { LOG_KINDS, type LogKind } from '../sim/products.ts'
import { simulate, type Truth } from '../sim/simulate.ts'
import { MARKS } from '../src/report/hosts.ts'
import type { FindingsFile, Verdict } from '../src/story/findings.ts'
import { shareText } from './wilson.ts'

const run = promisify(execFile)
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1000' },
    without: { type: 'string' },
  },
})
const ALL: (LogKind | 'nothing')[] = ['nothing', ...LOG_KINDS]
const CASES = ALL.filter((missing) => values.without?.split(',').includes(missing) ?? true)
const RANK: Record<Verdict, number> = { infected: 3, suspected: 2, 'not-visible': 1, 'no-sign': 0 }

const verdicts = new Map<string, { behaviour: Behaviour; verdict: Verdict }[]>(CASES.map((missing) => [missing, []]))
const others = new Map<string, number>(CASES.map((missing) => [missing, 0]))
for (let i = 0; i < Number(values.seeds); i++)
  for (const missing of CASES) {
    const seed = Number(values.first) + i
    const folder = mkdtempSync(join(tmpdir(), 'kyumei-ablation-'))
    try {
      const truth = await simulate({
        seed,
        hosts: BEHAVIOURS.length * 2,
        days: 5,
        behaviours: BEHAVIOURS,
        attack: true,
        products: 'any',
        out: folder,
        without: missing === 'nothing' ? [] : [missing],
      })
      const file = await scanned(folder)
      const judged = truth.infected.map((one) => ({ behaviour: one.behaviour, verdict: verdictOf(one, file) }))
      verdicts.get(missing)?.push(...judged)
      others.set(missing, (others.get(missing) ?? 0) + wrongly(truth, file))
      const quiet = judged.filter(({ verdict }) => RANK[verdict] < 2)
      console.error(`seed ${seed} without ${missing}: ${quiet.map((one) => Object.values(one).join(' ')).join(', ')}`)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

console.log(
  '| without the log of | infected or suspected | of these infected | not visible | no sign | others accused |',
)
console.log('| --- | --: | --: | --: | --: | --: |')
for (const missing of CASES) {
  const own = verdicts.get(missing) ?? []
  const count = (...wanted: Verdict[]) => own.filter(({ verdict }) => wanted.includes(verdict)).length
  console.log(
    `| ${missing} | ${shareText(count('infected', 'suspected'), own.length)} | ${count('infected')} | ${count('not-visible')} | ${count('no-sign')} | ${others.get(missing)} |`,
  )
}

console.log(`\n| behaviour | ${CASES.join(' | ')} |\n| --- |${' --- |'.repeat(CASES.length)}`)
for (const name of BEHAVIOURS) {
  const marks = CASES.map((missing) =>
    (verdicts.get(missing) ?? [])
      .filter(({ behaviour }) => behaviour === name)
      .map(({ verdict }) => MARKS[verdict])
      .join(''),
  )
  console.log(`| ${name} | ${marks.join(' | ')} |`)
}

async function scanned(folder: string): Promise<FindingsFile> {
  const main = new URL('../src/cli/main.ts', import.meta.url).pathname
  await run(process.execPath, [main, 'scan', join(folder, 'logs'), '--out', join(folder, 'report'), '--lang', 'en'], {
    maxBuffer: 1 << 26,
  })
  return JSON.parse(readFileSync(join(folder, 'report', 'findings.json'), 'utf8')) as FindingsFile
}

function verdictOf(victim: Truth['infected'][number], file: FindingsFile): Verdict {
  const rows = file.hosts.filter((row) => namesOf(victim).includes(row.host) || row.addresses.includes(victim.actor))
  return rows.map((row) => row.verdict).sort((a, b) => RANK[b] - RANK[a])[0] ?? 'not-visible'
}

/** Without leases a host is its address. */
function namesOf(victim: Truth['infected'][number]): string[] {
  return [victim.host, victim.actor, victim.address]
}

function wrongly(truth: Truth, file: FindingsFile): number {
  const guilty = new Set(truth.infected.flatMap(namesOf))
  return file.hosts.filter(
    (row) => RANK[row.verdict] >= 2 && !guilty.has(row.host) && !row.addresses.some((address) => guilty.has(address)),
  ).length
}
