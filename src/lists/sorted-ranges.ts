/**
 * Ranges of addresses in the CSV form of @ip-location-db: `first,last,values…`, one range a line, sorted, none overlapping. A look-up
 * searches the file's bytes by halves, so that nothing is parsed but the twenty lines on the way: 33 MB of networks are read, not built.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ipaddr from 'ipaddr.js'

export interface SortedRanges {
  /** what stands behind the range that holds the address; null where none does */
  find(address: string): string | null
}

const FAMILIES = { ipv4: 'ipv4', ipv6: 'ipv6' } as const

/** A package of @ip-location-db with its files of both families, each read when the first address of its family is asked for. */
export function packagedRanges(name: 'asn' | 'asn-country'): SortedRanges {
  const read = new Map<string, SortedRanges>()
  return {
    find(address) {
      if (!ipaddr.isValid(address)) return null
      const plain = ipaddr.process(address)
      const family = FAMILIES[plain.kind()]
      let ranges = read.get(family)
      if (!ranges) {
        ranges = sortedRanges(
          readFileSync(fileURLToPath(import.meta.resolve(`@ip-location-db/${name}/${name}-${family}.csv`))),
        )
        read.set(family, ranges)
      }
      return ranges.find(plain.toString())
    },
  }
}

export function sortedRanges(csv: Buffer): SortedRanges {
  return {
    find(address) {
      const wanted = ipaddr.parse(address).toByteArray()
      let [low, high] = [0, csv.length] // the last line that begins at or before the address begins in [low, high)
      let found = ''
      while (low < high) {
        const middle = (low + high) >> 1
        const start = middle === 0 ? 0 : csv.lastIndexOf(NEWLINE, middle - 1) + 1
        const end = csv.indexOf(NEWLINE, start)
        const line = csv.toString('utf8', start, end === -1 ? csv.length : end)
        if (compare(bytesOf(line.slice(0, line.indexOf(','))), wanted) <= 0) {
          found = line
          low = end === -1 ? csv.length : end + 1
        } else high = start
      }
      const [first = '', last = ''] = found.split(',', 2)
      if (last === '' || compare(wanted, bytesOf(last)) > 0) return null
      return found.slice(first.length + last.length + 2)
    },
  }
}

const NEWLINE = 0x0a

const bytesOf = (address: string) => ipaddr.parse(address).toByteArray()

function compare(a: number[], b: number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0)
  return 0
}
