/** Text of evidence, made visible: control characters and direction marks can't hide or move anything. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g,
    (one) => {
      const code = one.codePointAt(0) ?? 0
      return code < 0x20
        ? String.fromCodePoint(0x2400 + code)
        : `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`
    },
  )
}
