/** Servers that read most mailboxes of the organisation: a migration, or the backup of everybody's mail. */
import type { House } from './house.ts'
import { isReading, type Use } from './sign-in-use.ts'

/** Rented in the own country, and never refused a password: who has them from a list or guesses them is, now and then. */
export function readsEverybody(use: Use, { home, users, readers }: House, refused: number): boolean {
  const read = users.get(use.network)?.size ?? 0
  return (
    use.kind === 'hosting' &&
    home.has(use.country) &&
    isReading(use) &&
    refused === 0 &&
    read >= SEVERAL &&
    read * 2 > readers
  )
}

const SEVERAL = 5 // accounts
