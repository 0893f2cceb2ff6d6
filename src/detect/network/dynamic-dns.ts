import { isAmong } from '../../store/ranges.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, DENIED, grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { fresh, LOGS, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { APPLIANCE, SINCE_THE_BEGINNING } from './appliance.ts'
import { OWN_NAME, ownNames } from './own-name.ts'
import { READ, readByPeople } from './reading.ts'
import { rhythms, rhythmsWith } from './rhythm.ts'
import { WATCHED_BY_PEOPLE, watchedByPeople } from './watched.ts'

interface Row extends SeenRow {
  name: string
  suffix: string
  lookups: string
  requests: string
  denied: string
  connections: string
  uses_proxy: number
  appliance: number
  fresh: number
  /** never after midnight */
  daylight: number
  /** devices that contact the same customer's names */
  alike: string
  addresses: string[]
  sharing: string
  days: string
}

export const dynamicDns: Detector = {
  id: 'dynamic-dns',
  title: { ja: 'ダイナミックDNSの名前への通信', en: 'Contact with a dynamic DNS name' },
  explanation: {
    ja: '{{host}} が、ダイナミックDNS（{{provider}}）の名前 {{destination}} へ通信しました（問合せ{{lookups}}回、通信{{contacts}}回、{{days}}日間）。攻撃者は、サーバを移しても名前が変わらないダイナミックDNSをC2（指令）サーバによく使います。',
    en: '{{host}} contacted {{destination}}, a name of a dynamic DNS service ({{provider}}): {{lookups}} look-ups and {{contacts}} contacts on {{days}} days. Attackers use such names for C2 servers that move.',
  },
  next_steps: {
    ja: [
      '自組織や取引先の拠点・機器の名前でないか確認する',
      '業務で使わないなら、この名前をプロキシとDNSで遮断する',
      'PCからの通信なら、感染の疑いとしてネットワークから切り離す',
    ],
    en: [
      "Check whether it is a branch's or a device's own name",
      'If not, block the name at the proxy and in DNS',
      'If a PC contacts it, treat the PC as suspected and disconnect it',
    ],
  },
  attack: ['T1568', 'T1071.001'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['web_event', 'dns_event'],
    prepared: ['lists.dynamic-dns'],
    without: {
      ja: '名前の残るログ（プロキシかDNS）がないと見えません。',
      en: 'Without logs that carry names (proxy or DNS) it is not visible.',
    },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'contacts',
      default: 5,
      reason: { ja: '偶然の一回のクリックと区別する', en: 'tells a single click from use' },
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
      default: 0.1,
      reason: { ja: '多くの端末が使う名前は業務用の可能性が高い', en: 'names that many hosts use are likely business' },
    },
  ],
  false_positives: [
    {
      ja: 'YAMAHAルータの拠点間VPN（netvolante.jp）、NAS・カメラの遠隔利用',
      en: "branch VPN of YAMAHA routers (netvolante.jp), NAS and cameras' remote access",
    },
    {
      ja: 'ダイナミックDNSの名前に置かれた個人のサイトを、昼休みに人が読む',
      en: "a hobbyist's site under such a name, which a person reads at lunch",
    },
    {
      ja: '自宅のカメラの映像を、日中にときどき人が見る',
      en: "a camera at somebody's home, watched now and then by day",
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      zone: context.timezone,
      devices: context.roles.addresses('device'),
    })
    if (rows.length === 0) return []
    const people = await readByPeople(context, LISTED)
    const rhythmOf = await rhythmsWith(context, LISTED, context.parameter('repeated'))
    const isRead = ({ host, name, connections, requests }: Row) =>
      people.has(`${host} ${name}`) &&
      Number(connections) <= Number(requests) &&
      (rhythmOf(host, name)?.regularity ?? 0) < context.parameter('minimum_regularity')
    const asked = await rhythms(context, LOOK_UPS, { minimum: context.parameter('repeated'), burst: ONE_CALL })
    const paces = new Map(asked.map((one) => [`${one.host} ${one.destination}`, one.regularity]))
    // what is known of requests tells more
    const isPersonal = (row: Row) =>
      Number(row.requests) + Number(row.connections) === 0 &&
      row.fresh === 0 &&
      row.daylight === 1 &&
      row.appliance === 0 &&
      (paces.get(`${row.host} ${row.name}`) ?? 0) < context.parameter('minimum_regularity')
    const watched = await watchedByPeople(context, LISTED, context.parameter('minimum_regularity'))
    const isOwn = await ownNames(context)
    const habitOf = (row: Row) => [
      ...(isRead(row) ? READ : watched.has(`${row.host} ${row.name}`) ? WATCHED_BY_PEOPLE : []),
      ...(isPersonal(row) ? [PERSONAL] : []),
      ...(isOwn(row.name) ? [OWN_NAME, ...(row.fresh === 0 && row.appliance === 0 ? [ROUTINE] : [])] : []),
    ]
    return rows.map((row) => toSign(row, habitOf(row), context))
  },
}

