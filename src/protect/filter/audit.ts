/** What happened to held mails, one JSON object a line, only ever added to and on disk before the next step. */
import { closeSync, existsSync, fchownSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const NAME = 'audit.log'

export function appendAudit(folder: string, event: string, facts: Record<string, unknown>): void {
  const descriptor = openSync(join(folder, NAME), 'a', 0o600)
  try {
    if (process.getuid?.() === 0) fchownSync(descriptor, ...owner(folder)) // root may look after it, the filter must still write
    writeSync(descriptor, `${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const owner = (folder: string): [number, number] => {
  const { uid, gid } = statSync(folder)
  return [uid, gid]
}

/** A line that a crash cut is left out. */
export function readAudit(folder: string): Record<string, unknown>[] {
  const file = join(folder, NAME)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Record<string, unknown>]
      } catch {
        return []
      }
    })
}
