/** The letter's section on what to do, by whom and by when: what follows from the scan, and what the desk asked for. */
import type { Block } from '../document.ts'
import { defangText } from '../safe-text.ts'
import { type CaseFacts, scopeOf } from './facts.ts'

const MOST = 20 // measures

export function toDo(facts: CaseFacts, lang: 'ja' | 'en'): Block[] {
  const planned = new Set(facts.view.tasks.map((task) => task.title))
  const measures = facts.measures.filter((one) => !planned.has(one.what))
  const left = scopeOf(facts).filter((one) => !one.done)
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '4. お願いしたいこと' : '4. What to do' },
    ...(measures.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption:
              lang === 'ja'
                ? '調査結果に基づく対策（この順に行ってください）'
                : 'What follows from what we saw, in this order',
            head: lang === 'ja' ? ['内容', '担当', '期限', '確かめ方'] : ['What', 'Who', 'By', 'How to check'],
            rows: measures
              .slice(0, MOST)
              .map((one) => [
                defangText(one.what, [one.subject]),
                one.who,
                one.by === '' ? (lang === 'ja' ? '前の項目の後' : 'after the one before') : one.by.slice(0, 10),
                defangText(one.how_to_check, [one.subject]),
              ]),
            numeric: [],
            notes:
              measures.length > MOST
                ? [lang === 'ja' ? `注：${measures.length}件のうち${MOST}件` : `Note: ${MOST} of ${measures.length}`]
                : [],
          } satisfies Block,
        ]),
    ...asked(facts.view.tasks, measures.length > 0, lang),
    ...(left.length === 0
      ? []
      : [
          {
            kind: 'paragraph',
            id: 'letter.scope',
            text:
              lang === 'ja'
                ? `対策がまだ終わっていない端末・アカウント：${left.map((one) => one.target).join('、')}`
                : `Hosts and accounts that are not yet dealt with: ${left.map((one) => one.target).join(', ')}`,
          } satisfies Block,
        ]),
  ]
}

/** What the desk asked for; where nothing was asked and nothing follows from a scan, what comes first anyway. */
function asked(tasks: CaseFacts['view']['tasks'], hasMeasures: boolean, lang: 'ja' | 'en'): Block[] {
  const open = tasks.filter((task) => task.done_on === null)
  if (open.length > 0) {
    return [
      {
        kind: 'table',
        caption: lang === 'ja' ? '対応していただきたいこと' : 'What to do, by when',
        head: lang === 'ja' ? ['内容', '対象', '担当', '期限'] : ['What', 'For', 'Who', 'By'],
        rows: open.map((task) => [
          defangText(task.title, [task.target]),
          defangText(task.target),
          task.owner,
          task.due_on ?? (lang === 'ja' ? 'できるだけ早く' : 'as soon as possible'),
        ]),
        numeric: [],
        notes: [],
      },
    ]
  }
  if (tasks.length > 0)
    return [
      {
        kind: 'paragraph',
        id: 'letter.all-done',
        text:
          lang === 'ja'
            ? `お願いした${tasks.length}件の対応は、すべて完了の記録があります。`
            : `All ${tasks.length} tasks that we asked for are recorded as done.`,
      },
    ]
  if (hasMeasures) return []
  return [{ kind: 'paragraph', id: 'letter.first-advice', text: FIRST_ADVICE[lang] }]
}

const FIRST_ADVICE = {
  ja: '期限を過ぎると消えるログを保存してください。感染の疑いがある端末は、LANケーブルを抜き、無線を切り、電源は切らないでください。初期化とウイルスの全体検査はまだ行わず、攻撃者のサーバには接続しないでください。そのうえで、遮断とパスワードの変更を一度に行います。',
  en: 'Save the logs that will expire. Unplug the LAN cable of suspected hosts and switch their Wi-Fi off, but leave the power on. Do not re-image or scan them yet, and do not contact the attacker’s servers. Then block and reset everything at one time.',
}
