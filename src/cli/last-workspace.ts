/** Which workspace was used last: the default of the commands that look into one. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { UsageError } from './exit.ts'

const file = () => join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'kyumei', 'last-workspace')

/** A convenience: where the home can't be written to, the next command asks for --workspace instead. */
export function rememberWorkspace(workspace: string): void {
  try {
    mkdirSync(dirname(file()), { recursive: true, mode: 0o700 })
    writeFileSync(file(), `${workspace}\n`)
  } catch (error) {
    if (process.env.KYUMEI_DEBUG) process.stderr.write(`${String(error)}\n`)
  }
}

export function lastWorkspace(): string {
  try {
    return readFileSync(file(), 'utf8').trim()
  } catch {
    throw new UsageError('no workspace was used yet: run kyumei scan first, or name one with --workspace')
  }
}
