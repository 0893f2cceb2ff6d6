/**
 * A text of evidence → one exact thing that can be blocked, or the reason why it can't. What comes out holds only characters that no
 * target's syntax gives a meaning to in its place: letters, digits, dot, hyphen, underscore, and in URLs those of RFC 3986.
 */
import { domainToASCII } from 'node:url'
import ipaddr from 'ipaddr.js'
import { getPublicSuffix } from 'tldts'
import type { Text } from '../i18n/text.ts'

export type Kind = 'url' | 'domain' | 'address' | 'sender' | 'file'

export type Read = { kind: Kind; value: string } | { refused: Text }

/** What a destination of a finding is: URL, mail address, IP address (a port is dropped), or name. */
export function readValue(text: string): Read {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST_URL) return { refused: TOO_LONG }
  if (UNSEEN.test(trimmed)) return { refused: CONTROL }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return readUrl(trimmed)
  if (trimmed.includes('@')) return readSender(trimmed)
  if (trimmed.includes('/')) return { refused: isNetwork(trimmed) ? NETWORK : NO_NAME }
  const bare = trimmed.replace(/^\[([^\]]*)\](:\d{1,5})?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/, '$1')
  if (bare.includes(':') || /^[\d.]+$/.test(bare)) return readAddress(bare)
  return readDomain(bare)
}

/** URLs beyond this are cut by products, and say nothing that their host doesn't. */
const LONGEST_URL = 2048
/** DNS allows 253; in a policy zone the zone's own name comes behind it. */
const LONGEST_NAME = 220
/** Anything that ends a line, moves a cursor or turns text around, and blanks. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

const TOO_LONG: Text = { ja: '2048文字を超える', en: 'longer than 2,048 characters' }
const LONG_NAME: Text = { ja: '長すぎる名前', en: 'too long a name' }
const CONTROL: Text = { ja: '空白または制御文字を含む', en: 'holds blanks or control characters' }
const NETWORK: Text = {
  ja: 'ネットワーク全体は遮断しない（一つの宛先だけ）',
  en: 'a whole network: only single places are blocked',
}
const NO_NAME: Text = { ja: '名前ともアドレスとも読めない', en: 'neither a name nor an address' }
const SUFFIX: Text = {
  ja: '多数の組織が使う公開サフィックス',
  en: 'a public suffix, under which many organisations live',
}
const INSIDE: Text = { ja: '組織内または予約された名前', en: 'a name of the inside, or a reserved one' }
const NOT_PUBLIC: Text = {
  ja: 'インターネットの宛先ではないアドレス（内部、予約など）',
  en: 'not an address of the Internet (inside, reserved …)',
}
const WILDCARD: Text = { ja: 'ワイルドカードを含む', en: 'holds a wildcard' }
const SCHEME: Text = { ja: 'http・https・ftp以外のURL', en: 'a URL that is not http, https or ftp' }
const HASH: Text = { ja: 'SHA-256の値ではない', en: 'no SHA-256' }

const isNetwork = (text: string) => /^[0-9a-f.:]+\/\d{1,3}$/i.test(text)

/** Special-use names (RFC 6761, 6762, 7686, 8375, 9476) and those that offices use inside. */
const INSIDE_NAMES =
  /(^|\.)(localhost|local|localdomain|lan|internal|intranet|corp|home|private|arpa|invalid|test|onion|alt)$/

function readDomain(text: string): Read {
  if (text.includes('*')) return { refused: WILDCARD }
  const name = domainToASCII(text.replace(/\.$/, '')).toLowerCase()
  if (name === '') return { refused: NO_NAME }
  if (name.length > LONGEST_NAME) return { refused: LONG_NAME }
  const labels = name.split('.')
  if (!labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))) return { refused: NO_NAME }
  if (labels.length < 2 || INSIDE_NAMES.test(name)) return { refused: INSIDE }
  if (ipaddr.isValid(name) || /^[\d.]+$/.test(name)) return readAddress(name)
  if (!/^[a-z]/.test(labels.at(-1) ?? '')) return { refused: NO_NAME }
  const suffix = getPublicSuffix(name, { allowPrivateDomains: true, validateHostname: false })
  if (suffix === name) return { refused: SUFFIX }
  return { kind: 'domain', value: name }
}

function readAddress(text: string): Read {
  // no zone, no octal or shortened form: products read those differently
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !(text.includes(':') && !text.includes('%') && ipaddr.isValid(text)))
    return { refused: NO_NAME }
  const address = ipaddr.process(text)
  return address.range() === 'unicast'
    ? {
        kind: 'address',
        value: address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString(),
      }
    : { refused: NOT_PUBLIC }
}

/** Local part: a dot-string (RFC 5321) of the characters that mail addresses really have; the rest are signs in one target or another. */
function readSender(text: string): Read {
  const [local = '', domain = '', ...more] = text.split('@')
  if (more.length > 0 || local.length > 64 || !/^[a-z0-9_][a-z0-9_+=-]*(\.[a-z0-9_+=-]+)*$/i.test(local))
    return { refused: NO_NAME }
  const read = readDomain(domain)
  if ('refused' in read) return read
  return read.kind === 'domain'
    ? { kind: 'sender', value: `${local.toLowerCase()}@${read.value}` }
    : { refused: NO_NAME }
}

function readUrl(text: string): Read {
  if (text.length > LONGEST_URL) return { refused: TOO_LONG }
  if (UNSEEN.test(text)) return { refused: CONTROL }
  if (!URL.canParse(text)) return { refused: NO_NAME }
  const url = new URL(text)
  if (!['http:', 'https:', 'ftp:'].includes(url.protocol)) return { refused: SCHEME }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const read = host.includes(':') || /^[\d.]+$/.test(host) ? readAddress(host) : readDomain(host)
  if ('refused' in read) return read
  url.username = ''
  url.password = ''
  url.hash = ''
  const value = url.href.replace(/[^A-Za-z0-9\-._~:/?[\]@!$&()*+,;=%]/g, (one) =>
    encodeURIComponent(one).replace("'", '%27'),
  )
  return value.length > LONGEST_URL ? { refused: TOO_LONG } : { kind: 'url', value }
}

export function readHash(text: string): Read {
  const value = text.trim().toLowerCase()
  return /^[0-9a-f]{64}$/.test(value) ? { kind: 'file', value } : { refused: HASH }
}

/** The place that a value belongs to: of a URL its host, of a sender its domain. */
export function placeOf(kind: Kind, value: string): string {
  if (kind === 'url') return new URL(value).hostname.replace(/^\[|\]$/g, '')
  return kind === 'sender' ? (value.split('@')[1] ?? '') : value
}
