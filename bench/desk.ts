/** The desk's bars: 10,000 cases; list, search and statistics ≤ 100 ms at the median, the half-year report ≤ 5 s. */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { Random } from '../sim/random.ts'
import { addSign, addTechnique } from '../src/desk/attach.ts'
import { closeDesk, openDesk } from '../src/desk/desk.ts'
import { halfOf } from '../src/desk/fiscal.ts'
import { verifyHistory } from '../src/desk/history.ts'
import { listCases } from '../src/desk/list.ts'
import { searchCases } from '../src/desk/search.ts'
import { comparisons, figures, years } from '../src/desk/statistics.ts'
import { terms } from '../src/desk/vocabulary.ts'
import { addNote, addTask, addVisit, closeCase, intake, startRescue } from '../src/desk/work.ts'
import { DETECTORS } from '../src/detect/index.ts'
import { documentDocx } from '../src/report/document-docx.ts'
import { documentPdf, findChromium } from '../src/report/document-pdf.ts'
import { halfYearReport } from '../src/report/half-year/report.ts'

const cases = Number(process.argv[2] ?? 10_000)
const folder = mkdtempSync(join(tmpdir(), 'kyumei-desk-bench-'))
const desk = openDesk(join(folder, 'desk.sqlite'), { who: 'bench', now: () => new Date('2026-04-15T00:00:00Z') })
const random = new Random(7)
const [kinds, industries, attacks] = (['organisation_kind', 'industry', 'attack_kind'] as const).map((name) =>
  terms(desk, name).map((term) => term.code),
) as [string[], string[], string[]]

let begun = performance.now()
desk.db.exec('BEGIN IMMEDIATE')
for (let i = 0; i < cases; i++) {
  // five years of a large desk
  const day = new Date(Date.UTC(2021, 3, 1) + random.next() * 5 * 365 * 86_400_000).toISOString().slice(0, 10)
  const later = (days: number) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  const { id, number } = intake(desk, {
    number: `B-${i}`,
    organisation: `例示組織${random.whole(1, cases / 2)}`,
    kind: random.pick(kinds),
    industry: random.pick(industries),
    channel: random.pick(['mail', 'telephone', 'form'] as const),
    attack_kind: random.pick(attacks),
    received_at: day,
    summary: `取引先を装ったメールの添付ファイルを開いた可能性がある。端末${i}、差出人 sender${i}@example.com。`.repeat(
      4,
    ),
  })
  for (let n = random.whole(0, 4); n > 0; n--) {
    const detector = random.pick(DETECTORS)
    addSign(desk, id, detector.id)
    for (const technique of detector.attack) addTechnique(desk, id, technique)
  }
  addNote(desk, number, 'プロキシのログを受領。該当時刻の通信を確認中。')
  if (random.next() < 0.3) {
    startRescue(desk, number, later(1))
    addTask(desk, number, { title: 'パスワードの変更', due_on: later(7) })
    if (random.next() < 0.2) addVisit(desk, number, { visited_on: later(2), went: ['佐藤'] })
  }
  if (random.next() < 0.9) closeCase(desk, number, later(5), '')
}
desk.db.exec('COMMIT')
console.log(
  `${cases} cases entered in ${seconds(begun)} s, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
)

const half = halfOf(2025, 2, desk.fiscalStart)
median('list', () => listCases(desk, { top: 50 }))
median('list of one half, unfinished', () => listCases(desk, { top: 50, half, unfinished: true }))
median('search, frequent words', () => searchCases(desk, ['取引先', '確認中'], 50))
median('search, one case', () => searchCases(desk, [`sender${cases - 7}@example.com`], 50))
median('search, nothing', () => searchCases(desk, ['存在しない言葉'], 50))
median('figures of a half', () => figures(desk, half))
median('comparisons and years', () => [comparisons(desk, half), years(desk, half)])

for (const lang of ['ja', 'en'] as const) {
  begun = performance.now()
  const cpu = process.cpuUsage()
  const { document } = halfYearReport(desk, half, lang)
  await documentDocx(document)
  const { user, system } = process.cpuUsage(cpu)
  console.log(
    `report ${lang}, DOCX: ${seconds(begun)} s, of processor time ${((user + system) / 1e6).toFixed(1)} s (bar 5)`,
  )
  const chromium = findChromium()
  if (!chromium) continue
  begun = performance.now()
  await documentPdf(halfYearReport(desk, half, lang).document, chromium)
  console.log(`report ${lang}, PDF: ${seconds(begun)} s (bar 5)`)
}
begun = performance.now()
const { entries, faults } = verifyHistory(desk)
console.log(`verify: ${entries} entries, ${faults.length} faults, ${seconds(begun)} s`)
closeDesk(desk)
rmSync(folder, { recursive: true, force: true })

function median(what: string, work: () => unknown): void {
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).sort((a, b) => a - b)
  console.log(`${what}: ${times[7]?.toFixed(1)} ms at the median (bar 100)`)
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
