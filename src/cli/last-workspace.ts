/** Which workspace was used last, and how: the default of the commands that look into one. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { type Engine, openEngine } from '../store/engine.ts'
import { makeFolder } from '../store/output.ts'
import { UsageError } from './exit.ts'

/** What the commands that come after a scan need to know of it. */
export interface LastScan {
  workspace: string
  /** address of the server, where the events are not in the workspace */
  engine?: string
  /** where the report went */
  out: string
  timezone: string
  lang: 'ja' | 'en'
}

const shape = z.object({
  workspace: z.string(),
  engine: z.string().optional(),
  out: z.string(),
  timezone: z.string(),
  lang: z.enum(['ja', 'en']),
})

const file = () => join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'kyumei', 'last-scan.json')
const beside = (workspace: string) => join(workspace, 'scan.json')

/** In the workspace itself, and as the one used last. The second is a convenience: a home that can't be written to is no error. */
export function rememberWorkspace(scan: LastScan): void {
  const { engine, ...rest } = scan
  const text = `${JSON.stringify(engine ? { ...rest, engine: withoutPassword(engine) } : rest, null, 2)}\n`
  writeFileSync(beside(scan.workspace), text, { mode: 0o600 })
  try {
    makeFolder(dirname(file()), 0o700)
    writeFileSync(file(), text, { mode: 0o600 })
  } catch (error) {
    if (process.env.KYUMEI_DEBUG) process.stderr.write(`${String(error)}\n`)
  }
}

export function lastScan(workspace?: string): LastScan {
  const path = workspace ? beside(resolve(workspace)) : file()
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new UsageError(
      workspace
        ? `${workspace} is no workspace of a finished scan: run kyumei scan first`
        : 'no workspace was used yet: run kyumei scan first, or name one with --workspace',
    )
  }
}

/** Is it the workspace that was used last? */
export function isLast(workspace: string): boolean {
  try {
    return lastScan().workspace === workspace
  } catch {
    return false
  }
}

/** The events of the last scan, or of the workspace named. */
export async function openLast(options: { workspace?: string; engine?: string }): Promise<{
  engine: Engine
  scan: LastScan
}> {
  const scan = lastScan(options.workspace)
  const url = options.engine ?? process.env.KYUMEI_ENGINE ?? scan.engine
  if (url) return { engine: await openEngine({ url }), scan }
  if (!existsSync(join(scan.workspace, 'engine')))
    throw new UsageError(`${scan.workspace} is gone: run kyumei scan again`)
  return { engine: await openEngine({ workspace: scan.workspace }), scan }
}

const withoutPassword = (url: string) => url.replace(/\/\/[^@/]*@/, '//')
