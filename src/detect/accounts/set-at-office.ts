/**
 * Settings that were made from the office: from inside, or by a line from which several work and this account did before its last
 * day, and that is no rented server. Who took over an account sits elsewhere.
 */
import type { DetectorContext } from '../detector.ts'
import { LINE } from './sign-in-use.ts'

const CROWD = 3 // accounts that work there
const HISTORY = 86_400 // seconds

const SQL = `
WITH
  made AS
  (
    SELECT account, source_ip, internal, ${LINE} AS made_by, time
    FROM auth
    WHERE event_action IN ('mailbox-rule', 'mail-forwarding') AND event_outcome != 'failure' AND account != '' AND source_ip != toIPv6('::')
  ),
  entered AS
  (
    SELECT account AS who, ${LINE} AS entered_by, min(time) AS entered_at
    FROM auth
    WHERE event_outcome != 'failure' AND event_action NOT IN ('mailbox-rule', 'mail-forwarding') AND account != '' AND internal = 0 AND source_ip != toIPv6('::')
      AND source_ip NOT IN (SELECT ip FROM sign_in_network WHERE kind != '')
    GROUP BY who, entered_by
  ),
  office AS (SELECT entered_by AS office_line FROM entered GROUP BY entered_by HAVING uniqExact(who) >= ${CROWD})
SELECT account, address(source_ip) AS source
FROM made
LEFT JOIN entered ON who = account AND entered_by = made_by
GROUP BY account, source
HAVING min(internal = 1 OR (made_by IN (SELECT office_line FROM office) AND who != '' AND entered_at < time - toIntervalSecond(${HISTORY}))) = 1
LIMIT 10000`

/** account and address, as `officeKey` joins them */
export async function setAtOffice(context: DetectorContext): Promise<ReadonlySet<string>> {
  const rows = await context.query<{ account: string; source: string }>(SQL)
  return new Set(rows.map(({ account, source }) => officeKey(account, source)))
}

export const officeKey = (account: string, source: string) => `${account}\n${source}`
