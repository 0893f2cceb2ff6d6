/** Events → lines as Squid, FortiGate, dnsmasq and ISC dhcpd write them. */
import type { SimEvent } from './event.ts'
import { PROXY } from './organisation.ts'

export type LogFile = 'proxy/access.log' | 'firewall/fortigate.log' | 'dns/dnsmasq.log' | 'dhcp/dhcpd.log'
export const LOG_FILES: LogFile[] = ['proxy/access.log', 'firewall/fortigate.log', 'dns/dnsmasq.log', 'dhcp/dhcpd.log']

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The lines an event leaves, by file. `serial` numbers sessions and look-ups. */
export function linesOf(event: SimEvent, serial: number): [LogFile, string][] {
  if (event.kind === 'web') {
    const line = `${event.time.toFixed(3)} ${String(event.ms).padStart(6)} ${event.client} ${event.method === 'CONNECT' ? 'TCP_TUNNEL' : 'TCP_MISS'}/${event.status} ${event.bytes} ${event.method} ${event.url} - HIER_DIRECT/${event.peer} ${event.type}`
    const port = event.method === 'CONNECT' ? 443 : 80
    return [
      ['dns/dnsmasq.log', query(event.time - 0.02, PROXY, event.name, serial)],
      ['dns/dnsmasq.log', reply(event.time - 0.01, PROXY, event.name, event.peer, serial)],
      ['proxy/access.log', line],
      [
        'firewall/fortigate.log',
        traffic(
          {
            ...event,
            address: event.peer,
            port,
            udp: false,
            received: event.bytes,
            seconds: Math.ceil(event.ms / 1000),
            denied: false,
            pc: '',
            client: PROXY,
          },
          serial,
        ),
      ],
    ]
  }
  if (event.kind === 'direct') return [['firewall/fortigate.log', traffic(event, serial)]]
  if (event.kind === 'dns') {
    return [
      ['dns/dnsmasq.log', query(event.time, event.client, event.name, serial)],
      ...event.addresses.map((address): [LogFile, string] => [
        'dns/dnsmasq.log',
        reply(event.time, event.client, event.name, address, serial),
      ]),
    ]
  }
  return [
    [
      'dhcp/dhcpd.log',
      `${bsd(event.time)} dhcp1 dhcpd[640]: DHCPREQUEST for ${event.client} from ${event.mac} (${event.pc}) via eth0`,
    ],
    [
      'dhcp/dhcpd.log',
      `${bsd(event.time)} dhcp1 dhcpd[640]: DHCPACK on ${event.client} to ${event.mac} (${event.pc}) via eth0`,
    ],
  ]
}

interface Session {
  time: number
  client: string
  pc: string
  address: string
  port: number
  udp: boolean
  sent: number
  received: number
  seconds: number
  denied: boolean
}

function traffic(one: Session, serial: number): string {
  const [date, clock] = local(one.time)
  return `<189>date=${date} time=${clock} devname="FGT60F-HONSHA" devid="FGT60FTK00000001" eventtime=${Math.floor(one.time)}${String(Math.floor((one.time % 1) * 1000)).padStart(3, '0')}000000 tz="+0900" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" srcip=${one.client}${one.pc ? ` srcname="${one.pc}"` : ''} srcport=${49152 + (serial % 16000)} srcintf="internal" srcintfrole="lan" dstip=${one.address} dstport=${one.port} dstintf="wan1" dstintfrole="wan" sessionid=${100000 + serial} proto=${one.udp ? 17 : 6} action="${one.denied ? 'deny' : 'close'}" policyid=${one.denied ? 0 : 1} policyname="社内→インターネット" service="${one.port === 443 ? 'HTTPS' : one.port === 80 ? 'HTTP' : `tcp/${one.port}`}" trandisp="snat" duration=${one.seconds} sentbyte=${one.sent} rcvdbyte=${one.received} sentpkt=${Math.ceil(one.sent / 800) + 2} rcvdpkt=${Math.ceil(one.received / 1200) + 2}`
}

const query = (time: number, client: string, name: string, serial: number) =>
  `${bsd(time)} ns1 dnsmasq[812]: ${serial} ${client}/${40000 + (serial % 20000)} query[A] ${name} from ${client}`
const reply = (time: number, client: string, name: string, address: string, serial: number) =>
  `${bsd(time)} ns1 dnsmasq[812]: ${serial} ${client}/${40000 + (serial % 20000)} reply ${name} is ${address}`

function local(time: number): [string, string] {
  const text = new Date((time + 9 * 3600) * 1000).toISOString()
  return [text.slice(0, 10), text.slice(11, 19)]
}

function bsd(time: number): string {
  const [date, clock] = local(time)
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} ${String(Number(date.slice(8))).padStart(2)} ${clock}`
}
