/** From ingested events to all that a report shows: views, roles, signs, findings, verdicts, coverage. */
import { createHash } from 'node:crypto'
import type { Detector, DetectorContext, EvidenceLine, Roles, Sign } from '../detect/detector.ts'
import { SEVERITIES } from '../detect/detector.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { readLines } from '../evidence/lines.ts'
import type { Text } from '../i18n/text.ts'
import { type Lists, loadLists } from '../lists/index.ts'
import type { CoverageFact, Finding, Problem, ScanResult } from '../report/findings.ts'
import type { Engine } from '../store/engine.ts'
import { type LedgerRow, ledger } from '../store/ledger.ts'
import { within } from '../store/ranges.ts'
import { buildAnswers } from './answers.ts'
import type { Allow, Config } from './config.ts'
import { buildContacts } from './contacts.ts'
import { coverage } from './coverage.ts'
import { buildIdentity } from './identity.ts'
import type { Fact } from './logging.ts'
import { buildAddresses, buildNames } from './names.ts'
import { internalNetworks } from './networks.ts'
import { inferRoles } from './roles.ts'
import { destinationRows, hostRows, type SeenHost } from './verdict.ts'
import { createViews } from './views.ts'

export interface InvestigateOptions {
  evidence: Evidence[]
  timezone: string
  lang: 'ja' | 'en'
  since?: string
  until?: string
  problems: Problem[]
  version: string
  onProgress: (text: string) => void
}

export async function investigate(
  engine: Engine,
  detectors: Detector[],
  config: Config,
  options: InvestigateOptions,
): Promise<ScanResult> {
  const { lang } = options
  const networks = internalNetworks(config.networks.internal)
  const hasLeases = await buildIdentity(engine)
  const ids = options.evidence.map((one) => one.id)
  await createViews(engine, { evidence: ids, networks, hasLeases, since: options.since, until: options.until })
  const lists = loadLists(config.lists)
  await buildNames(engine, lists)
  await buildAddresses(engine)
  const roles = await inferRoles(engine, config, networks)
  await buildContacts(engine, roles)
  await buildAnswers(engine, lists)
  const given = new Map(options.evidence.map((one) => [one.id, one.path]))
  const files = (await ledger(engine))
    .filter((row) => given.has(row.evidence_id))
    .map((row) => ({ ...row, path: given.get(row.evidence_id) ?? row.path }))
  const { kept, hidden } = await runDetectors(engine, detectors, config, { roles, lists }, options)
  const findings = await toFindings(kept, files, options)
  const facts = [
    ...(await toFacts(await coverage(engine, roles, options.timezone), files, options)),
    ...assumptions(files, options),
    ...allowed(config, hidden, lang),
  ]
  const seen = await seenHosts(engine, roles)
  return {
    findings: {
      schema: 'kyumei.findings/1',
      generated: new Date().toISOString(),
      timezone: options.timezone,
      range: await range(engine),
      findings,
      hosts: hostRows(findings, seen),
      destinations: destinationRows(findings),
      coverage: facts,
      stories: [],
    },
    evidence: {
      schema: 'kyumei.evidence/1',
      files: files.map(({ evidence_id: _id, year: _year, year_from: _from, ...row }) => row),
    },
    problems: options.problems,
    lang,
    activity: await activity(engine, [...new Set(findings.flatMap((finding) => finding.hosts))]),
    version: options.version,
  }
}

interface Detected {
  detector: Detector
  sign: Sign
}

async function runDetectors(
  engine: Engine,
  detectors: Detector[],
  config: Config,
  known: { roles: Roles; lists: Lists },
  options: InvestigateOptions,
) {
  const kept: Detected[] = []
  const hidden = new Map<Allow, number>()
  const today = new Date().toISOString().slice(0, 10)
  const allow = config.allow.filter((entry) => entry.expires >= today)
  for (const detector of detectors) {
    options.onProgress(detector.id)
    const context: DetectorContext = {
      query: (sql, parameters) => engine.query(sql, parameters),
      parameter: (name) => config.parameters[detector.id]?.[name] ?? declared(detector, name),
      ...known,
      timezone: options.timezone,
    }
    for (const sign of await detector.run(context)) {
      const entry = allow.find((one) => hides(one, detector, sign))
      if (entry) hidden.set(entry, (hidden.get(entry) ?? 0) + 1)
      else kept.push({ detector, sign })
    }
  }
  return { kept, hidden }
}

