/** Office Open XML (ECMA-376): macros, templates and objects fetched from elsewhere, DDE, files carried inside; what the pages say. */

import type { Trait } from '../attachment-tree.ts'
import { readStreams } from './compound-stream.ts'
import { codeLinks, formulaLinks, isElsewhere, officeLinks } from './document-links.ts'
import { officeText } from './office-text.ts'
import { macrosOf, packages } from './ole.ts'
import type { Child, Opened } from './opening.ts'
import { pictureCodes } from './picture-codes.ts'
import { xmlOf } from './xml-text.ts'

/** `parts`: what the ZIP reader gave. What is XML of the document itself is judged here and is no child. */
export async function readOffice(parts: Child[]): Promise<Opened> {
  const traits: Trait[] = []
  const children: Child[] = []
  const links = new Set<string>()
  const codes = await pictureCodes(parts)
  for (const part of parts) {
    if (part.content === null) continue
    const content = Buffer.from(part.content.buffer, part.content.byteOffset, part.content.byteLength)
    if (/vbaProject\.bin$/i.test(part.name)) traits.push(...macros(content))
    else if (/\.rels$/i.test(part.name)) {
      const relationships = content.toString('utf8')
      traits.push(...remote(relationships))
      for (const link of officeLinks(relationships)) links.add(link)
    } else if (/(?:^|\/)macrosheets?\/[^/]+\.(xml|bin)$/i.test(part.name))
      traits.push(...macroSheet(part.name, content))
    else if (/\.bin$/i.test(part.name) && content.readUInt32BE(0) === 0xd0cf11e0)
      children.push(...carried(part, content))
    else if (/\/embeddings\//i.test(part.name)) children.push(part)
    else if (/(document|footnotes|endnotes|header\d*|footer\d*|externalLink\d*)\.xml$/i.test(part.name)) {
      const xml = content.toString('utf8')
      const fields = fieldsOf(xml)
      traits.push(...dde(fields))
      codes.push(...drawnCodes(fields))
    } else if (/^xl\/worksheets\/[^/]+\.xml$/i.test(part.name)) {
      for (const link of formulaLinks(xmlOf(part))) links.add(link)
    } else if (/workbook\.xml$/i.test(part.name) && /_xlnm\.Auto_Open/i.test(content.toString('utf8')))
      traits.push({ trait: 'macro-autorun', detail: 'Auto_Open' })
  }
  return { type: 'ooxml', traits, children, links: [...links], codes: codeLinks(codes), text: officeText(parts) }
}

function macros(content: Buffer): Trait[] {
  try {
    const found = macrosOf(readStreams(content))
    return found.length > 0 ? found : [{ trait: 'macro', detail: 'empty' }]
  } catch {
    return [{ trait: 'macro', detail: 'unreadable' }]
  }
}

/** An OLE object: the file in it, or the object itself. */
function carried(part: Child, content: Buffer): Child[] {
  try {
    const inner = packages(readStreams(content))
    return inner.length > 0 ? inner : [part]
  } catch {
    return [part]
  }
}

/** Relationships that load by themselves; hyperlinks wait for a click. */
const LOADS =
  /\/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath|afChunk|mailMergeSource|package|control|customXml|recipientData)"/i

function remote(xml: string): Trait[] {
  return [...xml.matchAll(/<Relationship\b[^<>]{0,8000}>/gi)].flatMap(([tag]) => {
    if (!/TargetMode\s*=\s*"External"/i.test(tag) || !LOADS.test(tag)) return []
    const target = /\bTarget\s*=\s*"([^"]*)"/i.exec(tag)?.[1] ?? ''
    const kind = LOADS.exec(tag)?.[1] ?? ''
    // a linked workbook on a drive or a neighbouring file is everyday; a place in the network is what attacks use
    if (kind === 'externalLinkPath' || !isElsewhere(target)) return []
    return [{ trait: 'remote-template', detail: `${kind}: ${target.slice(0, 500)}` }]
  })
}

function macroSheet(name: string, content: Buffer): Trait[] {
  const text = content.toString('latin1')
  const calls = text.match(
    /\b(EXEC|CALL|REGISTER|URLDownloadToFile\w?|FORMULA\.FILL|shell32|powershell|mshta|rundll32|regsvr32)\b/gi,
  )
  return [
    { trait: 'xlm-macro', detail: name },
    ...(calls
      ? [{ trait: 'macro-suspicious-call', detail: [...new Set(calls.map((one) => one.toUpperCase()))].join(', ') }]
      : []),
  ]
}

/** Word's fields may be cut into runs: they are joined before the look. */
function fieldsOf(xml: string): string[] {
  return [
    ...[...xml.matchAll(/<w:fldSimple\b[^<>]{0,2000}w:instr="([^"]*)"/gi)].map((one) => one[1] ?? ''),
    [...xml.matchAll(/<w:instrText[^<>]{0,200}>([^<]*)<\/w:instrText>/gi)].map((one) => one[1] ?? '').join(''),
    ...[...xml.matchAll(/<ddeLink\b[^<>]{0,2000}>/gi)].map((one) => `DDE ${one[0]}`),
  ]
}

/** Since 2013 Word draws codes itself, by its field DISPLAYBARCODE. */
const drawnCodes = (fields: string[]): string[] =>
  fields.flatMap((field) =>
    [...field.matchAll(/\bDISPLAYBARCODE\s+(?:"|&quot;)?(https?:\S{1,4096}?)(?:"|&quot;)?\s+QR\b/gi)].map(
      ([, text = '']) => text.replaceAll('&amp;', '&'),
    ),
  )

function dde(fields: string[]): Trait[] {
  const found = fields.find((field) => /\bDDE(AUTO)?\b/i.test(field))
  const program = found && /cmd|powershell|mshta|rundll32|wscript|cscript|https?:/i.test(found)
  return found && (program || /DDEAUTO/i.test(found)) ? [{ trait: 'dde', detail: found.trim().slice(0, 300) }] : []
}
