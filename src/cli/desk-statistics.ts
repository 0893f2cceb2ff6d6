/** `kyumei desk statistics [HALF]`: the figures on the terminal. */
import { type Desk, today } from '../desk/desk.ts'
import { halfContaining, parseHalf } from '../desk/fiscal.ts'
import { correction } from '../desk/publication.ts'
import { comparisons, type Duration, type Figures, figures, ratio, type Tally } from '../desk/statistics.ts'
import { CHANNEL_TERMS, type Term, terms } from '../desk/vocabulary.ts'
import { DETECTORS } from '../detect/index.ts'
import type { Text } from '../i18n/text.ts'
import { toCsv } from '../report/csv.ts'
import { printedJson, visible } from '../report/safe-text.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import { dayTyped } from './desk-input.ts'
import { EXIT } from './exit.ts'

export async function statistics(
  half: string | undefined,
  options: DeskChoice & { asOf?: string; csv?: boolean },
): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    const asOf = options.asOf === undefined ? today(desk) : dayTyped(options.asOf)
    const wanted = half === undefined ? halfContaining(asOf, desk.fiscalStart) : parseHalf(half, desk.fiscalStart)
    const found = figures(desk, wanted, asOf)
    const compared = comparisons(desk, wanted, asOf)
    if (options.json) {
      const corrected = correction(desk, wanted, asOf)
      process.stdout.write(`${printedJson({ ...found, compared, correction: corrected })}\n`)
    } else if (options.csv) process.stdout.write(toCsv(['figure', 'code', 'name', 'value'], asRows(desk, found, lang)))
    else {
      const now = [found.consultations, found.rescues, found.onsites]
      const against = ({ before }: { before: { consultations: number; rescues: number; onsites: number } }) =>
        [before.consultations, before.rescues, before.onsites].map((n, i) => ratio(now[i] ?? 0, n) ?? '–')
      const [year, last] = [against(compared.year), against(compared.half)]
      process.stdout.write(
        `${found.half}  ${found.from} – ${found.until}  (${lang === 'ja' ? `${asOf} 時点` : `as of ${asOf}`})\n`,
      )
      for (const [i, name] of COUNTS.entries())
        process.stdout.write(
          `  ${name[lang]}: ${now[i]}  (${compared.year.with} ×${year[i]}, ${compared.half.with} ×${last[i]})\n`,
        )
      for (const { title, tallies, known } of tables(desk, found)) {
        if (tallies.length === 0) continue
        process.stdout.write(`${title[lang]}\n`)
        for (const one of tallies) process.stdout.write(`  ${visible(nameOf(one, known, lang))}: ${one.n}\n`)
      }
      for (const [name, one] of durations(found))
        if (one.n > 0)
          process.stdout.write(`${name[lang]}: ${decimal(one.median)} / ${decimal(one.p90)}  (n = ${one.n})\n`)
    }
    return EXIT.done
  })
}

const COUNTS: Text[] = [
  { ja: '相談', en: 'consultations' },
  { ja: 'レスキュー支援', en: 'rescue support' },
  { ja: 'オンサイト支援', en: 'on-site support' },
]

const decimal = (days: number | null) => (days === null ? '–' : days.toFixed(1))

function nameOf({ code }: Tally, known: Text[] | Term[], lang: 'ja' | 'en'): string {
  if (code === null) return lang === 'ja' ? '未記入' : 'not entered'
  return (known as Term[]).find((term) => term.code === code)?.[lang] ?? code
}

function tables(desk: Desk, found: Figures): { figure: string; title: Text; tallies: Tally[]; known: Term[] }[] {
  const kinds = terms(desk, 'organisation_kind')
  const signs = DETECTORS.map((detector) => ({ code: detector.id, ...detector.title }))
  return [
    {
      figure: 'rescues_by_kind',
      title: { ja: 'レスキュー支援の組織種別', en: 'rescues by kind of organisation' },
      tallies: found.rescues_by_kind,
      known: kinds,
    },
    {
      figure: 'consultations_by_kind',
      title: { ja: '相談の組織種別', en: 'consultations by kind of organisation' },
      tallies: found.consultations_by_kind,
      known: kinds,
    },
    {
      figure: 'by_industry',
      title: { ja: '業種', en: 'by industry' },
      tallies: found.by_industry,
      known: terms(desk, 'industry'),
    },
    {
      figure: 'by_channel',
      title: { ja: '受付方法', en: 'by channel' },
      tallies: found.by_channel,
      known: CHANNEL_TERMS,
    },
    {
      figure: 'by_attack',
      title: { ja: '攻撃の種類', en: 'by kind of attack' },
      tallies: found.by_attack,
      known: terms(desk, 'attack_kind'),
    },
    {
      figure: 'by_sign',
      title: { ja: '確認された手口（案件数）', en: 'signs seen (cases)' },
      tallies: found.by_sign,
      known: signs,
    },
    {
      figure: 'by_technique',
      title: { ja: 'ATT&CK（案件数）', en: 'ATT&CK techniques (cases)' },
      tallies: found.by_technique,
      known: [],
    },
    { figure: 'by_campaign', title: { ja: 'キャンペーン', en: 'campaigns' }, tallies: found.by_campaign, known: [] },
  ]
}

function durations(found: Figures): [Text, Duration, string][] {
  return [
    [
      {
        ja: '受付からレスキューまでの日数（中央値 / 90パーセンタイル）',
        en: 'days from consultation to rescue (median / 90th percentile)',
      },
      found.days_to_rescue,
      'days_to_rescue',
    ],
    [
      {
        ja: 'レスキューから初回訪問までの日数（中央値 / 90パーセンタイル）',
        en: 'days from rescue to first visit (median / 90th percentile)',
      },
      found.days_to_visit,
      'days_to_visit',
    ],
    [
      {
        ja: '受付から完了までの日数（中央値 / 90パーセンタイル）',
        en: 'days from consultation to closing (median / 90th percentile)',
      },
      found.days_to_close,
      'days_to_close',
    ],
  ]
}

function asRows(desk: Desk, found: Figures, lang: 'ja' | 'en'): Record<string, unknown>[] {
  const now = [found.consultations, found.rescues, found.onsites]
  return [
    ...['consultations', 'rescues', 'onsites'].map((figure, i) => ({
      figure,
      code: '',
      name: COUNTS[i]?.[lang] ?? '',
      value: now[i],
    })),
    ...tables(desk, found).flatMap(({ figure, tallies, known }) =>
      tallies.map((one) => ({ figure, code: one.code ?? '', name: nameOf(one, known, lang), value: one.n })),
    ),
    ...durations(found).flatMap(([name, one, figure]) => [
      { figure, code: 'median', name: name[lang], value: one.median ?? '' },
      { figure, code: 'p90', name: name[lang], value: one.p90 ?? '' },
    ]),
  ]
}
