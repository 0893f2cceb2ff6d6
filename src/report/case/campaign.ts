/** The separate volume (別冊) on one campaign: what its cases have in common, and no word about who they are. */
import type { CampaignFacts } from '../../desk/campaign.ts'
import { TLP } from '../../desk/rows.ts'
import { AUDIENCES } from '../../desk/tlp.ts'
import type { Term } from '../../desk/vocabulary.ts'
import { DETECTORS } from '../../detect/index.ts'
import type { Block, Document } from '../document.ts'
import { INDICATOR_WORDS } from '../indicator-words.ts'
import { REASON_WORDS } from '../reason-words.ts'
import { defang } from '../safe-text.ts'
import { campaignPicture, caseName } from './campaign-picture.ts'

const INDICATORS = 100

export function campaignReport(facts: CampaignFacts, industries: Term[], lang: 'ja' | 'en', issued: string): Document {
  return {
    lang,
    title: lang === 'ja' ? `攻撃キャンペーン「${facts.name}」について` : `The campaign “${facts.name}”`,
    subtitle: lang === 'ja' ? '活動報告 別冊' : 'Supplement to the activity report',
    cover: [
      `TLP:${facts.tlp}　${AUDIENCES[facts.tlp][lang]}`,
      lang === 'ja' ? `発行日：${issued}` : `Issued ${issued}`,
    ],
    blocks: [
      ...overview(facts, industries, lang),
      ...ways(facts, lang),
      ...links(facts, lang),
      ...common(facts, lang),
      ...audiences(facts, lang),
    ],
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

/** Why the cases are held for one attacker's: the picture, and the same in words. */
function links({ links, chains }: CampaignFacts, lang: 'ja' | 'en'): Block[] {
  const picture = campaignPicture(links, lang)
  const names = (cases: number[]) => cases.map((i) => caseName(i, lang)).join(lang === 'ja' ? '、' : ', ')
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '3. 事例のつながり' : '3. What holds the cases together' },
    ...(picture === null
      ? [
          {
            kind: 'paragraph',
            id: 'campaign.unlinked',
            text:
              lang === 'ja'
                ? '事例に共通する痕跡は、まだ見つかっていません。担当者の判断で1つのキャンペーンとしています。'
                : 'Nothing that the cases have in common was found yet: the desk holds them for one campaign by its own judgement.',
          } satisfies Block,
        ]
      : [
          {
            kind: 'paragraph',
            id: 'campaign.links',
            text:
              lang === 'ja'
                ? `左は事例（受付順）、右は複数の事例に共通するものです。${chains > 0 ? '赤い矢印は、ある組織から漏れた情報が次の組織への攻撃に使われたことを示します。' : ''}`
                : `On the left the cases, as they came in; on the right what several of them have. ${chains > 0 ? 'A red arrow says that what leaked at one organisation was used against the next.' : ''}`,
          } satisfies Block,
          picture,
          {
            kind: 'table',
            caption: lang === 'ja' ? 'つながりの根拠' : 'The reasons',
            head: lang === 'ja' ? ['共通するもの', '値', '事例'] : ['In common', 'Value', 'Cases'],
            rows: links.things.slice(0, REASONS).map(({ kind, n, values, cases }) => [
              REASON_WORDS[kind][lang],
              [
                values.length === 0 ? (lang === 'ja' ? '（記載しない）' : '(not told)') : '',
                values
                  .slice(0, VALUES)
                  .map(defang)
                  .join(lang === 'ja' ? '、' : ', '),
                values.length > 0 && n > VALUES
                  ? lang === 'ja'
                    ? `ほか${n - VALUES}件`
                    : `and ${n - VALUES} more`
                  : '',
              ]
                .filter((part) => part !== '')
                .join(' '),
              names(cases),
            ]),
            numeric: [],
            notes: [
              lang === 'ja'
                ? '注：相談元や、そのやり取りの相手を特定するおそれのある値は記載していません。'
                : 'Note: what might point at a victim, or at whom it corresponds with, is not told.',
            ],
          } satisfies Block,
        ]),
  ]
}

const REASONS = 40
const VALUES = 3 // of one kind

/** 攻撃技術情報 and 被害内容・対応情報 are told to different people. */
function audiences({ by_tlp, shared }: CampaignFacts, lang: 'ja' | 'en'): Block[] {
  return [
    {
      kind: 'heading',
      level: 1,
      text: lang === 'ja' ? '5. だれに何を伝えてよいか' : '5. What may be told to whom',
    },
    {
      kind: 'table',
      caption: lang === 'ja' ? '区分（TLP 2.0）ごとの範囲' : 'By marking (TLP 2.0)',
      head:
        lang === 'ja'
          ? ['区分', '伝えてよい相手', '案件数', '痕跡情報']
          : ['Marking', 'May be told to', 'Cases', 'Indicators'],
      rows: TLP.toReversed().flatMap((tlp) => {
        const cases = by_tlp.find((one) => one.tlp === tlp)?.cases ?? 0
        const indicators = shared.filter((one) => one.tlp === tlp).length
        return cases + indicators === 0 ? [] : [[`TLP:${tlp}`, AUDIENCES[tlp][lang], String(cases), String(indicators)]]
      }),
      numeric: [2, 3],
      notes: [
        lang === 'ja'
          ? '注：痕跡情報の区分は、それが現れた案件のうち最も厳しいものです。--tlp GREEN とすると、GREENとCLEARの案件だけで作り直せます。'
          : 'Note: an indicator has the strictest marking of its cases. With --tlp GREEN this document is made from GREEN and CLEAR cases alone.',
        lang === 'ja'
          ? '注：この文書は攻撃技術情報だけを扱います。被害内容・対応情報（相談元、被害、対策）は含みません。'
          : 'Note: this document tells the technique of the attack only, nothing of victims, damage and measures.',
      ],
    },
  ]
}

function common({ shared }: CampaignFacts, lang: 'ja' | 'en'): Block[] {
  return [
    { kind: 'heading', level: 1, text: lang === 'ja' ? '4. 共通する痕跡情報' : '4. Indicators in common' },
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
          head: lang === 'ja' ? ['値', '種類', '案件数', 'TLP'] : ['Value', 'Kind', 'Cases', 'TLP'],
          rows: shared
            .slice(0, INDICATORS)
            .map(({ kind, value, n, tlp }) => [
              ['sha256', 'subject'].includes(kind) ? value : defang(value),
              INDICATOR_WORDS[kind][lang],
              String(n),
              tlp,
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
