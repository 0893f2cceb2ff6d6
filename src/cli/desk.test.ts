import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'kyumei-desk-cli-'))
after(() => rmSync(folder, { recursive: true }))
const main = resolve(import.meta.dirname, 'main.ts')

function desk(...args: string[]): { code: number | null; out: string; err: string } {
  const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'desk', ...args], {
    encoding: 'utf8',
    env: {
      ...process.env,
      KYUMEI_DESK: join(folder, 'desk.sqlite'),
      KYUMEI_WHO: '佐藤',
      LANG: 'C.UTF-8',
      XDG_STATE_HOME: folder,
    },
  })
  return { code: run.status, out: run.stdout, err: run.stderr }
}

test('a case from the first call to the certificate of its erasure, on the terminal', () => {
  const none = desk('list', '--lang', 'ja')
  assert.deepEqual([none.code, none.out], [2, ''])
  assert.match(none.err, /相談台帳 .* がまだありません。kyumei desk intake/)

  const taken = desk(
    'intake',
    '--kind',
    '企業',
    '--organisation',
    '甲乙工業',
    '--channel',
    '電話',
    '--received',
    '2026年10月5日 9時30分',
    '--person',
    '山田 花子',
    '--summary',
    '=cmd|議事録.txt.exe\u001b[31mを開いた',
    '--json',
  )
  assert.equal(taken.code, 0, taken.err)
  assert.equal(JSON.parse(taken.out).consultation.number, '2026-0001')
  assert.match(desk('rescue', '2026-0001', '--start', '2026-10-05 14:00', '--lang', 'ja').out, /レスキュー支援中/)
  const early = desk('visit', '2026-0001', '--on', '2026-10-01', '--lang', 'en')
  assert.deepEqual([early.code, early.err], [2, 'kyumei: the visit is before the rescue began: check the dates\n'])
  assert.match(
    desk('visit', '2026-0001', '--on', '2026-10-07', '--who', '佐藤', '--who', '鈴木', '--lang', 'ja').out,
    /訪問: 2026-10-07 {2}佐藤、鈴木/,
  )

  const mail = join(folder, 'lure.eml')
  writeFileSync(
    mail,
    'From: a@example.com\r\nTo: b@example.jp\r\nSubject: minutes\r\nDate: Mon, 5 Oct 2026 09:00:00 +0900\r\nMessage-ID: <1@example.com>\r\n\r\nhello\r\n',
  )
  const attached = desk(
    'attach',
    '2026-0001',
    mail,
    '--device',
    'PC-01',
    '--clock-offset',
    '-95',
    '--sign',
    'double-extension',
    '--json',
  )
  assert.equal(attached.code, 0, attached.err)
  const view = JSON.parse(attached.out)
  assert.deepEqual(
    [
      view.evidence.length,
      view.evidence[0].clock_offset,
      view.evidence[0].custody[0].giver,
      view.scans.length,
      view.signs[0].detector,
    ],
    [1, -95, '山田 花子', 1, 'double-extension'],
  )
  const mailbox = join(folder, 'all.mbox')
  writeFileSync(
    mailbox,
    'From a@example.com Mon Oct  5 09:00:00 2026\nFrom: a@example.com\nTo: b@example.jp\nSubject: x\n\nhello\n',
  )
  const unlawful = desk('attach', '2026-0001', mailbox, '--lang', 'ja')
  assert.equal(unlawful.code, 2)
  assert.match(unlawful.err, /メールボックスです。従業員のメールを読む根拠/)

  const shown = desk('show', '2026-0001', '--history', '--lang', 'ja')
  assert.ok(!shown.out.includes('\u001b'), 'no escape of the caller reaches the terminal')
  assert.match(shown.out, /佐藤 {2}insert rescue 1/)
  assert.match(desk('list', '--csv').out, /^\ufeffnumber,/)
  const csv = desk('export')
  assert.match(csv.out, /'=cmd\|議事録/)
  const table = join(folder, 'out.csv')
  assert.equal(desk('export', table).code, 0)

  assert.match(desk('close', '2026-0001', '--on', '2026-11-01', '--lang', 'en').out, /closed/)
  const erased = desk('erase', '2026-0001', '--reason', '保存期間の満了', '--lang', 'ja')
  assert.match(erased.out, /消去証明書[\s\S]*受付番号: 2026-0001[\s\S]*consultation 1 {2}[0-9a-f]{64}/)
  assert.ok(!desk('show', '2026-0001', '--history').out.includes('山田'))
  const verified = JSON.parse(desk('verify', '--json').out)
  assert.deepEqual(verified.faults, [])
  assert.equal(desk('verify', '--head', verified.head).code, 0)
  assert.equal(desk('verify', '--head', `1:${'0'.repeat(64)}`).code, 3)
})

test('an exported table is taken over again without a loss, by a desk of its own', () => {
  const own = ['--desk', join(folder, 'second.sqlite')]
  const table = join(folder, 'table.csv')
  writeFileSync(
    table,
    '受付番号,受付日,組織種別,受付方法,概要,レスキュー開始日,訪問日\nA-1,2015/10/5,企業,メール,不審なメール,2015/10/6,2015/10/8\nA-2,2015/13/5,企業,メール,,,\n',
  )
  const dry = desk('import', table, '--dry-run', '--lang', 'ja', ...own)
  assert.equal(dry.code, 3)
  assert.match(dry.out, /^3行目: 受付日「2015\/13\/5」: 存在しない日付/)
  assert.match(dry.out, /試行のため、何も書き込んでいません/)
  assert.equal(desk('import', table, '--skip-refused', ...own).code, 3)
  const copy = join(folder, 'copy.csv')
  assert.equal(desk('export', copy, ...own).code, 0)
  writeFileSync(copy, `${readFileSync(copy, 'utf8')}A-3,2015/10/7,,,company,,,,,,mail,,,,,,,'=1+1,,,,,,,,\r\n`)
  const third = ['--desk', join(folder, 'third.sqlite')]
  assert.equal(desk('import', copy, ...third).code, 0)
  assert.equal(JSON.parse(desk('show', 'A-3', '--json', ...third).out).consultation.summary, '=1+1')
  const counted = JSON.parse(desk('statistics', '2015H2', '--json', ...third).out)
  assert.deepEqual([counted.consultations, counted.rescues, counted.onsites], [2, 1, 1])
})
