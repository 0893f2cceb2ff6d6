/** Whose an address of the Internet is: AS number, its name, the country, and what kind of network the list `network` (network.txt) says it is. */
import ipaddr from 'ipaddr.js'
import type { Lists } from './index.ts'
import type { Entry } from './list.ts'
import { packagedRanges } from './sorted-ranges.ts'

export interface WhoseNetwork {
  as_number: number
  as_name: string
  /** ISO 3166, two letters; '' where it is not known */
  country: string
  /** hosting | anonymiser | relay | gateway | mail-fetch; '' an access network, or not known */
  kind: string
  owner: string
}

export function whoseNetworks(lists: Lists): (address: string) => WhoseNetwork {
  const [numbers, countries] = [packagedRanges('asn'), packagedRanges('asn-country')]
  const ranges = lists.network.networks.map((entry) => ({ entry, cidr: ipaddr.parseCIDR(entry.entry) }))
  return (address) => {
    const [, number = '0', quoted = ''] = /^(\d+),(.*)$/.exec(numbers.find(address) ?? '') ?? []
    const as_name = quoted.replace(/^"(.*)"$/, '$1').replaceAll('""', '"')
    const country = countries.find(address) ?? ''
    const entry = rangeOf(address, ranges) ?? lists.network.names.get(`as${number}`)
    return {
      as_number: Number(number),
      as_name,
      country: /^[A-Z]{2}$/.test(country) && country !== 'ZZ' ? country : '',
      kind: entry?.kind ?? (HOSTING.test(as_name) ? 'hosting' : ''),
      owner: entry?.owner ?? as_name,
    }
  }
}

/** Who calls himself so rents out servers, not access. */
const HOSTING =
  /\b(?:\w*hosting|hoster|hosts?|\w*vps|vpn|data ?cent(?:er|re)s?|dedicated|cloud|\w*servers?|colo|colocation|colocrossing)\b/i

function rangeOf(
  address: string,
  ranges: { entry: Entry; cidr: [ipaddr.IPv4 | ipaddr.IPv6, number] }[],
): Entry | undefined {
  if (!ipaddr.isValid(address)) return undefined
  const plain = ipaddr.process(address)
  return ranges.find(({ cidr: [base, bits] }) => base.kind() === plain.kind() && plain.match(base, bits))?.entry
}
