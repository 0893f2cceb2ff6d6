/** Address lists of headers (RFC 5322 3.4): names decoded after the structure is read, so that a name can't become an address. */
import { remembered } from '../evidence/remembered.ts'
import { decodeWords } from './encoded-word.ts'
import type { Person } from './message.ts'

const MAX_PEOPLE = 2_000
const ADDRESS = /^[^\s@"<>]+@[^\s@"<>]+$/

export function parseAddresses(value: string, defects?: Set<string>): Person[] {
  const { people, strange } = value.length > MAX_KEPT ? parsed(value) : kept(value)
  for (const defect of strange) defects?.add(defect)
  return people.map((person) => ({ ...person }))
}

/** The same people write to the same ones again and again. */
const MAX_KEPT = 300 // characters
const kept = remembered(parsed, 5_000)

function parsed(value: string): { people: Person[]; strange: Set<string> } {
  const defects = new Set<string>()
  const people: Person[] = []
  let name = ''
  let address = ''
  let comment = ''
  let angle = false
  const finish = () => {
    const shown = shownName(name, defects)
    const bare = address.trim().toLowerCase()
    if (bare !== '') people.push({ name: shown, address: mailbox(bare) })
    else if (ADDRESS.test(name.trim())) {
      people.push({ name: shownName(comment, defects), address: mailbox(name.trim().toLowerCase()) })
    } else if (shown !== '') people.push(loose(shown))
    name = address = comment = ''
    angle = false
  }
  for (let at = 0; at < value.length && people.length < MAX_PEOPLE; at++) {
    const one = value[at] as string
    if (angle) {
      if (one === '>') angle = false
      else address += one
    } else if (one === '"') {
      const end = closing(value, at)
      name += value.slice(at + 1, end).replace(/\\(["\\])/g, '$1')
      at = end
    } else if (one === '(') {
      const end = closingParenthesis(value, at)
      comment += value.slice(at + 1, end)
      at = end
    } else if (one === '<') {
      angle = true
      address = ''
    } else if (one === ',' || one === ';') finish()
    else if (one === ':' && address === '')
      name = '' // a group's name: `undisclosed-recipients:;`
    else name += one
  }
  finish()
  return { people, strange: defects }
}

const MAX_NAME = 1_000 // characters: no list of mails shows as many

function shownName(written: string, defects: Set<string>): string {
  const name = decodeWords(written.trim(), defects).replace(/\s+/g, ' ').trim()
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name
}

function closing(value: string, at: number): number {
  for (let i = at + 1; i < value.length; i++) {
    if (value[i] === '\\') i++
    else if (value[i] === '"') return i
  }
  return value.length
}

function closingParenthesis(value: string, at: number): number {
  let depth = 0
  for (let i = at; i < value.length; i++) {
    if (value[i] === '\\') i++
    else if (value[i] === '(') depth++
    else if (value[i] === ')' && --depth === 0) return i
  }
  return value.length
}

/** `山田 yamada@example.jp` without brackets: the last word with an @ is the address */
function loose(text: string): Person {
  const last = text.slice(text.lastIndexOf(' ') + 1)
  return ADDRESS.test(last)
    ? { name: text.slice(0, text.length - last.length).trim(), address: mailbox(last.toLowerCase()) }
    : { name: text, address: '' }
}

/** without a source route, quotes and white space */
function mailbox(address: string): string {
  return address
    .replace(/^@[^:]*:/, '')
    .replace(/[\s"]/g, '')
    .slice(0, 320)
}
