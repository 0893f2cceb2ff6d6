/**
 * Which line is which: one Hyperscan pass over all lines gives every line a class, the smallest matching index of a list of patterns.
 * A class is a format in an envelope, a family of formats under a header, a header, a line ignored for a reason, or a blank line.
 */
import { ENVELOPES, type Envelope, type EnvelopeId, IETF_MESSAGE, literal } from './envelope.ts'
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
  return envelopesOf(format).flatMap((id): LineClass[] => {
    const envelope = ENVELOPES[id]
    const base = { kind: 'format' as const, format, envelope }
    const plain = { ...base, pattern: `^${envelope.prefix}(?:${format.pattern})`, payload: envelope.payload }
    if (id !== 'ietf') return [plain]
    const tag = tagOf(format.pattern)
    return tag === null
      ? [{ ...plain, payload: IETF_MESSAGE }]
      : [{ ...base, pattern: `${IETF_TAG(tag)}(?:${format.pattern.slice(tag.length)})`, payload: envelope.payload }]
  })
}

/** `name\[\d+\]: ` at the start of a pattern: what an IETF header spells as APP-NAME and PROCID. */
function tagOf(pattern: string): string | null {
  return /^\(?\??:?[a-z-]+\)?(?:\(\?:)?\\\[\\d\+\\\]\)?\??: /.exec(pattern)?.[0] ?? null
}

const IETF_TAG = (tag: string) => {
  const name = /[a-z-]+/.exec(tag)?.[0] ?? ''
  return `^<\\d{1,3}>1 \\S+ \\S+ ${name} \\S+ \\S+ (?:-|(?:\\[[^\\]]*\\])+) ?(?:\\x{FEFF})?`
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
    pattern: `^(?:${prefixes.join('|')})(?:${pattern})`,
  }))
}
