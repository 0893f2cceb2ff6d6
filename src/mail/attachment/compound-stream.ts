/** The streams of a compound file ([MS-CFB]). */
import * as cfb from 'cfb'

export interface Stream {
  path: string
  content: Buffer
}

export function readStreams(content: Uint8Array): Stream[] {
  const container = cfb.read(Buffer.from(content.buffer, content.byteOffset, content.byteLength), { type: 'buffer' })
  return container.FileIndex.flatMap((entry, i) => {
    const path = container.FullPaths[i] ?? entry.name
    return entry.type === 2 && entry.content
      ? [{ path: `/${path.split('/').slice(1).join('/')}`, content: Buffer.from(entry.content) }]
      : []
  })
}
