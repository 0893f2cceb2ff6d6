/**
 * What search tools answer: one JSON object whose records stand deep in it, beside counts and statistics. Loki's streams, Elasticsearch's
 * and OpenSearch's hits, Splunk's results, Graylog's messages; tables of Log Analytics (Sentinel), Splunk (json_rows) and Defender's hunting,
 * which become CSV with a line of column names. Each record is one line.
 */
import type { Assembler } from './records.ts'
import { linesIn, tableOfLines } from './wrapped.ts'

/** Whole values that stand at a path (`hits.hits[]`) come with their text; what they become goes on. */
interface Answer {
  /** tells the answer by its beginning */
  head: RegExp
  at: string[]
  take: () => (path: string, value: string) => string
}

const ANSWERS: Answer[] = [
  {
    head: /^\{\s*"status"\s*:\s*"success"\s*,\s*"data"\s*:\s*\{\s*"resultType"\s*:\s*"streams"/,
    at: ['data.result[].stream', 'data.result[].values[]'],
    take: () => {
      let stream = '{}'
      return (path, value) => {
        if (path.endsWith('[]')) return `{"stream":${stream},"values":[${value}]}\n`
        stream = value
        return ''
      }
    },
  },
  {
    head: /^\{(?=[^[]*"hits"\s*:\s*\{)(?=[^[]*"(?:took|timed_out|_shards|rawResponse)"\s*:)/,
    at: ['hits.hits[]', 'rawResponse.hits.hits[]'],
    take: () => (_path, value) => `${value}\n`,
  },
  {
    head: /^\{\s*"(?:preview|init_offset)"\s*:(?![^\n]*"result"\s*:)(?=[\s\S]*"(?:fields|results|rows)"\s*:\s*\[)/,
    at: ['results[]', 'fields', 'rows[]'],
    take: () => {
      const table = csv()
      return (path, value) => {
        if (path === 'results[]') return `${value}\n`
        // beside `results` the fields are objects that say which there are
        return path === 'fields' && /^\[\s*\{/.test(value) ? '' : table(path === 'fields', value)
      }
    },
  },
  {
    head: /^\{[^[]*"messages"\s*:\s*\[\s*\{(?=[^[]*"(?:highlight_ranges|message)"\s*:)/,
    at: ['messages[].message'],
    take: () => (_path, value) => `${value}\n`,
  },
  {
    head: /^\{\s*"tables"\s*:\s*\[\s*\{/,
    at: ['tables[].columns', 'tables[].rows[]'],
    take: () => {
      const table = csv()
      return (path, value) => table(path.endsWith('columns'), value)
    },
  },
  {
    head: /^\{[^[]*"[Ss]chema"\s*:\s*\[\s*\{\s*"(?:[Nn]ame|[Tt]ype)"/,
    at: ['Schema', 'schema', 'Results[]', 'results[]'],
    take: () => {
      const table = csv()
      return (path, value) => table(!path.endsWith('[]'), value)
    },
  },
]

/** The records of a search tool's answer, told by its beginning; null where it is none. */
export function answerOf(head: string): Assembler | null {
  const answer = ANSWERS.find((one) => one.head.test(head))
  return answer ? valuesAt(answer.at, answer.take()) : null
}

/** Rows of a table of Log Analytics that were saved as objects (az, PowerShell, continuous export), as lines of cells; null where they are none. */
export function tableOfObjects(first: string): ((record: string) => string) | null {
  if (!first.includes('"TimeGenerated"') || linesIn(first) !== null) return null
  const told = Object(parsed(first)) as Record<string, unknown>
  if (typeof told.TimeGenerated !== 'string' || !TABLES_OWN.some((name) => name in told)) return null
  const table = csv()
  let known = ''
  return (record) => {
    const value = parsed(record)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${record}\n`
    const names = JSON.stringify(Object.keys(value))
    const heading = names === known ? '' : table(true, names)
    known = names
    return heading + table(false, record)
  }
}

const TABLES_OWN = ['TableName', 'TenantId', '_ResourceId', 'Type'] // of every table there

/** Rows and objects as lines of cells, once the columns are known; where a column holds lines of programs, those. */
function csv(): (names: boolean, json: string) => string {
  let columns: string[] = []
  let lineOf: ((row: string) => string) | null = null
  return (names, json) => {
    const value = parsed(json)
    if (names) {
      columns = Array.isArray(value) ? value.map(nameOf) : []
      const heading = columns.map(cell).join(',')
      lineOf = tableOfLines(heading)
      return columns.length === 0 || lineOf ? '' : `${heading}\n`
    }
    if (columns.length === 0 || typeof value !== 'object' || value === null) return ''
    const cells = Array.isArray(value) ? value : columns.map((name) => (value as Record<string, unknown>)[name])
    const row = cells.map(cell).join(',')
    return `${lineOf ? lineOf(row) : row}\n`
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function nameOf(column: unknown): string {
  const { name, Name } = Object(column) as { name?: unknown; Name?: unknown }
  return String(typeof column === 'string' ? column : (name ?? Name ?? ''))
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return `"${text.replaceAll('"', '""').replace(/\s*[\r\n]+\s*/g, ' ')}"`
}

const DEEPEST = 8 // no path above is longer
const LONGEST_NAME = 64
/** characters; a longer value loses its beginning, so that one without an end can't fill the memory */
const LONGEST_VALUE = 4_000_000

/** Reads JSON as it comes, and hands on each object or list that stands at one of the paths. */
function valuesAt(paths: string[], take: (path: string, value: string) => string): Assembler {
  const open: string[] = [] // the path of each open object or list, as far as it is looked at
  let depth = 0
  let name = ''
  let inString = false
  let escaped = false
  let wanted = 0 // depth of the value that is being taken, 0 where there is none
  let value = ''
  const pathOf = (): string => {
    const parent = open.at(-1) ?? ''
    if (depth === 0) return ''
    return parent.endsWith('[') ? `${parent}]` : `${parent}${parent === '' ? '' : '.'}${name}`
  }
  return {
    push(text) {
      let out = ''
      let from = wanted > 0 ? 0 : -1
      for (let i = 0; i < text.length; i++) {
        const c = text[i] as string
        if (inString) {
          if (escaped) escaped = false
          else if (c === '\\') escaped = true
          else if (c === '"') inString = false
          if (inString && wanted === 0 && name.length < LONGEST_NAME) name += c
          continue
        }
        if (c === '"') {
          inString = true
          if (wanted === 0) name = ''
        } else if (c === '{' || c === '[') {
          if (wanted === 0 && depth < DEEPEST) {
            const path = pathOf()
            open.push(c === '[' ? `${path}[` : path)
            if (paths.includes(path)) {
              wanted = depth + 1
              from = i
            }
          }
          depth++
        } else if (c === '}' || c === ']') {
          if (depth === wanted && from >= 0) {
            const whole = (value + text.slice(from, i + 1)).replace(/[\r\n]+/g, ' ')
            out += take(open.at(-1)?.replace(/\[$/, '') ?? '', whole)
            value = ''
            wanted = 0
            from = -1
          }
          depth = Math.max(0, depth - 1)
          if (depth < open.length) open.pop()
        }
      }
      if (from >= 0) value += text.slice(from)
      if (value.length > LONGEST_VALUE) value = ''
      return out
    },
    end: () => '',
  }
}
