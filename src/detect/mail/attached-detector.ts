/**
 * A detector of attachments. Its judgement is of one mail and reads nothing else, so that whoever has a mail in hand (the mail filter, while
 * the sender waits) judges as a scan does.
 */

import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { type AttachedMail, attachedMails, type Wanted } from './attached.ts'

export interface AttachedDetector extends Detector {
  /** what a mail must hold for it to be asked */
  wanted: Wanted
  judge(mail: AttachedMail): Sign[]
  /** signs in the messages themselves, which only a scan can see */
  besides?(context: DetectorContext): Promise<Sign[]>
}

export function attachedDetector(detector: Omit<AttachedDetector, 'run'>): AttachedDetector {
  return {
    ...detector,
    async run(context) {
      const signs = (await attachedMails(context, detector.wanted)).flatMap((mail) => detector.judge(mail))
      return detector.besides ? [...signs, ...(await detector.besides(context))] : signs
    },
  }
}

/** What the detectors see in a mail that is in hand, as their query would have found it. */
export function signsOf(
  mail: AttachedMail,
  detectors: AttachedDetector[],
): { detector: AttachedDetector; sign: Sign }[] {
  return detectors.flatMap((detector) =>
    isWanted(mail, detector.wanted) ? detector.judge(mail).map((sign) => ({ detector, sign })) : [],
  )
}

const isWanted = (mail: AttachedMail, { traits = [], types = [], unreadable = false }: Wanted) =>
  mail.items.some(
    (item) =>
      traits.some((trait) => item.traits.has(trait)) ||
      types.includes(item.type) ||
      (unreadable && item.unreadable !== ''),
  )
