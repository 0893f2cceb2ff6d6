/** SQL of JSON lines: one JSONExtract of the fields that are read (the format's `step`), and the reading of single values. */

/** The fields read: a text (numbers become texts, null ''), a list of texts, an object, a list of objects. */
export interface Shape {
  [key: string]: 'text' | 'list' | Shape | [Shape]
}

export const jsonStep = (shape: Shape, source = 'payload') => `JSONExtract(${source}, '${tuple(shape)}')`

/** The value of a path (`event.datetime`; keys with points in them as a list). */
export const field = (path: string | string[]) =>
  (typeof path === 'string' ? path.split('.') : path).reduce((inner, key) => `tupleElement(${inner}, '${key}')`, 'step')

/** All names as texts. */
export const texts = (names: string): Shape => Object.fromEntries(names.split(/\s+/).map((name) => [name, 'text']))

/** A pattern of an object that has these keys, in any place but in this order. */
export const keys = (...names: string[]) => `\\s*\\{.*${names.map((name) => `"${name}"\\s?:`).join('.*')}`

/** A pattern of an object that holds both of these, in whatever order: exporters sort keys as they like. */
export const holding = (one: string, other: string) => `\\s*\\{(?:.*${one}.*${other}|.*${other}.*${one})`

function tuple(shape: Shape): string {
  const fields = Object.entries(shape).map(([name, kind]) => `\`${name}\` ${typeOf(kind)}`)
  return `Tuple(${fields.join(', ')})`
}

function typeOf(kind: Shape[string]): string {
  if (kind === 'text') return 'String'
  if (kind === 'list') return 'Array(String)'
  return Array.isArray(kind) ? `Array(${tuple(kind[0])})` : tuple(kind)
}
