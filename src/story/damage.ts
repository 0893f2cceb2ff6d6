/** How far an attack went, in numbers: what its hosts sent to its places, and whom inside they reached. Upper bounds where logs are blind. */

import { session } from '../detect/row.ts'
import type { Engine } from '../store/engine.ts'
import type { AttackParts } from './attack-parts.ts'
import { SPEAKS_OF_INSIDE } from './verdict.ts'

export interface Damage {
  /** to the attack's places, as far as logged */
  bytes_sent: number
  /** false where a log that shows contacts doesn't show how much was sent: it may have been more */
  bytes_complete: boolean
  /** hosts inside that answered the accused ones on the ports of findings inside */
  reached: number
}

export const noDamage: Damage = { bytes_sent: 0, bytes_complete: true, reached: 0 }

const PLACES = 200
const HOSTS = 200

export async function damageOf(engine: Engine, { hosts, findings }: AttackParts): Promise<Damage> {
  const names = hosts.map((host) => host.host).slice(0, HOSTS)
  const places = [
    ...new Set(findings.filter((one) => !SPEAKS_OF_INSIDE.includes(one.detector)).flatMap((one) => one.destinations)),
  ].slice(0, PLACES)
  if (names.length === 0) return noDamage
  const sent = await engine.query<{ bytes: string; unknown: string }>(
    `WITH touched AS
     (
       SELECT host, via, greatest(0, max(sent)) AS bytes, max(sent) < 0 AS unknown
       FROM contact
       WHERE host IN {hosts:Array(String)} AND outcome != 'denied'
         AND (name IN {places:Array(String)} OR family IN {places:Array(String)} OR address(ip) IN {places:Array(String)})
       GROUP BY host, via, ${session('contact')}
     ),
     -- a sensor and a firewall see the same connection: the larger count is taken, a proxy's is another one's
     ways AS (SELECT host, via, sum(bytes) AS bytes, max(unknown) AS unknown FROM touched GROUP BY host, via),
     by_host AS
     (
       SELECT host, sumIf(bytes, via = 'proxy') + greatest(maxIf(bytes, via = 'sensor'), maxIf(bytes, via = 'flow')) AS bytes,
         max(unknown) AS unknown
       FROM ways
       GROUP BY host
     )
     SELECT toString(sum(bytes)) AS bytes, toString(max(unknown)) AS unknown FROM by_host`,
    { hosts: names, places },
  )
  const ports = findings.flatMap((finding) =>
    finding.detector === 'internal-scan'
      ? String(finding.metrics.ports ?? '')
          .split(', ')
          .map(Number)
      : [],
  )
  const inside =
    ports.length === 0
      ? []
      : await engine.query<{ n: string }>(
          `SELECT uniqExact(ip) AS n FROM inside_contact
           WHERE host IN {hosts:Array(String)} AND port IN {ports:Array(UInt16)} AND failed = 0`,
          { hosts: names, ports },
        )
  return {
    bytes_sent: Number(sent[0]?.bytes ?? 0),
    bytes_complete: Number(sent[0]?.unknown ?? 0) === 0,
    reached: Number(inside[0]?.n ?? 0),
  }
}
