/** What phishers and honest people write in each language, for tests: the lures from senders whom something does not fit, the honest letters from firms' own, proven domains. */
import { readdirSync, readFileSync } from 'node:fs'
import type { PlantedMail } from './test-mailbox.ts'

export interface TestLetter {
  language: string
  lure: boolean
  kind: string
  name: string
  subject: string
  text: string
}

const FOLDER = new URL('test-languages/', import.meta.url)

/** A line of a file is a letter: `lure` or `plain` and its kind, the sender's name, the subject, the text. */
export const LETTERS: TestLetter[] = readdirSync(FOLDER)
  .sort()
  .flatMap((file) =>
    readFileSync(new URL(file, FOLDER), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [label = '', name = '', subject = '', text = ''] = line.split('\t')
        const [sort, kind = ''] = label.split(' ')
        return { language: file.replace('.txt', ''), lure: sort === 'lure', kind, name, subject, text }
      }),
  )

const ENDINGS: Record<string, string> = {
  chinese: 'cn',
  czech: 'cz',
  danish: 'dk',
  dutch: 'nl',
  french: 'fr',
  german: 'de',
  indonesian: 'id',
  italian: 'it',
  korean: 'kr',
  norwegian: 'no',
  polish: 'pl',
  portuguese: 'pt',
  russian: 'ru',
  spanish: 'es',
  swedish: 'se',
  taiwanese: 'tw',
  thai: 'th',
  turkish: 'tr',
  ukrainian: 'ua',
  vietnamese: 'vn',
}

/** What comes by an address that anybody can have, and what brings a file. */
const FREE = new Set(['cards', 'chief', 'call', 'job', 'extortion'])
const WITH_FILE: Record<string, { name: string; type: string }> = {
  macro: { name: '44871.docm', type: 'ooxml' },
  guard: { name: 'setup.zip', type: 'zip' },
  keys: { name: 'code.pdf', type: 'pdf' },
  qr: { name: 'code.png', type: 'image' },
  invoice: { name: '2026-118.pdf', type: 'pdf' },
  tax: { name: '2025.pdf', type: 'pdf' },
}
const LEADS = new Set(['full', 'password', 'signin', 'parcel', 'tax', 'bank', 'share', 'voice'])

/** The letter as a mail of somebody who never wrote before. */
export function mailOf({ language, lure, kind, name, subject, text }: TestLetter, number: number): PlantedMail {
  const ending = ENDINGS[language]
  const [home, elsewhere] = [`lindenhof${number}.${ending}`, `steinbruch${number}.${ending}`]
  const domain = lure && FREE.has(kind) ? 'gmail.com' : home
  const file = lure && kind === 'tax' ? undefined : WITH_FILE[kind]
  return {
    from: `${name} <post${number}@${domain}>`,
    day: 1,
    subject,
    text,
    auth: !lure || domain !== home ? 'pass' : 'none',
    ...(LEADS.has(kind) ? { links: [{ url: `https://www.${lure ? elsewhere : home}/${number}` }] } : {}),
    ...(file ? { attachments: [file] } : {}),
  }
}
