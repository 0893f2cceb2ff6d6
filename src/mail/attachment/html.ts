/**
 * HTML and SVG attachments: files smuggled in as text (the browser puts them together and saves them), and forms that send passwords elsewhere.
 * Nothing runs: literals are decoded as they stand, and what comes out is looked at like any other file.
 */
import type { Trait } from '../attachment-tree.ts'
import { textOf } from './content-type.ts'
import { codeLinks, pageWords } from './document-links.ts'
import { type Child, MAX_FILE, type Opened, type OpenFile } from './opening.ts'
import { codesIn, picturesInPage } from './picture-codes.ts'

const MAX_PICTURES = 10 // that are looked at for a code

export async function openPage(file: OpenFile): Promise<Opened> {
  const written = textOf(file.content)
  const hidden = unescaped(written)
  const text = written + hidden
  const script = scripts(text)
  const traits: Trait[] = []
  const children = payloads(text)
  const saves = SAVES.filter(([, pattern]) => pattern.test(script)).map(([name]) => name)
  const download = DOWNLOAD.test(text)
  const carried = children.length > 0
  const decodes = /\batob\s*\(|fromCharCode|Uint8Array|TextDecoder|decodeURIComponent|CryptoJS|crypto\.subtle/i.test(
    script,
  )
  if ((saves.length > 0 && (download || carried) && decodes) || (download && carried)) {
    const names = children.map((child) => child.name).join(', ')
    traits.push({
      trait: 'html-smuggling',
      detail: [...saves, ...(download ? ['download'] : []), names]
        .filter((one) => one !== '')
        .join(', ')
        .slice(0, 500),
    })
  }
  const calls = SHELL.exec(script)?.[0]
  if (calls !== undefined) traits.push({ trait: 'script-call', detail: calls })
  const pasted = typed(text, script)
  if (pasted !== '') traits.push({ trait: 'html-clipboard', detail: pasted })
  if (file.type === 'svg' && active(text)) traits.push({ trait: 'svg-script', detail: active(text) })
  const forms = form(text, script, hidden)
  traits.push(...forms)
  if (file.type === 'html' && forms.length === 0) traits.push(...redirect(text, inPlace(script)))
  const { text: said, links } = pageWords(text)
  if (file.type !== 'html') return { traits, children, links }
  const codes = codeLinks(await codesIn(picturesInPage(text, MAX_PICTURES)))
  return { traits, children, links, codes, text: said }
}

/** What the page writes into itself: `document.write(unescape('%3c…'))`, `\x3c…`, base64 of a page. As much as it has, decoded once. */
function unescaped(text: string): string {
  const found: string[] = []
  for (const [literal] of text.matchAll(/(?:%[0-9a-f]{2}|%u[0-9a-f]{4}|[\w ."'=:/<>-]){40,}/gi)) {
    if ((literal.match(/%/g)?.length ?? 0) < literal.length / 8) continue
    found.push(
      literal.replace(/%u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_, wide: string, narrow: string) =>
        String.fromCharCode(Number.parseInt(wide ?? narrow, 16)),
      ),
    )
  }
  for (const [literal] of text.matchAll(/(?:\\x[0-9a-f]{2}){20,}/gi))
    found.push(Buffer.from(literal.replaceAll('\\x', ''), 'hex').toString('utf8'))
  for (const [, literal = ''] of text.matchAll(/\batob\s*\(\s*["'`]([A-Za-z0-9+/=]{12,100000})["'`]\s*\)/g)) {
    const data = Buffer.from(literal, 'base64').toString('latin1')
    if (/^https?:\/\/|<(?:script|form|html|meta|input)\b/i.test(data)) found.push(`"${data}"`)
  }
  return found.length === 0 ? '' : `\n${found.join('\n')}`
}

const REFRESH = /<meta\b[^<>]{0,300}http-equiv\s*=\s*["']?refresh[^<>]{0,300}?url\s*=\s*["']?(https?:\/\/[^"'\s>]+)/i
const LOCATION = /\blocation(?:\.href)?\s*=\s*["'`](https?:\/\/[^"'`\s]+)/i
/**
 * A handler of Windows in place of a page: a search in somebody's share that Explorer shows as a folder, an installer, a diagnosis, a
 * document that Office opens by itself. Named by an attribute or a script's text.
 */
const OPENS_SHARE =
  /["'`=]\s*((?:search(?:-ms)?:[^"'`<>]{0,40}(?:query|crumb|displayname)|ms-(?:msdt|appinstaller|officecmd|cxh|search)\s*:|ms-(?:word|excel|powerpoint):ofe)[^"'`<>]{0,400})/i

const COMPUTED = /\blocation\.(?:replace|assign)\s*\(\s*(?!["'`)])|\blocation(?:\.href)?\s*=\s*(?!["'`=])/i
const SHOWN = 200 // letters that a reader sees
const shownLetters = (text: string) =>
  text
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<[^<>]*>/g, '')
    .replace(/\s+/g, '').length
const HTTP_IN_BASE64 = 'aHR0c'
/** What its pieces add up to, where they stand as they are. */
function hiddenTarget(script: string): string {
  const pieces = [...script.matchAll(/["'`]([^"'`\n]{1,200})["'`]/g)].map(([, piece = '']) => piece)
  const encoded = pieces.findIndex((piece) => piece.startsWith(HTTP_IN_BASE64))
  const start = pieces.findIndex((piece) => /^h/i.test(piece))
  const joined =
    encoded >= 0
      ? Buffer.from(pieces.slice(encoded).join(''), 'base64').toString('latin1')
      : start < 0
        ? ''
        : pieces.slice(start).join('')
  return (/^https?:\/\/[\w.-]+[^\s"'<>]*/i.exec(joined)?.[0] ?? 'https://?').slice(0, 500)
}

/** `location = atob('aHR0…')` as it is when it runs. */
const inPlace = (script: string) =>
  script.replace(/\batob\s*\(\s*["'`]([A-Za-z0-9+/=]{8,4000})["'`]\s*\)/g, (_, literal: string) =>
    JSON.stringify(Buffer.from(literal, 'base64').toString('latin1')),
  )

/** A page that only leads on, at once. */
function redirect(text: string, script: string): Trait[] {
  const target =
    REFRESH.exec(text)?.[1] ??
    LOCATION.exec(script)?.[1] ??
    /\blocation\.(?:replace|assign)\s*\(\s*["'`](https?:\/\/[^"'`\s]+)/i.exec(script)?.[1] ??
    OPENS_SHARE.exec(text)?.[1]?.replaceAll('\\\\', '\\')
  if (target !== undefined) return [{ trait: 'html-redirect', detail: target.slice(0, 500) }]
  // put together where it runs, so that nobody reads it: of a page that shows nothing else
  const computed = COMPUTED.exec(script)?.[0]
  return computed !== undefined && shownLetters(text) < SHOWN
    ? [{ trait: 'html-redirect', detail: hiddenTarget(script) }]
    : []
}

/** Windows' own shell, which no page in a browser reaches: it is to be opened as an application (HTA), or out of a OneNote page. */
const SHELL = /\b(?:WScript\.Shell|Shell\.Application|Scripting\.FileSystemObject)\b/i

/** A script lays a command onto the clipboard, or the page tells how to open Windows' Run box and paste: what is pasted runs. */
function typed(text: string, script: string): string {
  const copies = /clipboard\s*\.\s*write|execCommand\s*\(\s*["'`]copy|clipboardData\s*\.\s*setData/i.test(script)
  if (!copies) return ''
  const command =
    /["'`\s](?:powershell|pwsh|cmd(?:\.exe)?\s*\/c|mshta|curl|msiexec|rundll32|regsvr32|wscript|certutil|bitsadmin|bash -c)\b[^\n]{0,200}/i.exec(
      script,
    )
  if (command) return command[0].slice(1, 200)
  const keys =
    /(?:win(?:dows)?|⊞)[^\p{L}\n]{0,30}(?:key|キー|ロゴ|logo|taste)?[^\p{L}\n]{0,30}\bR\b|ファイル名を指定して実行|\bRun (?:dialog|box|window)\b/iu
  return keys.test(text) && /ctrl[^\p{L}\n]{0,30}V\b|貼り付け|\bpaste\b/iu.test(text) ? 'Windows + R, Ctrl + V' : ''
}

const SAVES: [string, RegExp][] = [
  ['createObjectURL', /createObjectURL/],
  ['msSaveBlob', /msSave(OrOpen)?Blob/],
  ['Blob', /new\s+(Blob|File)\s*\(/],
]

/** An anchor that saves instead of opening. */
const DOWNLOAD = /<a\b[^<>]{0,2000}\sdownload\b|\.download\s*=|setAttribute\s*\(\s*['"]download['"]|\['download'\]/i

function scripts(text: string): string {
  return (
    [...text.matchAll(/<script\b[^<>]{0,2000}>([\s\S]*?)(?:<\/script|$)/gi)].map((one) => one[1] ?? '').join('\n') +
    handlers(text)
  )
}

const handlers = (text: string) =>
  [...text.matchAll(/\son[a-z]+\s*=\s*(["'])([\s\S]*?)\1/gi)].map((one) => one[2] ?? '').join('\n')

/** What in an SVG runs or leads away by itself. */
function active(text: string): string {
  if (/<script\b/i.test(text)) return 'script'
  if (/\son(load|click|mouseover|begin|error)\s*=/i.test(text)) return 'event'
  return /(?:href|xlink:href)\s*=\s*["']\s*(javascript|data:text\/html)/i.test(text) ? 'javascript:' : ''
}

/** Shorter literals are pictures' names and ids; a program has kilobytes. */
const MIN_LITERAL = 400
const MAX_PAYLOADS = 20

/** Files in the page's literals: base64, reversed base64, hex, arrays of numbers. Pictures and fonts are the page's own. */
function payloads(text: string): Child[] {
  const name = downloadName(text)
  // pieces that the script adds up, or keeps in a list to be joined
  const joined = text.replace(/[\s\\]+/g, '').replace(/["'`][+,]["'`]/g, '')
  const found: Buffer[] = []
  for (const [, literal = ''] of joined.matchAll(/(?:["'`>,])([A-Za-z0-9+/_=-]{400,})(?=["'`<)]|$)/g)) {
    if (found.length >= MAX_PAYLOADS || literal.length > MAX_FILE) break
    const data = decoded(literal)
    if (data) found.push(data)
  }
  for (const [list] of joined.matchAll(/(?:\b(?:0x[0-9a-f]{1,2}|\d{1,3}),){200,}(?:0x[0-9a-f]{1,2}|\d{1,3})/gi)) {
    if (found.length >= MAX_PAYLOADS) break
    const numbers = list.split(',').map(Number)
    if (numbers.every((one) => one >= 0 && one < 256) && magic(Buffer.from(numbers)) !== '')
      found.push(Buffer.from(numbers))
  }
  return found.map((content, i) => ({
    name: i === 0 && name !== '' ? name : `payload-${i + 1}`,
    content,
    bytes: content.length,
  }))
}

/** The file that a literal holds, where its first bytes are those of one that matters; else null. */
function decoded(literal: string): Buffer | null {
  if (literal.length < MIN_LITERAL) return null
  const attempts = [
    () => Buffer.from(literal, 'base64'),
    () => Buffer.from([...literal].reverse().join(''), 'base64'),
    () => Buffer.from(/^[0-9a-f]+$/i.test(literal) ? literal : '', 'hex'),
    () => Buffer.from(Buffer.from(literal, 'base64').toString('latin1').replace(/\s/g, ''), 'base64'),
  ]
  for (const attempt of attempts) {
    const data = attempt()
    if (magic(data) !== '') return data
  }
  return null
}

const MAGICS: [string, string][] = [
  ['4d5a', 'pe'],
  ['504b0304', 'zip'],
  ['526172211a07', 'rar'],
  ['377abcaf271c', '7z'],
  ['4c00000001140200', 'lnk'],
  ['d0cf11e0a1b11ae1', 'ole'],
  ['e4525c7b8cd8a74d', 'onenote'],
  ['1f8b08', 'gz'],
  ['4d534346', 'cab'],
  ['7668647866696c65', 'vhdx'],
  ['7b5c7274', 'rtf'],
  ['25504446', 'pdf'],
]

function magic(data: Buffer): string {
  const hex = data.toString('hex', 0, 16)
  const known = MAGICS.find(([start]) => hex.startsWith(start))?.[1]
  if (known) return known
  if (data.toString('latin1', 32_769, 32_774) === 'CD001') return 'iso'
  const text = data.toString('latin1', 0, 512)
  if (/<script|<html|<!doctype html|<hta:/i.test(text)) return 'html'
  return /WScript\.|ActiveXObject|CreateObject\(|powershell/i.test(text) ? 'script' : ''
}

function downloadName(text: string): string {
  const found =
    /\.download\s*=\s*["'`]([^"'`]{1,120})["'`]/.exec(text) ??
    /\sdownload\s*=\s*["']([^"']{1,120})["']/i.exec(text) ??
    /setAttribute\s*\(\s*["']download["']\s*,\s*["']([^"']{1,120})["']/.exec(text) ??
    /msSave(?:OrOpen)?Blob\s*\([^,]+,\s*["']([^"']{1,120})["']/.exec(text) ??
    /["'`]([^"'`<>|:*?\\/\n]{1,80}\.(?:zip|iso|img|exe|rar|7z|js|vbs|lnk|vhd|vhdx|hta|wsf|one|docm|xlsm|pdf))["'`]/i.exec(
      text,
    )
  return found?.[1] ?? ''
}

/** Password fields, and where the page sends them. */
function form(text: string, script: string, hidden: string): Trait[] {
  if (!/<input\b[^<>]{0,2000}type\s*=\s*["']?password/i.test(text)) return []
  const action = /<form\b[^<>]{0,2000}\baction\s*=\s*["']?\s*(https?:\/\/[^"'\s>]+)/i.exec(text)?.[1]
  const called =
    /(?:fetch|\.open|\.post|\.ajax|url)\s*\(?\s*[:(]?\s*(?:["'`](?:GET|POST)["'`]\s*,\s*)?["'`](https?:\/\/[^"'`\s]+)/i.exec(
      script,
    )?.[1]
  // an address that stands in base64 is there to be hidden
  const target = action ?? called ?? /^"(https?:\/\/[^"'\s]+)"$/m.exec(hidden)?.[1]
  return target === undefined ? [] : [{ trait: 'html-form', detail: hostOf(target) }]
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url.slice(0, 200)
}
