/** What people do about once a day, or on a few days of a month. */
import type { Reason } from '../grade.ts'
import type { Rhythm } from './rhythm.ts'

/** Once a day by day, to within minutes, some Saturdays among the days: against a whole day any habit is even. */
export const isHabit = (pair: Rhythm) => isDaily(pair) && pair.resting < BY_DAY && pair.deviation > TO_THE_MINUTE
export const isDaily = ({ interval }: Pick<Rhythm, 'interval'>) => interval >= HALF_A_DAY
const HALF_A_DAY = 43_200 // s
const BY_DAY = 0.1 // of the calls outside working hours
const TO_THE_MINUTE = 120 // s

export const HABIT: Reason = {
  effect: 'weakens',
  text: {
    ja: '勤務時間の、ほぼ同じ時刻に一日一回ほどの通信です。昼休みなど、人の習慣も同じように見えます。',
    en: "About once a day, around the same time within working hours: a person's habit (the lunch break) looks the same.",
  },
}

/** Once a day within working hours, but only for days at a time, with weeks of silence between: what is done at a month's end. */
export const isSeasonal = ({ interval, unattended, contacts, first, last }: Rhythm) =>
  interval >= HALF_A_DAY &&
  unattended < BY_DAY &&
  contacts < 0.5 * ((Date.parse(last) - Date.parse(first)) / 1000 / interval) * WORKING_DAYS
const WORKING_DAYS = 5 / 7

export const SEASON: Reason = {
  effect: 'weakens',
  text: {
    ja: '勤務時間の一日一回ほどの通信が、数日続いては何週間も止まります。月末の締めや納品など、時期の決まった業務も同じように見えます。',
    en: "About once a day within working hours, for some days and then not for weeks: work that has its season (a month's end, deliveries) looks the same.",
  },
}
