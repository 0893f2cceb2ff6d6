import { countryName } from '../../i18n/country.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { grade } from '../grade.ts'
import { unattended } from '../hours.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { HISTORY_DAYS } from './history-days.ts'
import { keyOf, NEIGHBOURS, OF_OUTLOOK, OF_PROGRAMS, PLACED, type Use, usesByAccount } from './sign-in-use.ts'
import { homeCountries, isOffice, type Suspicion, suspicious, usualNetworks } from './strange-sign-in.ts'

export const loginFromNewNetwork: Detector = {
  id: 'login-from-new-network',
  title: { ja: '使ったことのない国・網からのサインイン', en: 'Sign-in from a country or network never used before' },
  explanation: {
    ja: '{{account}} に、{{where}} から {{protocols}} のサインインが{{count}}回ありました（{{days}}日間）。{{why}}',
    en: '{{account}} was signed in to from {{where}} by {{protocols}}, {{count}} times on {{days}} days. {{why}}',
  },
  next_steps: {
    ja: [
      '本人に、その日時・場所・端末でサインインしたか確認する（kyumei account 名前 で履歴が見られる）',
      '身に覚えがなければ、パスワードの変更とすべてのセッションの失効を行い、転送設定と送信済みメールを調べる',
      '使わない方式（POP・IMAP・SMTP認証）を止め、多要素認証にする',
    ],
    en: [
      'Ask the owner about the times, places and device (kyumei account NAME shows the history)',
      'If it was not theirs: change the password, end all sessions, look into forwarding and sent mail',
      'Switch off protocols that nobody needs (POP, IMAP, SMTP sign-in), and ask for a second factor',
    ],
  },
  attack: ['T1078', 'T1114.002', 'T1133'],
  references: ['MITRE ATT&CK T1078', 'RouteViews, DB-IP and NRO through ip-location-db (networks and countries)'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'サインインのログ（メールサーバ、VPN、クラウド）がないと見えません。',
      en: 'Without logs of sign-ins (mail server, VPN, cloud) it is not visible.',
    },
  },
  parameters: [
    HISTORY_DAYS,
    {
      name: 'travel_hours',
      unit: 'hours',
      default: 3,
      reason: {
        ja: '日本から最も近い国へも、空港までを含めればこれより長い',
        en: 'with the ways to and from the airport no country is nearer',
      },
    },
    {
      name: 'asleep_days',
      unit: 'days',
      default: 21,
      reason: {
        ja: '休暇はたいてい二週間まで。三週間使われないのは、退職・休職した人か、たまにしか使わないアカウント',
        en: 'holidays last two weeks at most: after three weeks of silence somebody left, is on leave, or seldom uses it',
      },
    },
    {
      name: 'networks',
      unit: 'networks in 7 days',
      default: 8,
      reason: {
        ja: '職場・自宅・携帯・出先を合わせても、新しい網は週に数個',
        en: 'office, home, telephone and hotels are a few new networks a week',
      },
    },
    {
      name: 'countries',
      unit: 'countries',
      default: 3,
      reason: { ja: '続けてこれだけの国を訪れる人は少ない', en: 'few people visit so many countries' },
    },
  ],
  false_positives: [
    {
      ja: '出張・旅行（いつもの方式と端末、接続事業者の網）',
      en: 'a journey: the usual protocol and device, from an access provider',
    },
    {
      ja: '携帯電話・自宅・職場の行き来、自宅回線の変更（同じ国の接続事業者: 対象外）',
      en: 'office, home and telephone, or a new line at home: access providers of the same country (left out)',
    },
    {
      ja: '会社のVPNやクラウドプロキシの出口（以前から複数の人が使う: 対象外）',
      en: "the company's VPN or cloud proxy exit, which several people used before (left out)",
    },
    {
      ja: 'メールを取りに来るクラウドサービス（third-party-fetch が伝える）',
      en: 'cloud services that fetch mail (told by third-party-fetch)',
    },
    {
      ja: 'ブラウザやスマートフォンの中継サービス、個人で契約したVPN',
      en: "browsers' and telephones' relays, a person's own VPN service",
    },
    {
      ja: '休職からの復帰、季節の職員（自宅や職場から: 対象外）、以前からたまにしか使わないアカウント、クラウド上のデスクトップの出口（ほかの人も使う）',
      en: 'a return from leave and seasonal staff, from home or office (left out); accounts that always were used seldom; the exit of cloud desktops, which others use too',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    const uses = await usesByAccount(context)
    const home = homeCountries(uses, context.timezone)
    const limits = {
      history: context.parameter('history_days') * DAY,
      networks: context.parameter('networks'),
      countries: context.parameter('countries'),
    }
    const before = suspicious(uses, home, limits, new Map())
    if (before.length === 0) return []
    const usual = usualNetworks(uses, limits)
    const own = before.flatMap((one) => uses.get(one.account) ?? [])
    const more = await whatElse(
      before.map((one) => one.account),
      own.filter((use) => isOffice(use, usual)).map(keyOf),
      context,
    )
    const found = suspicious(uses, home, limits, more)
    const rows = await context.query<SeenRow & { account: string }>(CITED, {
      uses: found.flatMap((one) => one.uses.map(keyOf)),
    })
    const cited = new Map(rows.map((row) => [row.account, row]))
    return found.flatMap((one) => {
      const row = cited.get(one.account)
      return row ? [toSign(one, row)] : []
    })
  },
}

