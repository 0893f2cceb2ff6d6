/**
 * What a log format is. One file per product's log; the ingest (src/store) turns it into one INSERT … SELECT per format found.
 *
 * Every SQL expression sees `payload` (the line as valid UTF-8 with its syslog envelope taken off), `step` (the value of `step`
 * below), `session_…` (see FormatSession), `envelope_time` (Nullable(DateTime64(3,'UTC')): the envelope's time, already in UTC), `envelope_host` (the machine it names), and for formats with a header
 * `field('name')` as built by `columns(context)`. Only functions that cannot throw are allowed (…OrNull, …OrDefault, …OrZero): all
 * branches run.
 */
import type { EventTable } from '../store/schema.ts'

export interface Format {
  /** stable, kebab-case: `squid-native` */
  id: string
  title: string
  vendor: string
  product: string
  /** where its documentation says so: what the pattern and columns were written from */
  source: string
  table: EventTable
  /** the program's name in syslog (`dnsmasq` of `dnsmasq[812]: …`): taken off the payload where it stands */
  tag?: string
  /** RE2/Hyperscan pattern of the payload, WITHOUT the leading ^ (added). Tight: a line of another product must not match. */
  pattern: string
  /** may the line stand bare, in a syslog envelope, or either? Default: both. */
  envelope?: 'none' | 'syslog' | 'both'
  /** does the payload carry a full date, or only the envelope (whose year may be missing)? */
  time: 'payload' | 'envelope'
  /** of a payload that may leave its date to the envelope: pattern (searched for) of those that have their own */
  dated?: string
  /** a header line (`#fields …`) that names the columns for the lines after it; `headerless` is used before any header */
  header?: {
    pattern: string
    fields: (line: string) => string[] | null
    accepts: (fields: string[]) => boolean
    headerless: string[] | null
    /** how the rows under a header are parted, where the header tells: in place of `step` */
    step?: (header: string) => string
    /** ids of formats with a header that read the same lines for another table of events */
    also?: string[]
    /** headers of the same product's other logs: all lines under them are ignored for this reason */
    others?: { recognises: (fields: string[]) => boolean; reason: { ja: string; en: string } }
  }
  /** computed once a line and shared by all columns, e.g. "splitByChar('\t', payload)" */
  step: string
  /** column → SQL. Not named = the type's default (Int64 byte counters must be named: -1 = not logged). `time` is Nullable. */
  columns: (context: FormatContext) => Record<string, string>
  /** what a session's lines tell only once: carried to its later lines in the file */
  session?: FormatSession
  /** SQL condition over the computed columns besides `time IS NOT NULL` that a line must meet to be an event */
  required?: string
  /** lines of this product that are no events, each with the reason in ja and en (searched in the payload; pattern without ^) */
  ignore?: { pattern: string; reason: { ja: string; en: string } }[]
  examples: FormatExample[]
}

/**
 * Logs in which one line of a session names the client and another tells what came of it. `columns` may use `session_<name>` of everything
 * carried: '' where no earlier line of the file told it.
 */
export interface FormatSession {
  carried: Record<string, Carried> | ((context: FormatContext) => Record<string, Carried>)
  /** ids of formats whose lines (of the same tag) are read along, because they tell */
  alongside?: string[]
}

export interface Carried {
  /** SQL over `payload`, `step` and `_row_number` of the session's name, '' where the line belongs to none */
  of: string
  /** SQL of what the line tells, '' where it tells nothing */
  told: string
  /** seconds: where the name doesn't part the sessions, only what the last lines told counts, and nothing where they differ */
  within?: number
  /** what the first line told stays, whatever later ones tell: told `toString(_row_number)`, it says which line is the first */
  first?: true
}

export interface FormatContext {
  /** SQL literal of the zone that a time without zone is in, e.g. 'Asia/Tokyo' */
  timezone: string
  /** names of the header's fields, empty where the format has none */
  fields: string[]
}

export interface FormatExample {
  /** the line(s) as in a file; several where a header is needed */
  lines: string[]
  /** zone and year the lines are read with; default Asia/Tokyo and 2026 */
  timezone?: string
  year?: number
  /** column → value of each event expected; only the columns that matter. Addresses in plain form, times ISO UTC */
  events: Record<string, unknown>[]
}

/** `expression AS name` for the 1-based position of a header's field, '' where the header lacks it. */
export function fieldAt(fields: string[], name: string, array = 'step'): string {
  const index = fields.indexOf(name)
  return index < 0 ? "''" : `${array}[${index + 1}]`
}

/** Does the line take its date from its envelope? */
export function lacksYear({ time, dated }: Format, line: string): boolean {
  return time === 'envelope' || (dated !== undefined && !new RegExp(dated).test(line))
}
