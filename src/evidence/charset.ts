/** Bytes of a mail's text → characters, whatever the label says: Japanese mail is often labelled wrongly or not at all. */
import { isAscii, isUtf8 } from 'node:buffer'
import { analyse } from 'chardet'
import { recogniseEncoding } from './decode.ts'
import { remembered } from './remembered.ts'

export interface Decoded {
  text: string
  /** the label named no charset that is known */
  unknown: boolean
}

export function decodeText(bytes: Uint8Array, label: string): Decoded {
  if (isPlain(bytes)) return { text: seven(bytes, label), unknown: label !== '' && encodingOf(label) === null }
  const encoding = encodingOf(label)
  if (encoding === 'utf-7') return { text: utf7(latin1(bytes)), unknown: false }
  return { text: decodeAs(bytes, believed(bytes, encoding)), unknown: label !== '' && encoding === null }
}

/** Headers and names have no label of their own: UTF-8 where it is valid, else what their message is written in, else what looks Japanese. */
export function decodeUnlabelled(bytes: Uint8Array, written: string | null = null): string {
  if (written !== null && !isUtf8(bytes)) return new TextDecoder(written).decode(bytes)
  return decodeText(bytes, '').text
}

/** The encoding of unlabelled text that is neither Unicode nor Japanese; null = it is one of these, or nothing tells. */
export function foreignEncoding(bytes: Uint8Array): string | null {
  if (isPlain(bytes) || isUtf8(bytes)) return null
  const found = guessed(bytes)
  return FOREIGN.includes(found) ? found : null
}

export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** No byte above 127 and no escape that switches the character set. */
function isPlain(bytes: Uint8Array): boolean {
  return isAscii(bytes) && !bytes.includes(0x1b) && !bytes.includes(0x0e)
}

function seven(bytes: Uint8Array, label: string): string {
  const text = latin1(bytes)
  return encodingOf(label) === 'utf-7' ? utf7(text) : text
}

/** Names that mailers use and TextDecoder does not know. */
const ALIASES: [RegExp, string][] = [
  [/^(cp-?5022[012]|iso-?2022-?jp.*|csiso2022jp.*|jis|jis7|jis-?x-?0208)$/, 'iso-2022-jp'],
  [/^(cp-?932|ms-?932|windows-?932|windows-?31j|shift[-_]?jis.*|sjis.*|x-sjis.*|ms_kanji|cswindows31j)$/, 'shift_jis'],
  [/^(euc[-_]?jp.*|eucjp.*|x-euc-?jp|ujis|cp-?51932|x-eucjp)$/, 'euc-jp'],
  [/^(utf-?8.*|unicode-1-1-utf-8|cp-?65001)$/, 'utf-8'],
  [/^(utf-?7|unicode-1-1-utf-7|csunicode11utf7|cp-?65000)$/, 'utf-7'],
  [/^(ks_c_5601.*|ksc_?5601|cp-?949|iso-2022-kr)$/, 'euc-kr'],
  [/^(cp-?936|gb_?2312.*|x-gbk)$/, 'gb18030'],
  [/^cp-?(125\d)$/, 'windows-$1'],
]
/** Labels that say nothing: mailers write them without looking. */
const NO_CHOICE = /^(us-ascii|ascii|ansi_x3\.4.*|iso-?8859-1|latin-?1|windows-1252|unknown(-8bit)?|8bit|default.*|)$/

/** '' = the label says nothing; null = no such charset. A mailbox has few labels, and each stands in thousands of headers. */
const encodingOf = remembered(namedEncoding, 1_000)

function namedEncoding(label: string): string | null {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  if (NO_CHOICE.test(name)) return ''
  for (const [pattern, encoding] of ALIASES) if (pattern.test(name)) return name.replace(pattern, encoding)
  try {
    return new TextDecoder(name).encoding
  } catch {
    return null
  }
}

/** The label is believed only where the bytes fit it. */
function believed(bytes: Uint8Array, encoding: string | null): string {
  if (encoding === 'iso-2022-jp' || (!encoding && hasEscape(bytes))) {
    return hasEscape(bytes) || bytes.includes(0x0e) ? 'iso-2022-jp' : guessed(bytes)
  }
  if (!encoding) return guessed(bytes)
  if (/^(utf-8|shift_jis|euc-jp)$/.test(encoding)) {
    if (hasEscape(bytes)) return 'iso-2022-jp'
    if (isUtf8(bytes)) return 'utf-8' // Shift_JIS and EUC-JP text of more than a few characters is never valid UTF-8
    if (encoding === 'utf-8' || damaged(bytes, encoding)) return guessed(bytes, encoding)
  }
  return encoding
}

