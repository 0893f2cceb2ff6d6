/** What a computer is called, in SQL: its own events write `PC-01.example.local`, antivirus consoles `pc-01`, leases `PC-01`. */

const isAddress = (name: string) => `match(${name}, '^[0-9.]+$|:')`

/** SQL of a computer's name without its domain, as written. */
export const shortName = (name: string): string => `if(${isAddress(name)}, ${name}, splitByChar('.', ${name})[1])`

/** SQL of the host that a computer's name stands for; `unknown`: of a name that no computer's own events bear. */
export const computerExpression = (name: string, unknown = shortName(name)): string =>
  `if(${name} = '', '', dictGetOrDefault('computer_of', 'host', tuple(lower(${shortName(name)})), ${unknown}))`
