/** A mail's story before its lines are read. */
import type { EvidenceLine } from '../detect/detector.ts'
import type { MailStory } from './findings.ts'

export interface UncitedStory extends Omit<MailStory, 'steps'> {
  steps: (Omit<MailStory['steps'][number], 'evidence'> & { lines: EvidenceLine[] })[]
}
