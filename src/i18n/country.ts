/** A country's name in the reader's language; what a log calls a country need not be one, and stays as it is. */
const names = new Map<string, Intl.DisplayNames>()

export function countryName(code: string, lang: 'ja' | 'en'): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  const known = names.get(lang) ?? new Intl.DisplayNames([lang], { type: 'region' })
  names.set(lang, known)
  return known.of(code) ?? code
}

/** Whether the clocks of a log stand in that country. */
export function isOfZone(country: string, timezone: string): boolean {
  if (!/^[A-Z]{2}$/.test(country)) return false
  return new Intl.Locale(`und-${country}`).getTimeZones()?.includes(timezone) ?? false
}
