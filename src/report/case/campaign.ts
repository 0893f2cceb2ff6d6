/** The separate volume (別冊) on one campaign: what its cases have in common, and no word about who they are. */
import type { CampaignFacts } from '../../desk/campaign.ts'
import type { Term } from '../../desk/vocabulary.ts'
import { DETECTORS } from '../../detect/index.ts'
import type { Block, Document } from '../document.ts'
import { defang } from '../safe-text.ts'

const INDICATORS = 100

export function campaignReport(facts: CampaignFacts, industries: Term[], lang: 'ja' | 'en', issued: string): Document {
  return {
    lang,
    title: lang === 'ja' ? `攻撃キャンペーン「${facts.name}」について` : `The campaign “${facts.name}”`,
    subtitle: lang === 'ja' ? '活動報告 別冊' : 'Supplement to the activity report',
    cover: [lang === 'ja' ? `発行日：${issued}` : `Issued ${issued}`],
    blocks: [...overview(facts, industries, lang), ...ways(facts, lang), ...common(facts, lang)],
  }
}

function overview(
  { cases, first, last, industries, by_month, chains }: CampaignFacts,
  known: Term[],
  lang: 'ja' | 'en',
): Block[] {
  // one case alone in its industry would point at its victim
  const named = industries
    .filter((one) => one.code !== null && one.n >= 2)
    .map((one) => known.find((term) => term.code === one.code)?.[lang] ?? one.code)
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '1. 概要' : '1. Overview' },
    {
      kind: 'paragraph',
      id: 'campaign.overview',
      text:
        lang === 'ja'
          ? `${first}から${last}までに、同じ攻撃者によると考えられる相談が${cases}件ありました。${named.length > 0 ? `主な業種は${named.join('、')}です。` : ''}${chains > 0 ? `ある組織から漏れた情報が別の組織への攻撃に使われたと考えられるものが${chains}組あります。` : ''}`
          : `From ${first} to ${last}, ${cases} consultations seem to go back to one attacker. ${named.length > 0 ? `Mostly in: ${named.join(', ')}. ` : ''}${chains > 0 ? `In ${chains} pairs, what leaked from one organisation seems to have been used against another.` : ''}`,
    },
    ...(by_month.length < 2
      ? []
      : [
          {
            kind: 'table',
            caption: lang === 'ja' ? '月ごとの相談件数' : 'Consultations by month',
            head: lang === 'ja' ? ['月', '件数'] : ['Month', 'Cases'],
            rows: by_month.map(({ month, n }) => [month, String(n)]),
            numeric: [1],
            notes: [],
          } satisfies Block,
        ]),
  ]
}

function ways({ signs, techniques }: CampaignFacts, lang: 'ja' | 'en'): Block[] {
  if (signs.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '2. 手口' : '2. How it works' },
    {
      kind: 'table',
      caption: lang === 'ja' ? '確認された手口' : 'What was seen',
      head: lang === 'ja' ? ['手口', '案件数', 'ATT&CK'] : ['Way', 'Cases', 'ATT&CK'],
      rows: signs.map(({ code, n }) => {
        const detector = DETECTORS.find((one) => one.id === code)
        return [detector?.title[lang] ?? code ?? '', String(n), (detector?.attack ?? []).join(' ')]
      }),
      numeric: [1],
      notes: [`ATT&CK: ${techniques.map((one) => one.code).join(' ')}`],
    },
  ]
}

function common({ shared }: CampaignFacts, lang: 'ja' | 'en'): Block[] {
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '3. 共通する痕跡情報' : '3. Indicators in common' },
    shared.length === 0
      ? {
          kind: 'paragraph',
          id: 'campaign.none',
          text:
            lang === 'ja' ? '複数の案件に共通する痕跡情報はありません。' : 'No indicator stands in more than one case.',
        }
      : {
          kind: 'table',
          caption: lang === 'ja' ? '複数の案件に現れた痕跡情報' : 'Indicators that stand in several cases',
          head: lang === 'ja' ? ['値', '種類', '案件数'] : ['Value', 'Kind', 'Cases'],
          rows: shared
            .slice(0, INDICATORS)
            .map(({ kind, value, n }) => [
              ['sha256', 'subject'].includes(kind) ? value : defang(value),
              kind,
              String(n),
            ]),
          numeric: [2],
          notes: [
            lang === 'ja'
              ? '注：1件だけに現れたものは、相談元を特定するおそれがあるため載せていません。'
              : 'Note: what stands in one case only is left out, as it might point at the victim.',
          ],
        },
  ]
}
