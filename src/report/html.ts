/** report.html: one file, opens offline, fetches nothing. Everything from evidence is escaped, defanged and never a link. */
import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { Word } from '../i18n/words.ts'
import { wordsIn } from '../i18n/words.ts'
import type { ScanResult } from '../story/findings.ts'
import { ACCOUNT_COLOURS, ACCOUNT_MARKS, ACCOUNT_VERDICTS, accountSection } from './accounts.ts'
import { attackSection, attacksOf } from './attacks.ts'
import { attempts, isOnlyAccounts } from './attempts.ts'
import { coverageSection } from './coverage.ts'
import { evidenceSection } from './evidence.ts'
import { findingList } from './finding-list.ts'
import { advice, destinationTable, hostSection, isQuiet, MARKS } from './hosts.ts'
import { isOnlyMails, mailAdvice, mailPeriod, mailTally } from './mail-advice.ts'
import { mailSection } from './mails.ts'
import { measureSection } from './measures.ts'
import type { Html, Say } from './say.ts'
import { SCRIPT, STYLE } from './style.ts'
import { period } from './time.ts'
import { volumeSection } from './volume-tables.ts'

export function renderHtml(result: ScanResult): string {
  const { lang, findings } = result
  const say = wordsIn(lang)
  const hash = createHash('sha256').update(SCRIPT).digest('base64')
  const onlyMails = isOnlyMails(result)
  const sections = onlyMails ? mailSections(result, say) : allSections(result, say)
  const page = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${raw(hash)}'; img-src data:">
<meta name="referrer" content="no-referrer">
<title>kyumei — ${say('title')}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${say('title')}</h1>
${onlyMails ? mailHead(result, say) : isOnlyAccounts(result) ? accountHead(result, say) : hostHead(result, say)}
<nav aria-label="${say('contents')}">${sections.map(([word]) => html`<a href="#s-${word}">${say(word)}</a> `)}</nav>
<div class="bar"><input type="search" aria-label="${say('search')}" placeholder="${say('search')}"><output></output><button type="button">${say('theme')}</button></div>
</header>
<main>
${sections.map(([word, body]) => html`<section id="s-${word}"><h2>${say(word)}</h2>${body}</section>`)}
</main>
<footer><h2>${say('about')}</h2><p>${say('aboutText')}</p><p>kyumei ${result.version} · ${findings.generated}</p></footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`
  return String(page)
}

function hostHead({ findings }: ScanResult, say: Say): Html {
  const quiet = findings.hosts.filter(isQuiet).length
  return html`<p class="soft">${say('examined')}: ${period(findings.range.first, findings.range.last, findings.timezone, say)}</p>
<ul class="tally">${(['infected', 'suspected', 'no-sign', 'not-visible'] as const).map(
    (verdict) =>
      html`<li class="${verdict}"><b>${findings.hosts.filter((host) => host.verdict === verdict).length}</b>${MARKS[verdict]} ${say(verdict)}</li>`,
  )}</ul>
<p class="soft">${say('difference')}${quiet > 0 ? html` <strong>${say('quiet')}: ${quiet}</strong>` : ''}</p>`
}

function mailHead(result: ScanResult, say: Say): Html {
  return html`<p class="soft">${say('examined')}: ${mailPeriod(result, say)}</p>
${mailTally(result, say)}
<p class="soft">${say('mailDifference')} ${say('onlyMails')}</p>`
}

function accountHead({ findings }: ScanResult, say: Say): Html {
  return html`<p class="soft">${say('examined')}: ${period(findings.range.first, findings.range.last, findings.timezone, say)}</p>
<ul class="tally">${(['abused', 'suspected', 'weak'] as const).map(
    (verdict) =>
      html`<li class="${ACCOUNT_COLOURS[verdict]}"><b>${findings.accounts.filter((row) => row.verdict === verdict).length}</b>${ACCOUNT_MARKS[verdict]} ${say(ACCOUNT_VERDICTS[verdict])}</li>`,
  )}</ul>
<p class="soft">${say('noHostLogs')}</p>`
}

const where = (one: boolean, word: Word, body: () => Html): [Word, Html][] => (one ? [[word, body()]] : [])

function allSections(result: ScanResult, say: Say): [Word, Html][] {
  const { accounts, mail_counts, measures } = result.findings
  const onlyAccounts = isOnlyAccounts(result)
  const hasVolume = Object.values(result.volume).some((rows) => rows.length > 0)
  return [
    ['first', advice(result, say)],
    ...where(attacksOf(result).length > 0, 'attacks', () => attackSection(result, say)),
    ...where(!onlyAccounts, 'hosts', () => hostSection(result, say)),
    ...where(accounts.length > 0 || attempts(result).length > 0, 'accounts', () => accountSection(result, say)),
    ...where(mail_counts.examined > 0, 'mails', () => mailSection(result, say)),
    ...where(measures !== undefined, 'measures', () => measureSection(result, say)),
    ['findings', findingList(result, say)],
    ['destinations', destinationTable(result, say)],
    ['coverage', coverageSection(result, say)],
    ...where(hasVolume, 'volume', () => volumeSection(result, say)),
    ['evidence', evidenceSection(result, say)],
  ]
}

/** Without logs nothing is said of hosts and volumes, and the mail comes first. */
function mailSections(result: ScanResult, say: Say): [Word, Html][] {
  const { accounts, mails, findings, destinations } = result.findings
  return [
    ...where(mails.length > 0, 'first', () => mailAdvice(result, say)),
    ['mails', mailSection(result, say)],
    ...where(accounts.length > 0 || attempts(result).length > 0, 'accounts', () => accountSection(result, say)),
    ...where(findings.length > 0, 'findings', () => findingList(result, say)),
    ...where(destinations.length > 0, 'destinations', () => destinationTable(result, say)),
    ['coverage', coverageSection(result, say)],
    ['evidence', evidenceSection(result, say)],
  ]
}
