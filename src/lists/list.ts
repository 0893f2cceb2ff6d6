/**
 * A reference list: names (each with everything below it) and networks, with a kind and an owner. Text beside this file, one entry a
 * line, tab-separated, sources in its comments; kyumei.yaml adds a reader's own files, in the same form or as a MISP warning list.
 */
import { readFileSync } from 'node:fs'
import ipaddr from 'ipaddr.js'
import type { Text } from '../i18n/text.ts'

export interface Entry {
  /** a name, or a network in CIDR form */
  entry: string
  kind: string
  owner: string
}

export interface ReferenceList {
  id: string
  title: Text
  names: ReadonlyMap<string, Entry>
  networks: Entry[]
}

export class ListError extends Error {
  override name = 'ListError'
}

export function readList(id: string, title: Text, files: (string | URL)[]): ReferenceList {
  const entries = files.flatMap((file) => parseList(read(file), String(file)))
  const isNetwork = ({ entry }: Entry) => entry.includes('/') && ipaddr.isValidCIDR(entry)
  return {
    id,
    title,
    names: new Map(entries.filter((one) => !isNetwork(one)).map((one) => [one.entry, one])),
    networks: entries.filter(isNetwork),
  }
}

function read(file: string | URL): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new ListError(`the list ${file} can't be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

export function parseList(text: string, file: string): Entry[] {
  const rows = text.trimStart().startsWith('{') ? warningList(text, file) : text.split(/\r?\n/)
  return rows
    .map((row) => row.trim())
    .filter((row) => row !== '' && !row.startsWith('#'))
    .map((row) => {
      const [entry = '', kind = '', owner = ''] = row.split('\t')
      return { entry: normal(entry), kind: kind.trim(), owner: owner.trim() }
    })
}

function warningList(text: string, file: string): string[] {
  try {
    const { list } = JSON.parse(text) as { list?: unknown }
    if (Array.isArray(list)) return list.map(String)
  } catch (error) {
    throw new ListError(`the list ${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  throw new ListError(`the list ${file} has no "list" of names, as a MISP warning list has`)
}

/** Names without leading or trailing dots; single addresses as networks. */
function normal(entry: string): string {
  const name = entry
    .trim()
    .toLowerCase()
    .replace(/^\*?\.|\.$/g, '')
  // most are names, and the library answers of them by an exception: every form of an address has a colon or begins with a digit
  if (!/^\d|:/.test(name) || !ipaddr.isValid(name)) return name
  return `${name}/${ipaddr.parse(name).kind() === 'ipv4' ? 32 : 128}`
}

/** The longest ending of a name, label by label, that the list holds; null where none does. The name itself counts. */
export function find(list: ReferenceList, name: string): Entry | null {
  for (const ending of endings(name)) {
    const entry = list.names.get(ending)
    if (entry) return entry
  }
  return null
}

/** `find` for many names in several lists: what each list holds of a name, in the order of the lists. */
export function findIn<Id extends string>(
  lists: Record<Id, ReferenceList>,
  ids: readonly Id[],
): (name: string) => [Id, Entry][] {
  const holders = new Map<string, [number, Entry][]>()
  for (const [at, id] of ids.entries()) {
    for (const [ending, entry] of lists[id].names) {
      const others = holders.get(ending)
      if (others) others.push([at, entry])
      else holders.set(ending, [[at, entry]])
    }
  }
  return (name) => {
    const longest: Entry[] = []
    for (const ending of endings(name)) {
      for (const [at, entry] of holders.get(ending) ?? []) longest[at] ??= entry
    }
    return ids.flatMap((id, at): [Id, Entry][] => (longest[at] ? [[id, longest[at]]] : []))
  }
}

/** characters (RFC 1035); a log may tell of a longer one, of a million labels */
const LONGEST_NAME = 253

function* endings(name: string): Generator<string> {
  const first = name.length > LONGEST_NAME ? afterDot(name.slice(-LONGEST_NAME - 1)) : name
  for (let rest = first.toLowerCase(); rest !== ''; rest = afterDot(rest)) yield rest
}

const afterDot = (name: string) => (name.includes('.') ? name.slice(name.indexOf('.') + 1) : '')
