/** What Postfix's lines have in common: the queue id, the client as it is written, the columns that every line about a message has. */
import { found, source } from './pick.ts'

export const QUEUE = '(?:NOQUEUE|[0-9A-F]{5,}|[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{10,})'
/** the client as Postfix writes it: name[address], name[address]:port, [address]:port */
export const CLIENT = '[^\\s\\[\\];,]*\\[[0-9A-Fa-f.:]+(?:%\\w+)?(?:/\\d+)?\\](?::\\d+)?'

export const about = {
  vendor: 'Postfix',
  product: 'Postfix',
  source:
    'https://www.postfix.org/documentation.html and https://github.com/vdukhovni/postfix (smtpd.c, qmgr_active.c, log_adhoc.c)',
  tag: 'postfix[A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+)*',
  time: 'envelope' as const,
  step: "''",
}

/** name, address and port of the first client of the line behind some words */
export function client(before: string) {
  const address = found(`${before}[^\\s\\[\\];,]*\\[([0-9A-Fa-f.:]+)(?:%\\w+)?(?:/\\d+)?\\]`)
  return {
    ...source(address),
    source_port: `toUInt16OrZero(${found(`${before}[^\\s\\[\\];,]*\\[[0-9A-Fa-f.:]+(?:%\\w+)?\\]:(\\d+)`)})`,
    source_domain: `ifNull(nullIf(lower(${found(`${before}([^\\s\\[\\];,]+)\\[`)}), 'unknown'), '')`,
  }
}

export const common = {
  time: 'envelope_time',
  observer_type: "'mail'",
  observer_name: 'envelope_host',
  email_size: '-1',
  email_local_id: `ifNull(nullIf(${found(`^(${QUEUE}): `)}, 'NOQUEUE'), '')`,
}
export const one = (address: string) => `arrayFilter(x -> x != '', [${address}])`
export const line = (columns: Record<string, string>) => ({ ...common, ...columns })
