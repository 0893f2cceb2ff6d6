/** A product whose lines carry their own time, or leave it to the syslog header: one mapping, two formats. */
import type { Format, FormatContext, FormatExample } from './format.ts'

export interface EitherTime extends Omit<Format, 'time' | 'columns' | 'examples' | 'envelope'> {
  /** all columns but the time */
  columns: (context: FormatContext) => Record<string, string>
  /** what a line with its own time looks like instead, and the SQL of that time */
  own: { pattern: string; time: (timezone: string) => string; examples: FormatExample[] }
  enveloped: FormatExample[]
}

export function eitherTime({ own, enveloped, columns, id, ignore, ...rest }: EitherTime): Format[] {
  return [
    {
      ...rest,
      id,
      pattern: own.pattern,
      time: 'payload',
      columns: (context) => ({ time: own.time(context.timezone), ...columns(context) }),
      examples: own.examples,
      ...(ignore ? { ignore } : {}),
    },
    {
      ...rest,
      id: `${id}-syslog`,
      title: `${rest.title}, its time in the syslog header`,
      time: 'envelope',
      columns: (context) => ({ time: 'envelope_time', ...columns(context) }),
      examples: enveloped,
    },
  ]
}
