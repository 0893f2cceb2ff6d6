/**
 * What shows nothing itself and moves, hides or ends what stands around it: controls, direction marks, blanks without width, what is no
 * character (half of a pair, U+FFFF). Not the tab, nor the marks that choose between forms of a kanji.
 */
export const UNSEEN = /[[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{DI}\p{NChar}\ufff9-\ufffb]--[\t\p{VS}]]/gv

/** Text of evidence, made visible: control characters and direction marks can't hide or move anything. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (one) => {
    const code = one.codePointAt(0) ?? 0
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`
  })
}

/** A line of a table on the terminal: a tab of the evidence's own does not begin another column. */
export const tableLine = (cells: string[]): string =>
  `${cells.map((cell) => visible(cell).replaceAll('\t', '␉')).join('\t')}\n`
