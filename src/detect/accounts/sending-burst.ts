/** Hours in which an account sent to far more strangers than in any hour before: what a daily total hides. */
import type { DetectorContext } from '../detector.ts'
import { MESSAGES } from './messages-sent.ts'
import { OWN_MAIL } from './sent-mail.ts'

export interface Burst {
  account: string
  /** of the hour, in the organisation's zone */
  day: string
  /** seconds since 1970 */
  from: number
  /** most recipients in an hour before */
  before: number
  /** days on which it sent before */
  daysBefore: number
  /** at night or on a weekend, when the account never sent before */
  oddHour: boolean
}

type HourOf = [from: string, day: string, hour: number, reached: string]

const HOURS = `
WITH${MESSAGES},${OWN_MAIL},
  hourly AS
  (
    SELECT account, toStartOfHour(at) AS hour_began, length(groupUniqArrayArray(5000)(strangers)) AS reached_in_it
    FROM own_mail
    GROUP BY account, hour_began
  )
SELECT account,
  arraySort(groupArray(5000)((toUnixTimestamp(hour_began), toString(toDate(hour_began, {zone:String})), toHour(toTimeZone(hour_began, {zone:String})), reached_in_it))) AS hours
FROM hourly
GROUP BY account
HAVING max(reached_in_it) >= {burst:Float64} AND uniqExact(toDate(hour_began, {zone:String})) > {history:Float64}
ORDER BY max(reached_in_it) DESC, account
LIMIT 50`

export async function bursts(context: DetectorContext): Promise<Burst[]> {
  const rows = await context.query<{ account: string; hours: HourOf[] }>(HOURS, {
    zone: context.timezone,
    burst: context.parameter('burst'),
    history: context.parameter('history_days'),
  })
  return rows.flatMap(({ account, hours }) => {
    const burst = burstOf(account, hours, context)
    return burst ? [burst] : []
  })
}

function burstOf(account: string, hours: HourOf[], context: DetectorContext): Burst | null {
  for (const [i, [from, day, hour, count]] of hours.entries()) {
    const reached = Number(count)
    if (reached < context.parameter('burst')) continue
    const earlier = hours.slice(0, i)
    const before = Math.max(0, ...earlier.map((one) => Number(one[3])))
    const daysBefore = new Set(earlier.map((one) => one[1]).filter((one) => one !== day)).size
    // the first large hour decides: what repeats is what the account is for
    if (daysBefore < context.parameter('history_days') || before * context.parameter('times_before') > reached)
      return null
    const again = hours.slice(i + 1).filter((one) => one[1] !== day && Number(one[3]) >= reached / 2)
    if (again.length > 0) return null
    const oddHour =
      (isNight(hour) && !earlier.some((one) => isNight(one[2]))) ||
      (isWeekend(day) && !earlier.some((one) => isWeekend(one[1])))
    return { account, day, from: Number(from), before, daysBefore, oddHour }
  }
  return null
}

const isNight = (hour: number) => hour < 7 || hour >= 21
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay())
