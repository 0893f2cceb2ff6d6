/** A page that PDFium has loaded, and what stands on it. */
import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import { type Area, both, type Matrix, moved, UNMOVED } from './pdf-area.ts'

export interface PdfPage {
  pdfium: WrappedPdfiumModule
  /** FPDF_PAGE */
  handle: number
  /** SCRATCH bytes of PDFium's memory, where it puts its answers */
  scratch: number
}

export const SCRATCH = 24

/** Kinds of objects (fpdf_edit.h). */
const PATH = 2
export const IMAGE = 3
const FORM = 5

export interface PageObject {
  /** FPDF_PAGEOBJECT */
  object: number
  kind: typeof PATH | typeof IMAGE
  area: Area
}

/** of a page: a plan or a map has a hundred thousand */
const MAX_OBJECTS = 20_000
const MAX_DEPTH = 4

/** Its pictures and drawings, those in forms (form XObjects) too. */
export function* objectsOf(page: PdfPage): Generator<PageObject> {
  const { pdfium, handle } = page
  const objects = Array.from({ length: Math.min(pdfium.FPDFPage_CountObjects(handle), MAX_OBJECTS) }, (_, i) =>
    pdfium.FPDFPage_GetObject(handle, i),
  )
  yield* walk(page, objects, UNMOVED, 0, { left: MAX_OBJECTS })
}

function* walk(
  page: PdfPage,
  objects: number[],
  within: Matrix,
  depth: number,
  bound: { left: number },
): Generator<PageObject> {
  const { pdfium, scratch } = page
  for (const object of objects) {
    if (bound.left-- <= 0) return
    const kind = pdfium.FPDFPageObj_GetType(object)
    if (kind === FORM && depth < MAX_DEPTH && pdfium.FPDFPageObj_GetMatrix(object, scratch)) {
      const matrix = both(floats(page, 6) as Matrix, within)
      const inside = Array.from({ length: Math.min(pdfium.FPDFFormObj_CountObjects(object), bound.left) }, (_, i) =>
        pdfium.FPDFFormObj_GetObject(object, i),
      )
      yield* walk(page, inside, matrix, depth + 1, bound)
    }
    if (kind !== IMAGE && kind !== PATH) continue
    if (!pdfium.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)) continue
    const [left = 0, bottom = 0, right = 0, top = 0] = floats(page, 4)
    yield { object, kind, area: moved({ left, bottom, right, top }, within) }
  }
}

/** Kinds of annotations that only lead elsewhere or wait for the mouse (fpdf_annot.h). */
const LINK = 2
const POPUP = 16
const MAX_ANNOTATIONS = 500

/** Where annotations stand that show something of their own, as stamps and buttons do. */
export function annotationsOf(page: PdfPage): Area[] {
  const { pdfium, handle, scratch } = page
  const areas: Area[] = []
  for (let i = 0; i < Math.min(pdfium.FPDFPage_GetAnnotCount(handle), MAX_ANNOTATIONS); i++) {
    const annotation = pdfium.FPDFPage_GetAnnot(handle, i)
    const kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if (kind !== LINK && kind !== POPUP && pdfium.FPDFAnnot_GetRect(annotation, scratch)) {
      const [left = 0, top = 0, right = 0, bottom = 0] = floats(page, 4)
      areas.push({ left, bottom, right, top })
    }
    pdfium.FPDFPage_CloseAnnot(annotation)
  }
  return areas
}

/** How many pixels a picture has. */
export function pixelsOf(page: PdfPage, object: number): number {
  const { pdfium, scratch } = page
  if (!pdfium.FPDFImageObj_GetImagePixelSize(object, scratch, scratch + 4)) return 0
  const [width, height] = integers(page)
  return width * height
}

/** Where a point of the page stands when the whole page is drawn so large: pages may be turned, and begin anywhere. */
export function onScreen(page: PdfPage, x: number, y: number, across: number, down: number): [number, number] {
  page.pdfium.FPDF_PageToDevice(page.handle, 0, 0, across, down, 0, x, y, page.scratch, page.scratch + 4)
  return integers(page)
}

const floats = ({ pdfium, scratch }: PdfPage, count: number): number[] =>
  Array.from({ length: count }, (_, i) => pdfium.pdfium.getValue(scratch + 4 * i, 'float'))

const integers = ({ pdfium, scratch }: PdfPage): [number, number] => [
  pdfium.pdfium.getValue(scratch, 'i32'),
  pdfium.pdfium.getValue(scratch + 4, 'i32'),
]
