/** SQL that picks a text out of the payload by a pattern, or the first of several that is there. */
import { literal } from './envelope.ts'

/** The pattern's one group in the payload (or another text), '' where it doesn't match. */
export function found(pattern: string, text = 'payload'): string {
  return `extract(${text}, ${literal(pattern)})`
}

/** 1 where the pattern matches the payload (or another text). */
export function matches(pattern: string, text = 'payload'): string {
  return `match(${text}, ${literal(pattern)})`
}

/** The first of the expressions that is no empty text. Each is written once: a statement that repeats them grows without measure. */
export function firstOf(...expressions: string[]): string {
  const [only] = expressions
  return expressions.length === 1 && only ? only : `arrayFirst(x -> x != '', [${expressions.join(', ')}])`
}

/** source_ip and source_address of one expression. A name that stands for an address stays as it was logged. */
export function source(address: string): { source_ip: string; source_address: string } {
  return { source_ip: `toIPv6OrDefault(${address})`, source_address: address }
}
