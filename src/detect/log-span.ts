/**
 * What was there when the logs begin may be routine; what came later is new. The beginning is the first day, in short logs their
 * first quarter. SQL over `log`: (first, last) time of all contacts, in seconds since 1970.
 */
export const LOG = '(SELECT (toUnixTimestamp(min(time)), toUnixTimestamp(max(time))) FROM contact) AS log'

const BEGINNING = 'least(86400, (log.2 - log.1) / 4)'

/** It was there at the beginning of logs of more than a day. */
export const routine = (first: string) => `toUInt8(log.2 - log.1 > 86400 AND ${first} - log.1 < ${BEGINNING})`

/** It came after the beginning. */
export const fresh = (first: string) => `toUInt8(${first} - log.1 >= ${BEGINNING})`
