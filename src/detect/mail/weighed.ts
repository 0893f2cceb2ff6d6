/**
 * What a mail's wording and its circumstances say together: a sum of weights, learnt from judged mails (`sim/mail/wording`, `npm run wording`).
 * No single fact decides; each moves the sum a little, for or against.
 */
import { readFileSync } from 'node:fs'

export interface Weights {
  bias: number
  /** of how sure the wording is, in logits */
  wording: number
  of: Map<string, number>
}

/** 0 to 1: how sure that this is a lure. */
export function weigh(lure: number, circumstances: string[], weights: Weights = learnt()): number {
  const sum = circumstances.reduce((all, name) => all + (weights.of.get(name) ?? 0), weights.bias)
  return 1 / (1 + Math.exp(-sum - weights.wording * logit(lure)))
}

/** Those of these that speak against the sender, the heaviest first. */
export const against = (circumstances: string[], weights: Weights = learnt()): string[] =>
  circumstances
    .map((name) => ({ name, weight: weights.of.get(name) ?? 0 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ name }) => name)

/** A wording is never as sure as its figure says where that nears 0 or 1. */
export const logit = (share: number) => Math.log(clamped(share) / (1 - clamped(share)))
const clamped = (share: number) => Math.min(1 - LEAST, Math.max(LEAST, share))
const LEAST = 1e-4

let weights: Weights | null = null
function learnt(): Weights {
  weights ??= parseWeights(readFileSync(new URL('../../lists/mail-circumstances.txt', import.meta.url), 'utf8'))
  return weights
}

/** A name and its weight a line; `#` begins a remark. */
export function parseWeights(text: string): Weights {
  const all = new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line): [string, number] => {
        const [name = '', weight = ''] = line.split('\t')
        return [name, Number(weight)]
      }),
  )
  const { bias = 0, wording = 0 } = Object.fromEntries(all)
  all.delete('bias')
  all.delete('wording')
  return { bias, wording, of: all }
}
