/** Excel 97–2003 ([MS-XLS]): what the text boxes and the cells of a small workbook say, and where its links lead. */

import type { Stream } from './compound-stream.ts'
import { boundedLinks } from './document-links.ts'
import { letterOf, MAX_CELLS } from './document-text.ts'
import type { Opened } from './opening.ts'
import { records } from './xls-sheet.ts'

/** record types (2.3.2) */
const [STRINGS, CONTINUES, BOX, LINK] = [0xfc, 0x3c, 0x1b6, 0x1b8]
/** of a link to a URL ([MS-OSHARED] 2.3.7.6), behind which stand its length and itself */
const URL_MONIKER = Buffer.from('e0c9ea79f9bace118c8200aa004ba90b', 'hex')

export function openExcel97(streams: Stream[]): Opened {
  const book = streams.find(({ path }) => /^\/Workbook$/i.test(path))?.content
  if (!book) return {}
  const [boxes, shared, links]: [string[], Buffer[], string[]] = [[], [], []]
  let before = 0
  for (const { id, record } of records(book)) {
    if (id === STRINGS || (id === CONTINUES && before === STRINGS)) shared.push(record)
    else if (id === CONTINUES && before === BOX && boxes.length < MAX_CELLS)
      boxes.push(characters(record, 1, record[0] ?? 0))
    else if (id === LINK && links.length < MAX_CELLS) links.push(linkIn(record))
    // what goes on belongs to what went before; of a text box only the first piece is text
    before = id === CONTINUES && before === STRINGS ? STRINGS : id
  }
  return {
    links: boundedLinks(links),
    text: letterOf([...boxes, ...cells(shared)].values().flatMap((one) => one.split(/[\r\n]/))),
  }
}

const characters = (bytes: Buffer, from: number, flags: number, to = bytes.length) =>
  bytes.toString((flags & 1) === 1 ? 'utf16le' : 'latin1', from, to)

function linkIn(record: Buffer): string {
  const at = record.indexOf(URL_MONIKER) + URL_MONIKER.length
  if (at < URL_MONIKER.length || at + 4 > record.length) return ''
  return record.toString('utf16le', at + 4, at + 4 + record.readUInt32LE(at)).replace(/\0.*$/s, '')
}

/** The table of strings (2.4.265), which goes on from record to record, inside a string too. */
function cells([first, ...others]: Buffer[]): string[] {
  if (!first || first.length < 8) return []
  const count = first.readUInt32LE(4)
  return count > MAX_CELLS
    ? []
    : strings([first.subarray(8), ...others])
        .take(count)
        .toArray()
}

function* strings(parts: Buffer[]): Generator<string> {
  const others = parts.values()
  let [part, at] = [others.next().value, 0]
  while (part) {
    if (at >= part.length) {
      at -= part.length
      part = others.next().value
      continue
    }
    if (at + 3 > part.length) return
    let flags = part[at + 2] ?? 0
    let left = part.readUInt16LE(at)
    const head = 3 + ((flags & 8) === 0 ? 0 : 2) + ((flags & 4) === 0 ? 0 : 4)
    if (at + head > part.length) return
    const formats = (flags & 8) === 0 ? 0 : part.readUInt16LE(at + 3) * 4
    const more = (flags & 4) === 0 ? 0 : part.readUInt32LE(at + head - 4)
    at += head
    let text = ''
    while (left > 0) {
      if (at >= part.length) {
        part = others.next().value
        if (!part || part.length < 2) return
        flags = part[0] ?? 0
        at = 1
      }
      const size = (flags & 1) + 1
      const read = Math.min(left, Math.floor((part.length - at) / size))
      if (read === 0) return
      text += characters(part, at, flags, at + read * size)
      at += read * size
      left -= read
    }
    at += formats + more
    yield text
  }
}
