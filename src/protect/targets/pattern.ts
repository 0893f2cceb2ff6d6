/** A value as a regular expression that matches it alone (POSIX extended and PCRE alike); `/` too, which ends one in Postfix. */
export const toRegExp = (value: string): string => value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
