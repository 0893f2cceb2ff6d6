import { lately } from '../../evidence/lately.ts'
import { CHINESE } from './chinese.ts'
import { CZECH } from './czech.ts'
import { DANISH } from './danish.ts'
import { DUTCH } from './dutch.ts'
import { FRENCH } from './french.ts'
import { GERMAN } from './german.ts'
import { INDONESIAN } from './indonesian.ts'
import { ITALIAN } from './italian.ts'
import { KOREAN } from './korean.ts'
import type { Concept, Language } from './language.ts'
import { NORWEGIAN } from './norwegian.ts'
import { POLISH } from './polish.ts'
import { PORTUGUESE } from './portuguese.ts'
import { RUSSIAN } from './russian.ts'
import { SPANISH } from './spanish.ts'
import { SWEDISH } from './swedish.ts'
import { THAI } from './thai.ts'
import { TURKISH } from './turkish.ts'
import { UKRAINIAN } from './ukrainian.ts'
import { VIETNAMESE } from './vietnamese.ts'

/** Of languages other than Japanese and English, in which phishers write. */
const LANGUAGES: Language[] = [
  GERMAN,
  FRENCH,
  SPANISH,
  PORTUGUESE,
  ITALIAN,
  DUTCH,
  POLISH,
  CZECH,
  SWEDISH,
  DANISH,
  NORWEGIAN,
  TURKISH,
  RUSSIAN,
  UKRAINIAN,
  CHINESE,
  KOREAN,
  VIETNAMESE,
  THAI,
  INDONESIAN,
]

/** Does the text, as the eye reads it, say so in one of the languages that it is written in? */
export const saysAbroad = (concept: Concept, text: string): boolean =>
  spokenIn(text).some((language) => language[concept]?.test(text) === true)

/** A short name belongs to no language: is it, as a whole, what one of them calls so? */
export const isCalledAbroad = (concept: Concept, name: string): boolean =>
  LANGUAGES.some((language) => language[concept]?.exec(name)?.[0] === name)

/** common word → the languages that have it */
const LANGUAGES_OF = Map.groupBy(
  LANGUAGES.flatMap((language) =>
    typeof language.spoken === 'string' ? language.spoken.split(' ').map((word) => ({ word, language })) : [],
  ),
  ({ word }) => word,
)

/** What a text is written in shows early; in a phrase nothing does, unless it is a few names amid Japanese. */
const READ = 2_000
const A_PHRASE = 12 // different words
const ENOUGH = 2
const IDEOGRAPHS = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}\p{sc=Hangul}]+/gu

/** that are asked about in turn: many questions of each */
const TEXTS = 8

const spokenIn = lately((text: string): Language[] => {
  const read = text.slice(0, READ)
  const words = new Set(read.toLowerCase().match(/[a-zà-ž]+/g) ?? [])
  const isPhrase = words.size <= A_PHRASE && (read.match(IDEOGRAPHS)?.length ?? 0) <= words.size
  const common = new Map<Language, number>()
  for (const word of words)
    for (const { language } of LANGUAGES_OF.get(word) ?? []) common.set(language, (common.get(language) ?? 0) + 1)
  return LANGUAGES.filter((language) => {
    if (language.spoken instanceof RegExp) return language.spoken.test(text)
    return isPhrase || (common.get(language) ?? 0) >= ENOUGH
  })
}, TEXTS)
