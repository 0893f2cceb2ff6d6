/** SQL of a URL's parts, for a full URL (`http://host:8080/path`) and for CONNECT's authority (`host:443`). */

/** [host with the brackets of IPv6, port]; one expression, so that the engine computes it once for all that use it */
const authority = (url: string) =>
  `extractGroups(${url}, '^(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/?#]*@)?(\\\\[[^\\\\]/]*\\\\]|[^:/?#]*)(?::(\\\\d{1,5}))?')`

/** Host in lower case, without user info, port, the brackets of IPv6 and a trailing dot; '' for `-` and Squid's `error:…`. */
export function urlDomain(url: string): string {
  return `if(${url} = '-' OR startsWith(${url}, 'error:'), '', lower(trim(BOTH '[].' FROM ${authority(url)}[1])))`
}

/** The port named in the URL, else its scheme's (CONNECT: 443), else 0. */
export function urlPort(url: string, method: string): string {
  const named = `toUInt16OrZero(${authority(url)}[2])`
  return `multiIf(${named} > 0, ${named}, startsWith(${url}, 'https:') OR ${method} = 'CONNECT', 443, startsWith(${url}, 'http:'), 80, startsWith(${url}, 'ftp:'), 21, 0)`
}
