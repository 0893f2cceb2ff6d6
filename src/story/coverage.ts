/** What could be seen: sources, hours, gaps, what is logged and for how long. */
import type { Roles } from '../detect/detector.ts'
import type { CoverageFact } from '../report/findings.ts'
import type { Engine } from '../store/engine.ts'

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

export async function coverage(
  engine: Engine,
  lang: 'ja' | 'en',
  roles: Roles,
  timezone: string,
): Promise<CoverageFact[]> {
  const facts: CoverageFact[] = []
  const say = (ja: string, en: string) => (lang === 'ja' ? ja : en)
  for (const source of SOURCES) {
    const hours = await engine.query<{ hour: string; n: string }>(
      `SELECT formatDateTime(toStartOfHour(time), '%Y-%m-%dT%H:00:00Z', 'UTC') AS hour, count() AS n FROM ${source.view} GROUP BY hour ORDER BY hour`,
    )
    const name = source[lang]
    const [first, last] = [hours[0]?.hour, hours.at(-1)?.hour]
    if (!first || !last) {
      facts.push({
        id: `blind-${source.view}`,
        kind: 'blind',
        subject: name,
        value: false,
        text: say(`${name}がありません。${source.without.ja}`, `There are no ${name}: ${source.without.en}`),
      })
      continue
    }
    const days = Math.max(1, Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000))
    facts.push({
      id: `source-${source.view}`,
      kind: 'source',
      subject: name,
      value: hours.length,
      text: say(`${name}: ${hours.length}時間分の記録があります。`, `${name}: records in ${hours.length} hours.`),
      first,
      last,
      hours: hours.map((row) => [row.hour, Number(row.n)]),
    })
    facts.push({
      id: `retention-${source.view}`,
      kind: 'retention',
      subject: name,
      value: days,
      text: say(
        `${name}: ${days}日分。${days < THREE_MONTHS ? '少なくとも3〜6か月の保存が勧められています。これより古い通信は確認できません。' : ''}`,
        `${name}: ${days} days. ${days < THREE_MONTHS ? 'Three to six months are recommended; anything older is not visible.' : ''}`,
      ),
      first,
      last,
    })
    facts.push(...gaps(hours, name, say, timezone))
  }
  facts.push(...(await logging(engine, say)))
  for (const role of roles.roles) {
    facts.push({
      id: `role-${role.role}-${role.address}`,
      kind: 'role',
      subject: role.address,
      value: role.role,
      text: `${role.address}: ${role.role} — ${role.reason[lang]}`,
    })
  }
  return facts
}

type Say = (ja: string, en: string) => string

const HOUR = 3_600_000
const USUAL = 0.6 // of the days on which an hour has records, for its silence to be a gap

/** Three silent hours or more, at hours of the day (working days and weekends apart) in which the source usually has records. */
function gaps(hours: { hour: string; n: string }[], name: string, say: Say, timezone: string): CoverageFact[] {
  const times = hours.map((row) => Date.parse(row.hour))
  const [begin, end] = [times[0] ?? 0, times.at(-1) ?? 0]
  if (end - begin < 48 * HOUR) return []
  const kindOf = hourKind(timezone)
  const all = Array.from({ length: Math.round((end - begin) / HOUR) + 1 }, (_, i) => begin + i * HOUR)
  const [possible, seen] = [counted(all.map(kindOf)), counted(times.map(kindOf))]
  const usual = (time: number) => (seen.get(kindOf(time)) ?? 0) >= (possible.get(kindOf(time)) ?? 0) * USUAL
  const facts: CoverageFact[] = []
  for (let i = 1; i < times.length; i++) {
    const [from, to] = [(times[i - 1] ?? 0) + HOUR, times[i] ?? 0]
    const silent = Array.from({ length: Math.round((to - from) / HOUR) }, (_, k) => from + k * HOUR).filter(usual)
    if (silent.length < 3) continue
    const [first, last] = [new Date(from).toISOString(), new Date(to).toISOString()]
    facts.push({
      id: `gap-${name}-${first}`,
      kind: 'gap',
      subject: name,
      value: silent.length,
      text: say(
        `${name}: ${first} から ${last} まで記録がありません（欠落の疑い）。`,
        `${name}: silent from ${first} to ${last}: records may be missing.`,
      ),
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

async function logging(engine: Engine, say: Say): Promise<CoverageFact[]> {
  const flow = (
    await engine.query<{ n: string; allowed: string }>(
      "SELECT count() AS n, countIf(event_action = 'allowed') AS allowed FROM flow",
    )
  )[0]
  const web = (
    await engine.query<{ n: string; sizes: string }>(
      "SELECT countIf(observer_type = 'proxy') AS n, countIf(observer_type = 'proxy' AND http_request_bytes >= 0) AS sizes FROM web",
    )
  )[0]
  const dns = (
    await engine.query<{ n: string; answers: string }>(
      "SELECT count() AS n, countIf(event_type != 'query') AS answers FROM dns",
    )
  )[0]
  const facts: CoverageFact[] = []
  if (Number(flow?.n) > 0) {
    const yes = Number(flow?.allowed) > 0
    facts.push({
      id: 'logging-permitted',
      kind: 'logging',
      subject: 'flow',
      value: yes,
      text: yes
        ? say('ファイアウォールは許可した通信を記録しています。', 'The firewall logs permitted connections.')
        : say(
            'ファイアウォールは拒否した通信だけを記録しています。許可された通信は確認できません（FortiGateでは logtraffic all）。',
            'The firewall logs only denied connections: permitted ones are not visible (FortiGate: logtraffic all).',
          ),
    })
  }
  if (Number(web?.n) > 0 && Number(web?.sizes) === 0) {
    facts.push({
      id: 'logging-request-bytes',
      kind: 'logging',
      subject: 'web',
      value: false,
      text: say(
        'プロキシのログに送信量がないため、外部への持ち出し量は確認できません（Squidでは logformat に %>st を加える）。',
        'The proxy log has no request sizes: uploads are not visible (Squid: add %>st to logformat).',
      ),
    })
  }
  if (Number(dns?.n) > 0 && Number(dns?.answers) === 0) {
    facts.push({
      id: 'logging-dns-answers',
      kind: 'logging',
      subject: 'dns',
      value: false,
      text: say(
        'DNSのログに応答がないため、問合せなしの通信かどうかは判断できません。',
        "The DNS log has no answers: connections without a look-up can't be told.",
      ),
    })
  }
  return facts
}
