/** A document as DOCX: real headings, captions that count themselves, a table of contents, Japanese fonts named for Word and LibreOffice alike. */
import { existsSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import {
  AlignmentType,
  BorderStyle,
  Document as DocxDocument,
  type FileChild,
  Footer,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  ShadingType,
  SimpleField,
  Table,
  TableCell,
  TableOfContents,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { estimatePageNumbersWith } from 'docx/layout'
import { columnShares } from './column-width.ts'
import { type Block, captions, type Document, type Picture, type Table as TableBlock } from './document.ts'
import { CONFLICT, CONTENTS } from './document-html.ts'
import { visible } from './safe-text.ts'

/** Yu Gothic is on Windows and in Word for Mac; elsewhere the office program takes its own Japanese sans-serif. */
const FONT = { ascii: 'Yu Gothic', hAnsi: 'Yu Gothic', eastAsia: 'Yu Gothic', cs: 'Yu Gothic' }
const TEXT_WIDTH = 9_638 // A4 less 20 mm on both sides, in twentieths of a point

export async function documentDocx(document: Document): Promise<Buffer> {
  const { lang, title, subtitle, cover, blocks, short, close } = document
  const numbered = captions(document)
  const front: FileChild[] = [
    new Paragraph({ style: 'Title', children: [new TextRun(visible(title))], spacing: { before: short ? 0 : 3_600 } }),
    new Paragraph({ style: 'Subtitle', children: [new TextRun(visible(subtitle))] }),
    ...cover.map((line) => new Paragraph({ style: 'Cover', children: [new TextRun(visible(line))] })),
  ]
  const contents: FileChild[] = short
    ? []
    : [
        new Paragraph({ children: [new PageBreak()] }),
        new Paragraph({ style: 'ContentsHeading', children: [new TextRun(CONTENTS[lang])] }),
        new TableOfContents(CONTENTS[lang], { hyperlink: true, headingStyleRange: '1-2', beginDirty: false }),
        new Paragraph({ children: [new PageBreak()] }),
      ]
  const file = new DocxDocument({
    title: visible(title),
    description: visible(subtitle),
    creator: 'kyumei',
    // the table of contents has its page numbers before Word counts them
    pageNumbers: estimatePageNumbersWith({ guess: true }),
    styles: {
      default: {
        document: {
          run: { font: FONT, size: close ? 19 : 21, language: { value: 'en-US', eastAsia: 'ja-JP' } },
          paragraph: { spacing: { line: close ? 270 : 340, lineRule: LineRuleType.AUTO, after: close ? 50 : 120 } },
        },
        title: { run: { font: FONT, size: 40, bold: true, color: '0B5394' }, paragraph: { spacing: { after: 200 } } },
        heading1: {
          run: { font: FONT, size: 30, bold: true, color: '0B5394' },
          paragraph: { spacing: { before: 480, after: 160 }, keepNext: true },
        },
        heading2: {
          run: { font: FONT, size: 24, bold: true, color: '1D2126' },
          paragraph: { spacing: close ? { before: 160, after: 50 } : { before: 320, after: 100 }, keepNext: true },
        },
      },
      paragraphStyles: [
        {
          id: 'Subtitle',
          name: 'Subtitle',
          basedOn: 'Normal',
          run: { size: 26 },
          paragraph: { spacing: { after: close ? 60 : 600 } },
        },
        { id: 'Cover', name: 'Cover', basedOn: 'Normal', run: { color: '454D56' } },
        {
          id: 'ContentsHeading',
          name: 'Contents Heading',
          basedOn: 'Normal',
          run: { size: 30, bold: true, color: '0B5394' },
        },
        {
          id: 'Caption',
          name: 'caption',
          basedOn: 'Normal',
          run: { size: 19, bold: true },
          paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 160, after: 80 } },
        },
        {
          id: 'TableText',
          name: 'Table Text',
          basedOn: 'Normal',
          run: { size: 19 },
          paragraph: { spacing: { line: 260, lineRule: LineRuleType.AUTO, after: 0 } },
        },
        {
          id: 'Notes',
          name: 'Notes',
          basedOn: 'Normal',
          run: { size: 17, color: '454D56' },
          paragraph: { spacing: { line: 260, lineRule: LineRuleType.AUTO, after: 40 } },
        },
      ],
    },
    sections: [
      {
        properties: {
          titlePage: !short,
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1_247, bottom: 1_134, left: 1_134, right: 1_134 },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT] })],
              }),
            ],
          }),
        },
        children: [
          ...front,
          ...contents,
          ...blocks.flatMap((block) => docxBlock(block, numbered.get(block) ?? '', lang)),
        ],
      },
    ],
  })
  return await Packer.toBuffer(file)
}

/** Of a paragraph: the id of the style in the file that it goes into, or undefined where the file has none. */
export type StyleOf = (name: 'heading 1' | 'heading 2' | 'caption' | 'table text' | 'notes') => string | undefined

const OWN: StyleOf = (name) =>
  ({ 'heading 1': 'Heading1', 'heading 2': 'Heading2', caption: 'Caption', 'table text': 'TableText', notes: 'Notes' })[
    name
  ]

