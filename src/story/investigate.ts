/** From ingested events to all that a report shows: views, roles, signs, findings, verdicts, coverage. */
import { createHash } from 'node:crypto'
import { type Detector, type DetectorContext, type Roles, SEVERITIES, type Sign } from '../detect/detector.ts'
import { weakened } from '../detect/grade.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { filled, type Text } from '../i18n/text.ts'
import { type Lists, loadLists } from '../lists/index.ts'
import { buildCorrespondents } from '../mail/correspondents.ts'
import type { Suspected } from '../mail/leak.ts'
import type { Recomputed } from '../mail/recompute.ts'
import type { CoverageFact, EvidenceRow, Finding, Problem, ScanResult } from '../report/findings.ts'
import type { Engine } from '../store/engine.ts'
import { type LedgerRow, ledger } from '../store/ledger.ts'
import { within } from '../store/ranges.ts'
import { judgedAccounts } from './account-story.ts'
import { activity, buildSeen, range } from './activity.ts'
import { buildAnswers } from './answers.ts'
import { askedDns } from './asked-dns.ts'
import { allowed, assumptions } from './assumption.ts'
import { attackStories } from './attack.ts'
import { type Citation, citations } from './cite.ts'
import { clockFacts, clockOffsets, skewOf } from './clock-skew.ts'
import type { Allow, Config } from './config.ts'
import { contacted } from './contacted.ts'
import { buildContacts } from './contacts.ts'
import { coverage } from './coverage.ts'
import { buildIdentity } from './identity.ts'
import type { Owner } from './inventory.ts'
import type { Fact } from './logging.ts'
import { hostsOfReaders } from './mail-readers.ts'
import { judgedMails } from './mails.ts'
import { buildAddresses, buildNames } from './names.ts'
import { inferNetworks, internalNetworks } from './networks.ts'
import { presentTables } from './present.ts'
import { inferRoles } from './roles.ts'
import { buildSignInNetworks } from './sign-in-networks.ts'
import { toldOnce } from './told-once.ts'
import { destinationRows, hostRows } from './verdict.ts'
import { createViews } from './views.ts'
import { volume } from './volume.ts'