const LISTED = "SELECT name FROM known_name WHERE lists['dynamic-dns'] != ''"

const MORNING = 6 // o'clock: who works or plays late goes home before
const ONE_CALL = 30 // s: A, AAAA and HTTPS, and again

const LOOK_UPS = `
    SELECT host, name AS place, name AS destination, name AS family, time, via, toIPv6('::') AS ip, 0 AS bytes, evidence_id, line
    FROM
    (
      SELECT host, name, time, 'dns' AS via, evidence_id, line FROM question WHERE name IN (${LISTED})
      UNION ALL
      SELECT host, name, time, via, evidence_id, line FROM contact WHERE name IN (${LISTED})
    )`

const SQL = `
WITH
  listed AS (SELECT name, lists['dynamic-dns'] AS suffix FROM known_name WHERE lists['dynamic-dns'] != ''),
  used AS
  (
    SELECT host, name, time, 'request' AS kind, outcome, via, evidence_id, line
    FROM contact
    WHERE name IN (SELECT name FROM listed)
    UNION ALL
    SELECT host, name, time, 'look-up', '', 'dns', evidence_id, line
    FROM question
    WHERE name IN (SELECT name FROM listed)
  ),
  ${APPLIANCE},
  listed_device AS
  (
    SELECT host FROM used WHERE host IN {devices:Array(String)}
    UNION DISTINCT
    SELECT host FROM contact WHERE host IN (SELECT host FROM used) AND ${isAmong('source_ip', 'devices')}
  ),
  ${LOGS},
  answered AS
  (
    SELECT name, arraySort(groupUniqArrayArray(8)(arrayMap(ip -> address(ip), ips))) AS addresses
    FROM known_answer
    WHERE notEmpty(ips) AND name IN (SELECT name FROM listed)
    GROUP BY name
  ),
  direct AS
  (
    SELECT host, address(ip) AS destination, count() AS n
    FROM contact
    WHERE via = 'flow' AND outcome != 'denied' AND port NOT IN (53, 500, 4500, 1194)
      AND destination IN (SELECT arrayJoin(addresses) FROM answered)
    GROUP BY host, destination
  ),
  reached AS
  (
    SELECT direct.host AS host, named.name AS name, sum(direct.n) AS n
    FROM direct
    INNER JOIN (SELECT name, arrayJoin(addresses) AS destination FROM answered) AS named ON named.destination = direct.destination
    GROUP BY host, name
  ),
  proxied AS (SELECT DISTINCT host FROM contact WHERE via = 'proxy'),
  grouped AS
  (
    SELECT host, name,
      countIf(kind = 'look-up') AS lookups,
      countIf(kind = 'request') AS requests,
      countIf(outcome = 'denied') AS denied,
      uniqExact(toDate(time)) AS days, toUInt8(countIf(toHour(time, {zone:String}) < ${MORNING}) = 0) AS daylight, ${fresh('toUnixTimestamp(min(time))', spanIn('argMin(via, time)'))} AS fresh,${SEEN_COLUMNS}
    FROM used
    GROUP BY host, name
  ),
  shared AS (SELECT name, uniqExact(host) AS sharing FROM used GROUP BY name),
  -- devices that report to one customer's names, whichever of them it is today
  fleet AS
  (
    SELECT customer, uniqExact(host) AS alike
    FROM (SELECT host, arrayStringConcat(arraySlice(splitByChar('.', used.name), -(length(splitByChar('.', suffix)) + 1)), '.') AS customer FROM used INNER JOIN listed ON listed.name = used.name)
    WHERE host IN (SELECT host FROM appliance)
    GROUP BY customer
  )
SELECT grouped.host AS host, grouped.name AS name, listed.suffix AS suffix, lookups, requests, denied, days, sharing,
  answered.addresses AS addresses, lines, first, last, reached.n AS connections,
  toUInt8(grouped.host IN (SELECT host FROM proxied)) AS uses_proxy, toUInt8(grouped.host IN (SELECT host FROM appliance) OR grouped.host IN (SELECT host FROM listed_device)) AS appliance, fresh, grouped.daylight AS daylight, fleet.alike AS alike
FROM grouped
LEFT JOIN listed ON listed.name = grouped.name
LEFT JOIN answered ON answered.name = grouped.name
LEFT JOIN shared ON shared.name = grouped.name
LEFT JOIN fleet ON fleet.customer = arrayStringConcat(arraySlice(splitByChar('.', grouped.name), -(length(splitByChar('.', listed.suffix)) + 1)), '.')
LEFT JOIN reached ON reached.host = grouped.host AND reached.name = grouped.name
ORDER BY requests + lookups DESC, host, name
LIMIT 500`

