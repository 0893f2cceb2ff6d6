/** A text in both languages: it can't exist in one only. */
export interface Text {
  ja: string
  en: string
}

/** {{words}} filled in. */
export function filled(text: Text, words: Record<string, string | number | Text>): Text {
  const fill = (lang: 'ja' | 'en') =>
    text[lang].replace(/\{\{(\w+)\}\}/g, (_, word: string) => {
      const value = words[word] ?? ''
      return String(typeof value === 'object' ? value[lang] : value)
    })
  return { ja: fill('ja'), en: fill('en') }
}

/** `1 day`, `3 days`. */
export const amount = (n: number | string, one: string, more = `${one}s`) => `${n} ${Number(n) === 1 ? one : more}`
