/** An error of the file system or of a damaged archive, as what happened and what the user can do. */
import type { Problem } from './evidence-file.ts'

/** A bound that evidence went beyond. */
export class Unread extends Error {
  readonly problem: Omit<Problem, 'path'>
  constructor(problem: Omit<Problem, 'path'>) {
    super(problem.what)
    this.problem = problem
  }
}

export function failed(path: string, error: unknown): Problem {
  if (error instanceof Unread) return { path, ...error.problem }
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const known: Record<string, [string, string]> = {
    EACCES: ['no right to read it', 'Run with an account that may read it, or copy it with one.'],
    EPERM: ['no right to read it', 'Run with an account that may read it, or copy it with one.'],
    ENOENT: ['it is not there (or a link points nowhere)', 'Check the name.'],
    ELOOP: ['a link that leads back to itself', 'Name the file it should point to.'],
    ENAMETOOLONG: [
      'its path is longer than the system can open',
      'Hand in the folder that it lies in, or move that to a shorter path.',
    ],
    ENOSPC: ['the disk is full: it could not be unpacked', 'Free some space, or name another place with --workspace.'],
  }
  // a name from an old file server (CP932) comes from the system with marks in place of its letters, and can't be opened by them
  if (code === 'ENOENT' && path.includes('\ufffd'))
    return { path, what: 'its name is not valid UTF-8', what_to_do: 'Rename it, or name a copy.' }
  const [what, what_to_do] = known[code] ?? [
    `it could not be read: ${error instanceof Error ? error.message : String(error)}`,
    'All the rest was read. Copy it again from its source.',
  ]
  return { path, what, what_to_do }
}
