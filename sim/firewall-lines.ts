/** Connections → lines of FortiGate, YAMAHA routers, Cisco ASA and Palo Alto Networks. */
import { bsd, local, slashed } from './clock.ts'
import type { Connection } from './event.ts'
import type { Products } from './products.ts'

const INSIDE = /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\.|^(fd|fe80)|^2409:10:/

interface Ends {
  inside: boolean
  from: boolean
  sourcePort: number
  serial: number
}

/** Lines and the times at which they are written. */
interface Written {
  time: number
  text: string
}

export function firewallLines(one: Connection, serial: number, product: Products['firewall']): Written[] {
  const ends = {
    inside: INSIDE.test(one.address),
    from: INSIDE.test(one.client),
    sourcePort: 49152 + (serial % 16000),
    serial,
  }
  return LINES[product](one, ends)
}

const LINES: Record<Products['firewall'], (one: Connection, ends: Ends) => Written[]> = {
  // sessions are few and short here: the line stands where they began
  fortigate: (one, ends) => [{ time: one.time, text: fortigate(one, ends) }],
  yamaha: (one, ends) => [{ time: one.denied ? one.time : one.time + one.seconds, text: yamaha(one, ends) }],
  asa,
  paloalto: (one, ends) => [{ time: one.time + one.seconds, text: paloalto(one, ends) }],
}

function fortigate(one: Connection, { inside, from, sourcePort, serial }: Ends): string {
  const [date, clock] = local(one.time)
  const zone = (own: boolean) => (own ? ['internal', 'lan'] : ['wan1', 'wan'])
  const [source, destination] = [zone(from), inside && from ? ['dmz', 'lan'] : zone(inside)]
  const service = one.port === 443 ? 'HTTPS' : one.port === 80 ? 'HTTP' : `${one.udp ? 'udp' : 'tcp'}/${one.port}`
  return `<189>date=${date} time=${clock} devname="FGT60F-HONSHA" devid="FGT60FTK00000001" eventtime=${Math.floor(one.time)}${String(Math.floor((one.time % 1) * 1000)).padStart(3, '0')}000000 tz="+0900" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" srcip=${one.client}${one.pc ? ` srcname="${one.pc}"` : ''} srcport=${sourcePort} srcintf="${source[0]}" srcintfrole="${source[1]}" dstip=${one.address} dstport=${one.port} dstintf="${destination[0]}" dstintfrole="${destination[1]}" sessionid=${100000 + serial} proto=${one.udp ? 17 : 6} action="${one.denied ? 'deny' : 'close'}" policyid=${one.denied ? 0 : 1} policyname="${inside ? '社内' : '社内→インターネット'}" service="${service}" trandisp="${inside ? 'noop' : 'snat'}" duration=${one.seconds} sentbyte=${one.sent} rcvdbyte=${one.received} sentpkt=${Math.ceil(one.sent / 800) + 2} rcvdpkt=${one.received === 0 ? 0 : Math.ceil(one.received / 1200) + 2}`
}

const bracketed = (address: string) => (address.includes(':') ? `[${address}]` : address)

/** The router's dynamic filter logs a session when it ends, with its beginning; refused packets at once. */
function yamaha(one: Connection, { from, sourcePort }: Ends): string {
  const ends = `${one.udp ? 'UDP' : 'TCP'} ${bracketed(one.client)}:${sourcePort} > ${bracketed(one.address)}:${one.port}`
  if (one.denied) return `${bsd(one.time)} rtx1220 LAN2 Rejected at OUT(101099) filter: ${ends}`
  const way = from ? 'PP[01][out][101098]' : 'PP[01][in][200080]'
  return `${bsd(one.time + one.seconds)} rtx1220 [INSPECT] ${way} ${ends} (${slashed(one.time)})`
}

function asa(one: Connection, { inside, from, sourcePort, serial }: Ends): Written[] {
  const kind = one.udp ? 'UDP' : 'TCP'
  const side = (own: boolean, dmz: boolean) => (own ? (dmz ? 'dmz' : 'inside') : 'outside')
  const [source, target] = [side(from, false), side(inside, from)]
  if (one.denied)
    return [
      {
        time: one.time,
        text: `${bsd(one.time)} fw1 : %ASA-4-106023: Deny ${kind.toLowerCase()} src ${source}:${one.client}/${sourcePort} dst ${target}:${one.address}/${one.port} by access-group "inside_in" [0x0, 0x0]`,
      },
    ]
  // an outbound connection is written far end first
  const far = `${target}:${one.address}/${one.port}`
  const near = `${source}:${one.client}/${sourcePort}`
  const translated = (end: string) => `${end} (${end.slice(end.indexOf(':') + 1)})`
  const [first, second] = from && !inside ? [far, near] : [near, far]
  const way = from && !inside ? 'outbound' : 'inbound'
  const hours = Math.floor(one.seconds / 3600)
  const clock = `${hours}:${String(Math.floor((one.seconds % 3600) / 60)).padStart(2, '0')}:${String(Math.floor(one.seconds % 60)).padStart(2, '0')}`
  return [
    {
      time: one.time,
      text: `${bsd(one.time)} fw1 : %ASA-6-${one.udp ? 302015 : 302013}: Built ${way} ${kind} connection ${100000 + serial} for ${translated(first)} to ${translated(second)}`,
    },
    {
      time: one.time + one.seconds,
      text: `${bsd(one.time + one.seconds)} fw1 : %ASA-6-${one.udp ? 302016 : 302014}: Teardown ${kind} connection ${100000 + serial} for ${first} to ${second} duration ${clock} bytes ${one.sent + one.received}${one.udp ? '' : ' TCP FINs'}`,
    },
  ]
}

function paloalto(one: Connection, { inside, from, sourcePort, serial }: Ends): string {
  const [began, ended] = [slashed(one.time), slashed(one.time + one.seconds)]
  const zone = (own: boolean) => (own ? 'trust' : 'untrust')
  const protocol = one.udp ? 'udp' : 'tcp'
  const ends = `${one.client},${one.address},${inside ? '0.0.0.0,0.0.0.0' : `198.51.100.1,${one.address}`}`
  const rule = one.denied ? 'interzone-default' : inside ? 'shanai' : 'LAN-out'
  const [action, subtype, application] = one.denied ? ['deny', 'deny', 'not-applicable'] : ['allow', 'end', 'ssl']
  const [sent, received] = one.denied ? [66, 0] : [one.sent, one.received]
  return `${bsd(one.time + one.seconds)} PA-1 1,${ended},007051000012345,TRAFFIC,${subtype},2305,${ended},${ends},${rule},,,${application},vsys1,${zone(from)},${zone(inside)},ethernet1/2,ethernet1/1,default,${ended},${100000 + serial},1,${sourcePort},${one.port},${inside ? 0 : sourcePort},${inside ? 0 : one.port},0x400019,${protocol},${action},${sent + received},${sent},${received},${Math.ceil(sent / 800) + 2},${began},${one.seconds},any,0,${serial},0x0,10.0.0.0-10.255.255.255,Japan,0,12,14,tcp-fin,0,0,0,0,,PA-1,from-policy`
}
