/** A developer's computer: day after day its scripts, under their own names, use the services where code lies. */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { SCRIPTED } from './agent.ts'

const DAYS = 5 // a payload is fetched once

/** Of these hosts. */
export async function developersHosts(
  { query, lists, timezone }: DetectorContext,
  hosts: string[],
): Promise<ReadonlySet<string>> {
  if (hosts.length === 0) return new Set()
  const code = [...lists.trusted.names.values()].filter(({ kind }) => kind === 'code' || kind === 'code-api')
  const rows = await query<{ host: string }>(SQL, { hosts, code: code.map(({ entry }) => entry), zone: timezone })
  return new Set(rows.map(({ host }) => host))
}

const SQL = `
SELECT host
FROM contact
WHERE host IN {hosts:Array(String)} AND ${SCRIPTED} AND outcome != 'denied'
  AND name IN (SELECT name FROM known_name WHERE has({code:Array(String)}, lists['trusted']))
GROUP BY host
HAVING uniqExact(toDate(time, {zone:String})) >= ${DAYS}`

export const DEVELOPERS: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログの初めからある、名を隠さないスクリプトの通信で、この端末のスクリプトは日々GitHubなども使っています。開発者のPCと、開発者が自分で置いた道具と見られます。',
    en: 'A script under its own name has done it since the logs begin, on a computer whose scripts use GitHub or the like day after day: it looks like a developer, and a tool of his own.',
  },
}
