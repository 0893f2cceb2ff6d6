/** Addresses that the Internet routes to nobody, as ranges and as patterns of their text. */

export const RFC_1918 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

/** For use inside, and by which standard. */
export const INSIDE: [cidr: string, standard: string][] = [
  ...RFC_1918.map((cidr): [string, string] => [cidr, 'RFC 1918']),
  ['100.64.0.0/10', 'RFC 6598'],
  ['169.254.0.0/16', 'RFC 3927'],
  ['127.0.0.0/8', 'RFC 1122'],
  ['fc00::/7', 'RFC 4193'],
  ['fe80::/10', 'RFC 4291'],
  ['::1/128', 'RFC 4291'],
]

/** Neither ours nor a place on the Internet. */
export const NOWHERE = ['0.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4', 'ff00::/8', '::/128']

/** Patterns that JavaScript and the engine (RE2) read alike. */
export const INSIDE_TEXT =
  '^(?:::[fF]{4}:)?(?:10|127|169\\.254|192\\.168|172\\.(?:1[6-9]|2\\d|3[01])|100\\.(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7]))\\.|^::1$|^[fF][eE][89abAB][0-9a-fA-F]:|^[fF][cCdD][0-9a-fA-F]{2}:'
export const NOWHERE_TEXT = '^(?:::[fF]{4}:)?(?:0|2(?:2[4-9]|[345]\\d))\\.|^[fF]{2}[0-9a-fA-F]{2}:|^::$'
