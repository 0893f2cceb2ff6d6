/** Who contacted the places of serious findings, findings or not: the next hosts to look at. */
import { isSerious } from '../detect/detector.ts'
import type { Engine } from '../store/engine.ts'
import type { Finding } from './findings.ts'

const PLACES = 500
const HOSTS = 50

/** Addresses that act for others are left out: their clients are named themselves. */
export async function contacted(engine: Engine, findings: Finding[]): Promise<Record<string, string[]>> {
  const serious = findings.filter(isSerious)
  const places = [...new Set(serious.flatMap((finding) => finding.destinations))].slice(0, PLACES)
  if (places.length === 0) return {}
  const rows = await engine.query<{ place: string; hosts: string[] }>(
    `SELECT place, arraySort(groupUniqArray(${HOSTS})(host)) AS hosts
     FROM
     (
       SELECT host, name AS place FROM contact WHERE name IN {places:Array(String)}
       UNION ALL
       SELECT host, address(ip) AS place FROM contact WHERE ip != toIPv6('::') AND place IN {places:Array(String)}
       UNION ALL
       SELECT host, name AS place FROM question WHERE name IN {places:Array(String)}
     )
     GROUP BY place`,
    { places },
  )
  return Object.fromEntries(rows.map((row) => [row.place, row.hosts]))
}
