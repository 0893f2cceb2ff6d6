/**
 * Which line is which: one pass over a line gives its class (the smallest matching index of a list of patterns) and the envelope it came
 * in. A class is a format, a family of formats under a header, a header, a line ignored for a reason, or blank.
 */
import { ENVELOPES, type Envelope, type EnvelopeId, literal } from './envelope.ts'
import type { Format } from './format.ts'

/** What a class's pattern is held against: the line as it is, its payload, or the payload of a line that has an envelope. */
type On = 'line' | 'payload' | 'wrapped'

export type LineClass = { pattern: string; on: On } & (
  | { kind: 'format'; format: Format }
  | { kind: 'headed'; formats: Format[] }
  | { kind: 'header'; formats: Format[] }
  | { kind: 'ignored'; format: string; reason: { ja: string; en: string } }
)

export interface Recogniser {
  classes: LineClass[]
  /** SQL over `valid`: tuple(class, envelope); class from 1, 0 for none; envelope 0 bare, then as in WRAPPED */
  of: string
  /** the same with the first classes only: what most files are of, at a fraction of the time that all patterns take to compile */
  first: string
  /** the same of lines that are known to be of these classes (0: none): of what is compiled anyway, or of few patterns */
  among(classes: number[]): string
  /** SQL over `valid`: is the line of this class in this envelope? It needs only the patterns up to the class. */
  is(lineClass: number, envelope: number): string
}

/**
 * How the patterns are held against the lines. Hyperscan takes all together, quickly by the line, and seconds to compile them; RE2 takes
 * one after another, and is ready at once: what few lines want.
 */
export type Matcher = 'together' | 'one by one'

const WRAPPED: EnvelopeId[] = ['bsd', 'iso', 'ietf', 'logread']
const FIRST = 32 // classes

export function recogniserOf(formats: Format[], matcher: Matcher = 'together'): Recogniser {
  const classes = lineClasses(formats)
  const numbered = classes.map((one, i) => ({ ...one, number: i + 1 }))
  const firstOf = FIRST_OF[matcher]
  const [of, first] = [tupleOf(numbered, firstOf), tupleOf(numbered.slice(0, FIRST), firstOf)]
  const only = (found: number[]) => numbered.filter(({ number }) => found.includes(number))
  return {
    classes,
    of,
    first,
    among: (found) => {
      if (matcher === 'one by one') return tupleOf(only(found), firstOf)
      return found.every((one) => one > 0 && one <= FIRST) ? first : of
    },
    is: (lineClass, envelope) => {
      // a line that has an envelope is not bare, whatever stands in it: its payload need not be looked for
      const payload = envelope === 0 ? ENVELOPES.bare.payload : ANY_PAYLOAD
      return `${tupleOf(numbered.slice(0, lineClass), firstOf, payload)} = (${lineClass}, ${envelope})`
    },
  }
}

/** The envelope of a class's lines that were found in envelope number n. */
export function envelopeOf(format: Format, n: number): Envelope {
  return format.envelope === 'none' ? ENVELOPES.bare : ENVELOPES[WRAPPED[n - 1] ?? 'bare']
}

/** SQL over `valid` of what the format reads: the line without its envelope and, where the format names it, its tag. */
export function payloadOf(format: Format, envelope: Envelope): string {
  const tag = tagPattern(format)
  return tag === '' ? envelope.payload : `replaceRegexpOne(${envelope.payload}, ${literal(`^${tag}`)}, '')`
}

/** Any envelope at the beginning of a line, the IETF's first: its version number tells it. */
const ANY = `^(?:${ENVELOPES.ietf.prefix}|${ENVELOPES.bsd.prefix}|${ENVELOPES.iso.prefix}|${ENVELOPES.logread.prefix}|${ENVELOPES.bare.prefix})`
const ANY_PAYLOAD = `replaceRegexpOne(valid, ${literal(ANY)}, '')`

/**
 * Two passes of the matcher: over the line, and over what stands behind its envelope. (With the envelopes inside every pattern it takes
 * three times as long to compile.) Classes keep their order within each pass, so the smallest match of each is the first class there.
 */
function tupleOf(classes: (LineClass & { number: number })[], firstOf: FirstOf, anyPayload = ANY_PAYLOAD): string {
  const n = classes.length
  const asked = classes.map(({ pattern, on, number }) => ({ pattern, on, number, wrapped: on === 'wrapped' }))
  const [online, behind] = [asked.filter((one) => one.on === 'line'), asked.filter((one) => one.on !== 'line')]
  const wraps = WRAPPED.map((id, i) => ({ pattern: `^${ENVELOPES[id].prefix}`, number: i + 1 }))
  // named, not repeated: the patterns are most of the query's text, whose length is limited
  const payload = `(${anyPayload} AS payload_${n})`
  const envelope = `(toUInt8(${firstOf('valid', wraps, 0)}) AS envelope_${n})`
  const parts = [
    ...(online.length > 0 ? [firstOf('valid', online, NONE)] : []),
    ...(behind.length > 0 ? [firstOf(`payload_${n}`, behind, NONE, `envelope_${n} > 0`)] : []),
  ]
  const number = parts.length > 1 ? `least(${parts.join(', ')})` : (parts[0] ?? NONE)
  const steps = [...(behind.length > 0 ? [payload] : []), envelope, `(toUInt16(${number} % ${NONE}), envelope_${n})`]
  return `tupleElement((${steps.join(', ')}), ${steps.length})`
}

