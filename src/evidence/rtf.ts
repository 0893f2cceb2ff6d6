/** The text of an RTF body (Outlook's messages have one where they have no other). Nothing in it is executed: words and letters only. */
import { decompressRTF } from '@kenjiuno/decompressrtf'
import { decodeText } from './charset.ts'

const MAX_RTF = 20_000_000 // bytes, unpacked
/** groups whose words are no text */
const SILENT =
  /^(fonttbl|colortbl|stylesheet|info|pict|object|header|footer|generator|themedata|datastore|xmlnstbl|listtable|listtext|pntext)$/

/** [MS-OXRTFCP]: `LZFu` or `MELA`; '' where it is damaged or would unpack to more than any mail holds */
export function compressedRtfText(compressed: Uint8Array): string {
  if (compressed.length < 16) return ''
  const size = Buffer.from(compressed.buffer, compressed.byteOffset, compressed.byteLength).readUInt32LE(4)
  if (size > MAX_RTF) return ''
  try {
    return rtfText(Buffer.from(decompressRTF([...compressed])).toString('latin1'))
  } catch {
    return '' // damaged: the message's other bodies remain
  }
}

/** groups, words and runs of text that are looked at: as many as a long document has */
const MAX_TOKENS = 5_000_000

/** groups in one another that are told apart: no document has as many */
const MAX_DEPTH = 1_000

/** What is on while a group lasts. */
interface Group {
  silent: boolean
  /** bytes that repeat a \u for readers without Unicode */
  repeats: number
  codepage: string
}

/** `most`: characters that are of use */
export function rtfText(rtf: string, most = Number.POSITIVE_INFINITY): string {
  const own = /\\ansicpg(\d{3,5})/.exec(rtf)?.[1] ?? '1252'
  const fonts = fontCodepages(rtf)
  const out: string[] = []
  let [length, tokens, deeper] = [0, 0, 0]
  let bytes: number[] = []
  const say = (text: string) => {
    out.push(text)
    length += text.length
  }
  const flush = () => {
    if (bytes.length > 0) say(decodeText(Uint8Array.from(bytes), charset(group.codepage)).text)
    bytes = []
  }
  let group: Group = { silent: false, repeats: 1, codepage: own }
  const outer: Group[] = []
  let markup = false // \htmlrtf: RTF's own rendering of what the HTML says
  let skip = 0 // of the bytes that repeat a \u
  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([^\\{}]+)/gi
  for (const match of rtf.matchAll(token)) {
    const [, word, number, hex, symbol, brace, text] = match
    if (++tokens > MAX_TOKENS || length + bytes.length >= most) break
    if (brace === '{') outer.length < MAX_DEPTH ? outer.push({ ...group }) : deeper++
    else if (brace === '}' && deeper > 0) deeper--
    else if (brace === '}') {
      const before = outer.pop()
      if (before === undefined) continue
      flush()
      group = before
    } else if (word === 'htmlrtf') markup = number !== '0'
    else if (word === 'shptxt') group.silent = false
    else if ((word !== undefined && SILENT.test(word)) || symbol === '*') group.silent = true
    else if (word === 'uc') group.repeats = Math.min(10, Math.max(0, Number(number ?? 1)))
    else if (group.silent || markup) continue
    else if (hex !== undefined) skip > 0 ? skip-- : bytes.push(Number.parseInt(hex, 16))
    else if (word === 'u' && number !== undefined) {
      flush()
      say(String.fromCharCode(Number(number) & 0xffff))
      skip = group.repeats
    } else if (word === 'f' || word === 'plain') {
      flush()
      group.codepage = fonts.get(word === 'f' ? (number ?? '') : '') ?? own
    } else if (word === 'par' || word === 'line' || word === 'row' || word === 'sect' || word === 'page') {
      flush()
      say('\n')
    } else if (word === 'tab' || word === 'cell') bytes.push(9)
    else if (symbol === '~') bytes.push(32)
    else if (symbol !== undefined && /[\\{}]/.test(symbol)) bytes.push(symbol.charCodeAt(0))
    else if (symbol === '\r' || symbol === '\n') {
      flush()
      say('\n')
    } else if (text !== undefined) {
      for (const one of text.replace(/[\r\n]/g, '')) skip > 0 ? skip-- : bytes.push(one.charCodeAt(0))
    }
  }
  flush()
  return out.join('').trim()
}

/** `\fcharset` of fonts whose letters are not those of the document's own code page (RTF 1.9.1, font table). */
const CODEPAGES: Record<string, string> = {
  '128': '932', '129': '949', '134': '936', '136': '950', '161': '1253', '162': '1254', '163': '1258', '177': '1255', '178': '1256', '186': '1257', '204': '1251', '222': '874', '238': '1250',
} // biome-ignore format: a table
const FONT_TABLE = 200_000 // characters

function fontCodepages(rtf: string): Map<string, string> {
  const at = rtf.indexOf('\\fonttbl')
  const table = at < 0 ? '' : rtf.slice(at, at + FONT_TABLE)
  return new Map(
    table
      .matchAll(/\\f(\d{1,5})\b[^;{}]{0,100}?\\fcharset(\d{1,3})\b/g)
      .flatMap(([, font = '', set = '']) => (set in CODEPAGES ? [[font, CODEPAGES[set] ?? ''] as const] : [])),
  )
}

const charset = (codepage: string) =>
  /^(?:932|936|949)$/.test(codepage) ? `cp${codepage}` : codepage === '950' ? 'big5' : `windows-${codepage}`
