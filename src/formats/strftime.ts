/** Times in a form of the administrator's own, written as C's strftime takes it: `%d/%m/%Y %H:%M:%S`. */
import { literal } from './envelope.ts'
import { localTime, monthNumber, type TimeParts, wholeNumber, withOffset } from './time.ts'

export interface TimeForm {
  /** RE2, without groups that capture */
  pattern: string
  /** SQL of the time in UTC, NULL where the calendar has no such day; a text without offset is in `zone` */
  sql(text: string, zone: string): string
}

type Part = keyof TimeParts | 'offset' | 'name'

const TOKENS: Record<string, { pattern: string; part: Part; sql?: (group: string) => string }> = {
  Y: { pattern: '\\d{4}', part: 'year' },
  y: { pattern: '\\d\\d', part: 'year', sql: (group) => `(2000 + ${wholeNumber(group)})` },
  m: { pattern: '\\d\\d', part: 'month' },
  b: { pattern: '[A-Z][a-z]{2}', part: 'month', sql: monthNumber },
  h: { pattern: '[A-Z][a-z]{2}', part: 'month', sql: monthNumber },
  d: { pattern: '\\d\\d', part: 'day' },
  e: { pattern: '[ \\d]\\d', part: 'day', sql: (group) => wholeNumber(`trimLeft(${group})`) },
  H: { pattern: '\\d\\d', part: 'hour' },
  M: { pattern: '\\d\\d', part: 'minute' },
  S: { pattern: '\\d\\d', part: 'second' },
  z: { pattern: '[+-]\\d{4}', part: 'offset' },
  a: { pattern: '[A-Z][a-z]{2}', part: 'name' },
}
const SHORT: Record<string, string> = { F: '%Y-%m-%d', T: '%H:%M:%S', R: '%H:%M', D: '%m/%d/%y' }
const NEEDED: Part[] = ['year', 'month', 'day', 'hour', 'minute']

/** null where the form lacks the day or the minute, or has a code that says something else */
export function timeForm(form: string): TimeForm | null {
  const parts: { part: Part; sql: (group: string) => string }[] = []
  let [pattern, grouped, rest] = ['', '', form.replace(/%([FTRD])/g, (_, code: string) => SHORT[code] ?? '')]
  while (rest !== '') {
    const code = /^%(.)/.exec(rest)?.[1]
    const token = code === undefined ? undefined : TOKENS[code]
    if (code !== undefined && !token) return null
    const text = (rest[0] ?? '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    pattern += token?.pattern ?? text
    grouped += token ? `(${token.pattern})` : text
    if (token) parts.push({ part: token.part, sql: token.sql ?? wholeNumber })
    rest = rest.slice(token ? 2 : 1)
  }
  if (NEEDED.some((needed) => parts.filter(({ part }) => part === needed).length !== 1)) return null
  return { pattern, sql: (text, zone) => timeSql(text, zone, grouped, parts) }
}

function timeSql(
  text: string,
  zone: string,
  grouped: string,
  parts: { part: Part; sql: (group: string) => string }[],
): string {
  const groups = `extractGroups(${text}, ${literal(grouped)})`
  const of = (name: Part) => {
    const index = parts.findIndex(({ part }) => part === name)
    return index < 0 ? null : (parts[index]?.sql(`${groups}[${index + 1}]`) ?? null)
  }
  const [year, month, day, hour, minute, second] = (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map(
    (name) => of(name) ?? '0',
  ) as [string, string, string, string, string, string]
  const made: TimeParts = { year, month, day, hour, minute, second }
  const offset = parts.findIndex(({ part }) => part === 'offset')
  return offset < 0 ? localTime(made, zone) : withOffset(made, `${groups}[${offset + 1}]`, zone)
}
