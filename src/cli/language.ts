/** The language to speak: as told, else as the environment says. */
export function languageOf(option: 'ja' | 'en' | undefined): 'ja' | 'en' {
  if (option) return option
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('ja') ? 'ja' : 'en'
}
