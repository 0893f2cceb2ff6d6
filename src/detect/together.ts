/** Several signs of one thing, told as one: the first leads, with all who do it, where, and from when to when. */
import type { Sign } from './detector.ts'

const MOST = 50 // names of a kind

export function together(signs: [Sign, ...Sign[]]): Sign {
  const [first] = signs
  const all = (names: (sign: Sign) => string[]) => [...new Set(signs.flatMap(names))].slice(0, MOST)
  const times = (time: (sign: Sign) => string) => signs.map(time).sort()
  return {
    ...first,
    hosts: [...new Set(signs.flatMap((sign) => sign.hosts))].sort(),
    accounts: all((sign) => sign.accounts),
    destinations: all((sign) => sign.destinations),
    mails: all((sign) => sign.mails ?? []),
    count: signs.reduce((sum, sign) => sum + sign.count, 0),
    first_seen: times((sign) => sign.first_seen)[0] ?? first.first_seen,
    last_seen: times((sign) => sign.last_seen).at(-1) ?? first.last_seen,
  }
}
