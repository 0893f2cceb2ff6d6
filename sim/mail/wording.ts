/**
 * Learns src/lists/mail-wording.bin from the texts in sim/mail/wording, and mail-circumstances.txt (weights.ts): logistic regression, the same numbers at every run; first on all
 * features, then on those that tell most.
 * `--folds 5` measures instead: each text is judged by a model that never saw it; `--weights` so measures words and circumstances together.
 */

import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  encode,
  featuresOf,
  RARITY_STEP,
  softmax,
  soundOf,
  WEIGHT_STEP,
  WORDINGS,
  type WordingModel,
} from '../../src/detect/mail/wording.ts'
import { Random } from '../random.ts'
import { least } from './descent.ts'
import { judgedUnheard, learnWeights, measureWeights, written } from './weights.ts'
import { type Sample, samples } from './wording-samples.ts'

const ROUNDS = 8
const RATE = 0.5
const DECAY = 2e-6
/** texts in which a feature must stand: what stands in one only is its names */
const SEEN = 2
/** features that are kept: more add next to nothing */
const KEPT = 60_000
const K = WORDINGS.length
/** how far a text may bend the weights, against keeping them small; a mail as it came tells more than what was written for this alone */
const PULL = 20
const PULL_OF_MAIL = 80
const STEPS = 60

/** Of each feature, how much it says for a lure at all (in the place of `plain`), and for each kind of them. */
export function learn(all: Sample[]): WordingModel {
  const texts = all.map(({ kind, subject, text, file }) => ({
    kind,
    pull: file.startsWith('mails-') ? PULL_OF_MAIL : PULL,
    features: [...featuresOf(subject, text)],
  }))
  const seen = new Map<number, number>()
  for (const { features } of texts) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  const often = [...seen].filter(([, times]) => times >= SEEN).map(([feature]) => feature)
  const first = fitLure(rowsOf(texts, often, seen), often.length)
  const kept = often
    .map((feature, place) => ({ feature, tells: Math.abs(first[place] ?? 0) * Math.sqrt(seen.get(feature) ?? 0) }))
    .sort((a, b) => b.tells - a.tells || a.feature - b.feature)
    .slice(0, KEPT)
    .map(({ feature }) => feature)
    .sort((a, b) => a - b)
  const rows = rowsOf(texts, kept, seen)
  const lure = fitLure(rows, kept.length)
  const kinds = fitKinds(rows, kept.length)
  const rarities = raritiesOf(texts, kept, seen)
  const weights = kinds.weights.map((weight, at) => {
    const place = Math.floor(at / K)
    return (at % K === 0 ? (lure[place] ?? 0) : weight) * (rarities[place] ?? 0)
  })
  return {
    bias: Float32Array.from(kinds.bias, (bias, kind) => (kind === 0 ? (lure[kept.length] ?? 0) : bias)),
    places: new Map(kept.map((feature, place) => [feature, place])),
    rarities: Uint8Array.from(rarities, (rarity) => Math.min(255, Math.round(rarity / RARITY_STEP))),
    weights: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / WEIGHT_STEP)))),
  }
}

/** What tells, without learning for minutes, that a model was learnt from these texts. */
export const markOf = (all: Sample[], model: Uint8Array): string =>
  `texts ${sha256(JSON.stringify(all))}, wording ${sha256(model)}`

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')

interface Text {
  kind: number
  pull: number
  features: number[]
}

/** A text with its features' places and what brings their rarities to length one. */
interface Row {
  kind: number
  pull: number
  places: Int32Array
  /** of each place */
  values: Float32Array
}

const raritiesOf = (texts: Text[], features: number[], seen: Map<number, number>) =>
  Float64Array.from(features, (one) => 1 + Math.log((1 + texts.length) / (1 + (seen.get(one) ?? 0))))

function rowsOf(texts: Text[], features: number[], seen: Map<number, number>): Row[] {
  const places = new Map(features.map((feature, place) => [feature, place]))
  const rarities = raritiesOf(texts, features, seen)
  return texts.map(({ kind, pull, features }) => {
    const own = Int32Array.from(features.flatMap((feature) => places.get(feature) ?? []))
    const square = own.reduce((sum, place) => sum + (rarities[place] ?? 0) ** 2, 0)
    const scale = 1 / Math.sqrt(square || 1)
    return { kind, pull, places: own, values: Float32Array.from(own, (place) => (rarities[place] ?? 0) * scale) }
  })
}

