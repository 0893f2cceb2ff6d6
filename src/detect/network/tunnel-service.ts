import { isAmong } from '../../store/ranges.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, type Strength, several } from '../grade.ts'
import { atNight, unattended } from '../hours.ts'
import { LOGS, OPENED, routine, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { READS_CODE, readersOfCode } from './developer.ts'
import { SPREADING } from './internal-scan-rows.ts'

interface Row extends SeenRow {
  entry: string
  names: string[]
  contacts: string
  lookups: string
  days: string
  sharing: string
  sitting: number
  /** never at night, on a PC */
  by_day: number
  /** working days on which the host was in use, between the first and the last, and this was not */
  without: string
  /** it lets in no more than a program's own port */
  one_port: number
  routine: number
}

export const tunnelService: Detector = {
  id: 'tunnel-service',
  title: { ja: 'トンネル・遠隔操作サービスの利用', en: 'Tunnel or remote-control service in use' },
  explanation: {
    ja: '{{host}} が {{owner}} の {{destination}} を使っています（通信{{contacts}}回、問合せ{{lookups}}回、{{days}}日間）。ファイアウォールを開けずに外から端末を操作できるため、攻撃者も使います。承認した利用かどうか確認してください。',
    en: '{{host}} uses {{destination}} of {{owner}} ({{contacts}} contacts, {{lookups}} look-ups, {{days}} days). It lets somebody outside control the host without an open port, so attackers use it too. Check whether this use was approved.',
  },
  next_steps: {
    ja: [
      '利用者と情報システム担当に、承認した利用か確認する',
      '承認していれば、kyumei.yamlの除外設定に理由と期限を書く',
      '承認していなければ、端末を切り離し、導入した時刻と経緯を調べる',
    ],
    en: [
      'Ask the user and IT whether it was approved',
      'If so, write it into kyumei.yaml (allow) with reason and expiry',
      'If not, disconnect the host and find out when and how it came',
    ],
  },
  attack: ['T1572', 'T1219', 'T1090'],
  references: ['https://lolrmm.io/ (names of the kinds of tools)'],
  needs: {
    tables: ['web_event', 'dns_event', 'flow_event'],
    without: {
      ja: '名前の残るログ（プロキシかDNS）がないと見えません。',
      en: 'Without logs that carry names it is not visible.',
    },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'contacts',
      default: 5,
      reason: { ja: '製品のページを一度見たことと区別する', en: "tells use from a look at the product's page" },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.1,
      reason: {
        ja: '多くの端末が使うものは、組織が導入した道具',
        en: 'what many hosts use the organisation has introduced',
      },
    },
  ],
  false_positives: [
    {
      ja: '組織が承認したテレワークや遠隔保守（除外設定に書く）',
      en: 'approved telework or remote maintenance (write it into allow)',
    },
    { ja: '製品のページの閲覧', en: "reading the product's pages" },
    {
      ja: '開発者が、開発中のプログラムを人に見せるためのトンネル（日中だけ、そのポートだけ）',
      en: "a developer's tunnel by which he shows what he works on (by day, that port only)",
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      zone: context.timezone,
      machines: [...context.roles.addresses('server'), ...context.roles.addresses('device')],
    })
    const developers = await readersOfCode(context, [...new Set(rows.map(({ host }) => host))])
    return rows.flatMap((row) => toSign(row, developers.has(row.host), context))
  },
}

/** hours of the clock that a session of support touches at most */
const SITTING = 4
/** days: of fewer no habit can be told */
const DAYS = 3
/** hosts that have it in turn */
const TURNS = 3
/** days between two of them at least: maintenance by appointment */
const APART = 7

/** Ports of relays that anybody runs on a server of his own, by which nothing else speaks. */
const RELAYS = new Map([
  [8041, 'ScreenConnect'],
  [21115, 'RustDesk'],
  [21116, 'RustDesk'],
  [21117, 'RustDesk'],
  [5405, 'NetSupport'],
  [4899, 'Radmin'],
])

/** The product, and by what port it was told. */
function ownerOf(entry: string, listed: string | undefined): string {
  const port = Number(/^port (\d+)$/.exec(entry)?.[1] ?? 0)
  return listed || (RELAYS.has(port) ? `${RELAYS.get(port)} (TCP ${port})` : entry)
}