function toSign(row: Row, habit: Reason[], context: DetectorContext): Sign {
  const provider = context.lists['dynamic-dns'].names.get(row.suffix)
  const [lookups, sharing, days] = [Number(row.lookups), Number(row.sharing), Number(row.days)]
  const contacts = Number(row.requests) + Number(row.connections)
  const repeated = context.parameter('repeated')
  const strength: Strength = contacts >= repeated ? 'strong' : contacts > 0 || lookups >= repeated ? 'plain' : 'weak'
  const device =
    provider?.kind === 'device' && row.uses_proxy === 0 && (Number(row.requests) === 0 || row.appliance === 1)
  const denied = Number(row.denied)
  const stopped = denied > 0 && denied === contacts
  const reasons: Reason[] = [
    ...common(sharing, context),
    ...(isProvidersOwn(row.name, row.suffix) ? [PROVIDER] : []),
    ...(device ? [DEVICE] : []),
    ...(stopped ? [DENIED] : []),
    ...(row.appliance === 1 && row.fresh === 0 ? [SINCE_THE_BEGINNING] : []),
    ...(row.appliance === 1 && row.fresh === 0 && Number(row.alike) >= ALIKE ? [ALIKE_DEVICES] : []),
    ...(row.appliance === 1 && row.fresh === 0 && saysDevice(row.name, row.suffix) ? [NAMES_ITSELF] : []),
    ...habit,
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    destinations: [row.name, ...row.addresses],
    count: contacts + lookups,
    metrics: {
      lookups,
      requests: Number(row.requests),
      connections: Number(row.connections),
      denied,
      days,
      hosts_sharing: sharing,
    },
    words: {
      host: row.host,
      destination: row.name,
      provider: provider?.owner || row.suffix,
      lookups,
      contacts,
      days,
    },
  }
}

/** Labels that a provider keeps for itself: its site, its interface for updates and its relays; no customer gets them. */
const KEPT =
  /^(?:www\d*|api\d*|ddns|dyndns|dynupdate|update\d*|checkip|myip|members?|account|accounts|login|sso|auth|my|portal|support|help|status|relay\d*|edge|global|cdn|static|download|ns\d*|mail|smtp|mx\d*)$/
function isProvidersOwn(name: string, suffix: string): boolean {
  if (name === suffix) return true
  return KEPT.test(
    name
      .slice(0, -suffix.length - 1)
      .split('.')
      .at(-1) ?? '',
  )
}

/** What people call the machine that they want to reach from outside: labcam, 2f-nvr, vpn3. */
const OF_DEVICE = /(?:cam|camera|[nd]vr|vpn|router|(?<![a-z])nas)(?![a-z])/
const saysDevice = (name: string, suffix: string) =>
  OF_DEVICE.test(
    name
      .slice(0, -suffix.length - 1)
      .split('.')
      .at(-1) ?? '',
  )
const NAMES_ITSELF: Reason = {
  effect: 'weakens',
  text: {
    ja: '機器が、機器らしい名（cam、nvr、vpnなど）を、ログの初日から引いています。外から自分に届くための、自分の名前と見られます。',
    en: 'A device has asked since the first day of the logs for a name that says what it is (cam, nvr, vpn …): its own, it seems, by which it is reached from outside.',
  },
}

const PERSONAL: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログの初めからあり、深夜（0時から6時）には一度もなく、間隔も不規則です。利用者が自分で使っている先（個人のサーバやゲームなど）かもしれません。',
    en: 'It has been there since the logs begin, never between midnight and six, and at irregular moments: the user himself may go there (a private server, a game).',
  },
}
const ALIKE = 3 // devices
const ALIKE_DEVICES: Reason = {
  effect: 'weakens',
  text: {
    ja: '同じ名前の下へ、ほかの機器も同じように通信しています。カメラや計測器の中継と見られます。',
    en: 'Other devices do the same under one name: they look like cameras or meters that report to a relay.',
  },
}
const PROVIDER: Reason = {
  effect: 'explains',
  text: {
    ja: 'サービスの運営者自身の名前（サイトや登録・更新の窓口）です。利用者が取れる名前ではありません。',
    en: "It is the provider's own name (its site or its service for updates), which no customer can register.",
  },
}
const DEVICE: Reason = {
  effect: 'explains',
  text: {
    ja: 'ルータやNASなどの機器が自分や拠点の名前を引いている通信に見えます。',
    en: "It looks like a router or NAS that looks up its own or a branch's name.",
  },
}
