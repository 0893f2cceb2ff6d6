/** What Office Open XML documents say (ECMA-376): Word's paragraphs, the slides of a short presentation, the text boxes and cells of a small workbook. */
import { letterOf, MAX_CELLS, MAX_SLIDES } from './document-text.ts'
import type { Child } from './opening.ts'
import { unescaped, xmlOf } from './xml-text.ts'

const MAX_SHEETS = 5
const MAX_DRAWINGS = 10

export function officeText(parts: Child[]): string {
  const named = (pattern: RegExp) => parts.filter(({ name }) => pattern.test(name)).sort(byNumber)
  return letterOf(
    [
      ...named(/^word\/document\d*\.xml$/i),
      ...slides(named(/^ppt\/slides\/slide\d+\.xml$/i)),
      ...named(/^xl\/drawings\/drawing\d+\.xml$/i).slice(0, MAX_DRAWINGS),
      ...cells(named(/^xl\/sharedStrings\.xml$/i), named(/^xl\/worksheets\/sheet\d+\.xml$/i)),
    ]
      .values()
      .flatMap((part) => spoken(xmlOf(part))),
  )
}

/** slide10 stands behind slide9 */
const byNumber = (a: Child, b: Child) => numberOf(a) - numberOf(b)
const numberOf = ({ name }: Child) => Number(/(\d+)\.xml$/i.exec(name)?.[1] ?? 0)

const slides = (all: Child[]) => (all.length > MAX_SLIDES ? [] : all)

/** Texts stand in a table of their own or in the cells. */
function cells(shared: Child[], sheets: Child[]): Child[] {
  const all = [...shared, ...sheets.slice(0, MAX_SHEETS)]
  const beyond = all
    .values()
    .flatMap((part) => xmlOf(part).matchAll(CELL))
    .drop(MAX_CELLS)
  return beyond.next().done ? all : []
}

const PREFIX = String.raw`(?:[\w-]{1,20}:)?`
const CELL = new RegExp(`<${PREFIX}(?:si|is)[ >]`, 'g')
/** Text; how a word is read, which Excel keeps beside it; the end of a paragraph or cell; a blank. */
const TOKEN = new RegExp(
  String.raw`<${PREFIX}t(?:\s[^<>]{0,200})?>([^<]*)<\/|<(\/?)${PREFIX}rPh[\s>]|(<\/${PREFIX}(?:p|si|is)>)|<${PREFIX}(?:tab|br|cr)\b[^<>]{0,200}>`,
  'g',
)

/** Runs are joined, of a field only what it shows. */
function* spoken(xml: string): Generator<string> {
  let [line, reading] = ['', false]
  for (const [, shown, closes, ends] of xml.matchAll(TOKEN)) {
    if (closes !== undefined) reading = closes === ''
    else if (ends !== undefined) {
      yield unescaped(line)
      line = ''
    } else if (!reading) line += shown ?? ' '
  }
  yield unescaped(line)
}
