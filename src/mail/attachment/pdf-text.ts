/** The text of a PDF's first pages, as PDFium reads it from the fonts. Nothing is drawn: a page takes two milliseconds. */
import { MAX_TEXT, paragraphs } from './document-text.ts'
import type { PdfPage } from './pdf-page.ts'

/** A bill or a letter; what has more pages is a paper, a catalogue or a manual, and is no letter. */
export const MAX_PAGES = 6
/** that are read, the later ones where those before say little */
export const TEXT_PAGES = 2
export const ENOUGH = 1_500 // characters

export function pageText({ pdfium, handle }: PdfPage): string {
  const page = pdfium.FPDFText_LoadPage(handle)
  if (page === 0) return ''
  const count = Math.min(pdfium.FPDFText_CountChars(page), MAX_TEXT)
  const bytes = 2 * (count + 1)
  const at = count > 0 ? pdfium.pdfium.wasmExports.malloc(bytes) : 0
  const written = at === 0 ? 0 : pdfium.FPDFText_GetText(page, 0, count, at) - 1
  const text = new TextDecoder('utf-16le').decode(pdfium.pdfium.HEAPU8.slice(at, at + 2 * Math.max(0, written)))
  if (at !== 0) pdfium.pdfium.wasmExports.free(at)
  pdfium.FPDFText_ClosePage(page)
  return paragraphs(text)
}
