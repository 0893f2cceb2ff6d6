/** From ingested events to all that a report shows: views, roles, signs, findings, verdicts, coverage. */

import type { Detector } from '../detect/detector.ts'
import { buildAttached } from '../detect/mail/attached-table.ts'
import { buildRareNames } from '../detect/network/rare-names.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { EvidenceRow, Problem } from '../evidence/evidence-file.ts'
import { loadLists } from '../lists/index.ts'
import { buildCorrespondents } from '../mail/correspondents.ts'
import type { Recomputed } from '../mail/recompute.ts'
import { buildReuse } from '../mail/reuse.ts'
import { type Engine, ofFewRows } from '../store/engine.ts'
import { ledger } from '../store/ledger.ts'
import { filledTables } from '../store/tables.ts'
import { judgedAccounts } from './account-story.ts'
import { activity, buildSeen, range } from './activity.ts'
import { buildAnswers } from './answers.ts'
import { askedDns } from './asked-dns.ts'
import { allowed, assumptions } from './assumption.ts'
import { attackStories } from './attack.ts'
import { clockFacts, clockOffsets, skewOf } from './clock-skew.ts'
import type { Config } from './config.ts'
import { contacted } from './contacted.ts'
import { buildContacts } from './contacts.ts'
import { coverage } from './coverage.ts'
import { runDetectors } from './detection.ts'
import { dwellFacts } from './dwell.ts'
import type { ScanResult } from './findings.ts'
import { asInventory, type FoundInventory, inventoryFacts } from './found-inventory.ts'
import { asText, type FoundText, textFacts } from './found-text.ts'
import { visibleHours } from './host-hours.ts'
import { buildIdentity } from './identity.ts'
import { buildSources } from './log-source.ts'
import { judgedMails } from './mails.ts'
import { buildAddresses, buildAnswered, buildNames } from './names.ts'
import { inferNetworks, internalNetworks } from './networks.ts'
import { hasTraffic, presentPrepared, presentTables } from './present.ts'
import { inferRoles } from './roles.ts'
import { buildSignInNetworks } from './sign-in-networks.ts'
import { asStaffList, buildLeavers, type StaffList, staffFacts } from './staff-list.ts'
import { toFacts, toFindings } from './told.ts'
import { buildTransfers } from './transfers.ts'
import { destinationRows, hostRows } from './verdict.ts'
import { createViews, defineViews } from './views.ts'
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
  /** among the evidence, and used as such */
  inventories?: FoundInventory[]
  staff?: StaffList[]
  texts?: FoundText[]
  /** what --dns asked; nothing was asked without it */
  recomputed?: Recomputed | null
  version: string
  onProgress: (text: string) => void
}

