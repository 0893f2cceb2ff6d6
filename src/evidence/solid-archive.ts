/** Archives whose files can't be read one by one (7z, RAR, LZH, CAB): opened in memory by 7-Zip, within bounds; their files go to `inner`. */
import { freemem } from 'node:os'
import { guarded, type Inner, MAX_FILES, noteOutside, underLimit } from './archive.ts'
import type { Bytes, Context } from './evidence.ts'
import { askSevenZip } from './seven-zip.ts'
import type { JobResult } from './seven-zip-worker.ts'

const MAX_PACKED = 500_000_000 // bytes: the archive stands in memory
const MAX_UNPACKED = 2_000_000_000 // bytes, all files together: they stand in memory, too
const MILLISECONDS = 900_000
const CHUNK = 1 << 20

export async function readSolid(
  context: Context,
  path: string,
  rest: Bytes,
  modified: number,
  depth: number,
  inner: Inner,
): Promise<void> {
  const content = await whole(rest)
  const result = content
    ? await askSevenZip({
        format: '',
        content,
        passwords: context.passwords,
        room: Math.min(MAX_UNPACKED, Math.floor(freemem() / 4)),
        files: MAX_FILES + 1,
        milliseconds: MILLISECONDS,
      })
    : 'too-large'
  if (typeof result === 'string') return note(context, path, result)
  for (const file of result.files) await readFile(context, path, file, { modified, depth, inner })
  if (result.unreadable !== '') note(context, path, result.unreadable)
}

async function readFile(
  context: Context,
  path: string,
  file: JobResult['files'][number],
  { modified, depth, inner }: { modified: number; depth: number; inner: Inner },
): Promise<void> {
  const name = `${path}!/${file.name}`
  if (!underLimit(context, name)) return
  noteOutside(context, name, file.name)
  if (file.content) await inner(context, name, guarded(context, inChunks(file.content)), modified, depth + 1)
  file.content = null // its memory is free before the next one is read
}

/** null where it is larger than may stand in memory */
async function whole(bytes: Bytes): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MAX_PACKED) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function* inChunks(content: Uint8Array): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += CHUNK)
    yield Buffer.from(content.buffer, content.byteOffset + at, Math.min(CHUNK, content.length - at))
}

function note(context: Context, path: string, why: string): void {
  context.problems.push({ path, ...(WHY.get(why) ?? DAMAGED) })
}

const DAMAGED = {
  what: 'the archive is cut or damaged',
  what_to_do: 'What could be unpacked was read. Copy it again from its source.',
}
const UNPACK = 'Unpack it by hand and name the logs.'
const WHY = new Map([
  [
    'password',
    {
      what: 'encrypted; none of the passwords opens it',
      what_to_do: 'Name its password with --password WORD (repeatable), or unpack it and hand in the result.',
    },
  ],
  ['too-large', { what: 'an archive too large to be opened in memory', what_to_do: UNPACK }],
  ['time', { what: `an archive that took longer than ${MILLISECONDS / 60_000} minutes to open`, what_to_do: UNPACK }],
  ['unsupported', { what: 'an archive packed by a method that is not opened', what_to_do: UNPACK }],
])
