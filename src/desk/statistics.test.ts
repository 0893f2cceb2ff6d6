import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { before, describe, test } from 'node:test'
import { exampleCsv } from '../../scripts/example-desk.ts'
import { addSign } from './attach.ts'
import { findCase } from './case.ts'
import type { Desk } from './desk.ts'
import { halfOf, parseHalf } from './fiscal.ts'
import { verifyHistory } from './history.ts'
import { importTable } from './import.ts'
import { correction, publish } from './publication.ts'
import { comparisons, counts, figures, ratio, years } from './statistics.ts'
import { testCase, testDesk } from './test-desk.ts'
import { addVisit, closeCase, reopenCase, startRescue, voidCase } from './work.ts'

const EXAMPLE = resolve(import.meta.dirname, '../../examples/desk/cases.csv')

describe('the example desk has the published figures of fiscal 2014 and 2015', () => {
  let desk: Desk
  before(async () => {
    desk = testDesk()
    const result = await importTable(desk, EXAMPLE, { onRefusal: (refusal) => assert.fail(JSON.stringify(refusal)) })
    assert.equal(result.taken, 646)
  })

  test('it is what its script writes', () => {
    assert.equal(readFileSync(EXAMPLE, 'utf8'), exampleCsv())
  })

  test('every number of the published table', () => {
    const row = (of: { consultations: number; rescues: number; onsites: number }) => [
      of.consultations,
      of.rescues,
      of.onsites,
    ]
    assert.deepEqual(
      years(desk, parseHalf('2015H2', 4)).map((one) => [one.year, row(one.h1), row(one.h2), row(one.total)]),
      [
        [2014, [41, 17, 6], [66, 21, 5], [107, 38, 11]],
        [2015, [246, 104, 31], [291, 56, 8], [537, 160, 39]],
      ],
    )
  })

  test('the 56 rescues by kind of organisation', () => {
    const { rescues_by_kind } = figures(desk, parseHalf('2015H2', 4))
    assert.deepEqual(Object.fromEntries(rescues_by_kind.map(({ code, n }) => [code, n])), {
      agency: 3,
      association: 11,
      company: 39,
      public: 3,
    })
  })

  test('the comparisons, rounded half up: the source prints 2.6 and 0.25 where 56/21 is 2.7 and 8/31 is 0.26', () => {
    const half = parseHalf('2015H2', 4)
    const now = counts(desk, half)
    const { year, half: last } = comparisons(desk, half)
    const against = ({ before }: typeof year) => [
      ratio(now.consultations, before.consultations),
      ratio(now.rescues, before.rescues),
      ratio(now.onsites, before.onsites),
    ]
    assert.deepEqual([year.with, against(year)], ['2014H2', ['4.4', '2.7', '1.6']])
    assert.deepEqual([last.with, against(last)], ['2015H1', ['1.2', '0.5', '0.26']])
    const printed = [
      ['4.4', '2.6', '1.6'],
      ['1.2', '0.5', '0.25'],
    ]
    assert.equal([...against(year), ...against(last)].filter((one, i) => one !== printed.flat()[i]).length, 2)
  })

  test('the first half of 2015 was published as 248 consultations and is 246 since two were withdrawn, with the reason', () => {
    const half = parseHalf('2015H1', 4)
    assert.deepEqual(counts(desk, half, '2015-11-05'), { consultations: 248, rescues: 104, onsites: 31 })
    publish(desk, half, {}, '2015-11-05')
    const corrected = correction(desk, half)
    assert.deepEqual(
      [corrected?.published.consultations, corrected?.now.consultations, corrected?.added, corrected?.reasons],
      [248, 246, 0, [{ reason: '同じ案件の二重登録', n: 2 }]],
    )
    assert.equal(correction(desk, half, '2016-04-19'), null)
  })

  test('its history holds', () => {
    assert.deepEqual(verifyHistory(desk).faults, [])
  })
})

