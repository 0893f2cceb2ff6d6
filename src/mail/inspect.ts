/**
 * An attachment, all the way down: what it is by content, what its name pretends, what it holds. In memory only; nothing is executed, fetched or
 * written. Bounded in depth, files, bytes, ratio and time, and each bound that was met is an item whose `unreadable` says so.
 */
import { hash } from 'node:crypto'
import { contentType, mismatch } from './attachment/content-type.ts'
import { displayed, extensionOf, nameTraits } from './attachment/file-name.ts'
import { openFile } from './attachment/open-file.ts'
import {
  type Budget,
  type Child,
  late,
  MAX_DEPTH,
  MAX_ITEMS,
  type Opened,
  type OpenFile,
} from './attachment/opening.ts'
import type { InspectOptions, Item, Trait } from './attachment-tree.ts'

/** `declaredType` is the sender's word (Content-Type); it names the script language or the message where content alone leaves it open. */
export async function inspect(
  name: string,
  declaredType: string,
  content: Uint8Array,
  options: InspectOptions,
): Promise<Item[]> {
  const walk: Walk = {
    items: [],
    budget: { deadline: performance.now() + options.milliseconds, items: 0, unpacked: 0 },
    options,
  }
  const shown = name === '' ? nameless(declaredType) : name.slice(-MAX_NAME)
  await visit(walk, { name: shown, content, bytes: content.length }, shown, -1, 0, [])
  return walk.items
}

interface Walk {
  items: Item[]
  budget: Budget
  options: InspectOptions
}

async function visit(
  walk: Walk,
  child: Child,
  path: string,
  parent: number,
  depth: number,
  above: string[],
): Promise<void> {
  const index = walk.items.length
  const item = await describe(child, path, parent, depth)
  walk.items.push(item)
  if (child.content === null) return
  if (above.includes(item.sha256)) {
    item.unreadable = 'too-deep' // an archive that holds itself
    return
  }
  const opened = await open(
    walk,
    item,
    Buffer.from(child.content.buffer, child.content.byteOffset, child.content.byteLength),
  )
  item.type = opened.type ?? item.type
  item.traits = traitsOf(item, [...item.traits, ...(opened.traits ?? [])])
  item.links = opened.links ?? []
  item.codes = opened.codes ?? []
  item.text = opened.text ?? ''
  item.encrypted ||= opened.encrypted ?? false
  item.password ??= opened.password ?? null
  item.unreadable ||= opened.unreadable ?? ''
  const children = opened.children ?? []
  if (children.length === 0) return
  if (depth + 1 > MAX_DEPTH) {
    item.unreadable = 'too-deep'
    return
  }
  for (const one of children) {
    if (walk.items.length >= MAX_ITEMS || late(walk.budget)) {
      item.unreadable ||= walk.items.length >= MAX_ITEMS ? 'too-many' : 'time'
      return
    }
    const inner = { ...one, name: one.name.slice(-MAX_NAME) }
    await visit(walk, inner, `${path}!/${inner.name}`, index, depth + 1, [...above, item.sha256])
  }
}

/** No file system takes longer names. */
const MAX_NAME = 1000

async function describe(child: Child, path: string, parent: number, depth: number): Promise<Item> {
  const name = child.name.split(/[/\\]/).at(-1) ?? child.name
  return {
    path,
    name: displayed(name),
    parent,
    depth,
    extension: extensionOf(name),
    type: child.content ? await contentType(name, child.content) : 'unknown',
    bytes: child.content?.length ?? child.bytes,
    sha256: child.content ? hash('sha256', child.content, 'hex') : '',
    encrypted: child.encrypted ?? false,
    password: child.password ?? null,
    unreadable: child.unreadable ?? '',
    links: [],
    codes: [],
    text: '',
    traits: [...nameTraits(name), ...outside(child.name), ...(child.traits ?? [])],
  }
}

/** A hostile file may break a reader; what was found before it is kept, and the file is shown as damaged. */
async function open(walk: Walk, item: Item, content: Buffer): Promise<Opened> {
  try {
    const { budget, options } = walk
    const file: OpenFile = {
      name: item.name,
      type: item.type,
      content,
      get passwords() {
        return options.passwords
      },
      budget,
    }
    return await openFile(file, options)
  } catch {
    return { unreadable: 'damaged' }
  }
}

/** An absolute name, a drive, or one that climbs. */
function outside(name: string): Trait[] {
  const climbs = /^[/\\]|^[A-Za-z]:[/\\]/.test(name) || name.split(/[/\\]/).includes('..')
  return climbs ? [{ trait: 'path-outside', detail: name }] : []
}

function traitsOf(item: Item, traits: Trait[]): Trait[] {
  const odd = mismatch(item.name, item.type)
  return odd === '' ? traits : [...traits, { trait: 'type-mismatch', detail: odd }]
}

function nameless(declaredType: string): string {
  return declaredType === 'message/rfc822' ? 'message.eml' : 'attachment'
}
