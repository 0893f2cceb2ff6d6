/**
 * Recall and precision on simulated organisations, as the tables of docs/quality.md. Recall: every behaviour alone, on several
 * organisations whose products and parameters are drawn from the seed; and behaviours under cover, where the truth may be "not visible".
 * Precision: organisations without an attack, with everything harmless that looks like one. Seeds from 1000 on are for measuring; tune on
 * smaller ones. Each case's result is a line of --out as soon as it is known, and the tables beside it are written anew: a run that
 * stops goes on where it stopped.
 *
 *   node bench/quality.ts [--seeds 3] [--first 1000] [--benign 10] [--largest 300] [--longest 20] [--skip 0] [--only name,…] [--out FILE]
 *   names: behaviours of hosts, of accounts and of mail, `cover`, `benign`, `benign-mail`. --without-network: organisations of accounts have no logs of proxy, firewall,
 *   name server and leases: a tenth of the time. --together: all behaviours in one organisation a seed, a victim each; a thirtieth of the time
 */
import { execFile } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { ACCOUNT_BEHAVIOURS, type AccountBehaviour } from '../sim/accounts/account-plays.ts'
import { BEHAVIOURS, type Behaviour } from '../sim/attack.ts'
import type { Cover } from '../sim/cover.ts'
import { TAKEN_OVER, type TakenOver } from '../sim/mail/taken-over.ts'
import { LOG_KINDS } from '../sim/products.ts'
import { simulate } from '../sim/simulate.ts'
import type { FindingsFile } from '../src/story/findings.ts'
import { accountResults } from './quality-accounts.ts'
import { mailResult, writeArchive } from './quality-mail.ts'
import { accused, type Case, type Result, resultOf, resultsOf, tables } from './quality-table.ts'

const run = promisify(execFile)
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1000' },
    only: { type: 'string' },
    benign: { type: 'string', default: '10' },
    largest: { type: 'string', default: '300' },
    longest: { type: 'string', default: '20' },
    skip: { type: 'string', default: '0' }, // of the seeds and sizes: those that another run has
    out: { type: 'string', default: join(tmpdir(), 'kyumei-quality.jsonl') },
    together: { type: 'boolean' },
    'without-network': { type: 'boolean' },
    keep: { type: 'boolean' },
  },
})
const only = values.only?.split(',')
const wants = (name: string) => !only || only.includes(name)
const first = Number(values.first)
const folder = mkdtempSync(join(tmpdir(), 'kyumei-quality-'))

/** What hides what: each cover with a behaviour that it hides, or that must be seen in spite of it. */
const COVERED: [Cover, Behaviour][] = [
  ['log-gap', 'own-domain-proxy'],
  ['clock-off', 'bypass-beacon'],
  ['only-denied', 'bypass-beacon'],
  ['shared-proxy', 'own-domain-proxy'],
  ['retention', 'upload-night'],
  ['no-dns', 'dns-tunnel'],
  ['no-dns', 'bypass-beacon'],
  ['no-firewall', 'bypass-beacon'],
  ['no-proxy-log', 'own-domain-proxy'],
  ['no-ipv6', 'ipv6-direct'],
  ['doh', 'dga'],
  ['doh', 'bypass-beacon'],
]

/** The last two are long and large: one of each is enough. */
const SIZES: { hosts: number; days: number }[] = [
  { hosts: 50, days: 5 },
  { hosts: 60, days: 14 },
  { hosts: 120, days: 5 },
  { hosts: 80, days: 7 },
  { hosts: 50, days: 30 },
  { hosts: 200, days: 5 },
  { hosts: 90, days: 10 },
  { hosts: 300, days: 7 },
  { hosts: 150, days: 6 },
  { hosts: 70, days: 21 },
  { hosts: 50, days: 90 },
  { hosts: 2000, days: 5 },
]

const TAKEN_OVER_NAMES = Object.keys(TAKEN_OVER) as TakenOver[]
const MAIL_SIZE = { hosts: 24, days: 35 }

/** days from the simulation's usual first day on: what lies after today no scan takes for the truth */
const IN_THE_PAST = 40

const done = new Map<string, Result>()
if (existsSync(values.out))
  for (const line of readFileSync(values.out, 'utf8').split('\n').filter(Boolean)) {
    const result = JSON.parse(line) as Result
    if (result.error === '') done.set(result.id, result)
  }
console.error(`${values.out}: ${done.size} results are there already`)
for (const one of cases()) {
  const names = one.abuses ?? one.behaviours
  if (names.length > 0 ? names.every((name) => done.has(`${name} ${one.seed}`)) : done.has(one.id)) continue
  const results = await measured(one)
  for (const result of results) {
    done.set(result.id, result)
    appendFileSync(values.out, `${JSON.stringify(result)}\n`)
  }
  writeFileSync(`${values.out}.md`, tables([...done.values()]))
  const [result] = results
  if (!result) continue
  console.error(
    `${one.id}: ${result.error || `${result.judged}/${result.victims} judged, ${result.above.length} above low`}`,
  )
  for (const finding of result.above) console.error(`  ${finding}`)
}
console.log(tables([...done.values()]))
if (values.keep) console.log(folder)
else rmSync(folder, { recursive: true, force: true })

