/** A developer's computer: day after day its scripts, under their own names, use the services where code lies. */
import type { DetectorContext } from '../detector.ts'
import type { Reason } from '../grade.ts'
import { SCRIPTED } from './agent.ts'
import { BROWSED } from './browsing.ts'

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

/** Package managers of programming languages fetch below these, by their own documentation. */
const PACKAGES = [
  'anaconda.org',
  'crates.io',
  'docker.io',
  'golang.org',
  'maven.apache.org',
  'maven.org',
  'npmjs.org',
  'nuget.org',
  'pypi.org',
  'pythonhosted.org',
  'rubygems.org',
  'yarnpkg.com',
]

/** Of these hosts, those on which somebody reads pages where code lies, or fetches packages to program with, day after day. */
export async function readersOfCode(
  { query, lists, timezone }: DetectorContext,
  hosts: string[],
): Promise<ReadonlySet<string>> {
  if (hosts.length === 0) return new Set()
  const code = [...lists.trusted.names.values()].filter(({ kind }) => kind === 'code')
  const rows = await query<{ host: string }>(READERS, {
    hosts,
    code: code.map(({ entry }) => entry),
    packages: PACKAGES,
    zone: timezone,
  })
  return new Set(rows.map(({ host }) => host))
}

const READERS = `
WITH
  ${BROWSED('{hosts:Array(String)}')},
  package AS (SELECT name FROM known_name WHERE arrayExists(one -> name = one OR endsWith(name, concat('.', one)), {packages:Array(String)})),
  code AS (SELECT name FROM known_name WHERE has({code:Array(String)}, lists['trusted']) UNION DISTINCT SELECT name FROM package)
SELECT host
FROM
(
  SELECT host, time, name FROM contact WHERE host IN {hosts:Array(String)} AND outcome != 'denied' AND name IN (SELECT name FROM code)
  UNION ALL
  SELECT host, time, name FROM question WHERE host IN {hosts:Array(String)} AND name IN (SELECT name FROM code)
)
WHERE name IN (SELECT name FROM package) OR (host, toStartOfFiveMinutes(toDateTime(time))) IN (SELECT host, bin FROM browsed)
GROUP BY host
HAVING uniqExact(toDate(time, {zone:String})) >= ${DAYS}`

export const READS_CODE: Reason = {
  effect: 'weakens',
  text: {
    ja: 'この端末では、人が日々GitHubなどのページを見たり、npmやPyPIなどからパッケージを取り寄せたりしています。開発者のPCと、開発者の道具と見られます。',
    en: 'Somebody reads GitHub or the like on this computer, or fetches packages from npm, PyPI or the like, day after day: a developer, it seems, and a tool of his trade.',
  },
}
