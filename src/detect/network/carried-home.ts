/**
 * A computer that is carried home has another address there, and through the VPN another name: what it has done in the office since the logs
 * begin seems new. It is in one place at a time.
 */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { LOGS, OPENED, routine, spanIn } from '../log-span.ts'

interface Pair {
  host: string
  destination: string
}

/** a host that is somebody's VPN session (src/story/identity.ts) */
const IS_SESSION = "endsWith(host, ' (VPN)')"
const FEW = 3 // hosts: what more share tells nothing of one computer
const AT_ONCE = 0.02 // of the quarters of an hour in which the session calls: a line is written when a connection ends

/** Of VPN sessions and places, those that a computer of the office has called since the logs begin, and never at the same time. */
export async function carriedHome(
  { query, timezone }: DetectorContext,
  pairs: Pair[],
): Promise<(pair: Pair) => string | undefined> {
  const sessions = pairs.filter(({ host }) => host.endsWith(' (VPN)'))
  if (sessions.length === 0) return () => undefined
  const rows = await query<Pair & { computer: string }>(SQL, {
    destinations: sessions.map(({ destination }) => destination),
    zone: timezone,
  })
  const found = new Map(rows.map(({ host, destination, computer }) => [`${host} ${destination}`, computer]))
  return ({ host, destination }) => found.get(`${host} ${destination}`)
}

const SQL = `
WITH
  ${LOGS},
  met AS
  (
    SELECT host, if(name = '', address(ip), name) AS destination, groupUniqArray(toStartOfInterval(time, INTERVAL 15 MINUTE)) AS moments,
      toUnixTimestamp(min(time)) AS began, argMin(via, time) AS first_via
    FROM contact
    WHERE destination IN {destinations:Array(String)}
    GROUP BY host, destination
  ),
  few AS (SELECT destination FROM met GROUP BY destination HAVING countIf(NOT ${IS_SESSION}) <= ${FEW}),
  office AS
  (
    SELECT host AS computer, destination, moments AS office_moments
    FROM met
    LEFT JOIN ${OPENED} AS beginning USING (host)
    WHERE NOT ${IS_SESSION} AND destination IN (SELECT destination FROM few) AND ${routine('began', spanIn('first_via'), 'beginning.opened')} = 1
  )
SELECT met.host AS host, met.destination AS destination, min(computer) AS computer
FROM met
INNER JOIN office ON office.destination = met.destination
WHERE endsWith(met.host, ' (VPN)') AND length(arrayIntersect(moments, office_moments)) <= ${AT_ONCE} * length(moments)
GROUP BY host, destination`

export const carried = (computer: string): Reason => ({
  effect: 'weakens',
  text: {
    ja: `組織内の ${computer} が、ログの始まりから同じ先へ通信しており、同じ時刻に両方から通信したことはありません。持ち帰った同じPCと見られます（以前からの業務用の通信か、ログより前に始まった感染かは、これだけでは分かりません）。`,
    en: `${computer} in the office has called the same place since the logs begin, and never at the same time: it seems to be that computer, carried home (routine, or an infection older than the logs).`,
  },
})
