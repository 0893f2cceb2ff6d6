/** A text in both languages: it can't exist in one only. */
export interface Text {
  ja: string
  en: string
}
