/**
 * Code in a mail's HTML that is meant for the program in which it is read. Webmail strips what runs; where it has a gap (Roundcube, Zimbra, Horde,
 * MDaemon), such a mail runs when it is opened, or shown in the list's preview: nobody clicks on anything, and the code reads the mailbox with its
 * owner's session (CVE-2022-24682, CVE-2023-5631, CVE-2023-43770, CVE-2024-11182, CVE-2024-37383, CVE-2024-42009). Pure; nothing is run.
 *
 * Pages that were pasted into a mail and bad tools for newsletters leave code there, too: handlers that swap pictures, a counter's script. None of it
 * fetches, decodes or reads what is not its own.
 */
import { entities, tagEnd } from './html-text.ts'

/** The code that would run without a click and reaches for more than its own page; '' = there is none. */
export function scriptIn(html: string): string {
  if (!MAY_HOLD.test(html)) return ''
  return codeIn(html, 0)
}

const MAX_DEPTH = 2 // pages in an attribute of a page
const MAX_SHOWN = 300 // characters

/** What makes a closer look worth while: most mails have none of it. `j&#97;vascript` is written to be found by browsers alone. */
const MAY_HOLD =
  /[\s"'/;]on[a-z]{3,}\s*=|<script|script\s*:|srcdoc|data:(?:text\/html|image\/svg|[^,]{0,40}xml)|=\s*(?:["']\s*)?(?:j|&#(?:x0*[46]a|0*74|0*106)\b;?)[^"'<>]{0,80}(?:&|\s[a-z\s]{0,40}:)/i

function codeIn(html: string, depth: number): string {
  if (depth > MAX_DEPTH) return ''
  let scripts = 0
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', open + 1)) {
    const name = TAG.exec(html.slice(open, open + 44))?.[1]?.toLowerCase()
    if (name === undefined) continue
    const end = tagEnd(html, open)
    const written = html.slice(open, Math.min(end, open + MAX_TAG))
    const within = name === 'script' && scripts++ < MAX_SCRIPTS ? fromScript(html, end, written) : ''
    const found = within || fromTag(written, name, depth)
    if (found !== '') return found.replace(/\s+/g, ' ').trim().slice(0, MAX_SHOWN)
    // what stands inside a quotation of this tag was looked at with it
    open = Math.max(open, end - 1)
  }
  return ''
}

const TAG = /^<([a-z][a-z0-9:-]{0,40})/i
const MAX_TAG = 50_000 // characters

