/**
 * Which line is which: one Hyperscan pass over a line gives its class (the smallest matching index of a list of patterns) and the
 * envelope it came in. A class is a format, a family of formats under a header, a header, a line ignored for a reason, or blank.
 */
import { ENVELOPES, type Envelope, type EnvelopeId, literal } from './envelope.ts'
import type { Format } from './format.ts'

export type LineClass =
  | { kind: 'format'; format: Format; pattern: string }
  | { kind: 'headed'; formats: Format[]; pattern: string }
  | { kind: 'header'; formats: Format[]; pattern: string }
  | { kind: 'ignored'; format: string; reason: { ja: string; en: string }; pattern: string }

export interface Recogniser {
  classes: LineClass[]
  /** SQL over `valid`: tuple(class, envelope); class from 1, 0 for none; envelope 0 bare, then as in WRAPPED */
  of: string
  /** SQL over `valid`: is the line of this class in this envelope? It needs only the patterns up to the class. */
  is(lineClass: number, envelope: number): string
}

const WRAPPED: EnvelopeId[] = ['bsd', 'iso', 'ietf']
const ANY = WRAPPED.map((id) => `(?:${ENVELOPES[id].prefix})`).join('|')

export function recogniserOf(formats: Format[]): Recogniser {
  const classes = lineClasses(formats)
  return {
    classes,
    of: tupleOf(classes.map((one) => one.pattern)),
    is: (lineClass, envelope) =>
      `${tupleOf(classes.slice(0, lineClass).map((one) => one.pattern))} = (${lineClass}, ${envelope})`,
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

function tupleOf(patterns: string[]): string {
  const n = patterns.length
  const list = [...patterns, ...WRAPPED.map((id) => `^${ENVELOPES[id].prefix}`)].map((one) => literal(exact(one)))
  // named where it stands first and not written again: the list is long, and a statement's length is limited
  const found = `(multiMatchAllIndices(valid, [${list.join(', ')}]) AS matching)`
  const wrapped = WRAPPED.map((_, i) => `has(matching, ${n + i + 1}), ${i + 1}`).join(', ')
  return `(toUInt16(arrayMin(arrayMap(i -> if(i > ${n}, 65535, i), arrayPushBack(${found}, 65535))) % 65535), toUInt8(multiIf(${wrapped}, 0)))`
}

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
}

/** The classes of these formats, in order of priority; lines under a header last, because its columns can look like anything. */
function lineClasses(formats: Format[]): LineClass[] {
  const headed = formats.filter((format) => format.header)
  const plain = formats.filter((format) => !format.header)
  return [
    BLANK,
    ...headers(headed.filter(isMarked)),
    ...plain.map((format): LineClass => ({ kind: 'format', format, pattern: eventPattern(format) })),
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
  }))
}

/** Lines whose columns a header names can't be told apart alone: one class for all, and the header above a line decides. */
function families(formats: Format[]): LineClass[] {
  if (formats.length === 0) return []
  const pattern = [...new Set(formats.map((format) => format.pattern))].map((p) => `(?:${p})`).join('|')
  return [{ kind: 'headed', formats, pattern: `^(?:${pattern})` }]
}

function eventPattern(format: Format): string {
  const start = tagPattern(format)
  if (format.envelope === 'none') return `^${start}(?:${format.pattern})`
  // A payload without a time of its own is no event when it stands bare: it is then kept as unparsed.
  const wrapped = format.envelope === 'syslog' || format.time === 'envelope'
  return `^${wrapped ? `(?:${ANY})` : `(?:${ANY}|(?:${ENVELOPES.bare.prefix}))`}${start}(?:${format.pattern})`
}

/** The program's name before the message. An RFC 5424 header has it in a field of its own, and some exports cut it off. */
function tagPattern(format: Format): string {
  return format.tag ? `(?:${format.tag}(?:\\[\\d+\\])?: )?` : ''
}

function ignoredClasses(format: Format): LineClass[] {
  const start = format.envelope === 'none' ? '' : `(?:${ANY}|(?:${ENVELOPES.bare.prefix}))`
  return (format.ignore ?? []).map(({ pattern, reason }) => ({
    kind: 'ignored',
    format: format.id,
    reason,
    pattern: `^${start}${tagPattern(format)}(?:${pattern})`,
  }))
}
