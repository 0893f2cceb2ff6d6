import assert from 'node:assert/strict'
import { test } from 'node:test'
import { displayed, extensionOf, nameTraits } from './file-name.ts'

const tricks = (name: string) =>
  nameTraits(name)
    .map((one) => one.trait)
    .filter((trait) => trait !== 'runs')

test('a document extension before one that runs is a double extension, however it is hidden', () => {
  for (const name of [
    '議事録.txt.exe',
    '履歴書.doc.scr',
    '写真.JPG.EXE',
    '資料.pdf.lnk',
    '案内.docx.js',
    '案内.pdf.exe. .',
  ]) {
    assert.deepEqual(tricks(name), ['double-extension'], name)
  }
  assert.deepEqual(tricks(`請求書.pdf${' '.repeat(60)}.exe`), ['padded-name', 'double-extension'])
  assert.deepEqual(tricks(`請求書.pdf${'\u3000'.repeat(20)}.exe`), ['padded-name', 'double-extension'])
  assert.deepEqual(tricks('請求書．pdf.exe'), ['double-extension', 'fullwidth-dot'])
})

test('names with several dots that run nothing, or that pretend nothing, are harmless', () => {
  const names =
    '議事録.ver2.docx|株式会社A.B.xlsx|backup.tar.gz|見積.xlsx.zip|契約書.pdf.p7m|2024.10.05.pdf|setup.1.2.exe|弥生会計.exe|jquery.min.js|会議 資料  最終.docx|a．pdf|Ver.3.msi|a.txt'
  for (const name of names.split('|')) assert.deepEqual(tricks(name), [], name)
})

test('RLO and RLE that turn the visible extension are told; Arabic and Hebrew names with their marks are not', () => {
  assert.equal(displayed('議事録\u202excod.exe'), '議事録exe.docx')
  assert.deepEqual(tricks('議事録\u202excod.exe'), ['bidi-name'])
  assert.deepEqual(tricks('報告\u202etxt.scr'), ['bidi-name'])
  for (const name of [
    'تقرير\u200f.pdf',
    '\u202bتقرير 2024\u202c.docx',
    'דוח\u200f.xlsx',
    '\u2067שלום\u2069.pdf',
    'تقرير.exe',
  ]) {
    assert.deepEqual(tricks(name), [], name)
  }
  assert.equal(extensionOf('議事録\u202excod.exe'), 'exe')
})
