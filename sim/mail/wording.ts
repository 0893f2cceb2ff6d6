/**
 * Learns src/lists/mail-wording.bin from the texts in sim/mail/wording: multinomial logistic regression with AdaGrad, the same numbers at every run;
 * first on all features, then on those that tell most.
 * `--folds 5` measures instead: each text is judged by a model that never saw it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

export interface Sample {
  kind: number
  subject: string
  text: string
  file: string
}

const FOLDER = resolve(import.meta.dirname, 'wording')

export function samples(folder = FOLDER): Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/^%%$/m)
        .flatMap((record) => sampleOf(record, file)),
    )
}

function sampleOf(record: string, file: string): Sample[] {
  const [label = '', subject = '', ...rest] = record.trim().split('\n')
  if (label === '') return []
  const found = /^(?:lure (\w+)|plain \w+)$/.exec(label.trim())
  const kind = WORDINGS.indexOf((found?.[1] ?? 'plain') as (typeof WORDINGS)[number])
  if (!found || kind < 0) throw new Error(`${file}: “${label}” is no label`)
  return [{ kind, subject, text: rest.join('\n').trim(), file }]
}

const ROUNDS = 8
const RATE = 0.5
const DECAY = 2e-6
/** texts in which a feature must stand: what stands in one only is its names */
const SEEN = 2
/** features that are kept: more add next to nothing */
const KEPT = 30_000
const K = WORDINGS.length

export function learn(all: Sample[]): WordingModel {
  const texts = all.map(({ kind, subject, text }) => ({ kind, features: [...featuresOf(subject, text)] }))
  const seen = new Map<number, number>()
  for (const { features } of texts) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  const often = [...seen].filter(([, times]) => times >= SEEN).map(([feature]) => feature)
  const first = fit(texts, often, seen)
  const telling = (feature: number, place: number) =>
    Math.sqrt(seen.get(feature) ?? 0) *
    first.weights.subarray(place * K, (place + 1) * K).reduce((sum, weight) => sum + Math.abs(weight), 0)
  const kept = often
    .map((feature, place) => ({ feature, weight: telling(feature, place) }))
    .sort((a, b) => b.weight - a.weight || a.feature - b.feature)
    .slice(0, KEPT)
    .map(({ feature }) => feature)
    .sort((a, b) => a - b)
  const { bias, rarities, weights } = fit(texts, kept, seen)
  return {
    bias: Float32Array.from(bias),
    places: new Map(kept.map((feature, place) => [feature, place])),
    rarities: Uint8Array.from(rarities, (rarity) => Math.min(255, Math.round(rarity / RARITY_STEP))),
    weights: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / WEIGHT_STEP)))),
  }
}

interface Text {
  kind: number
  features: number[]
}

/** A feature's weights times its rarity, for texts whose rarities are brought to length one. */
function fit(texts: Text[], features: number[], seen: Map<number, number>) {
  const places = new Map(features.map((feature, place) => [feature, place]))
  const rarities = Float64Array.from(features, (one) => 1 + Math.log((1 + texts.length) / (1 + (seen.get(one) ?? 0))))
  const rows = texts.map((text) => {
    const own = Int32Array.from(text.features.flatMap((feature) => places.get(feature) ?? []))
    const square = own.reduce((sum, place) => sum + (rarities[place] ?? 0) ** 2, 0)
    return { kind: text.kind, places: own, scale: 1 / Math.sqrt(square || 1) }
  })
  const weights = new Float64Array(features.length * K)
  const squares = new Float64Array(features.length * K).fill(1e-2)
  const bias = new Float64Array(K)
  const random = new Random(20260101)
  const order = rows.map((_, i) => i)
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, random)
    for (const i of order) {
      const row = rows[i] as (typeof rows)[number]
      const sums = Array.from(bias)
      for (const place of row.places)
        for (let k = 0; k < K; k++)
          sums[k] = (sums[k] ?? 0) + (weights[place * K + k] ?? 0) * (rarities[place] ?? 0) * row.scale
      const slopes = softmax(sums).map((share, k) => share - (k === row.kind ? 1 : 0))
      for (let k = 0; k < K; k++) bias[k] = (bias[k] ?? 0) - 0.01 * (slopes[k] ?? 0)
      for (const place of row.places)
        for (let k = 0; k < K; k++) {
          const at = place * K + k
          const own = (slopes[k] ?? 0) * (rarities[place] ?? 0) * row.scale + DECAY * (weights[at] ?? 0)
          squares[at] = (squares[at] ?? 0) + own * own
          weights[at] = (weights[at] ?? 0) - (RATE * own) / Math.sqrt(squares[at] ?? 1)
        }
    }
  }
  return { bias, rarities, weights: weights.map((weight, at) => weight * (rarities[Math.floor(at / K)] ?? 0)) }
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
  const { values } = parseArgs({ options: { folds: { type: 'string' } } })
  const all = samples()
  if (values.folds) measure(all, Number(values.folds))
  else {
    writeFileSync(resolve(import.meta.dirname, '../../src/lists/mail-wording.bin'), encode(learn(all)))
    console.log(`learnt from ${all.length} texts`)
  }
}
