/** Windows shortcuts ([MS-SHLLINK]) and Internet shortcuts: what a double click starts, against the document that the icon promises. */
import type { Trait } from '../attachment-tree.ts'
import { textOf } from './content-type.ts'
import { extensionOf, runKind } from './file-name.ts'
import type { Opened, OpenFile } from './opening.ts'

export function openShortcut(file: OpenFile): Opened {
  const link = readShortcut(file.content)
  if (!link) return { unreadable: 'damaged' }
  const traits = shortcutTraits(link)
  // a document, an archive or a program glued behind the shortcut: real ones have a few kilobytes
  const glued = file.content.subarray(link.end)
  if (glued.length > 4096) {
    traits.push({ trait: 'polyglot', detail: `${glued.length}` })
    return { traits, children: [{ name: '[behind the shortcut]', content: glued, bytes: glued.length }] }
  }
  return { traits }
}

export interface Shortcut {
  target: string
  arguments: string
  folder: string
  icon: string
  /** the window starts minimised or hidden (SW_SHOWMINNOACTIVE) */
  hidden: boolean
  /** where the structure ends */
  end: number
}

function readShortcut(bytes: Buffer): Shortcut | null {
  if (bytes.length < 76 || bytes.readUInt32LE(0) !== 0x4c) return null
  const flags = bytes.readUInt32LE(20)
  let at = 76
  const has = (bit: number) => (flags & (1 << bit)) !== 0
  let fromIds = ''
  if (has(0)) {
    const size = bytes.readUInt16LE(at)
    fromIds = targetOfIds(bytes.subarray(at + 2, at + 2 + size))
    at += 2 + size
  }
  let fromInfo = ''
  if (has(1) && at + 4 <= bytes.length) {
    const size = bytes.readUInt32LE(at)
    fromInfo = targetOfInfo(bytes.subarray(at, at + size))
    at += size
  }
  const strings: Record<string, string> = {}
  for (const [bit, key] of STRINGS) {
    if (!has(bit) || at + 2 > bytes.length) continue
    const wide = has(7)
    const length = bytes.readUInt16LE(at) * (wide ? 2 : 1)
    const raw = bytes.subarray(at + 2, at + 2 + length)
    strings[key] = new TextDecoder(wide ? 'utf-16le' : 'shift_jis').decode(raw)
    at += 2 + length
  }
  const extra = extraBlocks(bytes, at)
  return {
    target: extra.target || fromInfo || fromIds || strings.relative || '',
    arguments: strings.arguments ?? '',
    folder: strings.folder ?? '',
    icon: strings.icon ?? extra.icon,
    hidden: bytes.readUInt32LE(60) === 7,
    end: extra.end,
  }
}

const STRINGS: [number, string][] = [
  [2, 'name'],
  [3, 'relative'],
  [4, 'folder'],
  [5, 'arguments'],
  [6, 'icon'],
]

/** LinkInfo: a local path, or a server's share and the path below it. */
function targetOfInfo(info: Buffer): string {
  if (info.length < 28) return ''
  const header = info.readUInt32LE(4)
  const flags = info.readUInt32LE(8)
  const ansi = (at: number) => new TextDecoder('shift_jis').decode(info.subarray(at, Math.max(at, info.indexOf(0, at))))
  const wide = (at: number) => {
    let end = at
    while (end + 1 < info.length && info.readUInt16LE(end) !== 0) end += 2
    return info.toString('utf16le', at, end)
  }
  const suffix = header >= 0x24 ? wide(info.readUInt32LE(32)) : ansi(info.readUInt32LE(24))
  if (flags & 1) return (header >= 0x24 ? wide(info.readUInt32LE(28)) : ansi(info.readUInt32LE(16))) + suffix
  if ((flags & 2) === 0) return ''
  const share = info.readUInt32LE(20)
  if (share + 20 > info.length) return ''
  const server = ansi(share + info.readUInt32LE(share + 8))
  return suffix === '' ? server : `${server}\\${suffix}`
}

/** Names in the item ids: enough to see `C:\Windows\System32\cmd.exe`. The Unicode name stands in each item's extension block. */
function targetOfIds(ids: Buffer): string {
  const parts: string[] = []
  for (let at = 0; at + 3 < ids.length; ) {
    const size = ids.readUInt16LE(at)
    if (size < 3) break
    const item = ids.subarray(at, at + size)
    const kind = (item[2] ?? 0) & 0x70
    if (kind === 0x20) parts.push(item.toString('latin1', 3, 6).replace(/[\0\\]/g, ''))
    if (kind === 0x30) parts.push(longName(item))
    at += size
  }
  return parts.filter((part) => part !== '').join('\\')
}

