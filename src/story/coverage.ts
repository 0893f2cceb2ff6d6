/** What could be seen: sources, hours, gaps, what is logged and for how long. */
import type { Roles } from '../detect/detector.ts'
import type { Text } from '../i18n/text.ts'
import type { Engine } from '../store/engine.ts'
import { type Fact, loggingFacts } from './logging.ts'

const SOURCES = [
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

export async function coverage(engine: Engine, roles: Roles, timezone: string): Promise<Fact[]> {
  const facts: Fact[] = []
  for (const source of SOURCES) {
    const hours = await engine.query<Hour>(
      `SELECT formatDateTime(seen_hour.hour, '%Y-%m-%dT%H:00:00Z', 'UTC') AS hour, sum(seen_hour.n) AS n, uniqExact(host) AS hosts
       FROM seen_hour
       WHERE log = '${source.view}'
       GROUP BY hour
       ORDER BY hour`,
    )
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
        en: `${en}: records in ${hours.length} hours, of ${clients} clients.`,
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
        en: `${en}: ${days} days. ${short ? 'Three to six months are recommended; anything older is not visible.' : ''}`,
      },
      first,
      last,
    })
    facts.push(...gaps(hours, source, clients, timezone))
  }
  facts.push(...(await loggingFacts(engine)))
  for (const role of roles.roles) {
    facts.push({
      id: `role-${role.role}-${role.address}`,
      kind: 'role',
      subject: role.address,
      value: role.role,
      text: {
        ja: `${role.address}: ${ROLE_NAMES[role.role].ja} — ${role.reason.ja}`,
        en: `${role.address}: ${ROLE_NAMES[role.role].en} — ${role.reason.en}`,
      },
    })
  }
  return facts
}

const ROLE_NAMES: Record<Roles['roles'][number]['role'], Text> = {
  proxy: { ja: 'プロキシ', en: 'proxy' },
  resolver: { ja: 'DNSサーバ', en: 'resolver' },
  'mail-server': { ja: 'メールサーバ', en: 'mail server' },
  gateway: { ja: 'ゲートウェイ', en: 'gateway' },
  server: { ja: 'サーバ', en: 'server' },
  device: { ja: '機器', en: 'device' },
}

async function clientsIn(engine: Engine, view: string): Promise<number> {
  const rows = await engine.query<{ n: string }>(
    `SELECT uniqExact(host) AS n FROM seen_hour WHERE log = '${view}' AND internal = 1`,
  )
  return Number(rows[0]?.n ?? 0)
}

interface Hour {
  hour: string
  n: string
  hosts: string
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const LIVELY = 3 // hosts
const USUAL = 0.6 // of the days on which an hour has records, for its silence to be a gap

/** Three silent hours or more, at hours of the day (working days and weekends apart) in which the source usually has records. */
function gaps(hours: Hour[], source: (typeof SOURCES)[number], clients: number, timezone: string): Fact[] {
  const times = hours.map((row) => Date.parse(row.hour))
  const [begin, end] = [times[0] ?? 0, times.at(-1) ?? 0]
  if (end - begin < 48 * HOUR) return []
  const kindOf = hourKind(timezone)
  const all = Array.from({ length: Math.round((end - begin) / HOUR) + 1 }, (_, i) => begin + i * HOUR)
  // one host that works, or is made to work, at night makes no usual hour
  const few = Math.min(LIVELY, Math.ceil(clients / 10))
  const lively = hours.filter((hour) => Number(hour.hosts) >= few).map((hour) => Date.parse(hour.hour))
  const [possible, seen] = [counted(all.map(kindOf)), counted(lively.map(kindOf))]
  const usual = (time: number) => (seen.get(kindOf(time)) ?? 0) >= (possible.get(kindOf(time)) ?? 0) * USUAL
  const facts: Fact[] = []
  for (let i = 1; i < times.length; i++) {
    const [from, to] = [(times[i - 1] ?? 0) + HOUR, times[i] ?? 0]
    const silent = Array.from({ length: Math.round((to - from) / HOUR) }, (_, k) => from + k * HOUR).filter(usual)
    if (silent.length < 3) continue
    const [first, last] = [new Date(from).toISOString(), new Date(to).toISOString()]
    facts.push({
      id: `gap-${source.view}-${first}`,
      kind: 'gap',
      subject: source.view,
      value: silent.length,
      text: {
        ja: `${source.ja}: ${local(first, timezone)} から ${local(last, timezone)} まで記録がありません（欠落の疑い）。`,
        en: `${source.en}: silent from ${local(first, timezone)} to ${local(last, timezone)}: records may be missing.`,
      },
      first,
      last,
    })
  }
  return facts.slice(0, 20)
}

/** Hour of the day, and whether it is a weekend, in the organisation's zone. */
function hourKind(timezone: string): (time: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, weekday: 'short', hour: '2-digit' })
  return (time) =>
    format
      .format(new Date(time))
      .replace(/^(Sat|Sun)/, 'weekend')
      .replace(/^(Mon|Tue|Wed|Thu|Fri)/, 'day')
}

function counted(kinds: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

function local(iso: string, timezone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(iso),
  )
}
