/** The text of an RTF body (Outlook's messages have one where they have no other). Nothing in it is executed: words and letters only. */
import { decompressRTF } from '@kenjiuno/decompressrtf'
import { decodeText } from './charset.ts'

const MAX_RTF = 20_000_000 // bytes, unpacked
/** groups whose words are no text */
const SILENT =
  /^(fonttbl|colortbl|stylesheet|info|pict|object|header|footer|generator|themedata|datastore|xmlnstbl|listtable)$/

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

export function rtfText(rtf: string): string {
  const codepage = /\\ansicpg(\d{3,5})/.exec(rtf)?.[1] ?? '1252'
  const out: string[] = []
  let bytes: number[] = []
  const flush = () => {
    if (bytes.length > 0)
      out.push(decodeText(Uint8Array.from(bytes), codepage === '932' ? 'cp932' : `windows-${codepage}`).text)
    bytes = []
  }
  const silent: boolean[] = [false]
  let markup = false // \htmlrtf: RTF's own rendering of what the HTML says
  let skip = 0 // characters that repeat a \u in the code page
  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([^\\{}]+)/gi
  for (const match of rtf.matchAll(token)) {
    const [, word, number, hex, symbol, brace, text] = match
    const quiet = silent.at(-1) || markup
    if (brace === '{') silent.push(silent.at(-1) ?? false)
    else if (brace === '}') silent.length > 1 && silent.pop()
    else if (word === 'htmlrtf') markup = number !== '0'
    else if (word !== undefined && SILENT.test(word)) silent[silent.length - 1] = true
    else if (symbol === '*') silent[silent.length - 1] = true
    else if (quiet) continue
    else if (hex !== undefined) skip > 0 ? skip-- : bytes.push(Number.parseInt(hex, 16))
    else if (word === 'u' && number !== undefined) {
      flush()
      out.push(String.fromCharCode(Number(number) & 0xffff))
      skip = 1
    } else if (word === 'par' || word === 'line' || word === 'row') {
      flush()
      out.push('\n')
    } else if (word === 'tab' || word === 'cell') bytes.push(9)
    else if (symbol === '~') bytes.push(32)
    else if (symbol !== undefined && /[\\{}]/.test(symbol)) bytes.push(symbol.charCodeAt(0))
    else if (text !== undefined) {
      for (const one of text.replace(/[\r\n]/g, '')) skip > 0 ? skip-- : bytes.push(one.charCodeAt(0))
    }
  }
  flush()
  return out.join('').trim()
}
