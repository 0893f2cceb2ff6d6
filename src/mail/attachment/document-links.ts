/** Links that a reader of a document can follow: its own, not those that load by themselves (those are traits). */
import { htmlText } from '../html-text.ts'
import { unescapedText, unfolded } from '../invitation.ts'
import { textLinks } from '../links.ts'
import { textOf } from './content-type.ts'
import { plainLetter } from './document-text.ts'
import type { OpenFile } from './opening.ts'
import { unescaped } from './xml-text.ts'

/** A bill has one, a newsletter some dozens; a saved page or a bibliography has hundreds, and nobody follows them. */
const MAX_LINKS = 50
const MAX_URL = 4_096
const MAX_PAGE = 2_000_000 // characters

/** What a page shows, and where it leads. */
export function pageWords(page: string): { text: string; links: string[] } {
  const { text, links } = htmlText(page.slice(0, MAX_PAGE))
  return { text: plainLetter(text), links: boundedLinks(links.map(({ url }) => url)) }
}

/** `objects`: a PDF's objects as text. ISO 32000-1, 12.6.4.7: a URI is 7-bit ASCII. */
export function pdfLinks(objects: string, decode: (literal: string) => string): string[] {
  return boundedLinks(
    objects
      .matchAll(/\/URI\s*(\((?:\\.|[^)\\]){4,4096}\)|<[0-9a-f\s]{8,8192}>)/gi)
      .map(([, literal = '']) => decode(literal)),
  )
}

/** `texts` of QR codes: a telephone opens what is an address and nothing else. */
export const codeLinks = (texts: string[]): string[] =>
  boundedLinks(texts.map((text) => text.trim()).filter((text) => /^https?:\/\/\S+$/i.test(text)))

/** A relationship of kind hyperlink that leads out of the document (ECMA-376 part 2). */
export function officeLinks(relationships: string): string[] {
  return boundedLinks(
    relationships.matchAll(/<Relationship\b[^<>]{0,8000}>/gi).flatMap(([tag]) => {
      if (!/TargetMode\s*=\s*"External"/i.test(tag) || !/\/hyperlink"/i.test(tag)) return []
      return [(/\bTarget\s*=\s*"([^"]*)"/i.exec(tag)?.[1] ?? '').replaceAll('&amp;', '&')]
    }),
  )
}

/** A cell's function that opens a place when it is clicked, as Excel and OpenDocument write it. */
export function formulaLinks(sheet: string): string[] {
  return boundedLinks(
    sheet
      .matchAll(/\bHYPERLINK\(\s*(?:"|&quot;)((?:https?|ftp|file):[^"<>]{4,4096}?)(?:"|&quot;)/gi)
      .map(([, url = '']) => unescaped(url)),
  )
}

/** Anchors of texts and drawings, buttons, and what a click on a shape opens (ODF 1.3, 19.917). */
export function openDocumentLinks(xml: string): string[] {
  return boundedLinks(
    xml
      .matchAll(
        /<(?:[\w-]{1,20}:)?(?:a|button|event-listener|area-[a-z]{1,20})\b[^<>]{0,4000}?:href=["']([^"'<>]{4,4096})["']/g,
      )
      .map(([, url = '']) => unescaped(url)),
  )
}

/** Fields of Word, in its own files and in RTF. */
export function fieldLinks(codes: string): string[] {
  return boundedLinks(codes.matchAll(/\bHYPERLINK\s+"([^"{}]{4,4096})"/g).map(([, url = '']) => url))
}

/** An invitation's place, description and links (RFC 5545): lines are folded, commas and line ends escaped. */
export function calendarLinks({ name, content }: Pick<OpenFile, 'name' | 'content'>): string[] {
  const begins = content.toString('latin1', 0, 200).trimStart()
  if (!/^BEGIN:V(CALENDAR|CARD)/i.test(begins) && !/\.(ics|vcs|ifb)$/i.test(name)) return []
  const text = unescapedText(unfolded(textOf(content)))
  return boundedLinks(textLinks(text, () => 0).map(({ url }) => url))
}

/** What is a link among these, each once. */
export function boundedLinks(urls: Iterable<string>): string[] {
  const found = new Set<string>()
  for (const url of urls) {
    const one = url
      .replace(/[\t\r\n]/g, '')
      .trim()
      .slice(0, MAX_URL)
    if (/^(?:https?|ftp|file):\/\/./i.test(one)) found.add(one)
    if (found.size >= MAX_LINKS) break
  }
  return [...found]
}

/** Not in the document or beside it. */
export const isElsewhere = (target: string) => /^(https?:|ftp:|mhtml:|ms-|file:\/\/+[^/:]+\/|\\\\|\/\/)/i.test(target)
