/** Look-ups → lines of dnsmasq, BIND (questions only, as it is set up), Unbound (replies) and the Windows DNS server's debug log. */
import { bsd, slashed } from './clock.ts'
import type { LookUp } from './event.ts'
import type { Products } from './products.ts'

export function dnsLines(one: LookUp, serial: number, product: Products['dns']): string[] {
  return LINES[product](one, serial)
}

const codeOf = (one: LookUp) => (one.exists || one.addresses.length > 0 || one.data.length > 0 ? 'NOERROR' : 'NXDOMAIN')
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const LINES: Record<Products['dns'], (one: LookUp, serial: number) => string[]> = {
  dnsmasq(one, serial) {
    const tag = `${bsd(one.time)} ns1 dnsmasq[812]: ${serial} ${one.client}/${40000 + (serial % 20000)}`
    const answers = [...one.addresses, ...one.data]
    const none = codeOf(one) === 'NXDOMAIN' ? 'NXDOMAIN' : one.type === 'AAAA' ? 'NODATA-IPv6' : 'NODATA'
    return [
      `${tag} query[${one.type}] ${one.name} from ${one.client}`,
      ...(answers.length > 0 ? answers : [none]).map((answer) => `${tag} reply ${one.name} is ${answer}`),
    ]
  },
  bind(one, serial) {
    const text = slashed(one.time)
    const day = `${text.slice(8, 10)}-${MONTHS[Number(text.slice(5, 7)) - 1]}-${text.slice(0, 4)}`
    const part = String(Math.floor((one.time % 1) * 1000)).padStart(3, '0')
    return [
      `${day} ${text.slice(11)}.${part} queries: info: client @0x7f3a8c0 ${one.client}#${40000 + (serial % 20000)} (${one.name}): query: ${one.name} IN ${one.type} +E(0) (192.168.1.53)`,
    ]
  },
  unbound: (one, serial) => [
    `[${Math.floor(one.time)}] unbound[1234:0] info: ${one.client} ${one.name}. ${one.type} IN ${codeOf(one)} 0.0${10000 + (serial % 9000)} 0 61`,
  ],
  windows(one, serial) {
    const clock = slashed(one.time).replace(/ 0/, ' ')
    const labels = `${one.name
      .split('.')
      .map((label) => `(${label.length})${label}`)
      .join('')}(0)`
    const id = (serial % 65536).toString(16).padStart(4, '0')
    const client = one.client.padEnd(15)
    const [flags, code] = codeOf(one) === 'NOERROR' ? ['8081   DR ', 'NOERROR '] : ['8385 A DR', 'NXDOMAIN']
    const packet = (rest: string) =>
      `${clock} 0E28 PACKET  000000D5B2F1A2C0 UDP ${rest} ${one.type.padEnd(6)} ${labels}`
    return [
      packet(`Rcv ${client} ${id}   Q [0001   D   NOERROR]`),
      packet(`Snd ${client} ${id} R Q [${flags} ${code.trim()}]`),
    ]
  },
}
