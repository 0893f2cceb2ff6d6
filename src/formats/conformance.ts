/** Compares what our formats read with what another project's parsers expect of the same lines: the fields that detectors use. */
import { toEcs } from '../store/ecs.ts'
import type { Engine } from '../store/engine.ts'
import { parseLines } from '../store/parse.ts'
import { FORMATS } from './index.ts'

export interface Sample {
  case: string
  line: string
  expected: Record<string, unknown>
}

export interface Compared {
  case: string
  /** the format that read it, or null */
  format: string | null
  /** field: ours ≠ theirs */
  deviations: string[]
}

const FIELDS = [
  'source.ip',
  'source.port',
  'destination.ip',
  'destination.port',
  'url.domain',
  'http.request.method',
  'http.response.status_code',
  'dns.question.name',
  'dns.question.type',
  'dns.response_code',
  'source.bytes',
  'destination.bytes',
  'user_agent.original',
]

/** Samples come without the syslog header that carried them: those without a time of their own are given one. */
export async function compare(engine: Engine, samples: Sample[], tag = ''): Promise<Compared[]> {
  const lines = samples.map((sample) => sample.line.replace(/\r?\n/g, ' '))
  const options = { timezone: 'UTC', year: 2026 }
  const bare = await parseLines(engine, lines, FORMATS, options)
  const wrapped = await parseLines(
    engine,
    lines.map((line) => `Jan  5 00:00:01 host ${tag}${line}`),
    FORMATS,
    options,
  )
  return samples.map((sample, i) => {
    const parsed = bare[i] ?? wrapped[i] ?? null
    if (!parsed) return { case: sample.case, format: null, deviations: [] }
    const ours = toEcs(parsed.row, parsed.format.table, parsed.format.id)
    const deviations = FIELDS.flatMap((field) => {
      const theirs = at(sample.expected, field)
      const own = at(ours, field)
      return theirs === undefined || same(theirs, own)
        ? []
        : [`${field}: ${JSON.stringify(own)} ≠ ${JSON.stringify(theirs)}`]
    })
    return { case: sample.case, format: parsed.format.id, deviations }
  })
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
}

function same(theirs: unknown, ours: unknown): boolean {
  const text = (value: unknown) =>
    String(value ?? '')
      .toLowerCase()
      .replace(/\.$/, '')
  return text(theirs) === text(ours)
}
