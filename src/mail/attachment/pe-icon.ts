/** The icon that Explorer shows for a program: the first group of its resources, compared with the looks of documents. */
import { NtExecutable, NtExecutableResource } from 'pe-library'
import { Resource } from 'resedit'
import type { Trait } from '../attachment-tree.ts'
import { lookOf } from './icon-look.ts'
import { decodeIcon } from './picture.ts'

const MAX_PROGRAM = 64_000_000
const ICON = 3
/** Explorer takes 32 and 48 for lists, 96 and 256 for large views; the look must hold in one of the larger ones. */
const MAX_IMAGES = 6

export function iconTraits(content: Buffer): Trait[] {
  if (content.length > MAX_PROGRAM) return []
  try {
    const exe = NtExecutable.from(content, { ignoreCert: true })
    const { entries } = NtExecutableResource.from(exe, true)
    const group = Resource.IconGroupEntry.fromEntries(entries)[0]
    if (!group) return []
    const looks = new Map<string, number>()
    const sizes = [...group.icons].sort((a, b) => side(b) - side(a) || b.bitCount - a.bitCount).slice(0, MAX_IMAGES)
    for (const image of sizes) {
      const entry = entries.find((one) => one.type === ICON && one.id === image.iconID)
      const picture = entry && decodeIcon(Buffer.from(entry.bin))
      const look = picture ? lookOf(picture) : null
      if (look) looks.set(look, Math.max(looks.get(look) ?? 0, side(image)))
    }
    return [...looks].map(([look, size]) => ({ trait: `icon-${look}`, detail: `${size} px` })).slice(0, 1)
  } catch {
    return [] // resources that can't be read show no icon
  }
}

/** 0 stands for 256 */
const side = (image: { width: number }) => image.width || 256
