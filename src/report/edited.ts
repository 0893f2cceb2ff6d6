/** A document's paragraphs as the desk words them, over those that are generated. */
import { type Edit, merged } from '../desk/report-text.ts'
import type { Block } from './document.ts'

export interface Edited {
  blocks: Block[]
  /** paragraph → its text before anybody's edit */
  generated: Map<string, string>
}

export function withEdits(blocks: Block[], edits: Map<string, Pick<Edit, 'generated' | 'edited'>>): Edited {
  const generated = new Map<string, string>()
  return {
    generated,
    blocks: blocks.map((block) => {
      if (block.kind !== 'paragraph') return block
      generated.set(block.id, block.text)
      return { ...block, ...merged(edits.get(block.id), block.text) }
    }),
  }
}
