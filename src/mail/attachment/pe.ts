/** Windows programs by content (Microsoft PE/COFF specification): what kind, what they export, whether they are signed, what they carry behind themselves. */
import { createHash, X509Certificate } from 'node:crypto'
import type { Trait } from '../attachment-tree.ts'
import type { Opened, OpenFile } from './opening.ts'

export async function openProgram(file: OpenFile, unpack: (inner: OpenFile) => Promise<Opened>): Promise<Opened> {
  const image = readImage(file.content)
  if (!image) return { traits: [{ trait: 'executable', detail: 'MZ' }] } // cut off, or a stub
  const traits: Trait[] = [{ trait: 'executable', detail: image.kind }]
  if (image.exports.some((name) => /^xlAutoOpen$/i.test(name))) traits.push({ trait: 'xll', detail: 'xlAutoOpen' })
  const { iconTraits } = await import('./pe-icon.ts') // large: only where there is a program
  traits.push(...signature(file.content, image), ...stub(file.content), ...iconTraits(file.content))
  const carried = archiveBehind(file, image)
  if (!carried) return { traits }
  const opened = await unpack(carried)
  return {
    traits: [...traits, ...(opened.children?.length ? [{ trait: 'sfx', detail: carried.type }] : [])],
    children: opened.children ?? [],
    encrypted: opened.encrypted ?? false,
    password: opened.password ?? null,
    unreadable: opened.encrypted && opened.unreadable === 'password' ? 'password' : '',
  }
}

interface Image {
  kind: string
  exports: string[]
  /** file offset and size of the certificate table; 0 = none */
  certificates: [number, number]
  /** file offsets of what the signature leaves out */
  checksum: number
  certificateEntry: number
  /** where the sections end: what comes after is not loaded */
  overlay: number
  resources: [number, number]
}

interface Section {
  address: number
  size: number
  offset: number
  stored: number
}

function readImage(bytes: Buffer): Image | null {
  const start = bytes.length >= 64 ? bytes.readUInt32LE(60) : bytes.length
  if (start + 120 > bytes.length || bytes.toString('latin1', start, start + 4) !== 'PE\0\0') return null
  const flags = bytes.readUInt16LE(start + 22)
  const optional = start + 24
  const wide = bytes.readUInt16LE(optional) === 0x20b
  const directories = optional + (wide ? 112 : 96)
  const directory = (i: number): [number, number] =>
    directories + i * 8 + 8 <= bytes.length
      ? [bytes.readUInt32LE(directories + i * 8), bytes.readUInt32LE(directories + i * 8 + 4)]
      : [0, 0]
  const sections = readSections(bytes, start, optional + bytes.readUInt16LE(start + 20))
  const offset = (address: number) => {
    const section = sections.find(
      (one) => address >= one.address && address < one.address + Math.max(one.size, one.stored),
    )
    return section ? address - section.address + section.offset : -1
  }
  const [resources, resourceSize] = directory(2)
  const kind = `${flags & 0x2000 ? 'DLL' : 'EXE'} ${wide ? '64' : '32'}${directory(14)[1] > 0 ? ' .NET' : ''}`
  return {
    kind,
    exports: exported(bytes, offset(directory(0)[0]), offset),
    certificates: directory(4),
    checksum: optional + 64,
    certificateEntry: directories + 4 * 8,
    overlay: Math.max(0, ...sections.map((one) => one.offset + one.stored)),
    resources: [offset(resources), resourceSize],
  }
}

function readSections(bytes: Buffer, start: number, at: number): Section[] {
  const count = Math.min(96, bytes.readUInt16LE(start + 6))
  return Array.from({ length: count }, (_, i) => at + i * 40)
    .filter((one) => one + 40 <= bytes.length)
    .map((one) => ({
      size: bytes.readUInt32LE(one + 8),
      address: bytes.readUInt32LE(one + 12),
      stored: bytes.readUInt32LE(one + 16),
      offset: bytes.readUInt32LE(one + 20),
    }))
}

function exported(bytes: Buffer, at: number, offset: (address: number) => number): string[] {
  if (at < 0 || at + 40 > bytes.length) return []
  const count = Math.min(2000, bytes.readUInt32LE(at + 24))
  const names = offset(bytes.readUInt32LE(at + 32))
  if (names < 0) return []
  const found: string[] = []
  for (let i = 0; i < count && names + i * 4 + 4 <= bytes.length; i++) {
    const name = offset(bytes.readUInt32LE(names + i * 4))
    if (name < 0 || name >= bytes.length) continue
    const end = bytes.indexOf(0, name)
    found.push(bytes.toString('latin1', name, Math.min(end < 0 ? name : end, name + 200)))
  }
  return found
}

