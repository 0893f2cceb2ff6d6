/**
 * Which line is which: one Hyperscan pass over all lines gives every line a class, the smallest matching index of a list of patterns.
 * A class is a format in an envelope, a family of formats under a header, a header, a line ignored for a reason, or a blank line.
 */
import { ENVELOPES, type Envelope, type EnvelopeId, literal } from './envelope.ts'
import type { Format } from './format.ts'

export type LineClass =
  | { kind: 'format'; format: Format; envelope: Envelope; pattern: string; payload: string }
  | { kind: 'headed'; formats: Format[]; envelope: Envelope; pattern: string; payload: string }
  | { kind: 'header'; formats: Format[]; pattern: string }
  | { kind: 'ignored'; format: string; reason: { ja: string; en: string }; pattern: string }

const BLANK: LineClass = {
  kind: 'ignored',
  format: '',
  reason: { ja: '空行', en: 'blank line' },
  pattern: '^\\s*$',
}

/** The classes of these formats, in order of priority: headers, events, ignored lines. */
export function lineClasses(formats: Format[]): LineClass[] {
  const headed = formats.filter((format) => format.header)
  const plain = formats.filter((format) => !format.header)
  return [
    BLANK,
    ...headers(headed),
    ...plain.flatMap(eventClasses),
    ...families(headed),
    ...formats.flatMap(ignoredClasses),
  ]
}

/** SQL of a line's class: 1-based index into `classes`, 0 for none. */
export function classExpression(classes: LineClass[]): string {
  return `arrayMin(arrayPushBack(multiMatchAllIndices(valid, [${classes.map((c) => literal(c.pattern)).join(', ')}]), 65535)) % 65535`
}

function headers(formats: Format[]): LineClass[] {
  const patterns = [...new Set(formats.map((format) => format.header?.pattern ?? ''))]
  return patterns.map((pattern) => ({
    kind: 'header',
    formats: formats.filter((format) => format.header?.pattern === pattern),
    pattern: `^(?:${pattern})`,
  }))
}

/** Formats whose columns a header names can't be told apart by a line alone: one class for all that share the header. */
function families(formats: Format[]): LineClass[] {
  return headers(formats).flatMap((header): LineClass[] => {
    if (header.kind !== 'header') return []
    const pattern = [...new Set(header.formats.map((format) => format.pattern))].map((p) => `(?:${p})`).join('|')
    return [
      {
        kind: 'headed',
        formats: header.formats,
        envelope: ENVELOPES.bare,
        pattern: `^(?:${pattern})`,
        payload: ENVELOPES.bare.payload,
      },
    ]
  })
}

function eventClasses(format: Format): LineClass[] {
  return envelopesOf(format).map((id): LineClass => {
    const envelope = ENVELOPES[id]
    const tag = tagPattern(format)
    return {
      kind: 'format',
      format,
      envelope,
      pattern: `^${envelope.prefix}${tag}(?:${format.pattern})`,
      payload: tag === '' ? envelope.payload : `replaceRegexpOne(${envelope.payload}, ${literal(`^${tag}`)}, '')`,
    }
  })
}

/** The program's name before the message. An RFC 5424 header has it in a field of its own, and some exports cut it off. */
function tagPattern(format: Format): string {
  return format.tag ? `(?:${format.tag}(?:\\[\\d+\\])?: )?` : ''
}

function envelopesOf(format: Format): EnvelopeId[] {
  if (format.envelope === 'none') return ['bare']
  if (format.envelope === 'syslog') return ['bsd', 'iso', 'ietf']
  // A payload without a time of its own is no event when it stands bare: it is then kept as unparsed.
  return format.time === 'envelope' ? ['bsd', 'iso', 'ietf'] : ['bare', 'bsd', 'iso', 'ietf']
}

function ignoredClasses(format: Format): LineClass[] {
  const prefixes =
    format.envelope === 'none' ? [''] : ['', ...(['bsd', 'iso', 'ietf'] as const).map((id) => ENVELOPES[id].prefix)]
  return (format.ignore ?? []).map(({ pattern, reason }) => ({
    kind: 'ignored',
    format: format.id,
    reason,
    pattern: `^(?:${prefixes.join('|')})${tagPattern(format)}(?:${pattern})`,
  }))
}
