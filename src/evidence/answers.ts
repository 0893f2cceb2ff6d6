/**
 * What search tools answer: one JSON object whose records stand deep in it, beside counts and statistics. Loki's streams, Elasticsearch's
 * and OpenSearch's hits, Splunk's results, Graylog's messages; tables of Log Analytics (Sentinel), Splunk (json_rows) and Defender's hunting,
 * which become CSV with a line of column names. Each record is one line.
 */
import { jsonValues } from './json-values.ts'
import type { Assembler } from './piece.ts'
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

function valuesAt(at: string[], take: (path: string, value: string) => string): Assembler {
  return jsonValues({
    takes: (path) => at.includes(path),
    lists: (path) => at.some((one) => one.startsWith(`${path}[]`)),
    taken: (value, path) => take(path, oneLine(value)),
    left: oneLine,
  })
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
    if (columns.length === 0 || typeof value !== 'object' || value === null) return `${json}\n`
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

const oneLine = (text: string) => text.replace(/[\r\n]+/g, ' ')
