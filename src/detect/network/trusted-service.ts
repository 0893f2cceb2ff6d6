import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { unattended } from '../hours.ts'
import { fresh, LOGS, routine, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { SCRIPTED } from './agent.ts'
import { type Rhythm, rhythmsWith } from './rhythm.ts'

interface Row extends SeenRow {
  name: string
  entry: string
  n: string
  days: string
  pages: string
  scripted: string
  night: number
  megabytes: number
  fresh: number
  routine: number
  sharing: string
  scripted_sharing: string
  siblings: string
  /** of this very name; `pages` counts those of the whole service */
  own_pages: string
  /** hosts that use any name of the service */
  users: string
}

export const trustedService: Detector = {
  id: 'trusted-service',
  title: { ja: '信頼されたサービスの不審な使い方', en: 'Unusual use of a trusted service' },
  explanation: {
    ja: '{{host}} が {{owner}}（{{destination}}）を、人の使い方とは違う形で使っています（{{contacts}}回、{{days}}日間）。当てはまるもの: {{traits}}。攻撃者は、止めにくい有名なサービスをC2（指令）や持ち出しに使います。',
    en: '{{host}} uses {{owner}} ({{destination}}) not as a person does ({{contacts}} times on {{days}} days). What speaks for it: {{traits}}. Attackers use well-known services, which nobody can ban, for C2 and for uploads.',
  },
  next_steps: {
    ja: [
      '利用者に、この使い方に心当たりがあるか確認する',
      '通信したプロセスと、使われたアカウントを調べる',
      'そのサービスの事業者に、アカウントの停止と記録の保全を求める',
    ],
    en: [
      'Ask the user whether this use is known',
      'Look for the process and the account that is used',
      'Ask the provider to suspend the account and to keep its records',
    ],
  },
  attack: ['T1102', 'T1567.002'],
  references: ['https://lots-project.com (the idea: living off trusted sites)'],
  needs: {
    tables: ['web_event'],
    prepared: ['lists.trusted'],
    without: { ja: 'プロキシのログがないと見えません。', en: 'Without proxy logs it is not visible.' },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'contacts',
      default: 10,
      reason: { ja: '一度の利用と、続く通信を分ける', en: 'tells a visit from lasting contact' },
    },
    {
      name: 'minimum_regularity',
      unit: '0..1',
      default: 0.7,
      reason: {
        ja: '±50％の揺らぎのある一定間隔は0.75前後',
        en: 'a steady interval with 50 % jitter gives about 0.75',
      },
    },
    {
      name: 'megabytes',
      unit: 'MB',
      default: 20,
      reason: { ja: '文書のやり取りより多い送信', en: 'more than documents that are exchanged' },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.1,
      reason: {
        ja: '多くの端末が同じ形で使うものは、導入したソフト',
        en: 'what many hosts do in the same way is installed software',
      },
    },
  ],
  false_positives: [
    {
      ja: 'OneDriveやSlackなどの常駐ソフト（同じサービスの他の名前も使う）',
      en: 'resident clients of OneDrive, Slack … (they use other names of the service too)',
    },
    { ja: '開発者のスクリプト、更新の取得', en: "developers' scripts, fetching of updates" },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, { repeated: context.parameter('repeated'), zone: context.timezone })
    if (rows.length === 0) return []
    const rhythmOf = await rhythmsWith(context, LISTED, context.parameter('repeated'))
    return rows.flatMap((row) => toSign(row, rhythmOf(row.host, row.name), context))
  },
}

const LISTED =
  "SELECT name FROM known_name WHERE lists['trusted'] != '' AND lists['vendor'] = '' AND lists['paas'] = ''"

const SQL = `
WITH
  used AS (SELECT * FROM contact WHERE name IN (${LISTED})),
  ${LOGS},
  siblings AS (SELECT host, family, uniqExact(name) AS siblings, countIf(page = 1) AS pages FROM contact WHERE family IN (SELECT family FROM used) GROUP BY host, family),
  users AS (SELECT family, uniqExact(host) AS users FROM contact WHERE family IN (SELECT family FROM used) GROUP BY family),
  shared AS
  (
    SELECT name, uniqExact(host) AS sharing, uniqExactIf(host, ${SCRIPTED}) AS scripted_sharing
    FROM used
    GROUP BY name
  ),
  grouped AS
  (
    SELECT host, name, any(family) AS family, count() AS n, uniqExact(toDate(time, {zone:String})) AS days,
      countIf(${SCRIPTED}) AS scripted, countIf(page = 1) AS own_pages,
      countIf(${unattended('time')}) / count() AS night,
      sum(greatest(0, sent)) / 1e6 AS megabytes, ${fresh('toUnixTimestamp(min(time))', spanIn('argMin(via, time)'))} AS fresh,
      ${routine('toUnixTimestamp(min(time))', spanIn('argMin(via, time)'))} AS routine,${SEEN_COLUMNS}
    FROM used
    GROUP BY host, name
    HAVING n >= {repeated:Float64}
  )
SELECT grouped.host AS host, grouped.name AS name, known_name.lists['trusted'] AS entry, n, days, siblings.pages AS pages, own_pages, scripted,
  round(night, 2) AS night, round(megabytes, 1) AS megabytes, fresh, routine, sharing, scripted_sharing, siblings, users, first, last, lines
FROM grouped
LEFT JOIN shared ON shared.name = grouped.name
LEFT JOIN siblings ON siblings.host = grouped.host AND siblings.family = grouped.family
LEFT JOIN users ON users.family = grouped.family
LEFT JOIN known_name ON known_name.name = grouped.name
ORDER BY n DESC, host, name
LIMIT 2000`

