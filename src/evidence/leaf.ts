/** One stream of bytes, by what it holds: a compressed file, an archive (opened to a bounded depth), a mail, a Windows event log, or a log for the spool. */
import { isUtf8 } from 'node:buffer'
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readTar, readZip } from './archive.ts'
import { decoder, type Encoding, recogniseEncoding } from './decode.ts'
import { type Bytes, type Context, idOf, isKnown } from './evidence.ts'
import { takeEventLog } from './evtx.ts'
import { takeMail } from './mail.ts'
import { isCompoundFile, mailKind } from './mail-kind.ts'
import { type Packing, readPacked } from './packed.ts'
import { GOES_ON } from './piece.ts'
import { assemblerOf } from './records.ts'
import { readSolid } from './solid-archive.ts'

const MAX_DEPTH = 4 // archives inside archives
const SAMPLE = 1 << 20

/** Reads a stream whose first bytes decide what it is. `file` is its path on disk where it is a plain file there. */
export async function readStream(
  context: Context,
  path: string,
  input: NodeJS.ReadableStream | Bytes | Buffer[],
  modified: number,
  depth: number,
  file?: string,
): Promise<void> {
  const { sample, rest } = await peek(input as Bytes | Buffer[])
  const mail = mailKind(sample, path)
  if (mail || isCompoundFile(sample)) return await takeMail(context, path, mail, rest, modified, file)
  const kind = kindOf(sample)
  if (kind === 'binary') {
    context.problems.push({ path, what: 'a binary file, not a log', what_to_do: 'Export the log as text.' })
    return
  }
  if (kind === 'evtx') return await takeEventLog(context, path, rest, modified)
  if (kind !== 'log' && depth >= MAX_DEPTH) {
    context.problems.push({ path, what: `archives nested deeper than ${MAX_DEPTH}`, what_to_do: 'Unpack it by hand.' })
    return
  }
  if (kind === 'tar') return await readTar(context, path, rest, modified, depth, readStream)
  if (kind === 'zip') return await readZip(context, path, rest, modified, depth, readStream, file)
  if (kind === 'solid') return await readSolid(context, path, rest, modified, depth, readStream)
  if (kind !== 'log') return await readPacked(kind, context, path, rest, modified, depth, readStream)
  await spool(context, path, sample, rest, modified, file)
}

/** Hashes, decodes and writes the leaf; a plain UTF-8 file that ends its lines with LF is linked instead of copied. */
async function spool(
  context: Context,
  path: string,
  sample: Buffer,
  rest: Bytes,
  modified: number,
  file?: string,
): Promise<void> {
  const encoding = recogniseEncoding(sample)
  const hash = createHash('sha256')
  const temporary = join(context.spool, `reading-${randomUUID()}`)
  const spans = assemblerOf(sample, encoding) !== null
  let plain = file !== undefined && encoding === 'utf-8' && !startsWithMark(sample) && !spans
  const check = utf8Check()
  let bytes = 0
  let open = 0 // bytes since the last line end
  try {
    if (!plain) bytes = await copyDecoded(context, path, rest, encoding, hash, temporary, sample)
    else {
      for await (const chunk of rest) {
        hash.update(chunk)
        bytes += chunk.length
        const end = chunk.indexOf(10)
        plain &&=
          !chunk.includes(13) &&
          !chunk.includes(MARK) &&
          check(chunk) &&
          open + (end < 0 ? chunk.length : end) <= LONGEST_LINE
        open = end < 0 ? open + chunk.length : chunk.length - chunk.lastIndexOf(10) - 1
        context.onProgress(path, bytes)
      }
    }
    const sha256 = hash.digest('hex')
    if (isKnown(context, path, sha256)) return
    const target = join(context.spool, `${idOf(sha256)}.log`)
    if (plain && file) {
      rmSync(target, { force: true })
      symlinkSync(resolve(file), target)
    } else {
      if (file && encoding === 'utf-8' && !startsWithMark(sample) && !spans) {
        await copyDecoded(
          context,
          path,
          createReadStream(file) as Bytes,
          encoding,
          createHash('sha256'),
          temporary,
          sample,
        )
      }
      renameSync(temporary, target)
    }
    context.evidence.push({ id: idOf(sha256), path, sha256, bytes, encoding, spool: resolve(target), modified })
  } finally {
    rmSync(temporary, { force: true })
  }
}

