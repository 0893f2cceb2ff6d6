import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toCsv } from './csv.ts'

test('no cell is a formula, in half-width or full-width characters; words and numbers stay as they are', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '＝cmd', '＋1', '－1', '＠SUM(1)']
  const cells = formulas.map((formula) => toCsv(['a'], [{ a: formula }]).split('\r\n')[1])
  assert.deepEqual(
    cells,
    // a tab ends a cell in LibreOffice: such a cell is quoted as well
    formulas.map((formula) => (formula.includes('\t') ? `"'${formula}"` : `'${formula}`)),
  )
  assert.equal(toCsv(['a', 'b'], [{ a: '東京－大阪', b: -1 }]).split('\r\n')[1], '東京－大阪,-1')
})

test('a cell stays one cell where semicolons and tabs end cells, too: no formula begins inside it', () => {
  for (const text of ["Mozilla (X11;=cmd|'/C calc'!A0)", 'a\t=1+1'])
    assert.equal(toCsv(['a'], [{ a: text }]).split('\r\n')[1], `"${text}"`)
})
