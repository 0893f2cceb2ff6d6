/** The texts and judged mails in sim/mail/wording, from which the wording is learnt. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { WORDINGS } from '../../src/detect/mail/wording.ts'

export interface Sample {
  kind: number
  subject: string
  text: string
  file: string
  /** what surrounded the mail; null for texts that were no mail */
  circumstances: string[] | null
}

const FOLDER = resolve(import.meta.dirname, 'wording')

export function samples(folder = FOLDER): Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/^%%$/m)
        .flatMap((record) => sampleOf(record, file)),
    )
}

function sampleOf(record: string, file: string): Sample[] {
  const [label = '', subject = '', ...rest] = record.trim().split('\n')
  if (label === '') return []
  const [kept = '', named] = label.split(' | ')
  const found = /^(?:lure (\w+)|plain \w+)$/.exec(kept.trim())
  const kind = WORDINGS.indexOf((found?.[1] ?? 'plain') as (typeof WORDINGS)[number])
  if (!found || kind < 0) throw new Error(`${file}: “${label}” is no label`)
  const circumstances = named?.trim().split(' ') ?? null
  return [{ kind, subject, text: rest.join('\n').trim(), file, circumstances }]
}
