/** One A4 page for the director: is it still going on, at most what leaked, what nobody knows, what to decide today, when the next report comes. */
import type { Desk } from '../../desk/desk.ts'
import { nowLocal } from '../../desk/desk.ts'
import { amount } from '../../i18n/text.ts'
import { textWidth } from '../column-width.ts'
import type { Block, Document } from '../document.ts'
import { defangText } from '../safe-text.ts'
import { localTime } from '../time.ts'
import { size } from '../volume-tables.ts'
import { type CaseFacts, scopeOf } from './facts.ts'

/** A sign this close to the logs' end is one that may go on. */
const RECENT = 24 * 3_600_000

export function directorPage(desk: Desk, facts: CaseFacts, lang: 'ja' | 'en', next: string | null): Document {
  const { view } = facts
  const sections: [string, string, string[]][] = [
    ['今も続いているか', 'Is it still going on?', [goingOn(facts, lang)]],
    ['漏れた可能性のある情報（最大）', 'What may have leaked, at most', [leaked(facts, lang)]],
    ['分かっていないこと', 'What nobody knows', unknown(facts, lang)],
    ['本日決めていただくこと', 'What to decide today', decisions(facts, lang)],
    ['次回の報告', 'Next report', [next ?? (lang === 'ja' ? '未定（決まり次第お知らせします）' : 'not fixed yet')]],
  ]
  return {
    lang,
    short: true,
    close: true,
    title: lang === 'ja' ? '標的型攻撃への対応状況' : 'The state of the targeted attack',
    subtitle: view.organisation?.name ?? '',
    cover: [`${nowLocal(desk).replace('T', ' ')}　${view.consultation.number}　TLP:${view.consultation.tlp}`],
    blocks: sections.flatMap(([ja, en, lines]): Block[] => [
      { kind: 'heading', level: 2, text: lang === 'ja' ? ja : en },
      ...(lines.length === 1
        ? [{ kind: 'paragraph', id: `director.${en}`, text: lines[0] ?? '' } satisfies Block]
        : [{ kind: 'list', items: lines } satisfies Block]),
    ]),
  }
}

function goingOn({ findings, range, timezone, hosts }: CaseFacts, lang: 'ja' | 'en'): string {
  const last = findings
    .map((finding) => finding.last_seen)
    .sort()
    .at(-1)
  if (range.last === null)
    return lang === 'ja'
      ? '分かりません。判断できる記録をまだ受け取っていません。'
      : 'Nobody can tell: no records have been handed in yet.'
  const end = localTime(range.last, timezone)
  const accused = hosts.filter((host) => host.verdict === 'infected').length
  if (!last)
    return lang === 'ja'
      ? `${end}までの記録に、続いていることを示す兆候はありません。記録に残らない通信は確認できていません。`
      : `The records up to ${end} show no sign that it goes on. What isn’t logged could not be checked.`
  const isRecent = Date.parse(range.last) - Date.parse(last) < RECENT
  const at = localTime(last, timezone)
  if (lang === 'ja')
    return isRecent
      ? `続いていると考えてください。最後の兆候は${at}で、記録の終わり（${end}）の直前です。感染と判断した端末は${accused}台です。`
      : `最後の兆候は${at}です。その後${end}までの記録にはありませんが、潜伏している可能性があります。感染と判断した端末は${accused}台です。`
  return isRecent
    ? `Assume that it is. The last sign is of ${at}, just before the records end (${end}). Hosts judged infected: ${accused}.`
    : `The last sign is of ${at}; the records up to ${end} show none since, but the attacker may be waiting. Hosts judged infected: ${accused}.`
}

function leaked({ attacks, blind }: CaseFacts, lang: 'ja' | 'en'): string {
  if (attacks.length === 0)
    return lang === 'ja'
      ? '持ち出しを示す記録は見つかっていません。記録のない通信については分かりません。'
      : 'No record shows that anything was taken. Of what isn’t logged nobody can tell.'
  const bytes = attacks.reduce((sum, story) => sum + story.damage.bytes_sent, 0)
  // where a log doesn't count what was sent, or hosts were out of sight, the sum is no upper bound
  const isComplete =
    attacks.every((story) => story.damage.bytes_complete) &&
    !blind.some((fact) => ['hidden', 'question'].includes(fact.kind) || fact.id === 'logging-request-bytes')
  const reached = Math.max(...attacks.map((story) => story.damage.reached))
  if (lang === 'ja')
    return `攻撃者の通信先へ送られた量は、記録から分かる範囲で${size(bytes)}です。${isComplete ? 'これが上限と考えられます。' : '送信量が残らない記録があるため、これより多い可能性があります。'}${reached > 0 ? `組織内で到達された機器は${reached}台です。` : ''}`
  return `As far as logged, ${size(bytes)} went to the attacker’s places. ${isComplete ? 'This should be the most.' : 'Some logs don’t tell how much was sent: it may have been more.'}${reached > 0 ? ` Devices reached inside: ${reached}.` : ''}`
}

