import type { Text } from '../../i18n/text.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade, isCommon, type Strength } from '../grade.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { isTelling, registered, surprise } from './language.ts'

/** Registrable names that led nowhere, or of which no answer is known, that a host asked for in one hour. */
interface Hour {
  host: string
  hour: string
  families: string[]
}

/** What the accused host asked for, in the whole log. */
interface Told extends SeenRow {
  days: string
  lookups: string
}

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
    const unanswered = await signsOf(UNANSWERED, context.parameter('unanswered_in_hour'), context)
    return [...dead, ...unanswered.filter((sign) => !sign.hosts.some((host) => told.has(host)))]
  },
}

/** Look-ups that came to nothing, or may have. */
interface Asked {
  sql: string
  dead: boolean
  words: Text
}

async function signsOf(asked: Asked, few: number, context: DetectorContext): Promise<Sign[]> {
  const hours = await context.query<Hour>(hoursSql(asked.sql), { few })
  const askers = await askersOf(context, [...new Set(hours.flatMap((one) => one.families))])
  const byHost = Map.groupBy(hours, (one) => one.host)
  const signs = await Promise.all([...byHost].map(([host, own]) => signOf(host, own, askers, asked, context)))
  return signs.flat()
}

/** Names that never led anywhere for anybody, asked of the resolver or, behind a proxy, of the proxy. */
const DEAD: Asked = {
  dead: true,
  words: { ja: '存在しない名前', en: 'that does not exist' },
  sql: `
    SELECT host, name, name_state.family AS family, time, evidence_id, line
    FROM
    (
      SELECT host, name, time, evidence_id, line FROM question WHERE name IN (SELECT name FROM name_state)
      UNION ALL
      SELECT host, name, time, evidence_id, line
      FROM contact
      WHERE via != 'flow' AND dead = 1
    ) AS asked_for
    INNER JOIN name_state ON name_state.name = asked_for.name
    WHERE name_state.nx > 0 AND name_state.alive = 0 AND name_state.parking = 0 AND name_state.blocked = 0`,
}

/** A log of questions alone: names that one host asked for and nobody else, that no other log knows. */
const UNANSWERED: Asked = {
  dead: false,
  words: {
    ja: '他の端末の引かない名前（応答はログに載っていません）',
    en: 'that no other host asked for (the log has no answers)',
  },
  sql: `
    SELECT host, name, known_name.family AS family, time, evidence_id, line
    FROM question
    INNER JOIN known_name ON known_name.name = question.name
    WHERE known_name.lists['vendor'] = '' AND position(known_name.family, '.') > 0
      AND known_name.family IN
      (
        SELECT known_name.family
        FROM question
        INNER JOIN known_name ON known_name.name = question.name
        GROUP BY known_name.family
        HAVING uniqExact(host) = 1
      )
      AND known_name.family NOT IN (SELECT family FROM inside_family)
      AND name NOT IN (SELECT name FROM known_answer) AND name NOT IN (SELECT name FROM contact WHERE name != '')`,
}

const hoursSql = (asked: string) => `
WITH
  asked AS (${asked}),
  -- a day with few dead names can't be a case
  day AS (SELECT host, toDate(time) AS day FROM asked GROUP BY host, day HAVING uniqExact(family) >= {few:Float64})
SELECT host, toString(toStartOfHour(time)) AS hour, arraySort(groupUniqArray(5000)(family)) AS families
FROM asked
WHERE (host, toDate(time)) IN (SELECT host, day FROM day)
GROUP BY host, hour
ORDER BY host, hour
LIMIT 20000`

const toldSql = (asked: string) => `
SELECT host, uniqExact(toDate(time)) AS days, count() AS lookups,${SEEN_COLUMNS}
FROM (${asked})
WHERE host = {host:String} AND family IN {families:Array(String)}
GROUP BY host`

/** Machine-made names that did get an answer, on the days on which the host was trying others. */
const MET = `
SELECT known_name.family AS family
FROM
(
  SELECT host, name, time FROM question
  UNION ALL
  SELECT host, name, time FROM contact WHERE via != 'flow' AND name != '' AND dead = 0
) AS used
INNER JOIN known_name ON known_name.name = used.name
WHERE used.host = {host:String} AND toString(toDate(used.time)) IN {days:Array(String)}
  AND position(known_name.family, '.') > 0 -- browsers try names of one label, to see who answers for names that aren't there
  AND known_name.lists['vendor'] = '' AND known_name.family NOT IN (SELECT family FROM name_state WHERE alive = 0)
GROUP BY family
ORDER BY count() DESC, family
LIMIT 5000`

const ASKERS = `
SELECT known_name.family AS family, uniqExact(host) AS hosts
FROM
(
  -- a proxy that resolves what it is asked for is nobody's second victim
  SELECT host, name FROM question
  UNION ALL
  SELECT host, name FROM contact WHERE via != 'flow'
) AS used
INNER JOIN known_name ON known_name.name = used.name
WHERE known_name.family IN {families:Array(String)}
GROUP BY family`

async function askersOf(context: DetectorContext, families: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (let i = 0; i < families.length; i += AT_ONCE) {
    const rows = await context.query<{ family: string; hosts: string }>(ASKERS, {
      families: families.slice(i, i + AT_ONCE),
    })
    for (const row of rows) counts.set(row.family, Number(row.hosts))
  }
  return counts
}

const AT_ONCE = 5000 // names a query: a request has limits

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
    : inHour >= context.parameter('unanswered_in_hour')
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
