/** Logs as rotation packs them: gzip, bzip2 (newsyslog), xz and Zstandard (logrotate). Each is one file; what it holds goes to `inner`. */
import { PassThrough, Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { constants, createGunzip, createZstdDecompress } from 'node:zlib'
import unbzip2 from 'unbzip2-stream'
import xz from 'xz-decompress'
import { Bomb, guarded, type Inner } from './archive.ts'
import type { Bytes, Context } from './evidence.ts'

export type Packing = 'gzip' | 'bzip2' | 'xz' | 'zstd'

export async function readPacked(
  kind: Packing,
  context: Context,
  path: string,
  rest: Bytes,
  modified: number,
  depth: number,
  inner: Inner,
): Promise<void> {
  const trailer = kind === 'gzip' ? gzipTrailer() : null
  let damage: string | null = null
  const out = new PassThrough({ highWaterMark: 1 << 20 })
  const feeding = unpack(kind, trailer ? trailer.watch(rest) : rest, out).catch((error: Error) => {
    if (error instanceof Bomb) return error
    damage = error.message
    out.end() // what came before the damage is read
    return null
  })
  const unpacked = guarded(context, keepGoing(out, feeding))
  await inner(context, path, trailer ? trailer.count(unpacked) : unpacked, modified, depth + 1)
  // What was looked into and not wanted (a binary file) is unpacked no further: nobody reads on, and feeding would wait for ever.
  const unwanted = !out.readableEnded && !out.destroyed
  if (unwanted) out.destroy()
  await feeding
  if (trailer && !trailer.fits()) damage ??= 'it ends before its end'
  if (!unwanted && damage !== null)
    context.problems.push({
      path,
      what: `the compressed file is cut or damaged: ${damage}`,
      what_to_do: 'What could be unpacked was read. Copy it again from its source.',
    })
}

async function unpack(kind: Packing, rest: Bytes, out: PassThrough): Promise<null> {
  const packed = Readable.from(rest)
  if (kind === 'gzip') {
    const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }) // what a truncated file still gives is kept
    await pipeline(packed, gunzip, out)
  } else if (kind === 'bzip2') await pipeline(packed, bunzip2(), out)
  else if (kind === 'zstd') await pipeline(packed, createZstdDecompress(), out)
  else {
    const stream = new xz.XzReadableStream(Readable.toWeb(packed) as never) as unknown as ReadableStream<Uint8Array>
    await pipeline(Readable.fromWeb(stream), out)
  }
  return null
}

/** What a megabyte, all that is handed to the unpacker at once, becomes before anybody reads it: hundreds of times as much is a bomb. */
const MAX_AT_ONCE = 250_000_000

/** The unpacker gives out all that it holds without waiting for its reader: of a block of 45 bytes, 45 MB. */
function bunzip2(): Transform {
  const stream = unbzip2() as unknown as Through
  const { queue, write, end } = stream
  let given = 0
  stream.write = (chunk) => {
    given = 0
    return write.call(stream, chunk)
  }
  stream.end = () => {
    given = 0
    end.call(stream)
  }
  stream.queue = (block) => {
    given += block?.length ?? 0
    if (given > MAX_AT_ONCE) throw new Bomb()
    return queue.call(stream, block)
  }
  return stream as unknown as Transform
}

interface Through {
  queue(block: Buffer | null): unknown
  write(chunk: Buffer): boolean
  end(): void
}

/** The last four bytes of a gzip member are its length (RFC 1952, ISIZE): a file that was cut ends in something else. */
function gzipTrailer() {
  let tail: Buffer = Buffer.alloc(0)
  let unpacked = 0
  let members = 0 // joined files have several; only the last one's length stands at the end
  return {
    async *watch(bytes: Bytes): AsyncGenerator<Buffer> {
      for await (const chunk of bytes) {
        const joined = Buffer.concat([tail.subarray(-2), chunk]) // a start may be cut by the chunks' border
        for (let at = joined.indexOf(GZIP_START); at >= 0; at = joined.indexOf(GZIP_START, at + 1)) members++
        tail = Buffer.concat([tail, chunk.subarray(-4)]).subarray(-4)
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

/** A stream that was destroyed by an error ends here instead of throwing: its error is reported by who feeds it. A bomb is thrown. */
async function* keepGoing(stream: PassThrough, feeding: Promise<Bomb | null>): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer
  } catch {
    // reported there
  }
  const bomb = await feeding
  if (bomb) throw bomb
}
