import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { LureMail } from '../../src/detect/mail/lure.ts'
import { recordOf } from './judged.ts'
import { samples } from './wording-samples.ts'

test('a record of a judged mail is read as it was written, whatever lines its text has', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-judged-'))
  try {
    const row = { subject: ' Your\naccount ', text: 'One\r\n%%\n\n\n\nplain business\n' } as LureMail
    writeFileSync(
      join(folder, 'mails-z.txt'),
      `${recordOf(row, 'lure bec', ['free', 'hurried'])}\n%%\n${recordOf(row, 'plain business', ['known'])}\n`,
    )
    const [lure, plain, ...more] = samples(folder)
    assert.deepEqual([lure?.kind, plain?.kind, more.length], [3, 0, 0])
    assert.deepEqual([lure?.circumstances, plain?.circumstances], [['free', 'hurried'], ['known']])
    assert.equal(lure?.subject, 'Your account')
    assert.equal(lure?.text, 'One\n%\n\nplain business')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
