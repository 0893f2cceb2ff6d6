/**
 * PDFium (as WebAssembly, the engine of Chrome and Edge) in a thread of its own: it opens what is encrypted, draws where a QR code may be, and
 * reads what its first pages say. It is built without JavaScript and XFA, has no files and no network, and its memory is bounded.
 */
import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium'
import { MAX_TEXT } from './document-text.ts'
import { pageCodes } from './pdf-codes.ts'
import { SCRATCH } from './pdf-page.ts'
import { ENOUGH, MAX_PAGES, pageText, TEXT_PAGES } from './pdf-text.ts'

export interface PdfJob {
  content: Uint8Array
  /** tried in this order */
  passwords: string[]
  /** a page may show a QR code; without one only the text is read */
  drawn: boolean
  milliseconds: number
}

export interface PdfSeen {
  /** why it was not looked at, or not to the end; '' = it was. `unopened`: no PDF, or one too broken to be opened */
  unreadable: '' | 'password' | 'unopened' | 'damaged' | 'time'
  /** which of the passwords opened it; -1 = it asks for none, or none fits */
  password: number
  /** the document without its encryption; null where it has none */
  clear: Uint8Array | null
  /** texts of QR codes */
  codes: string[]
  /** what its first pages say, where it is so short as a letter */
  text: string
}

/** A letter or a form has its code in front, a handbook or a flyer at its end. */
const FIRST_PAGES = 4
/** of all that is drawn of one document: two scanned pages, or a dozen pictures */
const MAX_PIXELS = 4_500_000
/** bytes of PDFium's memory, and up to which it is used again */
const MAX_MEMORY = 400_000_000
const MAX_KEPT = 128_000_000

const binary = new WebAssembly.Module(readFileSync(new URL(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm'))))
let ready: WrappedPdfiumModule | null = null
let before = Promise.resolve()
parentPort?.on('message', (job: PdfJob) => {
  before = before.then(() => serve(job))
})

async function serve(job: PdfJob): Promise<void> {
  const pdfium = ready ?? (await create())
  ready = null // what threw has lost memory, and perhaps more: it is not used again
  const seen: PdfSeen = { unreadable: '', password: -1, clear: null, codes: [], text: '' }
  try {
    look(pdfium, job, seen)
    if (pdfium.pdfium.HEAPU8.length <= MAX_KEPT) ready = pdfium
  } catch {
    seen.unreadable = 'damaged'
  }
  parentPort?.postMessage(seen)
}

async function create(): Promise<WrappedPdfiumModule> {
  const made = await init({
    print: () => {},
    printErr: () => {},
    instantiateWasm(imports, done) {
      const env = imports.env as { emscripten_resize_heap: (bytes: number) => boolean }
      const grow = env.emscripten_resize_heap
      env.emscripten_resize_heap = (bytes) => bytes >>> 0 <= MAX_MEMORY && grow(bytes)
      const instance = new WebAssembly.Instance(binary, imports)
      done(instance)
      return instance.exports
    },
  })
  made.PDFiumExt_Init()
  return made
}

function look(pdfium: WrappedPdfiumModule, job: PdfJob, seen: PdfSeen): void {
  const bytes = reserve(pdfium, job.content.length)
  pdfium.pdfium.HEAPU8.set(job.content, bytes)
  const end = performance.now() + job.milliseconds
  const document = open(pdfium, bytes, job, end, seen)
  if (document !== 0) {
    // first: its links and scripts are read even where its pages break PDFium
    if (pdfium.FPDF_GetSecurityHandlerRevision(document) !== -1) seen.clear = withoutEncryption(pdfium, document)
    readPages(pdfium, document, job.drawn, end, seen)
    pdfium.FPDF_CloseDocument(document)
  }
  pdfium.pdfium.wasmExports.free(bytes)
}

/** FPDF_GetLastError (fpdfview.h): it wants another password, or a way of encryption that knows none. */
const LOCKED = [4, 5]

/** 0 where it stays closed. Nobody is asked for an empty password. */
function open(pdfium: WrappedPdfiumModule, bytes: number, job: PdfJob, end: number, seen: PdfSeen): number {
  for (const [i, password] of ['', ...job.passwords].entries()) {
    if (performance.now() > end) break
    const document = pdfium.FPDF_LoadMemDocument(bytes, job.content.length, password)
    seen.password = i - 1
    if (document !== 0) return document
    if (!LOCKED.includes(pdfium.FPDF_GetLastError())) {
      seen.unreadable = 'unopened'
      return 0
    }
  }
  seen.password = -1
  seen.unreadable = 'password'
  return 0
}

function readPages(pdfium: WrappedPdfiumModule, document: number, drawn: boolean, end: number, seen: PdfSeen): void {
  const pages = pdfium.FPDF_GetPageCount(document)
  const spoken = pages > MAX_PAGES ? 0 : TEXT_PAGES
  const first = Math.min(pages, drawn ? FIRST_PAGES : spoken)
  const numbers = [...Array(first).keys(), ...(drawn && pages > FIRST_PAGES ? [pages - 1] : [])]
  const budget = { pixels: MAX_PIXELS, end }
  const scratch = reserve(pdfium, SCRATCH)
  for (const number of numbers) {
    const handle = pdfium.FPDF_LoadPage(document, number)
    if (handle === 0) continue
    const page = { pdfium, handle, scratch }
    if (number < spoken && seen.text.length < ENOUGH) seen.text = `${seen.text}\n${pageText(page)}`.trim()
    if (drawn) seen.codes.push(...pageCodes(page, budget))
    pdfium.FPDF_ClosePage(handle)
    if (performance.now() > end) {
      seen.unreadable = 'time'
      break
    }
  }
  seen.text = seen.text.slice(0, MAX_TEXT)
  pdfium.pdfium.wasmExports.free(scratch)
}

function withoutEncryption(pdfium: WrappedPdfiumModule, document: number): Uint8Array {
  pdfium.EPDF_RemoveEncryption(document)
  const writer = pdfium.PDFiumExt_OpenFileWriter()
  pdfium.PDFiumExt_SaveAsCopy(document, writer)
  const length = pdfium.PDFiumExt_GetFileWriterSize(writer)
  const at = reserve(pdfium, length)
  pdfium.PDFiumExt_GetFileWriterData(writer, at, length)
  const copy = pdfium.pdfium.HEAPU8.slice(at, at + length)
  pdfium.pdfium.wasmExports.free(at)
  pdfium.PDFiumExt_CloseFileWriter(writer)
  return copy
}

function reserve(pdfium: WrappedPdfiumModule, bytes: number): number {
  const at = pdfium.pdfium.wasmExports.malloc(bytes)
  if (at === 0) throw new Error(`no room for ${bytes} bytes`)
  return at
}
