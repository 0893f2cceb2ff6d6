/** How much went where: top talkers by host, by destination and by hour of the day, and the last day against the days before. */

import type { Engine } from '../store/engine.ts'
import type { Volume, VolumeRow } from './findings.ts'
import { ANY_LOG, hasTraffic, type Present } from './present.ts'

const VOLUME_KEYS = ['host', 'destination', 'hour', 'day'] as const
export type VolumeBy = (typeof VOLUME_KEYS)[number]

const TOP = 20

export async function volume(engine: Engine, timezone: string, present: Present = ANY_LOG): Promise<Volume> {
  if (!hasTraffic(present)) return { hosts: [], destinations: [], hours: [] }
  const by = (what: VolumeBy) => volumeBy(engine, [what], { timezone, top: what === 'hour' ? 24 : TOP })
  return { hosts: await by('host'), destinations: await by('destination'), hours: await by('hour') }
}

export interface VolumeOptions {
  timezone: string
  top: number
  host?: string
  /** a name or an address, with everything below a name */
  destination?: string
}

const KEYS: Record<VolumeBy, { key: string; others: string }> = {
  host: { key: 'host', others: 'family' },
  destination: { key: 'family', others: 'host' },
  hour: { key: "formatDateTime(transfer.hour, '%H:00', {zone:String})", others: 'host' },
  day: { key: "formatDateTime(transfer.hour, '%F', {zone:String})", others: 'host' },
}

/** By one key or several together: host, destination (registrable domain or address), hour of the day, day. */
export async function volumeBy(engine: Engine, by: VolumeBy[], options: VolumeOptions): Promise<VolumeRow[]> {
  const key = `[${by.map((one) => KEYS[one].key).join(', ')}]`
  const { others } = KEYS[by[0] ?? 'destination']
  const inTime = by.every((one) => one === 'hour' || one === 'day')
  const rows = await engine.query<Record<Exclude<keyof VolumeRow, 'what'>, string> & { what: string[] }>(
    `WITH
       wanted AS
       (
         SELECT ${key} AS what, ${others} AS other, toDate(transfer.hour, {zone:String}) AS day, transfer.contacts AS n, sent, received
         FROM transfer
         WHERE ({host:String} = '' OR host = {host:String})
           AND ({destination:String} = '' OR destination = {destination:String} OR endsWith(destination, concat('.', {destination:String})))
       ),
       (SELECT max(day) FROM wanted) AS last,
       daily AS (SELECT what, day, sum(greatest(0, sent) + greatest(0, received)) AS bytes FROM wanted GROUP BY what, day),
       compared AS
       (
         SELECT what, sumIf(bytes, day = last) AS last_day, medianIf(bytes, day < last) AS usual_day, countIf(day < last) AS before
         FROM daily
         GROUP BY what
       )
     SELECT what, uniqExact(other) AS others, sum(n) AS contacts,
       if(max(sent) < 0, -1, sum(greatest(0, sent))) AS sent, if(max(received) < 0, -1, sum(greatest(0, received))) AS received,
       any(compared.last_day) AS last_day, if(any(before) = 0, -1, any(compared.usual_day)) AS usual_day
     FROM wanted
     LEFT JOIN compared USING (what)
     GROUP BY what
     ORDER BY ${inTime ? 'what' : 'greatest(sent, 0) + greatest(received, 0) DESC, contacts DESC, what'}
     LIMIT {top:UInt32}`,
    { zone: options.timezone, top: options.top, host: options.host ?? '', destination: options.destination ?? '' },
  )
  return rows.map((row) => ({
    what: row.what.join(' '),
    keys: Object.fromEntries(by.map((one, i) => [one, row.what[i] ?? ''])),
    others: Number(row.others),
    contacts: Number(row.contacts),
    sent: Number(row.sent),
    received: Number(row.received),
    last_day: Number(row.last_day),
    usual_day: Number(row.usual_day),
  }))
}
