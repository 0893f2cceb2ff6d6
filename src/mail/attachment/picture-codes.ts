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
export async function pictureCodes(parts: Child[]): Promise<string[]> {
  const pictures = parts.flatMap(({ name, content }) =>
    content && PICTURE.test(name) ? [Buffer.from(content.buffer, content.byteOffset, content.byteLength)] : [],
  )
  if (pictures.length === 0) return []
  const square = pictures.filter(isSquare)
  const others = pictures.filter((one) => !square.includes(one))
  const { qrText } = await import('./qr.ts') // what draws pictures takes its time to load
  return [...square.slice(0, MAX_SQUARE), ...others.slice(0, MAX_OTHERS)].map((content) =>
    qrText(content, createHash('sha256').update(content).digest('hex')),
  )
}

function isSquare(picture: Buffer): boolean {
  try {
    const { width, height } = imageSize(picture)
    return Math.max(width, height) <= Math.min(width, height) * SQUARE
  } catch {
    return false // no picture
  }
}
