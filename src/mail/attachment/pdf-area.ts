/** A rectangle of a page, and what is done with it. In points (1/72 inch), from the bottom left. */
export interface Area {
  left: number
  bottom: number
  right: number
  top: number
}

export const shorter = ({ left, bottom, right, top }: Area) => Math.min(right - left, top - bottom)
export const longer = ({ left, bottom, right, top }: Area) => Math.max(right - left, top - bottom)

/** Of the longer side to the shorter one: a code with its frame and a line of text. */
const SQUARE = 1.5

export const isSquare = (area: Area) => longer(area) <= shorter(area) * SQUARE

export const touch = (a: Area, b: Area, gap: number) =>
  a.left <= b.right + gap && b.left <= a.right + gap && a.bottom <= b.top + gap && b.bottom <= a.top + gap

export const union = (a: Area, b: Area): Area => ({
  left: Math.min(a.left, b.left),
  bottom: Math.min(a.bottom, b.bottom),
  right: Math.max(a.right, b.right),
  top: Math.max(a.top, b.top),
})

/** ISO 32000-1, 8.3.3: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number]

export const UNMOVED: Matrix = [1, 0, 0, 1, 0, 0]

/** First `one`, then `other`. */
export const both = (one: Matrix, other: Matrix): Matrix => {
  const [a, b, c, d, e, f] = one
  const [A, B, C, D, E, F] = other
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F]
}

export function moved({ left, bottom, right, top }: Area, [a, b, c, d, e, f]: Matrix): Area {
  const xs = [a * left + c * bottom, a * left + c * top, a * right + c * bottom, a * right + c * top]
  const ys = [b * left + d * bottom, b * left + d * top, b * right + d * bottom, b * right + d * top]
  return {
    left: Math.min(...xs) + e,
    bottom: Math.min(...ys) + f,
    right: Math.max(...xs) + e,
    top: Math.max(...ys) + f,
  }
}
