/** A re-worked mail beside the genuine one that it was made from: what is the same is dim, what differs stands out. */
import { html } from 'hono/html'
import type { MailFacts } from '../story/told-mail.ts'
import type { Html, Say } from './say.ts'
import { deliveredAt } from './time.ts'
import { markedName, person, safeText } from './tricks.ts'

const LINES = 120

export function sideBySide(fake: MailFacts, genuine: MailFacts, timezone: string, say: Say): Html {
  const [left, right] = [linesOf(fake), linesOf(genuine)]
  const common = shared(left, right)
  return html`<h3>${say('sideBySide')}</h3><div class="pair">${column(say('theFake'), fake, left, common)}${column(say('theGenuine'), genuine, right, common)}</div>`

  function column(title: string, mail: MailFacts, lines: string[], same: Set<string>): Html {
    const attached = mail.items.filter((item) => item.parent < 0 || item.depth <= 1)
    return html`<div class="letter"><b>${title}</b><dl><dt>${say('mailFrom')}</dt><dd>${person(mail.from_name, mail.from_address)}</dd><dt>${say('mailSubject')}</dt><dd>${safeText(mail.subject)}</dd><dt>${say('mailDelivered')}</dt><dd>${deliveredAt(mail, timezone, say)}</dd><dt>${say('attachments')}</dt><dd>${attached.map((item) => html`${markedName(item.path)}<br>`)}</dd></dl><pre tabindex="0">${lines.map(
      (line) => html`<span class="${same.has(line.trim()) ? 'same' : 'other'}">${line}</span>
`,
    )}</pre></div>`
  }
}

const linesOf = (mail: MailFacts) => safeText(mail.text).split('\n').slice(0, LINES)

function shared(left: string[], right: string[]): Set<string> {
  const there = new Set(right.map((line) => line.trim()))
  return new Set(left.map((line) => line.trim()).filter((line) => there.has(line)))
}
