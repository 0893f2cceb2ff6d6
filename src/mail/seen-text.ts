/** Which of a message's two texts its reader sees: programs show the HTML, and filters used to read the plain one. Pure. */

/**
 * The plain text, where it says the same; where it says something else, or next to nothing, what the HTML shows comes first. A text that was laid
 * beside a lure so that filters read it does not hide the lure.
 */
export function shownText(plain: string, html: string): string {
  if (plain === '') return html
  if (html === '' || saysTheSame(plain, html)) return plain
  return `${html}\n\n${plain}`
}

/** … and below it what else is shown beside it, where it does not say so already. */
export const withMore = (text: string, more: string): string =>
  more === '' || saysTheSame(text, more) ? text : `${text}\n\n${more}`.trim()

function saysTheSame(plain: string, html: string): boolean {
  const [words, shown] = [lettersOf(plain), lettersOf(html)]
  if (shown.length < FEW || words.length >= shown.length / 2) {
    const tried = Math.min(SAMPLES, Math.floor(words.length / PIECE))
    if (tried === 0 || shown.length < FEW) return true
    const step = Math.floor(words.length / tried)
    const found = Array.from({ length: tried }, (_, i) => words.slice(i * step, i * step + PIECE)).filter((piece) =>
      shown.includes(piece),
    ).length
    return found >= tried / 4
  }
  return false
}

const lettersOf = (text: string) =>
  text
    .slice(0, MOST)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
const MOST = 20_000 // characters
const FEW = 40 // letters
const PIECE = 8 // letters
const SAMPLES = 24
