import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { before, describe, test } from 'node:test'
import yauzl from 'yauzl'
import { addSign } from '../../desk/attach.ts'
import { findCase } from '../../desk/case.ts'
import type { Desk } from '../../desk/desk.ts'
import { parseHalf } from '../../desk/fiscal.ts'
import { importTable } from '../../desk/import.ts'
import { joinCampaign } from '../../desk/join.ts'
import { publish } from '../../desk/publication.ts'
import { RECOMMENDATIONS, textHash } from '../../desk/recommendations.ts'
import { keepEdits, merged } from '../../desk/report-text.ts'
import { testCase, testDesk } from '../../desk/test-desk.ts'
import { startRescue, voidCase } from '../../desk/work.ts'
import { DETECTORS } from '../../detect/index.ts'
import type { Document } from '../document.ts'
import { documentDocx } from '../document-docx.ts'
import { documentHtml } from '../document-html.ts'
import { documentMarkdown, readDraft } from '../document-markdown.ts'
import { documentPdf, findChromium } from '../document-pdf.ts'
import { halfYearReport } from './report.ts'
import { halfYearRows } from './table.ts'

const EXAMPLE = resolve(import.meta.dirname, '../../../examples/desk/cases.csv')
const H2 = parseHalf('2015H2', 4)
const paragraph = ({ blocks }: Document, id: string) => {
  const found = blocks.find((block) => block.kind === 'paragraph' && block.id === id)
  return found?.kind === 'paragraph' ? found : undefined
}

