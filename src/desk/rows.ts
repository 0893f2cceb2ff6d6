/** What the desk's tables hold, as src/desk/migration has them. Times: see the head of 001-desk.sql. */
export interface Row {
  id: number
  /** counts the changes of the record: who writes says which version he had before him */
  version: number
}

export interface Organisation extends Row {
  name: string
  kind: string
  industry: string | null
  note: string
  employees: number | null
}

export interface Person extends Row {
  organisation_id: number
  name: string
  mail: string
  telephone: string
  role: string
}

const CHANNELS = ['mail', 'telephone', 'form', 'fax', 'visit'] as const
export type Channel = (typeof CHANNELS)[number]
/** Traffic Light Protocol 2.0 */
export const TLP = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const
export type Tlp = (typeof TLP)[number]

/** Who noticed the attack, or what. */
const DISCOVERIES = [
  'employee',
  'antivirus',
  'log-review',
  'monitoring',
  'provider',
  'customer',
  'response-team',
  'police',
  'attacker',
  'third-party',
] as const
export type Discovery = (typeof DISCOVERIES)[number]

export interface Consultation extends Row {
  number: string
  organisation_id: number | null
  person_id: number | null
  organisation_kind: string
  industry: string | null
  channel: Channel
  received_at: string
  recorded_on: string
  tlp: Tlp
  attack_kind: string | null
  summary: string
  handler: string
  void_on: string | null
  void_reason: string | null
  erased_on: string | null
  discovery: Discovery | null
}

export interface Rescue extends Row {
  consultation_id: number
  started_at: string
  reason: string
}

export interface Visit extends Row {
  rescue_id: number
  visited_on: string
  /** names, a JSON array */
  went: string
  note: string
}

export interface Closure extends Row {
  consultation_id: number
  closed_on: string
  outcome: string
  reopened_on: string | null
  reopen_reason: string | null
}

export interface Task extends Row {
  consultation_id: number
  kind: 'task' | 'countermeasure'
  title: string
  target: string
  owner: string
  due_on: string | null
  done_on: string | null
  proof: string
}

export interface Note extends Row {
  consultation_id: number
  written_at: string
  author: string
  text: string
}

export interface Letter extends Row {
  consultation_id: number
  sent_on: string | null
  addressee: string
  lang: 'ja' | 'en'
  title: string
  text: string
}

export interface LawfulBasis extends Row {
  consultation_id: number
  basis: string
  scope: string
  granted_by: string
  granted_on: string
  expires_on: string | null
}

export interface EvidenceItem extends Row {
  consultation_id: number
  path: string
  sha256: string
  bytes: number
  device: string
  clock_offset: number | null
  lawful_basis_id: number | null
  retain_until: string | null
}

export interface Custody extends Row {
  evidence_id: number
  at: string
  giver: string
  taker: string
  means: string
}

export interface Scan extends Row {
  consultation_id: number
  generated: string
  folder: string
  /** findings.json */
  findings: string
}

export interface Sign extends Row {
  consultation_id: number
  detector: string
}

export interface Technique extends Row {
  consultation_id: number
  technique: string
}

const INDICATOR_KINDS = ['domain', 'address', 'url', 'mail', 'sha256', 'subject'] as const
export interface Indicator extends Row {
  consultation_id: number
  kind: (typeof INDICATOR_KINDS)[number]
  value: string
}

export interface Campaign extends Row {
  name: string
  note: string
}

export interface CampaignCase extends Row {
  campaign_id: number
  consultation_id: number
  reason: string
}

export interface Link extends Row {
  from_id: number
  to_id: number
  kind: 'chain' | 'related'
  reason: string
}

export interface Publication extends Row {
  half: string
  published_on: string
  consultations: number
  rescues: number
  onsites: number
  recommended: string
  reason: string
}

export interface ReportText extends Row {
  report: string
  lang: 'ja' | 'en'
  paragraph: string
  generated: string
  edited: string
}

export const INVENTORY_KINDS = [
  'internet',
  'place',
  'proxy',
  'firewall',
  'server',
  'mail',
  'web',
  'pc',
  'device',
] as const
export interface InventoryItem extends Row {
  organisation_id: number
  kind: (typeof INVENTORY_KINDS)[number]
  name: string
  address: string
  place: string
  owner: string
  note: string
}

export const ANSWERS = ['yes', 'partly', 'no', 'unknown'] as const
export type Answer = (typeof ANSWERS)[number]
export interface PostureAnswer extends Row {
  organisation_id: number
  item: string
  answer: Answer
  source: 'asked' | 'measured'
  evidence: string
  next_step: string
  owner: string
  due_on: string | null
  answered_on: string
}

export interface Erasure extends Row {
  erased_at: string
  who: string
  reason: string
  case_number: string
  erased: string
  head_before: string
}

/** Every record whose changes the history keeps. */
export interface Records {
  organisation: Organisation
  person: Person
  consultation: Consultation
  rescue: Rescue
  visit: Visit
  closure: Closure
  task: Task
  note: Note
  letter: Letter
  lawful_basis: LawfulBasis
  evidence: EvidenceItem
  custody: Custody
  scan: Scan
  sign: Sign
  technique: Technique
  indicator: Indicator
  campaign: Campaign
  campaign_case: CampaignCase
  link: Link
  publication: Publication
  report_text: ReportText
  inventory_item: InventoryItem
  posture_answer: PostureAnswer
  erasure: Erasure
}
export type RecordName = keyof Records

/** In an order in which each refers only to those before it. */
export const RECORDS = [
  'organisation',
  'person',
  'consultation',
  'rescue',
  'visit',
  'closure',
  'task',
  'note',
  'letter',
  'lawful_basis',
  'evidence',
  'custody',
  'scan',
  'sign',
  'technique',
  'indicator',
  'campaign',
  'campaign_case',
  'link',
  'publication',
  'report_text',
  'inventory_item',
  'posture_answer',
  'erasure',
] as const satisfies RecordName[]
