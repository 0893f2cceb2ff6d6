/** What a running filter consists of. */
import type { Config } from '../../story/config.ts'
import type { Held } from './held-file.ts'
import type { JudgePool } from './judge-pool.ts'
import type { Conversation, PasswordMemory } from './password-memory.ts'
import type { Quarantine } from './quarantine.ts'

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

/** Tells of held mails, later (notifier.ts). */
export interface Notifier {
  tell(id: string): void
  catchUp(): void
  close(): Promise<void>
}

/** Mails that are held until their passwords come (waiting.ts). */
export interface Waiting {
  add(id: string, held: Pick<Held, 'waits' | 'recipients'>): void
  /** this mail told words that may be a password */
  told(mail: Conversation): void
  close(): Promise<void>
}
