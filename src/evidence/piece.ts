/**
 * Records and lines without an end are handed on in pieces. The mark stands before each piece but the first, so that none becomes a line of
 * a format of its own by what happens to stand where it was cut.
 */
export const GOES_ON = '… '
