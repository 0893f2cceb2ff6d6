/** One stream of bytes, by what it holds: a compressed file, an archive (opened to a bounded depth), or a log for the spool. */
import { isUtf8 } from 'node:buffer'
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import yauzl from 'yauzl'
import type { Problem } from '../report/findings.ts'
import { decoder, type Encoding, recogniseEncoding } from './decode.ts'
import type { Evidence } from './evidence.ts'
import { failed, idOf } from './read.ts'

export interface Context {
  spool: string
  onProgress: (path: string, bytes: number) => void
  evidence: Evidence[]
  duplicates: { path: string; same_as: string }[]
  problems: Problem[]
  files: number
  unpacked: number
}

/** Bounds against archives made to explode; a real export stays far below. */
const MAX_DEPTH = 4
const MAX_FILES = 10_000
const MAX_UNPACKED = 50_000_000_000
const SAMPLE = 1 << 20

type Bytes = AsyncIterable<Buffer>

/** Reads a stream whose first bytes decide what it is. `file` is its path on disk where it is a plain file there. */
export async function readStream(
  context: Context,
  path: string,
  input: NodeJS.ReadableStream | Bytes,
  modified: number,
  depth: number,
  file?: string,
): Promise<void> {
  const { sample, rest } = await peek(input as Bytes)
  const kind = kindOf(sample)
  if (kind === 'binary') {
    context.problems.push({ path, what: 'a binary file, not a log', what_to_do: 'Export the log as text.' })
    return
  }
  if (kind !== 'log' && depth >= MAX_DEPTH) {
    context.problems.push({ path, what: `archives nested deeper than ${MAX_DEPTH}`, what_to_do: 'Unpack it by hand.' })
    return
  }
  if (kind === 'gzip') return await readGzip(context, path, rest, modified, depth)
  if (kind === 'tar') return await readTar(context, path, rest, modified, depth)
  if (kind === 'zip') return await readZip(context, path, rest, modified, depth, file)
  await spool(context, path, sample, rest, modified, file)
}

async function readGzip(context: Context, path: string, rest: Bytes, modified: number, depth: number): Promise<void> {
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }) // what a truncated file still gives is kept
  const out = new PassThrough({ highWaterMark: 1 << 20 })
  const trailer = gzipTrailer()
  let damage: string | null = null
  const feeding = pipeline(Readable.from(trailer.watch(rest)), gunzip, out).catch((error: Error) => {
    damage = error.message
    out.end()
  })
  await readStream(context, path, trailer.count(guarded(context, path, keepGoing(out))), modified, depth + 1)
  await feeding
  if (damage === null && !trailer.fits()) damage = 'it ends before its end'
  if (damage !== null) {
    context.problems.push({
      path,
      what: `the compressed file is cut or damaged: ${damage}`,
      what_to_do: 'What could be unpacked was read. Copy it again from its source.',
    })
  }
}

/** The last four bytes of a gzip member are its length (RFC 1952, ISIZE): a file that was cut ends in something else. */
function gzipTrailer() {
  let tail: Buffer = Buffer.alloc(0)
  let unpacked = 0
  let members = 0
  return {
    async *watch(bytes: Bytes): AsyncGenerator<Buffer> {
      for await (const chunk of bytes) {
        tail = Buffer.concat([tail, chunk.subarray(-4)]).subarray(-4)
        if (chunk.includes(GZIP_START)) members++ // joined files have several members; only the last one's length stands at the end
        yield chunk
      }
    },
    async *count(bytes: Bytes): AsyncGenerator<Buffer> {
      for await (const chunk of bytes) {
        unpacked += chunk.length
        yield chunk
      }
    },
    fits: () =>
      tail.length === 4 &&
      (tail.readUInt32LE() === unpacked % 2 ** 32 || (members > 1 && tail.readUInt32LE() < unpacked)),
  }
}

const GZIP_START = Buffer.from([0x1f, 0x8b, 8])

/** A stream that was destroyed by an error ends here instead of throwing: its error is reported by who feeds it. */
async function* keepGoing(stream: PassThrough): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer
  } catch {
    // reported by readGzip
  }
}

async function* guarded(context: Context, path: string, bytes: Bytes): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    context.unpacked += chunk.length
    if (context.unpacked > MAX_UNPACKED) {
      throw new Error(`archives unpack to more than ${MAX_UNPACKED / 1e9} GB; ${path} was stopped there`)
    }
    yield chunk
  }
}

async function readTar(context: Context, path: string, rest: Bytes, modified: number, depth: number): Promise<void> {
  const tar = extract()
  const feeding = pipeline(Readable.from(rest), tar).catch((error) => tar.destroy(error))
  try {
    for await (const entry of tar) {
      const inner = `${path}!/${entry.header.name}`
      noteOutside(context, inner, entry.header.name)
      if (entry.header.type === 'file' && underLimit(context, inner)) {
        await readStream(
          context,
          inner,
          guarded(context, inner, entry as unknown as Bytes),
          entry.header.mtime?.getTime() ?? modified,
          depth + 1,
        )
      }
      entry.resume()
    }
  } catch (error) {
    context.problems.push(failed(path, error))
  }
  await feeding
}

