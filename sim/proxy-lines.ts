/** Requests → lines of Squid and of Blue Coat ProxySG (Edge SWG). */
import { common, utc } from './clock.ts'
import type { WebRequest } from './event.ts'
import type { Products } from './products.ts'

/** `user` is who signed in to the proxy, `-` where nobody has to. */
export function proxyLine(event: WebRequest, product: Products['proxy'], user: string): string {
  if (product === 'bluecoat') return bluecoat(event, user)
  if (product === 'squid-combined') return combined(event, user)
  const { code, hierarchy } = squid(event)
  const native = `${event.time.toFixed(3)} ${String(event.ms).padStart(6)} ${event.client} ${code}/${event.status} ${event.bytes} ${event.method} ${event.url} ${user} ${hierarchy}/${event.peer || '-'} ${event.type}`
  return product === 'squid-native' ? native : `${native} ${event.sent} "${event.agent}" "-"`
}

export const BLUECOAT_HEADER = [
  '#Software: SGOS 7.3.9.1',
  '#Version: 1.0',
  '#Fields: date time time-taken c-ip cs-username sc-status s-action sc-bytes cs-bytes cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs(Referer) cs(User-Agent) sc-filter-result r-ip',
]

function squid(event: WebRequest): { code: string; hierarchy: string } {
  const tunnel = event.method === 'CONNECT'
  const found = event.peer !== ''
  if (event.status === 403) return { code: 'TCP_DENIED', hierarchy: 'HIER_NONE' }
  return {
    code: found ? (tunnel ? 'TCP_TUNNEL' : 'TCP_MISS') : tunnel ? 'NONE_NONE' : 'TCP_MISS',
    hierarchy: found ? 'HIER_DIRECT' : 'HIER_NONE',
  }
}

function combined(event: WebRequest, user: string): string {
  const { code, hierarchy } = squid(event)
  return `${event.client} - ${user} [${common(event.time)}] "${event.method} ${event.url} HTTP/1.1" ${event.status} ${event.bytes} "-" "${event.agent}" ${code}:${hierarchy}`
}

function bluecoat(event: WebRequest, user: string): string {
  const tunnel = event.method === 'CONNECT'
  const action =
    event.status === 403 ? 'TCP_DENIED' : event.peer === '' ? 'TCP_ERR_MISS' : tunnel ? 'TCP_TUNNELED' : 'TCP_NC_MISS'
  const path = tunnel ? '-' : `/${event.url.split('/').slice(3).join('/')}`
  const host = event.name.includes(':') ? `[${event.name}]` : event.name
  return `${utc(event.time)} ${event.ms} ${event.client} ${user} ${event.status} ${action} ${event.bytes} ${event.sent} ${event.method} ${tunnel ? 'tcp' : 'http'} ${host} ${tunnel ? 443 : 80} ${path} - - "${event.agent}" ${event.status === 403 ? 'DENIED' : 'OBSERVED'} ${event.peer || '-'}`
}
