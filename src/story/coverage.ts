/** What could be seen: sources, hours, gaps, what is logged and for how long. */

import type { Roles } from '../detect/detector.ts'
import { localMinute } from '../i18n/clock.ts'
import { amount, type Text } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
import { encryptedHosts, type Fact, loggingFacts } from './logging.ts'
import { type MailboxPattern, mailboxFacts, mailboxVisibility } from './mailbox-visibility.ts'
import { ANY_LOG, hasTraffic, type Present } from './present.ts'
import { programFacts, recordedHosts } from './program-records.ts'
import { hidingLogs } from './shared.ts'
import { type Hour, silences } from './silence.ts'
import { unansweredNames } from './unanswered.ts'
import type { SeenHost } from './verdict.ts'
import {
  type HostVisibility,
  isCovered,
  QUESTION_TEXTS,
  QUESTIONS,
  type Question,
  SHOWN_BY,
  type Visibility,
  visibility,
} from './visibility.ts'
import { isoOf } from './whole-hour.ts'
import { type Source, sources } from './writing.ts'

export const SOURCES = [
  {
    view: 'web',
    ja: 'プロキシ・Webのログ',
    en: 'proxy and web logs',
    without: { ja: 'URLと名前での通信先は確認できません。', en: "which names hosts contacted can't be told." },
  },
  {
    view: 'flow',
    ja: '通信（ファイアウォール等）のログ',
    en: 'connection logs (firewall)',
    without: { ja: 'プロキシを通らない通信は確認できません。', en: "connections past the proxy can't be seen." },
  },
  {
    view: 'dns',
    ja: 'DNSのログ',
    en: 'DNS logs',
    without: {
      ja: '名前の問合せと、問合せなしの通信は確認できません。',
      en: "look-ups, and connections without a look-up, can't be seen.",
    },
  },
]
const THREE_MONTHS = 90 // days; the source asks for three to six months

export interface Coverage {
  facts: Fact[]
  hosts: SeenHost[]
  /** by hour; told of the accused first once there are verdicts (host-hours.ts) */
  seen: Visibility
  mailboxes: MailboxPattern[]
  /** hosts with records of started programs */
  recorded: ReadonlySet<string>
}

export async function coverage(
  engine: Engine,
  roles: Roles,
  { timezone, directBlocked, present = ANY_LOG }: { timezone: string; directBlocked: boolean; present?: Present },
): Promise<Coverage> {
  const devices = await sources(engine, timezone, roles.addresses('proxy'))
  const traffic = hasTraffic(present)
  const encrypted = traffic ? await encryptedHosts(engine) : []
  const logging = traffic ? await loggingFacts(engine, encrypted, roles.addresses('proxy')) : []
  const seen = await visibility(engine, roles, {
    sources: devices,
    hiding: traffic ? (await hidingLogs(engine)).map((one) => one.log) : [],
    answers: logging.some((fact) => fact.id === 'logging-dns-answers' && fact.value === true),
    encrypted: new Set(encrypted.map((one) => one.host)),
  })
  const rules = { proxied: await goesThroughProxy(engine, roles, present), directBlocked }
  const mailboxes = await mailboxVisibility(engine, timezone, present)
  const recorded = await recordedHosts(engine, present)
  const unanswered = present.has('dns_event') ? await unansweredNames(engine, roles, timezone) : []
  const doubtful = new Set(unanswered.map((fact) => fact.subject))
  return {
    facts: [
      ...questionFacts(seen.hosts, rules),
      ...mailboxFacts(mailboxes),
      ...unanswered,
      ...(await sourceFacts(engine, timezone, devices, present)),
      ...logging,
      ...programFacts(
        recorded,
        seen.hosts.map((host) => host.host),
        present,
      ),
      ...roleFacts(roles),
    ],
    hosts: seen.hosts.map((host) => ({
      host: host.host,
      addresses: host.addresses,
      covered: isCovered(host, rules) && !doubtful.has(host.host),
      visible: shares(host),
    })),
    seen,
    mailboxes,
    recorded,
  }
}

/** Clients go through a proxy where its log is there, a proxy is known, or an address stands for others. */
async function goesThroughProxy(engine: Engine, roles: Roles, present: Present): Promise<boolean> {
  if (roles.addresses('proxy').length > 0 || roles.shared.length > 0) return true
  if (!present.has('web_event')) return false
  return (await engine.query("SELECT 1 FROM web WHERE observer_type = 'proxy' LIMIT 1")).length > 0
}

