/** An engine on a workspace of its own that is gone when it is closed: for tests. One embedded engine a process. */
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, openEngine } from './engine.ts'
import { createTables } from './tables.ts'

export async function testEngine(): Promise<Engine> {
  const workspace = mkdtempSync(join(inMemory() ?? tmpdir(), 'kyumei-test-'))
  const engine = await openEngine({ workspace })
  await createTables(engine)
  return {
    ...engine,
    async close() {
      await engine.close()
      rmSync(workspace, { recursive: true, force: true })
    },
  }
}

const MEMORY = '/dev/shm' // Linux
const ROOM = 1_000_000_000 // bytes: containers have a small one

/** A file system in memory: tests make thousands of small tables, each of several files. */
function inMemory(): string | null {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ROOM ? MEMORY : null
  } catch {
    return null
  }
}
