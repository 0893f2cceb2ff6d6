/** Where a mail's links really lead. */
import { html } from 'hono/html'
import type { Word } from '../i18n/words.ts'
import type { MailFacts } from '../story/told-mail.ts'
import { defang } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { safeText } from './tricks.ts'

const LINKS = 20

/** Where who reads the text does not see them. */
const PLACES: Record<string, Word> = {
  qr: 'mailLinkQr',
  attachment: 'mailLinkInside',
  'attachment-qr': 'mailLinkInsideQr',
}

/** Those that show another place, or stand where nobody sees them, come first. */
export function mailLinks(mail: MailFacts, say: Say): Html {
  if (mail.links.length === 0) return html``
  const deceives = (shown: string, domain: string) =>
    /[a-z0-9-]\.[a-z]{2,}/i.test(shown) && !shown.toLowerCase().includes(domain)
  const weight = ({ source, shown, url_domain }: (typeof mail.links)[number]) =>
    Number(deceives(shown, url_domain)) + Number(source in PLACES)
  const place = (source: string) => {
    const word = PLACES[source]
    return word ? html`<mark>${say(word)}</mark> ` : ''
  }
  const sorted = [...mail.links].sort((a, b) => weight(b) - weight(a))
  return html`<h3>${say('mailLinks')}</h3><ul class="tree">${sorted
    .slice(0, LINKS)
    .map((link) =>
      deceives(link.shown, link.url_domain)
        ? html`<li>${say('mailLinkShown')}: ${defang(link.shown)}<br>${say('mailLinkReal')}: <mark>${defang(link.url)}</mark></li>`
        : html`<li>${place(link.source)}${defang(link.url)}${link.shown ? html` <span class="soft">“${safeText(link.shown)}”</span>` : ''}</li>`,
    )}${sorted.length > LINKS ? html`<li class="soft">… (${sorted.length})</li>` : ''}</ul>`
}
