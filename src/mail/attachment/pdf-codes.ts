/** QR codes that a page of a PDF shows: its areas (pdf-areas.ts) are drawn, whatever they are made of, and searched. */
import { decodeQR, type Image } from 'qr/decode.js'
import { type Area, isSquare, longer } from './pdf-area.ts'
import { areasOf } from './pdf-areas.ts'
import { onScreen, type PdfPage } from './pdf-page.ts'

export interface Budget {
  /** that may be drawn */
  pixels: number
  /** by performance.now() */
  end: number
}

/** Their texts. */
export function pageCodes(page: PdfPage, budget: Budget): string[] {
  const codes: string[] = []
  for (const area of areasOf(page)) {
    for (const scale of scales(area)) {
      if (performance.now() > budget.end) return codes
      const drawn = draw(page, area, scale, budget)
      const text = drawn ? codeIn(drawn) : ''
      if (text !== '') codes.push(text)
      if (text !== '' || !drawn) break
    }
  }
  return codes
}

/** Pixels of the longer side that tell the modules of a large code apart. */
const FINE = 600
/** Where a picture of a whole page holds a code of 20 mm, this tells its modules apart: 150 dots an inch. */
const PAGE = 150 / 72 // pixels a point
/** Pixels of the longer side of A4 at that; a page that was made pixel by pixel has points without end. */
const LONGEST = 1_800
/** Where a code fills its area: coarse, so that round modules and the gaps between them run together. */
const COARSE = 250
/** A tiny area is not enlarged without end. */
const MOST = 10 // pixels a point

function scales(area: Area): number[] {
  const side = longer(area)
  const fine = Math.min(Math.max(FINE / side, PAGE), LONGEST / side, MOST)
  return isSquare(area) ? [fine, Math.min(COARSE / side, fine)] : [fine]
}

function codeIn(drawn: Image): string {
  try {
    return decodeQR(drawn, { format: 'BGRX' })
  } catch {
    return '' // no code: the usual case
  }
}

/** A code that fills its picture has no quiet zone. */
const MARGIN = 0.06
const ANNOTATIONS = 1 // FPDF_ANNOT
const BGRX = 3 // FPDFBitmap_BGRx
const WHITE = 0xffffffff

/** null where that is too much. */
function draw(page: PdfPage, area: Area, scale: number, budget: Budget): Image | null {
  const { pdfium, handle } = page
  const across = Math.ceil(pdfium.FPDF_GetPageWidthF(handle) * scale)
  const down = Math.ceil(pdfium.FPDF_GetPageHeightF(handle) * scale)
  const [x0, y0] = onScreen(page, area.left, area.bottom, across, down)
  const [x1, y1] = onScreen(page, area.right, area.top, across, down)
  const margin = Math.ceil(longer(area) * scale * MARGIN)
  const left = Math.max(0, Math.min(x0, x1) - margin)
  const top = Math.max(0, Math.min(y0, y1) - margin)
  const width = Math.min(across, Math.max(x0, x1) + margin) - left
  const height = Math.min(down, Math.max(y0, y1) + margin) - top
  const pixels = width * height
  if (width < 1 || height < 1 || pixels > budget.pixels) return null
  budget.pixels -= pixels
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, BGRX, 0, 0)
  if (bitmap === 0) return null
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
  pdfium.FPDF_RenderPageBitmap(bitmap, handle, -left, -top, across, down, 0, ANNOTATIONS)
  const at = pdfium.FPDFBitmap_GetBuffer(bitmap)
  const data = pdfium.pdfium.HEAPU8.slice(at, at + pixels * 4)
  pdfium.FPDFBitmap_Destroy(bitmap)
  return { width, height, data }
}
