/**
 * A ZIP's files, unpacked in memory: the common case, so it has a reader of its own beside 7-Zip (which starts slower and shows only one of two
 * directories). What it can't do (Deflate64, BZip2, LZMA …) is left to 7-Zip.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { decrypt } from '../../evidence/zip-crypto.ts'
import { readDirectory, type ZipDirectory, type ZipEntry } from '../../evidence/zip-directory.ts'
import type { PasswordCandidate, Trait } from '../attachment-tree.ts'
import { type Child, MAX_ITEMS, type Opened, type OpenFile, refusal } from './opening.ts'

/** null where its compression is not ours. */
export function openZip(file: OpenFile): Opened | null {
  const directory = readDirectory(file.content, MAX_ITEMS + 1)
  const shown = directory.entries.filter((entry) => !entry.folder)
  // what only another directory lists is there as well: one program shows the one, another the other
  const files = [...shown, ...hiddenFiles(directory)].slice(0, MAX_ITEMS + 1)
  if (files.some((entry) => entry.method !== 0 && entry.method !== 8)) return null
  if (directory.damaged && files.length === 0) return { unreadable: 'damaged' }
  const encrypted = files.filter((entry) => entry.encrypted)
  const found = encrypted.length > 0 ? findPassword(file, encrypted) : null
  return {
    traits: directoryTraits(directory),
    encrypted: encrypted.length > 0,
    password: found && { ...found.password },
    unreadable: encrypted.length > 0 && !found ? 'password' : directory.damaged ? 'damaged' : '',
    children: files.map((entry) => child(file, entry, found, directory.overlapping)),
  }
}

const hiddenFiles = ({ entries, others }: ZipDirectory): ZipEntry[] =>
  others
    .flat()
    .filter(
      (one) =>
        !one.folder && one.data >= 0 && !entries.some(({ data, name }) => data === one.data && name === one.name),
    )

function directoryTraits({ entries, others, overlapping }: ZipDirectory): Trait[] {
  const list = (listed: ZipEntry[]) =>
    listed
      .slice(0, 20)
      .map(({ name }) => name)
      .join(', ')
  const renamed = entries.filter((entry) => entry.local_name !== '')
  return [
    ...others.map((other) => ({ trait: 'two-directories', detail: `${list(entries)} / ${list(other)}` })),
    ...renamed.slice(0, 5).map((one) => ({ trait: 'name-mismatch', detail: `${one.name} / ${one.local_name}` })),
    ...(overlapping ? [{ trait: 'overlapping-entries', detail: `${entries.length}` }] : []),
  ]
}

/** What opened an archive, and the file that was tried. */
interface Found {
  password: PasswordCandidate
  tried: ZipEntry
  content: Buffer
}

/** The candidate that opens the smallest encrypted file, confirmed by its CRC or code. */
function findPassword(file: OpenFile, encrypted: ZipEntry[]): Found | null {
  const smallest = encrypted.reduce((a, b) => (b.packed < a.packed && b.packed > 12 ? b : a))
  for (const candidate of file.passwords) {
    if (refusal(file.budget, smallest.bytes, smallest.packed) !== '') return null
    const content = unpack(file, smallest, candidate)
    if (typeof content !== 'string') return { password: candidate, tried: smallest, content }
  }
  return null
}

function child(file: OpenFile, entry: ZipEntry, found: Found | null, overlapping: boolean): Child {
  const password = found?.password ?? null
  const listed = { name: entry.name, bytes: entry.bytes, encrypted: entry.encrypted }
  if (entry.encrypted && !password) return { ...listed, content: null, unreadable: 'password' }
  const refused = overlapping ? 'ratio' : refusal(file.budget, entry.bytes, entry.packed)
  if (refused !== '') return { ...listed, content: null, unreadable: refused }
  const content = entry === found?.tried ? found.content : unpack(file, entry, password)
  if (typeof content === 'string') return { ...listed, content: null, unreadable: content }
  file.budget.unpacked += content.length
  return { ...listed, content, password: entry.encrypted ? password : null }
}

/** The content, or why there is none. */
function unpack(file: OpenFile, entry: ZipEntry, password: PasswordCandidate | null): Buffer | string {
  if (entry.data < 0) return 'damaged'
  const stored = file.content.subarray(entry.data, entry.data + entry.packed)
  const packed = entry.encrypted ? password && decrypt(stored, entry, password.text) : stored
  if (!packed) return 'password'
  try {
    // a listed size that is too small must not end the check of how large it really is
    const room = Math.max(entry.bytes, 1_000_000, Math.min(packed.length * 20, 16_000_000))
    const content = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: room })
    const checked = entry.aes_version === 2 || entry.crc === 0 || crc32(content) === entry.crc
    return checked || !entry.encrypted ? content : 'password'
  } catch (error) {
    if (entry.encrypted && entry.aes === 0) return 'password'
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'ratio' : 'damaged'
  }
}
