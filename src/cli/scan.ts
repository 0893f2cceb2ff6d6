/** `kyumei scan`: evidence in, findings and a report out. */

import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pkg from '../../package.json' with { type: 'json' }
import { SEVERITIES, type Severity } from '../detect/detector.ts'
import { type Evidence, idOf } from '../evidence/evidence.ts'
import type { Problem } from '../evidence/evidence-file.ts'
import { changedSince, readEvidence } from '../evidence/read.ts'
import type { Format } from '../formats/format.ts'
import { amount } from '../i18n/text.ts'
import { type Engine, openEngine } from '../store/engine.ts'
import { forget, type Ingested, ingestAll, removeOrphans } from '../store/ingest.ts'
import { type LedgerRow, ledger } from '../store/ledger.ts'
import { makeFolder } from '../store/output.ts'
import type { IngestOptions } from '../store/plan.ts'
import { createTables } from '../store/tables.ts'
import { ConfigError, configFile, loadConfig } from '../story/config.ts'
import type { FindingsFile, ScanResult } from '../story/findings.ts'
import { inventoriesAmong } from '../story/found-inventory.ts'
import { textsAmong } from '../story/found-text.ts'
import { staffListsAmong } from '../story/staff-list.ts'
import { EXIT, UsageError } from './exit.ts'
import { plain } from './failure.ts'
import { languageOf } from './language.ts'
import { isLast, rememberWorkspace } from './last-workspace.ts'
import { checkPlaces, isAmong } from './places.ts'
import { progress } from './progress.ts'
import { checkDnsOptions, type DnsOptions, recomputeMails } from './recompute-mails.ts'
import { savedFindings } from './saved-findings.ts'

export interface ScanOptions extends DnsOptions {
  out: string
  lang?: 'ja' | 'en'
  tz?: string
  year?: number
  config?: string
  workspace?: string
  engine?: string
  since?: string
  until?: string
  failOn?: string
  /** tried on encrypted archives */
  password?: string[]
  /** folder of an earlier report, whose measures are checked against these logs */
  plan?: string
  /** nothing on standard output: another command tells of the result */
  quiet?: boolean
}

