/**
 * Learns src/lists/mail-wording.bin from the texts in sim/mail/wording: multinomial logistic regression with AdaGrad, the same numbers at every run.
 * `--folds 5` measures instead: each text is judged by a model that never saw it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  encode,
  featuresOf,
  PLACES,
  STEP,
  softmax,
  soundOf,
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

const ROUNDS = 20
const RATE = 2
const DECAY = 2e-5
/** texts in which a feature must stand: what stands in one only is its names */
const SEEN = 2

export function learn(all: Sample[]): WordingModel {
  const texts = all.map((one) => ({ kind: one.kind, places: [...featuresOf(one.subject, one.text)] }))
  const seen = new Uint16Array(PLACES)
  for (const { places } of texts) for (const place of places) seen[place] = (seen[place] ?? 0) + 1
  for (const one of texts) one.places = one.places.filter((place) => (seen[place] ?? 0) >= SEEN)
  const K = WORDINGS.length
  const weights = new Float64Array(PLACES * K)
  const bias = new Float64Array(K)
  const squares = new Float64Array(PLACES * K).fill(1e-2)
  const random = new Random(20260101)
  const order = texts.map((_, i) => i)
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, random)
    for (const i of order) {
      const { kind, places } = texts[i] as (typeof texts)[number]
      const scale = 1 / Math.sqrt(Math.max(1, places.length))
      const sums = Array.from(bias)
      for (const place of places)
        for (let k = 0; k < K; k++) sums[k] = (sums[k] ?? 0) + (weights[place * K + k] ?? 0) * scale
      const shares = softmax(sums)
      for (let k = 0; k < K; k++) {
        const slope = (shares[k] ?? 0) - (k === kind ? 1 : 0)
        bias[k] = (bias[k] ?? 0) - 0.01 * slope
        for (const place of places) {
          const at = place * K + k
          const own = slope * scale + DECAY * (weights[at] ?? 0)
          squares[at] = (squares[at] ?? 0) + own * own
          weights[at] = (weights[at] ?? 0) - (RATE * own) / Math.sqrt(squares[at] ?? 1)
        }
      }
    }
  }
  return {
    bias: Float32Array.from(bias),
    weights: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / STEP)))),
  }
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
