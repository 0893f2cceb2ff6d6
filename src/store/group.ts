/** Which evidences are asked about together: a question costs the engine more than a small file. */
import type { Evidence } from '../evidence/evidence.ts'
import type { Matcher } from '../formats/recogniser.ts'
import type { Engine } from './engine.ts'

/** What is less than this is read before all patterns together would have been compiled. */
const FEW = { files: 12, bytes: 16_000_000 }

export function matcherFor(evidence: Evidence[]): Matcher {
  const bytes = evidence.reduce((sum, one) => sum + one.bytes, 0)
  return evidence.length <= FEW.files && bytes <= FEW.bytes ? 'one by one' : 'together'
}

/** Files that are asked about in one question: more make the question longer to read than the files. */
const GROUP = { files: 64, bytes: 65_536 }

/** Small files, many at a time; a server's lines are staged, and that one file after the other. */
export function groupsOf(engine: Engine, evidence: Evidence[], matcher: Matcher): Evidence[][] {
  if (matcher === 'one by one') return [evidence]
  const small = engine.kind === 'embedded' ? evidence.filter(({ bytes }) => bytes <= GROUP.bytes) : []
  const large = evidence.filter((one) => engine.kind !== 'embedded' || one.bytes > GROUP.bytes)
  const groups = large.map((one) => [one])
  for (let from = 0; from < small.length; from += GROUP.files) groups.push(small.slice(from, from + GROUP.files))
  return groups
}
