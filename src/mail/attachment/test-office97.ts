/** Excel and PowerPoint 97 files for tests ([MS-XLS], [MS-PPT]): records that hold words and links, and none besides. */
import { compound } from './test-files.ts'

const number = (value: number, bytes: 2 | 4) => {
  const out = Buffer.alloc(bytes)
  out.writeUIntLE(value, 0, bytes)
  return out
}
const wide = (text: string) => Buffer.from(text, 'utf16le')

export const xlsRecord = (id: number, content: Buffer) =>
  Buffer.concat([number(id, 2), number(content.length, 2), content])
const counted = (text: string) => Buffer.concat([number(text.length, 2), Buffer.from([1]), wide(text)])

export interface Excel97 {
  cells?: string[]
  boxes?: string[]
  links?: string[]
  /** characters of the last cell's text that stand in the next record */
  goesOn?: number
}

export function excel97({ cells = [], boxes = [], links = [], goesOn = 0 }: Excel97): Buffer {
  const strings = Buffer.concat([number(cells.length, 4), number(cells.length, 4), ...cells.map(counted)])
  const split = strings.length - 2 * goesOn
  return compound({
    '/Workbook': Buffer.concat([
      xlsRecord(0x809, Buffer.alloc(16)),
      xlsRecord(0xfc, strings.subarray(0, split)),
      ...(goesOn === 0 ? [] : [xlsRecord(0x3c, Buffer.concat([Buffer.from([1]), strings.subarray(split)]))]),
      ...boxes.flatMap((text) => [
        xlsRecord(0x1b6, Buffer.alloc(18)),
        xlsRecord(0x3c, Buffer.concat([Buffer.from([1]), wide(text)])),
        xlsRecord(0x3c, Buffer.alloc(16, 'x')),
      ]),
      ...links.map((link) =>
        xlsRecord(
          0x1b8,
          Buffer.concat([
            Buffer.alloc(32),
            Buffer.from('e0c9ea79f9bace118c8200aa004ba90b', 'hex'),
            number(2 * link.length + 2, 4),
            wide(`${link}\0`),
          ]),
        ),
      ),
      xlsRecord(0x0a, Buffer.alloc(0)),
    ]),
  })
}

export const pptRecord = (type: number, content: Buffer, { holds = false, instance = 0 } = {}) =>
  Buffer.concat([number((instance << 4) | (holds ? 0xf : 0), 2), number(type, 2), number(content.length, 4), content])

/** Each slide's texts; what stands on the master and in the notes; links. */
export function powerPoint97(slides: string[][], links: string[] = [], others = 'to myself'): Buffer {
  const text = (one: string) =>
    /^[\x00-\x7f]*$/.test(one) ? pptRecord(0x0fa8, Buffer.from(one)) : pptRecord(0x0fa0, wide(one))
  const holder = (type: number, content: Buffer[], instance = 0) =>
    pptRecord(type, Buffer.concat(content), { holds: true, instance })
  return compound({
    '/PowerPoint Document': Buffer.concat([
      holder(0x03e8, [
        holder(
          0x0409,
          links.map((link) => holder(0x0fd7, [pptRecord(0x0fba, wide(link), { instance: 1 })])),
        ),
        holder(0x0ff0, [text(others)], 1),
      ]),
      holder(0x03f8, [text(others)]),
      ...slides.map((texts) => holder(0x03ee, [holder(0x040c, texts.map(text))])),
      holder(0x03f0, [text(others)]),
    ]),
  })
}
