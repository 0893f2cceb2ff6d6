/**
 * A fiscal year's cases in VERIS, for desks that share their figures: no name, no number, no word of a victim. Cases of TLP:RED and
 * AMBER+STRICT stay at home, and what only one or two cases of the year have (an industry, a size) is told as not known.
 */
import { createHash } from 'node:crypto'
import { v5 as uuid } from 'uuid'
import type { FindingsFile } from '../../story/findings.ts'
import { type Desk, row, rows, today } from '../desk.ts'
import { DeskError } from '../fault.ts'
import { halfOf } from '../fiscal.ts'
import type { Consultation } from '../rows.ts'
import { actionsOf, assetsOf, attributesOf, type Seen } from './actions.ts'
import { INCIDENT, type Incident, SCHEMA_VERSION } from './incident.ts'
import { summaryOf } from './summary.ts'

export interface VerisExport {
  incidents: Incident[]
  /** cases of the year that stay at home because of their TLP */
  withheld: number
}

/** Of fewer cases than these nothing is told that could point at one. */
const SAME_AT_LEAST = 3

interface CaseRow {
  id: number
  number: string
  received_at: string
  attack_kind: string | null
  discovery: Consultation['discovery']
  tlp: Consultation['tlp']
  naics: string
  employees: number | null
  closed_on: string | null
  campaign: string | null
  signs: string
  techniques: string
}

export function verisExport(desk: Desk, year: number, asOf = today(desk)): VerisExport {
  const cases = rows<CaseRow>(
    desk,
    `SELECT c.id, c.number, c.received_at, c.attack_kind, c.discovery, c.tlp, coalesce(i.naics, '000000') AS naics, o.employees,
       (SELECT max(x.closed_on) FROM closure x WHERE x.consultation_id = c.id AND x.reopened_on IS NULL AND x.closed_on <= ?3) AS closed_on,
       (SELECT min(k.name) FROM campaign_case m JOIN campaign k ON k.id = m.campaign_id WHERE m.consultation_id = c.id) AS campaign,
       (SELECT json_group_array(s.detector ORDER BY s.detector) FROM sign s WHERE s.consultation_id = c.id) AS signs,
       (SELECT json_group_array(t.technique ORDER BY t.technique) FROM technique t WHERE t.consultation_id = c.id) AS techniques
     FROM consultation c
     LEFT JOIN industry i ON i.code = c.industry
     LEFT JOIN organisation o ON o.id = c.organisation_id
     WHERE c.received_at >= ?1 AND c.received_at < ?2 AND c.recorded_on <= ?3 AND (c.void_on IS NULL OR c.void_on > ?3)
     ORDER BY c.received_at, c.number`,
    halfOf(year, 1, desk.fiscalStart).from,
    halfOf(year + 1, 1, desk.fiscalStart).from,
    asOf,
  )
  const told = cases.filter(({ tlp }) => tlp !== 'RED' && tlp !== 'AMBER+STRICT')
  const setting = (name: string) =>
    row<{ value: string }>(desk, 'SELECT value FROM setting WHERE name = ?', name)?.value ?? ''
  const source = { desk: setting('desk_name') || 'kyumei', country: setting('country') || 'Unknown' }
  const names = namesOf(desk)
  const common = frequent(told)
  const incidents = told.map((one) => incidentOf(desk, one, { names, source, common }))
  return { incidents: incidents.map(checked), withheld: cases.length - told.length }
}

interface Known {
  names: (what: 'case' | 'campaign', name: string) => string
  source: { desk: string; country: string }
  common: ReturnType<typeof frequent>
}

function incidentOf(desk: Desk, one: CaseRow, { names, source, common }: Known): Incident {
  const scans = rows<{ findings: string }>(
    desk,
    'SELECT findings FROM scan WHERE consultation_id = ? ORDER BY id',
    one.id,
  ).map(({ findings }) => JSON.parse(findings) as FindingsFile)
  const seen = seenIn(one, scans)
  const action = actionsOf(seen)
  const isAttack = one.attack_kind !== 'none'
  const { industry, size } = common(one)
  return {
    schema_version: SCHEMA_VERSION,
    incident_id: names('case', one.number),
    source_id: source.desk,
    summary: summaryOf(seen),
    // what the logs prove; an organisation that asks fears an attack, and may have none
    security_incident: !isAttack ? 'False positive' : seen.infected + seen.abused > 0 ? 'Confirmed' : 'Suspected',
    targeted: targetedIn(one.attack_kind),
    ...(one.campaign === null ? {} : { campaign_id: names('campaign', one.campaign) }),
    victim: { country: [source.country], employee_count: size, industry, government: governmentIn(industry) },
    actor: isAttack
      ? {
          external: {
            variety: ['Unknown'],
            // a fraud is for money by its definition; of all others the desk knows no motive
            motive: [one.attack_kind === 'business-mail-fraud' ? 'Financial' : 'Unknown'],
            country: ['Unknown'],
          },
        }
      : { unknown: { notes: 'It was no attack.' } },
    action,
    asset: assetsOf(action, seen),
    attribute: attributesOf(action, seen),
    discovery_method: one.discovery === null ? { unknown: true } : DISCOVERY[one.discovery],
    timeline: timelineOf(one, scans),
    plus: seen.techniques.length > 0 ? { attack_technique: seen.techniques } : {},
  }
}

