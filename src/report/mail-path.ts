/** The servers that a mail went through, from its sender down to the mailbox: plain SVG. */
import type { MailFacts } from '../story/told-mail.ts'
import { defang, visible } from './safe-text.ts'
import type { Say } from './say.ts'
import { localTime } from './time.ts'

const ROW = 46
const SHOWN = 12 // hops; a mail that loops has dozens

export function pathPicture(hops: MailFacts['hops'], timezone: string, say: Say): string {
  if (hops.length === 0) return ''
  const oldestFirst = [...hops].reverse().slice(0, SHOWN)
  const first = oldestFirst[0]
  const stations = [
    { name: first?.from ?? '', ip: first?.ip ?? '', time: null as string | null, protocol: '' },
    ...oldestFirst.map((hop, i) => ({
      name: hop.by,
      ip: oldestFirst[i + 1]?.ip ?? '',
      time: hop.time,
      protocol: hop.protocol,
    })),
  ]
  const rows = stations.map((station, i) => {
    const y = 20 + i * ROW
    const line =
      i < stations.length - 1
        ? `<line x1="14" x2="14" y1="${y + 7}" y2="${y + ROW - 7}" stroke="currentColor" stroke-opacity=".45"/>`
        : ''
    const own = i === 0 ? 'var(--bad)' : 'var(--accent)'
    const name = text(defang(station.name.slice(0, 80)) || '?')
    const details = [
      i === 0 ? say('mailPathOldest') : '',
      station.ip ? defang(station.ip) : i === 0 ? say('mailPathUnknown') : '',
      station.protocol,
      station.time ? `${localTime(station.time, timezone)}${delay(stations, i)}` : '',
    ]
    return `${line}<circle cx="14" cy="${y}" r="6" fill="${own}"/><text x="32" y="${y + 1}" font-size="14" fill="currentColor">${name}</text><text x="32" y="${y + 18}" font-size="12" fill="currentColor" fill-opacity=".75">${details.filter(Boolean).map(text).join(' · ')}</text>`
  })
  return `<svg role="img" aria-label="${text(say('mailPath'))}" viewBox="0 0 680 ${stations.length * ROW + 4}" width="680">${rows.join('')}</svg>`
}

/** How long it lay there, where that is worth a word. */
function delay(stations: { time: string | null }[], i: number): string {
  const [before, now] = [stations[i - 1]?.time, stations[i]?.time]
  if (!before || !now) return ''
  const seconds = Math.round((Date.parse(now) - Date.parse(before)) / 1000)
  return Number.isFinite(seconds) && Math.abs(seconds) >= 60
    ? ` (${seconds > 0 ? '+' : '−'}${Math.abs(Math.round(seconds / 60))} min)`
    : ''
}

const text = (value: string) =>
  visible(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