function guessed(bytes: Uint8Array, labelled = ''): string {
  if (isUtf8(bytes)) return 'utf-8'
  const sample = bytes.subarray(0, 65_536)
  const found = recogniseEncoding(sample)
  if (found !== 'utf-8' && !damaged(sample, found))
    return (found === 'euc-jp' ? withoutKana(sample) : cyrillic(sample)) ?? found
  if (labelled !== '') return labelled
  return foreign(sample, LIKELY) ?? 'windows-1252'
}

/** What else reaches an office without a label. Latin letters with accents stay `windows-1252`. */
const CYRILLIC = ['koi8-r', 'windows-1251']
const FOREIGN = ['gb18030', 'big5', 'euc-kr', ...CYRILLIC]
/** chardet's own scale, 0 to 100: two lines of Russian have 30 to 50, Chinese and Korean nearly 100 */
const LIKELY = 30
const SURE = 80

function foreign(sample: Uint8Array, least: number, names = FOREIGN): string | null {
  const match = analyse(sample).find(({ name }) => names.includes(name.toLowerCase()))
  if (!match || match.confidence < least) return null
  const name = match.name.toLowerCase()
  return damaged(sample, name) ? null : name
}

/** Russian is letters from 0xC0 on and nothing else; every kanji and kana of Shift_JIS begins below. */
function cyrillic(sample: Uint8Array): string | null {
  const high = sample.filter((byte) => byte >= 0x80)
  return high.filter((byte) => byte >= 0xc0).length > high.length * 0.9 ? foreign(sample, 1, CYRILLIC) : null
}

/** Korean and Chinese fill the same bytes as EUC-JP; a Japanese sentence has kana. */
const withoutKana = (sample: Uint8Array) =>
  /[\u3041-\u30fa]/.test(new TextDecoder('euc-jp').decode(sample)) ? null : (cyrillic(sample) ?? foreign(sample, SURE))

/** More than one character in fifty can't be decoded. */
function damaged(bytes: Uint8Array, encoding: string): boolean {
  const text = new TextDecoder(encoding).decode(bytes)
  let bad = 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) bad++
  return bad * 50 > text.length
}

function hasEscape(bytes: Uint8Array): boolean {
  const from = bytes.indexOf(0x1b)
  return from >= 0 && /\x1b(\$[@B]|\$\(|\([IJ])/.test(latin1(bytes.subarray(from, from + 65_536)))
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
  return decoderOf(encoding).decode(encoding === 'iso-2022-jp' ? withoutIdleEscapes(plainJis(bytes)) : bytes)
}

const DECODERS = new Map<string, TextDecoder>()

function decoderOf(encoding: string): TextDecoder {
  const decoder = DECODERS.get(encoding) ?? new TextDecoder(encoding)
  DECODERS.set(encoding, decoder)
  return decoder
}

/**
 * The vendors' ISO-2022-JP (CP50221, CP50222) as the decoder knows it: half-width kana by shift-out or as 8-bit bytes become `ESC ( I`.
 * Row 13 and the NEC rows are in the decoder's own table.
 */
function plainJis(bytes: Uint8Array): Uint8Array {
  if (isAscii(bytes) && !bytes.includes(0x0e)) return bytes
  const kana = (text: string) =>
    `\x1b(I${text.replace(/[\xa1-\xdf]/g, (one) => String.fromCharCode(one.charCodeAt(0) & 0x7f))}\x1b(B`
  return Buffer.from(
    latin1(bytes)
      .replace(/\x0e([^\x0f\x1b\r\n]*)\x0f?/g, (_, text: string) => kana(text))
      .replace(/[\xa1-\xdf]+/g, kana),
    'latin1',
  )
}

/** Encoded words that were joined leave an escape right behind another: the decoder would put U+FFFD between them. */
function withoutIdleEscapes(bytes: Uint8Array): Uint8Array {
  const text = latin1(bytes)
  const once = text.replace(/(?:\x1b[$(][@BIJ])+(?=\x1b[$(][@BIJ])/g, '')
  return once.length === text.length ? bytes : Buffer.from(once, 'latin1')
}

/** RFC 2152: `+` base64 of UTF-16BE `-`. */
function utf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, code: string) => {
    if (code === '') return '+'
    const bytes = Buffer.from(code, 'base64')
    return new TextDecoder('utf-16be').decode(bytes.subarray(0, bytes.length & ~1))
  })
}
