/** `kyumei timeline WHO`: all that the last scan tells of a host, account, address or name, in time; findings included. */

import { toCsv } from '../report/csv.ts'
import { defang, defangText, mended, printedJson } from '../report/safe-text.ts'
import { localTime } from '../report/time.ts'
import { tableLine } from '../report/visible.ts'
import { ledger } from '../store/ledger.ts'
import type { FindingsFile } from '../story/findings.ts'
import { timeline } from '../story/timeline.ts'
import { EXIT } from './exit.ts'
import { openLast } from './last-workspace.ts'
import { savedFindings } from './saved-findings.ts'

export interface TimelineCommandOptions {
  since?: string
  until?: string
  every?: boolean
  top: number
  tz?: string
  workspace?: string
  engine?: string
  json?: boolean
  csv?: boolean
  timesketch?: boolean
}

export interface Line {
  time: string
  last: string
  count: number
  kind: string
  host: string
  account: string
  destination: string
  detail: string
  file: string
  line: number
}

export async function showTimeline(shown: string, options: TimelineCommandOptions): Promise<number> {
  const who = mended(shown)
  const { engine, scan } = await openLast(options)
  try {
    const rows = await timeline(engine, who, {
      since: options.since,
      until: options.until,
      every: options.every ?? false,
      most: options.top,
    })
    const paths = new Map((await ledger(engine)).map((row) => [row.evidence_id, row.path]))
    const lines = [
      ...rows.map(({ evidence_id, ...row }): Line => ({ ...row, file: paths.get(evidence_id) ?? '' })),
      ...findingsOf(who, savedFindings(scan.out), options.every ?? false),
    ].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    const zone = options.tz ?? scan.timezone
    process.stdout.write(
      options.json
        ? `${printedJson(lines)}\n`
        : options.csv
          ? toCsv(COLUMNS, lines as unknown as Record<string, unknown>[])
          : options.timesketch
            ? lines.map((line) => `${printedJson(toTimesketch(line), 0)}\n`).join('')
            : table(lines, zone),
    )
    if (rows.length >= options.top) process.stderr.write(`kyumei: more than ${options.top} rows; --top shows more\n`)
    return EXIT.done
  } finally {
    await engine.close()
  }
}

const COLUMNS = ['time', 'last', 'count', 'kind', 'host', 'account', 'destination', 'detail', 'file', 'line']

/** Explanations (informational) only where everything is asked for. */
function findingsOf(who: string, { findings }: FindingsFile, every: boolean): Line[] {
  const wanted = who.toLowerCase()
  const has = (values: string[]) => values.some((value) => value.toLowerCase() === wanted)
  return findings
    .filter((one) => every || one.severity !== 'informational')
    .filter((one) => has(one.hosts) || has(one.accounts) || has(one.destinations) || has(one.mails))
    .map((one) => ({
      time: one.first_seen,
      last: one.last_seen,
      count: one.count,
      kind: `finding:${one.detector}`,
      host: one.hosts.slice(0, 3).join(' '),
      account: one.accounts.slice(0, 3).join(' '),
      destination: one.destinations.slice(0, 3).join(' '),
      detail: `${one.title} (${one.severity}, ${one.id})`,
      file: one.evidence[0]?.file ?? '',
      line: one.evidence[0]?.line ?? 0,
    }))
}

/** Timesketch's import needs message, datetime and timestamp_desc (https://timesketch.org/guides/user/import-from-json-csv/). */
function toTimesketch(line: Line): Record<string, unknown> {
  const what = [line.host, line.account, line.destination, line.detail].filter((part) => part !== '').join(' ')
  return {
    message: `${line.kind}: ${what}`,
    datetime: line.time,
    timestamp_desc: line.kind.startsWith('finding:') ? 'Finding, first seen' : 'Event',
    ...line,
  }
}

function table(lines: Line[], zone: string): string {
  const rows = lines.map((line) => {
    const until = line.last > line.time ? `–${localTime(line.last, zone).slice(11)}` : ''
    const what = [line.host, line.account, line.destination.split(' ').map(defang).join(' ')]
      .filter((part) => part !== '')
      .join(' → ')
    return tableLine([
      `${localTime(line.time, zone)}${until}`,
      line.kind,
      what,
      line.count > 1 ? `×${line.count}` : '',
      defangText(line.detail),
      `${line.file}:${line.line}`,
    ])
  })
  return `# ${zone}\n${rows.join('')}`
}
