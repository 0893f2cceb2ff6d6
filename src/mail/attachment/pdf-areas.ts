/**
 * Where on a page a QR code may stand: pictures and drawings that are about square, and larger ones that may hold one. A page of text with
 * a letterhead has none, and costs no search.
 */
import { type Area, isSquare, longer, shorter, touch, union } from './pdf-area.ts'
import { annotationsOf, IMAGE, objectsOf, type PdfPage, pixelsOf } from './pdf-page.ts'

const MAX_PICTURES = 1_000
/** pixels of one picture: a page that was scanned with 600 dots an inch */
const MAX_PIXELS = 50_000_000
/** The smallest code has more than a hundred runs of dark modules, drawn each by itself or all at once. */
const MANY_RUNS = 80
const MANY_CORNERS = 200
/** in points: 0.2 mm */
const MODULE = 0.5
/** The eyes' sides have seven modules. Lines of a table are longer. */
const RUN = 7.5

/** The small ones first: they are the likeliest, and cheap. */
export function areasOf(page: PdfPage): Area[] {
  const pictures = annotationsOf(page)
  const drawings: Area[] = []
  const runs: Area[] = []
  for (const { object, kind, area } of objectsOf(page)) {
    if (pictures.length + drawings.length >= MAX_PICTURES) break
    if (kind === IMAGE) {
      if (pixelsOf(page, object) <= MAX_PIXELS) pictures.push(area)
    } else if (page.pdfium.FPDFPath_CountSegments(object) >= MANY_CORNERS) drawings.push(area)
    else if (shorter(area) >= MODULE && longer(area) <= shorter(area) * RUN) runs.push(area)
  }
  if (runs.length >= MANY_RUNS) drawings.push(runs.reduce(union))
  const areas = [...pictures, ...joined(pictures), ...drawings].filter(mayHoldCode)
  return [...new Map(areas.map((one) => [JSON.stringify(one), one])).values()].sort((a, b) => longer(a) - longer(b))
}

/** in points: 8 mm, as no telephone reads smaller ones, and 25 mm */
const SMALLEST = 23
const ROOMY = 71

const mayHoldCode = (area: Area) => shorter(area) >= SMALLEST && (isSquare(area) || shorter(area) >= ROOMY)

const GAP = 1 // point

/** Pictures that touch: scanners and printers cut one into strips, and who hides a code cuts it in two. */
function joined(pictures: Area[]): Area[] {
  const groups: Area[] = []
  for (const picture of pictures) {
    let grown = picture
    for (;;) {
      const at = groups.findIndex((one) => touch(one, grown, GAP))
      if (at < 0) break
      grown = groups.splice(at, 1).reduce(union, grown)
    }
    groups.push(grown)
  }
  return groups
}
