/** The short form for a terminal: who, why, where; every text of evidence without control characters. */
import { styleText } from 'node:util'
import { isSerious } from '../detect/detector.ts'
import { problemInJapanese } from '../i18n/problem-words.ts'
import { wordsIn } from '../i18n/words.ts'
import type { AccountRow, MailRow, ScanResult, Verdict } from '../story/findings.ts'
import { isAccused } from '../story/verdict.ts'
import { ACCOUNT_MARKS, ACCOUNT_VERDICTS } from './accounts.ts'
import { attempts } from './attempts.ts'
import { isQuiet, nobodyAccused } from './hosts.ts'
import { isOnlyMails } from './mail-advice.ts'
import { MAIL_MARKS } from './mails.ts'
import { STATE_MARKS } from './measures.ts'
import { defang, defangText, visible } from './safe-text.ts'
import type { Say } from './say.ts'

const COLOURS: Record<Verdict, 'red' | 'yellow' | 'green' | 'gray'> = {
  infected: 'red',
  suspected: 'yellow',
  'no-sign': 'green',
  'not-visible': 'gray',
}

export function renderTerminal(result: ScanResult, options: { color: boolean; width: number }): string {
  const say = wordsIn(result.lang)
  const paint = (verdict: Verdict, text: string) =>
    options.color ? styleText(COLOURS[verdict], text, { validateStream: false }) : text
  const { hosts, findings } = result.findings
  const titles = new Map(findings.map((finding) => [finding.id, finding]))
  const out: string[] = []
  const isTelling = (id: string) => isSerious(titles.get(id) ?? { severity: 'low' })
  const marked = hosts
    .filter((host) => isAccused(host) || (host.stands_for_others && host.reasons.some(isTelling)))
    .slice(0, 10)
  for (const host of marked) {
    out.push(`${paint(host.verdict, say(host.verdict))}  ${visible(host.host)}  ${host.score.toFixed(2)}`)
    if (host.stands_for_others) out.push(`    ${say('behind')}`)
    const own = host.reasons.flatMap((id) => titles.get(id) ?? [])
    for (const finding of own.filter(isSerious)) {
      const places = finding.destinations.slice(0, 2).map(defang).join(', ')
      out.push(`    ${finding.title}${places && ` → ${places}`} (${finding.count})`)
    }
    const weak = own.filter((one) => one.severity === 'low').length
    if (weak > 0) out.push(`    ${say('weakSigns')} ${weak}`)
  }
  if (marked.length === 0) out.push(say(nobodyAccused(result)))
  const count = (verdict: Verdict) => `${say(verdict)} ${hosts.filter((host) => host.verdict === verdict).length}`
  if (hosts.length > 0) {
    const quiet = hosts.filter(isQuiet).length
    out.push('', (['infected', 'suspected', 'no-sign', 'not-visible'] as const).map(count).join('  ·  '))
    if (quiet > 0) out.push(`${say('quiet')}: ${quiet}`)
  }
  out.push(...accountLines(result, say, options.color))
  out.push(...attemptLines(result, say))
  out.push(...mailLines(result, say, options.color))
  const followed = result.findings.followed ?? []
  const byLogs = followed.filter((one) => one.state !== 'by-hand')
  if (followed.length > 0) out.push('', `${say('followed')}:`)
  for (const one of byLogs)
    out.push(`${STATE_MARKS[one.state]} ${defangText(one.what, [one.subject])}  ${defangText(one.seen, [one.subject])}`)
  if (byLogs.length < followed.length)
    out.push(`${STATE_MARKS['by-hand']} ${say('state-by-hand')} ${followed.length - byLogs.length}`)
  // who hands in mails alone asks nothing of logs
  const blind = isOnlyMails(result)
    ? []
    : result.findings.coverage.filter((fact) => fact.kind === 'question' && Number(fact.value) < 0.5)
  for (const fact of blind) out.push(`？ ${visible(fact.text)}`)
  for (const fact of result.findings.coverage.filter(({ id }) => /^(?:inventory|text)-/.test(id)))
    out.push(`・ ${visible(fact.text)}`)
  for (const alike of Map.groupBy(result.problems, (one) => `${one.what}\n${one.what_to_do}`).values()) {
    const [problem] = alike
    if (!problem) continue
    const { what, what_to_do } = result.lang === 'ja' ? problemInJapanese(problem) : problem
    out.push(`! ${pathsOf(alike, result.lang)}: ${visible(what)}${result.lang === 'ja' ? '。' : '. '}${what_to_do}`)
  }
  return `${out.join('\n')}\n`
}

