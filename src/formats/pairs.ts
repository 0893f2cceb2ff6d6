/** SQL of logs written as key=value: the pairs as a map (the format's `step`), and the reading of single values. */

/**
 * Pairs parted by blanks; a value with blanks stands in double quotes. A backslash that stands before neither a quote nor another
 * backslash is doubled first: `user="EXAMPLE\tanaka"` holds no tab.
 */
export const PAIRS =
  "extractKeyValuePairsWithEscaping(replaceRegexpAll(payload, '\\\\\\\\([^\"\\\\\\\\])', '\\\\\\\\\\\\\\\\\\\\1'), '=', ' ', '\"')"

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