/** Every webmail takes scripts out first: one that is meant to run hides in an attribute. It takes decoding and sending to tell it from a page's own. */
function fromScript(html: string, from: number, written: string): string {
  if (/\btype\s*=\s*["']?(?!(?:text|application)\/(?:java|ecma)script|module)[^"'\s>]/i.test(written)) return ''
  const close = html.slice(from, from + MAX_SCRIPT + 9).search(/<\/script/i)
  if (close < 0) return ''
  const code = html.slice(from, from + close)
  const plain = unescaped(code)
  return DECODES.test(plain) && SENDS.test(plain) ? code : ''
}
const MAX_SCRIPT = 20_000 // characters: libraries of whole pages are longer
const MAX_SCRIPTS = 50

function fromTag(written: string, name: string, depth: number): string {
  // quoted or not, in an attribute of its own or in the midst of another's text, where a filter takes it apart: all in one go
  const seen = entities(written)
  for (const [, handler = '', quoted, single, bare] of seen.matchAll(HANDLERS)) {
    const code = quoted ?? single ?? bare ?? ''
    if (isHarmful(code) || (isBroken(seen, handler) && calls(code))) return `${handler}=${code}`
  }
  for (const [, attribute = '', quoted, single, bare] of seen.matchAll(SOURCES)) {
    const found = fromSource(attribute.toLowerCase(), quoted ?? single ?? bare ?? '', name, depth)
    if (found !== '') return found
  }
  return ''
}

/** Events that come by themselves, or as soon as the pointer passes: a click would be somebody's own doing. */
const HANDLERS =
  /[\s"'/;>](on(?:error|load\w*|begin|end|repeat|toggle|beforetoggle|focus(?:in)?|blur|animation\w+|webkitanimation\w+|transition\w+|pageshow|pagehide|beforeunload|unload|resize|scroll\w*|start|finish|bounce|canplay\w*|play(?:ing)?|progress|durationchange|readystatechange|propertychange|hashchange|popstate|message|mouse(?:over|enter|move|out|leave)|pointer\w+|wheel|securitypolicyviolation|contentvisibilityautostatechange))\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))/gi
/** … and what is fetched or shown at once, or put there by an animation */
const SOURCES =
  /[\s"'/](src|srcdoc|href|xlink:href|data|values|to|from|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi

function fromSource(attribute: string, value: string, name: string, depth: number): string {
  if (attribute === 'srcdoc') return codeIn(value, depth + 1)
  // browsers pass over what is invisible in a scheme
  const source = value.replace(/[\s\p{Cc}\p{Cf}]+/gu, '')
  const animated = ANIMATES.test(name) && /^(?:values|to|from)$/.test(attribute)
  if (/(?:^|[;,=])javascript:/i.test(source)) {
    if (animated) return value
    return OPENS_AT_ONCE.test(name) && isHarmful(value) ? value : ''
  }
  if (!animated && !OPENS_AT_ONCE.test(name)) return ''
  const [, base64 = '', body = ''] = PAGE_IN_PLACE.exec(source) ?? []
  if (body === '') return ''
  const page =
    base64 === '' ? unpercented(value.slice(value.indexOf(',') + 1)) : Buffer.from(body, 'base64').toString('utf8')
  return codeIn(page, depth + 1) || (/<script[\s>]/i.test(page) ? page : '')
}

const ANIMATES = /^(?:[a-z]+:)?(?:animate\w*|set)$/
const OPENS_AT_ONCE = /^(?:[a-z]+:)?(?:iframe|frame|embed|object|use|image|img|meta|link|base|script|feimage)$/
const PAGE_IN_PLACE =
  /^(?:\d+;url=)?data:(?:text\/html|image\/svg\+xml|(?:text|application)\/(?:xhtml\+)?xml)[^,]*?(;base64)?,(.*)$/is

function unpercented(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** It decodes what is to run, … */
const DECODES = /\batob\b|\beval\b|\bFunction\s*\(|fromCharCode|\bunescape\s*\(/
/** … fetches or sends, … */
const SENDS =
  /\bfetch\b\W{0,3}\(|XMLHttpRequest|\bsendBeacon\b|\bWebSocket\b|\bEventSource\b|\bimport\s*\(|\bimportScripts\b|\bgetScript\b|createElement\W{1,4}script|\$\.(?:get|post|ajax)\b/i
/** … or reads what is not the mail's: the session, the program around it. */
const READS =
  /document\W{1,4}cookie|\b(?:local|session)Storage\b|\bpostMessage\b|\b(?:top|parent|opener)(?:\.|\[)\W{0,2}(?:document|rcmail|\$|window|frames|zm\w|eval)|\brcmail\b|\bZm(?:Csrf|Mail|Controller)|\bcsrf|\/service\/soap|[?&]_task=mail|\bserviceWorker\b/i
const LONG_BASE64 = /[A-Za-z0-9+/]{120,}={0,2}/

function isHarmful(code: string): boolean {
  const plain = unescaped(code)
  return [DECODES, SENDS, READS, LONG_BASE64].some((pattern) => pattern.test(plain))
}

/** A picture that can never be shown, for the sake of what its failure runs. */
const isBroken = (tag: string, handler: string) =>
  /^onerror$/i.test(handler) &&
  /[\s"'/]src\s*=\s*["']?(?:[a-z0-9_.#?/]{1,2}|about:\w+|data:,?)["']?(?=[\s/>])/i.test(tag)
/** … and that is more than to hide the picture or to show another */
const calls = (code: string) =>
  !/^\s*(?:javascript:)?\s*(?:return\b|void\b|this\.|this\[|null\b|\w+\(\s*this\b|\$\(this\)|\s*$)/i.test(code)

/** `\x65val`, `'fe'+'tch'` */
const unescaped = (code: string) =>
  code
    .replace(/\\(?:x([0-9a-f]{2})|u\{?([0-9a-f]{4,6})\}?)/gi, (_, short, long) => {
      const point = Number.parseInt(short ?? long, 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : ''
    })
    .replace(/\/\*[\s\S]{0,80}?\*\//g, '')
    .replace(/["'`]\s*\+\s*["'`]/g, '')
