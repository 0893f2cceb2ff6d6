/**
 * The folder of held mails. A mail is held when its file and its name are on disk: written beside, fsync'd, linked to its name (which fails
 * where it is there already: a sender who tries again is held once), and the folder fsync'd. Who takes one out renames it first, so that two
 * can't.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../../store/output.ts'
import { appendAudit } from './audit.ts'
import { type Held, KeyError, openedHeld, openedMessage, readKey, sealed, syncFolder } from './held-file.ts'
import {
  GOING,
  HALF,
  HELD,
  type Listed,
  listed,
  NOTIFIED,
  namesIn,
  newestFirst,
  type QuarantineLimits,
  roomOf,
  sweep,
  writeSynced,
} from './quarantine-folder.ts'

export interface Quarantine {
  /** throws `QuarantineFull`, or what the disk says; otherwise it is on disk. `again`: it was there already */
  hold(held: Omit<Held, 'id'>, message: Buffer[]): { id: string; again: boolean }
  /** newest first; a file that does not open is listed with `damaged` */
  list(): Listed[]
  read(id: string): { held: Held; message: Buffer }
  /** takes it out, lets `deliver` send it on, and gives it back where that fails */
  release(
    id: string,
    by: string,
    deliver: (held: Held, message: Buffer) => Promise<string>,
    /** also where a release is under way or was interrupted: it may then go out twice */
    again?: boolean,
  ): Promise<void>
  /** another judgement of what is held */
  amend(id: string, held: Held): void
  remove(id: string, by: string): void
  expire(now: number): number
  /** held mails of which nobody was told yet */
  unnotified(): string[]
  isNotified(id: string): boolean
  setNotified(id: string): void
  audit(event: string, facts: Record<string, unknown>): void
}

export class NotHeld extends Error {
  override name = 'UsageError'
}

/** `create`: for the filter itself; who only looks must not leave a folder or a key that the filter's user can't use. */
export function openQuarantine(limits: QuarantineLimits, create = false): Quarantine {
  const { folder } = limits
  if (create) make(folder)
  else if (!existsSync(folder)) throw new KeyError(`${folder}: there is no quarantine yet; kyumei mail-filter makes it`)
  if (!existsSync(limits.key_file) && (!create || namesIn(folder).length > 0))
    throw new KeyError(`${limits.key_file} is missing: what is held in ${folder} can't be read without it`)
  const key = readKey(limits.key_file)
  const path = (id: string, ending: string) => join(folder, id + ending)
  const audit = (event: string, facts: Record<string, unknown>) => appendAudit(folder, event, facts)
  sweep(folder)
  const room = roomOf(limits)

  const present = (id: string): string => {
    if (!/^[0-9a-f]{16}$/.test(id)) throw new NotHeld(`${JSON.stringify(id).slice(0, 60)} is no id of a held mail`)
    const found = [HELD, GOING].map((ending) => path(id, ending)).find(existsSync)
    if (found === undefined) throw new NotHeld(`${id} is not held`)
    return found
  }
  const gone = (id: string, file: string) => {
    rmSync(file, { force: true })
    rmSync(path(id, NOTIFIED), { force: true })
    syncFolder(folder)
  }

  return {
    hold(about, message) {
      const id = idOf(about, message)
      const final = path(id, HELD)
      if (existsSync(final)) {
        syncFolder(folder) // who wrote it may have died before this
        return { id, again: true }
      }
      const held: Held = { ...about, id }
      room.check(about.bytes)
      const half = path(`${id}-${process.pid}-${half_number++}`, HALF)
      writeSynced(half, sealed(held, message, key))
      try {
        linkSync(half, final)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        return { id, again: true }
      } finally {
        rmSync(half, { force: true })
        syncFolder(folder)
      }
      room.add(about.bytes)
      audit('held', {
        id,
        sender: held.sender,
        recipients: held.recipients,
        client: held.client,
        rules: held.because.map(({ rule }) => rule),
        ...(held.failed === '' ? {} : { failed: held.failed }),
      })
      return { id, again: false }
    },
    list: () =>
      namesIn(folder)
        .map(([id, ending]) => listed(path(id, ending), id, ending === GOING, key))
        .sort(newestFirst),
    read(id) {
      const file = readFileSync(present(id))
      return { held: openedHeld(file, id, key), message: openedMessage(file, id, key) }
    },
    async release(id, by, deliver, again = false) {
      const file = present(id)
      if (file.endsWith(GOING) && !again)
        throw new NotHeld(
          `${id} is being released, or its release was interrupted and it may have gone out (--again releases it)`,
        )
      const going = path(id, GOING)
      const { held, message } = this.read(id)
      renameSync(file, going) // throws where another one has just taken it
      syncFolder(folder)
      audit('releasing', { id, by })
      try {
        const reply = await deliver(held, message)
        audit('released', { id, by, recipients: held.recipients, reply })
      } catch (error) {
        renameSync(going, path(id, HELD))
        syncFolder(folder)
        audit('release-failed', { id, by, error: error instanceof Error ? error.message : String(error) })
        throw error
      }
      gone(id, going)
    },
    amend(id, held) {
      const final = present(id)
      const half = path(`${id}-${process.pid}-${half_number++}`, HALF)
      writeSynced(half, sealed(held, [this.read(id).message], key))
      renameSync(half, final)
      syncFolder(folder)
      audit('judged-again', { id, rules: held.because.map(({ rule }) => rule) })
    },
    remove(id, by) {
      const file = present(id)
      audit('deleted', { id, by })
      gone(id, file)
    },
    expire(now) {
      let count = 0
      for (const [id, ending] of namesIn(folder)) {
        const file = path(id, ending)
        const age = now - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now)
        const keep = limits.keep_days + (ending === GOING ? 1 : 0) // a release under way is left alone; an interrupted one goes, too
        if (age < keep * 86_400_000) continue
        audit('expired', { id })
        gone(id, file)
        count++
      }
      return count
    },
    unnotified() {
      const names = new Set(readdirSync(folder))
      return namesIn(folder).flatMap(([id, ending]) => (ending === HELD && !names.has(id + NOTIFIED) ? [id] : []))
    },
    isNotified: (id) => existsSync(path(id, NOTIFIED)),
    setNotified(id) {
      closeSync(openSync(path(id, NOTIFIED), 'w', 0o600))
      audit('notified', { id })
    },
    audit,
  }
}

let half_number = 0

function make(folder: string): void {
  try {
    makeFolder(folder, 0o700)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    throw new KeyError(
      `${folder} can't be made (${code}): make the folder that it lies in for the user of the filter, with mode 0700, or name another (mail_filter: quarantine: folder and key_file)`,
    )
  }
}

/**
 * The same mail to the same readers, sent again because the answer was lost, is the same: everything but the Received fields on top, which
 * every try writes anew.
 */
function idOf(about: Omit<Held, 'id'>, message: Buffer[]): string {
  const whole = Buffer.concat(message)
  const hash = createHash('sha256')
  hash.update(JSON.stringify([about.sender, [...about.recipients].sort()]))
  return hash
    .update(whole.subarray(behindReceived(whole)))
    .digest('hex')
    .slice(0, 16)
}

function behindReceived(message: Buffer): number {
  let at = 0
  for (;;) {
    const line = message.toString('latin1', at, at + 9)
    const folded = at > 0 && /^[ \t]/.test(line)
    if (!folded && !/^received:/i.test(line)) return at
    const end = message.indexOf(10, at)
    if (end < 0) return at
    at = end + 1
  }
}
