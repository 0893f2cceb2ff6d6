/** `kyumei desk show`: a case in words. */

import { type CaseView, recordsOf, viewCase } from '../desk/case.ts'
import type { Desk } from '../desk/desk.ts'
import { type HistoryView, historyOf } from '../desk/history.ts'
import { relationsOf } from '../desk/relation.ts'
import { CHANNEL_TERMS, DISCOVERY_TERMS, type Term, terms } from '../desk/vocabulary.ts'
import { DETECTORS } from '../detect/index.ts'
import { localSecond } from '../i18n/clock.ts'
import { amount, type Text } from '../i18n/text.ts'
import { reasonsInWords } from '../report/reason-words.ts'
import { printedJson, visible } from '../report/safe-text.ts'
import { localTime } from '../report/time.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import { EXIT } from './exit.ts'

export async function show(number: string, options: DeskChoice & { history?: boolean }): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    const view = viewCase(desk, number)
    const history = options.history ? historyOf(desk, recordsOf(desk, view.consultation)) : []
    if (options.json) {
      process.stdout.write(
        `${printedJson({ ...view, related: relationsOf(desk, view.consultation.number), ...(options.history ? { history } : {}) })}\n`,
      )
    } else {
      process.stdout.write(caseInWords(desk, view, lang))
      for (const entry of history) process.stdout.write(historyLine(desk, entry))
    }
    return EXIT.done
  })
}

export const STAGE_WORDS: Record<CaseView['stage'], Text> = {
  open: { ja: '相談中', en: 'consultation' },
  rescue: { ja: 'レスキュー支援中', en: 'rescue' },
  closed: { ja: '完了', en: 'closed' },
  void: { ja: '取消', en: 'voided' },
}

const WORDS = {
  organisation: { ja: '組織', en: 'organisation' },
  person: { ja: '担当者', en: 'contact' },
  received: { ja: '受付', en: 'received' },
  attack: { ja: '攻撃の種類', en: 'attack' },
  discovery: { ja: '発見の経緯', en: 'discovery' },
  handler: { ja: '対応者', en: 'handler' },
  summary: { ja: '概要', en: 'summary' },
  rescue: { ja: 'レスキュー開始', en: 'rescue since' },
  visit: { ja: '訪問', en: 'visit' },
  task: { ja: 'タスク', en: 'task' },
  countermeasure: { ja: '対策', en: 'countermeasure' },
  due: { ja: '期限', en: 'due' },
  done: { ja: '済', en: 'done' },
  openTask: { ja: '未', en: 'open' },
  basis: { ja: '閲覧の根拠', en: 'lawful basis' },
  evidence: { ja: '証拠', en: 'evidence' },
  clock: { ja: '時計のずれ（秒）', en: 'clock offset (s)' },
  custody: { ja: '受渡し', en: 'custody' },
  scan: { ja: '調査結果', en: 'scan' },
  findings: { ja: '兆候', en: 'findings' },
  signs: { ja: '確認された手口', en: 'signs' },
  campaign: { ja: 'キャンペーン', en: 'campaign' },
  link: { ja: '関連', en: 'link' },
  related: { ja: '同じ攻撃者と考えられる案件', en: 'one attacker with' },
  shared: { ja: '共通点のある案件', en: 'has in common with' },
  letter: { ja: '通知文', en: 'letter' },
  note: { ja: 'メモ', en: 'note' },
  closed: { ja: '完了', en: 'closed' },
  reopened: { ja: '再開', en: 'reopened' },
  voided: { ja: '取消', en: 'voided' },
  erased: { ja: '内容は消去済み', en: 'content erased' },
} satisfies Record<string, Text>

