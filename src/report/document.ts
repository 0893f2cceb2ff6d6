/** A document before it has a format: what HTML, PDF, DOCX and Markdown are all made from. Paragraphs have names, so that an edited text finds its place again. */
export interface Document {
  lang: 'ja' | 'en'
  title: string
  subtitle: string
  /** lines of the cover: who, when, as of when */
  cover: string[]
  blocks: Block[]
  /** a letter or a single page has neither cover nor contents */
  short?: boolean
  /** set close, so that it stays on one page */
  close?: boolean
}

export type Block = Heading | Paragraph | List | Table | Picture

export interface Heading {
  kind: 'heading'
  level: 1 | 2
  text: string
}

export interface Paragraph {
  kind: 'paragraph'
  /** stable over halves and languages, e.g. results.counts */
  id: string
  text: string
  /** the lead's own words, where they could not be joined with the new generated text: both are shown */
  conflict?: string
}

export interface List {
  kind: 'list'
  items: string[]
}

export interface Table {
  kind: 'table'
  caption: string
  head: string[]
  rows: string[][]
  /** columns that hold numbers */
  numeric: number[]
  notes: string[]
}

export interface Picture {
  kind: 'picture'
  caption: string
  /** in words, for who can't see it */
  alt: string
  svg: string
  width: number
  height: number
}

/** `Table 1`, `図2`: counted over the document, by kind. */
export function captions({ blocks, lang }: Document): Map<Block, string> {
  const names = { table: lang === 'ja' ? '表' : 'Table ', picture: lang === 'ja' ? '図' : 'Figure ' }
  const counts = { table: 0, picture: 0 }
  const numbered = new Map<Block, string>()
  for (const block of blocks)
    if (block.kind === 'table' || block.kind === 'picture')
      numbered.set(block, `${names[block.kind]}${++counts[block.kind]}`)
  return numbered
}
