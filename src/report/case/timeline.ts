/** The case's timeline as a workbook. Every cell is written as text: a spreadsheet calculates none. */
import writeXlsxFile from 'write-excel-file/node'
import { defangText, visible } from '../safe-text.ts'
import { localTime } from '../time.ts'
import type { CaseFacts } from './facts.ts'

export interface TimelineLine {
  time: string
  what: string
  host: string
  destination: string
  source: string
}

export function timelineLines({ attacks, findings, view, timezone }: CaseFacts): TimelineLine[] {
  const steps = attacks.flatMap((story) =>
    story.phases.flatMap((phase) =>
      phase.steps.map((step) => ({
        time: step.time,
        what: `${phase.name}: ${step.text}`,
        host: step.host,
        destination: step.destination,
        source: step.evidence[0] ? `${step.evidence[0].file}:${step.evidence[0].line}` : '',
      })),
    ),
  )
  const told = new Set(
    attacks.flatMap((story) => story.phases.flatMap((phase) => phase.steps.map((step) => step.finding))),
  )
  const others = findings
    .filter((finding) => !told.has(finding.id))
    .map((finding) => ({
      time: finding.first_seen,
      what: finding.title,
      host: finding.hosts.join(' '),
      destination: finding.destinations.join(' '),
      source: finding.evidence[0] ? `${finding.evidence[0].file}:${finding.evidence[0].line}` : '',
    }))
  const noted = view.notes.map((note) => ({
    time: note.written_at,
    what: note.text,
    host: '',
    destination: '',
    source: note.author,
  }))
  return [...steps, ...others, ...noted]
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map((line) => ({ ...line, time: localTime(line.time, timezone) }))
}

export async function timelineWorkbook(facts: CaseFacts, lang: 'ja' | 'en'): Promise<Buffer> {
  const head =
    lang === 'ja'
      ? [`日時（${facts.timezone}）`, '内容', '端末', '通信先', '出典']
      : [`Time (${facts.timezone})`, 'What', 'Host', 'Destination', 'Source']
  const text = (value: string) => ({ value: visible(value).slice(0, 32_000), type: String })
  const rows = timelineLines(facts).map((line) =>
    [
      line.time,
      defangText(line.what),
      line.host,
      defangText(line.destination, line.destination.split(' ')),
      line.source,
    ].map(text),
  )
  return await writeXlsxFile([head.map((value) => ({ ...text(value), fontWeight: 'bold' as const })), ...rows], {
    sheet: lang === 'ja' ? '時系列' : 'Timeline',
    columns: [18, 70, 20, 40, 40].map((width) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer()
}
