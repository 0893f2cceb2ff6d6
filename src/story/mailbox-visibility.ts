/**
 * Was this mailbox signed in to from outside? Answered by the logs of the services that it is signed in to by: mail server, webmail, cloud.
 * A log of submission alone (SMTP) shows who sends, not who reads.
 */
import { OF_OUTLOOK, OF_PROGRAMS } from '../detect/accounts/sign-in-use.ts'
import { amount } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
import type { Fact } from './logging.ts'
import { ANY_LOG, type Present } from './present.ts'
import { type Hour, silences } from './silence.ts'
import { type Run, runsIn, spanOf } from './visibility.ts'
import { hourOf } from './whole-hour.ts'

export interface MailboxPattern {
  mailboxes: string[]
  runs: Run[]
}

interface Service {
  name: string
  first: number
  end: number
  gaps: [number, number][]
  /** successes are logged */
  successes: boolean
  /** the clients' own addresses are logged, not a webmail's or a proxy's */
  addresses: boolean
}

const MOST = 5000 // mailboxes
const SENDING = 'smtp'
/** Services by which a mailbox is read or written in whose name; others (SSH, VPN, Windows) tell nothing of it. */
const SERVICE = `multiIf(network_protocol IN ('smtp', 'submission'), '${SENDING}', network_protocol IN (${[...OF_PROGRAMS, ...OF_OUTLOOK].map((one) => `'${one}'`).join(', ')}), 'mail',
    network_protocol = 'owa', 'web', network_protocol IN ('web', 'm365', 'google-workspace'), network_protocol, '')`
const ADDRESSED = 0.5 // of the sign-ins have a client's address

/** Mailboxes that the same services show are one row. */
export async function mailboxVisibility(
  engine: Engine,
  timezone: string,
  present: Present = ANY_LOG,
): Promise<MailboxPattern[]> {
  const signIns = present.has('auth_event')
  const services = signIns ? await servicesOf(engine, timezone) : []
  const known = await engine.query<{ mailbox: string; services: string[] }>(
    `SELECT mailbox, arraySort(groupUniqArrayIf(service, service != '')) AS services
     FROM
     (
       ${signIns ? SIGNED_IN : ''}
       SELECT lower(arrayJoin(if(notEmpty(boxes), boxes, own_readers))) AS mailbox, '' AS service FROM message
     )
     GROUP BY mailbox
     ORDER BY mailbox
     LIMIT ${MOST}`,
  )
  const domains = new Set(known.filter((one) => one.services.length > 0).map((one) => domainOf(one.mailbox)))
  // Exchange's logs name the Windows account, whose mailbox bears its name as a rule
  const named = new Map(
    known.flatMap((one) =>
      one.services.length > 0 && !one.mailbox.includes('@')
        ? [[one.mailbox.replace(/^.*\\/, ''), one.services.join(' ')]]
        : [],
    ),
  )
  const span = services.length > 0 ? spanOf(services) : await mailSpan(engine)
  const groups = Map.groupBy(known, (one) =>
    one.services.length > 0
      ? one.services.join(' ')
      : (named.get(one.mailbox.replace(/@.*$/, '')) ?? (domains.has(domainOf(one.mailbox)) ? ALL : '')),
  )
  return [...groups].map(([key, members]) => {
    const own = services.filter(({ name }) => key === ALL || key.split(' ').includes(name))
    return { mailboxes: members.map((one) => one.mailbox), runs: runsOf(own, span) }
  })
}

const SIGNED_IN = `SELECT account AS mailbox, ${SERVICE} AS service FROM auth WHERE event_action IN ('login', 'mail-access') AND service != '' AND event_outcome != 'failure' AND account != ''
       UNION ALL`
const ALL = '*'
const domainOf = (mailbox: string) => mailbox.split('@')[1] ?? ''

function runsOf(own: Service[], span: [number, number]): Run[] {
  const whole = (why: Run['why']): Run[] => [
    { from: span[0], to: span[1], state: 'blind', why, sources: own.map((one) => one.name) },
  ]
  if (own.length === 0) return whole('no-log')
  const telling = own.filter((one) => one.successes)
  if (telling.length === 0) return whole('denied-only')
  const showing = telling.filter((one) => one.addresses)
  if (showing.length === 0) return whole('hidden')
  return runsIn(showing, span, showing.every((one) => one.name === SENDING) ? 'only-sending' : null)
}

