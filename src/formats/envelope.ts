/**
 * What carries a log line: nothing, a syslog header of the BSD kind (RFC 3164, no year), of the kind rsyslog writes to files (ISO
 * time), of the IETF kind (RFC 5424), or OpenWrt's own (`logread`). Taken off before a format reads the line, and so is the tag (`dnsmasq[812]: `) where the format names it.
 * A relay may put its own header before the sender's, Kiwi's columns stand before the message, and a TCP stream's octet count before all.
 */
import { ctime, digits, isoTime, localTime, monthNumber } from './time.ts'

export type EnvelopeId = 'bare' | 'bsd' | 'iso' | 'ietf' | 'logread'

export interface Envelope {
  id: EnvelopeId
  /** what stands before the payload; empty for a bare line */
  prefix: string
  /** SQL of the payload over `valid` (the line as valid UTF-8) */
  payload: string
  /** SQL of the name or address of the machine that the envelope names, '' where it names none */
  host: string
  /** SQL of the envelope's time: Nullable(DateTime64(3, 'UTC')) */
  time: (reading: EnvelopeReading) => string
}

export interface EnvelopeReading {
  timezone: string
  /** the file's last day with this kind of header and that day's year: later days of the year belong to the year before */
  last: { year: number; month: number; day: number }
}

/** before it stands, where a stream was saved as it came, how many octets follow (RFC 6587) */
const PRIORITY = '(?:(?:\\d{1,5} )?<\\d{1,3}>)'
// the day is padded with a blank or a zero, or, where somebody's tool joined blanks, not at all; syslog-ng may add a fraction
const DAY_TIME = '[A-Z][a-z]{2} [ \\d]?\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?'
const ISO_TIME = '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?'
// A name or an address; it neither ends in ':' nor holds '[' or '=': those are a tag's or the message's. syslog-ng may name the relays
// behind it (`s_net@fw1/relay1`), Solaris writes an address and port in brackets.
const NAME = '(?:[0-9A-Za-z_.:%/@-]*[0-9A-Za-z_.%-]|\\[\\d{1,3}(?:\\.\\d{1,3}){3,5}\\])'
// rsyslog writes a second blank where a message has no tag
const HOST = `(?:${NAME} {1,2})`

/** BusyBox, which routers and NAS run, names them before the tag */
const SAID =
  '(?:kern|user|mail|daemon|auth|authpriv|syslog|lpr|news|uucp|cron|ftp|local[0-7])\\.(?:emerg|alert|crit|err|error|warn|warning|notice|info|debug)'
const FACILITY_LEVEL = `(?:${SAID} )`
/** FreeBSD's syslogd -v, and so NetScaler's, before the host */
const VERBOSE = `(?:<${SAID}> )?`
const CTIME = '[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}'

// some collectors leave out the priority
const IETF_PREFIX = `${PRIORITY}?1 (?:${ISO_TIME}|-) \\S+ \\S+ \\S+ \\S+ (?:-|(?:\\[(?:[^\\\\\\]]|\\\\.)*\\])+) ?`
/** the sender's own header behind a relay's */
const RELAYED = `(?:${PRIORITY}?${DAY_TIME}:? ${HOST})`
// Cisco devices without a name write a colon behind the time
const BSD_PREFIX = `${PRIORITY}?${DAY_TIME}:? ${VERBOSE}${HOST}?${FACILITY_LEVEL}?${RELAYED}?`
const LOGREAD_PREFIX = `${CTIME} ${FACILITY_LEVEL}`
/** Kiwi's columns: facility and level, host; then the message, with the sender's time where it had one. Who copies them may lose the tabs. */
const KIWI_HEAD = '[\\t ][A-Z][A-Za-z0-9]+\\.(?:Emerg|Alert|Crit|Critical|Error|Warning|Notice|Info|Debug)[\\t ]+'
const KIWI = `${KIWI_HEAD}${NAME}[\\t ](?:${DAY_TIME}:? ${HOST}?)?`
// macOS parts its host by two blanks
const ISO_PREFIX = `${PRIORITY}?${ISO_TIME}(?:${KIWI}| {1,2}${HOST}?${RELAYED}?)`
/** what stands before the sender's name in its own header behind a relay's */
const BEFORE_SENDER = `(?:${HOST}${FACILITY_LEVEL}?${PRIORITY}?${DAY_TIME}:? )?`

export const ENVELOPES: Record<EnvelopeId, Envelope> = {
  bare: {
    id: 'bare',
    prefix: `${PRIORITY}?`,
    payload: `if(position(substring(valid, 1, 7), '<') > 0, replaceRegexpOne(valid, ${literal(`^${PRIORITY}`)}, ''), valid)`,
    host: "''",
    time: () => "CAST(NULL, 'Nullable(DateTime64(3, \\'UTC\\'))')",
  },
  bsd: {
    id: 'bsd',
    prefix: BSD_PREFIX,
    payload: `replaceRegexpOne(valid, ${literal(`^${BSD_PREFIX}`)}, '')`,
    host: `trimRight(extract(valid, ${literal(`^${PRIORITY}?${DAY_TIME} ${VERBOSE}${BEFORE_SENDER}(${HOST})`)}))`,
    time: (reading) => bsdTime(reading),
  },
  iso: {
    id: 'iso',
    prefix: ISO_PREFIX,
    payload: `replaceRegexpOne(valid, ${literal(`^${ISO_PREFIX}`)}, '')`,
    host: `trimRight(extract(valid, ${literal(`^${PRIORITY}?${ISO_TIME}(?:${KIWI_HEAD}| {1,2}${BEFORE_SENDER})(${NAME})[ \\t]`)}))`,
    time: (reading) => isoTime(`extract(valid, ${literal(`^${PRIORITY}?(${ISO_TIME})`)})`, literal(reading.timezone)),
  },
  ietf: {
    id: 'ietf',
    prefix: IETF_PREFIX,
    payload: `replaceRegexpOne(valid, ${literal(`^${IETF_PREFIX}(?:\\x{FEFF})?`)}, '')`,
    host: `extract(valid, ${literal(`^${PRIORITY}?1 \\S+ ([^ -]\\S*)`)})`,
    time: (reading) => isoTime(`extract(valid, ${literal(`^${PRIORITY}?1 (\\S+)`)})`, literal(reading.timezone)),
  },
  logread: {
    id: 'logread',
    prefix: LOGREAD_PREFIX,
    payload: `replaceRegexpOne(valid, ${literal(`^${LOGREAD_PREFIX}`)}, '')`,
    host: "''",
    time: ({ timezone }) => ctime(literal(timezone), 'valid'),
  },
}

/** A SQL string literal of a text of ours (patterns, zones): never of evidence. */
export function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function bsdTime({ timezone, last }: EnvelopeReading): string {
  const logged = `extract(valid, ${literal(`^${PRIORITY}?(${DAY_TIME})`)})`
  const head = `if(substring(${logged}, 6, 1) = ' ', concat(substring(${logged}, 1, 4), ' ', substring(${logged}, 5)), ${logged})`
  const month = monthNumber(`substring(${head}, 1, 3)`)
  const day = `toInt32(toUInt8OrZero(trimLeft(substring(${head}, 5, 2))))`
  const year = `(${last.year} - if(${month} * 100 + ${day} > ${last.month * 100 + last.day}, 1, 0))`
  const clock = {
    hour: digits(head, 8, 2),
    minute: digits(head, 11, 2),
    second: digits(head, 14, 2),
    millis: digits(`rightPad(substring(${head}, 17), 3, '0')`, 1, 3),
  }
  return localTime({ year, month, day, ...clock }, literal(timezone))
}
