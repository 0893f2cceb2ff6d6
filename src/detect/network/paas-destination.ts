import { isAmong } from '../../store/ranges.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, DENIED, grade, type Reason, type Strength } from '../grade.ts'
import { fresh, LOGS, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { SCRIPTED } from './agent.ts'
import { APPLIANCE, SINCE_THE_BEGINNING } from './appliance.ts'
import { DEVELOPERS, developersHosts } from './developer.ts'
import { HABIT, isHabit } from './habit.ts'
import { OWN_NAME, ownNames } from './own-name.ts'
import { type Rhythm, rhythms, rhythmsWith } from './rhythm.ts'

interface Row extends SeenRow {
  name: string
  entry: string
  n: string
  days: string
  hours: string
  pages: string
  scripted: string
  denied: string
  /** a server or device, or what lives like one */
  machine: number
  sharing: string
  fresh: number
}

export const paasDestination: Detector = {
  id: 'paas-destination',
  title: { ja: 'PaaS・サーバーレスへの機械的な通信', en: "A machine's contact with a platform for rent" },
  explanation: {
    ja: '{{host}} が、誰でもすぐに借りられる {{provider}} の名前 {{destination}} へ、人の閲覧とは違う形で通信しています（{{contacts}}回、{{days}}日間）。攻撃者は、評判のよい事業者の名前に隠れるためにPaaSをC2（指令）サーバに使います。',
    en: "{{host}} contacted {{destination}}, a name that anybody can rent at once from {{provider}}, not as a person browses ({{contacts}} times on {{days}} days). Attackers put C2 servers there to hide behind the provider's good name.",
  },
  next_steps: {
    ja: [
      'この名前が業務で使うサービスのものか、利用者と導入業者に確認する',
      '同じ名前へ通信した他の端末がないか見る',
      '不明なら、この名前をプロキシで遮断し、通信したプロセスを調べる',
    ],
    en: [
      'Ask the user and the supplier whether the name belongs to a service they use',
      'See who else contacted it',
      'If nobody knows it, block the name and look for the process',
    ],
  },
  attack: ['T1583.006', 'T1071.001'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['web_event'],
    prepared: ['lists.paas'],
    without: { ja: 'プロキシのログがないと見えません。', en: 'Without proxy logs it is not visible.' },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'contacts',
      default: 10,
      reason: { ja: '一度の訪問と、続く通信を分ける', en: 'tells a visit from lasting contact' },
    },
    {
      name: 'minimum_regularity',
      unit: '0..1',
      default: 0.65,
      reason: { ja: '人の閲覧の間隔はこれより不規則', en: "a person's intervals are less regular" },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: { ja: '多くの端末が使う名前は業務用のサービス', en: 'a name that many hosts use is a business service' },
    },
  ],
  false_positives: [
    {
      ja: 'PaaS上の業務サービス（多くの端末、人の閲覧）',
      en: 'business services on a platform (many hosts, people browsing)',
    },
    {
      ja: '組織自身の名を付けた、自社で作ったサイトや道具（一段弱める）',
      en: "a site or tool of the organisation's own, by its name (one step weaker)",
    },
    {
      ja: '開発者が自分で置いたページや道具（GitHubなどをスクリプトで使うPCから、ログの初日から続く）',
      en: "a developer's own page or tool (since the first day, from a computer whose scripts use GitHub or the like)",
    },
    { ja: '業務ソフトのAPI（ログの初日から続く）', en: "a business program's API (there since the first day)" },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      zone: context.timezone,
      repeated: context.parameter('repeated'),
      machines: [...context.roles.addresses('server'), ...context.roles.addresses('device')],
    })
    if (rows.length === 0) return []
    const minimum = context.parameter('repeated')
    const rhythmOf = await rhythmsWith(context, LISTED, minimum)
    const asked = await rhythms(context, ASKED_OR_CONTACTED, { minimum, burst: ONE_CALL })
    const askedOf = new Map(asked.map((one) => [`${one.host} ${one.destination}`, one]))
    const isOwn = await ownNames(context)
    const developers = await developersHosts(
      context,
      rows.filter(isOldScript).map(({ host }) => host),
    )
    return rows.flatMap((row) =>
      toSign(
        row,
        rhythmOf(row.host, row.name),
        askedOf.get(`${row.host} ${row.name}`),
        [...(isOwn(row.name) ? [OWN_NAME] : []), ...(isOldScript(row) && developers.has(row.host) ? [DEVELOPERS] : [])],
        context,
      ),
    )
  },
}

