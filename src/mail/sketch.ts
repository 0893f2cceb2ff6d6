/**
 * A sketch of a text: the smallest hashes of its character n-grams (A. Broder, "On the resemblance and containment of documents", 1997).
 * Two sketches tell how alike two texts are, and neither can be read. Other than the engine's (reuse.ts), these are kept in
 * findings.json, so that two cases, examined years apart, can be compared.
 */
import { readList } from '../lists/list.ts'
import { coreText } from './core-text.ts'

/** characters: a clause of Japanese, two words of English */
const GRAM = 10
/** hashes kept */
export const SKETCH = 128
/** grams below which a text is a note that many write alike */
const SHORT = 40

/** [] where the text is too short to be told from others. What every office's letters say is left out. */
export function sketchOf(text: string): number[] {
  const common = commonGrams()
  const hashes = new Set([...gramsOf(coreText(text))].map(hash))
  const own = [...hashes].filter((one) => !common.has(one))
  return own.length < SHORT ? [] : own.sort((a, b) => a - b).slice(0, SKETCH)
}

/** Share of the two texts' grams that both hold, 0..1, estimated from the smallest hashes of both together. */
export function likeness(a: number[], b: number[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const [inA, inB] = [new Set(a), new Set(b)]
  const smallest = [...new Set([...a, ...b])]
    .sort((x, y) => x - y)
    .slice(0, Math.min(SKETCH, Math.max(a.length, b.length)))
  return smallest.filter((one) => inA.has(one) && inB.has(one)).length / smallest.length
}

/** Without what is changed anyway: case, spaces, punctuation, figures. */
function* gramsOf(text: string): Generator<string> {
  const letters = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '')
      .replaceAll(/\p{N}/gu, '0'),
  ].slice(0, 20_000)
  for (let i = 0; i + GRAM <= letters.length; i++) yield letters.slice(i, i + GRAM).join('')
}

/** FNV-1a, mixed so that the smallest are a fair sample. */
function hash(gram: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < gram.length; i++) value = Math.imul(value ^ gram.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

let phrases: Set<number> | null = null

function commonGrams(): Set<number> {
  if (phrases) return phrases
  const list = readList('business-phrase', { ja: '', en: '' }, [
    new URL('../lists/business-phrase.txt', import.meta.url),
  ])
  phrases = new Set([...list.names.keys()].flatMap((text) => [...gramsOf(text)].map(hash)))
  return phrases
}
