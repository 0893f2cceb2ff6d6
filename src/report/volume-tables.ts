/** How much went where: hosts, destinations, hours of the day. */
import { html } from 'hono/html'
import type { ScanResult, VolumeRow } from '../story/findings.ts'
import { defang, visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'

export function volumeSection({ volume }: ScanResult, say: Say): Html {
  const tables = [
    { title: say('byDestination'), rows: volume.destinations, show: defang, others: say('hosts') },
    { title: say('byHost'), rows: volume.hosts, show: visible, others: say('destinations') },
    { title: say('byHour'), rows: volume.hours, show: visible, others: say('hosts') },
  ]
  return html`${tables.map(
    ({ title, rows, show, others }) =>
      html`<details><summary>${title}</summary><div class="box" tabindex="0"><table><thead><tr><th>${title}</th><th class="n">${say('contacts')}</th><th class="n">${others}</th><th class="n">${say('sent')}</th><th class="n">${say('received')}</th><th class="n">${say('lastDay')}</th><th class="n">${say('usualDay')}</th></tr></thead><tbody>${rows.map((row) => volumeRow(row, show))}</tbody></table></div></details>`,
  )}`
}

function volumeRow(row: VolumeRow, show: (text: string) => string): Html {
  const cells = [
    row.contacts.toLocaleString('en'),
    String(row.others),
    ...[row.sent, row.received, row.last_day, row.usual_day].map(size),
  ]
  return html`<tr data-find><td class="name">${show(row.what)}</td>${cells.map((cell) => html`<td class="n">${cell}</td>`)}</tr>`
}

/** Bytes in a unit that reads well; a dash where no log has them. */
export function size(bytes: number): string {
  if (bytes < 0) return '–'
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const unit = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1000 ** unit).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`
}
