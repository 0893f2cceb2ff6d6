/** Links that stand in QR codes: the reader's telephone opens them, and no filter of links sees them. */
import { createHash } from 'node:crypto'
import { codeLinks } from './attachment/document-links.ts'
import { picturesInPage } from './attachment/picture-codes.ts'
import type { Link, Message } from './message.ts'

const MAX_PICTURES = 5 // of one message

export async function qrLinks(message: Message): Promise<Link[]> {
  const pictures = [...attached(message), ...written(message)].slice(0, MAX_PICTURES)
  if (pictures.length === 0) return []
  const { qrText } = await import('./attachment/qr.ts') // what draws pictures takes its time to load
  const links = new Map<string, Link>()
  for (const { content, line } of pictures) {
    const sha256 = createHash('sha256').update(content).digest('hex')
    for (const url of codeLinks([qrText(sha256, content)])) links.set(url, { url, shown: '', source: 'qr', line })
  }
  return [...links.values()]
}

interface Shown {
  content: Buffer
  line: number
}

const attached = ({ attachments }: Message): Shown[] =>
  attachments
    .filter(({ declared_type, name }) => declared_type.startsWith('image/') || PICTURE.test(name))
    .map(({ content, line }) => ({
      content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
      line,
    }))

const PICTURE = /\.(png|jpe?g|gif|webp)$/i

/** Pictures that the HTML itself holds. */
function written({ html, links }: Message): Shown[] {
  const line = links.find(({ source }) => source === 'html')?.line ?? 1
  return picturesInPage(html, MAX_PICTURES).map((content) => ({ content, line }))
}
