/** The longest ending of a name, label by label, that a list holds; null where none does. The name itself counts. */
export function matchSuffix(name: string, list: { has(suffix: string): boolean }): string | null {
  for (let rest = name.toLowerCase(); rest !== ''; rest = rest.slice(rest.indexOf('.') + 1)) {
    if (list.has(rest)) return rest
    if (!rest.includes('.')) break
  }
  return null
}
