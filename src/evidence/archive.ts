/** Archives, opened in memory and in the spool, never beside the original; their members go to `inner`. */
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import yauzl from 'yauzl'
import type { Bytes, Context } from './evidence.ts'
import { failed, Unread } from './problem.ts'
import { nameOf, readDirectory } from './zip-directory.ts'
import { openEntry } from './zip-password.ts'

/** reads one member: leaf.ts */
export type Inner = (context: Context, path: string, input: Bytes, modified: number, depth: number) => Promise<void>

/** Bounds against archives made to explode; a real export stays far below. */
export const MAX_FILES = 10_000
const MAX_UNPACKED = 50_000_000_000
/** Unpacked against packed, once it is more than 200 MB: Deflate's own limit is 1032, logs reach 50. */
const MAX_RATIO = 250
const RATIO_FROM = 200_000_000

/** Bytes that a file of so many may unpack to, whatever lies inside what. */
export const roomFor = (bytes: number) => Math.max(RATIO_FROM, bytes * MAX_RATIO)

export class Bomb extends Unread {
  constructor() {
    super({
      what: `the archive unpacks to more than ${MAX_RATIO} times its size, as bombs do: from here on it was not read`,
      what_to_do: 'If it is your own, unpack it by hand and name the logs. If not, treat the archive as hostile.',
    })
  }
}

/** Stops a stream that unpacks to more than any export has. */
export async function* guarded(context: Context, bytes: Bytes): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    context.unpacked += chunk.length
    context.room -= chunk.length
    if (context.room < 0) throw new Bomb()
    if (context.unpacked > MAX_UNPACKED)
      throw new Unread({
        what: `the archives together unpack to more than ${MAX_UNPACKED / 1e9} GB`,
        what_to_do: 'Unpack it by hand and name the logs.',
      })
    yield chunk
  }
}

export async function readTar(
  context: Context,
  path: string,
  rest: Bytes,
  modified: number,
  depth: number,
  inner: Inner,
): Promise<void> {
  const tar = extract()
  const feeding = pipeline(Readable.from(rest), tar).catch((error) => tar.destroy(error))
  try {
    for await (const entry of tar) {
      const name = `${path}!/${entry.header.name}`
      noteOutside(context, name, entry.header.name)
      if (entry.header.type === 'file' && underLimit(context, name)) {
        await inner(
          context,
          name,
          guarded(context, entry as unknown as Bytes),
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

export async function readZip(
  context: Context,
  path: string,
  rest: Bytes,
  modified: number,
  depth: number,
  inner: Inner,
  file?: string,
): Promise<void> {
  // A ZIP's directory stands at its end: one inside another archive is first written to the spool.
  const folder = mkdtempSync(join(context.spool, 'zip-'))
  const onDisk = file ?? join(folder, 'inner.zip')
  try {
    if (!file) await pipeline(Readable.from(rest), createWriteStream(onDisk, { mode: 0o600 }))
    noteOtherDirectories(context, path, onDisk)
    // Names are decoded and judged here: a name that points outside must not end the reading of the entries after it.
    const zip = await yauzl.openPromise(onDisk, { validateEntrySizes: false, decodeStrings: false, autoClose: false })
    try {
      for await (const entry of zip.eachEntry()) await readZipEntry(context, path, zip, entry, modified, depth, inner)
    } finally {
      zip.close()
    }
  } catch (error) {
    context.problems.push(failed(path, error))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const MAX_LOOKED_THROUGH = 256_000_000 // bytes: what a mail can carry

/** Programs differ in which of two directories they believe: what one shows, a scanner's may hide. */
function noteOtherDirectories(context: Context, path: string, file: string): void {
  if (statSync(file).size > MAX_LOOKED_THROUGH) return
  const { entries, others } = readDirectory(readFileSync(file), MAX_FILES)
  const list = (listed: { name: string }[]) =>
    `${listed
      .slice(0, 10)
      .map(({ name }) => name)
      .join(', ')}${listed.length > 10 ? ' …' : ''}`
  for (const other of others)
    context.problems.push({
      path,
      what: `it has two directories: ${list(entries)} / ${list(other)}`,
      what_to_do: 'What the first one lists was read. Treat the archive as hostile.',
    })
}

async function readZipEntry(
  context: Context,
  path: string,
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  modified: number,
  depth: number,
  inner: Inner,
): Promise<void> {
  const wide = entry.extraFields.find((field) => field.id === 0x7075)?.data
  const fileName = nameOf(entry.fileNameRaw, entry.generalPurposeBitFlag, wide)
  if (/[/\\]$/.test(fileName)) return
  const name = `${path}!/${fileName}`
  if (!underLimit(context, name)) return
  noteOutside(context, name, fileName)
  try {
    if (entry.isEncrypted()) {
      const content = await decrypted(context, name, zip, entry)
      const bytes = content ? guarded(context, one(content)) : null
      if (bytes) await inner(context, name, bytes, entry.getLastModDate().getTime() || modified, depth + 1)
      return
    }
    const stream = await zip.openReadStreamPromise(entry)
    await inner(
      context,
      name,
      guarded(context, sized(stream as unknown as Bytes, entry.uncompressedSize)),
      entry.getLastModDate().getTime() || modified,
      depth + 1,
    )
  } catch (error) {
    context.problems.push(failed(name, error))
  }
}

const MAX_ENCRYPTED = 500_000_000 // bytes: an encrypted entry is opened in memory

async function decrypted(
  context: Context,
  name: string,
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
): Promise<Buffer | null> {
  if (Math.max(entry.compressedSize, entry.uncompressedSize) > MAX_ENCRYPTED) {
    context.problems.push({
      path: name,
      what: `encrypted, and larger than ${MAX_ENCRYPTED / 1e6} MB`,
      what_to_do: 'Unpack it with its password and hand in the result.',
    })
    return null
  }
  const stream = await zip.openReadStreamPromise(entry, { decodeFileData: false } as yauzl.ZipFileOptions)
  const opened = openEntry(Buffer.concat(await stream.toArray()), entry, context.passwords)
  if (opened) return opened
  context.problems.push({
    path: name,
    what: 'encrypted; none of the passwords opens it',
    what_to_do: 'Name its password with --password WORD (repeatable), or unpack it and hand in the result.',
  })
  return null
}

async function* one(content: Buffer): AsyncGenerator<Buffer> {
  yield content
}

/** An entry that gives more than its directory says is made to mislead. */
async function* sized(bytes: Bytes, listed: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > listed) throw new Error(`it unpacks to more than the ${listed} bytes that its archive lists`)
    yield chunk
  }
}

export function noteOutside(context: Context, path: string, name: string): void {
  if (!/^[\\/]|^[A-Za-z]:/.test(name) && !name.split(/[\\/]/).includes('..')) return
  context.problems.push({
    path,
    what: 'its name points outside the archive',
    what_to_do: 'Nothing was written there; its content was read. Treat the archive as hostile.',
  })
}

export function underLimit(context: Context, path: string): boolean {
  if (context.room < 0) return false // said where it was used up
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
