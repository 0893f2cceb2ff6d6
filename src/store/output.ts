/** Folders and files that are written where the user said. */
import { lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

export class PlaceError extends Error {
  override name = 'PlaceError'
  /** of the system, such as EACCES */
  readonly code: string
  constructor(path: string, what: string, error: unknown) {
    const { code = '' } = error as NodeJS.ErrnoException
    super(`${path}: ${what} (${code}). Name a place that you may write to.`)
    this.code = code
  }
}

/**
 * The folder, and those above it that are missing. Not by Node's `recursive`: it never ends where a file system that takes no folders says
 * that the one above is missing, as /proc does. Throws PlaceError with what to do.
 */
export function makeFolder(path: string, mode = 0o777): void {
  const missing: string[] = []
  try {
    for (let at = resolve(path); !isFolder(at); at = dirname(at)) missing.push(at)
    for (const folder of missing.reverse()) make(folder, mode)
  } catch (error) {
    throw isFull(error) ? error : new PlaceError(path, 'no folder can be made there', error)
  }
}

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function make(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    if (!isFolder(folder)) throw error // another process may have made it meanwhile
  }
}

/**
 * All of it or nothing: a full disk or an interruption leaves what was there before, and a link that stands in its place is replaced, not
 * followed. Throws PlaceError with what to do.
 */
export function replaceFile(path: string, content: string, mode = 0o666): void {
  const half = `${path}.new`
  try {
    const before = lstatSync(path, { throwIfNoEntry: false })
    rmSync(half, { force: true })
    writeFileSync(half, content, { mode: before?.isFile() ? before.mode & 0o777 : mode, flag: 'wx' })
    renameSync(half, path)
  } catch (error) {
    if (!isFull(error)) throw new PlaceError(path, "it can't be written", error)
    rmSync(half, { force: true })
    throw error
  }
}

const isFull = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOSPC'
