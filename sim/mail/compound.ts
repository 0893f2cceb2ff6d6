/** A compound file (MS-CFB, version 3) with small streams in full sectors: what old Office documents and macro projects are. */
export interface Stream {
  /** `Macros/VBA/ThisDocument` */
  path: string
  content: Uint8Array
}

const SECTOR = 512
const [FREE, END, FAT_SECTOR] = [0xffffffff, 0xfffffffe, 0xfffffffd]
const CUTOFF = 4096 // streams below it would live in the mini stream: ours are filled up

interface Node {
  name: string
  type: 1 | 2 | 5
  children: Node[]
  content: Buffer | null
  start: number
  index: number
}

export function compound(streams: Stream[]): Buffer {
  const root: Node = { name: 'Root Entry', type: 5, children: [], content: null, start: END, index: 0 }
  for (const { path, content } of streams) place(root, path.split('/'), content)
  const nodes: Node[] = []
  number(root, nodes)
  const fat: number[] = []
  const sectors: Buffer[] = []
  const write = (data: Buffer): number => {
    const count = Math.ceil(data.length / SECTOR)
    const first = sectors.length
    for (let i = 0; i < count; i++) {
      const sector = Buffer.alloc(SECTOR)
      data.copy(sector, 0, i * SECTOR, (i + 1) * SECTOR)
      sectors.push(sector)
      fat.push(i === count - 1 ? END : first + i + 1)
    }
    return first
  }
  for (const node of nodes) if (node.content) node.start = write(node.content)
  const directory = write(Buffer.concat(nodes.map(entry)))
  const fatSectors = Math.ceil((fat.length + 2) / (SECTOR / 4 - 1))
  const fatStart = sectors.length
  for (let i = 0; i < fatSectors; i++) fat.push(FAT_SECTOR)
  while (fat.length % (SECTOR / 4) !== 0) fat.push(FREE)
  const table = Buffer.alloc(fatSectors * SECTOR, 0xff)
  for (const [i, next] of fat.entries()) if (i * 4 < table.length) table.writeUInt32LE(next, i * 4)
  return Buffer.concat([header(directory, fatStart, fatSectors), ...sectors, table])
}

function header(directory: number, fatStart: number, fatSectors: number): Buffer {
  const head = Buffer.alloc(SECTOR, 0)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head)
  head.writeUInt16LE(0x3e, 24)
  head.writeUInt16LE(3, 26)
  head.writeUInt16LE(0xfffe, 28)
  head.writeUInt16LE(9, 30)
  head.writeUInt16LE(6, 32)
  head.writeUInt32LE(fatSectors, 44)
  head.writeUInt32LE(directory, 48)
  head.writeUInt32LE(CUTOFF, 56)
  head.writeUInt32LE(END, 60)
  head.writeUInt32LE(END, 68)
  for (let i = 0; i < 109; i++) head.writeUInt32LE(i < fatSectors ? fatStart + i : FREE, 76 + i * 4)
  return head
}

function place(node: Node, [name, ...rest]: string[], content: Uint8Array): void {
  if (name === undefined) return
  if (rest.length === 0) {
    const filled = Buffer.alloc(Math.max(CUTOFF, content.length))
    filled.set(content)
    node.children.push({ name, type: 2, children: [], content: filled, start: END, index: 0 })
    return
  }
  let storage = node.children.find((one) => one.name === name)
  if (!storage) {
    storage = { name, type: 1, children: [], content: null, start: 0, index: 0 }
    node.children.push(storage)
  }
  place(storage, rest, content)
}

function number(node: Node, nodes: Node[]): void {
  node.index = nodes.length
  nodes.push(node)
  // the order that the directory's tree wants: shorter names first, then by letters
  node.children.sort((a, b) => a.name.length - b.name.length || (a.name.toUpperCase() < b.name.toUpperCase() ? -1 : 1))
  for (const child of node.children) number(child, nodes)
}

/** 128 bytes; siblings form a list to the right, which is a valid (if lopsided) tree. */
function entry(node: Node, _i: number, nodes: Node[]): Buffer {
  const out = Buffer.alloc(128)
  const parent = nodes.find((one) => one.children.includes(node))
  const next = parent?.children[parent.children.indexOf(node) + 1]
  out.write(node.name, 'utf16le')
  out.writeUInt16LE((node.name.length + 1) * 2, 64)
  out.set([node.type, 1], 66)
  out.writeUInt32LE(FREE, 68)
  out.writeUInt32LE(next?.index ?? FREE, 72)
  out.writeUInt32LE(node.children[0]?.index ?? FREE, 76)
  out.writeUInt32LE(node.content || node.type === 5 ? node.start : 0, 116)
  out.writeUInt32LE(node.content?.length ?? 0, 120)
  return out
}
