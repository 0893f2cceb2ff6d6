/** SQL: which addresses and hosts a text names, as wholes: `office.co` stands in every letter of office.co.id, and is not named there. */

export const namedIn = (text: string): string =>
  `extractAll(lower(${text}), '[a-z0-9._%+-]*@?[a-z0-9][a-z0-9.-]*[.][a-z0-9-]*[a-z0-9]')`

/** … whether `named` has this domain, or something at or below it, or this very address */
export const isNamed = (needle: string, named: string): string =>
  `arrayExists(one -> one = ${needle} OR (position(${needle}, '@') = 0 AND (endsWith(one, concat('@', ${needle})) OR endsWith(one, concat('.', ${needle})))), ${named})`
