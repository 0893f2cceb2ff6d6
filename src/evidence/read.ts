/**
 * What the user hands in → one UTF-8/LF file a leaf in the spool. Reads everything once, opens nothing for writing but the spool, and
 * says of everything that it could not read what and where.
 */
import { createReadStream, globSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../report/findings.ts'
import type { Evidence } from './evidence.ts'
import { type Context, readStream } from './leaf.ts'

export interface ReadOptions {
  spool: string
  stdin?: NodeJS.ReadableStream
  onProgress?: (path: string, bytes: number) => void
}

export interface ReadResult {
  evidence: Evidence[]
  duplicates: { path: string; same_as: string }[]
  problems: Problem[]
}

export async function readEvidence(paths: string[], options: ReadOptions): Promise<ReadResult> {
  const context: Context = {
    spool: options.spool,
    onProgress: options.onProgress ?? (() => {}),
    evidence: [],
    duplicates: [],
    problems: [],
    files: 0,
    unpacked: 0,
  }
  for (const path of paths) {
    if (path === '-') await readStream(context, '-', options.stdin ?? process.stdin, Date.now(), 0)
    else for (const file of expand(path, context.problems)) await readFile(context, file)
  }
  const { evidence, duplicates, problems } = context
  return { evidence, duplicates, problems }
}

async function readFile(context: Context, path: string): Promise<void> {
  try {
    const stat = statSync(path)
    if (!stat.isFile()) {
      context.problems.push({
        path,
        what: 'not a regular file',
        what_to_do: 'Export its content to a file and name that.',
      })
      return
    }
    await readStream(context, path, createReadStream(path, { highWaterMark: 1 << 20 }), stat.mtimeMs, 0, path)
  } catch (error) {
    context.problems.push(failed(path, error))
  }
}

/** A path, a folder's files or a glob's matches, rotated logs oldest first. */
function expand(path: string, problems: Problem[]): string[] {
  try {
    lstatSync(path)
  } catch {
    const matches = globSync(path).sort(rotation)
    if (matches.length === 0) problems.push({ path, what: 'no such file or folder', what_to_do: 'Check the name.' })
    return matches.flatMap((match) => walk(match, problems, new Set()))
  }
  return walk(path, problems, new Set())
}

function walk(path: string, problems: Problem[], seen: Set<string>): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path]
    const real = realpathSync(path)
    if (seen.has(real)) return []
    seen.add(real)
    const names = readdirSync(path).sort(rotation)
    return names.flatMap((name) => walk(join(path, name), problems, seen))
  } catch (error) {
    problems.push(failed(path, error))
    return []
  }
}

/** access.log.2.gz, access.log.1, access.log: the oldest first, so that lines come in the order of time. */
function rotation(a: string, b: string): number {
  const [baseA, ageA] = generation(a)
  const [baseB, ageB] = generation(b)
  return baseA < baseB ? -1 : baseA > baseB ? 1 : ageB - ageA
}

function generation(name: string): [string, number] {
  const match = /^(.*?)\.(\d{1,4})(?:\.gz)?$/.exec(name)
  return match ? [match[1] ?? name, Number(match[2])] : [name.replace(/\.gz$/, ''), 0]
}

export function failed(path: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const known: Record<string, [string, string]> = {
    EACCES: ['no right to read it', 'Run with an account that may read it, or copy it with one.'],
    EPERM: ['no right to read it', 'Run with an account that may read it, or copy it with one.'],
    ENOENT: ['it is not there (or a link points nowhere)', 'Check the name.'],
    ELOOP: ['a link that leads back to itself', 'Name the file it should point to.'],
    ENOSPC: ['the disk is full: it could not be unpacked', 'Free some space, or name another place with --workspace.'],
  }
  const [what, what_to_do] = known[code] ?? [
    `it could not be read: ${error instanceof Error ? error.message : String(error)}`,
    'All the rest was read. Copy it again from its source.',
  ]
  return { path, what, what_to_do }
}

/** A leaf's id: enough of its hash to name it in the workspace. */
export function idOf(sha256: string): string {
  return sha256.slice(0, 16)
}
