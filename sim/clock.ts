/** Times as products write them, on the clock of the organisation (Asia/Tokyo). */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** date and clock: 2026-10-05, 09:00:01 */
export function local(time: number): [string, string] {
  const text = new Date((time + 9 * 3600) * 1000).toISOString()
  return [text.slice(0, 10), text.slice(11, 19)]
}

/** Oct  5 09:00:01 */
export function bsd(time: number): string {
  const [date, clock] = local(time)
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} ${String(Number(date.slice(8))).padStart(2)} ${clock}`
}

/** 05/Oct/2026:09:00:01 +0900 */
export function common(time: number): string {
  const [date, clock] = local(time)
  return `${date.slice(8)}/${MONTHS[Number(date.slice(5, 7)) - 1]}/${date.slice(0, 4)}:${clock} +0900`
}

/** 2026-10-05 00:00:01, UTC, as W3C logs have it */
export const utc = (time: number): string => new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ')

/** 2026/10/05 09:00:01 */
export const slashed = (time: number): string => local(time).join(' ').replaceAll('-', '/')