const RELAY = 'tunnels.api.visualstudio.com'
const PORTED = 'devtunnels.ms'

const SQL = `
WITH
  listed AS (SELECT name, lists['tunnel'] AS entry FROM known_name WHERE lists['tunnel'] != ''),
  ${LOGS},
  used AS
  (
    SELECT host, name, listed.entry AS entry, time, via, 'contact' AS kind, page, evidence_id, line
    FROM contact
    INNER JOIN listed ON listed.name = contact.name
    UNION ALL
    SELECT host, known_address.names[1], known_address.lists['tunnel'], time, via, 'contact', 0, evidence_id, line
    FROM contact
    INNER JOIN known_address ON known_address.ip = contact.ip
    WHERE via = 'flow' AND known_address.lists['tunnel'] != '' AND outcome = 'success'
    UNION ALL
    SELECT host, if(name = '', address(ip), name), concat('port ', toString(port)), time, via, 'contact', 0, evidence_id, line
    FROM contact
    WHERE via = 'flow' AND outcome = 'success' AND port IN (${RELAYS.keys().toArray().join(', ')})
      AND name NOT IN (SELECT name FROM listed) AND ip NOT IN (SELECT ip FROM known_address WHERE lists['tunnel'] != '')
    UNION ALL
    SELECT host, name, listed.entry, time, 'dns', 'look-up', 0, evidence_id, line
    FROM question
    INNER JOIN listed ON listed.name = question.name
  ),
  shared AS (SELECT entry, uniqExact(host) AS sharing FROM used GROUP BY entry),
  -- one after the other, never two on one day: a device that is given another address every day
  in_turn AS
  (
    SELECT entry, countIf(${atNight('time')}) = 0 AS turns_by_day, uniqExact(toDate(time, {zone:String})) AS turn_days
    FROM used
    GROUP BY entry
    HAVING uniqExact(host) >= ${TURNS} AND uniqExact(host, toDate(time, {zone:String})) = turn_days
  ),
  machine AS (SELECT DISTINCT host FROM contact WHERE host IN (SELECT host FROM used) AND ${isAmong('source_ip', 'machines')}),
  -- x7k2m9qd-5000.euw.devtunnels.ms: Microsoft's dev tunnels bear the port that they let in; who only goes to somebody else's meets no relay
  ported AS
  (
    SELECT host, groupUniqArrayIf(port, port != 0) AS ports, countIf(endsWith(name, '.${RELAY}')) AS relayed
    FROM (SELECT host, name, toUInt16OrZero(extract(name, '-(\\d+)\\.[a-z0-9]+\\.devtunnels\\.ms$')) AS port FROM used)
    GROUP BY host
  ),
  lived AS (SELECT host, groupUniqArray(toDate(time, {zone:String})) AS host_days FROM contact WHERE host IN (SELECT host FROM used) AND NOT (${unattended('time')}) GROUP BY host)
SELECT host, entry, arraySort(groupUniqArray(5)(name)) AS names, countIf(kind = 'contact' AND page = 0) AS contacts, countIf(kind = 'look-up') AS lookups,
  uniqExact(toDate(time)) AS days, any(sharing) AS sharing, countIf(${atNight('time')}) = 0 AS daylight,
  arraySort(groupUniqArray(toDate(time, {zone:String}))) AS used_days,
  daylight AND arrayAll(gap -> gap >= ${APART}, arrayPopFront(arrayDifference(used_days)))
    AND uniqExact(toStartOfHour(time)) <= ${SITTING} * length(used_days) AS sitting,
  daylight AND (length(used_days) >= ${DAYS} OR (any(turns_by_day) AND any(turn_days) >= ${DAYS})) AND host NOT IN (SELECT host FROM machine) AS by_day,
  any(relayed) > 0 AND notEmpty(any(ports)) AND NOT hasAny(any(ports), [${SPREADING.join(', ')}]) AND (endsWith(entry, '${RELAY}') OR entry = '${PORTED}') AS one_port,
  arrayCount(day -> day BETWEEN used_days[1] AND used_days[-1] AND NOT has(used_days, day), any(host_days)) AS without,
  ${routine('toUnixTimestamp(min(time))', spanIn('argMin(via, time)'), 'any(opened)')} AS routine,${SEEN_COLUMNS}
FROM used
LEFT JOIN shared USING (entry)
LEFT JOIN in_turn USING (entry)
LEFT JOIN ported USING (host)
LEFT JOIN lived USING (host)
LEFT JOIN ${OPENED} AS beginning USING (host)
GROUP BY host, entry
ORDER BY contacts DESC, host, entry
LIMIT 500`

