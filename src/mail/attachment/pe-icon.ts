/** The icon that Explorer would show for a program. */
import type { Trait } from '../attachment-tree.ts'

export function iconTraits(_content: Buffer): Trait[] {
  return []
}
