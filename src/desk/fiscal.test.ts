import assert from 'node:assert/strict'
import { test } from 'node:test'
import { halfBefore, halfContaining, parseHalf, sameHalfBefore } from './fiscal.ts'
import { moment } from './moment.ts'

test('halves of the fiscal year: April to September, October to March of the next calendar year', () => {
  const half = parseHalf('2015H2', 4)
  assert.deepEqual([half.from, half.until], ['2015-10-01', '2016-04-01'])
  assert.equal(halfContaining('2016-03-31', 4).id, '2015H2')
  assert.equal(halfContaining('2016-04-01', 4).id, '2016H1')
  assert.equal(halfContaining('2015-09-30T23:59', 4).id, '2015H1')
  assert.deepEqual([halfBefore(half, 4).id, sameHalfBefore(half, 4).id], ['2015H1', '2014H2'])
  assert.equal(parseHalf('2015下期', 4).id, '2015H2')
  assert.throws(() => parseHalf('2015H3', 4), /write 2015H1 or 2015H2/)
})

test('a desk whose year begins in January or July', () => {
  assert.deepEqual([parseHalf('2015H2', 1).from, parseHalf('2015H2', 1).until], ['2015-07-01', '2016-01-01'])
  assert.equal(halfContaining('2015-12-31', 1).id, '2015H2')
  assert.deepEqual([parseHalf('2015H2', 7).from, halfContaining('2016-06-30', 7).id], ['2016-01-01', '2015H2'])
})

test('dates as people write them; what is no day is refused', () => {
  for (const [text, is] of [
    ['2015-10-05', '2015-10-05'],
    ['2015/10/5', '2015-10-05'],
    ['２０１５年１０月５日', '2015-10-05'],
    ['2015年10月5日(月) 9時30分', '2015-10-05T09:30'],
    ['2015/10/05 9:30:15', '2015-10-05T09:30'],
    ['平成27年10月5日', '2015-10-05'],
    ['H27.10.5', '2015-10-05'],
    ['令和元年5月1日', '2019-05-01'],
    ['2015-02-30', null],
    ['2015-10-05 24:00', null],
    ['10/5', null],
    ['05/10/2015', null],
    ['42282', null],
    ['昨日', null],
    ['', null],
  ] as const)
    assert.equal(moment(text), is, text)
})