export async function scan(paths: string[], options: ScanOptions): Promise<number> {
  checkDnsOptions(options)
  const lang = languageOf(options.lang)
  const found = configFile(options.config)
  const brought = options.config === undefined && found !== null && isAmong(paths, found)
  if (brought) warn(broughtConfiguration(found))
  const written = brought ? null : found
  // the detectors are loaded while mails are read, before only where kyumei.yaml may name them
  const config = loadConfig(written, written === null ? [] : (await import('../detect/index.ts')).DETECTORS)
  const named = config.squid_logformat.length > 0 ? await ownSquid(config.squid_logformat) : []
  const earlier = options.plan === undefined ? null : earlierPlan(options.plan)
  const timezone = options.tz ?? config.timezone ?? 'Asia/Tokyo'
  const workspace = resolve(options.workspace ?? join(options.out, 'workspace'))
  checkPlaces(paths, { out: options.out, workspace })
  makeFolder(options.out)
  const url = options.engine ?? process.env.KYUMEI_ENGINE
  const earlierEngine = join(workspace, 'engine')
  if (!url && !options.workspace && existsSync(earlierEngine) && isAmong(paths, workspace) && !isLast(workspace))
    warn(broughtWorkspace(workspace))
  const engine = await openEngine(url ? { url, workspace } : { workspace })
  const show = progress()
  try {
    await createTables(engine)
    await removeOrphans(engine)
    const spool = join(workspace, 'spool')
    makeFolder(spool, 0o700)
    const passwords = options.password ?? []
    const read = await readEvidence(paths, {
      spool,
      passwords,
      own: { out: options.out, workspace },
      onProgress: (path, bytes) => show.say(`${path}  ${megabytes(bytes)}`),
    })
    const problems: Problem[] = [...(brought ? [broughtConfiguration(found)] : []), ...read.problems]
    const known = new Map((await ledger(engine)).map((row) => [row.evidence_id, row]))
    const [mails, logs] = [read.evidence.filter((one) => one.mail), read.evidence.filter((one) => !one.mail)]
    const failed = (error: unknown, one: Evidence) => {
      problems.push(unreadable(one.path, error))
    }
    const ingested =
      logs.length === 0
        ? []
        : await ingestLogs(
            engine,
            logs,
            known,
            named,
            { timezone, year: options.year },
            { done: (one) => show.say(`${one.row.path}  ${amount(one.row.lines, 'line')}`), error: failed },
          )
    const mailsRead =
      mails.length > 0 &&
      (await import('../mail/ingest.ts')).ingestMails(
        engine,
        mails.filter((one) => !known.has(one.id)),
        mails.filter((one) => known.has(one.id)),
        { timezone, passwords },
        { progress: (one, messages) => show.say(`${one.path}  ${amount(messages, 'mail')}`), error: failed },
      )
    // what judges and reports is loaded while mails are read
    const [{ judged, write }] = await Promise.all([import('./outcome.ts'), mailsRead])
    const recomputed = await recomputeMails(engine, mails, config, options, {
      progress: (count) => show.say(`DNS  ${amount(count, 'mail')}`),
      error: (error, one) => problems.push(unreadable(one.path, error)),
    })
    // one number for all, so that files with one cause are told together
    const odd = ingested.filter((one) => one.implausible > 0)
    const oddLines = odd.reduce((sum, one) => sum + one.implausible, 0)
    problems.push(...odd.map((one) => implausibleDates(one.row.path, oddLines)))
    const rows = await ledger(engine)
    const { inventories, doubtful } = inventoriesAmong(logs, rows)
    const staff = staffListsAmong(logs, rows)
    const texts = textsAmong(logs, rows)
    const used = new Set([...inventories, ...staff, ...texts].map((one) => one.evidence_id))
    problems.push(
      ...ingested
        .filter(({ row, implausible }) => row.formats.length === 0 && row.unparsed > row.ignored + implausible)
        .filter(({ row }) => !used.has(idOf(row.sha256)) && !isSame(row.path, found))
        .map(({ row }) => unknownFormat(row.path, doubtful.includes(idOf(row.sha256)))),
    )
    problems.push(...changedSince(read.files))
    show.say(lang === 'ja' ? '分析しています' : 'looking for signs')
    const own = {
      inventory: [...config.inventory, ...inventories.flatMap((one) => one.owners)],
      machines: [...config.machines, ...inventories.flatMap((one) => one.machines)],
    }
    const result = await judged(engine, { ...config, ...own }, earlier, {
      evidence: read.evidence,
      duplicates: read.duplicates,
      timezone,
      lang,
      since: options.since,
      until: options.until,
      problems,
      inventories,
      staff,
      texts,
      recomputed,
      version: pkg.version,
      onProgress: (text) => show.say(text),
    })
    show.end()
    write(result, { out: options.out, quiet: options.quiet ?? false })
    rememberWorkspace({ workspace, engine: url, out: resolve(options.out), timezone, lang })
    return exitCode(result, options.failOn)
  } finally {
    show.end()
    await engine.close()
  }
}

/** What was not read before, or would be read otherwise now. What reads logs is loaded where there are some: over a hundred formats. */
async function ingestLogs(
  engine: Engine,
  logs: Evidence[],
  known: ReadonlyMap<string, LedgerRow>,
  named: Format[],
  options: IngestOptions,
  on: { done: (ingested: Ingested) => void; error: (error: unknown, evidence: Evidence) => void },
): Promise<Ingested[]> {
  const [{ FORMATS }, { withLogformats }] = await Promise.all([
    import('../formats/index.ts'),
    import('../formats/squid-conf.ts'),
  ])
  const formats = [...named, ...withLogformats(FORMATS, configurations(logs))]
  const fresh: Evidence[] = []
  for (const one of logs) {
    const row = known.get(one.id)
    const otherwise =
      row &&
      (row.timezone !== options.timezone ||
        (options.year !== undefined && row.year > 0 && row.year !== options.year) ||
        (formats.length > FORMATS.length &&
          (row.unparsed > 0 || row.formats.some((format) => ANY_ACCESS_LOG.test(format)))))
    if (otherwise) await forget(engine, one.id)
    if (!row || otherwise) fresh.push(one)
  }
  return await ingestAll(engine, fresh, formats, options, on)
}