function declared(detector: Detector, name: string): number {
  const parameter = detector.parameters.find((one) => one.name === name)
  if (!parameter) throw new Error(`${detector.id} declares no parameter ${name}`)
  return parameter.default
}

function hides(entry: Allow, detector: Detector, sign: Sign): boolean {
  if (entry.detector && entry.detector !== detector.id) return false
  if (entry.host && !sign.hosts.every((host) => host === entry.host)) return false
  return !entry.destination || sign.destinations.some((destination) => covers(entry.destination ?? '', destination))
}

function covers(pattern: string, destination: string): boolean {
  if (pattern.includes('/')) return within(destination, pattern)
  return destination === pattern || destination.endsWith(`.${pattern}`)
}

async function toFindings(detected: Detected[], files: LedgerRow[], options: InvestigateOptions): Promise<Finding[]> {
  const lines = detected.flatMap(({ sign }) => sign.lines)
  const cite = citing(files, await citedTexts(lines, options.evidence))
  const findings = detected.map(({ detector, sign }): Finding => {
    const explanation = [filled(detector.explanation, sign.words), ...sign.mitigations]
    const cited = sign.lines.flatMap(cite)
    return {
      id: findingId(detector.id, sign, cited),
      detector: detector.id,
      severity: sign.severity,
      confidence: sign.confidence,
      title: detector.title[options.lang],
      explanation: explanation.map((text) => text[options.lang]).join(options.lang === 'ja' ? '' : ' '),
      next_steps: detector.next_steps[options.lang],
      hosts: sign.hosts,
      accounts: sign.accounts,
      destinations: sign.destinations,
      mails: [],
      first_seen: sign.first_seen,
      last_seen: sign.last_seen,
      count: sign.count,
      attack: detector.attack,
      evidence: cited.map(({ file, line, text }) => ({ file, line, text })),
      metrics: sign.metrics,
    }
  })
  return findings.sort(
    (a, b) =>
      SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
      b.confidence - a.confidence ||
      (a.id < b.id ? -1 : 1),
  )
}

/** The same evidence gives the same id on every run and machine. */
function findingId(detector: string, sign: Sign, cited: { sha256: string; line: number }[]): string {
  const lines = cited.map(({ sha256, line }) => `${sha256}:${line}`).sort()
  return createHash('sha256')
    .update(JSON.stringify([detector, sign.hosts[0], sign.destinations[0], lines]))
    .digest('hex')
    .slice(0, 16)
}

function filled(text: Text, words: Sign['words']): Text {
  const fill = (lang: 'ja' | 'en') =>
    text[lang].replace(/\{\{(\w+)\}\}/g, (_, word: string) => {
      const value = words[word] ?? ''
      return String(typeof value === 'object' ? value[lang] : value)
    })
  return { ja: fill('ja'), en: fill('en') }
}

async function toFacts(
  facts: Fact[],
  files: LedgerRow[],
  { evidence, lang }: InvestigateOptions,
): Promise<CoverageFact[]> {
  const all = facts.flatMap((fact) => fact.lines ?? [])
  const texts = await citedTexts(all, evidence)
  const cite = citing(files, texts)
  return facts.map(({ lines, text, ...fact }) => ({
    ...fact,
    text: text[lang],
    ...(lines && lines.length > 0
      ? { evidence: lines.flatMap(cite).map(({ file, line, text }) => ({ file, line, text })) }
      : {}),
  }))
}

/** A cited line with its file's name and hash; nothing where the file is not at hand. */
function citing(files: LedgerRow[], texts: Map<string, string>) {
  const byId = new Map(files.map((file) => [file.evidence_id, file]))
  return ({ evidence_id, line }: EvidenceLine) => {
    const file = byId.get(evidence_id)
    return file ? [{ file: file.path, sha256: file.sha256, line, text: texts.get(`${evidence_id}:${line}`) ?? '' }] : []
  }
}

async function citedTexts(cited: EvidenceLine[], evidence: Evidence[]): Promise<Map<string, string>> {
  const wanted = Map.groupBy(cited, (line) => line.evidence_id)
  const texts = new Map<string, string>()
  for (const one of evidence) {
    const lines = wanted.get(one.id)
    if (!lines) continue
    for (const [line, text] of await readLines(
      one.spool,
      lines.map((cited) => cited.line),
    ))
      texts.set(`${one.id}:${line}`, text)
  }
  return texts
}

