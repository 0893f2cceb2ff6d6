import type { Problem } from '../report/findings.ts'

/** What the user handed in, as one leaf file after unpacking and decoding. */
export interface Evidence {
  /** first 16 hex digits of sha256 */
  id: string
  /** as the user gave it; archives as `outer.zip!/inner.log` */
  path: string
  sha256: string // of the leaf's bytes as handed in (decompressed where it is inside an archive or .gz)
  bytes: number
  encoding: string // utf-8, utf-16le, utf-16be, shift_jis, euc-jp, iso-2022-jp
  /** decoded UTF-8, LF only: <workspace>/spool/<id>.log */
  spool: string
  /** of the file or archive on disk, ms since 1970 */
  modified: number
}

/** One reading of what the user handed in. */
export interface Context {
  spool: string
  onProgress: (path: string, bytes: number) => void
  evidence: Evidence[]
  duplicates: { path: string; same_as: string }[]
  problems: Problem[]
  files: number
  unpacked: number
}

export type Bytes = AsyncIterable<Buffer>

/** A leaf's id: enough of its hash to name it in the workspace. */
export function idOf(sha256: string): string {
  return sha256.slice(0, 16)
}
