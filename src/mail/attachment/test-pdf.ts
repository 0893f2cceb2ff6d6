/** PDFs for tests, made in code, with QR codes shown in every way that a page can show one. */
import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { init } from '@embedpdf/pdfium'
import encodeQR from 'qr'

/** A stream with its dictionary, without the length. */
export interface PdfStream {
  entries: string
  data: Buffer
}

export interface PdfPage {
  /** operators (ISO 32000-1, annex A) */
  content: string
  /** what `Do` shows, by name */
  shown?: Record<string, PdfStream>
  /** of the page's dictionary */
  entries?: string
  annotations?: { entries: string; look?: PdfStream }[]
}

export interface PdfMore {
  /** of the document's dictionary */
  entries?: string
  /** a file that it carries */
  carried?: { name: string; data: Buffer }
}

/** Pages of A4, 595 by 842 points, where their `entries` say nothing else. */
export function pdfOf(pages: PdfPage[], { entries: more = '', carried }: PdfMore = {}): Buffer {
  const objects: Buffer[] = []
  const add = (object: string | Buffer): string => `${objects.push(Buffer.from(object))} 0 R`
  const stream = ({ entries, data }: PdfStream) =>
    add(
      Buffer.concat([
        Buffer.from(`<< ${entries} /Length ${data.length} >>\nstream\n`),
        data,
        Buffer.from('\nendstream'),
      ]),
    )
  add('') // the catalog
  add('') // the tree of pages
  const kids = pages.map(({ content, shown = {}, entries = '', annotations = [] }) => {
    const named = Object.entries(shown).map(([name, one]) => `/${name} ${stream(one)}`)
    const noted = annotations.map(({ entries, look }) =>
      add(`<< /Type /Annot ${entries} ${look ? `/AP << /N ${stream(look)} >>` : ''} >>`),
    )
    const drawn = stream({ entries: '', data: Buffer.from(content, 'latin1') })
    const box = entries.includes('/MediaBox') ? '' : '/MediaBox [0 0 595 842]'
    return add(
      `<< /Type /Page /Parent 2 0 R ${box} ${entries} /Contents ${drawn} /Annots [${noted.join(' ')}] /Resources << /Font << /F ${FONT} >> /XObject << ${named.join(' ')} >> >> >>`,
    )
  })
  const files = carried
    ? `/Names << /EmbeddedFiles << /Names [(1) << /Type /Filespec /F (${carried.name}) /EF << /F ${stream({ entries: '/Type /EmbeddedFile /Filter /FlateDecode', data: deflateSync(carried.data) })} >> >>] >> >>`
    : ''
  objects[0] = Buffer.from(`<< /Type /Catalog /Pages 2 0 R ${files} ${more} >>`)
  objects[1] = Buffer.from(`<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>`)
  return file(objects)
}

function file(objects: Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n')]
  let at = 9
  let table = '0000000000 65535 f \n'
  for (const [i, object] of objects.entries()) {
    table += `${String(at).padStart(10, '0')} 00000 n \n`
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    parts.push(part)
    at += part.length
  }
  const size = objects.length + 1
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(`xref\n0 ${size}\n${table}${trailer}`)])
}

/** Its letters are those of Unicode, for text of any language. */
const FONT =
  '<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UTF16-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> /FontDescriptor << /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>] >>'

/** A page of text, and where a click on it leads. */
export const textPage = (lines: string[], link = ''): PdfPage => ({
  content: `BT /F 10 Tf 14 TL 60 780 Td ${lines.map((line) => `<${Buffer.from(line, 'utf16le').swap16().toString('hex')}> Tj T*`).join(' ')} ET`,
  annotations:
    link === '' ? [] : [{ entries: `/Subtype /Link /Rect [60 700 300 780] /A << /S /URI /URI (${link}) >>` }],
})

/** A page that shows `stream` in a square of so many points. */
export const showing = (stream: PdfStream, side = 120) => ({
  content: `${LETTER} q ${side} 0 0 ${side} 200 400 cm /Q Do Q`,
  shown: { Q: stream },
})