/** It names itself as a script does, and was there when the logs begin. */
const isOldScript = ({ scripted, n, fresh }: Row) => fresh === 0 && Number(scripted) > Number(n) / 2

const LISTED = "SELECT name FROM known_name WHERE lists['paas'] != '' AND lists['vendor'] = ''"

const ONE_CALL = 5 // seconds between the look-up and the requests of one call

/** A firewall's web log holds only some of the requests: the look-ups of the same host tell of the others. */
const ASKED_OR_CONTACTED = `
  WITH
    used AS (SELECT DISTINCT host, name FROM contact WHERE name IN (${LISTED})),
    asked AS (SELECT host, name FROM question WHERE (host, name) IN (SELECT host, name FROM used) GROUP BY host, name)
  SELECT host, place, name AS destination, family, time, via, ip, greatest(0, sent) + greatest(0, received) AS bytes, evidence_id, line
  FROM contact
  WHERE (host, name) IN (SELECT host, name FROM asked)
  UNION ALL
  SELECT host, name AS place, name AS destination, name AS family, time, 'dns' AS via, toIPv6('::') AS ip, 0 AS bytes, evidence_id, line
  FROM question
  WHERE (host, name) IN (SELECT host, name FROM used)`

const SQL = `
WITH
  used AS (SELECT * FROM contact WHERE name IN (${LISTED})),
  ${APPLIANCE},
  ${LOGS},
  grouped AS
  (
    SELECT host, name, count() AS n, uniqExact(toDate(time)) AS days, uniqExact(toStartOfHour(time)) AS hours,
      countIf(page = 1) AS pages, countIf(${SCRIPTED}) AS scripted, countIf(outcome = 'denied') AS denied, toUInt8(max(${isAmong('source_ip', 'machines')}) OR host IN (SELECT host FROM appliance)) AS machine,
      ${fresh('toUnixTimestamp(min(time))', spanIn('argMin(via, time)'))} AS fresh,${SEEN_COLUMNS}
    FROM used
    GROUP BY host, name
    HAVING n >= {repeated:Float64}
  ),
  shared AS (SELECT name, uniqExact(host) AS sharing FROM used GROUP BY name)
SELECT host, name, known_name.lists['paas'] AS entry, n, days, hours, pages, scripted, denied, machine, sharing, fresh, first, last, lines
FROM grouped
LEFT JOIN shared USING (name)
LEFT JOIN known_name USING (name)
ORDER BY n DESC, host, name
LIMIT 1000`

function toSign(
  row: Row,
  contacted: Rhythm | undefined,
  asked: Rhythm | undefined,
  own: Reason[],
  context: DetectorContext,
): Sign[] {
  const [n, days, sharing] = [Number(row.n), Number(row.days), Number(row.sharing)]
  if (Number(row.pages) > n * 0.2) return []
  const isPaced = (one: Rhythm | undefined) =>
    one !== undefined && one.regularity >= context.parameter('minimum_regularity')
  const lonely = Number(row.pages) === 0 && sharing <= 2
  const rhythm = lonely && !isPaced(contacted) && isPaced(asked) ? asked : contacted
  const paced = isPaced(rhythm)
  const scripted = Number(row.scripted) > n / 2
  if (!paced && !scripted) return []
  const lasting = days >= 2 || Number(row.hours) >= 4
  const habit = !scripted && rhythm !== undefined && isHabit(rhythm)
  const strength: Strength = !lasting ? 'weak' : row.fresh === 1 && sharing <= 2 && !habit ? 'strong' : 'plain'
  const denied = Number(row.denied)
  const reasons: Reason[] = [
    ...common(sharing, context),
    ...(denied === n ? [DENIED] : []),
    ...(row.machine === 1 && row.fresh === 0 ? [SINCE_THE_BEGINNING] : []),
    ...(habit ? [HABIT] : []),
    ...own,
  ]
  return [
    {
      ...seen(row),
      ...grade(strength, reasons),
      destinations: [row.name],
      count: n,
      metrics: {
        contacts: n,
        days,
        hours: Number(row.hours),
        regularity: rhythm?.regularity ?? 0,
        interval_seconds: rhythm?.interval ?? 0,
        scripted: Number(row.scripted),
        denied,
        hosts_sharing: sharing,
        first_use_within_log: row.fresh,
      },
      words: {
        host: row.host,
        destination: row.name,
        provider: context.lists.paas.names.get(row.entry)?.owner ?? row.entry,
        contacts: n,
        days,
      },
    },
  ]
}
