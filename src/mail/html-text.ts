/** HTML → what a reader sees of it, without rendering: no script runs, nothing is loaded, hidden text stays hidden. One pass, bounded. */

export interface HtmlLink {
  url: string
  /** the anchor's text, folded to one line */
  text: string
}

export interface HtmlText {
  text: string
  links: HtmlLink[]
  /** what is there and nobody sees, or only as specks */
  hidden: string
}

const MAX_LINKS = 2_000
const MAX_ANCHOR_TEXT = 1_000
const MAX_HIDDEN = 20_000 // characters
const MAX_TAG = 100_000 // characters; a data: picture is longer, and is skipped by the search for its end

const BLOCK = new Set(
  'address article blockquote br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul'.split(
    ' ',
  ),
)
/** their content is no text */
const SILENT = /^(script|style|title|template|noscript|svg|math|object|iframe|textarea|select)$/
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const HIDDEN =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*(?:0(?:\.\d+)?(?:px|pt|em|rem|%)?|[12](?:\.\d+)?(?:px|pt))\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|mso-hide\s*:\s*all/i

/** white on what is white unless somebody coloured it */
const WHITE = /(?:^|[;\s])color\s*:\s*(?:#f{3}(?:f{3})?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))/i

export function htmlText(html: string): HtmlText {
  const out: string[] = []
  const unseen: string[] = []
  let unseenLength = 0
  const links: HtmlLink[] = []
  let anchor: { url: string; parts: string[]; length: number } | null = null
  let hidden: { tag: string; depth: number } | null = null
  let faint: { tag: string; depth: number } | null = null
  const say = (text: string) => {
    if ((hidden || faint) && unseenLength < MAX_HIDDEN) {
      unseen.push(text)
      unseenLength += text.length
    }
    if (hidden || text === '') return
    out.push(text)
    if (anchor && anchor.length < MAX_ANCHOR_TEXT) {
      anchor.parts.push(text)
      anchor.length += text.length
    }
  }
  const closeAnchor = () => {
    if (anchor) links.push({ url: anchor.url, text: fold(anchor.parts.join('')).slice(0, MAX_ANCHOR_TEXT) })
    anchor = null
  }
  const endless = new Set<string>() // elements whose end was looked for in vain: not again
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) {
      say(plain(html.slice(at)))
      break
    }
    if (open > at) say(plain(html.slice(at, open)))
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4)
      at = end < 0 ? html.length : end + 3
      continue
    }
    const name = /^<(\/?)([a-z][a-z0-9:-]{0,40})|^<[!?]/i.exec(html.slice(open, open + 44))
    if (!name) {
      say('<')
      at = open + 1
      continue
    }
    const close = tagEnd(html, open)
    const tag = (name[2] ?? '').toLowerCase()
    const ends = name[1] === '/'
    at = close
    if (tag === '') continue
    if (!ends && SILENT.test(tag)) {
      at = afterElement(html, tag, close, endless)
      continue
    }
    const attributes = ends ? '' : html.slice(open + 1 + tag.length, Math.min(close - 1, open + MAX_TAG))
    if (hidden) {
      if (tag === hidden.tag) hidden.depth += ends ? -1 : attributes.endsWith('/') ? 0 : 1
      if (hidden.depth === 0) hidden = null
      continue
    }
    if (faint && tag === faint.tag) {
      faint.depth += ends ? -1 : 1
      if (faint.depth === 0) faint = null
    }
    if (!ends && !VOID.has(tag) && /\sstyle|\shidden/i.test(attributes)) {
      if (isHidden(attributes)) {
        hidden = { tag, depth: 1 }
        continue
      }
      if (!faint && isFaint(attributes)) faint = { tag, depth: 1 }
    }
    if (tag === 'a' || tag === 'area' || tag === 'form') {
      if (tag === 'a') closeAnchor()
      const url = ends ? '' : attribute(attributes, tag === 'form' ? 'action' : 'href')
      if (url !== '' && links.length < MAX_LINKS) {
        if (tag === 'a') anchor = { url, parts: [], length: 0 }
        else links.push({ url, text: attribute(attributes, 'alt') })
      }
    }
    if (BLOCK.has(tag)) say('\n')
    else if (tag === 'td' || tag === 'th') say(' ')
    else if (tag === 'img') say(attribute(attributes, 'alt'))
  }
  closeAnchor()
  return { text: tidy(out.join('')), links, hidden: unseen.join(' ') }
}

/** The `>` that ends a tag: one inside quotes does not. */
export function tagEnd(html: string, open: number): number {
  let quote = ''
  const bound = Math.min(html.length, open + MAX_TAG)
  for (let i = open + 1; i < bound; i++) {
    const one = html[i] as string
    if (quote !== '') {
      if (one === quote) quote = ''
    } else if (one === '>') return i + 1
    else if ((one === '"' || one === "'") && html[i - 1] === '=') quote = one
  }
  const end = html.indexOf('>', open)
  return end < 0 ? html.length : end + 1
}

function afterElement(html: string, tag: string, from: number, endless: Set<string>): number {
  if (endless.has(tag)) return from
  const end = new RegExp(`</${tag}[\\s>]`, 'gi')
  end.lastIndex = from
  const match = end.exec(html)
  if (!match) {
    endless.add(tag)
    return tag === 'script' || tag === 'style' ? html.length : from
  }
  const close = html.indexOf('>', match.index)
  return close < 0 ? html.length : close + 1
}

function isHidden(attributes: string): boolean {
  return HIDDEN.test(attribute(attributes, 'style')) || /\shidden(?=[\s=/>]|$)/i.test(attributes)
}

function isFaint(attributes: string): boolean {
  const style = attribute(attributes, 'style')
  return WHITE.test(style) && !/background/i.test(style)
}

function attribute(attributes: string, name: string): string {
  const pattern = new RegExp(`[\\s"'/]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i')
  const match = pattern.exec(attributes)
  return match ? entities(match[1] ?? match[2] ?? match[3] ?? '').trim() : ''
}

const plain = (text: string) => entities(text.replace(/[\s\u200b\ufeff]+/g, ' '))
const fold = (text: string) => text.replace(/\s+/g, ' ').trim()
const tidy = (text: string) =>
  text
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

const NAMED: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', copy: '©', reg: '®', yen: '¥', middot: '·', hellip: '…', ndash: '–',
  mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', bull: '•', trade: '™', times: '×', ensp: ' ',
  emsp: ' ', thinsp: ' ', zwnj: '', zwj: '', shy: '', colon: ':', sol: '/', period: '.', commat: '@', num: '#', equals: '=', quest: '?',
  lpar: '(', rpar: ')', Tab: '\t', NewLine: '\n',
} // biome-ignore format: a table

export function entities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));?/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? NAMED[String(name).toLowerCase()] ?? whole
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd'
  })
}
