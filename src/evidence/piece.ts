/** Makes a file's text, as it comes, into lines of one record each. */
export interface Assembler {
  push(text: string): string
  end(): string
}

/** characters; a longer record is handed on in pieces, so that a file without an end to its record can't fill the memory */
export const LONGEST_RECORD = 4_000_000

/**
 * Records and lines without an end are handed on in pieces. The mark stands before each piece but the first, so that none becomes a line of
 * a format of its own by what happens to stand where it was cut.
 */
export const GOES_ON = '… '
