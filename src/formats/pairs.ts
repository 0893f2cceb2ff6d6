/** SQL of logs written as key=value: the pairs as a map (the format's `step`), and the reading of single values. */

/**
 * A text whose backslashes stand for themselves wherever they are before neither a quote nor another backslash: `EXAMPLE\tanaka` holds
 * no tab, and `EXAMPLE\\tanaka` one backslash. Two unused characters keep the escaped ones out of the way meanwhile.
 */
const plainBackslashes = (text: string) =>
  `if(position(${text}, '\\\\') = 0, ${text}, replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(${text}, '\\\\\\\\', '\\x01'), '\\\\"', '\\x02'), '\\\\', '\\x01'), '\\x02', '\\\\"'), '\\x01', '\\\\\\\\'))`

/** Pairs as a map: parted by these characters, a value that holds them in double quotes. */
export const pairsOf = (text: string, equals = '=', between = ' ') =>
  `extractKeyValuePairsWithEscaping(${plainBackslashes(text)}, '${equals}', '${between}', '"')`

/** Pairs parted by blanks. */
export const PAIRS = pairsOf('payload')

/** A pair and the blank after it, as a pattern: what may stand before the pair that tells the kind of log. */
export const PAIR = '[A-Za-z_-]+=(?:"[^"]*"|[^" ]*) +'

/** The value of a key, '' where it is missing or logged as unknown. */
export const value = (key: string) => `if(step['${key}'] IN ('-', 'N/A'), '', step['${key}'])`

/** The first of several values that is known. */
export const firstOf = (...values: string[]) =>
  values.length === 1 ? (values[0] ?? "''") : `multiIf(${values.map((one) => `${one} != '', ${one}`).join(', ')}, '')`

/** A counter, -1 where it is not logged. */
export const count = (text: string) => `if(match(${text}, '^\\\\d+'), toInt64OrZero(extract(${text}, '^\\\\d+')), -1)`

/** tcp, udp, icmp, else the number or name as logged. */
export const transport = (text: string) =>
  `multiIf(lower(${text}) IN ('6', 'tcp'), 'tcp', lower(${text}) IN ('17', 'udp'), 'udp', lower(${text}) IN ('1', '58', 'icmp', 'icmp6', 'icmpv6', 'ipv6-icmp'), 'icmp', lower(${text}))`
