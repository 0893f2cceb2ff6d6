/** Leases → lines of ISC dhcpd and of the Windows DHCP server. */
import { bsd, local } from './clock.ts'
import type { Lease } from './event.ts'
import type { Products } from './products.ts'

export function leaseLines(one: Lease, product: Products['dhcp']): string[] {
  if (product === 'isc')
    return ['DHCPREQUEST for', 'DHCPACK on'].map(
      (verb) =>
        `${bsd(one.time)} dhcp1 dhcpd[640]: ${verb} ${one.client} ${verb === 'DHCPACK on' ? 'to' : 'from'} ${one.mac} (${one.pc}) via eth0`,
    )
  const [date, clock] = local(one.time)
  const day = `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(2, 4)}`
  return [
    `10,${day},${clock},割り当て,${one.client},${one.pc}.kaisha.local,${one.mac.replaceAll(':', '').toUpperCase()},,2864434397,0,,,,0x4D53,MSFT 5.0,,,,0`,
  ]
}
