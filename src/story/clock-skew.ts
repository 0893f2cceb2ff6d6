/**
 * Clocks of two logs compared by what both saw: a name that was looked up and then asked of the proxy, an address that a log of requests
 * and one of connections name. Only keys that are rare in both count; each pair of times votes for its difference, and a real offset gets
 * votes from most keys while chance spreads them. Where two logs disagree with the third, the third is right.
 */
import type { Engine } from '../store/engine.ts'
import type { Fact } from './logging.ts'

export type Log = 'web' | 'flow' | 'dns'
/** Seconds to add to a log's times. */
export type Skew = Partial<Record<Log, number>>

export interface Offset {
  /** `later` is this many seconds ahead of `earlier` */
  seconds: number
  logs: [Log, Log]
  keys: number
  agreeing: number
}

const BIN = 10 // s
const HORIZON = 14 * 3600 // s: a wrong time zone is the largest error to be told from chance
const RARE = 5 // events of a key in one log: frequent ones fit any offset
const KEYS = 3000
const ENOUGH = 15 // keys that agree
const SHARE = 0.3 // of the keys that both logs have
const CLEAR = 3 // times the second-best offset
const TRIFLE = 45 // s: logs write at the beginning or at the end of a connection

const BEGAN = 'time - toIntervalMillisecond(greatest(0, event_duration_ms))'

/** Events of a log: SQL of what names them, of when they were, and which of them count. */
interface Events {
  key: string
  times: string[]
  from: string
}

const ASKED = { key: 'dns_question_name', times: ['time'], from: "dns_event WHERE event_type != 'answer'" }
const RESOLVED = { key: 'arrayJoin(dns_resolved_ip)', times: ['time'], from: "dns_event WHERE event_type != 'query'" }
const REQUESTED = { key: 'url_domain', times: [BEGAN], from: "web_event WHERE url_domain != ''" }
const FETCHED = { key: 'destination_ip', times: [BEGAN], from: "web_event WHERE destination_ip != toIPv6('::')" }
/** Some firewalls write when a connection ends, others when it begins: the reading on which more agree is the right one. */
const CONNECTED = { key: 'destination_ip', times: [BEGAN, 'time'], from: "flow_event WHERE event_action = 'allowed'" }

/** What two logs name alike. A proxy writes when it is done: it asked for the name when it began. */
const PAIRS: { logs: [Log, Log]; one: Events; other: Events }[] = [
  { logs: ['dns', 'web'], one: ASKED, other: REQUESTED },
  { logs: ['web', 'flow'], one: FETCHED, other: CONNECTED },
  { logs: ['dns', 'flow'], one: RESOLVED, other: CONNECTED },
]

/** `examined`: the table with the ids of the evidence to look at. The event tables themselves are read: what is rare needs no judgement. */
export async function clockOffsets(
  engine: Engine,
  examined: 'examined' | 'evidence',
  present: Set<string>,
): Promise<Offset[]> {
  const offsets: Offset[] = []
  const able = PAIRS.filter(({ logs }) => logs.every((log) => present.has(`${log}_event`)))
  for (const { logs, one, other } of able) {
    const rows = await engine.query<{ reading: number; bin: string; n: string; keys: string }>(
      votesSql(one, other, examined),
    )
    const readings = [...Map.groupBy(rows, ({ reading }) => reading)].sort(([a], [b]) => a - b)
    const [found] = readings
      .flatMap(
        ([, votes]) =>
          peak(new Map(votes.map((row) => [Number(row.bin), Number(row.n)])), Number(votes[0]?.keys ?? 0)) ?? [],
      )
      .sort((a, b) => b.agreeing - a.agreeing)
    if (found) offsets.push({ logs, ...found })
  }
  return offsets
}

function votesSql(one: Events, other: Events, examined: string): string {
  const rare = ({ key, times, from }: Events) =>
    `SELECT cityHash64(${key}) AS key, ${times.map((time, i) => `groupArray(${RARE})(toUnixTimestamp(${time})) AS times_${i}`).join(', ')} FROM ${from} AND evidence_id IN (SELECT evidence_id FROM ${examined}) GROUP BY key HAVING count() <= ${RARE}`
  return `WITH
       both AS
       (
         SELECT key, one.times_0 AS ones, [${other.times.map((_, i) => `other.times_${i}`).join(', ')}] AS others
         FROM (${rare(one)}) AS one
         INNER JOIN (${rare(other)}) AS other USING (key)
         ORDER BY key
         LIMIT ${KEYS}
       ),
       (SELECT count() FROM both) AS total
     SELECT reading, bin, count() AS n, any(total) AS keys
     FROM
     (
       SELECT reading, arrayDistinct(arrayFlatten(arrayMap(a -> arrayMap(b -> toInt32(round((toInt64(b) - a) / ${BIN})), read), ones))) AS bins
       FROM both
       ARRAY JOIN others AS read, arrayEnumerate(others) AS reading
     )
     ARRAY JOIN bins AS bin
     WHERE abs(bin) <= ${HORIZON / BIN}
     GROUP BY reading, bin`
}

