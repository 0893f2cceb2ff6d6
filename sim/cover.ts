/** How an attack, or the organisation's own logging, stays out of sight: what the logs then lose. */
import type { Attack } from './attack.ts'
import { wayOf } from './attack.ts'
import { connect, type SimEvent } from './event.ts'
import type { LogKind, Shown } from './products.ts'

const COVERS = [
  'log-gap',
  'clock-off',
  'only-denied',
  'shared-proxy',
  'retention',
  'no-dns',
  'no-firewall',
  'no-proxy-log',
  'no-ipv6',
  'doh',
] as const
export type Cover = (typeof COVERS)[number]

/** Logs that the organisation then doesn't have. */
export const withoutOf = (cover: Cover | undefined): LogKind[] =>
  cover === 'no-dns' ? ['dns'] : cover === 'no-firewall' ? ['firewall'] : cover === 'no-proxy-log' ? ['proxy'] : []

/** What of the logs' contents is lost for questions about the victim. */
export function hides(cover: Cover | undefined, attack: Attack): Shown[] {
  const six = attack.actor.address.includes(':')
  if (cover === 'only-denied' || (cover === 'no-ipv6' && six)) return ['flow', 'flow-bytes']
  if (cover === 'shared-proxy') return ['proxy', 'proxy-bytes']
  if (cover === 'doh') return ['dns', 'dns-codes', 'dns-addresses']
  if (cover === 'retention') return ['proxy', 'proxy-bytes', 'flow', 'flow-bytes', 'dns', 'dns-codes', 'dns-addresses']
  if (cover === 'log-gap')
    return wayOf(attack.behaviour) === 'proxy' ? ['proxy', 'proxy-bytes'] : ['flow', 'flow-bytes']
  return []
}

/** The balancer before the proxies, which the proxies take for the client. */
const BALANCER = '192.168.1.7'
const RETENTION = 14 * 86_400 // s
/** Seconds by which the firewall's clock is ahead. */
export const aheadOf = (cover: Cover | undefined): number => (cover === 'clock-off' ? 7 * 60 : 0)

/** What an event becomes: itself, changed, or nothing. `last`: the end of the logs. */
export function* covered(
  event: SimEvent,
  cover: Cover | undefined,
  attacks: Attack[],
  last: number,
): Generator<SimEvent> {
  if (cover === 'retention' && event.time < last - RETENTION) return
  if (cover === 'only-denied' && event.kind === 'direct' && !event.denied) return
  if (cover === 'no-ipv6' && event.kind === 'direct' && event.address.includes(':')) return
  if (cover === 'log-gap' && attacks.some((one) => isLost(event, one))) return
  if (cover === 'shared-proxy' && event.kind === 'web') yield { ...event, client: BALANCER }
  else if (cover === 'doh' && event.kind === 'dns' && attacks.some((one) => one.pc.address === event.client))
    yield connect(event.time, event.client, 'mozilla.cloudflare-dns.com', '162.159.61.4')
  else yield event
}

/** From the infection on nothing of that log is left. */
function isLost(event: SimEvent, attack: Attack): boolean {
  const kind = wayOf(attack.behaviour) === 'proxy' ? 'web' : 'direct'
  return event.kind === kind && event.time >= attack.start
}
