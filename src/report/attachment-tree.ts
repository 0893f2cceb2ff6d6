/** What is attached, all the way down: names with their tricks marked, what each really is, and what opened it. */
import { html } from 'hono/html'
import { traitName } from '../i18n/mail-words.ts'
import { WORDS, type Word } from '../i18n/words.ts'
import type { MailFacts, MailItem } from '../story/told-mail.ts'
import { defang, defangText, visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { appearance, markedName } from './tricks.ts'

export function attachmentTree(mail: MailFacts, lang: 'ja' | 'en', say: Say): Html {
  const children = Map.groupBy(mail.items, (item) => item.parent)
  const numbers = new Set(mail.items.map((item) => item.item))
  const roots = mail.items.filter((item) => item.parent < 0 || !numbers.has(item.parent))
  return html`<h3>${say('attachments')}</h3>${branch(roots, 0)}`

  function branch(items: MailItem[], depth: number): Html {
    if (depth > 12) return html``
    return html`<ul class="tree">${items.map((item) => html`<li>${leaf(item, lang, say, depth)}${children.has(item.item) ? branch(children.get(item.item) ?? [], depth + 1) : ''}</li>`)}</ul>`
  }
}

function leaf(item: MailItem, lang: 'ja' | 'en', say: Say, depth: number): Html {
  const seen = appearance(item.name)
  const facts = [item.type, item.bytes >= 0 ? size(item.bytes) : '', item.encrypted ? ENCRYPTED[lang] : ''].filter(
    Boolean,
  )
  return html`<b>${markedName(depth === 0 ? item.path : item.name)}</b> <span class="soft">${facts.join(' · ')}</span>${
    seen ? html`<br>${say('looksLike')}: <span class="bad">${seen}</span>` : ''
  }${item.traits.map(({ trait, detail }) => html`<br><span class="chip medium">${traitName(trait, lang)}</span>${detail ? html` <code>${shown(trait, detail.slice(0, 400))}</code>` : ''}`)}${
    item.password ? html`<br>${say('passwordWas')}: <code>${visible(item.password)}</code>` : ''
  }${item.unreadable ? html`<br><span class="bad">${say('notOpened')}</span> (${unreadable(item.unreadable, say)})` : ''}${
    item.sha256 ? html`<br><code>SHA-256 ${item.sha256}</code>` : ''
  }`
}

/** A form's target is a host's name and nothing else; the rest are commands, formulas and links in between. */
const shown = (trait: string, detail: string) => (trait === 'html-form' ? defang(detail) : defangText(detail))

const ENCRYPTED = { ja: '暗号化', en: 'encrypted' }

function unreadable(reason: string, say: Say): string {
  const word = `unreadable-${reason}`
  return Object.hasOwn(WORDS, word) ? say(word as Word) : visible(reason)
}

const size = (bytes: number) =>
  bytes < 1000
    ? `${bytes} B`
    : bytes < 1_000_000
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`
