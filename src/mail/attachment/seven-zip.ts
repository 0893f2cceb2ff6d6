/** What 7-Zip opens, as a child of an attachment: 7z, RAR 4 and 5, LZH, CAB, ARJ, tar, xz, ISO and other disk images, MSI, CHM. */
import { askSevenZip } from '../../evidence/seven-zip.ts'
import { type Child, late, MAX_FILE, MAX_ITEMS, MAX_UNPACKED, type Opened, type OpenFile } from './opening.ts'

/** 7-Zip derives keys slowly on purpose (0.1 s each here). */
const MAX_PASSWORDS = 40

export async function openWithSevenZip(file: OpenFile, format = ''): Promise<Opened> {
  if (late(file.budget)) return { unreadable: 'time' }
  const candidates = file.passwords.slice(0, MAX_PASSWORDS)
  const result = await askSevenZip({
    format,
    content: file.content,
    passwords: candidates.map((one) => one.text),
    room: Math.min(MAX_FILE, MAX_UNPACKED - file.budget.unpacked),
    files: MAX_ITEMS + 1,
    milliseconds: file.budget.deadline - performance.now(),
  })
  if (result === 'time') return { unreadable: 'time' }
  const password = candidates[result.password] ?? null
  const children = result.files.map((one): Child => {
    file.budget.unpacked += one.content?.length ?? 0
    const opened = one.content !== null
    const unreadable = opened ? '' : one.encrypted && !password ? 'password' : result.unreadable || 'damaged'
    const { bytes, encrypted, content } = one
    return {
      name: one.name === STREAM ? withoutEnding(file.name) : one.name,
      bytes,
      encrypted,
      content,
      unreadable,
      password: encrypted && opened ? password : null,
    }
  })
  return {
    traits: result.hidden ? [{ trait: 'hidden-names', detail: '' }] : [],
    encrypted: result.hidden || result.files.some((one) => one.encrypted),
    password,
    unreadable: result.unreadable,
    children,
  }
}

/** what 7-Zip calls the content of a format that keeps no name (xz, bz2, Z) */
const STREAM = 'archive~'
const withoutEnding = (name: string) =>
  name.replace(/\.t(xz|bz2?|az)$/i, '.tar').replace(/\.(xz|bz2|z)$/i, '') || 'content'
