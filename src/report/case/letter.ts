/** The letter to the organisation: what happened, what was seen, what could not be seen, what to do by when; and the annex of indicators. */
import { type Desk, row, today } from '../../desk/desk.ts'
import { DETECTORS } from '../../detect/index.ts'
import { amount } from '../../i18n/text.ts'
import { wordsIn } from '../../i18n/words.ts'
import { withoutLinks } from '../attacks.ts'
import type { Block, Document } from '../document.ts'
import { INDICATOR_WORDS } from '../indicator-words.ts'
import { defang, defangText } from '../safe-text.ts'
import { localTime } from '../time.ts'
import { caseAdvice } from './advice.ts'
import type { CaseFacts } from './facts.ts'
import { toDo } from './to-do.ts'

const MOST = { findings: 20, hosts: 50, blind: 15, indicators: 200 }

export function letter(desk: Desk, facts: CaseFacts, lang: 'ja' | 'en'): Document {
  const { view } = facts
  const { consultation, organisation, person } = view
  const from = row<{ value: string }>(desk, "SELECT value FROM setting WHERE name = 'desk_name'")?.value ?? ''
  const to = [organisation?.name, person?.name].filter((part) => part !== undefined).join(lang === 'ja' ? '　' : ', ')
  return {
    lang,
    short: true,
    title: lang === 'ja' ? '調査結果のお知らせと対応のお願い' : 'What we found, and what we ask you to do',
    subtitle: to === '' ? '' : lang === 'ja' ? `${to}　${person ? '様' : '御中'}` : `To ${to}`,
    cover: [
      ...(from === '' ? [] : [from]),
      today(desk),
      lang === 'ja' ? `受付番号：${consultation.number}` : `Case ${consultation.number}`,
      `TLP:${consultation.tlp}`,
    ],
    blocks: [
      ...happened(facts, lang),
      ...seen(facts, lang),
      ...unseen(facts, lang),
      ...toDo(facts, lang),
      ...caseAdvice(desk, facts, lang),
      ...annex(facts, lang),
    ],
  }
}

function happened({ view, attacks, range, timezone }: CaseFacts, lang: 'ja' | 'en'): Block[] {
  const received = view.consultation.received_at.replace('T', ' ')
  const opening =
    lang === 'ja'
      ? `${received}にご相談いただいた件について、お預かりした資料を調査しました。${range.first && range.last ? `調査できた範囲は、${localTime(range.first, timezone)}から${localTime(range.last, timezone)}まで（${timezone}）の記録です。` : 'お預かりした記録はまだありません。'}`
      : `We examined what you gave us about your consultation of ${received}. ${range.first && range.last ? `The records cover ${localTime(range.first, timezone)} to ${localTime(range.last, timezone)} (${timezone}).` : 'No records have reached us yet.'}`
  return [
    heading(lang, '1. 何が起きたか', '1. What happened'),
    { kind: 'paragraph', id: 'letter.opening', text: opening },
    ...(attacks.length > 0
      ? attacks
          .slice(0, 5)
          .map((story, i): Block => ({ kind: 'paragraph', id: `letter.attack.${i + 1}`, text: withoutLinks(story) }))
      : [
          {
            kind: 'paragraph',
            id: 'letter.no-attack',
            text:
              lang === 'ja'
                ? '調査した範囲では、一連の攻撃としてつながる記録は見つかっていません。攻撃がなかったことを示すものではありません（3をご覧ください）。'
                : 'In what we examined, nothing joins into one attack. This does not show that there was none: see section 3.',
          } satisfies Block,
        ]),
  ]
}

