/** Halves of the fiscal year: 2015H1 is April to September 2015, 2015H2 October 2015 to March 2016, where the year begins in April. */
import { DeskError } from './fault.ts'

export interface Half {
  /** fiscal year and half, e.g. 2015H2 */
  id: string
  year: number
  half: 1 | 2
  /** first day */
  from: string
  /** first day after it */
  until: string
}

export function parseHalf(text: string, start: number): Half {
  const match = /^(\d{4})[-\s]?(?:H([12])|([上下])期?)$/i.exec(text.trim())
  if (!match) {
    throw new DeskError({
      ja: `${JSON.stringify(text)} は半期ではありません。2015H1（2015年度上期）や 2015H2（2015年度下期）のように書いてください。`,
      en: `${JSON.stringify(text)} is no half of a fiscal year: write 2015H1 or 2015H2`,
    })
  }
  return halfOf(Number(match[1]), match[2] === '1' || match[3] === '上' ? 1 : 2, start)
}

export function halfOf(year: number, half: 1 | 2, start: number): Half {
  const first = half === 1 ? start : start + 6
  return { id: `${year}H${half}`, year, half, from: monthDay(year, first), until: monthDay(year, first + 6) }
}

/** The half in which a day lies. */
export function halfContaining(day: string, start: number): Half {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const months = year * 12 + (month - 1) - (start - 1)
  return halfOf(Math.floor(months / 12), months % 12 < 6 ? 1 : 2, start)
}

export function halfBefore({ year, half }: Half, start: number): Half {
  return half === 2 ? halfOf(year, 1, start) : halfOf(year - 1, 2, start)
}

export function sameHalfBefore({ year, half }: Half, start: number): Half {
  return halfOf(year - 1, half, start)
}

function monthDay(year: number, month: number): string {
  const [y, m] = [year + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1]
  return `${y}-${String(m).padStart(2, '0')}-01`
}