function seenIn({ attack_kind, signs, techniques }: CaseRow, scans: FindingsFile[]): Seen {
  const infected = scans.flatMap((scan) => scan.hosts).filter((host) => host.verdict === 'infected')
  const abused = scans.flatMap((scan) => scan.accounts ?? []).filter((account) => account.verdict === 'abused')
  return {
    attack_kind,
    signs: JSON.parse(signs) as string[],
    techniques: JSON.parse(techniques) as string[],
    infected: new Set(infected.map((host) => host.host)).size,
    abused: new Set(abused.map((account) => account.account)).size,
  }
}

function targetedIn(kind: string | null): Incident['targeted'] {
  if (kind === 'none') return 'NA'
  if (kind === 'targeted-mail' || kind === 'watering-hole') return 'Targeted'
  return kind === 'bulk-mail' || kind === 'phishing' ? 'Opportunistic' : 'Unknown'
}

/** Of which level an office is no desk asks; by what is told of the industry, so that no more is told. */
function governmentIn(industry: string): Incident['victim']['government'] {
  return industry.startsWith('92') || industry.startsWith('00') ? ['Unknown'] : ['NA']
}

const DISCOVERY: Record<NonNullable<Consultation['discovery']>, Incident['discovery_method']> = {
  employee: { internal: { variety: ['Reported by employee'] } },
  antivirus: { internal: { variety: ['Antivirus'] } },
  'log-review': { internal: { variety: ['Log review'] } },
  monitoring: { internal: { variety: ['Infrastructure monitoring'] } },
  provider: { partner: { variety: ['Monitoring service'] } },
  customer: { external: { variety: ['Customer'] } },
  'response-team': { external: { variety: ['Emergency response team'] } },
  police: { external: { variety: ['Law enforcement'] } },
  attacker: { external: { variety: ['Actor disclosure'] } },
  'third-party': { external: { variety: ['Unrelated 3rd party'] } },
}

/** When it began, as the scans' attacks tell, else when the desk heard of it; by month, as a day may be known elsewhere. */
function timelineOf({ received_at, closed_on }: CaseRow, scans: FindingsFile[]): Incident['timeline'] {
  const received = received_at.slice(0, 10)
  const [begun] = scans
    .flatMap((scan) => scan.stories)
    .flatMap((story) => (story.kind === 'attack' ? [story.first.slice(0, 10)] : []))
    .sort()
  const first = begun !== undefined && begun <= received ? begun : null
  const [year, month] = (first ?? received).split('-').map(Number)
  return {
    incident: { year: year ?? 0, month },
    discovery: first === null ? { unit: 'Unknown' } : { unit: 'Days', value: days(first, received) },
    containment: closed_on === null ? { unit: 'Unknown' } : { unit: 'Days', value: days(received, closed_on) },
  }
}

const days = (from: string, until: string) =>
  Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000))

/** An industry or a size within its industry that the year has only once or twice would point at its victim. */
function frequent(cases: CaseRow[]) {
  const key = (one: CaseRow) => `${one.naics} ${sizeOf(one.employees)}`
  const industries = Map.groupBy(cases, (one) => one.naics)
  const sizes = Map.groupBy(cases, key)
  return (one: CaseRow): { industry: string; size: Incident['victim']['employee_count'] } => {
    const isCommon = (industries.get(one.naics)?.length ?? 0) >= SAME_AT_LEAST
    return {
      industry: isCommon ? one.naics : '000000',
      size: isCommon && (sizes.get(key(one))?.length ?? 0) >= SAME_AT_LEAST ? sizeOf(one.employees) : 'Unknown',
    }
  }
}

const SIZES: [number, Incident['victim']['employee_count']][] = [
  [10, '1 to 10'],
  [100, '11 to 100'],
  [1_000, '101 to 1000'],
  [10_000, '1001 to 10000'],
  [25_000, '10001 to 25000'],
  [50_000, '25001 to 50000'],
  [100_000, '50001 to 100000'],
]
const sizeOf = (employees: number | null) =>
  employees === null ? 'Unknown' : (SIZES.find(([most]) => employees <= most)?.[1] ?? 'Over 100000')

/**
 * The same case has the same id in every export of this desk, and nobody can find a number again by trying: the ids hang on the hash of the
 * book's first entry, which is salted and leaves the desk in no document.
 */
function namesOf(desk: Desk): Known['names'] {
  const first = row<{ hash: string }>(desk, 'SELECT hash FROM history ORDER BY seq LIMIT 1')?.hash ?? ''
  const space = createHash('sha256').update(`veris\n${first}`).digest().subarray(0, 16)
  return (what, name) => uuid(`${what}\n${name}`, space)
}

/** Nothing that is no VERIS leaves the desk. */
function checked(incident: Incident): Incident {
  const result = INCIDENT.safeParse(incident)
  if (result.success) return result.data
  const what = result.error.issues[0]
  throw new DeskError({
    ja: `VERISの形式に合わない値があります（${what?.path.join('.')}: ${what?.message}）。industry表のnaics、setting表のcountryを確認してください。`,
    en: `not of VERIS: ${what?.path.join('.')}: ${what?.message}. See naics in the table industry and country in the table setting`,
  })
}
