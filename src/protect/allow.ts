/**
 * Who speaks for a place so that it is never blocked: the organisation itself, those it does business with, and services that everybody
 * uses. Their lists win over every finding.
 */
import ipaddr from 'ipaddr.js'
import { familyOf } from '../lists/family.ts'
import type { ListId, Lists } from '../lists/index.ts'
import { find, readList } from '../lists/list.ts'
import { within } from '../store/ranges.ts'
import type { Config } from '../story/config.ts'
import type { Refusal } from './entry.ts'
import { type Kind, placeOf } from './value.ts'
import type { Known } from './workspace.ts'

/** Why a value must stay reachable; null where nobody speaks for it. */
export type Judge = (kind: Kind, value: string) => Spoken | null

export interface Spoken {
  why: Refusal['why']
  /** false: not a list, but what the logs tell of the place */
  allowed: boolean
  /** the place as a whole stays open, but single links of it may be blocked */
  service?: true
}

const CDN = readList('cdn', { ja: 'CDN', en: 'content delivery networks' }, [
  new URL('../lists/cdn.txt', import.meta.url),
])
const BRAND = readList('brand', { ja: '名乗られる企業', en: 'names that phishing bears' }, [
  new URL('../lists/brand.txt', import.meta.url),
])
const EVERYBODYS: ListId[] = ['trusted', 'vendor', 'meeting', 'mail-service', 'shortener', 'freemail']
const EMPTY_FILE = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

export function judgeBy(config: Config, lists: Lists, known: Known, today: string): Judge {
  const own = [...config.mail.own_domains.map((one) => one.toLowerCase()), ...known.own]
  const allowed = config.allow.flatMap(({ destination, expires, reason }) =>
    destination && expires >= today ? [{ destination: destination.toLowerCase(), reason }] : [],
  )
  const everybodys = [...EVERYBODYS.map((id) => lists[id]), BRAND]
  const partners = new Set(known.partners)
  const correspondents = new Set(known.correspondents)
  return (kind, value) => {
    if (kind === 'file') return value === EMPTY_FILE ? speaks('空のファイル', 'the empty file') : null
    const place = placeOf(kind, value)
    const entry = allowed.find(({ destination }) => touches(destination, place))
    if (entry) return speaks(`kyumei.yamlの除外設定：${entry.reason}`, `allowed in kyumei.yaml: ${entry.reason}`)
    if (ipaddr.isValid(place)) return ofAddress(place, config, lists, known)
    if (own.some((name) => touches(name, place))) return speaks('自組織のドメイン', 'your own domain')
    if (partners.has(familyOf(place)))
      return speaks('メールのやり取りが続いている取引先', 'a partner with mail both ways')
    if (kind === 'sender' && correspondents.has(value))
      return speaks('以前からやり取りのある送信者', 'a correspondent of long standing')
    return ofName(kind, place, everybodys, known, value)
  }
}

const speaks = (ja: string, en: string): Spoken => ({ why: { ja, en }, allowed: true })

function ofAddress(address: string, config: Config, lists: Lists, known: Known): Spoken | null {
  if (config.networks.internal.some((cidr) => within(address, cidr)) || known.addresses.has(address))
    return speaks('自組織のアドレス', 'an address of your own')
  const networks = [...CDN.networks, ...Object.values(lists).flatMap((list) => list.networks)]
  const shared = networks.find(({ entry }) => within(address, entry))
  if (shared) return speaks(`多数のサイトが共有（${shared.owner}）`, `shared by many sites (${shared.owner})`)
  const families = [...new Set((known.names.get(address) ?? []).map(familyOf))]
  if (families.length > 1)
    return {
      why: {
        ja: `複数のサイトが同じアドレスにある（${families.slice(0, 3).join('、')}）`,
        en: `several sites live there (${families.slice(0, 3).join(', ')})`,
      },
      allowed: false,
    }
  return null
}

function ofName(kind: Kind, place: string, everybodys: Lists[ListId][], known: Known, value: string): Spoken | null {
  const list = everybodys.find((one) => find(one, place) !== null)
  if (list) {
    const entry = find(list, place)
    const exact = (kind === 'url' && hasPath(value)) || (kind === 'sender' && list.id === 'freemail')
    const decoy = list.id === 'mail-service' && isFrontPage(place)
    if (exact && !decoy && list.id !== 'brand' && list.id !== 'vendor') return null
    return {
      ...speaks(
        `多くの人が使うサービス（${entry?.owner.split('|')[0] ?? ''}）`,
        `a service that many use (${entry?.owner.split('|')[0] ?? ''})`,
      ),
      service: true,
    }
  }
  if (CDN.names.has(place)) return speaks('CDNそのものの名前', 'the name of a CDN as a whole')
  const hosts = known.popular.get(place)
  if (hosts !== undefined && kind !== 'url')
    return {
      why: { ja: `組織内の${hosts}台が使う宛先`, en: `${hosts} hosts of yours use it` },
      allowed: false,
      service: true,
    }
  return null
}

/** A well-known brand's own site, which also sends mail for others: a page there is the decoy of a mail that shows the brand. */
const isFrontPage = (place: string) => place.replace(/^www\./, '') === familyOf(place) && find(BRAND, place) !== null

const hasPath = (url: string) => {
  const { pathname, search } = new URL(url)
  return pathname.length > 1 || search !== ''
}

/** Is one the other, below it, or above it? To block a name blocks all below it. */
function touches(pattern: string, place: string): boolean {
  if (pattern.includes('/')) return ipaddr.isValidCIDR(pattern) && within(place, pattern)
  return pattern === place || place.endsWith(`.${pattern}`) || pattern.endsWith(`.${place}`)
}
