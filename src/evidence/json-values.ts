/** Takes the objects and lists that somebody wants out of JSON that comes piece by piece: by its brackets and quotes, without holding the whole. */
import { type Assembler, GOES_ON, LONGEST_RECORD } from './piece.ts'

/** A path names the keys that lead to a value, `[]` for a place in a list: `hits.hits[]`; the outermost object's is empty. */
export interface Wanted {
  /** whether to take the object or list that begins with this bracket, so many brackets deep */
  takes(path: string, bracket: string, depth: number): boolean
  /** whether what is wanted stands in the list at this path: an empty one holds no record, and is no line either */
  lists(path: string): boolean
  /** what becomes of a value */
  taken(value: string, path: string): string
  /** the line of what holds no such value, is cut, or is longer than any record; '' where it is none */
  left(text: string): string
}

const DEEPEST = 8 // nothing is wanted deeper
const LONGEST_NAME = 64

/** What stands outside the brackets, and what holds nothing that is wanted, stays. */
export function jsonValues({ takes, lists, taken, left }: Wanted): Assembler {
  const open: string[] = [] // the path of each open object or list, as far as it is looked at
  let depth = 0
  let name = ''
  let inString = false
  let escaped = false
  let wanted = 0 // depth of the value that is being taken, 0 where there is none
  let found = false // a value, or an empty list of them, stands in the outermost brackets
  let empty = false // a list of values was opened just now
  let held = '' // the value that is being taken, or the outermost one while none was found
  let pieces = 0 // of it, that were handed on
  let outside = false // in a line that is no JSON
  const pathOf = (): string => {
    const parent = open.at(-1) ?? ''
    if (depth === 0) return ''
    return parent.endsWith('[') ? `${parent}]` : `${parent}${parent === '' ? '' : '.'}${name}`
  }
  const asItIs = (text: string): string => {
    const line = left(text)
    return line === '' ? '' : `${pieces > 0 ? GOES_ON : ''}${line}\n`
  }
  return {
    push(text) {
      let out = ''
      let from = wanted > 0 || (depth > 0 && !found) ? 0 : -1 // where what is held goes on in this text
      const hold = (at: number) => {
        from = at
        held = ''
        pieces = 0
      }
      for (let i = 0; i < text.length; i++) {
        const c = text[i] as string
        if (outside || (depth === 0 && !AROUND.test(c))) {
          const end = text.indexOf('\n', i)
          outside = end < 0
          out += text.slice(i, outside ? undefined : end + 1)
          if (outside) break
          i = end
          continue
        }
        if (inString) {
          if (escaped) escaped = false
          else if (c === '\\') escaped = true
          else if (c === '"') inString = false
          if (inString && wanted === 0 && name.length < LONGEST_NAME) name += c
          continue
        }
        if (c === '"') {
          inString = true
          empty = false
          if (wanted === 0) name = ''
        } else if (c === '{' || c === '[') {
          if (depth === 0) {
            hold(i)
            found = false
          }
          empty = false
          if (wanted === 0 && depth < DEEPEST) {
            const path = pathOf()
            open.push(c === '[' ? `${path}[` : path)
            empty = c === '[' && lists(path)
            if (takes(path, c, depth)) {
              wanted = depth + 1
              found = true
              hold(i)
            }
          }
          depth++
        } else if (c === '}' || c === ']') {
          if (empty && wanted === 0) {
            found = true
            hold(-1)
          }
          empty = false
          if (from >= 0 && (depth === wanted || (depth === 1 && !found))) {
            const whole = held + text.slice(from, i + 1)
            out += found && pieces === 0 ? taken(whole, open.at(-1)?.replace(/\[$/, '') ?? '') : asItIs(whole)
            wanted = 0
            hold(-1)
          }
          depth = Math.max(0, depth - 1)
          if (depth < open.length) open.pop()
        }
      }
      if (from >= 0) held += text.slice(from)
      if (held.length > LONGEST_RECORD) {
        out += asItIs(held)
        held = ''
        pieces++
      }
      return out
    },
    end: () => asItIs(held),
  }
}

const AROUND = /[\s{}[\],]/
