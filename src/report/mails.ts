/** The mails with signs: each as text with its tricks made visible, what is attached, the way it came, and what came of it. */
import { html, raw } from 'hono/html'
import type { Finding, MailRow, MailStory, ScanResult } from '../story/findings.ts'
import type { MailFacts } from '../story/told-mail.ts'
import { attachmentTree } from './attachment-tree.ts'
import { mailLinks } from './mail-links.ts'
import { sideBySide } from './mail-pair.ts'
import { pathPicture } from './mail-path.ts'
import { unbroken } from './name-list.ts'
import { defang, defangText, visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { deliveredAt, localTime } from './time.ts'
import { person, safeText } from './tricks.ts'

export const MAIL_MARKS: Record<MailRow['verdict'], string> = { malicious: '■', suspicious: '▲' }
const OPEN = 2 // cards that are open at first sight
const CARDS = 200 // shown whole; more are listed by line
const FILES = 30

export function mailSection(result: ScanResult, say: Say): Html {
  const { mails, mail_counts } = result.findings
  const cards = [...Map.groupBy(mails, (row) => waveOf(row, result.mailViews[row.mail]?.mail)).values()]
  const counts = [
    `${say('mailsExamined')} ${mail_counts.examined}`,
    `${MAIL_MARKS.malicious} ${say('malicious')} ${mail_counts.malicious}`,
    `${MAIL_MARKS.suspicious} ${say('suspicious')} ${mail_counts.suspicious}`,
    `○ ${say('mailsWithoutSign')} ${mail_counts.no_sign}`,
  ]
  return html`<p><b>${counts.join('　')}</b>${result.findings.hosts.length > 0 ? html`<br><span class="soft">${say('mailDifference')}</span>` : ''}</p>
${cards.length === 0 ? html`<p>${say('noMailFlagged')}</p>` : cards.slice(0, CARDS).map((rows, i) => card(rows, i, result, say))}
${cards.slice(CARDS).map((rows) => html`<p data-find>${heading(rows, result, say)}</p>`)}`
}

/** One mail in several mailboxes, or the same bait to many, is one card. */
const waveOf = (row: MailRow, mail: MailFacts | undefined) =>
  [row.verdict, row.kind, mail?.from_domain ?? row.from, mail?.subject_key ?? row.subject].join('\n')

function card(rows: MailRow[], index: number, result: ScanResult, say: Say): Html {
  const [row] = rows as [MailRow]
  const view = result.mailViews[row.mail]
  const { timezone } = result.findings
  const stories = result.findings.stories
    .filter((story) => story.kind === 'mail')
    .filter((story) => rows.some((one) => one.mail === story.mail))
  return html`<details class="story ${row.verdict}" data-find${index < OPEN ? raw(' open') : ''}><summary>${heading(rows, result, say)}</summary><div>
<p class="tell"><b>${say('tellThem')}</b><br>${row.tell}</p>
<h3>${say('mailReasons')}</h3><p>${row.why}</p>${reasons(rows, result.findings.findings, say)}
${stories.length > 0 ? html`<h3>${say('afterMail')}</h3>${stories.map((story) => oneStory(story, timezone))}` : ''}
${view ? letter(rows, view.mail, timezone, say) : ''}
${view && view.mail.items.length > 0 ? attachmentTree(view.mail, result.lang, say) : ''}
${view?.original ? sideBySide(view.mail, view.original, timezone, say) : ''}
${view && view.mail.hops.length > 0 ? html`<h3>${say('mailPath')}</h3><div class="box path" tabindex="0">${raw(pathPicture(view.mail.hops, timezone, say))}</div>` : ''}
<h3>${say('nextSteps')}</h3><ul>${row.next_steps.map((step) => html`<li>${safeText(step)}</li>`)}</ul>
</div></details>`
}

function heading(rows: MailRow[], result: ScanResult, say: Say): Html {
  const [row] = rows as [MailRow]
  const mail = result.mailViews[row.mail]?.mail
  const more = rows.length > 1 ? html` <span class="soft">${rows.length}${say('mailCopies')}</span>` : ''
  return html`<span class="chip ${row.verdict}">${MAIL_MARKS[row.verdict]} ${say(row.verdict)}</span> <span class="chip kind">${say(`kind-${row.kind}`)}</span> <strong>${visible(row.subject) || '—'}</strong>${more}<br><span class="soft">${mail ? person(mail.from_name, mail.from_address) : defang(row.from)} · ${deliveredAt(row, result.findings.timezone, say)} · ${say('confidence')} ${row.confidence.toFixed(2)}</span>`
}

function reasons(rows: MailRow[], findings: Finding[], say: Say): Html {
  const ids = new Set(rows.flatMap((row) => row.reasons))
  const own = findings.filter((finding) => ids.has(finding.id))
  const byDetector = [...Map.groupBy(own, (finding) => finding.detector).values()]
  return html`<ul>${byDetector.map(([finding, ...more]) => {
    if (!finding) return ''
    return html`<li><span class="chip ${finding.severity}">${say(finding.severity)}</span> <a href="#${finding.id}">${finding.title}</a>${more.length > 0 ? ` (${more.length + 1})` : ''}<br>${defangText(finding.explanation, finding.destinations)}</li>`
  })}</ul>`
}

function oneStory(story: MailStory, timezone: string): Html {
  return html`<p><b>${defangText(story.text, story.destinations)}</b></p><ol class="timeline">${[...story.steps]
    .sort((a, b) => (a.time < b.time ? -1 : 1))
    .map(
      (step) =>
        html`<li><time>${localTime(step.time, timezone)}</time><div>${step.finding ? html`<a href="#${step.finding}">${defangText(step.text)}</a>` : defangText(step.text)}${step.destination ? html` <span class="soft">${defang(step.destination)}</span>` : ''}${['contacted', 'saved', 'opened', 'ran'].includes(step.what) ? html`<pre tabindex="0">${step.evidence.map((line) => `${visible(line.file)}:${line.line}\n  ${safeText(line.text.slice(0, 600))}\n`).join('')}</pre>` : ''}</div></li>`,
    )}</ol>`
}

function letter(rows: MailRow[], mail: MailFacts, timezone: string, say: Say): Html {
  const others = mail.reply_to.filter((address) => address !== mail.from_address)
  const envelope = mail.return_path !== '' && mail.return_path !== mail.from_address ? mail.return_path : ''
  const recipients = [...new Set(rows.flatMap((row) => row.recipients))]
  return html`<h3>${say('mailAsText')}</h3><div class="letter"><dl>
<dt>${say('mailFrom')}</dt><dd>${mail.from_name ? html`${say('mailShownAs')} “${visible(mail.from_name)}” → ` : ''}<mark>${defang(mail.from_address)}</mark></dd>
${others.length > 0 ? html`<dt>${say('mailReplyTo')}</dt><dd><mark>${others.map(defang).join(', ')}</mark></dd>` : ''}
${envelope ? html`<dt>${say('mailEnvelope')}</dt><dd>${defang(envelope)}</dd>` : ''}
<dt>${say('mailTo')}</dt><dd>${addresses([...mail.to, ...mail.cc])}</dd>
<dt>${say('mailRecipients')}</dt><dd>${addresses(recipients)}</dd>
<dt>${say('mailDelivered')}</dt><dd>${deliveredAt(mail, timezone, say)}${mail.undated ? '' : html` (${timezone})`}</dd>
${mail.authentication.length > 0 ? html`<dt>${say('mailChecks')}</dt><dd>${once(mail.authentication).map((one) => check(one))}</dd>` : ''}
<dt>${say('mailFiles')}</dt><dd>${listed(rows.map((row) => visible(row.mail)))}</dd>
</dl><pre tabindex="0">${safeText(mail.text)}</pre></div>
${mailLinks(mail, say)}`
}

const addresses = (all: string[]): Html =>
  html`${unbroken(all.slice(0, FILES).map(defang))}${all.length > FILES ? ` … (${all.length})` : ''}`

const listed = (texts: string[]) =>
  texts.length > FILES ? `${texts.slice(0, FILES).join(', ')} … (${texts.length})` : texts.join(', ')

/** The same result stands in Authentication-Results and in Received-SPF. */
function once(all: MailFacts['authentication']): MailFacts['authentication'] {
  return [...new Map(all.map((one) => [`${one.method}=${one.result} ${one.domain}`, one])).values()]
}

function check({ method, result, domain }: MailFacts['authentication'][number]): Html {
  const bad = /fail|error/.test(result)
  return html`<span class="${bad ? 'bad' : ''}">${visible(method)}=${visible(result)}</span> <span class="soft">${defang(domain)}</span>　`
}

/** Who is to be asked, for what to do first. */
export function peopleToAsk({ findings }: ScanResult): string[] {
  return [...new Set(findings.mails.filter((row) => row.verdict === 'malicious').flatMap((row) => row.recipients))]
}
