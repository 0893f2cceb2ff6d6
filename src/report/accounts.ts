/** The accounts that findings name: verdict, what happened in time, and each one's own history. */
import { html, raw } from 'hono/html'
import type { AccountRow, ScanResult } from '../story/findings.ts'
import { accountHistoryTables } from './account-history.ts'
import { attempts } from './attempts.ts'
import { MARKS } from './hosts.ts'
import { defang, defangText, visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { localTime } from './time.ts'

export const ACCOUNT_MARKS: Record<AccountRow['verdict'], string> = { abused: '■', suspected: '▲', weak: '・' }
/** as hosts' verdicts are coloured */
export const ACCOUNT_COLOURS: Record<AccountRow['verdict'], string> = {
  abused: 'infected',
  suspected: 'suspected',
  weak: 'not-visible',
}
export const ACCOUNT_VERDICTS = { abused: 'abused', suspected: 'account-suspected', weak: 'weak' } as const
const OPEN = 2 // accounts that are open at first sight

export function accountSection(result: ScanResult, say: Say): Html {
  const { accounts } = result.findings
  const serious = accounts.filter((row) => row.verdict !== 'weak')
  const weak = accounts.filter((row) => row.verdict === 'weak')
  const tried = attempts(result)
  return html`${serious.length === 0 ? html`<p>${say('noAccountFlagged')}</p>` : serious.map((row, i) => card(row, i, result, say))}
${weak.length > 0 ? html`<details><summary>${say('weakAccounts')} (${weak.length})</summary><div>${weak.map((row) => html`<p data-find>${chip(row, say)} <strong>${visible(row.account)}</strong> ${row.steps.map((step) => html`<a href="#${step.finding}">${step.text}</a> `)}</p>`)}</div></details>` : ''}
${tried.length > 0 ? html`<h3>${say('attempts')}</h3><ul>${tried.map((finding) => html`<li data-find><a href="#${finding.id}">${finding.title}</a> <span class="chip ${finding.severity}">${say(finding.severity)}</span><br>${defangText(finding.explanation, finding.destinations)}</li>`)}</ul>` : ''}
<p class="soft">${say('attribution')}</p>`
}

function card(row: AccountRow, index: number, result: ScanResult, say: Say): Html {
  const { timezone } = result.findings
  const severity = new Map(result.findings.findings.map((finding) => [finding.id, finding]))
  const history = result.accountHistories[row.account]
  return html`<details class="story ${ACCOUNT_COLOURS[row.verdict]}" data-find${index < OPEN ? raw(' open') : ''}>
<summary>${chip(row, say)} <strong>${visible(row.account)}</strong> <span class="soft">${say('score')} ${row.score.toFixed(2)}</span></summary>
<div><p>${defangText(row.text)}</p>
${row.hosts.length > 0 ? html`<p>${say('usedFrom')}: ${row.hosts.map(({ host, verdict }) => html`${visible(host)} <span class="chip ${verdict}">${MARKS[verdict]} ${say(verdict)}</span> `)}</p>` : ''}
<h3>${say('whatHappened')}</h3><ol class="timeline">${row.steps.map((step) => {
    const finding = severity.get(step.finding)
    return html`<li><time>${localTime(step.time, timezone)}</time><div><a href="#${step.finding}">${step.text}</a>${finding ? html` <span class="chip ${finding.severity}">${say(finding.severity)}</span><br><span class="soft">${finding.destinations.slice(0, 3).map(defang).join(', ')} · ${say('until')} ${localTime(finding.last_seen, timezone)} · ${say('times')} ${finding.count}</span>` : ''}</div></li>`
  })}</ol>
${history ? html`<details><summary>${say('ownHistory')}</summary><div>${accountHistoryTables(history, timezone, result.lang, say)}</div></details>` : ''}</div></details>`
}

const chip = (row: AccountRow, say: Say): Html =>
  html`<span class="chip ${ACCOUNT_COLOURS[row.verdict]}">${ACCOUNT_MARKS[row.verdict]} ${say(ACCOUNT_VERDICTS[row.verdict])}</span>`