export async function investigate(
  opened: Engine,
  detectors: Detector[],
  config: Config,
  options: InvestigateOptions,
): Promise<ScanResult> {
  const { lang, inventories = [], staff = [], texts = [] } = options
  const filled = await filledTables(opened)
  const rows = filled.values().reduce((sum, one) => sum + one, 0)
  const engine = rows < FEW ? ofFewRows(opened) : opened
  const has = (...tables: string[]) => tables.some((table) => filled.has(table))
  const inferred = has('flow_event', 'web_event', 'dns_event') ? await inferNetworks(engine) : []
  const networks = [...internalNetworks(config.networks.internal), ...inferred]
  const tells = ['lease_event', 'auth_event', 'flow_event', ...(config.machines.length > 0 ? ['endpoint_event'] : [])]
  const hasLeases = has(...tells) && (await buildIdentity(engine, networks, filled, config.machines))
  const ids = options.evidence.map((one) => one.id)
  const views = {
    evidence: ids,
    networks,
    hasLeases,
    since: options.since,
    until: options.until,
    ownDomains: config.mail.own_domains,
    filled,
  }
  await createViews(engine, views)
  const present = await presentTables(engine, filled)
  const offsets = await clockOffsets(engine, 'examined', present)
  const skew = skewOf(offsets)
  if (Object.keys(skew).length > 0) await defineViews(engine, { ...views, skew })
  await buildSources(engine, hasTraffic(present) ? options.evidence : [])
  await buildSeen(engine, present)
  const lists = loadLists(config.lists)
  const listed = await buildNames(engine, lists, present)
  await buildAnswered(engine, present)
  await buildAddresses(engine, present)
  await buildSignInNetworks(engine, lists, present)
  await buildLeavers(engine, staff)
  const roles = await inferRoles(engine, config, networks)
  await buildContacts(engine, roles, present, options.timezone)
  await buildRareNames(engine, roles, present)
  await buildTransfers(engine, options.timezone, present)
  await buildAnswers(engine, lists, present)
  await buildCorrespondents(engine, lists, {
    examined: 'examined',
    ...config.mail,
    since: options.since,
    until: options.until,
    mails: filled.get('mail') ?? 0,
  })
  // two detectors wait for it, the others are asked meanwhile; of many rows it needs the memory for itself
  const reuse = buildReuse(engine, lists['business-phrase'], has('mail'))
  reuse.catch(() => {}) // thrown where it is awaited
  if (rows >= FEW) await reuse
  if (has('mail')) await buildAttached(engine, filled.get('mail_attachment') ?? 0)
  const given = new Map(options.evidence.map((one) => [one.id, one.path]))
  const files = (await ledger(engine))
    .filter((row) => given.has(row.evidence_id))
    .map((row) => asInventory({ ...row, path: given.get(row.evidence_id) ?? row.path }, inventories))
    .map((row) => asStaffList(row, staff))
    .map((row) => asText(row, texts))
  const held = new Set([...present, ...(await presentPrepared(engine)), ...listed.map((id) => `lists.${id}`), 'reuse'])
  const able = detectors.filter(
    ({ needs }) =>
      needs.tables.some((table) => held.has(table)) && (needs.prepared ?? []).every((one) => held.has(one)),
  )
  const { kept, hidden } = await runDetectors(
    engine,
    able,
    config,
    { roles, lists, hasLeases, present },
    { ...options, reuse, atOnce: rows < FEW ? 6 : rows < MANY ? 3 : 1, onDisk: rows >= FEW },
  )
  await reuse
  options.onProgress(lang === 'ja' ? '報告をまとめています' : 'putting the report together')
  const findings = await toFindings(kept, files, options)
  const mails = await judgedMails(
    engine,
    findings,
    files,
    { lists, roles, hasLeases, present, inventory: config.inventory },
    options,
  )
  const seen = await coverage(engine, roles, {
    timezone: options.timezone,
    directBlocked: config.direct_access === 'blocked',
    present,
  })
  const covered = (hasTraffic(present) ? await range(engine) : null) ?? rangeOf(files)
  const hosts = hostRows(findings, seen.hosts, roles.shared)
  const hours = visibleHours(seen, hosts, lang)
  const attacks = await attackStories(engine, {
    findings,
    hosts,
    mails: mails.rows,
    mailStories: mails.stories,
    range: covered,
    examined: mails.counts.examined,
    recorded: seen.recorded,
    timezone: options.timezone,
    lang,
  })
  const accounts = await judgedAccounts(engine, findings, hosts, options)
  const facts = [
    ...seen.facts,
    ...dwellFacts(findings, covered),
    ...assumptions(files, options.timezone),
    ...inventoryFacts(inventories),
    ...staffFacts(staff),
    ...textFacts(texts),
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
      ...(hours ? { visibility: hours } : {}),
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
    volume: await volume(engine, options.timezone, present),
    contacted: hasTraffic(present) ? await contacted(engine, findings) : {},
    accountHistories: accounts.histories,
    mailViews: mails.views,
    version: options.version,
  }
}

/** rows below which a question is answered by one core sooner than it is divided among several */
const FEW = 100_000
/** rows from which on each question has all cores and all memory; of fewer, it keeps one core busy, and judging the answers another */
const MANY = 1_000_000

/** Sign-ins and mails alone have a range, too. */
function rangeOf(files: Pick<EvidenceRow, 'first' | 'last'>[]): { first: string | null; last: string | null } {
  return {
    first: files.flatMap((file) => file.first ?? []).sort()[0] ?? null,
    last:
      files
        .flatMap((file) => file.last ?? [])
        .sort()
        .at(-1) ?? null,
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
