/** QR codes in the pictures that a document of an office suite holds. */
import { createHash } from 'node:crypto'
import { imageSize } from 'image-size'
import type { Child } from './opening.ts'

/** of one document: a manual has hundreds */
const MAX_SQUARE = 5
/** that are not square: photographs, banners, a letter that is one picture */
const MAX_OTHERS = 2
/** of the longer side to the shorter one: a code with a line of text, and no photograph */
const SQUARE = 1.3

/** `word/media/image1.png` (Office Open XML), `Pictures/1000.png` (OpenDocument). */
const PICTURE = /(?:^|\/)(?:media|pictures)\/[^/]+\.(?:png|jpe?g|gif|webp)$/i

/** Their texts. */
export const pictureCodes = (parts: Child[]): Promise<string[]> =>
  codesIn(
    parts.flatMap(({ name, content }) =>
      content && PICTURE.test(name) ? [Buffer.from(content.buffer, content.byteOffset, content.byteLength)] : [],
    ),
  )

export async function codesIn(pictures: Buffer[]): Promise<string[]> {
  if (pictures.length === 0) return []
  const square = pictures.filter(isSquare)
  const others = pictures.filter((one) => !square.includes(one))
  const { qrText } = await import('./qr.ts') // what draws pictures takes its time to load
  return [...square.slice(0, MAX_SQUARE), ...others.slice(0, MAX_OTHERS)].map((content) =>
    qrText(createHash('sha256').update(content).digest('hex'), content),
  )
}

const PNG = { begins: Buffer.from('89504e470d0a1a0a', 'hex'), ends: Buffer.from('IEND') }
const JFIF = { begins: Buffer.from('ffd8ffe0', 'hex'), ends: Buffer.from('ffd9', 'hex') }
const EXIF = { ...JFIF, begins: Buffer.from('ffd8ffe1', 'hex') }
const MAX_PICTURES = 50
const MAX_BYTES = 4_000_000 // of one

/** Pictures that stand whole among other bytes, as the binary formats of Office keep them ([MS-ODRAW] 2.2.23). */
export function picturesAmong(bytes: Buffer): Buffer[] {
  return [PNG, JFIF, EXIF].flatMap(({ begins, ends }) => {
    const found: Buffer[] = []
    let at = bytes.indexOf(begins)
    while (at >= 0 && found.length < MAX_PICTURES) {
      const next = bytes.indexOf(begins, at + begins.length)
      const room = bytes.subarray(at, Math.min(at + MAX_BYTES, next < 0 ? bytes.length : next))
      const end = room.lastIndexOf(ends)
      if (end > 0) found.push(room.subarray(0, end + 8))
      at = next
    }
    return found
  })
}

const DATA = 'data:image/'
const BASE64 = ';base64,'
const LONGEST_TYPE = 50 // with what may stand behind it
const MAX_WRITTEN = 5_500_000 // characters: four million bytes

/** Pictures that a page itself holds. */
export function picturesInPage(html: string, most: number): Buffer[] {
  const found: Buffer[] = []
  for (let at = html.indexOf(DATA); at >= 0 && found.length < most; at = html.indexOf(DATA, at + 1)) {
    const begin = html.slice(at, at + LONGEST_TYPE).indexOf(BASE64)
    if (begin < 0) continue
    const [text = ''] = /^[A-Za-z0-9+/=\s%]*/.exec(html.slice(at + begin + BASE64.length, at + MAX_WRITTEN)) ?? []
    found.push(Buffer.from(text, 'base64'))
  }
  return found
}

function isSquare(picture: Buffer): boolean {
  try {
    const { width, height } = imageSize(picture)
    return Math.max(width, height) <= Math.min(width, height) * SQUARE
  } catch {
    return false // no picture
  }
}
