/** Tables as text (CSV, TSV, SYLK): Excel opens them by a double click and works out what looks like a formula. */
import type { Trait } from '../attachment-tree.ts'
import { textOf } from './content-type.ts'
import { extensionOf } from './file-name.ts'
import type { Opened, OpenFile } from './opening.ts'

const MAX_FORMULA = 300 // characters shown

export function openTable(file: OpenFile): Opened {
  if (!/^(csv|tsv|tab|slk|dif|prn|txt)$/.test(extensionOf(file.name))) return {}
  const text = textOf(file.content)
  return { traits: [...called(text, DDE, 'dde'), ...called(text, FETCHES, 'remote-template')] }
}

/**
 * `=cmd|'/c …'!A0`: application, topic and item of a DDE link, inside a formula. A cell begins at a line, a separator or a quote; in SYLK
 * behind `;E`. Microsoft: "Formulas with DDE", and advisory 4053440.
 */
const CELL = String.raw`(?:^|[,;\t"'\r\n]|;E)\s*[=+\-@][^\r\n|]{0,200}?`
const DDE = new RegExp(
  String.raw`${CELL}\b[a-z][\w.]{1,40}\|\s*(?:'[^'\r\n]{1,1000}'|[^\s'"|,;][^\r\n|]{0,300}?)\s*![^\r\n,;]{0,40}`,
  'im',
)
/** Functions that ask a place for data as the table opens; HYPERLINK waits for a click. */
const FETCHES = new RegExp(
  String.raw`${CELL}\b(?:WEBSERVICE|RTD|IMAGE|IMPORTXML|IMPORTDATA)\s*\(\s*"{1,2}(?:https?:|\\\\)[^\r\n]{0,300}`,
  'im',
)

function called(text: string, pattern: RegExp, trait: string): Trait[] {
  const found = pattern.exec(text)?.[0]
  return found === undefined ? [] : [{ trait, detail: found.replace(/^[\s,;"']+/, '').slice(0, MAX_FORMULA) }]
}