async function readZip(
  context: Context,
  path: string,
  rest: Bytes,
  modified: number,
  depth: number,
  file?: string,
): Promise<void> {
  // A ZIP's directory stands at its end: one inside another archive is first written to the spool.
  const folder = mkdtempSync(join(context.spool, 'zip-'))
  const onDisk = file ?? join(folder, 'inner.zip')
  try {
    if (!file) await pipeline(Readable.from(rest), createWriteStream(onDisk, { mode: 0o600 }))
    const zip = await yauzl.openPromise(onDisk, {
      strictFileNames: false,
      validateEntrySizes: true,
      decodeStrings: true,
      autoClose: false,
    })
    try {
      for await (const entry of zip.eachEntry()) await readZipEntry(context, path, zip, entry, modified, depth)
    } finally {
      zip.close()
    }
  } catch (error) {
    if (isOutsideName(error)) {
      context.problems.push({
        path,
        what: `it holds a name that points outside: ${(error as Error).message}`,
        what_to_do: 'Entries before it were read; treat the archive as hostile.',
      })
    } else context.problems.push(failed(path, error))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readZipEntry(
  context: Context,
  path: string,
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  modified: number,
  depth: number,
): Promise<void> {
  if (entry.fileName.endsWith('/')) return
  const inner = `${path}!/${entry.fileName}`
  if (!underLimit(context, inner)) return
  if (entry.isEncrypted()) {
    context.problems.push({
      path: inner,
      what: 'encrypted',
      what_to_do: 'Unpack it with its password and hand in the result.',
    })
    return
  }
  try {
    const stream = await zip.openReadStreamPromise(entry)
    await readStream(
      context,
      inner,
      guarded(context, inner, stream as unknown as Bytes),
      entry.getLastModDate().getTime() || modified,
      depth + 1,
    )
  } catch (error) {
    context.problems.push(failed(inner, error))
  }
}

function isOutsideName(error: unknown): boolean {
  return (
    error instanceof Error && /absolute path|invalid relative path|invalid characters in fileName/.test(error.message)
  )
}

function noteOutside(context: Context, path: string, name: string): void {
  if (!name.startsWith('/') && !name.split(/[\\/]/).includes('..')) return
  context.problems.push({
    path,
    what: 'its name points outside the archive',
    what_to_do: 'Nothing was written there; its content was read. Treat the archive as hostile.',
  })
}

function underLimit(context: Context, path: string): boolean {
  context.files++
  if (context.files <= MAX_FILES) return true
  if (context.files === MAX_FILES + 1)
    context.problems.push({
      path,
      what: `more than ${MAX_FILES} files in archives`,
      what_to_do: 'Unpack it by hand and name the logs.',
    })
  return false
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
  let plain = file !== undefined && encoding === 'utf-8' && !startsWithMark(sample)
  const check = utf8Check()
  let bytes = 0
  try {
    if (!plain) bytes = await copyDecoded(context, path, rest, encoding, hash, temporary)
    else {
      for await (const chunk of rest) {
        hash.update(chunk)
        bytes += chunk.length
        plain &&= !chunk.includes(13) && check(chunk)
        context.onProgress(path, bytes)
      }
    }
    const sha256 = hash.digest('hex')
    const first = context.evidence.find((one) => one.sha256 === sha256)
    if (first) {
      context.duplicates.push({ path, same_as: first.path })
      return
    }
    const target = join(context.spool, `${idOf(sha256)}.log`)
    if (plain && file) {
      rmSync(target, { force: true })
      symlinkSync(resolve(file), target)
    } else {
      if (file && encoding === 'utf-8' && !startsWithMark(sample)) {
        const { createReadStream } = await import('node:fs')
        await copyDecoded(context, path, createReadStream(file) as Bytes, encoding, createHash('sha256'), temporary)
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
): Promise<number> {
  const text = decoder(encoding)
  let bytes = 0
  async function* decoded() {
    for await (const chunk of input) {
      hash.update(chunk)
      bytes += chunk.length
      context.onProgress(path, bytes)
      yield text.push(chunk)
    }
    yield text.end()
  }
  await pipeline(Readable.from(decoded(), { objectMode: true }), createWriteStream(target, { mode: 0o600 }))
  return bytes
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

function startsWithMark(sample: Buffer): boolean {
  return sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf
}

const MAGIC: [string, 'gzip' | 'zip' | 'binary'][] = [
  ['1f8b', 'gzip'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['7f454c46', 'binary'],
  ['4d5a9000', 'binary'],
  ['89504e47', 'binary'],
  ['ffd8ff', 'binary'],
  ['25504446', 'binary'],
  ['53514c697465', 'binary'],
  ['456c6646696c65', 'binary'], // evtx
  ['d4c3b2a1', 'binary'], // pcap
  ['0a0d0d0a', 'binary'], // pcapng
]

function kindOf(sample: Buffer): 'gzip' | 'zip' | 'tar' | 'binary' | 'log' {
  const hex = sample.subarray(0, 8).toString('hex')
  const known = MAGIC.find(([magic]) => hex.startsWith(magic))
  if (known) return known[1]
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
async function peek(input: Bytes): Promise<{ sample: Buffer; rest: Bytes }> {
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
