/** Which reader opens which type. */
import { gunzipSync } from 'node:zlib'
import { readDirectory } from '../../evidence/zip-directory.ts'
import type { ContentType, InspectOptions } from '../attachment-tree.ts'
import { uuFiles } from '../transfer-encoding.ts'
import { textOf } from './content-type.ts'
import { boundedLinks, calendarLinks } from './document-links.ts'
import { plainLetter } from './document-text.ts'
import { extensionOf } from './file-name.ts'
import { openPage } from './html.ts'
import { openPointer, openShortcut, openUrl } from './lnk.ts'
import { openCompound } from './ole.ts'
import { openOneNote } from './onenote.ts'
import { readOffice } from './ooxml.ts'
import { readOpenDocument } from './open-document.ts'
import { MAX_FILE, MAX_ITEMS, type Opened, type OpenFile, refusal } from './opening.ts'
import { openPdf } from './pdf.ts'
import { openProgram } from './pe.ts'
import { openRtf } from './rtf.ts'
import { openScript } from './script.ts'
import { openWithSevenZip } from './seven-zip.ts'
import { openTable } from './table.ts'
import { openZip } from './zip.ts'

export async function openFile(file: OpenFile, options: InspectOptions): Promise<Opened> {
  const opened = (await READERS[file.type]?.(file, options)) ?? {}
  return HIDES_A_ZIP.has(file.type) ? await withHiddenZip(file, opened) : opened
}

type Reader = (file: OpenFile, options: InspectOptions) => Opened | Promise<Opened>

const sevenZip = (format: string) => (file: OpenFile) => openWithSevenZip(file, format)

const READERS: Partial<Record<ContentType, Reader>> = {
  zip: openZipKind,
  '7z': sevenZip('7z'),
  rar: sevenZip(''),
  lzh: sevenZip('lzh'),
  cab: sevenZip('cab'),
  arj: sevenZip('arj'),
  tar: sevenZip('tar'),
  gz: openGzip,
  bz2: sevenZip('bzip2'),
  xz: sevenZip('xz'),
  z: sevenZip('z'),
  iso: openDisk,
  img: openDisk,
  vhd: openDisk,
  vhdx: openDisk,
  chm: sevenZip('chm'),
  pe: (file) => openProgram(file, async (inner) => (await READERS[inner.type]?.(inner, NO_MESSAGES)) ?? {}),
  ole: async (file, options) => {
    const opened = await openCompound(file)
    return opened.type === 'message' ? { ...opened, ...(await openMessage(file, options)) } : opened
  },
  rtf: openRtf,
  onenote: openOneNote,
  pdf: openPdf,
  html: openPage,
  svg: openPage,
  script: async (file) => {
    const [script, page] = [openScript(file), await openPage(file)]
    return {
      traits: [...(script.traits ?? []), ...(page.traits ?? [])],
      children: page.children ?? [],
      links: page.links ?? [],
    }
  },
  lnk: openShortcut,
  url: openUrl,
  text: (file) =>
    UUENCODED.test(file.content.toString('latin1', 0, 300))
      ? openUuencoded(file)
      : { ...merged(openTable(file), openPointer(file)), links: calendarLinks(file), text: noteText(file) },
  message: openMessage,
  unknown: (file) => (SEALED.has(extensionOf(file.name)) ? { encrypted: true, unreadable: 'password' } : {}),
}

/** What a person wrote: tables, logs and sources have other names. */
const noteText = ({ name, content }: OpenFile) =>
  /^te?xt$/.test(extensionOf(name)) ? plainLetter(textOf(content)) : ''

const UUENCODED = /^(?:.{0,100}\r?\n){0,3}begin [0-7]{3,4} \S/

/** A file of letters and signs that stands for another, as programs to unpack still read them. */
function openUuencoded(file: OpenFile): Opened {
  const children = uuFiles(file.content.toString('latin1')).slice(0, MAX_ITEMS)
  file.budget.unpacked += children.reduce((sum, { content }) => sum + content.length, 0)
  return { children: children.map(({ name, content }) => ({ name, content, bytes: content.length })) }
}

