/**
 * `ask`, which is asked the same again and again: its answers are kept, up to `most` of them. It is asked with a copy: a word that was cut
 * from a large text would keep all of the text.
 */
export function remembered<More extends unknown[], Answer>(
  ask: (key: string, ...more: More) => Answer,
  most: number,
): (key: string, ...more: More) => Answer {
  const known = new Map<string, Answer>()
  return (key, ...more) => {
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size >= most) known.clear()
    const copy = JSON.parse(JSON.stringify(key)) as string
    const answer = ask(copy, ...more)
    known.set(copy, answer)
    return answer
  }
}
