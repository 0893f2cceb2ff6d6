/**
 * SQL of times cut from fixed places, never guessed. Each gives Nullable(DateTime64(3, 'UTC')): NULL where the text is no time or the
 * calendar has no such day (2025-02-29 would silently become 1 March). Zones are SQL literals ('Asia/Tokyo' with its quotes).
 */

import { boundIfLong } from './bound.ts'

/** Expressions of integer value, any integer type. */
export interface TimeParts {
  year: string
  month: string
  day: string
  hour: string
  minute: string
  second: string
  /** 0..999; default 0 */
  millis?: string
}

export function localTime(parts: TimeParts, zone: string): string {
  const { year, month, day, hour, minute, second, millis = '0' } = parts
  const made = `makeDateTime64(${year}, ${month}, ${day}, ${hour}, ${minute}, ${second}, ${millis}, 3, ${zone})`
  return `if(toDayOfMonth(${made}) = ${day} AND toMonth(${made}) = ${month} AND toYear(${made}) = ${year} AND ${hour} < 24 AND ${minute} < 60, toTimeZone(${made}, 'UTC'), NULL)`
}

/** C's ctime at the beginning of a line: `Mon Oct  5 09:00:01 2026`. */
export const ctime = (zone: string, text = 'payload'): string =>
  localTime(
    {
      month: monthNumber(`substring(${text}, 5, 3)`),
      day: `toInt32(toUInt8OrZero(trimLeft(substring(${text}, 9, 2))))`,
      hour: digits(text, 12, 2),
      minute: digits(text, 15, 2),
      second: digits(text, 18, 2),
      year: digits(text, 21, 4),
    },
    zone,
  )

/** SIEM formats' time: `Oct 05 2026 09:00:01`, whatever follows. */
export const monthDayYear = (text: string): TimeParts => ({
  month: monthNumber(`substring(${text}, 1, 3)`),
  day: digits(text, 5, 2),
  year: digits(text, 8, 4),
  hour: digits(text, 13, 2),
  minute: digits(text, 16, 2),
  second: digits(text, 19, 2),
})

/** `length` digits of a text from a 1-based position, as Int32; 0 where they are no number */
export function digits(text: string, from: number, length: number): string {
  return wholeNumber(`substring(${text}, ${from}, ${length})`)
}

/** a text as Int32, 0 where it is no number */
export const wholeNumber = (text: string) => `toInt32(toUInt16OrZero(${text}))`

/** An ISO time with or without a zone (2026-10-05T09:00:01.250+09:00, 2026-10-05 09:00:01). Without one it is in `zone`. */
export const isoTime = (said: string, zone: string): string => boundIfLong(said, 'iso', (text) => isoTimeOf(text, zone))

function isoTimeOf(text: string, zone: string): string {
  const parts: TimeParts = {
    year: digits(text, 1, 4),
    month: digits(text, 6, 2),
    day: digits(text, 9, 2),
    hour: digits(text, 12, 2),
    minute: digits(text, 15, 2),
    second: digits(text, 18, 2),
    millis: `toInt32(toUInt16OrZero(substring(concat(extract(${text}, '[.,](\\\\d+)'), '000'), 1, 3)))`,
  }
  return withOffset(parts, `extract(${text}, '(Z|[+-]\\\\d\\\\d:?\\\\d\\\\d)$')`, zone)
}

/** The bracketed time of web servers' logs: 05/Oct/2026:09:00:01 +0900 (or GMT), without its brackets. */
export const clfTime = (said: string, zone: string): string => boundIfLong(said, 'clf', (text) => clfTimeOf(text, zone))

function clfTimeOf(text: string, zone: string): string {
  const parts: TimeParts = {
    day: digits(text, 1, 2),
    month: monthNumber(`substring(${text}, 4, 3)`),
    year: digits(text, 8, 4),
    hour: digits(text, 13, 2),
    minute: digits(text, 16, 2),
    second: digits(text, 19, 2),
  }
  return withOffset(parts, `if(match(${text}, ' (?:GMT|UTC)$'), 'Z', extract(${text}, '([+-]\\\\d{4})$'))`, zone)
}

/** Jan … Dec → 1 … 12, else 0 */
export function monthNumber(name: string): string {
  return `toInt32(indexOf(['jan','feb','mar','apr','may','jun','jul','aug','sep','oct','nov','dec'], lower(${name})))`
}

/** Seconds since 1970 with up to three decimals (1475629201.123): cut from the digits, a float would round them. */
export function epochTime(text: string): string {
  const seconds = `toInt64OrZero(extract(${text}, '^(\\\\d{9,11})(?:\\\\.|$)'))`
  const millis = `toInt64OrZero(substring(concat(extract(${text}, '\\\\.(\\\\d+)'), '000'), 1, 3))`
  return `if(${seconds} > 0, fromUnixTimestamp64Milli(${seconds} * 1000 + ${millis}, 'UTC'), NULL)`
}

/** Parts with an offset text ('Z', '+09:00', '+0900'), or in `zone` where the text is empty. */
export function withOffset(parts: TimeParts, offset: string, zone: string): string {
  const minutes = `(if(startsWith(${offset}, '-'), -1, 1) * (${digits(offset, 2, 2)} * 60 + toInt32(toUInt16OrZero(right(${offset}, 2)))))`
  const utc = localTime(parts, "'UTC'")
  return `multiIf(${offset} = '', ${localTime(parts, zone)}, ${offset} = 'Z', ${utc}, addMinutes(${utc}, -${minutes}))`
}
