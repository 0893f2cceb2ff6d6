/**
 * Rules whose content no log tells (IIS writes only that Outlook on the web made one): judged by where they were made. Rented servers
 * and anonymisers that the account, and hardly anybody else, never signed in from before its last day.
 */
import type { DetectorContext, Sign } from '../detector.ts'
import { grade } from '../grade.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { NEIGHBOURS } from './sign-in-use.ts'

interface Row extends SeenRow {
  account: string
  owner: string
  sources: string[]
  n: string
}

const KNOWN_BY = 2 // other accounts that sign in from there: a VPN or desktops in the cloud
const HISTORY = 86_400 // seconds: what the account itself used a day before is its own

const SQL = `
WITH
  made AS
  (
    SELECT account, time, evidence_id, line, source_ip, ${NEIGHBOURS} AS range, whose.owner AS owner
    FROM auth
    INNER JOIN sign_in_network AS whose ON whose.ip = auth.source_ip
    WHERE event_action = 'mailbox-rule' AND event_outcome != 'failure' AND event_details = '' AND rule_name = '' AND account != '' AND internal = 0
      AND whose.kind IN ('hosting', 'anonymiser') AND NOT match(event_code, '(?i)^(Remove|Disable|Get)')
  ),
  entered AS
  (
    SELECT account AS who, ${NEIGHBOURS} AS entered_range, min(time) AS entered_at
    FROM auth
    WHERE event_action = 'login' AND event_outcome = 'success' AND account != ''
    GROUP BY who, entered_range
  ),
  crowd AS (SELECT entered_range AS crowd_range, groupUniqArray(100)(who) AS users FROM entered GROUP BY crowd_range),
  began AS (SELECT who AS whom, min(entered_at) AS account_began FROM entered GROUP BY whom)
SELECT '' AS host, account, any(made.owner) AS owner, groupUniqArray(10)(address(source_ip)) AS sources, count() AS n,${SEEN_COLUMNS}
FROM made
LEFT JOIN crowd ON crowd_range = made.range
INNER JOIN began ON whom = account
LEFT JOIN entered ON who = account AND entered_range = made.range
WHERE length(arrayFilter(one -> one != account, users)) < {known_by:UInt32}
  AND account_began < made.time - toIntervalSecond({history:UInt32})
  AND (toUnixTimestamp(entered_at) = 0 OR entered_at > made.time - toIntervalSecond({history:UInt32}))
GROUP BY account
ORDER BY account
LIMIT 500`

export async function unseenRules(context: DetectorContext): Promise<Sign[]> {
  const rows = await context.query<Row>(SQL, { known_by: KNOWN_BY, history: HISTORY })
  return rows.map((row) => {
    const from = `${row.sources[0] ?? ''}${row.owner === '' ? '' : ` ${row.owner}`}`
    return {
      ...seen(row),
      ...grade('plain', []),
      hosts: [],
      accounts: [row.account],
      destinations: row.sources,
      count: Number(row.n),
      metrics: { set_from: row.sources.join(', ') },
      words: {
        account: row.account,
        rule: '-',
        what: {
          ja: `使ったことのないレンタルサーバ（${from}）から、内容がログに残らない`,
          en: `the log does not describe, from a rented server never used before (${from})`,
        },
      },
    }
  })
}
