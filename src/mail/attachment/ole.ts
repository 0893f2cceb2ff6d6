/** Compound files ([MS-CFB]): Office 97–2003 with its macros and embedded packages, encrypted Office files, Outlook items, MSI. */

import type { PasswordCandidate, Trait } from '../attachment-tree.ts'
import { readStreams, type Stream } from './compound-stream.ts'
import { codeLinks } from './document-links.ts'
import { letterOf } from './document-text.ts'
import { openExcel97 } from './excel97.ts'
import { type Child, late, type Opened, type OpenFile } from './opening.ts'
import { codesIn, picturesAmong } from './picture-codes.ts'
import { openPowerPoint97 } from './powerpoint97.ts'
import { macroTraits, moduleSource } from './vba.ts'
import { openWord97 } from './word97.ts'
import { sheetTraits } from './xls-sheet.ts'

export async function openCompound(file: OpenFile): Promise<Opened> {
  const streams = readStreams(file.content)
  const has = (pattern: RegExp) => streams.some((one) => pattern.test(one.path))
  if (has(/\/EncryptedPackage$/i)) return await openEncrypted(file)
  if (has(/__properties_version1\.0$/)) return openOutlookItem(streams)
  if (isInstaller(file.content)) return { type: 'msi' }
  if (isLegacyEncrypted(streams)) return { ...(await openEncrypted(file)), traits: macrosOf(streams) }
  // a stream of another kind beside it must not silence a document
  const said = [openWord97(streams), openExcel97(streams), openPowerPoint97(streams)]
  return {
    traits: [
      ...macrosOf(streams),
      ...workbookTraits(streams),
      ...fieldTraits(streams),
      ...said.flatMap(({ traits }) => traits ?? []),
    ],
    links: said.flatMap(({ links }) => links ?? []),
    text: letterOf(said.map(({ text }) => text ?? '').flatMap((text) => text.split('\n'))),
    codes: codeLinks(
      await codesIn(streams.filter(({ path }) => PICTURES.test(path)).flatMap(({ content }) => picturesAmong(content))),
    ),
    children: packages(streams),
  }
}

/** Word keeps pictures in `Data` and behind the text, PowerPoint in `Pictures`. */
const PICTURES = /^\/(?:Data|WordDocument|Pictures)$/

/** Macros of a compound file or of a `vbaProject.bin`. */
export function macrosOf(streams: Stream[]): Trait[] {
  const modules = streams.filter(
    (one) => /\/VBA\/[^/]+$/i.test(one.path) && !/\/(dir|_VBA_PROJECT|__SRP_\w+)$/i.test(one.path),
  )
  const sources = modules.map((one) => moduleSource(one.content))
  const traits = macroTraits(sources)
  if (traits.length > 0) return traits
  const stomped = modules.some((one) => one.content.length > 2_000) && sources.every((one) => one === '')
  // compiled code without its source: made to hide from readers of the source
  return stomped
    ? [
        { trait: 'macro', detail: 'without source' },
        { trait: 'macro-suspicious-call', detail: 'source removed' },
      ]
    : []
}

const workbookTraits = (streams: Stream[]): Trait[] =>
  streams.filter((one) => /^\/(Workbook|Book)$/i.test(one.path)).flatMap((one) => sheetTraits(one.content))

/** DDE and DDEAUTO fields in the text of a Word document. */
function fieldTraits(streams: Stream[]): Trait[] {
  const text = streams.find((one) => one.path === '/WordDocument')?.content
  if (!text) return []
  const found =
    /\x13\s*(DDE(?:AUTO)?\s[^\x14\x15]{3,300})/i.exec(text.toString('latin1')) ??
    /\x13\s*(DDE(?:AUTO)?\s[^\x14\x15]{3,300})/i.exec(text.toString('utf16le'))
  return found?.[1] ? [{ trait: 'dde', detail: found[1].trim() }] : []
}

/** Files that a document carries as packages (Ole10Native), each with the name that the reader sees. */
export function packages(streams: Stream[]): Child[] {
  return streams
    .filter((one) => /\/\x01Ole10Native$/i.test(one.path) || /Ole10Native$/i.test(one.path))
    .flatMap((one) => {
      const inner = readPackage(one.content)
      return inner
        ? [{ ...inner, bytes: inner.content.length, traits: [{ trait: 'ole-package', detail: inner.name }] }]
        : []
    })
}

export function readPackage(data: Buffer): { name: string; content: Buffer } | null {
  if (data.length < 12) return null
  const text = (at: number): [string, number] => {
    const end = data.indexOf(0, at)
    return end < 0 ? ['', data.length] : [new TextDecoder('shift_jis').decode(data.subarray(at, end)), end + 1]
  }
  const [label, afterLabel] = text(6)
  const [, afterPath] = text(afterLabel)
  const temporary = afterPath + 4
  if (temporary + 4 > data.length) return null
  const sizeAt = temporary + 4 + data.readUInt32LE(temporary)
  if (sizeAt + 4 > data.length) return null
  const size = data.readUInt32LE(sizeAt)
  return { name: label || 'package', content: data.subarray(sizeAt + 4, sizeAt + 4 + size) }
}

function openOutlookItem(streams: Stream[]): Opened {
  const folders = new Set(streams.flatMap((one) => /^(\/__attach_version1\.0_#\w+)\//.exec(one.path)?.[1] ?? []))
  const children = [...folders].flatMap((folder): Child[] => {
    const read = (id: string) => streams.find((one) => one.path === `${folder}/__substg1.0_${id}`)?.content
    const content = read('37010102')
    const name = (read('3707001F') ?? read('3704001F'))?.toString('utf16le') ?? 'attachment'
    return content ? [{ name, content, bytes: content.length }] : []
  })
  return { type: 'message', children }
}

/** MSI and MSP by their class id. */
const isInstaller = (content: Buffer) =>
  content.subarray(0, 65_536).includes(Buffer.from('84100c0000000000c000000000000046', 'hex'))

/** Word's fEncrypted, Excel's FILEPASS, PowerPoint's encrypted summary. */
function isLegacyEncrypted(streams: Stream[]): boolean {
  const word = streams.find((one) => one.path === '/WordDocument')?.content
  if (word && word.length > 12) return (word.readUInt16LE(10) & 0x100) !== 0
  const book = streams.find((one) => /^\/(Workbook|Book)$/i.test(one.path))?.content
  if (book && book.length > 24) {
    const after = 4 + book.readUInt16LE(2)
    return after + 2 <= book.length && book.readUInt16LE(after) === 0x2f
  }
  return streams.some((one) => one.path === '/EncryptedSummary')
}

/** Office derives keys slowly on purpose (100,000 rounds). */
const MAX_PASSWORDS = 10

async function openEncrypted(file: OpenFile): Promise<Opened> {
  // Excel and PowerPoint open files with this one without asking ([MS-OFFCRYPTO] 2.4.2.3)
  const candidates: PasswordCandidate[] = [{ text: 'VelvetSweatshop', source: 'default' }, ...file.passwords]
  const { default: officeCrypto } = await import('officecrypto-tool') // large: only where something is encrypted
  for (const candidate of candidates.slice(0, MAX_PASSWORDS)) {
    if (late(file.budget)) break
    try {
      const content = await officeCrypto.decrypt(file.content, { password: candidate.text })
      file.budget.unpacked += content.length
      return {
        encrypted: true,
        password: candidate,
        children: [{ name: file.name, content, bytes: content.length, encrypted: true, password: candidate }],
      }
    } catch {
      // it does not fit, or its encryption is unknown
    }
  }
  return { encrypted: true, unreadable: 'password' }
}
