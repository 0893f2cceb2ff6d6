/** Which file says it, and its own words: whoever reads the report looks there. The words are hostile: one line, bounded, nothing invisible. */
import type { Text } from '../../i18n/text.ts'

/** what a document that the mail brings says */
export type Letter = [file: string, text: string]

/** characters of a name and of a sentence that fit a line */
const NAME = 80
const SENTENCE = 120
/** Less is a heading's number or a cell. */
const SHORTEST = 6

/** `what`, followed by the file and the sentence in it that shows most of these signs. */
export function inLetter(what: Text, [file, text]: Letter, signs: ((sentence: string) => boolean)[]): Text {
  const [name, words] = [cut(oneLine(file), NAME), quoted(text, signs)]
  if (words === '') return { ja: `${what.ja}（添付の「${name}」）`, en: `${what.en} (the attached “${name}”)` }
  return {
    ja: `${what.ja}。添付の「${name}」には「${words}」とあります`,
    en: `${what.en}; the attached “${name}” says “${words}”`,
  }
}

function quoted(text: string, signs: ((sentence: string) => boolean)[]): string {
  let [best, most] = ['', 0]
  for (const part of text.split(SENTENCES)) {
    const sentence = oneLine(part).replace(/[。.]$/, '')
    const shown = sentence.length < SHORTEST ? 0 : signs.filter((one) => one(sentence)).length
    if (shown > most) [best, most] = [sentence, shown]
  }
  return cut(best, SENTENCE)
}

const SENTENCES = /\n|(?<=[。．！？!?])|(?<=\.)\s/
const oneLine = (text: string) =>
  text
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
const cut = (text: string, most: number) => {
  const all = [...text]
  return all.length > most ? `${all.slice(0, most).join('')}…` : text
}
