/** Times as consoles write them and spreadsheets save them again. */
import { epochTime, isoTime, localTime, monthNumber, type TimeParts, wholeNumber } from './time.ts'

/**
 * 2026-10-05T09:00:01Z, 2026/10/5 9:00:01, 2026/10/5 9:00 (Excel), 2026-10-05 09:00:01.250 +09:00, 2026-10-05 00:00:01 UTC, 10/5/2026 9:00:01 AM (month first: AM and
 * PM are American), Oct 5, 2026 @ 09:00:01.250 (Kibana), 5.10.2026 09:00:01, 1791158401.250 and 1791158401250 (since 1970). What could be the 5th or May is no time.
 */
export function writtenTime(t: string, here: string): string {
  const local = `extractGroups(${t}, '^(\\\\d{4})[/.年-](\\\\d{1,2})[/.月-](\\\\d{1,2})日?[T ]*(\\\\d{1,2})[:時](\\\\d{2})(?:[:分](\\\\d{2}))?')`
  const us = `extractGroups(${t}, '^(\\\\d{1,2})/(\\\\d{1,2})/(\\\\d{4}),? (\\\\d{1,2}):(\\\\d{2})(?::(\\\\d{2})(?:\\\\.\\\\d+)?)? ([AP]M)$')`
  const dotted = `extractGroups(${t}, '^(\\\\d{1,2})\\\\.(\\\\d{1,2})\\\\.(\\\\d{4}),? (\\\\d{1,2}):(\\\\d{2})(?::(\\\\d{2}))?')`
  const kibana = `extractGroups(${t}, '^([A-Z][a-z]{2}) (\\\\d{1,2}), (\\\\d{4}) @ (\\\\d{2}):(\\\\d{2}):(\\\\d{2})(?:\\\\.(\\\\d{3}))?')`
  const american = localTime(
    { ...dated(us, [3, 1, 2]), hour: `(${wholeNumber(`${us}[4]`)} % 12 + if(${us}[7] = 'PM', 12, 0))` },
    here,
  )
  const epoch = epochTime(`replaceRegexpOne(${t}, '^(\\\\d{10})(\\\\d{3})(?:\\\\.\\\\d+)?$', '\\\\1.\\\\2')`)
  const iso = isoTime(
    `replaceRegexpOne(replaceAll(replaceRegexpOne(${t}, ' (?:UTC|GMT)$', 'Z'), '/', '-'), ' ([+-]\\\\d\\\\d:?\\\\d\\\\d)$', '\\\\1')`,
    here,
  )
  return `multiIf(match(${t}, '^\\\\d{10}(?:\\\\d{3})?(?:\\\\.\\\\d+)?$'), ${epoch}, match(${t}, '^\\\\d{4}.*\\\\d(Z| UTC| GMT| ?[+-]\\\\d\\\\d:?\\\\d\\\\d)$'), ${iso}, match(${t}, ' [AP]M$'), ${american}, position(${t}, ' @ ') > 0, ${localTime({ ...dated(kibana, [3, 1, 2]), month: monthNumber(`${kibana}[1]`), millis: wholeNumber(`${kibana}[7]`) }, here)}, match(${t}, '^\\\\d{1,2}\\\\.'), ${localTime(dated(dotted, [3, 2, 1]), here)}, ${localTime(dated(local, [1, 2, 3]), here)})`
}

/** Year, month and day by the numbers of their groups; the clock is the fourth to the sixth. */
function dated(groups: string, [year, month, day]: [number, number, number]): TimeParts {
  const part = (n: number) => wholeNumber(`${groups}[${n}]`)
  return { year: part(year), month: part(month), day: part(day), hour: part(4), minute: part(5), second: part(6) }
}
