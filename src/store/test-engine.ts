/** An engine on a workspace of its own that is gone when it is closed: for tests. One embedded engine a process. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, openEngine } from './engine.ts'
import { createTables } from './tables.ts'

export async function testEngine(): Promise<Engine> {
  const workspace = mkdtempSync(join(tmpdir(), 'kyumei-test-'))
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
