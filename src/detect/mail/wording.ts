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
  telling: string[]
}

/** Features share this many places; a power of two. */
export const PLACES = 1 << 16

/** Weights of each kind at each place, in steps of `STEP`. */
export interface WordingModel {
  bias: Float32Array
  weights: Int8Array
}
export const STEP = 1 / 8

/** Characters that are read: what a mail wants stands early. */
const READ = 3_000

export function soundOf(subject: string, text: string, model: WordingModel = learnt()): Sound {
  const features = featuresOf(subject, text)
  const scale = 1 / Math.sqrt(Math.max(1, features.size))
  const sums = [...model.bias]
  for (const place of features)
    for (let kind = 0; kind < WORDINGS.length; kind++)
      sums[kind] = (sums[kind] ?? 0) + (model.weights[place * WORDINGS.length + kind] ?? 0) * STEP * scale
  const shares = softmax(sums)
  const [plain = 1, ...lures] = shares
  const best = lures.indexOf(Math.max(...lures)) + 1
  return {
    lure: 1 - plain,
    malware: lures[WORDINGS.indexOf('malware') - 1] ?? 0,
    kind: WORDINGS[best] as Sound['kind'],
    telling: tellingOf(subject, text, model, best),
  }
}

export function softmax(sums: number[]): number[] {
  const most = Math.max(...sums)
  const powers = sums.map((sum) => Math.exp(sum - most))
  const all = powers.reduce((a, b) => a + b, 0)
  return powers.map((power) => power / all)
}

/** The places of its words. Each counts once: a lure does not become more of one by saying it twice. */
export function featuresOf(subject: string, text: string): Set<number> {
  const found = new Set<number>()
  const add = (kind: string, words: string) => found.add(placeOf(kind + words))
  for (const [kind, part] of [
    ['s', subject],
    ['', `${subject}\n${text.slice(0, READ)}`],
  ] as const) {
    let before = ''
    for (const [run] of bare(part).matchAll(RUNS)) {
      if (CONTINUOUS.test(run)) {
        before = ''
        for (const length of [2, 3, 4])
          for (let at = 0; at + length <= run.length; at++) add(kind, run.slice(at, at + length))
        continue
      }
      add(kind, run)
      if (run.length > STEM) add(kind, `${run.slice(0, STEM)}~`) // languages that bend their words
      if (before !== '') add(kind, `${before} ${run}`)
      before = run
    }
  }
  return found
}

const STEM = 5
/** scripts written without spaces, and Korean, whose particles hang on its words */
const CONTINUOUS = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー々]/u
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+|\p{Script=Hangul}+|[\p{Script=Thai}\p{M}]+|[\p{L}\p{M}]+(?:['’][\p{L}]+)?|0|@|§|[$€£¥₩!?]/gu

/** One width and case; figures are one figure, a link one sign, an address one sign. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/(?:https?:\/\/|www\.)[^\s<>"」）)]+|\[link\]/g, ' § ')
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, ' @ ')
    .replace(/\d+(?:[.,:/\d-]*\d)?/g, ' 0 ')

/** FNV-1a, folded. */
function placeOf(words: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 16)) & (PLACES - 1)
}

/** The clauses that weigh most for this lure and against everyday mail, as they stand in the mail. */
function tellingOf(subject: string, text: string, { weights }: WordingModel, kind: number): string[] {
  const clauses = [
    ...new Set(`${subject}\n${text.slice(0, READ)}`.split(CLAUSES).map((one) => one.replace(/\s+/g, ' ').trim())),
  ]
  return clauses
    .filter((one) => one.length >= SHORTEST && !/^(?:https?:|www\.)/i.test(one) && !GREETING.test(one))
    .map((clause) => {
      let sum = 0
      for (const place of featuresOf('', clause)) {
        const at = place * WORDINGS.length
        sum += (weights[at + kind] ?? 0) - (weights[at] ?? 0)
      }
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

export function encode({ bias, weights }: WordingModel): Buffer {
  return Buffer.concat([Buffer.from(bias.slice().buffer), Buffer.from(weights.slice().buffer)])
}

function decode(bytes: Buffer): WordingModel {
  const size = WORDINGS.length * 4
  const own = new Uint8Array(bytes).buffer
  return { bias: new Float32Array(own, 0, WORDINGS.length), weights: new Int8Array(own, size) }
}
