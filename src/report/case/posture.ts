/** The check-list and the inventory as a document: what is there, what shows it, what is missing, the next step with its owner and date. */
import type { Compared } from '../../desk/inventory.ts'
import type { Line, Posture } from '../../desk/posture.ts'
import type { Answer } from '../../desk/rows.ts'
import type { Text } from '../../i18n/text.ts'
import type { Block, Document } from '../document.ts'

export const ANSWER_WORDS: Record<Answer | 'none', Text> = {
  yes: { ja: '実施', en: 'yes' },
  partly: { ja: '一部', en: 'partly' },
  no: { ja: '未実施', en: 'no' },
  unknown: { ja: '不明', en: 'unknown' },
  none: { ja: '未回答', en: 'not answered' },
}
export const ROLES: Record<string, Text> = {
  proxy: { ja: 'プロキシ', en: 'proxy' },
  resolver: { ja: 'DNSサーバ', en: 'name server' },
  'mail-server': { ja: 'メールサーバ', en: 'mail server' },
  gateway: { ja: 'ゲートウェイ', en: 'gateway' },
  server: { ja: 'サーバ', en: 'server' },
  device: { ja: '機器', en: 'device' },
  scanner: { ja: '脆弱性検査の機器', en: 'vulnerability scanner' },
}
const MOST = 50 // hosts named

export function postureReport(
  organisation: string,
  { posture, compared }: { posture: Posture; compared: Compared },
  lang: 'ja' | 'en',
  day: string,
): Document {
  return {
    lang,
    short: true,
    title: lang === 'ja' ? '対策状況の点検結果' : 'State of the countermeasures',
    subtitle: organisation,
    cover: [day],
    blocks: [
      ...scoreSection(posture, lang),
      ...nextSection(posture, lang),
      ...listSection(posture, lang),
      ...inventorySection(compared, lang),
    ],
  }
}

function scoreSection({ score, moved, lines }: Posture, lang: 'ja' | 'en'): Block[] {
  const before = moved.at(-2)
  const open = lines.filter((line) => !line.answer || line.answer.answer === 'unknown').length
  const text =
    lang === 'ja'
      ? `点検の得点は100点満点中${score}点です。${before ? `前回（${before.day}）は${before.score}点でした。` : ''}${open > 0 ? `${lines.length}項目のうち${open}項目はまだ分かっていないため、得点に含めていません。` : ''}`
      : `The score is ${score} of 100. ${before ? `It was ${before.score} on ${before.day}. ` : ''}${open > 0 ? `${open} of ${lines.length} items are not known yet and count nothing.` : ''}`
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '1. 得点' : '1. Score' },
    { kind: 'paragraph', id: 'posture.score', text },
  ]
}

/** What is missing and counts most stands first. */
function nextSection({ lines }: Posture, lang: 'ja' | 'en'): Block[] {
  const missing = lines
    .filter((line) => line.answer && ['no', 'partly'].includes(line.answer.answer))
    .sort((a, b) => b.item.weight - a.item.weight)
  if (missing.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '2. 次にすること' : '2. Next steps' },
    {
      kind: 'table',
      caption: lang === 'ja' ? '不足している対策と次の一歩' : 'What is missing, and the next step',
      head: lang === 'ja' ? ['項目', '次にすること', '担当', '期限'] : ['Item', 'Next step', 'Who', 'By'],
      rows: missing.map(({ item, answer, next }) => [
        `${item.mark ?? ''}${item.question[lang]}`,
        next[lang],
        answer?.owner ?? '',
        answer?.due_on ?? '',
      ]),
      numeric: [],
      notes: [],
    },
  ]
}

function listSection({ lines }: Posture, lang: 'ja' | 'en'): Block[] {
  const source = (line: Line) =>
    line.answer === null
      ? ''
      : line.answer.source === 'measured'
        ? lang === 'ja'
          ? 'ログで確認'
          : 'measured'
        : lang === 'ja'
          ? '聞き取り'
          : 'asked'
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '3. 点検表' : '3. Check-list' },
    {
      kind: 'table',
      caption: lang === 'ja' ? '点検項目と根拠' : 'Items, and what shows them',
      head: lang === 'ja' ? ['項目', '回答', '根拠', '確認方法'] : ['Item', 'Answer', 'Evidence', 'How'],
      rows: lines.map((line) => [
        `${line.item.mark ?? ''}${line.item.question[lang]}`,
        ANSWER_WORDS[line.answer?.answer ?? 'none'][lang],
        line.answer?.evidence ?? '',
        source(line),
      ]),
      numeric: [],
      notes: [],
    },
  ]
}

function inventorySection({ unlisted, ownerless, unseen, exits }: Compared, lang: 'ja' | 'en'): Block[] {
  const join = (names: string[]) =>
    names.slice(0, MOST).join(lang === 'ja' ? '、' : ', ') + (names.length > MOST ? ` (+${names.length - MOST})` : '')
  const named = unlisted.map(({ host, role }) =>
    role === ''
      ? host
      : lang === 'ja'
        ? `${host}（${ROLES[role]?.ja ?? role}）`
        : `${host} (${ROLES[role]?.en ?? role})`,
  )
  const lines = [
    unlisted.length > 0 &&
      (lang === 'ja'
        ? `ログに現れたが一覧にない機器（${unlisted.length}台）：${join(named)}`
        : `In the logs but not listed (${unlisted.length}): ${join(named)}`),
    ownerless.length > 0 &&
      (lang === 'ja'
        ? `担当者が決まっていないサーバ：${join(ownerless)}`
        : `Servers without an owner: ${join(ownerless)}`),
    exits.seen.length > Math.max(1, exits.listed) &&
      (lang === 'ja'
        ? `インターネットへの出口が${exits.seen.length}か所見えます（一覧では${exits.listed}か所）：${join(exits.seen)}`
        : `The logs show ${exits.seen.length} ways to the Internet (${exits.listed} listed): ${join(exits.seen)}`),
    unseen.length > 0 &&
      (lang === 'ja'
        ? `一覧にあるがログに現れない機器（${unseen.length}台）：${join(unseen)}`
        : `Listed but in no log (${unseen.length}): ${join(unseen)}`),
  ].filter((line) => line !== false)
  return [
    {
      kind: 'heading',
      level: 1,
      text: lang === 'ja' ? '4. 機器の一覧とログの照合' : '4. The list of devices beside the logs',
    },
    lines.length === 0
      ? {
          kind: 'paragraph',
          id: 'posture.inventory',
          text:
            lang === 'ja'
              ? '一覧とログの間に違いは見つかっていません（調べたログの範囲で）。'
              : 'The list and the logs that were examined do not differ.',
        }
      : { kind: 'list', items: lines },
  ]
}
