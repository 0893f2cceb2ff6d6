/** Wilson's interval of a share at 95 %: honest for few cases, and for none or all found. */
export function wilson(found: number, of: number): [number, number] {
  if (of === 0) return [0, 1]
  const z = 1.96
  const share = found / of
  const middle = share + (z * z) / (2 * of)
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)]
}

/** 9 of 10 (60–98 %) */
export function shareText(found: number, of: number): string {
  const [low, high] = wilson(found, of).map((value) => Math.round(value * 100))
  return `${found}/${of} (${low}–${high} %)`
}
