/** PowerPoint 97–2003 ([MS-PPT]): what a short presentation says, and where its links lead. Records are walked one behind the other; nothing else is looked at. */

import type { Stream } from './compound-stream.ts'
import { boundedLinks } from './document-links.ts'
import { letterOf, MAX_SLIDES } from './document-text.ts'
import type { Opened } from './opening.ts'

/** record types (2.13.24) */
const [SLIDE, MASTER, NOTES, TEXTS] = [0x03ee, 0x03f8, 0x03f0, 0x0ff0]
const [WIDE, NARROW, STRING] = [0x0fa0, 0x0fa8, 0x0fba]
const OF_SLIDES = 0 // of the lists of texts; others are of masters and notes
const MAX_RECORDS = 200_000
const MAX_BYTES = 10_000 // of one text

export function openPowerPoint97(streams: Stream[]): Opened {
  const bytes = streams.find(({ path }) => path === '/PowerPoint Document')?.content
  if (!bytes) return {}
  const [said, links]: [string[], string[]] = [[], []]
  let slides = 0
  for (let at = 0, records = 0; at + 8 <= bytes.length && records < MAX_RECORDS; records++) {
    const [head, type, size] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2), bytes.readUInt32LE(at + 4)]
    const body = () => bytes.subarray(at + 8, at + 8 + Math.min(size, MAX_BYTES))
    if (type === SLIDE) slides++
    if (type === WIDE) said.push(body().toString('utf16le'))
    else if (type === NARROW) said.push(body().toString('latin1'))
    else if (type === STRING) links.push(body().toString('utf16le'))
    const isOthers = type === MASTER || type === NOTES || (type === TEXTS && head >> 4 !== OF_SLIDES)
    const holds = (head & 0xf) === 0xf && !isOthers // its records come next
    at += 8 + (holds ? 0 : size)
  }
  return {
    links: boundedLinks(links),
    text: slides > MAX_SLIDES ? '' : letterOf(said.values().flatMap((one) => one.split(/[\r\v]/))),
  }
}
