/** Halves of fiscal years and days, in words. */
import type { Half } from '../../desk/fiscal.ts'

/** 2015年度下期（2015年10月～2016年3月） */
export function halfName({ year, half, from, until }: Half, lang: 'ja' | 'en'): string {
  const last = new Date(Date.parse(`${until}T00:00:00Z`) - 86_400_000).toISOString()
  if (lang === 'ja') return `${halfWord({ year, half }, 'ja')}（${month(from, 'ja')}～${month(last, 'ja')}）`
  return `${halfWord({ year, half }, 'en')} (${month(from, 'en')} – ${month(last, 'en')})`
}

function halfWord({ year, half }: Pick<Half, 'year' | 'half'>, lang: 'ja' | 'en'): string {
  return lang === 'ja'
    ? `${year}年度${half === 1 ? '上期' : '下期'}`
    : `${half === 1 ? 'first' : 'second'} half of fiscal ${year}`
}

/** By its id, as in a comparison. */
export function halfWordOf(id: string, lang: 'ja' | 'en'): string {
  return halfWord({ year: Number(id.slice(0, 4)), half: id.endsWith('1') ? 1 : 2 }, lang)
}

function month(day: string, lang: 'ja' | 'en'): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  return new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
  }).format(date)
}

export function dateIn(day: string, lang: 'ja' | 'en'): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  return new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: 'UTC', dateStyle: 'long' }).format(date)
}