const NONE = 65_535

interface Numbered {
  pattern: string
  number: number
  /** it counts only where the line has an envelope */
  wrapped?: boolean
}

/** SQL of the number of the first pattern that matches a text; `none` where none does. The numbers ascend. `enveloped`: a condition. */
type FirstOf = (text: string, patterns: Numbered[], none: number, enveloped?: string) => string

const FIRST_OF: Record<Matcher, FirstOf> = {
  together(text, patterns, none, enveloped) {
    const matches = `multiMatchAllIndices(${text}, [${patterns.map(quoted).join(', ')}])`
    const wrapped = patterns.flatMap((one, i) => (one.wrapped ? [i + 1] : []))
    const counting =
      wrapped.length === 0 ? matches : `arrayFilter(i -> ${enveloped} OR i NOT IN (${wrapped.join(', ')}), ${matches})`
    return `[${[none, ...patterns.map((one) => one.number)].join(', ')}][arrayMin(${counting}) + 1]`
  },
  'one by one'(text, patterns, none, enveloped) {
    const cases = patterns.map(
      (one) => `${one.wrapped ? `${enveloped} AND ` : ''}match(${text}, ${quoted(one)}), ${one.number}`,
    )
    return `multiIf(${cases.join(', ')}, ${none})`
  },
}

const quoted = ({ pattern }: Numbered) => literal(exact(pattern))

/**
 * The engine's multi-pattern matcher (26.7) takes `\S`, and any class with holes at both tab and blank, to include the blank: '^\S$'
 * matches ' ', where RE2 says no. Written as one range without a hole it is right. A test holds both matchers to the same answers.
 */
export function exact(pattern: string): string {
  return pattern.replaceAll('[^\\s', '[^\\x00-\\x20').replaceAll('\\S', '[^\\x00-\\x20]')
}

const BLANK: LineClass = {
  kind: 'ignored',
  format: '',
  reason: { ja: '空行', en: 'blank line' },
  pattern: '^\\s*$',
  on: 'line',
}

/** The classes of these formats, in order of priority; lines under a header last, because its columns can look like anything. */
function lineClasses(formats: Format[]): LineClass[] {
  const headed = formats.filter((format) => format.header)
  const plain = formats.filter((format) => !format.header)
  return [
    BLANK,
    ...headers(headed.filter(isMarked)),
    ...plain.map((format): LineClass => ({ kind: 'format', format, ...eventPattern(format) })),
    ...formats.flatMap(ignoredClasses),
    ...headers(headed.filter((format) => !isMarked(format))),
    ...families(headed),
  ]
}

/** `#fields` is a header and nothing else; a bare line of column names is one if nothing else takes it. */
const isMarked = (format: Format) => format.header?.pattern.startsWith('#') === true

function headers(formats: Format[]): Extract<LineClass, { kind: 'header' }>[] {
  const patterns = [...new Set(formats.map((format) => format.header?.pattern ?? ''))]
  return patterns.map((pattern) => ({
    kind: 'header',
    formats: formats.filter((format) => format.header?.pattern === pattern),
    pattern: `^(?:${pattern})`,
    on: 'line',
  }))
}

/** Lines whose columns a header names can't be told apart alone: one class for all, and the header above a line decides. */
function families(formats: Format[]): LineClass[] {
  if (formats.length === 0) return []
  const pattern = [...new Set(formats.map((format) => format.pattern))].map((p) => `(?:${p})`).join('|')
  return [{ kind: 'headed', formats, pattern: `^(?:${pattern})`, on: 'line' }]
}

function eventPattern(format: Format): { pattern: string; on: On } {
  const pattern = `^${tagPattern(format)}(?:${format.pattern})`
  if (format.envelope === 'none') return { pattern, on: 'line' }
  // A payload without a time of its own is no event when it stands bare: it is then kept as unparsed.
  return { pattern, on: format.envelope === 'syslog' || format.time === 'envelope' ? 'wrapped' : 'payload' }
}

/**
 * The program's name before the message. An RFC 5424 header has it in a field of its own, and some exports cut it off. Solaris writes the
 * message's number, facility and level behind it.
 */
function tagPattern(format: Format): string {
  return format.tag ? `(?:${format.tag}(?:\\[\\d+\\])?: )?(?:\\[ID \\d+ [a-z0-9]+\\.[a-z]+\\] )?` : ''
}

function ignoredClasses(format: Format): LineClass[] {
  return (format.ignore ?? []).map(({ pattern, reason }) => ({
    kind: 'ignored',
    format: format.id,
    reason,
    pattern: `^${tagPattern(format)}(?:${pattern})`,
    on: format.envelope === 'none' ? 'line' : 'payload',
  }))
}
