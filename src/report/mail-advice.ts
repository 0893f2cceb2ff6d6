/** A report of mails alone, without any log of hosts: its verdict in numbers, and what to do first. */
import { html } from 'hono/html'
import type { MailRow, ScanResult } from '../story/findings.ts'
import { MAIL_MARKS } from './mails.ts'
import { nameList } from './name-list.ts'
import type { Html, Say } from './say.ts'
import { localTime, period } from './time.ts'

/** No log showed any host: what would be said of hosts, destinations' visitors and volumes is empty. */
export const isOnlyMails = ({ findings }: ScanResult) =>
  findings.hosts.length === 0 && findings.mail_counts.examined > 0

export function mailTally({ findings }: ScanResult, say: Say): Html {
  const { malicious, suspicious, no_sign } = findings.mail_counts
  return html`<ul class="tally"><li class="infected"><b>${malicious}</b>${MAIL_MARKS.malicious} ${say('malicious')}</li><li class="suspected"><b>${suspicious}</b>${MAIL_MARKS.suspicious} ${say('suspicious')}</li><li><b>${no_sign}</b>○ ${say('mailsWithoutSign')}</li></ul>`
}

/** From the first to the last message. */
export function mailPeriod({ evidence, findings }: ScanResult, say: Say): string {
  const ends = evidence.files.flatMap(({ first, last }) => (first && last ? [first, last] : [])).sort()
  const [first, last] = [ends[0] ?? null, ends.at(-1) ?? null]
  return first !== null && first === last
    ? `${localTime(first, findings.timezone)} (${findings.timezone})`
    : period(first, last, findings.timezone, say)
}

/** Who to ask first, then what each kind of mail may have done; logs last, as they tell whether it was opened. Nothing where nothing is flagged. */
export function mailAdvice({ findings }: ScanResult, say: Say): Html {
  const attacks = findings.mails.filter((row) => row.verdict === 'malicious')
  const rows = attacks.length > 0 ? attacks : findings.mails
  const asked = [...new Set(rows.flatMap((row) => row.recipients))]
  const is = (...kinds: MailRow['kind'][]) => rows.some((row) => kinds.includes(row.kind))
  const who = html`${say(attacks.length > 0 ? 'askRecipients' : rows.every((row) => row.kind === 'フィッシング') ? 'warnOfPage' : 'warnRecipients')}: ${asked.length > 0 ? nameList(asked, say) : '—'}`
  const steps = [
    who,
    ...(is('標的型', 'ばらまき', '訓練メール') ? [say('unplugIfOpened')] : []),
    ...(is('フィッシング') ? [say('resetIfTyped')] : []),
    ...(is('ビジネスメール詐欺') ? [say('stopIfPaid')] : []),
    say('keepMail'),
    say('noContact'),
    say('addLogs'),
  ]
  return html`<ol class="first">${steps.map((step) => html`<li>${step}</li>`)}</ol>`
}
