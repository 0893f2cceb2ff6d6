/** One process a workspace: a lock file that names its holder; a holder that is gone doesn't count. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export class WorkspaceHeld extends Error {
  override name = 'WorkspaceHeld'
}

/** Claims the workspace and returns what gives it back. */
export function claimWorkspace(workspace: string): () => void {
  const path = join(workspace, 'held-by')
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, `${process.pid}\n${startOf(process.pid)}\n`, { flag: 'wx', mode: 0o600 })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        rmSync(path, { force: true }) // a full disk leaves it empty
        throw error
      }
      const [pid = '', start = ''] = readFileSync(path, 'utf8').split('\n')
      if (isAlive(Number(pid), start)) {
        throw new WorkspaceHeld(
          `the workspace ${workspace} is in use by process ${pid}. Wait for it to end, or name another one with --workspace.`,
        )
      }
      rmSync(path, { force: true })
    }
  }
  throw new WorkspaceHeld(
    `the workspace ${workspace} can't be claimed: another process takes it at the same moment. Try again.`,
  )
}

function isAlive(pid: number, start: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return start === '' || startOf(pid) === '' || startOf(pid) === start
}

/** A process's start time, where the system tells (Linux): a number reused by another process is then told apart. */
function startOf(pid: number): string {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')[19] ?? ''
    )
  } catch {
    return ''
  }
}
