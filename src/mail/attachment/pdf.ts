/**
 * PDF (ISO 32000-1): scripts, programs that it launches, files it carries, links, the QR codes that its pages show, and what the first of
 * them say. Its objects are read here, streams inflated to look into them, within bounds; PDFium decrypts, draws and reads (pdf-worker.ts).
 */
import { hash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { boundedThread } from '../../evidence/bounded-thread.ts'
import type { InspectOptions, Trait } from '../attachment-tree.ts'
import { codeLinks, pdfLinks } from './document-links.ts'
import { type Child, late, type Opened, type OpenFile } from './opening.ts'
import { mayShowCode } from './pdf-hint.ts'
import type { PdfJob, PdfSeen } from './pdf-worker.ts'

const MAX_STREAMS = 3_000
const MAX_STREAM = 8_000_000
/** of a PDF that is opened for its text alone: a letter has no photographs */
const MAX_LETTER = 2_000_000 // bytes

export async function openPdf(file: OpenFile, { unheard }: InspectOptions): Promise<Opened> {
  const locked = readObjects(file)
  const drawn = locked.encrypted === true || mayShowCode(file.content)
  if (!drawn && (unheard || file.content.length > MAX_LETTER)) return locked
  const seen = await view(file, drawn)
  file.budget.unpacked += seen.clear?.length ?? 0
  const objects = seen.clear ? readObjects({ ...file, content: Buffer.from(seen.clear.buffer) }) : locked
  const password = file.passwords[seen.password] ?? null
  return {
    ...objects,
    codes: codeLinks(seen.codes),
    text: seen.text,
    // one that opens without a password only forbids to print or to change it
    encrypted: password !== null || (seen.unreadable !== '' && objects.encrypted === true),
    password,
    unreadable: seen.unreadable === 'unopened' ? (objects.encrypted ? 'damaged' : '') : seen.unreadable,
  }
}

const look = boundedThread<PdfJob, PdfSeen>(new URL('./pdf-worker.ts', import.meta.url))

/** for one document: an everyday one takes a hundredth of it */
const MILLISECONDS = 8_000
/** more, for what can't be left half-way */
const GRACE = 2_000

const REMEMBERED = 2_000

/** The same circular lies in the mailbox of everybody who got it. */
const known = new Map<string, PdfSeen>()

async function view({ content, passwords, budget }: OpenFile, drawn: boolean): Promise<PdfSeen> {
  const sha256 = hash('sha256', content, 'hex')
  const before = known.get(sha256)
  if (before) return before
  const milliseconds = Math.min(MILLISECONDS, budget.deadline - performance.now())
  const job = { content: new Uint8Array(content), passwords: passwords.map(({ text }) => text), drawn, milliseconds }
  const seen = milliseconds > 0 ? await look(job, milliseconds + GRACE) : 'time'
  if (seen === 'time') return { unreadable: 'time', password: -1, clear: null, codes: [], text: '' }
  if (known.size >= REMEMBERED) known.clear()
  if (seen.unreadable === '' && seen.clear === null) known.set(sha256, seen)
  return seen
}

function readObjects(file: OpenFile): Opened {
  const texts = [outsideStreams(file.content)]
  const files: Buffer[] = []
  for (const { dictionary, content } of streams(file)) {
    if (/\/Type\s*\/EmbeddedFile\b/.test(dictionary)) files.push(content)
    else if (/\/Type\s*\/ObjStm\b/.test(dictionary)) texts.push(content.toString('latin1'))
  }
  // a name may be written in hex: /J#61vaScript
  const text = texts
    .join('\n')
    .replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const traits: Trait[] = []
  const opens = /\/(OpenAction|AA)\b/.test(text)
  if (/\/(JavaScript|JS)\b/.test(text))
    traits.push({ trait: 'pdf-action', detail: opens ? 'JavaScript, OpenAction' : 'JavaScript' })
  const launch =
    /\/S\s*\/Launch\b/.test(text) && (/\/F\s*\(([^)]{1,300})\)/.exec(text.slice(text.indexOf('/Launch')))?.[1] ?? '')
  if (launch !== false) traits.push({ trait: 'pdf-action', detail: `Launch ${launch}`.trim() })
  // a script that saves an embedded file and opens it (nLaunch 1 and 2)
  else if (/exportDataObject\s*\\?\([\s\S]{0,300}?nLaunch\s*:\s*[12]/.test(text))
    traits.push({ trait: 'pdf-action', detail: 'Launch (exportDataObject)' })
  const names = [...text.matchAll(/\/(?:UF|F)\s*(\((?:\\.|[^)\\]){1,260}\)|<[0-9a-f\s]{2,1000}>)/gi)].map((one) =>
    pdfText(one[1] ?? ''),
  )
  const unique = [...new Set(names.filter((name) => /\.\w{1,8}$/.test(name)))]
  const children = files.map((content, i): Child => {
    const name = unique[i] ?? `embedded-${i + 1}`
    return { name, content, bytes: content.length, traits: [{ trait: 'embedded-file', detail: name }] }
  })
  return { traits, children, links: pdfLinks(text, pdfText), encrypted: /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(text) }
}

/** The objects themselves, without the bytes of streams. */
function outsideStreams(bytes: Buffer): string {
  const parts: string[] = []
  let at = 0
  while (at < bytes.length) {
    const stream = bytes.indexOf('stream', at, 'latin1')
    parts.push(bytes.toString('latin1', at, stream < 0 ? bytes.length : stream))
    if (stream < 0) break
    const end = bytes.indexOf('endstream', stream, 'latin1')
    if (end < 0) break
    at = end + 9
  }
  return parts.join('\n')
}

function* streams(file: OpenFile): Generator<{ dictionary: string; content: Buffer }> {
  const bytes = file.content
  let at = bytes.indexOf('stream', 0, 'latin1')
  for (let seen = 0; at >= 0 && seen < MAX_STREAMS && !late(file.budget); seen++) {
    const end = bytes.indexOf('endstream', at, 'latin1')
    if (end < 0) return
    const before = bytes.toString('latin1', Math.max(0, at - 2_000), at)
    const dictionary = before.slice(Math.max(0, before.lastIndexOf('obj')))
    const start = at + 6 + (bytes[at + 6] === 13 ? 2 : 1)
    const wanted = /\/Type\s*\/(EmbeddedFile|ObjStm)\b/.test(dictionary)
    const content = wanted ? inflated(bytes.subarray(start, end), dictionary) : null
    if (content) yield { dictionary, content }
    at = bytes.indexOf('stream', end + 9, 'latin1')
  }
}

function inflated(raw: Buffer, dictionary: string): Buffer | null {
  if (!/\/(FlateDecode|Fl)\b/.test(dictionary)) return raw
  try {
    return inflateSync(raw, { maxOutputLength: MAX_STREAM, finishFlush: 2 })
  } catch {
    return null
  }
}

function pdfText(literal: string): string {
  const raw = literal.startsWith('<')
    ? Buffer.from(literal.replace(/[^0-9a-f]/gi, ''), 'hex')
    : Buffer.from(
        literal
          .slice(1, -1)
          .replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
          .replace(/\\(.)/g, '$1'),
        'latin1',
      )
  if (raw[0] === 0xfe && raw[1] === 0xff) return new TextDecoder('utf-16be').decode(raw)
  return new TextDecoder('shift_jis').decode(raw)
}
