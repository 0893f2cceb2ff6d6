/** A message that is to be read, and what comes back of it. */
import type { Evidence } from '../evidence/evidence.ts'
import type { PasswordCandidate } from './attachment-tree.ts'
import type { RawMessage } from './mailbox.ts'
import type { MailTable } from './rows.ts'

/** What of an evidence the rows tell, or need. */
export type ReadFrom = Pick<Evidence, 'id' | 'path' | 'mail' | 'modified' | 'copies'>

export const readFrom = ({ id, path, mail, modified, copies }: Evidence): ReadFrom => ({
  id,
  path,
  modified,
  ...(mail ? { mail } : {}),
  ...(copies ? { copies } : {}),
})

export interface ToRead {
  raw: RawMessage
  evidence: ReadFrom
  /** --password */
  passwords: string[]
  /** by mail_id: the words of other mails, for messages that are read again. Only what they opened comes back */
  again?: Map<string, PasswordCandidate[]>
}

/** Its rows as the engine takes them. */
export interface EncodedRows {
  rows: Record<MailTable, string[]>
  /** of each message that tells its time, as the table has it */
  times: string[]
  /** mail_ids of the messages that were opened, where they were read again */
  opened: string[]
}