/** Every internal client that any log shows. Connections or requests of its own in the log cover it; look-ups alone don't. */
async function seenHosts(engine: Engine, roles: Roles): Promise<SeenHost[]> {
  const shared = (['proxy', 'resolver', 'gateway'] as const).flatMap((role) => roles.addresses(role))
  const rows = await engine.query<{ host: string; addresses: string[]; covered: number }>(
    `SELECT host, arraySort(groupUniqArray(20)(address(source_ip))) AS addresses, max(shown) AS covered
     FROM
     (
       SELECT host, source_ip, toUInt8(1) AS shown FROM web WHERE internal = 1
       UNION ALL
       SELECT host, source_ip, toUInt8(event_action = 'allowed') FROM flow WHERE internal = 1
       UNION ALL
       SELECT host, source_ip, toUInt8(0) FROM dns WHERE internal = 1
     )
     WHERE address(source_ip) NOT IN {shared:Array(String)}
     GROUP BY host
     ORDER BY host
     LIMIT 20000`,
    { shared },
  )
  return rows.map((row) => ({ ...row, covered: row.covered === 1 }))
}

async function range(engine: Engine): Promise<{ first: string | null; last: string | null }> {
  const rows = await engine.query<{ n: string; first: string; last: string }>(
    `SELECT count() AS n, formatDateTime(min(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS first, formatDateTime(max(time), '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS last
     FROM (SELECT time FROM web UNION ALL SELECT time FROM flow UNION ALL SELECT time FROM dns)`,
  )
  const row = rows[0]
  return row && Number(row.n) > 0 ? { first: row.first, last: row.last } : { first: null, last: null }
}

async function activity(engine: Engine, hosts: string[]): Promise<Record<string, [string, number][]>> {
  const rows = await engine.query<{ host: string; hour: string; n: string }>(
    `SELECT host, formatDateTime(toStartOfHour(time), '%Y-%m-%dT%H:00:00Z', 'UTC') AS hour, count() AS n
     FROM (SELECT host, time FROM web UNION ALL SELECT host, time FROM flow UNION ALL SELECT host, time FROM dns)
     WHERE host IN {hosts:Array(String)}
     GROUP BY host, hour
     ORDER BY host, hour`,
    { hosts: hosts.slice(0, 100) },
  )
  const byHost = Map.groupBy(rows, (row) => row.host)
  return Object.fromEntries([...byHost].map(([host, hours]) => [host, hours.map((row) => [row.hour, Number(row.n)])]))
}

function assumptions(files: LedgerRow[], { timezone, lang }: InvestigateOptions): CoverageFact[] {
  const zone: CoverageFact = {
    id: 'assumption-timezone',
    kind: 'assumption',
    subject: 'timezone',
    value: timezone,
    text:
      lang === 'ja'
        ? `タイムゾーンのない時刻は ${timezone} として読みました。`
        : `Times without a zone were read as ${timezone}.`,
  }
  const years = files
    .filter((file) => file.year > 0)
    .map(
      (file): CoverageFact => ({
        id: `assumption-year-${file.evidence_id}`,
        kind: 'assumption',
        subject: file.path,
        value: file.year,
        text:
          lang === 'ja'
            ? `${file.path}: 年のない日付の最終日を${file.year}年としました（根拠: ${file.year_from}）。`
            : `${file.path}: the last day, which has no year, was taken to be in ${file.year} (from: ${file.year_from}).`,
      }),
    )
  return [zone, ...years]
}

function allowed(config: Config, hidden: Map<Allow, number>, lang: 'ja' | 'en'): CoverageFact[] {
  const today = new Date().toISOString().slice(0, 10)
  return config.allow.map((entry, i) => {
    const what = [entry.host, entry.destination, entry.detector].filter(Boolean).join(' · ')
    const expired = entry.expires < today
    const n = hidden.get(entry) ?? 0
    return {
      id: `allowed-${i}`,
      kind: 'allowed',
      subject: what,
      value: n,
      text:
        lang === 'ja'
          ? `除外設定 ${what}（${entry.reason}、期限${entry.expires}）: ${expired ? '期限切れのため無効' : `${n}件を除外`}`
          : `allowed ${what} (${entry.reason}, until ${entry.expires}): ${expired ? 'expired, no longer applied' : `${n} hidden`}`,
    }
  })
}
