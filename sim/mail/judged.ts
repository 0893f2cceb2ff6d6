/**
 * Makes records for sim/mail/wording out of mails that somebody has judged: `node sim/mail/judged.ts WORKSPACE LABELS.json`, where WORKSPACE is that of a
 * `kyumei scan` of the mails, and LABELS names each file (the end of its path is enough) with its label: `{"inbox/012.eml": "lure bec", "inbox/013.eml": "plain business"}`.
 */
import { readFileSync } from 'node:fs'
import { openLast } from '../../src/cli/last-workspace.ts'
import { circumstancesOf } from '../../src/detect/mail/circumstances.ts'
import type { LureMail } from '../../src/detect/mail/lure.ts'
import { misfitsOf } from '../../src/detect/mail/misfit.ts'
import { LURE_ROWS } from '../../src/detect/mail/phishing-lure.ts'
import { READ } from '../../src/detect/mail/wording.ts'
import { loadLists } from '../../src/lists/index.ts'

export function recordOf(row: LureMail, label: string, circumstances: string[]): string {
  const text = row.text
    .slice(0, READ)
    .replaceAll('\r', '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^%%$/gm, '%')
    .trim()
  return `${label} | ${circumstances.join(' ')}\n${row.subject.replace(/\s+/g, ' ').trim() || '-'}\n${text}`
}

if (import.meta.main) {
  const [workspace, labels = ''] = process.argv.slice(2)
  const named = Object.entries(JSON.parse(readFileSync(labels, 'utf8')) as Record<string, string>)
  const { engine } = await openLast({ workspace })
  try {
    const context = { lists: loadLists() }
    const rows = await engine.query<LureMail>(LURE_ROWS, { slices: 1, slice: 0 })
    const records = rows
      .filter(({ inside }) => inside === 0)
      .flatMap((row) => {
        const label = named.find(([file]) => `/${row.file}`.endsWith(`/${file}`))?.[1]
        return label === undefined ? [] : [recordOf(row, label, circumstancesOf(row, misfitsOf(row, context), context))]
      })
    process.stdout.write(`${records.join('\n%%\n')}\n`)
    process.stderr.write(`${records.length} records of ${named.length} labels\n`)
  } finally {
    await engine.close()
  }
}
