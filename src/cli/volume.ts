/** `kyumei volume`: how much went where, from the last scan's workspace. */
import { type Word, wordsIn } from '../i18n/words.ts'
import { toCsv } from '../report/csv.ts'
import { defang, mended, printedJson } from '../report/safe-text.ts'
import { tableLine } from '../report/visible.ts'
import { size } from '../report/volume-tables.ts'
import type { VolumeRow } from '../story/findings.ts'
import { type VolumeBy, volumeBy } from '../story/volume.ts'
import { EXIT } from './exit.ts'
import { languageOf } from './language.ts'
import { openLast } from './last-workspace.ts'

export interface VolumeOptions {
  by: VolumeBy[]
  host?: string
  destination?: string
  top: number
  tz?: string
  workspace?: string
  engine?: string
  lang?: 'ja' | 'en'
  json?: boolean
  csv?: boolean
}

export async function showVolume(options: VolumeOptions): Promise<number> {
  const { engine, scan } = await openLast(options)
  try {
    const { host, top, by } = options
    const destination = options.destination === undefined ? undefined : mended(options.destination)
    const rows = await volumeBy(engine, by, { timezone: options.tz ?? scan.timezone, top, host, destination })
    const flat = rows.map(({ keys, ...row }) => ({ ...keys, ...row }))
    process.stdout.write(
      options.json ? `${printedJson(flat)}\n` : options.csv ? toCsv([...by, ...NUMBERS], flat) : table(rows, options),
    )
    return EXIT.done
  } finally {
    await engine.close()
  }
}

const NUMBERS = ['contacts', 'others', 'sent', 'received', 'last_day', 'usual_day']

const TITLES: Record<VolumeBy, Word> = { host: 'host', destination: 'destinations', hour: 'hour', day: 'day' }

function table(rows: VolumeRow[], { by, lang }: VolumeOptions): string {
  const say = wordsIn(languageOf(lang))
  const others = by[0] === 'host' ? say('destinations') : say('hosts')
  const head = [
    ...by.map((key) => say(TITLES[key])),
    ...[say('contacts'), others, say('sent'), say('received'), say('lastDay'), say('usualDay')],
  ]
  const body = rows.map((row) => [
    ...by.map((key) => (key === 'destination' ? defang(row.keys[key] ?? '') : (row.keys[key] ?? ''))),
    row.contacts.toLocaleString('en'),
    String(row.others),
    ...[row.sent, row.received, row.last_day, row.usual_day].map(size),
  ])
  return [head, ...body].map(tableLine).join('')
}
