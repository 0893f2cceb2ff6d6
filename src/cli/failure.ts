/** How a command that can't go on says so, and what it says when nobody listens any more. */
import { CommanderError } from 'commander'
import { visible } from '../report/visible.ts'
import { EXIT } from './exit.ts'

/** Says what happened, and returns the exit code. */
export function told(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage // it has said so itself
  process.stderr.write(plain(`kyumei: ${whatHappened(error)}\n`))
  if (process.env.KYUMEI_DEBUG && error instanceof Error) process.stderr.write(plain(`${error.stack}\n`))
  return isUsage(error) ? EXIT.usage : EXIT.unread
}

/** What was typed, and names of files in it, move no terminal. */
export const plain = (text: string): string => text.split('\n').map(visible).join('\n')

/** `kyumei desk list | head`: a reader who has seen enough is no error. A full disk behind `>` is one. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? undefined : told(error)),
  )
  process.stderr.on('error', () => {}) // nobody is there to be told
}

function whatHappened(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return /not enough space|no space left|ENOSPC/i.test(message)
    ? 'the disk is full. Free some space, or put --workspace and --out elsewhere, and run it again: what was read stays.'
    : message
}

const USAGE = new Set([
  'WorkspaceHeld',
  'SchemaMismatch',
  'EngineError',
  'PlaceError',
  'ConfigError',
  'ListError',
  'UsageError',
])

const isUsage = (error: unknown) => error instanceof Error && USAGE.has(error.name)