/**
 * Authenticode: `signed` where the certificate table holds the hash of exactly this file; `signature-broken` where it holds another's. The chain of
 * trust is not verified (that needs Windows' roots and its revocation lists), and the name is what the certificate says.
 */
function signature(bytes: Buffer, image: Image): Trait[] {
  const [at, size] = image.certificates
  if (at === 0 || size < 16 || at + 8 > bytes.length) return []
  const blob = bytes.subarray(at + 8, at + size)
  const covered = (algorithm: string) => {
    const hash = createHash(algorithm)
    hash.update(bytes.subarray(0, image.checksum))
    hash.update(bytes.subarray(image.checksum + 4, image.certificateEntry))
    hash.update(bytes.subarray(image.certificateEntry + 8, at))
    return hash.digest()
  }
  const fits = ['sha256', 'sha1'].some((algorithm) => blob.includes(covered(algorithm)))
  return [{ trait: fits ? 'signed' : 'signature-broken', detail: signer(blob) }]
}

/** Subject of the first certificate that is no authority. */
function signer(blob: Buffer): string {
  for (let at = 0, tries = 0; at + 8 < blob.length && tries < 40; at++) {
    if (blob.readUInt16BE(at) !== 0x3082 || blob.readUInt16BE(at + 4) !== 0x3082) continue
    tries++
    try {
      const certificate = new X509Certificate(blob.subarray(at, at + 4 + blob.readUInt16BE(at + 2)))
      if (!certificate.ca) return certificate.subject.replaceAll('\n', ', ')
    } catch {
      // no certificate begins here
    }
  }
  return ''
}

/** Products whose encrypted files unpack themselves, by what their stub says of itself: their own word, so no proof. */
const STUBS: [string, string[]][] = [
  ['アタッシェケース (AttacheCase)', ['AttacheCase']],
  ['秘文 (HIBUN)', ['HIBUN', '秘文']],
  ['ED (type74)', ['ED - File Encryption', 'EDSelf']],
  ['InterSafe ILP', ['InterSafe ILP', 'InterSafeILP']],
  ['FinalCode', ['FinalCode']],
  ['DataClasys', ['DataClasys']],
  ['CyberCrypt', ['CyberCrypt', 'サイバークリプト']],
]

/** As bytes of texts in the program and of its version's resource. */
const MARKS = STUBS.map(([product, words]) => ({
  product,
  marks: words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')]),
}))

function stub(bytes: Buffer): Trait[] {
  const head = bytes.subarray(0, 2_000_000)
  const found = MARKS.find(({ marks }) => marks.some((mark) => head.includes(mark)))
  return found ? [{ trait: 'self-decrypting', detail: found.product }] : []
}

/** A self-extracting archive: 7z, RAR, ZIP, LZH or CAB behind the program, or a cabinet in its resources (IExpress). */
function archiveBehind(file: OpenFile, image: Image): OpenFile | null {
  const { content } = file
  const end = image.certificates[0] > image.overlay ? image.certificates[0] : content.length
  const tail = content.subarray(image.overlay, end)
  for (const [magic, type] of CARRIED) {
    const at = tail.subarray(0, 65_536).indexOf(magic)
    if (at < 0) continue
    // a ZIP's offsets may count from the program's first byte
    return {
      ...file,
      type,
      content: type === 'zip' ? content.subarray(0, end) : tail.subarray(type === 'lzh' ? at - 2 : at),
    }
  }
  const [resources, size] = image.resources
  const cabinet =
    resources > 0 ? content.subarray(resources, resources + size).indexOf('MSCF\0\0\0\0', 0, 'latin1') : -1
  return cabinet < 0 ? null : { ...file, type: 'cab', content: content.subarray(resources + cabinet) }
}

const CARRIED: [Buffer, OpenFile['type']][] = [
  [Buffer.from('377abcaf271c', 'hex'), '7z'],
  [Buffer.from('526172211a07', 'hex'), 'rar'],
  [Buffer.from('504b0304', 'hex'), 'zip'],
  [Buffer.from('-lh5-'), 'lzh'],
  [Buffer.from('4d53434600000000', 'hex'), 'cab'],
]