export interface InvestigateOptions {
  evidence: Evidence[]
  /** files with content that another one has too, read once */
  duplicates?: { path: string; same_as: string }[]
  timezone: string
  lang: 'ja' | 'en'
  since?: string
  until?: string
  problems: Problem[]
  /** what --dns asked; nothing was asked without it */
  recomputed?: Recomputed | null
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
  const networks = [...internalNetworks(config.networks.internal), ...(await inferNetworks(engine))]
  const hasLeases = await buildIdentity(engine)
  const ids = options.evidence.map((one) => one.id)
  const views = {
    evidence: ids,
    networks,
    hasLeases,
    since: options.since,
    until: options.until,
    ownDomains: config.mail.own_domains,
  }
  await createViews(engine, views)
  const offsets = await clockOffsets(engine)
  const skew = skewOf(offsets)
  if (Object.keys(skew).length > 0) await createViews(engine, { ...views, skew })
  await buildSeen(engine)
  const lists = loadLists(config.lists)
  await buildNames(engine, lists)
  await buildAddresses(engine)
  await buildSignInNetworks(engine, lists)
  const roles = await inferRoles(engine, config, networks)
  await buildContacts(engine, roles)
  await buildAnswers(engine, lists)
  await buildCorrespondents(engine, lists, {
    examined: 'examined',
    ...config.mail,
    since: options.since,
    until: options.until,
  })
  const given = new Map(options.evidence.map((one) => [one.id, one.path]))
  const files = (await ledger(engine))
    .filter((row) => given.has(row.evidence_id))
    .map((row) => ({ ...row, path: given.get(row.evidence_id) ?? row.path }))
  const present = await presentTables(engine)
  const able = detectors.filter((detector) => detector.needs.tables.some((table) => present.has(table)))
  const { kept, hidden } = await runDetectors(engine, able, config, { roles, lists, hasLeases }, options)
  const findings = await toFindings(kept, files, options)
  const mails = await judgedMails(
    engine,
    findings,
    files,
    { lists, roles, hasLeases, inventory: config.inventory },
    options,
  )
  const seen = await coverage(engine, roles, {
    timezone: options.timezone,
    directBlocked: config.direct_access === 'blocked',
  })
  const covered = await range(engine)
  const hosts = hostRows(findings, seen.hosts, roles.shared)
  const attacks = await attackStories(engine, {
    findings,
    hosts,
    mails: mails.rows,
    mailStories: mails.stories,
    range: covered,
    examined: mails.counts.examined,
    lang,
  })
  const accounts = await judgedAccounts(engine, findings, hosts, options)
  const facts = [
    ...seen.facts,
    ...assumptions(files, options.timezone),
    ...clockFacts(offsets, skew),
    ...(await askedDns(engine, options.recomputed ?? null)),
    ...allowed(config, hidden),
  ]
  return {
    findings: {
      schema: 'kyumei.findings/1',
      generated: new Date().toISOString(),
      timezone: options.timezone,
      range: covered,
      findings,
      hosts,
      destinations: destinationRows(findings),
      coverage: await toFacts(facts, files, options),
      stories: [...attacks, ...mails.stories],
      accounts: accounts.rows,
      mails: mails.rows,
      mail_counts: mails.counts,
    },
    evidence: {
      schema: 'kyumei.evidence/1',
      files: withDuplicates(
        files.map(({ evidence_id: _id, year: _year, year_from: _from, ...row }) => row),
        options.duplicates ?? [],
      ),
    },
    problems: options.problems,
    lang,
    activity: await activity(engine, [...new Set(findings.flatMap((finding) => finding.hosts))]),
    volume: await volume(engine, options.timezone),
    contacted: await contacted(engine, findings, roles.infrastructure),
    accountHistories: accounts.histories,
    mailViews: mails.views,
    version: options.version,
  }
}

/** Each file that was handed in has its row, beside the one with the same content. */
function withDuplicates(files: EvidenceRow[], duplicates: { path: string; same_as: string }[]): EvidenceRow[] {
  const copies = Map.groupBy(duplicates, (one) => one.same_as)
  return files.flatMap((row) => [
    row,
    ...(copies.get(row.path) ?? []).map(({ path }) => ({ ...row, path, duplicate_of: row.path })),
  ])
}

interface Detected {
  detector: Detector
  sign: Sign
}

async function runDetectors(
  engine: Engine,
  detectors: Detector[],
  config: Config,
  known: { roles: Roles; lists: Lists; hasLeases: boolean },
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
      suspects: (addresses) => suspectsAmong(engine, addresses, kept, { ...known, inventory: config.inventory }),
    }
    const signs = (await detector.run(context)).map((sign) => behindOthers(sign, known.roles))
    for (const sign of explainedTogether(toldOnce(signs))) {
      const entry = allow.find((one) => hides(one, detector, sign))
      if (entry) hidden.set(entry, (hidden.get(entry) ?? 0) + 1)
      else kept.push({ detector, sign })
    }
  }
  return { kept, hidden }
}

/** Mail addresses whose PC, or which themselves, are accused by what was found so far. */
async function suspectsAmong(
  engine: Engine,
  addresses: string[],
  kept: Detected[],
  { roles, ...known }: { roles: Roles; hasLeases: boolean; inventory: Owner[] },
): Promise<Suspected[]> {
  const signs = kept.map(({ detector, sign }) => ({ ...sign, id: detector.id, detector: detector.id }))
  const accused = new Map(
    hostRows(signs, [], roles.shared)
      .filter((row) => row.verdict === 'infected' || row.verdict === 'suspected')
      .map((row) => [row.host, row.verdict]),
  )
  const abused = new Map(
    kept
      .filter(({ sign }) => sign.hosts.length === 0 && sign.mails === undefined && isSevere(sign.severity))
      .flatMap(({ detector, sign }) =>
        sign.accounts.map((account) => [account.toLowerCase(), detector.title] as const),
      ),
  )
  const readers = await hostsOfReaders(engine, addresses, known)
  return addresses.flatMap((account): Suspected[] => [
    ...(readers.get(account) ?? []).flatMap((host) => {
      const verdict = accused.get(host)
      return verdict ? [{ account, host, why: ACCUSED[verdict === 'infected' ? 'infected' : 'suspected'] }] : []
    }),
    ...[account, account.replace(/@.*/, '')].flatMap((name) => {
      const why = abused.get(name)
      return why ? [{ account, why }] : []
    }),
  ])
}