async function copyDecoded(
  context: Context,
  path: string,
  input: Bytes,
  encoding: Encoding,
  hash: ReturnType<typeof createHash>,
  target: string,
  sample: Buffer,
): Promise<number> {
  const text = decoder(encoding)
  const records = assemblerOf(sample, encoding) ?? { push: (part: string) => part, end: () => '' }
  const bounded = lineBound()
  let bytes = 0
  async function* decoded() {
    for await (const chunk of input) {
      hash.update(chunk)
      bytes += chunk.length
      context.onProgress(path, bytes)
      yield bounded(records.push(text.push(chunk)))
    }
    yield bounded(records.push(text.end()))
    yield bounded(records.end())
  }
  await pipeline(Readable.from(decoded(), { objectMode: true }), createWriteStream(target, { mode: 0o600 }))
  return bytes
}

/** characters; several times as much memory is needed to take a line in, and no log has one of a hundredth of it */
export const LONGEST_LINE = 64_000_000

/** A line without an end goes on as lines of the greatest length. */
function lineBound(): (text: string) => string {
  let open = 0 // characters since the last line end
  const cut = (line: string): string => {
    let out = ''
    let from = 0
    for (; open + line.length - from > LONGEST_LINE; open = 0) {
      out += `${line.slice(from, from + LONGEST_LINE - open)}\n${GOES_ON}`
      from += LONGEST_LINE - open
    }
    open += line.length - from
    return out + line.slice(from)
  }
  return (text) => {
    if (open + text.length > LONGEST_LINE)
      return text
        .split('\n')
        .map((line, i) => {
          if (i > 0) open = 0
          return cut(line)
        })
        .join('\n')
    const end = text.lastIndexOf('\n')
    open = end < 0 ? open + text.length : text.length - end - 1
    return text
  }
}

/** Is the stream valid UTF-8 so far? A character cut by a chunk's end is judged with the next chunk. */
function utf8Check(): (chunk: Buffer) => boolean {
  let carry = Buffer.alloc(0)
  return (chunk) => {
    const all = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk
    let end = all.length
    for (let back = 1; back <= 3 && back <= all.length; back++) {
      const byte = all[all.length - back] ?? 0
      if (byte < 0x80) break
      if (byte >= 0xc0) {
        const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
        if (back < needs) end = all.length - back
        break
      }
    }
    carry = Buffer.from(all.subarray(end))
    return isUtf8(all.subarray(0, end))
  }
}

/** byte order mark of UTF-8: of the file, or of one that was joined to it */
const MARK = Buffer.from('\ufeff')

function startsWithMark(sample: Buffer): boolean {
  return sample.subarray(0, MARK.length).equals(MARK)
}

type Kind = 'zip' | 'tar' | Packing | 'solid' | 'evtx' | 'binary' | 'log'

const MAGIC: [string, Kind][] = [
  ['1f8b', 'gzip'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['425a6839314159265359', 'bzip2'], // level 9, what every tool writes, and the first block's mark
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'zstd'],
  ['377abcaf271c', 'solid'],
  ['526172211a07', 'solid'],
  ['4d534346', 'solid'],
  ['7f454c46', 'binary'],
  ['4d5a9000', 'binary'],
  ['89504e47', 'binary'],
  ['ffd8ff', 'binary'],
  ['25504446', 'binary'],
  ['53514c697465', 'binary'],
  ['456c6646696c6500', 'evtx'],
  ['d4c3b2a1', 'binary'], // pcap
  ['0a0d0d0a', 'binary'], // pcapng
]

function kindOf(sample: Buffer): Kind {
  const hex = sample.subarray(0, 10).toString('hex')
  const known = MAGIC.find(([magic]) => hex.startsWith(magic))
  if (known) return known[1]
  if (/^-lh[0-7]-$/.test(sample.subarray(2, 7).toString('latin1'))) return 'solid'
  if (sample.subarray(257, 262).toString('latin1') === 'ustar') return 'tar'
  const encoding = recogniseEncoding(sample)
  if (encoding.startsWith('utf-16')) return 'log'
  const head = sample.subarray(0, 65_536)
  const controls = head.reduce((n, byte) => n + (byte < 9 || (byte > 13 && byte < 27) ? 1 : 0), 0)
  return head.length > 0 && controls > head.length * 0.1 && !head.includes(10)
    ? 'binary'
    : controls > head.length * 0.3
      ? 'binary'
      : 'log'
}

/** The first megabyte, and the whole stream from its beginning again. */
async function peek(input: Bytes | Buffer[]): Promise<{ sample: Buffer; rest: Bytes }> {
  if (Array.isArray(input)) return { sample: Buffer.concat(input), rest: once(input) }
  const iterator = input[Symbol.asyncIterator]()
  const first: Buffer[] = []
  let size = 0
  let ended = false
  while (size < SAMPLE) {
    const next = await iterator.next()
    if (next.done) {
      ended = true
      break
    }
    first.push(Buffer.from(next.value))
    size += next.value.length
  }
  async function* rest() {
    yield* first
    if (ended) return
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  }
  return { sample: Buffer.concat(first), rest: rest() }
}

async function* once(chunks: Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks
}