const ACCOUNTS = 10

function accountLines({ findings }: ScanResult, say: Say, color: boolean): string[] {
  const serious = findings.accounts.filter((row) => row.verdict !== 'weak')
  const paint = (row: AccountRow) => {
    const text = `${ACCOUNT_MARKS[row.verdict]} ${say(ACCOUNT_VERDICTS[row.verdict])}`
    return color ? styleText(row.verdict === 'abused' ? 'red' : 'yellow', text, { validateStream: false }) : text
  }
  return serious.length === 0
    ? []
    : [
        '',
        ...serious
          .slice(0, ACCOUNTS)
          .flatMap((row) => [
            `${paint(row)}  ${visible(row.account)}  ${row.score.toFixed(2)}`,
            `    ${defangText(row.text)}`,
          ]),
        ...(serious.length > ACCOUNTS ? [`    … (${serious.length})`] : []),
      ]
}

/** What accuses nobody, but was there: guessing that failed, a relay for strangers. */
function attemptLines(result: ScanResult, say: Say): string[] {
  const found = attempts(result)
  const weak = result.findings.accounts.filter((row) => row.verdict === 'weak')
  return [
    ...found
      .slice(0, ACCOUNTS)
      .flatMap((finding) => [
        '',
        `${isSerious(finding) ? '▲' : '・'} ${say(finding.severity)}  ${finding.title}`,
        `    ${defangText(finding.explanation, finding.destinations)}`,
      ]),
    ...(found.length > ACCOUNTS ? [`    … (${found.length})`] : []),
    ...(weak.length > 0
      ? [
          '',
          `${say('weakAccounts')} ${weak.length}: ${weak
            .slice(0, 5)
            .map((row) => visible(row.account))
            .join(', ')}${weak.length > 5 ? ' …' : ''}`,
        ]
      : []),
  ]
}

const MAIL_COLOURS: Record<MailRow['verdict'], 'red' | 'yellow'> = { malicious: 'red', suspicious: 'yellow' }
const MAILS = 10

function mailLines({ findings }: ScanResult, say: Say, color: boolean): string[] {
  const { mails, mail_counts, stories } = findings
  if (mail_counts.examined === 0) return []
  const seen = new Set<string>()
  const distinct = mails.filter(
    (row) => !seen.has(`${row.from}${row.subject}`) && seen.add(`${row.from}${row.subject}`),
  )
  const paint = (row: MailRow) => {
    const text = `${MAIL_MARKS[row.verdict]} ${say(row.verdict)}`
    return color ? styleText(MAIL_COLOURS[row.verdict], text, { validateStream: false }) : text
  }
  return [
    '',
    ...distinct
      .slice(0, MAILS)
      .flatMap((row) => [
        `${paint(row)}  ${say(`kind-${row.kind}`)}  ${visible(row.subject || row.mail)}  ${row.confidence.toFixed(2)}`,
        `    ${defangText(row.from)} → ${row.recipients.slice(0, 3).map(visible).join(', ')}`,
        ...stories
          .filter((story) => story.kind === 'mail' && story.mail === row.mail)
          .map((story) => `    ${defangText(story.text, story.destinations)}`),
      ]),
    ...(distinct.length > MAILS ? [`    … (${distinct.length})`] : []),
    `${say('mailsExamined')} ${mail_counts.examined}  ·  ${say('malicious')} ${mail_counts.malicious}  ·  ${say('suspicious')} ${mail_counts.suspicious}  ·  ${say('mailsWithoutSign')} ${mail_counts.no_sign}`,
  ]
}

const NAMED = 3 // a folder of hourly files has hundreds with one cause; evidence.json has them all

function pathsOf(problems: { path: string }[], lang: 'ja' | 'en'): string {
  const paths = problems.slice(0, NAMED).map(({ path }) => visible(path))
  const more = problems.length - paths.length
  const named = paths.join(lang === 'ja' ? '、' : ', ')
  return more <= 0 ? named : lang === 'ja' ? `${named} ほか${more}件` : `${named} and ${more} more`
}
