/** Archives made to explode, for tests: built in code, so that no virus scanner stumbles over a file of the project. */
import { constants, crc32, deflateRawSync } from 'node:zlib'
import { zip } from './test-archives.ts'

/**
 * A ZIP whose only file is that ZIP: a Deflate stream of literals and repeats that prints the header in front of it, itself, and the directory
 * behind it. The method is Russ Cox's ("Zip Files All The Way Down", 2010, research.swtch.com/zip); nothing of his file is in here.
 */
export function quine(): Buffer {
  const deflated = program(...frame({ crc: 0, deflated: 0, bytes: 0 })).length
  const withCrc = (crc: number, bytes: number) => {
    const [front, behind] = frame({ crc, deflated, bytes })
    return Buffer.concat([front, program(front, behind), behind])
  }
  const bytes = withCrc(0, 0).length
  return withCrc(
    fixedPoint((crc) => crc32(withCrc(crc, bytes))),
    bytes,
  )
}

/** With a name of this length the header's repeat takes one instruction's bytes exactly. */
const NAME = 'the-archive-that-it-is/self.zip'

/** What stands before and behind the Deflate stream. */
function frame({ crc, deflated, bytes }: { crc: number; deflated: number; bytes: number }): [Buffer, Buffer] {
  const made = zip([{ name: NAME, content: '', deflated: { data: Buffer.alloc(deflated), crc, bytes } }])
  const front = 30 + NAME.length
  return [made.subarray(0, front), made.subarray(front + deflated)]
}

const INSTRUCTION = 5 // bytes

/** Each line prints what stands behind it. */
function program(front: Buffer, behind: Buffer): Buffer {
  const [none, one, four] = [literal(0), literal(INSTRUCTION), literal(4 * INSTRUCTION)]
  const header = literal(front.length + INSTRUCTION)
  const headerAgain = packed([...copies([front.length + INSTRUCTION]), ...copies([])])
  const fourAgain = packed(copies([2 * INSTRUCTION, 2 * INSTRUCTION]))
  const end = packed(copies([behind.length + 4], 1))
  const directory = literal(end.length + behind.length)
  return Buffer.concat([
    ...[header, front, header], // front, header
    ...[headerAgain], // front, header
    ...[one, headerAgain], // headerAgain
    ...[one, one], // one
    ...[four, headerAgain, one, one, four], // headerAgain, one, one, four
    ...[fourAgain], // headerAgain, one, one, four
    ...[four, fourAgain, four, fourAgain, four], // fourAgain, four, fourAgain, four
    ...[fourAgain], // fourAgain, four, fourAgain, four
    ...[four, fourAgain, none, none, directory], // fourAgain, none, none, directory
    ...[fourAgain], // fourAgain, none, none, directory
    ...[none, none, directory, end, behind], // end, behind
    ...[end], // end, behind
  ])
}

/** The head of a stored block (RFC 1951, 3.2.4): the bytes after it are printed as they are. */
function literal(bytes: number): Buffer {
  const head = Buffer.alloc(INSTRUCTION)
  head.writeUInt16LE(bytes, 1)
  head.writeUInt16LE(~bytes & 0xffff, 3)
  return head
}

/** value, number of bits, and whether the highest bit comes first, as in Huffman codes */
type Bits = [value: number, count: number, code?: 'code']

/** A block of fixed Huffman codes (RFC 1951, 3.2.5 and 3.2.6): copies from as far back as they are long together. */
function copies(lengths: number[], final = 0): Bits[] {
  const back = lengths.reduce((sum, length) => sum + length, 0)
  const distance = DISTANCES.findLastIndex((from) => from <= back)
  return [
    [final, 1],
    [1, 2],
    ...lengths.flatMap((bytes): Bits[] => {
      const length = LENGTHS.findLastIndex((from) => from <= bytes)
      return [
        [length + 1, 7, 'code'],
        [bytes - (LENGTHS[length] ?? 0), Math.max(0, (length - 4) >> 2)],
        [distance, 5, 'code'],
        [back - (DISTANCES[distance] ?? 0), Math.max(0, (distance - 2) >> 1)],
      ]
    }),
    [0, 7, 'code'],
  ]
}

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99]
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97]

function packed(parts: Bits[]): Buffer {
  const bits = parts.flatMap(([value, count, code]) =>
    Array.from({ length: count }, (_, i) => (value >> (code ? count - 1 - i : i)) & 1),
  )
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8))
  for (const [i, bit] of bits.entries()) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (i & 7))
  return bytes
}

/** The number that `of` returns for itself: a CRC is linear in the bits of what it covers, so that 33 trials solve for it. */
function fixedPoint(of: (x: number) => number): number {
  const basis: { changes: number; by: number }[] = []
  const reduce = (changes: number, by: number) =>
    basis.reduce(
      (left, one) =>
        (left.changes ^ one.changes) >>> 0 < left.changes
          ? { changes: (left.changes ^ one.changes) >>> 0, by: left.by ^ one.by }
          : left,
      { changes, by },
    )
  for (let bit = 0; bit < 32; bit++) {
    const by = (1 << bit) >>> 0
    const reduced = reduce((of(by) ^ of(0) ^ by) >>> 0, by)
    if (reduced.changes > 0) basis.push(reduced)
  }
  const solved = reduce(of(0), 0)
  if (solved.changes > 0) throw new Error('no CRC fits: change the name by a letter')
  return solved.by >>> 0
}

/** As 42.zip: `width` archives in each of `width` archives and so on, `levels` deep; in the innermost a text of `megabytes`. */
export function nestedBomb(levels: number, width: number, megabytes: number): Buffer {
  const million = Buffer.alloc(1_000_000, 'a line that is one of a great many\n')
  const block = deflateRawSync(million, { finishFlush: constants.Z_FULL_FLUSH })
  const data = Buffer.concat([...Array.from({ length: megabytes }, () => block), Buffer.from([3, 0])])
  const crc = Array.from({ length: megabytes }).reduce((before: number) => crc32(million, before), 0)
  let made = zip([{ name: 'huge.log', content: '', deflated: { data, crc, bytes: megabytes * 1_000_000 } }])
  for (let level = 0; level < levels; level++)
    made = zip(Array.from({ length: width }, (_, i) => ({ name: `${i}.zip`, content: made })))
  return made
}
