/** `kyumei volume`: how much went where, from the last scan's workspace. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { wordsIn } from '../i18n/words.ts'
import type { VolumeRow } from '../report/findings.ts'
import { visible } from '../report/safe-text.ts'
import { size } from '../report/volume-tables.ts'
import { openEngine } from '../store/engine.ts'
import { type VolumeBy, volumeBy } from '../story/volume.ts'
import { EXIT, UsageError } from './exit.ts'
import { languageOf } from './language.ts'
import { lastWorkspace } from './last-workspace.ts'

export interface VolumeOptions {
  by: VolumeBy
  host?: string
  destination?: string
  top: number
  tz: string
  workspace?: string
  lang?: 'ja' | 'en'
  json?: boolean
  csv?: boolean
}

export async function showVolume(options: VolumeOptions): Promise<number> {
  const workspace = options.workspace ?? lastWorkspace()
  if (!existsSync(join(workspace, 'engine')))
    throw new UsageError(`${workspace} is no workspace: run kyumei scan first`)
  const engine = await openEngine({ workspace })
  try {
    const { host, destination, top, tz } = options
    const rows = await volumeBy(engine, options.by, { timezone: tz, top, host, destination })
    process.stdout.write(
      options.json ? `${JSON.stringify(rows, null, 2)}\n` : options.csv ? csv(rows) : table(rows, options),
    )
    return EXIT.done
  } finally {
    await engine.close()
  }
}

const COLUMNS = ['what', 'contacts', 'others', 'sent', 'received', 'last_day', 'usual_day'] as const

/** Cells that a spreadsheet would take for a formula are quoted with an apostrophe. */
function csv(rows: VolumeRow[]): string {
  const cell = (value: string | number) => {
    const text = typeof value === 'number' ? String(value) : visible(value).replace(/^[=+\-@\t\r]/, "'$&")
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((name) => cell(row[name])).join(','))]
    .map((line) => `${line}\n`)
    .join('')
}

function table(rows: VolumeRow[], { by, lang }: VolumeOptions): string {
  const say = wordsIn(languageOf(lang))
  const title = { host: say('byHost'), destination: say('byDestination'), hour: say('byHour') }[by]
  const others = by === 'host' ? say('destinations') : say('hosts')
  const head = [title, say('contacts'), others, say('sent'), say('received'), say('lastDay'), say('usualDay')]
  const body = rows.map((row) => [
    visible(row.what),
    row.contacts.toLocaleString('en'),
    String(row.others),
    ...[row.sent, row.received, row.last_day, row.usual_day].map(size),
  ])
  return [head, ...body].map((cells) => `${cells.join('\t')}\n`).join('')
}
