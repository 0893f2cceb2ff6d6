/** Results of the quality bench, and the tables made of them. */
import type { AccountBehaviour } from '../sim/accounts/account-plays.ts'
import type { Behaviour } from '../sim/attack.ts'
import type { Cover } from '../sim/cover.ts'
import type { TakenOver } from '../sim/mail/taken-over.ts'
import type { Truth } from '../sim/simulate.ts'
import type { FindingsFile, Verdict } from '../src/story/findings.ts'
import { shareText } from './wilson.ts'

export interface Case {
  id: string
  seed: number
  hosts: number
  days: number
  behaviour?: Behaviour | AccountBehaviour | TakenOver
  cover?: Cover
}

export interface Result extends Case {
  error: string
  products: string
  victims: number
  /** verdict as expected or stronger; where nothing can be seen: anything but no-sign */
  judged: number
  expected: string
  verdicts: string[]
  /** detector → found, of planted */
  found: Record<string, [number, number]>
  infected: string[]
  suspected: string[]
  /** accounts suspected or abused, in organisations where none is; results of earlier versions have none */
  accounts?: string[]
  /** findings above low on hosts that are no victims */
  above: string[]
}

const RANK: Record<Verdict, number> = { 'not-visible': 0, 'no-sign': 0, suspected: 1, infected: 2 }

export const accused = (one: Case): Result => ({
  ...one,
  error: '',
  products: '',
  victims: 0,
  judged: 0,
  expected: '',
  verdicts: [],
  found: {},
  infected: [],
  suspected: [],
  above: [],
})

export function resultOf(one: Case, truth: Truth, file: FindingsFile): Result {
  const result = accused(one)
  result.products = Object.values(truth.products).join(' ')
  const guilty = new Set<string>()
  for (const victim of truth.infected) {
    result.victims++
    const rows = file.hosts.filter(
      (row) => row.host === victim.host || row.host === victim.actor || row.addresses.includes(victim.actor),
    )
    const names = [victim.host, victim.actor, victim.address, ...rows.map((row) => row.host)]
    for (const name of names) guilty.add(name)
    const verdict = rows.map((row) => row.verdict).sort((a, b) => RANK[b] - RANK[a])[0] ?? 'not-visible'
    result.verdicts.push(verdict)
    result.expected = victim.expected_verdict
    const wanted = victim.expected_verdict as Verdict
    // a host that other signs accuse is rightly accused; only "no sign" claims what no log could tell
    if (wanted === 'not-visible' ? verdict !== 'no-sign' : RANK[verdict] >= RANK[wanted]) result.judged++
    for (const detector of victim.expected_detectors) {
      const hit = file.findings.some(
        (finding) =>
          finding.detector === detector &&
          finding.severity !== 'informational' &&
          finding.hosts.some((host) => names.includes(host)) &&
          (detector === 'internal-scan' ||
            finding.destinations.some((place) => victim.destinations.some(covers(place)))),
      )
      const [n, of] = result.found[detector] ?? [0, 0]
      result.found[detector] = [n + (hit ? 1 : 0), of + 1]
    }
  }
  const others = file.hosts.filter((row) => !guilty.has(row.host))
  result.infected = others.filter((row) => row.verdict === 'infected').map((row) => row.host)
  result.suspected = others.filter((row) => row.verdict === 'suspected').map((row) => row.host)
  if (one.behaviour === undefined)
    result.accounts = file.accounts.filter((row) => row.verdict !== 'weak').map((row) => row.account)
  result.above = file.findings
    .filter((finding) => !['informational', 'low'].includes(finding.severity))
    .filter((finding) => finding.hosts.every((host) => !guilty.has(host)))
    .map(
      (finding) =>
        `${finding.detector} ${finding.severity} ${finding.hosts[0]} → ${finding.destinations.slice(0, 2).join(', ')} ${JSON.stringify(finding.metrics)}`,
    )
  return result
}

