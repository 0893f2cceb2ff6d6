/** Evidence and scan results in a case: what was handed in, by whom, from which device, and what it showed. */
import { isAbsolute } from 'node:path'
import ipaddr from 'ipaddr.js'
import { familyOf } from '../lists/family.ts'
import type { FindingsFile } from '../story/findings.ts'
import { findCase } from './case.ts'
import { type Desk, row, rows, today, transaction } from './desk.ts'
import { DeskError } from './fault.ts'
import { joinAutomatically } from './join.ts'
import { day } from './moment.ts'
import { insert } from './record.ts'
import { everybodys } from './relation.ts'
import type { EvidenceItem, Indicator, LawfulBasis, Task } from './rows.ts'
import { rememberForSearch } from './search.ts'
import { fileTraces } from './trace.ts'

export interface HandedIn {
  path: string
  sha256: string
  bytes: number
  /** a whole mailbox: reading it needs a lawful basis */
  mailbox: boolean
}

export interface Handover {
  giver: string
  means?: string
  device?: string
  /** seconds by which the device's clock is ahead (+) or behind (-) */
  clock_offset?: number | null
  retain_until?: string | null
}

/** Files them; the same bytes twice in a case are one piece. */
export function fileEvidence(desk: Desk, number: string, items: HandedIn[], handover: Handover): number[] {
  return transaction(desk, () => {
    const { id } = findCase(desk, number)
    const basis = basisOf(desk, id)
    const mailbox = items.find((item) => item.mailbox)
    if (mailbox && !basis) throw noBasis(number, mailbox.path)
    const filed = items.map((item) => {
      const known = row<EvidenceItem>(
        desk,
        'SELECT * FROM evidence WHERE consultation_id = ? AND sha256 = ?',
        id,
        item.sha256,
      )
      if (known) return known.id
      const evidence = insert(desk, 'evidence', {
        consultation_id: id,
        path: item.path,
        sha256: item.sha256,
        bytes: item.bytes,
        device: handover.device ?? '',
        clock_offset: handover.clock_offset ?? null,
        lawful_basis_id: basis?.id ?? null,
        retain_until: handover.retain_until ?? null,
      })
      passOn(desk, evidence, { giver: handover.giver, taker: desk.who, means: handover.means ?? '' })
      return evidence
    })
    rememberForSearch(desk, id)
    return filed
  })
}

/** The next link of custody. */
export function passOn(desk: Desk, evidence: number, step: { giver: string; taker: string; means: string }): number {
  return insert(desk, 'custody', { evidence_id: evidence, at: desk.now().toISOString(), ...step })
}

export function grantBasis(
  desk: Desk,
  number: string,
  basis: Pick<LawfulBasis, 'basis' | 'scope' | 'granted_by' | 'granted_on' | 'expires_on'>,
): number {
  return transaction(desk, () => insert(desk, 'lawful_basis', { consultation_id: findCase(desk, number).id, ...basis }))
}

export const hasBasis = (desk: Desk, consultation: number): boolean => basisOf(desk, consultation) !== undefined

function basisOf(desk: Desk, consultation: number): LawfulBasis | undefined {
  return row<LawfulBasis>(
    desk,
    `SELECT * FROM lawful_basis WHERE consultation_id = ? AND granted_on <= ?2 AND (expires_on IS NULL OR expires_on >= ?2)
     ORDER BY granted_on DESC LIMIT 1`,
    consultation,
    today(desk),
  )
}

export function noBasis(number: string, path: string): DeskError {
  return new DeskError({
    ja: `${path} はメールボックスです。従業員のメールを読む根拠（同意、就業規則など）を先に登録してください: kyumei desk basis ${number} --basis 同意書 --granted-by 氏名 --scope 範囲`,
    en: `${path} is a mailbox. Enter first on what basis the desk may read employees' mail: kyumei desk basis ${number} --basis "written consent" --granted-by NAME --scope SCOPE`,
  })
}

const SERIOUS = ['medium', 'high', 'critical']
const INDICATORS_MOST = 2_000 // of one scan; findings.json keeps them all

/** The scan's measures as the case's own countermeasures, with owner and date; one that stands there already is left as it is. */
export function planMeasures(
  desk: Desk,
  number: string,
  { measures = [], hosts, accounts = [], destinations }: FindingsFile,
): number {
  return transaction(desk, () => {
    // a measure for all who got a mail, or for all places, deals with no one host or account
    const targets = new Set([
      ...hosts.map((one) => one.host),
      ...accounts.map((one) => one.account),
      ...destinations.map((one) => one.destination),
    ])
    const { id } = findCase(desk, number)
    const known = new Set(
      rows<Task>(desk, 'SELECT * FROM task WHERE consultation_id = ?', id).map((task) => task.title),
    )
    const fresh = measures.filter((one) => !known.has(one.what))
    for (const one of fresh) {
      insert(desk, 'task', {
        consultation_id: id,
        // what is done to a host or an account decides whether the countermeasures are complete
        kind: ['unplug', 'search', 'reset'].includes(one.kind) ? 'countermeasure' : 'task',
        title: one.what,
        target: targets.has(one.subject) ? one.subject : '',
        owner: one.who,
        due_on: day(one.by.slice(0, 10)),
      })
    }
    rememberForSearch(desk, id)
    return fresh.length
  })
}

