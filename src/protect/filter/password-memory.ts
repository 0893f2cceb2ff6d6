/**
 * PPAP: the password comes in another mail of the same conversation. Words of recent mails, in memory alone, bounded in mails and days; whom
 * they may concern is told as in a scan (src/mail/later.ts): the sender, his domain, an answer, the thread.
 */
import type { PasswordCandidate } from '../../mail/attachment-tree.ts'
import { ranked } from '../../mail/password.ts'
import type { MailFacts } from './judge.ts'

export interface PasswordMemory {
  remember(facts: MailFacts, recipients: string[], passwords: PasswordCandidate[], now: number): void
  /** for a mail whose head is known, the likeliest first */
  recall(facts: Conversation, recipients: string[], now: number): PasswordCandidate[]
  size(): number
}

export type Conversation = Pick<MailFacts, 'from_address' | 'from_domain' | 'message_id' | 'thread' | 'subject_key'>

interface Told extends Conversation {
  people: Set<string>
  passwords: PasswordCandidate[]
  at: number
}

const NEIGHBOURS = 30 // mails asked, the closest first
const MAX_PEOPLE = 100

export function passwordMemory(limit: { days: number; mails: number }): PasswordMemory {
  const told: Told[] = [] // oldest first
  const forget = (now: number) => {
    const oldest = now - limit.days * 86_400_000
    let gone = 0
    while (gone < told.length && (told.length - gone > limit.mails || (told[gone]?.at ?? now) < oldest)) gone++
    if (gone > 0) told.splice(0, gone)
  }
  return {
    remember(facts, recipients, passwords, now) {
      if (passwords.length === 0 || limit.mails === 0) return
      const { from_address, from_domain, message_id, thread, subject_key } = facts
      const people = new Set([...recipients.map((one) => one.toLowerCase()), ...facts.people].slice(0, MAX_PEOPLE))
      told.push({ from_address, from_domain, message_id, thread, subject_key, people, passwords, at: now })
      forget(now)
    },
    recall(facts, recipients, now) {
      forget(now)
      const readers = recipients.map((one) => one.toLowerCase())
      const near = told.filter((one) => concerns(one, facts, readers)).reverse()
      const same = near.filter((one) => one.from_address === facts.from_address)
      const others = near.filter((one) => one.from_address !== facts.from_address)
      return ranked([...same, ...others].slice(0, NEIGHBOURS).flatMap(({ passwords }) => passwords))
    },
    size: () => told.length,
  }
}

/** May what `one` tells be the password of `mail`? */
export function concerns(one: Conversation, mail: Conversation, readers: string[]): boolean {
  return (
    (one.from_domain !== '' && one.from_domain === mail.from_domain) ||
    readers.includes(one.from_address) ||
    (mail.message_id !== '' && one.thread.includes(mail.message_id)) ||
    (one.message_id !== '' && mail.thread.includes(one.message_id)) ||
    (one.subject_key !== '' && one.subject_key === mail.subject_key)
  )
}
