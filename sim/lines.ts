/** Events → lines as Squid, FortiGate, dnsmasq and ISC dhcpd write them. */
import type { Connection, SimEvent, WebRequest } from './event.ts'
import { PROXY } from './organisation.ts'

export type LogFile = 'proxy/access.log' | 'firewall/fortigate.log' | 'dns/dnsmasq.log' | 'dhcp/dhcpd.log'
export const LOG_FILES: LogFile[] = ['proxy/access.log', 'firewall/fortigate.log', 'dns/dnsmasq.log', 'dhcp/dhcpd.log']

/** native: Squid's own; full: with request size, agent and referrer, as kyumei recommends */
export type ProxyLog = 'native' | 'full'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The lines an event leaves, by file. `serial` numbers sessions and look-ups, `users` are who signs in to the proxy from an address. */
export function linesOf(
  event: SimEvent,
  serial: number,
  proxyLog: ProxyLog,
  users?: Map<string, string>,
): [LogFile, string][] {
  if (event.kind === 'web') return webLines(event, serial, proxyLog, users?.get(event.client) ?? '-')
  if (event.kind === 'direct') return [['firewall/fortigate.log', traffic(event, serial)]]
  if (event.kind === 'dns') return asked(event.time, event.client, event.name, event.addresses, serial)
  return ['DHCPREQUEST for', 'DHCPACK on'].map((verb): [LogFile, string] => [
    'dhcp/dhcpd.log',
    `${bsd(event.time)} dhcp1 dhcpd[640]: ${verb} ${event.client} ${verb === 'DHCPACK on' ? 'to' : 'from'} ${event.mac} (${event.pc}) via eth0`,
  ])
}

function webLines(event: WebRequest, serial: number, proxyLog: ProxyLog, user: string): [LogFile, string][] {
  const tunnel = event.method === 'CONNECT'
  const found = event.peer !== ''
  const hierarchy = found ? `HIER_DIRECT/${event.peer}` : 'HIER_NONE/-'
  const result = found ? (tunnel ? 'TCP_TUNNEL' : 'TCP_MISS') : tunnel ? 'NONE_NONE' : 'TCP_MISS'
  const native = `${event.time.toFixed(3)} ${String(event.ms).padStart(6)} ${event.client} ${result}/${event.status} ${event.bytes} ${event.method} ${event.url} ${user} ${hierarchy} ${event.type}`
  const line = proxyLog === 'native' ? native : `${native} ${event.sent} "${event.agent}" "-"`
  const bare = event.name === event.peer
  return [
    ...(bare ? [] : asked(event.time - 0.02, PROXY, event.name, found ? [event.peer] : [], serial)),
    ['proxy/access.log', line],
    ...(found && event.peer !== '127.0.0.1'
      ? ([['firewall/fortigate.log', traffic(fetched(event), serial)]] as [LogFile, string][])
      : []),
  ]
}

/** What the firewall sees of a request: the proxy's connection. */
function fetched(event: WebRequest): Connection {
  return {
    kind: 'direct',
    time: event.time,
    client: PROXY,
    pc: '',
    address: event.peer,
    port: event.method === 'CONNECT' ? 443 : 80,
    udp: false,
    sent: event.sent,
    received: event.bytes,
    seconds: Math.ceil(event.ms / 1000),
    denied: false,
  }
}

function asked(time: number, client: string, name: string, addresses: string[], serial: number): [LogFile, string][] {
  const tag = `ns1 dnsmasq[812]: ${serial} ${client}/${40000 + (serial % 20000)}`
  const answers = addresses.length === 0 ? ['NXDOMAIN'] : addresses
  return [
    ['dns/dnsmasq.log', `${bsd(time)} ${tag} query[A] ${name} from ${client}`],
    ...answers.map((answer): [LogFile, string] => [
      'dns/dnsmasq.log',
      `${bsd(time)} ${tag} reply ${name} is ${answer}`,
    ]),
  ]
}

const INSIDE = /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./

function traffic(one: Connection, serial: number): string {
  const [date, clock] = local(one.time)
  const inside = INSIDE.test(one.address)
  const from = INSIDE.test(one.client)
  const zone = (own: boolean) => (own ? ['internal', 'lan'] : ['wan1', 'wan'])
  const [source, destination] = [zone(from), inside && from ? ['dmz', 'lan'] : zone(inside)]
  const service = one.port === 443 ? 'HTTPS' : one.port === 80 ? 'HTTP' : `${one.udp ? 'udp' : 'tcp'}/${one.port}`
  return `<189>date=${date} time=${clock} devname="FGT60F-HONSHA" devid="FGT60FTK00000001" eventtime=${Math.floor(one.time)}${String(Math.floor((one.time % 1) * 1000)).padStart(3, '0')}000000 tz="+0900" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" srcip=${one.client}${one.pc ? ` srcname="${one.pc}"` : ''} srcport=${49152 + (serial % 16000)} srcintf="${source[0]}" srcintfrole="${source[1]}" dstip=${one.address} dstport=${one.port} dstintf="${destination[0]}" dstintfrole="${destination[1]}" sessionid=${100000 + serial} proto=${one.udp ? 17 : 6} action="${one.denied ? 'deny' : 'close'}" policyid=${one.denied ? 0 : 1} policyname="${inside ? '社内' : '社内→インターネット'}" service="${service}" trandisp="${inside ? 'noop' : 'snat'}" duration=${one.seconds} sentbyte=${one.sent} rcvdbyte=${one.received} sentpkt=${Math.ceil(one.sent / 800) + 2} rcvdpkt=${one.received === 0 ? 0 : Math.ceil(one.received / 1200) + 2}`
}

function local(time: number): [string, string] {
  const text = new Date((time + 9 * 3600) * 1000).toISOString()
  return [text.slice(0, 10), text.slice(11, 19)]
}

function bsd(time: number): string {
  const [date, clock] = local(time)
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} ${String(Number(date.slice(8))).padStart(2)} ${clock}`
}
