/** A mail's attachment on a computer, told as a story: saved, opened, ran, and what was found there within a day. */
import { isSerious } from '../detect/detector.ts'
import { amount, type Text } from '../i18n/text.ts'
import type { Finding } from './findings.ts'
import type { Happened, Opened } from './mail-opened.ts'
import type { UncitedStory } from './uncited-story.ts'

/** Its content is the same and it ran: as good as seen. A file that was only saved may never have been opened. */
const CONFIDENCE = { sameContent: 0.98, recipients: 0.95, opened: 0.9, saved: 0.6 }
const DAY = 86_400_000

/** When it was opened or, where that isn't told, first seen there. */
export const openedAt = ({ steps }: Opened): string =>
  (steps.find((step) => step.what !== 'saved') ?? steps[0])?.time ?? ''

/** The computer's own user is named as the recipient's mailbox is. */
export const isHis = ({ users }: Opened, address: string): boolean =>
  users.includes(address.replace(/@.*/, '').toLowerCase())

export function openedStory(told: UncitedStory, opened: Opened, findings: Finding[], lang: 'ja' | 'en'): UncitedStory {
  const ran = opened.steps.some((step) => step.what !== 'saved')
  const at = openedAt(opened)
  const known = new Set(told.steps.map((step) => step.finding))
  const after = findings.filter(
    (finding) =>
      isSerious(finding) &&
      !known.has(finding.id) &&
      finding.hosts.includes(opened.host) &&
      finding.first_seen >= at &&
      Date.parse(finding.first_seen) - Date.parse(at) <= DAY,
  )
  const [delivered, ...rest] = told.steps
  return {
    ...told,
    confidence: !ran
      ? CONFIDENCE.saved
      : opened.same
        ? CONFIDENCE.sameContent
        : told.recipient || told.destinations.length > 0
          ? CONFIDENCE.recipients
          : CONFIDENCE.opened,
    text: sentence(told, opened, delivered?.time ?? at)[lang],
    steps: [
      ...(delivered ? [delivered] : []),
      ...opened.steps.map((step) => ({
        time: step.time,
        what: step.what,
        host: opened.host,
        destination: '',
        text: STEP[step.what](opened.host, step.name, step.program)[lang],
        lines: step.lines,
      })),
      ...rest,
      ...after.map((finding) => ({
        time: finding.first_seen,
        what: 'found' as const,
        host: opened.host,
        destination: finding.destinations[0] ?? '',
        text: finding.title,
        finding: finding.id,
        lines: [],
      })),
    ],
  }
}

const STEP: Record<Happened, (host: string, name: string, program: string) => Text> = {
  saved: (host, name) => ({ ja: `${host} に「${name}」が保存される`, en: `“${name}” is saved on ${host}` }),
  opened: (host, name, program) => ({
    ja: `${host} で「${name}」が ${program} で開かれる`,
    en: `“${name}” is opened with ${program} on ${host}`,
  }),
  ran: (host, name, program) => ({
    ja: program === name ? `${host} で「${name}」が実行される` : `${host} で「${name}」から ${program} が実行される`,
    en: program === name ? `“${name}” runs on ${host}` : `“${name}” runs ${program} on ${host}`,
  }),
}

function sentence(told: UncitedStory, opened: Opened, delivered: string): Text {
  const has = (what: Happened) => opened.steps.find((step) => step.what === what)
  const done = has('ran') ?? has('opened') ?? opened.steps[0]
  const minutes = Math.max(0, Math.round((Date.parse(done?.time ?? delivered) - Date.parse(delivered)) / 60_000))
  const [ja, en] =
    minutes < 120
      ? [`${minutes}分`, amount(minutes, 'minute')]
      : minutes < 2880
        ? [`${Math.round(minutes / 60)}時間`, amount(Math.round(minutes / 60), 'hour')]
        : [`${Math.round(minutes / 1440)}日`, amount(Math.round(minutes / 1440), 'day')]
  const verb: Record<Happened, Text> = {
    ran: { ja: '実行されました', en: 'ran' },
    opened: { ja: '開かれました', en: 'was opened' },
    saved: { ja: '保存されました（開かれた記録はありません）', en: 'was saved (no record of its being opened)' },
  }
  const what = verb[done?.what ?? 'saved']
  const whose = told.recipient
    ? {
        ja: `受信者 ${told.recipient} の端末 ${opened.host}`,
        en: `${opened.host}, the PC of its recipient ${told.recipient}`,
      }
    : { ja: `端末 ${opened.host}`, en: opened.host }
  const place = told.destinations[0]
  return {
    ja: `メール「${told.subject}」の添付「${done?.name ?? ''}」が、届いてから${ja}後に${whose.ja} で${what.ja}（端末の記録による）。${place ? `その後 ${place} へ通信しています。` : ''}`,
    en: `${en} after the mail “${told.subject}” came in, its attachment “${done?.name ?? ''}” ${what.en} on ${whose.en}, by the computer's own events.${place ? ` It then went to ${place}.` : ''}`,
  }
}
