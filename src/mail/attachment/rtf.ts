/** RTF: what it says, its links and codes; objects in hex, how they load, templates fetched from elsewhere. */
import { rtfText } from '../../evidence/rtf.ts'
import type { Trait } from '../attachment-tree.ts'
import { codeLinks, fieldLinks } from './document-links.ts'
import { MAX_TEXT, plainLetter } from './document-text.ts'
import { readPackage } from './ole.ts'
import type { Child, Opened, OpenFile } from './opening.ts'
import { codesIn } from './picture-codes.ts'

export async function openRtf(file: OpenFile): Promise<Opened> {
  const text = file.content.toString('latin1')
  const traits: Trait[] = []
  const children: Child[] = []
  for (const data of inHex(text, '\\objdata', OBJECTS)) {
    const object = embedded(data)
    if (!object) continue
    if (EQUATION.test(object.kind)) traits.push({ trait: 'equation', detail: object.kind })
    const inner = object.kind.toLowerCase() === 'package' ? readPackage(object.native) : null
    if (inner)
      children.push({ ...inner, bytes: inner.content.length, traits: [{ trait: 'ole-package', detail: inner.name }] })
    else if (object.native.length > 16)
      children.push({ name: object.kind, content: object.native.subarray(4), bytes: object.native.length - 4 })
  }
  const updates = /\\objupdate\b/.test(text) && (children.length > 0 || traits.length > 0)
  if (updates) traits.push({ trait: 'loads-by-itself', detail: '\\objupdate' })
  const template = /\\\*\s*\\template\s+([^{}]{4,500})/.exec(text)?.[1]?.trim() ?? ''
  if (/^(https?:|\\\\\\\\|file:)/i.test(template))
    traits.push({ trait: 'remote-template', detail: `template: ${template}` })
  const dde = /\bDDE(?:AUTO)?\s+[^{}]{3,300}/.exec(text)?.[0]
  if (dde && /fldinst/.test(text)) traits.push({ trait: 'dde', detail: dde })
  const pictures = ['\\pngblip', '\\jpegblip'].flatMap((kind) => inHex(text, kind, PICTURES))
  return {
    traits,
    children,
    links: fieldLinks(text),
    codes: codeLinks(await codesIn(pictures)),
    text: plainLetter(rtfText(text, MAX_TEXT)),
  }
}

const EQUATION = /^equation\.[23]$/i
/** how many are looked at, and how long one may be */
const OBJECTS = { most: 50, room: Number.POSITIVE_INFINITY }
const PICTURES = { most: 10, room: 8_000_000 }

/** What stands in hex behind every such word, whatever groups, control words and blanks were strewn into it. */
function inHex(text: string, word: string, { most, room }: typeof OBJECTS): Buffer[] {
  const found: Buffer[] = []
  for (let at = text.indexOf(word); at >= 0 && found.length < most; at = text.indexOf(word, at + word.length)) {
    const hex = text
      .slice(at + word.length, closing(text, at, room))
      .replace(/\{\\\*\\blipuid[^{}]{0,200}\}/g, '')
      .replace(/\\'[0-9a-f]{2}/gi, '')
      .replace(/\\\*?\\?[a-z]+-?\d* ?/gi, '')
      .replace(/[^0-9a-f]/gi, '')
    found.push(Buffer.from(hex, 'hex'))
  }
  return found
}

/** Where the group ends that holds this position. */
function closing(text: string, from: number, room: number): number {
  const end = Math.min(text.length, from + room)
  let depth = 1
  for (let at = from; at < end; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return at
  }
  return end
}

/** An OLE 1 object ([MS-OLEDS] 2.2): class, topic, item, then its size and data. */
function embedded(data: Buffer): { kind: string; native: Buffer } | null {
  const texts: string[] = []
  let at = 8
  while (texts.length < 3 && at + 4 <= data.length) {
    const length = data.readUInt32LE(at)
    if (length > 1000) return null
    texts.push(data.toString('latin1', at + 4, at + 4 + length).replace(/\0.*$/s, ''))
    at += 4 + length
  }
  return texts.length === 3 && at + 4 <= data.length ? { kind: texts[0] ?? '', native: data.subarray(at) } : null
}