/** One result a victim, of an organisation with many; hosts wrongly accused count with the first. */
export function resultsOf(one: Case, truth: Truth, file: FindingsFile): Result[] {
  const whole = resultOf(one, truth, file)
  return truth.infected.map((victim, i) => ({
    ...resultOf(
      { ...one, id: `${victim.behaviour} ${one.seed}`, behaviour: victim.behaviour },
      { ...truth, infected: [victim] },
      file,
    ),
    infected: i === 0 ? whole.infected : [],
    suspected: i === 0 ? whole.suspected : [],
    above: i === 0 ? whole.above : [],
  }))
}

/** A finding may name the registered domain of a place. */
const covers = (found: string) => (place: string) => found === place || place.endsWith(`.${found}`)

export function tables(results: Result[]): string {
  const good = results.filter((one) => one.error === '')
  const attacks = good.filter((one) => one.behaviour !== undefined && one.cover === undefined)
  const hidden = good.filter((one) => one.cover !== undefined)
  const benign = good.filter((one) => one.behaviour === undefined)
  const failed = results.filter((one) => one.error !== '')
  return [
    recallTable(attacks),
    detectorTable(attacks),
    coverTable(hidden),
    benignTable(benign),
    ...(failed.length > 0 ? [failed.map((one) => `- ${one.id}: ${one.error}`).join('\n')] : []),
  ].join('\n\n')
}

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0)

function recallTable(results: Result[]): string {
  const rows = [...Map.groupBy(results, (one) => one.behaviour)].map(([behaviour, own]) => {
    const detectors = countsOf(own).map(([detector, [n, of]]) => `${detector} ${n}/${of}`)
    const wrong = sum(own.map((one) => one.infected.length + one.suspected.length))
    return `| ${behaviour} | ${shareText(sum(own.map((one) => one.judged)), own.length)} | ${detectors.join(', ')} | ${wrong} |`
  })
  return [
    '| behaviour | verdict as expected or stronger | expected detectors, found of visible | others wrongly infected or suspected |',
    '| --- | --: | --- | --: |',
    ...rows,
    `| all | ${shareText(sum(results.map((one) => one.judged)), results.length)} | | ${sum(results.map((one) => one.infected.length + one.suspected.length))} |`,
  ].join('\n')
}

function countsOf(results: Result[]): [string, [number, number]][] {
  const counts = new Map<string, [number, number]>()
  for (const { found } of results)
    for (const [detector, [n, of]] of Object.entries(found)) {
      const [sofar, all] = counts.get(detector) ?? [0, 0]
      counts.set(detector, [sofar + n, all + of])
    }
  return [...counts]
}

function detectorTable(results: Result[]): string {
  const rows = countsOf(results)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([detector, [n, of]]) => `| ${detector} | ${shareText(n, of)} |`)
  return ['| detector | found where its logs show it |', '| --- | --: |', ...rows].join('\n')
}

function coverTable(results: Result[]): string {
  const rows = [...Map.groupBy(results, (one) => `${one.cover} | ${one.behaviour}`)].map(([name, own]) => {
    const count = (texts: string[]) =>
      [...Map.groupBy(texts, (text) => text)].map(([text, all]) => `${text} ${all.length}`).join(', ')
    return `| ${name} | ${count(own.map((one) => one.expected))} | ${count(own.flatMap((one) => one.verdicts))} |`
  })
  return ['| cover | behaviour | true | reported |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function benignTable(results: Result[]): string {
  const rows = results.map((one) => {
    const allowed = ((one.hosts / 200) * one.days) / 30
    return `| ${one.seed} | ${one.hosts} | ${one.days} | ${one.products} | ${one.infected.length} | ${one.suspected.length} | ${allowed.toFixed(2)} | ${one.accounts?.length ?? '–'} | ${one.above.length} |`
  })
  const months = sum(results.map((one) => ((one.hosts / 200) * one.days) / 30))
  return [
    '| benign organisation | hosts | days | products | infected | suspected | allowed suspected | accounts suspected or abused | findings above low |',
    '| --- | --: | --: | --- | --: | --: | --: | --: | --: |',
    ...rows,
    `| all | | | | ${sum(results.map((one) => one.infected.length))} | ${sum(results.map((one) => one.suspected.length))} | ${months.toFixed(2)} | ${sum(results.map((one) => one.accounts?.length ?? 0))} | |`,
  ].join('\n')
}
