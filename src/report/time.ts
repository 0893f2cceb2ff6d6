/** Times as the reader's clock shows them; the zone is always named. */
import { localMinute } from '../i18n/clock.ts'
import type { Say } from './say.ts'

export const localTime = (iso: string, timezone: string): string => localMinute(iso, timezone)

/** When a mail came; the time of the file that holds it is nobody's word. */
export const deliveredAt = (mail: { time: string; undated?: boolean }, timezone: string, say: Say): string =>
  mail.undated ? say('undated') : localTime(mail.time, timezone)

export function period(first: string | null, last: string | null, timezone: string, say: Say): string {
  if (!first || !last) return say('none')
  return `${localTime(first, timezone)} – ${localTime(last, timezone)} (${timezone})`
}

/** The clock of a zone as if it were UTC: for pictures, whose axes know UTC only. */
export function clockOf(iso: string, timezone: string): Date {
  return new Date(`${localTime(iso, timezone).replace(' ', 'T')}:00Z`)
}
