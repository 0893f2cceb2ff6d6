/**
 * A web log names a place, the border's log only has its address: the same contacts, found by one detector in both. They are told once, by
 * name, with the address beside it and lines of both logs. Where the address was contacted much more than the name, it is another matter.
 */
import { isIP } from 'node:net'
import type { Sign } from '../detect/detector.ts'

export function toldOnce(signs: Sign[]): Sign[] {
  const byHosts = Map.groupBy(signs, hostsOf)
  const doubles = new Map<Sign, Sign>()
  for (const sign of signs.filter(isByAddress)) {
    const named = byHosts.get(hostsOf(sign))?.find((other) => isNameOf(other, sign))
    if (named) doubles.set(sign, named)
  }
  return signs
    .filter((sign) => !doubles.has(sign))
    .map((sign) => {
      const own = [...doubles].filter(([, named]) => named === sign).flatMap(([double]) => double.lines.slice(0, LINES))
      return own.length === 0 ? sign : { ...sign, lines: [...sign.lines, ...own] }
    })
}

const LINES = 3 // of the border's log: enough to see that it is the same
const SAME = 1.5 // times the contacts: a connection more or less is a matter of keep-alive

const hostsOf = (sign: Sign) => [...sign.hosts].sort().join(' ')
const isByAddress = (sign: Sign) => isIP(sign.destinations[0] ?? '') !== 0

function isNameOf(other: Sign, sign: Sign): boolean {
  const [address = ''] = sign.destinations
  return !isByAddress(other) && other.destinations.includes(address) && sign.count <= other.count * SAME
}
