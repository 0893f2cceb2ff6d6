/** The files of the quarantine's folder: their names, what they take, and how one gets on disk. */
import { closeSync, fsyncSync, openSync, readdirSync, readSync, rmSync, statSync, writevSync } from 'node:fs'
import { join } from 'node:path'
import { HEAD_START, type Held, headBytes, openedHeld } from './held-file.ts'

export interface Listed {
  id: string
  held: Held | null
  /** it was being released when the program ended: it may have gone out */
  interrupted: boolean
  damaged: boolean
}

export interface QuarantineLimits {
  folder: string
  key_file: string
  keep_days: number
  max_bytes: number
  max_mails: number
}

export class QuarantineFull extends Error {
  override name = 'QuarantineFull'
}

export const HELD = '.held'
export const GOING = '.going'
export const NOTIFIED = '.notified'
export const HALF = '.half'
/** a half-written file of a process that died; a living one needs seconds */
const HALF_MILLISECONDS = 3_600_000

/** Counted anew now and then: others (the command line) take mails out. */
export function roomOf({ folder, max_bytes, max_mails }: QuarantineLimits) {
  let [mails, used, counted] = [0, 0, 0]
  const count = () => {
    const names = namesIn(folder)
    mails = names.length
    used = names.reduce(
      (sum, [id, ending]) => sum + (statSync(join(folder, id + ending), { throwIfNoEntry: false })?.size ?? 0),
      0,
    )
    counted = Date.now()
  }
  return {
    check(bytes: number): void {
      const full = () => mails >= max_mails || used + bytes > max_bytes
      if (Date.now() - counted > COUNT_MILLISECONDS || full()) count()
      if (full()) throw new QuarantineFull(`${mails} mails of ${used} bytes are held`)
    },
    add(bytes: number): void {
      mails++
      used += bytes
    },
  }
}

const COUNT_MILLISECONDS = 60_000

export function writeSynced(file: string, pieces: Buffer[]): void {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; ) at += writevSync(descriptor, [piece.subarray(at)])
    }
    fsyncSync(descriptor)
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
}

export function namesIn(folder: string): [string, string][] {
  return readdirSync(folder).flatMap((name): [string, string][] => {
    const match = /^([0-9a-f]{16})(\.held|\.going)$/.exec(name)
    return match ? [[match[1] ?? '', match[2] ?? '']] : []
  })
}

export function listed(file: string, id: string, interrupted: boolean, key: Buffer): Listed {
  try {
    return { id, held: openedHeld(readHead(file), id, key), interrupted, damaged: false }
  } catch {
    return { id, held: null, interrupted, damaged: true }
  }
}

const MAX_HEAD = 4_000_000 // bytes

function readHead(file: string): Buffer {
  const descriptor = openSync(file, 'r')
  try {
    const start = Buffer.alloc(HEAD_START)
    readSync(descriptor, start, 0, HEAD_START, 0)
    const head = Buffer.alloc(Math.min(headBytes(start), MAX_HEAD))
    readSync(descriptor, head, 0, head.length, 0)
    return head
  } finally {
    closeSync(descriptor)
  }
}

export const newestFirst = (a: Listed, b: Listed) => ((a.held?.at ?? '') < (b.held?.at ?? '') ? 1 : -1)

/** What was half written when a process died was never answered with 250. */
export function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(HALF)) continue
    const file = join(folder, name)
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    if (age > HALF_MILLISECONDS) rmSync(file, { force: true })
  }
}
