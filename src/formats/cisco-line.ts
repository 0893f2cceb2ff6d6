/** What all of Cisco ASA's and FTD's syslog lines have in common: what stands before the message's number, addresses, notes, the time. */
import { literal } from './envelope.ts'
import { digits, isoTime, localTime, monthNumber } from './time.ts'

const SOURCE = 'https://www.cisco.com/c/en/us/td/docs/security/asa/syslog/b_syslog.html'
/** `timestamp` in the device writes the year behind the day, or an ISO time, with or without the zone's and the device's name */
export const OWN_TIME =
  '(?:: ?)?(?:[A-Z][a-z]{2} [ \\d]\\d \\d{4} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?)(?: [^ %]+){0,2} ?: '
/** what a syslog server leaves of the device's time without a year (EMBLEM), name and colon */
export const NAME =
  '(?:(?:[0-9A-Za-z_.-]+ ?)?:? ?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?: [A-Z]{3,5})?: ?)?(?:[0-9A-Za-z_.<>-]+ ?)?(?:: ?)?'
export const CODE = '%(?:ASA|FTD|PIX|FWSM|NGIPS)-(?:[a-z]+-)?[0-7]-'
export const ADDRESS = '(?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*|[0-9A-Za-z_.-]+'
export const INTERFACE = '(?:NP Identity Ifc|[^\\s:/()]+):'
/** translated pair, user and security group that may follow an end */
export const NOTES = '(?: ?\\([^()]*\\))*'
/** `(LOCAL\user)`, `(EXAMPLE\user, 12:group)`: neither an address nor a security group */
export const user = (notes: string) => `extract(${notes}, '\\\\((?:LOCAL\\\\\\\\)?([^(),:/]+)[,)]')`

const SAME_MOMENT = 120 // s: clocks of device and log server apart

export const time = (timezone: string) => {
  const text = `trimLeft(extract(payload, ${literal(`^(${OWN_TIME})`)}), ': ')`
  const parts = {
    month: monthNumber(`substring(${text}, 1, 3)`),
    day: `toInt32(toUInt8OrZero(trimLeft(substring(${text}, 5, 2))))`,
    year: digits(text, 8, 4),
    hour: digits(text, 13, 2),
    minute: digits(text, 16, 2),
    second: digits(text, 19, 2),
  }
  const utc = `match(${text}, '\\\\d (?:UTC|GMT)\\\\b')`
  const iso = `extract(${text}, '^(\\\\d{4}-[0-9T:.+Z-]+[0-9Z])')`
  const inUtc = localTime(parts, "'UTC'")
  // a device without `clock timezone` counts in UTC and may not say so: the log server's header, of the same moment, does
  const header = `addYears(envelope_time, toYear(${inUtc}) - toYear(envelope_time))` // its year is a guess
  const served = `abs(dateDiff('second', ${header}, ${inUtc})) <= ${SAME_MOMENT}`
  return `multiIf(${text} = '', envelope_time, ${iso} != '', ${isoTime(iso, timezone)}, ${utc} OR ${served}, ${inUtc}, ${localTime(parts, timezone)})`
}

export const about = {
  vendor: 'Cisco',
  product: 'ASA, Secure Firewall (FTD)',
  source: SOURCE,
  table: 'flow_event' as const,
}
