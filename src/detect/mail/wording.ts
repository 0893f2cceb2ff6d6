/**
 * How a mail's words sound: like everyday mail, or like one of the kinds of lures. A linear model over words and runs of characters, learnt
 * from texts of our own in many languages (`sim/mail/wording`, `npm run wording`). It knows only words: who writes them is judged elsewhere, as an
 * honest bank words its notices much as those who imitate it.
 */
import { readFileSync } from 'node:fs'

export const WORDINGS = ['plain', 'phishing', 'scam', 'bec', 'targeted', 'malware'] as const
export type Wording = (typeof WORDINGS)[number]

export interface Sound {
  /** 0 to 1: how sure that it sounds like any lure */
  lure: number
  malware: number
  /** the lure that it sounds like most */
  kind: Exclude<Wording, 'plain'>
  /** what says so most, as it stands in the mail */
  telling: () => string[]
}

/** What is known of each feature, those that say little are left out: in the place of `plain` how much it says for a lure at all. */
export interface WordingModel {
  bias: Float32Array
  /** where each feature's numbers stand */
  places: Map<number, number>
  /** how rare each is, in steps of `RARITY_STEP` */
  rarities: Uint8Array
  /** weights at each place: of any lure, then of each kind, in steps of `WEIGHT_STEP` */
  weights: Int8Array
}
export const RARITY_STEP = 1 / 16
export const WEIGHT_STEP = 1 / 2

/** Characters that are read: what a mail wants stands early. */
export const READ = 3_000

export function soundOf(subject: string, text: string, model: WordingModel = learnt()): Sound {
  const known = knownOf(featuresOf(subject, text), model)
  const length = Math.sqrt(known.reduce((sum, place) => sum + rarityAt(place, model) ** 2, 0))
  const sums = [...model.bias]
  for (const place of known)
    for (let kind = 0; kind < WORDINGS.length; kind++)
      sums[kind] = (sums[kind] ?? 0) + weightAt(place, kind, model) / length
  const [sum = 0, ...kinds] = sums
  const lure = 1 / (1 + Math.exp(-sum))
  const shares = softmax(kinds)
  const best = shares.indexOf(Math.max(...shares)) + 1
  return {
    lure,
    malware: lure * (shares[WORDINGS.indexOf('malware') - 1] ?? 0),
    kind: WORDINGS[best] as Sound['kind'],
    telling: () => tellingOf(subject, text, model, best),
  }
}

const knownOf = (features: Set<number>, { places }: WordingModel) =>
  [...features].flatMap((feature) => places.get(feature) ?? [])

const rarityAt = (place: number, { rarities }: WordingModel) => (rarities[place] ?? 0) * RARITY_STEP

const weightAt = (place: number, kind: number, { weights }: WordingModel) =>
  (weights[place * WORDINGS.length + kind] ?? 0) * WEIGHT_STEP

export function softmax(sums: number[]): number[] {
  const most = Math.max(...sums)
  const powers = sums.map((sum) => Math.exp(sum - most))
  const all = powers.reduce((a, b) => a + b, 0)
  return powers.map((power) => power / all)
}

/** Its runs of one to five characters within words, hashed. Each counts once: a lure does not become more of one by saying it twice. */
export function featuresOf(subject: string, text: string): Set<number> {
  const found = new Set<number>()
  for (const word of bare(`${subject}\n${text.slice(0, READ)}`).split(/\s+/)) {
    if (word === '') continue
    const run = ` ${word} `
    for (let start = 0; start < run.length; start++) {
      let hash = FNV_OFFSET
      for (let at = start; at < Math.min(start + LONGEST_RUN, run.length); at++) {
        hash = Math.imul(hash ^ run.charCodeAt(at), FNV_PRIME)
        found.add(hash)
      }
    }
  }
  return found
}

const LONGEST_RUN = 5
const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** One width and case; figures are one figure, a link one sign, an address one sign. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/(?:https?:\/\/|www\.)[^\s<>"」）)]+|\[link\]/g, ' § ')
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, ' @ ')
    .replace(/\d+(?:[.,:/\d-]*\d)?/g, '0')

/** The clauses that weigh most for this lure and against everyday mail, as they stand in the mail. */
function tellingOf(subject: string, text: string, model: WordingModel, kind: number): string[] {
  const clauses = [
    ...new Set(`${subject}\n${text.slice(0, READ)}`.split(CLAUSES).map((one) => one.replace(/\s+/g, ' ').trim())),
  ]
  return clauses
    .filter((one) => one.length >= SHORTEST && !/^(?:https?:|www\.)/i.test(one) && !GREETING.test(one))
    .map((clause) => {
      let sum = 0
      for (const place of knownOf(featuresOf('', clause), model))
        sum += weightAt(place, kind, model) + weightAt(place, 0, model)
      return { clause, sum }
    })
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum)
    .slice(0, TOLD)
    .map(({ clause }) => ([...clause].length > LONGEST ? `${[...clause].slice(0, LONGEST).join('')}…` : clause))
}

const CLAUSES = /[。．！？!?;；\n]+|(?<=[.])\s|、(?=.{8})|,\s(?=.{12})/
/** says nothing to a reader, whatever it weighs */
const GREETING =
  /^(?:dear|hi|hello|good (?:morning|day)|sehr geehrte|guten tag|bonjour|ch[eè]re?|estimad|gentile|best|kind|regards|mit freundlichen)\b.{0,30}$|^.{0,16}(?:様|先生|各位|殿|님|教授|您好)[,，、：:]?$|,$/iu
/** characters of a clause worth showing, and of one that fits a line */
const SHORTEST = 4
const LONGEST = 60
const TOLD = 3

let model: WordingModel | null = null
function learnt(): WordingModel {
  model ??= decode(readFileSync(new URL('../../lists/mail-wording.bin', import.meta.url)))
  return model
}

export function encode({ bias, places, rarities, weights }: WordingModel): Buffer {
  const features = Int32Array.from(places.keys())
  return Buffer.concat([bias, features, rarities, weights].map(({ buffer }) => Buffer.from(buffer)))
}

function decode(bytes: Buffer): WordingModel {
  const own = new Uint8Array(bytes).buffer
  const bias = new Float32Array(own, 0, WORDINGS.length)
  const size = (own.byteLength - bias.byteLength) / (Int32Array.BYTES_PER_ELEMENT + 1 + WORDINGS.length)
  const features = new Int32Array(own, bias.byteLength, size)
  const rarities = new Uint8Array(own, bias.byteLength + features.byteLength, size)
  const weights = new Int8Array(own, bias.byteLength + features.byteLength + size)
  return { bias, places: new Map(Array.from(features, (feature, place) => [feature, place])), rarities, weights }
}
