/**
 * Clients that a log tells apart by a name only: a cloud proxy knows the user and the notebook, and the address is none, or the one that
 * somebody's home router gave it, which other homes give too. Each name stands behind an address of its own, of a private range that no
 * network has, so that everything which follows one host by its address follows these; the range never leaves the workspace.
 */
const PREFIX = 'fd6b:7975:6d65:6931' // "kyumei1" in a unique local prefix (RFC 4193)

/** SQL: the address that stands for a client's name, `::` where there is none */
const namedAddress = (name: string) =>
  `if(${name} = '', toIPv6('::'), toIPv6OrDefault(replaceRegexpOne(leftPad(lower(hex(cityHash64(lower(${name})))), 16, '0'), '^(.{4})(.{4})(.{4})(.{4})$', '${PREFIX}:\\\\1:\\\\2:\\\\3:\\\\4')))`

/** SQL: does the address stand for a name? */
export const isNamed = (ip: string) =>
  `(${ip} BETWEEN toIPv6('${PREFIX}::') AND toIPv6('${PREFIX}:ffff:ffff:ffff:ffff'))`

/** SQL of `source_ip` and `source_address`: the address where it tells one client from another (`tells`), else the name. */
export function clientOf(address: string, name: string, tells = '1'): { source_ip: string; source_address: string } {
  const named = `(${name} != '' AND (${address} = '' OR NOT (${tells})))`
  return {
    source_ip: `if(${named}, ${namedAddress(name)}, toIPv6OrDefault(${address}))`,
    source_address: `if(${named}, ${name}, ${address})`,
  }
}
