/** What a running filter consists of. */
import type { Config } from '../../story/config.ts'
import type { JudgePool } from './judge-pool.ts'
import type { Notifier } from './notifier.ts'
import type { PasswordMemory } from './password-memory.ts'
import type { Quarantine } from './quarantine.ts'
import type { Waiting } from './waiting.ts'

export type Log = (event: Record<string, unknown>) => void

export interface Parts {
  config: Config
  own: string[]
  pool: JudgePool
  memory: PasswordMemory
  quarantine: Quarantine
  notices: Notifier
  waiting: Waiting
  log: Log
}
