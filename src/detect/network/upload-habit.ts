/**
 * Was the time of an upload an ordinary one for large uploads: of this host (the same hour of other days, the last month's end), and of
 * its peers (everybody hands something in that day)? Closing the books, invoices and deliverables come at such times.
 */
import { amount } from '../../i18n/text.ts'
import { familyOf } from '../../lists/family.ts'
import type { DetectorContext } from '../detector.ts'
import { isCommon, type Reason } from '../grade.ts'

export interface Upload {
  host: string
  /** where it went */
  family: string
  /** day of the organisation, YYYY-MM-DD, on which the case opens */
  opening: string
  /** hour of that day in which most was sent */
  hour: number
  /** bytes of that hour */
  bytes: number
  /** by which the place is known, where the log of the upload has an address only */
  names: string[]
}

interface HourRow {
  host: string
  family: string
  day: string
  hour: number
  bytes: string
}

interface DayRow extends Omit<HourRow, 'hour'> {
  names: string[]
}

export interface Habit {
  reasons: Reason[]
  /** the host sends about as much at that hour on other days */
  at_its_hour: boolean
  /** it went to other addresses of the same service on days before: the place is not new */
  service_known: boolean
  /** bytes of the day on which most went to all addresses of the service */
  service_day: number
}

/** What makes each upload's time an ordinary one, in the order of the uploads. */
export async function habits(
  context: DetectorContext,
  uploads: Upload[],
  { minimum, share }: { minimum: number; share: number },
): Promise<Habit[]> {
  if (uploads.length === 0) return []
  const parameters = { zone: context.timezone, minimum, hosts: [...new Set(uploads.map((upload) => upload.host))] }
  const hours = Map.groupBy(await context.query<HourRow>(HOURS, parameters), (row) => row.host)
  const sent = Map.groupBy(await context.query<DayRow>(DAYS, parameters), (row) => row.host)
  const days = new Map(
    (await context.query<{ day: string; hosts: string }>(BUSY, parameters)).map((row) => [row.day, Number(row.hosts)]),
  )
  return uploads.map((upload) => {
    const rows = hours.get(upload.host) ?? []
    const service = sameService(upload, sent.get(upload.host) ?? [])
    const hourly = ownHabit(upload, rows)
    const own = [...hourly, ...service]
    const peers = (days.get(upload.opening) ?? 0) - 1
    const byDay = upload.hour >= 6 && upload.hour < 22
    return {
      reasons: [...own, ...(byDay && isCommon(peers, context.roles.clients, share) ? [peersToo(peers)] : [])],
      at_its_hour: hourly.length > 0,
      service_known: service.length > 0,
      service_day: largestDay(upload, sent.get(upload.host) ?? []),
    }
  })
}

/** what went to each place in each hour */
const HOURS = `
SELECT host, family, toString(toDate(transfer.hour, {zone:String})) AS day, toHour(transfer.hour, {zone:String}) AS hour, sum(greatest(0, sent)) AS bytes
FROM transfer
WHERE host IN {hosts:Array(String)}
GROUP BY host, family, transfer.hour
HAVING bytes >= {minimum:Float64} / 10
ORDER BY host, transfer.hour, family
LIMIT 200000`

/** … and in each day, by the names of the addresses */
const DAYS = `
SELECT host, family, toString(day) AS day, up AS bytes, known_address.names AS names
FROM daily_transfer
LEFT JOIN known_address ON known_address.ip = toIPv6OrDefault(daily_transfer.family)
WHERE host IN {hosts:Array(String)} AND up >= {minimum:Float64} / 10
ORDER BY host, day, family
LIMIT 200000`

/** Hosts that sent much on a day, each to a place of its own: what all send to one place (a first sync) tells nothing of the others. */
const BUSY = `
WITH
  moved AS
  (
    SELECT host, family, day
    FROM daily_transfer
    WHERE up >= {minimum:Float64}
  ),
  shared AS (SELECT family FROM moved GROUP BY family HAVING uniqExact(host) >= 3)
SELECT toString(day) AS day, uniqExact(host) AS hosts
FROM moved
WHERE family NOT IN (SELECT family FROM shared)
GROUP BY day`