/** Lure or everyday: a weight a feature, and the bias behind them. */
function fitLure(rows: Row[], features: number): Float64Array {
  return least(
    features + 1,
    (at, slope) => {
      let loss = 0
      slope.fill(0)
      for (let i = 0; i < features; i++) {
        const weight = at[i] ?? 0
        loss += weight * weight * 0.5
        slope[i] = weight
      }
      for (const { kind, pull, places, values } of rows) {
        let sum = at[features] ?? 0
        for (let i = 0; i < places.length; i++) sum += (at[places[i] as number] as number) * (values[i] as number)
        const share = 1 / (1 + Math.exp(-sum))
        loss -= pull * Math.log(Math.max(Number.MIN_VALUE, kind > 0 ? share : 1 - share))
        const off = pull * (share - (kind > 0 ? 1 : 0))
        slope[features] = (slope[features] ?? 0) + off
        for (let i = 0; i < places.length; i++) {
          const place = places[i] as number
          slope[place] = (slope[place] as number) + off * (values[i] as number)
        }
      }
      return loss
    },
    STEPS,
  )
}

/** Which kind of lure, of lures alone. */
function fitKinds(all: Row[], features: number) {
  const rows = all.filter(({ kind }) => kind > 0)
  const weights = new Float64Array(features * K)
  const squares = new Float64Array(features * K).fill(1e-2)
  const bias = new Float64Array(K)
  const random = new Random(20260101)
  const order = rows.map((_, i) => i)
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, random)
    for (const i of order) {
      const { kind, places, values } = rows[i] as Row
      const sums = Array.from(bias)
      for (let n = 0; n < places.length; n++)
        for (let k = 1; k < K; k++)
          sums[k] = (sums[k] ?? 0) + (weights[(places[n] as number) * K + k] as number) * (values[n] as number)
      const slopes = [0, ...softmax(sums.slice(1)).map((share, k) => share - (k + 1 === kind ? 1 : 0))]
      for (let k = 1; k < K; k++) bias[k] = (bias[k] ?? 0) - 0.01 * (slopes[k] ?? 0)
      for (let n = 0; n < places.length; n++)
        for (let k = 1; k < K; k++) {
          const at = (places[n] as number) * K + k
          const own = (slopes[k] as number) * (values[n] as number) + DECAY * (weights[at] as number)
          squares[at] = (squares[at] as number) + own * own
          weights[at] = (weights[at] as number) - (RATE * own) / Math.sqrt(squares[at] as number)
        }
    }
  }
  return { bias, weights }
}

function shuffle(order: number[], random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.whole(0, i)
    const kept = order[i] as number
    order[i] = order[j] as number
    order[j] = kept
  }
}

function measure(all: Sample[], folds: number): void {
  const judged = all.map((one) => ({ one, lure: 0, kind: '' }))
  for (let fold = 0; fold < folds; fold++) {
    const model = learn(all.filter((_, i) => i % folds !== fold))
    for (const [i, entry] of judged.entries()) {
      if (i % folds !== fold) continue
      const sound = soundOf(entry.one.subject, entry.one.text, model)
      entry.lure = sound.lure
      entry.kind = sound.kind
    }
  }
  for (const bar of [0.5, 0.7, 0.8, 0.9, 0.95]) {
    const lures = judged.filter(({ one }) => one.kind > 0)
    const plain = judged.filter(({ one }) => one.kind === 0)
    const found = lures.filter(({ lure }) => lure >= bar)
    const right = found.filter(({ one, kind }) => WORDINGS[one.kind] === kind)
    const alarms = plain.filter(({ lure }) => lure >= bar)
    console.log(
      `at ${bar}: lures ${found.length}/${lures.length} (${right.length} of the right kind), everyday ${alarms.length}/${plain.length}`,
    )
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { folds: { type: 'string' }, weights: { type: 'boolean' } } })
  const all = samples()
  if (values.folds) measure(all, Number(values.folds))
  else if (values.weights) measureWeights(judgedUnheard(all, learn))
  else {
    const lists = resolve(import.meta.dirname, '../../src/lists')
    const model = encode(learn(all))
    writeFileSync(join(lists, 'mail-wording.bin'), model)
    const judged = judgedUnheard(all, learn)
    writeFileSync(join(lists, 'mail-circumstances.txt'), written(learnWeights(judged), markOf(all, model)))
    console.log(`learnt from ${all.length} texts, ${judged.length} of them mails with their circumstances`)
  }
}
