/** Addresses that stand before many customers' sites: a connection to one needs a name besides. */
import { readList } from '../../lists/list.ts'
import { within } from '../../store/ranges.ts'

const CDN = readList('cdn', { ja: 'CDN', en: 'content delivery networks' }, [
  new URL('../../lists/cdn.txt', import.meta.url),
])

export const isEdge = (address: string): boolean =>
  CDN.networks.some(({ entry, kind }) => kind === 'cdn' && within(address, entry))