interface Planned extends Case {
  behaviours: Behaviour[]
  /** abuses of accounts, in organisations without infected hosts */
  abuses?: AccountBehaviour[]
  /** only mail, of an organisation with one such account or none */
  mail?: TakenOver | 'benign-mail'
}

/** By seed, so that every behaviour has been tried once before any is tried again; the benign ones among them. */
function* cases(): Generator<Planned> {
  const [largest, longest] = [Number(values.largest), Number(values.longest)]
  const sizes = SIZES.filter((size) => size.hosts <= largest && size.days <= longest)
  for (let i = Number(values.skip); i < Math.max(Number(values.seeds), Number(values.benign)); i++) {
    const seed = first + i
    if (i < Number(values.seeds)) {
      const size = { hosts: 30 + ((seed * 37) % 60), days: 5 + ((seed * 3) % 4) }
      const wanted = BEHAVIOURS.filter(wants)
      if (values.together && wanted.length > 0)
        yield { id: `together ${seed}`, seed, hosts: wanted.length * 2, days: size.days, behaviours: wanted }
      else
        for (const behaviour of wanted)
          yield { id: `${behaviour} ${seed}`, seed, ...size, behaviour, behaviours: [behaviour] }
      // an account's own history needs some days before the abuse
      const longer = { hosts: size.hosts, days: size.days + 6 }
      const abuses = ACCOUNT_BEHAVIOURS.filter(wants)
      if (values.together && abuses.length > 0)
        yield { id: `accounts ${seed}`, seed, ...longer, behaviours: [], abuses }
      else for (const name of abuses) yield { id: `${name} ${seed}`, seed, ...longer, behaviours: [], abuses: [name] }
      for (const mail of TAKEN_OVER_NAMES.filter(wants))
        yield { id: `${mail} ${seed}`, seed, ...MAIL_SIZE, behaviour: mail, behaviours: [], mail }
      for (const [cover, behaviour] of COVERED)
        if (wants('cover'))
          yield {
            id: `${cover}+${behaviour} ${seed}`,
            seed,
            hosts: 30,
            days: cover === 'retention' ? 24 : 5,
            behaviour,
            behaviours: [behaviour],
            cover,
          }
    }
    const size = sizes[i % sizes.length]
    if (i < Number(values.benign) && size && wants('benign'))
      yield { id: `benign ${seed + 500}`, seed: seed + 500, ...size, behaviours: [] }
    if (i < Number(values.benign) && wants('benign-mail'))
      yield { id: `benign-mail ${seed + 500}`, seed: seed + 500, ...MAIL_SIZE, behaviours: [], mail: 'benign-mail' }
  }
}

async function measured(one: Planned): Promise<Result[]> {
  const place = join(folder, one.id.replaceAll(/[^a-z0-9]+/g, '-'))
  try {
    if (one.mail) {
      const truth = writeArchive(one.seed, place, one.mail === 'benign-mail' ? undefined : one.mail)
      return [mailResult(one, place, truth, await scanned(place, 'mail/mbox'))]
    }
    const truth = await simulate({
      seed: one.seed,
      hosts: one.hosts,
      days: one.days,
      ...(one.days > IN_THE_PAST ? { start: '2026-05-04' } : {}),
      behaviours: one.behaviours,
      attack: one.behaviours.length > 0 || one.abuses !== undefined,
      ...(one.behaviours.length > 0 ? {} : { accounts: one.abuses ?? true }),
      products: 'any',
      out: place,
      ...(one.cover ? { cover: one.cover } : {}),
      ...(values['without-network'] && one.behaviours.length === 0 ? { without: [...LOG_KINDS] } : {}),
    })
    const findings = await scanned(place)
    if (one.abuses) return accountResults(one, truth.accounts ?? [], findings)
    if (one.behaviours.length < 2) return [resultOf(one, truth, findings)]
    return resultsOf(one, truth, findings)
  } catch (error) {
    // one organisation that fails is a result too, and must not end the others
    return [{ ...accused(one), error: error instanceof Error ? error.message.slice(0, 300) : String(error) }]
  } finally {
    if (!values.keep) rmSync(place, { recursive: true, force: true })
  }
}

async function scanned(place: string, what = 'logs'): Promise<FindingsFile> {
  const main = new URL('../src/cli/main.ts', import.meta.url).pathname
  await run(process.execPath, [main, 'scan', join(place, what), '--out', join(place, 'report'), '--lang', 'en'], {
    maxBuffer: 1 << 26,
  })
  return JSON.parse(readFileSync(join(place, 'report', 'findings.json'), 'utf8')) as FindingsFile
}
