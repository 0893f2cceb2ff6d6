/** The desk that a command works on, in whose name, and in which language it refuses. */
import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { closeDesk, type Desk, openDesk } from '../desk/desk.ts'
import { DeskError } from '../desk/fault.ts'
import { UsageError } from './exit.ts'
import { languageOf } from './language.ts'

export interface DeskChoice {
  desk?: string
  as?: string
  lang?: 'ja' | 'en'
  json?: boolean
}

/** $KYUMEI_DESK, else one for this user. */
export function deskPath({ desk }: DeskChoice): string {
  const chosen = desk ?? process.env.KYUMEI_DESK
  if (chosen) return resolve(chosen)
  return join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'kyumei', 'desk.sqlite')
}

/** Whose name the history gets: --as, else $KYUMEI_WHO, else the user of this machine. */
export function whoIs({ as }: DeskChoice): string {
  const name = as ?? process.env.KYUMEI_WHO
  if (name) return name
  try {
    return userInfo().username
  } catch {
    throw new UsageError('who are you? name yourself with --as NAME or KYUMEI_WHO')
  }
}

/** The desk for one command. What it refuses is said in the reader's language. */
export async function withDesk<Result>(
  choice: DeskChoice,
  work: (desk: Desk, lang: 'ja' | 'en') => Result | Promise<Result>,
  { create = false } = {},
): Promise<Result> {
  const lang = languageOf(choice.lang)
  return await inLanguage(lang, async () => {
    const desk = openDesk(deskPath(choice), { who: whoIs(choice), mustExist: !create })
    try {
      return await work(desk, lang)
    } finally {
      closeDesk(desk)
    }
  })
}

export async function inLanguage<Result>(lang: 'ja' | 'en', work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof DeskError ? new UsageError(error.text[lang]) : error
  }
}
