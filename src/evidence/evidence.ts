import type { Problem } from './evidence-file.ts'
import type { MailKind } from './mail-kind.ts'
import type { Seal } from './seal.ts'

/** What the user handed in, as one leaf file after unpacking and decoding. */
export interface Evidence {
  /** first 16 hex digits of sha256 */
  id: string
  /** as the user gave it; archives as `outer.zip!/inner.log` */
  path: string
  sha256: string // of the leaf's bytes as handed in (decompressed where it is inside an archive or .gz)
  bytes: number
  encoding: string // utf-8, utf-16le, utf-16be, shift_jis, euc-jp, iso-2022-jp
  /** a log: decoded UTF-8, LF only, <workspace>/spool/<id>.log; mail: the message or mailbox as it is (the file itself, or sealed in the spool) */
  spool: string
  /** set where it is mail; Outlook's files stand in the spool as the mail they hold */
  mail?: MailKind
  seal?: Seal
  /** other paths that hold the same bytes: one mail in two mailboxes is in both */
  copies?: string[]
  /** of the file or archive on disk, ms since 1970 */
  modified: number
}

/** One reading of what the user handed in. */
export interface Context {
  spool: string
  onProgress: (path: string, bytes: number) => void
  /** tried on encrypted archives, in this order */
  passwords: string[]
  /** sha256 → path of what was read */
  seen: Map<string, string>
  evidence: Evidence[]
  duplicates: { path: string; same_as: string }[]
  problems: Problem[]
  files: number
  unpacked: number
  /** bytes that what is in the file at hand may still unpack to */
  room: number
}

export type Bytes = AsyncIterable<Buffer>

/** A leaf's id: enough of its hash to name it in the workspace. */
export function idOf(sha256: string): string {
  return sha256.slice(0, 16)
}

/** Notes a leaf by its hash; true where the same content was read before, which is then named as a copy. */
export function isKnown(context: Context, path: string, sha256: string): boolean {
  const first = context.seen.get(sha256)
  if (first === undefined) context.seen.set(sha256, path)
  else context.duplicates.push({ path, same_as: first })
  return first !== undefined
}

/** The bytes as they come, told to the user and to who counts or hashes them. */
export async function* counting(
  context: Context,
  path: string,
  rest: Bytes,
  on: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of rest) {
    on(chunk)
    bytes += chunk.length
    context.onProgress(path, bytes)
    yield chunk
  }
}
