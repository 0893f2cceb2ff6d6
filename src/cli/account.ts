/** `kyumei account NAME`: one account's own history, which its owner can check: sign-ins, mail in its name, rules and consents, findings. */
import { accountPage } from '../report/account-history.ts'
import { toCsv } from '../report/csv.ts'
import { defang, defangText, printedJson, visible } from '../report/safe-text.ts'
import { localTime } from '../report/time.ts'
import { tableLine } from '../report/visible.ts'
import { ledger } from '../store/ledger.ts'
import {
  type AccountHistory,
  accountHistory,
  accountOf,
  type Change,
  type Sent,
  type SignIns,
} from '../story/account.ts'
import type { Finding, FindingsFile } from '../story/findings.ts'
import { EXIT } from './exit.ts'
import { inLanguage } from './finding-language.ts'
import { languageOf } from './language.ts'
import { openLast } from './last-workspace.ts'
import { savedFindings } from './saved-findings.ts'

export interface AccountOptions {
  top: number
  tz?: string
  lang?: 'ja' | 'en'
  workspace?: string
  engine?: string
  json?: boolean
  csv?: boolean
  /** a page for the account's owner, on standard output */
  html?: boolean
}

export async function showAccount(name: string, options: AccountOptions): Promise<number> {
  const { engine, scan } = await openLast(options)
  try {
    const timezone = options.tz ?? scan.timezone
    const history = await accountHistory(engine, name, { timezone, most: options.top })
    const findings = findingsOf([name, await accountOf(engine, name)], savedFindings(scan.out))
    const paths = new Map((await ledger(engine)).map((row) => [row.evidence_id, row.path]))
    const file = (id: string) => paths.get(id) ?? ''
    process.stdout.write(
      options.json
        ? `${printedJson(asJson(name, history, findings, file))}\n`
        : options.html
          ? accountPage(name, history, {
              timezone,
              lang: languageOf(options.lang ?? scan.lang),
              more: isCut(history, options),
            })
          : options.csv
            ? toCsv(COLUMNS, asLines(history, findings, file))
            : inWords(name, history, findings, timezone, languageOf(options.lang ?? scan.lang)),
    )
    if (isCut(history, options))
      process.stderr.write(`kyumei: more than ${options.top} rows of a kind; --top shows more\n`)
    return EXIT.done
  } finally {
    await engine.close()
  }
}

const isCut = ({ sign_ins, sent, changes }: AccountHistory, { top }: AccountOptions) =>
  [sign_ins, sent, changes].some((rows) => rows.length >= top)

/** By any of its names; one without domain is meant wherever it stands. */
function findingsOf(names: string[], { findings }: FindingsFile): Finding[] {
  const wanted = names.map((name) => name.toLowerCase())
  return findings.filter((one) =>
    one.accounts.some((account) => {
      const known = account.toLowerCase()
      return wanted.some((name) => known === name || (!/[@\\]/.test(name) && known.startsWith(`${name}@`)))
    }),
  )
}

type FileOf = (evidence: string) => string

function asJson(name: string, history: AccountHistory, findings: Finding[], file: FileOf) {
  const cited = <Row extends { evidence_id: string }>(rows: Row[]) =>
    rows.map(({ evidence_id, ...row }) => ({ ...row, file: file(evidence_id) }))
  return {
    account: name,
    sign_ins: cited(history.sign_ins),
    sent: cited(history.sent),
    changes: cited(history.changes),
    findings: findings.map(({ id, detector, title, severity, first_seen, last_seen }) => ({
      id,
      detector,
      title,
      severity,
      first_seen,
      last_seen,
    })),
  }
}

const COLUMNS = [
  'kind',
  'first',
  'last',
  'source',
  'host',
  'protocol',
  'client',
  'country',
  'network',
  'sessions',
  'successes',
  'failures',
  'messages',
  'recipients',
  'detail',
  'file',
  'line',
]

/** One table of all, for a spreadsheet. */
function asLines(history: AccountHistory, findings: Finding[], file: FileOf): Record<string, unknown>[] {
  return [
    ...history.sign_ins.map((row) => ({ ...row, kind: 'sign-in', detail: row.account, file: file(row.evidence_id) })),
    ...history.sent.map((row) => ({
      ...row,
      kind: 'sent',
      detail: [...row.to, ...row.subjects].join(' | '),
      file: file(row.evidence_id),
    })),
    ...history.changes.map((row) => ({ ...row, kind: row.action, detail: told(row), file: file(row.evidence_id) })),
    ...findings.map((one) => ({
      kind: `finding:${one.detector}`,
      first: one.first_seen,
      last: one.last_seen,
      detail: `${one.title} (${one.severity}, ${one.id})`,
      file: one.evidence[0]?.file ?? '',
      line: one.evidence[0]?.line ?? 0,
    })),
  ]
}

const WORDS = {
  signIns: {
    ja: 'サインイン（期間、送信元、方式、クライアント、国、網、成功/失敗の回数）',
    en: 'Signed in from (period, source, protocol, client, country, network, successes/failures)',
  },
  sent: {
    ja: 'この名前で送られたメール（日、送信元、通数、宛先数、宛先と件名の一部）',
    en: 'Mail in its name (day, source, messages, recipients, some recipients and subjects)',
  },
  changes: { ja: '転送・ルール・同意・設定の変更', en: 'Forwarding, rules, consents and other changes' },
  findings: { ja: 'このアカウントを名指しする兆候', en: 'Findings that name it' },
  none: { ja: '  記録なし', en: '  no events' },
  check: {
    ja: '身に覚えのない送信元・送信・設定がないか、本人が確かめてください。ログにない操作は現れません。',
    en: "Its owner should check whether all of this was theirs. What isn't logged isn't shown.",
  },
}

function inWords(name: string, history: AccountHistory, findings: Finding[], zone: string, lang: 'ja' | 'en'): string {
  const section = (title: keyof typeof WORDS, rows: string[]) =>
    `${WORDS[title][lang]}\n${rows.length > 0 ? rows.map((row) => `  ${row}\n`).join('') : `${WORDS.none[lang]}\n`}\n`
  const span = ({ first, last }: { first: string; last: string }) =>
    first === last ? localTime(first, zone) : `${localTime(first, zone)} – ${localTime(last, zone)}`
  const cells = (...values: string[]) => tableLine(values).slice(0, -1)
  return [
    `${visible(name)} (${zone})\n\n`,
    section(
      'signIns',
      history.sign_ins.map((row: SignIns) =>
        cells(
          span(row),
          place(row),
          row.protocol,
          row.client,
          row.country,
          row.network,
          `${row.successes}/${row.failures}`,
        ),
      ),
    ),
    section(
      'sent',
      history.sent.map((row: Sent) =>
        cells(
          row.day,
          defang(row.source),
          String(row.messages),
          String(row.recipients),
          row.to.join(' '),
          row.subjects.join(' | '),
        ),
      ),
    ),
    section(
      'changes',
      history.changes.map((row: Change) =>
        cells(span(row), row.action, row.by, defang(row.source), defangText(told(row))),
      ),
    ),
    section(
      'findings',
      findings.map((one) => cells(localTime(one.first_seen, zone), one.severity, inLanguage(one, lang).title, one.id)),
    ),
    `${WORDS.check[lang]}\n`,
  ].join('')
}

const place = ({ source, host }: SignIns) =>
  host === '' || host === source ? defang(source) : `${defang(source)} (${host})`
const told = ({ target, name, details, outcome }: Change) =>
  [target, name, details, outcome].filter((part) => part !== '').join(' · ')
