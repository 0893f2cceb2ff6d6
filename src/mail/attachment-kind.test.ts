import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOfLink } from './attachment-kind.ts'

test('a link gives an archive or a program by its path, or by a file that its query names', () => {
  assert.equal(fileOfLink('https://a.example/files/Rechnung.zip'), 'zip')
  assert.equal(fileOfLink('https://cdn.a.example/get.php?f=Dettaglio_Fattura.zip'), 'zip')
  assert.equal(fileOfLink('https://a.example/dl?id=7&name=setup.msi#top'), 'msi')
  assert.equal(fileOfLink('https://a.example/page?host=b.com'), '')
  assert.equal(fileOfLink('https://a.example/report.pdf?v=1.2'), '')
})