function longName(item: Buffer): string {
  const short = new TextDecoder('shift_jis').decode(item.subarray(14, Math.max(14, item.indexOf(0, 14))))
  const block = item.indexOf(Buffer.from([0x04, 0x00, 0xef, 0xbe]))
  if (block < 4) return short
  const wide = item.toString('utf16le', block + 4 + 38, item.length - 2).split('\0')[0] ?? ''
  return /^[^\0-\x1f]{3,}$/.test(wide) ? wide : short
}

const ENVIRONMENT = 0xa0000001
const ICON_ENVIRONMENT = 0xa0000007

function extraBlocks(bytes: Buffer, from: number): { target: string; icon: string; end: number } {
  const found = { target: '', icon: '', end: bytes.length }
  let at = from
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32LE(at)
    if (size < 4) return { ...found, end: at + 4 }
    const id = bytes.readUInt32LE(at + 4)
    const path = bytes.toString('utf16le', at + 268, at + 788).split('\0')[0] ?? ''
    if (id === ENVIRONMENT) found.target = path
    if (id === ICON_ENVIRONMENT) found.icon = path
    at += size
  }
  return { ...found, end: Math.min(at, bytes.length) }
}

/** Programs of Windows that run what they are told. */
const INTERPRETERS =
  /(?:^|[\\/"\s%])(cmd|powershell|pwsh|mshta|rundll32|regsvr32|wscript|cscript|conhost|forfiles|msiexec|certutil|bitsadmin|curl|ftp|explorer|hh|pcalua|schtasks|wmic|msbuild|installutil|scriptrunner|ssh|python|javaw?|node|control|odbcconf|cmstp|syncappvpublishingserver)(\.exe)?(?=$|["\s])/i

function shortcutTraits(link: Shortcut): Trait[] {
  const shown = [link.target, link.arguments]
    .filter((part) => part !== '')
    .join(' ')
    .replace(/\s{4,}/g, ' ␣ ')
  const detail = `${shown.slice(0, 1000)}${link.hidden ? ' [hidden window]' : ''}${link.icon === '' ? '' : ` [icon: ${link.icon}]`}`
  const told = link.arguments.trim() !== ''
  const interpreter = INTERPRETERS.exec(link.target)?.[1]?.toLowerCase()
  const opensFolder = interpreter === 'explorer' && !/\.(exe|lnk|js|vbs|hta|bat|cmd|scr)\b/i.test(link.arguments)
  if (interpreter !== undefined && told && !opensFolder) return [{ trait: 'lnk-command', detail }]
  if (told && INTERPRETERS.test(link.arguments)) return [{ trait: 'lnk-command', detail }]
  const remote = /^\\\\|^https?:|@ssl|davwwwroot/i.test(link.target)
  if (
    runKind(extensionOf(link.target)) !== '' &&
    (remote || /^[^\\:]+$/.test(link.target) || link.target.startsWith('.'))
  ) {
    return [{ trait: 'lnk-program', detail }]
  }
  return [{ trait: 'lnk-file', detail }]
}

/** Other files that lead somewhere when opened: remote desktop, libraries and searches, themes, settings links. */
export function openPointer(file: OpenFile): Opened {
  if (runKind(extensionOf(file.name)) !== 'shortcut') return {}
  const text = textOf(file.content)
  const command = /<DeepLink>([^<]{1,1000})/i.exec(text)?.[1]
  if (command !== undefined) return { traits: [{ trait: 'lnk-command', detail: command }] }
  const desktop = /^full address:s:([^\r\n]{1,300})/im.exec(text)?.[1]?.trim()
  if (desktop !== undefined) return { traits: [{ trait: 'shortcut-url', detail: `rdp://${desktop}` }] }
  const place = /(?:https?:\/\/|file:\/\/|\\\\)[^\s"'<>]{3,500}/i.exec(
    text.replace(/https?:\/\/schemas\.[^\s"'<>]+/gi, ''),
  )?.[0]
  return { traits: [{ trait: 'shortcut-url', detail: place ?? '' }] }
}

/** `.url` files: where they lead, and whether that is a file that runs. */
export function openUrl(file: OpenFile): Opened {
  const text = textOf(file.content)
  const target = /^\s*URL\s*=\s*(.+)$/im.exec(text)?.[1]?.trim() ?? ''
  return { traits: [{ trait: 'shortcut-url', detail: target.slice(0, 1000) }] }
}