const LASTING = 3 // days
const SEVERAL = 5 // hosts with the service's client: what it does by itself, most of them do

/** How many traits speak for a program that is not the service's own client. */
const STRENGTH: Record<number, Strength> = { 2: 'weak', 3: 'plain', 4: 'strong', 5: 'strong', 6: 'strong' }

function toSign(row: Row, rhythm: Rhythm | undefined, context: DetectorContext): Sign[] {
  const entry = context.lists.trusted.names.get(row.entry)
  const [n, sharing] = [Number(row.n), Number(row.sharing)]
  const paced = rhythm !== undefined && rhythm.regularity >= context.parameter('minimum_regularity')
  const scripted = Number(row.scripted) > n / 2
  const uploads = row.megabytes >= context.parameter('megabytes')
  // A name that the service's other users here leave alone isn't its client's.
  const aside = Number(row.users) >= SEVERAL && sharing <= 2 && Number(row.own_pages) === 0
  // Who browses the service, or uses several of its names, has a browser or its own client at work.
  const apiOnly =
    entry?.kind.endsWith('-api') === true && (aside || (Number(row.siblings) === 1 && Number(row.pages) === 0))
  const found = [
    ...(paced ? [TRAITS.paced] : []),
    ...(scripted ? [TRAITS.scripted] : []),
    ...(apiOnly ? [TRAITS.apiOnly] : []),
    ...(row.fresh === 1 && sharing <= 2 ? [TRAITS.fresh] : []),
    ...(row.night >= 0.5 ? [TRAITS.night] : []),
    ...(uploads ? [TRAITS.uploads] : []),
  ]
  // A machine must be at work: being new, or at night, is not enough; the parts of one large upload have a pace, too.
  const lasting = paced && (apiOnly || Number(row.days) >= LASTING)
  if (!lasting && !scripted && !(apiOnly && uploads)) return []
  const strength = STRENGTH[found.length]
  if (!strength) return []
  const alike = scripted ? Number(row.scripted_sharing) : sharing
  const reasons: Reason[] = [
    ...common(alike, context),
    ...(Number(row.siblings) >= 3 && !scripted && !aside ? [CLIENT] : []),
    ...(row.routine === 1 ? [ROUTINE] : []),
  ]
  return [
    {
      ...seen(row),
      ...grade(strength, reasons),
      destinations: [row.name],
      count: n,
      metrics: {
        contacts: n,
        days: Number(row.days),
        regularity: rhythm?.regularity ?? 0,
        interval_seconds: rhythm?.interval ?? 0,
        scripted: Number(row.scripted),
        night_share: row.night,
        megabytes: row.megabytes,
        names_of_the_service: Number(row.siblings),
        hosts_sharing: sharing,
      },
      words: {
        host: row.host,
        destination: row.name,
        owner: entry?.owner ?? row.entry,
        contacts: n,
        days: Number(row.days),
        traits: { ja: found.map((trait) => trait.ja).join('、'), en: found.map((trait) => trait.en).join(', ') },
      },
    },
  ]
}

const TRAITS = {
  paced: { ja: '機械的な間隔', en: "a machine's rhythm" },
  scripted: { ja: 'スクリプトや道具のユーザーエージェント', en: "a script's or a tool's user agent" },
  apiOnly: { ja: 'APIの名前だけを使い、画面を開かない', en: 'only the API, never a page' },
  fresh: { ja: 'ログの途中から、この端末だけが使い始めた', en: 'first used during the logs, by this host alone' },
  night: { ja: '夜間・休日が中心', en: 'mostly at night or at weekends' },
  uploads: { ja: '大量の送信', en: 'much is sent' },
}

const CLIENT: Reason = {
  effect: 'weakens',
  text: {
    ja: '同じサービスの他の名前も使っており、常駐ソフトやブラウザと見られます。',
    en: 'The host uses other names of the service too: its own client or a browser seems to be at work.',
  },
}