test('each count goes by its own start date, and several visits count once, in the half of the first', () => {
  const desk = testDesk()
  const number = testCase(desk, { received_at: '2015-09-29' })
  startRescue(desk, number, '2015-10-01')
  addVisit(desk, number, { visited_on: '2016-04-20', went: [] })
  addVisit(desk, number, { visited_on: '2016-03-31', went: [] })
  addVisit(desk, number, { visited_on: '2016-04-02', went: [] })
  const of = (half: string) => Object.values(counts(desk, parseHalf(half, 4)))
  assert.deepEqual(
    [of('2015H1'), of('2015H2'), of('2016H1')],
    [
      [1, 0, 0],
      [0, 1, 1],
      [0, 0, 0],
    ],
  )
  voidCase(desk, number, '2016-06-01', '二重登録')
  assert.deepEqual(
    [of('2015H1'), of('2015H2')],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
  )
  assert.deepEqual(counts(desk, parseHalf('2015H2', 4), '2016-05-31'), { consultations: 0, rescues: 1, onsites: 1 })
  assert.deepEqual(counts(desk, parseHalf('2015H2', 4), '2016-03-30'), { consultations: 0, rescues: 1, onsites: 0 })
})

test('durations: median and 90th percentile, a reopened case has not ended, days without a time count whole', () => {
  const desk = testDesk()
  for (const [i, days] of [0, 1, 2, 3, 10].entries()) {
    const number = testCase(desk, { received_at: `2015-10-${10 + i}T12:00` })
    startRescue(desk, number, `2015-10-${10 + i + days}${i === 0 ? 'T18:00' : ''}`)
    closeCase(desk, number, `2015-11-${10 + i + days}`, '')
    if (i === 4) reopenCase(desk, number, '2015-12-01', '再発')
  }
  const found = figures(desk, parseHalf('2015H2', 4))
  assert.equal(found.days_to_rescue.n, 5)
  assert.equal(found.days_to_rescue.median, 2)
  assert.equal(found.days_to_rescue.p90?.toFixed(2), '7.20')
  assert.equal(found.days_to_close.n, 4)
  const none = figures(desk, parseHalf('2014H1', 4))
  assert.deepEqual(none.days_to_rescue, { n: 0, median: null, p90: null })
})

test('signs and techniques count cases, not findings', () => {
  const desk = testDesk()
  const [first, second] = [testCase(desk), testCase(desk)]
  for (const number of [first, first, second]) addSign(desk, findCase(desk, number).id, 'proxy-bypass')
  addSign(desk, findCase(desk, first).id, 'beacon')
  assert.deepEqual(figures(desk, parseHalf('2015H2', 4)).by_sign, [
    { code: 'proxy-bypass', n: 2 },
    { code: 'beacon', n: 1 },
  ])
})

test('ratios: half up, two decimals below 0.5, nothing before gives none', () => {
  for (const [now, before, is] of [
    [5, 4, '1.3'],
    [9, 8, '1.1'],
    [1, 2, '0.5'],
    [49, 100, '0.49'],
    [499, 1000, '0.50'],
    [1, 8, '0.13'],
    [0, 5, '0.00'],
    [3, 0, null],
  ] as const)
    assert.equal(ratio(now, before), is)
})

test('the years of the table count as each half does for itself, whatever month the fiscal year begins', async () => {
  for (const start of [4, 7]) {
    const desk = testDesk()
    await importTable(desk, EXAMPLE, { onRefusal: () => assert.fail() })
    desk.fiscalStart = start
    for (const asOf of ['2014-12-01', '2016-06-29'])
      for (const { year, h1, h2 } of years(desk, halfOf(2015, 2, start), asOf)) {
        assert.deepEqual(h1, counts(desk, halfOf(year, 1, start), asOf), `${start} ${asOf} ${year}H1`)
        assert.deepEqual(h2, counts(desk, halfOf(year, 2, start), asOf), `${start} ${asOf} ${year}H2`)
        const { consultations, rescues, onsites } = figures(desk, halfOf(year, 2, start), asOf)
        assert.deepEqual(h2, { consultations, rescues, onsites })
      }
  }
})