function ownHabit({ family, opening, hour, bytes }: Upload, hours: HourRow[]): Reason[] {
  const alike = hours.filter((row) => Math.abs(row.hour - hour) <= 1 && Number(row.bytes) >= bytes * ABOUT_AS_MUCH)
  const daysOf = (rows: HourRow[]) => [...new Set(rows.map((row) => row.day))]
  const days = daysOf(alike.filter((row) => row.day < opening))
  const months = days.filter((day) => isMonthEnd(day) && isMonthEnd(opening) && daysBetween(day, opening) >= 20)
  if (months[0] !== undefined) return [monthly(months[0])]
  const weekly = days.filter((day) => daysBetween(day, opening) % 7 === 0)
  if (weekly.length >= 2 || days.length >= 3) return [usualHour(days.length, hour)]
  // a backup whose service changes its addresses goes on elsewhere; what began with this upload is no habit
  const later = daysOf(alike.filter((row) => row.day > opening && row.family !== family))
  return days.length >= 1 && days.length + later.length >= 3 ? [otherDays(days.length + later.length, hour)] : []
}

const ABOUT_AS_MUCH = 0.6 // of the bytes: month ends are not of one size

/** A service has many addresses, and a log without names shows a new one every night: what the address is called tells that it is the old place. */
function sameService({ family, opening, names }: Upload, sent: DayRow[]): Reason[] {
  const service = onlyFamily(family, names)
  if (service === null) return []
  const bytes = Number(sent.find((row) => row.family === family && row.day === opening)?.bytes ?? Infinity)
  const earlier = sent.filter(
    (row) =>
      row.family !== family &&
      row.day < opening &&
      Number(row.bytes) >= bytes * ABOUT_AS_MUCH &&
      onlyFamily(row.family, row.names) === service,
  )
  return earlier.length > 0 ? [otherAddresses(service, new Set(earlier.map((row) => row.day)).size)] : []
}

/** Parts may go to many addresses of one service. */
function largestDay({ family, opening, names }: Upload, sent: DayRow[]): number {
  const service = onlyFamily(family, names)
  if (service === null) return 0
  const days = Map.groupBy(
    sent.filter((row) => row.day >= opening && onlyFamily(row.family, row.names) === service),
    ({ day }) => day,
  )
  return Math.max(0, ...[...days.values()].map((rows) => rows.reduce((sum, { bytes }) => sum + Number(bytes), 0)))
}

/** null where the address has no name, or names of several: then it is shared and tells nothing of who got the data */
function onlyFamily(family: string, names: string[]): string | null {
  if (!isAddress(family)) return family
  const families = new Set(names.map(familyOf))
  return families.size === 1 ? ([...families][0] ?? null) : null
}

const isAddress = (text: string) => text.includes(':') || /^[0-9.]+$/.test(text)

/** Closing on the 20th or 25th, at the month's end, or in the first days after it. */
const isMonthEnd = (day: string) => Number(day.slice(8)) >= 20 || Number(day.slice(8)) <= 5
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

const monthly = (day: string): Reason => ({
  effect: 'weakens',
  text: {
    ja: `この端末は前の月の締め（${day}）の同じ時間帯にも同じ程度を送っています（月次の業務かもしれません）。`,
    en: `The host sent about as much at the same hour at an earlier month's end (${day}): it may be monthly business.`,
  },
})
const usualHour = (days: number, hour: number): Reason => ({
  effect: 'weakens',
  text: {
    ja: `この端末は${hour}時ごろに同じ程度を送った日が、それまでに${days}日あります。`,
    en: `On ${amount(days, 'day')} before, the host sent about as much around ${hour}:00.`,
  },
})
const otherDays = (days: number, hour: number): Reason => ({
  effect: 'weakens',
  text: {
    ja: `この端末は${hour}時ごろに同じ程度を、ほかの先へも${days}日送っています（先の変わる定期的な保存かもしれません）。`,
    en: `On ${days} other days the host sent about as much around ${hour}:00 to other places: it may be a backup whose places change.`,
  },
})
const otherAddresses = (service: string, days: number): Reason => ({
  effect: 'weakens',
  text: {
    ja: `同じサービス（${service}）の別のアドレスへ、それまでに${days}日、同じ程度を送っています。`,
    en: `On ${amount(days, 'day')} before, the host sent about as much to other addresses of the same service (${service}).`,
  },
})
const peersToo = (peers: number): Reason => ({
  effect: 'weakens',
  text: {
    ja: `同じ日に、ほかの${peers}台もそれぞれの先へ多く送っています（締めや提出の日かもしれません）。`,
    en: `On that day ${peers} other hosts sent much too, each to a place of its own: it may be a closing or hand-in day.`,
  },
})
