/** Which reader opens which type. */
import { gunzipSync } from 'node:zlib'
import type { ContentType, InspectOptions } from '../attachment-tree.ts'
import { MAX_FILE, type Opened, type OpenFile, refusal } from './opening.ts'
import { openWithSevenZip } from './seven-zip.ts'
import { openZip } from './zip.ts'

export async function openFile(file: OpenFile, options: InspectOptions): Promise<Opened> {
  return (await READERS[file.type]?.(file, options)) ?? {}
}

type Reader = (file: OpenFile, options: InspectOptions) => Opened | Promise<Opened>

const sevenZip = (format: string) => (file: OpenFile) => openWithSevenZip(file, format)

const READERS: Partial<Record<ContentType, Reader>> = {
  zip: async (file) => openZip(file) ?? (await openWithSevenZip(file, 'zip')),
  '7z': sevenZip('7z'),
  rar: sevenZip(''),
  lzh: sevenZip('lzh'),
  cab: sevenZip('cab'),
  arj: sevenZip('arj'),
  tar: sevenZip('tar'),
  gz: openGzip,
  bz2: sevenZip('bzip2'),
  xz: sevenZip('xz'),
  z: sevenZip('z'),
}

function openGzip(file: OpenFile): Opened {
  const room = Math.min(MAX_FILE, Math.max(8_000_000, file.content.length * 250))
  try {
    const content = gunzipSync(file.content, { maxOutputLength: room })
    const refused = refusal(file.budget, content.length, file.content.length)
    if (refused !== '') return { unreadable: refused }
    file.budget.unpacked += content.length
    return { children: [{ name: innerName(file), content, bytes: content.length }] }
  } catch (error) {
    return { unreadable: (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'ratio' : 'damaged' }
  }
}

/** The name that the header keeps (RFC 1952 FNAME), else the file's own without its last extension. */
function innerName({ name, content }: OpenFile): string {
  if (((content[3] ?? 0) & 0x0c) === 0x08) {
    const end = content.indexOf(0, 10)
    if (end > 10 && end < 300) return new TextDecoder('shift_jis').decode(content.subarray(10, end))
  }
  return name.replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '') || 'content'
}
