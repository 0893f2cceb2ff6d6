/**
 * A spray whose tries come each from another address: what they have in common is the program, by its own name in the log. Where nearly all
 * accounts that a program outside tries are refused, and one is not, the spray found its password.
 */
import type { DetectorContext, Sign } from '../detector.ts'
import { grade } from '../grade.ts'
import { citing, mostOften, SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { enteredOutcome } from './attack-outcome.ts'
import { ATTEMPTS_PARAMETERS, GIVEN_UP_HOURS, TRIES } from './sign-in-attempts.ts'

interface ClientSpray extends SeenRow {
  client: string
  /** accounts that got in by it, the first one first */
  entered: string[]
  refused: string
  accounts: string
  failures: string
  addresses: string
  sources: string[]
  days: string
  /** lines of the first successes */
  inside: [string, number][]
}

const SQL = `
WITH${TRIES},
  outside AS (SELECT * FROM tries WHERE own = 0 AND account != '' AND client != ''),
  -- accounts that the same program had signed in to before, inside as well, are at home with it
  begun AS (SELECT client, min(time) AS began, max(time) AS ended FROM outside WHERE failed GROUP BY client),
  usual AS (SELECT client, account FROM tries INNER JOIN begun USING (client) WHERE NOT failed AND time < began GROUP BY client, account),
  paired AS
  (
    SELECT client, account, countIf(failed) AS failures, minIf(time, NOT failed) AS came_in, countIf(NOT failed AND time <= ended + INTERVAL ${GIVEN_UP_HOURS} HOUR) AS successes
    FROM outside
    INNER JOIN begun USING (client)
    WHERE (client, account) NOT IN (SELECT client, account FROM usual)
    GROUP BY client, account
  ),
  spraying AS
  (
    SELECT client, countIf(failures > 0 AND successes = 0) AS refused, count() AS tried_accounts, arrayMap(one -> one.2, arraySort(groupArrayIf(50)((came_in, account), successes > 0))) AS entered
    FROM paired
    GROUP BY client
    HAVING refused >= {accounts:Float64} AND refused >= tried_accounts * 0.8 AND length(entered) > 0 AND client NOT IN (SELECT client FROM usual GROUP BY client HAVING count() * 4 >= {accounts:Float64})
  )
SELECT '' AS host, client, any(spraying.entered) AS entered, any(refused) AS refused, any(tried_accounts) AS accounts, countIf(failed) AS failures, uniqExact(source) AS addresses,
  ${mostOften('source', 10)} AS sources, uniqExact(toDate(time, {zone:String})) AS days,${SEEN_COLUMNS},
  arrayMap(cited -> (cited.2, cited.3), groupArraySortedIf(3)((time, evidence_id, line), NOT failed)) AS inside
FROM outside
INNER JOIN spraying USING (client)
WHERE failed OR has(spraying.entered, account)
GROUP BY client
HAVING addresses >= {sources:Float64}
ORDER BY failures DESC, client
LIMIT 100`

export const clientSprays = (context: DetectorContext): Promise<ClientSpray[]> =>
  context.query<ClientSpray>(SQL, {
    ...ATTEMPTS_PARAMETERS,
    accounts: context.parameter('accounts'),
    sources: context.parameter('sources'),
    zone: context.timezone,
  })

export function spraySign(spray: ClientSpray): Sign {
  const [failures, accounts, refused, addresses, days] = [
    spray.failures,
    spray.accounts,
    spray.refused,
    spray.addresses,
    spray.days,
  ].map(Number) as [number, number, number, number, number]
  const known = seen(spray)
  const program = spray.client.slice(0, 60)
  return {
    ...known,
    ...grade('strong', []),
    hosts: [],
    accounts: spray.entered,
    destinations: spray.sources,
    lines: citing(known.lines, spray.inside),
    count: failures,
    metrics: {
      failed_sign_ins: failures,
      addresses,
      accounts_tried: accounts,
      accounts_refused: refused,
      accounts_entered: spray.entered.length,
      clients: spray.client,
      days,
    },
    words: {
      source: {
        ja: `${addresses}個のアドレスの同じプログラム（${program}）`,
        en: `${addresses} addresses, all with one program (${program})`,
      },
      accounts,
      failures,
      days,
      outcome: enteredOutcome({ entered: spray.entered, way: 'sprayed' }),
    },
  }
}
