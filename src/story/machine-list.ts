/** Machines in a sentence: so many by name, the others in number. */
export function machineList(names: string[], lang: 'ja' | 'en'): string {
  const more = names.length - SHOWN
  const shown = names.slice(0, SHOWN).join(lang === 'ja' ? '、' : ', ')
  if (more <= 0) return shown
  return lang === 'ja' ? `${shown} ほか${more}台` : `${shown} and ${more} more`
}

const SHOWN = 5