const DAY = 86_400

const CITED = `
WITH${PLACED}
SELECT account, '' AS host,${SEEN_COLUMNS}
FROM signed
WHERE use IN {uses:Array(String)}
GROUP BY account`

/** What was done from a use's network, and from where the owner was seen shortly before or after. */
const MORE = `
WITH${PLACED},
  acts AS
  (
    SELECT use, groupUniqArray(10)(event_action) AS changed
    FROM placed
    WHERE account IN {accounts:Array(String)} AND event_outcome != 'failure' AND inside = 0
      AND event_action IN ('mailbox-rule', 'mail-forwarding', 'consent', 'mfa-change', 'mailbox-permission')
    GROUP BY use
  ),
  -- a program at home goes on fetching mail while its owner travels
  present AS
  (
    SELECT use, country, time, lagInFrame(use) OVER before AS other, lagInFrame(country) OVER before AS left, lagInFrame(time) OVER before AS left_at
    FROM signed
    WHERE account IN {accounts:Array(String)} AND country != '' AND kind = '' AND protocol NOT IN {programs:Array(String)} AND protocol NOT IN {outlook:Array(String)}
    WINDOW before AS (PARTITION BY account ORDER BY time, line ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
  ),
  jumps AS
  (
    SELECT arrayJoin([use, other]) AS use, min(dateDiff('minute', left_at, time)) AS minutes
    FROM present
    WHERE left != '' AND left != country AND dateDiff('minute', left_at, time) < {travel:Float64} * 60
    GROUP BY use
  ),
  -- hours in which a program signed in from there and one in the office too
  hourly AS (SELECT DISTINCT account, use, toStartOfHour(time) AS hour FROM signed WHERE account IN {accounts:Array(String)} AND protocol IN {programs:Array(String)}),
  accompanied AS
  (
    SELECT away.use AS use, uniqExact(away.hour) AS beside
    FROM hourly AS away
    INNER JOIN hourly AS stayed ON stayed.account = away.account AND stayed.hour = away.hour
    WHERE away.use NOT IN {office:Array(String)} AND stayed.use IN {office:Array(String)}
    GROUP BY use
  ),
  -- tries from the same network that failed before the first that got in
  entered AS (SELECT use, min(time) AS entry FROM signed WHERE account IN {accounts:Array(String)} AND inside = 0 GROUP BY use),
  refused AS
  (
    SELECT tried.use AS use, count() AS guesses
    FROM (SELECT use, time FROM placed WHERE account IN {accounts:Array(String)} AND inside = 0 AND event_outcome = 'failure') AS tried
    INNER JOIN entered ON entered.use = tried.use
    WHERE tried.time < entered.entry
    GROUP BY use
  ),
  -- other accounts whose passwords were tried in vain from the very range, before it got in, and that never got in from there: no party that travels together
  came_in AS (SELECT account, use, ${NEIGHBOURS} AS range, min(time) AS entry FROM signed WHERE account IN {accounts:Array(String)} AND inside = 0 GROUP BY account, use, range),
  tried_from AS
  (
    SELECT account, ${NEIGHBOURS} AS range, min(time) AS since
    FROM placed
    WHERE inside = 0 AND event_action = 'login' AND event_outcome = 'failure' AND range IN (SELECT range FROM came_in)
    GROUP BY account, range
  ),
  sprayed AS
  (
    -- a telephone abroad passes through many ranges, and in each somebody once tried a password
    SELECT use, max(tried_here) AS tried
    FROM
    (
      SELECT came_in.use AS use, came_in.range AS range, uniqExact(tried_from.account) AS tried_here
      FROM came_in
      INNER JOIN tried_from ON tried_from.range = came_in.range
      WHERE tried_from.since < came_in.entry AND tried_from.account != came_in.account
        AND (tried_from.account, tried_from.range) NOT IN (SELECT account, ${NEIGHBOURS} FROM signed WHERE inside = 0)
      GROUP BY use, range
    )
    GROUP BY use
  ),
  -- what Microsoft or Google itself called risky
  warned AS
  (
    SELECT use, count() AS warnings
    FROM placed
    WHERE account IN {accounts:Array(String)} AND inside = 0
      AND ((event_action = 'risk' AND lower(event_code) NOT IN ('low', 'none', 'hidden')) OR (event_action = 'login' AND (details = 'is_suspicious' OR startsWith(details, 'risk: '))))
    GROUP BY use
  ),
  -- how long the account was silent before each sign-in, and before: the longest silence, and how often at night or at a weekend
  paced AS
  (
    SELECT account, use, kind, protocol, time, line, lagInFrame(use) OVER before != '' AS follows, if(follows, dateDiff('hour', lagInFrame(time) OVER before, time), 0) AS pause,
      ${unattended('time')} AS odd
    FROM signed
    WHERE account IN {accounts:Array(String)}
    WINDOW before AS (PARTITION BY account ORDER BY time, line ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
  ),
  woken AS
  (
    SELECT use, kind, protocol, time, pause, odd, max(pause) OVER earlier AS longest, sum(odd) OVER earlier AS odd_before, count() OVER earlier AS before
    FROM paced
    WINDOW earlier AS (PARTITION BY account ORDER BY time, line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ),
  -- meanwhile others signed in that way: the log itself has no gap
  logged AS (SELECT DISTINCT network_protocol AS logged_protocol, toDate(time, {zone:String}) AS day FROM auth WHERE event_action = 'login' AND event_outcome = 'success'),
  slept AS
  (
    SELECT use, intDiv(max(pause), 24) AS asleep
    FROM (SELECT woken.* FROM woken INNER JOIN entered ON entered.use = woken.use WHERE woken.time = entered.entry) AS woke
    INNER JOIN logged ON logged_protocol = woke.protocol
    WHERE kind IN ('hosting', 'anonymiser') AND odd AND odd_before * 10 <= before AND pause >= {asleep:Float64} * 24 AND pause >= longest * 2
      AND day < toDate(woke.time, {zone:String}) AND day >= toDate(woke.time, {zone:String}) - toUInt16({asleep:Float64})
    GROUP BY use
    HAVING uniqExact(day) * 3 >= {asleep:Float64}
  )
SELECT use, arrayDistinct(arrayFlatten(groupArray(changed))) AS changed, max(minutes) AS minutes, max(beside) AS beside, max(guesses) AS guesses, max(tried) AS tried, max(warnings) AS warnings, max(asleep) AS asleep
FROM
(
  SELECT use, changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(0) AS asleep FROM acts
  UNION ALL
  SELECT use, [] AS changed, minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(0) AS asleep FROM jumps
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(0) AS asleep FROM accompanied
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(0) AS asleep FROM refused
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, tried, toUInt64(0) AS warnings, toInt64(0) AS asleep FROM sprayed
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, toUInt64(0) AS warnings, toInt64(asleep) AS asleep FROM slept
  UNION ALL
  SELECT use, [] AS changed, toInt64(-1) AS minutes, toUInt64(0) AS beside, toUInt64(0) AS guesses, toUInt64(0) AS tried, warnings, toInt64(0) AS asleep FROM warned
)
GROUP BY use`

