/**
 * Exports whose records span lines, or share one: lists of JSON objects (cloud services' downloads), search tools' answers, objects printed over many lines, the
 * event viewer's XML, and its CSV, whose message is a quoted cell of many lines. In the spool each record is one line.
 */
import { answerOf, tableOfObjects } from './answers.ts'
import type { Encoding } from './decode.ts'
import { entraAuditTable } from './entra-table.ts'
import { evtxEcmdTable } from './evtxecmd.ts'
import { jsonValues } from './json-values.ts'
import { type Assembler, GOES_ON, LONGEST_RECORD } from './piece.ts'
import { linesIn, tableOfLines } from './wrapped.ts'

const HEAD = 8_192 // bytes: enough to tell by

/** What joins the file's records, and takes log lines out of others' records, told by its beginning; null where a line is a record already. */
export function assemblerOf(sample: Uint8Array, encoding: Encoding): Assembler | null {
  const head = new TextDecoder(encoding).decode(sample.subarray(0, HEAD)).trimStart()
  const joined = joinerOf(head)
  return wrappedRecords(head, joined) ?? joined
}

function joinerOf(head: string): Assembler | null {
  const answer = answerOf(head)
  if (answer) return answer
  if (/^(?:<\?xml[^>]*>\s*)?<Events[\s>]/.test(head) || /^(?:<\?xml[^>]*>\s*)?<Event[\s>][^\n]*\n(?!<Event)/.test(head))
    return xmlEvents()
  if (/^<Event[\s>]/.test(head)) return blocks(/^\s*<Event[\s>]/, /<\/Event>/)
  if (/^\[\s*\{/.test(head)) return objects()
  if (
    /^\{\s*"(?:value|items|Records|records|data|events|entries|logs|audit_?logs|activities|activity_logs|sign_?ins)"\s*:\s*\[/.test(
      head,
    )
  )
    return answeredObjects()
  if (
    /^\{\s*"(?:@odata\.[A-Za-z]+|kind|etag|nextPageToken)"\s*:\s*"(?:[^"\\\n]|\\.)*"\s*,(?:\s*"[^"\n]*"\s*:\s*"(?:[^"\\\n]|\\.)*"\s*,)*\s*"(?:value|items)"\s*:\s*\[/.test(
      head,
    )
  )
    return answeredObjects()
  if (/^\{\s*\n\s*"/.test(head)) return objects()
  if (/^"?(?:Level|レベル|Keywords|キーワード)"?,"?(?:Date and Time|日付と時刻)"?,/.test(head)) return quotedCells()
  if (GAM_REPORT.test(head)) return quotedCells()
  if (/^(?:(?:#|authoring-byte-order|server-duid)[^\n]*\n\s*)*lease [0-9.]+ \{\s*\n/.test(head))
    return blocks(/^[a-z].*\{\s*$/, /^\}/)
  return null
}

/** A file of others' records, told by the first ones; what holds no line of a program stays as it is. */
function wrappedRecords(head: string, joined: Assembler | null): Assembler | null {
  if (TINYPROXY.test(head)) return through(null, (line) => `${line.replace(TINYPROXY, '$1 tinyproxy[$2]: ')}\n`)
  if (KIWI_ROW.test(head)) return through(null, kiwiLine)
  if (everyLineQuoted(head)) return through(null, unquotedLine)
  if (!joined && /^[\w"@]/.test(head)) {
    const heading = firstLine(head)
    const lineOf = evtxEcmdTable(heading) ?? entraAuditTable(heading) ?? tableOfLines(heading)
    if (lineOf) return rows(lineOf)
  }
  if (!MAYBE_WRAPPED.test(head)) return null
  const first = joinerOf(head)?.push(head) ?? head
  const whole = first.split('\n').slice(0, FIRST_RECORDS)
  const table = tableOfObjects(whole[0] ?? '')
  if (table) return through(joined, table)
  const told = whole.some((record) => linesIn(record) !== null)
  const longer = !first.includes('\n') && WRAPPERS_KEY.test(head)
  return told || longer ? through(joined, (record) => `${(linesIn(record) ?? [record]).join('\n')}\n`) : null
}

const MAYBE_WRAPPED = /^(?:\[?\s*\{|\d{4}-\d\d-\d\d[T ]\S+\t\S+\t\{|\d{4}-\d\d-\d\dT\S+ +\{(?:\}|[A-Za-z_]\w*="))/
const FIRST_RECORDS = 20
/** tells of a first record that is longer than the head, and so can't be read whole */
const WRAPPERS_KEY =
  /"(?:_raw|__REALTIME_TIMESTAMP|event\.original|flowTuples|_source|resultType|highlight_ranges|gl2_\w+)"\s*:/

/** tinyproxy's own log: its level, then time and process, as no syslog writes them */
const TINYPROXY =
  /^(?:CONNECT|CRITICAL|ERROR|WARNING|NOTICE|INFO) +([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?) \[(\d+)\]: /

/** Kiwi Syslog Server's CSV: time, facility and level, host, message */
const KIWI_ROW = /^"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,"?[A-Z][A-Za-z0-9]+\.[A-Z][a-z]+"?,"?[\w.:%-]+"?,/

function kiwiLine(row: string): string {
  if (!KIWI_ROW.test(row)) return `${row}\n`
  const [, time = '', host = '', message = ''] = /^"?([\d: -]+)"?,[^,]*,"?([^",]*)"?,(.*)$/.exec(row.trimEnd()) ?? []
  return `${time} ${host} ${unquoted(message)}\n`
}

/** Spreadsheets and search tools hand on lines as the one cell of their rows. */
function everyLineQuoted(head: string): boolean {
  const lines = head.split('\n').slice(0, FIRST_RECORDS)
  if (lines.length > 1) lines.pop() // the last one may be cut
  return head.startsWith('"') && lines.every((line) => inCell(line.trimEnd()) !== null)
}

const unquotedLine = (line: string) => `${unquoted(line.trimEnd())}\n`
const unquoted = (text: string) => inCell(text) ?? text

/** What a text holds that is one quoted cell as a whole, else null. */
function inCell(text: string): string | null {
  if (text.length < 3 || !text.startsWith('"') || !text.endsWith('"')) return null
  const parts = text.slice(1, -1).split('""')
  return parts.some((part) => part.includes('"')) ? null : parts.join('"')
}

const firstLine = (head: string) => head.split('\n', 1)[0]?.trimEnd() ?? ''

/** Each record, joined where it spans lines, as what is made of it. */
function through(joined: Assembler | null, take: (record: string) => string): Assembler {
  const lines = byLine(take, () => '')
  if (!joined) return lines
  return { push: (text) => lines.push(joined.push(text)), end: () => lines.push(joined.end()) + lines.end() }
}

/** Rows under the line of column names, of which nothing is left but its place. */
function rows(lineOf: (row: string) => string): Assembler {
  let heading = true
  const lines = byLine(
    (row) => {
      const line = heading ? '' : lineOf(row)
      heading = false
      return `${line}\n`
    },
    () => '',
  )
  const cells = quotedCells()
  return { push: (text) => lines.push(cells.push(text)), end: () => lines.push(cells.end()) + lines.end() }
}

/** the line of column names of `gam report`, whose cells hold settings' values and titles as they were typed */
const GAM_REPORT = /^(?=[^\n]*\bid\.time\b)[^\n{:]*\bid\.applicationName\b[^\n{:]*(?:\n|$)/

/**
 * Every object of a list, or every object outside one, on a line of its own. Stays as it is: what stands outside the brackets, and what
 * holds no such object.
 */
const objects = () => jsonObjects((path) => path === '' || path === '[]')

/** … and of the list in a service's answer; what is around them is dropped. */
const answeredObjects = () => jsonObjects((_path, depth) => depth === 2)

function jsonObjects(isRecord: (path: string, depth: number) => boolean): Assembler {
  return jsonValues({
    takes: (path, bracket, depth) => bracket === '{' && isRecord(path, depth),
    lists: () => false,
    taken: (value) => `${oneLine(value)}\n`,
    left: (text) => (WITHOUT_RECORD.test(text) ? '' : oneLine(text)),
  })
}

/** an empty list, or an answer that ends in one */
const WITHOUT_RECORD = /^(?:\[\s*\]|\{[^[\]{}]*\[\s*\]\s*\})$/

function xmlEvents(): Assembler {
  let rest = ''
  return {
    push(text) {
      const parts = (rest + text).split('</Event>')
      rest = parts.pop() ?? ''
      let out = parts
        .map((part) => `${oneLine(`${part.slice(Math.max(0, part.indexOf('<Event ')))}</Event>`)}\n`)
        .join('')
      if (rest.length > LONGEST_RECORD) {
        out += `${oneLine(rest)}\n`
        rest = GOES_ON
      }
      return out
    },
    end: () => (['', '</Events>'].includes(rest.trim()) ? '' : `${oneLine(rest)}\n`),
  }
}

/** A line with an odd number of quotes goes on in the next one. The mark ⏎ stands where the line ended. */
function quotedCells(): Assembler {
  let record = ''
  let open = false
  const take = (line: string): string => {
    record = record === '' ? line : `${record} ⏎ ${line.trim()}`
    if (line.split('"').length % 2 === 0) open = !open
    if (open && record.length < LONGEST_RECORD) return ''
    const whole = record
    record = ''
    open = false
    return `${whole}\n`
  }
  return byLine(take, () => record)
}

/** A block, from the line that opens it to the one that ends it, on a line of its own; other lines stay as they are. */
function blocks(opening: RegExp, ending: RegExp): Assembler {
  let record = ''
  const take = (line: string): string => {
    const opens = opening.test(line)
    if (record === '' && !opens) return `${line}\n`
    const cut = opens || record.length > LONGEST_RECORD ? record : '' // a block that never ended: the program was killed, or the export cut
    record = cut === record ? line : `${record}\n${line}`
    const before = cut === '' ? '' : `${oneLine(cut)}\n`
    if (!ending.test(line)) return before
    const whole = oneLine(record)
    record = ''
    return `${before}${whole}\n`
  }
  return byLine(take, () => oneLine(record))
}

/** Whole lines go to `take`; `left` is the record that is open at the end. */
function byLine(take: (line: string) => string, left: () => string): Assembler {
  let rest = ''
  return {
    push(text) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > LONGEST_RECORD) {
        lines.push(rest)
        rest = GOES_ON
      }
      return lines.map(take).join('')
    },
    end() {
      const last = rest === '' || rest === GOES_ON ? '' : take(rest)
      const open = left()
      return last + (open === '' ? '' : `${open}\n`)
    },
  }
}

// no pattern: one that begins with white space of any length tries each of a million blanks as its beginning
const oneLine = (record: string) =>
  record
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')