/** A letterhead, and lines in the place of text. */
const LETTER = `0.1 0.3 0.6 rg 60 780 200 20 re f 0 g ${Array.from({ length: 12 }, (_, i) => `60 ${720 - i * 14} 430 1 re f`).join(' ')}`

/** Dark modules with a quiet zone, rows from the top. */
const modulesOf = (text: string): boolean[][] => encodeQR(text, 'raw', { border: 2 })

export const picture = (entries: string, side: number, data: Buffer): PdfStream => ({
  entries: `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} ${entries}`,
  data,
})

/** One byte a module. */
const greys = (text: string): Buffer =>
  Buffer.from(
    modulesOf(text)
      .flat()
      .map((dark) => (dark ? 0 : 255)),
  )

/** Rows of `row` bytes, each behind a filter's byte (PNG: 2 = difference to the row above). */
function predicted(bytes: Buffer, row: number): Buffer {
  const rows = Array.from({ length: bytes.length / row }, (_, y) =>
    Buffer.concat([
      Buffer.of(2),
      Buffer.from(
        bytes.subarray(y * row, (y + 1) * row).map((byte, x) => byte - (y > 0 ? (bytes[(y - 1) * row + x] ?? 0) : 0)),
      ),
    ]),
  )
  return deflateSync(Buffer.concat(rows))
}

/** One bit a pixel, rows filled to bytes; 1 = light. */
function bits(text: string): Buffer {
  return Buffer.concat(
    modulesOf(text).map((row) => {
      const bytes = Buffer.alloc(Math.ceil(row.length / 8))
      for (const [x, dark] of row.entries()) if (!dark) bytes[x >> 3] = (bytes[x >> 3] ?? 0) | (0x80 >> (x & 7))
      return bytes
    }),
  )
}

/** A page with the code in each of the ways that makers of PDF know. */
export function codePages(text: string) {
  const modules = modulesOf(text)
  const side = modules.length
  const rgb = Buffer.from(
    [...greys(text)].flatMap((grey) => [grey === 0 ? 20 : 255, grey === 0 ? 40 : 255, grey === 0 ? 110 : 255]),
  )
  const grey = picture(
    '/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode',
    side,
    deflateSync(greys(text)),
  )
  const one = picture('/ColorSpace /DeviceGray /BitsPerComponent 1', side, bits(text))
  const squares = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`${x} ${side - 1 - y} 1 1 re`] : [])))
  const within = `q ${120 / side} 0 0 ${120 / side} 200 400 cm`
  const form: PdfStream = {
    entries: `/Type /XObject /Subtype /Form /BBox [0 0 ${side} ${side}]`,
    data: Buffer.from(`${squares.join(' ')} f`),
  }
  return {
    grey: showing(grey),
    'RGB with a predictor': showing(
      picture(
        `/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 3 /Columns ${side} >>`,
        side,
        predicted(rgb, side * 3),
      ),
    ),
    indexed: showing(
      picture(
        '/ColorSpace [/Indexed /DeviceRGB 1 <000080FFFFFF>] /BitsPerComponent 8 /Filter /FlateDecode',
        side,
        deflateSync(greys(text).map((light) => light && 1)),
      ),
    ),
    'one bit': showing(one),
    'a mask': showing(picture('/ImageMask true /BitsPerComponent 1', side, bits(text))),
    JPEG: showing(picture('/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode', side * 8, jpeg(modules))),
    inline: {
      content: `q 120 0 0 120 200 400 cm BI /W ${side} /H ${side} /CS /G /BPC 1 /F /AHx ID ${bits(text).toString('hex')}> EI Q`,
    },
    rectangles: { content: `${within} ${squares.map((square) => `${square} f`).join(' ')} Q` },
    'one drawing': { content: `${within} ${squares.join(' ')} f Q` },
    'a form': { content: `q 0 1 -1 0 700 200 cm ${within} /Q Do Q Q`, shown: { Q: form } },
    'two halves': {
      content: `q 200 400 120 60 re W n q 120 0 0 120 200 400 cm /Q Do Q Q q 200 460 120 60 re W n q 120 0 0 120 200 400 cm /Q Do Q Q`,
      shown: { Q: grey },
    },
    'a page of pixels': {
      content: `q 0.95 g 0 0 2480 3508 re f Q q 500 0 0 500 900 1500 cm /Q Do Q`,
      shown: { Q: grey },
      entries: '/MediaBox [0 0 2480 3508]',
    },
    'a turned page': { ...showing(one), entries: '/MediaBox [-100 -50 495 792] /Rotate 90' },
    'a stamp': {
      content: LETTER,
      annotations: [{ entries: '/Subtype /Stamp /Rect [200 400 320 520] /F 4', look: form }],
    },
  } satisfies Record<string, PdfPage>
}

