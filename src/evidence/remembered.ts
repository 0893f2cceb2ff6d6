/** `ask`, which is asked the same again and again: its answers are kept, up to `most` of them. */
export function remembered<More extends unknown[], Answer>(
  ask: (key: string, ...more: More) => Answer,
  most: number,
): (key: string, ...more: More) => Answer {
  const known = new Map<string, Answer>()
  return (key, ...more) => {
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size >= most) known.clear()
    const answer = ask(key, ...more)
    known.set(key, answer)
    return answer
  }
}
