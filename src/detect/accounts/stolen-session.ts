/**
 * One session, as the service numbers it, on two kinds of computer: the cookie of a session stays in one browser, so whoever goes on with it
 * elsewhere on another system has copied it (by a page in between, or a program that takes cookies). Or one that goes to and fro between the owner's network
 * and rented servers within an hour.
 */
import type { Text } from '../../i18n/text.ts'
import type { Detector, Sign } from '../detector.ts'
import { grade, type Reason, type Strength } from '../grade.ts'
import { isEmpty, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { NEIGHBOURS, PLACED } from './sign-in-use.ts'

interface Row extends SeenRow {
  account: string
  /** kinds of system, as clients call themselves */
  systems: string[]
  sources: string[]
  owner: string
  country: string
  rented: number
  abroad: number
  /** the account came from there in other sessions too */
  known: number
  /** how often the session went to and fro within an hour */
  returns: string
  n: string
}

export const stolenSession: Detector = {
  id: 'stolen-session',
  title: { ja: '一つのセッションが二か所で使われた', en: 'One session used in two places' },
  explanation: {
    ja: '{{account}} の一つのセッションが、{{place}} からも使われました（{{count}}件）。{{why}}パスワードを変えるだけでは、このセッションは終わりません。',
    en: 'One session of {{account}} was used from {{place}} as well ({{count}} records). {{why}} A new password alone does not end that session.',
  },
  next_steps: {
    ja: [
      '本人に、その時刻に二つの端末を使っていなかったか確認する（kyumei account 名前 で履歴が見られる）',
      '身に覚えがなければ、すべてのセッションを失効させてからパスワードを変え、そのセッションで読まれたメールとファイル、作られた設定を監査ログで調べる',
      '本人のPCで、直前に開いたサインイン画面（中継する偽の画面）と、Cookieを盗むプログラムを調べる',
    ],
    en: [
      'Ask the owner whether they used two devices at that time (kyumei account NAME shows the history)',
      'If unknown: end all sessions, then change the password, and look in the audit log for what was read and set in that session',
      "Look on the owner's PC for the sign-in page opened shortly before (one that stood in between) and for programs that steal cookies",
    ],
  },
  attack: ['T1539', 'T1550.004', 'T1557'],
  references: ['MITRE ATT&CK T1539, T1550.004', 'Microsoft: Token tactics, how to prevent, detect, and respond (2022)'],
  needs: {
    tables: ['auth_event'],
    without: {
      ja: 'セッション番号を含むクラウドのログ（Microsoft 365監査ログ、Entra IDのサインインログ、OktaのSystem Log）がないと見えません。',
      en: "Without a cloud service's log that numbers its sessions (Microsoft 365 audit log, Entra ID sign-ins, Okta System Log) it is not visible.",
    },
  },
  parameters: [],
  false_positives: [
    {
      ja: '同じ端末で移動中に回線が変わる（端末の種類が同じ: 対象外）',
      en: 'one device that changes its line on the way (same kind of system: left out)',
    },
    {
      ja: 'パソコン用の画面を求めるスマートフォン・タブレット（同じ仲間の系統: 対象外）',
      en: "telephones and tablets that ask for the desktop's page (kindred systems: left out)",
    },
    {
      ja: 'デバイスコードで始めたセッション（device-code が伝える: 対象外）、スマートフォンでの二要素の承認（対象外）',
      en: 'sessions begun by a device code (told by device-code: left out), a second factor approved on a telephone (left out)',
    },
    {
      ja: '本人が以前から使う回線で、別の端末から（弱める）',
      en: 'another device on a line that the owner used before (weaker)',
    },
  ],
  async run(context) {
    if (await isEmpty('auth', context)) return []
    return (await context.query<Row>(SQL)).map(toSign)
  },
}

/** What the client says it runs on; kindred ones together, as a telephone that asks for the desktop's page calls itself one. */
const SYSTEM = `multiIf(match(client, 'iPhone|iPad|iPod|Macintosh|Mac ?OS|iOS'), 'Apple', match(client, 'Windows'), 'Windows', match(client, 'CrOS'), 'ChromeOS', match(client, 'Android|X11|Linux'), 'Linux / Android', '')`
const RENTED = "kind IN ('hosting', 'anonymiser')"
const SHORTEST = 8 // characters: shorter ones are counters that begin anew
const RETURNS = 3 // somebody's own VPN is switched on and off

/**
 * Factors are approved on a telephone and services act for their users from their own servers: neither is the session's browser. Of two kinds
 * of system the one that began is the owner's; the other is looked at.
 */
const SQL = `
WITH${PLACED},
  used AS
  (
    SELECT account, session_id, time, source_ip, evidence_id, line, network, country, owner, kind, inside, ${SYSTEM} AS system, concat(network, '\\n', country) AS place,
      if(inside, 'inside', ${NEIGHBOURS}) AS range
    FROM placed
    WHERE length(session_id) >= ${SHORTEST} AND event_outcome = 'success' AND event_action NOT IN ('challenge', 'mfa-change', 'risk', 'logout')
      AND kind NOT IN ('mail-fetch', 'gateway', 'relay') AND NOT match(owner, '^(Microsoft|Google)')
  ),
  coded AS (SELECT DISTINCT session_id FROM placed WHERE protocol = 'device-code' AND session_id != ''),
  paced AS
  (
    SELECT account, session_id, time, place, ${RENTED} AS rented, lagInFrame(place) OVER before AS left_place, lagInFrame(${RENTED}) OVER before AS left_rented, lagInFrame(time) OVER before AS left_at
    FROM used
    WINDOW before AS (PARTITION BY account, session_id ORDER BY time, line ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
  ),
  to_and_fro AS
  (
    SELECT account, session_id, countIf(left_place != '' AND left_place != place AND rented != left_rented AND dateDiff('minute', left_at, time) < 60) AS returns
    FROM paced
    GROUP BY account, session_id
  ),
  begun AS
  (
    SELECT account, session_id, argMinIf(system, (time, line), system != '') AS first_system, argMinIf(range, (time, line), system != '') AS first_range, argMin(place, (time, line)) AS first_place
    FROM used
    GROUP BY account, session_id
    HAVING uniqExact(place) > 1 OR uniqExact(range) > 1
  ),
  -- places and countries from which the account has more sessions than this one
  visited AS (SELECT account, place FROM used GROUP BY account, place HAVING uniqExact(session_id) > 1),
  countries AS (SELECT account, country FROM used GROUP BY account, country HAVING uniqExact(session_id) > 1),
  elsewhere AS
  (
    SELECT account, time, source_ip, evidence_id, line, country, owner, place, system, first_system, returns, ${RENTED} AS rented,
      system != '' AND first_system != '' AND system != first_system AND range != first_range AS other_system,
      returns >= ${RETURNS} AND rented AND place != first_place AS torn
    FROM used
    INNER JOIN begun USING (account, session_id)
    INNER JOIN to_and_fro USING (account, session_id)
    WHERE session_id NOT IN (SELECT session_id FROM coded) AND inside = 0 AND (other_system OR torn)
  )
SELECT '' AS host, account, arrayDistinct([any(first_system), maxIf(system, other_system)]) AS systems, groupUniqArray(10)(address(source_ip)) AS sources, any(owner) AS owner, any(country) AS country,
  max(elsewhere.rented) AS rented, max(elsewhere.country != '' AND account IN (SELECT account FROM countries WHERE country != '') AND (account, elsewhere.country) NOT IN (SELECT account, country FROM countries)) AS abroad, max((account, place) IN (SELECT account, place FROM visited)) AS known,
  if(max(other_system), 0, max(elsewhere.returns)) AS returns, count() AS n,${SEEN_COLUMNS}
FROM elsewhere
GROUP BY account
ORDER BY first, account
LIMIT 500`

function toSign(row: Row): Sign {
  const torn = Number(row.returns) > 0
  const strength: Strength = !torn && (row.rented === 1 || row.abroad === 1) ? 'strong' : 'plain'
  return {
    ...seen(row),
    ...grade(strength, row.known === 1 ? [USED_BEFORE] : []),
    hosts: [],
    accounts: [row.account],
    destinations: [...row.sources].sort(),
    count: Number(row.n),
    metrics: {
      clients: row.systems.filter((one) => one !== '').join(', '),
      networks: row.owner,
      countries: row.country,
      successes: Number(row.n),
    },
    words: {
      account: row.account,
      place: [row.sources[0], row.owner].filter((one) => one).join(' '),
      count: Number(row.n),
      why: torn ? TORN : OTHER_SYSTEM(row.systems.join(' / ')),
    },
  }
}

const OTHER_SYSTEM = (systems: string): Text => ({
  ja: `セッションのCookieは一つのブラウザに留まるはずですが、別の種類の端末（${systems}）です。Cookieが盗まれた場合に、こうなります。`,
  en: `A session's cookie stays in one browser, but these are two kinds of system (${systems}): so it looks where a cookie was stolen.`,
})
const TORN: Text = {
  ja: '一時間のうちに、本人の回線と貸しサーバの間を何度も行き来しています。Cookieが盗まれた場合か、本人のVPNに見られます。',
  en: "Within an hour it goes to and fro between the owner's line and rented servers: a stolen cookie, or a VPN of the owner's.",
}
const USED_BEFORE: Reason = {
  effect: 'weakens',
  text: {
    ja: '本人の他のセッションでも使われている回線です。',
    en: 'Other sessions of this account come from that line, too.',
  },
}