async function servicesOf(engine: Engine, timezone: string): Promise<Service[]> {
  const rows = await engine.query<Hour & { service: string; successes: string; addressed: string }>(
    `SELECT ${SERVICE} AS service, formatDateTime(toStartOfHour(time), '%Y-%m-%dT%H:00:00Z', 'UTC') AS hour, count() AS n,
       uniqExact(account) AS hosts, countIf(event_outcome = 'success') AS successes,
       countIf(event_outcome = 'success' AND source_ip NOT IN (toIPv6('::'), toIPv6('::1'), toIPv6('::ffff:127.0.0.1'))) AS addressed
     FROM auth
     WHERE event_action IN ('login', 'mail-access') AND service != ''
     GROUP BY service, hour
     ORDER BY service, hour`,
  )
  const sum = (some: typeof rows, key: 'successes' | 'addressed') =>
    some.reduce((total, row) => total + Number(row[key]), 0)
  return [...Map.groupBy(rows, (row) => row.service)].map(([name, hours]) => ({
    name,
    first: hourOf(hours[0]?.hour),
    end: hourOf(hours.at(-1)?.hour) + 1,
    gaps: silences(hours, Math.max(...hours.map((row) => Number(row.hosts))), timezone).map(({ first, last }) => [
      hourOf(first),
      hourOf(last),
    ]),
    successes: sum(hours, 'successes') > 0,
    addresses: sum(hours, 'addressed') >= sum(hours, 'successes') * ADDRESSED,
  }))
}

/** Of the mails in hand that tell their time, where no log of sign-ins gives a span. */
async function mailSpan(engine: Engine): Promise<[number, number]> {
  const [row] = await engine.query<{ from_hour: string; to_hour: string }>(
    `SELECT intDiv(toUnixTimestamp(assumeNotNull(min(evidence.first))), 3600) AS from_hour,
       intDiv(toUnixTimestamp(assumeNotNull(max(evidence.last))), 3600) + 1 AS to_hour
     FROM evidence
     WHERE evidence_id IN (SELECT evidence_id FROM message) AND evidence.first IS NOT NULL
     HAVING count() > 0`,
  )
  return [Number(row?.from_hour ?? 0), Number(row?.to_hour ?? 0)]
}

/** One fact about all mailboxes: of how many, and in how many hours, sign-ins could have been seen. */
export function mailboxFacts(patterns: MailboxPattern[]): Fact[] {
  const mailboxes = patterns.reduce((sum, one) => sum + one.mailboxes.length, 0)
  if (mailboxes === 0) return []
  const hours = (wanted: Run['state'][]) =>
    patterns.reduce(
      (sum, { mailboxes: own, runs }) =>
        sum +
        own.length *
          runs.filter((run) => wanted.includes(run.state)).reduce((total, run) => total + run.to - run.from, 0),
      0,
    )
  const all = hours(['seen', 'partly', 'blind'])
  if (all === 0) return []
  const [seen, partly] = [hours(['seen', 'partly']), hours(['partly'])]
  const blind = patterns.filter(isBlind).reduce((sum, one) => sum + one.mailboxes.length, 0)
  const percent = Math.floor((seen / all) * 100)
  const show = SIGN_INS.to_see
  return [
    {
      id: 'question-sign-ins',
      kind: 'question',
      subject: 'sign-ins',
      value: Math.round((seen / all) * 1000) / 1000,
      text: {
        ja: `${SIGN_INS.name.ja}: メールボックス${mailboxes}個、延べ${all}時間のうち${seen}時間（${percent}％）を確認できます${partly > 0 ? `（うち${partly}時間は一部だけ）` : ''}。${blind > 0 ? `確認できないメールボックスは${blind}個。` : ''}${seen === all ? '' : `${seen === 0 ? '' : 'さらに'}見えるようにするには: ${show.ja}。`}`,
        en: `${SIGN_INS.name.en}: of ${amount(mailboxes, 'mailbox', 'mailboxes')} visible in ${seen} of ${amount(all, 'hour')} (${percent} %)${partly > 0 ? `, in ${partly} of them in part` : ''}.${blind > 0 ? ` Not visible for ${amount(blind, 'mailbox', 'mailboxes')}.` : ''}${seen === all ? '' : ` To see ${seen === 0 ? 'it' : 'more'}: ${show.en}.`}`,
      },
    },
  ]
}

const isBlind = ({ runs }: MailboxPattern) => runs.every((run) => run.state === 'blind')

export const SIGN_INS = {
  name: { ja: 'メールボックスへの外部からのサインイン', en: 'Sign-ins to mailboxes from outside' },
  limits: {
    ja: 'アカウントの悪用（login-from-new-network、password-attack、third-party-fetch）は判断できません。',
    en: 'whether an account is abused (login-from-new-network, password-attack, third-party-fetch) can’t be told.',
  },
  to_see: {
    ja: 'POP・IMAP・SMTP認証・Webメールの成功と失敗のログ（接続元アドレス付き）、Exchange ServerはIISのログ、Microsoft 365は統合監査ログとサインインログ、Google Workspaceはログイン監査',
    en: 'logs of POP, IMAP, SMTP AUTH and webmail, successes and failures, with the client’s address; Exchange Server: IIS’s log; Microsoft 365: unified audit and sign-in logs; Google Workspace: login audit',
  },
}
