/** Times as consoles write them and spreadsheets save them again. */
import { epochTime, isoTime, localTime } from './time.ts'

/**
 * 2026-10-05T09:00:01Z, 2026/10/5 9:00:01, 2026/10/5 9:00 (Excel), 2026-10-05 09:00:01.250 +09:00, 10/5/2026 9:00:01 AM (month first: AM and
 * PM are American), 5.10.2026 09:00:01, 1791158401.250 and 1791158401250 (since 1970). What could be the 5th or May is no time.
 */
export function writtenTime(t: string, here: string): string {
  const parts = `extractGroups(${t}, '^(\\\\d{4})[/.年-](\\\\d{1,2})[/.月-](\\\\d{1,2})日?[T ]*(\\\\d{1,2})[:時](\\\\d{2})(?:[:分](\\\\d{2}))?')`
  const part = (n: number) => `toInt32(toUInt16OrZero(${parts}[${n}]))`
  const local = localTime(
    { year: part(1), month: part(2), day: part(3), hour: part(4), minute: part(5), second: part(6) },
    here,
  )
  const us = `extractGroups(${t}, '^(\\\\d{1,2})/(\\\\d{1,2})/(\\\\d{4}),? (\\\\d{1,2}):(\\\\d{2})(?::(\\\\d{2}))? ([AP]M)$')`
  const usPart = (n: number) => `toInt32(toUInt16OrZero(${us}[${n}]))`
  const american = localTime(
    {
      year: usPart(3),
      month: usPart(1),
      day: usPart(2),
      hour: `(${usPart(4)} % 12 + if(${us}[7] = 'PM', 12, 0))`,
      minute: usPart(5),
      second: usPart(6),
    },
    here,
  )
  const dotted = `extractGroups(${t}, '^(\\\\d{1,2})\\\\.(\\\\d{1,2})\\\\.(\\\\d{4}),? (\\\\d{1,2}):(\\\\d{2})(?::(\\\\d{2}))?')`
  const dottedPart = (n: number) => `toInt32(toUInt16OrZero(${dotted}[${n}]))`
  const german = localTime(
    {
      year: dottedPart(3),
      month: dottedPart(2),
      day: dottedPart(1),
      hour: dottedPart(4),
      minute: dottedPart(5),
      second: dottedPart(6),
    },
    here,
  )
  const epoch = epochTime(`replaceRegexpOne(${t}, '^(\\\\d{10})(\\\\d{3})(?:\\\\.\\\\d+)?$', '\\\\1.\\\\2')`)
  const iso = isoTime(`replaceRegexpOne(replaceAll(${t}, '/', '-'), ' ([+-]\\\\d\\\\d:?\\\\d\\\\d)$', '\\\\1')`, here)
  return `multiIf(match(${t}, '^\\\\d{10}(?:\\\\d{3})?(?:\\\\.\\\\d+)?$'), ${epoch}, match(${t}, '^\\\\d{4}.*\\\\d(Z| ?[+-]\\\\d\\\\d:?\\\\d\\\\d)$'), ${iso}, match(${t}, ' [AP]M$'), ${american}, match(${t}, '^\\\\d{1,2}\\\\.'), ${german}, ${local})`
}