function seen({ hosts, findings, timezone }: CaseFacts, lang: 'ja' | 'en'): Block[] {
  const say = wordsIn(lang)
  const accused = hosts.filter((host) => ['infected', 'suspected'].includes(host.verdict))
  const title = (detector: string, fallback: string) =>
    DETECTORS.find((one) => one.id === detector)?.title[lang] ?? fallback
  const byId = new Map(findings.map((finding) => [finding.id, finding]))
  return [
    heading(lang, '2. 確認できたこと', '2. What we saw'),
    {
      kind: 'paragraph',
      id: 'letter.seen',
      text:
        lang === 'ja'
          ? `感染と判断した端末は${count(hosts, 'infected')}台、感染の疑いがある端末は${count(hosts, 'suspected')}台です。`
          : `Hosts that we judge infected: ${count(hosts, 'infected')}; suspected: ${count(hosts, 'suspected')}.`,
    },
    ...(accused.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: lang === 'ja' ? '端末ごとの判定' : 'Verdict by host',
            head: lang === 'ja' ? ['端末', '判定', '理由'] : ['Host', 'Verdict', 'Reasons'],
            rows: accused
              .slice(0, MOST.hosts)
              .map((host) => [
                host.host,
                say(host.verdict),
                [
                  ...new Set(
                    host.reasons.flatMap((id) => byId.get(id) ?? []).map((one) => title(one.detector, one.title)),
                  ),
                ].join(lang === 'ja' ? '、' : '; '),
              ]),
            numeric: [],
            notes: [],
          } satisfies Block,
        ]),
    ...(findings.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: lang === 'ja' ? '見つかった兆候' : 'Signs that we found',
            head:
              lang === 'ja'
                ? ['兆候', '端末・アカウント', '通信先', '期間']
                : ['Sign', 'Hosts and accounts', 'Destinations', 'Period'],
            rows: grouped(findings)
              .slice(0, MOST.findings)
              .map(({ detector, who, destinations, first, last }) => [
                title(detector, detector),
                who.slice(0, 5).join(' '),
                destinations.slice(0, 3).map(defang).join(' ') +
                  (destinations.length > 3 ? ` (+${destinations.length - 3})` : ''),
                `${localTime(first, timezone)} – ${localTime(last, timezone)}`,
              ]),
            numeric: [],
            notes:
              grouped(findings).length > MOST.findings
                ? [lang === 'ja' ? `注：主なもの${MOST.findings}件` : `Note: the ${MOST.findings} gravest`]
                : [],
          } satisfies Block,
        ]),
  ]
}

interface Group {
  detector: string
  who: string[]
  destinations: string[]
  first: string
  last: string
}

/** One line for the same sign of the same hosts. */
function grouped(findings: CaseFacts['findings']): Group[] {
  const groups = Map.groupBy(findings, ({ detector, hosts, accounts }) => JSON.stringify([detector, hosts, accounts]))
  return [...groups.values()].map((same) => ({
    detector: same[0]?.detector ?? '',
    who: [...(same[0]?.hosts ?? []), ...(same[0]?.accounts ?? [])],
    destinations: [...new Set(same.flatMap((one) => one.destinations))],
    first: same.map((one) => one.first_seen).sort()[0] ?? '',
    last:
      same
        .map((one) => one.last_seen)
        .sort()
        .at(-1) ?? '',
  }))
}

function unseen({ blind, attacks, hosts, range }: CaseFacts, lang: 'ja' | 'en'): Block[] {
  const gaps = [...new Set([...attacks.flatMap((story) => story.gaps), ...blind.map((fact) => fact.text)])]
  const hidden = count(hosts, 'not-visible')
  return [
    heading(lang, '3. 確認できなかったこと', '3. What we could not see'),
    {
      kind: 'paragraph',
      id: 'letter.unseen',
      text:
        range.first === null
          ? lang === 'ja'
            ? '記録がないため、感染の有無は確認できません。'
            : 'Without records, nobody can tell whether anything is infected.'
          : lang === 'ja'
            ? `判断できる記録がなく確認不能の端末は${hidden}台です。「痕跡なし」と「確認不能」は異なり、どちらも安全を意味しません。`
            : `For ${amount(hidden, 'host')} no record could have shown a sign. “No sign” and “not visible” differ, and neither means safe.`,
    },
    ...(gaps.length > 0
      ? [{ kind: 'list', items: gaps.slice(0, MOST.blind).map((gap) => defangText(gap)) } satisfies Block]
      : []),
  ]
}

function annex({ indicators }: CaseFacts, lang: 'ja' | 'en'): Block[] {
  if (indicators.length === 0) return []
  return [
    heading(lang, '付録 痕跡情報', 'Annex: indicators'),
    {
      kind: 'table',
      caption:
        lang === 'ja'
          ? '痕跡情報（誤って開かないよう、記号を変えています）'
          : 'Indicators (spelled so that nobody opens them by mistake)',
      head: lang === 'ja' ? ['値', '種類'] : ['Value', 'Kind'],
      rows: indicators
        .slice(0, MOST.indicators)
        .map((one) => [
          ['sha256', 'subject'].includes(one.kind) ? one.value : defang(one.value),
          INDICATOR_WORDS[one.kind][lang],
        ]),
      numeric: [],
      notes:
        indicators.length > MOST.indicators
          ? [
              lang === 'ja'
                ? `注：${indicators.length}件のうち${MOST.indicators}件`
                : `Note: ${MOST.indicators} of ${indicators.length}`,
            ]
          : [],
    },
  ]
}

const count = (hosts: CaseFacts['hosts'], verdict: string) => hosts.filter((host) => host.verdict === verdict).length
const heading = (lang: 'ja' | 'en', ja: string, en: string): Block => ({
  kind: 'heading',
  level: 1,
  text: lang === 'ja' ? ja : en,
})