/** look-ups, where no log shows what came of them: a tool that was tried once or twice asks a dozen */
const LASTING = 30

function toSign(row: Row, developer: boolean, context: DetectorContext): Sign[] {
  const entry = context.lists.tunnel.names.get(row.entry)
  const kind = entry?.kind ?? 'remote'
  const [contacts, lookups, sharing] = [Number(row.contacts), Number(row.lookups), Number(row.sharing)]
  const used = contacts + lookups
  const repeated = used >= context.parameter('repeated')
  if (!repeated && kind !== 'tunnel') return []
  const strength: Strength =
    kind === 'tunnel'
      ? repeated
        ? contacts > 0 || lookups >= LASTING
          ? 'strong'
          : 'plain'
        : 'weak'
      : kind === 'telework'
        ? 'weak'
        : 'plain'
  const reasons: Reason[] = [
    ...common(sharing, context),
    ...several(sharing),
    ...(row.routine === 1 ? [SINCE_BEGIN] : []),
    ...(kind === 'remote' && row.sitting === 1 ? [SITTINGS] : []),
    ...(kind === 'tunnel' && row.by_day === 1 ? [BY_DAY] : []),
    ...(kind === 'tunnel' && row.by_day === 1 && Number(row.without) >= WITHOUT ? [NOT_EVERY_DAY] : []),
    ...(kind === 'tunnel' && row.by_day === 1 && row.one_port === 1 ? [ONE_PORT] : []),
    ...(kind === 'tunnel' && row.routine === 1 && developer ? [READS_CODE] : []),
  ]
  return [
    {
      ...seen(row),
      ...grade(strength, reasons),
      destinations: row.names,
      count: used,
      metrics: { contacts, lookups, days: Number(row.days), kind, hosts_sharing: sharing },
      words: {
        host: row.host,
        destination: row.names[0] ?? row.entry,
        owner: ownerOf(row.entry, entry?.owner),
        contacts,
        lookups,
        days: Number(row.days),
      },
    },
  ]
}

const SINCE_BEGIN: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログの始まりから使われています。以前に導入した道具かもしれません。',
    en: 'It has been in use since the logs begin: it may have been introduced earlier.',
  },
}

/** Who takes a computer over comes back as he likes, or leaves the tool running. */
const SITTINGS: Reason = {
  effect: 'weakens',
  text: {
    ja: '日中に一度続けて、または一週間以上おいてその都度数時間、使われただけです。保守や問合せの担当者による遠隔支援かもしれません。',
    en: 'It was used in one sitting by day, or in some that are a week and more apart: these may have been sessions of support.',
  },
}

/** A tool that a person starts ends with his day; one that was left behind runs at night where the PC is on, and on every day. */
const BY_DAY: Reason = {
  effect: 'weakens',
  text: {
    ja: '夜間には一度も使われていません。利用者自身が開発や試験のために動かしているように見えます。',
    en: 'It never runs at night: it looks as if the user himself started it, to develop or test something.',
  },
}
/** Who takes a computer over wants its screen, its shell or its files. */
const ONE_PORT: Reason = {
  effect: 'weakens',
  text: {
    ja: 'トンネルの名前から、外から届くのは開発中のプログラムのポートだけと分かります（画面の操作、シェル、ファイル共有ではありません）。',
    en: 'By its name the tunnel lets in no more than the port of a program under development: no screen, no shell, no files.',
  },
}
const WITHOUT = 2 // days
const NOT_EVERY_DAY: Reason = {
  effect: 'weakens',
  text: {
    ja: 'PCを使っていても動いていない日があります。PCとともに起動する仕掛けではないようです。',
    en: 'On some days on which the PC is in use it does not run: nothing that starts with the PC does it.',
  },
}
