/** SQL of a URL's parts, for a full URL (`http://host:8080/path`) and for CONNECT's authority (`host:443`). */

const rest = (url: string) =>
  `replaceRegexpOne(replaceRegexpOne(replaceRegexpOne(${url}, '^[A-Za-z][A-Za-z0-9+.-]*://', ''), '[/?#].*$', ''), '^[^@]*@', '')`

/** Host in lower case, without user info, port, the brackets of IPv6 and a trailing dot. */
export function urlDomain(url: string): string {
  return `lower(replaceRegexpOne(trimRight(trimLeft(replaceRegexpOne(${rest(url)}, '^(\\\\[[^\\\\]]*\\\\]|[^:]*):\\\\d+$', '\\\\1'), '['), ']'), '\\\\.$', ''))`
}

/** The port named in the URL, else its scheme's (CONNECT: 443), else 0. */
export function urlPort(url: string, method: string): string {
  const named = `toUInt16OrZero(extract(${rest(url)}, ':(\\\\d{1,5})$'))`
  return `multiIf(${named} > 0, ${named}, startsWith(${url}, 'https:') OR ${method} = 'CONNECT', 443, startsWith(${url}, 'http:'), 80, startsWith(${url}, 'ftp:'), 21, 0)`
}
