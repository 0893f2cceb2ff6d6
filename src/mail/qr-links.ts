/** Links that stand in QR codes: the reader's telephone opens them, and no filter of links sees them. */
import { createHash } from 'node:crypto'
import { codeLinks } from './attachment/document-links.ts'
import type { Link, Message } from './message.ts'

const MAX_PICTURES = 5 // of one message

export async function qrLinks(message: Message): Promise<Link[]> {
  const pictures = [...attached(message), ...written(message)].slice(0, MAX_PICTURES)
  if (pictures.length === 0) return []
  const { qrText } = await import('./attachment/qr.ts') // what draws pictures takes its time to load
  const links = new Map<string, Link>()
  for (const { content, line } of pictures) {
    const sha256 = createHash('sha256').update(content).digest('hex')
    for (const url of codeLinks([qrText(content, sha256)])) links.set(url, { url, shown: '', source: 'qr', line })
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
  const found: Shown[] = []
  const line = links.find(({ source }) => source === 'html')?.line ?? 1
  for (let at = html.indexOf(START); at >= 0 && found.length < MAX_PICTURES; at = html.indexOf(START, at + 1)) {
    const begin = html.indexOf(BASE64, at)
    if (begin < 0 || begin - at > 40) continue
    const [text = ''] = /^[A-Za-z0-9+/=\s%]*/.exec(html.slice(begin + BASE64.length, begin + MAX_TEXT)) ?? []
    found.push({ content: Buffer.from(text, 'base64'), line })
  }
  return found
}

const START = 'data:image/'
const BASE64 = ';base64,'
const MAX_TEXT = 5_500_000 // characters: four million bytes