/**
 * A style that the file doesn't have must not be named: LibreOffice then tears the text out of a table's cells. Such a paragraph is formatted
 * by itself.
 */
export function docxBlock(block: Block, number: string, lang: 'ja' | 'en', styleOf: StyleOf = OWN): FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [heading(block.text, block.level, styleOf)]
    case 'paragraph':
      return [
        new Paragraph({ children: [new TextRun(visible(block.text))] }),
        ...(block.conflict
          ? [
              new Paragraph({
                children: [
                  new TextRun({ text: CONFLICT[lang], bold: true, color: 'A3161F' }),
                  new TextRun({ text: visible(block.conflict), color: 'A3161F' }),
                ],
              }),
            ]
          : []),
      ]
    case 'list':
      return block.items.map((item) =>
        styleOf === OWN
          ? new Paragraph({ bullet: { level: 0 }, children: [new TextRun(visible(item))] })
          : new Paragraph({ indent: { left: 420, hanging: 210 }, children: [new TextRun(`・${visible(item)}`)] }),
      )
    case 'table':
      return [
        caption(number, block.caption, lang, { keepNext: true, styleOf }),
        table(block, styleOf),
        ...block.notes.map(
          (note, i) =>
            new Paragraph({
              style: styleOf('notes'),
              spacing: { before: i === 0 ? 60 : 0, after: i === block.notes.length - 1 ? 200 : 40 },
              children: [
                new TextRun({ text: visible(note), ...(styleOf('notes') ? {} : { size: 17, color: '454D56' }) }),
              ],
            }),
        ),
        ...(block.notes.length === 0 ? [new Paragraph({ style: styleOf('notes'), children: [] })] : []),
      ]
    case 'picture':
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          keepNext: true,
          spacing: { line: 240, lineRule: LineRuleType.AUTO },
          children: [picture(block)],
        }),
        caption(number, block.caption, lang, { keepNext: false, styleOf }),
      ]
  }
}

function heading(text: string, level: 1 | 2, styleOf: StyleOf): Paragraph {
  const style = styleOf(`heading ${level}`)
  if (style === 'Heading1' || style === 'Heading2')
    return new Paragraph({
      heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
      children: [new TextRun(visible(text))],
    })
  return new Paragraph({
    style,
    outlineLevel: level - 1,
    keepNext: true,
    children: [new TextRun({ text: visible(text), ...(style ? {} : { bold: true, size: level === 1 ? 30 : 24 }) })],
  })
}

/** `表1　…`: the number is a field, so that Word counts on when tables are added, with the right value from the start. */
function caption(
  number: string,
  text: string,
  lang: 'ja' | 'en',
  { keepNext, styleOf }: { keepNext: boolean; styleOf: StyleOf },
): Paragraph {
  const [, label = '', count = ''] = /^(\D+)(\d+)$/.exec(number) ?? []
  return new Paragraph({
    style: styleOf('caption'),
    alignment: styleOf('caption') ? undefined : AlignmentType.CENTER,
    keepNext,
    children: [
      new TextRun(label),
      new SimpleField(`SEQ ${label.trim()} \\* ARABIC`, count),
      new TextRun(`${lang === 'ja' ? '　' : '. '}${visible(text)}`),
    ],
  })
}

function table(block: TableBlock, styleOf: StyleOf): Table {
  const { head, rows, numeric } = block
  const widths = columnShares(block).map((share) => Math.floor(share * TEXT_WIDTH))
  const border = { style: BorderStyle.SINGLE, size: 4, color: '8A929B' }
  const cell = (text: string, column: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[column] ?? 0, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 100, right: 100 },
      ...(isHead ? { shading: { type: ShadingType.CLEAR, fill: 'E8EFF6' } } : {}),
      children: [
        new Paragraph({
          style: styleOf('table text'),
          alignment: numeric.includes(column) ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [
            new TextRun({ text: visible(text), bold: isHead, ...(styleOf('table text') ? {} : { size: 19 }) }),
          ],
        }),
      ],
    })
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: head.map((text, i) => cell(text, i, true)) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text, i) => cell(text, i, false)) })),
    ],
  })
}

/** One font with Japanese letters: to look through all of the system's takes seconds. */
const FONT_FILES = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf',
  '/usr/share/fonts/truetype/vlgothic/VL-Gothic-Regular.ttf',
  '/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc',
  '/mnt/c/Windows/Fonts/YuGothM.ttc', // Windows, from WSL
]
const japanese = FONT_FILES.find((path) => existsSync(path))

/** The drawing itself, and beside it a picture of points for programs that show no SVG. */
function picture({ svg: inPage, alt, width, height }: Picture): ImageRun {
  const svg = inPage.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ') // alone, it must name its language
  const points = new Resvg(svg, {
    fitTo: { mode: 'width', value: width * 2 },
    background: 'white',
    font: japanese
      ? { loadSystemFonts: false, fontFiles: [japanese], defaultFontFamily: 'Noto Sans CJK JP' }
      : { loadSystemFonts: true },
  }).render()
  const transformation = { width, height }
  return new ImageRun({
    type: 'svg',
    data: Buffer.from(svg),
    transformation,
    fallback: { type: 'png', data: points.asPng() },
    altText: { name: visible(alt).slice(0, 60), description: visible(alt), title: '' },
  })
}
