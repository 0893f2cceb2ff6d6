import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, isCommon, type Strength } from '../grade.ts'
import { seen } from '../row.ts'
import {
  type Asked,
  AT_ONCE,
  askersOf,
  DEAD,
  type Hour,
  hoursSql,
  MET,
  type Told,
  toldSql,
  UNANSWERED,
} from './dga-look-ups.ts'
import { isTelling, registered, surprise } from './language.ts'

export const dgaDomain: Detector = {
  id: 'dga-domain',
  title: { ja: '機械的に作られた名前の問合せ（DGA）', en: 'Look-ups of machine-made names (DGA)' },
  explanation: {
    ja: '{{host}} が、{{kind}}を次々に引いています。登録ドメイン{{names}}個（多い時間帯で一時間に{{busiest}}個、{{days}}日間）で、うち{{unlikely}}個は日本語のローマ字にも英語にも見えない文字の並びです（例 {{examples}}）。日付などから名前を作り、攻撃者が登録したものに当たるまで試すウイルスに見られる動きです。',
    en: '{{host}} looked up one name after another {{kind}}: {{names}} registrable domains (up to {{busiest}} in an hour, {{days}} days), of which {{unlikely}} look neither like romanised Japanese nor like English ({{examples}}). Malware makes names from the date and tries until it meets one that its master has registered.',
  },
  next_steps: {
    ja: [
      '同じ時間帯に応答のあった、似た名前がないか見る（それがC2サーバ）',
      '名前を引いたプロセスを調べる。不明なら端末を切り離す',
      '調査担当者が感染の確認のために引いたものでないか確かめる',
    ],
    en: [
      'Look for a similar name that did get an answer in those hours: that is the C2 server',
      'Find the process that asks; if nobody knows it, disconnect the host',
      'Make sure that it is not an analyst who checks a list of names',
    ],
  },
  attack: ['T1568.002'],
  references: ['https://attack.mitre.org/techniques/T1568/002/'],
  needs: {
    tables: ['dns_event', 'web_event'],
    without: {
      ja: '端末の分かるDNSログか、プロキシのログがないと見えません。',
      en: "Without a DNS log that shows each client, or the proxy's log, it is not visible.",
    },
  },
  parameters: [
    {
      name: 'names_in_hour',
      unit: 'domains',
      default: 8,
      reason: {
        ja: '打ち間違いや失効した名前は一時間に数個',
        en: 'mistyped and lapsed names are a few an hour',
      },
    },
    {
      name: 'names_in_day',
      unit: 'domains',
      default: 20,
      reason: { ja: 'ゆっくり試すウイルスも見る', en: 'for malware that tries slowly' },
    },
    {
      name: 'unanswered_in_hour',
      unit: 'domains',
      default: 16,
      reason: {
        ja: '応答の載らないログでは、存在しない名前かどうか分からない。その端末だけが引いた名前を二倍求める',
        en: "a log without answers doesn't tell which names exist: twice as many that nobody else asked for",
      },
    },
    {
      name: 'unanswered_days',
      unit: 'days',
      default: 3,
      reason: {
        ja: '日を変えて繰り返されるなら、応答の載らないログでも、存在しない名前と同じ数で足りる',
        en: 'where it comes again on other days, a log without answers needs no more names than one with them',
      },
    },
    {
      name: 'surprise',
      unit: 'bits a character',
      default: 5,
      reason: {
        ja: '登録された名前の9割は5未満、乱数の文字列の9割は5以上（bigramで測定）',
        en: 'nine of ten names that people register need less than 5, nine of ten random strings more (measured)',
      },
    },
    {
      name: 'unlikely_share',
      unit: 'share of names',
      default: 0.5,
      reason: {
        ja: '人の付けた略語が混じっても半分にはならない',
        en: 'abbreviations that people choose never make half of them',
      },
    },
    {
      name: 'siblings_in_hour',
      unit: 'domains',
      default: 40,
      reason: {
        ja: '単語を組み合わせたDGAは文字の並びでは分からず、数だけが手がかり（弱い兆候）',
        en: 'word-list DGAs look like words: their number alone tells (a weak sign)',
      },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: {
        ja: '多くの端末が引く名前は、遮断された広告など',
        en: 'names that many hosts ask for are blocked advertisements and the like',
      },
    },
  ],
  false_positives: [
    {
      ja: 'CDNやクラウドの乱数のサブドメイン（登録ドメインだけを見る）、検索サフィックス、Chromiumの三つの名前',
      en: 'random sub-domains of CDNs and clouds (only the registered label counts), search suffixes, the three names of Chromium',
    },
    {
      ja: '略語の社名（kkk、nttxx）、xn--（日本語ドメイン）、失効した名前',
      en: 'abbreviated names (kkk, nttxx), xn-- (Japanese domains), lapsed names',
    },
    {
      ja: '相談の後に調査担当者が確認のため引いた名前',
      en: "an analyst's own look-ups after the alert",
    },
  ],
  async run(context) {
    const few = Math.min(context.parameter('names_in_hour'), context.parameter('names_in_day'))
    const dead = await signsOf(DEAD, few, context)
    const told = new Set(dead.flatMap((sign) => sign.hosts))
    const unanswered = await signsOf(UNANSWERED, context.parameter('names_in_hour'), context)
    return [...dead, ...unanswered.filter((sign) => !sign.hosts.some((host) => told.has(host)))]
  },
}

