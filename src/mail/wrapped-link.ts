/**
 * Where a link really leads that goes by way of a well-known place: mail gateways wrap every link (Safe Links, URL Defense …), and attackers wrap theirs
 * in an open redirect of a name that everybody trusts. Pure reasoning over the URL; nothing is asked.
 */

import { remembered } from '../evidence/remembered.ts'

/** One inside another: what a gateway wrapped was wrapped before. */
const DEEPEST = 4

export const realUrl = (url: string): string => (url.length > MAX_KEPT ? unwrapped(url) : kept(url))

/** Footers and signatures carry the same links in mail after mail. */
const MAX_KEPT = 300 // characters
const kept = remembered(unwrapped, 5_000)

function unwrapped(url: string): string {
  let real = url
  for (let depth = 0; depth < DEEPEST; depth++) {
    const inner = innerUrl(real)
    if (inner === null) return real
    real = inner
  }
  return real
}

function innerUrl(url: string): string | null {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return null
  const parsed = new URL(url)
  const found = WRAPPERS.find(([hosts]) => hosts.test(parsed.hostname))?.[1](parsed) ?? null
  return found !== null && /^https?:\/\/[^/]/i.test(found) && URL.canParse(found) ? found : null
}

type Unwrap = (url: URL) => string | null

const named =
  (...names: string[]): Unwrap =>
  ({ searchParams }) =>
    names.map((name) => searchParams.get(name)).find((value) => /^https?:/i.test(value ?? '')) ?? null

/** From there on the path is the address: `/1a2b/https%3A%2F%2Fexample.org`, `/c/s/example.org/page`. */
const behind =
  (start: RegExp, scheme = ''): Unwrap =>
  ({ pathname, search }) => {
    const found = start.exec(pathname)
    return found ? scheme + decoded(pathname.slice(found[0].length)) + search : null
  }

const WRAPPERS: [RegExp, Unwrap][] = [
  // mail gateways
  [/(?:^|\.)safelinks\.protection\.(?:outlook\.com|office365\.us|outlook\.de)$/, named('url')],
  [/^urldefense\.(?:com|us|proofpoint\.com)$/, (url) => proofpoint(url)],
  [/\.mimecast(?:protect)?\.com$/, ({ searchParams }) => withScheme(searchParams.get('domain'))],
  [/^linkprotect\.cudasvc\.com$/, named('a')],
  [/^secure-web\.cisco\.com$/, behind(/^\/[^/]+\/(?=https?(?::|%3A))/i)],
  [/^clicktime\.(?:symantec\.com|cloud\.postoffice\.net)$/, named('u')],
  [/^(?:protect|url)\d*\.fireeye\.com$/, named('u')],
  [/\.protection\.sophos\.com$/, ({ searchParams }) => base64(searchParams.get('u'))],
  [/\.trendmicro\.(?:com|eu|co\.jp)$/, named('url')],
  // open redirects of trusted names
  [/^(?:www\.)?google(?:\.[a-z]{2,3}){1,2}$/, (url) => google(url)],
  [/^(?:www\.googleadservices\.com|googleads\.g\.doubleclick\.net|adclick\.g\.doubleclick\.net)$/, named('adurl')],
  [/^(?:www\.)?bing\.com$/, ({ searchParams }) => base64(/^a1(.+)$/.exec(searchParams.get('u') ?? '')?.[1] ?? null)],
  [/^(?:www\.|m\.)?youtube\.com$/, named('q')],
  [/^lm?\.(?:facebook|instagram)\.com$/, named('u')],
  [/^(?:www\.)?linkedin\.com$/, named('url')],
  [/^slack-redir\.net$/, named('url')],
  [/^(?:away\.)?vk\.com$/, named('to')],
  [/^steamcommunity\.com$/, named('url', 'u')],
  [/^t\.umblr\.com$/, named('z')],
  [/^href\.li$/, ({ search }) => decoded(search.slice(1))],
  [/\.cdn\.ampproject\.org$/, behind(/^\/[a-z]\/s\//, 'https://')],
  [/\.translate\.goog$/, (url) => translated(url)],
]

/** An open redirect of these names as a text shows it, also where only the place itself knows whom its code sends on to. Mail programs of honest people leave them, too. */
export const OPEN_REDIRECT =
  /https?:\/\/(?:(?:www\.)?google(?:\.[a-z]{2,3}){1,2}\/url\?|(?:www\.)?bing\.com\/ck\/a|(?:www\.)?youtube\.com\/redirect|(?:www\.)?linkedin\.com\/(?:redir|slink)|lm?\.(?:facebook|instagram)\.com\/|(?:www\.)?googleadservices\.com\/|adclick\.g\.doubleclick\.net\/)/i

/** v1 and v2 write the address in a way of their own; v3 writes it between underscores. */
function proofpoint({ href, searchParams }: URL): string | null {
  const third = /\/v3\/__(.+?)__;/.exec(href)?.[1]
  if (third !== undefined) return third
  const written = searchParams.get('u')
  return written === null ? null : decoded(written.replace(/-([0-9A-F]{2})/g, '%$1').replaceAll('_', '/'))
}

function google(url: URL): string | null {
  if (url.pathname === '/url') return named('q', 'url')(url)
  return behind(/^\/amp\/s\//, 'https://')(url)
}

/** `www-example--page-co-jp.translate.goog`: a point is a hyphen, a hyphen two. */
function translated({ hostname, pathname, search }: URL): string {
  const host = hostname
    .replace(/\.translate\.goog$/, '')
    .split('--')
    .map((part) => part.replaceAll('-', '.'))
    .join('-')
  return `https://${host}${pathname}${search}`
}

const withScheme = (domain: string | null) => (domain === null ? null : `https://${domain}/`)

const base64 = (text: string | null) => (text === null ? null : Buffer.from(text, 'base64').toString('utf8'))

/** A part of a URL as it reads. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // not percent-encoded: as it stands
  }
}
