/**
 * Recall and precision on simulated organisations, printed as the tables of docs/quality.md. Recall: every behaviour alone, on several
 * organisations with parameters drawn from the seed. Precision: organisations without an attack, with everything harmless that looks
 * like one. Seeds from 1000 on are for measuring; tune on smaller ones.
 *
 *   node bench/quality.ts [--seeds 3] [--first 1000] [--benign 10] [--only behaviour,…|benign]
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { BEHAVIOURS, type Behaviour } from '../sim/attack.ts'
import { simulate, type Truth } from '../sim/simulate.ts'
import type { FindingsFile, Verdict } from '../src/report/findings.ts'

const run = promisify(execFile)
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1000' },
    only: { type: 'string' },
    benign: { type: 'string', default: '10' },
    keep: { type: 'boolean' },
  },
})
const first = Number(values.first)
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => first + i)
const only = values.only?.split(',')
const folder = mkdtempSync(join(tmpdir(), 'kyumei-quality-'))

const RANK: Record<Verdict, number> = { 'not-visible': 0, 'no-sign': 0, suspected: 1, infected: 2 }

await recall(BEHAVIOURS.filter((behaviour) => !only || only.includes(behaviour)))
if (!only || only.includes('benign')) await precision()
if (values.keep) console.log(folder)
else rmSync(folder, { recursive: true, force: true })

async function recall(behaviours: Behaviour[]): Promise<void> {
  console.log(
    '| behaviour | organisations | verdict as expected or stronger | expected detectors, found of planted | hosts wrongly infected or suspected |',
  )
  console.log('| --- | --: | --: | --- | --: |')
  for (const behaviour of behaviours) {
    const found = new Map<string, number>()
    let [judged, wrong] = [0, 0]
    for (const seed of seeds) {
      const size = { hosts: 30 + ((seed * 37) % 90), days: 5 + ((seed * 3) % 5) }
      const { truth, findings } = await scanned(`${behaviour}-${seed}`, { seed, ...size, behaviours: [behaviour] })
      for (const victim of truth.infected) {
        const row = findings.hosts.find((host) => host.host === victim.host)
        if (row && RANK[row.verdict] >= RANK[victim.expected_verdict as Verdict]) judged++
        for (const detector of victim.expected_detectors) {
          const hit = findings.findings.some(
            (finding) =>
              finding.detector === detector &&
              finding.severity !== 'informational' &&
              finding.hosts.includes(victim.host) &&
              (detector === 'internal-scan' ||
                finding.destinations.some((place) => victim.destinations.includes(place))),
          )
          found.set(detector, (found.get(detector) ?? 0) + (hit ? 1 : 0))
        }
      }
      const guilty = new Set(truth.infected.map((victim) => victim.host))
      wrong += findings.hosts.filter((host) => RANK[host.verdict] >= RANK.suspected && !guilty.has(host.host)).length
    }
    const detectors = [...found].map(([detector, n]) => `${detector} ${n}/${seeds.length}`).join(', ')
    console.log(`| ${behaviour} | ${seeds.length} | ${judged} | ${detectors} | ${wrong} |`)
  }
}

async function precision(): Promise<void> {
  console.log(
    '\n| benign organisation | hosts | days | infected | suspected | allowed suspected | findings above low |',
  )
  console.log('| --- | --: | --: | --: | --: | --: | --: |')
  const sizes = [
    { hosts: 50, days: 5 },
    { hosts: 120, days: 14 },
    { hosts: 300, days: 7 },
    { hosts: 60, days: 30 },
    { hosts: 90, days: 10 },
    { hosts: 500, days: 5 },
    { hosts: 80, days: 20 },
    { hosts: 150, days: 10 },
    { hosts: 50, days: 90 },
    { hosts: 2000, days: 5 },
  ]
  for (const [i, seed] of Array.from(
    { length: Math.max(seeds.length, 1) * 2 },
    (_, i) => [i, first + 500 + i] as const,
  )) {
    const size = sizes[i % sizes.length] as { hosts: number; days: number }
    const { findings } = await scanned(`benign-${seed}`, { seed, ...size, behaviours: [] })
    const count = (verdict: Verdict) => findings.hosts.filter((host) => host.verdict === verdict).length
    const above = findings.findings.filter((finding) => !['informational', 'low'].includes(finding.severity))
    const allowed = ((size.hosts / 200) * size.days) / 30
    console.log(
      `| seed ${seed} | ${size.hosts} | ${size.days} | ${count('infected')} | ${count('suspected')} | ${allowed.toFixed(2)} | ${above.length} |`,
    )
    for (const finding of above)
      console.error(
        `  ${finding.detector} ${finding.hosts[0]} → ${finding.destinations.slice(0, 2)}: ${JSON.stringify(finding.metrics)}`,
      )
  }
}

async function scanned(
  name: string,
  options: { seed: number; hosts: number; days: number; behaviours: Behaviour[] },
): Promise<{ truth: Truth; findings: FindingsFile }> {
  const place = join(folder, name)
  const truth = await simulate({ ...options, out: place, attack: options.behaviours.length > 0 })
  const main = new URL('../src/cli/main.ts', import.meta.url).pathname
  await run(process.execPath, [main, 'scan', join(place, 'logs'), '--out', join(place, 'report'), '--lang', 'en'], {
    maxBuffer: 1 << 26,
  })
  const findings = JSON.parse(readFileSync(join(place, 'report', 'findings.json'), 'utf8')) as FindingsFile
  if (!values.keep) rmSync(place, { recursive: true, force: true })
  return { truth, findings }
}
