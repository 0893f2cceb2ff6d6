/**
 * The written rule by which all detectors grade (docs/verdicts.md). A detector says how strong what it saw is, and which known
 * explanations it found in the logs; severity and confidence follow.
 *
 * | strength | severity | confidence | meant |
 * | weak     | low      | 0.3  | also seen in ordinary offices; tells something only beside another sign |
 * | plain    | medium   | 0.5  | unusual here and lasting; a person should look |
 * | strong   | high     | 0.65 | unusual, lasting, and hard to explain by ordinary software |
 *
 * A reason that `weakens` takes one step off (below weak: low, 0.2). A reason that `explains` makes it informational, 0.1.
 * Two plain signs on one place give 0.75, plain and strong 0.825: conviction (0.8) needs a strong one or three plain ones.
 */

import type { Text } from '../i18n/text.ts'
import type { DetectorContext, Sign } from './detector.ts'

export type Strength = 'weak' | 'plain' | 'strong'

/** A known explanation, as a sentence for the reader. */
export interface Reason {
  effect: 'weakens' | 'explains'
  text: Text
}

const STEPS = [
  { severity: 'low', confidence: 0.2 },
  { severity: 'low', confidence: 0.3 },
  { severity: 'medium', confidence: 0.5 },
  { severity: 'high', confidence: 0.65 },
] as const
const STEP: Record<Strength, number> = { weak: 1, plain: 2, strong: 3 }

export function grade(strength: Strength, reasons: Reason[]): Pick<Sign, 'severity' | 'confidence' | 'mitigations'> {
  const mitigations = reasons.map((reason) => reason.text)
  if (reasons.some((reason) => reason.effect === 'explains')) {
    return { severity: 'informational', confidence: 0.1, mitigations }
  }
  const weakened = reasons.filter((reason) => reason.effect === 'weakens').length
  const { severity, confidence } = STEPS[Math.max(0, STEP[strength] - weakened)] ?? STEPS[0]
  return { severity, confidence, mitigations }
}

/** One step off what was graded already, for a reason that only the whole investigation knows. */
export function weakened(sign: Sign, reason: Text): Pick<Sign, 'severity' | 'confidence' | 'mitigations'> {
  const mitigations = [...sign.mitigations, reason]
  const step = STEPS.findLastIndex((one) => one.confidence <= sign.confidence)
  if (sign.severity === 'informational' || step < 1) return { ...sign, mitigations }
  const { severity, confidence } = STEPS[step - 1] ?? STEPS[0]
  return { severity, confidence, mitigations }
}

/**
 * What many hosts do is the organisation's own software or a permitted exception. Three hosts at least: two may both be victims. Fifteen
 * are many in any organisation: a targeted attack holds few.
 */
export function isCommon(sharing: number, clients: number, share: number): boolean {
  return sharing > mostUncommon(clients, share)
}

/** hosts: so many share a thing without its being common */
export const mostUncommon = (clients: number, share: number): number => Math.max(2, Math.min(clients * share, MANY))

const MANY = 15 // hosts

/** The reason "12 of 120 hosts do this", where the detector's `common_share` makes it one. */
export function common(sharing: number, context: DetectorContext): Reason[] {
  const { clients } = context.roles
  if (!isCommon(sharing, clients, context.parameter('common_share'))) return []
  return [
    {
      effect: 'explains',
      text: {
        ja: `${clients}台中${sharing}台が同じ通信をしています。`,
        en: `${sharing} of ${clients} hosts do this.`,
      },
    },
  ]
}

/** hosts: a department's. A targeted attack seldom holds so many in one hand, and then other signs tell it. */
export const SEVERAL = 8

/** “12 hosts do this”, where that is not yet an explanation. */
export function several(sharing: number): Reason[] {
  if (sharing < SEVERAL) return []
  return [
    {
      effect: 'weakens',
      text: {
        ja: `${sharing}台が同じ通信をしています。部署で使うソフトと見られます（標的型攻撃で同じ相手に操られる端末は、普通はもっと少数です）。`,
        en: `${sharing} hosts do this, as a department's software does: a targeted attack seldom holds so many at one place.`,
      },
    },
  ]
}

export const ROUTINE: Reason = {
  effect: 'weakens',
  text: {
    ja: 'ログの始まりから続いています。以前からの業務用の通信か、ログより前に始まった感染かは、これだけでは分かりません。',
    en: "It was there when the logs begin: routine, or an infection older than the logs. This sign alone can't tell.",
  },
}

/** All of it was stopped: something asks, but nothing came of it. */
export const DENIED: Reason = {
  effect: 'weakens',
  text: { ja: '通信はプロキシで止められています。', en: 'The proxy stopped these requests.' },
}
