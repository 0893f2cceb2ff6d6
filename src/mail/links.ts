/** The links that a reader of a message can follow. */
import type { HtmlLink } from './html-text.ts'
import type { Link } from './message.ts'

const MAX_LINKS = 2_000
const MAX_URL = 4_096
/** A URL in Japanese text ends at any full-width character or bracket. */
const URL_IN_TEXT = /\b(?:https?|ftp):\/\/[^\s<>"'`\u3000-\u303f\u3040-\u30ff\u4e00-\u9fff\uff00-\uffef]+/gi

export function textLinks(text: string, lineOf: (url: string) => number): Link[] {
  const links: Link[] = []
  const seen = new Set<string>()
  for (const match of text.matchAll(URL_IN_TEXT)) {
    const url = withoutTail(match[0].slice(0, MAX_URL))
    if (seen.has(url) || url.length < 10) continue
    seen.add(url)
    links.push({ url, shown: '', source: 'text', line: lineOf(url) })
    if (links.length >= MAX_LINKS) break
  }
  return links
}

const OPENS: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/** A full stop, comma or closing bracket after a URL belongs to the sentence. */
function withoutTail(url: string): string {
  let end = url.replace(/[.,;:!?*|]+$/, '')
  for (;;) {
    const last = end.slice(-1)
    const open = OPENS[last]
    if (open === undefined || end.split(last).length <= end.split(open).length) return end
    end = end.slice(0, -1)
  }
}

export function htmlLinks(found: HtmlLink[], lineOf: (url: string) => number): Link[] {
  const links: Link[] = []
  const seen = new Set<string>()
  for (const { url: raw, text } of found) {
    const url = raw.replace(/[\t\r\n]/g, '').slice(0, MAX_URL) // a browser drops them
    if (!/^(https?|ftp|file|data|javascript|ms-\w+|search(?:-ms)?:|\/\/|\\\\)/i.test(url)) continue // not mailto:, tel:, #anchor
    const shown = text !== '' && text !== url ? text : ''
    const key = `${url}\n${shown}`
    if (seen.has(key)) continue
    seen.add(key)
    links.push({ url, shown, source: 'html', line: lineOf(raw) })
    if (links.length >= MAX_LINKS) break
  }
  return links
}

/** host of a URL, lower case, as written; '' where there is none */
export function hostOf(url: string): string {
  // a search in somebody's share, which Explorer shows as a folder
  const share = /^search(?:-ms)?:.*?(?:location:|%3a)(?:\\\\|%5c%5c|\/\/)([^\\/%&@]+)/i.exec(url)?.[1]
  if (share !== undefined) return share.toLowerCase().slice(0, 255)
  const authority = /^(?:[a-z][a-z0-9+.-]*:)?[\\/]{2}([^\\/?#]*)/i.exec(url)?.[1] ?? ''
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  return host
    .replace(/:\d*$/, '')
    .replace(/^\[|\]$|\.$/g, '')
    .toLowerCase()
    .slice(0, 255)
}
