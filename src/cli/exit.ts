/** Exit codes of the contract. */
export const EXIT = {
  done: 0,
  /** findings at or above --fail-on */
  found: 1,
  usage: 2,
  /** some evidence could not be read, or no longer is what was cited; all the rest is done and reported */
  unread: 3,
} as const

export class UsageError extends Error {
  override name = 'UsageError'
}
