/** What a file's name does to its reader: which extension Windows acts on, which one a person sees, and the tricks between the two. */
import { readFileSync } from 'node:fs'
import bidiFactory from 'bidi-js'
import { parseList } from '../../lists/list.ts'
import type { Trait } from '../attachment-tree.ts'

/** The last extension as Windows takes it: trailing dots and spaces are dropped, case does not count. */
export function extensionOf(name: string): string {
  const base = asWindows(name)
  const dot = base.lastIndexOf('.')
  return dot < 0 || dot === base.length - 1 ? '' : base.slice(dot + 1).toLowerCase()
}

/** How Windows handles what opens this extension: `program`, `script`, `shortcut` …; '' = it is no such extension. */
export const runKind = (extension: string): string => RUNS.get(extension) ?? ''

export function nameTraits(whole: string): Trait[] {
  const name = whole.slice(-MAX_NAME)
  const extension = extensionOf(name)
  const kind = runKind(extension)
  const visible = displayed(name)
  const traits: Trait[] = []
  if (kind !== '') traits.push({ trait: 'runs', detail: `.${extension} (${kind})` })
  const seen = extensionOf(visible)
  if (BIDI_CONTROLS.test(name) && seen !== extension)
    traits.push({ trait: 'bidi-name', detail: `${visible} → .${extension}` })
  if (kind === '') return traits
  const stem = asWindows(name).slice(0, -extension.length - 1)
  if (PADDED.test(stem)) traits.push({ trait: 'padded-name', detail: `${stem.replace(BLANKS, '␣')}.${extension}` })
  const plain = stem.replace(BLANKS, ' ').trim()
  const shown = endingOf(plain.replace(DOTS_ALIKE, '.'))
  if (shown !== '' && LOOKS_LIKE_DOCUMENT.has(shown)) {
    traits.push({ trait: 'double-extension', detail: `.${shown}.${extension}` })
    if (endingOf(plain) !== shown) traits.push({ trait: 'fullwidth-dot', detail: `${plain}.${extension}` })
  }
  return traits
}

/** The name as a screen shows it, controls applied (Unicode Bidirectional Algorithm, UAX #9), bounded to a file name's length. */
export function displayed(name: string): string {
  if (!BIDI_CONTROLS.test(name)) return name
  const text = name.slice(-MAX_NAME)
  return bidi.getReorderedString(text, bidi.getEmbeddingLevels(text, 'ltr')).replace(ALL_CONTROLS, '')
}

/** no file system takes longer ones */
const MAX_NAME = 1000

const bidi = (bidiFactory as unknown as typeof bidiFactory.default)()

/** RLO, LRO, RLE, LRE, PDF and the isolates. RLM and LRM only help genuine Arabic and Hebrew names. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/
const ALL_CONTROLS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const asWindows = (name: string) => name.replace(ALL_CONTROLS, '').replace(/[. ]+$/, '')

/** blanks of all kinds, the invisible ones too (ideographic space, Braille blank, Hangul filler, zero width) */
const BLANKS = /[\s\u00a0\u115f\u1160\u2000-\u200d\u2060\u2800\u3000\u3164\ufeff\uffa0]+/g
/** Six blanks in a row, or a run of underscores as long, push the extension out of sight; people type two or three. */
const PADDED = /(?:[\s\u00a0\u115f\u1160\u2000-\u200d\u2060\u2800\u3000\u3164\ufeff\uffa0]{6,}|_{12,})[^.]{0,8}$/
/** characters that look like a full stop and are none for Windows */
const DOTS_ALIKE = /[\uff0e\u3002\uff61\u2024\ufe52\u00b7\u30fb]/g

const endingOf = (stem: string) => {
  const dot = stem.lastIndexOf('.')
  return dot < 0
    ? ''
    : stem
        .slice(dot + 1)
        .trim()
        .toLowerCase()
}

/** What an office takes for something to read. */
const LOOKS_LIKE_DOCUMENT = new Set(
  'txt text log csv doc docx docm dot rtf xls xlsx xlsm ppt pptx pps ppsx pdf xps odt ods odp jtd jtdc one htm html mht eml msg jpg jpeg png gif bmp tif tiff heic svg webp mp3 wav mp4 mov avi wmv zip lzh rar 7z'.split(
    ' ',
  ),
)

const LIST = new URL('../../lists/executable.txt', import.meta.url)
const RUNS: ReadonlyMap<string, string> = new Map(
  parseList(readFileSync(LIST, 'utf8'), String(LIST)).map((one) => [one.entry, one.kind]),
)
