/** The desk's DOCX in a real office program: LibreOffice lays it out, and what it shows is read back from its PDF. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { Document as DocxDocument, Packer, Paragraph } from 'docx'
import { fileScan } from '../src/desk/attach.ts'
import { type Desk, openDesk } from '../src/desk/desk.ts'
import { parseHalf } from '../src/desk/fiscal.ts'
import { importTable } from '../src/desk/import.ts'
import { testCase } from '../src/desk/test-desk.ts'
import { testFinding, testScan } from '../src/desk/test-scan.ts'
import { addTask } from '../src/desk/work.ts'
import { directorPage } from '../src/report/case/director.ts'
import { caseFacts } from '../src/report/case/facts.ts'
import type { Document } from '../src/report/document.ts'
import { documentDocx } from '../src/report/document-docx.ts'
import { fillTemplate } from '../src/report/document-template.ts'
import { halfYearReport } from '../src/report/half-year/report.ts'
import { missing, run } from './real-tool.ts'

const EXAMPLE = resolve(import.meta.dirname, '../examples/desk/cases.csv')

describe('the half-year report as DOCX in LibreOffice', {
  skip: missing('soffice', 'pdftotext', 'pdffonts', 'pdfimages'),
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-docx-'))
  let desk: Desk
  before(async () => {
    desk = openDesk(':memory:', { who: '鈴木', now: () => new Date('2016-06-29T03:00:00Z') })
    await importTable(desk, EXAMPLE, { onRefusal: () => assert.fail() })
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  for (const lang of ['ja', 'en'] as const)
    test(`${lang}: text, contents with pages, headings, captions, pictures and Japanese fonts are there`, async () => {
      const { document } = halfYearReport(desk, parseHalf('2015H2', desk.fiscalStart), lang)
      const { pages, fonts, images } = await laidOut(document, join(folder, `half-year-${lang}`))
      const text = flat(pages.join('\n'))
      for (const block of document.blocks)
        if (block.kind === 'paragraph') assert.ok(text.includes(flat(block.text)), block.id)
      for (const part of lang === 'ja'
        ? ['相談291件', '表1', '図1', '標的型サイバー攻撃']
        : ['291', 'Table1', 'Figure1'])
        assert.ok(text.includes(flat(part)), part)

      const headings = document.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))
      const contents = pages
        .slice(0, 2)
        .join('\n')
        .split('\n')
        .filter((line) => /\.{5,}/.test(line))
        .map(flat)
      assert.equal(contents.length, headings.length)
      for (const [i, heading] of headings.entries()) {
        const [, title, page] = /^(.*?)\.{5,}(\d+)$/.exec(contents[i] ?? '') ?? []
        assert.equal(title, flat(heading))
        // counted with the document's own font; where the machine has another, a heading may slip over the page's end
        const near = pages.slice(Math.max(2, Number(page) - 2), Number(page) + 1)
        assert.ok(
          near.some((one) => flat(one).includes(flat(heading))),
          `${heading} is not about page ${page}`,
        )
      }
      // every font is in the file, and one of them has Japanese letters
      assert.ok(
        fonts.every((font) => font.isEmbedded),
        JSON.stringify(fonts),
      )
      assert.ok(
        fonts.some((font) => /CJK|Gothic|Mincho|IPA|Hiragino|VL/i.test(font.name)),
        JSON.stringify(fonts),
      )
      assert.ok(!/[\ufffd□]/.test(text))
      assert.equal(images, document.blocks.filter((block) => block.kind === 'picture').length)
    })

  for (const lang of ['ja', 'en'] as const)
    test(`${lang}: the director's page is one page, however much there is to decide`, async () => {
      const number = testCase(desk, { number: `D-${lang}`, received_at: '2016-05-05' })
      const long = (i: number) =>
        `プロキシのログに送信量が残っていないため確認できません（${i}）。Squidでは次のように設定すると残ります。`.repeat(
          3,
        )
      const blind = Array.from({ length: 30 }, (_, i) => ({
        id: `b${i}`,
        kind: 'blind' as const,
        subject: '',
        value: 0,
        text: `${i} ${long(i)}`,
      }))
      fileScan(desk, number, '/nowhere', testScan([testFinding({})], { coverage: blind }))
      for (let i = 0; i < 40; i++)
        addTask(desk, number, { title: `${i} ${long(i)}`, target: `PC-${i}`, due_on: '2016-07-01' })
      const page = directorPage(desk, caseFacts(desk, number), lang, '2016-06-30 17:00')
      const { pages } = await laidOut(page, join(folder, `director-${lang}`))
      assert.equal(pages.filter((one) => one.trim() !== '').length, 1)
      assert.ok(pages[0]?.includes('2016-06-30 17:00'))
    })

  test('a template of the desk’s own, with none of our styles, keeps its tables whole', async () => {
    const { document } = halfYearReport(desk, parseHalf('2015H2', desk.fiscalStart), 'ja')
    const lines = ['{{title}}', '{{table1}}', '{{figure1}}', '以上']
    const own = new DocxDocument({ sections: [{ children: lines.map((line) => new Paragraph(line)) }] })
    const filled = await fillTemplate(document, await Packer.toBuffer(own))
    const { pages, images } = await opened(filled, join(folder, 'template'))
    const row = pages
      .join('\n')
      .split('\n')
      .find((line) => line.trim().startsWith('相談 '))
    assert.deepEqual(row?.trim().split(/\s+/), ['相談', '41', '66', '107', '246', '291', '537'])
    assert.equal(images, 1)
  })

  const laidOut = async (document: Document, name: string) => await opened(await documentDocx(document), name)

  /** Pages, fonts and pictures of what LibreOffice makes of it. */
  async function opened(bytes: Buffer, name: string) {
    writeFileSync(`${name}.docx`, bytes)
    const profile = pathToFileURL(join(folder, 'profile')).href
    const made = run('soffice', [
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      `${name}.docx`,
    ])
    assert.equal(made.status, 0, made.text)
    const fonts = run('pdffonts', [`${name}.pdf`])
      .text.split('\n')
      .slice(2)
      .filter((line) => line !== '')
    return {
      pages: run('pdftotext', ['-layout', `${name}.pdf`, '-']).text.split('\f'),
      fonts: fonts.map((line) => ({
        name: line.split(/\s+/)[0] ?? '',
        isEmbedded: /\byes\s+(yes|no)\s+(yes|no)\s+\d/.test(line),
      })),
      images: run('pdfimages', ['-list', `${name}.pdf`])
        .text.split('\n')
        .filter((line) => /^\s*\d+\s+\d+\s+image\b/.test(line)).length,
    }
  }
})

/** As it was written, whatever the line breaks and the widths of spaces. */
const flat = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '')