/** Of the uses of these accounts: what was changed from there, in how many minutes somebody would have had to travel, who stayed in the office, how often the password was guessed, of how many others too, and the provider warned, and after how many days of silence it came. */
async function whatElse(accounts: string[], office: string[], context: DetectorContext) {
  const rows = await context.query<{
    use: string
    changed: string[]
    minutes: string
    beside: string
    guesses: string
    tried: string
    warnings: string
    asleep: string
  }>(MORE, {
    accounts,
    office,
    programs: OF_PROGRAMS,
    outlook: OF_OUTLOOK,
    travel: context.parameter('travel_hours'),
    asleep: context.parameter('asleep_days'),
    zone: context.timezone,
  })
  return new Map(
    rows.map(({ use, changed, minutes, beside, guesses, tried, warnings, asleep }) => [
      use,
      {
        changed,
        minutes: Number(minutes),
        beside: Number(beside),
        guesses: Number(guesses),
        tried: Number(tried),
        warnings: Number(warnings),
        asleep: Number(asleep),
      },
    ]),
  )
}

function toSign(one: Suspicion, row: SeenRow): Sign {
  const count = one.uses.reduce((sum, use) => sum + use.sign_ins, 0)
  const days = Math.max(...one.uses.map((use) => use.days))
  const protocols = [...new Set(one.uses.flatMap((use) => use.protocols))].filter((name) => name !== '')
  return {
    ...seen(row),
    ...grade(one.strength, one.reasons),
    hosts: [],
    accounts: [one.account],
    destinations: one.uses.flatMap((use) => use.addresses).slice(0, 20),
    count,
    metrics: {
      successes: count,
      networks: one.uses
        .map((use) => `${use.network}${use.owner && use.owner !== use.network ? ` ${use.owner}` : ''}`)
        .slice(0, 5)
        .join(', '),
      countries: [...new Set(one.uses.map((use) => use.country))].filter((code) => code !== '').join(', '),
      protocols: protocols.join(', '),
      clients: [...new Set(one.uses.flatMap((use) => use.clients))].slice(0, 3).join(', '),
      days,
      score: one.points,
      parts: one.parts.join(', '),
    },
    words: {
      account: one.account,
      where: { ja: placesIn(one.uses, 'ja'), en: placesIn(one.uses, 'en') },
      protocols: protocols.map((name) => name.toUpperCase()).join(', ') || '-',
      count,
      days,
      why: one.why,
    },
  }
}

function placesIn(uses: Use[], lang: 'ja' | 'en'): string {
  const places = uses.map((use) => {
    const country = use.country === '' ? '' : countryName(use.country, lang)
    const owner = use.owner || (use.country === '' ? use.addresses[0] : '') || ''
    return owner === ''
      ? country
      : country === ''
        ? owner
        : lang === 'ja'
          ? `${country}（${owner}）`
          : `${country} (${owner})`
  })
  const distinct = [...new Set(places)]
  const more =
    distinct.length > 3 ? (lang === 'ja' ? ` ほか${distinct.length - 3}か所` : ` and ${distinct.length - 3} more`) : ''
  return `${distinct.slice(0, 3).join(lang === 'ja' ? '、' : ', ')}${more}`
}
