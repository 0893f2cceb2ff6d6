/** A small seeded generator (mulberry32): the same seed gives the same organisation, byte for byte. */
export class Random {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
  }
  /** 0 ≤ x < 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1))
  }
  pick<T>(list: readonly T[]): T {
    const one = list[Math.floor(this.next() * list.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  /** heavy-tailed: most small, some very large */
  heavy(median: number): number {
    return median * Math.exp(1.3 * (this.next() + this.next() + this.next() - 1.5) * 2)
  }
}

/** A public address for a name, always the same. */
export function addressOf(name: string, nth = 0): string {
  let hash = 2166136261
  for (const character of `${name}#${nth}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0
  const first = [13, 20, 23, 34, 52, 54, 61, 104, 133, 142, 150, 157, 160, 163, 183, 202, 210, 219][hash % 18] ?? 52
  return `${first}.${(hash >>> 8) & 255 || 7}.${(hash >>> 16) & 255}.${((hash >>> 24) & 253) + 1}`
}

/** A public IPv6 address for a name, always the same. */
export function address6Of(name: string): string {
  const parts = addressOf(`six ${name}`)
    .split('.')
    .map((part) => Number(part).toString(16))
  return `2a04:${parts[1]}${parts[2]?.padStart(2, '0')}:${parts[0]}::${parts[3]}`
}
