/** Texts of a mail with what is meant to deceive made visible: direction marks, padding, second extensions, links that lead elsewhere. */
import { html } from 'hono/html'
import { defang, defangText, visible } from './safe-text.ts'
import type { Html } from './say.ts'

const BIDI = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/
const TRICKS =
  /([\u202a-\u202e\u2066-\u2069\u200b-\u200f\u2060\ufeff]|[ \u00a0\u3000]{4,}|[\uff0e\u2024\u3002\uff61](?=[A-Za-z]{2,5}$))/u

/** Extensions that Windows starts, and those of documents that they hide behind. */
const RUNS = /\.(exe|scr|com|pif|cpl|bat|cmd|js|jse|vbs|vbe|wsf|wsh|hta|ps1|lnk|url|msi|jar|dll|xll|iso|img|vhdx?)$/i

/** A file name with its tricks marked. */
export function markedName(name: string): Html {
  const parts = name.split(TRICKS)
  const last = parts.at(-1) ?? ''
  const ending = RUNS.exec(last)
  return html`${parts.slice(0, -1).map((part, i) => (i % 2 === 1 ? html`<mark>${spelled(part)}</mark>` : visible(part)))}${
    ending ? html`${visible(last.slice(0, ending.index))}<mark>${ending[0]}</mark>` : visible(last)
  }`
}

function spelled(trick: string): string {
  return /^[ \u00a0\u3000]+$/.test(trick)
    ? `‹␠×${[...trick].length}›`
    : visible(trick) === trick
      ? `‹${trick}›`
      : visible(trick)
}

/** What the reader's eye sees of a name that turns the direction of its letters; null where it turns nothing. */
export function appearance(name: string): string | null {
  if (!BIDI.test(name)) return null
  const [before = '', ...rest] = name.split(/[\u202d\u202e\u2067]/)
  return rest.length === 0 ? null : visible(before + [...rest.join('')].reverse().join(''))
}

/** A message's text, line by line, as text only. */
export function safeText(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => defangText(line))
    .join('\n')
}

/** `田中 <tanaka@example.jp>`: the address is what counts, and is shown broken. */
export function person(name: string, address: string): Html {
  return name === '' || name === address
    ? html`${defang(address)}`
    : html`${visible(name)} &lt;<b>${defang(address)}</b>&gt;`
}
