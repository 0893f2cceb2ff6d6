import { parse } from 'tldts'
import { UNSEEN, visible } from './visible.ts'

export { visible }

/** JSON, exact, in which what it leaves as it is and a terminal obeys (C1 controls, direction marks) is escaped. */
export function printedJson(value: unknown, indent = 2): string {
  const escaped = (one: string) =>
    one === '\n'
      ? one
      : one
          .split('')
          .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join('')
  return JSON.stringify(value, null, indent).replace(UNSEEN, escaped)
}

/**
 * Names, addresses and URLs so that nothing makes a link of them and nobody opens one by mistake: every dot of the host is broken. The own
 * network's addresses lead nowhere from outside and are typed into consoles: they stay whole.
 */
export function defang(text: string): string {
  if (INSIDE.test(text)) return text
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)(.*)$/is.exec(text) ?? []
  return visible(`${scheme.replace(/^http/i, 'hxxp')}${host.replaceAll('.', '[.]')}${rest}`)
}

/**
 * A sentence, or a message's text, with all that could be opened broken: links, shares, mail addresses, public addresses and names of hosts, and
 * `places`, whatever they look like.
 */
export function defangText(text: string, places: string[] = []): string {
  // most words of a report name nothing
  if (!text.includes('.') && !text.includes('://')) return visible(text)
  const upper = text.toUpperCase() // as the pattern compares
  const named = places.filter((place) => place.includes('.') && upper.includes(place.toUpperCase()))
  const broken = (one: string, name?: string, address?: string) =>
    (name !== undefined && !isHostName(name)) || (address !== undefined && !isPublic(address)) ? one : defang(one)
  return visible(text.replace(named.length === 0 ? ANYWHERE : leadingTo(named), broken))
}

function leadingTo(places: string[]): RegExp {
  const longestFirst = places.toSorted((a, b) => b.length - a.length)
  const named = longestFirst.map((place) => `(?:[\\w-]{1,63}\\.){0,8}${RegExp.escape(place)}`)
  return new RegExp(`${[LINK, SHARE, MAIL_ADDRESS, ...named].join('|')}|(${NAME})|(${ADDRESS})`, 'gi')
}

// bounded in every part: a hostile text has labels and dots without end
const LINK = String.raw`\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s<>"'）」』】]+`
const SHARE = String.raw`\\\\[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}`
const MAIL_ADDRESS = String.raw`\b[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}`
const NAME = String.raw`\b(?:[a-z0-9_-]{1,63}\.){1,8}[a-z]{2,24}\b`
const ADDRESS = String.raw`\b\d{1,3}(?:\.\d{1,3}){3}\b(?!\.\d)`

const ANYWHERE = leadingTo([])

/** Top-level domains that hardly any host has and many files: such a name is broken only where it is a link's or a place's. */
const FILES = new Set('zip mov cab ps'.split(' '))
/** no public suffixes, but names that lead somewhere, or stand for such */
const SPECIAL = new Set('onion i2p bit example test invalid'.split(' '))

/** Windows' script objects, which end as names of hosts do */
const OBJECTS = new Set(['wscript.shell', 'adodb.stream'])

function isHostName(name: string): boolean {
  if (OBJECTS.has(name.toLowerCase())) return false
  const { publicSuffix, isIcann } = parse(name)
  const last = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return SPECIAL.has(last) || (isIcann === true && publicSuffix !== name && !FILES.has(last))
}

const INSIDE = /^(?:(?:0|10|127)\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}$/

const isPublic = (address: string) => !INSIDE.test(address) && address.split('.').every((part) => Number(part) < 256)

/** A name that was copied from a report, whole again. */
export const mended = (text: string) => text.replaceAll('[.]', '.').replace(/\bhxxp(s?):\/\//gi, 'http$1://')

/** A line as it is, but nothing in it can be clicked by a helpful viewer, and 4,000 characters are enough to judge it. */
export function defangLine(text: string): string {
  return visible(text.slice(0, 4000)).replace(/\bhttp(s?):\/\//gi, 'hxxp$1://')
}
