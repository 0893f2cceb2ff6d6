/** XFORWARD (Postfix's XFORWARD_README): who the real client is behind the service in front of us. */
export interface ForwardedClient {
  address: string
  helo: string
}

/** New attributes over the ones known; `[UNAVAILABLE]` takes one back. */
export function forwarded(line: string, known: ForwardedClient): ForwardedClient {
  const client = { ...known }
  for (const [, name = '', value = ''] of line.matchAll(/\s([A-Za-z]+)=(\S*)/g)) {
    const text = /^\[(?:TEMP)?UNAVAIL(?:ABLE)?\]$/i.test(value) ? '' : unescaped(value)
    if (/^addr$/i.test(name)) client.address = text.replace(/^IPv6:/i, '')
    if (/^helo$/i.test(name)) client.helo = text.slice(0, 255)
  }
  return client
}

/** xtext, RFC 3461 4 */
const unescaped = (text: string) =>
  text.replace(/\+([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
