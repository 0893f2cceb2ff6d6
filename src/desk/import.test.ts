import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import writeXlsxFile from 'write-excel-file/node'
import { encode } from '../../sim/mail/charset.ts'
import { viewCase } from './case.ts'
import type { Desk } from './desk.ts'
import { verifyHistory } from './history.ts'
import { type Imported, importTable } from './import.ts'
import { listCases } from './list.ts'
import { loadMapping, type Mapping } from './mapping.ts'
import { testCase, testDesk } from './test-desk.ts'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-import-'))
after(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function take(
  desk: Desk,
  path: string,
  options: { dryRun?: boolean; skipRefused?: boolean; mapping?: Mapping } = {},
): Promise<Imported & { refusals: string[] }> {
  const refusals: string[] = []
  const result = await importTable(desk, path, {
    ...options,
    onRefusal: ({ line, reasons }) => refusals.push(`${line}: ${reasons.map((reason) => reason.ja).join(' / ')}`),
  })
  return { ...result, refusals }
}

const HEAD = '受付番号,受付日,組織名,組織種別,受付方法,レスキュー開始日,訪問日,訪問者,完了日,概要\r\n'
const GOOD =
  '15-001,2015/10/5 9:30,甲乙工業,企業,メール,2015/10/6,2015/10/8、2015/10/15,佐藤、鈴木,2015/11/2,"改行の\n入った概要"\r\n'

test('a desk’s CSV in Shift_JIS becomes cases with rescue, visits and closing', async () => {
  const desk = testDesk()
  const result = await take(desk, file('sjis.csv', encode(`${HEAD}${GOOD}`, 'shift_jis')))
  assert.deepEqual([result.rows, result.taken, result.written, result.refusals], [1, 1, true, []])
  const view = viewCase(desk, '15-001')
  assert.equal(view.consultation.received_at, '2015-10-05T09:30')
  assert.equal(view.consultation.summary, '改行の\n入った概要')
  assert.deepEqual(
    view.visits.map((visit) => [visit.visited_on, visit.went]),
    [
      ['2015-10-08', '["佐藤","鈴木"]'],
      ['2015-10-15', '["佐藤","鈴木"]'],
    ],
  )
  assert.equal(view.stage, 'closed')
  assert.deepEqual(verifyHistory(desk).faults, [])
})

test('the dry run lists every row that would be refused, with all its reasons, and writes nothing', async () => {
  const desk = testDesk()
  testCase(desk, { number: '15-100' })
  const table = file(
    'bad.csv',
    `${HEAD}${GOOD}15-002,2015/2/30,丙,企業,メール,,,,,
15-003,2015/10/5,丁,企業,メール,2015/10/6,2015/10/5,,,
15-004,2015/10/5,戊,同好会,伝書鳩,,,,,
15-005,2015/10/5,己,企業,メール,2015/10/4,,,,
15-001,2015/10/9,庚,企業,電話,,,,,
15-100,2015/10/9,庚,企業,電話,,,,,
15-006,=TODAY(),辛,企業,電話,,,,,
15-007,2030/1/1,壬,企業,電話,,,,,
15-008,2015/10/9,癸,企業,電話,,2015/10/10,,,
15-009,,癸,企業,電話,,,,2015/10/1,

15-010,2015/10/9,正しい組織,社団法人,TEL,,,,,+81-3-1234-5678 から電話
15-011,2015/99/9,組織,社団法人,TEL,,,,,`,
  )
  const dry = await take(desk, table, { dryRun: true })
  assert.deepEqual(dry.refusals, [
    '4: 受付日「2015/2/30」: 存在しない日付か、読めない書き方です',
    '5: 訪問日がレスキュー開始日より前です。日付を確かめてください。',
    '6: 組織種別「同好会」: 登録されていない値です（独立行政法人、社団・財団法人、企業、その他公共機関等） / 受付方法「伝書鳩」: 登録されていない値です（メール、電話、ウェブフォーム、FAX、来訪）',
    '7: レスキュー開始日が相談受付日より前か、訪問日より後です。日付を確かめてください。',
    '8: 同じ受付番号の相談がすでにあります。',
    '9: 同じ受付番号の相談がすでにあります。',
    '10: 受付日「=TODAY()」: 数式のセルです。値に置き換えてください / 受付日「=TODAY()」: 存在しない日付か、読めない書き方です',
    '11: 受付日 2030-01-01 は未来の日付です。',
    '12: 訪問日「2015/10/10」: レスキュー開始日がありません',
    '13: 受付日「」: 空です',
    '16: 受付日「2015/99/9」: 存在しない日付か、読めない書き方です',
  ])
  assert.deepEqual([dry.rows, dry.taken, dry.refused, dry.written], [13, 2, 11, false])
  assert.equal(listCases(desk, { top: 100 }).length, 1)
  const refused = await take(desk, table)
  assert.deepEqual([refused.written, listCases(desk, { top: 100 }).length], [false, 1])
  const rest = await take(desk, table, { skipRefused: true })
  assert.deepEqual([rest.written, listCases(desk, { top: 100 }).length], [true, 3])
  assert.equal(viewCase(desk, '15-010').consultation.channel, 'telephone')
  assert.deepEqual(verifyHistory(desk).faults, [])
})

test('a workbook: dates as Excel keeps them, a title above the headings, formula cells refused', async () => {
  const path = join(folder, 'desk.xlsx')
  const text = (value: string) => ({ value })
  const date = (value: string) => ({ value: new Date(value), format: 'yyyy/mm/dd' })
  await writeXlsxFile([
    [text('相談管理表')],
    ['管理番号', '相談日', '組織種別', '受付手段', '備考', '社内コード'].map(text),
    [text('A-1'), date('2015-10-05'), text('企業'), text('電話'), text('至急'), text('x')],
    [text('A-2'), { type: 'Formula', value: 'DATE(2015,10,6)' }, text('企業'), text('電話')],
    [text('A-3'), text('平成27年10月7日'), text('財団法人'), text('FAX')],
  ] as never).toFile(path)
  const desk = testDesk()
  const dry = await take(desk, path, { dryRun: true })
  assert.deepEqual(dry.unused, ['社内コード'])
  assert.equal(dry.refusals.length, 1)
  assert.match(dry.refusals[0] ?? '', /^4: 受付日「.*」: 数式のセルです/)
  await take(desk, path, { skipRefused: true })
  assert.deepEqual(
    listCases(desk, { top: 9 }).map((one) => [one.number, one.received_at, one.organisation_kind]),
    [
      ['A-3', '2015-10-07', 'association'],
      ['A-1', '2015-10-05', 'company'],
    ],
  )
})

test('a mapping names columns, translates values and fills in what the table has not', async () => {
  const desk = testDesk()
  const mapping = loadMapping(
    file(
      'mapping.yaml',
      'columns:\n  received_at: 起票日\n  kind: 相手\nvalues:\n  kind:\n    役所: public\ndefaults:\n  channel: 電話\n',
    ),
  )
  const result = await take(desk, file('own.csv', '起票日\t相手\n2015-10-05\t役所\n'), { mapping })
  assert.deepEqual(result.refusals, [])
  assert.deepEqual(
    listCases(desk, { top: 9 }).map((one) => [one.organisation_kind, one.channel]),
    [['public', 'telephone']],
  )
  await assert.rejects(take(desk, file('other.csv', '日付,相手\n2015-10-05,役所\n'), { mapping }), /起票日/)
  await assert.rejects(
    take(desk, file('none.csv', 'a,b\n1,2\n')),
    /no column for received_at, kind, channel; the table has a, b/,
  )
  assert.throws(() => loadMapping(file('wrong.yaml', 'columns:\n  favourite_colour: 色\n')), /fields are number/)
})

test('what is no table is refused with the place: an open quote, no line ends, an old workbook, another kind of file', async () => {
  const desk = testDesk()
  await assert.rejects(take(desk, file('open.csv', `${HEAD}${GOOD}15-2,"2015`)), /is no CSV from line 4 on/)
  await assert.rejects(take(desk, file('long.csv', `${HEAD}${'x'.repeat(500_000)}`)), /from line 2 on/)
  await assert.rejects(take(desk, file('old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'))), /old workbook/)
  await assert.rejects(
    take(desk, file('fake.xlsx', Buffer.from('PK\u0003\u0004 nonsense'))),
    /can't be read as a workbook/,
  )
  await assert.rejects(take(desk, join(folder, 'absent.csv')), /can't be opened/)
  await assert.rejects(take(desk, file('empty.csv', '')), /has no rows/)
  assert.equal(listCases(desk, { top: 9 }).length, 0)
})
