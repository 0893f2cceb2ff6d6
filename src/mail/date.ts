/** Dates of mail headers (RFC 5322 3.3, with the obsolete and the broken forms) → ISO, UTC. Never the machine's own zone. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const ZONES: Record<string, number> = {
  JST: 540, KST: 540, UT: 0, UTC: 0, GMT: 0, Z: 0, EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420,
  CET: 60, CEST: 120, BST: 60,
} // biome-ignore format: a table

export function mailDate(value: string): string | null {
  const text = value.slice(0, 300)
  const usual =
    /(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ -](\d{2,4})[, ]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*([+-]\d{4}|[a-z]{1,5}\b)?/i.exec(
      text,
    )
  if (usual) {
    const [, day, month, year, hour, minute, second, zone] = usual
    const index = MONTHS.indexOf((month ?? '').toLowerCase())
    return index < 0 ? null : instant(fullYear(Number(year)), index, Number(day), [hour, minute, second], zone)
  }
  const asctime =
    /([a-z]{3}) +(\d{1,2}) (\d{1,2}):(\d\d):(\d\d)(?: ([+-]\d{4}|[a-z]{1,5}))? (\d{4})(?: ([+-]\d{4}|[a-z]{1,5}\b))?/i.exec(
      text,
    )
  if (asctime) {
    const [, month, day, hour, minute, second, zone, year, late] = asctime
    const index = MONTHS.indexOf((month ?? '').toLowerCase())
    return index < 0 ? null : instant(Number(year), index, Number(day), [hour, minute, second], zone ?? late)
  }
  const numbers =
    /(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z\b|[+-]\d\d:?\d\d|[a-z]{2,5}\b)?/i.exec(
      text,
    )
  if (!numbers) return null
  const [, year, month, day, hour, minute, second, zone] = numbers
  return instant(Number(year), Number(month) - 1, Number(day), [hour, minute, second], zone)
}

/** RFC 5322 4.3: two digits below 50 are 20xx; three digits count from 1900. */
function fullYear(year: number): number {
  return year < 50 ? 2000 + year : year < 1000 ? 1900 + year : year
}

function instant(year: number, month: number, day: number, clock: (string | undefined)[], zone = 'UTC'): string | null {
  const [hour = 0, minute = 0, second = 0] = clock.map((part) => Number(part ?? 0))
  if (year < 1970 || year > 2100 || month > 11 || day < 1 || day > 31 || hour > 24 || minute > 59) return null
  const time = Date.UTC(year, month, day, hour, minute, Math.min(second, 59)) - offset(zone) * 60_000
  return new Date(time).toISOString()
}

function offset(zone: string): number {
  const numeric = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  if (!numeric) return ZONES[zone.toUpperCase()] ?? 0
  return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3]))
}