/** Files that only their own product opens: AttacheCase, FinalCode, Zed!, InterSafe, PGP and the like. */
const SEALED = new Set('atc fcl zed pgp gpg enc cpt hbn ifs age aes'.split(' '))

const NO_MESSAGES: InspectOptions = { passwords: [], milliseconds: 0 }

/** What in a ZIP makes it something else (ECMA-376, ODF, the JAR specification). */
async function openZipKind(file: OpenFile): Promise<Opened> {
  const opened = openZip(file) ?? (await openWithSevenZip(file, 'zip'))
  const parts = opened.children ?? []
  const has = (name: string) => parts.some((part) => part.name === name)
  if (has('[Content_Types].xml') && !opened.encrypted) return merged(opened, await readOffice(parts))
  if (has('META-INF/manifest.xml') && has('mimetype')) return merged(opened, await readOpenDocument(parts))
  if (has('META-INF/MANIFEST.MF')) {
    const manifest = parts.find((part) => part.name === 'META-INF/MANIFEST.MF')?.content ?? new Uint8Array()
    const runs = /^Main-Class:/m.test(Buffer.from(manifest).toString('utf8'))
    return {
      ...opened,
      type: 'jar',
      traits: [...(opened.traits ?? []), ...(runs ? [{ trait: 'executable', detail: 'jar' }] : [])],
      children: [],
    }
  }
  return opened
}

function merged(zip: Opened, inner: Opened): Opened {
  return { ...zip, ...inner, traits: [...(zip.traits ?? []), ...(inner.traits ?? [])] }
}

async function openDisk(file: OpenFile): Promise<Opened> {
  const opened = await openWithSevenZip(file, file.type === 'vhd' || file.type === 'vhdx' ? file.type : '')
  return { ...opened, traits: [...(opened.traits ?? []), { trait: 'disk-image', detail: file.type }] }
}

async function openMessage(file: OpenFile, options: InspectOptions): Promise<Opened> {
  const inside = await options.openMessage?.(file.content)
  if (!inside) return {}
  return {
    type: 'message',
    children: inside.parts.map((part) => ({ ...part, bytes: part.content.length })),
    links: boundedLinks(inside.links),
    text: plainLetter(inside.text),
  }
}

function openGzip(file: OpenFile): Opened {
  const room = Math.min(MAX_FILE, Math.max(8_000_000, file.content.length * 250))
  try {
    const content = gunzipSync(file.content, { maxOutputLength: room })
    const refused = refusal(file.budget, content.length, file.content.length)
    if (refused !== '') return { unreadable: refused }
    file.budget.unpacked += content.length
    return { children: [{ name: innerName(file), content, bytes: content.length }] }
  } catch (error) {
    return { unreadable: (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'ratio' : 'damaged' }
  }
}

/** The name that the header keeps (RFC 1952 FNAME), else the file's own without its last extension. */
function innerName({ name, content }: OpenFile): string {
  if (((content[3] ?? 0) & 0x0c) === 0x08) {
    const end = content.indexOf(0, 10)
    if (end > 10 && end < 300) return new TextDecoder('shift_jis').decode(content.subarray(10, end))
  }
  return name.replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '') || 'content'
}

/** Types that a ZIP is glued behind, so that one program sees the one and another the other. */
const HIDES_A_ZIP = new Set<ContentType>(['image', 'pdf', 'lnk', 'html', 'text', 'audio', 'video', 'script'])

async function withHiddenZip(file: OpenFile, opened: Opened): Promise<Opened> {
  const tail = file.content.subarray(-65_600)
  const end = tail.lastIndexOf('PK\x05\x06', tail.length, 'latin1')
  // an end record that ends where the file ends
  if (end < 0 || end + 22 + tail.readUInt16LE(Math.min(end + 20, tail.length - 2)) < tail.length - 64) return opened
  const directory = readDirectory(file.content, MAX_ITEMS)
  if (directory.damaged || !directory.entries.some((entry) => entry.data >= 0)) return opened
  const zip = await openZipKind({ ...file, type: 'zip' })
  return {
    ...opened,
    traits: [...(opened.traits ?? []), { trait: 'polyglot', detail: `${file.type}, zip` }, ...(zip.traits ?? [])],
    children: [...(opened.children ?? []), ...(zip.children ?? [])],
  }
}