const round = (share: number) => Math.round(share * 1000) / 1000

function shares(host: HostVisibility): SeenHost['visible'] {
  const share = (question: Question) => (host.active === 0 ? 0 : round(host.seen[question] / host.active))
  return { requests: share('requests'), direct: share('direct'), lookups: share('lookups') }
}

/** For each question: of all hours in which hosts were active, in how many could a log have answered? And which verdicts that limits. */
function questionFacts(hosts: HostVisibility[], rules: { proxied: boolean; directBlocked: boolean }): Fact[] {
  const active = hosts.reduce((sum, host) => sum + host.active, 0)
  if (active === 0) return []
  const asked = QUESTIONS.filter((question) => question !== 'requests' || rules.proxied)
  return asked.map((question): Fact => {
    const seen = hosts.reduce((sum, host) => sum + host.seen[question], 0)
    const partly = hosts.reduce((sum, host) => sum + host.partly[question], 0)
    const blindHosts = hosts.filter((host) => host.seen[question] < host.active / 2).length
    const closed = question === 'direct' && rules.directBlocked
    const percent = Math.floor((seen / active) * 100)
    const name = QUESTION_TEXTS[question]
    const show = SHOWN_BY[question]
    const inPart = partly === seen && seen > 0
    const all = seen === active && partly === 0
    return {
      id: `question-${question}`,
      kind: 'question',
      subject: question,
      value: round(seen / active),
      text: closed
        ? {
            ja: `${name.ja}: 禁止されているとの設定（direct_access: blocked）に従いました。`,
            en: `${name.en}: forbidden, as kyumei.yaml says (direct_access: blocked).`,
          }
        : {
            ja: `${name.ja}: 端末が動いていた延べ${active}時間のうち${seen}時間（${percent}％）を${inPart ? '一部だけ' : ''}確認できます${partly > 0 && !inPart ? `（うち${partly}時間は一部だけ）` : ''}。${blindHosts > 0 ? `確認できない端末は${blindHosts}台（${hosts.length}台中）。` : ''}${all ? '' : `${seen === 0 ? '' : 'さらに'}見えるようにするには: ${show.ja}。`}`,
            en: `${name.en}: visible${inPart ? ' in part' : ''} in ${seen} of the ${amount(active, 'hour')} in which hosts were active (${percent} %)${partly > 0 && !inPart ? `, in ${partly} of them in part` : ''}.${blindHosts > 0 ? ` Not visible for ${blindHosts} of ${hosts.length} hosts.` : ''}${all ? '' : ` To see ${seen === 0 ? 'it' : 'more'}: ${show.en}.`}`,
          },
    }
  })
}

async function sourceFacts(engine: Engine, timezone: string, devices: Source[], present: Present): Promise<Fact[]> {
  const facts: Fact[] = []
  for (const source of SOURCES) {
    const hours = present.has(`${source.view}_event`) ? await hoursOf(engine, source.view) : []
    const { ja, en } = source
    const [first, last] = [hours[0]?.hour, hours.at(-1)?.hour]
    if (!first || !last) {
      facts.push({
        id: `blind-${source.view}`,
        kind: 'blind',
        subject: source.view,
        value: false,
        text: { ja: `${ja}がありません。${source.without.ja}`, en: `There are no ${en}: ${source.without.en}` },
      })
      continue
    }
    const days = Math.max(1, Math.round((Date.parse(last) - Date.parse(first)) / DAY))
    const clients = await clientsIn(engine, source.view)
    facts.push({
      id: `source-${source.view}`,
      kind: 'source',
      subject: source.view,
      value: hours.length,
      text: {
        ja: `${ja}: ${hours.length}時間分の記録があり、${clients}台の端末が見えます。`,
        en: `${en}: records in ${amount(hours.length, 'hour')}, of ${amount(clients, 'client')}.`,
      },
      first,
      last,
      hours: hours.map((row) => [row.hour, Number(row.n)]),
    })
    const short = days < THREE_MONTHS
    facts.push({
      id: `retention-${source.view}`,
      kind: 'retention',
      subject: source.view,
      value: days,
      text: {
        ja: `${ja}: ${days}日分。${short ? '少なくとも3〜6か月の保存が勧められています。これより古い通信は確認できません。' : ''}`,
        en: `${en}: ${amount(days, 'day')}. ${short ? 'Three to six months are recommended; anything older is not visible.' : ''}`,
      },
      first,
      last,
    })
    const own = devices.filter((device) => device.log === source.view)
    facts.push(
      ...gaps(hours, source, clients, timezone),
      ...(own.length > 1 ? own.map(deviceFact(source, timezone)) : []),
    )
  }
  return facts
}

