/** What a file is, by its first bytes and structure; the name decides only between kinds of plain text. */
import { fileTypeFromBuffer } from 'file-type'
import type { ContentType } from '../attachment-tree.ts'
import { extensionOf, runKind } from './file-name.ts'

export async function contentType(name: string, content: Uint8Array): Promise<ContentType> {
  if (content.length === 0) return 'empty'
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const known = byMagic(bytes) ?? byStructure(bytes)
  if (known) return known
  const extension = extensionOf(name)
  if (bytes.toString('latin1', 0, 2) === 'MZ' && /^(program|library|addin)$/.test(runKind(extension))) return 'pe'
  if (isText(bytes)) return textType(extension, textHead(bytes))
  const found = await fileTypeFromBuffer(bytes.subarray(0, 65_536)).catch(() => undefined)
  const kind = found?.mime.split('/')[0]
  if (kind === 'image' || kind === 'audio' || kind === 'video') return kind
  return ENCODED_SCRIPT.test(bytes.toString('latin1', 0, 64)) ? 'script' : 'unknown'
}

/** Hex of the first bytes. */
const MAGIC: [string, ContentType][] = [
  ['7f454c46', 'elf'],
  ['d0cf11e0a1b11ae1', 'ole'],
  ['7b5c7274', 'rtf'], // `{\rt`: Word takes it without the f
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['504b0708504b0304', 'zip'], // spanned marker
  ['504b3030504b0304', 'zip'],
  ['377abcaf271c', '7z'],
  ['526172211a07', 'rar'],
  ['4d53434600000000', 'cab'],
  ['1f8b08', 'gz'],
  ['1f9d', 'z'],
  ['425a68', 'bz2'],
  ['fd377a585a00', 'xz'],
  ['60ea', 'arj'],
  ['7668647866696c65', 'vhdx'],
  ['636f6e6563746978', 'vhd'],
  ['49545346', 'chm'],
  ['4c0000000114020000000000c000000000000046', 'lnk'],
  ['e4525c7b8cd8a74daeb15378d02996d3', 'onenote'],
  ['ffd8ff', 'image'],
  ['89504e470d0a1a0a', 'image'],
  ['474946383961', 'image'],
  ['474946383761', 'image'],
  ['49492a00', 'image'],
  ['4d4d002a', 'image'],
]

function byMagic(bytes: Buffer): ContentType | null {
  const hex = bytes.toString('hex', 0, 20)
  return MAGIC.find(([magic]) => hex.startsWith(magic))?.[1] ?? null
}

function byStructure(bytes: Buffer): ContentType | null {
  if (isProgram(bytes)) return 'pe'
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  if (/^-l[hz][0-9a-z]-/.test(bytes.toString('latin1', 2, 7))) return 'lzh'
  if (bytes.toString('latin1', 257, 262) === 'ustar') return 'tar'
  if (bytes.length >= 512 && bytes.toString('latin1', bytes.length - 512, bytes.length - 504) === 'conectix')
    return 'vhd'
  const sector = bytes.toString('latin1', 32_769, 32_774)
  if (sector === 'CD001' || sector === 'BEA01') return 'iso'
  if (isDisk(bytes)) return 'img'
  return null
}

/** MZ with a PE header, or MZ cut off before it could be there. */
function isProgram(bytes: Buffer): boolean {
  if (bytes.length < 64 || bytes.toString('latin1', 0, 2) !== 'MZ') return false
  const at = bytes.readUInt32LE(60)
  if (at + 4 <= bytes.length) return bytes.toString('latin1', at, at + 4) === 'PE\0\0' || bytes.includes('DOS mode')
  return bytes.includes('DOS mode')
}

/** A boot sector of FAT, NTFS or exFAT, or a partition table. */
function isDisk(bytes: Buffer): boolean {
  if (bytes.length < 4096 || bytes.readUInt16LE(510) !== 0xaa55) return false
  const label = bytes.toString('latin1', 0, 96)
  return /FAT1|FAT32|NTFS|EXFAT/.test(label) || bytes.toString('latin1', 512, 520) === 'EFI PART' || hasPartition(bytes)
}

