/** Lines of a text in the spool by their numbers, from 1. */
import { createReadStream } from 'node:fs'
import { decodeUnlabelled } from './charset.ts'
import { type Spooled, skimSpooled } from './seal.ts'

/** `mail` lines have no common encoding: each is decoded by what it holds. */
export async function readLines(
  text: Spooled & { mail?: string },
  wanted: Iterable<number>,
): Promise<Map<number, string>> {
  const numbers = [...new Set(wanted)].sort((a, b) => a - b)
  const found = new Map<number, string>()
  if (numbers.length === 0) return found
  let next = 0
  let line = 1
  const take = (parts: Buffer[]) => {
    if (line++ !== numbers[next]) return
    const bytes = Buffer.concat(parts)
    const end = bytes.at(-1) === CR ? bytes.length - 1 : bytes.length
    found.set(line - 1, text.mail ? decodeUnlabelled(bytes.subarray(0, end)) : bytes.toString('utf8', 0, end))
    next++
  }
  let open: Buffer[] = []
  for await (const chunk of skimSpooled(text)) {
    let from = 0
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      take(line === numbers[next] ? [...open, chunk.subarray(from, at)] : [])
      open = []
      from = at + 1
    }
    if (next === numbers.length) return found
    if (line === numbers[next]) open.push(Buffer.from(chunk.subarray(from)))
  }
  if (open.length > 0 && open.some((part) => part.length > 0)) take(open)
  return found
}

const LF = 10
const CR = 13

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