/** One page holds four of these. */
function unknown({ attacks, blind, hosts }: CaseFacts, lang: 'ja' | 'en'): string[] {
  const hidden = hosts.filter((host) => host.verdict === 'not-visible').length
  const gaps = [
    ...new Set(
      together([...attacks.flatMap((story) => story.gaps), ...blind.map((fact) => fact.text)], lang).map((text) =>
        brief(defangText(text)),
      ),
    ),
  ]
  const first =
    lang === 'ja'
      ? `感染の有無を確認できない端末が${hidden}台あります。`
      : `For ${amount(hidden, 'host')} nobody can tell whether they are infected.`
  const told = [...(hidden > 0 ? [first] : []), ...gaps]
  if (told.length === 0)
    return [lang === 'ja' ? '調査した記録の外で起きたこと。' : 'What happened outside the records examined.']
  const left = told.length - GAPS
  if (left <= 0) return told
  return [
    ...told.slice(0, GAPS),
    lang === 'ja' ? `ほか${left}点（通知文の「確認できなかったこと」）` : `and ${left} more (see the letter)`,
  ]
}

const GAPS = 4

/** What is unknown of several hosts alike is one gap: “A, B and 3 more: …”. How to see it another time is the letter's matter. */
function together(gaps: string[], lang: 'ja' | 'en'): string[] {
  const byGap = Map.groupBy(gaps, (gap) => gap.replace(WHOSE, '').replace(REMEDY, '$1'))
  return [...byGap].map(([gap, alike]) => {
    const hosts = [...new Set(alike.flatMap((one) => WHOSE.exec(one)?.[1] ?? []))]
    const more = hosts.length - NAMED
    const named = hosts.slice(0, NAMED).join(lang === 'ja' ? '、' : ', ')
    if (hosts.length === 0) return gap
    return `${named}${more <= 0 ? '' : lang === 'ja' ? `ほか${more}台` : ` and ${more} more`}: ${gap}`
  })
}
const WHOSE = /^([\w.-]{1,63}): /
const REMEDY = /[（(][^（）()]*[）)]([。.]?)$/
const NAMED = 2 // hosts
const TASKS = 4

function decisions(facts: CaseFacts, lang: 'ja' | 'en'): string[] {
  const open = facts.view.tasks
    .filter((task) => task.done_on === null)
    // what is done to a host or an account is decided; that logs are kept is done without a director
    .sort(
      (a, b) => Number(b.target !== '') - Number(a.target !== '') || ((a.due_on ?? '9') < (b.due_on ?? '9') ? -1 : 1),
    )
  const left = scopeOf(facts).filter((one) => !one.done).length
  const told = open.slice(0, TASKS).map((task) => {
    const title = brief(defangText(task.title.replace(EXPLAINED, ''), [task.target]))
    const named = defangText(task.target)
    const target = named !== '' && !title.includes(named) ? named : ''
    if (lang === 'ja') return `${task.due_on ? `${task.due_on}まで　` : ''}${title}${target && `（${target}）`}`
    return `${task.due_on ? `By ${task.due_on}: ` : ''}${title}${target && ` (${target})`}`
  })
  const more = open.length - told.length
  return [
    ...(left > 0
      ? [
          lang === 'ja'
            ? `対策が終わっていない端末・アカウント${left}件を、いつ一斉に遮断・変更するか`
            : `When to block and reset the ${amount(left, 'host')} and accounts that are left, all at one time`,
        ]
      : []),
    ...told,
    ...(more > 0
      ? [lang === 'ja' ? `ほか${more}件の対応（通知文の一覧）` : `${more} more tasks (listed in the letter)`]
      : []),
    lang === 'ja'
      ? '個人情報保護委員会への速報（漏えいのおそれを知ってから3～5日以内）と、取引先・警察への連絡の要否'
      : 'Whether to notify the personal information commission (first report within 3–5 days of knowing), partners and the police',
  ]
}

const LONG = 110 // half-width characters: two lines

/** What stands behind a task's colon says how; the director decides whether. */
const EXPLAINED = /:\s.*$/s

/** The first sentence, and of that what two lines hold. */
function brief(text: string): string {
  const first = /^.*?(?:。|\.(?=\s)|(?=[（(]kyumei )|$)/.exec(text.replaceAll('\n', ' '))?.[0] ?? text
  let width = 0
  for (const [i, one] of [...first].entries()) {
    width += textWidth(one)
    if (width > LONG) return `${[...first].slice(0, i).join('')}…`
  }
  return first
}