export function caseInWords(desk: Desk, view: CaseView, lang: 'ja' | 'en'): string {
  const { consultation: c } = view
  const lines: string[] = []
  const line = (word: keyof typeof WORDS, ...parts: (string | number | null | undefined)[]) => {
    const shown = parts.filter((part) => part !== null && part !== undefined && part !== '').map(String)
    if (shown.length > 0)
      lines.push(`  ${WORDS[word][lang]}: ${shown.map((part) => visible(part).replaceAll('␊', ' / ')).join('  ')}`)
  }
  const named = (known: Term[], code: string | null) => known.find((term) => term.code === code)?.[lang] ?? code
  lines.push(`${visible(c.number)}  ${STAGE_WORDS[view.stage][lang]}  TLP:${c.tlp}`)
  line(
    'organisation',
    view.organisation?.name,
    named(terms(desk, 'organisation_kind'), c.organisation_kind),
    named(terms(desk, 'industry'), c.industry),
    view.organisation?.employees &&
      (lang === 'ja' ? `${view.organisation.employees}名` : amount(view.organisation.employees, 'person', 'people')),
  )
  if (view.person) line('person', view.person.name, view.person.mail, view.person.telephone)
  line('received', c.received_at.replace('T', ' '), named(CHANNEL_TERMS, c.channel))
  line('attack', named(terms(desk, 'attack_kind'), c.attack_kind))
  line('discovery', named(DISCOVERY_TERMS, c.discovery))
  line('handler', c.handler)
  line('summary', c.summary)
  if (view.rescue) line('rescue', view.rescue.started_at.replace('T', ' '), view.rescue.reason)
  for (const visit of view.visits)
    line('visit', visit.visited_on, (JSON.parse(visit.went) as string[]).join(lang === 'ja' ? '、' : ', '), visit.note)
  for (const task of view.tasks) {
    const state = task.done_on ? `${WORDS.done[lang]} ${task.done_on}` : WORDS.openTask[lang]
    line(
      task.kind,
      `#${task.id}`,
      state,
      task.title,
      task.target,
      task.owner,
      task.due_on && `${WORDS.due[lang]} ${task.due_on}`,
      task.proof,
    )
  }
  for (const basis of view.lawful_basis)
    line(
      'basis',
      basis.basis,
      basis.scope,
      basis.granted_by,
      basis.granted_on,
      basis.expires_on && `→ ${basis.expires_on}`,
    )
  for (const item of view.evidence.slice(0, EVIDENCE)) {
    line(
      'evidence',
      `#${item.id}`,
      item.path,
      `SHA-256 ${item.sha256}`,
      item.device,
      item.clock_offset === null ? '' : `${WORDS.clock[lang]} ${item.clock_offset}`,
      item.retain_until && `→ ${item.retain_until}`,
    )
    for (const step of item.custody)
      line('custody', localTime(step.at, desk.timezone), `${step.giver} → ${step.taker}`, step.means)
  }
  if (view.evidence.length > EVIDENCE) {
    const left = view.evidence.length - EVIDENCE
    line('evidence', lang === 'ja' ? `ほか${left}点（--json ですべて表示）` : `and ${left} more (--json has them all)`)
  }
  for (const scan of view.scans)
    line(
      'scan',
      localTime(scan.generated, desk.timezone),
      `${WORDS.findings[lang]} ${scan.serious}/${scan.findings}`,
      scan.folder,
    )
  line(
    'signs',
    view.signs
      .map((sign) => DETECTORS.find((one) => one.id === sign.detector)?.title[lang] ?? sign.detector)
      .join(lang === 'ja' ? '、' : '; '),
  )
  for (const campaign of view.campaigns) line('campaign', campaign.name, campaign.reason)
  for (const link of view.links)
    line('link', link.kind === 'chain' ? (link.direction === 'to' ? '→' : '←') : '↔', link.number, link.reason)
  for (const relation of relationsOf(desk, c.number).slice(0, RELATED))
    line(relation.joined ? 'related' : 'shared', relation.b, reasonsInWords(relation, lang))
  for (const letter of view.letters) line('letter', letter.sent_on, letter.title, letter.addressee)
  for (const note of view.notes) line('note', noteTime(note.written_at, desk), note.author, note.text)
  for (const closure of view.closures) {
    line('closed', closure.closed_on, closure.outcome)
    line('reopened', closure.reopened_on, closure.reopen_reason)
  }
  line('voided', c.void_on, c.void_reason)
  line('erased', c.erased_on)
  return `${lines.join('\n')}\n`
}

const EVIDENCE = 10 // pieces; a scan of a folder files hundreds
const RELATED = 10
const noteTime = (at: string, desk: Desk) => (at.endsWith('Z') ? localTime(at, desk.timezone) : at.replace('T', ' '))

/** `2016-06-29 12:00:00  鈴木  update consultation  tlp: AMBER → RED` */
function historyLine(desk: Desk, entry: HistoryView): string {
  const at = localSecond(entry.at, desk.timezone)
  const names = new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])
  const changes = [...names]
    .filter((name) => name !== 'version' && name !== 'id' && entry.before?.[name] !== entry.after?.[name])
    .map((name) => `${name}: ${cut(entry.before?.[name])} → ${cut(entry.after?.[name])}`)
  return `  ${entry.seq}  ${at}  ${visible(entry.who)}  ${entry.action} ${entry.record} ${entry.record_id}  ${changes.join('; ')}\n`
}

function cut(value: unknown): string {
  const text = value === undefined || value === null || value === '' ? '–' : String(value)
  return visible(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}
