/** A macro project (MS-OVBA) as Word and Excel store it: the directory of modules, and each module's compressed source. */
import { encode } from './charset.ts'
import { compound } from './compound.ts'

export interface Module {
  name: string
  source: string
}

/** vbaProject.bin of a .docm or .xlsm. */
export function vbaProject(modules: Module[]): Buffer {
  const project = `ID="{00000000-0000-0000-0000-000000000000}"\r\n${modules.map((one) => `Module=${one.name}\r\n`).join('')}Name="Project"\r\n`
  return compound([
    { path: 'PROJECT', content: Buffer.from(project, 'latin1') },
    { path: 'VBA/dir', content: compressed(directory(modules)) },
    { path: 'VBA/_VBA_PROJECT', content: Buffer.from('cc61ffff000000', 'hex') },
    ...modules.map((one) => ({
      path: `VBA/${one.name}`,
      content: compressed(encode(`Attribute VB_Name = "${one.name}"\r\n${one.source}`, 'shift_jis')),
    })),
  ])
}

function record(id: number, data: Uint8Array | number[]): Buffer {
  const head = Buffer.alloc(6)
  head.writeUInt16LE(id, 0)
  head.writeUInt32LE(data.length, 2)
  return Buffer.concat([head, Uint8Array.from(data)])
}

function directory(modules: Module[]): Buffer {
  const text = (value: string) => Buffer.from(value, 'latin1')
  const wide = (value: string) => Buffer.from(value, 'utf16le')
  const two = (value: number) => [value & 255, value >> 8]
  const version = Buffer.from('0900040000000100000000000000', 'hex').subarray(0, 12)
  return Buffer.concat([
    record(0x01, [1, 0, 0, 0]),
    record(0x02, [0x11, 0x04, 0, 0]),
    record(0x14, [0x11, 0x04, 0, 0]),
    record(0x03, two(932)),
    record(0x04, text('Project')),
    record(0x05, []),
    record(0x40, []),
    record(0x06, []),
    record(0x3d, []),
    record(0x07, [0, 0, 0, 0]),
    record(0x08, [0, 0, 0, 0]),
    version,
    record(0x0c, []),
    record(0x3c, []),
    record(0x0f, two(modules.length)),
    record(0x13, [0xff, 0xff]),
    ...modules.flatMap((one) => [
      record(0x19, text(one.name)),
      record(0x47, wide(one.name)),
      record(0x1a, text(one.name)),
      record(0x32, wide(one.name)),
      record(0x1c, []),
      record(0x48, []),
      record(0x31, [0, 0, 0, 0]),
      record(0x1e, [0, 0, 0, 0]),
      record(0x2c, [0xff, 0xff]),
      record(0x21, []),
      record(0x2b, []),
    ]),
    record(0x10, []),
  ])
}

/** MS-OVBA 2.4.1 with literal tokens only: larger than Office writes it, and as valid. */
function compressed(data: Uint8Array): Buffer {
  const chunks: Buffer[] = [Buffer.of(1)]
  for (let at = 0; at < data.length; at += 3600) {
    const part = data.subarray(at, at + 3600)
    const groups: Buffer[] = []
    for (let i = 0; i < part.length; i += 8) groups.push(Buffer.concat([Buffer.of(0), part.subarray(i, i + 8)]))
    const body = Buffer.concat(groups)
    const head = Buffer.alloc(2)
    head.writeUInt16LE(0xb000 | (body.length - 1))
    chunks.push(head, body)
  }
  return Buffer.concat(chunks)
}
