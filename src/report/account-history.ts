/** One account's own history as tables, within the report or as a page of its own that its owner is given. */

import { html, raw } from 'hono/html'
import { countryName } from '../i18n/country.ts'
import { wordsIn } from '../i18n/words.ts'
import type { AccountHistory } from '../story/account.ts'
import { defang, defangText, visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { STYLE } from './style.ts'
import { localTime } from './time.ts'

/** A page that opens offline, has no script and names nobody else's account. */
export function accountPage(
  account: string,
  history: AccountHistory,
  { timezone, lang, more }: { timezone: string; lang: 'ja' | 'en'; more: boolean },
): string {
  const say = wordsIn(lang)
  return String(html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${visible(account)} — ${say('ownPage')}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header><h1>${visible(account)}</h1><p class="soft">${say('ownPage')} (${timezone})</p><p class="tell">${say('forOwner')}</p></header>
<main>${accountHistoryTables(history, timezone, lang, say)}${more ? html`<p>${say('moreRows')}</p>` : ''}</main>
<footer><p>${say('attribution')}</p></footer>
</body>
</html>
`)
}

export function accountHistoryTables(history: AccountHistory, timezone: string, lang: 'ja' | 'en', say: Say): Html {
  const span = ({ first, last }: { first: string; last: string }) =>
    first === last ? localTime(first, timezone) : `${localTime(first, timezone)} – ${localTime(last, timezone)}`
  return html`<h3>${say('signedInFrom')}</h3>${table(
    [say('period'), say('source'), say('network'), say('service'), say('client'), say('succeeded'), say('failed')],
    history.sign_ins.map((row) => [
      span(row),
      row.host === '' || row.host === row.source ? defang(row.source) : `${defang(row.source)} (${visible(row.host)})`,
      visible([row.network, countryName(row.country, lang)].filter((part) => part !== '').join(' · ')),
      visible(row.protocol),
      visible(row.client),
      String(row.successes),
      String(row.failures),
    ]),
    say,
  )}
<h3>${say('sentInName')}</h3>${table(
    [say('day'), say('source'), say('messages'), say('recipients'), say('to-whom'), say('subjects')],
    history.sent.map((row) => [
      row.day,
      defang(row.source),
      String(row.messages),
      String(row.recipients),
      row.to.map(visible).join(', '),
      row.subjects.map(visible).join(' / '),
    ]),
    say,
  )}
<h3>${say('changedSettings')}</h3>${table(
    [say('period'), say('change'), say('by'), say('source'), say('details')],
    history.changes.map((row) => [
      span(row),
      visible(row.action),
      visible(row.by),
      defang(row.source),
      defangText([row.target, row.name, row.details, row.outcome].filter((part) => part !== '').join(' · ')),
    ]),
    say,
  )}`
}

function table(head: string[], rows: string[][], say: Say): Html {
  if (rows.length === 0) return html`<p class="soft">${say('none')}</p>`
  return html`<div class="box" tabindex="0"><table><thead><tr>${head.map((name) => html`<th>${name}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => html`<tr data-find>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`
}
