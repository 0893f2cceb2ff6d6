/** Segments of a file, each from a header to the next one, as conditions of SQL that cost the same however many there are. */

export interface Segment {
  /** rows from 0 */
  first: number
  /** where the next one begins; undefined where it goes on to the file's end */
  next: number | undefined
}

/** of one condition: a statement has bounds, and three numbers are needed for each */
export const MOST_SEGMENTS = 2_000

/** SQL: does the row stand in one of the segments, which ascend? The last edge before it is then a beginning. */
export function inSegments(row: string, segments: Segment[]): string {
  // one that begins where another ends goes on with it
  const ends = new Set(segments.map(({ next }) => next))
  const begins = segments.map(({ first }) => first).filter((first) => !ends.delete(first))
  const edges = new Set([0, ...begins, ...ends].filter((edge) => edge !== undefined))
  return `roundDown(${row}, [${[...edges].sort((a, b) => a - b).join(', ')}]) IN (${begins.join(', ')})`
}

/** As many as one condition holds. */
export const parted = (segments: Segment[]): Segment[][] =>
  Array.from({ length: Math.ceil(segments.length / MOST_SEGMENTS) }, (_, i) =>
    segments.slice(i * MOST_SEGMENTS, (i + 1) * MOST_SEGMENTS),
  )