const hoursOf = (engine: Engine, view: string): Promise<Hour[]> =>
  engine.query<Hour>(
    `SELECT formatDateTime(seen_hour.hour, '%Y-%m-%dT%H:00:00Z', 'UTC') AS hour, sum(seen_hour.n) AS n, uniqExact(host) AS hosts
     FROM seen_hour
     WHERE log = '${view}'
     GROUP BY hour
     ORDER BY hour`,
  )

function roleFacts(roles: Roles): Fact[] {
  const known = roles.roles.map(
    (role): Fact => ({
      id: `role-${role.role}-${role.address}`,
      kind: 'role',
      subject: role.address,
      value: role.role,
      text: {
        ja: `${role.address}: ${ROLE_NAMES[role.role].ja} — ${role.reason.ja}`,
        en: `${role.address}: ${ROLE_NAMES[role.role].en} — ${role.reason.en}`,
      },
    }),
  )
  const shared = roles.shared.map(
    (address): Fact => ({
      id: `hidden-behind-${address}`,
      kind: 'hidden',
      subject: address,
      value: address,
      text: {
        ja: `${address} の通信は、後ろの端末の代わりのものです。どの端末かを示すログ（プロキシのアクセスログ、NATの変換ログ）がないため、端末は確認できません。`,
        en: `${address} acts for clients behind it. No log tells which one (a proxy's access log, a NAT's translations would): they are not visible.`,
      },
    }),
  )
  return [...shared, ...known]
}

const ROLE_NAMES: Record<Roles['roles'][number]['role'], Text> = {
  proxy: { ja: 'プロキシ', en: 'proxy' },
  resolver: { ja: 'DNSサーバ', en: 'resolver' },
  'mail-server': { ja: 'メールサーバ', en: 'mail server' },
  gateway: { ja: 'ゲートウェイ', en: 'gateway' },
  server: { ja: 'サーバ', en: 'server' },
  device: { ja: '機器', en: 'device' },
  scanner: { ja: '脆弱性検査の機器', en: 'vulnerability scanner' },
}

async function clientsIn(engine: Engine, view: string): Promise<number> {
  const rows = await engine.query<{ n: string }>(
    `SELECT uniqExact(host) AS n FROM seen_hour WHERE log = '${view}' AND internal = 1`,
  )
  return Number(rows[0]?.n ?? 0)
}

const DAY = 86_400_000

function gaps(hours: Hour[], source: (typeof SOURCES)[number], clients: number, timezone: string): Fact[] {
  return silences(hours, clients, timezone)
    .slice(0, 20)
    .map(
      ({ first, last, hours: silent }): Fact => ({
        id: `gap-${source.view}-${first}`,
        kind: 'gap',
        subject: source.view,
        value: silent,
        text: {
          ja: `${source.ja}: ${localMinute(first, timezone)} から ${localMinute(last, timezone)} まで記録がありません（欠落の疑い）。`,
          en: `${source.en}: silent from ${localMinute(first, timezone)} to ${localMinute(last, timezone)}: records may be missing.`,
        },
        first,
        last,
      }),
    )
}

/** Of several devices, each one's time and silence: the others don't make up for it. */
const deviceFact =
  (source: (typeof SOURCES)[number], timezone: string) =>
  ({ name, first, end, gaps: silent }: Source): Fact => {
    const [from, to] = [isoOf(first), isoOf(end)]
    const lost = silent.map(
      ([begin, back]) => `${localMinute(isoOf(begin), timezone)}–${localMinute(isoOf(back), timezone)}`,
    )
    const shown = `${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ` … (${lost.length})` : ''}`
    return {
      id: `device-${source.view}-${name}`,
      kind: 'source',
      subject: source.view,
      value: name,
      text: {
        ja: `${source.ja}のうち ${name || '（名前なし）'}: ${localMinute(from, timezone)} から ${localMinute(to, timezone)} まで。${lost.length > 0 ? `記録のない時間: ${shown}` : ''}`,
        en: `${name || '(unnamed)'} among the ${source.en}: ${localMinute(from, timezone)} to ${localMinute(to, timezone)}.${lost.length > 0 ? ` Silent: ${shown}` : ''}`,
      },
      first: from,
      last: to,
    }
  }
