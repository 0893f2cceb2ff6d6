/** Text of evidence, made visible: control characters and direction marks can't hide or move anything. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (one) => {
      const code = one.codePointAt(0) ?? 0
      return code < 0x20
        ? String.fromCodePoint(0x2400 + code)
        : `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`
    },
  )
}

/** Names, addresses and URLs so that nothing makes a link of them and nobody opens one by mistake: every dot of the host is broken. */
export function defang(text: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)(.*)$/is.exec(text) ?? []
  return visible(`${scheme.replace(/^http/i, 'hxxp')}${host.replaceAll('.', '[.]')}${rest}`)
}

/** A line as it is, but nothing in it can be clicked by a helpful viewer, and 4,000 characters are enough to judge it. */
export function defangLine(text: string): string {
  return visible(text.slice(0, 4000)).replace(/\bhttp(s?):\/\//gi, 'hxxp$1://')
}
