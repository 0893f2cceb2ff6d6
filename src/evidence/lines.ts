/** Lines of a decoded file by their numbers, from 1. */
import { createReadStream } from 'node:fs'

export async function readLines(path: string, wanted: Iterable<number>): Promise<Map<number, string>> {
  const numbers = [...new Set(wanted)].sort((a, b) => a - b)
  const found = new Map<number, string>()
  if (numbers.length === 0) return found
  let next = 0
  let line = 1
  for await (const text of linesOf(path)) {
    if (line === numbers[next]) {
      found.set(line, text)
      if (++next === numbers.length) break
    }
    line++
  }
  return found
}

/** Lines end at LF only, as the engine sees them (node:readline would also end them at U+2028). */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