/** Blocks of 8 × 8 pixels, each of one grey: baseline JPEG (ITU-T T.81) without anything else than the means. */
function jpeg(blocks: boolean[][]): Buffer {
  const side = blocks.length * 8
  const segment = (marker: number, ...bytes: number[]) => [0xff, marker, 0, bytes.length + 2, ...bytes]
  const head = [
    ...[0xff, 0xd8],
    ...segment(0xdb, 0, ...Array<number>(64).fill(8)),
    ...segment(0xc0, 8, side >> 8, side & 255, side >> 8, side & 255, 1, 1, 0x11, 0),
    // means: sixteen codes of four bits, of which twelve are used; all else: one bit, for its end
    ...segment(0xc4, 0x00, 0, 0, 0, 12, ...Array<number>(12).fill(0), ...Array(12).keys()),
    ...segment(0xc4, 0x10, 1, ...Array<number>(15).fill(0), 0),
    ...segment(0xda, 1, 1, 0, 0, 63, 0),
  ]
  let code = ''
  let before = 0
  for (const dark of blocks.flat()) {
    const mean = dark ? -128 : 127
    const change = mean - before
    const length = change === 0 ? 0 : Math.floor(Math.log2(Math.abs(change))) + 1
    const value = change < 0 ? change + 2 ** length - 1 : change
    const bits = length > 0 ? value.toString(2).padStart(length, '0') : ''
    code += `${length.toString(2).padStart(4, '0')}${bits}0`
    before = mean
  }
  const bytes = (code.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '1'), 2))
  return Buffer.from([...head, ...bytes.flatMap((byte) => (byte === 255 ? [255, 0] : [byte])), 0xff, 0xd9])
}

const pdfium = await init({
  wasmBinary: new Uint8Array(readFileSync(new URL(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm')))).buffer,
})
pdfium.PDFiumExt_Init()

/** With AES-256 (ISO 32000-2); an empty password opens it for everybody. */
export function encryptedPdf(clear: Buffer, password: string): Buffer {
  const { malloc, free } = pdfium.pdfium.wasmExports
  const at = malloc(clear.length)
  pdfium.pdfium.HEAPU8.set(clear, at)
  const document = pdfium.FPDF_LoadMemDocument(at, clear.length, '')
  pdfium.EPDF_SetEncryption(document, password, 'of its owner', 0xfffffffc)
  const writer = pdfium.PDFiumExt_OpenFileWriter()
  pdfium.PDFiumExt_SaveAsCopy(document, writer)
  const length = pdfium.PDFiumExt_GetFileWriterSize(writer)
  const copy = malloc(length)
  pdfium.PDFiumExt_GetFileWriterData(writer, copy, length)
  const made = Buffer.from(pdfium.pdfium.HEAPU8.slice(copy, copy + length))
  pdfium.PDFiumExt_CloseFileWriter(writer)
  pdfium.FPDF_CloseDocument(document)
  free(copy)
  free(at)
  return made
}
