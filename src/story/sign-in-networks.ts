/**
 * Whose network each address is from which somebody signed in, or tried to: AS number, its name, the country, and what kind of network the list
 * `network` (src/lists/network.txt) says it is. Read only where the logs have sign-ins from outside.
 */
import ipaddr from 'ipaddr.js'
import type { Lists } from '../lists/index.ts'
import type { Entry } from '../lists/list.ts'
import { packagedRanges } from '../lists/sorted-ranges.ts'
import type { Engine } from '../store/engine.ts'
import { makeAnew } from '../store/tables.ts'
import { ANY_LOG, type Present } from './present.ts'

const MOST = 200_000 // addresses: a botnet that knows passwords has fewer

export interface SignInNetwork {
  as_number: number
  as_name: string
  /** ISO 3166, two letters; '' where it is not known */
  country: string
  /** hosting | anonymiser | relay | gateway | mail-fetch; '' an access network, or not known */
  kind: string
  owner: string
}

export async function buildSignInNetworks(engine: Engine, lists: Lists, present: Present = ANY_LOG): Promise<void> {
  await makeAnew(
    engine,
    `CREATE OR REPLACE TABLE sign_in_network
     (ip IPv6, as_number UInt32, as_name String, country String, kind String, owner String)
     ENGINE = MergeTree ORDER BY ip`,
    present.has('auth_event'),
  )
  if (!present.has('auth_event')) return
  const rows = await engine.query<{ ip: string }>(
    `SELECT DISTINCT toString(source_ip) AS ip
     FROM auth
     WHERE internal = 0 AND source_ip != toIPv6('::') AND event_outcome != 'failure'
     LIMIT ${MOST}`,
  )
  if (rows.length === 0) return
  // where somebody failed at accounts that are used from outside
  const failed = await engine.query<{ ip: string }>(
    `SELECT DISTINCT toString(source_ip) AS ip
     FROM auth
     WHERE internal = 0 AND source_ip != toIPv6('::') AND event_outcome = 'failure'
       AND account IN (SELECT account FROM auth WHERE internal = 0 AND source_ip != toIPv6('::') AND event_outcome = 'success' AND event_action = 'login')
       AND source_ip NOT IN (SELECT source_ip FROM auth WHERE event_outcome != 'failure')
     LIMIT ${MOST}`,
  )
  rows.push(...failed)
  const whose = signInNetworks(lists)
  await engine.insert(
    'sign_in_network',
    rows.map(({ ip }) => ({ ip, ...whose(ip) })),
  )
}

export function signInNetworks(lists: Lists): (address: string) => SignInNetwork {
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
