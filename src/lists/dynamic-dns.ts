/** Suffixes of dynamic DNS services. The list is text beside this file; a reader may put another in its place. */
import { readFileSync } from 'node:fs'

export interface DynamicDns {
  suffix: string
  /** devices (routers, NAS, cameras) register these names for themselves; people and attackers use the others */
  device: boolean
  provider: string
}

export const DYNAMIC_DNS: DynamicDns[] = parseDynamicDns(
  readFileSync(new URL('dynamic-dns.txt', import.meta.url), 'utf8'),
)

/** Our text (suffix, tab, device|any, tab, provider), or a MISP warning list's JSON. */
export function parseDynamicDns(text: string): DynamicDns[] {
  if (text.trimStart().startsWith('{')) {
    const { list } = JSON.parse(text) as { list?: unknown }
    if (!Array.isArray(list)) throw new Error('a warning list has a "list" of names')
    return list.map((name) => ({ suffix: String(name).toLowerCase().replace(/^\./, ''), device: false, provider: '' }))
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [suffix = '', kind = 'any', provider = ''] = line.split('\t')
      return { suffix: suffix.trim().toLowerCase(), device: kind === 'device', provider }
    })
}
