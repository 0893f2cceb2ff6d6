/** Logs as rotation packs them: bzip2 (newsyslog), xz and Zstandard (logrotate). Each is one file; what it holds goes to `inner`. */
import { PassThrough, Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createZstdDecompress } from 'node:zlib'
import unbzip2 from 'unbzip2-stream'
import xz from 'xz-decompress'
import { guarded, type Inner, keepGoing } from './archive.ts'
import type { Bytes, Context } from './evidence.ts'

export type Packing = 'bzip2' | 'xz' | 'zstd'

export async function readPacked(
  kind: Packing,
  context: Context,
  path: string,
  rest: Bytes,
  modified: number,
  depth: number,
  inner: Inner,
): Promise<void> {
  let damage: string | null = null
  const out = new PassThrough({ highWaterMark: 1 << 20 })
  const feeding = unpack(kind, rest, out).catch((error: Error) => {
    damage = error.message
    out.end() // what came before the damage is read
  })
  await inner(context, path, guarded(context, path, keepGoing(out)), modified, depth + 1)
  // looked into and not wanted: nobody reads on, and feeding would wait for ever
  const unwanted = !out.readableEnded && !out.destroyed
  if (unwanted) out.destroy()
  await feeding
  if (!unwanted && damage !== null)
    context.problems.push({
      path,
      what: `the compressed file is cut or damaged: ${damage}`,
      what_to_do: 'What could be unpacked was read. Copy it again from its source.',
    })
}

async function unpack(kind: Packing, rest: Bytes, out: PassThrough): Promise<void> {
  const packed = Readable.from(rest)
  if (kind === 'bzip2') await pipeline(packed, unbzip2() as unknown as Transform, out)
  else if (kind === 'zstd') await pipeline(packed, createZstdDecompress(), out)
  else {
    const stream = new xz.XzReadableStream(Readable.toWeb(packed) as never) as unknown as ReadableStream<Uint8Array>
    await pipeline(Readable.fromWeb(stream), out)
  }
}