/** Formats that also take what a definition of one's own tells better. */
const ANY_ACCESS_LOG = /^(?:squid|proxy|web)-clf$/

function earlierPlan(dir: string): FindingsFile {
  const file = savedFindings(dir)
  if (!file.measures) throw new UsageError(`${dir} has no plan of measures: scan its evidence again with this version`)
  return file
}

/** The organisation's own logformats come first: they know their lines best. */
async function ownSquid(definitions: string[]): Promise<Format[]> {
  const { LogformatError, squidLogformat } = await import('../formats/squid-logformat.ts')
  return definitions.map((definition, i) => {
    try {
      return squidLogformat(definition, `squid-custom-${i + 1}`)
    } catch (error) {
      if (error instanceof LogformatError) throw new ConfigError(`squid_logformat ${i + 1}: ${error.message}`)
      throw error
    }
  })
}

const CONFIGURATION = 1 << 18 // bytes: no squid.conf is larger, comments included

/** The small texts among the logs that define a logformat. */
function configurations(logs: Evidence[]): string[] {
  return logs
    .filter((one) => one.bytes <= CONFIGURATION)
    .map((one) => readFileSync(one.spool, 'utf8'))
    .filter((text) => /\blogformat\s/.test(text))
}

function exitCode(result: ScanResult, failOn: string | undefined): number {
  const reached = (severity: Severity) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn as Severity)
  if (result.problems.length > 0) return EXIT.unread
  return failOn && result.findings.findings.some((finding) => reached(finding.severity)) ? EXIT.found : EXIT.done
}

/** Is the evidence's file this one? */
const isSame = (path: string, file: string | null) =>
  file !== null && existsSync(path) && existsSync(file) && realpathSync(path) === realpathSync(file)

const warn = ({ path, what, what_to_do }: Problem) =>
  process.stderr.write(plain(`kyumei: ${path}: ${what}. ${what_to_do}\n`))

const broughtConfiguration = (path: string): Problem => ({
  path,
  what: 'a configuration among the evidence; it was not used, as whoever made the evidence could have written it',
  what_to_do: `If it is yours, name it: --config ${path}`,
})

const broughtWorkspace = (path: string): Problem => ({
  path,
  what: 'a workspace that was among the evidence before, and not the one used last; what it holds counts as read',
  what_to_do: 'If you did not make it, name another place with --workspace.',
})

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(0)} MB`
}

function unreadable(path: string, error: unknown): Problem {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  if (/not enough space|no space left/i.test(message)) {
    return {
      path,
      what: 'the disk is full: it could not be taken in',
      what_to_do: 'Free some space, or name another place with --workspace, and scan again.',
    }
  }
  return {
    path,
    what: `the engine could not read it: ${message}`,
    what_to_do: 'Everything else was read. Try this file alone; if it fails again, please report it with the message.',
  }
}

function implausibleDates(path: string, lines: number): Problem {
  return {
    path,
    what: `lines with a date before 1995 or after tomorrow, kept as unparsed: ${lines}`,
    what_to_do: "Set the device's clock (NTP). If only the year is wrong, name it with --year.",
  }
}

/** `listed`: its columns name people and computers. */
function unknownFormat(path: string, listed: boolean): Problem {
  const what = 'no format recognises any line of it; all lines are kept as unparsed'
  if (listed)
    return {
      path,
      what,
      what_to_do:
        'If it is a list of computers and their users, name it in a kyumei.yaml (inventory: [FILE]) and scan with --config; if it is a log, kyumei formats lists what is read.',
    }
  return {
    path,
    what,
    what_to_do:
      'kyumei formats lists what is read; evidence.json shows the first lines. For a Squid with a logformat of its own, add its squid.conf to the folder.',
  }
}