describe('the report of the second half of fiscal 2015, from the example desk', () => {
  let desk: Desk
  before(async () => {
    desk = testDesk()
    await importTable(desk, EXAMPLE, { onRefusal: (refusal) => assert.fail(JSON.stringify(refusal)) })
    publish(desk, parseHalf('2015H1', 4), {}, '2015-11-05')
  })

  test('every published number stands in it; where the source prints 2.6 and 0.25, the rightly rounded 2.7 and 0.26', () => {
    const { document } = halfYearReport(desk, H2, 'ja')
    const table = document.blocks.find((block) => block.kind === 'table')
    assert.deepEqual(table?.kind === 'table' && table.rows, [
      ['相談', '41', '66', '107', '246', '291', '537'],
      ['レスキュー支援', '17', '21', '38', '104', '56', '160'],
      ['オンサイト支援', '6', '5', '11', '31', '8', '39'],
    ])
    assert.equal(
      paragraph(document, 'results.counts')?.text,
      '2015年度下期（2015年10月～2016年3月）に寄せられた相談は291件でした。緊急を要し、レスキュー支援に移行したものは56件、現地に赴いて支援したもの（オンサイト支援）は8件でした。',
    )
    assert.equal(
      paragraph(document, 'results.compared.year')?.text,
      '前年度同期（2014年度下期）と比べると、相談は4.4倍（66件から291件）、レスキュー支援は2.7倍（21件から56件）、オンサイト支援は1.6倍（5件から8件）でした。',
    )
    assert.equal(
      paragraph(document, 'results.compared.half')?.text,
      '前期（2015年度上期）と比べると、相談は1.2倍（246件から291件）、レスキュー支援は0.5倍（104件から56件）、オンサイト支援は0.26倍（31件から8件）でした。',
    )
    assert.equal(
      paragraph(document, 'results.kinds')?.text,
      'レスキュー支援56件の組織種別の内訳は、独立行政法人3件、社団・財団法人11件、企業39件、その他公共機関等3件です。',
    )
    assert.equal(
      paragraph(document, 'results.corrected.2015h1')?.text,
      '訂正：2015年度上期の件数は、2015年11月5日の公表から、相談を248件から246件に訂正しました。理由：同じ案件の二重登録（2件）。',
    )
  })

  test('in English the same numbers', () => {
    const { document } = halfYearReport(desk, H2, 'en')
    assert.match(
      paragraph(document, 'results.counts')?.text ?? '',
      /291 consultations reached the desk\. 56 were urgent .* in 8 cases/,
    )
    assert.match(paragraph(document, 'results.compared.half')?.text ?? '', /1\.2 times .*0\.5 times .*0\.26 times/)
    const words = JSON.stringify(document.blocks.filter((block) => block.kind !== 'picture'))
    // reasons and names of campaigns are the desk's own words
    assert.doesNotMatch(
      words.replaceAll(/同じ案件の二重登録|製造業の議事録メール|海運業務メールの再加工/g, ''),
      /[\u3040-\u30ff\u4e00-\u9fff]/,
    )
  })

  test('the same as CSV: one row a number', () => {
    const rows = halfYearRows(halfYearReport(desk, H2, 'ja').data)
    const value = (figure: string, of: string, half: string) =>
      rows.find((row) => row.figure === figure && row.of === of && row.half === half)?.value
    assert.deepEqual(
      [
        value('consultations', '', '2015'),
        value('rescues_by_kind', 'company', '2015H2'),
        value('onsites_ratio', '2015H1', '2015H2'),
      ],
      [537, 39, '0.26'],
    )
  })

  test('a draft that was edited comes back with the lead’s words and new figures; a clash is shown, never overwritten', async () => {
    const own = testDesk()
    await importTable(own, EXAMPLE, { onRefusal: () => {} })
    const { document, generated } = halfYearReport(own, H2, 'ja')
    const draft = documentMarkdown(document, generated)
    assert.deepEqual(readDraft(draft).edited, [])
    assert.ok(readDraft(draft).paragraphs > 20)
    const edited = draft
      .replace(/(\n-->\n2015年度下期.*に寄せられた相談は291件)でした。/, '$1と、過去最多でした。')
      .replace(/(\n-->\n前期（2015年度上期）と比べると、相談は)1\.2倍/, '$1約1.2倍')
      .replaceAll('\n', '\r\n')
    const { edited: found, lang } = readDraft(edited)
    assert.deepEqual([lang, found.map((one) => one.id)], ['ja', ['results.counts', 'results.compared.half']])
    keepEdits(own, 'half-year 2015H2', 'ja', found)
    assert.match(
      paragraph(halfYearReport(own, H2, 'ja').document, 'results.counts')?.text ?? '',
      /291件と、過去最多でした。緊急を要し/,
    )
    testCase(own, { number: 'X-1', received_at: '2016-03-01' })
    startRescue(own, 'X-1', '2016-03-02')
    const now = halfYearReport(own, H2, 'ja').document
    assert.match(
      paragraph(now, 'results.counts')?.text ?? '',
      /相談は292件と、過去最多でした。.*レスキュー支援に移行したものは57件/,
    )
    assert.equal(paragraph(now, 'results.counts')?.conflict, undefined)
    for (const number of ['2015-B001', '2015-B003', '2015-B004', '2015-B005', '2015-B006'])
      voidCase(own, number, '2016-06-01', '誤記')
    // 1.2 times is still 1.2 times: no clash; what the lead wrote stands
    assert.match(
      paragraph(halfYearReport(own, H2, 'ja').document, 'results.compared.half')?.text ?? '',
      /相談は約1\.2倍/,
    )
    assert.equal(
      halfYearReport(own, H2, 'en').document.blocks.some(
        (block) => block.kind === 'paragraph' && /過去最多/.test(block.text),
      ),
      false,
    )
  })

  test('a published half decides what is new, revised or repeated in the next', () => {
    const own = testDesk()
    const [first, second] = [testCase(own, { received_at: '2015-08-01' }), testCase(own, { received_at: '2015-11-01' })]
    addSign(own, findCase(own, first).id, 'macro-document')
    addSign(own, findCase(own, second).id, 'macro-document')
    addSign(own, findCase(own, second).id, 'password-attack')
    const status = () =>
      halfYearReport(own, H2, 'ja').data.recommended.map(
        (one) => `${one.recommendation.id} ${one.novelty} ${one.cases}`,
      )
    assert.deepEqual(status(), ['mail-account new 1', 'macro again 1'])
    const [macro, account] = ['macro', 'mail-account'].map((id) => RECOMMENDATIONS.find((one) => one.id === id))
    assert.ok(macro && account)
    publish(own, parseHalf('2015H1', 4), { macro: textHash(macro.title.ja, '前期の文面') }, '2015-11-05')
    assert.deepEqual(status(), ['mail-account new 1', 'macro revised 1'])
  })

  test('DOCX: headings, a table of contents with pages, captions that count, Japanese fonts, pictures with a fallback', async () => {
    const parts = await unzipped(await documentDocx(halfYearReport(desk, H2, 'ja').document))
    const body = parts.get('word/document.xml') ?? ''
    assert.match(body, /TOC \\h \\o (?:&quot;|")1-2/)
    assert.equal(body.match(/w:pStyle w:val="Heading1"/g)?.length, 3)
    assert.match(body, /SEQ 表 \\\* ARABIC/)
    assert.equal(body.match(/SEQ 図/g)?.length, 2)
    assert.match(parts.get('word/styles.xml') ?? '', /w:eastAsia="Yu Gothic"/)
    assert.equal([...parts.keys()].filter((name) => /^word\/media\/.*\.(svg|png)$/.test(name)).length, 4)
    assert.match(body, /descr="2014上は相談41件/)
    assert.ok(body.includes('前年度同期（2014年度下期）と比べると、相談は4.4倍'))
  })

  test('PDF: tagged, with an outline', {
    skip: findChromium() ? false : 'no Chromium (scripts/install-components.sh installs it)',
  }, async () => {
    const pdf = (await documentPdf(halfYearReport(desk, H2, 'ja').document, findChromium() ?? '')).toString('latin1')
    assert.match(pdf, /^%PDF-1\./)
    assert.match(pdf, /\/MarkInfo\s*<<[^>]*\/Marked true/)
    assert.match(pdf, /\/StructTreeRoot/)
    assert.match(pdf, /\/Outlines/)
    assert.match(pdf, /\/Lang \(ja\)/)
  })
})

test('nothing that a desk wrote becomes markup, a link or a field in any format', async () => {
  const hostile = '<script>alert(1)</script>|[x](javascript:1)*\u202e\u0007 -->'
  const desk = testDesk()
  for (const number of [testCase(desk), testCase(desk)]) {
    addSign(desk, findCase(desk, number).id, 'reworked-mail')
    joinCampaign(desk, number, hostile)
  }
  const { document, generated } = halfYearReport(desk, H2, 'ja')
  const page = documentHtml(document)
  assert.ok(page.includes('&lt;script&gt;') && !page.includes('<script>') && !/[\u202e\u0007]/.test(page))
  const markdown = documentMarkdown(document, generated)
  assert.ok(markdown.includes('\\<script\\>') && !/[\u202e\u0007]/.test(markdown))
  assert.deepEqual(readDraft(markdown).edited, [])
  const body = (await unzipped(await documentDocx(document))).get('word/document.xml') ?? ''
  assert.ok(body.includes('&lt;script&gt;') && !/[\u202e\u0007]/.test(body))
})

test('a case that may not be told, or that few others resemble, is no example', () => {
  const desk = testDesk()
  const rescued = (given: Parameters<typeof testCase>[1]) => {
    const number = testCase(desk, given)
    addSign(desk, findCase(desk, number).id, 'reworked-mail')
    startRescue(desk, number, '2015-10-06')
  }
  rescued({ industry: 'energy' })
  for (const tlp of ['RED', 'AMBER+STRICT', 'RED'] as const) rescued({ industry: 'media', tlp })
  assert.equal(halfYearReport(desk, H2, 'ja').data.examples.length, 0)
  for (let i = 0; i < 3; i++) rescued({ industry: 'chemistry' })
  assert.deepEqual(
    halfYearReport(desk, H2, 'ja').data.examples.map((one) => one.industry),
    ['chemistry'],
  )
})

test('an empty half makes a report as well, in every format', async () => {
  const { document, generated } = halfYearReport(testDesk(), H2, 'en')
  assert.match(documentHtml(document), /0 consultations reached the desk/)
  assert.ok((await documentDocx(document)).length > 1000)
  assert.match(documentMarkdown(document, generated), /no cases of the second half of fiscal 2014/)
})

test('every sign that a recommendation names is a detector’s', () => {
  const known = new Set(DETECTORS.map((detector) => detector.id))
  const names = RECOMMENDATIONS.flatMap((one) => one.signs)
  assert.deepEqual(
    names.filter((sign) => !known.has(sign)),
    [],
  )
})

test('joining texts: a number is one word, and a clash keeps both', () => {
  const generated = '相談は291件、訪問は8件でした。'
  assert.deepEqual(
    merged({ generated, edited: '相談は291件（過去最多）、訪問は8件でした。' }, '相談は29件、訪問は18件でした。'),
    {
      text: '相談は29件（過去最多）、訪問は18件でした。',
    },
  )
  assert.deepEqual(
    merged({ generated, edited: '相談はおよそ300件、訪問は8件でした。' }, '相談は292件、訪問は8件でした。'),
    {
      text: '相談はおよそ300件、訪問は8件でした。',
      conflict: '相談は292件、訪問は8件でした。',
    },
  )
  assert.deepEqual(merged(undefined, generated), { text: generated })
})

async function unzipped(bytes: Buffer): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-docx-'))
  try {
    writeFileSync(join(folder, 'report.docx'), bytes)
    const zip = await yauzl.openPromise(join(folder, 'report.docx'))
    const parts = new Map<string, string>()
    for await (const entry of zip.eachEntry())
      parts.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)))
    zip.close()
    return parts
  } finally {
    rmSync(folder, { recursive: true })
  }
}
