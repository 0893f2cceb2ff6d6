import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { Document as DocxDocument, Packer, Paragraph, TextRun } from 'docx'
import yauzl from 'yauzl'
import { parseHalf } from '../desk/fiscal.ts'
import { testCase, testDesk } from '../desk/test-desk.ts'
import { fillTemplate, TemplateError } from './document-template.ts'
import { halfYearReport } from './half-year/report.ts'

const template = async (...lines: string[][]) =>
  await Packer.toBuffer(
    new DocxDocument({
      sections: [{ children: lines.map((runs) => new Paragraph({ children: runs.map((run) => new TextRun(run)) })) }],
    }),
  )

async function bodyOf(bytes: Buffer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-template-'))
  try {
    writeFileSync(join(folder, 'x.docx'), bytes)
    const zip = await yauzl.openPromise(join(folder, 'x.docx'))
    for await (const entry of zip.eachEntry())
      if (entry.fileName === 'word/document.xml') return await text(await zip.openReadStreamPromise(entry))
    return ''
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function report() {
  const desk = testDesk()
  testCase(desk)
  return halfYearReport(desk, parseHalf('2015H2', 4), 'ja').document
}

test('a desk’s own template is filled: words in a line, split over runs as Word does, tables and the whole body', async () => {
  const filled = await bodyOf(
    await fillTemplate(
      report(),
      await template(['弊組織の', '{{tit', 'le}}', 'です'], ['{{ results.counts }}'], ['{{table1}}'], ['以上']),
    ),
  )
  assert.ok(filled.includes('標的型サイバー攻撃に関する相談・支援の活動報告'))
  assert.ok(filled.includes('寄せられた相談は1件でした'))
  assert.ok(filled.includes('<w:tbl>') && filled.includes('以上') && !filled.includes('{{'))
  assert.ok((await bodyOf(await fillTemplate(report(), await template(['{{body}}'])))).includes('推奨する対策'))
})

test('a template that can’t be filled is refused before anything is written, with what there is', async () => {
  const refused = async (bytes: Buffer, en: RegExp) =>
    await assert.rejects(
      fillTemplate(report(), bytes),
      (error: Error) => error instanceof TemplateError && en.test(error.message),
    )
  await refused(
    await template(['{{title}}', '{{results.count}}']),
    /unknown placeholders: results\.count; there are title, subtitle, cover, body, table1/,
  )
  await refused(await template(['何もない']), /has no placeholder/)
  await refused(Buffer.from('これは文書ではありません'), /can’t be read as a Word document/)
})

test('headings take the template’s own style by the name that Word gives it, whatever its id; where it has none, none is named', async () => {
  const japanese = await Packer.toBuffer(
    new DocxDocument({
      styles: { paragraphStyles: [{ id: '1', name: 'heading 1', basedOn: 'Normal' }] },
      sections: [{ children: [new Paragraph('{{body}}')] }],
    }),
  )
  const filled = await bodyOf(await fillTemplate(report(), japanese))
  assert.match(filled, /<w:pStyle w:val="1"\/>(?:(?!<\/w:p>).)*1\. 活動結果/)
  assert.doesNotMatch(filled, /w:val="(TableText|Notes)"/)
})
