/** SQL for what cloud services write in JSON: times in UTC, and addresses with a port behind them, in brackets, mapped. */
import { bound } from './bound.ts'
import { isoTime } from './time.ts'

const PORTED = "'^(?:\\\\d{1,3}\\\\.){3}\\\\d{1,3}:\\\\d+$'"

/** 203.0.113.9:5021, [2001:db8::9]:62001, ::ffff:203.0.113.9 → the address alone */
export function addressOf(text: string): string {
  return bound(
    text,
    'a',
    (a) =>
      `multiIf(startsWith(${a}, '['), extract(${a}, '^\\\\[([^\\\\]]*)\\\\]'), match(${a}, ${PORTED}), extract(${a}, '^([^:]*)'), startsWith(${a}, '::ffff:'), substring(${a}, 8), ${a} IN ('<null>', 'null'), '', ${a})`,
  )
}

export function portOf(text: string): string {
  return bound(
    text,
    'a',
    (a) => `toUInt16OrZero(if(startsWith(${a}, '[') OR match(${a}, ${PORTED}), extract(${a}, ':(\\\\d+)$'), ''))`,
  )
}

/** An ISO time, in UTC where it doesn't say. */
export function utcTime(text: string): string {
  return bound(text, 't', (t) => isoTime(t, "'UTC'"))
}
