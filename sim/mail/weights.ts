/**
 * Learns src/lists/mail-circumstances.txt: how much each circumstance of a mail says beside its wording. Logistic regression over the records that
 * name their circumstances; how sure the wording is comes from a model that never saw the record's file.
 */

import { logit, type Weights, weigh } from '../../src/detect/mail/weighed.ts'
import { soundOf, type WordingModel } from '../../src/detect/mail/wording.ts'
import type { Sample } from './wording-samples.ts'

/** a record with what surrounds it, and how sure a wording is that never heard it */
export interface Judged {
  lure: number
  circumstances: string[]
  isLure: boolean
}

/** Each record as a model hears it that did not learn from its file. */
export function judgedUnheard(all: Sample[], learn: (samples: Sample[]) => WordingModel): Judged[] {
  const files = [...new Set(all.filter(({ circumstances }) => circumstances !== null).map(({ file }) => file))]
  return Array.from({ length: Math.min(PARTS, files.length) }, (_, part) => part).flatMap((part) => {
    const unheard = new Set(files.filter((_, i) => i % PARTS === part))
    const model = learn(all.filter(({ file }) => !unheard.has(file)))
    return all
      .filter(({ file }) => unheard.has(file))
      .flatMap(({ subject, text, kind, circumstances }) =>
        circumstances === null ? [] : [{ lure: soundOf(subject, text, model).lure, circumstances, isLure: kind > 0 }],
      )
  })
}

const PARTS = 4

/** Speaks for a sender, and never against him, however often taken-over accounts are among what is learnt from. */
const VOUCHES = new Set(
  'known family-known ours proven answers quotes organisation brand service bulk bulk-service list'.split(' '),
)

/** records in which a circumstance must stand to be weighed */
const SEEN = 12
/** how much is taken off large weights */
const RIDGE = 2
const ROUNDS = 60

/** One weight after the other is moved to where the records want it, until nothing moves. */
export function learnWeights(all: Judged[]): Weights {
  const own = ({ lure, circumstances }: Judged) =>
    new Map([['bias', 1], ['wording', logit(lure)], ...circumstances.map((name): [string, number] => [name, 1])])
  const rows = all.map((one) => ({ isLure: one.isLure, values: own(one), sum: 0 }))
  const holding = Map.groupBy(
    rows.flatMap((row) => [...row.values].map(([name, value]) => ({ name, row, value }))),
    ({ name }) => name,
  )
  const names = [...holding.keys()].filter((name) => (holding.get(name)?.length ?? 0) >= SEEN).sort()
  const weights = new Map(names.map((name) => [name, 0]))
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) {
      const held = holding.get(name) ?? []
      const weight = weights.get(name) ?? 0
      let [slope, bend] = name === 'bias' ? [0, 0] : [RIDGE * weight, RIDGE]
      for (const { row, value } of held) {
        const share = 1 / (1 + Math.exp(-row.sum))
        slope += (share - Number(row.isLure)) * value
        bend += share * (1 - share) * value * value
      }
      const moved = weight - slope / bend
      const step = (VOUCHES.has(name) ? Math.min(0, moved) : moved) - weight
      weights.set(name, weight + step)
      for (const { row, value } of held) row.sum += step * value
    }
  const { bias = 0, wording = 0, ...of } = Object.fromEntries(weights)
  return { bias, wording, of: new Map(Object.entries(of)) }
}

/** Each tenth of the records is weighed by what the others taught: how many lures are heard where so many honest mails are taken for one. */
export function measureWeights(all: Judged[]): void {
  const weighed = all.map((one) => ({ one, whole: 0 }))
  for (let tenth = 0; tenth < 10; tenth++) {
    const isIn = (_: unknown, i: number) => Math.floor((i * 10) / all.length) === tenth
    const weights = learnWeights(all.filter((one, i) => !isIn(one, i)))
    for (const entry of weighed.filter(isIn)) entry.whole = weigh(entry.one.lure, entry.one.circumstances, weights)
  }
  const heardAt = (share: number, of: (entry: (typeof weighed)[number]) => number) => {
    const honest = weighed
      .filter(({ one }) => !one.isLure)
      .map(of)
      .sort((a, b) => b - a)
    const lures = weighed.filter(({ one }) => one.isLure)
    const bar = honest[Math.floor(honest.length * share)] ?? 1
    return `${((100 * lures.filter((entry) => of(entry) > bar).length) / lures.length).toFixed(1)} %`
  }
  for (const share of [0.003, 0.01, 0.03])
    console.log(
      `at ${share * 100} % of the honest mails: words ${heardAt(share, ({ one }) => one.lure)}, with circumstances ${heardAt(share, ({ whole }) => whole)} of the lures`,
    )
}

export const written = ({ bias, wording, of }: Weights, mark: string): string =>
  `${HEAD}# ${mark}\n${[['bias', bias] as const, ['wording', wording] as const, ...of].map(([name, weight]) => `${name}\t${weight.toFixed(2)}`).join('\n')}\n`

const HEAD = `# How much each circumstance of a mail (src/detect/mail/circumstances.ts) says beside its wording, in logits: above 0 for a lure, below for
# everyday mail. Learnt from the judged mails in sim/mail/wording by \`npm run wording\`; not written by hand.
`
