/** Whose account a row of a log names, in SQL; the names that are one person's are joined before (story/accounts.ts). */

export const NO_DOMAIN = new Set([
  'workgroup',
  'nt authority',
  'builtin',
  'nt service',
  'window manager',
  'font driver host',
  '-',
  '.',
])

export const KEY_DOMAIN =
  "if(position(user_name, '\\\\') > 0, lower(splitByChar('\\\\', user_name)[1]), lower(user_domain))"
export const KEY_NAME = "lower(if(position(user_name, '\\\\') > 0, splitByChar('\\\\', user_name)[2], user_name))"

/** SQL of the account that a row's user is. `domain`: an expression, for rows without `user_domain`. */
export const accountExpression = (domain = 'user_domain'): string => {
  const [name, realm] = [KEY_NAME, KEY_DOMAIN.replace('user_domain', domain)]
  const alone = `if(${realm} IN (${[...NO_DOMAIN, ''].map((one) => `'${one}'`).join(', ')}) OR position(${name}, '@') > 0, ${name}, concat(${realm}, '\\\\', ${name}))`
  return `if(user_name = '', '', dictGetOrDefault('account_of', 'account', tuple(${name}, ${realm}), ${alone}))`
}
