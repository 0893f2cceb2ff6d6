/** What a QR code in a picture says: the link that a telephone would follow. The picture is decoded within bounds, never shown. */
import { Resvg } from '@resvg/resvg-js'
import { imageSize } from 'image-size'
import { decodeQR } from 'qr/decode.js'
import { remembered } from '../../evidence/remembered.ts'

const SMALLEST = 40 // pixels: the smallest code has 21 modules and a margin
const LARGEST = 4_000 // pixels: a photograph
const DRAWN = 800 // pixels a side that are searched
const MAX_BYTES = 4_000_000
const REMEMBERED = 2_000

/** `sha256`: of the content. '' where there is no code, or where it can't be read. The same logo stands under every mail of an organisation. */
export const qrText = remembered((_sha256: string, content: Buffer) => read(content), REMEMBERED)

function read(content: Buffer): string {
  if (content.length > MAX_BYTES) return ''
  try {
    const media = mediaOf(content)
    if (media === null) return ''
    const { width, height } = imageSize(content)
    if (Math.min(width, height) < SMALLEST || Math.max(width, height) > LARGEST) return ''
    return decodeQR(pixelsOf(content, media, width, height))
  } catch {
    return '' // no picture, or no code in it: both are the usual case
  }
}

/** By the first bytes: nothing else goes to the readers of pictures, whatever it calls itself. */
function mediaOf(content: Buffer): string | null {
  const begins = content.toString('latin1', 0, 12)
  if (begins.startsWith('\x89PNG')) return 'image/png'
  if (begins.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (begins.startsWith('GIF8')) return 'image/gif'
  return /^RIFF....WEBP/s.test(begins) ? 'image/webp' : null
}

/** On white: a transparent background is what a reader sees as white. Small codes are enlarged: a module needs some pixels. */
function pixelsOf(content: Buffer, media: string, width: number, height: number) {
  const scale = DRAWN / Math.max(width, height)
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
  const margin = Math.round(DRAWN / 20) // a code that fills its picture has no quiet zone
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w + 2 * margin}" height="${h + 2 * margin}"><rect width="100%" height="100%" fill="#fff"/><image x="${margin}" y="${margin}" width="${w}" height="${h}" href="data:${media};base64,${content.toString('base64')}"/></svg>`
  const drawn = new Resvg(svg, { font: { loadSystemFonts: false } }).render()
  return { width: drawn.width, height: drawn.height, data: drawn.pixels }
}
