/** OneNote sections ([MS-ONESTORE] 2.6.13): files embedded as blobs. Pictures belong to the page; anything else is a file to click on. */

import { fileTypeFromBuffer } from 'file-type'
import { extensionOf } from './file-name.ts'
import type { Child, Opened, OpenFile } from './opening.ts'

const BLOB = Buffer.from('e716e3bd65261145a4c48d4d0b7a9eac', 'hex')
const HEADER = 36
const MAX_BLOBS = 200

export async function openOneNote(file: OpenFile): Promise<Opened> {
  const names = fileNames(file.content)
  const children: Child[] = []
  let at = file.content.indexOf(BLOB)
  for (let seen = 0; at >= 0 && seen < MAX_BLOBS; seen++) {
    if (at + HEADER > file.content.length) break
    const size = Number(file.content.readBigUInt64LE(at + 16))
    const content = file.content.subarray(at + HEADER, Math.min(file.content.length, at + HEADER + size))
    const type = await fileTypeFromBuffer(content.subarray(0, 4096)).catch(() => undefined)
    if (!type?.mime.startsWith('image/') && content.length > 0) {
      const name = names[children.length] ?? `embedded-${children.length + 1}`
      children.push({ name, content, bytes: content.length, traits: [{ trait: 'onenote-embedded', detail: name }] })
    }
    at = file.content.indexOf(BLOB, at + HEADER)
  }
  return { children }
}

/** Names of embedded files as the page shows them, in the order of the file, pictures left out. */
function fileNames(bytes: Buffer): string[] {
  const found = new Set<string>()
  for (const offset of [0, 1]) {
    const text = bytes.subarray(offset, 4_000_000).toString('utf16le')
    for (const [name] of text.matchAll(/[\p{L}\p{N}_\-()（）[\]【】.\u3000 \u202e]{1,80}\.[a-z0-9]{2,5}(?=\0)/giu)) {
      if (!/^(png|jpg|jpeg|gif|bmp|emf|wmf|one|onetoc2)$/.test(extensionOf(name))) found.add(name.trim())
    }
  }
  return [...found].slice(0, MAX_BLOBS)
}
