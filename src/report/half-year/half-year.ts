/** All that the half-year report tells, before any sentence. */
import type { Half } from '../../desk/fiscal.ts'
import type { Correction } from '../../desk/publication.ts'
import type { Recommended } from '../../desk/recommended.ts'
import type { comparisons, Figures, YearRow } from '../../desk/statistics.ts'
import type { Term } from '../../desk/vocabulary.ts'
import type { Example } from './examples.ts'

export interface HalfYear {
  half: Half
  figures: Figures
  before: Figures
  years: YearRow[]
  compared: ReturnType<typeof comparisons>
  corrections: Correction[]
  recommended: Recommended[]
  examples: Example[]
  terms: { kinds: Term[]; industries: Term[]; attacks: Term[] }
}