const isSevere = (severity: Sign['severity']) => severity !== 'informational' && severity !== 'low'
const ACCUSED: Record<'infected' | 'suspected', Text> = {
  infected: { ja: '使っている端末は感染と判断', en: 'its PC is judged infected' },
  suspected: { ja: '使っている端末に感染の疑い', en: 'its PC is suspected' },
}

/** What an address does that stands for others is what many do together: it tells less, and never who. */
function behindOthers(sign: Sign, roles: Roles): Sign {
  if (sign.hosts.length === 0 || !sign.hosts.every((host) => roles.shared.includes(host))) return sign
  return { ...sign, ...weakened(sign, BEHIND) }
}

const BEHIND: Text = {
  ja: 'このアドレスは後ろの端末の代わりに通信しています。実際の端末は、このログからは確認できません。',
  en: "This address acts for clients behind it: the real client isn't visible in these logs.",
}

/** What many do for a known reason is told once, with all who do it. */
function explainedTogether(signs: Sign[]): Sign[] {
  const [explained, notable] = [signs.filter(isExplained), signs.filter((sign) => !isExplained(sign))]
  const groups = Map.groupBy(explained, (sign) => sign.destinations[0] ?? '')
  return [
    ...notable,
    ...[...groups.values()].map((group): Sign => {
      const [first] = group as [Sign]
      if (group.length === 1) return first
      const hosts = [...new Set(group.flatMap((sign) => sign.hosts))].sort()
      return {
        ...first,
        hosts,
        accounts: [...new Set(group.flatMap((sign) => sign.accounts))].slice(0, 50),
        destinations: [...new Set(group.flatMap((sign) => sign.destinations))].slice(0, 50),
        mails: [...new Set(group.flatMap((sign) => sign.mails ?? []))].slice(0, 50),
        count: group.reduce((sum, sign) => sum + sign.count, 0),
        first_seen: group.map((sign) => sign.first_seen).sort()[0] ?? first.first_seen,
        last_seen:
          group
            .map((sign) => sign.last_seen)
            .sort()
            .at(-1) ?? first.last_seen,
        words: {
          ...first.words,
          host: hosts.length > 3 ? `${hosts.slice(0, 3).join(', ')} … (${hosts.length})` : hosts.join(', '),
        },
      }
    }),
  ]
}

const isExplained = (sign: Sign) => sign.severity === 'informational'

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
  const cite = await citations(
    detected.flatMap(({ sign }) => sign.lines),
    files,
    options.evidence,
  )
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
      mails: sign.mails ?? [],
      first_seen: sign.first_seen,
      last_seen: sign.last_seen,
      count: sign.count,
      attack: detector.attack,
      evidence: cited.map(shown),
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

async function toFacts(
  facts: Fact[],
  files: LedgerRow[],
  { evidence, lang }: InvestigateOptions,
): Promise<CoverageFact[]> {
  const cite = await citations(
    facts.flatMap((fact) => fact.lines ?? []),
    files,
    evidence,
  )
  return facts.map(({ lines, text, ...fact }) => ({
    ...fact,
    text: text[lang],
    ...(lines && lines.length > 0 ? { evidence: lines.flatMap(cite).map(shown) } : {}),
  }))
}

const shown = ({ file, line, text }: Citation) => ({ file, line, text })
