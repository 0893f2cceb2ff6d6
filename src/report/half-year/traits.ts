/** Section 2: what was characteristic of the half, drawn from what the cases showed. */
import type { Figures } from '../../desk/statistics.ts'
import { DETECTORS } from '../../detect/index.ts'
import type { Block, Paragraph } from '../document.ts'
import type { HalfYear } from './half-year.ts'

export function traitsSection(data: HalfYear, lang: 'ja' | 'en'): Block[] {
  const { figures } = data
  const heading: Block = {
    kind: 'heading',
    level: 1,
    text: lang === 'ja' ? '2. 今期の特徴' : '2. What was characteristic',
  }
  if (figures.by_sign.length === 0) {
    return [
      heading,
      {
        kind: 'paragraph',
        id: 'traits.none',
        text:
          lang === 'ja' ? '手口を確認できた案件はありません。' : 'In no case could it be seen how the attack was made.',
      },
    ]
  }
  return [
    heading,
    { kind: 'heading', level: 2, text: lang === 'ja' ? '2.1 確認された手口' : '2.1 How the attacks were made' },
    ...ways(data, lang),
    ...campaigns(data, lang),
    ...exampleParagraphs(data, lang),
  ]
}

const TOP = 10

const titleOf = (detector: string, lang: 'ja' | 'en') =>
  DETECTORS.find((one) => one.id === detector)?.title[lang] ?? detector
const seenIn = (figures: Figures, detector: string | null) =>
  figures.by_sign.find((one) => one.code === detector)?.n ?? 0

function ways({ figures, before }: HalfYear, lang: 'ja' | 'en'): Block[] {
  const top = figures.by_sign.slice(0, 3)
  const list = top.map(({ code, n }) =>
    lang === 'ja' ? `「${titleOf(code ?? '', lang)}」が${n}件` : `“${titleOf(code ?? '', lang)}” in ${n}`,
  )
  const risen = figures.by_sign
    .map(({ code, n }) => ({ code, n, was: seenIn(before, code) }))
    .filter((one) => one.n - one.was >= 3 && one.n >= 2 * one.was)
    .slice(0, 5)
  const rise = risen.map(({ code, n, was }) =>
    lang === 'ja'
      ? `「${titleOf(code ?? '', lang)}」（${was}件から${n}件）`
      : `“${titleOf(code ?? '', lang)}” (${was} to ${n})`,
  )
  return [
    {
      kind: 'paragraph',
      id: 'traits.top',
      text:
        lang === 'ja'
          ? `相談${figures.consultations}件のうち、確認された手口で多かったものは、${list.join('、')}でした（1つの案件で複数の手口を数えています）。`
          : `Of the ${figures.consultations} consultations, the most frequent ways were ${list.join(', ')} cases (a case may show several).`,
    },
    ...(rise.length === 0
      ? []
      : ([
          {
            kind: 'paragraph',
            id: 'traits.risen',
            text:
              lang === 'ja'
                ? `前期から大きく増えたものは、${rise.join('、')}です。`
                : `Much more frequent than in the half before: ${rise.join(', ')}.`,
          },
        ] satisfies Paragraph[])),
    {
      kind: 'table',
      caption: lang === 'ja' ? '確認された手口（案件数）' : 'How the attacks were made (cases)',
      head: lang === 'ja' ? ['手口', '今期', '前期', 'ATT&CK'] : ['Way', 'This half', 'Half before', 'ATT&CK'],
      rows: figures.by_sign
        .slice(0, TOP)
        .map(({ code, n }) => [
          titleOf(code ?? '', lang),
          String(n),
          String(seenIn(before, code)),
          (DETECTORS.find((one) => one.id === code)?.attack ?? []).join(' '),
        ]),
      numeric: [1, 2],
      notes:
        figures.by_sign.length > TOP
          ? [
              lang === 'ja'
                ? `注：上位${TOP}種類。ほかに${figures.by_sign.length - TOP}種類を確認しています。`
                : `Note: the ${TOP} most frequent of ${figures.by_sign.length}.`,
            ]
          : [],
    },
  ]
}

/** Only cases joined in a campaign of two or more: one alone would point at its victim. */
function campaigns({ figures, terms }: HalfYear, lang: 'ja' | 'en'): Block[] {
  const joined = figures.by_campaign.filter((one) => one.n >= 2)
  if (joined.length === 0) return []
  const industry = (code: string) => terms.industries.find((term) => term.code === code)?.[lang] ?? code
  const one = joined[0]
  return [
    { kind: 'heading', level: 2, text: lang === 'ja' ? '2.2 特定の業種を狙った攻撃' : '2.2 Attacks on an industry' },
    {
      kind: 'paragraph',
      id: 'traits.campaigns',
      text:
        lang === 'ja'
          ? `同じ攻撃者によると考えられる一連の攻撃（攻撃キャンペーン）を${joined.length}件確認しました。最も多いものは${one?.n}件の相談にわたり、業種は${one?.industries.map(industry).join('、')}でした。1つの組織から漏れた情報が、次の組織への攻撃に使われるおそれがあります。`
          : `The cases show ${joined.length} campaign${joined.length === 1 ? '' : 's'}, attacks that seem to be of one attacker. The largest spans ${one?.n} cases (${one?.industries.map(industry).join(', ')}). What leaks from one organisation may be used against the next.`,
    },
    {
      kind: 'table',
      caption: lang === 'ja' ? '攻撃キャンペーンと業種' : 'Campaigns and industries',
      head: lang === 'ja' ? ['攻撃キャンペーン', '件数', '業種'] : ['Campaign', 'Cases', 'Industries'],
      rows: joined.map((campaign) => [
        campaign.code ?? '',
        String(campaign.n),
        campaign.industries.map(industry).join(lang === 'ja' ? '、' : ', '),
      ]),
      numeric: [1],
      notes: [],
    },
  ]
}

function exampleParagraphs({ examples, figures, terms }: HalfYear, lang: 'ja' | 'en'): Block[] {
  if (examples.length === 0) return []
  const section = figures.by_campaign.some((one) => one.n >= 2) ? '2.3' : '2.2'
  return [
    { kind: 'heading', level: 2, text: lang === 'ja' ? `${section} 事例` : `${section} Examples` },
    ...examples.map((one, i): Paragraph => {
      const industry = terms.industries.find((term) => term.code === one.industry)?.[lang]
      const signs = one.signs.slice(0, 5).map((sign) => titleOf(sign, lang))
      return {
        kind: 'paragraph',
        id: `traits.example.${i + 1}`,
        text:
          lang === 'ja'
            ? `事例${i + 1}${industry ? `（${industry}）` : ''}：相談を受け、${one.days === 0 ? '当日' : `${one.days}日後`}にレスキュー支援を開始しました。調査で確認した手口は、${signs.join('、')}です。${one.visited ? '現地でも支援しました。' : ''}${one.campaign ? '他の組織への攻撃との共通点が見られました。' : ''}`
            : `Example ${i + 1}${industry ? ` (${industry})` : ''}: rescue began ${one.days === 0 ? 'on the day of the consultation' : `${one.days} day${one.days === 1 ? '' : 's'} after the consultation`}. What was seen: ${signs.join('; ')}.${one.visited ? ' The desk also went there.' : ''}${one.campaign ? ' It had much in common with attacks on others.' : ''}`,
      }
    }),
  ]
}
