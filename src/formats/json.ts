/** SQL for what cloud services write in JSON: addresses with a port behind them, in brackets, mapped. */

const PORTED = "'^(?:\\\\d{1,3}\\\\.){3}\\\\d{1,3}:\\\\d+$'"

/** 203.0.113.9:5021, [2001:db8::9]:62001, ::ffff:203.0.113.9 → the address alone */
export function addressOf(text: string): string {
  return `multiIf(startsWith(${text}, '['), extract(${text}, '^\\\\[([^\\\\]]*)\\\\]'), match(${text}, ${PORTED}), extract(${text}, '^([^:]*)'), startsWith(${text}, '::ffff:'), substring(${text}, 8), ${text} IN ('<null>', 'null'), '', ${text})`
}

export function portOf(text: string): string {
  return `toUInt16OrZero(if(startsWith(${text}, '[') OR match(${text}, ${PORTED}), extract(${text}, ':(\\\\d+)$'), ''))`
}