/** A scan's findings: signs, techniques and indicators become the case's own. */
export function fileScan(desk: Desk, number: string, folder: string, findings: FindingsFile): number {
  return transaction(desk, () => {
    const { id } = findCase(desk, number)
    const scan = insert(desk, 'scan', {
      consultation_id: id,
      generated: findings.generated,
      folder,
      findings: JSON.stringify(findings),
    })
    const serious = findings.findings.filter((finding) => SERIOUS.includes(finding.severity))
    for (const finding of serious) {
      addSign(desk, id, finding.detector)
      for (const technique of finding.attack) addTechnique(desk, id, technique)
    }
    const indicators = serious.flatMap((finding) =>
      finding.destinations.flatMap((destination) => indicatorOf(destination) ?? []),
    )
    const isEverybodys = everybodys()
    // whose name or mailbox is used is to be told, and is no attacker
    const used = new Set((findings.measures ?? []).filter((one) => one.kind === 'notify').map((one) => one.subject))
    const isUsed = (value: string) => {
      const name = /([^@<>\s]+)>?$/.exec(value)?.[1] ?? value
      return used.has(name.toLowerCase()) || used.has(familyOf(name.toLowerCase()))
    }
    const senders = findings.mails
      .filter((mail) => mail.verdict === 'malicious')
      .flatMap((mail): Pick<Indicator, 'kind' | 'value'>[] => [
        { kind: 'mail', value: mail.from },
        { kind: 'subject', value: mail.subject },
      ])
    for (const one of [...indicators, ...senders].slice(0, INDICATORS_MOST))
      if (one.kind === 'subject' || !isUsed(one.value))
        if (!['domain', 'url'].includes(one.kind) || !isEverybodys(one.value)) addIndicator(desk, id, one)
    fileTraces(desk, id, findings)
    rememberForSearch(desk, id)
    joinAutomatically(desk, number)
    return scan
  })
}

export function addSign(desk: Desk, consultation: number, detector: string, reason = ''): void {
  if (row(desk, 'SELECT 1 FROM sign WHERE consultation_id = ? AND detector = ?', consultation, detector)) return
  insert(desk, 'sign', { consultation_id: consultation, detector }, reason)
}

export function addTechnique(desk: Desk, consultation: number, technique: string, reason = ''): void {
  if (row(desk, 'SELECT 1 FROM technique WHERE consultation_id = ? AND technique = ?', consultation, technique)) return
  insert(desk, 'technique', { consultation_id: consultation, technique }, reason)
}

export function addIndicator(
  desk: Desk,
  consultation: number,
  { kind, value }: Pick<Indicator, 'kind' | 'value'>,
): void {
  if (value === '') return
  const known = rows(
    desk,
    'SELECT 1 FROM indicator WHERE consultation_id = ? AND kind = ? AND value = ?',
    consultation,
    kind,
    value,
  )
  if (known.length === 0) insert(desk, 'indicator', { consultation_id: consultation, kind, value })
}

/** Of the attacker, so nothing inside; null where the place is no indicator. */
function indicatorOf(destination: string): Pick<Indicator, 'kind' | 'value'> | null {
  if (/^[^\s@/]+@[^\s@/]+$/.test(destination)) return { kind: 'mail', value: destination.toLowerCase() }
  const bare = destination.replace(/^\[([0-9a-f:.]+)\](?::\d+)?$/i, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  if (ipaddr.isValid(bare)) {
    const range = ipaddr.process(bare).range()
    return range === 'unicast' ? { kind: 'address', value: bare } : null
  }
  if (/^[a-z]+:\/\//i.test(destination)) return { kind: 'url', value: destination }
  return destination.includes('.') ? { kind: 'domain', value: destination.toLowerCase() } : null
}

/** Evidence whose time to be kept is over. */
export function overdueEvidence(
  desk: Desk,
): (Pick<EvidenceItem, 'id' | 'path' | 'retain_until'> & { number: string })[] {
  return rows(
    desk,
    `SELECT c.number, e.id, e.path, e.retain_until FROM evidence e JOIN consultation c ON c.id = e.consultation_id
     WHERE e.retain_until < ? ORDER BY e.retain_until, e.id`,
    today(desk),
  )
}

/** Where a new scan of a case goes: beside the book, for the desk's people only. */
export function scanFolder(desk: Desk, number: string): string {
  const at = desk.now().toISOString().replaceAll(/[:.]/g, '')
  return `${desk.path}.scans/${number.replaceAll(/[^\p{L}\p{N}-]/gu, '_')}/${at}`
}

/** A folder of the desk's own; anything else on the disk is not the desk's to remove. */
export function isOwnFolder(desk: Desk, folder: string): boolean {
  return isAbsolute(folder) && folder.startsWith(`${desk.path}.scans/`) && !folder.includes('..')
}