/** The offset that most keys agree on; null where none stands out. */
export function peak(votes: Map<number, number>, keys: number): Omit<Offset, 'logs'> | null {
  const around = (bin: number) => [bin - 1, bin, bin + 1].reduce((sum, one) => sum + (votes.get(one) ?? 0), 0)
  const ranked = [...votes.keys()]
    .map((bin) => ({ bin, n: around(bin) }))
    .sort((a, b) => b.n - a.n || Math.abs(a.bin) - Math.abs(b.bin))
  const [best] = ranked
  if (!best || best.n < ENOUGH || best.n < keys * SHARE) return null
  const second = ranked.find((one) => Math.abs(one.bin - best.bin) * BIN > 2 * TRIFLE)
  if (second && best.n < second.n * CLEAR) return null
  return { seconds: best.bin * BIN, keys, agreeing: best.n }
}

/** Which log's clock is wrong: the one that the two others agree against; of two logs alone, the one that isn't the proxy's. */
export function skewOf(offsets: Offset[]): Skew {
  const wrong = offsets.filter((offset) => Math.abs(offset.seconds) > TRIFLE)
  const [first] = wrong
  if (!first) return {}
  const blamed = new Map<Log, number>()
  for (const log of first.logs) {
    const against = wrong.filter((offset) => offset.logs.includes(log))
    const cleared = offsets.some((offset) => offset.logs.includes(log) && Math.abs(offset.seconds) <= TRIFLE)
    blamed.set(log, cleared ? 0 : against.length)
  }
  const log = [...first.logs].sort(
    (a, b) => (blamed.get(b) ?? 0) - (blamed.get(a) ?? 0) || TRUSTED.indexOf(b) - TRUSTED.indexOf(a),
  )[0]
  if (!log) return {}
  const [one, other] = first.logs
  return { [log]: log === other ? -first.seconds : log === one ? first.seconds : 0 }
}

const TRUSTED: Log[] = ['web', 'dns', 'flow']

const NAMES: Record<Log, { ja: string; en: string }> = {
  web: { ja: 'プロキシ・Webのログ', en: "the proxy's log" },
  flow: { ja: '通信のログ（FW等）', en: 'the log of connections' },
  dns: { ja: 'DNSのログ', en: 'the DNS log' },
}

export function clockFacts(offsets: Offset[], skew: Skew): Fact[] {
  return Object.entries(skew).map(([log, seconds]): Fact => {
    const offset = offsets.find((one) => one.logs.includes(log as Log) && Math.abs(one.seconds) === Math.abs(seconds))
    const other = offset?.logs.find((one) => one !== log) ?? 'web'
    const zone = seconds % 1800 === 0 || Math.abs((Math.abs(seconds) % 1800) - 1800) <= BIN
    const amount = duration(Math.abs(seconds))
    return {
      id: `clock-${log}`,
      kind: 'assumption',
      subject: log,
      value: seconds,
      text: {
        ja: `${NAMES[log as Log].ja}の時計は、${NAMES[other].ja}より${amount.ja}${seconds < 0 ? '進んで' : '遅れて'}います（両方に現れる${offset?.keys ?? 0}件のうち${offset?.agreeing ?? 0}件が一致）。時刻を補正して分析しました。原文の時刻はそのままです。${zone ? 'タイムゾーンの違い（UTCなど）と見られます。--tz または機器の設定を確認してください。' : '機器のNTP設定を確認してください。'}`,
        en: `The clock of ${NAMES[log as Log].en} is ${amount.en} ${seconds < 0 ? 'ahead of' : 'behind'} that of ${NAMES[other].en} (${offset?.agreeing ?? 0} of the ${offset?.keys ?? 0} things that both saw agree). Times were corrected for the analysis; quoted lines are as they are. ${zone ? 'It looks like another time zone (UTC?): check --tz or the device.' : "Check the device's NTP."}`,
      },
    }
  })
}

function duration(seconds: number): { ja: string; en: string } {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const ja = `${h > 0 ? `${h}時間` : ''}${m > 0 ? `${m}分` : ''}${s > 0 ? `${s}秒` : ''}`
  const en = [h > 0 ? `${h} h` : '', m > 0 ? `${m} min` : '', s > 0 ? `${s} s` : ''].filter(Boolean).join(' ')
  return { ja, en }
}
