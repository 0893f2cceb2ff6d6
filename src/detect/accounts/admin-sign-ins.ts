/** One account's sign-ins with administrator rights, by NTLM over the network, from one computer to many for the first time. */
import type { DetectorContext, Sign } from '../detector.ts'
import { grade, type Reason, ROUTINE } from '../grade.ts'
import { logOf, routine } from '../log-span.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'

interface Row extends SeenRow {
  account: string
  targets: string[]
  before: string
  addresses: string[]
  span: string
  routine: number
  busy_days: string
  n: string
}

/** 4672 follows the sign-in within the same second, and bears its session. */
const SQL = `
WITH
  sign_in AS
  (
    SELECT *, toStartOfInterval(time, INTERVAL 5 SECOND) AS moment
    FROM auth
    WHERE observer_type = 'endpoint' AND event_action = 'login' AND event_outcome = 'success' AND network_protocol = 'network' AND internal = 1
      AND machine != '' AND host NOT IN ('', machine) AND NOT endsWith(user_name, '$') AND lower(user_name) NOT IN ('anonymous logon', '')
  ),
  privileged AS
  (
    SELECT machine, account, session_id, toStartOfInterval(time, INTERVAL 5 SECOND) AS moment
    FROM auth
    WHERE event_action = 'privilege' AND NOT endsWith(user_name, '$')
  ),
  admin AS
  (
    SELECT *
    FROM sign_in
    WHERE (session_id != '' AND (machine, session_id) IN (SELECT machine, session_id FROM privileged))
      OR (machine, account, moment) IN (SELECT machine, account, moment FROM privileged)
  ),
  hourly AS
  (
    SELECT host, account, toStartOfHour(time) AS hour, uniqExactIf(machine, match(lower(event_details), 'ntlm')) AS reached
    FROM admin
    GROUP BY host, account, hour
    HAVING reached >= {machines:Float64}
  ),
  busiest AS (SELECT host, account, min(hourly.hour) AS hour, uniqExact(toDate(hourly.hour, {zone:String})) AS busy_days FROM hourly GROUP BY host, account),
  ${logOf('sign_in')},
  (SELECT dateDiff('day', min(time), max(time)) FROM sign_in) AS span
SELECT admin.host AS host, admin.account AS account, arraySort(groupUniqArray(50)(machine)) AS targets, count() AS n, span,
  any(busy_days) AS busy_days, ${routine('toUnixTimestamp(min(time))')} AS routine,
  groupUniqArray(5)(address(source_ip)) AS addresses,${SEEN_COLUMNS}
FROM admin
INNER JOIN busiest ON busiest.host = admin.host AND busiest.account = admin.account
WHERE admin.time >= busiest.hour AND admin.time < busiest.hour + INTERVAL 1 DAY
GROUP BY host, account
ORDER BY length(targets) DESC, host, account
LIMIT 100`

const BEFORE = `
SELECT max(reached) AS before
FROM
(
  SELECT toDate(time, {zone:String}) AS day, uniqExact(machine) AS reached
  FROM auth
  WHERE host = {host:String} AND observer_type = 'endpoint' AND event_action = 'login' AND event_outcome = 'success' AND network_protocol = 'network'
    AND NOT endsWith(user_name, '$') AND time < toDateTime64({first:String}, 3, 'UTC')
  GROUP BY day
)`

export async function adminSignIns(context: DetectorContext): Promise<Sign[]> {
  if (await isEmpty('auth', context)) return []
  const rows = await context.query<Row>(SQL, { machines: context.parameter('machines'), zone: context.timezone })
  const signs: Sign[] = []
  for (const row of rows) {
    const [earlier] = await context.query<{ before: string }>(BEFORE, {
      host: row.host,
      first: row.first.replace('T', ' ').replace('Z', ''),
      zone: context.timezone,
    })
    const before = Number(earlier?.before ?? 0)
    if (before * context.parameter('times_before') > row.targets.length) continue
    signs.push(toSign(row, before, context))
  }
  return signs
}

function toSign(row: Row, before: number, context: DetectorContext): Sign {
  const acts = context.roles.infrastructure.some((one) => one === row.host || row.addresses.includes(one))
  const list = row.targets.slice(0, 5).join(', ')
  const reasons: Reason[] = [
    ...(acts ? [SERVER] : []),
    ...(Number(row.span) < 2 ? [SHORT] : []),
    ...(row.routine === 0 ? [] : Number(row.busy_days) >= DAILY ? [ROUND] : [ROUTINE]),
  ]
  return {
    ...seen(row),
    ...grade('plain', reasons),
    accounts: [row.account],
    destinations: row.targets,
    count: Number(row.n),
    metrics: {
      technique: 'NTLM',
      computers_reached: row.targets.length,
      computers_before: before,
    },
    words: {
      host: row.host,
      what: {
        ja: `${row.account} の管理者権限で、一時間のうちに${row.targets.length}台（${list} ほか）へ初めてネットワーク経由（NTLM）のサインインをした`,
        en: `${row.account} signed in with administrator rights, over the network by NTLM, to ${row.targets.length} computers (${list} …) for the first time`,
      },
      from: { ja: '', en: '' },
      command: `NTLM → ${list}`,
    },
  }
}

/** days on which it reaches as many */
const DAILY = 3
const ROUND: Reason = {
  effect: 'explains',
  text: {
    ja: 'ログの始まりから、繰り返し同じように行われています。資産管理や監視と見られます。',
    en: 'It has been done again and again since the logs begin: it looks like asset management or monitoring.',
  },
}
const SERVER: Reason = {
  effect: 'weakens',
  text: { ja: '多くの端末が使うサーバです。', en: 'It is a server that many hosts use.' },
}
const SHORT: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログが二日に満たず、初めてかどうかは分かりません。',
    en: 'The logs cover less than two days: whether this is new is not known.',
  },
}
