import type { html } from 'hono/html'
import type { Word } from '../i18n/words.ts'

/** A piece of the page: escaped already. */
export type Html = ReturnType<typeof html>
/** The report's own words in its language. */
export type Say = (word: Word) => string
