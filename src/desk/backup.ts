/** A copy of the desk while people work on it, and the way back. A copy counts only after its history was read again. */
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { closeDesk, type Desk, openDesk } from './desk.ts'
import { asDeskError, DeskError } from './fault.ts'
import { type Verified, verifyHistory } from './history.ts'

export async function backupDesk(desk: Desk, target: string): Promise<Verified> {
  if (existsSync(target)) {
    throw new DeskError({
      ja: `${target} はすでにあります。別の名前にしてください（バックアップは上書きしません）。`,
      en: `${target} is there already: choose another name (a backup overwrites nothing)`,
    })
  }
  await backup(desk.db, target)
  chmodSync(target, 0o600)
  return inspect(target)
}

/** The desk becomes what the copy holds; what it was is kept beside it, under the name returned. The copy itself is not touched. */
export async function restoreDesk(
  source: string,
  path: string,
  who: string,
): Promise<{ kept: string | null } & Verified> {
  if (!existsSync(source)) {
    throw new DeskError({ ja: `${source} がありません。`, en: `there is no ${source}` })
  }
  const trial = `${path}.restoring`
  try {
    await copy(source, trial)
    const verified = inspect(trial)
    if (verified.faults.length > 0) {
      throw new DeskError({
        ja: `${source} の履歴に不整合が${verified.faults.length}件あるため、戻しませんでした。`,
        en: `${source} was not restored: its history does not hold (${verified.faults.length} faults)`,
      })
    }
    let kept: string | null = null
    if (existsSync(path)) {
      kept = `${path}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '')}`
      const desk = openDesk(path, { who })
      await backup(desk.db, kept)
      chmodSync(kept, 0o600)
      closeDesk(desk)
    }
    await copy(trial, path)
    return { ...verified, kept }
  } finally {
    for (const rest of ['', '-wal', '-shm']) rmSync(`${trial}${rest}`, { force: true })
  }
}

async function copy(from: string, to: string): Promise<void> {
  try {
    const source = new DatabaseSync(from, { readOnly: true })
    try {
      await backup(source, to)
      chmodSync(to, 0o600)
    } finally {
      source.close()
    }
  } catch (error) {
    throw asDeskError(error)
  }
}

function inspect(path: string): Verified {
  const desk = openDesk(path, { who: '', mustExist: true })
  try {
    return verifyHistory(desk)
  } finally {
    closeDesk(desk)
  }
}
