import type { Detector } from '../detector.ts'

/** From so much of an account's own past on it tells what is usual. */
export const HISTORY_DAYS: Detector['parameters'][number] = {
  name: 'history_days',
  unit: 'days',
  default: 3,
  reason: {
    ja: 'これより短い履歴では、普段が分からない',
    en: 'with a shorter history nothing is known of what is usual',
  },
}
