/** How an answer of DNS ended (RFC 1035 4.1.1, RFC 2136): the name of its code, which some products write as a number. */

/** SQL of the name, of SQL that gives a name in whatever letters, a number, or nothing. */
export const namedCode = (code: string): string =>
  `transform(${code}, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'], ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET', 'NOTAUTH', 'NOTZONE'], upper(${code}))`