function hasPartition(bytes: Buffer): boolean {
  const status = bytes[446] ?? 255
  return (status === 0 || status === 0x80) && bytes[450] !== 0 && bytes.readUInt32LE(458) > 0
}

/** No control characters but those of text, in UTF-8, UTF-16 or a Japanese encoding. */
function isText(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4096)
  if (isWide(head)) return true
  let controls = 0
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)) controls++
  return controls <= head.length * 0.01
}

const isWide = (head: Buffer) =>
  (head[0] === 0xff && head[1] === 0xfe) ||
  (head[0] === 0xfe && head[1] === 0xff) ||
  (head.length >= 8 && head[1] === 0 && head[3] === 0 && head[5] === 0 && (head[0] ?? 0) >= 32)

/** A text file's content as characters: by its mark, else UTF-8, else Windows-31J. At most 4 MB. */
export function textOf(content: Uint8Array): string {
  const bytes = content.subarray(0, 4_000_000)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (isWide(Buffer.from(bytes.subarray(0, 64)))) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('shift_jis').decode(bytes)
  }
}

const textHead = (bytes: Buffer) => textOf(bytes.subarray(0, 16_384))

const ENCODED_SCRIPT = /#@~\^/

function textType(extension: string, head: string): ContentType {
  if (/^\s*\[(InternetShortcut|\{000214A0)/im.test(head)) return 'url'
  if (ENCODED_SCRIPT.test(head) || runKind(extension) === 'script') return 'script'
  if (/<(job|package|component)\b[^<>]{0,500}>[\s\S]*<script\b/i.test(head) || /<hta:application/i.test(head))
    return 'script'
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->)[\s\S])*-->\s*)*(<!doctype svg[^>]*>\s*)?<svg\b/i.test(head)) return 'svg'
  if (/<(!doctype html|html|head|body|script|form|iframe|meta\s)/i.test(head) && extension !== 'eml') return 'html'
  if (isMessage(head)) return 'message'
  return 'text'
}

/** Two header lines of a message at the beginning. */
function isMessage(head: string): boolean {
  const names =
    /^(received|from|to|subject|date|message-id|mime-version|return-path|content-type|delivered-to|x-[a-z-]+):/i
  const lines = head.split(/\r?\n/, 8)
  return names.test(lines[0] ?? '') && lines.filter((line) => names.test(line)).length >= 3
}

/** What an extension promises. */
const PROMISED: Record<string, ContentType[]> = {
  pdf: ['pdf'],
  doc: ['ole', 'rtf', 'ooxml', 'html', 'text', 'message'],
  xls: ['ole', 'ooxml', 'html', 'text'],
  ppt: ['ole', 'ooxml'],
  docx: ['ooxml', 'ole'],
  xlsx: ['ooxml', 'ole'],
  pptx: ['ooxml', 'ole'],
  rtf: ['rtf', 'ole', 'text'],
  txt: ['text', 'html', 'message', 'script', 'url'],
  csv: ['text'],
  jpg: ['image'],
  jpeg: ['image'],
  png: ['image'],
  gif: ['image'],
  bmp: ['image'],
  tif: ['image'],
  zip: ['zip', 'ooxml', 'jar', 'odf'],
}
const ANYTHING: ContentType[] = ['empty', 'unknown']

/** `pdf: pe` where the content is a known type that the extension does not promise; '' where nothing is odd. */
export function mismatch(name: string, type: ContentType): string {
  const extension = extensionOf(name)
  const promised = PROMISED[extension]
  if (type === 'pe' && promised === undefined && runKind(extension) === '' && extension !== '')
    return `.${extension}: pe`
  if (!promised || ANYTHING.includes(type) || promised.includes(type)) return ''
  return `.${extension}: ${type}`
}
