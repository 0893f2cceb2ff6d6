/** A zone's date and time of day. A formatter takes far longer to make than to use, and holds much memory: one is made a zone, and kept. */
const clocks = new Map<string, Intl.DateTimeFormat>()

/** YYYY-MM-DD HH:MM:SS */
export function localSecond(at: string | number | Date, timezone: string): string {
  let clock = clocks.get(timezone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' })
    clocks.set(timezone, clock)
  }
  return clock.format(new Date(at))
}

/** YYYY-MM-DD HH:MM */
export const localMinute = (at: string | number | Date, timezone: string): string =>
  localSecond(at, timezone).slice(0, 16)

/** YYYY-MM-DD */
export const localDay = (at: string | number | Date, timezone: string): string => localSecond(at, timezone).slice(0, 10)
