/** Names in a line of advice: a few at first sight, the rest folded below. */
import { html } from 'hono/html'
import { visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'

const AT_FIRST_SIGHT = 8
const LISTED = 300 // findings.json has them all

export function nameList(names: string[], say: Say): Html {
  const [first, rest] = [names.slice(0, AT_FIRST_SIGHT), names.slice(AT_FIRST_SIGHT)]
  const more = rest.length - LISTED
  return html`<strong>${unbroken(first.map(visible))}</strong>${
    rest.length > 0
      ? html`<details><summary>${say('andMore')}: ${rest.length}</summary><div>${unbroken(rest.slice(0, LISTED).map(visible))}${more > 0 ? ` … (+${more})` : ''}</div></details>`
      : ''
  }`
}

/** A list in which no line ends inside an address or a name (browsers end lines at hyphens), as long as it has room for one. */
export const unbroken = (texts: string[]): Html =>
  html`${texts.map((text, i) => html`${i > 0 ? ' ' : ''}<span class="unbroken">${text}${i < texts.length - 1 ? ',' : ''}</span>`)}`
