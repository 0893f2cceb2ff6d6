/** Who uses NAS and file servers from which computer, as their own logs tell: sign-ins, shared folders, files. */
import type { DetectorContext } from '../detector.ts'
import { unattended } from '../hours.ts'
import type { ComputerUse, ComputerUses } from './computer-use.ts'
import { NOBODY, PERSON } from './computer-use.ts'

/** How much one account did from one computer: its busiest day. */
export interface Volume {
  most: number
  /** of its days, those on which something happened at night or at the weekend */
  nights: number
}

export interface FileServerUses extends ComputerUses {
  volumes: Map<string, Volume>
}

export const keyOf = ({ computer, person }: Pick<ComputerUse, 'computer' | 'person'>) => `${computer}\n${person}`

/** For WITH: every use of a file server by a person from a computer inside. */
export const AT_FILE_SERVERS = `
  at_file_servers AS
  (
    SELECT time, evidence_id, line, account, host AS computer, ${PERSON} AS person, observer_name AS server
    FROM auth
    WHERE observer_type = 'server' AND internal = 1 AND event_outcome != 'failure' AND computer != '' AND NOT (${NOBODY})
      AND (event_action IN ('login', 'share-access') OR startsWith(event_action, 'file-'))
      AND observer_name IN
      (
        SELECT observer_name FROM auth WHERE observer_type = 'server' AND (event_action = 'share-access' OR startsWith(event_action, 'file-'))
      )
  )`

const USES = `
WITH${AT_FILE_SERVERS},
  by_day AS
  (
    SELECT computer, person, toDate(time, {zone:String}) AS day, count() AS n, countIf(${unattended('time')}) AS nightly,
      toUnixTimestamp(min(time)) AS begins, toUnixTimestamp(max(time)) AS ends, groupUniqArray(20)(server) AS servers
    FROM at_file_servers
    GROUP BY computer, person, day
  )
SELECT computer, person, min(begins) AS first, max(ends) AS last, sum(n) AS n, max(by_day.n) AS most, arraySort(groupArray(toUInt16(day))) AS days,
  arraySort(groupArrayIf(toUInt16(day), by_day.nightly < by_day.n)) AS attended, countIf(by_day.nightly > 0) AS nights,
  arraySort(arrayDistinct(groupArrayArray(servers))) AS reached
FROM by_day
GROUP BY computer, person
ORDER BY computer, person
LIMIT 200000`

interface Row {
  computer: string
  person: string
  first: string
  last: string
  n: string
  most: string
  days: number[]
  attended: number[]
  nights: string
  reached: string[]
}

export async function fileServerUses(context: DetectorContext): Promise<FileServerUses> {
  const rows = await context.query<Row>(USES, { zone: context.timezone })
  const uses = rows.map(
    ({ computer, person, days, attended, reached, ...row }): ComputerUse => ({
      computer,
      person,
      days,
      attended,
      reached,
      first: Number(row.first),
      last: Number(row.last),
      came: days,
      nightly: Number(row.nights),
      count: Number(row.n),
      unnamed: [],
    }),
  )
  return {
    uses,
    rights: new Map(),
    servers: new Set(),
    programs: new Set(),
    volumes: new Map(rows.map((row) => [keyOf(row), { most: Number(row.most), nights: Number(row.nights) }])),
  }
}
