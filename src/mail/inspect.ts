/** What an attachment holds, all the way down. This stand-in looks at the attachment itself and one level into ZIPs. */
import { createHash } from 'node:crypto'
import yauzl from 'yauzl'
import { openEntry } from '../evidence/zip-password.ts'
import type { ContentType, InspectOptions, Item } from './attachment-tree.ts'

const MAX_ENTRIES = 1_000
const MAX_BYTES = 100_000_000

export async function inspect(
  name: string,
  _declaredType: string,
  content: Uint8Array,
  options: InspectOptions,
): Promise<Item[]> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const items = [itemOf(name, name, bytes, -1, 0)]
  if (items[0]?.type !== 'zip') return items
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { strictFileNames: false, decodeStrings: true })
    for await (const entry of zip.eachEntry()) {
      if (items.length > MAX_ENTRIES || entry.uncompressedSize > MAX_BYTES) break
      const path = `${name}!/${entry.fileName}`
      const stream = await zip.openReadStreamPromise(entry, {
        decodeFileData: !entry.isEncrypted(),
      } as yauzl.ZipFileOptions)
      const raw = Buffer.concat(await stream.toArray())
      const opened = entry.isEncrypted()
        ? openEntry(
            raw,
            entry,
            options.passwords.map((one) => one.text),
          )
        : null
      const read = entry.isEncrypted() ? opened?.content : raw
      const item = itemOf(path, entry.fileName, read ?? Buffer.alloc(0), 0, 1)
      const source = options.passwords.find((one) => one.text === opened?.password)
      items.push({
        ...item,
        ...(read ? {} : { bytes: -1, sha256: '', unreadable: 'password' }),
        encrypted: entry.isEncrypted(),
        password: source ?? null,
      })
    }
  } catch {
    items[0] = { ...items[0], unreadable: 'damaged' }
  }
  return items
}

function itemOf(path: string, name: string, bytes: Buffer, parent: number, depth: number): Item {
  return {
    path,
    name,
    parent,
    depth,
    extension: /\.([^./\\]{1,20})$/.exec(name)?.[1]?.toLowerCase() ?? '',
    type: typeOf(bytes),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    encrypted: false,
    password: null,
    unreadable: '',
    traits: [],
  }
}

function typeOf(bytes: Buffer): ContentType {
  if (bytes.length === 0) return 'empty'
  const magic = bytes.toString('latin1', 0, 8)
  if (magic.startsWith('PK\x03\x04')) return 'zip'
  if (magic.startsWith('MZ')) return 'pe'
  if (magic.startsWith('%PDF')) return 'pdf'
  return 'unknown'
}