async function signsOf(asked: Asked, few: number, context: DetectorContext): Promise<Sign[]> {
  const hours = await context.query<Hour>(hoursSql(asked.sql), { few })
  const askers = await askersOf(context, [...new Set(hours.flatMap((one) => one.families))])
  const byHost = Map.groupBy(hours, (one) => one.host)
  const signs = await Promise.all([...byHost].map(([host, own]) => signOf(host, own, askers, asked, context)))
  return signs.flat()
}

async function signOf(
  host: string,
  hours: Hour[],
  askers: Map<string, number>,
  asked: Asked,
  context: DetectorContext,
): Promise<Sign[]> {
  const share = context.parameter('common_share')
  const rare = (family: string) => !isCommon(askers.get(family) ?? 1, context.roles.clients, share)
  const own = hours.map(({ hour, families }) => ({ hour, families: families.filter(rare) }))
  const names = [...new Set(own.flatMap((one) => one.families))]
  const judged = names.map(registered).filter(isTelling)
  const isUnlikely = (family: string) =>
    isTelling(registered(family)) && surprise(registered(family)) >= context.parameter('surprise')
  const unlikely = names.filter(isUnlikely)
  const inHour = Math.max(0, ...own.map((one) => one.families.filter(isUnlikely).length))
  const inDay = Math.max(0, ...daily(own).map((families) => families.filter(isUnlikely).length))
  const siblings = Math.max(0, ...own.map((one) => one.families.length))
  const many = asked.dead
    ? inHour >= context.parameter('names_in_hour') || inDay >= context.parameter('names_in_day')
    : inHour >= context.parameter('unanswered_in_hour') ||
      daysOf(own.filter(({ families }) => families.filter(isUnlikely).length >= context.parameter('names_in_hour'))) >=
        context.parameter('unanswered_days')
  const random = many && unlikely.length >= judged.length * context.parameter('unlikely_share')
  if (!random && !(asked.dead && siblings >= context.parameter('siblings_in_hour'))) return []
  const told = random ? unlikely : names
  const row = (
    await context.query<Told>(toldSql(asked.sql), {
      host,
      families: told.slice(0, AT_ONCE),
    })
  )[0]
  if (!row) return []
  const met = random && asked.dead ? await metBy(host, own, isUnlikely, context) : []
  const days = Number(row.days)
  const lasting = days >= 2 || told.length >= MANY || met.length > 0
  const strength: Strength = !random ? 'weak' : asked.dead && lasting ? 'strong' : 'plain'
  return [
    {
      ...seen(row),
      ...grade(strength, []),
      ...(met.length > 0 ? { mitigations: [answered(met)] } : {}),
      destinations: [...met, ...told.slice(0, SHOWN)],
      count: Number(row.lookups),
      metrics: {
        [asked.dead ? 'dead_domains' : 'unanswered_domains']: names.length,
        unlikely_domains: unlikely.length,
        domains_in_busiest_hour: siblings,
        surprise_bits: round(mean(judged.map(surprise))),
        answered_domains: met.length,
        lookups: Number(row.lookups),
        days,
      },
      words: {
        host,
        kind: asked.words,
        names: names.length,
        unlikely: unlikely.length,
        busiest: siblings,
        days,
        examples: told.slice(0, 3).join(', '),
        destination: told[0] ?? '',
      },
    },
  ]
}

const MANY = 30 // machine-made names: no list of dead bookmarks has so many
const SHOWN = 20 // names in a finding

const daysOf = (hours: { hour: string }[]) => new Set(hours.map(({ hour }) => hour.slice(0, 10))).size

/** Names of one day together. */
function daily(hours: { hour: string; families: string[] }[]): string[][] {
  const days = Map.groupBy(hours, (one) => one.hour.slice(0, 10))
  return [...days.values()].map((own) => [...new Set(own.flatMap((one) => one.families))])
}

async function metBy(
  host: string,
  hours: { hour: string; families: string[] }[],
  isUnlikely: (family: string) => boolean,
  context: DetectorContext,
): Promise<string[]> {
  const busy = hours.filter((one) => one.families.filter(isUnlikely).length >= 2).map((one) => one.hour.slice(0, 10))
  const rows = await context.query<{ family: string }>(MET, { host, days: [...new Set(busy)].slice(0, 1000) })
  const found = rows.map((row) => row.family).filter(isUnlikely)
  const askers = await askersOf(context, found)
  return found.filter((family) => (askers.get(family) ?? 1) <= 2).slice(0, 5)
}

const answered = (met: string[]) => ({
  ja: `同じ日に使った似た名前のうち ${met.join('、')} には応答がありました。C2（指令）サーバの可能性があります。`,
  en: `Among the like names of those days ${met.join(', ')} did get an answer: it may be the C2 server.`,
})

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
const round = (value: number) => Math.round(value * 100) / 100
