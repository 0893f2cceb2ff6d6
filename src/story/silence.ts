/** Silent hours of a log at which it usually has records: records may be missing. */

export interface Hour {
  /** ISO, UTC */
  hour: string
  n: string
  hosts: string
}

const HOUR = 3_600_000
const LIVELY = 3 // hosts
const USUAL = 0.6 // of the days on which an hour has records, for its silence to be a gap

/** Three silent hours or more, at hours of the day (working days and weekends apart) in which the source usually has records. */
export function silences(
  hours: Hour[],
  clients: number,
  timezone: string,
): { first: string; last: string; hours: number }[] {
  const times = hours.map((row) => Date.parse(row.hour))
  const [begin, end] = [times[0] ?? 0, times.at(-1) ?? 0]
  if (end - begin < 48 * HOUR) return []
  const kindOf = hourKind(timezone)
  const all = Array.from({ length: Math.round((end - begin) / HOUR) + 1 }, (_, i) => begin + i * HOUR)
  // one host that works, or is made to work, at night makes no usual hour
  const few = Math.min(LIVELY, Math.ceil(clients / 10))
  const lively = hours.filter((hour) => Number(hour.hosts) >= few).map((hour) => Date.parse(hour.hour))
  const [possible, seen] = [counted(all.map(kindOf)), counted(lively.map(kindOf))]
  const usual = (time: number) => (seen.get(kindOf(time)) ?? 0) >= (possible.get(kindOf(time)) ?? 0) * USUAL
  return times.flatMap((to, i) => {
    if (i === 0) return []
    const from = (times[i - 1] ?? 0) + HOUR
    const silent = Array.from({ length: Math.round((to - from) / HOUR) }, (_, k) => from + k * HOUR).filter(usual)
    if (silent.length < 3) return []
    return [{ first: new Date(from).toISOString(), last: new Date(to).toISOString(), hours: silent.length }]
  })
}

/** Hour of the day, and whether it is a weekend, in the organisation's zone. */
function hourKind(timezone: string): (time: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, weekday: 'short', hour: '2-digit' })
  return (time) =>
    format
      .format(new Date(time))
      .replace(/^(Sat|Sun)/, 'weekend')
      .replace(/^(Mon|Tue|Wed|Thu|Fri)/, 'day')
}

function counted(kinds: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
