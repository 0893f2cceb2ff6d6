/**
 * A piece for the end of the organisation's own PAC file. ECMAScript 3, as WinHTTP and old browsers read it, and ASCII: read as Shift_JIS, the
 * last byte of a Japanese comment can take the line's end with it.
 */
import { only, widest } from '../entry.ts'
import { head, lines, type Target, tag } from '../target.ts'

/** Nobody listens on the discard port of the PC itself. */
const NOWHERE = 'PROXY 127.0.0.1:9'

export const pac: Target = {
  id: 'pac',
  title: { ja: 'PACファイル（自動構成）の末尾に足す部分', en: 'PAC file: a piece for its end' },
  group: 'proxy',
  kinds: ['domain', 'address'],
  blocks: 'contacts',
  render(selection, options) {
    const entries = [...widest(only(selection, 'domain')), ...only(selection, 'address')]
    const comments = head(pac, selection, entries, options).map((line) => `// ${line}`)
    if (options.revoke) return [{ name: 'kyumei.pac', text: lines(comments) }]
    const rows = entries.map(
      (entry, i) => `  ${JSON.stringify(entry.value)}: 1${i < entries.length - 1 ? ',' : ''} // ${tag(entry)}`,
    )
    const text = [
      ...comments,
      'var kyumeiBlocked = {',
      ...rows,
      '};',
      'var kyumeiBefore = typeof FindProxyForURL === "function" ? FindProxyForURL : null;',
      'FindProxyForURL = function (url, host) {',
      '  var name = host.toLowerCase().replace(/^\\[|\\]$/g, "").replace(/\\.$/, "");',
      '  for (var rest = name; rest !== ""; rest = rest.indexOf(".") < 0 ? "" : rest.substring(rest.indexOf(".") + 1)) {',
      `    if (kyumeiBlocked.hasOwnProperty(rest)) return "${NOWHERE}";`,
      '  }',
      '  return kyumeiBefore ? kyumeiBefore(url, host) : "DIRECT";',
      '};',
    ]
    return [{ name: 'kyumei.pac', text: lines(text) }]
  },
}
