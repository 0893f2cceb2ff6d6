/** The desk's bars: 10,000 cases; list, search and statistics ≤ 100 ms at the median, the half-year report ≤ 5 s. */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { Random } from '../sim/random.ts'
import { addIndicator, addSign, addTechnique } from '../src/desk/attach.ts'
import { closeDesk, openDesk } from '../src/desk/desk.ts'
import { halfOf } from '../src/desk/fiscal.ts'
import { verifyHistory } from '../src/desk/history.ts'
import { listCases } from '../src/desk/list.ts'
import { groups, relations, relationsOf } from '../src/desk/relation.ts'
import { searchCases } from '../src/desk/search.ts'
import { comparisons, figures, years } from '../src/desk/statistics.ts'
import { verisExport } from '../src/desk/veris/export.ts'
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
  // a quarter of the cases calls one of as many places, as campaigns do
  if (random.next() < 0.25)
    addIndicator(desk, id, { kind: 'domain', value: `c2-${random.whole(1, cases / 4)}.example.net` })
  for (let n = 0; n < 10; n++) addIndicator(desk, id, { kind: 'domain', value: `own-${i}-${n}.example.net` })
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

median('what a case has in common with others', () => relationsOf(desk, `B-${cases - 1}`))
begun = performance.now()
const found = groups(relations(desk))
console.log(
  `all cases related: ${found.length} groups, the largest of ${found[0]?.cases.length ?? 0}, ${seconds(begun)} s`,
)
begun = performance.now()
console.log(`VERIS of a year: ${verisExport(desk, 2025).incidents.length} incidents, ${seconds(begun)} s`)

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
  const times: number[] = []
  const own: number[] = [] // of the processor: a shared machine lets others wait
  for (let i = 0; i < 15; i++) {
    const [start, cpu] = [performance.now(), process.cpuUsage()]
    work()
    const { user, system } = process.cpuUsage(cpu)
    times.push(performance.now() - start)
    own.push((user + system) / 1000)
  }
  const middle = (list: number[]) => list.sort((a, b) => a - b)[7]?.toFixed(1)
  console.log(`${what}: ${middle(times)} ms at the median, of processor time ${middle(own)} ms (bar 100)`)
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
